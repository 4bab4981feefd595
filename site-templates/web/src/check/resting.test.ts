// The vectors of which rules rest and which rows they look at, that Python and the browser must answer alike.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Narrowing } from "./row_dependencies";
import { Broken, looksAtBroken, type Path, type Reads, seesGap } from "../data/mentions";
import type { JsonObject } from "../data/spec";
import { valueAt } from "./evaluation_context";

interface Vector {
  about: string;
  app: JsonObject;
  at: string;
  broken: string[];
  reads: Reads;
  expect: { rows: Record<string, number[]>; looks: boolean; gap: boolean };
}

const file = new URL("../../../tests/conformance/vectors/resting.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vector[];

function steps(pointer: string): Path {
  return pointer.split("/").slice(1);
}

for (const { about, app, at, broken: places, reads, expect } of vectors) {
  test(`resting: ${about}`, () => {
    const broken = new Broken(places.map(steps));
    const rows = new Narrowing({ app }, broken).rows(reads.joins ?? [], { app, self: valueAt(app, steps(at)) });
    assert.deepEqual(Object.fromEntries(rows), expect.rows);
    assert.equal(looksAtBroken(reads, steps(at), broken, rows), expect.looks);
    assert.equal(seesGap(reads, steps(at), broken), expect.gap);
  });
}

test("there are vectors", () => assert.ok(vectors.length > 20));
