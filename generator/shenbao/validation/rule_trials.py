"""One rule tried on one submission: what each part of its expressions comes to, and why.

The verdict is that of the check (``submission/rules.py``): a rule rests where its node does not
apply, is not meant where its condition does not hold, and speaks by its first case that fails.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from shenbao.core.errors import ShenbaoError
from shenbao.core.masking import mask
from shenbao.core.messages.values import Value, policy_text, said
from shenbao.core.paths import pointer_of
from shenbao.core.submission import Submission
from shenbao.policy.cel.evaluation import Undecided
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.printing import printed
from shenbao.policy.cel.syntax import (
    Call,
    Constant,
    Items,
    Loop,
    Member,
    Name,
    Node,
    chain,
    parts,
    rebuilt,
)
from shenbao.policy.model import FormOrTable, Notice, Rule
from shenbao.policy.usage.rule_trials import Came, Kind, Part, Place, RuleTrial, Step
from shenbao.validation.form_index import (
    FormIndex,
    Path,
    PlacedRule,
    instances,
    scalar_text,
)
from shenbao.validation.prepared import Prepared
from shenbao.validation.submission.empty_parts import filled_parts
from shenbao.validation.submission.evaluation_context import Evaluation
from shenbao.validation.submission.json_schema import Violation, violations
from shenbao.validation.submission.rules import fill, named_value, rule_places

_PLACES = 3
"""A rule that stands on rows is shown at so many of them."""

_TELLING = ("error", "warning", "review", "info", "undecided", "pass", "not-meant", "rests")

_ROWS = 5
"""So many rows of a list that a macro goes through are shown one by one."""

_TELL_NOTHING = frozenset({"yearsBetween", "size"})
"""Functions whose value says little enough of what they are given: an age, a number of rows."""

_LOOKED_AT = 500
"""Among so many rows those that settle a macro are looked for."""

_EPOCH = date(1970, 1, 1)
_DAYS = frozenset({"date", "addYears", "addMonths"})


class TrialBench:
    """A submission of a form or table on which rules of it are tried, one after the other.

    Raises ShenbaoError for a submission that has no data.
    """

    def __init__(
        self,
        notice: Notice,
        home: FormOrTable,
        submission: Submission,
        readings: Mapping[str, str] | None = None,
    ) -> None:
        if not isinstance(submission.data, dict):
            raise ShenbaoError("try-no-data", file=submission.file)
        prepared = Prepared(notice, "fast")
        index, engine = prepared.form(home)
        submission = replace(submission, data=filled_parts(index, submission.data))
        self._failing = violations(index.schema, engine, submission.data)
        context = prepared.context(readings or {})
        self._subject = Evaluation.of(submission, index, context, self._failing)

    def try_rule(self, identity: str) -> tuple[RuleTrial, ...]:
        """Return the trials of the rules of this id: it may stand on several nodes.

        Raises ShenbaoError for one that only says which rows a table must have.
        """
        home = self._subject.home
        found = [placed for placed in home.rules if placed.rule.id == identity]
        if not any(placed.rule.cases or placed.rule.keywords for placed in found):
            raise ShenbaoError("try-rows", found=identity)
        return tuple(map(self._tried, found))

    def _tried(self, placed: PlacedRule) -> RuleTrial:
        quick = list(_places(self._subject, placed, self._failing))
        telling = sorted(quick, key=lambda place: _TELLING.index(place.verdict))
        shown = {place.pointer for place in telling[:_PLACES]}
        found = _places(self._subject, placed, self._failing, shown)
        return RuleTrial(
            rule=placed.rule.id,
            message=placed.rule.message,
            ref=self._subject.home.source.ref,
            file=self._subject.submission.file,
            places=tuple(sorted(found, key=lambda place: _TELLING.index(place.verdict))),
            verdicts=Counter(place.verdict for place in quick),
        )


def _places(
    subject: Evaluation,
    placed: PlacedRule,
    failing: Sequence[Violation],
    only: Collection[str] | None = None,
) -> Iterator[Place]:
    """Yield the places of a rule; those that ``only`` names with the parts of its expressions."""
    rule = placed.rule
    met = list(rule_places(subject, placed.pattern))
    if not met and "required" in rule.keywords:
        above = instances(subject.variables["app"], placed.pattern[:-1])
        met = [((*path, placed.pattern[-1]), None) for path, _ in above]
    for path, value in met:
        if only is not None and pointer_of(path) not in only:
            continue
        rests = subject.rests(path) or _looks_at_broken(subject, rule, path)
        if rests:
            steps: tuple[Step, ...] = ()
        elif rule.cases:
            steps = tuple(_steps(_Trial(subject, path, only is not None, rule.values), rule, value))
        else:
            steps = tuple(_keywords(subject.home, rule, path, failing))
        yield Place(
            pointer=pointer_of(path),
            label=subject.label(path),
            found=_shown(subject, path, value),
            verdict="rests" if rests else _verdict(steps),
            steps=steps,
        )


def _looks_at_broken(subject: Evaluation, rule: Rule, path: Path) -> bool:
    """Say whether the rule needs a value that cannot be read, which is told already."""
    return any(subject.looks_at_broken(path, expression) for expression in rule.expressions)


def _verdict(steps: Sequence[Step]) -> str:
    for step in steps:
        if step.kind == "when" and step.came != "holds":
            return "not-meant" if step.came == "fails" else "undecided"
        if step.kind in ("case", "keyword") and step.came != "holds":
            return step.severity if step.came == "fails" else "undecided"
    return "pass"


def _steps(trial: _Trial, rule: Rule, value: Any) -> Iterator[Step]:
    """Yield the steps of a rule up to the one that settles it."""
    named: dict[str, Any] = {}
    trial = replace(trial, variables={**trial.subject.variables, "self": value, "value": named})
    if rule.when is not None:
        step = trial.step("when", "", rule.when)
        yield step
        if step.came != "holds":
            return
    for name, expression in rule.values.items():
        yield trial.step("value", name, expression)
        worth = Expression.of(expression).value(trial.variables)
        if not isinstance(worth, Undecided):
            named[name] = worth
    for case in rule.cases:
        step = trial.step("case", "", case.assertion)
        words = fill(case.message, {key: named_value(worth) for key, worth in named.items()})
        yield replace(step, severity=case.severity, message=words.plain())
        if step.came != "holds":
            return


def _keywords(
    home: FormIndex, rule: Rule, path: Path, failing: Sequence[Violation]
) -> Iterator[Step]:
    """Yield the keywords that say the rule at ``path``, and in the nodes below that it speaks for.

    A value that is left out breaks ``required`` at its own place.
    """
    node = home.node(path)
    for keyword in rule.keywords:
        broken = any(item.keyword == keyword and item.path[: len(path)] == path for item in failing)
        limit = None if node is None else node.schema.get(keyword)
        yield Step(
            kind="keyword",
            name=keyword,
            text="" if limit is None else str(limit),
            came="fails" if broken else "holds",
            value="",
            severity=rule.severity,
            message=rule.message,
            parts=(),
        )


@dataclass(frozen=True, slots=True)
class _Trial:
    """A rule at one place while its expressions are evaluated, and taken apart if asked for.

    ``named`` are the expressions of the rule's named values.
    """

    subject: Evaluation
    path: Path
    apart: bool
    named: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, Any] = field(default_factory=dict)

    def step(self, kind: Kind, name: str, text: str) -> Step:
        """Evaluate an expression and each part of it."""
        worth = Expression.of(text).value(self.variables)
        tree = Expression.of(text).tree
        seen: dict[str, Part] = {}
        for part in self._below(tree, 1) if tree is not None and self.apart else ():
            seen.setdefault(part.text, part)
        return Step(
            kind=kind,
            name=name,
            text=text,
            came="value" if kind == "value" and not _open(worth) else _came(worth),
            value=self._value(tree, worth),
            severity="",
            message="",
            parts=tuple(seen.values()),
        )

    def _below(self, node: Node, level: int) -> Iterator[Part]:
        """Yield the parts below a node, each before its own parts."""
        for part in self._parts(node):
            if isinstance(part, Constant) or part == Items(()):
                continue
            worth = Expression.of(printed(part)).value(self.variables)
            if not isinstance(worth, dict):
                yield self._part(part, level, worth)
            if not chain(part) and not isinstance(part, Member):
                yield from self._below(part, level + 1)

    def _parts(self, node: Node) -> Iterator[Node]:
        """Yield what a node is made of: the condition of a macro for the rows that tell."""
        if not isinstance(node, Loop):
            yield from parts(node)
            return
        yield node.rows
        yield from self._rows(node)

    def _rows(self, loop: Loop) -> Iterator[Node]:
        """Yield what a macro asks of the rows that settle it, of all rows where these are few."""
        rows = Expression.of(printed(loop.rows)).value(self.variables)
        asked = loop.condition if loop.condition is not None else loop.made
        if not isinstance(rows, list) or asked is None:
            return
        each = [
            _with_row(asked, loop.row, Call("_[_]", (loop.rows, Constant(number))))
            for number in range(min(len(rows), _LOOKED_AT))
        ]
        if len(rows) > _ROWS and loop.condition is not None:
            settles = loop.macro != "all"
            each = [
                part
                for part in each
                if Expression.of(printed(part)).value(self.variables) is settles
            ]
        yield from each[:_ROWS]

    def _part(self, node: Node, level: int, worth: Any) -> Part:
        text = printed(node)
        came: Came = "undecided" if _open(worth) else "value"
        if isinstance(worth, bool) and not chain(node):
            came = _came(worth)
        return Part(text, level, came, self._value(node, worth), self._label(node))

    def _where(self, node: Node | None) -> Path | None:
        """Return the place in the submission that a name of the expression stands for."""
        root, *rest = (() if node is None else chain(node)) or ("",)
        if root == "app":
            return tuple(rest)
        return (*self.path, *rest) if root in {"self", "row"} else None

    def _label(self, node: Node) -> Value:
        place = self._where(node)
        return "" if place is None else self.subject.label(place)

    def _value(self, node: Node | None, worth: Any) -> Value:
        place = self._where(node)
        if isinstance(worth, Undecided):
            return said(f"try-undecided-{worth.reason}")
        if place is not None:
            return _shown(self.subject, place, worth)
        if isinstance(node, Call) and node.function in _DAYS and isinstance(worth, int):
            worth = (_EPOCH + timedelta(days=worth)).isoformat()
        return _plain(worth, hidden=node is not None and self._hides(node))

    def _hides(self, node: Node) -> bool:
        """Say whether what comes of a part would show a value that must not be shown."""
        if isinstance(node, Call) and node.function in _TELL_NOTHING:
            return False
        place = self._where(node)
        if place is not None and self.subject.home.masked(place):
            return True
        root, *rest = chain(node) or ("",)
        named = self.named.get(rest[0], "") if root == "value" and rest else ""
        made = Expression.of(named).tree
        return any(map(self._hides, parts(node) if made is None else (made,)))


def _with_row(node: Node, name: str, row: Node) -> Node:
    """Return a condition in which the row of a macro is written out."""
    if node == Name(name):
        return row
    if isinstance(node, Loop) and node.row == name:
        below = [_with_row(node.rows, name, row), *parts(node)[1:]]
    else:
        below = [_with_row(part, name, row) for part in parts(node)]
    return rebuilt(node, below)


def _open(worth: Any) -> bool:
    return isinstance(worth, Undecided)


def _came(worth: Any) -> Came:
    if not isinstance(worth, bool):
        return "undecided"
    return "holds" if worth else "fails"


def _shown(subject: Evaluation, path: Path, worth: Any) -> Value:
    """Return a value of the submission as a report may show it, with the name of its code."""
    if isinstance(worth, list | dict) or worth is None:
        return _plain(worth)
    text = subject.show(path, worth) or ""
    name = subject.coded(path, worth)
    return text if name is None else said("try-coded", code=text, name=name)


def _plain(worth: Any, *, hidden: bool = False) -> Value:
    if isinstance(worth, list):
        return said("try-table-rows", count=len(worth))
    if isinstance(worth, dict):
        return said("try-group", count=len(worth))
    text = scalar_text(worth)
    if not text:
        return said("try-nothing")
    if hidden and not isinstance(worth, bool):
        return mask(text, hidden=True)
    return text if text.isascii() else policy_text(text)
