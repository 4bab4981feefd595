"""Keywords of a field that contradict each other: no value, or not every choice, can be given.

Examples of submissions would show it only when one happens to touch the field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from shenbao.core.errors import Problem
from shenbao.core.messages.values import Value, many
from shenbao.policy.model import Field, FormOrTable, Notice
from shenbao.validation.submission.json_schema import Engine, fast

_SHOWN = 5
_BOUNDS = (
    ("minimum", "maximum", False),
    ("minLength", "maxLength", False),
    ("minItems", "maxItems", False),
    ("minimum", "exclusiveMaximum", True),
    ("exclusiveMinimum", "maximum", True),
    ("exclusiveMinimum", "exclusiveMaximum", True),
)
"""The lower and the upper bound; whether equal ones leave nothing between them."""


def check_contradictions(notice: Notice) -> Iterator[Problem]:
    """Yield a problem for every field whose own keywords contradict each other.

    The same in many fields comes of one shared definition: it is told once.
    """
    found: dict[tuple[Value, ...], list[Problem]] = {}
    for home in notice.homes:
        for node in home.fields():
            for message, args in _contradictions(node):
                key = (message, node.key, *args.values())
                found.setdefault(key, []).append(_problem(home, node, message, args))
    for alike in found.values():
        yield replace(alike[0], args={**alike[0].args, "more": len(alike) - 1})


def _contradictions(node: Field) -> Iterator[tuple[str, Mapping[str, Value]]]:
    bounds = list(_crossed(node.schema))
    yield from bounds
    if node.item is not None and node.schema.get("uniqueItems") and "enum" in node.item.schema:
        least, choices = node.schema.get("minItems", 0), len(node.item.schema["enum"])
        if least > choices:
            yield "choices-few", {"least": str(least), "count": str(choices)}
    if bounds:
        return
    schema = _whole(node)
    if "const" in schema:
        others = {key: value for key, value in schema.items() if key != "const"}
        if _misfits(others, [schema["const"]]):
            yield "const-never", {"found": _shown([schema["const"]])}
            return
    elif "enum" in schema:
        others = {key: value for key, value in schema.items() if key != "enum"}
        if never := _misfits(others, schema["enum"]):
            yield "choice-never", {"found": _shown(never), "keywords": ", ".join(others)}
    if node.example is not None and (failing := _failing(fast(schema), node.example)):
        yield "example-misfit", {"found": _shown([node.example]), "keywords": ", ".join(failing)}


def _crossed(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Value]]]:
    for low, high, strict in _BOUNDS:
        least, most = schema.get(low), schema.get(high)
        if least is not None and most is not None and (least > most or (strict and least == most)):
            found = {"low": low, "least": f"{least:g}", "high": high, "most": f"{most:g}"}
            yield "bounds-crossed", found


def _misfits(schema: Mapping[str, Any], values: Sequence[Any]) -> list[Any]:
    engine = fast(schema)
    return [value for value in values if _failing(engine, value)]


def _failing(engine: Engine, value: Any) -> list[str]:
    return sorted({str(place[-1]) for _, place in engine(value)})


def _whole(node: Field) -> dict[str, Any]:
    """Return the plain schema of a node with all that is below it."""
    schema = dict(node.schema)
    if node.item is not None:
        schema["items"] = _whole(node.item)
    if node.children:
        schema["properties"] = {child.key: _whole(child) for child in node.children}
        schema["required"] = [child.key for child in node.children if child.required]
    return schema


def _shown(values: Sequence[Any]) -> Value:
    return many(map(str, values), _SHOWN)


def _problem(home: FormOrTable, node: Field, message: str, args: Mapping[str, Value]) -> Problem:
    return Problem(
        file=home.file, pointer=home.in_file(node.pointer), message=message, args=dict(args)
    )
