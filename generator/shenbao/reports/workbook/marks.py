"""Where the findings stand: on which cell of which sheet, else beside their row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from shenbao.core.findings import Finding, Report
from shenbao.core.spreadsheet import column_number
from shenbao.reports.grouping import KINDS, Kind, kind
from shenbao.reports.workbook.source import Measured

_LETTERS = re.compile(r"([A-Z]{1,3})(?: |$)")
"""How readers of workbooks name a column: ``F 牵头单位``."""


@dataclass(slots=True)
class Marks:
    """The findings of one sheet, rows and columns counted from zero.

    ``cells`` are those to be coloured: row, column, findings. ``rows`` hold everything that
    is told beside a row; what belongs to the header or the whole table stands on the header's
    cells only.
    """

    cells: dict[int, dict[int, list[Finding]]] = field(default_factory=dict)
    rows: dict[int, list[Finding]] = field(default_factory=dict)

    def tone(self, row: int, column: int) -> str:
        """Return the severity that colours a cell, empty where nothing is wrong with it."""
        if row not in self.cells:
            return ""
        found = self.cells[row].get(column)
        return worst(found) if found else ""


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell of a sheet, all counted from zero."""

    sheet: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Placed:
    """The marks of every sheet, and the spot of every finding that has one (by ``id``)."""

    marks: tuple[Marks, ...]
    spots: dict[int, CellRef]


def worst(findings: Sequence[Finding]) -> Kind:
    """Return the worst severity among findings."""
    return min(map(kind, findings), key=KINDS.index)


def place(report: Report, sheets: Sequence[Measured]) -> Placed:
    """Find the cell of every finding; those of documents and of several files have none."""
    marks = tuple(Marks() for _ in sheets)
    spots: dict[int, CellRef] = {}
    numbers = _numbers(sheets)
    for finding in report.findings:
        number = numbers.get((finding.where.file, finding.where.sheet))
        if number is None:
            continue
        spot = _spot(finding, number, sheets[number])
        if spot is None:
            continue
        spots[id(finding)] = spot
        found = marks[number]
        found.cells.setdefault(spot.row, {}).setdefault(spot.column, []).append(finding)
        header = sheets[number].source.header_row
        if header is None or spot.row != header - 1:
            found.rows.setdefault(spot.row, []).append(finding)
    return Placed(marks=marks, spots=spots)


def _numbers(sheets: Sequence[Measured]) -> dict[tuple[str | None, str | None], int]:
    """Return the number of each sheet by file and name; an only sheet is also meant unnamed."""
    found: dict[tuple[str | None, str | None], int] = {}
    files = [sheet.source.file for sheet in sheets]
    for number, sheet in enumerate(sheets):
        source = sheet.source
        found.setdefault((source.file, source.sheet), number)
        if files.count(source.file) == 1:
            found.setdefault((source.file, None), number)
    return found


def _spot(finding: Finding, number: int, sheet: Measured) -> CellRef | None:
    where = finding.where
    row = where.row if where.row is not None else sheet.source.header_row
    if row is None or not 1 <= row <= sheet.rows:
        return None
    column = _column(finding, sheet)
    inside = column is not None and 0 <= column < sheet.width
    return CellRef(number, row - 1, column if inside and column is not None else sheet.width)


def _column(finding: Finding, sheet: Measured) -> int | None:
    """Return the column of a finding: by its number, its heading, the letters before it."""
    where = finding.where
    if where.field is not None:
        return where.field - 1
    heading = where.column if isinstance(where.column, str) else ""
    found = sheet.column(heading)
    letters = _LETTERS.match(heading) if where.sheet is not None else None
    return column_number(letters[1]) if found is None and letters is not None else found
