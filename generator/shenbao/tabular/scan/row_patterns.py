"""A table's columns as one regular expression a line: what it accepts is right for certain.

Each column is either proved by its part of the expression, or caught by a group and judged
as a batch. A part matches no delimiter, quote or line end and matches a text in one way only,
so that a line which fails does so in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shenbao.tabular.judge.cell_types import FALSE_VALUES, TRUE_VALUES, value_reader
from shenbao.tabular.judge.columns import Column
from shenbao.tabular.schema.table_schema import BOUNDS, Field

MOST_COLUMNS = 200
_LONGEST = 1_000_000
"""No cell has more characters; expressions do not count to any number."""

_MOST_CHOICES = 64
_LEADING = 3
_FRACTION = r"(?:\.[0-9]{1,9})?"
_MONTH_DAY = (
    "(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
_YEARS = (1900, 2099)
_SIMPLE_PATTERN = re.compile(
    r"(?:(?:\[[A-Za-z0-9]+(?:-[A-Za-z0-9])?\]|[A-Za-z0-9]|\\\.)(?:\{[0-9]{1,3}\})?)+"
)
_SIMPLE_CLASS = re.compile(r"\[(?:0-9|A-Z|a-z|[A-Za-z0-9]+)\]|[^\[]")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPattern:
    """The expression for a line and the columns, from zero, that its groups catch, in order.

    The group ``marker`` is never empty for a line that is known, always for one that is not.
    """

    line: re.Pattern[str]
    groups: tuple[int, ...]
    marker: int


def row_pattern(
    columns: Sequence[Column], delimiter: str, quote: str, caught: Collection[int]
) -> RowPattern | None:
    """Return the expression for a line. ``caught`` are the columns that must be caught.

    None where no column is sure never to be empty: such a table may have blank rows that
    look right, and nothing marks the lines that are known.
    """
    if len(columns) > MOST_COLUMNS or delimiter.isalnum() or delimiter in ".-":
        return None
    plain = f"[^{re.escape(delimiter)}{re.escape(quote)}\r\n]"
    parts: list[str] = []
    groups: list[int] = []
    for index, column in enumerate(columns):
        part = None if index in caught else _part(column, plain, delimiter + quote)
        if part is None:
            groups.append(index)
            part = f"({plain}*)"
        parts.append(part)
    full = [index for index, column in enumerate(columns) if column.judge("").failures]
    if not full:
        return None
    marker = next((index for index in full if index in groups), full[0])
    if marker not in groups:
        groups = sorted([*groups, marker])
        parts[marker] = f"({parts[marker]})"
    else:
        parts[marker] = f"({plain}+)"
    line = re.escape(delimiter).join(parts)
    return RowPattern(
        line=re.compile(f"{line}\n|[^\n]*\n"),
        groups=tuple(groups),
        marker=groups.index(marker),
    )


def _part(column: Column, plain: str, special: str) -> str | None:
    """Return an expression for the right texts of a column, None where there is none."""
    field = column.field
    build = _BUILDERS.get(field.type)
    hides = not field.missing <= {""} and (
        field.type != "string" or bool(field.constraints.get("required"))
    )
    if build is None or hides or column.references or field.constraints.get("unique"):
        return None
    if field.constraints.get("enum") is not None:
        part = _choices(field, special)
    elif field.quick:
        part = build(field, plain)
    else:
        part = None
    if part is None:
        return None
    return part if column.judge("").failures else f"(?:{part})?"


def _choices(field: Field, special: str) -> str | None:
    """Return the choices as they are written plainly; other spellings are left to the reader."""
    if field.constraints.keys() - {"enum", "required"} or field.format != "default":
        return None
    allowed = field.constraints["enum"]
    if field.type == "integer":
        texts = [str(item) for item in allowed if type(item) is int]
    elif field.type == "string":
        texts = [item for item in allowed if isinstance(item, str)]
    else:
        return None
    return _any_of(texts, special)


def _any_of(texts: Sequence[str], special: str) -> str | None:
    distinct = list(dict.fromkeys(text for text in texts if text))
    if not 0 < len(distinct) <= _MOST_CHOICES:
        return None
    if any(character in special + "\r\n\0" for text in distinct for character in text):
        return None
    return f"(?:{'|'.join(map(re.escape, sorted(distinct, reverse=True)))})"


def _string(field: Field, plain: str) -> str | None:
    if field.format != "default":
        return None
    constraints = field.constraints
    least, most = constraints.get("minLength"), constraints.get("maxLength")
    source = constraints.get("pattern")
    if source is not None:
        simple = _SIMPLE_PATTERN.fullmatch(source) and not _SIMPLE_CLASS.sub("", source)
        return str(source) if simple and least is None and most is None else None
    low = max(1, least or 0)
    if low > _LONGEST or (most is not None and not low <= most <= _LONGEST):
        return None
    return f"{plain}{{{low},{'' if most is None else most}}}"


def _boolean(field: Field, _plain: str) -> str | None:
    texts = [
        *field.options.get("trueValues", TRUE_VALUES),
        *field.options.get("falseValues", FALSE_VALUES),
    ]
    return _any_of(texts, ",;|\t\"'")


def _integer(field: Field, _plain: str) -> str | None:
    if field.options.get("bareNumber") is False or "groupChar" in field.options:
        return None
    return _whole(_limits(field), 0)


def _number(field: Field, _plain: str) -> str | None:
    if field.options:
        return None
    # With a fraction a number may be nearly one more than its whole part.
    whole = _whole(_limits(field), 1)
    return None if whole is None else whole + _FRACTION


def _whole(limits: Mapping[str, Any], margin: int) -> str | None:
    """Return the whole numbers, from zero or one on, that are within limits for certain."""
    lows = [limits[name] for name in ("minimum", "exclusiveMinimum") if name in limits]
    highs = [limits[name] for name in ("maximum", "exclusiveMaximum") if name in limits]
    low = max(lows, default=0)
    zero = all(limits[name] <= 0 for name in ("minimum",) if name in limits) and all(
        limits[name] < 0 for name in ("exclusiveMinimum",) if name in limits
    )
    if not zero and (margin or not low <= 1 or "exclusiveMinimum" in limits):
        return None
    nought = ["0"] if zero else []
    if not highs:
        return f"(?:{'|'.join(['[1-9][0-9]{0,14}', *nought])})"
    high = int(min(highs)) - margin - ("exclusiveMaximum" in limits)
    if not 1 <= high < 10**15:
        return None
    return f"(?:{'|'.join([*_up_to(high), *nought])})"


def _up_to(high: int) -> list[str]:
    """Return disjoint expressions for the numbers from 1 to ``high``, without leading zeros.

    Of large limits only the leading digits are told apart; what is just below them is left
    to the reader.
    """
    digits = str(high)
    found = [f"[1-9][0-9]{{0,{len(digits) - 2}}}"] if len(digits) > 1 else []
    for place, digit in enumerate(digits[:_LEADING]):
        least = 1 if place == 0 else 0
        if int(digit) > least:
            rest = len(digits) - place - 1
            tail = f"[0-9]{{{rest}}}" if rest else ""
            found.append(f"{digits[:place]}[{least}-{int(digit) - 1}]{tail}")
    return [*found, digits]


def _date(field: Field, _plain: str) -> str | None:
    """Return the days of whole years within the limits; 29 February is left to the reader."""
    if field.format != "default":
        return None
    limits = _limits(field)
    first, last = _YEARS
    for name, day in limits.items():
        if name == "minimum" and day == date(day.year, 1, 1):
            first = max(first, day.year)
        elif name == "maximum" and day == date(day.year, 12, 31):
            last = min(last, day.year)
        else:
            return None
    if first > last:
        return None
    if (first, last) == _YEARS:
        return f"(?:19|20)[0-9]{{2}}-{_MONTH_DAY}"
    if last - first > _MOST_CHOICES:
        decades = f"{first // 100}-{last // 100}"
        return f"(?:19|20)[0-9]{{2}}-{_MONTH_DAY}" if decades == "19-20" and not limits else None
    years = "|".join(str(year) for year in range(first, last + 1))
    return f"(?:{years})-{_MONTH_DAY}"


def _limits(field: Field) -> dict[str, Any]:
    read = value_reader(field)
    return {
        name: read(field.constraints[name])
        for name in BOUNDS
        if field.constraints.get(name) is not None
    }


_BUILDERS: Mapping[str, Callable[[Field, str], str | None]] = {
    "string": _string,
    "boolean": _boolean,
    "integer": _integer,
    "number": _number,
    "date": _date,
}
