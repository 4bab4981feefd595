"""How far apart the cells of a worksheet lie, and which of them hold no value to be read.

Readers of workbooks keep every cell between the first and the last, so that two cells far
apart fill the memory; and they show a formula without a result as an empty cell. The XML is
looked through in pieces, without a parser: nothing is built, nothing in it names a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

Place: TypeAlias = tuple[int, int]
"""Row and column, counted from zero."""

MOST_CELLS = 10_000_000
"""Between the first and the last cell of a sheet: so much fits into memory."""

_LONGEST_TAG = 16 * 1024 * 1024
_LETTERS = 26

# What office programs write, quickly counted; anything else is looked at more closely.
_PLAIN = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="[0-9]{1,6}")?(?: t="[a-zA-Z]{1,9}")?/?>')
_NOT_PLAIN = re.compile(rb"<c[\t\r\n/>]|:c[\s/>]")
_CAPITALS = bytes(range(ord("A"), ord("Z") + 1))
_DIGITS = b"0123456789"

# A tag may have a prefix; attributes may have either quote. No part can match without end.
_NAME = rb"<(?:[^<>\s/!?:\"']{1,50}:)?"
_ANY_CELL = re.compile(rb"<(?:[^<>\s/!?:\"']*:)?c[\s/>]")
_CELL = re.compile(_NAME + rb"c((?:\s+[\w:.-]+\s*=\s*(?:\"[^<>\"]*\"|'[^<>']*'))*)\s*/?>")
_ADDRESS = re.compile(_NAME + rb"c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,7})[0-9]{1,10}[\"']")
_ADDRESS_ROW = re.compile(_NAME + rb"c\s(?:[^<>]*?\s)?r\s*=\s*[\"'][A-Za-z]{1,7}([0-9]{1,10})[\"']")
_ROW = re.compile(_NAME + rb"row\b")
_HIDDEN = re.compile(_NAME + rb"(?:row|col)\s[^<>]*\bhidden=[\"'](?:1|true)[\"']")
_NO_RESULT = re.compile(
    _NAME + rb"c\b([^<>]*)>\s*" + _NAME + rb"f\b[^<>]*(?:/>|>([^<]*)</(?:[\w.-]{1,50}:)?f>)\s*"
    rb"(?:" + _NAME + rb"v\s*/>\s*|" + _NAME + rb"v></(?:[\w.-]{1,50}:)?v>\s*)?</"
)
_ERROR = re.compile(
    _NAME + rb"c\b([^<>]*\bt=[\"']e[\"'][^<>]*)>\s*"
    rb"(?:" + _NAME + rb"f\b[^<>]*(?:/>|>[^<]*</(?:[\w.-]{1,50}:)?f>)\s*)?"
    rb"" + _NAME + rb"v>([^<]*)<"
)
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,7})([0-9]{1,10})[\"']")
_TEXT_RESULT = re.compile(rb"\bt=[\"']str[\"']")


class OddSheetError(Exception):
    """The XML of a sheet is not as any office program writes it; the argument says why.

    ``entities`` for a document type, ``damaged`` for the rest.
    """


@dataclass(slots=True)
class Look:
    """What was seen: how far the cells reach, formulas without a result, errors, hidden parts."""

    rows: int = 0
    columns: int = 0
    no_result: dict[Place, str] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    hidden: bool = False
    _begun: int = 0
    _widest: int = 0

    @property
    def area(self) -> int:
        """How many cells lie at most between the first one of all and the last."""
        return (self.rows + self._begun) * (self.columns + self._widest)

    def take(self, piece: bytes) -> None:
        """Look through whole tags."""
        plain = _PLAIN.findall(piece)
        if len(plain) == piece.count(b"<c ") and not _NOT_PLAIN.search(piece):
            places = b" ".join(plain)
            self._reach(places.translate(None, _DIGITS), places.translate(None, _CAPITALS))
        else:
            self._closely(piece)
        if b"<f" in piece or b":f" in piece:
            self._formulas(piece)
        if b't="e"' in piece or b"t='e'" in piece:
            for found in _ERROR.finditer(piece):
                self._mark(self.errors, found[1], found[2])
        if b"hidden=" in piece:
            self.hidden = self.hidden or _HIDDEN.search(piece) is not None

    def _reach(self, letters: bytes, rows: bytes) -> None:
        """Take the letters and the numbers of addresses, with blanks between."""
        names = set(letters.upper().split())
        self.columns = max([self.columns, *(column_number(name) + 1 for name in names)])
        self.rows = max([self.rows, *map(int, set(rows.split()))])

    def _closely(self, piece: bytes) -> None:
        addresses = _ADDRESS.findall(piece)
        self._reach(b" ".join(addresses), b" ".join(_ADDRESS_ROW.findall(piece)))
        cells = len(_ANY_CELL.findall(piece))
        if len(_CELL.findall(piece)) != cells:
            raise OddSheetError("damaged")
        if cells > len(addresses):
            # Cells without an address stand beside the one before, rows below.
            rows = _ROW.split(piece)
            self._widest = max(self._widest, *(len(_ANY_CELL.findall(row)) for row in rows))
            self._begun += len(rows) - 1

    def _formulas(self, piece: bytes) -> None:
        for found in _NO_RESULT.finditer(piece):
            if not _TEXT_RESULT.search(found[1]):
                self._mark(self.no_result, found[1], b"=" + (found[2] or b""))

    @staticmethod
    def _mark(marks: dict[Place, str], head: bytes, text: bytes) -> None:
        place = _PLACE.search(head)
        if place is not None:
            where = (int(place[2]) - 1, column_number(place[1].upper()))
            marks[where] = text.decode("utf-8", "replace")


def look_through(pieces: Iterable[bytes]) -> Look:
    """Look through the XML of a sheet that comes in pieces; raises OddSheetError."""
    look = Look()
    rest = b""
    for piece in pieces:
        whole = rest + piece
        if b"\0" in piece:
            raise OddSheetError("damaged")
        if b"<!DOCTYPE" in whole or b"<!ENTITY" in whole:
            raise OddSheetError("entities")
        # A row that has begun waits for its end, so that no cell is cut in two.
        cut = max(whole.rfind(b"</row>"), whole.rfind(b":row>"))
        if cut < 0:
            cut = whole.rfind(b"<")
            cut = cut if len(whole) > _LONGEST_TAG else 0
        if cut > 0:
            look.take(whole[:cut])
        rest = whole[max(cut, 0) :]
        if len(rest) > 2 * _LONGEST_TAG:
            raise OddSheetError("damaged")
    look.take(rest)
    return look


def column_number(letters: bytes) -> int:
    """Return the column of its capital letters, counted from zero."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - 64
    return number - 1
