"""The rows of one table from several files, one after another, each value as its column reads it.

A CSV file comes with its values read. JSON says what its writer typed: a number in quotes, a
label for its code, ``2024年4月30日``. They are read here as the cells of a CSV file are, and noted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from shenbao.findings import Finding
from shenbao.policy.model import Field, Notice, Table
from shenbao.submission import Origin, Submission
from shenbao.submissions import cells
from shenbao.submissions.headers import leaves
from shenbao.submissions.remarks import Remarks, note, shorten

_MASK = "***"


def join(notice: Notice, table: Table, parts: Sequence[Submission]) -> Submission:
    """Return the rows of all parts in their order as one submission of ``table``.

    Every part has ``rows``, a list. A place in the result is a place in the file it came from.
    """
    rows: list[Any] = []
    notes: list[Finding] = []
    for part in parts:
        reading = _Reading(notice, table, part)
        rows += [reading.row(number, row) for number, row in enumerate(part.data["rows"])]
        notes += [*part.notes, *reading.notes.all()]
    rest = {key: value for part in parts for key, value in part.data.items() if key != "rows"}
    return Submission(
        file="、".join(part.file for part in parts),
        data={**rest, "rows": rows},
        schema=table.ref,
        origins=_JoinedOrigins(parts),
        notes=tuple(notes),
        findings=tuple(finding for part in parts for finding in part.findings),
    )


class _Reading:
    """Reads the texts of one part as their columns ask."""

    def __init__(self, notice: Notice, table: Table, part: Submission) -> None:
        self._part = part
        self._columns = [
            (column, column.pointer.split("/")[1:], cells.reader(notice, column))
            for column in leaves(table)
        ]
        self._hidden = {
            below.pointer for node in table.fields() if node.sensitive for below in node.walk()
        }
        self.notes = Remarks()

    def row(self, number: int, row: Any) -> Any:
        """Return a row with its texts read; what cannot be read stays as it is."""
        for column, path, read in self._columns:
            raw = _at(row, path)
            if not isinstance(raw, str) or not raw.strip():
                continue
            text = raw.strip()
            cell = read(text)
            if cell.value != raw or type(cell.value) is not str:
                row = _with(row, path, cell.value)
                rules = cell.remarks if text == raw else ("csv.spaces-removed", *cell.remarks)
                self._tell(rules, number, column, raw, cell.value)
        return row

    def _tell(
        self, rules: Sequence[str], number: int, column: Field, raw: str, value: cells.Value
    ) -> None:
        hidden = column.pointer in self._hidden
        where = self._part.where(f"/rows/{number}{column.pointer}", column.title)
        args = {"value": _MASK if hidden else shorten(str(value)), "unit": column.unit or "-"}
        for rule in rules:
            self.notes.add(note(rule, where, found=_MASK if hidden else raw, **args))


def _at(value: Any, path: Sequence[str]) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _with(value: Mapping[str, Any], path: Sequence[str], leaf: Any) -> dict[str, Any]:
    """Return a copy of a row, or of a group in it, with one value changed."""
    first, *rest = path
    return {**value, first: _with(value[first], rest, leaf) if rest else leaf}


class _JoinedOrigins(Mapping[str, Origin]):
    """``/rows/7/title`` → the place in the file that holds row 7 of all."""

    def __init__(self, parts: Sequence[Submission]) -> None:
        self._parts = parts
        self._ends = list(accumulate(len(part.data["rows"]) for part in parts))

    def __getitem__(self, pointer: str) -> Origin:
        start, _, rest = pointer.removeprefix("/rows/").partition("/")
        if not pointer.startswith("/rows/") or not (start.isascii() and start.isdigit()):
            raise KeyError(pointer)
        at = bisect_right(self._ends, int(start))
        if at == len(self._parts):
            raise KeyError(pointer)
        part = self._parts[at]
        own = f"/rows/{int(start) - (self._ends[at - 1] if at else 0)}"
        if not rest:
            return replace(part.origins.get(own, Origin()), file=part.file)
        return replace(part.origins[f"{own}/{rest}"], file=part.file)

    def __iter__(self) -> Iterator[str]:
        for row in range(self._ends[-1] if self._ends else 0):
            yield f"/rows/{row}"

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0
