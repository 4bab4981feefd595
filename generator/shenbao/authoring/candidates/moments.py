"""Days and minutes in a text, however they are written, and the spans between two of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shenbao.authoring.candidates.numerals import HAN_YEAR, SMALL, whole, year_of

YEAR = rf"(?:\d{{4}}|{HAN_YEAR})"
_TIME = (
    rf"(?:\s?(?:（[^（）]{{1,12}}）)?\s?(?:当[天日])?\s?(?P<part>上午|中午|下午|晚上?|凌晨|早上)?\s?"
    rf"(?P<hour>{SMALL})\s?"
    r"(?::\s?(?P<minute>\d{2})(?::\d{2})?\s?[时点]?|[时点]\s?(?:(?P<minutes>\d{1,2})\s?分|(?P<half>半))?整?))?"
)
_BRACKET = r"(?:\s?（(?!含)[^（）\d]{1,12}）)?"
_WORDS = re.compile(
    rf"(?:(?P<y>{YEAR})\s?年\s?|(?P<near>今年|本年度?|明年)\s?)?(?<![\d一二三四五六七八九十])"
    rf"(?P<m>{SMALL})\s?月份?\s?(?P<d>{SMALL})(?!\d)\s?[日号]?{_TIME}{_BRACKET}"
)
_SIGNS = re.compile(
    r"(?<![\d./])(?P<y>\d{4})\s?(?P<sign>[-./])\s?(?P<m>\d{1,2})\s?(?P=sign)\s?(?P<d>\d{1,2})(?!\d|[./]\d)日?"
    rf"{_TIME}{_BRACKET}"
)
_SAME_MONTH = re.compile(rf"(?P<d>{SMALL})\s?[日号]{_TIME}")
_SHORT = re.compile(rf"(?P<m>\d{{1,2}})[./](?P<d>\d{{1,2}})(?!\d){_TIME}")
_JOINT = re.compile(r"\s?(?:起|开始)?[，,]?\s?(?:-{1,2}|[至到])\s?")
_NOON, _LAST_HOUR, _LAST_MINUTE, _LAST_MONTH = 12, 24, 59, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What a day without a year is counted from; ``issued`` is None where nobody knows it.

    ``named`` is the year that number or title have.
    """

    issued: date | None
    named: int | None = None

    @property
    def year(self) -> int | None:
        """The year of the notice."""
        return self.issued.year if self.issued is not None else self.named

    @property
    def month(self) -> tuple[int, int]:
        """Year and month of issue; raises ValueError where nobody knows it."""
        if self.issued is None:
            raise ValueError
        return self.issued.year, self.issued.month

    def year_of(self, month: int, day: int) -> int | None:
        """Return the year of the first such day from the day of issue on."""
        if self.issued is None:
            return self.named
        after = (month, day) >= (self.issued.month, self.issued.day)
        return self.issued.year + (not after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day, or a minute of it, at a place of a text.

    ``year`` is None where the words have none and nobody knows it; ``told`` where they have it.
    ``time`` is ``HH:MM`` or empty.
    """

    begin: int
    end: int
    year: int | None
    month: int
    day: int
    time: str
    told: bool

    @property
    def date(self) -> str:
        """The day in ISO 8601, without its year where that is not known."""
        return f"{self.year}-{self.short}" if self.year else self.short

    @property
    def short(self) -> str:
        """Month and day."""
        return f"{self.month:02}-{self.day:02}"

    @property
    def value(self) -> str:
        """The day, and the minute where there is one."""
        return f"{self.date}T{self.time}" if self.time else self.date


def moments(text: str, known: Calendar) -> tuple[Moment, ...]:
    """Return the days of a plain text in their order, whatever they are written in."""
    found = [
        moment
        for pattern in (_WORDS, _SIGNS)
        for match in pattern.finditer(text)
        if (moment := _moment(match, known)) is not None
    ]
    return tuple(sorted(found, key=lambda moment: moment.begin))


def spans(text: str, found: Sequence[Moment], known: Calendar) -> Iterator[tuple[Moment, Moment]]:
    """Yield the first and the last of days that are joined: 3月1日至4月2日, 4月15-19日."""
    begins = {moment.begin: moment for moment in found}
    for first in found:
        joint = _JOINT.match(text, first.end)
        if joint is None:
            continue
        last = begins.get(joint.end()) or _rest(text, joint.end(), first, known)
        if last is not None:
            yield _dated(first, last)


def _rest(text: str, place: int, first: Moment, known: Calendar) -> Moment | None:
    """Return the last day of a span where only its day, or month and day, is written."""
    match = _SHORT.match(text, place) or _SAME_MONTH.match(text, place)
    return None if match is None else _moment(match, known, first)


def _dated(first: Moment, last: Moment) -> tuple[Moment, Moment]:
    """Return the days of a span, of which the one without a year has that of the other."""
    if first.told and not last.told and first.year:
        over = (last.month, last.day) < (first.month, first.day)
        return first, replace(last, year=first.year + over, told=True)
    if last.told and not first.told and last.year:
        over = (last.month, last.day) < (first.month, first.day)
        return replace(first, year=last.year - over, told=True), last
    if first.year and last.year and last.date < first.date:
        return replace(first, year=first.year - 1), last
    return first, last


def _moment(match: re.Match[str], known: Calendar, first: Moment | None = None) -> Moment | None:
    """Return what a match says; None where there is no such day or minute."""
    parts = match.groupdict()
    day = whole(parts["d"])
    month = whole(parts["m"]) if parts.get("m") else first.month if first is not None else 0
    told = True
    if parts.get("y"):
        year: int | None = year_of(parts["y"])
    elif parts.get("near") and known.year is not None:
        year = known.year + (parts["near"] == "明年")
    else:
        year, told = known.year_of(month, day), False
    try:
        date(year or 2024, month, day)
    except ValueError:
        return None
    time = _time(parts)
    if time is None:
        return None
    return Moment(
        begin=match.start(), end=match.end(), year=year, month=month, day=day, time=time, told=told
    )


def _time(parts: dict[str, str | None]) -> str | None:
    """Return the time of a day, empty where none is told, None where there is no such time."""
    if not parts["hour"]:
        return ""
    hour = whole(parts["hour"])
    later = parts["part"] in ("下午", "晚", "晚上") and hour < _NOON
    minute = 30 if parts["half"] else int(parts["minute"] or parts["minutes"] or 0)
    late = parts["part"] in ("晚", "晚上") and hour == _NOON
    hour += _NOON if later or late else 0
    return f"{hour:02}:{minute:02}" if hour <= _LAST_HOUR and minute <= _LAST_MINUTE else None
