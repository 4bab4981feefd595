"""The values of a notice that a new year may change: days, years, numbers, and texts with them.

Facts only: what a code list, a technical bound or an expression says is none, unless it has a day
or year in it, or a number that its own message says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Steps: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = str | int | float

_NUMBER = re.compile(r"\d")
_NAMES = frozenset(
    {"id", "x-id", "$schema", "$ref", "$comment", "x-source", "x-example", "x-role", "role", "form"}
    | {"maxLength", "minLength", "pattern", "sha256", "file", "version", "lines", "name", "mark"}
    | {"edition", "where", "over", "groupBy", "topics", "tracks", "programmes", "fields", "zone"}
    | {"x-list", "list", "params", "readings", "default", "type", "required", "x-widget"}
    | {"x-order", "$defs", "confirmed", "x-confirmed", "programme", "reading", "gap"}
    | {"maxItems", "minItems", "en", "item", "kin", "follows", "indicators", "barred", "fill"}
    | {"not_stated", "options", "why", "terms"}
)
"""Keys of ids and of what our own description says, not the notice; the English follows ours."""

_NUMBERED = frozenset({"work"})
"""Below these ``number`` is the place of an item, not a fact."""

_HOLDING = frozenset({"tracks", "programmes", "topics", "params", "readings", "$defs", "where"})
"""Of these the objects are walked all the same."""

_BOUNDS = frozenset(
    {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "expected_count"}
)
"""Facts where the same object has clauses, else ours; a year is a fact either way."""

_TECHNICAL = frozenset({0, 1, 2000, 2100})
"""Bounds of any count, any year."""

_OURS = frozenset({"customary", "toolkit"})
_EXPLAINING = frozenset({"description", "note"})
"""Keys of our own words: only a day or year in them is the notice's."""

_DATED = re.compile(r"\d{4}|\d\s?月|〔")
_EXPRESSIONS = frozenset({"assert", "when", "x-when", "x-computed"})
_NAMED_EXPRESSIONS = frozenset({"values", "counts"})
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_IN_EXPRESSION = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_CODE = re.compile(r"(?!\d{4}-\d{2}(?:-\d{2})?(?:T|$))[A-Za-z0-9_.:/-]+")
"""A code or name of ours; a mailbox has its own sign, a day its dashes."""

_FIRST_YEAR, _LAST_YEAR = 2001, 2099


def values(document: Any, steps: Steps = ()) -> Iterator[tuple[Steps, Value, Steps]]:
    """Yield each such value with its place, and the place of the nearest object with clauses."""
    yield from _walk(document, steps, (), ours=False)


def _walk(
    value: Any, steps: Steps, cited: Steps, *, ours: bool
) -> Iterator[tuple[Steps, Value, Steps]]:
    if isinstance(value, Mapping):
        sourced = isinstance(value.get("x-source"), list)
        around = steps if sourced else cited
        ours = value.get("x-basis", "source" if sourced else "") in _OURS or (ours and not sourced)
        for key, item in value.items():
            if _is_walked(value, key, item, steps):
                yield from _walk(item, (*steps, key), around, ours=ours)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, item in enumerate(value):
            yield from _walk(item, (*steps, number), cited, ours=ours)
    elif _is_fact(value, steps, ours=ours):
        yield steps, value, cited


def _is_walked(holder: Mapping[str, Any], key: str, item: Any, steps: Steps) -> bool:
    if _is_ours(holder, key, item, steps):
        return False
    parts = item if isinstance(item, list) else [item]
    holds = any(isinstance(part, Mapping) for part in parts)
    return key not in _NAMES or (key in _HOLDING and holds)


def _is_fact(value: Any, steps: Steps, *, ours: bool) -> bool:
    """Say whether a text or number may change; of what is ours only a day or year may."""
    if isinstance(value, str):
        dated = ours or bool(_EXPLAINING.intersection(map(str, steps[-1:])))
        return bool((_DATED if dated else _NUMBER).search(value)) and not _CODE.fullmatch(value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and (not ours or _is_year(value))


def _is_year(number: float) -> bool:
    return _FIRST_YEAR <= number <= _LAST_YEAR


def _is_ours(holder: Mapping[str, Any], key: str, item: Any, steps: Steps) -> bool:
    """Say whether a key of an object is no fact of the notice, by what the object says of it."""
    if isinstance(item, str) and (key in _EXPRESSIONS or _NAMED_EXPRESSIONS & {*steps[-1:]}):
        return not _says_a_fact(item, holder)
    if isinstance(item, bool) or not isinstance(item, int | float):
        return False
    if key in _BOUNDS:
        sourced = bool(holder.get("x-source")) and holder.get("basis", "source") == "source"
        return not (_is_year(item) or (sourced and item not in _TECHNICAL))
    return key == "number" and bool(_NUMBERED.intersection(map(str, steps)))


def _says_a_fact(expression: str, holder: Mapping[str, Any]) -> bool:
    """Say whether an expression has a day, a year, or a number that its message says."""
    numbers = {float(found) for found in _IN_EXPRESSION.findall(_LITERAL.sub("''", expression))}
    if _DAY.search(expression) or any(map(_is_year, numbers)):
        return True
    message = holder.get("message")
    words = message.get("zh-CN", "") if isinstance(message, Mapping) else ""
    told = {float(found) for found in _FIGURE.findall(str(words))}
    return bool(numbers & told)


def at(document: Any, steps: Steps) -> Any:
    """Return what stands at a place; raises LookupError or TypeError where there is nothing."""
    for step in steps:
        document = document[step]
    return document
