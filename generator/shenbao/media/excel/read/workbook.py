"""A workbook as its reader needs it: every sheet's values, and what is marked beside them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from shenbao.core.engines.ports import Workbook
from shenbao.core.guards import workbooks, worksheets
from shenbao.core.spreadsheet import CellAddress
from shenbao.media.excel.read.rich_text import TextLook, looks
from shenbao.media.excel.read.soundness import MOST_CELLS, looks_of, refuse_large, too_large
from shenbao.media.reading.ooxml import Office
from shenbao.media.reading.reader_findings import UnreadableError, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: rows of values from the first cell on, counted from zero.

    ``looks`` are cells that show something else than their value, or nothing.

    Cells merged down a column all hold the value of the first; ``merged`` are those that got
    it so. ``ranges`` are the merged areas: top, left, bottom, right.
    """

    name: str
    visible: bool
    rows: list[list[Any]]
    marks: worksheets.SheetExtent
    merged: frozenset[CellAddress]
    ranges: tuple[tuple[int, int, int, int], ...]
    looks: Mapping[CellAddress, TextLook]

    def at(self, row: int, column: int) -> Any:
        """Return the value of a cell, blank outside of the sheet."""
        if not 0 <= row < len(self.rows) or not 0 <= column < len(self.rows[row]):
            return ""
        return self.rows[row][column]

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, empty for anything else."""
        value = self.at(row, column)
        return value.strip() if isinstance(value, str) else ""

    def is_blank(self, row: int, column: int) -> bool:
        """Say whether a cell holds nothing that counts: no value, no formula."""
        place = (row, column)
        value = self.looks[place].text if place in self.looks else self.at(row, column)
        blank = value is None or (isinstance(value, str) and not value.strip())
        return blank and place not in self.marks.errors and place not in self.marks.no_result

    def hides(self, column: int) -> bool:
        """Say whether a column is hidden."""
        return any(first <= column <= last for first, last in self.marks.hidden_columns)

    @property
    def has_content(self) -> bool:
        """Whether any cell holds something."""
        return any(
            not self.is_blank(row, column)
            for row in range(len(self.rows))
            for column in range(len(self.rows[row]))
        )


def read_sheets(office: Office) -> tuple[Sheet, ...]:
    """Return the sheets of an opened workbook; raises UnreadableError for a damaged one."""
    marks = _marks(office)
    seen = looks(office, parts_of(office))
    raw = office.whole()
    refusal = partial(_refusal, file=office.file)
    workbook = workbooks.opened(raw, refusal, UnreadableError)
    with workbooks.by_library(refusal, UnreadableError):
        return tuple(_sheets(workbook, marks, seen, office.file))


def _marks(office: Office) -> dict[str, worksheets.SheetExtent]:
    """Return what was seen of the sheets before anything is built from them."""
    seen = looks_of(office)
    found = {
        name: seen.get(part, worksheets.SheetExtent()) for name, part in parts_of(office).items()
    }
    refuse_large(found.values(), office.file)
    return found


def parts_of(office: Office) -> dict[str, str]:
    """Return the parts of the sheets by the names of the sheets."""
    folder, _, last = office.main.rpartition("/")
    beside = posixpath.join(folder, "_rels", f"{last}.rels")
    related = office.xml(beside) if beside in office.names else ()
    parts = workbooks.sheet_parts(office.xml(office.main), related, folder)
    return {name: part for name, part in parts.items() if part in office.names}


def _refusal(why: str, *, file: str) -> UnreadableError:
    if why == workbooks.LOCKED:
        return refuse("document.encrypted", file, wanted="sheet")
    return refuse("document.damaged", file, part=why)


def _sheets(
    workbook: Workbook,
    marks: Mapping[str, worksheets.SheetExtent],
    seen: Mapping[str, Mapping[CellAddress, TextLook]],
    file: str,
) -> Iterator[Sheet]:
    for number, told in enumerate(workbook.sheets):
        if not told.worksheet or told.name not in marks:
            continue
        found = workbook.cells(number)
        rows = found.to_python(skip_empty_area=False)
        ranges = tuple(
            (top, left, bottom, right)
            for (top, left), (bottom, right) in found.merged_cell_ranges or ()
        )
        merged = _filled_down(rows, ranges, file)
        yield Sheet(
            name=told.name,
            visible=told.visible,
            rows=rows,
            marks=marks[told.name],
            merged=merged,
            ranges=ranges,
            looks=_looks_down(seen.get(told.name, {}), ranges, merged),
        )


def _looks_down(
    seen: Mapping[CellAddress, TextLook],
    ranges: Iterable[tuple[int, int, int, int]],
    merged: frozenset[CellAddress],
) -> Mapping[CellAddress, TextLook]:
    """Give cells merged down a column the look of the first, as they have its value."""
    if not seen:
        return seen
    below = {
        (row, left): seen[top, left]
        for top, left, bottom, _ in ranges
        if (top, left) in seen
        for row in range(top + 1, bottom + 1)
        if (row, left) in merged
    }
    return {**below, **seen}


def _filled_down(
    rows: list[list[Any]], ranges: Iterable[tuple[int, int, int, int]], file: str
) -> frozenset[CellAddress]:
    """Give cells merged down a column the value of the first; return those that got one."""
    found: set[CellAddress] = set()
    steps = 0
    for top, left, bottom, _ in ranges:
        if top >= len(rows) or left >= len(rows[top]) or rows[top][left] in ("", None):
            continue
        last = min(bottom, len(rows) - 1)
        steps += last - top
        if steps > MOST_CELLS:
            raise too_large(file)
        for row in range(top + 1, last + 1):
            if (row, left) not in found:
                rows[row][left] = rows[top][left]
                found.add((row, left))
    return frozenset(found)
