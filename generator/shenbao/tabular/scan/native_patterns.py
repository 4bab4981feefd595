"""Patterns for the compiled scan: single characters in a row, each with how often it comes.

Whatever else a pattern may have is left to Python, and so is a text that the greedy reading of
such a row does not match.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple

_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")
_ops: Any = import_module("re._constants")

_ASCII = 128
_LAST = 0x10FFFF
_MOST_REPEATS = 1_000
"""A pattern that counts further may be undecided for the exact reader."""

_STARTS = frozenset({_ops.AT_BEGINNING, _ops.AT_BEGINNING_STRING})
_ENDS = frozenset({_ops.AT_END, _ops.AT_END_STRING})
_SINGLE = frozenset({_ops.LITERAL, _ops.NOT_LITERAL, _ops.IN, _ops.ANY})


class Repeated(NamedTuple):
    """Characters of a class: how often (``most`` is -1 without limit), which of ASCII, and ranges.

    ``ranges`` are the code points beyond ASCII that surely belong to it.
    """

    least: int
    most: int
    ascii: int
    ranges: tuple[tuple[int, int], ...]


class _BeyondError(Exception):
    """The pattern is more than a row of characters."""


@lru_cache(maxsize=512)
def character_row(source: str) -> tuple[Repeated, ...] | None:
    """Return a pattern as a row of characters, None where it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _parser.parse(f"^{source}$")
            if tree.state.flags != re.UNICODE:
                return None
            row = tuple(_row(_inner(list(tree))))
    except (_BeyondError, re.error, RecursionError, OverflowError):
        return None
    counted = sum(max(one.least, one.most) for one in row)
    return row if row and counted <= _MOST_REPEATS else None


def _inner(nodes: list[Any]) -> list[Any]:
    """Drop the anchors at both ends."""
    while nodes and nodes[0][0] is _ops.AT and nodes[0][1] in _STARTS:
        del nodes[0]
    while nodes and nodes[-1][0] is _ops.AT and nodes[-1][1] in _ENDS:
        del nodes[-1]
    return nodes


def _row(nodes: Iterable[Any]) -> Iterator[Repeated]:
    for kind, value in nodes:
        if kind in _SINGLE:
            yield Repeated(1, 1, *_members((kind, value)))
        elif kind is _ops.SUBPATTERN and not value[1] and not value[2]:
            yield from _row(value[3])
        elif kind in {_ops.MAX_REPEAT, _ops.MIN_REPEAT}:
            least, most, inner = value
            (only,) = inner if len(inner) == 1 else (None,)
            if only is None or only[0] not in _SINGLE:
                raise _BeyondError
            most = -1 if most is _ops.MAXREPEAT else most
            yield Repeated(least, most, *_members(only))
        else:
            raise _BeyondError


def _members(node: Any) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Return which ASCII characters belong to a node, as bits, and ranges of others that do."""
    state = _parser.State()
    state.flags, state.str = re.UNICODE, ""
    judge = _compiler.compile(_parser.SubPattern(state, [node]), re.UNICODE).match
    bits = sum(1 << code for code in range(_ASCII) if judge(chr(code)))
    kind, value = node
    if kind is _ops.ANY:
        return bits, ((_ASCII, _LAST),)
    if kind is _ops.LITERAL:
        return bits, _beyond_ascii([(value, value)])
    if kind is _ops.NOT_LITERAL:
        return bits, _others(_beyond_ascii([(value, value)]))
    negated = value[0][0] is _ops.NEGATE
    parts = value[1:] if negated else value
    listed = [item for item in parts if item[0] in {_ops.LITERAL, _ops.RANGE}]
    if negated and len(listed) < len(parts):
        return bits, ()
    spans = [(item, item) if kind is _ops.LITERAL else (item[0], item[1]) for kind, item in listed]
    ranges = _beyond_ascii(spans)
    return bits, _others(ranges) if negated else ranges


def _beyond_ascii(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((max(low, _ASCII), high) for low, high in sorted(spans) if high >= _ASCII)


def _others(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return what is beyond ASCII and in none of the ranges, which are sorted."""
    found: list[tuple[int, int]] = []
    start = _ASCII
    for low, high in ranges:
        if low > start:
            found.append((start, low - 1))
        start = max(start, high + 1)
    return (*found, (start, _LAST)) if start <= _LAST else tuple(found)
