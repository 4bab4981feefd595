"""Editions of one call that stand side by side: which is before, which after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from shenbao.policy.model.notice import Later, Notice


def earlier(notices: Sequence[Notice], notice: Notice) -> Notice | None:
    """Return the notice that ``notice`` supersedes, None where it names none or it is not here."""
    named = notice.edition.earlier
    if named is None:
        return None
    return next((item for item in notices if item.id == named[0] != notice.id), None)


def later(notices: Sequence[Notice], notice: Notice) -> Notice | None:
    """Return the notice that supersedes ``notice``; of several the last by id."""
    found = [item for item in notices if earlier(notices, item) is notice]
    return max(found, key=lambda item: item.id, default=None)


def latest(notices: Sequence[Notice], notice: Notice) -> Notice | None:
    """Return the newest edition of the call of ``notice``, None where that is ``notice``."""
    newest, seen = notice, {notice.id}
    while (after := later(notices, newest)) is not None and after.id not in seen:
        newest = after
        seen.add(after.id)
    return None if newest is notice else newest


def before(notices: Sequence[Notice], notice: Notice) -> Iterator[Notice]:
    """Yield the editions before ``notice``, the nearest first; a circle ends."""
    seen = {notice.id}
    found = earlier(notices, notice)
    while found is not None and found.id not in seen:
        yield found
        seen.add(found.id)
        found = earlier(notices, found)


def side_by_side(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Return the notices, each of an older edition with what the newest one is."""
    return tuple(_with_later(notices, notice) for notice in notices)


def _with_later(notices: Sequence[Notice], notice: Notice) -> Notice:
    newest = latest(notices, notice)
    if newest is None:
        return notice
    told = Later(
        notice=newest.id,
        version=newest.edition.version,
        title=newest.title,
    )
    return replace(notice, later=told)


def day_of(notice: Notice) -> date | None:
    """Return the day from which an edition counts: it takes effect, else it was issued."""
    stated = (notice.edition.effective, notice.issued)
    return next((day for day in stated if isinstance(day, date)), None)


def newest_first(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Return notices in their order, older editions behind all others, the newer of them first."""
    return tuple(sorted(notices, key=_age))


def _age(notice: Notice) -> int:
    """Return 0 for what no edition follows, more for an older edition."""
    day = day_of(notice)
    known = 0 if day is None else day.toordinal()
    return 0 if notice.later is None else date.max.toordinal() - known
