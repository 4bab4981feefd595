"""The gate behind the build: no page loads anything from outside, no link leads nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from shenbao.site.builder.loaded import css_references
from shenbao.site.builder.page_facts import PageFacts, site_facts

_TEXT_LINKS = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A reference that must not be: the file it stands in and the reference."""

    file: str
    reference: str

    def __str__(self) -> str:
        return f"{self.file} → {self.reference}"


def inspect(
    site: Path, pages: Mapping[str, PageFacts] | None = None
) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    """Return what ``outside`` and ``broken`` return, from the facts of ``pages`` if known."""
    pages = site_facts(site) if pages is None else pages
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


def _outside(site: Path, pages: Mapping[str, PageFacts]) -> Iterator[Fault]:
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


def _broken(site: Path, pages: Mapping[str, PageFacts]) -> Iterator[Fault]:
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    for name, page in pages.items():
        for reference in (*page.links, *page.loads):
            if not _resolves(name, reference, files, pages):
                yield Fault(file=name, reference=reference)


def _scheme(reference: str) -> str:
    compact = re.sub(r"[\x00-\x20]", "", reference)
    scheme, mark, _ = compact.partition(":")
    return scheme.lower() if mark and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme) else ""


def _leaves(reference: str) -> bool:
    """Say whether a reference is more than a path inside the site."""
    start = reference.strip()
    scheme = _scheme(start)
    return start.replace("\\", "/").startswith("//") or scheme not in {"", "data", "blob"}


def _resolves(name: str, reference: str, files: set[str], pages: Mapping[str, PageFacts]) -> bool:
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
