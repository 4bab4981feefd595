"""Comparisons that can never hold: a value beside a field, role, list or reading that has it not.

``self == 'cheif'`` refuses everybody, and every example of a wrong submission agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from shenbao.audit.expressions.collected import Stated
from shenbao.audit.expressions.known_values import (
    Known,
    can_be,
    choices,
    constants,
    inside,
    kind_of,
    known_of,
    row,
)
from shenbao.core.errors import Problem
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.syntax import Call, Constant, Items, Loop, Member, Name, Node
from shenbao.policy.cel.syntax import parts as parts_of

_EQUALS = frozenset({"_==_", "_!=_"})
_INSIDE: Mapping[str, Callable[[str, str], bool]] = {
    "startsWith": str.startswith,
    "endsWith": str.endswith,
    "contains": str.__contains__,
}
_SHOWN = 12
_TWO = 2


def check_compared(expressions: Sequence[Stated]) -> Iterator[Problem]:
    """Yield a problem for every value that an expression compares with what cannot be it.

    A rule of a shared definition stands in several forms: what one of them can be is right.
    """
    for group in alike(expressions):
        found = [_told(said) for said in group]
        for key in found[0]:
            if all(key in other for other in found):
                yield found[0][key]


def alike(expressions: Iterable[Stated]) -> Iterable[Sequence[Stated]]:
    """Return the expressions in groups: those that a shared definition puts into several forms."""
    groups: dict[tuple[str, str, str], list[Stated]] = {}
    for said in expressions:
        field = said.place.rpartition("/")[2] if said.rule.startswith("x-") else ""
        groups.setdefault((said.rule, field, said.expression), []).append(said)
    return groups.values()


def _told(said: Stated) -> Mapping[tuple[str, str], Problem]:
    """Return the problems of one expression by what is compared with which value."""
    syntax = Expression.of(said.expression).checked(said.variables)
    if syntax is None:
        return {}
    told: dict[tuple[str, str], Problem] = {}
    for what, found, known in _never(syntax, said.scope):
        closed = choices(known)
        args = {"rule": said.rule, "what": what, "found": found, "allowed": _listed(closed)}
        message = "compared-kind" if closed is None else "compared-never"
        problem = Problem(file=said.file, pointer=said.place, message=message, args={**args})
        told.setdefault((what, found), problem)
    return told


def _never(node: Node, scope: Mapping[str, Known]) -> Iterator[tuple[str, str, Known]]:
    """Yield what is compared, with which value or values, and what it can be."""
    if isinstance(node, Call) and len(node.parts) == _TWO:
        one, other = node.parts
        if node.function in _EQUALS:
            yield from _equal(one, other, scope)
            yield from _equal(other, one, scope)
            yield from _apart(one, other, scope)
        elif node.function == "@in":
            yield from _among(one, other, scope)
        elif node.function in _INSIDE:
            yield from _within(_INSIDE[node.function], one, other, scope)
    inner = inside(node, scope) if isinstance(node, Loop) else scope
    for part in parts_of(node):
        yield from _never(part, inner)


def _equal(
    value: Node, other: Node, scope: Mapping[str, Known]
) -> Iterator[tuple[str, str, Known]]:
    """Compare values that are written out with what stands on the other side."""
    if isinstance(other, Constant):
        return
    known = known_of(other, scope)
    for constant in constants(value) or ():
        if constant != "" and kind_of(constant) is not None and not can_be(known, constant):
            yield spelled(other), _words(constant), known


def _among(value: Node, rows: Node, scope: Mapping[str, Known]) -> Iterator[tuple[str, str, Known]]:
    if isinstance(rows, Items):
        for part in rows.parts:
            yield from _equal(part, value, scope)
            yield from _apart(part, value, scope)
    written = constants(value)
    known = row(known_of(rows, scope))
    for constant in written or ():
        if not isinstance(rows, Items) and not can_be(known, constant):
            yield spelled(rows), _words(constant), known
    if written is None and not isinstance(rows, Items):
        yield from _disjoint(value, known, known_of(value, scope))


def _apart(one: Node, other: Node, scope: Mapping[str, Known]) -> Iterator[tuple[str, str, Known]]:
    """Compare two parts of which each has its own choices."""
    if constants(one) is None and constants(other) is None:
        yield from _disjoint(one, known_of(other, scope), known_of(one, scope))


def _disjoint(node: Node, other: Known, known: Known) -> Iterator[tuple[str, str, Known]]:
    mine, theirs = choices(known), choices(other)
    if mine and theirs and not any(can_be(known, value) for value in theirs):
        yield spelled(node), _listed(theirs), known


def _within(
    holds: Callable[[str, str], bool], value: Node, part: Node, scope: Mapping[str, Known]
) -> Iterator[tuple[str, str, Known]]:
    known = known_of(value, scope)
    closed = choices(known)
    for constant in constants(part) or ():
        texts = [choice for choice in closed or () if isinstance(choice, str)]
        if closed is not None and not any(holds(choice, str(constant)) for choice in texts):
            yield spelled(value), _words(constant), known


def spelled(node: Node) -> str:
    """Return a part of an expression as it may be written, the inside of calls left out."""
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Member):
        return f"{spelled(node.of)}.{node.name}"
    if isinstance(node, Call) and node.function == "_[_]":
        return f"{spelled(node.parts[0])}[…]"
    return f"{node.function}(…)" if isinstance(node, Call) else "(…)"


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _listed(values: tuple[Any, ...] | None) -> str:
    if values is None:
        return ""
    return ", ".join(_words(value) for value in values[:_SHOWN]) + " …" * (len(values) > _SHOWN)
