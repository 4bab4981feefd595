"""What a programme asks, clause by clause: the conditions to apply and the rest.

The sentence of a requirement is the gist of its clause, not the message of a rule: a
message speaks to somebody who has made a mistake, a gist to somebody who wants to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shenbao.forms import urls
from shenbao.policy.model import (
    ChecklistItem,
    Clause,
    Form,
    Notice,
    Programme,
    Reading,
    Rule,
    Severity,
    Track,
)
from shenbao.site.content import derived_facts

_PERMITTING = "可以"
_MANY = 4
_ORDER = ("error", "warning", "review", "declare", "info")
_FIXED = frozenset({"funding", "matching_funding", "period_start", "period_end", "topic"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What looks after a requirement: its id, its place on the site and its degrees.

    ``clause`` is the one that it rests on first; others only bear on it.
    """

    id: str
    target: str
    degrees: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A clause as something to meet, its strictest degree, its checks and open readings."""

    clause: Clause
    degree: str | None
    checks: tuple[Check, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Who may apply through a track: what to meet, what bars, how many."""

    track: Track
    meet: tuple[Requirement, ...]
    barred: tuple[Requirement, ...]
    limits: tuple[Requirement, ...]


def conditions(notice: Notice, programme: Programme, track: Track) -> Conditions:
    """Return the conditions of a track in the order in which the track names its clauses."""
    form = derived_facts.form_of(notice, track.form)
    forms = (form,) if form is not None else ()
    checks = _checks(notice, programme, forms)
    skipped = _dates(notice) | _plan(forms)
    limits = {
        clause
        for quota in derived_facts.quotas_over(notice, [track.form])
        if quota.kind != "matches"
        for clause in quota.clauses
    }
    of_people = (clause for item in forms for clause in _about_people(item))
    wanted = [
        clause
        for clause in dict.fromkeys((*track.clauses, *of_people))
        if clause in checks and clause not in skipped
    ]
    found = _requirements(notice, wanted, checks)
    barred = tuple(item for item in found if item.clause.id in track.barred)
    counted = tuple(item for item in found if item.clause.id in limits and item not in barred)
    rest = tuple(item for item in found if item not in barred and item not in counted)
    return Conditions(track=track, meet=rest, barred=barred, limits=counted)


def content(notice: Notice, programme: Programme) -> tuple[Requirement, ...]:
    """Return what a program checks beyond the conditions, in the order of the clauses."""
    forms = tuple(
        form
        for form_id in dict.fromkeys(track.form for track in programme.tracks)
        if (form := derived_facts.form_of(notice, form_id)) is not None
    )
    told = {
        item.clause.id
        for track in programme.tracks
        for group in _groups(conditions(notice, programme, track))
        for item in group
    }
    checks = _checks(notice, programme, forms)
    cited = {clause for form in forms for rule in form.all_rules() for clause in rule.clauses}
    order = [clause.id for clause in notice.clauses if clause.id in cited - told]
    return _requirements(notice, order, checks)


def by_tables(notice: Notice, programme: Programme) -> tuple[Requirement, ...]:
    """Return what lists and statistics are checked for: shares, numbers, what is supported."""
    named = {*programme.clauses, *(one for track in programme.tracks for one in track.clauses)}
    tables = {table.id for table in notice.tables}
    found: dict[str, list[Check]] = {}
    for table in notice.tables:
        for rule in table.all_rules():
            place = urls.rule(notice, rule, table)
            for clause in named.intersection(rule.clauses):
                check = _check(rule.id, place, _degrees(rule), rule.clauses)
                found.setdefault(clause, []).append(check)
    for quota in notice.quotas:
        place = f"{urls.page(notice, 'rules')}#{quota.id}"
        degrees = tuple(case.severity for case in quota.cases)
        for clause in named.intersection(quota.clauses) if tables.issuperset(quota.over) else ():
            check = _check(quota.id, place, degrees, quota.clauses)
            found.setdefault(clause, []).append(check)
    order = [clause.id for clause in notice.clauses if clause.id in found]
    return _requirements(notice, order, {key: tuple(checks) for key, checks in found.items()})


def applies_to(notice: Notice, item: ChecklistItem) -> str:
    """Return the programmes of a checklist item, with its topics where it names some."""
    concerned = [one for one in notice.programmes if one.id in item.programmes]
    if not concerned:
        return "不分项目"
    if len(concerned) == len(notice.programmes) and not item.topics:
        return "全部项目"
    return "、".join(_topics(programme, item.topics) for programme in concerned)


def _topics(programme: Programme, ids: tuple[str, ...]) -> str:
    places = [place for place, topic in enumerate(programme.topics) if topic.id in ids]
    if len(places) in (0, len(programme.topics)):
        return programme.id
    marks = [programme.topics[place].mark for place in places]
    in_a_row = places[-1] - places[0] == len(places) - 1
    if in_a_row and len(marks) >= _MANY:
        return f"{programme.id} 专题{marks[0]}至{marks[-1]}"
    return f"{programme.id} 专题{''.join(marks)}"


def _groups(item: Conditions) -> tuple[tuple[Requirement, ...], ...]:
    return (item.meet, item.barred, item.limits)


def _dates(notice: Notice) -> set[str]:
    """Return the clauses of periods and deadlines, which the summary of the page tells."""
    periods = {clause for period in notice.periods for clause in period.clauses}
    return periods | {clause for item in notice.deadlines for clause in item.clauses}


def _plan(forms: Iterable[Form]) -> set[str]:
    """Return the clauses of the rules on money, dates and topic: no conditions of persons."""
    return {
        clause
        for form in forms
        for node in form.fields()
        if node.role in _FIXED
        for rule in node.rules
        for clause in rule.clauses
    }


def _about_people(form: Form) -> Iterator[str]:
    for _, rules in derived_facts.rules_by_section(form, people=True):
        for rule in rules:
            yield from rule.clauses


def _checks(
    notice: Notice, programme: Programme, forms: tuple[Form, ...]
) -> dict[str, tuple[Check, ...]]:
    found: dict[str, dict[str, Check]] = {}
    for clauses, check in _all_checks(notice, programme, forms):
        for clause in clauses:
            found.setdefault(clause, {}).setdefault(check.id, check)
    return {clause: tuple(checks.values()) for clause, checks in found.items()}


def _all_checks(
    notice: Notice, programme: Programme, forms: tuple[Form, ...]
) -> Iterator[tuple[tuple[str, ...], Check]]:
    for form in forms:
        for rule in form.all_rules():
            target = urls.rule(notice, rule, form)
            yield rule.clauses, _check(rule.id, target, _degrees(rule), rule.clauses)
    for quota in derived_facts.quotas_over(notice, [form.id for form in forms]):
        degrees = tuple(case.severity for case in quota.cases)
        target = f"{urls.page(notice, 'rules')}#{quota.id}"
        yield quota.clauses, _check(quota.id, target, degrees, quota.clauses)
    for item in derived_facts.checklist_of(notice, programme):
        target = f"{urls.page(notice, 'checklist')}#{item.id}"
        yield item.clauses, _check(item.id, target, (item.severity,), item.clauses)


def _check(identity: str, target: str, degrees: tuple[str, ...], clauses: tuple[str, ...]) -> Check:
    return Check(id=identity, target=target, degrees=degrees, clause=next(iter(clauses), ""))


def _degrees(rule: Rule) -> tuple[Severity, ...]:
    return tuple(severity for severity, _ in derived_facts.steps_of(rule))


def _requirements(
    notice: Notice, ids: Iterable[str], checks: dict[str, tuple[Check, ...]]
) -> tuple[Requirement, ...]:
    return tuple(
        Requirement(
            clause=notice.clause(clause_id),
            degree=_degree(notice.clause(clause_id), checks.get(clause_id, ())),
            checks=checks.get(clause_id, ()),
            readings=tuple(item for item in notice.readings if clause_id in item.clauses),
        )
        for clause_id in ids
    )


def _degree(clause: Clause, checks: tuple[Check, ...]) -> str | None:
    """Return the strictest degree of the checks that rest on the clause first, if any."""
    if clause.gist.startswith(_PERMITTING):
        return None
    resting = [check for check in checks if check.clause == clause.id] or list(checks)
    degrees = {degree for check in resting for degree in check.degrees}
    return next((name for name in _ORDER if name in degrees), None)
