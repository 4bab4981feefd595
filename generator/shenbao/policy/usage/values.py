"""What is known of one id: the values that ``trace`` returns and the reports print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from shenbao.policy.model import Basis, Candidate, Case, Clause, CodeList, Reading

Kind: TypeAlias = Literal[
    "rule",
    "quota",
    "target",
    "checklist",
    "clause",
    "param",
    "field",
    "form",
    "table",
    "reading",
    "gap",
    "list",
    "work",
    "term",
    "indicator",
    "candidate",
]
Means: TypeAlias = Literal["keyword", "cel", "table", "quota", "target", "checklist"]


DIRECTION = "direction"
"""The column, and the fact, that says where figures should go, as a code that reports word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsagePlace:
    """A node of a form or table: ``home`` is the short name, ``label`` the titles on the way."""

    home: str
    pointer: str
    label: str
    keywords: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.home}#{self.pointer}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something said of an id: ``name`` is a word of the reports, or else a title."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Everything the policy says of one id.

    ``means`` says how a rule is checked; ``cases`` are its steps, ``expressions`` the CEL
    around them; ``used_by`` are the ids and places that build on it (for a clause, reading
    or list). ``facts`` are what only its kind has. ``candidates`` are definitions from
    elsewhere, which are not the document's.
    """

    id: str
    kind: Kind
    notice: str
    title: str
    text: str = ""
    cases: tuple[Case, ...] = ()
    means: Means | None = None
    severity: str | None = None
    basis: Basis | None = None
    places: tuple[UsagePlace, ...] = ()
    expressions: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    readings: tuple[Reading, ...] = ()
    lists: tuple[CodeList, ...] = ()
    used_by: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A rule of an inventory: ``home`` is where it lives, None where nobody has it."""

    rule: str
    notice: str
    home: Trace | None
