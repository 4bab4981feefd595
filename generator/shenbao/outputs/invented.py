"""Example rows for a table: valid by its schema, and visibly invented."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from shenbao.errors import ShenbaoError
from shenbao.outputs.table_schema import Column, columns, lists_in_use, reference_columns
from shenbao.policy.model import Notice, Table

_MARKS = "甲乙丙"
_MOMENTS = {"date": "2024-06-01", "datetime": "2024-06-01T09:00:00", "time": "09:00:00"}
_ROLES = {
    "project_title": "示例项目甲",
    "lead_unit": "示例医院甲",
    "leader_unit": "示例医院甲",
    "members": "示例合作医院甲",
    "leader": "示例人员甲",
    "co_leader": "示例人员甲",
    "leader_title": "主任医师",
    "leader_phone": "021-00000000",
    "contact": "示例人员甲",
    "contact_phone": "021-00000000",
}
_FORMATS = {
    "email": "shili@example.com",
    "uri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def rows(notice: Notice, table: Table) -> tuple[dict[str, Any], ...]:
    """Return up to three rows, column name → value; a column may be absent from a row.

    Rows follow the examples of the policy and differ only where a key asks for it and in
    texts marked 甲, so that a row that is right as a whole stays right.
    """
    shape = columns(table)
    by_name = {column.name: column for column in shape}
    distinct = _distinct(table, by_name)
    limits = [len(by_name[name].choices) for name in distinct if by_name[name].choices]
    count = min([len(_MARKS), *limits])
    made = [
        {column.name: value for column, value in _values(table, shape, distinct, turn)}
        for turn in range(count)
    ]
    for names, choices in _from_lists(notice, table):
        for turn, row in enumerate(made):
            row.update(zip(names, choices[turn % len(choices)], strict=True))
    return tuple(
        {column.name: row[column.name] for column in shape if column.name in row} for row in made
    )


def _distinct(table: Table, by_name: dict[str, Column]) -> set[str]:
    distinct: set[str] = set()
    for key in (table.primary_key, *table.unique):
        free = [name for name in key if not by_name[name].choices]
        distinct.update(free or key[-1:])
    return distinct


def _values(
    table: Table, shape: Sequence[Column], distinct: set[str], turn: int
) -> Iterator[tuple[Column, Any]]:
    for column in shape:
        example = column.field.example
        if column.field.when is not None and example is None:
            continue
        value = _value(column, turn, distinct=column.name in distinct)
        if value is not None:
            yield column, value
        elif column.required:
            raise ShenbaoError("package-example", table=table.ref, column=column.name)


def _from_lists(
    notice: Notice, table: Table
) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Yield keys of several columns with value tuples that stand together in their list."""
    lists = {code_list.name: code_list for code_list in lists_in_use(notice, table)}
    for key in table.foreign_keys:
        code_list = lists.get(key.list_name)
        if code_list is None or not code_list.rows or len(key.columns) == 1:
            continue
        names = [column.name for column in code_list.columns]
        places = [names.index(name) for name in reference_columns(key, code_list)]
        yield key.columns, [tuple(row.values[at] for at in places) for row in code_list.rows]


def _value(column: Column, turn: int, *, distinct: bool) -> Any:
    """Return a value, or None where none can be invented that the schema accepts."""
    if column.choices:
        return _choice(column, turn if distinct else 0)
    if column.type in {"number", "integer"}:
        return _number(column, turn if distinct else 0)
    if column.type == "boolean":
        return True if column.field.example is None else column.field.example
    if column.type == "string":
        return _text(column, turn, distinct=distinct)
    if column.type in _MOMENTS:
        return column.field.example or _MOMENTS[column.type]
    return column.field.example


def _choice(column: Column, turn: int) -> Any:
    choices = column.choices
    example = column.field.example
    start = choices.index(example) if example in choices else 0
    return choices[(start + turn) % len(choices)]


def _number(column: Column, turn: int) -> Any:
    schema = column.field.schema
    step = schema.get("multipleOf", 1)
    lowest = schema.get("minimum")
    if lowest is None and "exclusiveMinimum" in schema:
        lowest = schema["exclusiveMinimum"] + step
    start = column.field.example
    if start is None:
        start = lowest if lowest is not None else min(step, schema.get("maximum", step))
    return start + turn * step


def _text(column: Column, turn: int, *, distinct: bool) -> str | None:
    example = column.field.example
    if example is None:
        example = _FORMATS.get(column.field.schema.get("format", ""))
    if example is None:
        example = _ROLES.get(column.field.role or "")
    if example is None:
        label = re.sub(r"\s+", "", column.field.title)
        longest = column.field.schema.get("maxLength", 40)
        example = f"示例{label}"[: max(longest - 1, 0)] + _MARKS[0]
    candidates = _variants(str(example), turn) if distinct else _marked(str(example), turn)
    return next((text for text in candidates if _fits(column, text)), None)


def _marked(text: str, turn: int) -> Iterator[str]:
    before, mark, after = text.rpartition(_MARKS[0])
    if mark:
        yield f"{before}{_MARKS[turn]}{after}"
    yield text


def _variants(text: str, turn: int) -> Iterator[str]:
    """Yield ways to make ``text`` differ from row to row, the most readable first."""
    if turn == 0:
        yield text
        return
    before, mark, after = text.rpartition(_MARKS[0])
    if mark:
        yield f"{before}{_MARKS[turn]}{after}"
    digits = re.search(r"[0-9]+$", text)
    if digits:
        width = len(digits.group())
        yield text[: digits.start()] + str(int(digits.group()) + turn).zfill(width)
    yield f"{text}{_MARKS[turn]}"
    yield f"{text}{turn}"


def _fits(column: Column, text: str) -> bool:
    schema = column.field.schema
    if not schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text)):
        return False
    return "pattern" not in schema or re.search(schema["pattern"], text) is not None
