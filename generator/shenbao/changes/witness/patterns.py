"""Regular expressions as automata: texts that match, and one that only one of two matches.

The part of ECMA-262 that this reads has no look-around and no references back; another
expression raises ``UndecidedError``, as one does that takes too many states. Classes of digits
and of words are those of ECMA-262: ASCII.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Literal, TypeAlias

Ranges: TypeAlias = tuple[tuple[int, int], ...]
States: TypeAlias = frozenset[int]

MOST_STATES = 4_000
"""States of one automaton: what is repeated stands so many times."""

MOST_STEPS = 60_000
"""States that a search looks at; a search that needs more is given up."""

_LAST = 0x10FFFF
_BEGIN, _END = -1, -2
_AT_BEGIN = ((_BEGIN, _BEGIN),)
_DIGITS: Ranges = ((48, 57),)
_WORDS: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
_BLANKS: Ranges = (
    *((9, 13), (32, 32), (160, 160), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029)),
    *((0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)),
)
_LINE_ENDS: Ranges = ((10, 10), (13, 13), (0x2028, 0x2029))
_SURROGATES: Ranges = ((0xD800, 0xDFFF),)
_CONTROLS = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "0": 0}
_COUNT = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}")
_CODE = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})")


class UndecidedError(Exception):
    """Nobody here can say: the expression is not read, or the search is too large."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an expression: characters, parts in a row, one of several, a repetition."""

    kind: Literal["characters", "row", "either", "repeat", "begin", "end"]
    ranges: Ranges = ()
    parts: tuple[Part, ...] = ()
    least: int = 0
    most: int | None = None


def negated(ranges: Ranges) -> Ranges:
    """Return all characters but these; halves of surrogate pairs are none."""
    found: list[tuple[int, int]] = []
    start = 0
    for low, high in sorted((*ranges, *_SURROGATES)):
        if low > start:
            found.append((start, low - 1))
        start = max(start, high + 1)
    if start <= _LAST:
        found.append((start, _LAST))
    return tuple(found)


_CLASSES: dict[str, Ranges] = {
    "d": _DIGITS,
    "w": _WORDS,
    "s": _BLANKS,
    "D": negated(_DIGITS),
    "W": negated(_WORDS),
    "S": negated(_BLANKS),
}
_ANY = negated(())


@dataclass(slots=True)
class _Reader:
    text: str
    at: int = 0

    def next(self, sign: str) -> bool:
        found = self.text.startswith(sign, self.at)
        self.at += len(sign) * found
        return found

    def either(self) -> Part:
        parts = [self.row()]
        while self.next("|"):
            parts.append(self.row())
        return parts[0] if len(parts) == 1 else Part("either", parts=tuple(parts))

    def row(self) -> Part:
        parts: list[Part] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            parts.append(self.repeated(self.one()))
        return Part("row", parts=tuple(parts))

    def repeated(self, part: Part) -> Part:
        least, most = 1, 1
        limits: tuple[int, int | None]
        if self.next("*"):
            limits = (0, None)
        elif self.next("+"):
            limits = (1, None)
        elif self.next("?"):
            limits = (0, 1)
        else:
            match = _COUNT.match(self.text, self.at)
            if match is None:
                return part
            self.at = match.end()
            least = int(match[1])
            most = int(match[3] or match[1])
            limits = (least, None if match[2] and not match[3] else most)
        self.next("?")
        return Part("repeat", parts=(part,), least=limits[0], most=limits[1])

    def one(self) -> Part:
        sign = self.text[self.at]
        self.at += 1
        if sign in "^$":
            return Part("begin" if sign == "^" else "end")
        if sign == "(":
            if self.next("?") and not self.next(":"):
                raise UndecidedError
            part = self.either()
            if not self.next(")"):
                raise UndecidedError
            return part
        if sign == "[":
            return self.characters()
        if sign == ".":
            return Part("characters", negated(_LINE_ENDS))
        if sign in "*+?{":
            raise UndecidedError
        ranges = self.escaped(within=False) if sign == "\\" else ((ord(sign), ord(sign)),)
        return Part("characters", ranges)

    def escaped(self, *, within: bool) -> Ranges:
        code = _CODE.match(self.text, self.at)
        if code is not None:
            self.at = code.end()
            point = int(code[1] or code[2], 16)
            if _SURROGATES[0][0] <= point <= _SURROGATES[0][1]:
                raise UndecidedError
            return ((point, point),)
        sign = self.text[self.at : self.at + 1]
        self.at += 1
        if sign in _CLASSES and sign:
            return _CLASSES[sign]
        if sign in _CONTROLS and sign:
            return ((_CONTROLS[sign], _CONTROLS[sign]),)
        if not sign or (sign.isalnum() and not (within and sign == "b")):
            raise UndecidedError
        point = 8 if sign == "b" else ord(sign)
        return ((point, point),)

    def characters(self) -> Part:
        without = self.next("^")
        ranges: list[tuple[int, int]] = []
        while not self.next("]"):
            low = self.member()
            if self.text[self.at : self.at + 1] == "-" and self.text[self.at + 1 :][:1] != "]":
                self.at += 1
                high = self.member()
                if len(low) > 1 or len(high) > 1 or low[0][0] > high[0][1]:
                    raise UndecidedError
                low = ((low[0][0], high[0][1]),)
            ranges.extend(low)
        found = tuple(sorted(ranges))
        return Part("characters", negated(found) if without else found)

    def member(self) -> Ranges:
        if self.at >= len(self.text):
            raise UndecidedError
        sign = self.text[self.at]
        self.at += 1
        if sign == "[" or self.text[self.at - 1 : self.at + 1] in ("&&", "--", "~~", "||"):
            raise UndecidedError
        return self.escaped(within=True) if sign == "\\" else ((ord(sign), ord(sign)),)


def _anchors_outside(part: Part, *, first: bool, last: bool) -> None:
    """Refuse ^ and $ that do not stand where a match begins and ends."""
    if (part.kind == "begin" and not first) or (part.kind == "end" and not last):
        raise UndecidedError
    end = len(part.parts) - 1
    for at, inner in enumerate(part.parts):
        if part.kind == "either":
            _anchors_outside(inner, first=first, last=last)
        else:
            whole = part.kind == "row"
            _anchors_outside(
                inner, first=first and whole and at == 0, last=last and whole and at == end
            )


@dataclass(slots=True)
class Automaton:
    """A nondeterministic automaton over a text between a begin and an end mark."""

    edges: list[list[tuple[Ranges, int]]] = field(default_factory=list)
    free: list[list[int]] = field(default_factory=list)
    accepting: frozenset[int] = frozenset()
    useful: frozenset[int] = frozenset()
    """The states from which a text may still be accepted, once it has begun."""

    def state(self) -> int:
        """Return a new state."""
        if len(self.edges) >= MOST_STATES:
            raise UndecidedError
        self.edges.append([])
        self.free.append([])
        return len(self.edges) - 1

    def build(self, part: Part, start: int) -> int:
        """Add a part behind a state; return where it ends."""
        if part.kind in ("characters", "begin", "end"):
            mark = _BEGIN if part.kind == "begin" else _END
            end = self.state()
            ranges = part.ranges if part.kind == "characters" else ((mark, mark),)
            self.edges[start].append((ranges, end))
            return end
        if part.kind == "row":
            for inner in part.parts:
                start = self.build(inner, start)
            return start
        if part.kind == "either":
            ends = [self.build(inner, self.behind(start)) for inner in part.parts]
            end = self.state()
            for one in ends:
                self.free[one].append(end)
            return end
        return self.repeat(part, start)

    def behind(self, start: int) -> int:
        """Return a new state that is reached for nothing."""
        new = self.state()
        self.free[start].append(new)
        return new

    def repeat(self, part: Part, start: int) -> int:
        """Add a repetition."""
        (inner,) = part.parts
        for _ in range(part.least):
            start = self.build(inner, start)
        if part.most is None:
            loop = self.behind(start)
            self.free[self.build(inner, loop)].append(loop)
            return self.behind(loop)
        leaving = [start]
        for _ in range(part.most - part.least):
            start = self.build(inner, start)
            leaving.append(start)
        end = self.state()
        for one in leaving:
            self.free[one].append(end)
        return end

    def closure(self, states: States) -> States:
        """Return all states that are reached for nothing."""
        found, waiting = set(states), list(states)
        while waiting:
            for state in self.free[waiting.pop()]:
                if state not in found and (not self.useful or state in self.useful):
                    found.add(state)
                    waiting.append(state)
        return frozenset(found)

    def after(self, states: States, sign: int) -> States:
        """Return where a character leads."""
        return self.closure(
            frozenset(
                target
                for state in states
                for ranges, target in self.edges[state]
                if target in self.useful and any(low <= sign <= high for low, high in ranges)
            )
        )

    def finish(self, accepting: frozenset[int]) -> None:
        """Say where a text may end, and by that which states are of any use."""
        self.accepting = accepting
        before: dict[int, list[int]] = {}
        for state, free in enumerate(self.free):
            after = [target for ranges, target in self.edges[state] if ranges[:1] != _AT_BEGIN]
            for target in (*free, *after):
                before.setdefault(target, []).append(state)
        found, waiting = set(accepting), list(accepting)
        while waiting:
            for state in before.get(waiting.pop(), ()):
                if state not in found:
                    found.add(state)
                    waiting.append(state)
        self.useful = frozenset(found)

    def begun(self) -> States:
        """Return where a text begins."""
        free, waiting = {0}, [0]
        while waiting:
            new = [state for state in self.free[waiting.pop()] if state not in free]
            free.update(new)
            waiting.extend(new)
        return self.after(frozenset(free), _BEGIN)

    def accepts(self, states: States) -> bool:
        """Say whether the text may end in these states."""
        return bool(self.after(states, _END) & self.accepting)


@lru_cache(maxsize=256)
def automaton(pattern: str) -> Automaton:
    """Return the automaton of an expression that is searched for. Raises UndecidedError."""
    reader = _Reader(pattern)
    part = reader.either()
    if reader.at < len(pattern):
        raise UndecidedError
    _anchors_outside(part, first=True, last=True)
    found = Automaton()
    start, before = found.state(), found.state()
    found.edges[start].append((_AT_BEGIN, before))
    found.edges[before].append((_ANY, before))
    inner = found.behind(start)
    found.free[before].append(inner)
    end = found.build(part, inner)
    rest = found.behind(end)
    found.edges[rest].append((_ANY, rest))
    last = found.state()
    found.edges[rest].append((((_END, _END),), last))
    found.finish(found.closure(frozenset({end, last})))
    return found


def _signs(automata: Sequence[Automaton]) -> tuple[int, ...]:
    """Return a character of each kind that the automata tell apart, a readable one if there is."""
    cuts = {0, _LAST + 1, *(cut for low, high in _SURROGATES for cut in (low, high + 1))}
    for one in automata:
        for edges in one.edges:
            for ranges, _ in edges:
                cuts |= {cut for low, high in ranges if low >= 0 for cut in (low, high + 1)}
    order = sorted(cuts)
    readable = {order[bisect_right(order, sign) - 1]: sign for sign in reversed(_READABLE)}
    found = (readable.get(low, low) for low in order[:-1] if low != _SURROGATES[0][0])
    return tuple(sorted(found, key=lambda sign: (sign not in _KNOWN, sign)))


_READABLE = (*range(97, 123), *range(65, 91), *range(48, 58), 0x7532, 45, 95, 32, *range(33, 127))
_KNOWN = frozenset(_READABLE)


def _search(
    accepting: Sequence[Automaton], refusing: Automaton | None, least: int, most: int | None
) -> Iterator[str]:
    """Yield texts, the shortest first, one for each way through; ends where there are no more.

    Raises UndecidedError where there are too many ways.
    """
    machines = [*accepting, *([refusing] if refusing else [])]
    signs = _signs(machines)
    start = tuple(one.begun() for one in machines)
    layer: dict[tuple[States, ...], str] = {start: ""}
    seen: set[tuple[States, ...]] = set()
    walk = _Walk(machines)
    length = 0
    while layer and (most is None or length <= most):
        if length >= least:
            seen |= layer.keys()
        for states, text in layer.items():
            taken = all(one.accepts(at) for one, at in zip(accepting, states, strict=False))
            if length >= least and taken and not (refusing and refusing.accepts(states[-1])):
                yield text
        following: dict[tuple[States, ...], str] = {}
        for states, text in layer.items():
            for sign in signs:
                reached = walk.after(states, sign)
                if all(reached[: len(accepting)]) and reached not in seen:
                    following.setdefault(reached, text + chr(sign))
        layer, length = following, length + 1


@dataclass(slots=True)
class _Walk:
    """Automata that read the same text; what was looked at is counted."""

    machines: Sequence[Automaton]
    known: dict[tuple[int, States, int], States] = field(default_factory=dict)
    steps: int = 0

    def after(self, states: tuple[States, ...], sign: int) -> tuple[States, ...]:
        """Return where a character leads. Raises UndecidedError where it takes too long."""
        self.steps += len(self.machines)
        for at, machine in enumerate(self.machines):
            if (at, states[at], sign) not in self.known:
                self.steps += len(states[at])
                self.known[at, states[at], sign] = machine.after(states[at], sign)
        if self.steps > MOST_STEPS:
            raise UndecidedError
        return tuple(self.known[at, held, sign] for at, held in enumerate(states))


def difference(accepting: Sequence[str], refusing: Sequence[str]) -> str | None:
    """Return a text that matches all of ``accepting`` and not all of ``refusing``; None: none does.

    Raises UndecidedError where nobody can say.
    """
    found, decided = _difference(tuple(accepting), tuple(refusing))
    if not decided:
        raise UndecidedError
    return found


@lru_cache(maxsize=512)
def _difference(accepting: tuple[str, ...], refusing: tuple[str, ...]) -> tuple[str | None, bool]:
    try:
        machines = [automaton(pattern) for pattern in accepting]
        for pattern in refusing:
            found = next(_search(machines, automaton(pattern), 0, None), None)
            if found is not None:
                return found, True
    except UndecidedError:
        return None, False
    return None, True


@lru_cache(maxsize=512)
def matching(
    patterns: tuple[str, ...], least: int = 0, most: int | None = None, count: int = 4
) -> tuple[str, ...]:
    """Return texts that match all patterns and have so many characters, as far as any are found."""
    found: list[str] = []
    try:
        machines = [automaton(pattern) for pattern in patterns]
        found.extend(islice(_search(machines, None, least, most), count))
    except UndecidedError:
        pass
    return tuple(found)
