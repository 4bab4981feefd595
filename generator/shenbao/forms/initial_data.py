"""What a page holds before anybody types: the rows that a table carries, or data to go on with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from shenbao.forms import required_rows
from shenbao.policy.cel.expression import Expression
from shenbao.policy.model import Field, FormOrTable, Notice, Table

_NAMING = (
    ("project_title", "specialty", "year"),
    ("lead_unit", "hospital", "unit", "county"),
    ("leader", "contact"),
)
"""What it is about, which unit's it is, who leads it: of each the first role that the form has."""

_NUMBERS = {"integer": int, "number": float}


def start(notice: Notice, home: FormOrTable) -> dict[str, Any]:
    """Return the data of the empty form: the fixed rows of a table, else nothing."""
    if not isinstance(home, Table):
        return {}
    columns = {column.key: column for column in home.columns}
    rows = [
        {name: _typed(columns[name], text) for name, text in row.items() if text}
        for row in required_rows.template_rows(notice, home)
    ]
    return {"rows": rows} if rows else {}


def naming_fields(home: FormOrTable) -> list[str]:
    """Return the fields that say what a filled form is about and whose it is, rows as ``*``.

    They are known by their roles; a form without any is named by its first texts.
    """
    prefix = "/rows/*" if home.is_table else ""
    chosen = [
        next((node for role in roles if (node := home.field_with_role(role)) is not None), None)
        for roles in _NAMING
    ]
    found = [node for node in chosen if node is not None]
    if not found:
        found = [node for node in home.fields() if node.kind == "string"][: len(_NAMING)]
    return [prefix + node.pointer for node in found]


def fixed_columns(home: FormOrTable) -> tuple[str, ...]:
    """Return the columns that the rows of the empty form have filled in."""
    return required_rows.template_columns(home) if isinstance(home, Table) else ()


def repeated_columns(home: FormOrTable) -> tuple[str, ...]:
    """Return the columns that say the same in every row of a set: the unit, the year.

    What decides which of the fixed rows apply is one of them, such as the level of a hospital.
    """
    fixed = home.fixed_rows if isinstance(home, Table) else None
    if fixed is None:
        return ()
    asked = () if fixed.applies is None else Expression.of(fixed.applies).mentions
    deciding = (
        mention.path[1] for mention in asked if mention.path[0] == "row" and mention.path[1:]
    )
    return tuple(dict.fromkeys((*fixed.per, *deciding)))


def given(data: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return the data to go on with, without the name of their form."""
    if data is None:
        return None
    return {key: _written(value) for key, value in data.items() if key != "$schema"}


def _written(value: Any) -> Any:
    """Return a value as JSON can hold it: what is no number (NaN) is kept as its text."""
    if isinstance(value, Mapping):
        return {str(key): _written(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_written(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _typed(column: Field, text: str) -> Any:
    """Return a text of a code list as a value of its column; what does not fit stays text."""
    number = _NUMBERS.get(column.kind)
    if number is None:
        return text
    try:
        return number(text)
    except ValueError:
        return text
