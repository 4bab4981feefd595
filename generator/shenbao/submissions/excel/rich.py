"""Cells whose text is not all alike: raised and struck-out letters, and cells that are hidden.

The reader of values joins the runs of a text and drops how they look. Only files that have
such looks at all pay for reading them a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shenbao.submissions.excel.scan import Place, column_number
from shenbao.submissions.looks import Height, Mark, at_height
from shenbao.submissions.office import Office, parse

_CELL = re.compile(rb"<(?:\w{1,20}:)?c\b([^<>]*)>(?:<(?:\w{1,20}:)?(v|is)\b[^<>]*>([^<]*))?")
_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_STYLE = re.compile(rb"""\bs=["']([0-9]{1,6})["']""")
_SHARED = re.compile(rb"""\bt=["']s["']""")
_TELLING = (b"strike", b"vertAlign")
_SHOWS_NOTHING = ";;;"
"""A number format without any part for numbers, zero or text (ECMA-376-1, 18.8.31)."""

_OFF = ("0", "false")
_HEIGHTS: Mapping[str, Height] = {"superscript": "superscript", "subscript": "subscript"}


@dataclass(frozen=True, slots=True)
class Look:
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


def looks(office: Office, parts: Mapping[str, str]) -> dict[str, dict[Place, Look]]:
    """Return the cells with a look of their own, by the names of the sheets ``parts``."""
    styles = _styles(office)
    shared = _shared(office)
    found: dict[str, dict[Place, Look]] = {}
    for name, part in parts.items():
        raw = office.part(part)
        inline = any(mark in raw for mark in _TELLING)
        cells: dict[Place, Look] = {}
        if styles or shared or inline:
            told = _inline(parse(raw, office.file, part)) if inline else {}
            cells = dict(_cells(raw, styles, shared, told))
        found[name] = cells
    return found


def _cells(
    raw: bytes,
    styles: Mapping[int, Mark],
    shared: Mapping[int, Look],
    inline: Mapping[Place, Look],
) -> Iterator[tuple[Place, Look]]:
    for match in _CELL.finditer(raw):
        head, kind, value = match[1], match[2], match[3]
        given = _ADDRESS.search(head)
        if given is None or kind is None:
            continue
        place = int(given[2]) - 1, column_number(given[1])
        style = _STYLE.search(head)
        whole = styles.get(int(style[1])) if style is not None else None
        look = inline.get(place)
        if look is None and _SHARED.search(head) and value.isdigit():
            look = shared.get(int(value))
        if whole is not None:
            yield place, Look("", (whole,))
        elif look is not None:
            yield place, look


def _shared(office: Office) -> dict[int, Look]:
    """Return the shared strings with runs that look differently, by their numbers."""
    found: dict[int, Look] = {}
    for part in office.related(office.main, "sharedStrings"):
        raw = office.part(part)
        if any(mark in raw for mark in _TELLING):
            items = _named(parse(raw, office.file, part), "si")
            told = ((number, _of_runs(item)) for number, item in enumerate(items))
            found.update({number: look for number, look in told if look is not None})
    return found


def _inline(root: Any) -> dict[Place, Look]:
    found: dict[Place, Look] = {}
    for cell in _named(root, "c"):
        address = _ADDRESS.search(f'r="{cell.get("r", "")}"'.encode())
        text = next(iter(_named(cell, "is")), None)
        look = _of_runs(text) if address is not None and text is not None else None
        if look is not None and address is not None:
            found[int(address[2]) - 1, column_number(address[1])] = look
    return found


def _of_runs(item: Any) -> Look | None:
    """Return the look of a text; None where all of its runs are plain."""
    runs = [(_font(run), _text(run)) for run in item if _name(run) == "r"]
    if all(font == _PLAIN for font, _ in runs):
        return None
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
    return Look("".join(shown), tuple(marks)) if marks else None


def _font(run: Any) -> _Font:
    properties = next((item for item in run if _name(item) == "rPr"), None)
    return _PLAIN if properties is None else _font_of(properties)


def _font_of(properties: Any) -> _Font:
    values = {_name(item): item.get("val") for item in properties}
    struck = "strike" in values and str(values["strike"]).lower() not in _OFF
    return _Font(_HEIGHTS.get(values.get("vertAlign") or "", ""), struck=struck)


def _text(run: Any) -> str:
    return "".join(item.text or "" for item in run if _name(item) == "t")


def _styles(office: Office) -> dict[int, Mark]:
    """Return the styles of cells that strike out or hide whatever stands in them."""
    found: dict[int, Mark] = {}
    for part in office.related(office.main, "styles"):
        root = office.xml(part)
        fonts = [
            _font_of(font).struck
            for group in _named(root, "fonts")
            for font in group
            if _name(font) == "font"
        ]
        hiding = {
            item.get("numFmtId", "")
            for item in _named(root, "numFmt")
            if item.get("formatCode", "").strip() == _SHOWS_NOTHING
        }
        for group in _named(root, "cellXfs"):
            for number, style in enumerate(_named(group, "xf")):
                font = style.get("fontId", "")
                if font.isdigit() and int(font) < len(fonts) and fonts[int(font)]:
                    found[number] = Mark("struck", "")
                elif style.get("numFmtId", "") in hiding:
                    found[number] = Mark("hidden", "")
    return found


def _named(root: Any, name: str) -> list[Any]:
    return [item for item in root.iter() if _name(item) == name]


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
