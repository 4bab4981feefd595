"""Properties compared: which there are, which must be there, what others may be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

from shenbao.changes.canonical.intersection import both, property_of
from shenbao.changes.canonical.node import ANY, Node, node
from shenbao.changes.schemas.facets import Claims, Pair
from shenbao.changes.terms import Direction
from shenbao.changes.witness.boundaries import ANOTHER
from shenbao.changes.witness.claims import At, Claim, title_of
from shenbao.changes.witness.patterns import matching

Below: TypeAlias = Callable[[Node, Node, At], Iterator[Claim]]

_T, _L, _B = Direction.TIGHTER, Direction.LOOSER, Direction.BOTH
_N, _U = Direction.NEUTRAL, Direction.UNDETERMINED


def joined(directions: Iterable[Direction]) -> Direction:
    """Return the direction of changes together; which of two wins nobody knows."""
    found = set(directions) - {_N}
    if not found:
        return _N
    return found.pop() if len(found) == 1 and not found & {_B, _U} else _U


@dataclass(frozen=True, slots=True)
class _Objects:
    """The properties of both versions; ``below`` compares two schemas further in."""

    pair: Pair
    below: Below
    renames: Mapping[str, str]

    def told(self, side: str) -> Mapping[str, Node]:
        found: Mapping[str, Node] = getattr(self.pair, side).get("properties", {})
        return found

    def effective(self, side: str, name: str) -> Node:
        """Return what a property of a name has to be."""
        version: Node = getattr(self.pair, side)
        return property_of(version, name)

    def renamed(self) -> dict[str, str]:
        """Return old names and new ones: by the map that was given, else by the same x-id."""
        old, new = self.told("old"), self.told("new")
        gone = [name for name in old if name not in new]
        come = [name for name in new if name not in old]
        ids = {new[name].notes["x-id"]: name for name in come if "x-id" in new[name].notes}
        found: dict[str, str] = {}
        for name in gone:
            path = f"{self.pair.at.field}.{name}".strip(".")
            given = self.renames.get(path, "").rpartition(".")[2]
            name_now = given if given in come else ids.get(old[name].notes.get("x-id", ""), "")
            if name_now and name_now not in found.values():
                found[name] = name_now
        return found

    def at(self, old: str, new: str) -> At:
        side = self.told("new").get(new) or self.told("old").get(old) or ANY
        return self.pair.at.property(old, new, title_of(side, new))

    def claims(self) -> Claims:
        renames = self.renamed()
        consumed: set[str] = set()
        for old, new in renames.items():
            yield self.rename(old, new)
            yield from self.below(
                self.effective("old", old), self.effective("new", new), self.at(old, new)
            )
        moved = {*renames, *renames.values()}
        for name in dict.fromkeys((*self.told("old"), *self.told("new"))):
            if name in moved:
                continue
            found = self.presence(name)
            if found is None:
                yield from self.below(
                    self.effective("old", name), self.effective("new", name), self.at(name, name)
                )
                continue
            if found.kind.startswith("required-property"):
                consumed.add(name)
            if found.kind:
                yield found
        yield from self.demands(renames, consumed)

    def rename(self, old: str, new: str) -> Claim:
        here = self.pair.at.field
        paths = [f"{here}.{name}".strip(".") for name in (old, new)]
        return self.pair.claim(
            "property-renamed",
            _B,
            old=old,
            new=new,
            names=(old, new),
            mapping={paths[0]: paths[1]},
            values={
                "old": title_of(self.told("old")[old], old),
                "new": title_of(self.told("new")[new], new),
                "old_name": old,
                "new_name": new,
            },
        )

    def presence(self, name: str) -> Claim | None:
        """Return the change of whether a property may be there; None where it may in both."""
        old, new = self.effective("old", name), self.effective("new", name)
        if old.never and new.never:
            return None
        in_old, in_new = name in self.told("old"), name in self.told("new")
        needed = [name in side.get("required", ()) for side in (self.pair.old, self.pair.new)]
        if old.never:
            kind = "required-property-added" if needed == [False, True] else "property-added"
        elif new.never:
            kind = "required-property-removed" if needed == [True, False] else "property-removed"
        elif not in_old and in_new and old.always and not new.always:
            kind = "property-typed"
        elif in_old and not in_new and new.always and not old.always:
            kind = "property-untyped"
        else:
            return None
        there = new if kind in _COMING else old
        side = self.told("new" if kind in _COMING else "old").get(name, there)
        return self.pair.claim(
            kind,
            _PRESENCE[kind],
            **{"new" if kind in _COMING else "old": name},
            names=(name,),
            values={"name": title_of(side, name)},
        )

    def demands(self, renames: Mapping[str, str], consumed: set[str]) -> Claims:
        """Tell properties that must be there from now on, or need not be any longer."""
        before = self.pair.old.get("required", frozenset())
        after = self.pair.new.get("required", frozenset())
        new_name = {**{name: name for name in before}, **renames}
        carried = {new_name[name]: name for name in before}
        for name in sorted(after - carried.keys() - consumed):
            yield self.demand("required-added", _T, name, side="new")
        for name in sorted(carried.keys() - after):
            if carried[name] not in consumed:
                yield self.demand("required-removed", _L, carried[name], side="old")

    def demand(self, kind: str, direction: Direction, name: str, *, side: str) -> Claim:
        return self.pair.claim(
            kind,
            direction,
            **{side: name},
            names=(name,),
            values={"name": title_of(self.told(side).get(name, ANY), name)},
            failing=frozenset({"required"}),
        )


_PRESENCE = {
    "required-property-added": _B,
    "required-property-removed": _B,
    "property-added": _L,
    "property-removed": _T,
    "property-typed": _T,
    "property-untyped": _L,
}
_COMING = ("required-property-added", "property-added", "property-typed")


def properties(pair: Pair, below: Below, renames: Mapping[str, str]) -> Claims:
    """Tell what changed of the properties that have a name."""
    if "object" in pair.old.types & pair.new.types:
        yield from _Objects(pair, below, renames).claims()


def others(pair: Pair, below: Below) -> Claims:
    """Tell what changed of properties that no name is given for."""
    if "object" not in pair.old.types & pair.new.types:
        return
    for keyword, name in (("additionalProperties", "others"), *_UNEVALUATED):
        old, new = pair.old.get(name, ANY), pair.new.get(name, ANY)
        if old.key == new.key:
            continue
        if new.never or old.never:
            kind, direction = ("object-closed", _T) if new.never else ("object-opened", _L)
        else:
            found = below(old, new, pair.at.others(keyword, ANOTHER))
            kind, direction = "others-changed", joined(claim.direction for claim in found)
        yield pair.claim(kind, direction, names=(ANOTHER,))
    yield from _by_pattern(pair, below)


_UNEVALUATED = (("unevaluatedProperties", "unevaluated_properties"),)


def _by_pattern(pair: Pair, below: Below) -> Claims:
    """Tell what changed of properties whose names match a pattern."""
    old, new = dict(_named(pair.old)), dict(_named(pair.new))
    for expression in sorted({*old, *new}):
        before = old.get(expression, pair.old.get("others", ANY))
        after = new.get(expression, pair.new.get("others", ANY))
        if before.key == after.key:
            continue
        name = next(iter(matching((expression,))), ANOTHER)
        # Beside another pattern that matches the same names nobody knows which one decides.
        alone = (expression in old and expression in new) or len({*old, *new}) == 1
        found = below(before, after, pair.at.others("patternProperties", name))
        direction = joined(claim.direction for claim in found) if alone else _U
        yield pair.claim("others-changed", direction, old=expression, new=expression, names=(name,))


def _named(version: Node) -> list[tuple[str, Node]]:
    return sorted(version.get("named", {}).items(), key=lambda item: str(item[0]))


def names(pair: Pair, below: Below) -> Claims:
    """Tell what changed of what names of properties have to be."""
    old, new = (
        {found.key: found for found in side.get("names", ())} for side in (pair.old, pair.new)
    )
    removed = [found for key, found in old.items() if key not in new]
    added = [found for key, found in new.items() if key not in old]
    if not removed and not added:
        return
    found = below(reduce(both, removed, ANY), reduce(both, added, ANY), pair.at)
    yield pair.claim("names-changed", joined(claim.direction for claim in found), names=(ANOTHER,))


def dependencies(pair: Pair, below: Below) -> Claims:
    """Tell what a property that is there asks for beside it."""
    before, after = (side.get("dependent", {}) for side in (pair.old, pair.new))
    for name in sorted({*before, *after}):
        old, new = (side.get(name, frozenset()) for side in (before, after))
        for kind, direction, side, needs in (
            ("dependency-added", _T, "new", new - old),
            ("dependency-removed", _L, "old", old - new),
        ):
            if needs:
                yield pair.claim(
                    kind,
                    direction,
                    **{side: {name: sorted(needs)}},
                    names=(name, *sorted(needs)),
                    values={"name": name, "what": _listed(sorted(needs))},
                    failing=frozenset({"required", "dependentRequired"}),
                )
    before, after = (side.get("dependents", {}) for side in (pair.old, pair.new))
    for name in sorted({*before, *after}):
        old, new = before.get(name, ANY), after.get(name, ANY)
        if old.key != new.key:
            at = pair.at.within(
                f"dependentSchemas/{name}",
                "change-in-condition",
                _with(old, name),
                _with(new, name),
            )
            found = tuple(below(old, new, at))
            yield pair.claim(
                "condition-changed", joined(claim.direction for claim in found), names=(name,)
            )


def _listed(found: list[str]) -> str:
    return ", ".join(found)


def _with(found: Node, name: str) -> Node:
    return both(found, node({"type": frozenset({"object"}), "required": frozenset({name})}))
