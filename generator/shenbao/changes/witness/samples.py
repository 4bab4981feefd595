"""Instances that a canonical schema accepts, as far as its keywords can be met one by one.

A sample is a proposal: only the schema itself says whether it fits. The same node and number
give the same sample.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Any
from zlib import crc32

from shenbao.changes.canonical.intersection import both, property_of
from shenbao.changes.canonical.node import ANY, OF_TYPE, TYPES, Node, canonical, exact, node
from shenbao.changes.canonical.values import accepts, judge_of
from shenbao.changes.witness.patterns import matching

_DEEPEST = 40
_MOST_ROWS = 200
_MOST_LISTED = 40
_MOST_CHARACTERS = 5_000

FORMATS: Mapping[str, tuple[str, ...]] = {
    "date": ("2025-06-30", "2024-02-29"),
    "time": ("08:30:00Z",),
    "date-time": ("2025-06-30T08:30:00Z",),
    "duration": ("P1Y",),
    "email": ("a@example.org",),
    "idn-email": ("a@example.org",),
    "hostname": ("example.org",),
    "idn-hostname": ("example.org",),
    "ipv4": ("192.0.2.1",),
    "ipv6": ("2001:db8::1",),
    "uri": ("https://example.org/a",),
    "uri-reference": ("/a",),
    "iri": ("https://example.org/a",),
    "iri-reference": ("/a",),
    "uuid": ("00000000-0000-4000-8000-000000000000",),
    "regex": ("a+",),
    "json-pointer": ("/a",),
    "relative-json-pointer": ("0/a",),
    "uri-template": ("/{a}",),
}


class NoSampleError(Exception):
    """Nothing was found that fits."""


@dataclass(slots=True)
class Sampler:
    """Makes samples and remembers them."""

    known: dict[tuple[str, int], Any] = field(default_factory=dict)

    def sample(self, found: Node, number: int = 0, depth: int = 0) -> Any:
        """Return the sample of a number: 0 has the least in it. Raises NoSampleError."""
        if found.never or depth > _DEEPEST:
            raise NoSampleError
        key = (found.key, number)
        if key not in self.known:
            self.known[key] = self._made(found, number, depth)
        return copy.copy(self.known[key])

    def _made(self, found: Node, number: int, depth: int) -> Any:
        choice = chance(found, number) if number else 0
        if "enum" in found.keywords:
            values = found.get("enum")
            return values[choice % len(values)]
        if "any" in found.keywords or "one" in found.keywords or "conditions" in found.keywords:
            return self._branched(found, number, depth, choice)
        names = _likely(found)
        name = names[choice % len(names)]
        made: Any
        if name == "object":
            made = self.object(found, number, depth)
        elif name == "array":
            made = self.array(found, number, depth)
        elif name == "string":
            texts = strings(found)
            made = texts[choice % len(texts)]
        elif name in ("integer", "fraction"):
            made = _of(numbers(found), name, choice)
        else:
            made = None if name == "null" else bool(choice % 2)
        return self._with_branches(found, made, number, depth)

    def _with_branches(self, found: Node, made: Any, number: int, depth: int) -> Any:
        """Add to an object what branches beside it ask for."""
        for branch in found.get("all", ()):
            if isinstance(made, dict) and not branch.reach:
                other = self.sample(branch, number, depth + 1)
                made = {**other, **made} if isinstance(other, dict) else made
        return made

    def _branched(self, found: Node, number: int, depth: int, choice: int) -> Any:
        """Take one branch of each group and one side of each condition, others if they fail."""
        for turn in range(4):
            joined = _chosen(found, choice + turn)
            if not joined.never:
                try:
                    return self.sample(joined, number, depth + 1)
                except NoSampleError:
                    continue
        raise NoSampleError

    def object(self, found: Node, number: int, depth: int) -> dict[str, Any]:
        """Return an object: what is required; of a higher number some of the rest."""
        needed = set(found.get("required", ()))
        named = found.get("properties", {})
        wanted = [
            name
            for name in named
            if name in needed or (number and chance(found, number, name) % 10 < _SHARE)
        ]
        wanted += sorted(needed - set(wanted))
        made: dict[str, Any] = {}
        for name in self._dependent(found, wanted):
            inner = property_of(found, name)
            try:
                made[name] = self.sample(inner, number, depth + 1)
            except NoSampleError:
                if name in needed:
                    raise
        least, most = found.get("counts", (0, None))
        self._fill(found, made, least, depth)
        if most is not None:
            for name in [name for name in made if name not in needed][: max(len(made) - most, 0)]:
                del made[name]
        return made

    def _fill(self, found: Node, made: dict[str, Any], least: int, depth: int) -> None:
        """Add properties until there are enough."""
        for name in (*found.get("properties", {}), *_unknown_names(found)):
            if len(made) >= least:
                return
            inner = property_of(found, name)
            if name not in made and not inner.never:
                made[name] = self.sample(inner, 0, depth + 1)

    @staticmethod
    def _dependent(found: Node, wanted: list[str]) -> list[str]:
        asked = found.get("dependent", {})
        names = dict.fromkeys(wanted)
        for name in (waiting := list(wanted)):
            for other in sorted(asked.get(name, ())):
                if other not in names:
                    names[other] = None
                    waiting.append(other)
        return list(names)

    def array(self, found: Node, number: int, depth: int, least: int = 0) -> list[Any]:
        """Return an array of as few rows as there may be, at least so many."""
        count = max(found.get("rows", (0, None))[0], least)
        made: list[Any] = []
        for inner, times, _ in found.get("contains", ()):
            behind = (
                both(inner, found.get("items", ANY)) if "prefix" not in found.keywords else inner
            )
            made.extend(self.several(behind, times, depth))
        if count > _MOST_ROWS or len(made) > _MOST_ROWS:
            raise NoSampleError
        prefix = len(found.get("prefix", ()))
        if "unique" in found.keywords and prefix < count:
            more = self.several(found.get("items", ANY), count + len(made), depth)
            made += [row for row in more if row not in made][: count - len(made)]
        for at in range(len(made), count):
            made.append(self.sample(found.row(at), number, depth + 1))
        return made

    def several(self, found: Node, count: int, depth: int) -> list[Any]:
        """Return so many different samples."""
        judge = judge_of(found)
        made: dict[str, Any] = {}
        for number in range(4 * count + 4):
            if len(made) >= count:
                break
            value = self.sample(found, number, depth + 1)
            made[canonical(value)] = value
        for value in scalars(found):
            if len(made) >= count:
                break
            if judge is not None and accepts(judge, value):
                made[canonical(value)] = value
        return list(made.values())[:count]


_SHARE = 6
"""So many of ten properties that may be left out are there."""


def chance(found: Node, number: int, name: str = "") -> int:
    """Return a number by chance, the same one each time."""
    return crc32(f"{found.key} {number} {name}".encode("utf-8", "surrogatepass"))


def _unknown_names(found: Node) -> Iterator[str]:
    for inner in found.get("named", {}):
        yield from matching((inner,))
    yield from (f"another{at}" for at in range(60))


def _chosen(found: Node, choice: int) -> Node:
    """Return a node with one branch of each group and one side of each condition."""
    joined = node({key: value for key, value in found.keywords.items() if key not in _CHOICES})
    for at, group in enumerate((*found.get("any", ()), *found.get("one", ()))):
        joined = both(joined, group[(choice >> at) % len(group)])
    for at, (asked, then, other) in enumerate(found.get("conditions", ())):
        side = other if (choice >> at) % 2 == 0 else both(asked, then)
        joined = both(joined, side)
    return joined


_CHOICES = ("any", "one", "conditions")


def _likely(found: Node) -> list[str]:
    """Return the types that a value may have, those that the keywords speak of first."""
    spoken = {name for keyword in found.keywords for name in OF_TYPE.get(keyword, ())}
    names = [name for name in TYPES if name in found.types]
    return sorted(names, key=lambda name: name not in spoken) or ["null"]


def _of(values: list[int | float], name: str, choice: int) -> int | float:
    fitting = [value for value in values if (value == int(value)) == (name == "integer")]
    if not fitting:
        raise NoSampleError
    return fitting[choice % len(fitting)]


def plain(number: Fraction) -> int | float:
    """Return a number as JSON has it."""
    if number.denominator == 1:
        return number.numerator
    try:
        return float(number)
    except OverflowError:
        return floor(number)


def step_of(found: Node) -> Fraction:
    """Return the step that fits all multiples, 1 without any."""
    steps = [exact(step) for step in found.get("multipleOf", ())]
    if not steps:
        return Fraction(1)
    below = lcm(*(step.denominator for step in steps))
    return Fraction(lcm(*(int(step * below) for step in steps)), below)


def numbers(found: Node) -> list[int | float]:
    """Return numbers that fit the limits and steps, those near a limit first."""
    step = step_of(found)
    low, high = (found.get(name) for name in ("lower", "upper"))
    made: list[Fraction] = []
    if low is not None:
        first = ceil(exact(low[0]) / step) * step
        made += [first + step * at for at in range(3)]
    if high is not None:
        last = floor(exact(high[0]) / step) * step
        made += [last - step * at for at in range(3)]
    if low is None and high is None:
        made += [Fraction(0), step, step * 2, -step]
    if "fraction" in found.types and "multipleOf" not in found.keywords:
        made += [number + Fraction(1, 2) * sign for number in made for sign in (1, -1)]
        made += _between(low, high)
    return [plain(number) for number in dict.fromkeys(made) if _within(number, low, high)]


def _between(low: Any, high: Any) -> list[Fraction]:
    return [(exact(low[0]) + exact(high[0])) / 2] if low and high else []


def _within(number: Fraction, low: Any, high: Any) -> bool:
    above = low is None or number > exact(low[0]) or (number == exact(low[0]) and not low[1])
    below = high is None or number < exact(high[0]) or (number == exact(high[0]) and not high[1])
    return above and below


def strings(found: Node) -> list[str]:
    """Return texts that fit pattern, format and length. Raises NoSampleError."""
    least, most = found.get("length", (0, None))
    if least > _MOST_CHARACTERS:
        raise NoSampleError
    made: list[str] = []
    for name in found.get("format", ()):
        made += FORMATS.get(name, ())
    if "pattern" in found.keywords:
        made += matching(found.get("pattern"), least, most)
    elif "format" not in found.keywords:
        base = "".join("abc"[at % 3] for at in range(max(least, 1 if most != 0 else 0)))
        made += [base, base + "a", base + "bc", *({"", "b", "c"} if not least else ())]
    made = [text for text in made if least <= len(text) and (most is None or len(text) <= most)]
    if not made:
        raise NoSampleError
    return list(dict.fromkeys(made))


def scalars(found: Node) -> list[Any]:
    """Return values near what the keywords of a node say, fitting or not."""
    made: list[Any] = [*found.get("enum", ())[:_MOST_LISTED]]
    step = plain(step_of(found))
    for name in ("lower", "upper"):
        bound = found.get(name)
        if bound is not None:
            near = [exact(bound[0]) + exact(step) * at for at in (0, 1, -1, 2, -2)]
            near += [exact(bound[0]) + Fraction(at, 2) for at in (1, -1)]
            made += [plain(number) for number in near]
    for size in found.get("multipleOf", ()):
        made += [plain(exact(size) * at) for at in (1, 2, 3, 5, 7)]
    if found.types & {"integer", "fraction"}:
        made += numbers(found)
    if "string" in found.types:
        made += _texts(found)
    return made


def _texts(found: Node) -> list[str]:
    try:
        made = strings(found)
    except NoSampleError:
        made = []
    least, most = found.get("length", (0, None))
    for limit in (
        least - 1,
        least,
        least + 1,
        *(() if most is None else (most - 1, most, most + 1)),
    ):
        if 0 <= limit <= _MOST_CHARACTERS:
            patterns = found.get("pattern")
            fitting = matching(patterns, limit, limit, 1) if patterns else ()
            made += fitting or ("a" * limit,)
    for name in found.get("format", ()):
        made += FORMATS.get(name, ())
    made += [text + "x" for text in made[:2]] + [text[:-1] for text in made[:2]]
    return [*made, *(text for text in ("", "a", "甲", "0", "-") if "pattern" in found.keywords)]
