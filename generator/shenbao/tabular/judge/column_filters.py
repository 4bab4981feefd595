"""Sound prefilters: a whole batch of texts found right at once, without judging each.

A prefilter may accept only what the exact reader accepts; whatever it does not know it
refuses, and the exact reader decides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from shenbao.tabular.judge.cell_judge import Reference
from shenbao.tabular.judge.cell_types import value_reader
from shenbao.tabular.judge.patterns import Pattern
from shenbao.tabular.schema.table_schema import BOUNDS, Field

Prefilter: TypeAlias = Callable[[Collection[str]], bool]

_DASHES = 2


def prefilter(field: Field, references: Sequence[Reference] = ()) -> Prefilter | None:
    """Return the prefilter of a column, None where there is none."""
    build = _BUILDERS.get(field.type)
    if build is None or not field.quick:
        return None
    if references and field.type != "string":
        return None
    quick = build(field)
    if quick is None:
        return None
    return _with_references(quick, references) if references else quick


def _with_references(quick: Prefilter, references: Sequence[Reference]) -> Prefilter:
    values = [reference.values for reference in references]

    def accepts(texts: Collection[str]) -> bool:
        return quick(texts) and all(all(map(known.__contains__, texts)) for known in values)

    return accepts


def _string(field: Field) -> Prefilter | None:
    if field.format != "default":
        return None
    least, most = field.constraints.get("minLength"), field.constraints.get("maxLength")
    source = field.constraints.get("pattern")
    pattern = Pattern(source) if source is not None else None
    match = pattern.quick.match if pattern else None
    reach = pattern.reach if pattern else 0
    # A missing value that is required must not pass as text.
    required = field.missing if field.constraints.get("required") else frozenset[str]()

    def accepts(texts: Collection[str]) -> bool:
        if required and not required.isdisjoint(texts):
            return False
        if least is not None and min(map(len, texts)) < least:
            return False
        if most is not None and max(map(len, texts)) > most:
            return False
        return match is None or (max(map(len, texts)) <= reach and all(map(match, texts)))

    return accepts


def _integer(field: Field) -> Prefilter | None:
    if {"bareNumber", "groupChar"} & field.options.keys() or _may_hide(field):
        return None
    low, high = _bounds(field)

    def accepts(texts: Collection[str]) -> bool:
        # The exact reader is int() itself, but for digits beyond ASCII.
        if not "".join(texts).isascii():
            return False
        try:
            values = list(map(int, texts))
        except ValueError:
            return False
        return (low is None or min(values) > low) and (high is None or max(values) < high)

    if low is not None:
        low = _just_below(field, low)
    if high is not None:
        high = _just_above(field, high)
    return accepts


def _just_below(field: Field, low: Any) -> Any:
    """Return the limit that a value must be above: an inclusive one lets its own value pass."""
    return low if "exclusiveMinimum" in field.constraints else low - 1


def _just_above(field: Field, high: Any) -> Any:
    return high if "exclusiveMaximum" in field.constraints else high + 1


def _number(field: Field) -> Prefilter | None:
    """Compare as doubles, strictly: rounding keeps the order, equality is left to the reader."""
    changed = {"bareNumber", "groupChar", "decimalChar", "floatNumber"} & field.options.keys()
    if changed or _may_hide(field):
        return None
    try:
        low, high = (None if bound is None else float(bound) for bound in _bounds(field))
    except OverflowError:
        return None

    def accepts(texts: Collection[str]) -> bool:
        # What float() reads Decimal() reads too; a NaN, which compares with nothing, makes
        # the sum one.
        if not "".join(texts).isascii():
            return False
        try:
            values = list(map(float, texts))
        except ValueError:
            return False
        total = sum(values)
        if total != total:  # noqa: PLR0124
            return False
        return (low is None or min(values) > low) and (high is None or max(values) < high)

    return accepts


def _date(field: Field) -> Prefilter | None:
    if field.format != "default" or _may_hide(field):
        return None
    low, high = (None if bound is None else bound.isoformat() for bound in _bounds(field))

    def accepts(texts: Collection[str]) -> bool:
        if not iso_days(texts):
            return False
        # Written so, days sort as text.
        return (low is None or min(texts) > low) and (high is None or max(texts) < high)

    return accepts


def iso_days(texts: Collection[str]) -> Sequence[date] | None:
    """Return the days of texts that are all written YYYY-MM-DD, else None.

    ``fromisoformat`` also reads YYYYMMDD and weeks; of its forms only those of days and weeks
    have two dashes.
    """
    joined = "".join(texts)
    if joined.count("-") != _DASHES * len(texts) or "W" in joined:
        return None
    try:
        return list(map(date.fromisoformat, texts))
    except ValueError:
        return None


def _bounds(field: Field) -> tuple[Any, Any]:
    """Return the tighter limits; with both an inclusive and an exclusive one the tighter wins."""
    read = value_reader(field)
    found = {
        name: read(field.constraints[name])
        for name in BOUNDS
        if field.constraints.get(name) is not None
    }
    lows = [found[name] for name in ("minimum", "exclusiveMinimum") if name in found]
    highs = [found[name] for name in ("maximum", "exclusiveMaximum") if name in found]
    return max(lows, default=None), min(highs, default=None)


def _may_hide(field: Field) -> bool:
    """Say whether a required value could be missing although it reads as a number or date."""
    return bool(field.constraints.get("required")) and not field.missing <= {""}


_BUILDERS: Mapping[str, Callable[[Field], Prefilter | None]] = {
    "string": _string,
    "integer": _integer,
    "number": _number,
    "date": _date,
}
