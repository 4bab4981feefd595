"""A schema as it is written becomes its canonical form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from shenbao.changes.canonical.document import Document, Schema
from shenbao.changes.canonical.intersection import both, unique
from shenbao.changes.canonical.node import ANY, NEVER, Node, canonical, digest, node, noted, type_of
from shenbao.changes.canonical.values import settled
from shenbao.core.errors import ShenbaoError

DEEPEST = 80
"""Schemas inside each other, references followed."""

MOST_NODES = 100_000
"""Schemas that there are with every reference written out."""

MOST_JUDGED = 20_000
"""Schemas that may be asked of one value and of one value in each."""

_NOTES = (
    *("title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly"),
    *("contentEncoding", "contentMediaType"),
)
_ASSERTED = frozenset(
    {
        *("date", "time", "date-time", "duration", "email", "idn-email", "hostname"),
        *("idn-hostname", "ipv4", "ipv6", "uri", "uri-reference", "iri", "iri-reference"),
        *("uuid", "regex", "json-pointer", "relative-json-pointer", "uri-template"),
    }
)
"""The formats that are asserted; another one is a note."""


def normalised(document: Document) -> Node:
    """Return the canonical form of a schema.

    Raises ShenbaoError for one that is too large or too deep with its references written out,
    or that would ask too much of the engine that judges instances.
    """
    normaliser = _Normaliser(document)
    found = normaliser.schema(document.root, 0)
    if found.size > MOST_NODES or normaliser.weights.get(id(document.root), 1) > MOST_JUDGED:
        raise ShenbaoError("compare-large", limit=MOST_NODES)
    return found


@dataclass(slots=True)
class _Normaliser:
    document: Document
    made: int = 0
    around: list[int] = field(default_factory=list)
    """The schemas that a reference may lead back to, by identity, the outermost first."""
    known: dict[int, Node] = field(default_factory=dict)
    weights: dict[int, int] = field(default_factory=dict)
    """So many schemas are asked of one value and of one value in each, by identity."""

    def schema(self, raw: Any, depth: int) -> Node:
        """Return the form of a subschema; a reference may lead back to it."""
        if isinstance(raw, bool):
            return ANY if raw else NEVER
        if not isinstance(raw, dict):
            raise ShenbaoError("compare-refused", place="/", reason=canonical(raw)[:80])
        if id(raw) in self.known:
            return self.known[id(raw)]
        if id(raw) in self.around:
            return node({"recursive": len(self.around) - self.around.index(id(raw))})
        self.made += 1
        if self.made > MOST_NODES:
            raise ShenbaoError("compare-large", limit=MOST_NODES)
        if depth > DEEPEST:
            raise ShenbaoError("compare-deep", limit=DEEPEST)
        self.around.append(id(raw))
        found = self._keywords(raw, depth + 1)
        self.around.pop()
        self.weights[id(raw)] = self._weight(raw)
        # A schema is one that references in it lead back to, whether or not one does.
        found = replace(found, reach=max(found.reach - 1, 0), binds=found.reach > 0)
        if not found.reach:
            self.known[id(raw)] = found
        return found

    def _keywords(self, raw: Mapping[str, Any], depth: int) -> Node:
        told: dict[str, Any] = {}
        for keyword, read in _READ.items():
            if keyword in raw:
                read(self, told, raw, depth)
        found = node(settled(told), self._notes(raw))
        hidden = self._unevaluated(raw, depth)
        if hidden is not None:
            return hidden
        for part in self._parts(raw, depth):
            found = both(found, part)
        return found

    def _weight(self, raw: Mapping[str, Any]) -> int:
        """Return how many schemas an engine asks of a value: two branches double what is inside.

        Nobody can stop an engine, and references that each branch twice ask for 2 to the power
        of their number.
        """
        here = [raw[keyword] for keyword in ("not", "if", "then", "else") if keyword in raw]
        for keyword in ("allOf", "anyOf", "oneOf"):
            here.extend(raw.get(keyword, ()))
        here.extend(raw.get("dependentSchemas", {}).values())
        if isinstance(raw.get("$ref"), str):
            here.append(self.document.references.target(raw["$ref"], raw))
        inside = [[raw[keyword]] for keyword in _INSIDE if keyword in raw]
        inside += [
            list(raw[keyword].values())
            for keyword in ("properties", "patternProperties")
            if keyword in raw
        ]
        inside.append(raw.get("prefixItems", []))
        deepest = [max((self._known(one) for one in group), default=0) for group in inside]
        return min(1 + sum(map(self._known, here)) + sum(deepest), MOST_JUDGED + 1)

    def _known(self, raw: Any) -> int:
        return self.weights.get(id(raw), 1)

    def _notes(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        notes = {keyword: raw[keyword] for keyword in _NOTES if keyword in raw}
        if isinstance(raw.get("x-id"), str):
            notes["x-id"] = raw["x-id"]
        if isinstance(raw.get("format"), str) and raw["format"] not in _ASSERTED:
            notes["format"] = raw["format"]
        bounds = {key: raw[key] for key in ("exclusiveMinimum", "exclusiveMaximum") if key in raw}
        if bounds:
            notes["bounds"] = bounds
        if len(raw.get("enum", ())) > 1:
            notes["order"] = list(raw["enum"])
        return notes

    def _parts(self, raw: Mapping[str, Any], depth: int) -> Iterator[Node]:
        """Yield what must hold beside the keywords: references, branches, conditions."""
        for keyword in ("$ref", "$dynamicRef"):
            if isinstance(raw.get(keyword), str):
                yield self._referred(raw, keyword, depth)
        for branch in raw.get("allOf", ()):
            yield self.schema(branch, depth)
        if "anyOf" in raw:
            yield self._any([self.schema(branch, depth) for branch in raw["anyOf"]])
        if "oneOf" in raw:
            yield self._one(raw["oneOf"], depth)
        if "not" in raw:
            yield _negated(self.schema(raw["not"], depth))
        if "if" in raw:
            yield _condition(
                self.schema(raw["if"], depth),
                self.schema(raw.get("then", True), depth),
                self.schema(raw.get("else", True), depth),
            )

    def _referred(self, raw: Mapping[str, Any], keyword: str, depth: int) -> Node:
        target = self.document.references.target(raw[keyword], raw)
        if keyword == "$dynamicRef":
            # What it means depends on the way to it: any change of the document may change it.
            return node({"opaque": digest(["dynamic", raw[keyword], self.document.root])})
        return self.schema(target, depth)

    def _any(self, branches: list[Node]) -> Node:
        left = unique(tuple(branch for branch in branches if not branch.never))
        if not left:
            return NEVER
        if any(branch.always for branch in left):
            return ANY
        if len(left) == 1:
            return left[0]
        if all(branch.keywords.keys() == {"enum"} for branch in left):
            values = {canonical(value): value for one in left for value in one.get("enum")}
            return node({"enum": tuple(values[key] for key in sorted(values))})
        if all(branch.keywords.keys() == {"type"} for branch in left):
            return node({"type": frozenset().union(*(branch.types for branch in left))})
        return node({"any": (left,)})

    def _one(self, raw: list[Any], depth: int) -> Node:
        branches = [self.schema(branch, depth) for branch in raw]
        labels = {
            canonical(value): branch.notes["title"]
            for branch in branches
            for value in branch.get("enum", ())[:1]
            if "title" in branch.notes
        }
        left = [branch for branch in branches if not branch.never]
        if all(disjoint(one, other) for one, other in combinations(left, 2)):
            found = self._any(left)
        else:
            found = node({"one": (tuple(sorted(left, key=lambda one: one.key)),)})
        return noted(found, {**found.notes, "labels": labels}) if labels else found

    def _unevaluated(self, raw: Mapping[str, Any], depth: int) -> Node | None:
        """Return the form of a schema whose ``unevaluated…`` sees more than its own keywords."""
        asked = {
            name: self.schema(raw[keyword], depth)
            for keyword, name in _UNEVALUATED.items()
            if keyword in raw
        }
        asked = {name: found for name, found in asked.items() if not found.always}
        inner = [keyword for keyword in _IN_PLACE if keyword in raw]
        if not asked or (not inner and set(asked) <= {"unevaluated_properties"}):
            return None
        rest = {key: value for key, value in raw.items() if key not in _UNEVALUATED}
        if inner in ([], ["allOf"], ["$ref"], ["allOf", "$ref"]) and set(asked) <= {
            "unevaluated_properties"
        }:
            plain = self._plain_branches(raw)
            if plain:
                closed = both(self._keywords(rest, depth), ANY)
                if not {"others", "named", "all", "opaque"} & closed.keywords.keys():
                    others = asked["unevaluated_properties"]
                    return node({**closed.keywords, "others": others}, closed.notes)
        # The rest is told as it is; whatever in it changes may change what is evaluated.
        opaque = digest([self.document.root if "$ref" in canonical(rest) else rest])
        base = self._keywords(rest, depth)
        return node({**base.keywords, **asked, "opaque": opaque}, base.notes)

    def _plain_branches(self, raw: Mapping[str, Any]) -> bool:
        """Say whether what stands beside evaluates the properties that it names, and no others."""
        waiting = [*raw.get("allOf", ())]
        if isinstance(raw.get("$ref"), str):
            waiting.append(self.document.references.target(raw["$ref"], raw))
        seen: set[int] = set()
        while waiting:
            branch = waiting.pop()
            if not isinstance(branch, dict) or id(branch) in seen:
                return False
            seen.add(id(branch))
            if (set(_IN_PLACE) | _EVALUATING) & branch.keys() - {"allOf", "$ref"}:
                return False
            waiting.extend(branch.get("allOf", ()))
            if isinstance(branch.get("$ref"), str):
                waiting.append(self.document.references.target(branch["$ref"], branch))
        return not _EVALUATING & raw.keys() - set(_UNEVALUATED)


_UNEVALUATED = {
    "unevaluatedProperties": "unevaluated_properties",
    "unevaluatedItems": "unevaluated_items",
}
_EVALUATING = frozenset(
    {"additionalProperties", "patternProperties", "unevaluatedProperties", "unevaluatedItems"}
)
_INSIDE = (
    *("additionalProperties", "unevaluatedProperties", "propertyNames"),
    *("items", "unevaluatedItems", "contains"),
)
_IN_PLACE = (
    *("allOf", "$ref", "$dynamicRef", "anyOf", "oneOf", "not", "if", "then", "else"),
    *("dependentSchemas", "contains"),
)


def disjoint(one: Node, other: Node) -> bool:
    """Say whether surely no value fits both."""
    if one.never or other.never:
        return True
    first, second = one.get("enum"), other.get("enum")
    if first is not None and second is not None:
        return not {canonical(value) for value in first} & {canonical(value) for value in second}
    if not _types(one) & _types(other):
        return True
    if _types(one) & _types(other) != {"object"}:
        return False
    shared = one.get("required", frozenset()) & other.get("required", frozenset())
    told = one.get("properties", {}).keys() & other.get("properties", {}).keys()
    return any(
        disjoint(one.property_named(name), other.property_named(name))
        for name in sorted(shared & told)
    )


def _types(found: Node) -> frozenset[str]:
    values = found.get("enum")
    return found.types if values is None else frozenset(map(type_of, values))


def _negated(inner: Node) -> Node:
    if inner.never:
        return ANY
    return NEVER if inner.always else node({"not": (inner,)})


def _condition(asked: Node, then: Node, other: Node) -> Node:
    if asked.always:
        return then
    if asked.never:
        return other
    if then.always and other.always:
        return ANY
    return node({"conditions": ((asked, then, other),)})


def _type(_: _Normaliser, told: dict[str, Any], raw: Mapping[str, Any], _depth: int) -> None:
    names = raw["type"]
    found: set[str] = set()
    for name in [names] if isinstance(names, str) else names:
        found |= {"integer", "fraction"} if name == "number" else {name}
    told["type"] = frozenset(found)


def _values(_: _Normaliser, told: dict[str, Any], raw: Mapping[str, Any], _depth: int) -> None:
    given = raw.get("enum", [raw.get("const")])
    if "const" in raw:
        given = [value for value in given if canonical(value) == canonical(raw["const"])]
    values = {canonical(value): value for value in given}
    told["enum"] = tuple(values[key] for key in sorted(values))


def _lower(_: _Normaliser, told: dict[str, Any], raw: Mapping[str, Any], _depth: int) -> None:
    pairs = (("minimum", False), ("exclusiveMinimum", True))
    told["lower"] = max((raw[keyword], open_) for keyword, open_ in pairs if keyword in raw)


def _upper(_: _Normaliser, told: dict[str, Any], raw: Mapping[str, Any], _depth: int) -> None:
    pairs = (("maximum", False), ("exclusiveMaximum", True))
    found = [(raw[keyword], open_) for keyword, open_ in pairs if keyword in raw]
    told["upper"] = min(found, key=lambda bound: (bound[0], not bound[1]))


def _range(least: str, most: str, name: str) -> Callable[..., None]:
    def read(_: _Normaliser, told: dict[str, Any], raw: Mapping[str, Any], _depth: int) -> None:
        limits = (int(raw.get(least, 0)), None if most not in raw else int(raw[most]))
        if limits != (0, None):
            told[name] = limits

    return read


def _alone(keyword: str) -> Callable[..., None]:
    def read(_: _Normaliser, told: dict[str, Any], raw: Mapping[str, Any], _depth: int) -> None:
        if keyword == "format" and raw[keyword] not in _ASSERTED:
            return
        told[keyword] = (raw[keyword],)

    return read


def _unique(_: _Normaliser, told: dict[str, Any], raw: Mapping[str, Any], _depth: int) -> None:
    if raw["uniqueItems"] is True:
        told["unique"] = True


def _one_node(keyword: str, name: str, *, grouped: bool = False) -> Callable[..., None]:
    def read(norm: _Normaliser, told: dict[str, Any], raw: Mapping[str, Any], depth: int) -> None:
        if keyword == "unevaluatedProperties" and "additionalProperties" in raw:
            return
        found = norm.schema(raw[keyword], depth)
        if not found.always:
            told[name] = (found,) if grouped else found

    return read


def _prefix(norm: _Normaliser, told: dict[str, Any], raw: Mapping[str, Any], depth: int) -> None:
    told["prefix"] = tuple(norm.schema(item, depth) for item in raw["prefixItems"])


def _contains(norm: _Normaliser, told: dict[str, Any], raw: Mapping[str, Any], depth: int) -> None:
    least, most = int(raw.get("minContains", 1)), raw.get("maxContains")
    if least or most is not None:
        limit = None if most is None else int(most)
        told["contains"] = ((norm.schema(raw["contains"], depth), least, limit),)


def _by_name(keyword: str, name: str) -> Callable[..., None]:
    def read(norm: _Normaliser, told: dict[str, Any], raw: Mapping[str, Any], depth: int) -> None:
        found = {key: norm.schema(item, depth) for key, item in raw[keyword].items()}
        if name == "dependents" or (name == "named" and "additionalProperties" not in raw):
            found = {key: item for key, item in found.items() if not item.always}
        if found:
            told[name] = found

    return read


def _required(_: _Normaliser, told: dict[str, Any], raw: Mapping[str, Any], _depth: int) -> None:
    if raw["required"]:
        told["required"] = frozenset(raw["required"])


def _dependent(_: _Normaliser, told: dict[str, Any], raw: Mapping[str, Any], _depth: int) -> None:
    found = {name: frozenset(needs) - {name} for name, needs in raw["dependentRequired"].items()}
    found = {name: needs for name, needs in found.items() if needs}
    if found:
        told["dependent"] = found


_READ: Mapping[str, Callable[..., None]] = {
    "type": _type,
    "enum": _values,
    "const": _values,
    "minimum": _lower,
    "exclusiveMinimum": _lower,
    "maximum": _upper,
    "exclusiveMaximum": _upper,
    "multipleOf": _alone("multipleOf"),
    "minLength": _range("minLength", "maxLength", "length"),
    "maxLength": _range("minLength", "maxLength", "length"),
    "pattern": _alone("pattern"),
    "format": _alone("format"),
    "minItems": _range("minItems", "maxItems", "rows"),
    "maxItems": _range("minItems", "maxItems", "rows"),
    "uniqueItems": _unique,
    "prefixItems": _prefix,
    "items": _one_node("items", "items"),
    "contains": _contains,
    "minProperties": _range("minProperties", "maxProperties", "counts"),
    "maxProperties": _range("minProperties", "maxProperties", "counts"),
    "properties": _by_name("properties", "properties"),
    "patternProperties": _by_name("patternProperties", "named"),
    "additionalProperties": _one_node("additionalProperties", "others"),
    "unevaluatedProperties": _one_node("unevaluatedProperties", "others"),
    "propertyNames": _one_node("propertyNames", "names", grouped=True),
    "required": _required,
    "dependentRequired": _dependent,
    "dependentSchemas": _by_name("dependentSchemas", "dependents"),
}

__all__ = ["Schema", "disjoint", "normalised"]
