"""Checking the shape of a submission: JSON Schema joined with the policy's own words.

A failing keyword that a rule of the node names speaks with the rule's id and wording; any
other is plain data shape, said by the toolkit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any

from shenbao.core.findings import Finding
from shenbao.core.messages.values import PolicyText, Value, many, said, unit
from shenbao.core.paths import pointer_of, value_at
from shenbao.policy.cel import evaluation
from shenbao.policy.cel.expression import Expression
from shenbao.policy.model import Field, Rule, Severity
from shenbao.validation.form_index import (
    ROWS,
    Path,
    blank,
    instances,
    one_line,
    pattern_of,
    scalar_text,
)
from shenbao.validation.submission.collector import Collector
from shenbao.validation.submission.evaluation_context import Evaluation
from shenbao.validation.submission.json_schema import Violation
from shenbao.validation.submission.rules import unsettled_finding

_CHOICES = 8
_SHOWN_LEVELS = 8
_CHOICE_LENGTH = 24
_NEAR = 0.6
_NUMERAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_UNREAD = frozenset({"format", "pattern"})
_VARIANTS = (
    ("empty", "-empty"),
    ("rows", "-rows"),
    ("near", "-near"),
    ("number", "-number"),
    ("example", "-example"),
)
"""A message that has more to say, by the argument that it needs."""

_EXAMPLES: Mapping[str, str] = {"integer": "3", "number": "30"}
_OF_KEY = frozenset({"required", "additionalProperties"})
_LACKING = frozenset({"required", "minLength", "minItems"})
"""What is broken by a missing or unfinished answer: whoever asks for the field demands it."""

_CONDITION = "condition"
"""Of a missing part: whether a rule claims it cannot be told; the limit is the rule."""

_HINTED = frozenset({"type", "format", "enum"})
"""What a value of another shape breaks: it may be certain what was meant."""

_OWN_WORDS = frozenset(
    {
        "type",
        "required",
        "additionalProperties",
        "enum",
        "const",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "uniqueItems",
        "pattern",
        "format",
    }
)


def unusable_findings(subject: Evaluation, paths: tuple[Path, ...]) -> list[Finding]:
    """Report what no check can be given; the subject's data is left out."""
    collector = Collector(subject)
    for path in paths:
        place = tuple(_readable(step) for step in path[:_SHOWN_LEVELS])
        collector.add("unusable", place, partial(_shape, subject, "unusable", place))
    return collector.findings()


def crowded_findings(subject: Evaluation, crowded: dict[Path, tuple[int, int]]) -> list[Finding]:
    """Report arrays far beyond what the form takes; the subject's data is left out."""
    findings = []
    for path, (found, limit) in crowded.items():
        finding = _shape(subject, "crowded", path)
        args = {**finding.args, "found": str(found), "limit": str(limit)}
        findings.append(replace(finding, rule="shape.maxItems", found=str(found), args=args))
    return findings


def _readable(step: str | int) -> str | int:
    return step if isinstance(step, int) else step.encode("utf-8", "replace").decode("utf-8")


def check_structure(
    subject: Evaluation, violations: tuple[Violation, ...], collector: Collector
) -> None:
    """Report the violations, and what only a condition asks for or makes pointless."""
    _check_inapplicable(subject, collector)
    emptied = _check_required(subject, violations, collector)
    lost = _lost(subject)
    for violation in _telling(subject, tuple(_named(subject, violations))):
        if violation.path in emptied or not subject.applies(violation.path):
            continue
        if lost and violation.keyword == "required" and pointer_of(violation.path) in lost:
            continue
        pattern = pattern_of(violation.path)
        known = violation.keyword != "additionalProperties"
        kind = (violation.keyword, pattern if known else pattern[:-1])
        collector.add(kind, violation.path, partial(_judge, subject, violation))


def _lost(subject: Evaluation) -> frozenset[str]:
    """Return the places of answers that were given and could not be read, an error already."""
    return frozenset(
        item.where.pointer
        for item in subject.submission.findings
        if item.severity == "error" and item.where.pointer
    )


def _telling(subject: Evaluation, violations: Iterable[Violation]) -> Iterator[Violation]:
    """Yield the violations that say something of their own.

    One value that is wrong in several ways is one mistake: that it cannot be read, else the
    policy's words for it, else the first. Rows that are too few and alike are two.
    """
    for path, group in groupby(violations, key=lambda violation: violation.path):
        together = list(group)
        found = [item for item in together if item.keyword != _CONDITION]
        if len(found) > 1 and not isinstance(found[0].found, dict | list):
            node = subject.home.node(path)
            rules = [(_rule(subject, node, item), item) for item in found]
            claimed = {rule.id: item for rule, item in rules if rule is not None}
            unread = [item for item in found if item.keyword in _UNREAD]
            found = unread[:1] or list(claimed.values()) or found[:1]
        yield from found
        yield from (item for item in together if item.keyword == _CONDITION)


def _named(subject: Evaluation, violations: Iterable[Violation]) -> Iterator[Violation]:
    """Yield the violations, a missing part by what it lacks; a table without rows lacks them."""
    if subject.home.prefix and value_at(subject.data, ROWS) == []:
        yield _missing(ROWS)
    for violation in violations:
        if violation.keyword == "required":
            yield from _absent(subject, violation.path, subject.home.node(violation.path))
        else:
            yield violation


def _check_inapplicable(subject: Evaluation, collector: Collector) -> None:
    """Say of what was filled in although its condition does not hold that it is ignored."""
    for pattern, _ in subject.home.conditional:
        if pattern not in subject.off or not subject.applies(pattern[:-1]):
            continue
        for path, value in instances(subject.data, pattern):
            if not _empty(value):
                collector.add(
                    ("not-applicable", pattern),
                    path,
                    partial(_shape, subject, "not-applicable", path, severity="info"),
                )


def _absent(subject: Evaluation, path: Path, node: Field | None) -> list[Violation]:
    """Return what is missing where nothing is: a part is named by what it should hold.

    The part itself is named where a rule claims it, or a clause asks for it and for nothing
    inside; rules inside that claim their fields speak in any case. Of a column that only the key
    demands the key tells (``validation/submission/keys.py``).
    """
    if node is not None and node.demanded_by_key:
        return []
    own = _missing(path)
    unsettled = [] if node is None else _unsettled(subject, path, node)
    if node is None or node.kind != "object":
        return [own, *unsettled]
    below = [
        violation
        for child in subject.home.children(path)
        if child.required and subject.asks((*path, child.key))
        for violation in _absent(subject, (*path, child.key), child)
    ]
    rule = _rule(subject, node, own)
    if rule is not None:
        return [own, *(item for item in below if _claimed(subject, item, other=rule))]
    if not below or (node.basis == "source" and not any(_sourced(subject, item) for item in below)):
        return [own, *unsettled]
    return [*unsettled, *below]


def _unsettled(subject: Evaluation, path: Path, node: Field) -> list[Violation]:
    """Return, for every rule that may claim the missing part, that this cannot be told."""
    wanted = {"required", "minItems"} if node.kind == "array" else {"required"}
    return [
        replace(_missing(path), keyword=_CONDITION, limit=rule)
        for rule in node.rules
        if wanted.intersection(rule.keywords)
        and isinstance(_meant(subject, rule, None), evaluation.Undecided)
    ]


def _meant(subject: Evaluation, rule: Rule, value: Any) -> evaluation.Outcome:
    if rule.when is None:
        return True
    return Expression.of(rule.when).holds({**subject.variables, "self": evaluation.doubles(value)})


def _missing(path: Path) -> Violation:
    return Violation(keyword="required", path=path, schema_pointer="", limit=None, found=None)


def _claimed(subject: Evaluation, violation: Violation, *, other: Rule) -> bool:
    """Say whether a rule speaks of the violation, and not the ``other`` one."""
    rule = _rule(subject, subject.home.node(violation.path), violation)
    return rule is not None and rule.id != other.id


def _sourced(subject: Evaluation, violation: Violation) -> bool:
    node = subject.home.node(violation.path)
    asking = _rule(subject, node, violation) or node
    return asking is not None and asking.basis == "source"


def _check_required(
    subject: Evaluation,
    violations: tuple[Violation, ...],
    collector: Collector,
) -> set[Path]:
    """Report blank or conditionally required nodes; return the places reported here.

    JSON Schema counts a text of spaces as filled in, and knows no conditions.
    """
    wrong_type = {item.path for item in violations if item.keyword in ("type", "required")}
    reported: set[Path] = set()
    for pattern, asked in subject.home.asked(subject.off | subject.open):
        for above, parent in instances(subject.data, pattern):
            for node in asked if isinstance(parent, dict) else ():
                if not (node.key in parent or node.when is not None):
                    continue
                path = (*above, node.key)
                if blank(parent.get(node.key)) and path not in wrong_type:
                    reported.add(path)
                    for violation in _absent(subject, path, node):
                        kind = (violation.keyword, pattern_of(violation.path))
                        collector.add(kind, violation.path, partial(_judge, subject, violation))
    return reported


def _judge(subject: Evaluation, violation: Violation) -> Finding:
    if violation.keyword == _CONDITION:
        meant = _meant(subject, violation.limit, None)
        why = meant.reason if isinstance(meant, evaluation.Undecided) else "value"
        return unsettled_finding(subject, violation.limit, violation.path, why)
    node = subject.home.node(violation.path)
    rule = _rule(subject, node, violation)
    if rule is not None:
        return subject.by_rule(
            rule,
            violation.path,
            value=violation.found,
            severity=rule.severity,
            message=rule.message,
        )
    keyword = violation.keyword if violation.keyword in _OWN_WORDS else "other"
    args = {**dict(_args(subject, node, violation)), **_hint(subject, node, violation)}
    keyword += next((suffix for name, suffix in _VARIANTS if name in args), "")
    customary = keyword == "required" and node is not None and node.basis == "customary"
    finding = replace(
        _shape(subject, keyword, violation.path, severity="warning" if customary else "error"),
        rule=f"shape.{violation.keyword}",
        found=_found(subject, violation),
        args={"label": subject.label(violation.path), **args},
        basis="customary" if customary else "toolkit",
    )
    if violation.keyword in _LACKING and node is not None and node.basis == "source":
        clauses = subject.context.citations(node.clauses)
        return replace(finding, basis="source", clauses=clauses)
    return finding


def _shape(subject: Evaluation, name: str, path: Path, *, severity: Severity = "error") -> Finding:
    return Finding(
        rule=f"shape.{name}",
        severity=severity,
        verdict="fail",
        where=subject.where(path),
        message=f"shape-{name}",
        args={"label": subject.label(path)},
        basis="toolkit",
    )


def _rule(subject: Evaluation, node: Field | None, violation: Violation) -> Rule | None:
    """Return the rule of the node that says this keyword, unless its condition is false.

    A missing list is one of too few rows. What is missing is claimed only where the condition
    holds: nobody is told what one topic asks for before the topic is chosen.
    """
    if node is None:
        return None
    few = violation.keyword == "required" and node.kind == "array"
    for keyword in (violation.keyword, "minItems") if few else (violation.keyword,):
        for rule in node.rules:
            if keyword not in rule.keywords:
                continue
            meant = _meant(subject, rule, violation.found)
            if meant is True or (meant is not False and violation.keyword != "required"):
                return rule
    return None


def _hint(subject: Evaluation, node: Field | None, violation: Violation) -> Mapping[str, str]:
    """Return what to write instead, where that is certain, as for a table of anybody."""
    shown = _found(subject, violation)
    if node is None or not isinstance(violation.found, str) or violation.keyword not in _HINTED:
        return {}
    code = "constraint-error" if violation.keyword == "enum" else "type-error"
    code_list = subject.context.lists.get(node.list_name or "")
    from shenbao.tabular.results import Issue
    from shenbao.validation import hints

    issue = Issue(code=code, message="", column=node.key, value=shown)
    return hints.hint(issue, hints.column_of(node, code_list))


def _found(subject: Evaluation, violation: Violation) -> str | None:
    if violation.keyword == "additionalProperties":
        return one_line(str(violation.path[-1]))
    return subject.show(violation.path, violation.found)


def _args(
    subject: Evaluation, node: Field | None, violation: Violation
) -> Iterator[tuple[str, Value]]:
    """Yield what the message of the keyword needs beyond the label."""
    limit, found, keyword = violation.limit, violation.found, violation.keyword
    yield "found", _found(subject, violation) or ""
    yield "unit", unit(node.unit if node is not None else None)
    if keyword == "type" and found is None:
        yield "empty", "yes"
    elif keyword == "required" and subject.home.prefix and violation.path == ROWS:
        yield "rows", "yes"
    elif keyword == "type":
        day = node is not None and node.schema.get("format") == "date"
        yield "expected", "date" if day else str(limit)
        numeral = isinstance(found, str) and limit in _EXAMPLES and _NUMERAL.fullmatch(found)
        yield "actual", "numeral" if numeral else _kind(found)
        if limit in _EXAMPLES:
            example = None if node is None else scalar_text(node.example)
            yield "number", "yes"
            yield "example", example or _EXAMPLES[limit]
    elif keyword == "enum":
        yield "allowed", _choices(subject, node, limit)
    elif keyword == "additionalProperties":
        yield "key", one_line(str(violation.path[-1]))
        yield from _nearest(subject, violation.path)
    elif keyword in ("minLength", "maxLength"):
        yield "limit", str(limit)
        yield "length", str(len(found))
    elif keyword not in _OF_KEY:
        yield "limit", scalar_text(limit) or ""
        if keyword == "pattern" and node is not None and isinstance(node.example, str):
            yield "example", scalar_text(node.example) or ""


def _choices(subject: Evaluation, node: Field | None, codes: list[Any]) -> Value:
    """Return what may be chosen: code and name, as far as a line holds."""
    code_list = subject.context.lists.get(node.list_name or "") if node is not None else None

    def choice(code: Any) -> Value:
        text = scalar_text(code) or ""
        label = text if code_list is None else code_list.label(text)
        if label == text:
            return text
        return said("named", name=text, code=PolicyText(zh=one_line(label, _CHOICE_LENGTH)))

    return many(map(choice, codes), _CHOICES)


def _nearest(subject: Evaluation, path: Path) -> Iterator[tuple[str, Value]]:
    """Find the node that an unknown key most likely means, by key or by title."""
    siblings = subject.home.children(path[:-1])
    known = {name: node for node in siblings for name in (node.key, node.title) if name}
    import difflib

    near = difflib.get_close_matches(str(path[-1])[:80], known, n=1, cutoff=_NEAR)
    if near:
        yield "near", known[near[0]].key
        yield "near_label", PolicyText(zh=known[near[0]].title)


def _empty(value: Any) -> bool:
    """Say whether nothing was filled in at or below; an unticked box is nothing."""
    if isinstance(value, dict):
        return all(_empty(item) for item in value.values())
    if isinstance(value, list):
        return all(_empty(item) for item in value)
    return value is False or blank(value)


def _kind(value: Any) -> str:
    """Return the JSON name of the kind of ``value``."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, dict):
        return "object"
    return "array" if isinstance(value, list) else "number"
