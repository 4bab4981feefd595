"""Example rows for a table: valid by its schema, and visibly invented."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shenbao.core.errors import ShenbaoError
from shenbao.core.guards.json_values import is_number
from shenbao.forms import required_rows
from shenbao.media.package.table_schema import (
    TRUE_VALUES,
    PublishedColumn,
    lists_in_use,
    published_columns,
    reference_columns,
)
from shenbao.policy.cel.expression import first_members
from shenbao.policy.model import Notice, Table
from shenbao.policy.patterns import searching

_MARKS = "甲乙丙丁戊己庚辛壬癸"
_FREE_ROWS = 3
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


def invented_rows(notice: Notice, table: Table) -> tuple[dict[str, Any], ...]:
    """Return the example rows, column name → value; a column may be absent from a row.

    Those of the policy's own right example, where it has one; else rows made of the examples
    of the columns.

    What need not be filled in is shown only where the policy gives an example of it.
    A table with fixed rows shows one whole set of them, another up to three rows. They
    follow the examples of the policy and differ only where a key asks for it and in texts
    marked 甲, so that a row that is right as a whole stays right.
    """
    shape = published_columns(table)
    if table.examples:
        return tuple(_told(shape, row) for row in table.examples)
    by_name = {column.name: column for column in shape}
    fixed = [
        {
            name: _typed(table, by_name[name], text)
            for name, text in row.items()
            if text and name in by_name
        }
        for row in required_rows.template_rows(notice, table)
    ]
    distinct = _distinct(table, by_name, fixed)
    made: list[dict[str, Any]] = []
    for turn, given in enumerate(fixed or _free(by_name, distinct)):
        free = [column for column in shape if column.name not in given]
        values = _values(table, free, distinct, turn, alike=bool(fixed))
        made.append({column.name: value for column, value in values} | given)
    for column in _shared(notice, table, shape):
        for turn, row in enumerate(made):
            row[column.name] = column.choices[(turn + 1) % len(column.choices)]
    for names, choices in _from_lists(notice, table):
        for turn, row in enumerate(made):
            given = fixed[turn] if fixed else {}
            row.update(zip(names, _agreeing(names, choices, given, turn), strict=True))
    shown = required_rows.applying(notice, table, made) if fixed else made
    return tuple(
        {column.name: row[column.name] for column in shape if column.name in row} for row in shown
    )


def _told(shape: Sequence[PublishedColumn], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of an example by the names of its columns, those of groups as ``a.b``."""
    found: dict[str, Any] = {}
    for column in shape:
        value: Any = row
        for step in column.name.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        if value is not None:
            found[column.name] = value
    return found


def _typed(table: Table, column: PublishedColumn, text: str) -> Any:
    """Return a text of a code list as a value of the column that it fills."""
    try:
        if column.type == "integer":
            return int(text)
        if column.type == "number":
            return float(text)
    except ValueError:
        raise ShenbaoError("package-fill", table=table.ref, column=column.name, text=text) from None
    if column.type == "boolean":
        return text in TRUE_VALUES
    return text


def _distinct(
    table: Table, by_name: dict[str, PublishedColumn], fixed: Sequence[dict[str, Any]]
) -> set[str]:
    """Return the columns in which rows must differ, beyond what fixed rows differ in."""
    distinct: set[str] = set()
    for key in (table.primary_key, *table.unique):
        told = [tuple(row.get(name) for name in key) for row in fixed]
        if told and len(set(told)) == len(told):
            continue
        free = [by_name[name] for name in key if name in by_name and not by_name[name].choices]
        if free:
            distinct.add(min(free, key=_rank).name)
        else:
            distinct.update(name for name in key[-1:] if name in by_name)
    return distinct


def _rank(column: PublishedColumn) -> int:
    """Say how well a column tells rows apart: a text marked 甲, then a number, then others."""
    if column.type == "string" and _MARKS[0] in str(_seed(column)):
        return 0
    return 1 if column.type in {"number", "integer"} else 2


def _free(by_name: dict[str, PublishedColumn], distinct: set[str]) -> list[dict[str, Any]]:
    """Return rows of which nothing is given, as many as can differ."""
    limits = [len(by_name[name].choices) for name in distinct if by_name[name].choices]
    return [{} for _ in range(min([_FREE_ROWS, *limits]))]


def _agreeing(
    names: Sequence[str], choices: list[tuple[str, ...]], given: dict[str, Any], turn: int
) -> tuple[str, ...]:
    """Return values that stand together in their list and with what the row already says."""
    fitting = [
        choice
        for choice in choices
        if all(given.get(name, value) == value for name, value in zip(names, choice, strict=True))
    ]
    found = fitting or choices
    return found[turn % len(found)]


def _values(
    table: Table, shape: Sequence[PublishedColumn], distinct: set[str], turn: int, *, alike: bool
) -> Iterator[tuple[PublishedColumn, Any]]:
    """Yield the values of a row; ``alike`` rows are of one set and differ in keys only."""
    for column in shape:
        if not column.required and _example(column) is None:
            continue
        differs = column.name in distinct
        value = _value(column, turn if differs or not alike else 0, distinct=differs)
        if value is not None:
            yield column, value
        elif column.required:
            raise ShenbaoError("package-example", table=table.ref, column=column.name)


def _shared(
    notice: Notice, table: Table, shape: Sequence[PublishedColumn]
) -> Iterator[PublishedColumn]:
    """Yield the choices of which only a share may be alike; the first is the one counted."""
    counted = [quota.of for quota in notice.quotas if quota.of and table.id in quota.over]
    roles = first_members(counted, "role")
    for column in shape:
        if column.field.role in roles and column.choices:
            yield column


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


def _value(column: PublishedColumn, turn: int, *, distinct: bool) -> Any:
    """Return a value, or None where none can be invented that the schema accepts."""
    if column.choices:
        return _choice(column, turn if distinct else 0)
    if column.type in {"number", "integer"}:
        return _number(column, turn if distinct else 0)
    if column.type == "boolean":
        return True if _example(column) is None else _example(column)
    if column.type == "string":
        return _text(column, turn, distinct=distinct)
    if column.type in _MOMENTS:
        return _example(column) or _MOMENTS[column.type]
    return _example(column)


def _example(column: PublishedColumn) -> Any:
    """Return the example of the policy, None where it is none of the column's type."""
    found = column.field.example
    if column.type in {"number", "integer"}:
        fits = is_number(found)
    else:
        fits = isinstance(found, bool if column.type == "boolean" else str)
    return found if fits or column.type in {"array", "object"} else None


def _choice(column: PublishedColumn, turn: int) -> Any:
    choices = column.choices
    example = _example(column)
    start = choices.index(example) if example in choices else 0
    return choices[(start + turn) % len(choices)]


def _number(column: PublishedColumn, turn: int) -> Any:
    schema = column.field.schema
    step = schema.get("multipleOf", 1)
    lowest = schema.get("minimum")
    if lowest is None and "exclusiveMinimum" in schema:
        lowest = schema["exclusiveMinimum"] + step
    start = _example(column)
    if start is None:
        start = lowest if lowest is not None else min(step, schema.get("maximum", step))
    return start + turn * step


def _text(column: PublishedColumn, turn: int, *, distinct: bool) -> str | None:
    seed = _seed(column)
    candidates = _variants(seed, turn) if distinct else _marked(seed, turn)
    return next((text for text in candidates if _fits(column, text)), None)


def _seed(column: PublishedColumn) -> str:
    """Return the text that the rows of a column vary."""
    field = column.field
    known = (
        _example(column),
        _FORMATS.get(field.schema.get("format", "")),
        _ROLES.get(field.role or ""),
    )
    found = next((value for value in known if value is not None), None)
    if found is not None:
        return str(found)
    label = re.sub(r"\s+", "", field.title)
    longest = field.schema.get("maxLength", 40)
    return f"示例{label}"[: max(longest - 1, 0)] + _MARKS[0]


def _marked(text: str, turn: int) -> Iterator[str]:
    before, mark, after = text.rpartition(_MARKS[0])
    if mark and turn < len(_MARKS):
        yield f"{before}{_MARKS[turn]}{after}"
    yield text


def _variants(text: str, turn: int) -> Iterator[str]:
    """Yield ways to make ``text`` differ from row to row, the most readable first."""
    if turn == 0:
        yield text
        return
    before, mark, after = text.rpartition(_MARKS[0])
    if mark and turn < len(_MARKS):
        yield f"{before}{_MARKS[turn]}{after}"
    digits = re.search(r"[0-9]+$", text)
    if digits:
        width = len(digits.group())
        yield text[: digits.start()] + str(int(digits.group()) + turn).zfill(width)
    if turn < len(_MARKS):
        yield f"{text}{_MARKS[turn]}"
    yield f"{text}{turn}"


def _fits(column: PublishedColumn, text: str) -> bool:
    schema = column.field.schema
    if not schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text)):
        return False
    return "pattern" not in schema or searching(schema["pattern"]).search(text) is not None
