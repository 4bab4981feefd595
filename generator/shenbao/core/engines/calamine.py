"""Workbooks by calamine."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import python_calamine

from shenbao.core.engines.ports import Cells, LockedError, SheetFacts


class Calamine:
    """The reader of the command."""

    def open(self, content: bytes) -> _Workbook:
        """Return the workbook; a broken one makes the library fail in any way, even by a panic."""
        try:
            book = python_calamine.load_workbook(BytesIO(content))
        except python_calamine.PasswordError as error:
            raise LockedError from error
        sheets = tuple(
            SheetFacts(
                name=str(item.name),
                worksheet=item.typ == python_calamine.SheetTypeEnum.WorkSheet,
                visible=item.visible == python_calamine.SheetVisibleEnum.Visible,
            )
            for item in book.sheets_metadata
        )
        return _Workbook(book, sheets)


@dataclass(frozen=True, slots=True)
class _Workbook:
    book: Any
    sheets: tuple[SheetFacts, ...]

    def cells(self, index: int) -> Cells:
        """Return the cells of a sheet."""
        found: Cells = self.book.get_sheet_by_index(index)
        return found
