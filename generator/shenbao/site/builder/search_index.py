"""The index of the search: what each section of the finished pages says.

Chinese needs no words cut for it: the page looks for the very characters that were typed
(``site-templates/web/src/search``), so 附件2, 35岁 and SK-P1-21 are found as 评价指标 is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shenbao.core.artifacts import Artifact
from shenbao.core.errors import ShenbaoError

INDEX = "assets/search/index.js"
_CALL = "shenbaoSearch("
NO_INDEX = f'{_CALL}{{"pages":[],"sections":[],"synonyms":{{}}}});\n'.encode()
"""What the search is given before there is an index."""
_META = "shenbao-search"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_ROW = "tr"
_EXCLUDED = "data-search-exclude"
_LINK_TO_ITSELF = "headerlink"
_LEFT_OUT = frozenset({"script", "style", "svg", "pre", "template", "noscript"})
_BLOCKS = frozenset(
    {"address", "article", "blockquote", "dd", "details", "div", "dl", "dt", "fieldset"}
    | {"figure", "figcaption", "footer", "header", "legend", "li", "main", "nav", "ol", "p"}
    | {"section", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul", "br", "option"}
)
_SPACES = re.compile(r"\s+")
_OF_THE_SITE = re.compile(r" - [^-]*$")
_SEPARATORS = re.compile(r"[,，、;；]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a page that a result leads to: its anchor (empty at the top), title and text."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """Where a part of a page begins."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPage:
    """A page at an address of the site; ``weight`` is how high it stands, 1 as a rule."""

    url: str
    title: str
    weight: float
    sections: tuple[Section, ...]


def search_index(pages: Sequence[IndexedPage], synonyms: Iterable[Path]) -> Artifact:
    """Return the index of the pages, a script for the page to load.

    ``synonyms`` are the files of ``read_synonyms`` that are there. Raises ShenbaoError where
    one of them is wrong.
    """
    value = {
        "pages": [[page.url, page.title, page.weight] for page in pages],
        "sections": [
            [number, section.anchor, section.title, section.text]
            for number, page in enumerate(pages)
            for section in page.sections
        ],
        "synonyms": read_synonyms(synonyms),
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Two characters that end a line in old scripts though not in JSON (ECMA-262 before 2019).
    text = text.replace("\u2028", " ").replace("\u2029", " ")
    return Artifact.text(INDEX, f"{_CALL}{text});\n")


def indexed(url: str, document: Any) -> IndexedPage | None:
    """Return what is to be found on a page, None where it is kept out of the search.

    ``document`` is its root element, of lxml.
    """
    meta = document.xpath("string(//meta[@name=$name]/@content)", name=_META)
    weight = float(meta or 1)
    title = _OF_THE_SITE.sub("", _plain(document.xpath("string(//title)")))
    article = next(iter(document.xpath("//article")), None)
    if weight <= 0:
        return None
    if article is None:  # a form or the wizard: by its name; its fields have pages of their own
        sections: tuple[Section, ...] = (Section(anchor="", title=title, text=""),)
    else:
        sections = tuple(_sections(article, title))
    return IndexedPage(url=url, title=title, weight=weight, sections=sections)


def _sections(main: Any, title: str) -> Iterator[Section]:
    """Yield the parts of a page: from heading to heading, and each row that has an address."""
    heading, parts = _Heading(anchor="", title=title), list[str]()
    for part in _walk(main):
        if isinstance(part, str):
            parts.append(part)
        elif isinstance(part, Section):
            yield part
        else:
            yield _section(heading, parts)
            heading, parts = part, []
    yield _section(heading, parts)


def _section(heading: _Heading, parts: Iterable[str]) -> Section:
    return Section(anchor=heading.anchor, title=heading.title, text=_plain("".join(parts)))


def _walk(element: Any) -> Iterator[str | Section | _Heading]:
    """Yield text, headings and rows with an address below and at ``element``, in order."""
    tag, attributes = element.tag, element.attrib
    if not isinstance(tag, str) or tag in _LEFT_OUT or _EXCLUDED in attributes:
        return
    if _LINK_TO_ITSELF in attributes.get("class", ""):
        return
    if tag in _HEADINGS:
        yield _Heading(anchor=attributes.get("id", ""), title=_text(element))
    elif tag == _ROW and (anchor := _row_anchor(element)):
        first, *others = (_text(cell) for cell in element)
        yield Section(anchor=anchor, title=first, text=" ".join(others))
    elif tag in _BLOCKS:
        yield " "
        yield from _inside(element)
        yield " "
    else:
        yield from _inside(element)


def _inside(element: Any) -> Iterator[str | Section | _Heading]:
    if element.text:
        yield element.text
    for child in element:
        yield from _walk(child)
        if child.tail:
            yield child.tail


def _text(element: Any) -> str:
    return _plain("".join(part for part in _inside(element) if isinstance(part, str)))


def _row_anchor(row: Any) -> str:
    """Return the address of a row: that of the number in its first cell, else its own."""
    inner: str = row.xpath("string(./*[1]//*[@id][1]/@id)")
    return inner or row.get("id", "")


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def read_synonyms(files: Iterable[Path]) -> dict[str, list[str]]:
    """Return what else is looked for where a word is typed, of all files, in their order.

    A line says ``word = other, other``; ``#`` begins a remark. The words on the right are
    looked for as they stand, so that circles do no harm. Raises ShenbaoError (file and line)
    where a line is none of these, and for a file that is not UTF-8.
    """
    found: dict[str, list[str]] = {}
    for file in files:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise ShenbaoError("site-synonyms-encoding", file=str(file)) from error
        for number, line in enumerate(text.splitlines(), start=1):
            if not (written := line.partition("#")[0].strip()):
                continue
            word, sign, rest = written.replace("＝", "=", 1).partition("=")
            others = [other for part in _SEPARATORS.split(rest) if (other := part.strip())]
            if not sign or not word.strip() or not others:
                raise ShenbaoError("site-synonym", file=str(file), line=number, found=written)
            known = found.setdefault(word.strip().lower(), [])
            known += [other for other in others if other not in known]
    return found
