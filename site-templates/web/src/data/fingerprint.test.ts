// The vectors of the fingerprint that Python and the browser must answer alike.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { computedOf, contentOf, fingerprint } from "./fingerprint";
import { canonical } from "./shape";
import type { Json, Node } from "./spec";

interface Vector {
  about: string;
  form: string;
  computed: string[];
  data: Json;
  content: Json;
  fingerprint: string;
}

const file = new URL("../../../tests/conformance/vectors/fingerprint.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vector[];

for (const { about, form, computed, data, content, fingerprint: expected } of vectors) {
  test(`fingerprint: ${about}`, () => {
    const places = new Set(computed);
    assert.equal(canonical(contentOf(places, data) ?? null), canonical(content));
    assert.equal(fingerprint(form, places, data), expected);
  });
}

test("there are vectors of every kind", () => assert.ok(vectors.length > 60));

test("a long text of blanks costs no time", () => {
  const blanks = " ".repeat(300_000);
  const text = contentOf(new Set(), `${blanks}x${blanks}y`);
  assert.equal(String(text).length, blanks.length + 2);
});

test("places of computed values stand in rows as stars", () => {
  const leaf = { key: "rate", pointer: "/rows/*/rate", kind: "number", computed: "1.0" };
  const item = { key: "*", pointer: "/rows/*", kind: "object", children: [leaf] };
  const rows = { key: "rows", pointer: "/rows", kind: "array", children: [], item };
  const shape = (node: object): object => ({ children: [], ...node });
  const root = shape({ pointer: "", children: [{ ...rows, item: { ...item, children: [shape(leaf)] } }] });
  assert.deepEqual([...computedOf(root as Node)], ["/rows/*/rate"]);
});
