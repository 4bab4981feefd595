"""What the cells of a sheet are besides their values: formulas, errors, percentages, hidden rows.

The reader of values gives none of this, and fills the memory with every cell between the
first and the last. So the sheet's XML is looked through first, tag by tag, without a parser:
nothing is built, and nothing in it can name another file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shenbao.submissions.office import Office
from shenbao.submissions.remarks import refuse

MOST_CELLS = 10_000_000
"""Between the first and the last cell of all sheets: so much fits into memory."""

Place = tuple[int, int]
"""Row and column, counted from zero."""

_TAG = re.compile(rb"<(?:\w{1,20}:)?(row|c|f|v|is)\b([^<>]*)>")
"""No part of it can match without end: a sheet that never closes a tag costs no more."""

_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ROW = re.compile(rb"""\br=["']([0-9]{1,7})["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_STYLE = re.compile(rb"""\bs=["']([0-9]{1,6})["']""")
_KIND = re.compile(rb"""\bt=["'](\w{1,9})["']""")
_PERCENT_FORMATS = frozenset({9, 10})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(slots=True)
class Marks:
    """What is to be known of a sheet beside its values."""

    formulas: set[Place] = field(default_factory=set)
    unknown: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    percents: set[Place] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    rows: int = 0
    columns: int = 0

    @property
    def area(self) -> int:
        """How many cells lie between the first and the last one that holds something."""
        return self.rows * self.columns


def scan(raw: bytes, file: str, part: str, percents: frozenset[int]) -> Marks:
    """Look through the XML of a sheet. ``percents`` are the styles that show percentages."""
    if b"\0" in raw[:4096]:
        raise refuse("document.damaged", file, part=part)
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise refuse("document.entities", file, part=part)
    walk = _Walk(percents)
    for tag in _TAG.finditer(raw):
        name, head = tag[1], tag[2]
        if name == b"v":
            end = raw.find(b"<", tag.end())
            walk.value = raw[tag.end() : end] if not head.endswith(b"/") else b""
        elif name == b"c":
            walk.cell(head)
        elif name == b"row":
            walk.line(head)
        elif name == b"f":
            walk.formula = True
        else:
            walk.value = b"is"
    walk.close()
    return walk.marks


class _Walk:
    """Goes through the tags of a sheet; a cell is closed by whatever comes after it."""

    def __init__(self, percents: frozenset[int]) -> None:
        self.marks = Marks()
        self.value = b""
        self.formula = False
        self._percents = percents
        self._head = b""
        self._place = (-1, -1)

    def line(self, head: bytes) -> None:
        """Begin a row."""
        self.close()
        given = _ROW.search(head)
        row = int(given[1]) - 1 if given else self._place[0] + 1
        self._place = (row, -1)
        if b"hidden" in head and _HIDDEN.search(head):
            self.marks.hidden.add(row)

    def cell(self, head: bytes) -> None:
        """Begin a cell, where it says, else beside the one before."""
        self.close()
        given = _ADDRESS.search(head)
        if given:
            self._place = (int(given[2]) - 1, column_number(given[1]))
        else:
            self._place = (max(self._place[0], 0), self._place[1] + 1)
        self._head = head

    def close(self) -> None:
        """Take down what the cell was, if it held anything."""
        if self.value or self.formula:
            marks, place = self.marks, self._place
            marks.rows = max(marks.rows, place[0] + 1)
            marks.columns = max(marks.columns, place[1] + 1)
            kind = _KIND.search(self._head)
            if self.formula:
                marks.formulas.add(place)
                if not self.value and (kind is None or kind[1] != b"str"):
                    marks.unknown.add(place)
            if kind is not None and kind[1] == b"e":
                marks.errors[place] = self.value.decode("utf-8", "replace")
            style = _STYLE.search(self._head) if self._percents else None
            if style is not None and int(style[1]) in self._percents:
                marks.percents.add(place)
        self.value, self.formula = b"", False


def percent_styles(office: Office) -> frozenset[int]:
    """Return the styles of cells that show their value times a hundred, with a per cent sign."""
    found: set[int] = set()
    for part in office.related(office.main, "styles"):
        root = office.xml(part)
        own = {
            _number(item.get("numFmtId")): "%" in _QUOTED.sub("", item.get("formatCode", ""))
            for item in _named(root, "numFmt")
        }
        for cells in _named(root, "cellXfs"):
            for number, style in enumerate(_named(cells, "xf")):
                kind = _number(style.get("numFmtId"))
                if own.get(kind, kind in _PERCENT_FORMATS):
                    found.add(number)
    return frozenset(found)


def column_number(letters: bytes) -> int:
    """Return the column of its letters, counted from zero."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _named(root: Any, name: str) -> list[Any]:
    """Return the elements of a local name below ``root``: in strict files it is another space."""
    return [
        item
        for item in root.iter()
        if isinstance(item.tag, str) and item.tag.rpartition("}")[2] == name
    ]


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else -1


def refuse_area(marks: Mapping[str, Marks], file: str) -> None:
    """Refuse a workbook whose cells lie so far apart that reading it fills the memory."""
    if sum(item.area for item in marks.values()) > MOST_CELLS:
        raise refuse("document.excel-scattered", file, limit=f"{MOST_CELLS // 10_000}")
