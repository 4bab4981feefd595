"""The deadlines and periods of all notices as one calendar file (RFC 5545).

Times are written in UTC, which every calendar program reads without a zone table; the
description gives the local time and says where the zone was inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from shenbao.artifacts import Artifact
from shenbao.errors import MissingExtraError
from shenbao.messages import DEFAULT, say
from shenbao.policy.model import Absent, Deadline, Notice, Period

if TYPE_CHECKING:
    from icalendar import Alarm, Event

PATH = "calendar.ics"

_BEIJING = timezone(timedelta(hours=8))
_REMIND_BEFORE = timedelta(days=3)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def calendar(notices: Sequence[Notice], language: str = DEFAULT) -> Artifact:
    """Return ``calendar.ics``; raises MissingExtraError without the library icalendar."""
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise MissingExtraError("icalendar", "build") from error
    result = Calendar()
    result.add("prodid", "-//shenbao//shenbao//ZH")
    result.add("version", "2.0")
    result.add("calscale", "GREGORIAN")
    result.add("x-wr-calname", say("calendar-name", {}, language))
    result.add("x-wr-timezone", "Asia/Shanghai")
    for notice in notices:
        for deadline in notice.deadlines:
            result.add_component(_deadline(notice, deadline, language))
        for period in notice.periods:
            result.add_component(_period(notice, period, language))
    return Artifact(PATH, result.to_ical())


def _deadline(notice: Notice, deadline: Deadline, language: str) -> Event:
    what = _clean(deadline.what)
    event = _event(notice, f"deadline-{deadline.id}")
    event.add("dtstart", deadline.at.astimezone(UTC))
    event.add("summary", say("calendar-deadline", {"what": what}, language))
    lines = _deadline_lines(notice, deadline, language)
    event.add("description", "\n".join(_clean(line) for line in lines))
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(say("calendar-alarm", {"what": what}, language)))
    return event


def _period(notice: Notice, period: Period, language: str) -> Event:
    event = _event(notice, f"period-{period.id}")
    event.add("dtstart", period.start)
    event.add("dtend", period.end + timedelta(days=1))
    event.add("summary", say("calendar-period", {"title": _clean(period.title)}, language))
    lines = _period_lines(notice, period, language)
    event.add("description", "\n".join(_clean(line) for line in lines))
    event.add("transp", "TRANSPARENT")
    return event


def _event(notice: Notice, name: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{notice.id}-{name}@shenbao.example")
    # The edition's date, not the clock: the same policy gives the same bytes.
    event.add("dtstamp", datetime.combine(_edition_day(notice), time(), tzinfo=UTC))
    return event


def _edition_day(notice: Notice) -> date:
    """Return the edition's day; where the source gives none, the first day of the notice."""
    effective = notice.edition.effective
    if not isinstance(effective, Absent):
        return effective
    days = [period.start for period in notice.periods]
    return min([*days, *(deadline.at.date() for deadline in notice.deadlines)])


def _alarm(words: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -_REMIND_BEFORE)
    return alarm


def _deadline_lines(notice: Notice, deadline: Deadline, language: str) -> Iterator[str]:
    yield say("calendar-notice", {"title": notice.title}, language)
    local = deadline.at.astimezone(_BEIJING).replace(tzinfo=None).isoformat(" ", "minutes")
    yield say("calendar-time", {"time": local}, language)
    if deadline.zone_basis == "toolkit":
        yield say("calendar-zone-inferred", {}, language)
    if deadline.reading is not None:
        reading = notice.reading(deadline.reading)
        chosen = reading.option(reading.default).text
        args = {"question": reading.question, "option": chosen}
        yield say("calendar-reading", args, language)
    yield from _clauses(notice, deadline.clauses, language)


def _period_lines(notice: Notice, period: Period, language: str) -> Iterator[str]:
    yield say("calendar-notice", {"title": notice.title}, language)
    days = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    yield say("calendar-period-days", days, language)
    yield from _clauses(notice, period.clauses, language)


def _clauses(notice: Notice, ids: Sequence[str], language: str) -> Iterator[str]:
    for clause_id in ids:
        clause = notice.clause(clause_id)
        facts = {"number": clause.number, "gist": clause.gist}
        yield say("calendar-clause", facts, language)
        if clause.quotes:
            yield say("calendar-quote", {"quote": clause.quote}, language)


def _clean(words: str) -> str:
    """Remove the control characters that RFC 5545 forbids; line ends become blanks."""
    return _UNPRINTABLE.sub("", " ".join(words.split()))
