"""Columns for the compiled scan: what of their cells it can judge, in its own numbers.

Each may call right only what ``Column.judge`` calls right; texts that are given one by one were
judged so before.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from shenbao.tabular.judge.cell_types import FALSE_VALUES, TRUE_VALUES, value_reader
from shenbao.tabular.judge.columns import Column
from shenbao.tabular.native import compiled
from shenbao.tabular.scan.native_patterns import Repeated, character_row
from shenbao.tabular.schema.table_schema import BOUNDS, Field

_LEAST, _MOST = -(2**63), 2**63 - 1
_SCALES = 19
_SHAPE_ROOM = 16
_LARGEST_POWER = 40
_WORD = 64
_YEAR_DIGITS = 4

_GOOD, _MISSING_GOOD, _MISSING_BAD = 1, 2, 3
"""What the scan says of an empty cell."""


class NativeColumn(NamedTuple):
    """What the compiled scan is told of a column, in the order in which it reads it."""

    kind: int
    empty: int
    key: int
    numbers: bytes
    missing_good: tuple[bytes, ...]
    missing_bad: tuple[bytes, ...]
    known: tuple[bytes, ...]


def native_column(column: Column) -> NativeColumn:
    """Return what the scan needs to know of a column, made once for its program."""
    if column.program.scanned is None:
        column.program.scanned = _native_column(column)
    made: NativeColumn = column.program.scanned
    return made


def _native_column(column: Column) -> NativeColumn:
    field = column.field
    missing = sorted(text for text in field.missing if text)
    good = [text for text in missing if column.accepts(text)]
    kind, numbers = _program(column)
    known = {text for text in _known(column) if text not in field.missing and column.accepts(text)}
    return NativeColumn(
        kind=kind,
        empty=_empty(column),
        key=key_kind(field),
        numbers=array("q", numbers).tobytes(),
        missing_good=_encoded(good),
        missing_bad=_encoded(text for text in missing if text not in good),
        known=_encoded(known - {""}),
    )


def key_kind(field: Field) -> int:
    """Return how the cells of a field become keys, ``NO_KEY`` where only Python knows."""
    if field.format != "default" or field.options.keys() - {"bareNumber"}:
        return compiled.NO_KEY
    if field.type == "number" and field.options:
        return compiled.NO_KEY
    return _KEYS.get(field.type, compiled.NO_KEY)


_KEYS = {
    "string": compiled.KEY_TEXT,
    "any": compiled.KEY_TEXT,
    "integer": compiled.KEY_INTEGER,
    "number": compiled.KEY_DECIMAL,
    "date": compiled.KEY_DATE,
    "year": compiled.KEY_YEAR,
}


def _encoded(texts: Iterable[str]) -> tuple[bytes, ...]:
    return tuple(text.encode("utf-8", "surrogatepass") for text in texts)


def _empty(column: Column) -> int:
    good = column.accepts("")
    if "" in column.field.missing:
        return _MISSING_GOOD if good else _MISSING_BAD
    return _GOOD if good else compiled.ASK


def _program(column: Column) -> tuple[int, list[int]]:
    """Return how the cells of a column are judged, and the numbers for it."""
    field = column.field
    build = _BUILDERS.get(field.type)
    if build is None or column.references or field.constraints.get("enum") is not None:
        return compiled.ASK, []
    return build(field) or (compiled.ASK, [])


_Program = tuple[int, list[int]] | None


def _string(field: Field) -> _Program:
    if field.format != "default":
        return None
    low = _clamped(max(field.constraints.get("minLength", 0), 0))
    high = _clamped(field.constraints.get("maxLength", _MOST))
    if high < 0:
        return None
    source = field.constraints.get("pattern")
    if source is None:
        return compiled.TEXT, [low, high]
    row = character_row(source)
    return None if row is None else (_shape(row, low, high) or _classes(row, low, high))


def _shape(row: tuple[Repeated, ...], low: int, high: int) -> _Program:
    """Return the program of a text of one length with a range of ASCII at each place."""
    spans: list[tuple[int, int]] = []
    for one in row:
        first = (one.ascii & -one.ascii).bit_length() - 1
        last = one.ascii.bit_length() - 1
        whole = one.ascii == (2 << last) - (1 << max(first, 0)) if one.ascii else False
        if one.least != one.most or one.ranges or not whole:
            return None
        spans += [(first, last)] * one.least
    if not 0 < len(spans) <= _SHAPE_ROOM or not low <= len(spans) <= high:
        return None
    starts, ends = zip(*spans, strict=True)
    return compiled.SHAPE, [low, high, *starts, *ends]


def _classes(row: tuple[Repeated, ...], low: int, high: int) -> _Program:
    numbers = [low, high]
    for one in row:
        halves = (one.ascii & (2**_WORD - 1), one.ascii >> _WORD)
        numbers += [one.least, one.most, *map(_signed, halves), len(one.ranges)]
        numbers += [code for span in one.ranges for code in span]
    return compiled.CLASSES, numbers


def _signed(word: int) -> int:
    return word - 2**_WORD if word > _MOST else word


def _any(_field: Field) -> _Program:
    return compiled.TEXT, [0, _MOST]


def _integer(field: Field) -> _Program:
    if any(sign in field.options.get("groupChar", "") for sign in "-0123456789"):
        return None
    return compiled.INTEGER, _whole_bounds(field)


def _year(field: Field) -> _Program:
    return compiled.INTEGER, [*_whole_bounds(field), _YEAR_DIGITS]


def _whole_bounds(field: Field) -> list[int]:
    lows, highs = _bounds(field)
    low = max((limit + excluded for limit, excluded in lows), default=_LEAST)
    high = min((limit - excluded for limit, excluded in highs), default=_MOST)
    return [_clamped(low), _clamped(high)]


def _number(field: Field) -> _Program:
    """Return limits for the digits of a number, for each number of decimals."""
    point = field.options.get("decimalChar", ".")
    group = field.options.get("groupChar", "")
    if field.options.get("floatNumber") or len(point) != 1 or not point.isascii():
        return None
    if any(sign in group for sign in f"-{point}0123456789") or point in "-0123456789\n\r\0":
        return None
    lows, highs = _bounds(field)
    limits = [Decimal(limit) for limit, _ in (*lows, *highs)]
    if not all(limit.is_finite() and _near(limit) for limit in limits):
        return None
    powers = [10**scale for scale in range(_SCALES)]
    least = [
        max((_above(Decimal(limit), power, out) for limit, out in lows), default=_LEAST)
        for power in powers
    ]
    most = [
        min(
            (-_above(Decimal(limit).copy_negate(), power, out) for limit, out in highs),
            default=_MOST,
        )
        for power in powers
    ]
    return compiled.DECIMAL, [0, 0, ord(point), *map(_clamped, least), *map(_clamped, most)]


def _near(limit: Decimal) -> bool:
    return not limit or abs(limit.adjusted()) < _LARGEST_POWER


def _above(limit: Decimal, power: int, excluded: bool) -> int:  # noqa: FBT001 - a kind of bound
    """Return the least whole number that passes a lower limit times a power of ten."""
    above, below = limit.as_integer_ratio()
    return above * power // below + 1 if excluded else -(-above * power // below)


def _date(field: Field) -> _Program:
    if field.format != "default":
        return None
    lows, highs = _bounds(field)
    low = max((_day(limit) + excluded for limit, excluded in lows), default=0)
    high = min((_day(limit) - excluded for limit, excluded in highs), default=_MOST)
    return compiled.DATE, [low, high]


def _day(day: date) -> int:
    return (day.year * 100 + day.month) * 100 + day.day


def _clamped(number: int) -> int:
    return min(max(number, _LEAST), _MOST)


def _bounds(field: Field) -> tuple[list[tuple[Any, bool]], list[tuple[Any, bool]]]:
    """Return the lower and the upper limits, each with whether it is itself excluded."""
    read = value_reader(field)
    lows: list[tuple[Any, bool]] = []
    highs: list[tuple[Any, bool]] = []
    for name in BOUNDS:
        limit = field.constraints.get(name)
        if limit is not None:
            into = lows if name.endswith("inimum") else highs
            into.append((read(limit), name.startswith("exclusive")))
    return lows, highs


_BUILDERS: Mapping[str, Callable[[Field], _Program]] = {
    "any": _any,
    "date": _date,
    "integer": _integer,
    "number": _number,
    "string": _string,
    "year": _year,
}


def _known(column: Column) -> Iterator[str]:
    """Yield texts that may be right: choices, truth values, what a foreign key may be."""
    field = column.field
    enum = field.constraints.get("enum")
    if enum is not None:
        read = value_reader(field)
        for item in enum:
            if isinstance(item, str):
                yield item
            yield from _spelled(read(item))
    elif column.references:
        smallest = min((one.values for one in column.references), key=len)
        for value in smallest:
            yield from _spelled(value)
    if field.type == "boolean":
        yield from field.options.get("trueValues", TRUE_VALUES)
        yield from field.options.get("falseValues", FALSE_VALUES)


def _spelled(value: Any) -> Iterator[str]:
    """Yield the usual way to write a value."""
    if isinstance(value, str | int | Decimal):
        yield str(value)
    elif isinstance(value, date):
        yield value.isoformat()
