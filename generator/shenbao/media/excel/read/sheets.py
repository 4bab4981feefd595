"""What each sheet of a workbook is: found by the hidden keys that the form carries.

The keys move with their rows and columns, so that nothing depends on where things stand or
what a sheet is called.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from shenbao.core.findings import Finding, Where
from shenbao.core.messages import say
from shenbao.media.excel.contract import (
    HEADER_END,
    KEY,
    NAME,
    ROW_NUMBER,
    SHEET_KINDS,
    VALUE_COLUMN,
    marked,
)
from shenbao.media.excel.read.values import plain_text
from shenbao.media.excel.read.workbook import Sheet
from shenbao.media.reading.reader_findings import remark
from shenbao.policy.form_identity import CELL_MARK, Identity

Kind: TypeAlias = Literal["values", "rows", "left", "own", "aside", "other"]

_READ: Mapping[str, Kind] = {"values": "values", "rows": "rows", "left": "left", "own": "own"}
"""What of the kinds of our sheets holds anything to read; the others stand aside."""

_FIRST_ROWS = 60
"""Keys of columns are looked for so far down; people put lines above a table."""

_FEWEST_TWICE = 3
"""So many places make a second copy of a sheet; fewer are cells that somebody copied."""

_MOST_ROWS = 5_000
"""Keys of rows are looked for so far down in a sheet that does not say that it has any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A sheet with its keys.

    ``values`` and ``left``: ``keys`` are rows with their places, ``column`` holds the values.
    ``rows``: ``keys`` are columns with their places, ``first`` is the first row of data and
    ``last`` the one behind them, where the sheet goes on with something else.
    """

    sheet: Sheet
    kind: Kind
    ref: str = ""
    name: str = ""
    keys: tuple[tuple[int, str], ...] = ()
    column: int = -1
    first: int = 0
    last: int | None = None

    @property
    def end(self) -> int:
        """The row behind the last one that may hold data."""
        return len(self.sheet.rows) if self.last is None else self.last

    @property
    def renamed(self) -> bool:
        """Whether the sheet had another name when it was made."""
        return bool(self.name) and self.name != self.sheet.name


def recognise(sheet: Sheet) -> Area:
    """Return what a sheet is."""
    marks = _marks(sheet)
    ref, kind = _told(marks)
    if kind in ("own", "aside"):
        return Area(sheet=sheet, kind=kind, ref=ref)
    name = next(
        (text.removeprefix(f"{NAME} ") for _, _, text in marks if text.startswith(f"{NAME} ")), ""
    )
    columns = _column_keys(sheet)
    if kind == "rows" or (kind == "other" and columns is not None):
        if columns is None:
            return Area(sheet=sheet, kind="other", ref=ref, name=name)
        row, keys = columns
        first = _first_row(marks, row)
        return Area(sheet=sheet, kind="rows", ref=ref, name=name, keys=keys, first=first)
    most = len(sheet.rows) if ref else _MOST_ROWS
    keys = _row_keys(sheet, most)
    column = _value_column(sheet, marks)
    if not keys or column < 0:
        return Area(sheet=sheet, kind="other", ref=ref, name=name)
    kind = "left" if kind == "left" else "values"
    return Area(sheet=sheet, kind=kind, ref=ref, name=name, keys=keys, column=column)


def carried(areas: list[Area]) -> Identity | None:
    """Return which form the hidden sheet, or else the mark of any sheet, says this is."""
    for area in areas:
        if area.kind == "own":
            found = Identity.of_properties(
                {
                    area.sheet.text(row, column): area.sheet.text(row, column + 1)
                    for row in range(min(len(area.sheet.rows), _FIRST_ROWS))
                    for column in range(3)
                }
            )
            if found is not None:
                return found
    ref = next((area.ref for area in areas if area.ref), "")
    return Identity.of({"form": ref})


def unread(file: str, area: Area) -> Finding | None:
    """Return what is to be said of a sheet that is not read, None where it is empty."""
    if area.kind != "other" or not area.sheet.has_content:
        return None
    where = Where(file=file, sheet=area.sheet.name)
    return remark("document.excel-sheet-unread", where, severity="warning")


def key_column(area: Area) -> int:
    """Return the hidden column of a table's sheet, where its header is marked."""
    for row in range(area.first):
        for column in range(len(area.sheet.rows[row])):
            if marked(area.sheet.text(row, column)) is not None:
                return column
    return -1


def has_rows(area: Area) -> bool:
    """Say whether anything was filled in on the sheet of a table."""
    columns = [column for column, key in area.keys if key != ROW_NUMBER]
    return any(
        not area.sheet.is_blank(row, column) and (row, column) not in area.sheet.marks.formulas
        for row in range(area.first, area.end)
        for column in columns
    )


def duplicate_sheet(file: str, area: Area) -> Finding:
    """Return what is to be said of a second sheet of the same rows, which nobody looked at."""
    where = Where(file=file, sheet=area.sheet.name)
    return remark("document.excel-sheet-twice", where, severity="review")


def apart(areas: Sequence[Area]) -> list[list[Area]]:
    """Return the copies of a form in a workbook, one where no sheet of single values comes twice.

    A sheet is of the second copy where most of its places stood on a sheet before. What a copy
    has no sheet for, it has in common with the first.
    """
    times: Counter[str] = Counter()
    numbers: list[int] = []
    for area in areas:
        keys = _keys_of(area)
        before = sorted(times[key] for key in keys)
        numbers.append(before[len(before) // 2] if len(before) >= _FEWEST_TWICE else 0)
        times.update(keys)
    last = max(numbers, default=0)
    tables: Counter[str] = Counter()
    for at, area in enumerate(areas):
        if last and area.kind == "rows":
            array = area.keys[-1][1].partition("/*")[0]
            numbers[at] = min(tables[array], last)
            tables[array] += 1
    copies = [[area for area, own in zip(areas, numbers, strict=True) if not own]]
    for number in range(1, last + 1):
        own = [area for area, of in zip(areas, numbers, strict=True) if of == number]
        told = {key for area in own for _, key in area.keys if key != ROW_NUMBER}
        common = [area for area in copies[0] if not any(key in told for _, key in area.keys)]
        copies.append([*own, *common])
    return copies


def _keys_of(area: Area) -> list[str]:
    return [key for _, key in area.keys] if area.kind == "values" else []


def stray_cells(area: Area) -> list[tuple[str, str, int]]:
    """Return what had no cell of its own: its place, its whole text, its first row.

    A long text stands in several lines, one below the other.
    """
    texts: dict[str, str] = {}
    rows: dict[str, int] = {}
    for row, key in area.keys:
        texts[key] = texts.get(key, "") + plain_text(area.sheet.at(row, area.column))
        rows.setdefault(key, row)
    return [(key, text, rows[key]) for key, text in texts.items()]


def _marks(sheet: Sheet) -> list[tuple[int, int, str]]:
    return [
        (row, column, text)
        for row in range(min(len(sheet.rows), _FIRST_ROWS))
        for column in range(len(sheet.rows[row]))
        if (text := marked(sheet.text(row, column))) is not None
    ]


def _told(marks: list[tuple[int, int, str]]) -> tuple[str, Kind]:
    for _, _, text in marks:
        word, _, ref = text.partition(" ")
        if word in SHEET_KINDS:
            return ref.strip(), _READ.get(word, "aside")
    return "", "other"


def _column_keys(sheet: Sheet) -> tuple[int, tuple[tuple[int, str], ...]] | None:
    """Return the row that names the columns: nothing but places stands there."""
    best: tuple[int, tuple[tuple[int, str], ...]] | None = None
    for row in range(min(len(sheet.rows), _FIRST_ROWS)):
        texts = [(column, sheet.text(row, column)) for column in range(len(sheet.rows[row]))]
        keys = tuple(
            (column, text) for column, text in texts if "/*" in text and KEY.fullmatch(text)
        )
        rest = [
            text
            for _, text in texts
            if text and not KEY.fullmatch(text) and text[0] != ROW_NUMBER and CELL_MARK not in text
        ]
        if keys and not rest and (best is None or len(keys) > len(best[1])):
            counted = [(column, text) for column, text in texts if text == ROW_NUMBER]
            best = row, (*counted, *keys)
    return best


def _first_row(marks: list[tuple[int, int, str]], keys: int) -> int:
    """Return the row below the header, which the key column marks."""
    heads = [row for row, _, text in marks if text == HEADER_END]
    return max([keys, *heads]) + 1


def _row_keys(sheet: Sheet, most: int) -> tuple[tuple[int, str], ...]:
    """Return the rows with their places, which all stand in one column."""
    found: dict[int, list[tuple[int, str]]] = {}
    count: Counter[int] = Counter()
    for row in range(min(most, len(sheet.rows))):
        for column in range(len(sheet.rows[row])):
            text = sheet.text(row, column)
            if text.startswith("/") and KEY.fullmatch(text):
                found.setdefault(column, []).append((row, text))
                count[column] += 1
    if not count:
        return ()
    return tuple(found[count.most_common(1)[0][0]])


def _value_column(sheet: Sheet, marks: list[tuple[int, int, str]]) -> int:
    told = next((column for _, column, text in marks if text == VALUE_COLUMN), -1)
    if told >= 0:
        return told
    heading = say("excel-form-column-value")
    for row in range(min(len(sheet.rows), _FIRST_ROWS)):
        for column in range(len(sheet.rows[row])):
            if sheet.text(row, column) == heading:
                return column
    return -1
