// The vectors in tests/conformance/vectors/patterns.json and formats.json, whose other reader is Python.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readSubmission } from "../storage/files";
import { breaks } from "./shape";
import type { Spec } from "./spec";

interface Vector {
  pattern: string;
  text: string;
  found: boolean;
}

const file = new URL("../../../tests/conformance/vectors/patterns.json", import.meta.url);
const { alike } = JSON.parse(readFileSync(file, "utf-8")) as { alike: Vector[] };

for (const { pattern, text, found } of alike) {
  test(`${pattern} in ${JSON.stringify(text)}`, () => {
    assert.equal(breaks(text, { type: "string", pattern }).length === 0, found);
  });
}

interface FormatVector {
  format: string;
  text: string;
  holds: boolean;
}

const formats = new URL("../../../tests/conformance/vectors/formats.json", import.meta.url);

for (const { format, text, holds } of JSON.parse(readFileSync(formats, "utf-8")) as FormatVector[]) {
  test(`${format} ${JSON.stringify(text)}`, () => {
    const broken = holds ? [] : [{ keyword: "format", limit: format }];
    assert.deepEqual(breaks(text, { type: "string", format }), broken);
  });
}

test("a pattern that the browser cannot read leaves the value undecided", () => {
  for (const pattern of ["\\-", "\\k<y>", "[", "a{,2}"]) {
    assert.deepEqual(breaks("a", { type: "string", pattern }), [{ keyword: "pattern", limit: pattern, untold: true }]);
  }
});

test("a file with a text that no file can hold is not opened", () => {
  const spec = { form: "x", schema: "x" } as unknown as Spec;
  for (const [text, ok] of [["\\u0000", false], ["\\ud800", false], ["\\\\u0000", true], ["\\ud840\\udc00", true]] as const) {
    const opened = readSubmission(spec, `{"a": ["${text}"]}`);
    assert.equal(opened.ok, ok, text);
  }
});

test("a Word or Excel file, a PDF and a page are called what they are", () => {
  const spec = { form: "x", schema: "x" } as unknown as Spec;
  for (const text of ["PK\u0003\u0004\u0014", "%PDF-1.7", "\uFEFF<!DOCTYPE html><html>"]) {
    assert.deepEqual(readSubmission(spec, text), { ok: false, message: "form-open-document" });
  }
  assert.deepEqual(readSubmission(spec, "PK is no archive"), { ok: false, message: "form-open-not-json" });
});
