"""The syntax tree of a CEL expression, as Google's parser gives it: macros are loops in it.

The runtime hands its tree over in the wire format of Protocol Buffers (``CheckedExpr`` of
``cel/expr/checked.proto``); the numbers below are the field numbers of that file and of
``syntax.proto``.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

_VARINT, _EIGHT_BYTES = 0, 1
_PACKED, _EXPRESSION = 2, 4


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
    """A function or operator (``_==_``, ``@in``, ``_?_:_``), a method's own value first."""

    function: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list that is written out; of a map its values."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """A macro over ``rows``: ``row`` names each of them, ``held`` what has been found so far."""

    row: str
    rows: Node
    held: str
    start: Node
    go_on: Node
    step: Node
    result: Node


Node: TypeAlias = Constant | Name | Member | Call | Items | Loop


def tree(program: Any) -> Node:
    """Return the tree of a compiled expression (``cel.Expression``)."""
    checked = _fields(_fields(program.serialize())[_PACKED][0])
    return _node(checked[_EXPRESSION][0])


def parts(node: Node) -> tuple[Node, ...]:
    """Return the nodes right below a node."""
    if isinstance(node, Member):
        return (node.of,)
    if isinstance(node, Call | Items):
        return node.parts
    if isinstance(node, Loop):
        return (node.rows, node.start, node.go_on, node.step, node.result)
    return ()


def _node(content: bytes) -> Node:
    found = _fields(content)
    kind = next(number for number in found if number in _KINDS)
    return _KINDS[kind](_fields(found[kind][0]))


def _constant(found: _Fields) -> Node:
    ((number, (value,)),) = found.items()
    reads = _CONSTANTS.get(number)
    return Constant(value if reads is None else reads(value))


def _member(found: _Fields) -> Node:
    return Member(_node(found[1][0]), found[2][0].decode(), bool(found.get(3, [0])[0]))


def _call(found: _Fields) -> Node:
    parts = [*found.get(1, ()), *found.get(3, ())]
    return Call(found[2][0].decode(), tuple(_node(part) for part in parts))


def _items(found: _Fields) -> Node:
    return Items(tuple(_node(part) for part in found.get(1, ())))


def _pairs(found: _Fields) -> Node:
    return Items(tuple(_node(_fields(entry)[4][0]) for entry in found.get(2, ())))


def _loop(found: _Fields) -> Node:
    row, held = found[1][0].decode(), found[3][0].decode()
    rows, start, go_on, step, result = (_node(found[number][0]) for number in (2, 4, 5, 6, 7))
    return Loop(row, rows, held, start, go_on, step, result)


_Fields: TypeAlias = dict[int, list[Any]]
_CONSTANTS: Mapping[int, Callable[[Any], Any]] = {
    1: lambda _: None,
    2: bool,
    3: lambda value: value - (1 << 64) if value >> 63 else value,
    5: lambda content: float(struct.unpack("<d", content)[0]),
    6: bytes.decode,
}
_KINDS: Mapping[int, Callable[[_Fields], Node]] = {
    3: _constant,
    4: lambda found: Name(found[1][0].decode()),
    5: _member,
    6: _call,
    7: _items,
    8: _pairs,
    9: _loop,
}


def _fields(content: bytes) -> _Fields:
    """Return the fields of a message by number: whole numbers, and bytes that are not read yet."""
    found: _Fields = {}
    at = 0
    while at < len(content):
        tag, at = _varint(content, at)
        value: Any
        if tag & 7 == _VARINT:
            value, at = _varint(content, at)
        elif tag & 7 == _EIGHT_BYTES:
            value, at = content[at : at + 8], at + 8
        else:
            size, at = _varint(content, at)
            value, at = content[at : at + size], at + size
        found.setdefault(tag >> 3, []).append(value)
    return found


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, the lowest first, and where the next begins."""
    value = shift = 0
    while content[at] & 0x80:
        value |= (content[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    return value | content[at] << shift, at + 1
