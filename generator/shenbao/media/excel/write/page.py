"""A sheet of single values: label, cell and help side by side, long texts over the width.

The first column and the first row are hidden: they hold the place of each value, and mark
the column that is filled in. The reader goes by them, wherever they move.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shenbao.forms import layout
from shenbao.forms.view import Node
from shenbao.media.excel.contract import NAME, VALUE_COLUMN, mark, sheet_mark
from shenbao.media.excel.write.cells import Book, CellRef, cell_safe, cell_text, write
from shenbao.media.excel.write.styles import LINE, TALLEST, head_and_foot, page, protect
from shenbao.media.excel.write.wording import label, lines, say
from shenbao.policy.form_identity import STAR

KEY, LABEL, VALUE, HINT = range(4)
_WIDTHS = {LABEL: 24.0, VALUE: 38.0, HINT: 30.0}
_FIRST = 4
_FEWEST_LINES = 6
_LOWEST = 24.0
"""A row of one line; rows that have no height of their own grow with what is typed."""

_CHARACTERS_A_LINE = 75
_SMALL = 0.87
"""The width of small print, as a part of that of the text."""


class Page:
    """Writes one sheet of single values."""

    def __init__(self, book: Book, name: str, title: str) -> None:
        self.book = book
        self.name = name
        self.sheet = book.workbook.add_worksheet(name)
        self.row = _FIRST
        self._cells: dict[str, str] = {}
        self._start(name, title)

    def section(self, section: Node, names: Mapping[str, str], *, titled: bool) -> None:
        """Write a section; ``names`` are the sheets of its tables by pointer."""
        if titled:
            self._band(section.title, "band")
        told = " ".join(self.book.told.introduction(section)) if section.children else ""
        if told:
            self._across(told, "hint")
        self._blocks(layout.blocks(section), names)

    def reference(self, section: Node, name: str) -> None:
        """Say on which sheet a section stands, in its place among the others."""
        self._link(say("excel-form-elsewhere-section", title=section.title), name, "band-link")

    def _start(self, name: str, title: str) -> None:
        sheet, looks = self.sheet, self.book.looks
        for column, wide in _WIDTHS.items():
            sheet.set_column(column, column, wide, looks["plain"])
        sheet.set_column(KEY, KEY, None, looks["plain"], {"hidden": True})
        sheet.write_string(0, KEY, sheet_mark("values", self.book.home.ref))
        sheet.write_string(1, KEY, mark(f"{NAME} {name}"))
        sheet.write_string(0, VALUE, mark(VALUE_COLUMN))
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.merge_range(1, LABEL, 1, HINT, cell_safe(self.book.form.title), looks["over"])
        sheet.merge_range(2, LABEL, 2, HINT, cell_safe(title), looks["sheet-title"])
        sheet.set_row(2, 26)
        for column, words in (
            (LABEL, "excel-form-column-label"),
            (VALUE, "excel-form-column-value"),
            (HINT, "excel-form-column-hint"),
        ):
            sheet.write_string(3, column, say(words), looks["head"])
        sheet.set_row(3, 20)
        sheet.set_default_row(_LOWEST)
        sheet.freeze_panes(_FIRST, 0)
        sheet.repeat_rows(3)
        page(sheet, across=False)
        head_and_foot(
            sheet,
            notice=self.book.notice.short_title,
            which=_which(self.book),
            print_=self.book.print_,
        )
        protect(sheet)

    def _blocks(self, blocks: Sequence[layout.Block], names: Mapping[str, str]) -> None:
        for block in blocks:
            if isinstance(block, layout.Pairs):
                for line in block.lines:
                    for node in line:
                        self._value(node)
            elif isinstance(block, layout.Long):
                self._long(block.node)
            elif isinstance(block, layout.Rows):
                name = names[block.node.pointer]
                text = say("excel-form-elsewhere", title=block.node.title, sheet=name)
                self._link(text, name, "hint")
            else:
                self._band(block.node.title, "group")
                told = " ".join(self.book.told.introduction(block.node))
                if told:
                    self._across(told, "hint")
                self._blocks(block.blocks, names)

    def _band(self, text: str, look: str) -> None:
        self.sheet.merge_range(
            self.row, LABEL, self.row, HINT, cell_safe(text), self.book.looks[look]
        )
        self.sheet.set_row(self.row, 22)
        self.row += 1

    def _across(self, text: str, look: str) -> None:
        room = sum(_WIDTHS.values()) / _SMALL
        self.sheet.merge_range(
            self.row, LABEL, self.row, HINT, cell_safe(text), self.book.looks[look]
        )
        self.sheet.set_row(self.row, _height(lines(text, room)))
        self.row += 1

    def _link(self, text: str, name: str, look: str) -> None:
        """Write a line that leads to another sheet."""
        kind = self.book.looks[look]
        self.sheet.merge_range(self.row, LABEL, self.row, HINT, "", kind)
        quoted = name.replace("'", "''")
        self.sheet.write_url(self.row, LABEL, f"internal:'{quoted}'!A1", kind, cell_safe(text))
        self.sheet.set_row(self.row, 22)
        self.row += 1

    def _value(self, node: Node) -> None:
        book, sheet, row = self.book, self.sheet, self.row
        hint = book.told.hint(node, named=False)
        look = book.look(node, in_row=False)
        sheet.write_string(row, KEY, node.pointer)
        self._label(row, node, "")
        self._cells[node.pointer] = f"C{row + 1}"
        write(book, CellRef(sheet, row, VALUE), node, node.pointer, look, self._cells.get)
        sheet.write_string(row, HINT, cell_safe(hint), book.looks["hint"])
        book.check(sheet, (row, VALUE, row, VALUE), node)
        count = max(
            lines(label(node), _WIDTHS[LABEL]),
            lines(hint, _WIDTHS[HINT] / _SMALL),
            lines(cell_text(book, node, node.pointer), _WIDTHS[VALUE]),
        )
        if count > 1:
            sheet.set_row(row, _height(count))
        self.row += 1

    def _label(self, row: int, node: Node, hint: str) -> None:
        """Write a label: its star in red, its help small below."""
        looks = self.book.looks
        text = label(node)
        pieces: list[Any] = []
        if node.starred:
            pieces += [looks["label-star"], STAR]
            text = text.removeprefix(STAR)
        pieces += [looks["label-text"], cell_safe(text)]
        if hint:
            pieces += [looks["label-hint"], f"\n{cell_safe(hint)}"]
        if len(pieces) == _ONE_PIECE:
            self.sheet.write_string(row, LABEL, pieces[1], looks["label"])
        else:
            self.sheet.write_rich_string(row, LABEL, *pieces, looks["label"])

    def _long(self, node: Node) -> None:
        """Write a long text: a tall box, of as many rows as Excel needs for its height."""
        book, sheet, row = self.book, self.sheet, self.row
        hint = book.told.hint(node, named=False)
        heights = list(_heights(self._count(node, hint)))
        last = row + len(heights) - 1
        look = book.look(node, in_row=False)
        if last > row:
            sheet.merge_range(row, LABEL, last, LABEL, "", book.looks["label"])
        sheet.merge_range(row, VALUE, last, HINT, "", look)
        sheet.write_string(row, KEY, node.pointer)
        self._label(row, node, hint)
        write(book, CellRef(sheet, row, VALUE), node, node.pointer, look, self._cells.get)
        book.check(sheet, (row, VALUE, row, VALUE), node)
        for number, height in enumerate(heights):
            sheet.set_row(row + number, height)
        self.row = last + 1

    def _count(self, node: Node, hint: str) -> int:
        """Return how many lines high the box of a long text is."""
        told = lines(label(node), _WIDTHS[LABEL]) + lines(hint, _WIDTHS[LABEL] / _SMALL)
        filled = lines(cell_text(self.book, node, node.pointer), _WIDTHS[VALUE] + _WIDTHS[HINT])
        found = self.book.field_of(node)
        most = found.schema.get("maxLength", 0) if found is not None else 0
        room = min(2 * node.lines, most // _CHARACTERS_A_LINE) if node.control == "textarea" else 2
        return max(told + 1, filled + 1, room, _FEWEST_LINES if node.lines else 2)


_ONE_PIECE = 2


def _height(count: int) -> float:
    return min(TALLEST, LINE * count + 6)


def _heights(count: int) -> Iterator[float]:
    """Share a height out over rows, none higher than Excel allows."""
    rest = LINE * count + 6
    while rest > TALLEST:
        yield TALLEST
        rest -= TALLEST
    yield max(rest, LINE)


def _which(book: Book) -> str:
    return say("paper-edition", ref=book.home.ref, edition=book.notice.edition.version)
