"""One submission under check: its data, its form, what applies, what is broken."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Protocol

from shenbao.core.findings import Finding, Where
from shenbao.core.masking import mask
from shenbao.core.messages.values import Many, PolicyText, Value, many
from shenbao.core.paths import pointer_of, value_at
from shenbao.core.submission import Submission
from shenbao.policy.cel import evaluation
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.mentions import ROW, Mention
from shenbao.policy.cel.mentions import Path as Dotted
from shenbao.policy.model import Basis, Field, Rule, Severity, Wording
from shenbao.validation.context import Context
from shenbao.validation.form_index import (
    ROWS,
    FormIndex,
    Path,
    Pattern,
    instances,
    pattern_of,
    scalar_text,
)
from shenbao.validation.submission.json_schema import Violation
from shenbao.validation.submission.unreadable_paths import NOTHING, UnreadablePaths

_NAMED = 5
"""So many missing values are named in one finding."""

_UNREADABLE = frozenset({"type", "format", "pattern", "enum"})
_MISTAKEN = _UNREADABLE | {"const"}
_LIMITS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})


class Citable(Protocol):
    """What a finding says of a rule, quota or target."""

    @property
    def id(self) -> str:
        """The id."""

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses."""

    @property
    def basis(self) -> Basis:
        """Who says it."""

    @property
    def readings(self) -> tuple[str, ...]:
        """The readings that it depends on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a finding says beside the sentence of the rule, quota or target itself."""

    message: str
    args: Mapping[str, Value]
    found: str | None = None
    undecided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A submission with what its checks share.

    ``variables["app"]`` holds the data as the rules see it: every number a double, values
    that follow from others filled in where they were left out.
    ``off``: patterns whose condition (``x-when``) does not hold; nothing below them counts.
    ``open``: patterns whose condition cannot be told; their rules rest. ``broken``: places
    whose value cannot be read, is none of the choices or a number that cannot be, reported
    already; rules that look at them rest: one mistake is one finding.
    """

    submission: Submission
    home: FormIndex
    context: Context
    variables: Mapping[str, Any]
    off: frozenset[Pattern] = frozenset()
    open: frozenset[Pattern] = frozenset()
    broken: UnreadablePaths = NOTHING

    @classmethod
    def of(
        cls,
        submission: Submission,
        home: FormIndex,
        context: Context,
        violations: Iterable[Violation] = (),
    ) -> Evaluation:
        """Build the subject and decide which conditional nodes apply.

        A condition that looks at a value which cannot be read, or is none of the choices,
        cannot be told: a slip there must not switch fields off.
        """
        failing = tuple(violations)
        app = evaluation.doubles(submission.data)
        for pattern, _ in home.computed:
            app = _own(app, pattern[:-1])
        subject = cls(
            submission=submission,
            home=home,
            context=context,
            variables={**context.variables, "app": app},
            broken=UnreadablePaths(item.path for item in failing if _unusable(home, item)),
        )
        subject = replace(subject, broken=UnreadablePaths({*subject.broken, *_fill(subject)}))
        mistaken = UnreadablePaths(item.path for item in failing if item.keyword in _MISTAKEN)
        judge = replace(subject, broken=mistaken)
        outcomes = {pattern: judge.condition(node.when or "") for pattern, node in home.conditional}
        return replace(
            subject,
            off=frozenset(pattern for pattern, holds in outcomes.items() if holds is False),
            open=frozenset(
                pattern
                for pattern, holds in outcomes.items()
                if isinstance(holds, evaluation.Undecided)
            ),
        )

    def condition(self, expression: str) -> evaluation.Outcome:
        """Return whether a condition over the whole submission holds."""
        if self.looks_at_broken((), expression):
            return evaluation.Undecided("value")
        return Expression.of(expression).holds(self.variables)

    def only(self, needed: evaluation.Needs) -> Evaluation:
        """Return the subject with nothing but the data that are needed."""
        given, app = self.data, self.variables["app"]
        data = evaluation.part_of(given, needed)
        return self.holding(data, data if app is given else evaluation.part_of(app, needed))

    def holding(self, data: Any, app: Any) -> Evaluation:
        """Return the subject with other data, and with what the rules see of them."""
        return replace(
            self,
            submission=replace(self.submission, data=data),
            variables={**self.context.variables, "app": app},
        )

    def without_data(self) -> Evaluation:
        """Return the subject as the name of a file and its form: nothing is asked of it again."""
        bare = replace(self.submission, data=None, origins={}, places={}, notes=(), findings=())
        return replace(self.holding(None, None), submission=bare, broken=NOTHING)

    @property
    def data(self) -> Any:
        """The data as it was handed in."""
        return self.submission.data

    def value(self, path: Path) -> Any:
        """Return the value at ``path`` as the rules see it: as it was handed in, or as it follows.

        What follows from other values stands before what was given in its place.
        """
        node = self.home.node(path)
        given = value_at(self.data, path)
        follows = given is None or (node is not None and node.computed is not None)
        return value_at(self.variables["app"], path) if follows else given

    def applies(self, path: Path) -> bool:
        """Say whether nothing at or above ``path`` is switched off."""
        return not _under(path, self.off)

    def asks(self, path: Path) -> bool:
        """Say whether every condition at and above ``path`` holds."""
        return not _under(path, self.off) and not _under(path, self.open)

    def rests(self, path: Path) -> bool:
        """Say whether rules at ``path`` are not evaluated: it does not apply, or is broken."""
        return not self.asks(path) or (
            bool(self.broken) and any(path[:end] in self.broken for end in range(len(path) + 1))
        )

    def looks_at_broken(
        self,
        path: Path,
        expression: str,
        only: Mapping[Dotted, Sequence[int]] = MappingProxyType({}),
    ) -> bool:
        """Say whether ``expression``, evaluated at ``path``, would look at a broken value.

        ``only``: the rows of a list (``app.rows``) that it looks at, where not at all of them.
        """
        return bool(self.broken) and any(
            self.broken.reach(wanted, whole=mention.whole)
            for mention in Expression.of(expression).mentions
            for wanted in _absolute(path, mention, only)
        )

    def sees_a_gap(self, path: Path, expression: str) -> bool:
        """Say whether ``expression`` would take a broken value that was left out for an answer.

        ``has`` would say that it was not given, a list would be one shorter, and nobody knows
        what is done with the parts of a value that is taken whole.
        """
        return any(
            self.broken.rows.reach(wanted, whole=mention.whole)
            or (mention.guarded and self.broken.reach(wanted, whole=False))
            or (mention.whole and self.broken.inside(wanted))
            for mention in Expression.of(expression).mentions
            for wanted in _absolute(path, mention)
        )

    def lacking(
        self, path: Path, expression: str, values: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[Path, ...]:
        """Return the places that ``expression`` needs and nothing stands at.

        What it also asks ``has`` for may be missing, not what that would be a part of.
        ``values``: expressions by the names that it calls them by; their rows are rows of the
        data.
        """
        found: dict[Path, None] = {}
        for mention in _unguarded(expression, tuple(values.items())):
            for wanted in _absolute(path, mention):
                found.update(dict.fromkeys(_lacking(self.variables["app"], (), wanted)))
        return tuple(found)

    def owes(self, place: Path) -> bool:
        """Say whether what is missing at ``place`` is an error there already.

        What only custom asks for is a reminder: nothing may rest on that.
        """
        for end in range(1, len(place) + 1):
            if value_at(self.data, place[:end]) is None:
                node = self.home.node(place[:end])
                asked = node is not None and node.required and self.asks(place[:end])
                return asked and node is not None and node.demanded
        return False

    def show(self, path: Path, value: Any) -> str | None:
        """Return ``value`` as a report may show it at ``path``; rows are not shown."""
        text = None if isinstance(value, list) else scalar_text(value) or None
        return None if text is None else mask(text, hidden=self.home.masked(path))

    def _named(self, path: Path, value: Any) -> dict[str, Value]:
        """Return what a code stands for, where its list says so."""
        node = self.home.nodes.get(pattern_of(path))
        code_list = self.context.lists.get((node.list_name if node else None) or "")
        if code_list is None or self.home.masked(path) or not isinstance(value, str):
            return {}
        label = code_list.label(value)
        return {} if label == value else {"found_label": PolicyText(zh=label)}

    def coded(self, path: Path, value: Any) -> Value | None:
        """Return the words of a code of the list at ``path``, None for what has none."""
        return self._named(path, value).get("found_label")

    def name(self, path: Path) -> Value:
        """Return the value at ``path`` in the words of its code list, as a report may show it."""
        value = self.value(path)
        shown = self.show(path, value) or ""
        return self._named(path, value).get("found_label", shown)

    def row_number(self, row: int) -> int:
        """Return the number of a row as the file counts it, else from 1."""
        number = self.submission.where(pointer_of((*ROWS, row))).row
        return row + 1 if number is None else number

    def label(self, path: Path) -> Many:
        """Return the titles on the way to ``path``; the row of a table as its file counts it."""
        return self.home.label(path, table_row=self._table_row(path))

    def _table_row(self, path: Path) -> int | None:
        row = path[len(ROWS)] if self.home.prefix and len(path) > len(ROWS) else None
        return self.row_number(row) if isinstance(row, int) else None

    def enumerated(self, places: Iterable[Path]) -> Many:
        """Name places in document order; a row that several stand in is named once."""
        parts: list[Value] = []
        row: tuple[str | int, ...] | None = None
        for place in sorted(places, key=self.home.order):
            name = self.label(place)
            here = place[: len(self.home.prefix)]
            if here and here == row:
                name = replace(name, items=name.items[1:] or name.items)
            row = here
            parts.append(name)
        return many(parts, _NAMED)

    def where(self, path: Path) -> Where:
        """Return the place in the file."""
        label = self.home.label_words(path, table_row=self._table_row(path))
        return self.submission.where(pointer_of(path), label)

    def across(
        self,
        rule: Citable,
        path: Path,
        *,
        severity: Severity,
        sentence: PolicyText,
        remark: Remark,
    ) -> Finding:
        """Build the finding of a rule, quota or target in the words of the catalogue."""
        return Finding(
            rule=rule.id,
            severity=severity,
            verdict="undecided" if remark.undecided else "fail",
            where=self.where(path),
            found=remark.found,
            message=remark.message,
            args={"label": self.label(path), "sentence": sentence, **remark.args},
            clauses=self.context.citations(rule.clauses),
            basis=rule.basis,
            readings=self.context.chosen(rule.readings),
        )

    def by_rule(
        self,
        rule: Rule,
        path: Path,
        *,
        value: Any,
        severity: Severity,
        message: Wording,
    ) -> Finding:
        """Build the finding of a policy rule that does not hold."""
        return Finding(
            rule=rule.id,
            severity=severity,
            verdict="fail",
            where=self.where(path),
            found=self.show(path, value),
            args={"label": self.label(path), **self._named(path, value)},
            wording={"zh-CN": message.zh, "en": message.en},
            clauses=self.context.citations(rule.clauses),
            basis=rule.basis,
            readings=self.context.chosen(rule.readings),
        )


def _own(data: Any, way: Pattern) -> Any:
    """Return data of which the groups along ``way`` may be changed, and nothing else."""
    if isinstance(data, dict):
        return {**data, way[0]: _own(data[way[0]], way[1:])} if way and way[0] in data else {**data}
    if isinstance(data, list) and way[:1] == (ROW,):
        return [_own(row, way[1:]) for row in data]
    return data


def _fill(subject: Evaluation) -> Iterator[Path]:
    """Put what follows from other values (``x-computed``) into ``app``, whatever is given there.

    What the rules and targets see is the value that follows: 190 of 200 with a typed 100 % is
    95 %. An expression that gives ``null``, or no finite number, says that there is no value;
    one that lacks a value says nothing, and what is given stands.

    Yield the places, left out, of which nothing can be told as they follow from a broken value.
    """
    lost: set[Path] = set()
    for pattern, node in subject.home.computed:
        mentioned = [mention.path[1:] for mention in Expression.of(node.computed or "").mentions]
        for above, group in instances(subject.variables["app"], pattern[:-1]):
            if not isinstance(group, dict):
                continue
            follows = lost and any((*above, *path) in lost for path in mentioned)
            if follows or subject.looks_at_broken(above, node.computed or ""):
                if group.get(node.key) is None:
                    lost.add((*above, node.key))
                    yield (*above, node.key)
                continue
            value = _follows(node, group)
            if value is None:
                group.pop(node.key, None)
            elif not isinstance(value, evaluation.Undecided):
                group[node.key] = value


def _follows(node: Field, group: Any) -> float | bool | str | evaluation.Undecided | None:
    """Return what follows, None where there is no value, Undecided where something is missing."""
    value = Expression.of(node.computed or "").value({"self": group})
    if isinstance(value, bool | str | evaluation.Undecided) or value is None:
        return value
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    return evaluation.Undecided("value")


def _unusable(home: FormIndex, violation: Violation) -> bool:
    """Say whether nothing can follow from the value; one beyond a limit of the policy counts."""
    if violation.keyword not in _LIMITS:
        return violation.keyword in _UNREADABLE
    node = home.node(violation.path)
    rules = () if node is None else node.rules
    return not any(violation.keyword in rule.keywords for rule in rules)


def _under(path: Path, patterns: frozenset[Pattern]) -> bool:
    return bool(patterns) and _pattern_under(pattern_of(path), patterns)


@lru_cache(maxsize=4096)
def _pattern_under(pattern: Pattern, patterns: frozenset[Pattern]) -> bool:
    return any(pattern[:end] in patterns for end in range(1, len(pattern) + 1))


@lru_cache(maxsize=4096)
def _unguarded(expression: str, values: tuple[tuple[str, str], ...]) -> tuple[Mention, ...]:
    """Return what an expression needs of the data, but for what it also asks ``has`` for.

    What that would be a part of is needed.
    """
    mentions = Expression.of(expression).mentions
    spared = {mention.path for mention in mentions if mention.guarded}
    needed = (mention.path[:-1] if mention.guarded else mention.path for mention in mentions)
    named = dict(values)
    return tuple(
        Mention(meant) for path in needed if path not in spared for meant in _behind(path, named)
    )


def _behind(path: Dotted, values: Mapping[str, str]) -> Iterator[Dotted]:
    """Yield a path, one into the rows of a named value as those into what it is made of."""
    root, *rest = path
    made = values.get(rest[0]) if root == "value" and rest[1:2] == [ROW] else None
    if made is None:
        yield path
        return
    others = {name: text for name, text in values.items() if name != rest[0]}
    for source in Expression.of(made).mentions:
        yield from _behind((*source.path, *rest[1:]), others)


def _absolute(
    path: Path, mention: Mention, only: Mapping[Dotted, Sequence[int]] = MappingProxyType({})
) -> Iterator[Dotted]:
    """Yield what a mention stands for in the data: nothing for one of other things."""
    root, *rest = mention.path
    rows = mention.path.index(ROW) if ROW in mention.path else 0
    if mention.path[:rows] in only:
        for row in only[mention.path[:rows]]:
            yield (*mention.path[1:rows], str(row), *mention.path[rows + 1 :])
    elif root == "app":
        yield tuple(rest)
    elif root in ("self", "row"):
        yield (*(str(step) for step in path), *rest)


def _lacking(data: Any, at: Path, wanted: Dotted) -> list[Path]:
    """Return where ``wanted`` ends too early: the whole way, as far as it can be named."""
    for number, step in enumerate(wanted):
        if step == ROW:
            rest = wanted[number + 1 :]
            rows = data if isinstance(data, list) else []
            return [
                path for row, item in enumerate(rows) for path in _lacking(item, (*at, row), rest)
            ]
        if isinstance(data, list) and step.isdecimal() and int(step) < len(data):
            at, data = (*at, int(step)), data[int(step)]
        elif isinstance(data, dict) and data.get(step) is not None:
            at, data = (*at, step), data[step]
        else:
            before_rows = wanted[number:]
            if ROW in before_rows:
                before_rows = before_rows[: before_rows.index(ROW)]
            return [(*at, *before_rows)]
    return []
