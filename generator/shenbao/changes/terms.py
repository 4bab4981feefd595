"""The terms of a comparison: which way a change goes, what it is about, a row of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

Weight: TypeAlias = Literal["change", "drift", "mistake"]


class Direction(StrEnum):
    """Which submissions the new version accepts, compared with the old one."""

    TIGHTER = "tighter"
    """Some that the old version accepts are refused, and none the other way round."""

    LOOSER = "looser"
    """Some that the old version refuses are accepted, and none the other way round."""

    BOTH = "both"
    """Some are newly refused, others newly accepted."""

    NEUTRAL = "neutral"
    """No verdict changes."""

    UNDETERMINED = "undetermined"
    """Nobody can say without a person, or no proof was found."""

    @property
    def mirrored(self) -> Direction:
        """Return the direction of the change the other way round."""
        return _MIRRORED.get(self, self)


_MIRRORED = {Direction.TIGHTER: Direction.LOOSER, Direction.LOOSER: Direction.TIGHTER}


class Subject(StrEnum):
    """What a change is about."""

    DATA = "data"
    ELIGIBILITY = "eligibility"
    MONEY = "money"
    QUOTA = "quota"
    PROCEDURE = "procedure"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A kind of change: its id, the row of the design, and what it is unless a proof says more.

    ``mirror`` is the kind that the comparison the other way round tells. ``weight`` is
    ``change``, or ``drift`` for what a person must confirm, or ``mistake`` for what no policy
    may do.
    """

    kind: str
    number: int
    direction: Direction
    subject: Subject
    mirror: str
    weight: Weight = "change"
