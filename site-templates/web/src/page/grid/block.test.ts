// Blocks of cells on the clipboard, where no page of Excel's has to be parsed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { blockOf, put } from "./block";

function clipboard(kept: Record<string, string>): DataTransfer {
  return { getData: (type: string) => kept[type] ?? "", setData: (type: string, text: string) => (kept[type] = text) } as unknown as DataTransfer;
}

test("thousands of rows from Excel are a block, however long the page is that comes with them", () => {
  const text = "甲\t1\r\n".repeat(3000);
  const html = `<table>${"<tr><td class=xl65 style='height:14.25pt'>甲</td></tr>".repeat(100_000)}</table>`;
  const block = blockOf(clipboard({ "text/plain": text, "text/html": html }));
  assert.equal(block?.length, 3000);
  assert.deepEqual(block?.[2999], ["甲", "1"]);
});

test("a sheet takes numbers for numbers, and nothing else that it would change", () => {
  const kept: Record<string, string> = {};
  put(clipboard(kept), [["12.5", "110101199003070011", "007", "=1+1", "2024-04-30", "<b>"]]);
  assert.equal(kept["text/plain"], "12.5\t110101199003070011\t007\t=1+1\t2024-04-30\t<b>");
  const texts = [...(kept["text/html"] ?? "").matchAll(/<td style="mso-number-format:'\\@'">([^<]*)/g)].map(([, text]) => text);
  assert.deepEqual(texts, ["110101199003070011", "007", "=1+1", "2024-04-30", "&lt;b&gt;"]);
  assert.match(kept["text/html"] ?? "", /<td>12\.5<\/td>/);
});
