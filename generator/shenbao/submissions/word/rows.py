"""Tables of rows in a Word form: rows by their order, values by their columns.

Which row a control was made for does not count: rows are copied, inserted, moved. What the
column is called, by the controls in it or by its header, tells what a cell is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from shenbao.policy.model import Field
from shenbao.submission import Origin
from shenbao.submissions.gathering import Found
from shenbao.submissions.places import path_of
from shenbao.submissions.word.place import Place, Places
from shenbao.submissions.word.text import Cell, Row, label_of
from shenbao.submissions.word.values import Form

_NUMBER = "序号"


class Tell(Protocol):
    """Takes what is to be told of a place."""

    def __call__(
        self, rule: str, pointer: str, origin: Origin, *, found: str = "", sensitive: bool = False
    ) -> None:
        """Take one remark; ``pointer`` and ``origin`` say where."""


class RowReader:
    """Reads the tables of rows of one document."""

    def __init__(self, places: Places, form: Form, tell: Tell) -> None:
        self.places = places
        self.form = form
        self.tell = tell
        self.found: list[Found] = []
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

    def take(self, table: list[Row]) -> bool:
        """Read a table of rows; say whether it is one."""
        array = self._array(table)
        if not array:
            return False
        fields = self.places.columns(array)
        columns = self._columns(table, array, fields)
        self.met.update({array, *columns.values()})
        rows = self._body(table, fields)
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

    def _array(self, table: list[Row]) -> str:
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
        for array in self.places.arrays:
            titles = _titles(self.places.columns(array))
            if titles and any(_is_head(row, titles) for row in table[:3]):
                return array
        return ""

    def _columns(self, table: list[Row], array: str, fields: Mapping[str, Field]) -> dict[int, str]:
        """Return what stands in each grid column: most of its controls say so, or its header."""
        votes: dict[int, Counter[str]] = {}
        for row in table:
            for cell in row.cells:
                for place in self._placed(cell):
                    if place.array == array:
                        votes.setdefault(cell.at, Counter())[place.pattern] += 1
        columns = {at: names.most_common(1)[0][0] for at, names in votes.items()}
        titles = _titles(fields)
        for row in table:
            if row.head or _is_head(row, titles):
                for cell in row.cells:
                    name = titles.get(cell.label)
                    if name is not None and name not in columns.values():
                        columns.setdefault(cell.at, name)
        return columns

    def _body(self, table: list[Row], fields: Mapping[str, Field]) -> list[Row]:
        """Return the rows below the header."""
        titles = _titles(fields)
        heads = [at for at, row in enumerate(table) if row.head or _is_head(row, titles)]
        first = next(
            (at for at, row in enumerate(table) if any(cell.controls for cell in row.cells)), 0
        )
        start = max(heads, default=first - 1) + 1
        if any(cell.controls for row in table[:start] for cell in row.cells):
            start = first  # a row that repeats on each page, but was filled in
        return table[start:]

    def _filled(self, row: Row, columns: Mapping[int, str]) -> bool:
        """Say whether somebody filled in a row: its number, locked values, empty boxes do not."""
        for cell in row.cells:
            if cell.at not in columns and not cell.controls:
                continue
            places = self._placed(cell)
            node = places[0].node if places else self.places.leaves.get(columns.get(cell.at, ""))
            if node is not None and ("const" in node.schema or node.computed is not None):
                continue
            if cell.text.strip(" \t\n\u3000□☐"):
                return True
        return False

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
        self, cell: Cell, places: list[Place], name: str, at: int, fields: Mapping[str, Field]
    ) -> None:
        """Read a cell as the field of its column."""
        pointer = name.replace("*", str(at), 1)
        node = fields.get(name)
        title = node.title if node is not None else (places[0].title if places else "")
        origin = Origin(row=at + 1, column=title)
        sensitive = node is not None and node.sensitive
        if any(place.pattern != name for place in places):
            self.tell("document.word-moved", pointer, origin, found=cell.text, sensitive=sensitive)
        if cell.pictures:
            self.tell("document.word-picture", pointer, origin)
        if cell.span > 1 and len(places) > 1 and len({place.pattern for place in places}) > 1:
            self.tell("document.word-merged", pointer, origin, found=cell.text)
        if node is None:
            self.found.append(Found(path=_path(pointer), value=cell.text, origin=origin))
            return
        made = places[0].pointer if places else ""
        if f"{name}/*" in self.places.leaves:
            chosen = [(place.choice or 0, place.control) for place in places]
            read = self.form.several(node, cell, chosen)
        else:
            read = self.form.one(node, made, cell.text, [place.control for place in places])
        for rule in read.told:
            self.tell(rule, pointer, origin, found=read.found, sensitive=sensitive)
        self.found.append(Found(path=_path(pointer), value=read.value, origin=origin))

    def _placed(self, cell: Cell) -> list[Place]:
        return [
            place
            for control in cell.controls
            if (place := self.places.of(control)) is not None and not place.cover
        ]


def _titles(fields: Mapping[str, Field]) -> dict[str, str]:
    """Return patterns by title; titles that stand for several are left out."""
    times = Counter(label_of(field.title) for field in fields.values())
    return {
        title: pattern
        for pattern, field in fields.items()
        if times[title := label_of(field.title)] == 1 and title
    }


def _is_head(row: Row, titles: Mapping[str, str]) -> bool:
    """Say whether a row holds titles only: each of its cells, apart from the number."""
    labels = [cell.label for cell in row.cells if cell.label and cell.label != _NUMBER]
    named = sum(label in titles for label in labels)
    return not any(cell.controls for cell in row.cells) and bool(named) and named * 2 >= len(labels)


def _path(pointer: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdecimal() else step for step in map(str, path_of(pointer)))
