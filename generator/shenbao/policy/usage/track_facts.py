"""What a notice says of one track: stated as a fact, else by the fields and rules of its form.

What holds for another track of the same form is not said of this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from shenbao.policy.cel.expression import Expression
from shenbao.policy.model import TRACK, Amount, Duration, Field, Form, Notice, Rule, Track

_FUNDING = "funding"
_START, _END = "period_start", "period_end"
_OWN = frozenset({_FUNDING, _START, _END, TRACK, "topic"})
"""Roles of facts that are told by themselves, wherever their fields stand."""


def amount(notice: Notice, track: Track) -> Amount | None:
    """Return the money of an application of a track, None where nothing of the notice says it.

    Stated; else the bounds of the field that plays ``funding``, where all of it that this track
    fills in has the same; else only the clauses of the rules at it, or its own.
    """
    form = _form(notice, track)
    if track.amount is not None or form is None:
        return track.amount
    fields = _of_track(form, track, (_FUNDING,))
    rules = list(_aimed_at(form, track, fields))
    bounds = {found for field in fields if (found := _bounds(field)) is not None}
    if len(bounds) == 1 and not any(_by_track(form, rule) for rule in rules):
        return bounds.pop()
    clauses = _clauses(rules, fields)
    unit = next((field.unit for field in fields if field.unit), "")
    return Amount(least=None, most=None, unit=unit, clauses=clauses) if clauses else None


def duration(notice: Notice, track: Track) -> Duration | None:
    """Return for how long a project of a track runs, where no period of the notice says it.

    Stated; else the days that the fields of the period are fixed to, or the clauses of the
    rules at them, or their own.
    """
    form = _form(notice, track)
    if track.period is not None or form is None:
        return track.period
    starts, ends = (_of_track(form, track, (role,)) for role in (_START, _END))
    fixed = [{_day(field) for field in fields} for fields in (starts, ends)]
    start, end = (days.pop() if len(days) == 1 else None for days in fixed)
    clauses = _clauses(list(_aimed_at(form, track, (*starts, *ends))), (*starts, *ends))
    if start is not None and end is not None:
        return Duration(start=start, end=end, clauses=clauses)
    return Duration(clauses=clauses) if clauses else None


def asked_of(notice: Notice, track: Track, role: str) -> tuple[str, ...]:
    """Return the clauses of the rules in the part of the form where the field of a role stands.

    Rules of money, period, track and topic are not among them, though their fields stand there too.
    """
    form = _form(notice, track)
    parts = () if form is None else form.sections
    for part in parts:
        fields = tuple(part.walk())
        if form is not None and any(field.role == role for field in fields):
            rules = _aimed_at(form, track, (field for field in fields if field.role not in _OWN))
            return tuple(dict.fromkeys(clause for rule in rules for clause in rule.clauses))
    return ()


def _form(notice: Notice, track: Track) -> Form | None:
    return next((form for form in notice.forms if form.id == track.form), None)


def _of_track(form: Form, track: Track, roles: tuple[str, ...]) -> tuple[Field, ...]:
    """Return the fields of some roles that an application of this track may fill in."""
    known = _known(form, track)
    found: list[Field] = []
    for top in form.sections:
        found += _open(top, known)
    return tuple(field for field in found if field.role in roles)


def _open(field: Field, known: dict[str, object]) -> Iterator[Field]:
    if field.when is not None and Expression.of(field.when).holds(known) is False:
        return
    yield field
    for below in (*field.children, *((field.item,) if field.item is not None else ())):
        yield from _open(below, known)


def _known(form: Form, track: Track) -> dict[str, object]:
    """Return the variables of an application of which only the track is known."""
    chosen = form.field_with_role(TRACK)
    value: object = track.id
    for step in reversed(chosen.pointer.split("/")[1:] if chosen is not None else ()):
        value = {step: value}
    return {"app": value if isinstance(value, dict) else {}}


def _aimed_at(form: Form, track: Track, fields: Iterable[Field]) -> Iterator[Rule]:
    """Yield the rules of the source that name one of the fields, and may bear on the track."""
    pointers = {field.pointer for field in fields}
    known = _known(form, track)
    for rule in form.all_rules():
        if rule.basis != "source" or not pointers.intersection(_targets(rule)):
            continue
        if rule.when is None or Expression.of(rule.when).holds(known) is not False:
            yield rule


def _targets(rule: Rule) -> Iterator[str]:
    """Yield the fields that findings of a rule name."""
    named = {case.at or rule.at for case in rule.cases} or {rule.at}
    for at in named:
        path = rule.pointer.split("/")
        for step in (at or "").split("/") if at else ():
            path = path[:-1] if step == ".." else [*path, step]
        yield "/".join(path)


def _by_track(form: Form, rule: Rule) -> bool:
    """Say whether a rule tells the tracks of a form apart."""
    chosen = form.field_with_role(TRACK)
    if chosen is None:
        return False
    path = tuple(chosen.pointer.split("/")[1:])
    return any(path in Expression.of(text).names("app") for text in rule.expressions)


def _bounds(field: Field) -> Amount | None:
    """Return what the keywords of a field allow; that nothing may be below 0 says nothing."""
    fixed = field.schema.get("const")
    least, most = field.schema.get("minimum", fixed), field.schema.get("maximum", fixed)
    if most is None and not least:
        return None
    return Amount(
        least=least,
        most=most,
        unit=field.unit or "",
        clauses=field.clauses,
        basis=field.basis,
    )


def _day(field: Field) -> date | None:
    fixed = field.schema.get("const")
    return date.fromisoformat(fixed) if isinstance(fixed, str) else None


def _clauses(rules: Iterable[Rule], fields: Iterable[Field]) -> tuple[str, ...]:
    """Return the clauses of rules, else those of fields, each once."""
    of_rules = (clause for rule in rules for clause in rule.clauses)
    of_fields = (clause for field in fields for clause in field.clauses)
    return tuple(dict.fromkeys(of_rules)) or tuple(dict.fromkeys(of_fields))
