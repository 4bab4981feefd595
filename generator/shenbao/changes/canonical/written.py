"""A schema in canonical form written as JSON Schema again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from shenbao.changes.canonical.node import TYPES, Node

MOST_NODES = 5_000
"""A larger node is not written: it would be judged by the schema that it stands in."""


def written(found: Node) -> dict[str, Any]:
    """Return JSON Schema that says the same; a reference to a schema around accepts anything."""
    if found.never:
        return {"not": {}}
    told: dict[str, Any] = {}
    parts: list[Any] = []
    for keyword, value in found.keywords.items():
        if keyword in _SIMPLE:
            told[_SIMPLE[keyword]] = _plain(value)
        elif keyword in _WRITE:
            _WRITE[keyword](told, parts, value)
    if parts:
        told["allOf"] = parts
    return told


_SIMPLE = {
    "enum": "enum",
    "items": "items",
    "prefix": "prefixItems",
    "properties": "properties",
    "named": "patternProperties",
    "others": "additionalProperties",
    "required": "required",
    "dependent": "dependentRequired",
    "dependents": "dependentSchemas",
    "unique": "uniqueItems",
    "unevaluated_properties": "unevaluatedProperties",
    "unevaluated_items": "unevaluatedItems",
}


def _plain(value: Any) -> Any:
    if isinstance(value, Node):
        return written(value)
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_of_list(item) for item in value] if isinstance(value, tuple) else value


def _of_list(item: Any) -> Any:
    return written(item) if isinstance(item, Node) else item


def _types(told: dict[str, Any], parts: list[Any], value: frozenset[str]) -> None:
    names = [name for name in TYPES if name in value and name != "fraction"]
    if "fraction" in value:
        names.append("number")
        if "integer" not in value:
            parts.append({"not": {"type": "integer"}})
    told["type"] = [name for name in names if not ("number" in names and name == "integer")]


def _bound(inclusive: str, exclusive: str, told: dict[str, Any], _: Any, value: Any) -> None:
    told[exclusive if value[1] else inclusive] = value[0]


def _range(least: str, most: str, told: dict[str, Any], _: Any, value: Any) -> None:
    if value[0]:
        told[least] = value[0]
    if value[1] is not None:
        told[most] = value[1]


def _each(keyword: str, _told: Any, parts: list[Any], value: tuple[Any, ...]) -> None:
    parts.extend({keyword: _plain(item)} for item in value)


def _contains(_told: Any, parts: list[Any], value: tuple[Any, ...]) -> None:
    for inner, least, most in value:
        part = {"contains": written(inner), "minContains": least}
        parts.append(part if most is None else {**part, "maxContains": most})


def _conditions(_told: Any, parts: list[Any], value: tuple[Any, ...]) -> None:
    parts.extend(
        {"if": written(asked), "then": written(then), "else": written(other)}
        for asked, then, other in value
    )


def _branches(_told: Any, parts: list[Any], value: tuple[Node, ...]) -> None:
    parts.extend(map(written, value))


_WRITE: Mapping[str, Callable[[dict[str, Any], list[Any], Any], None]] = {
    "type": _types,
    "lower": partial(_bound, "minimum", "exclusiveMinimum"),
    "upper": partial(_bound, "maximum", "exclusiveMaximum"),
    "length": partial(_range, "minLength", "maxLength"),
    "rows": partial(_range, "minItems", "maxItems"),
    "counts": partial(_range, "minProperties", "maxProperties"),
    "multipleOf": partial(_each, "multipleOf"),
    "pattern": partial(_each, "pattern"),
    "format": partial(_each, "format"),
    "names": partial(_each, "propertyNames"),
    "any": partial(_each, "anyOf"),
    "one": partial(_each, "oneOf"),
    "not": partial(_each, "not"),
    "all": _branches,
    "contains": _contains,
    "conditions": _conditions,
}
