// The worker of 检查文件: Python in WebAssembly, told what to check, telling how far it is. It
// is a classic worker made from text, the only kind that starts from file://, and it fetches
// nothing: what the runtime asks for is answered from memory.
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { compileText, give, parseText, run } from "./cel_port";
import type { Asked, Part, Told } from "./messages";

declare const LOCK_INFO: Record<string, unknown>;

interface Browser {
  start(script: unknown): void;
  check(asked: string, told: (name: string, done: number) => void): string;
  opened(asked: string): string;
  download(kind: string, language: string): { toJs(): Uint8Array; destroy(): void };
}

type Python = Awaited<ReturnType<typeof loadPyodide>>;

const NOWHERE = "https://engine.invalid/";
const LIBRARIES = "/lib/python3.14/site-packages";
const HOME = "/work";
const LISTS = "/lists";
const held = new Map<Part, Uint8Array>();
let python: Python | undefined;
let browser: Browser | undefined;

const tell = (message: Told, transfer: Transferable[] = []): void => postMessage(message, { transfer });

/** The bytes that a part of the engine was packed from. */
async function unpacked(text: string): Promise<Uint8Array> {
  const signs = atob(text);
  const packed = new Uint8Array(signs.length);
  for (let at = 0; at < signs.length; at += 1) packed[at] = signs.charCodeAt(at);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function answer(part: Part, type: string): Response {
  const bytes = held.get(part) as Uint8Array<ArrayBuffer>;
  held.delete(part);
  return new Response(bytes, { headers: { "content-type": type } });
}

function fromMemory(asked: RequestInfo | URL): Promise<Response> {
  const name = String(asked);
  if (name.endsWith(".wasm")) return Promise.resolve(answer("wasm", "application/wasm"));
  if (name.endsWith(".zip")) return Promise.resolve(answer("library", "application/zip"));
  return Promise.reject(new Error("nothing is fetched"));
}

async function start(): Promise<void> {
  self.fetch = fromMemory;
  python = await loadPyodide({
    indexURL: NOWHERE,
    createPyodideModule,
    stdLibURL: `${NOWHERE}python_stdlib.zip`,
    lockFileContents: JSON.stringify({ info: LOCK_INFO, packages: {} }),
  });
  tell({ kind: "progress", name: "engine-python", done: 0 });
  for (const part of ["packages", "program", "policy"] as const) {
    python.unpackArchive(held.get(part) as Uint8Array, "zip", { extractDir: part === "packages" ? LIBRARIES : "/" });
    held.delete(part);
  }
  python.FS.mkdirTree(HOME);
  python.FS.chdir(HOME);
  python.runPython(`import sys\nsys.path.insert(0, "/program/generator")`);
  tell({ kind: "progress", name: "engine-program", done: 0 });
  browser = python.pyimport("shenbao.host.browser") as unknown as Browser;
  browser.start({ parse: parseText, compile: compileText, given: give, run });
  tell({ kind: "ready" });
}

/** Put files into the folder in the memory, in the place of all that was there. */
function place(folder: string, files: { path: string; content: Uint8Array }[]): void {
  const { FS } = python as Python;
  (python as Python).runPython(`import shutil\nshutil.rmtree(${JSON.stringify(folder)}, ignore_errors=True)`);
  FS.mkdirTree(folder);
  for (const { path, content } of files) {
    const above = path.lastIndexOf("/");
    if (above > 0) FS.mkdirTree(`${folder}/${path.slice(0, above)}`);
    FS.writeFile(`${folder}/${path}`, content, { canOwn: true });
  }
}

function check({ files, lists, asked }: Extract<Asked, { kind: "check" }>): void {
  place(HOME, files);
  (python as Python).FS.chdir(HOME);
  place(LISTS, lists);
  const said = (browser as Browser).check(JSON.stringify(asked), (name, done) => tell({ kind: "progress", name, done }));
  tell({ kind: "checked", answer: said });
}

function opened({ file, form, language }: Extract<Asked, { kind: "open" }>): void {
  place(HOME, [file]);
  (python as Python).FS.chdir(HOME);
  const said = (browser as Browser).opened(JSON.stringify({ path: file.path, form, language }));
  tell({ kind: "checked", answer: said });
}

function download({ name, language }: Extract<Asked, { kind: "download" }>): void {
  const proxy = (browser as Browser).download(name, language);
  const content = proxy.toJs().slice();
  proxy.destroy();
  tell({ kind: "file", name, content }, [content.buffer]);
}

async function answered(asked: Asked): Promise<void> {
  if (asked.kind === "part") held.set(asked.part, await unpacked(asked.text));
  if (asked.kind === "start") await start();
  if (asked.kind === "check") check(asked);
  if (asked.kind === "open") opened(asked);
  if (asked.kind === "download") download(asked);
}

let before = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<Asked>) => {
  before = before.then(() => answered(data)).catch((error: unknown) => tell({ kind: "failed", why: String(error) }));
};
