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
from shenbao.tabular.scan.native_patterns import Machine, machine
from shenbao.tabular.schema.table_schema import BOUNDS, Field

_LEAST, _MOST = -(2**63), 2**63 - 1
_SCALES = 19
_SHAPE_ROOM = 16
_LARGEST_POWER = 40
_YEAR_DIGITS = 4
_DEAD, _FIRST = 0, 1

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
        column.program.scanned = _native_column(column, *_program(column))
    made: NativeColumn = column.program.scanned
    return made


def cheap_column(column: Column) -> NativeColumn:
    """Return the same without a machine, which is worth its making only for many cells."""
    if column.program.scanned is None and _has_machine(column.field):
        return _native_column(column, compiled.ASK, [])
    return native_column(column)


def _has_machine(field: Field) -> bool:
    return "pattern" in field.constraints or field.format in _SPELT.get(field.type, ())


def _native_column(column: Column, kind: int, numbers: list[int]) -> NativeColumn:
    field = column.field
    missing = sorted(text for text in field.missing if text)
    good = [text for text in missing if column.accepts(text)]
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
    if build is None or column.references or not field.quick:
        return compiled.ASK, []
    return build(field) or (compiled.ASK, [])


_Program = tuple[int, list[int]] | None


def _string(field: Field) -> _Program:
    spelt = _SPELT[field.type].get(field.format)
    source = field.constraints.get("pattern")
    if field.format != "default" and (spelt is None or source is not None):
        return None
    low = _clamped(max(field.constraints.get("minLength", 0), 0))
    high = _clamped(field.constraints.get("maxLength", _MOST))
    if high < 0:
        return None
    if spelt is not None:
        return _spelt(spelt, low, high)
    if source is None:
        return compiled.TEXT, [low, high]
    made = machine(source)
    return None if made is None else (_shape(made, low, high) or _dfa(made, low, high))


def _temporal(field: Field) -> _Program:
    """Return the usual spelling of a time; limits are for Python to compare with."""
    spelt = _SPELT[field.type].get(field.format)
    if spelt is None or field.constraints.keys() & set(BOUNDS):
        return None
    return _spelt(spelt, 0, _MOST)


class Spelling(NamedTuple):
    """What is surely right: texts that match a pattern, with so many characters at most."""

    pattern: str
    most: int = _MOST


def _spelt(spelling: Spelling, low: int, high: int) -> _Program:
    made = machine(spelling.pattern)
    return None if made is None else _dfa(made, low, min(high, spelling.most))


_CLOCK = "([01][0-9]|2[0-3])(:[0-5][0-9]){2}"
_ATOM = "[0-9A-Za-z!#$%&'*+/=?^_`{}|~-]+"
_SPELT: Mapping[str, Mapping[str, Spelling]] = {
    "string": {
        "binary": Spelling("([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}(==|[A-Za-z0-9+/]=))?"),
        # With so few characters each part is within the limits that it has of its own.
        "email": Spelling(
            rf"{_ATOM}(\.{_ATOM})*@([0-9A-Za-z]([0-9A-Za-z-]*[0-9A-Za-z])?\.)+"
            r"[0-9A-Za-z][0-9A-Za-z-]*[A-Za-z]",
            most=64,
        ),
        "uri": Spelling("[a-zA-Z][a-zA-Z0-9+.-]*:[^\n]*"),
        "uuid": Spelling("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"),
    },
    "datetime": {
        "default": Spelling(
            "[1-9][0-9]{3}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)"
            rf"|(0[13578]|1[02])-31)T{_CLOCK}(\.[0-9]{{1,6}})?Z?"
        )
    },
    "time": {"default": Spelling(rf"{_CLOCK}(\.[0-9]{{1,6}})?Z?")},
    "yearmonth": {"default": Spelling("[0-9]{4}-(0[1-9]|1[0-2])")},
}
"""The texts of types and formats that most cells have; others are for Python to read."""


def _shape(made: Machine, low: int, high: int) -> _Program:
    """Return the program of a text of one length with a range of ASCII at each place."""
    spans: list[tuple[int, int]] = []
    state = _FIRST
    while any(made.moves[state]):
        goals = [made.moves[state][kind] for kind in made.ascii]
        codes = [code for code, goal in enumerate(goals) if goal]
        beyond = any(made.moves[state][kind] for _, _, kind in made.ranges)
        if beyond or made.ends[state] or len(set(goals) - {_DEAD}) > 1 or len(spans) > _SHAPE_ROOM:
            return None
        if codes[-1] - codes[0] >= len(codes):
            return None
        spans.append((codes[0], codes[-1]))
        state = goals[codes[0]]
    if not 0 < len(spans) <= _SHAPE_ROOM or not low <= len(spans) <= high:
        return None
    starts, ends = zip(*spans, strict=True)
    return compiled.SHAPE, [low, high, *starts, *ends]


def _dfa(made: Machine, low: int, high: int) -> _Program:
    """Return the program of a machine: states and classes as places in one table.

    A row of it says first whether a text may end in its state.
    """
    width = 1 + len(made.moves[_DEAD])
    cells = [
        cell
        for ends, row in zip(made.ends, made.moves, strict=True)
        for cell in (int(ends), *(state * width for state in row))
    ]
    kinds = [1 + kind for kind in made.ascii]
    ranges = [number for first, last, kind in made.ranges for number in (first, last, 1 + kind)]
    return compiled.DFA, [low, high, width, len(made.ranges), *kinds, *ranges, *cells]


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
    "datetime": _temporal,
    "integer": _integer,
    "number": _number,
    "string": _string,
    "time": _temporal,
    "year": _year,
    "yearmonth": _temporal,
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
