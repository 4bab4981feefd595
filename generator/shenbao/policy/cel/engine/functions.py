"""The functions that the profile adds to CEL, the same for every engine.

Days are whole numbers counted from 1970-01-01. A birthday of 29 February is completed on
1 March of a common year; 29 February plus years falls on 28 February of a common year, and a
day plus months on the last day of a month that has it not: 31 January and a month is 28 February.
``dec`` gives whole 元, half a 元 away from zero.
"""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from shenbao.policy.cel.folding import folded

Kind: TypeAlias = Literal["int", "double", "string", "bool", "list"]

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])?")
_MONTHS = 12
_LARGEST_YUAN = 2.0**53
_LARGEST_INT = 2**63

OURS: Mapping[str, str] = {"double": "shenbao_as_double", "int": "shenbao_as_int"}
"""Functions of CEL in whose place one of ours is called: theirs take texts and truth values too."""


@dataclass(frozen=True, slots=True)
class Overload:
    """One way to call a function: the kinds of what it takes and gives, and what it does.

    ``call`` raises ValueError, TypeError or OverflowError for what it has no answer to.
    """

    takes: tuple[Kind, ...]
    gives: Kind
    call: Callable[..., Any]


def _int(value: float) -> int:
    whole = int(value)
    if abs(whole) >= _LARGEST_INT:
        raise OverflowError("too large")
    return whole


def _date(text: str) -> int:
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError("not a day")
    return date.fromisoformat(found[1]).toordinal() - _EPOCH


def months_later(day: date, months: int) -> date:
    """Return the day so many months later; the last one of a month that is too short.

    Raises ValueError for a year that no calendar has.
    """
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, monthrange(year, month + 1)[1]))


def _add_months(days: int, months: int) -> int:
    return months_later(date.fromordinal(days + _EPOCH), months).toordinal() - _EPOCH


def _add_years(days: int, years: int) -> int:
    return _add_months(days, years * _MONTHS)


def _years_between(earlier: int, later: int) -> int:
    start, end = date.fromordinal(earlier + _EPOCH), date.fromordinal(later + _EPOCH)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _sum(values: list[Any]) -> float:
    """Add from left to right: ``sum`` of newer Pythons compensates, the browser does not."""
    total = 0.0
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError("not a plain value")
        total += float(value)
    return total


def _unique(values: list[Any]) -> bool:
    seen = set()
    for value in values:
        if not isinstance(value, str | int | float) or (
            isinstance(value, float) and math.isnan(value)
        ):
            raise TypeError("not a plain value")
        seen.add((isinstance(value, bool), value))
    return len(seen) == len(values)


def _folded(names: list[Any]) -> list[str]:
    if not all(isinstance(name, str) for name in names):
        raise TypeError("not names")
    return [folded(name) for name in names]


def _dec(amount: float) -> int:
    scaled = abs(amount) * 10000.0
    if not scaled < _LARGEST_YUAN:
        raise OverflowError("not an amount")
    whole = math.floor(scaled)
    yuan = whole + (2.0 * (scaled - whole) >= 1.0)
    return -yuan if amount < 0 else yuan


FUNCTIONS: Mapping[str, tuple[Overload, ...]] = {
    "date": (Overload(("string",), "int", _date),),
    "addMonths": (Overload(("int", "int"), "int", _add_months),),
    "addYears": (Overload(("int", "int"), "int", _add_years),),
    "yearsBetween": (Overload(("int", "int"), "int", _years_between),),
    "sum": (Overload(("list",), "double", _sum),),
    "unique": (Overload(("list",), "bool", _unique),),
    "dec": (Overload(("double",), "int", _dec),),
    "fold": (Overload(("string",), "string", folded), Overload(("list",), "list", _folded)),
    OURS["double"]: (Overload(("int",), "double", float), Overload(("double",), "double", float)),
    OURS["int"]: (Overload(("int",), "int", _int), Overload(("double",), "int", _int)),
}
