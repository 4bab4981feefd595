"""Expressions of two versions held against each other: same but for names and constants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shenbao.core.paths import pointer_of
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.printing import printed
from shenbao.policy.cel.syntax import (
    Constant,
    Loop,
    Member,
    Name,
    Node,
    chain,
    parts,
    rebuilt,
    walk,
)

Replace = Callable[[Any, Any], bool]
Scope = Mapping[str, str]
"""Pointers by the names that stand for what is there: ``app``, ``self``, the row of a macro."""


def renamed(text: str, base: str, names: Mapping[str, str]) -> str:
    """Return an expression of the old version with the names that the new one has for fields.

    ``base`` is the pointer of the node that the rule stands on, for what it calls ``self``.
    """
    tree = Expression.of(text).tree
    if tree is None or not names:
        return text
    return printed(_renamed(tree, {"app": "", "self": base, "row": base}, names))


def differing(old: str, new: str) -> tuple[tuple[Any, Any], ...] | None:
    """Return the constants in which two expressions differ, pair by pair in the order of writing.

    None where they differ in anything else, or one cannot be read.
    """
    if old == new:
        return ()
    before, after = Expression.of(old).tree, Expression.of(new).tree
    if before is None or after is None:
        return None
    found: list[tuple[Any, Any]] = []
    return tuple(found) if _alike(before, after, found) else None


def mixed(old: str, new: str, take: Replace) -> str:
    """Return the old expression with those constants of the new one that ``take`` asks for.

    Both are the same but for constants.
    """
    before, after = Expression.of(old).tree, Expression.of(new).tree
    if before is None or after is None:
        return old
    return printed(_mixed(before, after, take))


def constants(text: str) -> Iterator[Any]:
    """Yield what an expression writes out."""
    tree = Expression.of(text).tree
    for node in () if tree is None else walk(tree):
        if isinstance(node, Constant):
            yield node.value


def _alike(old: Node, new: Node, found: list[tuple[Any, Any]]) -> bool:
    if isinstance(old, Constant) and isinstance(new, Constant):
        if old.value != new.value or type(old.value) is not type(new.value):
            found.append((old.value, new.value))
        return True
    below, above = parts(old), parts(new)
    if type(old) is not type(new) or len(below) != len(above):
        return False
    if rebuilt(old, above) != new:
        return False
    return all(_alike(one, other, found) for one, other in zip(below, above, strict=True))


def _mixed(old: Node, new: Node, take: Replace) -> Node:
    if isinstance(old, Constant) and isinstance(new, Constant):
        return new if old != new and take(old.value, new.value) else old
    pairs = zip(parts(old), parts(new), strict=True)
    return rebuilt(old, [_mixed(one, other, take) for one, other in pairs])


def _renamed(node: Node, scope: Scope, names: Mapping[str, str]) -> Node:
    if isinstance(node, Loop):
        rows, *others = parts(node)
        place = _rows(rows, scope)
        # The name of a row hides what has the same name outside.
        inside = {name: at for name, at in scope.items() if name != node.row}
        inside |= {} if place is None else {node.row: f"{place}/*"}
        below = [_renamed(part, inside, names) for part in others]
        return rebuilt(node, [_renamed(rows, scope, names), *below])
    if isinstance(node, Member):
        place = _place(node, scope)
        if place is not None and place in names:
            last = names[place].rpartition("/")[2]
            return Member(_renamed(node.of, scope, names), last, node.asked)
    return rebuilt(node, [_renamed(part, scope, names) for part in parts(node)])


def _rows(node: Node, scope: Scope) -> str | None:
    """Return the pointer of the array whose rows a macro goes over, also of those it filters."""
    if isinstance(node, Loop) and node.macro == "filter":
        return _rows(node.rows, scope)
    if isinstance(node, Name):
        return scope.get(node.name)
    return _place(node, scope) if isinstance(node, Member) else None


def _place(node: Member, scope: Scope) -> str | None:
    """Return the pointer of the field that ``app.a.b``, ``self.a`` or a row of a macro names."""
    root, *steps = chain(Member(node.of, node.name, asked=False)) or ("",)
    return f"{scope[root]}{pointer_of(steps)}" if root in scope else None
