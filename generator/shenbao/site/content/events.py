"""Everything with a date, of all notices, in the order of time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from shenbao.forms import urls
from shenbao.forms import wording as form_wording
from shenbao.policy.model import Absent, Deadline, Notice, Stage, Target
from shenbao.site.content import derived_facts, wording

_MONTH = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
_YEAR_END = re.compile(r"(\d{4})\s*年底")
_ORDER = ("issued", "start", "stage", "deadline", "target", "end")
KINDS = {
    "issued": "印发",
    "start": "开始",
    "stage": "阶段",
    "deadline": "截止",
    "target": "目标到期",
    "end": "结束",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happens on a day, in a month or in a year.

    ``value`` is what a machine reads, ``shown`` what people read. ``inferred`` says what
    of the date the source does not give.
    """

    day: date
    value: str
    shown: str
    kind: str
    notice: Notice
    title: str
    target: str
    clauses: tuple[str, ...]
    inferred: str = ""
    deadline: Deadline | None = None


def events(notices: Sequence[Notice]) -> tuple[Event, ...]:
    """Return the events of notices, the earliest first."""
    found = [event for notice in notices for event in _of_notice(notice)]
    return tuple(sorted(found, key=lambda one: (one.day, _ORDER.index(one.kind), one.notice.id)))


def by_year(found: Sequence[Event]) -> dict[int, tuple[Event, ...]]:
    """Group events by year."""
    years = dict.fromkeys(event.day.year for event in found)
    return {year: tuple(event for event in found if event.day.year == year) for year in years}


def undated(notices: Sequence[Notice]) -> tuple[tuple[Notice, Stage | Target], ...]:
    """Return stages and targets without a date that a calendar has."""
    return tuple((notice, item) for notice in notices for item in _without_date(notice))


def silent(notice: Notice) -> tuple[Stage, ...]:
    """Return the stages for which the source names no time at all."""
    return tuple(stage for stage in notice.stages if isinstance(stage.when, Absent))


def _without_date(notice: Notice) -> Iterator[Stage | Target]:
    yield from (stage for stage in notice.stages if _moment(stage) is None)
    yield from (target for target in notice.targets if target.by is None)


def stages_beside_periods(notice: Notice) -> tuple[Stage, ...]:
    """Return the stages that no period or deadline of the notice tells already."""
    told = {period.title for period in notice.periods}
    return tuple(
        stage
        for stage in notice.stages
        if stage.title not in told and not _is_deadline(notice, stage)
    )


def _is_deadline(notice: Notice, stage: Stage) -> bool:
    """Say whether a stage is the same day of the same clause as a deadline."""
    moment = _moment(stage)
    return moment is not None and any(
        moment[1] == item.at.date().isoformat() and set(item.clauses) & set(stage.clauses)
        for item in notice.deadlines
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the schedule of a notice: the item that is told, and what kind it is."""

    kind: Literal["issued", "document", "deadline", "period", "stage"]
    item: Any


def schedule(notice: Notice) -> tuple[Entry, ...]:
    """Return everything of a notice with a time, the earliest first.

    Stages whose words name no day stand last, in the order of the notice; those for which the
    source names no time at all are not among them.
    """
    last = date.max
    found: list[tuple[date, Entry]] = []

    def add(day: date | Absent, kind: Any, item: Any) -> None:
        found.append((last if isinstance(day, Absent) else day, Entry(kind=kind, item=item)))

    if not isinstance(notice.issued, Absent):
        add(notice.issued, "issued", notice)
    for document in notice.sources[1:]:
        add(document.issued, "document", document)
    for period in notice.periods:
        add(period.start, "period", period)
    for deadline in notice.deadlines:
        add(deadline.at.date(), "deadline", deadline)
    for stage in stages_beside_periods(notice):
        if not isinstance(stage.when, Absent):
            moment = _moment(stage)
            add(last if moment is None else moment[0], "stage", stage)
    return tuple(entry for _, entry in sorted(found, key=lambda one: one[0]))


def _of_notice(notice: Notice) -> Iterator[Event]:
    index = urls.page(notice, "index")
    if not isinstance(notice.issued, Absent):
        yield _on(notice, notice.issued, "issued", wording.issued(notice), index)
    for document in notice.sources[1:]:
        if not isinstance(document.issued, Absent):
            yield _on(notice, document.issued, "issued", document.title, f"{index}#documents")
    for item in notice.deadlines:
        yield Event(
            day=item.at.date(),
            value=derived_facts.moment_value(item),
            shown=form_wording.moment_words(item),
            kind="deadline",
            notice=notice,
            title=item.what,
            target=urls.deadline(notice, item),
            clauses=item.clauses,
            inferred=item.inferred,
            deadline=item,
        )
    for period in notice.periods:
        for kind, day in (("start", period.start), ("end", period.end)):
            yield _on(
                notice,
                day,
                kind,
                period.title,
                f"{index}#timeline",
                clauses=period.clauses,
                inferred=period.inferred,
            )
    yield from _targets(notice)
    for stage in stages_beside_periods(notice):
        moment = _moment(stage)
        if moment is not None:
            day, value = moment
            place = f"{urls.page(notice, 'stages')}#stage-{stage.id}"
            yield Event(
                day=day,
                value=value,
                shown=str(stage.when),
                kind="stage",
                notice=notice,
                title=stage.title,
                target=place,
                clauses=stage.clauses,
            )


def _targets(notice: Notice) -> Iterator[Event]:
    for target in notice.targets:
        if target.by is not None:
            title = f"{target.mark} {target.title}（{wording.FIRMNESS[target.firm]}）"
            place = urls.target(notice, target.id)
            yield _on(notice, target.by, "target", title, place, clauses=target.clauses)


def _on(  # noqa: PLR0913 - an event has these parts
    notice: Notice,
    day: date,
    kind: str,
    title: str,
    target: str,
    *,
    clauses: tuple[str, ...] = (),
    inferred: str = "",
) -> Event:
    return Event(
        day=day,
        value=day.isoformat(),
        shown=str(form_wording.chinese_day(day)),
        kind=kind,
        notice=notice,
        title=title,
        target=target,
        clauses=clauses,
        inferred=inferred,
    )


def _moment(stage: Stage) -> tuple[date, str] | None:
    """Return the first date that the words of a stage name, and how exactly."""
    if isinstance(stage.when, Absent):
        return None
    month = _MONTH.search(stage.when)
    end = _YEAR_END.search(stage.when)
    if month is None:
        return (date(int(end[1]), 12, 31), end[1]) if end is not None else None
    parts = [part.zfill(2) for part in month.groups() if part]
    try:
        return date(*[int(part) for part in (*parts, "1")[:3]]), "-".join(parts)
    except ValueError:
        return None
