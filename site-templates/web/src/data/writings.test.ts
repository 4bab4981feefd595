// What people write and what it means: the page reads as every medium does in Python.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readAs, tidyNumber } from "./writings";
import type { Json, Node } from "./spec";

interface Vector {
  kind: string;
  text: string;
  value: Json;
}

const file = new URL("../../../tests/conformance/vectors/readings.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vector[];

const MOMENT = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$";
const LEVELS = [
  ["chief", "正高"],
  ["deputy", "副高（含）"],
  ["deputy", "副高级"],
];
const NODES: Record<string, object> = {
  number: { kind: "number", schema: { type: "number" }, unit: "人" },
  percent: { kind: "number", schema: { type: "number" }, unit: "%" },
  year: { kind: "integer", title: "年度", schema: { type: "integer", minimum: 2000, maximum: 2100 } },
  ratio: { kind: "number", title: "医护比", schema: { type: "number" } },
  wan: { kind: "number", schema: { type: "number" }, unit: "万元" },
  boolean: { kind: "boolean", schema: { type: "boolean" } },
  date: { kind: "string", schema: { type: "string", format: "date" } },
  moment: { kind: "string", schema: { type: "string", pattern: MOMENT } },
  choice: { kind: "string", schema: { type: "string", enum: ["chief", "deputy"] } },
  text: { kind: "string", schema: { type: "string", maxLength: 100 } },
};

for (const { kind, text, value } of vectors) {
  test(`${kind}: ${text}`, () => {
    assert.equal(readAs(NODES[kind] as Node, text, LEVELS) ?? null, value);
  });
}

test("labels that are alike carry their codes", () => {
  const rows = [
    ["K1", "率"],
    ["K2", "率"],
    ["K3", "例数"],
  ];
  assert.equal(readAs(NODES["choice"] as Node, "率（K2）", rows), "K2");
  assert.equal(readAs(NODES["choice"] as Node, "率", rows), "率");
  assert.equal(readAs(NODES["choice"] as Node, "例数（K3）", rows), "例数（K3）");
});

test("a number is tidied without losing a digit", () => {
  const tidy = (kind: string, text: string): string => tidyNumber(NODES[kind] as Node, text);
  assert.equal(tidy("number", " １，２００.50 "), "1200.50");
  assert.equal(tidy("number", "12345678901234567890"), "12345678901234567890");
  assert.equal(tidy("percent", "20 %"), "20");
  assert.equal(tidy("number", "20% "), "20%");
  assert.equal(tidy("number", "约30 "), "约30");
});
