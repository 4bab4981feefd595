"""Whether a pattern matches, in time linear in the text: for patterns that could run for ever.

Python's own parser reads the pattern and its engine judges single characters, so that the
answer is the one Python's backtracking engine would give in the end. What is not regular
(look-around, references to groups, atomic groups, word boundaries) raises IrregularError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any, TypeAlias

# The parser of `re` has no public name; tests hold that it stays where it is.
_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")
_ops: Any = import_module("re._constants")

_LARGEST = 4000
_CACHED = 20_000

_States: TypeAlias = frozenset[int]


class IrregularError(Exception):
    """The pattern is beyond an automaton, or larger than is reasonable."""


class Automaton:
    """A pattern as states; each knows the character it takes and where it goes then."""

    def __init__(self, pattern: str) -> None:
        self._takes: list[Callable[[str], object] | None] = []
        self._next: list[tuple[int, ...]] = []
        self._only: list[str] = []
        self._steps: dict[tuple[_States, str, bool], _States | None] = {}
        tree = _parser.parse(pattern)
        self._final = self._state()
        self._start = self._build(tree, self._final, tree.state.flags)

    def matches(self, text: str) -> bool:
        """Say whether ``re.match`` would find the pattern at the start of the text."""
        end = len(text)
        # "$" holds at the end and before a newline that ends the text.
        dollar = end - 1 if text.endswith("\n") else end
        states = self._closure((self._start,), "^" + self._at_end(0, dollar, end))
        for index, character in enumerate(text):
            if self._final in states:
                return True
            if not states:
                return False
            marks = self._at_end(index + 1, dollar, end)
            states = self._step(states, character, marks)
        return self._final in states

    @staticmethod
    def _at_end(index: int, dollar: int, end: int) -> str:
        return ("$" if index >= dollar else "") + ("Z" if index == end else "")

    def _step(self, states: _States, character: str, marks: str) -> _States:
        key = (states, character, bool(marks))
        found = self._steps.get(key) if not marks else None
        if found is None:
            after = [
                target
                for state in states
                if (takes := self._takes[state]) is not None and takes(character)
                for target in self._next[state]
            ]
            found = self._closure(after, marks)
            if not marks:
                if len(self._steps) >= _CACHED:
                    self._steps.clear()
                self._steps[key] = found
        return found

    def _closure(self, states: Iterable[int], marks: str) -> _States:
        """Return the states that wait for a character, and the final one if it is reached."""
        waiting, seen = list(states), set[int]()
        kept = set[int]()
        while waiting:
            state = waiting.pop()
            if state in seen:
                continue
            seen.add(state)
            if self._takes[state] is not None or state == self._final:
                kept.add(state)
            elif not self._only[state] or self._only[state] in marks:
                waiting.extend(self._next[state])
        return frozenset(kept)

    def _state(
        self,
        *after: int,
        takes: Callable[[str], object] | None = None,
        only: str = "",
    ) -> int:
        if len(self._takes) >= _LARGEST:
            raise IrregularError
        self._takes.append(takes)
        self._next.append(after)
        self._only.append(only)
        return len(self._takes) - 1

    def _build(self, tree: Iterable[Any], after: int, flags: int) -> int:
        """Return the state from which ``tree`` and then ``after`` is matched."""
        for node in reversed(list(tree)):
            after = self._node(node, after, flags)
        return after

    def _node(self, node: Any, after: int, flags: int) -> int:
        kind, value = node
        if kind in _SINGLE:
            return self._state(after, takes=_character(node, flags))
        if kind is _ops.AT:
            only = _PLACES.get(value)
            if only is None or flags & re.MULTILINE:
                raise IrregularError
            return self._state(after, only=only)
        if kind is _ops.BRANCH:
            return self._state(*(self._build(option, after, flags) for option in value[1]))
        if kind is _ops.SUBPATTERN:
            _, added, removed, inner = value
            return self._build(inner, after, (flags | added) & ~removed)
        if kind in {_ops.MAX_REPEAT, _ops.MIN_REPEAT}:
            return self._repeat(value, after, flags)
        raise IrregularError

    def _repeat(self, value: Any, after: int, flags: int) -> int:
        least, most, inner = value
        if most is _ops.MAXREPEAT:
            loop = self._state()
            self._next[loop] = (self._build(inner, loop, flags), after)
            start = loop
        else:
            start = after
            for _ in range(most - least):
                start = self._state(self._build(inner, start, flags), after)
        for _ in range(least):
            start = self._build(inner, start, flags)
        return start


_SINGLE = frozenset({_ops.LITERAL, _ops.NOT_LITERAL, _ops.IN, _ops.ANY, _ops.RANGE})
_PLACES = {
    _ops.AT_BEGINNING: "^",
    _ops.AT_BEGINNING_STRING: "^",
    _ops.AT_END: "$",
    _ops.AT_END_STRING: "Z",
}


def _character(node: Any, flags: int) -> Callable[[str], object]:
    """Return Python's own judge of a single character."""
    state = _parser.State()
    state.flags = flags
    state.str = ""
    judge: re.Pattern[str] = _compiler.compile(_parser.SubPattern(state, [node]), flags)
    return judge.match


def ways(pattern: str) -> tuple[float, int] | None:
    """Return (a, k): over a text of n characters there are at most a·nᵏ ways to try.

    None where they may grow without such a limit.
    """
    return _ways(_parser.parse(pattern))


def _ways(tree: Iterable[Any]) -> tuple[float, int] | None:
    count, power = 1.0, 0
    for kind, value in tree:
        found = _ways_of(kind, value)
        if found is None:
            return None
        count, power = min(count * found[0], 1e300), power + found[1]
    return count, power


def _ways_of(kind: Any, value: Any) -> tuple[float, int] | None:
    if kind in _REPEATS:
        return _ways_repeated(*value)
    if kind in _INNER:
        return _ways(_INNER[kind](value))
    if kind not in _OPTIONS:
        return 1.0, 0
    options = [_ways(option) for option in _OPTIONS[kind](value)]
    known = [option for option in options if option is not None]
    if len(known) < len(options):
        return None
    return sum(option[0] for option in known), max(option[1] for option in known)


_REPEATS = frozenset({_ops.MAX_REPEAT, _ops.MIN_REPEAT, _ops.POSSESSIVE_REPEAT})
_INNER: Mapping[Any, Callable[[Any], Any]] = {
    _ops.SUBPATTERN: lambda value: value[3],
    _ops.ASSERT: lambda value: value[1],
    _ops.ASSERT_NOT: lambda value: value[1],
    _ops.ATOMIC_GROUP: lambda value: value,
}
_OPTIONS: Mapping[Any, Callable[[Any], Any]] = {
    _ops.BRANCH: lambda value: value[1],
    _ops.GROUPREF_EXISTS: lambda value: (value[1], value[2] or ()),
}


def _ways_repeated(least: int, most: Any, inner: Any) -> tuple[float, int] | None:
    once = _ways(inner)
    if once is None:
        return None
    width = inner.getwidth()
    if once == (1.0, 0) and width[0] == width[1] > 0:
        return (1.0, 1) if most is _ops.MAXREPEAT else (float(most - least + 1), 0)
    if most is _ops.MAXREPEAT:
        return None
    try:
        return min((once[0] + (most > least)) ** most, 1e300), once[1] * most
    except OverflowError:
        return None
