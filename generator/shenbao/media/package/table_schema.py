"""A policy table as a Frictionless Table Schema (Data Package v2)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shenbao.forms import required_rows
from shenbao.media.package.contract import LIST
from shenbao.policy.model import CodeList, Field, ForeignKey, Notice, Table

TRUE_VALUES = ("true", "True", "TRUE", "1", "是")
FALSE_VALUES = ("false", "False", "FALSE", "0", "否")

_TEMPORAL = {"date": "date", "date-time": "datetime", "time": "time"}
_STRING_FORMATS = frozenset({"email", "uri", "uuid"})
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_LENGTHS = ("minLength", "maxLength")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedColumn:
    """A column of the flat table: a leaf of the row; ``name`` joins nested keys by a dot.

    ``required`` ones are asked for in every row; a row without a ``demanded`` one is wrong, the
    others are only reminded of.
    """

    name: str
    title: str
    required: bool
    demanded: bool
    field: Field

    @property
    def type(self) -> str:
        """The Table Schema type."""
        kind = self.field.kind
        if kind != "string":
            return kind
        return _TEMPORAL.get(self.field.schema.get("format", ""), kind)

    @property
    def choices(self) -> tuple[Any, ...]:
        """The only values allowed, or nothing where any value may stand."""
        schema = self.field.schema
        if "const" in schema:
            return (schema["const"],)
        return tuple(schema.get("enum", ()))


def published_columns(table: Table) -> tuple[PublishedColumn, ...]:
    """Return the columns in order, nested groups opened."""
    return tuple(
        column
        for node in table.columns
        for column in _leaves(node, name=node.key, title=node.title, required=node.required)
    )


def lists_in_use(notice: Notice, table: Table) -> tuple[CodeList, ...]:
    """Return the code lists that the table names, each once, in order of use."""
    names = [column.field.list_name for column in published_columns(table)]
    names += [key.list_name for key in table.foreign_keys]
    names += [code_list.name for code_list in required_rows.lists(notice, table)]
    known = {code_list.name: code_list for code_list in notice.lists}
    return tuple(known[name] for name in dict.fromkeys(names) if name is not None and name in known)


def resource_name(code_list: CodeList) -> str:
    """Return the name of a code list's resource; the prefix keeps it apart from tables."""
    return f"{LIST}{code_list.name}"


def reference_columns(key: ForeignKey, code_list: CodeList) -> tuple[str, ...]:
    """Return the list columns that a key points to: of several those of the same names.

    One column holds a code, whatever other columns of the list are called.
    """
    names = tuple(column.name for column in code_list.columns)
    if len(key.columns) > 1 and set(key.columns) <= set(names):
        return key.columns
    return names[: len(key.columns)]


def table_schema(notice: Notice, table: Table) -> dict[str, Any]:
    """Return the Table Schema without foreign keys, which only a package can resolve."""
    lists = {code_list.name: code_list for code_list in lists_in_use(notice, table)}
    schema: dict[str, Any] = {
        "fields": [_field(column, lists) for column in published_columns(table)],
        "missingValues": [""],
    }
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    if table.unique:
        schema["uniqueKeys"] = [list(key) for key in table.unique]
    return schema


def foreign_keys(notice: Notice, table: Table) -> list[dict[str, Any]]:
    """Return the keys into closed lists that the source gives.

    An open list only suggests, and a missing list has no rows: neither may reject a value.
    """
    lists = {code_list.name: code_list for code_list in lists_in_use(notice, table)}
    declared = list(table.foreign_keys)
    covered = {key.columns for key in declared}
    declared += [
        ForeignKey(columns=(column.name,), list_name=column.field.list_name)
        for column in published_columns(table)
        if column.field.list_name is not None and (column.name,) not in covered
    ]
    return [
        {
            "fields": list(key.columns),
            "reference": {
                "resource": resource_name(lists[key.list_name]),
                "fields": list(reference_columns(key, lists[key.list_name])),
            },
        }
        for key in declared
        if key.list_name in lists and lists[key.list_name].closed
    ]


def list_schema(code_list: CodeList) -> dict[str, Any]:
    """Return the Table Schema of a code list; the code identifies the row."""
    key = code_list.columns[0].name
    return {
        "fields": [
            {
                "name": column.name,
                "title": column.title,
                "type": "string",
                **({"constraints": {"required": True}} if column.name == key else {}),
            }
            for column in code_list.columns
        ],
        "missingValues": [""],
        "primaryKey": [key],
    }


def _leaves(node: Field, *, name: str, title: str, required: bool) -> Iterator[PublishedColumn]:
    if node.kind != "object" or not node.children:
        always = required and node.when is None and node.computed is None
        demanded = node.keyed or (always and node.demanded)
        yield PublishedColumn(
            name=name, title=title, required=always, demanded=demanded, field=node
        )
        return
    for child in node.children:
        yield from _leaves(
            child,
            name=f"{name}.{child.key}",
            title=f"{title} / {child.title}",
            required=required and node.when is None and child.required,
        )


def _field(column: PublishedColumn, lists: Mapping[str, CodeList]) -> dict[str, Any]:
    node = column.field
    field: dict[str, Any] = {"name": column.name, "title": column.title, "type": column.type}
    if column.type == "string" and node.schema.get("format") in _STRING_FORMATS:
        field["format"] = node.schema["format"]
    if column.type == "boolean":
        field |= {"trueValues": list(TRUE_VALUES), "falseValues": list(FALSE_VALUES)}
    if node.description:
        field["description"] = node.description
    if node.example is not None:
        field["example"] = cell(node.example)
    constraints = _constraints(column)
    if constraints:
        field["constraints"] = constraints
    code_list = lists.get(node.list_name or "")
    if code_list is not None and code_list.closed and column.type == "string":
        allowed = set(column.choices)
        field["categories"] = [
            {"value": row.code, "label": row.label}
            for row in code_list.rows
            if not allowed or row.code in allowed
        ]
    return field | _extras(node)


def _constraints(column: PublishedColumn) -> dict[str, Any]:
    schema = column.field.schema
    constraints: dict[str, Any] = {"required": True} if column.demanded else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.type in {"number", "integer"}:
        constraints |= {name: schema[name] for name in _BOUNDS if name in schema}
    if column.type == "string":
        constraints |= {name: schema[name] for name in _LENGTHS if name in schema}
        if "pattern" in schema:
            constraints["pattern"] = whole_cell_pattern(schema["pattern"])
    return constraints


def cell(value: object) -> str:
    """Return a value as a CSV cell; nothing is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        text = format(Decimal(repr(value)), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def whole_cell_pattern(pattern: str) -> str:
    r"""Return a pattern for a whole cell that accepts what ``pattern`` finds anywhere.

    JSON Schema searches, Table Schema readers match the cell from end to end.
    """
    anchored = pattern.startswith("^") and pattern.endswith("$") and not pattern.endswith(r"\$")
    if anchored and "|" not in pattern:
        return pattern
    return rf"[\s\S]*(?:{pattern})[\s\S]*"


def _extras(node: Field) -> dict[str, Any]:
    extras: dict[str, Any] = {"shenbao:basis": node.basis}
    if node.clauses:
        extras["shenbao:clauses"] = list(node.clauses)
    if node.unit is not None:
        extras["shenbao:unit"] = node.unit
    if node.list_name is not None:
        extras["shenbao:list"] = node.list_name
    if node.when is not None:
        extras["shenbao:when"] = node.when
    if node.computed is not None:
        extras["shenbao:computed"] = node.computed
    if "multipleOf" in node.schema:
        extras["shenbao:multipleOf"] = node.schema["multipleOf"]
    return extras
