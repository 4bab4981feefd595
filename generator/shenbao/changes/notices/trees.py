"""Expressions of two versions held against each other: same but for names and constants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shenbao.core.paths import pointer_of
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.printing import printed
from shenbao.policy.cel.syntax import Constant, Loop, Member, Node, chain, parts, rebuilt, walk

Replace = Callable[[Any, Any], bool]


def renamed(text: str, base: str, names: Mapping[str, str]) -> str:
    """Return an expression of the old version with the names that the new one has for fields.

    ``base`` is the pointer of the node that the rule stands on, for what it calls ``self``.
    """
    tree = Expression.of(text).tree
    if tree is None or not names:
        return text
    return printed(_renamed(tree, base, names))


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


def _renamed(node: Node, base: str, names: Mapping[str, str]) -> Node:
    if isinstance(node, Loop):
        return rebuilt(node, [_renamed(part, base, names) for part in parts(node)])
    if isinstance(node, Member):
        place = _place(node, base)
        if place is not None and place in names:
            last = names[place].rpartition("/")[2]
            return Member(_renamed(node.of, base, names), last, node.asked)
    return rebuilt(node, [_renamed(part, base, names) for part in parts(node)])


def _place(node: Member, base: str) -> str | None:
    """Return the pointer of the field that ``app.a.b`` or ``self.a`` names."""
    root, *steps = chain(Member(node.of, node.name, asked=False)) or ("",)
    below = pointer_of(steps)
    if root == "app":
        return below
    return f"{base}{below}" if root in {"self", "row"} else None
