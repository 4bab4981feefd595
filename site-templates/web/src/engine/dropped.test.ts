// What is dropped: every file is taken, or told as left out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dropped, MOST_FILES, read } from "./dropped";

type Item = { kind: string; webkitGetAsEntry: () => unknown; getAsFile: () => File | null; getAsFileSystemHandle?: () => Promise<unknown> };

const file = (name: string): File => new File([name], name);
const transfer = (...items: Item[]): DataTransfer => ({ items }) as unknown as DataTransfer;
const at = (protocol: string): void => void Object.assign(globalThis, { location: { protocol } });

function plain(name: string): Item {
  // In Chromium the entry of a file on file:// cannot be read, the file itself can.
  const entry = { isFile: true, isDirectory: false, name, fullPath: `/${name}`, file: (_: unknown, failed: () => void) => failed() };
  return { kind: "file", webkitGetAsEntry: () => entry, getAsFile: () => file(name) };
}

function folder(name: string, inner: (string | undefined)[], handle?: unknown): Item {
  const entries = inner.map((each) => ({
    isFile: true,
    name: each ?? "locked.csv",
    fullPath: `/${name}/${each ?? "locked.csv"}`,
    file: (done: (file: File) => void, failed: () => void) => (each === undefined ? failed() : done(file(each))),
  }));
  const parts = [entries, []];
  const createReader = (): unknown => ({ readEntries: (done: (some: unknown) => void, failed: () => void) => (inner.length === 0 ? failed() : done(parts.shift())) });
  const entry = { isFile: false, isDirectory: true, name, fullPath: `/${name}`, createReader };
  return { kind: "file", webkitGetAsEntry: () => entry, getAsFile: () => file(name), getAsFileSystemHandle: () => Promise.resolve(handle) };
}

test("a file that the browser does not hand over is told beside those that it does", async () => {
  at("https:");
  const taken = await read(await dropped(transfer(plain("a.csv"), folder("夹", ["b.csv", undefined]))));
  assert.deepEqual(taken.files.map(({ path }) => path), ["a.csv", "夹/b.csv"]);
  assert.deepEqual(taken.paths, ["a.csv", "夹"]);
  assert.deepEqual(taken.refused, [{ path: "夹/locked.csv", why: "files-unreadable" }]);
});

test("a folder that cannot be looked into is told", async () => {
  at("https:");
  const taken = await read(await dropped(transfer(folder("夹", []))));
  assert.deepEqual(taken.files, []);
  assert.deepEqual(taken.refused, [{ path: "夹", why: "files-unreadable" }]);
});

test("on file:// a folder is read by its handle, all levels of it", async () => {
  at("file:");
  const held = (name: string): unknown => ({ kind: "file", name, getFile: () => Promise.resolve(file(name)) });
  const locked = { kind: "file", name: "c.csv", getFile: () => Promise.reject(new Error("locked")) };
  const directory = (name: string, ...inner: unknown[]): unknown => ({
    kind: "directory",
    name,
    async *values() {
      yield* inner;
    },
  });
  const taken = await read(await dropped(transfer(plain("a.csv"), folder("夹", [], directory("夹", held("b.csv"), directory("内", held("d.csv")), locked)))));
  assert.deepEqual(taken.files.map(({ path }) => path), ["a.csv", "夹/b.csv", "夹/内/d.csv"]);
  assert.deepEqual(taken.refused, [{ path: "夹/c.csv", why: "files-unreadable" }]);
});

test("a text or a link is no file, a second file of a name is another", async () => {
  at("https:");
  const text: Item = { kind: "string", webkitGetAsEntry: () => null, getAsFile: () => null };
  assert.deepEqual(await dropped(transfer(text)), []);
  const taken = await read(await dropped(transfer(plain("a.csv"), plain("a.csv"))));
  assert.deepEqual(taken.files.map(({ path }) => path), ["a.csv", "a (2).csv"]);
});

test("nothing more is read when somebody cancels", async () => {
  let looks = 0;
  const taken = await read([1, 2, 3].map((number) => ({ path: `${number}.csv`, file: file("x") })), () => (looks += 1) > 1);
  assert.deepEqual(taken.files.map(({ path }) => path), ["1.csv"]);
});

test("what is more than the memory of a page holds is left out by name, the rest is read", async () => {
  const sized = (name: string, size: number): File => Object.defineProperty(file(name), "size", { value: size });
  const MB = 1024 * 1024;
  const found = [50, 50, 51, 50, 50, 1].map((size, number) => ({ path: `${number}.csv`, file: sized("x", size * MB) }));
  const taken = await read(found);
  assert.deepEqual(taken.files.map(({ path }) => path), ["0.csv", "1.csv", "3.csv", "4.csv"]);
  assert.deepEqual(taken.refused, [{ path: "2.csv", why: "files-too-large" }, { path: "5.csv", why: "files-too-much" }]);
});

test("of more files than five thousand the others are left out by name", async () => {
  const one = file("x");
  const taken = await read(Array.from({ length: MOST_FILES + 2 }, (_, number) => ({ path: `${number}.csv`, file: one })));
  assert.equal(taken.files.length, MOST_FILES);
  assert.deepEqual(taken.refused, [5000, 5001].map((number) => ({ path: `${number}.csv`, why: "files-too-many" })));
});
