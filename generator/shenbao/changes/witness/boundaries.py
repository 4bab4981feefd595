"""Values near which two versions of a schema may differ: limits, list values, presence, rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import chain, islice, product
from typing import Any

from shenbao.changes.canonical.intersection import both, property_of
from shenbao.changes.canonical.node import ANY, NUMBERS, Node, canonical, node
from shenbao.changes.witness.patterns import UndecidedError, difference
from shenbao.changes.witness.samples import NoSampleError, Sampler, scalars

_OF_EACH_TYPE: tuple[Any, ...] = ("a", 0, 1, 0.5, True, None, [], {})
ANOTHER = "_another_"
"""The name of a property that no schema names."""

_VARIANTS = 4
_MOST_SEEDS = 24
_MOST_LISTED = 40
_MOST_NAMES = 4
_MOST_ROWS = 300
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Values near the limits of two versions, made with samples of both."""

    sampler: Sampler

    def values(
        self, old: Node, new: Node, names: Iterable[str] = (), depth: int = 0
    ) -> Iterator[Any]:
        """Yield values, the likeliest first; ``names`` are the properties that matter."""
        seen: set[str] = set()
        for value in self._values(old, new, tuple(names), depth):
            key = canonical(value)
            if key not in seen:
                seen.add(key)
                yield value

    def _values(self, old: Node, new: Node, names: tuple[str, ...], depth: int) -> Iterator[Any]:
        if not names:
            yield from self._scalars(old, new)
        kinds = old.types | new.types
        if "object" in kinds and (names or _speaks_of(old, new, "object")):
            yield from self._objects(old, new, names, depth)
        if "array" in kinds and _speaks_of(old, new, "array"):
            yield from self._arrays(old, new, depth)
        for version in (old, new):
            yield from self.samples(version)
        yield from _OF_EACH_TYPE

    @staticmethod
    def _scalars(old: Node, new: Node) -> Iterator[Any]:
        patterns = [version.get("pattern", ()) for version in (old, new)]
        if patterns[0] != patterns[1]:
            for accepting, refusing in (patterns, patterns[::-1]):
                try:
                    found = difference(accepting, refusing)
                except UndecidedError:
                    continue
                if found is not None:
                    yield found
        yield from _listed_once(old, new)
        for seed in _seeds_of_both(old, new):
            yield from scalars(seed)

    def samples(self, found: Node, count: int = _VARIANTS) -> Iterator[Any]:
        """Yield the first samples of a node."""
        for number in range(count):
            try:
                yield self.sampler.sample(found, number)
            except NoSampleError:
                continue

    def _objects(
        self, old: Node, new: Node, names: tuple[str, ...], depth: int
    ) -> Iterator[dict[str, Any]]:
        """Yield objects with and without the properties that matter, and around each condition."""
        seeds = _seeds_of_both(old, new)
        bases = [base for seed in seeds for base in self.samples(seed) if isinstance(base, dict)]
        told = names[:_MOST_NAMES]
        for base in bases:
            yield from self._present(base, old, new, told)
        yield from bases
        for base in bases:
            yield from _other_counts(base, old, new)
        if depth < _DEEPEST and not names:
            inner = dict.fromkeys(chain.from_iterable(map(_named_inside, seeds)))
            if any("others" in seed.keywords for seed in seeds):
                inner[ANOTHER] = None
            for base in bases[:_VARIANTS]:
                for name in list(inner)[:40]:
                    yield {key: value for key, value in base.items() if key != name}
                    for value in self.values(
                        _inside(seeds, name), property_of(new, name), depth=depth + 1
                    ):
                        yield {**base, name: value}

    def _present(
        self, base: dict[str, Any], old: Node, new: Node, names: tuple[str, ...]
    ) -> Iterator[dict[str, Any]]:
        """Yield a base with each choice of the properties that matter."""
        values = [
            [*self._of_property(old, new, name), *_OF_EACH_TYPE][: 6 if len(names) > 1 else 14]
            for name in names
        ]
        bare = {key: value for key, value in base.items() if key not in names}
        for chosen in product(*([_ABSENT, *options] for options in values)):
            there = zip(names, chosen, strict=True)
            yield {**bare, **{name: value for name, value in there if value is not _ABSENT}}

    def _of_property(self, old: Node, new: Node, name: str) -> Iterator[Any]:
        for version in (property_of(old, name), property_of(new, name)):
            yield from self.samples(version, 2)

    def _arrays(self, old: Node, new: Node, depth: int) -> Iterator[list[Any]]:
        """Yield arrays of as many rows as a limit says, one more and one less, and with twins."""
        sizes = {0, 1, 2, 3}
        for version in (old, new):
            least, most = version.get("rows", (0, None))
            prefix = len(version.get("prefix", ()))
            for limit in (least, most or 0, prefix):
                sizes |= {limit - 1, limit, limit + 1}
        for size in sorted(size for size in sizes if 0 <= size <= _MOST_ROWS):
            for version in (old, new):
                yield from self._rows(version, size)
        if depth < _DEEPEST:
            yield from self._other_rows(old, new, depth)

    def _rows(self, version: Node, size: int) -> Iterator[list[Any]]:
        for number in range(2):
            try:
                row = self.sampler.array(version, number, 0, size)
            except NoSampleError:
                continue
            yield row
            yield row[:size]
            if row:
                yield [*row[: size - 1], row[0]] if size > 1 else [row[0], row[0]]
            for inner, _, most in version.get("contains", ()):
                some = [*self.samples(inner)][:1]
                yield from ([*some * count, *row] for count in range(1, (most or 1) + 2))

    def _other_rows(self, old: Node, new: Node, depth: int) -> Iterator[list[Any]]:
        """Yield rows of values near the limits of what a row has to be."""
        inner = [
            [item for item, _, _ in version.get("contains", ())] or [ANY] for version in (old, new)
        ]
        for value in self.values(inner[0][0], inner[1][0], depth=depth + 1):
            yield [value]
            yield [value, value]


class _Absent:
    """A property that is not there."""


_ABSENT: Any = _Absent()


def _speaks_of(old: Node, new: Node, kind: str) -> bool:
    """Say whether a version says more of a type than that it is allowed."""
    only = {"integer": NUMBERS}.get(kind, frozenset({kind}))
    return any(
        version.keywords and version.types & only and "enum" not in version.keywords
        for version in (old, new)
    )


def _seeds(version: Node) -> Iterator[Node]:
    """Yield a version and what it is in each branch, on each side of each condition."""
    yield version
    plain = node({key: value for key, value in version.keywords.items() if key not in _BRANCHING})
    groups = (*version.get("any", ()), *version.get("one", ()))
    for group in groups:
        for branch in group:
            yield both(plain, branch)
        yield both(plain, reduce(both, group))
    for asked, then, other in version.get("conditions", ()):
        yield from (both(plain, side) for side in (asked, both(asked, then), other))
    for inner in version.get("not", ()):
        yield both(plain, inner)
    for name, inner in version.get("dependents", {}).items():
        there = node({"type": frozenset({"object"}), "required": frozenset({name})})
        yield both(plain, there)
        yield both(both(plain, there), inner)
    for inner in version.get("all", ()):
        yield inner


_BRANCHING = ("any", "one", "conditions", "not", "dependents", "all")


def _seeds_of_both(old: Node, new: Node) -> list[Node]:
    """Return the seeds of both versions: the versions, then what only one of them has."""
    found = [{seed.key: seed for seed in _seeds(version)} for version in (old, new)]
    shared = found[0].keys() & found[1].keys()
    own = [seed for side in found for key, seed in side.items() if key not in shared]
    rest = [seed for key, seed in found[0].items() if key in shared]
    seeds = {seed.key: seed for seed in (old, new, *own, *rest)}
    return list(seeds.values())[:_MOST_SEEDS]


def _listed_once(old: Node, new: Node) -> Iterator[Any]:
    """Yield the values that only one version lists."""
    sides = [
        {canonical(value): value for value in version.get("enum", ())} for version in (old, new)
    ]
    for side, other in (sides, sides[::-1]):
        yield from islice((value for key, value in side.items() if key not in other), _MOST_LISTED)


def _named_inside(seed: Node) -> Iterator[str]:
    yield from seed.get("properties", {})
    yield from sorted(seed.get("required", ()))


def _inside(seeds: list[Node], name: str) -> Node:
    """Return what a property has to be in the first place that says something of it."""
    found = (property_of(seed, name) for seed in seeds)
    return next((inner for inner in found if inner.keywords and not inner.never), ANY)


def _other_counts(base: dict[str, Any], old: Node, new: Node) -> Iterator[dict[str, Any]]:
    """Yield a base with as many properties as a limit says, one more and one less."""
    limits = [limit or 0 for version in (old, new) for limit in version.get("counts", ())]
    for limit in sorted({size for one in limits for size in (one - 1, one, one + 1)}):
        if limit < 0 or limit > _MOST_ROWS:
            continue
        made = dict(list(base.items())[:limit])
        known = [*old.get("properties", {}), *new.get("properties", {})]
        for name in (*known, *(f"another{at}" for at in range(limit))):
            if len(made) < limit and name not in made:
                made[name] = "a"
        yield made
