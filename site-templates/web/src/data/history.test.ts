import assert from "node:assert/strict";
import { test } from "node:test";
import { History, same, shared } from "./history";

test("steps go back and forth, and a new one ends the way forth", () => {
  const history = new History({});
  assert.equal(history.record({ a: 1 }), true);
  assert.equal(history.record({ a: 1 }), false);
  assert.equal(history.record({ a: 2 }), true);
  assert.deepEqual(history.undo(), { before: { a: 2 }, after: { a: 1 } });
  assert.deepEqual(history.redo(), { before: { a: 1 }, after: { a: 2 } });
  assert.equal(history.redo(), undefined);
  history.undo();
  history.record({ a: 3 });
  assert.equal(history.canRedo, false);
  assert.deepEqual(history.undo()?.after, { a: 1 });
  assert.deepEqual(history.undo()?.after, {});
  assert.equal(history.undo(), undefined);
});

test("states share what did not change", () => {
  const before = { rows: [{ a: 1 }, { a: 2 }], other: ["x"] };
  const after = shared(before, { rows: [{ a: 1 }, { a: 3 }], other: ["x"] }) as typeof before;
  assert.equal(after.rows[0], before.rows[0]);
  assert.equal(after.other, before.other);
  assert.notEqual(after.rows[1], before.rows[1]);
  assert.equal(shared(before, structuredClone(before)), before);
});

test("what is left out, null and a name of every object are told apart", () => {
  assert.deepEqual(shared({ a: 1, b: 2 }, { a: 1 }), { a: 1 });
  assert.deepEqual(shared({ a: 1 }, { a: null }), { a: null });
  const named = JSON.parse('{"constructor":"x"}') as { [key: string]: string };
  assert.deepEqual(shared({ a: 1 }, named), named);
  assert.deepEqual(shared([1], { 0: 1 }), { 0: 1 });
});

test("two states say the same whatever the order of their members", () => {
  assert.equal(same({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }), true);
  for (const other of [{ a: 1 }, { a: 1, b: [1] }, { a: 1, b: [1, { c: 0 }] }, { a: 1, d: [1, { c: null }] }, [], null]) {
    assert.equal(same({ a: 1, b: [1, { c: null }] }, other), false);
  }
});

test("a hundred steps back are kept", () => {
  const history = new History(0);
  for (let i = 1; i <= 300; i += 1) history.record(i);
  let count = 0;
  while (history.undo()) count += 1;
  assert.equal(count, 100);
  assert.equal(history.now, 200);
});

test("what followed from a step goes and comes back with it", () => {
  const history = new History({});
  history.record({ name: "a" });
  history.amend({ name: "a", unit: "x" });
  assert.deepEqual(history.undo(), { before: { name: "a", unit: "x" }, after: {} });
  assert.deepEqual(history.redo()?.after, { name: "a", unit: "x" });
});
