// The engine as the page has it, with a worker that answers when it is told to.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { deflateSync } from "node:zlib";
import { Ended, Engine, Failed, Foreign, Missing } from "./loader";
import type { Asked, Told } from "./messages";

class FakeWorker {
  static last: FakeWorker;
  static made = 0;
  onmessage: ((event: { data: Told }) => void) | undefined;
  readonly asked: Asked[] = [];

  constructor() {
    FakeWorker.last = this;
    FakeWorker.made += 1;
  }

  postMessage(asked: Asked): void {
    this.asked.push(asked);
    if (asked.kind === "start") this.say({ kind: "ready" });
  }

  say(data: Told): void {
    queueMicrotask(() => this.onmessage?.({ data }));
  }

  terminate(): void {
    this.onmessage = undefined;
  }
}

let missing = false;
/** Which part is of another build. */
let foreign = "";
const STAMP = "0.1.0 a-2024 2024.2";
const packed = deflateSync("").toString("base64");

/** A script element that hands over its part as soon as it stands in the page. */
function script(): Record<string, unknown> {
  return { src: "", onload: undefined, onerror: undefined };
}

function append(element: { src: string; onload: () => void; onerror: () => void }): void {
  queueMicrotask(() => {
    if (missing) return element.onerror();
    const name = /([a-z]+)\.js$/.exec(element.src)?.[1] ?? "";
    (globalThis as unknown as { shenbaoEngine: (...part: string[]) => void }).shenbaoEngine(name, packed, ...(name === foreign ? ["0.1.0 a-2024 2024.1"] : []));
    element.onload();
  });
}

Object.assign(globalThis, { Worker: FakeWorker, document: { createElement: script, head: { append } } });

/** Check something with a worker that is made for it. */
async function checked(engine: Engine): Promise<void> {
  const before = FakeWorker.made;
  const check = engine.check([], [], { paths: ["a"], language: "zh-CN" }, () => undefined);
  await until(() => FakeWorker.made > before && FakeWorker.last.asked.some(({ kind }) => kind === "check"));
  FakeWorker.last.say({ kind: "checked", answer: "{}" });
  assert.equal(await check, "{}");
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setImmediate(done));
}

const file = (name: string): Told => ({ kind: "file", name, content: new TextEncoder().encode(name) });
const text = (content: Uint8Array): string => new TextDecoder().decode(content);

beforeEach(() => {
  missing = false;
  foreign = "";
});

test("of two results asked for at once each is the one that was asked for", async () => {
  const engine = new Engine("engine", STAMP);
  await checked(engine);
  const both = Promise.all([engine.download("workbook", "zh-CN"), engine.download("json", "zh-CN")]);
  FakeWorker.last.say(file("workbook"));
  FakeWorker.last.say(file("json"));
  assert.deepEqual((await both).map(text), ["workbook", "json"]);
});

test("a check that begins while a result is made gets its own answer", async () => {
  const engine = new Engine("engine", STAMP);
  await checked(engine);
  const slow = engine.download("workbook", "zh-CN");
  const check = engine.check([], [], { paths: ["b"], language: "zh-CN" }, () => undefined);
  await until(() => FakeWorker.last.asked.filter(({ kind }) => kind === "check").length === 2);
  FakeWorker.last.say(file("workbook"));
  FakeWorker.last.say({ kind: "checked", answer: "second" });
  assert.equal(text(await slow), "workbook");
  assert.equal(await check, "second");
});

test("a worker that dies over a result says so, and nothing waits for it after", async () => {
  const engine = new Engine("engine", STAMP);
  await checked(engine);
  const lost = engine.download("workbook", "zh-CN");
  FakeWorker.last.say({ kind: "failed", why: "no memory" });
  await assert.rejects(lost, new Failed("no memory"));
  await assert.rejects(engine.download("json", "zh-CN"), Failed);
  await checked(engine);
});

test("who cancels waits for nothing, and the next check begins anew", async () => {
  const engine = new Engine("engine", STAMP);
  await checked(engine);
  const [slow, check] = [engine.download("workbook", "zh-CN"), engine.check([], [], { paths: ["c"], language: "zh-CN" }, () => undefined)];
  engine.end();
  await assert.rejects(slow, Ended);
  await assert.rejects(check, Ended);
  await checked(engine);
});

test("a page without the folder of the engine says which file is not there", async () => {
  missing = true;
  const engine = new Engine("engine", STAMP);
  await assert.rejects(engine.check([], [], { paths: [], language: "zh-CN" }, () => undefined), new Missing("engine/worker.js"));
});

test("an engine of another build than the page is told, and a newer one taken at the next check", async () => {
  foreign = "policy";
  const engine = new Engine("engine", STAMP);
  await assert.rejects(engine.check([], [], { paths: [], language: "zh-CN" }, () => undefined), new Foreign("engine/policy.js"));
  foreign = "";
  await checked(engine);
});
