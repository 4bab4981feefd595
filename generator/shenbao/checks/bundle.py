"""Submissions seen beside each other: what each says in the roles that quotas read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from shenbao import messages
from shenbao.checks import cel
from shenbao.checks.collecting import Collector
from shenbao.checks.context import Context
from shenbao.checks.places import Path, instances, plain
from shenbao.checks.rules import sentences
from shenbao.checks.subject import Subject
from shenbao.findings import Finding
from shenbao.policy.expressions import ROW
from shenbao.policy.model import Case, Quota

LISTED_OTHERS = 10
"""So many other files are named in one finding."""

_ABSENT = object()
_BETWEEN_SIGNS = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")


class Said(NamedTuple):
    """A value that an application gives in a role: folded for comparing, and its place."""

    folded: str
    path: Path


@dataclass(slots=True, kw_only=True)
class Entry:
    """An application or table among the others, with the collector of its findings."""

    subject: Subject
    collector: Collector
    variables: Mapping[str, Any]
    _said: dict[str, list[Said]] = field(default_factory=dict)

    @classmethod
    def of(cls, subject: Subject, collector: Collector) -> Entry:
        """Read the roles of a submission; what does not apply says nothing."""
        app = subject.variables["app"]
        role: dict[str, Any] = {}
        for name, pattern in subject.home.roles.items():
            if subject.applies(pattern):
                values = [value for _, value in instances(app, pattern) if value is not None]
                if ROW in pattern:
                    role[name] = values
                elif values:
                    role[name] = values[0]
        variables = {**subject.variables, "role": role, "form": subject.home.source.id}
        return cls(subject=subject, collector=collector, variables=variables)

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.subject.submission.file

    def says(self, role: str) -> list[Said]:
        """Return the values in ``role``; nothing and empty text say nothing."""
        if role not in self._said:
            self._said[role] = self._read(role)
        return self._said[role]

    def place(self, roles: Sequence[str]) -> Path:
        """Return the place of the first of ``roles`` that is one field, else the root."""
        for role in roles:
            pattern = self.subject.home.roles.get(role)
            if pattern is not None and ROW not in pattern:
                return pattern
        return ()

    def _read(self, role: str) -> list[Said]:
        pattern = self.subject.home.roles.get(role)
        if pattern is None or not self.subject.applies(pattern):
            return []
        return [
            Said(folded, path)
            for path, value in instances(self.subject.data, pattern)
            if (folded := fold(value))
        ]


@dataclass(slots=True)
class Condition:
    """An expression over one application. Equal applications are evaluated once.

    What an expression mentions is all that it can look at, so those values are the key.
    """

    expression: str
    _known: dict[Hashable, cel.Outcome] = field(default_factory=dict)

    def holds(self, entry: Entry) -> cel.Outcome:
        """Return whether the expression holds of ``entry``."""
        key = self._key(entry.variables)
        if key is None:
            return cel.evaluate(self.expression, entry.variables)
        if key not in self._known:
            self._known[key] = cel.evaluate(self.expression, entry.variables)
        return self._known[key]

    def _key(self, variables: Mapping[str, Any]) -> Hashable | None:
        parts: list[Hashable] = []
        for mention in cel.mentioned(self.expression):
            if mention.path[0] in ("reading", "notice", "ref"):
                continue
            value: Any = variables
            for step in mention.path:
                value = value.get(step, _ABSENT) if isinstance(value, Mapping) else _ABSENT
            if isinstance(value, dict | list) or ROW in mention.path:
                return None
            parts.append((type(value), value))
        return tuple(parts)


def fold(value: Any) -> str:
    """Return a name so that its ways of writing compare equal.

    Full-width letters and brackets count as half-width; blanks between Chinese characters
    do not count, others count once.
    """
    text = value if isinstance(value, str) else plain(value)
    return _fold(text) if text else ""


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
    line = " ".join(unicodedata.normalize("NFKC", text).split())
    return _BETWEEN_SIGNS.sub("", line)


Failing: TypeAlias = tuple[Case, cel.Outcome]


@dataclass(slots=True)
class Cases:
    """The cases of a quota, asked once for each set of counts."""

    quota: Quota
    context: Context
    _known: dict[tuple[tuple[str, float], ...], Failing | None] = field(default_factory=dict)

    def failing(self, counts: Mapping[str, float]) -> Failing | None:
        """Return the first case that does not hold or cannot be told, None where all hold."""
        key = tuple(counts.items())
        if key not in self._known:
            self._known[key] = self._ask({**self.context.variables, "counts": counts})
        return self._known[key]

    def _ask(self, variables: Mapping[str, Any]) -> Failing | None:
        for case in self.quota.cases:
            outcome = cel.evaluate(case.assertion, variables)
            if outcome is not True:
                return case, outcome
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a finding across submissions says beside the quota's own sentence."""

    message: str
    args: Mapping[str, str]
    found: str | None = None
    undecided: bool = False


def report(quota: Quota, entry: Entry, path: Path, case: Case, remark: Remark) -> None:
    """Put a finding of ``quota`` on ``entry``."""
    subject = entry.subject

    def build() -> Finding:
        args = {**subject.home.labels(path), **sentences(case.message), **remark.args}
        return Finding(
            rule=quota.id,
            severity=case.severity,
            verdict="undecided" if remark.undecided else "fail",
            where=subject.where(path),
            found=remark.found,
            message=remark.message,
            args=args,
            clauses=subject.context.citations(quota.clauses),
            basis=quota.basis,
            readings=subject.context.chosen(quota.readings),
        )

    collector_kind = (quota.id, remark.message, len(path))
    entry.collector.add(collector_kind, path, build)


def report_lacking(quota: Quota, entry: Entry, path: Path, places: Sequence[Path]) -> None:
    """Say that ``quota`` cannot be told for want of values; what is broken is said already."""
    home = entry.subject.home
    if any(place in entry.subject.broken for place in places):
        return
    args = {}
    for language, name in zip(messages.LANGUAGES, ("missing", "missing_en"), strict=True):
        labels = "、".join(home.label(place, language) for place in places)
        args[name] = (
            messages.say("undecided-missing", {"labels": labels}, language)
            if places
            else messages.say("undecided-value", None, language)
        )
    remark = Remark(message="rule-undecided", args=args, undecided=True)
    report(quota, entry, path, quota.cases[0], remark)


def chosen_entries(quota: Quota, entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the applications that the quota speaks of; report where that cannot be told."""
    condition = Condition(quota.where) if quota.where is not None else None
    for entry in entries:
        outcome = True if condition is None else condition.holds(entry)
        if isinstance(outcome, cel.Undecided):
            names = [
                mention.path[1]
                for mention in cel.mentioned(quota.where or "")
                if mention.path[0] == "role" and len(mention.path) > 1
            ]
            missing = [
                entry.subject.home.roles[name]
                for name in names
                if name not in entry.variables["role"] and name in entry.subject.home.roles
            ]
            missing_here = [*missing, *entry.subject.lacking((), quota.where or "")]
            report_lacking(quota, entry, entry.place(quota.group_by), missing_here)
        elif outcome:
            yield entry
