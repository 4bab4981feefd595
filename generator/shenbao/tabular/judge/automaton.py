r"""Whether a pattern matches, in time linear in the text: for patterns that could run for ever.

Python's own parser reads the pattern and its engine judges single characters, so that the
answer is the one Python's backtracking engine would give in the end. What is not regular
(look-around, references to groups, atomic groups, word boundaries) raises IrregularError.

No library takes its place: RE2, and Rust's regex as jsonschema-rs has it, know other digits,
letters and blanks than Python (``\d`` does not match "１", ``\w`` not "北", ``$`` not before a
last line feed), so that schemas would mean something else here than in frictionless. To rewrite
each pattern for them takes the parser and the classes below all the same, and a compiled
dependency besides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any, NamedTuple, TypeAlias

# The parser of `re` has no public name; tests hold that it stays where it is.
_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")
_ops: Any = import_module("re._constants")

_LARGEST = 4000
_CACHED = 20_000
_MOST_VISITS = 3_000_000
"""States looked at in all, where no step is remembered: a few seconds. Real patterns need
thousands; one whose sets of states never come again would need them for every character."""

_States: TypeAlias = frozenset[int]
_Kind: TypeAlias = tuple[bool, ...]
_Aside: TypeAlias = "list[tuple[float, int] | None]"


class IrregularError(Exception):
    """The pattern is beyond an automaton, or larger than is reasonable."""


class ExhaustedError(Exception):
    """The pattern has taken as much work as is reasonable."""


class Reached(NamedTuple):
    """What a text has reached: the states that wait for a character, and whether it may end.

    ``open`` says that it matches whatever follows; nothing waits then.
    """

    states: frozenset[int]
    ends: bool
    open: bool


class Automaton:
    """A pattern as states; each knows the character it takes and where it goes then."""

    def __init__(self, pattern: str, *, most_visits: int = _MOST_VISITS) -> None:
        self._takes: list[int | None] = []
        self._next: list[tuple[int, ...]] = []
        self._only: list[str] = []
        self._judges: list[Callable[[str], object]] = []
        self._known: dict[tuple[str, int], int] = {}
        self._classes: dict[str, _Kind] = {}
        self._steps: dict[tuple[_States, _Kind, str], _States] = {}
        self._visits = 0
        self._most_visits = most_visits
        self.singles: list[tuple[Any, int]] = []
        """The nodes of the parser that take a single character, each with its flags."""
        tree = _parser.parse(pattern)
        self._final = self._state()
        self._start = self._build(tree, self._final, tree.state.flags)

    def matches(self, text: str) -> bool:
        """Say whether ``re.match`` would find the pattern at the start of the text.

        Raises ExhaustedError once a few seconds of work were put into the pattern.
        """
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

    def first(self) -> Reached:
        """Return what is reached before the first character of a text that is not empty."""
        return self._reached((self._start,), "^")

    def after(self, states: Iterable[int], kind: _Kind) -> Reached:
        """Return what is reached by one more character that is of such ``singles``.

        Raises ExhaustedError once the work is more than was allowed.
        """
        return self._reached(self._targets(states, kind), "")

    def _reached(self, targets: Iterable[int], marks: str) -> Reached:
        states = self._closure(targets, marks)
        if self._final in states:
            return Reached(states=frozenset(), ends=True, open=True)
        ends = self._final in self._closure(targets, marks + "$Z")
        return Reached(states=states, ends=ends, open=False)

    @staticmethod
    def _at_end(index: int, dollar: int, end: int) -> str:
        return ("$" if index >= dollar else "") + ("Z" if index == end else "")

    def _step(self, states: _States, character: str, marks: str) -> _States:
        kind = self.kind(character)
        known = self._steps.get((states, kind, marks))
        if known is not None:
            return known
        found = self._closure(self._targets(states, kind), marks)
        if len(self._steps) >= _CACHED:
            self._steps.clear()
        self._steps[states, kind, marks] = found
        return found

    def _targets(self, states: Iterable[int], kind: _Kind) -> list[int]:
        return [
            target
            for state in states
            if (takes := self._takes[state]) is not None and kind[takes]
            for target in self._next[state]
        ]

    def kind(self, character: str) -> _Kind:
        """Return which of the pattern's ``singles`` take a character; it is all that matters."""
        found = self._classes.get(character)
        if found is None:
            found = tuple(judge(character) is not None for judge in self._judges)
            self._classes[character] = found
        return found

    def _closure(self, states: Iterable[int], marks: str) -> _States:
        """Return the states that wait for a character, and the final one if it is reached."""
        waiting, seen = list(states), set[int]()
        kept = set[int]()
        if self._visits > self._most_visits:
            raise ExhaustedError
        while waiting:
            state = waiting.pop()
            if state in seen:
                continue
            seen.add(state)
            if self._takes[state] is not None or state == self._final:
                kept.add(state)
            elif not self._only[state] or self._only[state] in marks:
                waiting.extend(self._next[state])
        self._visits += len(seen)
        return frozenset(kept)

    def _state(
        self,
        *after: int,
        takes: int | None = None,
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
            return self._state(after, takes=self._judge(node, flags))
        if kind is _ops.AT:
            only = _PLACES.get(value)
            if only is None or flags & re.MULTILINE:
                raise IrregularError
            return self._state(after, only=only)
        if kind is _ops.BRANCH:
            return self._state(*(self._build(option, after, flags) for option in value[1]))
        if kind is _ops.SUBPATTERN:
            _, added, removed, inner = value
            # "(?a:…)" takes the place of the alphabet of the pattern.
            kept = flags & ~_ALPHABETS if added & _ALPHABETS else flags
            return self._build(inner, after, (kept | added) & ~removed)
        if kind in {_ops.MAX_REPEAT, _ops.MIN_REPEAT}:
            return self._repeat(value, after, flags)
        raise IrregularError

    def _judge(self, node: Any, flags: int) -> int:
        key = (repr(node), flags)
        if key not in self._known:
            self._known[key] = len(self._judges)
            self._judges.append(_character(node, flags))
            self.singles.append((node, flags))
        return self._known[key]

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


_ALPHABETS = re.ASCII | re.LOCALE | re.UNICODE
_SINGLE = frozenset({_ops.LITERAL, _ops.NOT_LITERAL, _ops.IN, _ops.ANY, _ops.RANGE})
_PLACES = {
    _ops.AT_BEGINNING: "^",
    _ops.AT_BEGINNING_STRING: "^",
    _ops.AT_END: "$",
    _ops.AT_END_STRING: "Z",
}


def _character(node: Any, flags: int) -> Callable[[str], object]:
    """Return Python's own judge of a single character."""
    return compiled_node(node, flags).match


def compiled_node(node: Any, flags: int, *, repeated: bool = False) -> re.Pattern[str]:
    """Return a node of the parser as a pattern of Python's engine, once or as often as it comes."""
    state = _parser.State()
    state.flags = flags
    state.str = ""
    tree = _parser.SubPattern(state, [node])
    if repeated:
        tree = _parser.SubPattern(state, [(_ops.MAX_REPEAT, (1, _ops.MAXREPEAT, tree))])
    compiled: re.Pattern[str] = _compiler.compile(tree, flags)
    return compiled


def backtracking_bound(pattern: str) -> tuple[float, int] | None:
    """Return (a, k): over a text of n characters there are at most a·nᵏ ways to try.

    None where they may grow without such a limit. What only looks ahead or behind is tried
    once at each of the ways of the rest.
    """
    aside: _Aside = []
    found = _ways(_parser.parse(pattern), aside)
    known = [one for one in aside if one is not None]
    if found is None or len(known) < len(aside):
        return None
    if not known:
        return found
    count = min(found[0] * sum(one[0] for one in known), 1e300)
    return count, found[1] + max(one[1] for one in known) + 1


def _ways(tree: Iterable[Any], aside: _Aside) -> tuple[float, int] | None:
    """Return the ways of a tree; those of what only looks are put into ``aside``."""
    count, power = 1.0, 0
    for kind, value in tree:
        if kind in _LOOKS:
            aside.append(_ways(value[1], aside))
            continue
        found = _ways_of(kind, value, aside)
        if found is None:
            return None
        count, power = min(count * found[0], 1e300), power + found[1]
    return count, power


def _ways_of(kind: Any, value: Any, aside: _Aside) -> tuple[float, int] | None:
    if kind in _REPEATS:
        least, most, inner = value
        return _ways_repeated(least, most, inner, aside)
    if kind in _INNER:
        return _ways(_INNER[kind](value), aside)
    if kind not in _OPTIONS:
        return 1.0, 0
    options = [_ways(option, aside) for option in _OPTIONS[kind](value)]
    known = [option for option in options if option is not None]
    if len(known) < len(options):
        return None
    return sum(option[0] for option in known), max(option[1] for option in known)


_LOOKS = frozenset({_ops.ASSERT, _ops.ASSERT_NOT})
_REPEATS = frozenset({_ops.MAX_REPEAT, _ops.MIN_REPEAT, _ops.POSSESSIVE_REPEAT})
_INNER: Mapping[Any, Callable[[Any], Any]] = {
    _ops.SUBPATTERN: lambda value: value[3],
    _ops.ATOMIC_GROUP: lambda value: value,
}
_OPTIONS: Mapping[Any, Callable[[Any], Any]] = {
    _ops.BRANCH: lambda value: value[1],
    _ops.GROUPREF_EXISTS: lambda value: (value[1], value[2] or ()),
}


def _ways_repeated(least: int, most: Any, inner: Any, aside: _Aside) -> tuple[float, int] | None:
    once = _ways(inner, aside)
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
