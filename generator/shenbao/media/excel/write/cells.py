"""The cells that are filled in: every value with its type, its look, its dropdown and prompt.

Text is always written as text, whatever it begins with: a workbook of ours runs nothing that
came with the data. What Excel would change (dates before 1900, numbers of many digits) is
text too; what no cell can hold is left to the sheet of what is left over.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from shenbao.core.spreadsheet import units
from shenbao.forms.values import Values, is_closed, labels, value_text
from shenbao.forms.view import Node
from shenbao.forms.wording import Wording
from shenbao.media.excel.contract import SEVERAL
from shenbao.media.excel.write.dropdowns import FIRST_DAY, Lists, validation
from shenbao.media.excel.write.formulas import formula, value
from shenbao.media.excel.write.styles import Styles
from shenbao.media.excel.write.wording import SheetNames
from shenbao.policy.model import Field, Form, FormOrTable, Notice

LONGEST_TEXT = 32_000
"""UTF-16 units in a cell; Excel stops at 32,767."""

_DIGITS = 15
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LOOKS = {
    "number": "cell-number",
    "date": "cell-date",
    "select": "cell-choice",
    "radio": "cell-choice",
    "checkbox": "cell-choice",
    "locked": "cell-fixed",
    "computed": "cell-computed",
    "textarea": "cell-long",
}


class CellRef(NamedTuple):
    """A cell of a sheet, counted from zero."""

    sheet: Any
    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Everything that the sheets of one workbook share."""

    workbook: Any
    notice: Notice
    home: FormOrTable
    form: Form
    values: Values
    told: Wording
    looks: Styles
    lists: Lists = field(default_factory=Lists)
    names: SheetNames = field(default_factory=SheetNames)
    print_: str = ""

    def field_of(self, node: Node) -> Field | None:
        """Return the field behind a node; for choices that of one of them."""
        return self.values.field(node.pointer)

    def is_shown_as_code(self, node: Node) -> bool:
        """Say whether the words of a choice stand in another column that the template fills.

        An open list takes its codes as they are, whatever is filled in beside them.
        """
        table = getattr(self.home, "fixed_rows", None)
        if table is None:
            return False
        key = node.pointer.rpartition("/")[2]
        source = next((item for item in table.sources if item.column == key), None)
        if source is None or not source.fill:
            return False
        words = {column.name for column in self.notice.code_list(source.list_name).columns[1:2]}
        return not self.values.is_closed(node) or not words.isdisjoint(source.fill.values())

    def is_chosen(self, node: Node) -> bool:
        """Say whether a fixed value stands only sometimes, or in some rows, when it is chosen."""
        found = self.field_of(node)
        sometimes = "/*" in node.pointer or (found is not None and found.when is not None)
        return node.control == "locked" and sometimes

    def texts(self, node: Node) -> tuple[str, ...]:
        """Return what the dropdown of a node offers."""
        if self.is_chosen(node):
            return (node.locked,)
        if self.is_shown_as_code(node):
            return tuple(code for code, _ in node.choices)
        return self.values.offered(node)

    def look(self, node: Node, *, in_row: bool) -> Any:
        """Return the look of a node's cells."""
        kind = _LOOKS.get(node.control or "", "cell-text")
        found = self.field_of(node)
        if self.is_chosen(node):
            kind = "cell-choice"
        if kind == "cell-number" and found is not None and found.kind == "integer":
            kind = "cell-whole"
        if kind == "cell-choice" and in_row and not self.is_shown_as_code(node):
            kind = "cell-text"
        if kind == "cell-computed" and self.home.is_table:
            kind = "cell-made"
        return self.looks[kind]

    def check(self, sheet: Any, area: tuple[int, int, int, int], node: Node) -> None:
        """Put the dropdown, the prompt and the alert of a node on an area."""
        options = validation(
            node,
            self.field_of(node),
            self.told.hint(node, named=False),
            self.lists,
            self.texts(node),
        )
        if options:
            sheet.data_validation(*area, options)


def write(
    book: Book,
    spot: CellRef,
    node: Node,
    place: str,
    look: Any,
    cell: Callable[[str], str | None],
) -> None:
    """Write the value at a place. ``cell`` gives the address of a value beside it."""
    sheet, *at = spot
    here = book.values.look(place)
    found = book.field_of(node)
    if found is not None and found.computed is not None and here is None:
        made = formula(found.computed, node.pointer, cell)
        now = value(found.computed, book.values.look(place.rpartition("/")[0]))
        _write_computed(spot, look, made, now)
        return
    if units(_shown(book, node, here)) > LONGEST_TEXT:
        sheet.write_blank(*at, None, look)
        return
    book.values.at(place)
    typed = _typed(found, here)
    if isinstance(typed, date):
        sheet.write_datetime(*at, datetime(typed.year, typed.month, typed.day), look)  # noqa: DTZ001 - a day
    elif typed is not None:
        sheet.write_number(*at, typed, look)
    else:
        text = cell_safe(_shown(book, node, here))
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes such a text for finished XML; in parts it is escaped.
            sheet.write_rich_string(*at, text[:1], text[1:2], text[2:], look)
        elif text:
            sheet.write_string(*at, text, look)
        else:
            sheet.write_blank(*at, None, look)


def cell_text(book: Book, node: Node, place: str) -> str:
    """Return the text that the cell of a place shows."""
    return _shown(book, node, book.values.look(place))


def cell_safe(text: str) -> str:
    """Return text that a workbook can hold: one kind of line end, no half characters."""
    return _NOT_XML.sub("\ufffd", "\n".join(text.splitlines()))


def _write_computed(spot: CellRef, look: Any, made: str | None, now: Any) -> None:
    """Write a formula with the value that it has now, or the value alone."""
    sheet, *at = spot
    if made is not None:
        sheet.write_formula(*at, made, look, now)
    elif isinstance(now, float):
        sheet.write_number(*at, now, look)
    else:
        sheet.write_blank(*at, None, look)


def _shown(book: Book, node: Node, here: Any) -> str:
    if node.control == "locked" and here is None:
        return "" if book.is_chosen(node) else node.locked
    if node.control == "checks" and isinstance(here, list):
        known = labels(node.choices)
        return SEVERAL.join(known.get(value_text(item), value_text(item)) for item in here)
    found = book.field_of(node)
    if found is None or here is None or isinstance(here, dict | list):
        return value_text(here)
    if "const" in found.schema and here == found.schema["const"] and node.control == "locked":
        return node.locked
    if is_closed(found) and not book.is_shown_as_code(node):
        code = str(here).lower() if isinstance(here, bool) else value_text(here)
        return labels(node.choices).get(code, value_text(here))
    return value_text(here)


def _typed(field_: Field | None, here: Any) -> float | int | date | None:
    """Return a value that the cell holds by its own type, None where it is text."""
    if field_ is None or "const" in field_.schema or "enum" in field_.schema:
        return None
    if field_.kind in ("number", "integer"):
        return here if _is_plain_number(here) else None
    if field_.schema.get("format") == "date" and isinstance(here, str):
        try:
            day = date.fromisoformat(here)
        except ValueError:
            return None
        return day if day >= FIRST_DAY and day.isoformat() == here else None
    return None


def _is_plain_number(here: Any) -> bool:
    if isinstance(here, bool) or not isinstance(here, int | float) or not math.isfinite(here):
        return False
    if isinstance(here, int):
        return len(str(abs(here))) <= _DIGITS
    return float(f"{here:.{_DIGITS}g}") == here
