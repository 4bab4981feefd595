"""Cells of the user, written as they are: text never runs, numbers keep their digits."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from shenbao.core.spreadsheet import cut, units

LONGEST = 32_767
"""UTF-16 units that a cell of Excel holds."""

CUT_SHOWN = 10
"""So many of the cut texts are named."""

_RUNS = frozenset("=+-@\t\r\n＝＋－＠")
"""What programs take for a formula at the beginning of a text that is typed again."""

_DIGITS = 15
_SHORT = 10**11
"""Larger numbers are shown with an exponent unless the format says otherwise."""

_SHORT_TEXT = 40
_FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts the days of 1900 wrongly."""

_SIGNED = re.compile(r"[+-][0-9.,]+%?")
_NUMBER = re.compile(r"[+-]?(0|[1-9][0-9,]*)(\.[0-9]+)?%?")
"""As people write it: what begins with a zero is a code."""

_NOT_XML = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it is written: a text, a number, a boolean or a time, and its look."""

    value: str | float | bool | datetime | time | timedelta
    look: str
    cut: bool = False


def cell(value: object, *, percent: bool = False) -> Cell | None:
    """Return how a value is written, None where there is nothing."""
    if isinstance(value, str):
        return _text(value) if value else None
    if value is None:
        return None
    if isinstance(value, bool):
        return Cell(value, "plain")
    if isinstance(value, int | float):
        return _number(value, percent=percent)
    return _when(value)


def text_of(value: object) -> str:
    """Return a value as a heading or for measuring."""
    return "" if value is None else str(value)


def harmless(text: str, longest: int = LONGEST) -> str:
    """Return text that a cell can hold: one kind of line end, no half characters, not too long."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = _NOT_XML.sub("\ufffd", text)
    return cut(text, longest)


@dataclass(slots=True)
class CellWriter:
    """Writes cells on a sheet. ``looks`` give a format for a look and a severity.

    ``cut`` counts the texts that no cell holds, ``cut_at`` are the first of them.
    """

    sheet: Any
    looks: Callable[[str, str], Any]
    cut: int = 0
    cut_at: list[tuple[int, int]] = field(default_factory=list)

    def heading(self, row: int, column: int, value: object, tone: str) -> None:
        """Write a cell of the header; a date in it is told as text."""
        plain = isinstance(value, str | int | float) and not isinstance(value, bool)
        shown = cell(value if plain else text_of(value))
        self.put(row, column, shown or Cell("", "text"), tone, look="head")

    def put(
        self, row: int, column: int, found: Cell | None, tone: str = "", look: str = ""
    ) -> None:
        """Write a cell, counted from zero; ``tone`` is the severity that colours it."""
        if found is None or found.value == "":
            self.sheet.write_blank(row, column, None, self.looks(look or "text", tone))
            return
        style = self.looks(look or found.look, tone)
        value = found.value
        if isinstance(value, str):
            write_text(self.sheet, (row, column), value, style)
            if found.cut:
                self._cut(row, column)
        elif isinstance(value, bool):
            self.sheet.write_boolean(row, column, value, style)
        elif isinstance(value, int | float):
            self.sheet.write_number(row, column, value, style)
        else:
            self.sheet.write_datetime(row, column, value, style)

    def _cut(self, row: int, column: int) -> None:
        self.cut += 1
        if len(self.cut_at) <= CUT_SHOWN:  # one more says that there are more
            self.cut_at.append((row, column))


def write_text(sheet: Any, place: tuple[int, int], text: str, look: Any) -> None:
    """Write text as it is: not as a formula, a link, or the library's own markup."""
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes such a text for finished XML; in parts it is escaped like any other.
        sheet.write_rich_string(*place, text[:1], text[1:2], text[2:], look)
    else:
        sheet.write_string(*place, text, look)


def _text(value: str) -> Cell:
    return _again(value) if len(value) <= _SHORT_TEXT else _new(value)


@lru_cache(maxsize=8192)
def _again(value: str) -> Cell:
    """Return how a text is written that may well come again: columns repeat themselves."""
    return _new(value)


def _new(value: str) -> Cell:
    text = harmless(value)
    if text[0] in _RUNS and not _SIGNED.fullmatch(text):
        look = "quoted"
    elif len(text) <= 2 * _DIGITS and _NUMBER.fullmatch(text):
        look = "digits"
    else:
        look = "lines" if "\n" in text else "text"
    return Cell(text, look, cut=units(value) > LONGEST)


def _number(value: float, *, percent: bool) -> Cell:
    if isinstance(value, int) and len(str(abs(value))) > _DIGITS:
        return _text(str(value))
    if not math.isfinite(value):
        return _text(str(value))
    if percent:
        whole = round(value * 100, 6).is_integer()
        return Cell(value, "percent" if whole else "percents")
    long = float(value).is_integer() and abs(value) >= _SHORT
    return Cell(value, "long" if long else "number")


def _when(value: object) -> Cell:
    """Return a date, a time or a duration; what Excel cannot hold as one is text."""
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        if moment.tzinfo is None and moment.date() >= _FIRST_DAY:
            return Cell(moment, "day" if moment.time() == time() else "moment")
    elif (isinstance(value, time) and value.tzinfo is None) or (
        isinstance(value, timedelta) and value >= timedelta()
    ):
        return Cell(value, "time" if isinstance(value, time) else "duration")
    return _text(str(value))
