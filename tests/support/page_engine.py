"""The engine of the page 检查文件 in Chromium, asked as the page asks it."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from support.programs import PAGE_PATIENCE

from shenbao.site.checking.engine import engine

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_PAGE = """<!doctype html><meta charset="utf-8"><title>engine</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none';
script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; worker-src blob:"><body><script>
const parts = {};
globalThis.shenbaoEngine = (name, text) => { parts[name] = text; };
const plain = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const load = (name) => new Promise((done, failed) => {
  const script = document.createElement("script");
  Object.assign(script, { src: `engine/${name}.js`, onload: done, onerror: failed });
  document.head.append(script);
});
let worker;
const ask = (asked) => new Promise((done) => {
  worker.onmessage = ({ data }) => { if (data.kind !== "progress") done(data); };
  worker.postMessage(asked);
});
globalThis.begin = async () => {
  const names = ["wasm", "library", "packages", "program", "policy"];
  for (const name of ["worker", ...names]) await load(name);
  const packed = new Blob([plain(parts.worker)]).stream();
  const text = await new Response(packed.pipeThrough(new DecompressionStream("deflate"))).text();
  worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  for (const name of names) worker.postMessage({ kind: "part", part: name, text: parts[name] });
  return ask({ kind: "start" });
};
globalThis.check = (files, lists, asked) => {
  const placed = (given) => given.map(([path, text]) => ({ path, content: plain(text) }));
  return ask({ kind: "check", files: placed(files), lists: placed(lists), asked });
};
</script>"""


def make_engine(root: Path, folder: Path) -> Path:
    """Write the engine with the notices of ``root`` into ``folder``; return the page beside it."""
    for item in engine(root):
        target = folder / item.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(item.content)
    page = folder / "engine.html"
    page.write_text(_PAGE, encoding="utf-8")
    return page


def policy_of(folders: Sequence[Path], root: Path) -> Path:
    """Copy notices, and what those beside them share, into one policy folder ``root``."""
    for folder in folders:
        for place in (folder, folder.parent / "common"):
            if place.is_dir():
                shutil.copytree(place, root / "schemas" / place.name, dirs_exist_ok=True)
    return root


class PageEngine:
    """The engine in a page of its own, ready."""

    def __init__(self, browser: Browser, page: Path) -> None:
        self._page = browser.new_page()
        self._page.set_default_timeout(PAGE_PATIENCE)
        self.requests: list[str] = []
        self._page.on("request", lambda asked: self.requests.append(asked.url))
        self._page.goto(page.as_uri())
        told = self._page.evaluate("begin()")
        assert told["kind"] == "ready", told

    def check(
        self, files: Mapping[str, bytes], lists: Mapping[str, bytes] | None = None, **asked: Any
    ) -> Any:
        """Check files by their paths; return the answer of ``host/browser.py``."""
        paths = list(dict.fromkeys(path.partition("/")[0] for path in files))
        told = self._page.evaluate(
            "([files, lists, asked]) => check(files, lists, asked)",
            [
                _packed(files),
                _packed(lists or {}),
                {"paths": paths, "language": "zh-CN", "lists": bool(lists), **asked},
            ],
        )
        assert told["kind"] == "checked", told
        return json.loads(told["answer"])

    def close(self) -> None:
        """End it."""
        self._page.close()


def _packed(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    return [(path, base64.b64encode(raw).decode("ascii")) for path, raw in files.items()]
