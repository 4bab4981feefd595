"""Which rows an expression can depend on, when it compares the column of every row with a value.

``app.rows.exists(r, r.unit == self.unit && …)`` has the same answer over the rows of that unit
alone: any other row makes one part of the condition false, and CEL lets a false part decide
whatever the others say. So a rule on a row may look at the rows that belong to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from shenbao.policy.cel.mentions import VARIABLES, Path
from shenbao.policy.cel.syntax import (
    Call,
    Constant,
    Loop,
    Member,
    Node,
    chain,
    joined_by,
    parts,
    walk,
)

_SPLITS = {"all": ("_||_", "_!=_"), "exists": ("_&&_", "_==_")}
_SPLITS |= {"exists_one": _SPLITS["exists"], "filter": _SPLITS["exists"]}
"""For each macro: what its condition is split at, and the sign that a comparison needs."""

_STEADY = frozenset({"app", "ref"})
_LISTS = "ref"


@dataclass(frozen=True, slots=True)
class Compared:
    """A column that is compared with a value: a path below the variables, or a literal.

    ``names``: both are names, made alike by ``fold`` before. ``among``: the value is a list, and
    the column is one of its items; the column of a list of texts is the row itself, ``()``.
    """

    column: Path
    path: Path = ()
    literal: Any = None
    names: bool = False
    among: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """A list of rows that an expression looks at only through comparisons.

    Of ``looks`` each is one macro: a row that differs in any of its comparisons is nothing to it.
    """

    path: Path
    looks: tuple[tuple[Compared, ...], ...]


def joins(tree: Node) -> tuple[Join, ...]:
    """Return the lists of which an expression needs only the rows that it compares with."""
    if any(isinstance(node, Loop) and node.row in VARIABLES for node in walk(tree)):
        return ()
    found: dict[Path, list[tuple[Compared, ...]]] = {}
    other: list[Path] = []
    for path, look in _lists(tree):
        if look:
            found.setdefault(path, []).append(look)
        else:
            other.append(path)
    return tuple(
        Join(path, tuple(looks))
        for path, looks in found.items()
        if not any(_overlap(path, different) for different in [*other, *found.keys() - {path}])
    )


def _lists(node: Node) -> Iterator[tuple[Path, tuple[Compared, ...]]]:
    """Yield every path below ``app`` and ``ref`` with what a macro over it compares, if it does."""
    look: tuple[Compared, ...] = ()
    rest = parts(node)
    if isinstance(node, Loop) and chain(node.rows):
        path, look, rest = chain(node.rows), tuple(_look(node)), rest[1:]
    elif isinstance(node, Member) and chain(node.of):
        path, rest = (*chain(node.of), node.name), ()
    else:
        path = chain(node)
    if path and path[0] in _STEADY:
        yield path, look
    for part in rest:
        yield from _lists(part)


def _overlap(path: Path, other: Path) -> bool:
    shorter = min(len(path), len(other))
    return path[:shorter] == other[:shorter]


def _look(loop: Loop) -> Iterator[Compared]:
    """Yield what a macro compares in every row.

    A row of the application is compared with what is the rule's own, a row of a list with
    anything that is said of the application too.
    """
    if loop.macro not in _SPLITS or loop.condition is None:
        return
    splitting, comparing = _SPLITS[loop.macro]
    roots = frozenset(VARIABLES) - ({_LISTS} if chain(loop.rows)[:1] == (_LISTS,) else _STEADY)
    for part in joined_by(splitting, loop.condition):
        if isinstance(part, Call) and part.function == comparing:
            one, other = part.parts
            yield from _compared(loop.row, one, other, roots)
            yield from _compared(loop.row, other, one, roots)
        elif isinstance(part, Call) and part.function == "@in" and comparing == "_==_":
            one, other = part.parts
            yield from _among(loop.row, one, other, roots)


def _compared(row: str, left: Node, right: Node, roots: AbstractSet[str]) -> Iterator[Compared]:
    """Yield the comparison of a column of ``row``, on the left, with a value below ``roots``."""
    names = _is_fold(left)
    if names is not _is_fold(right):
        return
    column = chain(_unfolded(left))
    if len(column) > 1 and column[0] == row:
        for path, literal in _value(_unfolded(right), roots):
            yield Compared(column[1:], path, literal, names=names)


def _among(row: str, left: Node, right: Node, roots: AbstractSet[str]) -> Iterator[Compared]:
    """Yield the comparison of a column of ``row`` with the items of a list below ``roots``."""
    column, path = chain(_unfolded(left)), chain(_unfolded(right))
    folded = _is_fold(left)
    if folded is _is_fold(right) and column[:1] == (row,) and path and path[0] in roots:
        yield Compared(column[1:], path, names=folded, among=True)


def _is_fold(node: Node) -> bool:
    return isinstance(node, Call) and node.function == "fold"


def _unfolded(node: Node) -> Node:
    return node.parts[0] if isinstance(node, Call) and _is_fold(node) else node


def _value(node: Node, roots: AbstractSet[str]) -> Iterator[tuple[Path, Any]]:
    """Yield a path below the roots, or a literal; nothing for anything else."""
    path = chain(node)
    if path and path[0] in roots:
        yield path, None
    if isinstance(node, Constant) and not isinstance(node.value, bool | bytes):
        if isinstance(node.value, str):
            yield (), node.value
        elif node.value is not None:
            yield (), float(node.value)
