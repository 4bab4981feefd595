"""Tables of rows in a Word form: rows by their order, values by their columns.

Which row a control was made for does not count: rows are copied, inserted, moved. What the
column is called, by the controls in it or by its header, tells what a cell is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from shenbao.core.paths import path_of
from shenbao.core.submission import Origin
from shenbao.media.reading.assemble import FilledValue
from shenbao.media.reading.label_matching import NUMBER
from shenbao.media.reading.values import cells
from shenbao.media.reading.values.cells import codes
from shenbao.media.reading.values.text_looks import joined
from shenbao.media.reading.values.writings import first_words, is_footer, is_total
from shenbao.media.word.read import table_headers
from shenbao.media.word.read.controls import ControlPlace, Places
from shenbao.media.word.read.markup.text import Row, WordCell, unfilled
from shenbao.media.word.read.values import Form
from shenbao.policy.model import Field, Notice

_OWN = 1000
"""What a table of its own section counts before any other with the same titles."""


class OnRemark(Protocol):
    """Takes what is to be told of a place."""

    def __call__(
        self, rule: str, pointer: str, origin: Origin, *, found: str = "", sensitive: bool = False
    ) -> None:
        """Take one remark; ``pointer`` and ``origin`` say where."""


class RowReader:
    """Reads the tables of rows of one document."""

    def __init__(self, places: Places, form: Form, tell: OnRemark) -> None:
        self.places = places
        self.form = form
        self.tell = tell
        self.found: list[FilledValue] = []
        self.met: set[str] = set()
        self._counts: Counter[str] = Counter()

    def apart(self, table: list[Row]) -> list[list[Row]]:
        """Return a table in its parts: somebody took away the line between two of them.

        A row without controls goes with those before it where it is as wide, else with those
        after it; so does a header.
        """
        parts: list[tuple[str | None, list[Row]]] = []
        waiting: list[Row] = []
        for row in table:
            array = self._row_array(row)
            alike = parts and not row.head and len(row.cells) == len(parts[-1][1][-1].cells)
            if array is None and alike and not waiting:
                parts[-1][1].append(row)
            elif array is None:
                waiting.append(row)
            elif parts and parts[-1][0] == array:
                parts[-1][1].extend((*waiting, row))
                waiting = []
            else:
                parts.append((array, [*waiting, row]))
                waiting = []
        if waiting and parts:
            parts[-1][1].extend(waiting)
        elif waiting:
            parts.append((None, waiting))
        return [rows for _, rows in parts]

    def _row_array(self, row: Row) -> str | None:
        """Return the array that the controls of a row are of; None where it has no controls."""
        arrays = [place.array for cell in row.cells for place in self._placed(cell)]
        return arrays[0] if arrays else None

    def take(self, table: list[Row], section: str | None) -> bool:
        """Read a table of rows, which stands in ``section``; say whether it is one."""
        array = self._array(table, section)
        if not array:
            return False
        fields = self.places.titles.fields(array)
        columns = self._columns(table, array)
        self.met.update({array, *columns.values()})
        self._above(table, array, columns)
        rows = self._without_totals(self._body(table, array), array, columns, fields)
        rows = self._without_footers(rows, array, columns)
        last = max((at for at, row in enumerate(rows) if self._filled(row, columns)), default=-1)
        title = self.places.arrays[array].title if array in self.places.arrays else ""
        where = Origin(column=title)
        blank = sum(not self._filled(row, columns) for row in rows[: max(last, 0)])
        if blank:
            self.tell("document.word-blank-rows", array, where, found=str(blank))
        added = self._added(rows[: last + 1], array)
        if added:
            self.tell("document.word-rows-added", array, where, found=str(added))
        for row in rows[: last + 1]:
            if self._filled(row, columns):
                self._row(row, array, columns, fields)
        return True

    def _array(self, table: list[Row], section: str | None) -> str:
        """Return the array whose rows a table holds: by its controls, else by its header."""
        votes = Counter(
            place.array
            for row in table
            for cell in row.cells
            for place in self._placed(cell)
            if place.array
        )
        if votes:
            return votes.most_common(1)[0][0]
        if any(cell.controls for row in table for cell in row.cells):
            return ""
        return self._headed(table, section)

    def _headed(self, table: list[Row], section: str | None) -> str:
        """Return the array whose titles head a table without controls.

        In the array's own section the half of them will do; elsewhere labels beside their
        values must not pass for a header.
        """
        found: dict[str, int] = {}
        for array in self.places.arrays:
            titles = self.places.titles.columns(array)
            own = section is not None and f"{array}/".startswith(f"{section}/")
            most = max(
                (
                    table_headers.titles_in(titles, row)
                    for row in table[: table_headers.HEADER_ROWS]
                    if own or table_headers.is_header(titles, row)
                ),
                default=0,
            )
            if most:
                found[array] = most + (_OWN if own else 0)
        return max(found, key=lambda array: found[array], default="")

    def _columns(self, table: list[Row], array: str) -> dict[int, str]:
        """Return what stands in each grid column: most of its controls say so, or its header."""
        votes: dict[int, Counter[str]] = {}
        for row in table:
            for cell in row.cells:
                for place in self._placed(cell):
                    if place.array == array:
                        votes.setdefault(cell.at, Counter())[place.pattern] += 1
        columns = {at: names.most_common(1)[0][0] for at, names in votes.items()}
        titles = self.places.titles.columns(array)
        lines = table_headers.heads(titles, table)[: table_headers.HEADER_ROWS]
        for at, name in table_headers.header_columns(titles, table, lines):
            if name not in columns.values():
                columns.setdefault(at, name)
        return columns

    def _body(self, table: list[Row], array: str) -> list[Row]:
        """Return the rows below the header; a header that comes again is none of them."""
        lines = table_headers.heads(self.places.titles.columns(array), table)
        filled = [at for at, row in enumerate(table) if table_headers.is_filled_in(row)]
        first = min([*lines[:1], *filled[:1]], default=0)
        return [row for at, row in enumerate(table) if at >= first and at not in lines]

    def _without_totals(
        self,
        rows: list[Row],
        array: str,
        columns: Mapping[int, str],
        fields: Mapping[str, Field],
    ) -> list[Row]:
        """Return the rows without those that add up the others, which are told."""
        kept: list[Row] = []
        for row in rows:
            at = first_words(cell.text for cell in row.cells)
            first = row.cells[at] if at is not None else None
            node = fields.get(columns.get(first.at, "")) if first is not None else None
            text = first.text if first is not None else ""
            notice = self.form.notice
            if cells.is_total(notice, node, text) if node is not None else is_total(text):
                found = " ".join(filter(None, (cell.text.strip() for cell in row.cells)))
                self.tell("csv.total-row", array, Origin(), found=found)
            else:
                kept.append(row)
        return kept

    def _without_footers(
        self, rows: list[Row], array: str, columns: Mapping[int, str]
    ) -> list[Row]:
        """Return the rows without the last ones that say who filled them in; those are told."""
        footers: list[int] = []
        for at in reversed(range(len(rows))):
            told = [cell.text for cell in rows[at].cells if self._is_told(cell, columns)]
            if is_footer(told):
                footers.insert(0, at)
            elif told:
                break
        for at in footers:
            found = " ".join(filter(None, (cell.text.strip() for cell in rows[at].cells)))
            self.tell("csv.footer-row", array, Origin(), found=found)
        return [row for at, row in enumerate(rows) if at not in footers]

    def _above(self, table: list[Row], array: str, columns: Mapping[int, str]) -> None:
        """Tell what stands over the header, or beside it; both hold no data of the table."""
        titles = self.places.titles.columns(array)
        lines = table_headers.heads(titles, table)
        filled = [at for at, row in enumerate(table) if table_headers.is_filled_in(row)]
        first = min([*lines[:1], *filled[:1]], default=0)
        right = max(columns, default=0)
        for at, row in enumerate(table):
            for cell in row.cells:
                over = at < first
                beside = at in lines and cell.at > right and not titles.titles_in([cell.label])
                if (over or beside) and cell.text.strip() and cell.label != NUMBER:
                    origin = Origin(column=cell.label[:20])
                    self.tell("document.word-stray", array, origin, found=cell.text)

    def _filled(self, row: Row, columns: Mapping[int, str]) -> bool:
        """Say whether somebody filled in a row: its number, locked values, empty boxes do not."""
        return any(
            self._is_told(cell, columns)
            for cell in row.cells
            if cell.at in columns or cell.controls
        )

    def _is_told(self, cell: WordCell, columns: Mapping[int, str]) -> bool:
        """Say whether somebody wrote in a cell: locked values and empty boxes do not count.

        Nor does the number of the row.
        """
        places = self._placed(cell)
        node = places[0].node if places else self.places.leaves.get(columns.get(cell.at, ""))
        if node is not None and ("const" in node.schema or node.computed is not None):
            return False
        text = cell.text.strip(" \t\n\u3000□☐")
        beside = cell.at not in columns and not cell.controls
        return bool(text) and not (
            (beside and text.isdecimal()) or (node is not None and self._asks(cell, node))
        )

    def _asks(self, cell: WordCell, node: Field) -> bool:
        """Say whether a cell without control only shows what it is to be filled in with."""
        return not cell.controls and unfilled(cell.text, offered(self.form.notice, node))

    def _added(self, rows: list[Row], array: str) -> int:
        """Return how many rows the form did not have when it was made."""
        seen: set[int] = set()
        added = 0
        for row in rows:
            numbers = {
                place.number
                for cell in row.cells
                for place in self._placed(cell)
                if place.array == array
            }
            added += not numbers or numbers <= seen
            seen |= numbers
        return added

    def _row(
        self,
        row: Row,
        array: str,
        columns: Mapping[int, str],
        fields: Mapping[str, Field],
    ) -> None:
        at = self._counts[array]
        self._counts[array] += 1
        for cell in row.cells:
            places = [place for place in self._placed(cell) if place.array == array]
            name = columns.get(cell.at) or (places[0].pattern if places else "")
            if name:
                self._cell(cell, places, name, at, fields)
            elif cell.text.strip() and not cell.text.strip().isdecimal():
                origin = Origin(row=at + 1, column=cell.label[:20])
                self.tell("document.word-stray", f"{array}/{at}", origin, found=cell.text)

    def _cell(
        self,
        cell: WordCell,
        places: list[ControlPlace],
        name: str,
        at: int,
        fields: Mapping[str, Field],
    ) -> None:
        """Read a cell as the field of its column."""
        pointer = name.replace("*", str(at), 1)
        node = fields.get(name)
        title = node.title if node is not None else (places[0].title if places else "")
        origin = Origin(row=at + 1, column=title)
        sensitive = node is not None and node.sensitive
        if any(place.pattern != name for place in places):
            self.tell("document.word-moved", pointer, origin, found=cell.text, sensitive=sensitive)
        tell_marks(self.tell, cell, pointer, origin, sensitive=sensitive)
        if cell.span > 1 and len(places) > 1 and len({place.pattern for place in places}) > 1:
            self.tell("document.word-merged", pointer, origin, found=cell.text)
        if node is None:
            self.found.append(FilledValue(path=_path(pointer), value=cell.text, origin=origin))
            return
        if self._asks(cell, node):
            return
        made = places[0].pointer if places else ""
        if f"{name}/*" in self.places.leaves:
            chosen = [(place.choice or 0, place.control) for place in places]
            read = self.form.several(node, cell, chosen)
        else:
            text = self.form.text(node, cell)
            read = self.form.one(node, made, text, [place.control for place in places])
        for rule in read.told:
            self.tell(rule, pointer, origin, found=read.found, sensitive=sensitive)
        self.found.append(FilledValue(path=_path(pointer), value=read.value, origin=origin))

    def _placed(self, cell: WordCell) -> list[ControlPlace]:
        return [
            place
            for control in cell.controls
            if (place := self.places.of(control)) is not None and not place.cover
        ]


def tell_marks(
    tell: OnRemark, cell: WordCell, pointer: str, origin: Origin, *, sensitive: bool = False
) -> None:
    """Tell what a cell that is read holds besides plain text."""
    if cell.pictures:
        tell("document.word-picture", pointer, origin)
    for mark in joined(cell.marks):
        tell(mark.rule, pointer, origin, found=mark.found, sensitive=sensitive)


def offered(notice: Notice, node: Field) -> set[str]:
    """Return the choices of a field as forms show them, empty where anything may be typed."""
    if node.kind == "boolean":
        return {"是", "否"}
    return {*codes(notice, node), *map(str, node.schema.get("enum", ()))}


def _path(pointer: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdecimal() else step for step in map(str, path_of(pointer)))
