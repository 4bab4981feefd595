"""Which step of the version a change asks for: words only, or another verdict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shenbao.changes.ledger.meaning import restored
from shenbao.changes.notices.compare import compare_notices
from shenbao.changes.terms import Direction

if TYPE_CHECKING:
    from typing import Any

    from shenbao.changes.ledger.entries import Step
    from shenbao.changes.model import Change
    from shenbao.policy.model import Notice

_NUMBERS = re.compile(r"(?P<major>.*?\d+)\.(?P<minor>\d+)(?:\.(?P<patch>\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The step that is due since a version was published, and the changes that ask for it.

    ``compared`` is False where what was published cannot be read any more: then the step is
    taken for the large one, since nothing shows that no verdict changed.
    """

    step: Step
    changes: tuple[Change, ...] = ()
    compared: bool = True

    @property
    def counts(self) -> Mapping[Direction, int]:
        """How many changes that can change a verdict go which way."""
        return Counter(change.direction for change in self.changes if _weighty(change))


def step_due(published: Mapping[str, Any], now: Notice) -> Due:
    """Return the step from the snapshot of a published version to the notice as it is now.

    Changes that the comparison does not know count as words: they change no verdict that it
    could prove or name.
    """
    before = restored(published)
    if before is None or before.id != now.id:
        return Due(step="version", compared=False)
    changes = compare_notices(before, now)
    return Due(step="version" if any(map(_weighty, changes)) else "words", changes=changes)


def _weighty(change: Change) -> bool:
    return change.row.weight == "change" and change.direction is not Direction.NEUTRAL


def proposed(version: str, step: Step) -> str:
    """Return the number that follows a version by a step: 2024.1 → 2024.1.1 or 2024.2."""
    found = _NUMBERS.fullmatch(version)
    if found is None:
        return f"{version}.1"
    major, minor, patch = found["major"], int(found["minor"]), int(found["patch"] or 0)
    return f"{major}.{minor}.{patch + 1}" if step == "words" else f"{major}.{minor + 1}"


def is_small(old: str, new: str) -> bool:
    """Say whether two numbers of versions differ in their third place only."""
    before, after = _NUMBERS.fullmatch(old), _NUMBERS.fullmatch(new)
    if before is None or after is None:
        return new.startswith(f"{old}.")
    return before.group("major", "minor") == after.group("major", "minor")


def is_lower(old: str, new: str) -> bool:
    """Say whether a number of a version comes before another; what cannot be told is not."""
    before, after = _ordered(old), _ordered(new)
    return before is not None and after is not None and after < before


def _ordered(version: str) -> tuple[int, int, int] | None:
    found = _NUMBERS.fullmatch(version)
    if found is None:
        return None
    first = re.sub(r"\D", "", found["major"])
    return int(first), int(found["minor"]), int(found["patch"] or 0)
