"""One change between two versions of a policy: the value that passes to reports and records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Literal, TypeAlias

from shenbao.changes.catalogue import CATALOGUE
from shenbao.changes.terms import Direction, Row, Subject
from shenbao.core import messages
from shenbao.core.messages.values import Value

Side: TypeAlias = Literal["old", "new"]
Level: TypeAlias = Literal["error", "warning", "info"]


class Perspective(StrEnum):
    """Who reads the changes: who submits, who uses the statistics, who reviews the policy."""

    APPLICANT = "applicant"
    STATISTICS = "statistics"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a policy something stands.

    ``part`` is the short name of the form, table or list, or the name of the policy file, empty
    for a schema that stands alone. ``pointer`` is a JSON Pointer into that part, as if every
    reference in it were written out. ``field`` is the path of the value in what is submitted:
    ``leader.birth_date``, ``partners[].unit``; empty for the whole.
    """

    part: str = ""
    pointer: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """An instance that only one of the two versions accepts: JSON, whole, of ``part``."""

    instance: Any = field(hash=False)
    accepted_by: Side
    part: str = ""

    @property
    def proves(self) -> Direction:
        """Return the direction: what only the old version accepts proves that it is tighter."""
        return Direction.TIGHTER if self.accepted_by == "old" else Direction.LOOSER

    def swapped(self) -> Witness:
        """Return the same instance for the comparison the other way round."""
        return replace(self, accepted_by="new" if self.accepted_by == "old" else "old")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change.

    ``kind`` is the id of a row of the catalogue, and words it by the message ``change-<kind>``
    filled with ``values``. ``place`` is where it stands in the new version, or in the old one
    for what was removed; ``former`` where it stood before, if elsewhere. ``old`` and ``new``
    are JSON values, None for what is not there. ``clauses_old`` and ``clauses_new`` are ids of
    clauses, ``rules`` and ``fields`` those affected (a field as ``Place.field`` has it),
    ``concerned`` the ids of tracks or roles. ``mapping`` says, old to new, how a submission is
    carried over where that can be said. ``unproved``: a witness was looked for and not found,
    so that the direction is left open.
    """

    kind: str
    direction: Direction
    subject: Subject
    place: Place
    former: Place | None = None
    old: Any = field(default=None, hash=False)
    new: Any = field(default=None, hash=False)
    clauses_old: tuple[str, ...] = ()
    clauses_new: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    concerned: tuple[str, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict, hash=False)
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)
    unproved: bool = False

    @property
    def row(self) -> Row:
        """Return the row of the catalogue. Raises KeyError for a kind that there is not."""
        return CATALOGUE[self.kind]

    @property
    def message(self) -> str:
        """Return the id of the sentence that says what changed."""
        return f"change-{self.kind}"

    def text(self, language: str = messages.DEFAULT) -> str:
        """Return the sentence that says what changed; the direction is no part of it."""
        return messages.say(self.message, self.values, language)

    @property
    def fingerprint(self) -> str:
        """Return sixteen hexadecimal digits of kind, place, old and new: of no words."""
        told = [self.kind, self.place.part, self.place.pointer, self.old, self.new]
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def level(self, perspective: Perspective) -> Level:
        """Return how much it matters to somebody.

        Who submits is hurt by what is tighter, who uses the statistics by what is looser: old
        and new figures are not of the same things. Who reviews looks at all that can change a
        verdict. What nobody knows the direction of is a warning to everybody.
        """
        if self.row.weight != "change":
            return _BESIDE[self.row.weight, perspective is Perspective.REVIEWER]
        if self.direction is Direction.UNDETERMINED:
            return "warning"
        if perspective is Perspective.REVIEWER:
            return "info" if self.direction is Direction.NEUTRAL else "warning"
        hurting = _TIGHTENING if perspective is Perspective.APPLICANT else _LOOSENING
        return "error" if self.direction in hurting else "info"

    def swapped(self) -> Change:
        """Return the change that the comparison the other way round has to tell."""
        return replace(
            self,
            kind=self.row.mirror,
            direction=self.direction.mirrored,
            place=self.former or self.place,
            former=self.former and self.place,
            old=self.new,
            new=self.old,
            clauses_old=self.clauses_new,
            clauses_new=self.clauses_old,
            witnesses=tuple(witness.swapped() for witness in self.witnesses),
            mapping={new: old for old, new in self.mapping.items()},
            values={_ACROSS.get(name, name): value for name, value in self.values.items()},
        )


_TIGHTENING = (Direction.TIGHTER, Direction.BOTH)
_LOOSENING = (Direction.LOOSER, Direction.BOTH)
_ACROSS = {"old": "new", "new": "old"}
_BESIDE: Mapping[tuple[str, bool], Level] = {
    ("mistake", True): "error",
    ("mistake", False): "error",
    ("drift", True): "error",
    ("drift", False): "info",
}
"""What is no change of a verdict, for those who review and for the others."""
