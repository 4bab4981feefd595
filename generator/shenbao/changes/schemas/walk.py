"""Two canonical schemas walked side by side: every change that their keywords tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from shenbao.changes.canonical.node import Node, node
from shenbao.changes.schemas import branches, facets, objects
from shenbao.changes.schemas.facets import Pair
from shenbao.changes.terms import Direction
from shenbao.changes.witness.claims import At, Claim
from shenbao.core.errors import ShenbaoError

MOST_PLACES = 50_000
"""Pairs of schemas that are compared, each place counted."""


@dataclass(slots=True)
class Walk:
    """One comparison; ``renames`` are old paths of fields and their new ones."""

    renames: Mapping[str, str] = field(default_factory=dict)
    seen: int = 0

    def claims(self, old: Node, new: Node, at: At) -> Iterator[Claim]:
        """Yield what changed from one schema to the other. Raises ShenbaoError where too much."""
        if old.full == new.full:
            return
        self.seen += 1
        if self.seen > MOST_PLACES:
            raise ShenbaoError("compare-large", limit=MOST_PLACES)
        pair = Pair(old, new, at)
        yield from facets.notes(pair)
        if old.key == new.key:
            yield from self.inside(pair)
            return
        told = False
        for claim in self.differences(pair):
            told = told or claim.kind != "annotation-changed"
            yield claim
        if not told:
            yield pair.claim("schema-changed", Direction.UNDETERMINED)

    def differences(self, pair: Pair) -> Iterator[Claim]:
        """Yield the changes of two schemas that do not say the same."""
        old, new = pair.old, pair.new
        if old.never or new.never:
            kind = "schema-closed" if new.never else "schema-opened"
            direction = Direction.TIGHTER if new.never else Direction.LOOSER
            yield pair.claim(kind, direction)
        elif any(old.get(name) != new.get(name) for name in ("opaque", "recursive")):
            yield from _untold(pair)
        elif "enum" in old.keywords or "enum" in new.keywords:
            yield from facets.values(pair)
        else:
            yield from facets.types(pair)
            yield from facets.bounds(pair)
            yield from facets.ranges(pair)
            yield from facets.steps(pair)
            yield from facets.texts(pair, "pattern")
            yield from facets.texts(pair, "format")
            yield from facets.unique(pair)
            yield from self.inside(pair)

    def inside(self, pair: Pair) -> Iterator[Claim]:
        """Yield the changes of what is in two schemas."""
        yield from branches.rows(pair, self.claims)
        yield from objects.properties(pair, self.claims, self.renames)
        yield from objects.others(pair, self.claims)
        yield from objects.names(pair, self.claims)
        yield from objects.dependencies(pair, self.claims)
        yield from branches.contains(pair, self.claims)
        yield from branches.conditions(pair, self.claims)
        yield from branches.groups(pair, self.claims)
        yield from branches.exclusions(pair, self.claims)
        yield from branches.conjuncts(pair, self.claims)


_UNEVALUATED = ("unevaluated_properties", "unevaluated_items")


def _untold(pair: Pair) -> Iterator[Claim]:
    """Tell what there are no words for, unless all of it is that the rest was closed."""
    beside = [
        node({key: value for key, value in side.keywords.items() if key not in _SEEING})
        for side in (pair.old, pair.new)
    ]
    seeing = [any(name in side.keywords for name in _UNEVALUATED) for side in (pair.old, pair.new)]
    if beside[0].key == beside[1].key and seeing[0] != seeing[1]:
        # Beside the same rest it is one demand more, whatever it sees of the rest.
        version = pair.new if seeing[1] else pair.old
        of_rows = "unevaluated_items" in version.keywords
        what = "rows" if of_rows else "object"
        direction = Direction.TIGHTER if seeing[1] else Direction.LOOSER
        yield pair.claim(f"{what}-{'closed' if seeing[1] else 'opened'}", direction)
    else:
        yield pair.claim("schema-changed", Direction.UNDETERMINED)


_SEEING = (*_UNEVALUATED, "opaque")
