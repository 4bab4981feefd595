"""Plain arithmetic of the policy as a formula: in words, or as a spreadsheet has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from shenbao.policy.cel.mentions import ROW
from shenbao.policy.cel.syntax import Call, Constant, Loop, Node, chain

_SUM, _PRODUCT, _SIGN, _ATOM = range(4)
"""How tightly a part holds together, the loosest first."""

Naming: TypeAlias = Callable[[tuple[str, ...]], str | None]


@dataclass(frozen=True, slots=True)
class Signs:
    """How the four operators and a number are written."""

    plus: str
    minus: str
    times: str
    over: str
    number: Callable[[float], str]


def formula(tree: Node, name: Naming, signs: Signs) -> str | None:
    """Return arithmetic over members of ``self`` as a formula, None for anything else.

    ``name`` gives what stands for the value at a path below ``self``, None for nothing; of a
    path through rows (``lines``, ``*``, ``amount``) what stands for the sum of the column.
    """
    between = {
        "_+_": (signs.plus, _SUM),
        "_-_": (signs.minus, _SUM),
        "_*_": (signs.times, _PRODUCT),
        "_/_": (signs.over, _PRODUCT),
    }

    def part(node: Node, least: int) -> str:
        words, holds = written(node)
        return words if holds >= least else f"({words})"

    def written(node: Node) -> tuple[str, int]:
        path = chain(node) or _summed(node)
        if len(path) > 1 and path[0] == "self":
            named = name(path[1:])
            if named is not None:
                return named, _ATOM
        elif isinstance(node, Constant) and type(node.value) in (int, float):
            return signs.number(node.value), _SIGN if node.value < 0 else _ATOM
        elif isinstance(node, Call) and node.function in between:
            sign, holds = between[node.function]
            left, right = node.parts
            return f"{part(left, holds)}{sign}{part(right, holds + 1)}", holds
        elif isinstance(node, Call) and node.function == "-_":
            return f"{signs.minus.strip()}{part(node.parts[0], _SIGN + 1)}", _SIGN
        raise LookupError

    try:
        return written(tree)[0]
    except LookupError:
        return None


def _summed(node: Node) -> tuple[str, ...]:
    """Return the column that ``sum(self.lines.map(l, l.amount))`` adds up, nothing for another."""
    if not (isinstance(node, Call) and node.function == "sum" and isinstance(node.parts[0], Loop)):
        return ()
    loop = node.parts[0]
    column = chain(loop.made) if loop.made is not None and loop.condition is None else ()
    rows = chain(loop.rows)
    return (*rows, ROW, *column[1:]) if rows and column[:1] == (loop.row,) else ()
