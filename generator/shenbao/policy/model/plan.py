"""What a work plan says beside its forms: work items, stages, terms, definitions from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from shenbao.policy.model.clause import Text

Direction: TypeAlias = Literal["up", "down", "full", "near-one", "monitor", "none"]
Confidence: TypeAlias = Literal["high", "medium", "low", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A work item of another notice that this one takes up, and what this one adds to it."""

    notice: str
    item: str
    adds: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """A piece of work that a plan sets. ``number`` is the printed one, ``id`` never changes.

    ``measures`` are its points in our words; ``indicators`` are codes of the list
    ``indicators`` of the same notice.
    """

    id: str
    number: str
    title: str
    gist: str
    measures: tuple[str, ...]
    who: Text
    due: Text
    indicators: tuple[str, ...]
    follows: tuple[FollowUp, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkGroup:
    """Work items under one heading, which the source may lack."""

    id: str
    title: Text
    items: tuple[WorkItem, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of the way: who does it, on what ground, with what result. ``when`` as printed."""

    id: str
    title: str
    when: Text
    by: Text
    ground: Text
    outcome: Text
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedTerm:
    """A term of the same or another notice that may mean the same; ``how`` says how surely."""

    notice: str
    term: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the notice. ``meaning`` is what the source says, mostly nothing."""

    id: str
    term: str
    aliases: tuple[str, ...]
    meaning: Text
    note: str
    kin: tuple[RelatedTerm, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A definition of an indicator that is not in the source: a suggestion to the authority.

    ``list_name`` and ``codes`` name the rows of the notice's own list that it could define.
    ``refuse`` says that no rate may be computed without a definition by the authority.
    ``keys`` name the sources.
    """

    id: str
    title: str
    list_name: str | None
    codes: tuple[str, ...]
    definition: str
    unit: str
    direction: Direction
    system: str
    confidence: Confidence
    refuse: bool
    note: str
    keys: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateSource:
    """Where a candidate definition was found."""

    key: str
    text: str
