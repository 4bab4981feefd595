"""The targets in a form: on the fields that have to reach them, and as the script judges them.

The script judges as the check does (``validation/bundle/targets.py``); the seeded run of
``tests/conformance/by_chance/test_differential.py`` holds both to the same answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from shenbao.core.messages import LANGUAGES, say
from shenbao.forms.controls import LANGUAGE
from shenbao.policy.cel.expression import first_members
from shenbao.policy.model import CodeList, Field, Form, FormOrTable, Notice, Rule, Target, Wording

_ALONE = frozenset({"each", "min", "all"})


def targets_of(notice: Notice, home: FormOrTable) -> tuple[Target, ...]:
    """Return the targets that speak of a form or table."""
    return tuple(target for target in notice.targets if home.id in target.over)


def target_lists(notice: Notice, home: FormOrTable) -> tuple[CodeList, ...]:
    """Return the lists of those who have to be there, and those that conditions look at."""
    names: dict[str, None] = {}
    for target in targets_of(notice, home):
        names.update(dict.fromkeys(target.members.values()))
        names.update(dict.fromkeys(first_members([target.where or ""], "ref")))
    return tuple(notice.code_list(name) for name in names)


def target_rules(notice: Notice, home: FormOrTable) -> tuple[Rule, ...]:
    """Return the targets as rules: their clauses and readings are those of the page."""
    return tuple(_rule(target, home) for target in targets_of(notice, home))


def described_targets(notice: Notice, home: FormOrTable) -> dict[str, Any]:
    """Return the targets, and the fields of the roles they look at (``src/data/spec.ts``)."""
    targets = targets_of(notice, home)
    prefix = "/rows/*" if home.is_table else ""
    roles = {role: home.field_with_role(role) for target in targets for role in _roles(target)}
    return {
        "roles": {role: prefix + node.pointer for role, node in roles.items() if node is not None},
        "targets": [_described(notice, target) for target in targets],
    }


def _roles(target: Target) -> Iterator[str]:
    yield target.role
    yield from target.members
    yield from first_members([target.where or ""], "role")


def _described(notice: Notice, target: Target) -> dict[str, Any]:
    lists = dict.fromkeys(target.members.values())
    unit = f" {target.unit}" if target.unit else ""
    return {
        "id": target.id,
        "title": f"{target.mark} {target.title}",
        "severity": target.severity,
        "role": target.role,
        "where": target.where,
        "members": [list(pair) for pair in target.members.items()],
        "closed": [name for name in lists if notice.code_list(name).closed],
        "aggregate": target.aggregate,
        "least": target.at_least,
        "most": target.at_most,
        "words": {
            "sentence": target.message.in_language(LANGUAGE).rstrip("。. "),
            "bound": _bound(target, unit),
            "unit": unit,
            "due": str(target.due),
        },
        "clauses": list(target.clauses),
        "readings": list(target.readings),
    }


def _bound(target: Target, unit: str) -> str:
    bounds = {"least": target.at_least, "most": target.at_most}
    numbers = {name: _digits(bound) for name, bound in bounds.items() if bound is not None}
    if not numbers:
        return ""
    name = "target-between" if len(numbers) > 1 else f"target-at-{next(iter(numbers))}"
    return say(name, {**numbers, "unit": unit}, LANGUAGE)


def _digits(number: float) -> str:
    text = f"{Decimal(repr(float(number))):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_targets(notice: Notice, form: Form) -> Form:
    """Return the form with every target on the field that has to reach it by itself.

    A mean or a sum needs others; where the lowest or all have to reach it, so does each.
    """
    rules: dict[str, list[Rule]] = {}
    for target in targets_of(notice, form):
        field = form.field_with_role(target.role)
        if target.aggregate in _ALONE and field is not None:
            rules.setdefault(field.pointer, []).append(_rule(target, form))
    if not rules:
        return form
    return replace(form, sections=tuple(_with(section, rules) for section in form.sections))


def _with(field: Field, rules: Mapping[str, list[Rule]]) -> Field:
    return replace(
        field,
        rules=(*field.rules, *rules.get(field.pointer, ())),
        children=tuple(_with(child, rules) for child in field.children),
        item=None if field.item is None else _with(field.item, rules),
    )


def _rule(target: Target, home: FormOrTable) -> Rule:
    chinese, english = (
        say("form-target", {"sentence": words, "due": str(target.due)}, language) if words else ""
        for language, words in zip(LANGUAGES, (target.message.zh, target.message.en), strict=True)
    )
    field = home.field_with_role(target.role)
    return Rule(
        id=target.id,
        pointer=field.pointer if field is not None else "",
        when=None,
        at=None,
        keywords=(),
        cases=(),
        message=Wording(zh=chinese, en=english),
        severity=target.severity,
        clauses=target.clauses,
        basis=target.basis,
        readings=target.readings,
        lists=(),
    )
