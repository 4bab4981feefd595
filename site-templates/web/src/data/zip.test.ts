import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 as reference } from "node:zlib";
import { crc32, zipped } from "./zip";

test("the checksum is that of everybody else", () => {
  for (const text of ["", "123456789", "申报\u0000".repeat(500)]) {
    const bytes = new TextEncoder().encode(text);
    assert.equal(crc32(bytes), reference(bytes));
  }
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
});

test("the same parts give the same bytes, and the directory says where each stands", () => {
  const made = zipped({ "a.xml": "<a/>", "路/b.xml": "二" });
  assert.deepEqual(made, zipped({ "a.xml": "<a/>", "路/b.xml": "二" }));
  const view = new DataView(made.buffer);
  const end = made.length - 22;
  assert.equal(view.getUint32(end, true), 0x06054b50);
  assert.equal(view.getUint16(end + 10, true), 2);
  const start = view.getUint32(end + 16, true);
  assert.equal(view.getUint32(start, true), 0x02014b50);
  assert.equal(start + view.getUint32(end + 12, true), end);
  assert.equal(view.getUint32(view.getUint32(start + 42, true), true), 0x04034b50);
});
