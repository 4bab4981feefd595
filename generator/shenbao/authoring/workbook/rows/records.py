"""A record as the cells of a row, and back: each key in its column, what has none as JSON."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from shenbao.authoring.workbook.declared.cells import (
    LONGEST,
    Cell,
    CellError,
    Json,
    Text,
    Written,
    exactly,
)
from shenbao.authoring.workbook.declared.layout import ENGLISH, REST, Column
from shenbao.core.errors import ShenbaoError
from shenbao.core.spreadsheet import units

_ZH, _EN = "zh-CN", "en"

Cells: TypeAlias = dict[str, Written]
"""What stands in the columns of a row, by their ids."""

Tell: TypeAlias = Callable[[str, CellError], None]
"""Takes a mistake in the cell of a column."""


@dataclass(slots=True, kw_only=True)
class Row:
    """A row: its kind, its cells, and its number in the sheet as Excel counts (0 before that)."""

    kind: str
    cells: Mapping[str, Cell] = field(default_factory=dict)
    number: int = 0


def encoded(record: Mapping[str, Any], columns: Iterable[Column], place: str) -> Cells:
    """Return the cells of a record; ``place`` says in an error which it is.

    Raises ShenbaoError where something is too long for a cell.
    """
    rest = copy.deepcopy(dict(record))
    cells: Cells = {}
    for column in columns:
        if column.path and column.id not in cells:
            cells.update(_taken(rest, column))
    if rest:
        cells[REST] = rest_cell(rest, place)
    return cells


def rest_cell(rest: Mapping[str, Any], place: str) -> str:
    """Return what has no column of its own as the text of a cell."""
    text = json.dumps(rest, ensure_ascii=False)
    if units(text) > LONGEST:
        raise ShenbaoError("policybook-too-long", place=place, keys=", ".join(rest), limit=LONGEST)
    return text


def _taken(rest: dict[str, Any], column: Column) -> Cells:
    """Take the value of a column out of ``rest`` where cells can say it."""
    above: list[dict[str, Any]] = [rest]
    for step in column.path[:-1]:
        inner = above[-1].get(step)
        if not isinstance(inner, dict):
            return {}
        above.append(inner)
    last = column.path[-1]
    if last not in above[-1]:
        return {}
    cells = _cells(above[-1][last], column)
    if cells:
        del above[-1][last]
        for step, inner in reversed([*zip(column.path[:-1], above[:-1], strict=True)]):
            if not inner[step]:
                del inner[step]
    return cells


def _cells(value: Any, column: Column) -> Cells:
    if column.english and isinstance(value, dict):
        said = {name: exactly(Text(), value.get(name)) for name in (_ZH, _EN)}
        if value.keys() != said.keys() or None in said.values():
            return {}
        return {column.id: said[_ZH] or "", column.id + ENGLISH: said[_EN] or ""}
    cell = exactly(column.codec, value)
    return {} if cell is None else {column.id: cell}


def decoded(row: Row, columns: Iterable[Column], tell: Tell) -> dict[str, Any]:
    """Return the record of a row; what cannot be read is told with its column."""
    record: dict[str, Any] = {}
    told: set[tuple[str, str]] = set()
    for column in columns:
        if not column.path:
            continue
        cell, english = row.cells.get(column.id), row.cells.get(column.id + ENGLISH)
        try:
            if cell is not None:
                said = column.codec.decode(cell)
                if column.english and english is not None:
                    said = {_ZH: said, _EN: Text().decode(english)}
                _put(record, column.path, said)
            elif column.english and english is not None:
                raise CellError("policybook-english-alone")  # noqa: TRY301 - told below
        except CellError as error:
            # Of a fact that is absent and has six parts it is said once.
            key = error.message, "" if len(column.path) == 1 else column.path[0]
            if not key[1] or key not in told:
                tell(column.id, error)
            told.add(key)
    cell = row.cells.get(REST)
    if cell is not None:
        try:
            _merge(record, _object(cell))
        except CellError as error:
            tell(REST, error)
    return record


def _object(cell: Cell) -> Mapping[str, Any]:
    value = Json().decode(cell)
    if not isinstance(value, dict):
        raise CellError("policybook-json", found=str(cell))
    return value


def _put(record: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for step in path[:-1]:
        inner = record.setdefault(step, {})
        if not isinstance(inner, dict) or inner.keys() == {"absent"}:
            raise CellError("policybook-two-ways", found=".".join(path))
        record = inner
    record[path[-1]] = value


def _merge(record: dict[str, Any], rest: Mapping[str, Any]) -> None:
    for key, value in rest.items():
        if key not in record:
            record[key] = value
        elif isinstance(record[key], dict) and isinstance(value, dict):
            _merge(record[key], value)
        else:
            raise CellError("policybook-rest-twice", found=key)
