"""A row judged exactly, cell by cell, and each failure said as an issue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from shenbao.checks.tables.cells import Failure, Judged
from shenbao.checks.tables.columns import Column
from shenbao.checks.tables.readers import FALSE_VALUES, TRUE_VALUES
from shenbao.checks.tables.results import Issue, Tally, shorten
from shenbao.checks.tables.schema import Field, ForeignKey

_CODES = {"type": "type-error", "constraint": "constraint-error", "foreign": "foreign-key"}
_UPPER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MOST_NAMED = 8


class Explainer:
    """Says what is wrong in a row. It needs nothing but the row: any filter may stand before."""

    def __init__(
        self, columns: Sequence[Column], foreign_keys: Sequence[ForeignKey], tally: Tally
    ) -> None:
        self._columns = columns
        self._foreign_keys = foreign_keys
        self._tally = tally

    def explain(self, row: int, cells: Sequence[Any]) -> None:
        """Report everything but the keys over the whole table."""
        width = len(cells)
        judged = [
            column.judge(cells[index] if index < width else None)
            for index, column in enumerate(self._columns)
        ]
        if all(one.blank for one in judged):
            self._tally.add(Issue(code="blank-row", message="tables-blank-row", row=row))
            return
        for index, one in enumerate(judged):
            if one.failures:
                self._cell(row, self._columns[index], cells[index] if index < width else "", one)
        for index in range(len(self._columns), width):
            self._extra(row, index + 1, cells[index])
        for column in self._columns[width:]:
            name = column.field.name
            if self._tally.wants("missing-cell", column.number):
                self._tally.put(
                    Issue(
                        code="missing-cell",
                        message="tables-missing-cell",
                        row=row,
                        field=column.number,
                        column=name,
                        args={"cells": str(width), "wanted": str(len(self._columns))},
                    )
                )

    def _extra(self, row: int, number: int, cell: Any) -> None:
        if self._tally.wants("extra-cell", number):
            hidden = self._tally.hides(*(column.field.name for column in self._columns))
            self._tally.put(
                Issue(
                    code="extra-cell",
                    message="tables-extra-cell",
                    row=row,
                    field=number,
                    # A cell out of its place may be one of a sensitive column.
                    value="***" if hidden else shorten(str(cell)),
                    args={"wanted": str(len(self._columns))},
                )
            )

    def _cell(self, row: int, column: Column, cell: Any, judged: Judged) -> None:
        for failure in judged.failures:
            code = _CODES[failure.kind]
            number = None if failure.kind == "foreign" else column.number
            if self._tally.wants(code, number):
                self._tally.put(self._issue(row, column, cell, failure))

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
                args={"resource": key.resource or "-", "reference": "、".join(key.reference)},
            )
        message, args = wording(column.field, failure)
        return Issue(
            code=code,
            message=message,
            row=row,
            field=column.number,
            column=name,
            value=value,
            args=args,
        )


def wording(field: Field, failure: Failure) -> tuple[str, dict[str, str]]:
    """Return the message of a failure and what fills it."""
    if failure.kind == "type":
        return _type_wording(field)
    limit = field.constraints.get(failure.detail)
    if limit is None and field.options.get("arrayItem"):
        limit = field.options["arrayItem"].get("constraints", {}).get(failure.detail)
    shown = _choices(limit) if isinstance(limit, list) else shorten(str(limit))
    kebab = _UPPER.sub("-", failure.detail).lower()
    return f"tables-constraint-{kebab}", {"limit": shown}


def _type_wording(field: Field) -> tuple[str, dict[str, str]]:
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


def _choices(values: Sequence[Any]) -> str:
    shown = "、".join(shorten(str(value)) for value in values[:_MOST_NAMED])
    return shown + ("……" if len(values) > _MOST_NAMED else "")
