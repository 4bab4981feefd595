"""When applications are taken: the deadline that closes a call, and the spans of days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from shenbao.policy.model import Deadline, Notice, Period, Programme

_BEIJING = timezone(timedelta(hours=8))
"""What days of a notice are counted in: no notice gives another zone for them."""


def closing(notice: Notice) -> Deadline | None:
    """Return the deadline that closes the call: the one named ``apply``, else the first."""
    named = (item for item in notice.deadlines if item.id == "apply")
    return next(named, notice.deadlines[0] if notice.deadlines else None)


def windows(notice: Notice, programme: Programme | None = None) -> tuple[Period, ...]:
    """Return the spans in which applications are taken, the earliest first.

    Those of a programme, else those of the whole notice; without a programme, all of them.
    """
    fitting = [item for item in notice.periods if item.kind == "application"]
    if programme is not None:
        own = [item for item in fitting if item.programme == programme.id]
        fitting = own or [item for item in fitting if item.programme is None]
    return tuple(sorted(fitting, key=lambda item: (item.start, item.end)))


def moments(notice: Notice, programme: Programme | None = None) -> tuple[tuple[str, str], ...]:
    """Return, as ISO 8601, when each of ``windows`` opens and when it is over."""

    def midnight(day: date) -> str:
        return datetime.combine(day, time(), _BEIJING).isoformat()

    return tuple(
        (midnight(item.start), midnight(item.end + timedelta(days=1)))
        for item in windows(notice, programme)
    )
