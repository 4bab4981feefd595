"""A sheet of a table: its header under the titles of the groups, and rows to fill in.

The first row is hidden and names the place of each column; the first column is hidden and
marks the last line of the header. Rows may be inserted, deleted, sorted and filtered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shenbao.core.spreadsheet import cell_name
from shenbao.forms import layout, required_rows
from shenbao.forms.front_matter import outdated
from shenbao.forms.table_header import header_lines
from shenbao.forms.view import Node
from shenbao.media.excel.contract import HEADER_END, NAME, ROW_NUMBER, mark, sheet_mark
from shenbao.media.excel.write.cells import Book, CellRef, cell_safe, cell_text, write
from shenbao.media.excel.write.styles import (
    LANDSCAPE,
    LINE,
    PORTRAIT,
    TALLEST,
    head_and_foot,
    page,
    protect,
)
from shenbao.media.excel.write.wording import label, lines, say, width
from shenbao.policy.model import Table

_KEY, _FIRST = range(2)
_TITLE, _FILLED_BY = 1, 2
_EMPTY_ROWS = 12
_NUMBER_WIDTH = 5.5
_ROW = 21.0
_WIDEST = 38.0
_SAMPLE = 60
_MOST = LANDSCAPE / 0.62 - _NUMBER_WIDTH
"""Digits side by side on A4 across in small print; wider tables get narrower columns."""

_A3 = 1.41
"""A3 is wider than A4 by so much."""

_LEAST = PORTRAIT - 12.0
_MOST_GROWN = 1.8
_NARROWEST = 7.0

_LENGTHS = ((20, 11.0), (60, 16.0), (120, 20.0))
_LONG = 28.0
_NARROW = {"number": 10.0, "date": 12.5, "computed": 10.0}
_HEADER_LINES = 3
_BELOW = {"number": "free", "computed": "free", "date": "free-date"}
"""How cells below the printed rows look: as typed above, but without lines."""


class Sheet:
    """Writes the sheet of one table."""

    def __init__(self, book: Book, block: layout.Rows, name: str, title: str) -> None:
        self.book = book
        self.block = block
        self.name = name
        self.title = title
        self.sheet = book.workbook.add_worksheet(name)
        self.depth = 1 + max((len(column.groups) for column in block.columns), default=0)
        self.counted = book.told.numbered(block)
        self.start = _FIRST + self.counted
        self.last_column = self.start + len(block.columns) - 1
        self.given = _given(book)
        self.filled = book.values.rows(block.node.pointer)
        self.printed = max(self.filled, _empty_rows(book, block))
        most = _MOST * _A3 if block.sheet == "a3" else _MOST
        self.widths = _fitted([self._width(column.node) for column in block.columns], most)

    def write(self) -> None:
        """Write the sheet."""
        self._columns()
        head = self._front()
        first = head + self.depth
        for number in range(self.printed):
            self._row(first + number, number, first)
        end = first + max(self.block.most, self.printed) - 1
        for place, column in enumerate(self.block.columns, self.start):
            self.book.check(self.sheet, (first, place, end, place), column.node)
        self.sheet.freeze_panes(first, self._frozen())
        self.sheet.repeat_rows(head, first - 1)
        self._page(first)

    def _columns(self) -> None:
        sheet, book = self.sheet, self.book
        free = book.looks["free"]
        sheet.set_column(_KEY, _KEY, None, free, {"hidden": True})
        if self.counted:
            sheet.set_column(_FIRST, _FIRST, _NUMBER_WIDTH, free)
            sheet.write_string(0, _FIRST, ROW_NUMBER)
        for place, (column, wide) in enumerate(
            zip(self.block.columns, self.widths, strict=True), self.start
        ):
            look = _BELOW.get(column.node.control or "", "free-text")
            sheet.set_column(place, place, wide, book.looks[look])
        sheet.set_column(self.last_column + 1, _LAST_COLUMN, None, free)
        sheet.write_string(0, _KEY, sheet_mark("rows", book.home.ref))
        sheet.write_string(1, _KEY, mark(f"{NAME} {self.name}"))
        for place, column in enumerate(self.block.columns, self.start):
            sheet.write_string(0, place, column.node.pointer)
        sheet.set_row(0, None, None, {"hidden": True})

    def _front(self) -> int:
        """Write what stands over the header; return the row of its first line."""
        sheet, looks = self.sheet, self.book.looks
        last = self.last_column
        room = sum(self.widths) + _NUMBER_WIDTH
        self._merged((_TITLE, _FIRST, _TITLE, last), self.title, looks["sheet-title"])
        sheet.set_row(_TITLE, 28)
        told = [("note", " ".join(self.book.told.introduction(self.block.node)))]
        if self.book.home.is_table:
            told = [
                ("outdated", outdated(self.book.notice)),
                ("line", say("excel-form-filled-by")),
                ("note", self.book.form.description),
                ("note", say("excel-form-marks")),
            ]
        row = _FILLED_BY
        for look, text in told:
            if not text:
                continue
            self._merged((row, _FIRST, row, last), text, looks[look])
            sheet.set_row(row, LINE * lines(text, room * 1.1) + 3)
            row += 1
        self._header(row)
        return row

    def _header(self, top: int) -> None:
        sheet, look = self.sheet, self.book.looks["head"]
        bottom = top + self.depth - 1
        for row in range(top, bottom + 1):
            sheet.write_string(row, _KEY, mark(HEADER_END))
        if self.counted:
            self._merged((top, _FIRST, bottom, _FIRST), say("paper-number"), look)
        columns = self.block.columns
        for line, cells in enumerate(header_lines([column.groups for column in columns]), top):
            for cell in cells:
                text = cell.groups[-1] if cell.groups else label(columns[cell.column].node)
                left = self.start + cell.column
                right, below = left + cell.across - 1, line + cell.down - 1
                self._merged((line, left, below, right), text, look)
        deepest = max(
            lines(label(column.node), wide)
            for column, wide in zip(self.block.columns, self.widths, strict=True)
        )
        for row in range(top, bottom):
            sheet.set_row(row, 20)
        sheet.set_row(bottom, max(24.0, LINE * deepest + 6))

    def _merged(self, area: tuple[int, int, int, int], text: str, look: Any) -> None:
        """Write a text over an area, which may be a single cell."""
        top, left, bottom, right = area
        if (top, left) == (bottom, right):
            self.sheet.write_string(top, left, cell_safe(text), look)
        else:
            self.sheet.merge_range(*area, cell_safe(text), look)

    def _row(self, row: int, number: int, first: int) -> None:
        book, sheet = self.book, self.sheet
        if self.counted:
            look = book.looks["cell-row"]
            sheet.write_formula(row, _FIRST, f"=ROW()-{first}", look, row + 1 - first)
        addresses = {
            column.node.pointer: cell_name(row, place)
            for place, column in enumerate(self.block.columns, self.start)
        }
        count = 1
        for place, (column, wide) in enumerate(
            zip(self.block.columns, self.widths, strict=True), self.start
        ):
            node = column.node
            where = node.pointer.replace("*", str(number), 1)
            look = book.looks["cell-given"] if _key(node) in self.given else None
            look = look or book.look(node, in_row=True)
            spot = CellRef(sheet, row, place)
            if number < self.filled or node.control == "computed":
                write(book, spot, node, where, look, addresses.get)
                count = max(count, lines(cell_text(book, node, where), wide))
            else:
                sheet.write_blank(row, place, None, look)
        if count > 1:
            sheet.set_row(row, min(TALLEST, LINE * count + 6))

    def _width(self, node: Node) -> float:
        """Return how wide a column is, by what it may hold and by what it holds."""
        title = label(node)
        least = min(width(title), max(9.0, width(title) / _HEADER_LINES + 2)) + 1
        wide = _NARROW.get(node.control or "", 0.0) or self._of_texts(node)
        return min(_WIDEST, max(wide, least))

    def _of_texts(self, node: Node) -> float:
        book = self.book
        offered = book.texts(node)
        if offered:
            longest = max(map(width, offered))
            wide = min(longest + 3.0, 24.0)
        else:
            found = book.field_of(node)
            most = found.schema.get("maxLength", 0) if found is not None else 0
            wide = next((size for limit, size in _LENGTHS if most <= limit), _LONG)
        if _key(node) in self.given and self.filled:
            texts = [
                cell_text(book, node, node.pointer.replace("*", str(number), 1))
                for number in range(min(self.filled, _SAMPLE))
            ]
            wide = min(max(map(width, texts)) + 2.0, 26.0)
        return wide

    def _frozen(self) -> int:
        """Return how many columns stay in sight: those that say what a row is about."""
        known = [
            place
            for place, column in enumerate(self.block.columns, self.start)
            if _key(column.node) in self.given
        ]
        wide = sum(self.widths[: max(known) + 1 - self.start]) if known else 0.0
        return max(known) + 1 if known and wide <= PORTRAIT else self.start

    def _page(self, first: int) -> None:
        sheet, book = self.sheet, self.book
        sheet.set_default_row(_ROW)
        if book.home.is_table:
            last = max(first + self.printed - 1, first)
            sheet.autofilter(first - 1, _FIRST, last, self.last_column)
        across = sum(self.widths) + _NUMBER_WIDTH > PORTRAIT
        page(sheet, across=across, large=self.block.sheet == "a3")
        which = say("paper-edition", ref=book.home.ref, edition=book.notice.edition.version)
        head_and_foot(sheet, notice=book.notice.short_title, which=which, print_=book.print_)
        protect(sheet)


_LAST_COLUMN = 16_383
_LEAST_PART = 0.4


def _fitted(widths: Sequence[float], most: float) -> list[float]:
    """Return widths that a page has room for: wide columns give way and wrap, few grow."""
    total = sum(widths)
    if total < _LEAST:
        return [wide * min(_MOST_GROWN, _LEAST / total) for wide in widths]
    part = 1.0
    made = list(widths)
    while sum(made) > most and part > _LEAST_PART:
        part -= 0.05
        made = [max(min(wide, _NARROWEST), wide * part) for wide in widths]
    return made


def _key(node: Node) -> str:
    return node.pointer.rpartition("/")[2]


def _given(book: Book) -> frozenset[str]:
    """Return the columns that the template of a table has filled in."""
    return (
        frozenset(required_rows.template_columns(book.home))
        if isinstance(book.home, Table)
        else frozenset()
    )


def _empty_rows(book: Book, block: layout.Rows) -> int:
    """Return how many rows stand there: fewer in a filled copy, which people print."""
    if block.most <= 0:
        return block.printed
    return min(block.most, block.printed if book.values.filled else max(block.printed, _EMPTY_ROWS))
