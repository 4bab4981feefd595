"""Submissions, and the rows of tables, seen beside each other: what each says in a role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from typing import Any, Literal, NamedTuple, TypeAlias

from shenbao.core.paths import value_at
from shenbao.policy.cel import evaluation
from shenbao.policy.cel.evaluation import Outcome, truth
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.mentions import ROW, Mention
from shenbao.policy.model import Table
from shenbao.validation.bundle.packed_data import PackedData
from shenbao.validation.conditions import Condition, comparable
from shenbao.validation.context import Context
from shenbao.validation.form_index import ROWS, FormIndex, Path, Pattern, instances
from shenbao.validation.submission.collector import Collector
from shenbao.validation.submission.evaluation_context import Evaluation
from shenbao.validation.submission.unreadable_paths import NOTHING

_Use: TypeAlias = Literal["none", "roles", "matched", "whole"]
"""What is compared with others: nothing; values in roles; rows with applications, once; all."""


class RoleValue(NamedTuple):
    """A value that an entry gives in a role: folded for comparing, and its place."""

    folded: str
    path: Path


@dataclass(slots=True, kw_only=True, eq=False)
class Entry:
    """A submission among the others, or one row of a table; with the collector of its findings.

    ``at`` is the place of the row, nothing for a whole submission.
    """

    subject: Evaluation
    collector: Collector
    at: Path = ()
    _roles: dict[str, Any] = field(default_factory=dict)
    _said: dict[str, list[RoleValue]] = field(default_factory=dict)
    _unread: frozenset[str] | None = None
    _packed: PackedData | None = None

    def keep_compared(self) -> None:
        """Let go of the data that nothing compares with those of others, pack what waits.

        Thousands of applications, or many large tables, are judged in one run. Nothing but the
        comparison with applications looks at all columns of a table.
        """
        subject = self.subject
        use = _use(subject.home, subject.context)
        if use == "none":
            self.collector.close()
            self.subject = subject.without_data()
        elif use == "matched":
            self._packed = PackedData.of(subject)
            self.subject = replace(subject.holding(None, None), broken=NOTHING)
        elif use == "roles":
            self.subject = subject.only(_compared(subject.home, subject.context))
        self.collector.subject = self.subject

    def unpacked(self) -> Entry:
        """Return the entry with all its data, if they were packed; the collector is the same."""
        if self._packed is None:
            return self
        return Entry(subject=self._packed.unpack(self.subject), collector=self.collector)

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.subject.submission.file

    def holds(self, condition: Condition) -> Outcome:
        """Return whether a condition holds of the entry."""
        return truth(self.value(condition))

    def value(self, condition: Condition) -> Any:
        """Return what an expression gives for the entry, or Undecided."""
        seen = self.subject.variables if condition.is_steady else self._seen(condition.expression)
        return condition.value(seen)

    def _seen(self, expression: Expression) -> Mapping[str, Any]:
        """Return what a condition sees: the roles that it looks at; a row not its table."""
        home = self.subject.home
        known: dict[str, Any] = {**self.subject.variables, "form": home.source.id}
        if self.at:
            del known["app"]
        seen = _seen_whole(expression.text)
        given: dict[str, Any] = {}
        for role in home.roles if seen else mentioned_roles(expression.text):
            value = self.role(role)
            if value is not None:
                given[role] = value
        known["role"] = given
        return known

    def role(self, name: str) -> Any:
        """Return what the entry gives in a role, None for nothing; inside its rows, a list."""
        if name not in self._roles:
            pattern = self.pattern(name) or ()
            values = [value for _, value in self.values(name) if value is not None]
            several = ROW in pattern[len(self.at) :]
            self._roles[name] = values if several else values[0] if values else None
        return self._roles[name]

    def pattern(self, role: str) -> Pattern | None:
        """Return where the entry gives a role, None where it has no such role, or none now."""
        return self.subject.home.roles_without(self.subject.off).get(role)

    def values(self, role: str) -> list[tuple[Path, Any]]:
        """Return the places of a role and what stands there, numbers as doubles."""
        pattern = self.pattern(role)
        if pattern is None:
            return []
        if not self.at:
            return list(instances(self.subject.variables["app"], pattern))
        data = value_at(self.subject.variables["app"], self.at)
        found = instances(data, pattern[len(self.at) :])
        return [((*self.at, *path), value) for path, value in found]

    def says(self, role: str) -> list[RoleValue]:
        """Return the values in ``role``; nothing and empty text say nothing."""
        if role not in self._said:
            self._said[role] = [
                RoleValue(folded, path)
                for path, value in self.values(role)
                if (folded := comparable(value))
            ]
        return self._said[role]

    def unread(self, roles: Iterable[str], *conditions: str) -> bool:
        """Say whether a role, or what a condition looks at, is broken, which is reported already.

        Nothing can then be said of the entry, nor of what it might have been counted for.
        """
        broken = self.subject.broken
        if not broken:
            return False
        if self._unread is None:
            self._unread = frozenset(
                role
                for role in self.subject.home.roles
                if any(path in broken for path, _ in self.values(role))
            )
        asked = (*roles, *(role for text in conditions for role in mentioned_roles(text)))
        return not self._unread.isdisjoint(asked) or any(
            self.subject.looks_at_broken(self.at, text) for text in conditions
        )

    def place(self, roles: Iterable[str]) -> Path:
        """Return the place of the first of ``roles`` that is one field, else of the entry."""
        for role in roles:
            pattern = self.subject.home.roles.get(role)
            if pattern is not None and ROW not in pattern[len(self.at) :]:
                return (*self.at, *pattern[len(self.at) :])
        return self.at

    def lacking(self, expression: str) -> tuple[Path, ...]:
        """Return the places that a condition needs and nothing stands at."""
        roles = self.subject.home.roles
        places = [
            (*self.at, *roles[role][len(self.at) :])
            for role in mentioned_roles(expression)
            if role in roles and self.role(role) is None
        ]
        return (*places, *self.subject.lacking((), expression))


@lru_cache(maxsize=64)
def _use(home: FormIndex, context: Context) -> _Use:
    """Return how the quotas and targets of a notice look at a form or table."""
    notice, source = context.notice, home.source
    if not isinstance(source, Table):
        return "roles"
    over = {
        *chain.from_iterable(quota.over for quota in notice.quotas),
        *chain.from_iterable(target.over for target in notice.targets),
    }
    matched = any(quota.kind == "matches" and quota.table == source.id for quota in notice.quotas)
    if source.id in over:
        return "whole" if matched else "roles"
    return "matched" if matched else "none"


@lru_cache(maxsize=64)
def _compared(home: FormIndex, context: Context) -> evaluation.Needs:
    """Return which data of a form the quotas and targets of its notice may look at."""
    notice = context.notice
    quotas = (
        (
            quota.where,
            quota.of,
            *quota.counts.values(),
            *quota.sums.values(),
            *(quota.also or ())[1:],
        )
        for quota in notice.quotas
    )
    texts = [*chain.from_iterable(quotas), *(target.where for target in notice.targets)]
    mentions = (mention for text in texts if text for mention in Expression.of(text).mentions)
    app = (replace(item, path=item.path[1:]) for item in mentions if item.path[0] == "app")
    return evaluation.needs([*map(Mention, home.roles.values()), *app])


@lru_cache(maxsize=1024)
def mentioned_roles(expression: str) -> tuple[str, ...]:
    """Return the roles that a condition looks at."""
    paths = [mention.path for mention in Expression.of(expression).mentions]
    return tuple(dict.fromkeys(path[1] for path in paths if path[0] == "role" and len(path) > 1))


@lru_cache(maxsize=1024)
def _seen_whole(expression: str) -> bool:
    """Say whether a condition takes the roles as one value."""
    return any(mention.path == ("role",) for mention in Expression.of(expression).mentions)


class Bundle:
    """Everything handed in to one notice. The rows of a table are told apart when asked for."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._homes = {entry.subject.home.source.id for entry in entries}
        self._rows: dict[int, list[Entry]] = {}

    def holds(self, home: str | None) -> bool:
        """Say whether anything was handed in to a form or table."""
        return home in self._homes

    def over(self, homes: Sequence[str]) -> list[Entry]:
        """Return the submissions to these forms, and the rows of these tables."""
        found: list[Entry] = []
        present = self._homes.intersection(homes)
        for number, entry in enumerate(self.entries) if present else ():
            source = entry.subject.home.source
            if source.id in present:
                found += self._split(number, entry) if isinstance(source, Table) else [entry]
        return found

    def _split(self, number: int, entry: Entry) -> list[Entry]:
        if number not in self._rows:
            rows = value_at(entry.subject.data, ROWS)
            self._rows[number] = [
                Entry(subject=entry.subject, collector=entry.collector, at=(*ROWS, row))
                for row, cells in enumerate(rows if isinstance(rows, list) else ())
                if isinstance(cells, dict)
            ]
        return self._rows[number]
