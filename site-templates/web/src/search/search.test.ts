// The search without a page: what is typed becomes terms, sections are ranked, words are marked.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "./fold";
import { library } from "./library";
import { parse } from "./query";
import { results } from "./rank";
import { snippet } from "./snippet";

const shelf = library({
  pages: [
    ["a.html", "材料", 1],
    ["b.html", "经费", 1],
    ["c.html", "附录", 0.3],
  ],
  sections: [
    [0, "", "材料", "附件２申请书，专题②用"],
    [0, "SK-1", "SK-1", "年龄不超过35周岁"],
    [1, "money", "经费", "每项30万元"],
    [2, "", "附录", "经费 经费 经费 附件2"],
  ],
  synonyms: { 钱: ["经费"], 甲: ["乙"], 乙: ["甲"] },
});

function found(typed: string): string[] {
  return results(shelf, parse(shelf, typed)).map(({ page, hits }) => `${page.url}#${hits[0]?.section.anchor ?? ""}`);
}

test("width, case and circles make no difference, and places stay", () => {
  assert.equal(fold("ＳＫ－Ｐ１　专题②"), "sk-p1 专题2");
  for (const text of ["İstanbul", "①⑨⑩", "Ａ"]) assert.equal(fold(text).length, text.length);
});

test("a number beside Chinese is found as it stands", () => {
  assert.deepEqual(found("附件2"), ["a.html#", "c.html#"]);
  assert.deepEqual(found("专题2"), ["a.html#"]);
  assert.deepEqual(found("sk-1"), ["a.html#SK-1"]);
  assert.deepEqual(found("附件3"), []);
});

test("an age is found in both writings", () => {
  assert.deepEqual(found("35岁"), ["a.html#SK-1"]);
});

test("a heading comes before a mention, other words for a word count, circles end", () => {
  assert.deepEqual(found("经费"), ["b.html#money", "c.html#"]);
  assert.deepEqual(found("钱"), ["b.html#money", "c.html#"]);
  assert.deepEqual(found("甲"), []);
});

test("all terms before some; what runs together is taken apart only where its parts stand", () => {
  assert.deepEqual(found("经费 附件2"), ["c.html#"]);
  assert.deepEqual(found("经费 没有的"), ["b.html#money", "c.html#"]);
  assert.deepEqual(parse(shelf, "申请书年龄").map(([word]) => word), ["申请书", "年龄"]);
  assert.deepEqual(parse(shelf, "第十二条").map(([word]) => word), ["第十二条"]);
  assert.deepEqual(found("第十二条"), []);
});

test("nothing and very much are harmless", () => {
  assert.deepEqual(found(" ，。 "), []);
  assert.deepEqual(found("长".repeat(100_000)), []);
  assert.ok(parse(shelf, "a b c d e f g h i j k l m").length <= 10);
});

test("what was found is marked in the text around it", () => {
  const pieces = snippet(`${"前".repeat(50)}附件２${"后".repeat(200)}`, [["附件2"]]);
  assert.deepEqual(pieces.find(({ found }) => found), { text: "附件２", found: true });
  assert.equal(pieces[0]?.text, "……");
  assert.equal(pieces.at(-1)?.text, "……");
});

test("a line of one sign over and over is cut in no more ways than it has places", () => {
  const line = "＿".repeat(60);
  const long = library({ pages: [["a.html", "表", 1]], sections: [[0, "", "表", `${line}签字`]], synonyms: {} });
  assert.deepEqual(parse(long, `${"＿".repeat(80)}囧`), [[`${"_".repeat(80)}囧`]]);
});
