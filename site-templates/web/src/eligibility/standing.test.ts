import assert from "node:assert/strict";
import { test } from "node:test";
import { standing } from "./standing";

const at = (text: string): number => Date.parse(text);

test("a deadline counts to its very moment", () => {
  const call = { closes: "2024-04-30T16:00:00+08:00", windows: [] };
  assert.deepEqual(standing(call, at("2024-04-20T08:00:00+08:00")), { kind: "days", count: 10 });
  assert.deepEqual(standing(call, at("2024-04-30T15:30:00+08:00")), { kind: "hours", count: 0 });
  assert.deepEqual(standing(call, at("2024-04-30T16:00:00+08:00")), { kind: "hours", count: 0 });
  assert.deepEqual(standing(call, at("2024-04-30T16:00:01+08:00")), { kind: "ended", count: 0 });
});

test("spans of days come, are open and are over", () => {
  const call = {
    closes: null,
    windows: [
      ["2024-01-01T00:00:00+08:00", "2024-04-01T00:00:00+08:00"],
      ["2025-01-01T00:00:00+08:00", "2025-04-01T00:00:00+08:00"],
    ] as [string, string][],
  };
  assert.deepEqual(standing(call, at("2023-12-30T00:00:00+08:00")), { kind: "coming", count: 2 });
  assert.deepEqual(standing(call, at("2024-03-22T00:00:00+08:00")), { kind: "days", count: 10 });
  assert.deepEqual(standing(call, at("2024-04-01T00:00:01+08:00")), { kind: "coming", count: 275 });
  assert.deepEqual(standing(call, at("2026-01-01T00:00:00+08:00")), { kind: "ended", count: 0 });
});

test("no day, no claim", () => {
  assert.equal(standing({ closes: null, windows: [] }, 0), undefined);
});
