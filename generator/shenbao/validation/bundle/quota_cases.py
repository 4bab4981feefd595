"""The cases of a quota, and the numbers that they look at."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from shenbao.core.messages.values import PolicyText, Value, policy_text, said
from shenbao.policy.cel import evaluation
from shenbao.policy.cel.expression import Expression
from shenbao.policy.model import Case, Lookup, Quota, Wording
from shenbao.validation.conditions import comparable
from shenbao.validation.context import Context
from shenbao.validation.numbers import exact, nearest, number_words, read

Failing: TypeAlias = tuple[Case, evaluation.Outcome]

_ENDS = re.compile(r"([，；：。]|[,;:.](?= |$))")
_SHOWN = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_COMMAS = ("，", ",")

ALLOWED = "allowed"
"""The number that a list allows a group."""

_BESIDES: Mapping[str, tuple[str, ...]] = {
    "quota": (),
    "distinct": (),
    "share": ("of", "percent"),
    "maxPer": ("base", "exact", "down", "nearest", "up"),
    "matches": ("rows", "applications", "differing"),
}


def numbers_beside(quota: Quota) -> tuple[str, ...]:
    """Return the numbers that a group has beside ``all`` and what the quota itself names."""
    listed = (ALLOWED,) if quota.kind == "quota" and quota.per_list is not None else ()
    return (*_BESIDES[quota.kind], *listed)


@dataclass(slots=True)
class Cases:
    """The cases of a quota, asked once for each set of counts."""

    quota: Quota
    context: Context
    _known: dict[tuple[tuple[str, float], ...], Failing | None] = field(default_factory=dict)

    def failing(self, counts: Mapping[str, float]) -> Failing | None:
        """Return the first case that does not hold or cannot be told, None where all hold."""
        key = tuple(counts.items())
        if key not in self._known:
            self._known[key] = self._ask({**self.context.variables, "counts": counts})
        return self._known[key]

    def _ask(self, variables: Mapping[str, object]) -> Failing | None:
        for case in self.quota.cases:
            outcome = Expression.of(case.assertion).holds(variables)
            if outcome is not True:
                return case, outcome
        return None


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a list gives no number."""

    why: Value


class Denominators:
    """The numbers that a list gives to groups (``maxPer``)."""

    def __init__(self, lookup: Lookup, context: Context) -> None:
        self._lookup = lookup
        self._list = context.lists[lookup.list_name]
        names = [column.name for column in self._list.columns]
        self._column = names.index(lookup.column)
        self._rows: dict[str, Sequence[str]] = {}
        for name, row in self._list.names():
            self._rows.setdefault(comparable(name), row.values)

    def of(self, key: Sequence[str], name: Value) -> Fraction | Unread:
        """Return the number for a group: of the named row, or that of the group's first key.

        ``name`` is that key in the words of an entry.
        """
        title = PolicyText(zh=self._list.title)
        if self._list.status == "missing":
            return Unread(said("undecided-lists", lists=title))
        code = comparable(self._lookup.code or key[0])
        row = self._rows.get(code)
        if row is None:
            named = self._lookup.code or name
            return Unread(said("undecided-not-listed", list=title, code=named))
        number = read(row[self._column])
        if number is None:
            column = PolicyText(zh=self._list.columns[self._column].title)
            facts: dict[str, Value] = {
                "list": title,
                "code": policy_text(row[1]),
                "column": column,
                "found": policy_text(row[self._column]),
            }
            return Unread(said("undecided-not-a-number", **facts))
        return number


def per(base: Fraction, size: float) -> dict[str, Fraction]:
    """Return one for so many of ``base``: exact, and as whole numbers."""
    quotient = base / (exact(size) or 1)
    return {
        "base": base,
        "exact": quotient,
        "down": Fraction(math.floor(quotient)),
        "nearest": Fraction(nearest(quotient)),
        "up": Fraction(math.ceil(quotient)),
    }


def share(part: int, whole: int) -> dict[str, Fraction]:
    """Return a part with its percentage of the whole."""
    return {"of": Fraction(part), "percent": Fraction(100 * part, whole)}


def without_nothing(message: Wording, counts: Mapping[str, Fraction]) -> Wording:
    """Leave out the parts of a sentence that count nothing of nothing: a year without rows.

    A part ends at a comma, a colon or a stop; it counts nothing where it shows two numbers or
    more and every one is zero.
    """
    return Wording(zh=_without_nothing(message.zh, counts), en=_without_nothing(message.en, counts))


def _without_nothing(text: str, counts: Mapping[str, Fraction]) -> str:
    kept: list[tuple[str, str]] = []
    pieces = [*_ENDS.split(text), ""]
    for part, end in zip(pieces[::2], pieces[1::2], strict=True):
        number_words = [counts.get(name) for name in _SHOWN.findall(part)]
        if len(number_words) > 1 and not any(number != 0 for number in number_words):
            if kept and kept[-1][1] in _COMMAS and end not in _COMMAS:
                kept[-1] = (kept[-1][0], end)
        else:
            kept.append((part, end))
    return "".join(part + end for part, end in kept)


def count_words(counts: Mapping[str, Fraction]) -> dict[str, str]:
    """Return the numbers as a message shows them."""
    return {name: number_words(value) for name, value in counts.items()}
