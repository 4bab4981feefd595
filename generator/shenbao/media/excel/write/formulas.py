"""Computed values in a workbook: plain arithmetic of the policy as a formula, and its value now."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

_PIECE = re.compile(r"self((?:\.[a-z][a-z0-9_]*)+)|([0-9]+(?:\.[0-9]+)?)|([-+*/()])|(\s+)")


def formula(computed: str, pointer: str, cell: Callable[[str], str | None]) -> str | None:
    """Return the formula of a computed node, None where it is more than plain arithmetic.

    ``cell`` gives the address of the value at a pointer, None where it stands nowhere. While
    a value is missing, or the result is no number, the cell stays blank.
    """
    around = pointer.rpartition("/")[0]
    text = ""
    used: list[str] = []
    rest = computed
    while rest:
        piece = _PIECE.match(rest)
        if piece is None:
            return None
        rest = rest[piece.end() :]
        path, number, sign, _ = piece.groups()
        if path:
            address = cell(around + path.replace(".", "/"))
            if address is None:
                return None
            used.append(address)
            text += address
        else:
            text += number or sign or ""
    if not used:
        return None
    cells = ",".join(dict.fromkeys(used))
    return f'=IF(COUNT({cells})={len(set(used))},IFERROR({text},""),"")'


def value(computed: str, group: Any) -> float | str:
    """Return what the formula gives now, blank where it gives nothing."""
    from cel_expr_python import cel

    if not isinstance(group, Mapping):
        return ""
    try:
        program = cel.NewEnv(variables={"self": cel.Type.DYN}).compile(computed)
        found = program.eval(data={"self": _doubles(group)}).plain_value()
    except (RuntimeError, TypeError, ValueError):
        return ""
    number = isinstance(found, float | int) and not isinstance(found, bool)
    return float(found) if number and math.isfinite(found) else ""


def _doubles(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _doubles(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_doubles(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value
