"""Kinds about days: the age on a day, a day within bounds, a period of fixed length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, Literal

from shenbao.core.messages.values import PolicyText, Value, said
from shenbao.core.paths import Path
from shenbao.policy.cel.engine.functions import months_later
from shenbao.policy.model import Wording
from shenbao.policy.model.parameter import in_words
from shenbao.policy.shorthand.kinds.ask import DAYS, Ask, Part, text, unfit
from shenbao.policy.shorthand.kinds.fields import Target
from shenbao.policy.shorthand.kinds.kind import Kind, Step, where_given
from shenbao.policy.shorthand.kinds.trial import Trial, day_beside

_MONTHS = 12
_LENGTHS = {"years": "addYears", "months": "addMonths"}
_SIGNS = {"first": ">=", "after": ">", "last": "<=", "before": "<"}
_INSIDE = {"first": 0, "after": 1, "last": 0, "before": -1}
_ENDS: Mapping[str, tuple[int, ...]] = {"day-before": (-1,), "same-day": (0,), "either": (-1, 0)}


def day_words(day: date) -> Wording:
    """Return a day as a sentence shows it."""
    shown = day.isoformat()
    return Wording(zh=in_words(shown), en=in_words(shown, english=True))


def _literal(day: date) -> str:
    return f"date({text(day.isoformat())})"


def _age(ask: Ask, bound: Literal["least", "most"]) -> Iterator[Step]:
    subject = ask.fits(ask.subject, DAYS)
    relaxed, easier = _relaxed(ask)
    sign = "<=" if bound == "most" else ">="
    for part in ask.parts("years", "on"):
        years = int(ask.given(part, "years"))
        day = ask.day(ask.given(part, "on"))
        shown: dict[str, Value] = {"years": str(years), "day": day_words(day)}
        limit = _eased(relaxed, str(years), str(years + easier))
        asked = f"yearsBetween(date({subject.text}), {_literal(day)}) {sign} {limit}"
        words = said(f"kind-age-{bound}", who=ask.who, relaxed=_relaxed_words(ask), **shown)
        yield Step(ask.in_part(part, asked), words, shown, part.label)


def _relaxed(ask: Ask) -> tuple[str | None, int]:
    """Return the expression that says whether the limit is relaxed, and by how many years."""
    given = ask.rule.get("relax")
    if given is None:
        return None, 0
    field, value = _relaxing(ask, given)
    wanted = str(value).lower() if isinstance(value, bool) else text(value)
    return f"{field.text} == {wanted}", int(given["years"])


def _relaxing(ask: Ask, given: Mapping[str, Any]) -> tuple[Target, str | bool]:
    """Return the field for whose value a limit is relaxed, and that value: a code, or yes or no."""
    field = ask.named(str(given["field"]), "relax/field")
    if field.kind != "boolean":
        codes = ask.codes(field, "relax/field")
        value = given["is"]
        return field, ask.known(
            str(value).lower() if isinstance(value, bool) else value, codes, "relax/is"
        )
    if not isinstance(given["is"], bool):
        raise unfit("kind-relax-yes-no", label=PolicyText(zh=field.title), found=str(given["is"]))
    return field, given["is"]


def _eased(relaxed: str | None, limit: str, easier: str) -> str:
    return limit if relaxed is None else f"({relaxed} ? {easier} : {limit})"


def _relaxed_words(ask: Ask) -> Value:
    given = ask.rule.get("relax")
    if given is None:
        return ""
    field, value = _relaxing(ask, given)
    if isinstance(value, bool):
        message = "kind-relaxed-yes" if value else "kind-relaxed-no"
        return said(message, label=PolicyText(zh=field.title), years=str(given["years"]))
    label = ask.codes(field, "relax/field")[value]
    return said("kind-relaxed", label=PolicyText(zh=label), years=str(given["years"]))


def _relaxations(ask: Ask) -> Iterator[tuple[Mapping[Path, Any], int]]:
    """Yield each way in which a limit holds: the change of a submission, the years more."""
    given = ask.rule.get("relax")
    if given is None:
        yield {}, 0
        return
    field, value = _relaxing(ask, given)
    values = (False, True) if isinstance(value, bool) else ask.codes(field, "relax/field")
    yield {ask.place(field): next(other for other in values if other != value)}, 0
    yield {ask.place(field): value}, int(given["years"])


def _age_trials(ask: Ask, _data: Any, bound: Literal["least", "most"]) -> Iterator[Trial]:
    """Yield the last birthday that holds and the first that does not, a day further out."""
    outwards = -1 if bound == "most" else 1
    for part in ask.each("years", "on"):
        day = ask.day(ask.given(part, "on"))
        for change, more in _relaxations(ask):
            years = int(ask.given(part, "years")) + more
            whole = years + 1 if bound == "most" else years
            # The latest day of birth of somebody so old: born a day later, one is not yet.
            birthday = months_later(day, -_MONTHS * whole)
            last = birthday + timedelta(days=1) if bound == "most" else birthday
            yield from _around(ask, part, change, last, outwards)


def _around(
    ask: Ask, part: Part, change: Mapping[Path, Any], last: date, outwards: int
) -> Iterator[Trial]:
    place = ask.place(ask.subject)
    for away in (0, outwards):
        put = {**ask.in_case(part), **change, place: day_beside(last, away)}
        yield Trial(not away, put, group="".join(part.codes))


def _between(ask: Ask) -> Iterator[Step]:
    subject = ask.fits(ask.subject, DAYS)
    relaxed, easier = _relaxed(ask)
    for part in ask.parts(*_SIGNS):
        days = {key: ask.day(part.values[key]) for key in _SIGNS if key in part.values}
        _check_order(days)
        compared = [
            f"date({subject.text}) {_SIGNS[key]} "
            + (
                _eased(relaxed, _literal(day), f"addYears({_literal(day)}, {-easier})")
                if key in ("first", "after")
                else _literal(day)
            )
            for key, day in days.items()
        ]
        shown: dict[str, Value] = {key: day_words(day) for key, day in days.items()}
        words = said(
            f"kind-day-{'-'.join(days)}",
            label=PolicyText(zh=subject.title),
            relaxed=_relaxed_words(ask),
            **shown,
        )
        yield Step(ask.in_part(part, " && ".join(compared)), words, shown, part.label)


def _check_order(days: Mapping[str, date]) -> None:
    for keys in (("first", "after"), ("last", "before")):
        if days.keys() >= set(keys):
            raise unfit("kind-keys-both", first=keys[0], second=keys[1])
    bounds = [day.toordinal() + _INSIDE[key] for key, day in days.items()]
    if len(bounds) > 1 and bounds[0] > bounds[1]:
        crossed = [day.isoformat() for day in days.values()]
        raise unfit("kind-bounds-crossed", least=crossed[0], most=crossed[1])


def _between_trials(ask: Ask, _data: Any) -> Iterator[Trial]:
    for part in ask.each(*_SIGNS):
        for key in _SIGNS:
            if key not in part.values:
                continue
            inside = ask.day(part.values[key]) + timedelta(days=_INSIDE[key])
            lower = key in ("first", "after")
            for change, more in _relaxations(ask):
                eased = months_later(ask.day(part.values[key]), -_MONTHS * more)
                last = eased + timedelta(days=_INSIDE[key]) if lower else inside
                yield from _around(ask, part, change, last, -1 if lower else 1)


def _period(ask: Ask) -> Iterator[Step]:
    start, end = ask.fits(ask.target("from"), DAYS), ask.fits(_end(ask), DAYS)
    allowed = ", ".join(str(days) for days in _ends(ask))
    labels = {"start": PolicyText(zh=start.title), "end": PolicyText(zh=end.title)}
    for part in ask.parts(*_LENGTHS):
        if len(part.values.keys() & _LENGTHS.keys()) > 1:
            raise unfit("kind-keys-both", first="years", second="months")
        (length,) = part.values
        number = int(part.values[length])
        last = f"{_LENGTHS[length]}(date({start.text}), {number})"
        shown: dict[str, Value] = {length: str(number)}
        words = said(f"kind-period-{length}", **labels, **shown)
        asked = f"date({end.text}) - {last} in [{allowed}]"
        yield Step(ask.in_part(part, asked), words, shown, part.label)


def _where_both(ask: Ask) -> str:
    return where_given(ask.target("from"), _end(ask))


def _end(ask: Ask) -> Target:
    """Return the field of the last day: the one at ``to``, else that which the rule is about."""
    return ask.target("to") if "to" in ask.rule else ask.subject


def _ends(ask: Ask) -> tuple[int, ...]:
    return _ENDS[str(ask.rule.get("ends", "either"))]


def _period_trials(ask: Ask, data: Any) -> Iterator[Trial]:
    start = date.fromisoformat(str(ask.value(ask.target("from"), data)))
    allowed = _ends(ask)
    place = ask.place(_end(ask))
    for part in ask.each(*_LENGTHS):
        months = part.values.get("months", 0) + _MONTHS * part.values.get("years", 0)
        end = months_later(start, int(months))
        for away in (*allowed, min(allowed) - 1, max(allowed) + 1):
            put = {**ask.in_case(part), place: day_beside(end, away)}
            yield Trial(away in allowed, put, group="".join(part.codes))


AGE_AT_MOST = Kind(
    partial(_age, bound="most"),
    partial(_age_trials, bound="most"),
    needs=("years", "on"),
    allows=("by", "relax", "who"),
)
AGE_AT_LEAST = Kind(
    partial(_age, bound="least"),
    partial(_age_trials, bound="least"),
    needs=("years", "on"),
    allows=("by", "who"),
)
DAY_BETWEEN = Kind(_between, _between_trials, any_of=tuple(_SIGNS), allows=("by", "relax"))
FIXED_PERIOD = Kind(
    _period,
    _period_trials,
    needs=("from",),
    any_of=tuple(_LENGTHS),
    allows=("to", "ends", "by"),
    when=_where_both,
)
