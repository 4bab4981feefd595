"""The syntax tree of a CEL expression, as the engine's parser gives it; macros are loops in it.

The engine hands its tree over in the wire format of Protocol Buffers (``ParsedExpr`` of
``cel/expr/syntax.proto``); the numbers below are the field numbers of that file. Names are not
looked up and kinds not checked.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from shenbao.policy.cel.engine.wire import Fields, fields

_EXPRESSION = 2

MacroName: TypeAlias = Literal["all", "exists", "exists_one", "map", "filter"]


class Unsigned(int):
    """A number with a ``u``, which the profile does not have."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that is written out: text, number, truth value, null or bytes."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name:
    """A variable."""

    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """``of.name``; ``asked`` only whether it is there (``has``)."""

    of: Node
    name: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Call:
    """A function or operator (``_==_``, ``@in``, ``_?_:_``); of a method its own value first."""

    function: str
    parts: tuple[Node, ...]
    method: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list that is written out."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A group that is written out: keys, and the value of each."""

    keys: tuple[Node, ...]
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """A macro over ``rows``; ``row`` names each of them.

    ``condition``: what is asked of each, None where nothing is (``map`` with two arguments).
    ``made``: what ``map`` puts into its list.
    """

    macro: MacroName
    row: str
    rows: Node
    condition: Node | None
    made: Node | None = None


Node: TypeAlias = Constant | Name | Member | Call | Items | Pairs | Loop


def tree(parsed: bytes) -> Node:
    """Return the tree of what an engine's ``parse`` gives."""
    return _node(fields(parsed)[_EXPRESSION][0])


def parts(node: Node) -> tuple[Node, ...]:
    """Return the nodes right below a node, in the order in which they are written."""
    if isinstance(node, Member):
        return (node.of,)
    if isinstance(node, Call | Items):
        return node.parts
    if isinstance(node, Pairs):
        return tuple(part for pair in zip(node.keys, node.values, strict=True) for part in pair)
    if isinstance(node, Loop):
        return tuple(part for part in (node.rows, node.condition, node.made) if part is not None)
    return ()


def rebuilt(node: Node, below: Sequence[Node]) -> Node:
    """Return a node with other nodes right below it, as many and in the order of ``parts``."""
    match node:
        case Member(_, name, asked):
            return Member(below[0], name, asked)
        case Call(function, _, method):
            return Call(function, tuple(below), method)
        case Items():
            return Items(tuple(below))
        case Pairs():
            return Pairs(tuple(below[::2]), tuple(below[1::2]))
        case Loop(macro, row, _, condition, made):
            asked_for = below[1] if condition is not None else None
            return Loop(macro, row, below[0], asked_for, below[-1] if made is not None else None)
    return node


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it, in the order in which they are written."""
    yield node
    for part in parts(node):
        yield from walk(part)


def chain(node: Node) -> tuple[str, ...]:
    """Return the names of ``a.b.c``, nothing for anything else."""
    names: list[str] = []
    while isinstance(node, Member) and not node.asked:
        names.append(node.name)
        node = node.of
    return (node.name, *reversed(names)) if isinstance(node, Name) else ()


def joined_by(operator: str, node: Node) -> Iterator[Node]:
    """Yield the parts that ``operator`` (``_&&_``, ``_||_``) joins, however deep, in order."""
    if isinstance(node, Call) and node.function == operator:
        for part in node.parts:
            yield from joined_by(operator, part)
    else:
        yield node


def _node(content: bytes) -> Node:
    found = fields(content)
    kind = next(number for number in found if number in _KINDS)
    return _KINDS[kind](fields(found[kind][0]))


def _constant(found: Fields) -> Node:
    ((number, (value,)),) = found.items()
    reads = _CONSTANTS.get(number)
    return Constant(value if reads is None else reads(value))


def _member(found: Fields) -> Node:
    return Member(_node(found[1][0]), found[2][0].decode(), bool(found.get(3, [0])[0]))


def _call(found: Fields) -> Node:
    parts = [*found.get(1, ()), *found.get(3, ())]
    return Call(found[2][0].decode(), tuple(_node(part) for part in parts), 1 in found)


def _items(found: Fields) -> Node:
    return Items(tuple(_node(part) for part in found.get(1, ())))


def _pairs(found: Fields) -> Node:
    """Read a group; a message, which no profile has, as a call of its name."""
    entries = [fields(entry) for entry in found.get(2, ())]
    values = tuple(_node(entry[4][0]) for entry in entries)
    if 1 in found:
        return Call(f"{found[1][0].decode()}{{}}", values)
    return Pairs(tuple(_node(entry[3][0]) for entry in entries), values)


def _loop(found: Fields) -> Node:
    """Read a macro off the loop that it stands for: by what the loop begins with, and does."""
    row, rows = found[1][0].decode(), _node(found[2][0])
    start, step = _node(found[4][0]), _node(found[6][0])
    if not isinstance(step, Call):
        raise TypeError("no macro of the language makes such a loop")
    if isinstance(start, Constant) and isinstance(start.value, bool):
        return Loop("all" if start.value else "exists", row, rows, step.parts[1])
    if isinstance(start, Constant):
        return Loop("exists_one", row, rows, step.parts[0])
    condition = step.parts[0] if step.function == "_?_:_" else None
    adding = step if condition is None else step.parts[1]
    added = adding.parts[1] if isinstance(adding, Call) else None
    if not isinstance(added, Items):
        raise TypeError("no macro of the language makes such a loop")
    (made,) = added.parts
    if condition is not None and made == Name(row):
        return Loop("filter", row, rows, condition)
    return Loop("map", row, rows, condition, made)


_CONSTANTS: Mapping[int, Callable[[Any], Any]] = {
    1: lambda _: None,
    2: bool,
    3: lambda value: value - (1 << 64) if value >> 63 else value,
    4: Unsigned,
    5: lambda content: float(struct.unpack("<d", content)[0]),
    6: bytes.decode,
}
_KINDS: Mapping[int, Callable[[Fields], Node]] = {
    3: _constant,
    4: lambda found: Name(found[1][0].decode()),
    5: _member,
    6: _call,
    7: _items,
    8: _pairs,
    9: _loop,
}
