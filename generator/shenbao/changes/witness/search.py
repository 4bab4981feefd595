"""The search for a proof: an instance of the whole schema that one version only accepts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from shenbao.changes.canonical.document import Document
from shenbao.changes.canonical.intersection import both, property_of
from shenbao.changes.canonical.node import Node, node
from shenbao.changes.canonical.values import accepts
from shenbao.changes.model import Side, Witness
from shenbao.changes.terms import Direction
from shenbao.changes.witness.boundaries import Boundaries
from shenbao.changes.witness.claims import Claim, Path, Step
from shenbao.changes.witness.samples import NoSampleError, Sampler

MOST_VALUES = 400
"""Values that are tried for a change, in each of a few surroundings."""

MOST_IN_ALL = 60_000
"""Instances that are tried for all changes of a comparison."""

_SURROUNDINGS = 3
_NEEDED = {
    Direction.TIGHTER: frozenset({"old"}),
    Direction.LOOSER: frozenset({"new"}),
    Direction.NEUTRAL: frozenset(),
}
_APPLYING = frozenset(
    {
        *("anyOf", "oneOf", "not", "if", "contains", "falseSchema", "propertyNames"),
        *(
            "additionalProperties",
            "unevaluatedProperties",
            "unevaluatedItems",
            "oneOfMultipleValid",
        ),
        *("oneOfNotValid", "allOf", "const", "enum"),
    }
)
"""Keywords that refuse a value for what is wrong further in."""


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two schemas: as it is, and in canonical form."""

    document: Document
    root: Node


@dataclass(slots=True)
class Search:
    """The search in one pair of schemas."""

    old: Version
    new: Version
    sampler: Sampler = field(default_factory=Sampler)
    tried: int = 0

    def proofs(self, claim: Claim) -> tuple[Witness, ...]:
        """Return an instance for each side that is needed, as far as any was found."""
        needed = _NEEDED.get(claim.direction, frozenset({"old", "new"}))
        found: dict[Side, Witness] = {}
        if not needed or self.tried > MOST_IN_ALL:
            return ()
        for instance, path in self.instances(claim, needed):
            if len(found) == len(needed) or self.tried > MOST_IN_ALL:
                break
            self.tried += 1
            side = self.side_of(instance)
            if side is None or side in found or side not in needed:
                continue
            if self.refused_there(instance, side, path, claim):
                found[side] = Witness(instance=instance, accepted_by=side)
        return tuple(found[side] for side in sorted(found, reverse=True))

    def side_of(self, instance: Any) -> Side | None:
        """Return which version alone accepts an instance, None for both or neither."""
        old, new = (accepts(one.document.judge, instance) for one in (self.old, self.new))
        if old == new:
            return None
        return "old" if old else "new"

    def refused_there(self, instance: Any, side: Side, path: Path, claim: Claim) -> bool:
        """Say whether what the other version refuses is the change and nothing else."""
        other = self.new if side == "old" else self.old
        for failure in other.document.judge.failures(instance):
            here = failure.path[: len(path)] == path
            if here and (not claim.failing or failure.keyword in claim.failing):
                return True
            around = path[: len(failure.path)] == failure.path
            if around and failure.keyword in _APPLYING:
                return True
        return False

    def instances(self, claim: Claim, needed: frozenset[str]) -> Iterator[tuple[Any, Path]]:
        """Yield whole instances with values near the change in place, and the way to the value."""
        steps = claim.at.steps
        try:
            inner = [_inner(one.root, steps, side) for one, side in self._sides()]
        except NoSampleError:
            return
        # In one order for both comparisons, this one and the one the other way round.
        first, second = sorted(inner, key=lambda one: one.key)
        near = Boundaries(self.sampler).values(first, second, claim.names)
        values = list(islice(near, MOST_VALUES))
        for version, side in self._sides():
            if side not in needed:
                continue
            path = tuple(token for step in steps for token in _tokens(step, side))
            for number in range(_SURROUNDINGS):
                if number and not steps:
                    break
                try:
                    shell = self.around(version.root, steps, side, number)
                except NoSampleError:
                    continue
                for value in values:
                    yield _put(shell, path, value), path

    def _sides(self) -> Iterator[tuple[Version, Side]]:
        yield self.old, "old"
        yield self.new, "new"

    def around(self, found: Node, steps: Sequence[Step], side: Side, number: int) -> Any:
        """Return a sample of a node with None where the steps lead. Raises NoSampleError."""
        if not steps:
            return None
        step, rest = steps[0], steps[1:]
        if step.kind == "within":
            return self.around(_branch(found, step, side), rest, side, number)
        inner = self.around(_step(found, step, side), rest, side, number)
        if step.kind == "property":
            made = self.sampler.object(both(found, _OBJECT), number, 0)
            return {**made, _name(step, side): inner}
        rows = self.sampler.array(both(found, _ARRAY), number, 0, step.at + 1)
        return [*rows[: step.at], inner, *rows[step.at + 1 :]]


_OBJECT, _ARRAY = (node({"type": frozenset({name})}) for name in ("object", "array"))


def _put(shell: Any, path: Path, value: Any) -> Any:
    """Return a value with another one in its place; the rest of it is shared."""
    if not path:
        return value
    made = shell.copy()
    made[path[0]] = _put(shell[path[0]], path[1:], value)
    return made


def _name(step: Step, side: Side) -> str:
    return step.old if side == "old" else step.new


def _tokens(step: Step, side: Side) -> Path:
    if step.kind == "within":
        return ()
    return (_name(step, side),) if step.kind == "property" else (step.at,)


def _step(found: Node, step: Step, side: Side) -> Node:
    if step.kind == "property":
        return property_of(found, _name(step, side))
    return found.row(step.at)


def _inner(found: Node, steps: Sequence[Step], side: Side) -> Node:
    """Return what a value at the end of the steps has to be, with all that holds around it."""
    for step in steps:
        found = _branch(found, step, side) if step.kind == "within" else _step(found, step, side)
    return found


def _branch(found: Node, step: Step, side: Side) -> Node:
    """Return a node in one of its branches: without the choice that leads to it."""
    inner = step.inner_old if side == "old" else step.inner_new
    kept = {key: value for key, value in found.keywords.items() if key != "conditions"}
    groups = tuple(
        group for group in kept.get("any", ()) if inner.key not in {one.key for one in group}
    )
    if groups:
        kept["any"] = groups
    else:
        kept.pop("any", None)
    return both(node(kept), inner)
