import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDelimited, parseDelimited } from "./delimited";

test("a block of a sheet has its rows and cells, empty ones too", () => {
  assert.deepEqual(parseDelimited("甲\t1\t\r\n\t\t3\r\n", "\t"), [["甲", "1", ""], ["", "", "3"]]);
  assert.deepEqual(parseDelimited("a", "\t"), [["a"]]);
  assert.deepEqual(parseDelimited("a\n\nb", "\t"), [["a"], [""], ["b"]]);
  assert.deepEqual(parseDelimited("", "\t"), []);
});

test("a quoted cell holds lines, tabs and quotes", () => {
  assert.deepEqual(parseDelimited('"一\n二"\t"他说""好"""\r\n三\t4', "\t"), [["一\n二", '他说"好"'], ["三", "4"]]);
});

test("a quote that nothing closes is a sign", () => {
  assert.deepEqual(parseDelimited('"5寸\t1\n2\t3', "\t"), [['"5寸', "1"], ["2", "3"]]);
  assert.deepEqual(parseDelimited('5"\t1', "\t"), [['5"', "1"]]);
});

test("what is written is read again", () => {
  const rows = [["a,b", 'q"', "x\ny"], ["", "'1", " "], ["\"", "1\t2", ""]];
  for (const delimiter of [",", "\t"]) assert.deepEqual(parseDelimited(formatDelimited(rows, delimiter), delimiter), rows);
});
