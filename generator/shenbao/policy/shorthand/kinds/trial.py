"""What a rule of a kind is tried with: changes of a sound submission, and how it then comes out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shenbao.core.paths import Path
from shenbao.policy.shorthand.kinds.fields import Target

_WAN_YUAN = 0.0001
_HUNDREDTH = 0.01
_DIGITS = 4
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Trial:
    """Changes of a submission, by place in the data, and whether the rule then holds.

    ``group`` tells apart the cases of a rule, each of which is tried on a submission that it
    speaks of. ``gone`` are places that are left empty.
    """

    holds: bool
    put: Mapping[Path, Any]
    gone: tuple[Path, ...] = ()
    group: str = ""


def step(target: Target) -> float:
    """Return the smallest difference that counts in a number: one 元 of an amount."""
    return smallest(target.kind, target.node.get("x-unit"))


def smallest(kind: str, unit: str | None) -> float:
    """Return the smallest difference that counts in numbers of a kind in a unit."""
    if kind == "integer":
        return 1
    return _WAN_YUAN if unit == "万元" else _HUNDREDTH


def beside(target: Target, limit: float, outwards: int, steps: int = 0) -> float:
    """Return the last number inside a limit, or the one so many steps further out.

    ``outwards`` is 1 for an upper limit, -1 for a lower one.
    """
    size = step(target)
    inside = math.floor(outwards * limit / size + _SLACK)
    number = outwards * (inside + steps) * size
    return int(number) if target.kind == "integer" else round(number, _DIGITS)


def day_beside(day: date, days: int) -> str:
    """Return the day so many days later as data has it."""
    return (day + timedelta(days=days)).isoformat()
