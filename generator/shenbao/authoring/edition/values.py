"""The values of a notice that a new year may change: days, years, numbers, and texts with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Steps: TypeAlias = tuple[str | int, ...]

_NUMBER = re.compile(r"\d")
_NAMES = frozenset(
    {"id", "x-id", "$schema", "$ref", "$comment", "x-source", "x-example", "x-role", "role", "form"}
    | {"maxLength", "minLength", "pattern", "sha256", "file", "version", "lines", "name", "mark"}
    | {"edition", "where", "over", "groupBy", "topics", "tracks", "programmes", "fields", "zone"}
    | {"x-list", "list", "params", "readings", "default", "type", "required", "x-widget"}
    | {"x-order", "$defs", "confirmed", "x-confirmed", "programme", "reading", "gap"}
)
"""Keys of ids and of what our own description says, not the notice."""

_HOLDING = frozenset({"tracks", "programmes", "topics", "params", "readings", "$defs", "where"})
"""Of these the objects are walked all the same."""


def values(document: Any, steps: Steps = ()) -> Iterator[tuple[Steps, str | int | float, Steps]]:
    """Yield each such value with its place, and the place of the nearest object with clauses."""
    yield from _walk(document, steps, ())


def _walk(
    value: Any, steps: Steps, cited: Steps
) -> Iterator[tuple[Steps, str | int | float, Steps]]:
    if isinstance(value, Mapping):
        around = steps if isinstance(value.get("x-source"), list) else cited
        for key, item in value.items():
            whole = isinstance(item, Mapping) or (
                isinstance(item, list) and any(isinstance(one, Mapping) for one in item)
            )
            if key not in _NAMES or (key in _HOLDING and whole):
                yield from _walk(item, (*steps, key), around)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, item in enumerate(value):
            yield from _walk(item, (*steps, number), cited)
    elif isinstance(value, str):
        if _NUMBER.search(value):
            yield steps, value, cited
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield steps, value, cited


def at(document: Any, steps: Steps) -> Any:
    """Return what stands at a place; raises LookupError or TypeError where there is nothing."""
    for step in steps:
        document = document[step]
    return document
