"""A comparison as it is told: two versions, their clauses, the changes, what came of a replay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shenbao.changes.model import Change
from shenbao.core.messages.values import Value
from shenbao.policy.model import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One side: its id, title and the version of the description, as far as it has them.

    ``published`` is the day of its publication where a record of publications was looked into.
    """

    id: str
    title: str
    version: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseText:
    """A clause as a report names it."""

    number: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A submission whose verdict is another under the new version.

    ``file`` names it, ``failing`` says that it newly fails. ``rules`` made the difference, by
    the ``clauses`` (ids of the new version where they stand there).
    """

    file: str
    failing: bool
    rules: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What came of earlier submissions: how many, those with another verdict, those unread."""

    count: int
    same: int
    changed: tuple[Replayed, ...]
    unread: tuple[tuple[str, Value], ...] = ()

    @property
    def failing(self) -> tuple[Replayed, ...]:
        """Those that newly fail."""
        return tuple(item for item in self.changed if item.failing)

    @property
    def passing(self) -> tuple[Replayed, ...]:
        """Those that newly pass."""
        return tuple(item for item in self.changed if not item.failing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two versions and what changed. ``limits`` say what could not be compared."""

    old: Version
    new: Version
    changes: tuple[Change, ...]
    clauses_old: Mapping[str, ClauseText] = field(default_factory=dict)
    clauses_new: Mapping[str, ClauseText] = field(default_factory=dict)
    replay: Replay | None = None
    limits: tuple[Value, ...] = ()


def version_of(notice: Notice, published: date | None = None) -> Version:
    """Return a notice as one side of a comparison."""
    return Version(
        id=notice.id,
        title=notice.title,
        version=notice.edition.version,
        published=published,
    )


def clause_texts(notice: Notice) -> dict[str, ClauseText]:
    """Return the clauses of a notice by id, as a report names them."""
    return {
        clause.id: ClauseText(number=clause.number, text=clause.quote or clause.gist)
        for clause in notice.clauses
    }
