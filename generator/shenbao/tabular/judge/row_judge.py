"""A row judged exactly, cell by cell, and each failure said as an issue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from shenbao.core.masking import mask
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import Value, many, said
from shenbao.tabular.judge.cell_judge import Failure, Judged
from shenbao.tabular.judge.cell_types import FALSE_VALUES, TRUE_VALUES
from shenbao.tabular.judge.columns import Column
from shenbao.tabular.read.batches import Unread
from shenbao.tabular.results import Issue, IssueCounter, Kind, refuse_wide
from shenbao.tabular.schema.table_schema import Field, ForeignKey

_CODES = {"type": "type-error", "constraint": "constraint-error", "foreign": "foreign-key"}
_UPPER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_CHOICE = Failure("constraint", "enum")
_MOST_NAMED = 8
_WIDTHS = 64
"""Widths of rows of which it is remembered what is wrong with them."""


class Explainer:
    """Says what is wrong in a row. It needs nothing but the row: any filter may stand before."""

    def __init__(
        self, columns: Sequence[Column], foreign_keys: Sequence[ForeignKey], tally: IssueCounter
    ) -> None:
        self._columns = columns
        self._foreign_keys = foreign_keys
        self._tally = tally
        self._kinds: dict[int, list[Kind]] = {}
        self._listed: dict[int, int] = {}

    def explain(self, row: int, cells: Sequence[Any]) -> None:
        """Report everything but the keys over the whole table."""
        # What is not there is blank in any column.
        judged = [column.judge(cell) for column, cell in zip(self._columns, cells, strict=False)]
        if all(one.blank for one in judged):
            self.blank(row)
            return
        for index, one in enumerate(judged):
            if one.failures:
                self._cell(row, self._columns[index], cells[index], one)
        if len(cells) != len(self._columns):
            self.ragged(row, len(cells), lambda: cells)

    def blank(self, row: int) -> None:
        """Report a row with nothing in it."""
        if self._tally.wants("blank-row", None, row):
            self._tally.put(Issue(code="blank-row", message="tables-blank-row", row=row))

    def ragged(self, row: int, width: int, read: Callable[[], Sequence[Any]]) -> None:
        """Report a row with too many or too few cells; its cells are read if they are listed."""
        refuse_wide(width, row)
        self._tally.moved(row)
        kinds = self._kinds_of(width)
        # Of what is full for a row nothing is listed of a later one.
        if row < self._listed.get(width, row + 1):
            if not all(self._tally.full(kind, row) for kind in kinds):
                self._shape(row, read())
                return
            if len(self._listed) < _WIDTHS:
                self._listed[width] = row
        self._tally.count_each(kinds)

    def cells(self, column: Column, found: Sequence[tuple[int, str]]) -> None:
        """Report wrong cells of a column, given with their rows: what is not listed is counted."""
        judged = [column.judge(text) for _, text in found]
        shown = set()
        for failures, times in Counter(one.failures for one in judged).items():
            kinds = [_kind(column, failure) for failure in failures]
            if all(self._tally.full(kind, found[0][0]) for kind in kinds):
                for kind in kinds:
                    self._tally.count(kind, times)
            else:
                shown.add(failures)
        if shown:
            for (row, text), one in zip(found, judged, strict=True):
                if one.failures in shown:
                    self._cell(row, column, text, one)

    def _kinds_of(self, width: int) -> Sequence[Kind]:
        """Return what is wrong with every row of a width, apart from what stands in it."""
        found = self._kinds.get(width)
        if found is None:
            found = [("extra-cell", number + 1) for number in range(len(self._columns), width)]
            for column in self._columns[width:]:
                found += [_kind(column, failure) for failure in column.judge(None).failures]
                found.append(("missing-cell", column.number))
            if len(self._kinds) < _WIDTHS:
                self._kinds[width] = found
        return found

    def _shape(self, row: int, cells: Sequence[Any]) -> None:
        """Report the cells that a row has too many or too few."""
        width = len(cells)
        for index in range(len(self._columns), width):
            self._extra(row, index + 1, cells[index])
        for column in self._columns[width:]:
            self._cell(row, column, "", column.judge(None))
            if self._tally.wants("missing-cell", column.number, row):
                self._tally.put(
                    Issue(
                        code="missing-cell",
                        message="tables-missing-cell",
                        row=row,
                        field=column.number,
                        column=column.field.name,
                        args={"cells": str(width), "wanted": str(len(self._columns))},
                    )
                )

    def _extra(self, row: int, number: int, cell: Any) -> None:
        if self._tally.wants("extra-cell", number, row):
            hidden = self._tally.hides(*(column.field.name for column in self._columns))
            self._tally.put(
                Issue(
                    code="extra-cell",
                    message="tables-extra-cell",
                    row=row,
                    field=number,
                    # A cell out of its place may be one of a sensitive column.
                    value=mask(shorten(str(cell)), hidden=hidden),
                    args={"wanted": str(len(self._columns))},
                )
            )

    def _cell(self, row: int, column: Column, cell: Any, judged: Judged) -> None:
        echo = not self._tally.lists_echoes and _NO_CHOICE in judged.failures
        for failure in judged.failures:
            if not self._tally.wants(*_kind(column, failure), row):
                continue
            issue = self._issue(row, column, cell, failure)
            if echo and failure.kind == "foreign":
                self._tally.leave(issue)
            else:
                self._tally.put(issue)

    def _issue(self, row: int, column: Column, cell: Any, failure: Failure) -> Issue:
        name = column.field.name
        value = "" if cell is None else self._tally.shown(cell, name)
        code = _CODES[failure.kind]
        if failure.kind == "foreign":
            key = self._foreign_keys[int(failure.detail)]
            return Issue(
                code=code,
                message="tables-foreign-key",
                row=row,
                column=name,
                value=value,
                args={
                    "resource": key.resource or said("tables-this-table"),
                    "reference": many(key.reference),
                },
            )
        message, args = wording(column.field, failure)
        if isinstance(cell, Unread):
            message, args = cell.message, {}
        return Issue(
            code=code,
            message=message,
            row=row,
            field=column.number,
            column=name,
            value=value,
            args=args,
        )


def _kind(column: Column, failure: Failure) -> Kind:
    """Return how a failure is counted: foreign keys are not those of one column."""
    return _CODES[failure.kind], None if failure.kind == "foreign" else column.number


def wording(field: Field, failure: Failure) -> tuple[str, dict[str, Value]]:
    """Return the message of a failure and what fills it."""
    if failure.kind == "type":
        return _type_wording(field)
    limit = field.constraints.get(failure.detail)
    if limit is None and field.options.get("arrayItem"):
        limit = field.options["arrayItem"].get("constraints", {}).get(failure.detail)
    shown = _choices(limit) if isinstance(limit, list) else shorten(str(limit))
    kebab = _UPPER.sub("-", failure.detail).lower()
    return f"tables-constraint-{kebab}", {"limit": shown}


def _type_wording(field: Field) -> tuple[str, dict[str, Value]]:
    if field.type == "string" and field.format != "default":
        return f"tables-type-{field.format}", {}
    if field.type == "boolean":
        options = field.options
        allowed = [
            *options.get("trueValues", TRUE_VALUES),
            *options.get("falseValues", FALSE_VALUES),
        ]
        return "tables-type-boolean", {"allowed": _choices(allowed)}
    if field.type in {"date", "time", "datetime"} and field.format not in {"default", "any"}:
        return "tables-type-format", {"format": shorten(field.format)}
    return f"tables-type-{field.type}", {}


def _choices(values: Sequence[Any]) -> Value:
    return many((shorten(str(value)) for value in values), _MOST_NAMED)
