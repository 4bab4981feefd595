"""Patterns for the compiled scan: the automaton of the exact reader, made deterministic.

Every text that such a machine takes matches the pattern; a text that it does not take is left
to Python. It knows less than the reader in two ways: ``$`` holds only at the very end, and
classes that go by the properties of characters, or by their case, end where the last script of
living languages ends (``_SWEPT``).
"""

from __future__ import annotations

import re
import sys
import warnings
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from shenbao.tabular.judge.automaton import (
    Automaton,
    ExhaustedError,
    IrregularError,
    Reached,
    compiled_node,
)

_ops: Any = import_module("re._constants")

ASCII = 128
_LAST = 0x10FFFF
_SWEPT = 0x323AF
"""Behind it there are no letters, digits or blanks (Unicode 15.1)."""

_MOST_CELLS = 16_000
"""Of a table: it fits into the processor's cache, and its places into 16 bits."""

_MOST_CLASSES = 200
_MOST_RANGES = 4_000
_MOST_VISITS = 40_000
"""States looked at while a machine is made: some milliseconds."""

_Spans: TypeAlias = tuple[tuple[int, int], ...]


class Machine(NamedTuple):
    """A deterministic automaton over classes of characters.

    ``ascii`` is the class of each of the 128 characters, ``ranges`` are (from, to, class) of all
    others, in order. ``moves[state][class]`` is the next state. State 0 is the dead one, state 1
    the first; ``ends`` says in which a text may end.
    """

    ascii: tuple[int, ...]
    ranges: tuple[tuple[int, int, int], ...]
    moves: tuple[tuple[int, ...], ...]
    ends: tuple[bool, ...]


@lru_cache(maxsize=512)
def machine(source: str) -> Machine | None:
    """Return the machine of a pattern, None where it is not regular or would be large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            automaton = Automaton(f"^{source}$", most_visits=_MOST_VISITS)
            return _machine(automaton)
    except (IrregularError, ExhaustedError, _LargeError, re.error, RecursionError, OverflowError):
        return None


class _LargeError(Exception):
    """The machine has more states, classes or ranges than is reasonable."""


def _machine(automaton: Automaton) -> Machine:
    kinds: dict[tuple[bool, ...], int] = {}
    ascii_ = tuple(kinds.setdefault(automaton.kind(chr(code)), len(kinds)) for code in range(ASCII))
    ranges = tuple(
        (low, high, kinds.setdefault(kind, len(kinds)))
        for low, high, kind in _ranges([_members(*single) for single in automaton.singles])
    )
    if len(kinds) > _MOST_CLASSES or len(ranges) > _MOST_RANGES:
        raise _LargeError
    moves, ends = _moves(automaton, list(kinds))
    return Machine(ascii=ascii_, ranges=ranges, moves=moves, ends=ends)


def _moves(
    automaton: Automaton, kinds: Sequence[tuple[bool, ...]]
) -> tuple[tuple[tuple[int, ...], ...], tuple[bool, ...]]:
    """Return the moves of all states that can be reached, and whether a text may end in each."""
    dead = Reached(states=frozenset(), ends=False, open=False)
    reached = [dead, automaton.first()]
    # Where nothing matches, the first one is as dead.
    places = {reached[1]: 1, dead: 0}
    moves: list[tuple[int, ...]] = []
    for one in reached:
        if one.open:
            moves.append((places[one],) * len(kinds))
            continue
        row = []
        for kind in kinds:
            found = automaton.after(one.states, kind) if one.states else dead
            if found not in places:
                places[found] = len(reached)
                reached.append(found)
            row.append(places[found])
        moves.append(tuple(row))
        if len(reached) * (len(kinds) + 1) > _MOST_CELLS:
            raise _LargeError
    return tuple(moves), tuple(one.ends for one in reached)


def _ranges(singles: Sequence[_Spans]) -> Iterator[tuple[int, int, tuple[bool, ...]]]:
    """Yield ranges of all characters beyond ASCII, each with the singles that take it."""
    edges = {edge for spans in singles for low, high in spans for edge in (low, high + 1)}
    cuts = sorted({ASCII, *edges, _LAST + 1})
    places = {cut: index for index, cut in enumerate(cuts)}
    taken = [[False] * len(singles) for _ in cuts]
    for number, spans in enumerate(singles):
        for low, high in spans:
            for index in range(places[low], places[high + 1]):
                taken[index][number] = True
    for (low, after), kind in zip(pairwise(cuts), taken, strict=False):
        yield low, after - 1, tuple(kind)


def _members(node: Any, flags: int) -> _Spans:
    """Return ranges of characters beyond ASCII that a node of the parser takes for certain."""
    op, value = node
    if op is _ops.ANY:
        return ((ASCII, _LAST),)
    items: tuple[Any, ...] = (node,)
    if op is _ops.NOT_LITERAL:
        items = ((_ops.NEGATE, None), (_ops.LITERAL, value))
    elif op is _ops.IN:
        items = tuple(value)
    negated = items[0][0] is _ops.NEGATE
    categories = {kind for op, kind in items if op is _ops.CATEGORY}
    if categories - _RARE or (negated and (categories or flags & re.IGNORECASE)):
        return _swept(items, flags)
    listed = [
        (kind, kind) if op is _ops.LITERAL else kind
        for op, kind in items
        if op in {_ops.LITERAL, _ops.RANGE}
    ]
    spans = _joined((max(low, ASCII), high) for low, high in listed if high >= ASCII)
    return tuple(_others(spans)) if negated else spans


_RARE = frozenset({_ops.CATEGORY_DIGIT, _ops.CATEGORY_SPACE})
"""Digits and blanks beyond ASCII hardly ever come; they are left to Python."""


@lru_cache(maxsize=64)
def _swept(items: tuple[Any, ...], flags: int) -> _Spans:
    """Return the same for a class that only Python's engine knows: it is asked for them all."""
    codes = array("I", range(ASCII, _SWEPT + 1)).tobytes()
    every = codes.decode(f"utf-32-{sys.byteorder[:1]}e", "surrogatepass")
    found = compiled_node((_ops.IN, list(items)), flags, repeated=True).finditer(every)
    return tuple((ASCII + one.start(), ASCII + one.end() - 1) for one in found)


def _joined(spans: Iterable[tuple[int, int]]) -> _Spans:
    """Return the ranges in order, those that meet as one."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)


def _others(spans: _Spans) -> Iterator[tuple[int, int]]:
    """Yield what is beyond ASCII and in none of the ranges, which are in order."""
    start = ASCII
    for low, high in spans:
        if low > start:
            yield start, low - 1
        start = high + 1
    if start <= _LAST:
        yield start, _LAST
