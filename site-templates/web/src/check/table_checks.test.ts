// The vectors of keys and fixed rows that Python and the browser must answer alike.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { check } from "./validate";
import type { Problem } from "./problem";
import type { Reads } from "../data/mentions";
import type { Json, List, Node, Spec, Whole } from "../data/spec";

interface Table {
  whole: Whole;
  columns: Pick<Node, "key" | "title" | "kind" | "choices">[];
  lists: Record<string, List>;
  missing: Record<string, string>;
  reads: Record<string, Reads>;
}

interface Vector {
  about: string;
  table: string;
  rows: Json[];
  expect: { rule: string; pointer: string; verdict: string; message: string; args: Record<string, string> }[];
}

const file = new URL("../../../tests/conformance/vectors/tables.json", import.meta.url);
const { tables, vectors } = JSON.parse(readFileSync(file, "utf8")) as { tables: Record<string, Table>; vectors: Vector[] };
const SAID = ["columns", "found", "row", "set", "labels", "count"];

function node(more: Pick<Node, "key" | "pointer" | "kind"> & Partial<Node>): Node {
  const plain = { title: more.key, required: false, basis: "toolkit", schema: { type: more.kind }, children: [], rules: [] };
  return { ...plain, ...more };
}

function specOf({ whole, columns, lists, missing, reads }: Table): Spec {
  const children = columns.map((column) => node({ ...column, pointer: `/rows/*/${column.key}` }));
  const item = node({ key: "*", pointer: "/rows/*", kind: "object", children });
  const rows = node({ key: "rows", pointer: "/rows", kind: "array", item });
  const root = node({ key: "", pointer: "", kind: "object", children: [rows] });
  const empty = { roles: {}, targets: [], readings: {}, days: {}, clauses: {}, others: {} };
  return { ...empty, root, whole, lists, missing, reads, form: "table" } as unknown as Spec;
}

function told({ rule, pointer, verdict, said }: Problem): Vector["expect"][number] {
  const args = Object.entries(said?.args ?? {}).filter(([name]) => SAID.includes(name));
  return { rule, pointer, verdict, message: said?.id ?? "rule-undecided", args: Object.fromEntries(args) };
}

function sorted(found: Vector["expect"]): Vector["expect"] {
  const key = (one: Vector["expect"][number]): string => `${one.rule} ${one.pointer} ${JSON.stringify(Object.entries(one.args).sort())}`;
  return [...found].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

for (const { about, table, rows, expect } of vectors) {
  test(`${about}: ${table}`, () => {
    const spec = specOf(tables[table] as Table);
    const rules = ["primary-key", "unique-key", spec.whole?.carried?.rule.id];
    const found = check(spec, { rows }).filter(({ rule }) => rules.includes(rule));
    assert.deepEqual(sorted(found.map(told)), sorted(expect));
  });
}
