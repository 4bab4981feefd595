"""Conditions and branches compared: if and then, any of, one of, not, contains, rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from shenbao.changes.canonical.intersection import both
from shenbao.changes.canonical.node import ANY, Node, node
from shenbao.changes.schemas.facets import Claims, Pair
from shenbao.changes.schemas.objects import Below, joined
from shenbao.changes.terms import Direction
from shenbao.changes.witness.claims import At, Claim

_T, _L, _U = Direction.TIGHTER, Direction.LOOSER, Direction.UNDETERMINED


def rows(pair: Pair, below: Below) -> Claims:
    """Tell what changed of the rows of an array."""
    if "array" not in pair.old.types & pair.new.types:
        return
    count = max(len(side.get("prefix", ())) for side in (pair.old, pair.new))
    for at in range(count):
        yield from _row(pair, below, pair.at.row(at, f"prefixItems/{at}", str(at + 1)))
    yield from _row(pair, below, pair.at.row(count, "items", None))
    for keyword in ("unevaluated_items",):
        old, new = pair.old.get(keyword, ANY), pair.new.get(keyword, ANY)
        if old.key != new.key:
            yield _closing(pair, old, new) or pair.claim("others-changed", _U)


def _row(pair: Pair, below: Below, at: At) -> Iterator[Claim]:
    old, new = (side.row(at.steps[-1].at) for side in (pair.old, pair.new))
    closing = _closing(pair, old, new)
    if closing is not None:
        yield closing
    else:
        yield from below(old, new, at)


def _closing(pair: Pair, old: Node, new: Node) -> Claim | None:
    """Return the change where rows of a place are allowed in one version only."""
    if old.never == new.never:
        return None
    kind, direction = ("rows-closed", _T) if new.never else ("rows-opened", _L)
    return pair.claim(kind, direction)


def contains(pair: Pair, below: Below) -> Claims:
    """Tell rows that must be there, or must not be there too often."""
    if not pair.shares_types_of("contains"):
        return
    removed, added = _left(pair.old.get("contains", ()), pair.new.get("contains", ()))
    if len(removed) == len(added) == 1:
        (old, least, most), (new, least_now, most_now) = removed[0], added[0]
        directions = [_moved(least, least_now), _moved(most_now, most)]
        if old.key != new.key:
            monotone = most is None and most_now is None
            found = below(old, new, At())
            directions.append(joined(claim.direction for claim in found) if monotone else _U)
        yield pair.claim(
            "contains-changed",
            joined(directions),
            old={"minContains": least, "maxContains": most},
            new={"minContains": least_now, "maxContains": most_now},
        )
        return
    for _ in added:
        yield pair.claim("contains-added", _T)
    for _ in removed:
        yield pair.claim("contains-removed", _L)


def _moved(before: int | None, after: int | None) -> Direction:
    """Say which way a limit went where more of it is tighter; None is the most."""
    first, second = (float("inf") if limit is None else limit for limit in (before, after))
    if first == second:
        return Direction.NEUTRAL
    return _T if second > first else _L


def conditions(pair: Pair, below: Below) -> Claims:
    """Tell conditions; where the same is asked for, what then holds is compared further in."""
    removed, added = _left(pair.old.get("conditions", ()), pair.new.get("conditions", ()))
    for old in list(removed):
        new = next((one for one in added if one[0].key == old[0].key), None)
        if new is None:
            continue
        removed.remove(old)
        added.remove(new)
        asked = old[0]
        unasked = node({"not": (asked,)})
        for side, keyword, label, place in (
            (asked, "then", "change-in-condition", 1),
            (unasked, "else", "change-in-other-cases", 2),
        ):
            inner = [both(side, version[place]) for version in (old, new)]
            yield from below(old[place], new[place], pair.at.within(keyword, label, *inner))
    if len(removed) == len(added) == 1:
        yield pair.claim("condition-changed", _U)
        return
    for _ in added:
        yield pair.claim("condition-added", _T)
    for _ in removed:
        yield pair.claim("condition-removed", _L)


def groups(pair: Pair, below: Below) -> Claims:
    """Tell branches of which any, or exactly one, has to hold."""
    for keyword in ("any", "one"):
        removed, added = _left(pair.old.get(keyword, ()), pair.new.get(keyword, ()))
        if len(removed) == len(added) == 1:
            yield from _branches(pair, below, keyword, (removed[0], added[0]))
            continue
        for _ in added:
            yield pair.claim("alternatives-added", _T)
        for _ in removed:
            yield pair.claim("alternatives-removed", _L)


def _branches(
    pair: Pair, below: Below, keyword: str, versions: tuple[Sequence[Node], Sequence[Node]]
) -> Claims:
    """Tell which branches of a group were added, removed or changed."""
    removed, added = _left(*versions)
    if keyword == "one":
        # A branch more may make two of them hold at once.
        yield pair.claim("alternatives-changed", _U)
    elif len(removed) == len(added) == 1:
        at = pair.at.within("anyOf", "change-in-one-case", removed[0], added[0])
        yield from below(removed[0], added[0], at)
    else:
        direction = _U if removed and added else _T if removed else _L
        yield pair.claim("alternatives-changed", direction)


def exclusions(pair: Pair, below: Below) -> Claims:
    """Tell what must not hold: what is tighter inside is looser outside."""
    removed, added = _left(pair.old.get("not", ()), pair.new.get("not", ()))
    if len(removed) == len(added) == 1:
        found = below(removed[0], added[0], At())
        yield pair.claim("exclusion-changed", joined(claim.direction for claim in found).mirrored)
        return
    for _ in added:
        yield pair.claim("exclusion-added", _T)
    for _ in removed:
        yield pair.claim("exclusion-removed", _L)


def conjuncts(pair: Pair, below: Below) -> Claims:
    """Tell branches that must all hold and could not be joined with the rest."""
    removed, added = _left(pair.old.get("all", ()), pair.new.get("all", ()))
    if len(removed) == len(added) == 1:
        yield from below(removed[0], added[0], pair.at.within("allOf", "", removed[0], added[0]))
        return
    for _ in added:
        yield pair.claim("branch-added", _T)
    for _ in removed:
        yield pair.claim("branch-removed", _L)


def _left(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Return what stands on one side only."""
    before, after = ({_key(item): item for item in side} for side in (old, new))
    removed = [item for key, item in before.items() if key not in after]
    added = [item for key, item in after.items() if key not in before]
    return removed, added


def _key(item: object) -> str:
    if isinstance(item, Node):
        return item.key
    return " ".join(map(_key, item)) if isinstance(item, tuple) else str(item)
