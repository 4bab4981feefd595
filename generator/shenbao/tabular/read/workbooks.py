"""A sheet of a workbook as records: guarded first, then read, and what it hides is told.

``sources`` hands over the bytes; nothing here trusts what the file says of itself. A formula
without a result and an error are cells that no type accepts (``Unread``).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any

from shenbao.core.engines.ports import Cells, Workbook
from shenbao.core.guards import (
    archives,
    file_kinds,
    markup,
    number_formats,
    workbooks,
    worksheets,
)
from shenbao.core.messages.shortening import LONGEST, shorten
from shenbao.core.messages.values import Value, many
from shenbao.tabular.read.batches import Unread
from shenbao.tabular.read.dialect import Dialect
from shenbao.tabular.results import Issue, SourceError

_LIMITS = archives.Limits(files=5_000, size=2 * 1024 * 1024 * 1024, steepest=400, small=1024 * 1024)
_MAIN = "xl/workbook.xml"
_RELATED = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_LARGEST_STYLES = 8 * 1024 * 1024
_MOST_PERCENTS = 1_000
"""Cells shown as percentages that are looked at, to say in which columns there are some."""

_MACROS = "vbaProject"
_MOST_NAMED = 5
_WHOLE_FILE = "tables-workbook"
_WHY: Mapping[str, str] = {
    "too-much": "tables-bomb",
    "overlapping": "tables-bomb",
    "encrypted": "tables-locked",
    "unsafe-names": _WHOLE_FILE,
}


def read_workbook(
    raw: bytes, name: str, dialect: Dialect, notes: list[Issue]
) -> Iterator[list[Any]]:
    """Yield the rows of the sheet that the dialect names; raises SourceError.

    ``notes`` gets what was read tolerantly or not at all.
    """
    seen = guard(raw, name)
    refusal = partial(_refusal, name=name)
    book = workbooks.opened(raw, refusal, SourceError)
    number = _sheet_number(book, dialect.sheet, name)
    look = seen.get(_part_of(raw, book.sheets[number].name), worksheets.SheetExtent())
    notes.extend(_notes(raw, name, book, number, look))
    with workbooks.by_library(refusal, SourceError):
        sheet = book.cells(number)
        merged = sheet.merged_cell_ranges or ()
        seen_percents = _Percents(look)
        rows = _rows(sheet, look, merged if dialect.fill_merged else (), dialect)
        for index, cells in enumerate(rows):
            seen_percents.take(index, cells)
            yield cells
    notes.extend(seen_percents.notes())
    if merged and not dialect.fill_merged:
        notes.append(_note("tables-note-merged", count=str(len(merged))))


def _refuse_other(raw: bytes, name: str) -> None:
    """Refuse what is no workbook of today, and say what it is."""
    kind = file_kinds.kind_of(raw[: file_kinds.HEAD])
    if kind == "ole":
        kind = file_kinds.kind_of_ole(raw)
    elif kind == "zip":
        kind = file_kinds.kind_of_zip(raw)
    if kind == "locked":
        raise SourceError("format-error", "tables-locked", file=name)
    if kind == "damaged":
        raise SourceError("format-error", _WHOLE_FILE, file=name)
    if kind != "xlsx":
        raise other_file(name, kind or "text", "xlsx")


def other_file(name: Value, kind: str, wanted: str) -> SourceError:
    """Return the error for a file that is something else than its name says."""
    code = "source-error" if wanted == "csv" else "format-error"
    kind = "zip" if kind == "damaged" else kind
    return SourceError(code, "tables-other-file", file=name, kind=kind, wanted=wanted)


def guard(raw: bytes, name: str) -> dict[str, worksheets.SheetExtent]:
    """Look through every part that may be a sheet, before anything is built from one.

    Raises SourceError for what is no workbook of today or was built to do harm.
    """
    _refuse_other(raw, name)
    try:
        package = archives.opened(BytesIO(raw))
    except archives.DAMAGE as error:
        raise SourceError("format-error", _WHOLE_FILE, file=name) from error
    found = archives.problem(package, _LIMITS)
    if found:
        code = "compression-error" if _WHY[found] == "tables-bomb" else "format-error"
        raise SourceError(code, _WHY[found], file=name)
    try:
        looks = worksheets.look_through(package, raw, _percents(package), most=_MOST_PERCENTS)
    except worksheets.OddSheetError as error:
        raise _odd(error, name) from error
    return dict(looks)


def _percents(package: zipfile.ZipFile) -> frozenset[int]:
    """Return the styles that show a percentage; none where that cannot be told."""
    try:
        if package.getinfo(_STYLES).file_size > _LARGEST_STYLES:
            return frozenset()
        return number_formats.percent_styles(markup.parse(package.read(_STYLES)))
    except (KeyError, markup.MarkupError, *archives.DAMAGE):
        return frozenset()


def _odd(error: worksheets.OddSheetError, name: str) -> SourceError:
    if error.why == "dishonest":
        return SourceError("compression-error", "tables-bomb", file=name)
    if error.why == "too-much":
        limit = str(worksheets.MOST_CELLS // 10_000)
        return SourceError("source-error", "tables-scattered", file=name, limit=limit)
    return SourceError("format-error", "tables-odd-part", file=name, part=error.part, why=error.why)


def _refusal(why: str, *, name: str) -> SourceError:
    message = "tables-locked" if why == workbooks.LOCKED else _WHOLE_FILE
    return SourceError("format-error", message, file=name)


def _sheet_number(book: Workbook, wanted: str | int, name: str) -> int:
    """Return the place of a worksheet by its name or, from one, its number."""
    places = [(index, sheet.name) for index, sheet in enumerate(book.sheets) if sheet.worksheet]
    if isinstance(wanted, int) and 1 <= wanted <= len(places):
        return places[wanted - 1][0]
    for index, title in places:
        if title == wanted:
            return index
    names = many((title for _, title in places[:_MOST_NAMED]), longest=LONGEST)
    raise SourceError("format-error", "tables-sheet", file=name, found=str(wanted), names=names)


def _part_of(raw: bytes, title: str) -> str:
    """Return the part of a sheet, as the workbook names it; empty where that cannot be told."""
    package = archives.opened(BytesIO(raw))
    try:
        book, related = (markup.parse(package.read(part)) for part in (_MAIN, _RELATED))
    except (KeyError, markup.MarkupError, *archives.DAMAGE):
        return ""
    return workbooks.sheet_parts(book, related, "xl").get(title, "")


def _notes(
    raw: bytes, name: str, book: Workbook, number: int, look: worksheets.SheetExtent
) -> Iterator[Issue]:
    told = book.sheets
    if not told[number].visible:
        yield _note("tables-note-hidden-sheet", name=shorten(told[number].name))
    others = [item.name for index, item in enumerate(told) if index != number]
    if others:
        yield _note(
            "tables-note-sheets",
            name=shorten(told[number].name),
            names=many(others[:_MOST_NAMED], longest=LONGEST),
            count=str(len(others)),
        )
    if look.hidden or look.hidden_columns:
        yield _note("tables-note-hidden-rows", file=name)
    if any(_MACROS in part for part in archives.opened(BytesIO(raw)).namelist()):
        yield _note("tables-note-macros", file=name)


def _note(message: str, **args: Value) -> Issue:
    return Issue(code="note", message=message, args=args)


def _rows(
    sheet: Cells, look: worksheets.SheetExtent, merged: Sequence[Any], dialect: Dialect
) -> Iterator[list[Any]]:
    # The rows begin at the first column that holds anything, but at the first row of all.
    before = [None] * (sheet.start[1] if sheet.start else 0)
    unread = _by_row(look)
    areas = _Merged(merged, look)
    for index, row in enumerate(_as_far_as(sheet.iter_rows(), max(unread, default=-1))):
        cells = [*before, *map(cell_value, row)]
        for place, text in unread.get(index, {}).items():
            cells.extend([None] * (place + 1 - len(cells)))
            cells[place] = text
        areas.fill(index, cells)
        yield [_text(cell) for cell in cells] if dialect.stringified else cells


def _as_far_as(rows: Iterator[list[Any]], last: int) -> Iterator[list[Any]]:
    """Yield the rows, and empty ones to the last: it may hold but formulas without a result."""
    count = 0
    for row in rows:
        count += 1
        yield row
    for _ in range(count, last + 1):
        yield []


class _Percents:
    """Numbers that the sheet shows as percentages, by column, as the rows go by."""

    def __init__(self, look: worksheets.SheetExtent) -> None:
        self._waiting: dict[int, list[int]] = {}
        for row, column in look.percents:
            self._waiting.setdefault(row, []).append(column)
        self._found: dict[int, tuple[int, float]] = {}

    def take(self, index: int, cells: Sequence[Any]) -> None:
        """Remember the first number of each column that is shown so."""
        for column in self._waiting.pop(index, ()):
            cell = cells[column] if column < len(cells) else None
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                self._found.setdefault(column, (index, cell))

    def notes(self) -> Iterator[Issue]:
        """Yield a note for each column: what is shown and what was read."""
        for column, (index, value) in sorted(self._found.items())[:_MOST_NAMED]:
            shown = f"{(Decimal(str(value)) * 100).normalize():f}%"
            note = _note("tables-note-percent", seen=shown, value=str(value))
            yield replace(note, row=index + 1, field=column + 1)


class _Merged:
    """Merged areas, filled with the value of their first cell as the rows go by."""

    def __init__(self, areas: Sequence[Any], look: worksheets.SheetExtent) -> None:
        self._waiting = sorted(areas, reverse=True)
        self._open: list[tuple[int, int, int, Any]] = []
        steps = sum(
            (min(bottom, look.rows) - top + 1) * (min(right, look.columns) - left + 1)
            for (top, left), (bottom, right) in areas
        )
        if steps > worksheets.MOST_CELLS:
            # Areas of a real sheet do not overlap.
            raise SourceError("format-error", _WHOLE_FILE, file="none")

    def fill(self, index: int, cells: list[Any]) -> None:
        """Fill the cells of a row that lie in an area."""
        while self._waiting and self._waiting[-1][0][0] <= index:
            (_, left), (bottom, right) = self._waiting.pop()
            if left < len(cells):
                self._open.append((bottom, left, min(right, len(cells) - 1), cells[left]))
        for _, left, right, value in self._open:
            cells[left : right + 1] = [value] * (right + 1 - left)
        if self._open:
            self._open = [area for area in self._open if area[0] > index]


def _by_row(look: worksheets.SheetExtent) -> dict[int, dict[int, Unread]]:
    found: dict[int, dict[int, Unread]] = {}
    for marks, message in (
        (look.errors, "tables-formula-error"),
        (look.no_result, "tables-formula-unknown"),
    ):
        for (row, column), text in marks.items():
            found.setdefault(row, {})[column] = Unread(text, message)
    return found


def cell_value(value: Any) -> Any:
    """Return a workbook's value as the other engine gives it: whole numbers, times of day."""
    if value == "" and isinstance(value, str):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time(0))
    return value


def _text(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, Unread) else str(cell)
