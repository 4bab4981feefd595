"""The canonical form of a schema: keywords that say the same are the same, notes stand apart.

The keywords of a ``Node`` (each is left out where it says nothing):

- ``never``: True where no value fits; nothing else stands beside it.
- ``type``: a frozenset of ``TYPES``; ``number`` is ``integer`` and ``fraction``.
- ``enum``: values; nothing else stands beside them unless a reference leads back to itself.
- ``lower``, ``upper``: a limit, and whether it is exclusive. ``multipleOf``: steps, sorted.
- ``length``, ``rows``, ``counts``: the least and the most (None) characters, rows, properties.
- ``pattern``, ``format``: all that must hold, sorted. ``unique``: True.
- ``prefix``: the first rows; ``items``: the rows behind. ``contains``: (node, least, most).
- ``properties``, ``named`` (by pattern), ``others``: nodes of properties. ``names``: of names.
- ``required``; ``dependent`` (names) and ``dependents`` (nodes) of a property that is there.
- ``conditions``: (if, then, else). ``any``, ``one``: groups of branches. ``not``, ``all``: nodes.
- ``unevaluated_properties``, ``unevaluated_items`` where they are more than ``others``, ``items``.
- ``opaque``: a digest of what this form has no words for. ``recursive``: the reference leads back
  to the so-manieth schema around.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any, TypeAlias

Keywords: TypeAlias = Mapping[str, Any]
Number: TypeAlias = int | float
Bound: TypeAlias = tuple[Number, bool]
Range: TypeAlias = tuple[int, int | None]

TYPES = ("object", "array", "string", "integer", "fraction", "boolean", "null")
NUMBERS = frozenset({"integer", "fraction"})

OF_TYPE: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("lower", "upper", "multipleOf"), NUMBERS),
    **dict.fromkeys(("length", "pattern", "format"), frozenset({"string"})),
    **dict.fromkeys(
        ("rows", "unique", "prefix", "items", "contains", "unevaluated_items"),
        frozenset({"array"}),
    ),
    **dict.fromkeys(
        (
            *("counts", "properties", "named", "others", "names", "required"),
            *("dependent", "dependents", "unevaluated_properties"),
        ),
        frozenset({"object"}),
    ),
}
"""The types that a keyword says something of; the others hold for any."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A schema in canonical form.

    ``key`` is equal for two that say the same, ``full`` for two that have the same notes too.
    ``notes`` are the annotations, by their keyword.
    """

    keywords: Keywords
    notes: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    full: str = ""
    size: int = 1
    reach: int = 0
    """So many schemas around it may a reference in it lead back to."""
    binds: bool = False
    """Whether a reference in it leads back to it: joined with another it would mean that too."""

    def get(self, keyword: str, default: Any = None) -> Any:
        """Return what a keyword says."""
        return self.keywords.get(keyword, default)

    @property
    def types(self) -> frozenset[str]:
        """Return the types that a value may have, as far as ``type`` says."""
        return frozenset(self.keywords.get("type", TYPES))

    @property
    def never(self) -> bool:
        """Say whether no value fits."""
        return "never" in self.keywords

    @property
    def always(self) -> bool:
        """Say whether every value fits."""
        return self.key == ANY.key

    def property_named(self, name: str) -> Node:
        """Return what a property of this name has to be, where no name is matched by pattern."""
        found: Node = self.get("properties", {}).get(name) or self.get("others", ANY)
        return found

    def row(self, at: int) -> Node:
        """Return what the row of this number, from 0, has to be."""
        prefix: tuple[Node, ...] = self.get("prefix", ())
        found: Node = prefix[at] if at < len(prefix) else self.get("items", ANY)
        return found


def digest(value: Any) -> str:
    """Return a short text that is equal for equal JSON values; 1 and 1.0 are equal, True is not."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def canonical(value: Any) -> str:
    """Return a JSON value as text, the same for equal values."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def type_of(value: Any) -> str:
    """Return the type of a JSON value, one of ``TYPES``."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "integer" if value == int(value) else "fraction"
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "null")


_KINDS = ((dict, "object"), (list, "array"), (str, "string"))


def exact(number: Number) -> Fraction:
    """Return a number as it is written: 0.1 is a tenth."""
    return Fraction(Decimal(str(number)))


def node(keywords: Keywords, notes: Mapping[str, Any] | None = None) -> Node:
    """Return the canonical form of keywords that are each canonical."""
    kept = _reduced(dict(keywords))
    notes = notes or {}
    below = tuple(_below(kept))
    key = _tree(kept, full=False)
    return Node(
        keywords=kept,
        notes=notes,
        key=key,
        full=digest([_tree(kept, full=True), notes]),
        size=1 + sum(child.size for child in below),
        reach=max((kept.get("recursive", 0), *(child.reach for child in below))),
    )


def noted(found: Node, notes: Mapping[str, Any]) -> Node:
    """Return the same node with other notes."""
    full = digest([_tree(found.keywords, full=True), notes])
    return replace(found, notes=notes, full=full)


def _reduced(kept: dict[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing beside the rest."""
    if "enum" in kept:
        _list_values(kept)
    types = frozenset(kept.get("type", TYPES))
    if "enum" not in kept:
        types = kept["type"] = frozenset(name for name in types if not _is_empty(name, kept))
    for keyword in tuple(kept):
        if not OF_TYPE.get(keyword, types) & types and "enum" not in kept:
            del kept[keyword]
    if kept.get("type") == frozenset(TYPES):
        del kept["type"]
    if "never" in kept or not types:
        return {"never": True}
    if "fraction" not in types:
        _whole(kept)
    return kept


def _list_values(kept: dict[str, Any]) -> None:
    """Keep the values of a type that is allowed; all there are of a type are that type."""
    types = kept.get("type", TYPES)
    values = kept["enum"] = tuple(value for value in kept["enum"] if type_of(value) in types)
    kept.pop("type", None)
    texts = {canonical(value) for value in values}
    if texts in ({"true", "false"}, {"null"}):
        del kept["enum"]
        kept["type"] = frozenset({type_of(values[0])})
    elif not values:
        kept["never"] = True


def _whole(kept: dict[str, Any]) -> None:
    """Of integers a limit is the last one that fits, > 17 is ≥ 18, and each is a multiple of 1."""
    if "multipleOf" in kept:
        steps = tuple(step for step in kept["multipleOf"] if exact(step).numerator != 1)
        kept["multipleOf"] = steps
        if not steps:
            del kept["multipleOf"]
    if "lower" in kept:
        limit, exclusive = kept["lower"]
        kept["lower"] = (floor(limit) + 1 if exclusive else ceil(limit), False)
    if "upper" in kept:
        limit, exclusive = kept["upper"]
        kept["upper"] = (ceil(limit) - 1 if exclusive else floor(limit), False)


def _is_empty(name: str, kept: Keywords) -> bool:
    """Say whether no value of a type can fit, as far as limits say it."""
    if name in NUMBERS:
        if "lower" in kept and "upper" in kept:
            (low, open_low), (high, open_high) = kept["lower"], kept["upper"]
            return bool(low > high or (low == high and (open_low or open_high)))
        return False
    keyword = {"string": "length", "array": "rows", "object": "counts"}.get(name)
    least, most = kept.get(keyword or "", (0, None))
    if most is not None and least > most:
        return True
    if name == "object" and "properties" in kept:
        properties = kept["properties"]
        return any(one in properties and properties[one].never for one in kept.get("required", ()))
    return False


def children(found: Node) -> Iterator[Node]:
    """Yield the nodes directly in a node."""
    return _below(found.keywords)


def _below(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _below(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _below(item)


def _tree(kept: Keywords, *, full: bool) -> str:
    """Return a digest of keywords; a property that says no more than the others do is none."""
    others = kept.get("others", ANY_KEY)
    plain: dict[str, Any] = {}
    for keyword, value in kept.items():
        if keyword == "properties" and not full:
            beside = others.key if isinstance(others, Node) else others
            told = {
                name: child.key
                for name, child in value.items()
                if "named" in kept or child.key != beside
            }
            if told:
                plain[keyword] = told
        else:
            plain[keyword] = _digested(value, full=full)
    return digest(plain)


def _digested(value: Any, *, full: bool) -> Any:
    if isinstance(value, Node):
        return value.full if full else value.key
    if isinstance(value, Mapping):
        return {name: _digested(item, full=full) for name, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_digested(item, full=full) for item in value]
    return value


ANY_KEY = digest({})
ANY = Node({}, key=ANY_KEY, full=digest([ANY_KEY, {}]))
NEVER = node({"never": True})
