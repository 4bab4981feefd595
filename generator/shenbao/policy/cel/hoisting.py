"""What is the same for every row of a macro, worked out once: before the rows, not for each.

``rows.all(r, r.unit in fold(names))`` folds the names for every row. The hoisted tree has the
same value wherever both have one; it may have none where there are no rows, or where a part
that cannot be told did not count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from shenbao.policy.cel.engine.functions import FUNCTIONS
from shenbao.policy.cel.printing import printed
from shenbao.policy.cel.syntax import Call, Constant, Items, Loop, Name, Node, rebuilt, walk
from shenbao.policy.cel.syntax import parts as parts_of


def hoisted(node: Node) -> Node:
    """Return a tree in which no macro works out anew, for a row, what does not depend on it."""
    return _Hoist().tree(node)


def settled(node: Node, steady: frozenset[str]) -> tuple[Node, tuple[str, ...]]:
    """Return a tree without what only ``steady`` variables are needed for, and what that was.

    It stands as members of the variable ``steady``, each under its own text.
    """
    found: dict[str, None] = {}

    def take(part: Node) -> Node | None:
        if not _is_work(part) or not _names(part) <= steady:
            return None
        text = printed(part)
        found[text] = None
        return Call("_[_]", (Name("steady"), Constant(text)))

    return _replaced(node, take), tuple(found)


def bound(name: str, value: Node, body: Node) -> Node:
    """Return ``body`` in which ``name`` stands for ``value``."""
    return Call("_[_]", (Loop("map", name, Items((value,)), None, body), Constant(0)))


@dataclass(slots=True)
class _Hoist:
    made: int = 0
    found: dict[str, tuple[str, Node]] = field(default_factory=dict)

    def tree(self, node: Node) -> Node:
        """Return a node with its macros, the inner ones first, rid of what is not of their rows."""
        node = rebuilt(node, [self.tree(part) for part in parts_of(node)])
        if not isinstance(node, Loop) or _is_single(node.rows):
            return node
        self.found = {}
        rows, *asked = parts_of(node)
        node = rebuilt(
            node, [rows, *(self._without(part, frozenset({node.row})) for part in asked)]
        )
        for name, value in self.found.values():
            node = bound(name, value, node)
        return node

    def _without(self, node: Node, rows: frozenset[str]) -> Node:
        """Replace what does not depend on ``rows``, the names of this macro and those inside it."""
        if _is_work(node) and not _names(node) & rows:
            text = printed(node)
            if text not in self.found:
                self.found[text] = (f"hoisted{self.made}", node)
                self.made += 1
            return Name(self.found[text][0])
        inner = rows | {node.row} if isinstance(node, Loop) else rows
        return rebuilt(node, [self._without(part, inner) for part in parts_of(node)])


def _replaced(node: Node, take: Callable[[Node], Node | None]) -> Node:
    found = take(node)
    return (
        rebuilt(node, [_replaced(part, take) for part in parts_of(node)])
        if found is None
        else found
    )


def _is_single(rows: Node) -> bool:
    return isinstance(rows, Items) and len(rows.parts) == 1


def _is_work(node: Node) -> bool:
    return isinstance(node, Loop) or (isinstance(node, Call) and node.function in FUNCTIONS)


def _names(node: Node) -> frozenset[str]:
    return frozenset(part.name for part in walk(node) if isinstance(part, Name))
