"""The sheets of a notice as a workbook, with dropdowns, prompts, links and frozen heads."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shenbao.authoring.workbook.declared import layout
from shenbao.authoring.workbook.declared.cells import Codec
from shenbao.authoring.workbook.declared.layout import ENGLISH, KIND, REST, Column
from shenbao.authoring.workbook.declared.vocabulary import JSON, TEXT
from shenbao.authoring.workbook.declared.wording import (
    help_of,
    prompt,
    row_word,
    sheet_title,
    titles,
)
from shenbao.authoring.workbook.rows.records import Row
from shenbao.authoring.workbook.rows.tables import Table, home_word
from shenbao.authoring.workbook.xlsx.contract import FACT, HEAD, HINT, OWN, VALUE, Made, mark
from shenbao.core.messages import say
from shenbao.core.spreadsheet import cut
from shenbao.media.excel.contract import TEXT_AS_TEXT
from shenbao.media.excel.write.dropdowns import Lists
from shenbao.media.excel.write.styles import LINE, TALLEST, Styles, page
from shenbao.media.excel.write.wording import SheetNames, lines

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the same in every file; no clock
_MORE = 300
"""So many empty rows below the last one have dropdowns, too."""

_LONGEST_PROMPT = 255
_LONGEST_TITLE = 32
_FIRST = 1
"""The first column that is seen."""

_WIDTHS = {
    "policybook-hint-name": 14,
    "policybook-hint-choice": 11,
    "policybook-hint-number": 9,
    "policybook-hint-day": 12,
    "policybook-hint-moment": 17,
    "policybook-hint-names": 20,
    "policybook-hint-lines": 40,
    "policybook-hint-named": 40,
    "policybook-hint-plain": 14,
    "policybook-hint-json": 24,
    "policybook-hint-fact": 26,
    "policybook-hint-text": 34,
}
_TABS = {
    "notice": "#1F4E79",
    "clauses": "#1F4E79",
    "homes": "#548235",
    "fields": "#548235",
    "rules": "#548235",
    "quotas": "#548235",
    "lists": "#BF8F00",
    "entries": "#BF8F00",
}
_OTHER_TAB = "#7F7F7F"
_LEADING = frozenset(
    {
        *(kind.parent for sheet in layout.SHEETS for kind in sheet.kinds if kind.parent),
        *("heading", "columns"),
    }
)
"""The kinds of rows that others belong to."""


@dataclass(slots=True, kw_only=True)
class _Book:
    workbook: Any
    looks: Styles
    offers: Mapping[str, Sequence[str]]
    lists: Lists = field(default_factory=Lists)
    names: SheetNames = field(default_factory=SheetNames)


def workbook_of(
    tables: Sequence[Table], made: Made, title: str, offers: Mapping[str, Sequence[str]]
) -> bytes:
    """Return the workbook; ``offers`` are the ids of the notice that columns choose from."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, TEXT_AS_TEXT) as workbook:
        workbook.set_properties({"title": title, "author": "", "created": _MADE})
        book = _Book(workbook=workbook, looks=Styles.of(workbook), offers=offers)
        first = workbook.add_worksheet(book.names.new(sheet_title("help")))
        named: list[tuple[str, Table]] = []
        for table in tables:
            word = home_word(table.file) if table.file else ""
            name = book.names.new(sheet_title(table.sheet.name, word))
            named.append((name, table))
            sheet = workbook.add_worksheet(name)
            sheet.set_tab_color(_TABS.get(table.sheet.name, _OTHER_TAB))
            sheet.write_string(0, 0, mark(table.sheet.name, word))
            sheet.set_row(0, None, None, {"hidden": True})
            page(sheet, across=True)
            if table.sheet.upright:
                _upright(book, sheet, table)
            else:
                _Grid(book, sheet, table).write()
        _help(book, first, title, named)
        _own(book, made)
    return stream.getvalue()


class _Grid:
    """Writes a sheet of rows."""

    def __init__(self, book: _Book, sheet: Any, table: Table) -> None:
        self._book = book
        self._sheet = sheet
        self._table = table
        self._ids = columns_of(table)
        self._known = {column.id: column for column in table.columns}
        self._titles = titles(table.columns)
        self._hidden: set[str] = set()

    def write(self) -> None:
        """Write heads, rows, dropdowns."""
        sheet, rows = self._sheet, self._table.rows
        used = {key for row in rows for key in row.cells}
        sheet.set_column(0, 0, None, None, {"hidden": True})
        self._hidden = {name for name in self._ids if self._is_rare(name) and name not in used}
        for number, name in enumerate(self._ids, _FIRST):
            look = self._book.looks[self._look(name)]
            shown = {"hidden": name in self._hidden}
            sheet.set_column(number, number, self._width(name), look, shown)
            sheet.write_string(0, number, name)
            sheet.write_string(HEAD, number, self._titles[name], self._book.looks["head"])
            self._validate(number, name)
        sheet.set_row(HEAD, 32)
        for number, row in enumerate(rows, HEAD + 1):
            self._row(number, row)
        sheet.freeze_panes(HEAD + 1, _FIRST + self._kept())
        last = HEAD + max(len(rows), 1)
        sheet.autofilter(HEAD, _FIRST, last, len(self._ids) + _FIRST - 1)
        sheet.repeat_rows(HEAD)

    def _kept(self) -> int:
        """Return how many columns stay in sight: up to the id."""
        for name in ("field", "id", "list"):
            if name in self._ids[:5]:
                return self._ids.index(name) + 1
        return 1

    def _row(self, number: int, row: Row) -> None:
        cells: dict[str, Any] = dict(row.cells)
        stands_out = row.kind in _LEADING
        if KIND in self._ids:
            cells[KIND] = row_word(row.kind)
        count = 1
        for place, name in enumerate(self._ids, _FIRST):
            cell = cells.get(name)
            look = "label" if stands_out and name == KIND else self._look(name)
            _put(self._sheet, (number, place), cell, self._book.looks[look])
            if isinstance(cell, str) and name not in self._hidden:
                count = max(count, lines(cell, self._width(name)))
        self._sheet.set_row(number, _height(count))

    def _look(self, name: str) -> str:
        codec = _codec(self._known, name)
        if codec.hint == "policybook-hint-number":
            return "box"
        short = codec.hint in {"policybook-hint-name", "policybook-hint-names"}
        return "box-text" if short or name.isdigit() else "box"

    def _width(self, name: str) -> int:
        column = self._known.get(name.removesuffix(ENGLISH))
        if column is not None and column.width:
            return column.width
        return 11 if name == KIND else _WIDTHS.get(_codec(self._known, name).hint, 24)

    def _is_rare(self, name: str) -> bool:
        column = self._known.get(name.removesuffix(ENGLISH))
        return name == REST or name.endswith(ENGLISH) or (column is not None and column.rare)

    def _validate(self, number: int, name: str) -> None:
        column = self._known.get(name.removesuffix(ENGLISH))
        kinds = [row_word(kind.name) for kind in self._table.sheet.kinds]
        rule: dict[str, Any] = {"validate": "any"}
        if name == KIND:
            rule = _listed(self._book, kinds, closed=True)
        elif column is not None and not name.endswith(ENGLISH):
            rule = _rule(self._book, column)
        label = name if column is None else column.label
        told = prompt(label, None if name == KIND else _codec(self._known, name))
        rule["input_title"] = cut(self._titles[name], _LONGEST_TITLE)
        rule["input_message"] = cut(told, _LONGEST_PROMPT)
        last = HEAD + len(self._table.rows) + _MORE
        self._sheet.data_validation(HEAD + 1, number, last, number, rule)


def _height(count: int) -> float:
    return min(TALLEST, LINE * count + 3)


def columns_of(table: Table) -> list[str]:
    """Return the ids of the columns of a sheet in their order."""
    sheet = table.sheet
    found = [KIND] if len(sheet.kinds) > 1 else []
    for column in table.columns:
        found.append(column.id)
        if column.english:
            found.append(column.id + ENGLISH)
    return [*found, REST]


def used_columns(table: Table) -> frozenset[str]:
    """Return the ids of the columns that hold something."""
    kind = {KIND} if len(table.sheet.kinds) > 1 and table.rows else set()
    return frozenset({key for row in table.rows for key in row.cells} | kind)


def _codec(known: Mapping[str, Column], name: str) -> Codec:
    if name == REST:
        return JSON
    column = known.get(name)
    return TEXT if column is None else column.codec


def _rule(book: _Book, column: Column) -> dict[str, Any]:
    """Return what may be chosen in the cells of a column."""
    words: Sequence[str] = getattr(column.codec, "offered", ())
    if words:
        return _listed(book, words, closed=column.codec.hint == "policybook-hint-choice")
    known = book.offers.get(column.offers, ())
    return _listed(book, known, closed=False) if known else {"validate": "any"}


def _listed(book: _Book, words: Sequence[str], *, closed: bool) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": f"={book.lists.name(words)}",
        "show_error": closed,
        "error_message": say("policybook-hint-choice"),
    }


def _put(sheet: Any, place: tuple[int, int], cell: Any, look: Any) -> None:
    if cell is None:
        sheet.write_blank(*place, None, look)
    elif isinstance(cell, str):
        sheet.write_string(*place, cell, look)
    else:
        sheet.write_number(*place, cell, look)


def _upright(book: _Book, sheet: Any, table: Table) -> None:
    """Write one record, a row for each of its columns."""
    looks = book.looks
    shown = ((FACT, "fact-name", 22), (VALUE, "fact", 70), (HINT, "fact-help", 46))
    sheet.set_column(0, 0, None, None, {"hidden": True})
    for number, (name, label, width) in enumerate(shown, _FIRST):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, name)
        sheet.write_string(HEAD, number, _head(label), looks["head"])
    cells: Mapping[str, Any] = table.rows[0].cells if table.rows else {}
    told = titles(table.columns)
    known = {column.id: column for column in table.columns}
    for row, name in enumerate(columns_of(table), HEAD + 1):
        column = known.get(name)
        label = name if column is None else column.label
        sheet.write_string(row, 0, name)
        sheet.write_string(row, _FIRST, told[name], looks["label"])
        codec = _codec(known, name)
        short = codec.hint == "policybook-hint-name"
        _put(sheet, (row, _FIRST + 1), cells.get(name), looks["box-text" if short else "box"])
        hint = help_of(label) or prompt(label, codec)
        sheet.write_string(row, _FIRST + 2, hint, looks["hint"])
        hidden = column is not None and column.rare and name not in cells
        count = max(lines(hint, 50), lines(str(cells.get(name, "")), 70))
        sheet.set_row(row, _height(count), None, {"hidden": hidden})
        rule = {"validate": "any"} if column is None else _rule(book, column)
        if rule["validate"] != "any":
            sheet.data_validation(row, _FIRST + 1, row, _FIRST + 1, rule)
    sheet.set_row(HEAD, 22)
    sheet.freeze_panes(HEAD + 1, _FIRST + 1)
    sheet.repeat_rows(HEAD)


def _head(label: str) -> str:
    return say(f"policybook-column-{label}")


_HELP = ("lead", "import", "rows", "choices", "absent", "blank", "names", "columns", "own")


def _help(book: _Book, sheet: Any, title: str, named: Iterable[tuple[str, Table]]) -> None:
    """Write the first sheet: how to use the workbook, and the way to the others."""
    looks = book.looks
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, 20)
    sheet.set_column(2, 2, 84)
    sheet.set_column(3, 3, 8)
    page(sheet, across=True)
    sheet.write_string(0, 0, mark("help"), looks["unseen"])
    sheet.merge_range(1, 1, 1, 3, say("policybook-title", {"title": title}), looks["sheet-title"])
    sheet.set_row(1, 36)
    row = 2
    for number, name in enumerate(_HELP, 1):
        text = say(f"policybook-help-{name}")
        sheet.write_number(row, 0, number, looks["number"])
        sheet.merge_range(row, 1, row, 3, text, looks["text"])
        sheet.set_row(row, _height(lines(text, 112)))
        row += 1
    row += 1
    heads = ("help-sheets", "column-fact-help", "help-rows-count")
    for column, label in enumerate(heads, 1):
        sheet.write_string(row, column, say(f"policybook-{label}"), looks["head"])
    for name, table in named:
        row += 1
        quoted = name.replace("'", "''")
        sheet.write_url(row, 1, f"internal:'{quoted}'!B2", looks["box-link"], name)
        sheet.write_string(row, 2, say(f"policybook-about-{table.sheet.name}"), looks["box"])
        sheet.write_number(row, 3, len(table.rows), looks["box"])


def _own(book: _Book, made: Made) -> None:
    """Write the hidden sheet: what the workbook was made from, and the lists of the dropdowns."""
    sheet = book.workbook.add_worksheet(book.names.new("shenbao"))
    rows: list[tuple[str, ...]] = [(OWN, made.notice)]
    rows += [("file", name, digest) for name, digest in made.digests.items()]
    rows += [("column", *pair) for pair in _pairs(made.used)]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    book.lists.write(book.workbook, sheet, 5)
    sheet.very_hidden()


def _pairs(used: Mapping[str, frozenset[str]]) -> list[tuple[str, str]]:
    return [(name, column) for name, columns in used.items() for column in sorted(columns)]
