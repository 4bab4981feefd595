// Builds dist/: the scripts of the pages (classic scripts), dist/engine/ for 检查文件, LICENSES.txt.
// With --tests it builds src/*.test.ts into dist-tests/ for node's test runner instead, with
// --judge FILE the check of a submission under node.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { deflateSync } from "node:zlib";
import { build } from "esbuild";
import { loadPyodide } from "pyodide";

const NOTES = {
  pyodide: "Mozilla Public License 2.0 (https://mozilla.org/MPL/2.0/), source: https://github.com/pyodide/pyodide\nIt holds CPython (Python Software Foundation License) and what CPython is built with.\n",
};
const FOR_NODE = { bundle: true, platform: "node", format: "esm", target: "node20" };
/** What of Python's own library no check needs: what nothing that a check imports imports. */
const UNNEEDED = [
  ...["_pyrepl/", "ctypes/macholib/", "curses/", "dbm/", "email/mime/", "ensurepip/", "idlelib/", "lib2to3/", "pydoc_data/", "sqlite3/"],
  ...["tkinter/", "turtledemo/", "unittest/", "venv/", "wsgiref/", "xml/dom/", "xmlrpc/"],
  ...["asyncio/proactor_events.", "asyncio/tools.", "asyncio/windows_", "http/server.", "logging/config.", "logging/handlers."],
  ...["_pyio.", "antigravity.", "bdb.", "cProfile.", "cmd.", "compileall.", "doctest.", "filecmp.", "fileinput.", "ftplib.", "imaplib.", "mailbox."],
  ...["modulefinder.", "pdb.", "pickletools.", "poplib.", "profile.", "pstats.", "pyclbr.", "pydoc.", "smtplib.", "tabnanny.", "timeit.", "trace."],
  ...["turtle.", "wave.", "zipapp."],
];
/** Entries that do not stand at the top. */
const ENTRIES = { files: "src/engine/files.ts", drop: "src/engine/drop.ts" };
const judge = process.argv.indexOf("--judge");

if (process.argv.includes("--tests")) await buildTests();
else if (judge > 0) await build({ entryPoints: ["src/engine/judge.ts"], outfile: process.argv[judge + 1], ...FOR_NODE });
else await buildPages();

async function buildTests() {
  await rm("dist-tests", { recursive: true, force: true });
  const files = await readdir("src", { recursive: true });
  const tests = files.filter((name) => name.endsWith(".test.ts"));
  await build({
    // Side by side: each reads the shared vectors by a path from where it stands.
    entryPoints: Object.fromEntries(tests.map((name) => [basename(name, ".ts"), `src/${name}`])),
    outdir: "dist-tests",
    outExtension: { ".js": ".mjs" },
    ...FOR_NODE,
  });
}

async function buildPages() {
  await mkdir("dist", { recursive: true });
  const built = await Promise.all(["form", "eligible", "search", "files", "drop"].map(bundle));
  const engine = await buildEngine();
  const packages = await packagesOf([...built.flatMap(({ inputs }) => inputs), ...engine]);
  const comments = [...new Set(built.map((script) => script.comments))].filter(Boolean).join("\n");
  await writeFile("dist/LICENSES.txt", licences(packages, comments));
  for (const { name, text, inputs } of built) {
    const names = (await packagesOf(inputs)).map((found) => `${found.name} ${found.version} (${found.license})`);
    await writeFile(`dist/${name}.js`, `/*! shenbao (Apache-2.0), with ${names.join(", ")} */\n${text}`);
  }
}

// What 检查文件 loads of Python in WebAssembly (site/checking/engine.py adds our program): the
// worker as one classic script, and Python. Nothing is to be found at an address:
// import.meta.url leads nowhere.
async function buildEngine() {
  const runtime = "node_modules/pyodide";
  const { info } = JSON.parse(await readFile(`${runtime}/pyodide-lock.json`, "utf8"));
  const { outputFiles, metafile } = await build({
    entryPoints: ["src/engine/worker.ts"],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    external: ["node:*", "ws"],
    define: { "import.meta.url": '"https://engine.invalid/worker.js"', LOCK_INFO: JSON.stringify(info) },
    metafile: true,
    write: false,
  });
  await mkdir("dist/engine", { recursive: true });
  // Python takes a worker that can import scripts for one of a kind that it does not know.
  await part("worker", Buffer.from(`self.importScripts = undefined;\n${outputFiles[0].text}`));
  await part("wasm", await readFile(`${runtime}/pyodide.asm.wasm`));
  await part("library", await library(`${runtime}/python_stdlib.zip`));
  return Object.keys(metafile.inputs);
}

// Python's own library as one archive. What Python imports to begin with is compiled here, by the
// same Python: that took more than half of the time until a page was ready. Only those, since
// compiled code is larger. Docstrings are left out, but of what Pyodide makes signatures from.
async function library(path) {
  const python = await loadPyodide();
  python.globals.set("given", python.toPy({ raw: new Uint8Array(await readFile(path)), unneeded: UNNEEDED }));
  const made = python.runPython(`
import io, sys, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from importlib.util import source_hash

def compiled(name, source):
    stripped = 0 if "pyodide" in name else 2
    code = compile(source, f"/lib/python314.zip/{name}", "exec", dont_inherit=True, optimize=stripped)
    return _code_to_hash_pyc(code, source_hash(source), False)

begun = {getattr(module, "__file__", None) or "" for module in list(sys.modules.values())}
made = io.BytesIO()
with zipfile.ZipFile(io.BytesIO(bytes(given["raw"]))) as source, zipfile.ZipFile(made, "w") as package:
    for name in sorted(source.namelist()):
        if name.endswith("/") or name.startswith(tuple(given["unneeded"])):
            continue
        content = source.read(name)
        if any(file.endswith(f".zip/{name}") for file in begun):
            name, content = f"{name}c", compiled(name, content)
        package.writestr(zipfile.ZipInfo(name), content)
made.getvalue()
`);
  const content = made.toJs();
  made.destroy();
  return content;
}

// A page from file:// may load scripts and nothing else: each hands over one text.
async function part(name, content) {
  const packed = deflateSync(content, { level: 9 }).toString("base64");
  await writeFile(`dist/engine/${name}.js`, `shenbaoEngine("${name}","${packed}");\n`);
}

async function bundle(name) {
  const result = await build({
    entryPoints: [ENTRIES[name] ?? `src/${name}.ts`],
    outfile: `dist/${name}.js`,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "external",
    metafile: true,
    write: false,
  });
  const script = result.outputFiles.find((file) => file.path.endsWith(`${name}.js`));
  const comments = result.outputFiles.find((file) => file.path.endsWith(".LEGAL.txt"));
  // "</" would end the element that the page puts the script in.
  const text = script.text.replaceAll("</", "<\\/");
  return { name, text, comments: comments?.text ?? "", inputs: Object.keys(result.metafile.inputs) };
}

async function packagesOf(inputs) {
  const pattern = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//;
  const found = new Set(inputs.map((input) => pattern.exec(input)?.[1]).filter(Boolean));
  return Promise.all([...found].sort().map(describe));
}

async function describe(name) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  const text = await readFile(`${folder}/LICENSE`, "utf8").catch(() => "");
  return { name, version, license, text };
}

function licences(packages, comments) {
  const parts = packages.map(({ name, version, license, text }) => {
    const body = text || NOTES[name] || "The text of the licence is in the file LICENSE of shenbao.\n";
    return `${name} ${version}\nLicence: ${license}\n\n${body}`;
  });
  return [...parts, comments].filter(Boolean).join(`\n${"-".repeat(72)}\n\n`);
}
