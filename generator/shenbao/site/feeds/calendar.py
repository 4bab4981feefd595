"""The deadlines, periods and dated targets of all notices as one calendar file (RFC 5545).

Times are written in UTC, which every calendar program reads without a zone table; the
description gives the local time. A deadline of which the source names only the day is a
whole day. What the source does not give (zone, year) is said, in the title too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from shenbao.core.artifacts import Artifact
from shenbao.core.errors import MissingExtraError
from shenbao.core.messages import DEFAULT, say
from shenbao.forms.wording import moved_words, moves
from shenbao.policy.model import Deadline, Notice, Period, Target
from shenbao.policy.model.editions import day_of

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
        for target in notice.targets:
            if target.by is not None:
                result.add_component(_target(notice, target, target.by, language))
    return Artifact(PATH, result.to_ical())


def _deadline(notice: Notice, deadline: Deadline, language: str) -> Event:
    what = _clean(deadline.what)
    summary = say("calendar-deadline", {"what": what}, language)
    if deadline.extended_from:
        kind = "later" if moves(notice, deadline)[0].later else "earlier"
        summary = say(f"calendar-moved-{kind}", {"title": summary}, language)
    event = _event(
        notice,
        f"deadline-{deadline.id}",
        summary=_inferred(summary, deadline.inferred, language),
        lines=_deadline_lines(notice, deadline, language),
        language=language,
    )
    if deadline.extended_from:
        # A calendar that has the event already takes one with a higher number (RFC 5545, 3.8.7.4).
        event.add("sequence", len(deadline.extended_from))
    if deadline.precision == "day":
        _span(event, deadline.at.date(), deadline.at.date())
    else:
        event.add("dtstart", deadline.at.astimezone(UTC))
    event.add_component(_alarm(say("calendar-alarm", {"what": what}, language)))
    return event


def _period(notice: Notice, period: Period, language: str) -> Event:
    summary = say("calendar-period", {"title": _clean(period.title)}, language)
    event = _event(
        notice,
        f"period-{period.id}",
        summary=_inferred(summary, period.inferred, language),
        lines=_period_lines(notice, period, language),
        language=language,
    )
    _span(event, period.start, period.end)
    return event


def _target(notice: Notice, target: Target, by: date, language: str) -> Event:
    firm = "firm" if target.firm else "striving"
    facts = {"title": _clean(target.title), "firm": firm}
    event = _event(
        notice,
        f"target-{target.id}",
        summary=say("calendar-target", facts, language),
        lines=_target_lines(notice, target, language),
        language=language,
    )
    _span(event, by, by)
    return event


def _inferred(summary: str, inferred: str, language: str) -> str:
    return say("calendar-inferred-title", {"title": summary}, language) if inferred else summary


def _span(event: Event, first: date, last: date) -> None:
    """Let an event last whole days, both included; its end is the day after (RFC 5545, 3.6.1)."""
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))


def _event(
    notice: Notice, name: str, *, summary: str, lines: Iterable[str], language: str
) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{notice.id}-{name}@shenbao.example")
    # The notice's date, not the clock: the same policy gives the same bytes.
    event.add("dtstamp", datetime.combine(_day(notice), time(), tzinfo=UTC))
    # One calendar holds all notices: the title says whose it is.
    named = {"title": summary, "notice": _clean(notice.short_title)}
    event.add("summary", say("calendar-title", named, language))
    event.add("description", "\n".join(_clean(line) for line in lines))
    event.add("transp", "TRANSPARENT")
    return event


def _day(notice: Notice) -> date:
    """Return the notice's day; where the source gives none, the first that it names."""
    stated = day_of(notice)
    if stated is not None:
        return stated
    days = [period.start for period in notice.periods]
    days += [deadline.at.date() for deadline in notice.deadlines]
    return min(days + [target.by for target in notice.targets if target.by is not None])


def _alarm(words: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -_REMIND_BEFORE)
    return alarm


def _deadline_lines(notice: Notice, deadline: Deadline, language: str) -> Iterator[str]:
    yield say("calendar-notice", {"title": notice.title}, language)
    if deadline.precision == "day":
        day = deadline.at.date().isoformat()
        yield say("calendar-day", {"day": day}, language)
    else:
        local = deadline.at.astimezone(_BEIJING).replace(tzinfo=None).isoformat(" ", "minutes")
        yield say("calendar-time", {"time": local}, language)
        if deadline.zone_basis == "toolkit":
            yield say("calendar-zone-inferred", {}, language)
    if deadline.extended_from:
        yield moved_words(notice, deadline, language)
    if deadline.inferred:
        yield say("calendar-inferred", {"words": deadline.inferred}, language)
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
    if period.inferred:
        yield say("calendar-inferred", {"words": period.inferred}, language)
    yield from _clauses(notice, period.clauses, language)


def _target_lines(notice: Notice, target: Target, language: str) -> Iterator[str]:
    yield say("calendar-notice", {"title": notice.title}, language)
    yield say("calendar-target-due", {"due": str(target.due)}, language)
    yield target.message.plain().in_language(language)
    yield say(f"calendar-target-{'firm' if target.firm else 'striving'}", {}, language)
    yield from _clauses(notice, target.clauses, language)


def _clauses(notice: Notice, ids: Sequence[str], language: str) -> Iterator[str]:
    for clause_id in ids:
        clause = notice.clause(clause_id)
        facts = {"number": clause.number, "gist": clause.gist}
        yield say("calendar-clause", facts, language)
        if clause.quotes:
            yield say("calendar-quote", {"quote": clause.quote}, language)


def _clean(words: str) -> str:
    """Remove the control characters that RFC 5545, 3.1, forbids; line ends become blanks."""
    return _UNPRINTABLE.sub("", " ".join(words.split()))
