"""Computed values in a workbook: plain arithmetic of the policy as a formula, and its value now."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from shenbao.core.guards.json_values import is_number
from shenbao.policy.cel.evaluation import doubles
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.formula import Signs
from shenbao.policy.cel.mentions import ROW

_SIGNS = Signs(plus="+", minus="-", times="*", over="/", number=repr)


def formula(computed: str, pointer: str, cell: Callable[[str], str | None]) -> str | None:
    """Return the formula of a computed node, None where it is more than plain arithmetic.

    ``cell`` gives the address of the value at a pointer, None where it stands nowhere. While
    a value is missing, or the result is no number, the cell stays blank.
    """
    around = pointer.rpartition("/")[0]
    used: dict[str, None] = {}

    def address(path: tuple[str, ...]) -> str | None:
        found = None if ROW in path else cell("/".join((around, *path)))
        if found is not None:
            used[found] = None
        return found

    text = Expression.of(computed).formula(address, _SIGNS)
    if text is None or not used:
        return None
    return f'=IF(COUNT({",".join(used)})={len(used)},IFERROR({text},""),"")'


def value(computed: str, group: Any) -> float | str:
    """Return what the formula gives now, blank where it gives nothing."""
    if not isinstance(group, Mapping):
        return ""
    found = Expression.of(computed).value({"self": doubles(group)})
    number = is_number(found)
    return float(found) if number and math.isfinite(found) else ""
