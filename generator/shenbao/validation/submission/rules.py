"""Evaluating the policy rules (CEL) of one submission."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

from shenbao.core import messages
from shenbao.core.findings import Finding
from shenbao.core.messages.shortening import CUT
from shenbao.core.messages.values import PolicyText, Value, many, said
from shenbao.core.paths import value_at
from shenbao.policy.cel import evaluation
from shenbao.policy.cel.expression import Expression
from shenbao.policy.model import Case, Rule, Wording
from shenbao.validation.form_index import (
    Path,
    Pattern,
    PlacedRule,
    instances,
    scalar_text,
    without,
)
from shenbao.validation.joining.joined_rules import joined_rules
from shenbao.validation.submission.collector import Collector
from shenbao.validation.submission.evaluation_context import Evaluation, Remark
from shenbao.validation.submission.expression_cache import ExpressionCache

_PATIENCE = 5
"""A rule that so many rows of a file were too much for is too much for the others as well."""

_SHOWN = 30
"""So many items of a list that a message names are shown."""

_NAME = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_REASONS: Mapping[evaluation.Why, str] = {
    "missing": "undecided-value",
    "value": "undecided-value",
    "limit": "undecided-limit",
    "expression": "undecided-expression",
}


def check_rules(subject: Evaluation, collector: Collector) -> None:
    """Report every rule that does not hold or cannot be told."""
    holding = _holding(subject)
    judge: _Judge | None = None
    for number, placed in enumerate(subject.home.rules):
        if number not in holding and placed.rule.cases:
            judge = judge or _judge(subject, collector)
            judge.judge(placed)
        elif holding.get(number):
            collector.follow(placed.rule.id, placed.rule.readings)


def _judge(subject: Evaluation, collector: Collector) -> _Judge:
    readable = {**subject.variables, "app": without(subject.variables["app"], subject.broken)}
    return _Judge(
        subject=subject,
        collector=collector,
        answers=ExpressionCache(subject.variables, subject.context.of_lists, subject.broken),
        readable=readable,
        spared=ExpressionCache(readable, subject.context.of_lists),
    )


def _holding(subject: Evaluation) -> Mapping[int, bool]:
    """Return the rules that are known to hold, by number, each with whether it is meant here.

    While a value cannot be read, every rule is asked step by step which values it looks at.
    """
    if subject.broken:
        return {}
    found: dict[Pattern, list[Any]] = {}
    places: dict[int, list[Any]] = {}
    for number, placed in enumerate(subject.home.rules):
        if placed.rule.cases:
            pattern = placed.pattern
            if pattern not in found:
                there = rule_places(subject, pattern) if subject.asks(pattern) else ()
                found[pattern] = [value for _, value in there]
            places[number] = found[pattern]
    return joined_rules(subject.home, subject.context).hold(subject.variables["app"], places)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """The rules of one submission while they are evaluated.

    ``readable`` are the variables without the values that cannot be read; ``spared`` answers
    over them.
    """

    subject: Evaluation
    collector: Collector
    answers: ExpressionCache
    readable: Mapping[str, Any]
    spared: ExpressionCache

    def judge(self, placed: PlacedRule) -> None:
        """Evaluate a rule wherever its node stands."""
        beyond: list[_Failing] = []
        for path, value in rule_places(self.subject, placed.pattern):
            if not self.subject.rests(path):
                known = beyond[-1] if len(beyond) >= _PATIENCE else None
                failing = self._one(placed, path, value, known)
                if failing is not None and failing.why == "limit":
                    beyond.append(failing)

    def _one(
        self, placed: PlacedRule, path: Path, value: Any, known: _Failing | None
    ) -> _Failing | None:
        """Report and return what fails at ``path``; ``known`` is what fails in every row."""
        rule, subject = placed.rule, self.subject
        variables = {**subject.variables, "self": value}
        if rule.readings and self._meant(rule, variables):
            self.collector.follow(rule.id, rule.readings)
        if subject.broken and self._looks_at_broken(rule, path, variables):
            failing = self._whatever_it_is(rule, path)
        else:
            failing = known or _first_failing(rule, self.answers, variables)
        if failing is not None and not self._is_owed(rule, path, failing):
            kind = (rule.id, placed.pattern, failing.case.severity, failing.why is None)
            build = partial(_finding, subject, rule, path, failing)
            self.collector.add(kind, _at(rule, failing.case, path), build)
        return failing

    def _meant(self, rule: Rule, variables: Mapping[str, Any]) -> bool:
        """Say whether the rule is, or by another reading might be, meant here."""
        if rule.when is None or Expression.of(rule.when).names_reading:
            return True
        return self.answers.holds(rule.when, variables) is not False

    def _looks_at_broken(self, rule: Rule, path: Path, variables: Mapping[str, Any]) -> bool:
        return any(
            self.subject.looks_at_broken(path, expression, self.answers.rows(expression, variables))
            for expression in rule.expressions
        )

    def _is_owed(self, rule: Rule, path: Path, failing: _Failing) -> bool:
        """Say whether all that a rule waits for are answers whose lack is an error of its own.

        One missing answer is one finding; the rule speaks when it is there.
        """
        if failing.why not in ("missing", "value"):
            return False
        needed = _behind(rule, failing.expression)
        if self.subject.context.missing_titles(needed):
            return False
        places = _lacking(self.subject, path, needed, rule.values)
        return bool(places) and all(map(self.subject.owes, places))

    def _whatever_it_is(self, rule: Rule, path: Path) -> _Failing | None:
        """Return what fails whatever the broken values should have been, None where it depends.

        An expression that needs a value which is left out has no answer.
        """
        if path in self.subject.broken or any(
            self.subject.sees_a_gap(path, expression) for expression in rule.expressions
        ):
            return None
        variables = {**self.readable, "self": value_at(self.readable["app"], path)}
        failing = _first_failing(rule, self.spared, variables)
        if failing is None or failing.why is not None:
            return None
        return failing if failing.values.keys() == rule.values.keys() else None


def rule_places(subject: Evaluation, pattern: Pattern) -> Iterator[tuple[Path, Any]]:
    """Yield every place of a rule; a list that has to be there is seen as one of no rows."""
    node, app = subject.home.nodes.get(pattern), subject.variables["app"]
    if node is None or node.kind != "array" or not node.required:
        yield from instances(app, pattern)
        return
    for above, group in instances(app, pattern[:-1]):
        if isinstance(group, dict):
            yield (*above, node.key), group.get(node.key, [])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failing:
    """The case that gives the finding, with the rule's named values.

    ``why`` is set where the case cannot be told, or the rule's condition ``expression``.
    """

    case: Case
    expression: str
    values: Mapping[str, Any]
    why: evaluation.Why | None = None


def _first_failing(
    rule: Rule, answers: ExpressionCache, variables: Mapping[str, Any]
) -> _Failing | None:
    """Return the first case that does not hold, None where all do or the rule is not meant."""
    if rule.when is not None:
        applies = answers.holds(rule.when, variables)
        if isinstance(applies, evaluation.Undecided):
            return _Failing(case=rule.cases[0], expression=rule.when, values={}, why=applies.reason)
        if not applies:
            return None
    values: dict[str, Any] = {}
    variables = {**variables, "value": values}
    for name, expression in rule.values.items():
        value = answers.value(expression, variables)
        if not isinstance(value, evaluation.Undecided):
            values[name] = value
    for case in rule.cases:
        outcome = answers.holds(case.assertion, variables)
        if outcome is not True:
            why = outcome.reason if isinstance(outcome, evaluation.Undecided) else None
            return _Failing(case=case, expression=case.assertion, values=values, why=why)
    return None


def _finding(subject: Evaluation, rule: Rule, path: Path, failing: _Failing) -> Finding:
    at = _at(rule, failing.case, path)
    values = {name: named_value(failing.values.get(name)) for name in rule.values}
    message = fill(failing.case.message, values)
    severity = failing.case.severity
    if failing.why is None:
        return subject.by_rule(
            rule, at, value=subject.value(at), severity=severity, message=message
        )
    needed = _behind(rule, failing.expression)
    missing = undecided(subject, path, needed, failing.why, rule.values)
    return subject.across(
        rule,
        at,
        severity=severity,
        sentence=sentence(message),
        remark=Remark(
            message="rule-undecided",
            args={"missing": missing},
            found=subject.show(at, subject.value(at)),
            undecided=True,
        ),
    )


def unsettled_finding(subject: Evaluation, rule: Rule, path: Path, why: evaluation.Why) -> Finding:
    """Report a rule over a missing part of which nobody can tell whether it is meant."""
    case = Case(assertion="false", severity=rule.severity, message=rule.message)
    return _finding(
        subject, rule, path, _Failing(case=case, expression=rule.when or "", values={}, why=why)
    )


def undecided(
    subject: Evaluation,
    path: Path,
    needed: tuple[str, ...],
    why: evaluation.Why,
    values: Mapping[str, str] = MappingProxyType({}),
) -> Value:
    """Say why there is no answer: lists that nobody has supplied, values not filled in.

    The expressions stand at ``path``; ``values`` are the named values that they may be made of.
    """
    if why == "limit":
        return said(_REASONS[why])
    places = _lacking(subject, path, needed, values)
    titles = subject.context.missing_titles(needed)
    if titles and not places:
        return missing_lists(titles)
    parts: list[Value] = []
    if titles:
        parts.append(missing_lists(titles))
    if places:
        parts.append(said("undecided-missing", labels=subject.enumerated(places)))
    return many(parts or [said(_REASONS[why])], joint="semicolon")


@lru_cache(maxsize=256)
def missing_lists(titles: tuple[str, ...]) -> Value:
    """Say which lists nobody has supplied."""
    return said("undecided-lists", lists=many(PolicyText(zh=title) for title in titles))


def fill(message: Wording, values: Mapping[str, Value]) -> Wording:
    """Put named values in the place of ``{name}``."""
    if "{" not in message.zh and "{" not in message.en:
        return message

    def filled(text: str, language: str) -> str:
        def word(match: re.Match[str]) -> str:
            return messages.words(values.get(match[1], match[0]), language)

        return _NAME.sub(word, text)

    zh, en = map(filled, (message.zh, message.en), messages.LANGUAGES)
    return Wording(zh=zh, en=en)


def named_value(value: Any) -> Value:
    """Return a named value of a rule as its words show it; of a list the first items."""
    parts = value if isinstance(value, list) else [value]
    return many((_marked(scalar_text(part) or CUT) for part in parts), _SHOWN)


def _marked(text: str) -> Value:
    """Return a text as it stands in a sentence: Chinese words are foreign to an English one."""
    return text if text.isascii() or text == CUT else PolicyText(zh=text)


def _behind(rule: Rule, expression: str) -> tuple[str, ...]:
    """Return ``expression`` with those of the named values that it is made of."""
    return _made_of(expression, tuple(rule.values.items()))


@lru_cache(maxsize=4096)
def _made_of(expression: str, values: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    named = dict(values)
    found = {expression: None}
    waiting = [expression]
    while waiting:
        for mention in Expression.of(waiting.pop()).mentions:
            part = named.get(mention.path[1]) if mention.path[:1] == ("value",) else None
            if part is not None and part not in found:
                found[part] = None
                waiting.append(part)
    return tuple(found)


def _lacking(
    subject: Evaluation, path: Path, needed: tuple[str, ...], values: Mapping[str, str]
) -> tuple[Path, ...]:
    """Return the places that expressions need and nothing stands at."""
    places = dict.fromkeys(
        place for expression in needed for place in subject.lacking(path, expression, values)
    )
    return tuple(places)


@lru_cache(maxsize=4096)
def sentence(message: Wording) -> PolicyText:
    """Return a rule's own words as they stand in a longer message."""
    return PolicyText(zh=message.zh.rstrip("。. "), en=message.en.rstrip("。. "))


def _at(rule: Rule, case: Case, path: Path) -> Path:
    """Return the place that a finding names: the rule's node, or a field that it points to."""
    for step in (case.at or rule.at or "").split("/"):
        if step == "..":
            path = path[:-1]
        elif step:
            path = (*path, int(step) if step.isdecimal() else step)
    return path
