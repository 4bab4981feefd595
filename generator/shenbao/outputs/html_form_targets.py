"""What one form by itself can say of the targets: as rules on the fields that have to reach them.

A mean or a sum needs the others; where the lowest or all have to reach it, so does this one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from shenbao.messages import LANGUAGES, say
from shenbao.policy.model import Case, Field, Form, Notice, Rule, Target, Wording

_ALONE = frozenset({"each", "min", "all"})
_ROLE = re.compile(r"\brole\.([a-z][a-z0-9_]*)")


def with_targets(notice: Notice, form: Form) -> Form:
    """Return the form with a rule more on every field that has to reach a target by itself."""
    rules: dict[str, list[Rule]] = {}
    for target in notice.targets:
        field = form.field_with_role(target.role)
        if form.id not in target.over or target.aggregate not in _ALONE or field is None:
            continue
        rule = _in_row(target, field, form) if "/*" in field.pointer else _rule(target, field)
        if rule is not None:
            rules.setdefault(rule.pointer, []).append(rule)
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


def _rule(target: Target, field: Field) -> Rule:
    chinese, english = (
        say("form-target", {"sentence": words, "due": str(target.due)}, language)
        for language, words in zip(LANGUAGES, (target.message.zh, target.message.en), strict=True)
    )
    message = Wording(zh=chinese, en=english)
    return Rule(
        id=target.id,
        pointer=field.pointer,
        when=target.where,
        at=None,
        keywords=(),
        cases=(Case(assertion=_reached(target), severity=target.severity, message=message),),
        message=message,
        severity=target.severity,
        clauses=target.clauses,
        basis=target.basis,
        readings=target.readings,
        lists=(),
    )


def _in_row(target: Target, field: Field, form: Form) -> Rule | None:
    """Return the rule on the row around the field: roles are values of the same row.

    None where the condition looks at what the rows do not say, or the row holds lists.
    """
    row, _, path = field.pointer.partition("/*/")
    paths = {role: _path_in(row, form.field_with_role(role)) for role in _roles(target.where or "")}
    if "/*" in path or None in paths.values():
        return None
    steps = path.split("/")
    there = [f"has(self.{'.'.join(steps[: end + 1])})" for end in range(len(steps))]
    where = _ROLE.sub(lambda found: f"self.{paths[found[1]]}", target.where or "")
    when = " && ".join([*there, *([f"({where})"] if where else [])])
    rule = _rule(target, field)
    own = f"self.{'.'.join(steps)}"
    cases = tuple(
        replace(case, assertion=re.sub(r"\bself\b", own, case.assertion)) for case in rule.cases
    )
    return replace(rule, pointer=f"{row}/*", when=when, at=path, cases=cases)


def _roles(expression: str) -> list[str]:
    return _ROLE.findall(expression)


def _path_in(row: str, field: Field | None) -> str | None:
    inside = field is not None and field.pointer.startswith(f"{row}/*/")
    if field is None or not inside or "/*" in field.pointer.removeprefix(f"{row}/*/"):
        return None
    return field.pointer.removeprefix(f"{row}/*/").replace("/", ".")


def _reached(target: Target) -> str:
    """Return what must hold of the field's own value."""
    if target.aggregate == "all":
        return "self == true"
    bounds = [] if target.at_least is None else [f"self >= {float(target.at_least)!r}"]
    # The lowest of many may not pass the upper bound; the others may.
    if target.at_most is not None and target.aggregate == "each":
        bounds.append(f"self <= {float(target.at_most)!r}")
    return " && ".join(bounds) or "true"
