"""What is demanded of many entries together, and how a finding on one of them says it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shenbao.core.findings import Finding
from shenbao.core.messages.values import Value, many, said
from shenbao.policy.cel import evaluation
from shenbao.policy.cel.expression import Expression
from shenbao.policy.model import Case, Quota, Severity, Target, Wording
from shenbao.validation.bundle.entries import Entry, mentioned_roles
from shenbao.validation.conditions import Condition
from shenbao.validation.form_index import Path
from shenbao.validation.submission.evaluation_context import Citable, Remark
from shenbao.validation.submission.rules import sentence

LISTED_OTHERS = 10
"""So many other files are named in one finding."""

NAMED = 5
"""So many missing members are named in one finding."""


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A quota or target, with the severity and the words in which it is told."""

    source: Citable
    severity: Severity
    message: Wording


def by_case(quota: Quota, case: Case) -> GroupRule:
    """Return a quota as one of its cases tells it."""
    return GroupRule(quota, case.severity, case.message)


def by_target(target: Target) -> GroupRule:
    """Return a target as it is told."""
    return GroupRule(target, target.severity, target.message)


def report(
    demand: GroupRule, entry: Entry, path: Path, kind: str, remark: Callable[[], Remark]
) -> None:
    """Put a finding of a kind on ``entry``; beyond the limit of a kind the remark is not made."""
    subject = entry.subject

    def build() -> Finding:
        return subject.across(
            demand.source,
            path,
            severity=demand.severity,
            sentence=sentence(demand.message.plain()),
            remark=remark(),
        )

    entry.collector.add((demand.source.id, kind, len(path)), path, build)


def report_undecided(
    demand: GroupRule,
    entry: Entry,
    path: Path,
    missing: Value,
    message: str = "rule-undecided",
    **args: Value,
) -> None:
    """Say that the demand cannot be told, and what is ``missing`` for it."""
    remark = Remark(message=message, args={"missing": missing, **args}, undecided=True)
    report(demand, entry, path, message, lambda: remark)


def report_lacking(demand: GroupRule, entry: Entry, path: Path, places: Sequence[Path]) -> None:
    """Say that the demand cannot be told for want of values.

    What is broken, and what has to be filled in anyway, is said already: one missing answer is
    one finding.
    """
    subject = entry.subject
    if any(place in subject.broken for place in places):
        return
    if places and all(map(subject.owes, places)):
        return
    report_undecided(demand, entry, path, unfilled(entry, places))


def unfilled(entry: Entry, places: Sequence[Path]) -> Value:
    """Say what nothing stands at; without a place, that the values cannot be compared."""
    if not places:
        return said("undecided-value")
    return said("undecided-missing", labels=entry.subject.enumerated(places))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entries that a demand speaks of, and of how many others that cannot be told."""

    entries: Sequence[Entry]
    astray: int = 0


def chosen(
    demand: GroupRule, where: str | None, place: Sequence[str], entries: Sequence[Entry]
) -> Chosen:
    """Return the entries that the demand speaks of; report where that cannot be told.

    ``place`` are the roles at which the report stands. Where a broken value hides it, the
    entry is left out: that is reported already.
    """
    if where is None:
        return Chosen(entries)
    condition = Condition(Expression.of(where))
    meant: list[Entry] = []
    astray = 0
    for entry in entries:
        if entry.unread((), where):
            astray += 1
            continue
        outcome = entry.holds(condition)
        if isinstance(outcome, evaluation.Undecided):
            astray += 1
            at = entry.place([*place, *mentioned_roles(where)])
            report_lacking(demand, entry, at, entry.lacking(where))
        elif outcome:
            meant.append(entry)
    return Chosen(meant, astray)


def other_files(entry: Entry, files: Sequence[str]) -> Value:
    """Return the files beside that of ``entry``, as far as a line holds."""
    others = [file for file in files if file != entry.file]
    return listed(others[:LISTED_OTHERS], len(others))


def listed(names: Sequence[str], count: int) -> Value:
    """Return a few names of ``count``; nothing for none."""
    if count > len(names):
        return said("quota-others-more", others=many(names), count=str(count))
    return many(names) if names else ""
