"""What single keywords say of a value, compared: types, values, limits, patterns, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from shenbao.changes.canonical.node import OF_TYPE, Bound, Node, canonical, exact
from shenbao.changes.canonical.values import accepts, judge_of
from shenbao.changes.schemas.wording import (
    bound_words,
    json_words,
    list_words,
    range_words,
    step_words,
    type_words,
)
from shenbao.changes.terms import Direction
from shenbao.changes.witness.claims import At, Claim
from shenbao.changes.witness.patterns import UndecidedError, difference
from shenbao.core.messages.values import said

_T, _L, _B, _U, _N = (
    Direction.TIGHTER,
    Direction.LOOSER,
    Direction.BOTH,
    Direction.UNDETERMINED,
    Direction.NEUTRAL,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """The two versions of a schema and where they stand."""

    old: Node
    new: Node
    at: At

    def claim(self, kind: str, direction: Direction, **more: Any) -> Claim:
        """Return a change that stands here."""
        return Claim(kind=kind, direction=direction, at=self.at, **more)

    def shares_types_of(self, keyword: str) -> bool:
        """Say whether both versions allow values that a keyword says something of."""
        return bool(OF_TYPE[keyword] & self.old.types & self.new.types)


Claims: TypeAlias = Iterator[Claim]


def one_way(removed: Any, added: Any, names: tuple[str, str, str], mixed: Direction) -> Any:
    """Return kind and direction of demands that were removed, added, or both."""
    if added and removed:
        return names[2], mixed
    return (names[0], _T) if added else (names[1], _L)


def types(pair: Pair) -> Claims:
    """Tell types that were removed or added."""
    removed, added = pair.old.types - pair.new.types, pair.new.types - pair.old.types
    if not removed and not added:
        return
    if removed and added:
        kind, direction = "type-replaced", _B
    elif removed:
        kind, direction = ("null-disallowed" if removed == {"null"} else "type-narrowed"), _T
    else:
        kind, direction = ("null-allowed" if added == {"null"} else "type-widened"), _L
    yield pair.claim(
        kind,
        direction,
        old=_type_names(pair.old),
        new=_type_names(pair.new),
        values={"old": type_words(pair.old.types), "new": type_words(pair.new.types)},
        failing=frozenset({"type", "anyOf", "oneOf", "allOf"}),
    )


def _type_names(found: Node) -> list[str]:
    names = found.types - ({"integer"} if "fraction" in found.types else set())
    return sorted("number" if name == "fraction" else name for name in names)


_OF_VALUES = frozenset({"enum", "const", "anyOf", "oneOf", "allOf", "type"})


def values(pair: Pair) -> Claims:
    """Tell values of a closed list that were removed, added or replaced."""
    old, new = pair.old.get("enum"), pair.new.get("enum")
    if old is None or new is None:
        yield from _list_or_none(pair, came=old is None)
        return
    before, after = ({canonical(value): value for value in side} for side in (old, new))
    removed = [value for key, value in before.items() if key not in after]
    added = [value for key, value in after.items() if key not in before]
    if len(removed) == len(added) == 1:
        yield pair.claim(
            "value-replaced",
            _B,
            old=removed[0],
            new=added[0],
            values={"old": json_words(removed[0]), "new": json_words(added[0])},
            mapping=_same_label(pair, removed[0], added[0]),
            failing=_OF_VALUES,
        )
        return
    if removed:
        words = list_words(removed)
        yield pair.claim(
            "value-removed", _T, old=removed, values={"old": words}, failing=_OF_VALUES
        )
    if added:
        words = list_words(added)
        yield pair.claim("value-added", _L, new=added, values={"new": words}, failing=_OF_VALUES)


def _same_label(pair: Pair, removed: Any, added: Any) -> dict[str, str]:
    """Return how a code is carried over: to the one that is called the same."""
    labels = [side.notes.get("labels", {}) for side in (pair.old, pair.new)]
    found = [
        side.get(canonical(value)) for side, value in zip(labels, (removed, added), strict=True)
    ]
    if found[0] is None or found[0] != found[1]:
        return {}
    return {str(removed): str(added)}


def _list_or_none(pair: Pair, *, came: bool) -> Claims:
    """Tell a list of values that was set or given up; beside it any other keyword is idle."""
    listed, other = (pair.new, pair.old) if came else (pair.old, pair.new)
    judge = judge_of(other)
    held = [] if judge is None else [accepts(judge, value) for value in listed.get("enum")]
    direction = _U if judge is None else _T if all(held) else _B
    kind = "constraint-set" if came else "constraint-removed"
    told: dict[str, Any] = {"enum": list(listed.get("enum"))}
    yield pair.claim(
        kind,
        direction if came else direction.mirrored,
        **{"new" if came else "old": told},
        values={"what": list_words(told["enum"])},
    )


def bounds(pair: Pair) -> Claims:
    """Tell limits of numbers that moved, came or went."""
    if not pair.shares_types_of("lower"):
        return
    for name, sign in (("lower", 1), ("upper", -1)):
        old, new = pair.old.get(name), pair.new.get(name)
        if old == new:
            continue
        tighter = _strictness(new, sign) > _strictness(old, sign)
        written = [_as_written(side, name) for side in (pair.old, pair.new)]
        if old is None or new is None:
            kind = "constraint-set" if tighter else "constraint-removed"
            more = {"what": bound_words(name, written[old is None])}
        else:
            same = written[0][0] == written[1][0]
            kinds = ("bound-made-exclusive", "bound-made-inclusive") if same else _MOVED["bound"]
            kind = kinds[not tighter]
            more = {"old": bound_words(name, written[0]), "new": bound_words(name, written[1])}
        yield pair.claim(
            kind,
            _T if tighter else _L,
            old=old and _bound_json(name, written[0]),
            new=new and _bound_json(name, written[1]),
            values=more,
            failing=frozenset(_BOUNDS[name]),
        )


_MOVED = {
    "bound": ("bound-tightened", "bound-loosened"),
    "length": ("length-tightened", "length-loosened"),
    "rows": ("count-tightened", "count-loosened"),
    "counts": ("count-tightened", "count-loosened"),
}
_BOUNDS = {"lower": ("minimum", "exclusiveMinimum"), "upper": ("maximum", "exclusiveMaximum")}


def _strictness(bound: Bound | None, sign: int) -> tuple[float, bool]:
    return (float("-inf"), False) if bound is None else (sign * bound[0], bound[1])


def _as_written(side: Node, name: str) -> Bound:
    """Return a limit as the schema has it: of integers the form does without exclusive ones."""
    limit, exclusive = side.get(name) or (0, False)
    written = side.notes.get("bounds", {}).get(_BOUNDS[name][1])
    step = 1 if name == "lower" else -1
    if not exclusive and isinstance(written, int) and written + step == limit:
        return written, True
    return limit, exclusive


def _bound_json(name: str, bound: Bound) -> dict[str, Any]:
    return {_BOUNDS[name][bound[1]]: bound[0]}


_RANGES: Mapping[str, tuple[str, str]] = {
    "length": ("minLength", "maxLength"),
    "rows": ("minItems", "maxItems"),
    "counts": ("minProperties", "maxProperties"),
}


def ranges(pair: Pair) -> Claims:
    """Tell lengths and counts that moved, came or went."""
    for name, keywords in _RANGES.items():
        if not pair.shares_types_of(name):
            continue
        before, after = (side.get(name, (0, None)) for side in (pair.old, pair.new))
        for place, keyword in enumerate(keywords):
            old, new = before[place], after[place]
            if old == new:
                continue
            unset = None if place else 0
            tighter = old == unset or (new != unset and (new > old) == (place == 0))
            kinds = ("constraint-set", "constraint-removed")
            kind = (kinds if unset in (old, new) else _MOVED[name])[not tighter]
            told = {side: value for side, value in (("old", old), ("new", new)) if value != unset}
            worded = {side: range_words(keyword, value) for side, value in told.items()}
            yield pair.claim(
                kind,
                _T if tighter else _L,
                **{side: {keyword: value} for side, value in told.items()},
                values=worded if len(worded) > 1 else {"what": next(iter(worded.values()))},
                failing=frozenset({keyword}),
            )


def steps(pair: Pair) -> Claims:
    """Tell multiples that became coarser or finer."""
    if not pair.shares_types_of("multipleOf"):
        return
    old, new = (set(side.get("multipleOf", ())) for side in (pair.old, pair.new))
    removed, added = sorted(old - new), sorted(new - old)
    if not removed and not added:
        return
    kind, direction = one_way(removed, added, (*_SET, "step-changed"), _U)
    if len(removed) == len(added) == 1:
        share = exact(added[0]) / exact(removed[0])
        if share.denominator == 1:
            kind, direction = "step-coarser", _T
        elif share.numerator == 1:
            kind, direction = "step-finer", _L
    told = {"old": removed, "new": added}
    yield pair.claim(
        kind,
        direction,
        **{side: {"multipleOf": value} for side, value in told.items() if value},
        values=(
            {side: step_words(value) for side, value in told.items()}
            if removed and added
            else {"what": step_words(removed or added)}
        ),
        failing=frozenset({"multipleOf"}),
    )


_SET = ("constraint-set", "constraint-removed")


def texts(pair: Pair, keyword: str) -> Claims:
    """Tell patterns or formats that were added, removed or changed."""
    if not pair.shares_types_of(keyword):
        return
    old, new = (pair.old.get(keyword, ()), pair.new.get(keyword, ()))
    removed = [value for value in old if value not in new]
    added = [value for value in new if value not in old]
    if not removed and not added:
        return
    names = (f"{keyword}-added", f"{keyword}-removed", f"{keyword}-changed")
    kind, direction = one_way(removed, added, names, _U)
    if keyword == "pattern" and direction is _U:
        direction = _of_patterns(old, new)
    told = {"old": removed, "new": added}
    yield pair.claim(
        kind,
        direction,
        **{side: value for side, value in told.items() if value},
        values={side: list_words(value) for side, value in told.items() if value},
        failing=frozenset({keyword}),
    )


def _of_patterns(old: tuple[str, ...], new: tuple[str, ...]) -> Direction:
    """Say which way patterns went, by the texts that match; undetermined where nobody can say."""
    try:
        refused, accepted = difference(old, new), difference(new, old)
    except UndecidedError:
        return _U
    if refused is None:
        return _N if accepted is None else _L
    return _T if accepted is None else _B


def unique(pair: Pair) -> Claims:
    """Tell whether rows have to differ."""
    old, new = ("unique" in side.keywords for side in (pair.old, pair.new))
    if old != new and pair.shares_types_of("unique"):
        kind, direction = ("unique-required", _T) if new else ("unique-dropped", _L)
        yield pair.claim(kind, direction, old=old, new=new, failing=frozenset({"uniqueItems"}))


def notes(pair: Pair) -> Claims:
    """Tell titles, descriptions and defaults, labels and the order of values."""
    before, after = pair.old.notes, pair.new.notes
    for key in _TOLD:
        if before.get(key) == after.get(key):
            continue
        yield pair.claim(
            "annotation-changed",
            _N,
            old={key: before[key]} if key in before else None,
            new={key: after[key]} if key in after else None,
            values={
                "what": said(f"change-note-{key}"),
                "old": json_words(before[key]) if key in before else said("change-nothing"),
                "new": json_words(after[key]) if key in after else said("change-nothing"),
            },
        )
    if pair.old.key != pair.new.key:
        return
    for key, kind in (("labels", "value-label-changed"), ("order", "values-reordered")):
        old, new = before.get(key), after.get(key)
        if old and new and old != new:
            yield pair.claim(kind, _N, old=old, new=new)


_TOLD = (
    *("title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly"),
    *("contentEncoding", "contentMediaType", "format"),
)
