"""The gate behind the build: no page loads anything from outside, no link leads nowhere."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_CSS_URL = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LOADS = frozenset(
    {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "manifest"}
)
_TEXT_LINKS = frozenset({"http", "https", "mailto"})
_HREF_IS_TEXT = frozenset({"a", "area"})
_DATA_BLOCK = "application/ld+json"
# The name of a vocabulary, not an address to load: browsers do not read data blocks.
_VOCABULARY = "https://schema.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A reference that must not be: the file it stands in and the reference."""

    file: str
    reference: str

    def __str__(self) -> str:
        return f"{self.file} → {self.reference}"


@dataclass(slots=True)
class _Page(HTMLParser):
    """What a page loads, where it links to, and the ids that it offers."""

    loads: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    _in_style: bool = False
    _block: str | None = None

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._in_style = tag == "style"
        if tag == "script" and values.get("type", "").strip().lower() == _DATA_BLOCK:
            self._block = ""
        if "id" in values:
            self.ids.add(values["id"])
        for name, value in values.items():
            if name in {"href", "xlink:href"}:
                (self.links if tag in _HREF_IS_TEXT else self.loads).append(value)
            elif name == "srcset":
                self.loads += [part.split()[0] for part in value.split(",") if part.strip()]
            elif name in _LOADS:
                self.loads.append(value)
            elif name == "style":
                self.loads += css_references(value)
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.loads.append(values.get("content", "").partition("=")[2].strip("'\" "))

    def handle_endtag(self, tag: str) -> None:
        self._in_style = self._in_style and tag != "style"
        if tag == "script" and self._block is not None:
            self.loads += data_references(self._block)
            self._block = None

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.loads += css_references(data)
        if self._block is not None:
            self._block += data


def css_references(text: str) -> list[str]:
    """Return what a style sheet loads."""
    return _CSS_URL.findall(_COMMENT.sub("", text))


def data_references(text: str) -> list[str]:
    """Return what a reader of a data block (JSON-LD) would load: any context but schema.org.

    A block that is no JSON is named as a whole, so that it does not pass unseen.
    """
    try:
        value = json.loads(text)
    except ValueError:
        return [f"{_DATA_BLOCK}: {text[:40]}"]
    return [context for context in _contexts(value) if context != _VOCABULARY]


def _contexts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _contexts(item)
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "@context":
                yield from _texts(item)
            yield from _contexts(item)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def inspect(site: Path) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    """Return what ``outside`` and ``broken`` return, reading each page once."""
    pages = dict(_pages(site))
    return tuple(_outside(site, pages)), tuple(_broken(site, pages))


def outside(site: Path) -> tuple[Fault, ...]:
    """Return every reference by which a page or style sheet would load from outside.

    A plain link in the text may lead outside; nothing else may, and no link may run a
    script.
    """
    return inspect(site)[0]


def broken(site: Path) -> tuple[Fault, ...]:
    """Return every reference within the site that leads to no file or no id."""
    return inspect(site)[1]


def _outside(site: Path, pages: Mapping[str, _Page]) -> Iterator[Fault]:
    for name, page in pages.items():
        for reference in page.loads:
            if _leaves(reference):
                yield Fault(file=name, reference=reference)
        for reference in page.links:
            if _leaves(reference) and _scheme(reference) not in _TEXT_LINKS:
                yield Fault(file=name, reference=reference)
    for file in sorted([*site.rglob("*.css"), *site.rglob("*.svg")]):
        for reference in css_references(file.read_text(encoding="utf-8")):
            if _leaves(reference):
                yield Fault(file=file.relative_to(site).as_posix(), reference=reference)


def _broken(site: Path, pages: Mapping[str, _Page]) -> Iterator[Fault]:
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    for name, page in pages.items():
        for reference in (*page.links, *page.loads):
            if not _resolves(name, reference, files, pages):
                yield Fault(file=name, reference=reference)


def _pages(site: Path) -> Iterator[tuple[str, _Page]]:
    for file in sorted(site.rglob("*.html")):
        page = _Page()
        page.feed(file.read_text(encoding="utf-8"))
        page.close()
        yield file.relative_to(site).as_posix(), page


def _scheme(reference: str) -> str:
    compact = re.sub(r"[\x00-\x20]", "", reference)
    scheme, mark, _ = compact.partition(":")
    return scheme.lower() if mark and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme) else ""


def _leaves(reference: str) -> bool:
    """Say whether a reference is more than a path inside the site."""
    start = reference.strip()
    scheme = _scheme(start)
    return start.replace("\\", "/").startswith("//") or scheme not in {"", "data", "blob"}


def _resolves(name: str, reference: str, files: set[str], pages: Mapping[str, _Page]) -> bool:
    if _scheme(reference) or reference.strip().startswith("//"):
        return True
    parts = urlsplit(reference.strip())
    path = unquote(parts.path)
    target = name if not path else posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    if target not in files:
        return target == "." or f"{target}/index.html" in files
    known = pages.get(target)
    fragment = unquote(parts.fragment)
    return known is None or not fragment or fragment.startswith("__") or fragment in known.ids
