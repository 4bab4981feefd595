"""What a finished page loads, links to, offers and says: read once, then kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shenbao.core.artifacts import replace_file
from shenbao.site.builder.loaded import css_references, data_references, is_data_block
from shenbao.site.builder.search_index import IndexedPage, Section, indexed

_LOADS = frozenset(
    {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "manifest"}
)
_HREF_IS_TEXT = frozenset({"a", "area"})
_REFERENCES = frozenset({"href", "xlink:href"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page loads, where its text links to, the ids that it offers, what the search finds.

    ``indexed`` is None for a page that is kept out of the search.
    """

    loads: tuple[str, ...]
    links: tuple[str, ...]
    ids: frozenset[str]
    indexed: IndexedPage | None


def read_facts(url: str, content: bytes) -> PageFacts:
    """Return the facts of the page at ``url``, a path of the site."""
    from lxml import html

    # Without the parser's limit of depth, behind which it would read nothing more.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    document = html.document_fromstring(content or b"<html></html>", parser=parser)
    loads: list[str] = []
    links: list[str] = []
    ids: set[str] = set()
    for element in document.iter():
        if not isinstance(element.tag, str):
            continue
        _attributes(element, loads, links, ids)
        text = element.text or ""
        if element.tag == "style":
            loads += css_references(text)
        if element.tag == "script" and is_data_block(element.get("type", "")):
            loads += data_references(text)
    return PageFacts(
        loads=tuple(loads),
        links=tuple(links),
        ids=frozenset(ids),
        indexed=indexed(url, document),
    )


def _attributes(element: Any, loads: list[str], links: list[str], ids: set[str]) -> None:
    for name, value in element.items():
        if name == "id":
            ids.add(value)
        elif name in _REFERENCES:
            (links if element.tag in _HREF_IS_TEXT else loads).append(value)
        elif name == "srcset":
            loads += [part.split()[0] for part in value.split(",") if part.strip()]
        elif name in _LOADS:
            loads.append(value)
        elif name == "style":
            loads += css_references(value)
    if element.tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
        loads.append(element.get("content", "").partition("=")[2].strip("'\" "))


def site_facts(site: Path, kept: Path | None = None) -> Mapping[str, PageFacts]:
    """Return the facts of every page below ``site`` by its path.

    ``kept`` is a file of ours in which they stay for the next time; one that cannot be read is
    made anew.
    """
    known = {} if kept is None else _known(kept)
    found: dict[str, PageFacts] = {}
    keep: dict[str, Any] = {}
    for file in sorted(site.rglob("*.html")):
        url, content = file.relative_to(site).as_posix(), file.read_bytes()
        name = hashlib.sha256(url.encode() + b"\0" + content).hexdigest()
        found[url] = _restored(url, known[name]) if name in known else read_facts(url, content)
        keep[name] = known[name] if name in known else _plain(found[url])
    if kept is not None and keep.keys() != known.keys():
        text = json.dumps({"program": _program(), "pages": keep}, ensure_ascii=False)
        replace_file(kept, text.encode("utf-8", "surrogatepass"))
    return found


def _known(kept: Path) -> Mapping[str, Any]:
    try:
        value = json.loads(kept.read_text(encoding="utf-8"))
        return value["pages"] if value["program"] == _program() else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _program() -> str:
    """Return a digest of what reads the pages."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _plain(facts: PageFacts) -> list[Any]:
    page = facts.indexed
    sections = [] if page is None else [[s.anchor, s.title, s.text] for s in page.sections]
    said = None if page is None else [page.title, page.weight, sections]
    return [list(facts.loads), list(facts.links), sorted(facts.ids), said]


def _restored(url: str, value: Any) -> PageFacts:
    loads, links, ids, said = value
    page = None if said is None else _page(url, *said)
    return PageFacts(loads=tuple(loads), links=tuple(links), ids=frozenset(ids), indexed=page)


def _page(url: str, title: str, weight: float, rows: list[list[str]]) -> IndexedPage:
    sections = tuple(Section(anchor=row[0], title=row[1], text=row[2]) for row in rows)
    return IndexedPage(url=url, title=title, weight=weight, sections=sections)
