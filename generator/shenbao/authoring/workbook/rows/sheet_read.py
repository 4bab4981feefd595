"""A sheet as it was read: its rows by the ids of their columns, and where each cell stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shenbao.authoring.workbook.declared.layout import Sheet
from shenbao.authoring.workbook.rows.mistakes import CellPlace
from shenbao.authoring.workbook.rows.records import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRead:
    """A sheet of a workbook. ``title`` is its tab; ``word`` names the form that it is of.

    ``letters`` and ``headers`` are those of the columns; ``numbers`` the rows of the keys of an
    upright sheet, whose only row has no number.
    """

    sheet: Sheet
    title: str
    word: str = ""
    rows: Sequence[Row] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)

    def place(self, row: Row | None = None, column: str = "") -> CellPlace:
        """Return where a cell stands, or a row, or the sheet."""
        number = 0 if row is None else row.number or self.numbers.get(column, 0)
        return CellPlace(
            sheet=self.title,
            row=number,
            letters=self.letters.get(column, ""),
            header=self.headers.get(column, ""),
        )
