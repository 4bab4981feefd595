// The vectors of computed values that Python and the browser must answer alike.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { agree, fillIn, follows, rounded } from "./computed";
import type { Json, JsonObject, Node } from "../data/spec";

interface Vector {
  about: string;
  expr: string;
  self: JsonObject;
  expect: Json;
  agree?: Json[];
  differ?: Json[];
}

const file = new URL("../../../tests/conformance/vectors/computed.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vector[];

function node(key: string, more: Partial<Node> = {}): Node {
  const plain: Node = {
    ...{ key, pointer: `/${key}`, kind: "number", title: key, required: false, basis: "source" },
    ...{ schema: { type: "number" }, children: [], rules: [] },
  };
  return { ...plain, ...more };
}

for (const { about, expr, self, expect, agree: alike = [], differ = [] } of vectors) {
  test(`${about}: ${expr}`, () => {
    const value = follows(node("value", { computed: expr }), self);
    assert.equal(value ?? null, expect);
    for (const given of alike) assert.ok(agree(given, value), String(given));
    for (const given of differ) assert.ok(!agree(given, value), String(given));
  });
}

test("what follows is filled in row by row, in the order of the form, also where another value was given", () => {
  const double = node("double", { computed: "self.a * 2.0" });
  const four = node("four", { computed: "self.double * 2.0" });
  const row = node("*", { kind: "object", children: [node("a"), double, four] });
  const root = node("", { kind: "object", children: [node("rows", { kind: "array", item: row })] });
  const data: JsonObject = { rows: [{ a: 1 }, { a: 2, double: 5 }, {}] };
  assert.deepEqual(fillIn(root, data), { rows: [{ a: 1, double: 2, four: 4 }, { a: 2, double: 4, four: 8 }, {}] });
  assert.deepEqual(data, { rows: [{ a: 1 }, { a: 2, double: 5 }, {}] });
});

test("a given value stands where it cannot be told what follows, and goes where nothing does", () => {
  const rate = node("rate", { computed: "100.0 * self.a / self.b" });
  const root = node("", { kind: "object", children: [node("a"), node("b"), rate] });
  assert.deepEqual(fillIn(root, { a: 1, rate: 100 }), { a: 1, rate: 100 });
  assert.deepEqual(fillIn(root, { a: 0, b: 0, rate: 100 }), { a: 0, b: 0 });
  assert.deepEqual(fillIn(root, { a: 190, b: 200, rate: 100 }), { a: 190, b: 200, rate: 95 });
});

test("a value is shown with two decimals, a tiny one with two digits", () => {
  assert.deepEqual([50, 33.333333, 66.666666, 0.00123, 0, -2.5].map(rounded), ["50", "33.33", "66.67", "0.0012", "0", "-2.5"]);
});
