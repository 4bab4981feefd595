"""What a notice says once and uses in many places: a number, a day or a word under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from shenbao.core.findings import Basis
from shenbao.policy.model.clause import Wording

Plain: TypeAlias = str | int | float
"""A value as JSON writes it; a day is its ISO 8601 text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value of the notice; ``title`` says what it means.

    Exactly one of ``value`` and ``values`` is there. ``values`` are by the codes of the list
    ``by`` (``tracks`` for the tracks of the notice), not necessarily by all of them.
    """

    id: str
    title: Wording
    value: Plain | None
    by: str | None
    values: Mapping[str, Plain] = field(default_factory=dict)
    unit: str = ""
    clauses: tuple[str, ...] = ()
    basis: Basis = "source"


def is_day(value: object) -> bool:
    """Say whether a value is a day of the calendar, ``2024-04-30``."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def in_words(value: Plain, *, english: bool = False) -> str:
    """Return a value as a sentence shows it: 58, 0.5, 2024年4月30日 (in English 2024-04-30)."""
    if isinstance(value, str):
        if english or not is_day(value):
            return value
        day = date.fromisoformat(value)
        return f"{day.year}年{day.month}月{day.day}日"
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value)
