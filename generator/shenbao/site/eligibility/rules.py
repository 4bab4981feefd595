"""What the script of 我能报什么 judges by: of each form the rules that the answers decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from shenbao.forms import urls
from shenbao.forms import wording as form_wording
from shenbao.media.html.script_data import spec
from shenbao.policy.cel.expression import Expression, first_members
from shenbao.policy.model import (
    Absent,
    Case,
    Field,
    Form,
    Notice,
    Period,
    PeriodKind,
    Programme,
    Rule,
    Track,
)
from shenbao.policy.usage import call_dates
from shenbao.policy.usage.applications import application_forms
from shenbao.site.content import derived_facts
from shenbao.site.eligibility.questions import asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The pointers whose values the page has: the answers, and the topic of each variant."""

    asked: Mapping[str, Field]
    topic: str | None

    def has(self, pointer: str) -> bool:
        """Say whether the value at ``pointer`` is an answer or the topic."""
        return pointer in self.asked or pointer == self.topic


def known(form: Form) -> Known:
    """Return what the page knows of a form."""
    topic = form.field_with_role("topic")
    return Known(asked=asked(form), topic=topic.pointer if topic is not None else None)


def judged(form: Form) -> Form:
    """Return the form with only what the answers decide.

    Left are the asked fields, now required, the topic, and the rules and steps of rules
    that read nothing else. All steps of a rule must hold, so those that are left do.
    """
    values = known(form)
    sections = tuple(_node(section, values) for section in form.sections)
    return replace(
        form,
        sections=tuple(section for section in sections if section is not None),
        rules=_on_group(form.rules, values),
    )


def partly(form: Form, notice: Notice) -> dict[str, list[str]]:
    """Return the rules judged in part: the missing lists that their other steps need, by rule."""
    kept = {(rule.pointer, rule.id): rule for rule in judged(form).all_rules()}
    found: dict[str, list[str]] = {}
    for rule in form.all_rules():
        left = kept.get((rule.pointer, rule.id))
        if left is None or len(left.cases) == len(rule.cases):
            continue
        out = [case.assertion for case in rule.cases if case not in left.cases]
        behind = [rule.values[name] for name in _value_names(out, rule.values)]
        lists = [notice.code_list(name) for name in first_members([*out, *behind], "ref")]
        titles = [item.title for item in lists if item.status == "missing"]
        found[rule.id] = list(dict.fromkeys((*found.get(rule.id, ()), *titles)))
    return found


def open_tracks(notices: Sequence[Notice]) -> list[dict[str, Any]]:
    """Return the tracks that are open to apply for, with what the page tells of each."""
    forms = {(notice.id, form.id): form for notice, form in application_forms(notices)}
    return [
        _row(notice, programme, track, forms[notice.id, track.form])
        for notice in notices
        for programme in notice.programmes
        for track in programme.tracks
        if (notice.id, track.form) in forms
    ]


def specs(notices: Sequence[Notice]) -> dict[str, Any]:
    """Return the descriptions that the check reads, by form."""
    found: dict[str, Any] = {}
    for notice, form in application_forms(notices):
        described = spec(notice, judged(form))
        described["messages"] = ""
        described["clauses"] = {
            name: {**clause, **_clause(notice, name)}
            for name, clause in described["clauses"].items()
        }
        found[form.ref] = described
    return found


def _clause(notice: Notice, name: str) -> dict[str, str]:
    clause = notice.clause(name)
    href = urls.relative(urls.clause(notice, name), urls.ELIGIBILITY)
    return {
        "gist": clause.gist,
        "lines": clause.lines,
        "document": clause.said_in,
        "href": href,
    }


def _row(notice: Notice, programme: Programme, track: Track, form: Form) -> dict[str, Any]:
    values = known(form)
    deadline = call_dates.closing(notice)
    marks = {topic.id: topic.mark for topic in programme.topics}
    order = [topic.id for topic in programme.topics]
    return {
        "form": form.ref,
        "noticeId": notice.id,
        "notice": notice.short_title,
        "programme": programme.title,
        "track": track.title,
        "asked": len(values.asked),
        "topicAt": values.topic,
        "topics": [
            {"id": topic, "mark": marks[topic], "at": order.index(topic)} for topic in track.topics
        ],
        "amount": str(derived_facts.amount(notice, track)),
        "spans": {
            kind: [_span(item) for item in derived_facts.spans(notice, programme, track, kind)]
            or (_lasting(notice, track) if kind == "execution" else [])
            for kind in get_args(PeriodKind)
        },
        "closes": deadline.at.isoformat() if deadline is not None else None,
        "windows": [] if deadline is not None else call_dates.moments(notice, programme),
        "deadline": form_wording.moment_words(deadline) if deadline is not None else "",
        "moved": form_wording.moved_words(notice, deadline) if deadline is not None else "",
        "inferred": deadline.inferred if deadline is not None else "",
        "programmeHref": urls.relative(urls.programme(notice, programme), urls.ELIGIBILITY),
        "formHref": urls.relative(urls.fillable(notice, form.id), urls.ELIGIBILITY),
        "others": _others(notice, programme, track, form),
        "partly": partly(form, notice),
    }


def _lasting(notice: Notice, track: Track) -> list[dict[str, str]]:
    """Return for how long a project runs where the notice has no period of days for it."""
    said = derived_facts.duration(notice, track)
    return [] if isinstance(said, Absent) else [{"text": said, "inferred": ""}]


def _span(period: Period) -> dict[str, str]:
    """Return a period in words, with what of it is ours and why."""
    days = f"{form_wording.chinese_day(period.start)}至{form_wording.chinese_day(period.end)}"
    return {"text": days, "inferred": period.inferred}


def _others(notice: Notice, programme: Programme, track: Track, form: Form) -> dict[str, int]:
    """Count what the page leaves open: rules not or partly judged, quotas, what people judge."""
    done = {rule.id for rule in judged(form).all_rules()} - set(partly(form, notice))
    others = {rule.id for rule in form.all_rules()} - done
    items = [
        item
        for item in notice.checklist
        if programme.id in item.programmes
        and (not item.topics or not track.topics or set(item.topics) & set(track.topics))
    ]
    quotas = derived_facts.quotas_of(notice, programme, track)
    return {"rules": len(others), "quotas": len(quotas), "items": len(items)}


def _node(field: Field, values: Known) -> Field | None:
    if field.pointer == values.topic and field.pointer not in values.asked:
        return replace(field, rules=())
    if field.pointer in values.asked:
        return replace(field, required=True, rules=tuple(_rules(field.rules, values)))
    below = tuple(_node(child, values) for child in field.children)
    children = tuple(child for child in below if child is not None)
    if not children:
        return None
    rules = _on_group(field.rules, values)
    return replace(field, required=True, children=children, rules=rules)


def _on_group(rules: Iterable[Rule], values: Known) -> tuple[Rule, ...]:
    """Return the rules of a group but those on its shape: answers do not say if it is whole."""
    return tuple(replace(rule, keywords=()) for rule in _rules(rules, values) if rule.cases)


def _rules(rules: Iterable[Rule], values: Known) -> Iterator[Rule]:
    for rule in rules:
        if rule.when is not None and not _decided([rule.when], rule.pointer, values):
            continue
        if rule.keywords and not rule.cases:
            yield rule
            continue
        cases = tuple(case for case in rule.cases if _decides(case, rule, values))
        if cases:
            yield _with_cases(rule, cases)


def _decides(case: Case, rule: Rule, values: Known) -> bool:
    """Say whether a step reads an answer, and nothing but answers and the topic."""
    behind = [rule.values[name] for name in _value_names([case.assertion], rule.values)]
    expressions = [case.assertion, *behind]
    of_answers = rule.pointer in values.asked or any(
        pointer in values.asked for pointer in _pointers(expressions, rule.pointer)
    )
    return of_answers and _decided(expressions, rule.pointer, values)


def _decided(expressions: Sequence[str], at: str, values: Known) -> bool:
    return all(values.has(pointer) for pointer in _pointers(expressions, at))


def _pointers(expressions: Iterable[str], at: str) -> Iterator[str]:
    for expression in expressions:
        for root, start in (("app", ""), ("self", at)):
            for path in Expression.of(expression).names(root):
                yield "/".join((start, *path))


def _value_names(
    expressions: Iterable[str], values: Mapping[str, str], shown: Iterable[str] = ()
) -> list[str]:
    """Return the named values that the expressions are made of, and ``shown``, in their order."""
    needed = set(shown)
    waiting = [*expressions, *(values[name] for name in needed)]
    while waiting:
        for name in first_members([waiting.pop()], "value"):
            if name in values and name not in needed:
                needed.add(name)
                waiting.append(values[name])
    return [name for name in values if name in needed]


def _with_cases(rule: Rule, cases: tuple[Case, ...]) -> Rule:
    asserts = [case.assertion for case in cases]
    shown = [name for name in rule.values if any(_shows(case, name) for case in cases)]
    behind = _value_names(asserts, rule.values, shown)
    kept = [*asserts, *(rule.values[name] for name in behind), rule.when or ""]
    # A reading that only the steps left out follow goes; one that no step names was stated.
    gone = set(first_members(rule.expressions, "reading")) - set(first_members(kept, "reading"))
    return replace(
        rule,
        cases=cases,
        values={name: rule.values[name] for name in behind},
        readings=tuple(name for name in rule.readings if name not in gone),
        lists=first_members(kept, "ref"),
    )


def _shows(case: Case, name: str) -> bool:
    return f"{{{name}}}" in case.message.zh + case.message.en
