"""Worksheets: their cells and what these are called, days as numbers, how long a text is.

ECMA-376 part 1, 18.3.1.4 (addresses) and 18.17.4.1 (days). Rows and columns are counted from zero.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TypeAlias

CellAddress: TypeAlias = tuple[int, int]
"""Row and column, counted from zero."""

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384

_ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 by the days from March 1900 on; Excel counts a 29 February 1900 that never was."""


def column_letters(column: int) -> str:
    """Return what a column is called."""
    letters = ""
    number = column + 1
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the column of its capital letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, column: int) -> str:
    """Return the address of a cell."""
    return f"{column_letters(column)}{row + 1}"


def cell_of(address: str) -> CellAddress | None:
    """Return the row and column of an address, None for a cell that no sheet has."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    row, column = int(found[2]) - 1, column_number(found[1].upper())
    return (row, column) if row < MOST_ROWS and column < MOST_COLUMNS else None


def day_of_number(number: int) -> date:
    """Return the day that a number stands for, counted from 1900 as Excel does."""
    return _FIRST_DAY + timedelta(days=number)


def units(text: str) -> int:
    """Return the length of a text as Excel counts it, in UTF-16 units."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for character in text if character > "\uffff")


def cut(text: str, most: int) -> str:
    """Return a text of so many UTF-16 units at most; ``…`` says that it went on.

    Excel refuses a file with a longer one.
    """
    if units(text) <= most:
        return text
    kept = text[: most - 1]
    while (over := units(kept) - most + 1) > 0:
        kept = kept[: -((over + 1) // 2)]
    return f"{kept}…"
