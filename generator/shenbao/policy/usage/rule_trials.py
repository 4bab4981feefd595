"""What came of trying one rule on one submission, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from shenbao.core.messages.values import Value

Came: TypeAlias = Literal["holds", "fails", "undecided", "value"]
Kind: TypeAlias = Literal["when", "value", "case", "keyword"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an expression and what it comes to.

    ``level`` counts how deep it stands, ``label`` names the field that it is, if it is one.
    """

    text: str
    level: int
    came: Came
    value: Value
    label: Value


@dataclass(frozen=True, slots=True)
class Step:
    """One expression of a rule, in the order in which it is asked.

    ``name`` is that of a named value, or a keyword; ``message`` what a case says where it fails.
    """

    kind: Kind
    name: str
    text: str
    came: Came
    value: Value
    severity: str
    message: Value
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The rule at one place of the submission.

    ``verdict``: ``pass``, ``undecided``, a severity, ``not-meant`` (its condition does not
    hold), or ``rests`` (the field does not apply, or its value cannot be read).
    """

    pointer: str
    label: Value
    found: Value
    verdict: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class RuleTrial:
    """A rule tried on one submission.

    ``places`` are the most telling ones, those where it fails first; ``verdicts`` counts all
    that there are, nothing where its node does not stand in the submission.
    """

    rule: str
    message: Value
    ref: str
    file: str
    places: tuple[Place, ...]
    verdicts: Mapping[str, int]
