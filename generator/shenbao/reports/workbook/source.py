"""The rows of the user's file, and what is to be known of them before they are written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from shenbao.core.spreadsheet import MOST_COLUMNS, MOST_ROWS
from shenbao.reports.workbook.values import text_of

MOST_OWN_COLUMNS = MOST_COLUMNS - 2
"""Columns that a sheet of Excel holds beside the two that are added."""

_OWN = "shenbao "
"""How the first cell of a sheet of our own begins."""

_LOOKED_AT = 200
_NARROWEST = 6
_WIDEST = 40
_SMALLER = 1.1
"""The width of a column counts digits of a font that is larger than ours."""

_WIDE = frozenset("WF")

Row: TypeAlias = Sequence[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSheet:
    """A table as the user has it.

    ``file`` and ``sheet`` are as the findings name them; a CSV file has no sheet. ``rows`` are
    all records from the first one on, blank ones and the header included: values are text,
    numbers, booleans, dates, times, durations or None. They are gone through twice: what
    cannot be begun again, such as a generator, is held in memory. ``header_row`` counts from
    one; None where there is no header. ``percents`` are the cells (row and column counted from
    zero) whose number is shown as a percentage.
    """

    file: str
    rows: Iterable[Row]
    sheet: str | None = None
    header_row: int | None = 1
    percents: AbstractSet[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A source gone through once: its header, its size and how wide its columns should be.

    ``own`` is a sheet of our own forms, whose first row and column say what it is and are hidden.

    ``rows`` and ``width`` are as large as a sheet can hold, ``all_rows`` and ``all_columns`` as
    the source has them.
    """

    source: SourceSheet
    records: Iterable[Row]
    header: tuple[str, ...]
    own: bool
    all_rows: int
    all_columns: int
    widths: tuple[float, ...]

    @property
    def rows(self) -> int:
        """The number of rows that are written."""
        return min(self.all_rows, MOST_ROWS)

    @property
    def width(self) -> int:
        """The number of columns of the user that are written."""
        return min(self.all_columns, MOST_OWN_COLUMNS)

    def column(self, heading: str) -> int | None:
        """Return the column of a heading, counted from zero; spaces and forms are folded."""
        if heading in self.header:
            return self.header.index(heading)
        wanted = _folded(heading)
        alike = (index for index, name in enumerate(self.header) if _folded(name) == wanted)
        return next(alike, None) if wanted else None


def measure(source: SourceSheet) -> Measured:
    """Go through the rows of a source once."""
    records = source.rows
    if iter(records) is records:
        records = list(records)
    header: tuple[str, ...] = ()
    widths: list[float] = []
    rows = columns = 0
    own = False
    for row in islice(records, _LOOKED_AT):
        rows += 1
        own = own or (rows == 1 and text_of(next(iter(row), None)).startswith(_OWN))
        columns = max(columns, len(row))
        if rows == source.header_row:
            header = tuple(text_of(cell).strip() for cell in row[:MOST_OWN_COLUMNS])
        _widen(widths, row)
    for row in islice(records, rows, None):
        rows += 1
        columns = max(columns, len(row))
        if rows == source.header_row:
            header = tuple(text_of(cell).strip() for cell in row[:MOST_OWN_COLUMNS])
    return Measured(
        source=source,
        records=records,
        header=header,
        own=own,
        all_rows=rows,
        all_columns=columns,
        widths=tuple(min(max(wide + 2, _NARROWEST), _WIDEST) for wide in widths),
    )


def digits(text: str) -> int:
    """Return how many digits wide the widest line of a text is."""
    return max((sum(map(_digits, line)) for line in text.splitlines()), default=0)


def lines(text: str, room: float) -> int:
    """Return how many lines a text takes in a cell of a width."""
    fitting = max(room * _SMALLER, 1)
    return sum(max(1, -int(-digits(line) // fitting)) for line in text.split("\n"))


def _widen(widths: list[float], row: Row) -> None:
    cells = row[:MOST_OWN_COLUMNS]
    widths.extend([0.0] * (len(cells) - len(widths)))
    for index, cell in enumerate(cells):
        widths[index] = max(widths[index], digits(text_of(cell)[: 2 * _WIDEST]))


def _digits(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
