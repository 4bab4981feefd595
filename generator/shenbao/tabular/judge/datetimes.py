"""Dates, times and durations read as frictionless reads them, to the same values."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from importlib import import_module
from typing import Any, TypeAlias

Reader: TypeAlias = Callable[[Any], Any]

_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])", re.ASCII)
_LIKE_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-(?:[0-9]{1,2}| [0-9])", re.ASCII)
_FRACTION = re.compile(r"[.,]([0-9]+)")
_DURATION = re.compile(
    r"^(?P<sign>[+-])?P(?!\b)"
    r"(?P<years>[0-9]+(?:[,.][0-9]+)?Y)?(?P<months>[0-9]+(?:[,.][0-9]+)?M)?"
    r"(?P<weeks>[0-9]+(?:[,.][0-9]+)?W)?(?P<days>[0-9]+(?:[,.][0-9]+)?D)?"
    r"(?:T(?P<hours>[0-9]+(?:[,.][0-9]+)?H)?(?P<minutes>[0-9]+(?:[,.][0-9]+)?M)?"
    r"(?P<seconds>[0-9]+(?:[,.][0-9]+)?S)?)?$"
)
_LEFT_OUT = datetime(2000, 1, 1)  # noqa: DTZ001 - a text without a zone has none
_LATE = 24
_SECONDS_AT = 16
_SHORTEST_DATETIME = len("2000-01-01T00:00:00")
_SHORTEST_TIME = len("00:00:00")
_SECOND_COLON = len("00:00")


def foreign_digits(text: str) -> bool:
    """Say whether a text has digits other than 0 to 9, which other programs cannot read."""
    return not text.isascii() and any(
        character.isdecimal() and character > "9" for character in text
    )


def date_reader(form: str) -> Reader:
    """Return the reader of the type date."""
    parse = _parser(form, lambda text: datetime.strptime(text, "%Y-%m-%d"))  # noqa: DTZ007

    def read(cell: Any) -> date | None:
        if isinstance(cell, datetime):
            clock = cell.time()
            return cell.date() if clock.replace(microsecond=0) == time(0) else None
        if isinstance(cell, date):
            return cell
        if not isinstance(cell, str) or foreign_digits(cell):
            return None
        if form == "default" and _DAY.fullmatch(cell):
            with suppress(ValueError):
                return date.fromisoformat(cell)
            return None
        unlike = form == "default" and not _LIKE_DAY.fullmatch(cell)
        found = None if unlike else _attempt(parse, cell)
        return None if found is None else found.date()

    return read


def datetime_reader(form: str) -> Reader:
    """Return the reader of the type datetime."""
    return _moment_reader(_parser(form, _default_datetime), datetime, lambda found: found)


def time_reader(form: str) -> Reader:
    """Return the reader of the type time."""
    return _moment_reader(_parser(form, _default_time), time, datetime.timetz)


def _moment_reader(
    parse: Callable[[str], datetime], kind: type, part: Callable[[datetime], Any]
) -> Reader:
    """Return what takes a value of ``kind`` as it is and of a text that is read the ``part``."""

    def read(cell: Any) -> Any:
        if isinstance(cell, kind):
            return cell
        if not isinstance(cell, str) or foreign_digits(cell):
            return None
        found = _attempt(parse, cell)
        return None if found is None else part(found)

    return read


def _parser(form: str, default: Callable[[str], datetime]) -> Callable[[str], datetime]:
    if form == "default":
        return default
    if form == "any":
        return _guesser()
    return lambda text: datetime.strptime(text, form)  # noqa: DTZ007


def _guesser() -> Callable[[str], datetime]:
    """Return the parser of the format "any", which guesses.

    What a text leaves out is that of the first day of 2000, not of today, and a zone by name
    is none: the verdict must not depend on the day and the machine.
    """
    parser, tz = import_module("dateutil.parser"), import_module("dateutil.tz")

    def zone(name: str | None, offset: int | None) -> Any:
        return None if offset is None else tz.tzoffset(name, offset)

    def guess(text: str) -> datetime:
        found = parser.parse(text, default=_LEFT_OUT, tzinfos=zone)
        if not isinstance(found, datetime):
            raise ValueError(text)  # noqa: TRY004
        try:
            found.utcoffset()
        except ValueError:
            # An offset of a day or more: it is read, but cannot be compared.
            return found.replace(tzinfo=None)
        return found

    return guess


def _attempt(parse: Callable[[str], datetime], text: str) -> datetime | None:
    # Whatever a parser raises, the text is no date; frictionless does the same.
    with suppress(Exception):
        return parse(text)
    return None


def _default_datetime(text: str) -> datetime:
    if len(text) < _SHORTEST_DATETIME or text[_SECONDS_AT] != ":":
        raise ValueError(text)
    return iso_datetime(text)


def _default_time(text: str) -> datetime:
    if len(text) < _SHORTEST_TIME or text[_SECOND_COLON] != ":":
        raise ValueError(text)
    return iso_datetime(f"2000-01-01T{text}")


def iso_datetime(text: str) -> datetime:
    """Return the time that an ISO 8601 text means, as ``dateutil.parser.isoparse`` reads it."""
    if not text.isascii():
        raise ValueError(text)
    try:
        day, position = _common_date(text)
    except ValueError:
        day, position = _uncommon_date(text)
    if position >= len(text):
        return datetime.combine(day, time(0))
    hour, minute, second, micro, zone = _clock(text[position + 1 :])
    if hour == _LATE:
        return datetime.combine(day, time(0, tzinfo=zone)) + timedelta(days=1)
    return datetime.combine(day, time(hour, minute, second, micro, zone))


def _digits(text: str, position: int, count: int) -> int:
    digits = text[position : position + count]
    if len(digits) != count or not digits.isdigit():
        raise ValueError(text)
    return int(digits)


def _common_date(text: str) -> tuple[date, int]:
    year = _digits(text, 0, 4)
    if len(text) == len("2000"):
        return date(year, 1, 1), len(text)
    dashed = text[4] == "-"
    position = 4 + dashed
    month = _digits(text, position, 2)
    position += 2
    if position >= len(text):
        if not dashed:
            raise ValueError(text)
        return date(year, month, 1), position
    if dashed:
        if text[position] != "-":
            raise ValueError(text)
        position += 1
    # dateutil makes the date only at the end: a wrong day is no reason to read it as a week.
    day = _digits(text, position, 2)
    return _real(year, month, day), position + 2


class _NoSuchDayError(Exception):
    """The digits are in their places, the day does not exist."""


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _NoSuchDayError from error


def _uncommon_date(text: str) -> tuple[date, int]:
    year = _digits(text, 0, 4)
    dashed = text[4:5] == "-"
    position = 4 + dashed
    if text[position : position + 1] != "W":
        ordinal = _digits(text, position, 3)
        if not 1 <= ordinal <= 365 + calendar.isleap(year):
            raise ValueError(text)
        return date(year, 1, 1) + timedelta(days=ordinal - 1), position + 3
    week = _digits(text, position + 1, 2)
    position += 3
    day = 1
    if len(text) > position:
        if (text[position] == "-") != dashed:
            raise ValueError(text)
        position += dashed
        day = _digits(text, position, 1)
        position += 1
    if not (1 <= week <= 53 and 1 <= day <= 7):  # noqa: PLR2004
        raise ValueError(text)
    first = date(year, 1, 4)
    monday = first - timedelta(days=first.isocalendar()[2] - 1)
    return monday + timedelta(days=(week - 1) * 7 + day - 1), position


def _clock(text: str) -> tuple[int, int, int, int, timezone | None]:
    """Read hour, minute, second, fraction and offset; each may be left out from the end."""
    if len(text) < len("00"):
        raise ValueError(text)
    parts = [0, 0, 0, 0]
    zone: timezone | None = None
    position, index, colons = 0, -1, False
    while position < len(text) and index < len("hms.z"):
        index += 1
        if text[position] in "-+Zz":
            zone = _offset(text[position:])
            position = len(text)
            break
        if index == 1 and text[position] == ":":
            colons = True
            position += 1
        elif index == 2 and colons:  # noqa: PLR2004
            if text[position] != ":":
                raise ValueError(text)
            position += 1
        if index < len("hms"):
            parts[index] = _digits(text, position, 2)
            position += 2
        elif index == len("hms") and (found := _FRACTION.match(text, position)):
            digits = found[1][:6]
            parts[index] = int(digits) * 10 ** (6 - len(digits))
            position = found.end()
    if position < len(text) or (parts[0] == _LATE and any(parts[1:])):
        raise ValueError(text)
    return parts[0], parts[1], parts[2], parts[3], zone


def _offset(text: str) -> timezone:
    if text in {"Z", "z"}:
        return UTC
    if len(text) not in {3, 5, 6} or text[0] not in "+-":
        raise ValueError(text)
    hours = _digits(text, 1, 2)
    minutes = 0
    if len(text) > len("+00"):
        position = 4 if text[3] == ":" else 3
        if len(text) != position + 2:
            raise ValueError(text)
        minutes = _digits(text, position, 2)
    if minutes > 59 or hours > 23:  # noqa: PLR2004
        raise ValueError(text)
    shift = timedelta(hours=hours, minutes=minutes)
    return timezone(-shift if text[0] == "-" else shift)


class Span:
    """A duration with years or months, which no number of days equals."""

    __slots__ = ("months", "rest", "years")

    def __init__(self, years: Decimal, months: Decimal, rest: timedelta) -> None:
        self.years = years
        self.months = months
        self.rest = rest

    @property
    def parts(self) -> tuple[timedelta, Decimal, Decimal]:
        """What two spans have in common that are one key."""
        return self.rest, self.months, self.years

    @property
    def length(self) -> tuple[timedelta, Decimal]:
        """What two spans have in common that are equal: one year is twelve months."""
        return self.rest, self.years * 12 + self.months

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Span):
            return NotImplemented
        return self.length == other.length

    def __hash__(self) -> int:
        # As in isodate, one year and twelve months are equal but do not meet as keys.
        return hash(self.parts)

    def __repr__(self) -> str:
        return f"Span({self.years}, {self.months}, {self.rest})"


def read_duration(cell: Any) -> timedelta | Span | None:
    """Return the duration that an ISO 8601 text means."""
    if isinstance(cell, timedelta | Span):
        return cell
    if not isinstance(cell, str):
        return None
    found = _DURATION.match(cell)
    if not found:
        return None
    try:
        years, months = (
            Decimal((found[name] or "0n")[:-1].replace(",", ".")) for name in ("years", "months")
        )
        rest = timedelta(
            **{
                name: float((found[name] or "0n")[:-1].replace(",", "."))
                for name in ("weeks", "days", "hours", "minutes", "seconds")
            }
        )
        negative = found["sign"] == "-"
        if years == 0 and months == 0:
            return timedelta(0) - rest if negative else rest
        return Span(-years, -months, -rest) if negative else Span(years, months, rest)
    except (ArithmeticError, ValueError):
        return None
