"""Two schemas that must both hold, as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, reduce
from typing import Any

from shenbao.changes.canonical.node import (
    ANY,
    NEVER,
    Bound,
    Keywords,
    Node,
    Range,
    canonical,
    node,
    noted,
)
from shenbao.changes.canonical.values import accepts, settled
from shenbao.core.engines import current as engines
from shenbao.core.engines.ports import JsonSchema

_OBJECTS = ("properties", "named", "others")
_ROWS = ("prefix", "items")


@lru_cache(maxsize=2048)
def both(one: Node, other: Node) -> Node:
    """Return what holds where both do.

    What cannot be joined exactly stands in ``all`` beside the rest, so that nothing is lost.
    """
    if one.never or other.never:
        return NEVER
    if not one.keywords or not other.keywords:
        kept, beside = (one, other) if one.keywords else (other, one)
        return noted(kept, {**beside.notes, **kept.notes})
    if not _joinable(one) or not _joinable(other):
        return _beside(one, other)
    joined: dict[str, Any] = {**one.keywords, **other.keywords}
    for keyword in one.keywords.keys() & other.keywords.keys():
        if keyword not in (*_OBJECTS, *_ROWS):
            joined[keyword] = _JOIN[keyword](one.get(keyword), other.get(keyword))
    if any(name in one.keywords or name in other.keywords for name in _OBJECTS):
        objects = _objects(one, other)
        if objects is None:
            return _beside(one, other)
        joined.update(objects)
    if any(name in one.keywords or name in other.keywords for name in _ROWS):
        joined.update(_rows(one, other))
    return node(settled(_without_nothing(joined)), {**one.notes, **other.notes})


def property_of(found: Node, name: str) -> Node:
    """Return what a property of a name has to be: by its name, by patterns, else as the others."""
    own: Node | None = found.get("properties", {}).get(name)
    inner = [item for expression, item in found.get("named", {}).items() if _fits(expression, name)]
    if own is None and not inner:
        others: Node = found.get("others", ANY)
        return others
    return reduce(both, inner, ANY if own is None else own)


def _fits(expression: str, name: str) -> bool:
    """Say whether a name matches, as the engine that judges instances reads the pattern."""
    return accepts(_named_by(expression), name)


@lru_cache(maxsize=256)
def _named_by(expression: str) -> JsonSchema:
    return engines.json_schema().compile({"pattern": expression})


def _joinable(found: Node) -> bool:
    """Say whether a node says all it says by keywords that can be joined one by one."""
    unknown = {"unevaluated_properties", "unevaluated_items", "opaque", "recursive"}
    return not unknown & found.keywords.keys() and not (found.reach or found.binds)


def _beside(one: Node, other: Node) -> Node:
    """Keep a node as a branch of its own, the one that cannot be joined."""
    kept, branch = (one, other) if _joinable(one) else (other, one)
    branches = unique((*kept.get("all", ()), noted(branch, {})))
    if not _joinable(kept):
        return node({"all": unique((noted(kept, {}), noted(branch, {})))})
    return node({**kept.keywords, "all": branches}, {**branch.notes, **kept.notes})


def unique(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return nodes in an order of their own, each once."""
    found = {item.key: item for item in nodes}
    return tuple(found[key] for key in sorted(found))


def _without_nothing(joined: dict[str, Any]) -> Keywords:
    empty = {"others": ANY, "items": ANY}
    return {
        keyword: value
        for keyword, value in joined.items()
        if not (keyword in empty and value.always) and value not in ({}, ())
    }


def _objects(one: Node, other: Node) -> dict[str, Any] | None:
    """Join what properties have to be; None where names go by patterns on one side only."""
    first, second = (side.get("properties", {}) for side in (one, other))
    if "named" in one.keywords or "named" in other.keywords:
        if "others" in one.keywords or "others" in other.keywords:
            return None
        return {
            "properties": _by_name(first, second),
            "named": _by_name(one.get("named", {}), other.get("named", {})),
        }
    names = dict.fromkeys((*first, *second))
    return {
        "properties": {
            name: both(one.property_named(name), other.property_named(name)) for name in names
        },
        "others": both(one.get("others", ANY), other.get("others", ANY)),
    }


def _by_name(first: Mapping[str, Node], second: Mapping[str, Node]) -> dict[str, Node]:
    names = dict.fromkeys((*first, *second))
    return {name: both(first.get(name, ANY), second.get(name, ANY)) for name in names}


def _rows(one: Node, other: Node) -> dict[str, Any]:
    count = max(len(one.get("prefix", ())), len(other.get("prefix", ())))
    return {
        "prefix": tuple(both(one.row(at), other.row(at)) for at in range(count)),
        "items": both(one.get("items", ANY), other.get("items", ANY)),
    }


def _lower(one: Bound, other: Bound) -> Bound:
    return max(one, other)


def _upper(one: Bound, other: Bound) -> Bound:
    return min(one, other, key=lambda bound: (bound[0], not bound[1]))


def _range(one: Range, other: Range) -> Range:
    most = [limit for limit in (one[1], other[1]) if limit is not None]
    return max(one[0], other[0]), min(most, default=None)


def _values(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    kept = {canonical(value) for value in other}
    return tuple(value for value in one if canonical(value) in kept)


def _sets(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> Any:
    return {
        name: one.get(name, frozenset()) | other.get(name, frozenset()) for name in {**one, **other}
    }


def _sorted(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted({*one, *other}))


def _all(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return both without what stands twice; the order says nothing."""
    found = {_order(item): item for item in (*one, *other)}
    return tuple(found[key] for key in sorted(found))


def _order(item: Any) -> str:
    if isinstance(item, Node):
        return item.key
    if isinstance(item, tuple):
        return "(" + " ".join(map(_order, item)) + ")"
    return canonical(item)


_JOIN: Mapping[str, Callable[[Any, Any], Any]] = {
    "type": lambda one, other: one & other,
    "enum": _values,
    "lower": _lower,
    "upper": _upper,
    "length": _range,
    "rows": _range,
    "counts": _range,
    "multipleOf": _sorted,
    "pattern": _sorted,
    "format": _sorted,
    "unique": lambda *_: True,
    "contains": _all,
    "names": _all,
    "required": lambda one, other: one | other,
    "dependent": _sets,
    "dependents": _by_name,
    "conditions": _all,
    "any": _all,
    "one": _all,
    "not": _all,
    "all": _all,
}
