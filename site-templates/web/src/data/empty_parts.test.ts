// The vectors of empty parts that Python and the browser must answer alike.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { filledParts } from "./empty_parts";
import type { JsonObject, Node } from "./spec";

interface Document {
  nodes: Node[];
  vectors: { about: string; data: JsonObject; expect: JsonObject; table?: JsonObject }[];
}

const file = new URL("../../../tests/conformance/vectors/parts.json", import.meta.url);
const { nodes, vectors } = JSON.parse(readFileSync(file, "utf8")) as Document;

function whole(node: Node): Node {
  const item = node.item ? { item: whole(node.item) } : {};
  return { ...node, children: (node.children ?? []).map(whole), ...item };
}

const root = whole({ key: "", kind: "object", children: nodes } as unknown as Node);
const rows = { ...root, children: root.children.filter(({ key }) => key === "rows") };

for (const { about, data, expect, table } of vectors) {
  test(`parts: ${about}`, () => {
    const before = JSON.stringify(data);
    assert.deepEqual(filledParts(root, data, false), expect);
    if (table) assert.deepEqual(filledParts(rows, data, true), table);
    assert.equal(JSON.stringify(data), before);
  });
}
