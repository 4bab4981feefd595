"""JSON values, limits and types as they stand in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from shenbao.changes.canonical.node import TYPES, Bound, canonical
from shenbao.core.messages.values import Value, many, said

_MOST = 6
_LONGEST = 60

_SIGNS = {
    ("lower", False): "≥",
    ("lower", True): ">",
    ("upper", False): "≤",
    ("upper", True): "<",
}


def json_words(value: Any) -> Value:
    """Return a JSON value as a reader sees it: a text without its quotes."""
    if isinstance(value, str):
        return _short(value) if value else said("change-empty-text")
    if isinstance(value, bool):
        return said("change-true" if value else "change-false")
    return said("change-null") if value is None else _short(canonical(value))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def list_words(values: Sequence[Any]) -> Value:
    """Enumerate JSON values, the first ones."""
    return many([json_words(value) for value in values], _MOST)


def bound_words(name: str, bound: Bound) -> str:
    """Return a limit with its sign: ≤ 58."""
    return f"{_SIGNS[name, bound[1]]} {canonical(bound[0])}"


def range_words(keyword: str, limit: int) -> Value:
    """Return a length or a count with its sign and unit: at most 200 characters."""
    unit = {"Length": "characters", "Items": "rows", "Properties": "properties"}[keyword[3:]]
    sign = "≥" if keyword.startswith("min") else "≤"
    return said(f"change-count-{unit}", limit=f"{sign} {limit}")


def type_words(types: Iterable[str]) -> Value:
    """Enumerate types; integers are numbers where others are too."""
    found = set(types)
    if "fraction" in found:
        found.discard("integer")
    return many([said(f"change-type-{name}") for name in TYPES if name in found])


def step_words(steps: Sequence[Any]) -> Value:
    """Return what a number has to be a multiple of."""
    return many([said("change-step", step=canonical(step)) for step in steps])
