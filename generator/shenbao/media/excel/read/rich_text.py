"""Cells whose text is not all alike: raised and struck-out letters, and cells that are hidden.

The reader of values joins the runs of a text and drops how they look. Only files that have
such looks at all pay for reading them a second time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shenbao.core.guards.markup import elements_named, name_of
from shenbao.core.spreadsheet import CellAddress, column_number
from shenbao.media.reading.ooxml import Office
from shenbao.media.reading.values.text_looks import Height, Mark, at_height

_CELL = re.compile(rb"<(?:\w{1,20}:)?c\b([^<>]*)>(?:<(?:\w{1,20}:)?(v|is)\b[^<>]*>([^<]*))?")
_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_STYLE = re.compile(rb"""\bs=["']([0-9]{1,6})["']""")
_SHARED = re.compile(rb"""\bt=["']s["']""")
_TELLING = (b"strike", b"vertAlign")
_SHOWS_NOTHING = ";;;"
"""A number format without any part for numbers, zero or text (ECMA-376-1, 18.8.31)."""

_TAG = re.compile(rb"<(/?)(?:\w{1,20}:)?(si|is|r|rPh|strike|vertAlign|t)\b([^<>]*)>")
_PLACE = re.compile("[0-9]{1,9}")
_OFF = re.compile(rb"""\bval=["'](?:0|false)["']""")
_HEIGHT = re.compile(rb"""\bval=["'](\w{1,20})["']""")
_HEIGHTS: Mapping[bytes, Height] = {b"superscript": "superscript", b"subscript": "subscript"}


@dataclass(frozen=True, slots=True)
class TextLook:
    """A cell that does not show its plain value: the text that counts, and why.

    A mark without text is of the whole cell.
    """

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Font:
    height: Height
    struck: bool


_PLAIN = _Font("", struck=False)


def looks(office: Office, parts: Mapping[str, str]) -> dict[str, dict[CellAddress, TextLook]]:
    """Return the cells with a look of their own, by the names of the sheets ``parts``."""
    styles = _styles(office)
    shared: dict[int, TextLook] = {}
    for part in office.related(office.main, "sharedStrings"):
        shared.update(_texts(office.part(part), b"si"))
    found: dict[str, dict[CellAddress, TextLook]] = {}
    for name, part in parts.items():
        raw = office.part(part)
        inline = dict(_texts(raw, b"is"))
        has_any = bool(styles or shared or inline)
        found[name] = dict(_cells(raw, styles, shared, inline)) if has_any else {}
    return found


def _cells(
    raw: bytes,
    styles: Mapping[int, TextLook],
    shared: Mapping[int, TextLook],
    inline: Mapping[int, TextLook],
) -> Iterator[tuple[CellAddress, TextLook]]:
    """Yield the cells with a look; ``inline`` are texts in the sheet by their number there."""
    texts = -1
    for match in _CELL.finditer(raw):
        head, kind, value = match[1], match[2], match[3]
        texts += kind == b"is"
        given = _ADDRESS.search(head)
        if given is None or kind is None:
            continue
        place = int(given[2]) - 1, column_number(given[1].decode())
        style = _STYLE.search(head)
        look = styles.get(int(style[1])) if style is not None and styles else None
        if look is None and kind == b"is":
            look = inline.get(texts)
        if look is None and shared and _SHARED.search(head):
            look = shared.get(_number(value.decode("ascii", "replace")))
        if look is not None:
            yield place, look


def _texts(raw: bytes, item: bytes) -> Iterator[tuple[int, TextLook]]:
    """Yield the texts in a part with runs that look differently, by their numbers.

    ``item`` is the element that holds a text. The part is looked through tag by tag, without
    a tree, which would take several times its size.
    """
    if not any(mark in raw for mark in _TELLING):
        return
    number = -1
    reading = _Runs()
    for tag in _TAG.finditer(raw):
        if tag[2] != item:
            reading.take(raw, tag)
        elif tag[1]:
            look = _of_runs(reading.runs)
            if look is not None:
                yield number, look
        else:
            number += 1
            reading = _Runs()


class _Runs:
    """Collects the runs of one text, each with its font."""

    def __init__(self) -> None:
        self.runs: list[tuple[_Font, str]] = []
        self._font = _PLAIN
        self._aside = False

    def take(self, raw: bytes, tag: re.Match[bytes]) -> None:
        """Take a tag; a phonetic guide (ECMA-376-1, 18.4.6) is not part of the text."""
        ends, name, rest = tag[1], tag[2], tag[3]
        if name == b"rPh":
            self._aside = not ends and not rest.endswith(b"/")
        elif name == b"r":
            self._font = _PLAIN
        elif ends or self._aside:
            return
        elif name == b"strike":
            self._font = replace(self._font, struck=_OFF.search(rest) is None)
        elif name == b"vertAlign":
            given = _HEIGHT.search(rest)
            height = _HEIGHTS.get(given[1], _PLAIN.height) if given is not None else _PLAIN.height
            self._font = replace(self._font, height=height)
        elif name == b"t" and not rest.endswith(b"/"):
            text = raw[tag.end() : raw.find(b"<", tag.end())].decode("utf-8", "replace")
            self.runs.append((self._font, html.unescape(text)))


def _of_runs(runs: Sequence[tuple[_Font, str]]) -> TextLook | None:
    """Return the look of a text; None where all of its runs are plain."""
    joined: list[tuple[_Font, str]] = []
    for font, text in runs:
        if joined and joined[-1][0] == font:
            joined[-1] = font, joined[-1][1] + text
        else:
            joined.append((font, text))
    shown: list[str] = []
    marks: list[Mark] = []
    for font, text in joined:
        if font.struck:
            marks += [Mark("struck", text)] if text.strip() else []
            continue
        written = at_height(text, font.height)
        marks += [Mark("raised", text)] if written != text else []
        shown.append(written)
    return TextLook("".join(shown), tuple(marks)) if marks else None


def _styles(office: Office) -> dict[int, TextLook]:
    """Return the styles of cells that strike out or hide whatever stands in them."""
    found: dict[int, TextLook] = {}
    for part in office.related(office.main, "styles"):
        root = office.xml(part)
        fonts = [
            _is_struck(font)
            for group in elements_named(root, "fonts")
            for font in group
            if name_of(font) == "font"
        ]
        hiding = {
            item.get("numFmtId", "")
            for item in elements_named(root, "numFmt")
            if item.get("formatCode", "").strip() == _SHOWS_NOTHING
        }
        for group in elements_named(root, "cellXfs"):
            for number, style in enumerate(elements_named(group, "xf")):
                font = _number(style.get("fontId", ""))
                if 0 <= font < len(fonts) and fonts[font]:
                    found[number] = TextLook("", (Mark("struck", ""),))
                elif style.get("numFmtId", "") in hiding:
                    found[number] = TextLook("", (Mark("hidden", ""),))
    return found


def _is_struck(font: Any) -> bool:
    values = {name_of(item): item.get("val") for item in font}
    return "strike" in values and str(values["strike"]).lower() not in ("0", "false")


def _number(text: str) -> int:
    """Return the number of something, -1 for what numbers nothing."""
    return int(text) if _PLACE.fullmatch(text) else -1
