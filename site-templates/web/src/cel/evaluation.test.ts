// The vectors that Python and the browser must answer alike.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Answer, Scope } from "./evaluation";

interface Vector {
  about: string;
  expr: string;
  self?: unknown;
  app?: unknown;
  ref?: unknown;
  reading?: unknown;
  notice?: unknown;
  expect: Answer;
}

const file = new URL("../../../tests/conformance/vectors/cel.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vector[];

for (const { about, expr, expect, self = {}, app = {}, ref = {}, reading = {}, notice = {} } of vectors) {
  test(`${about}: ${expr}`, () => {
    assert.equal(Scope.of({ self, app, ref, reading, notice }).ask(expr), expect);
  });
}
