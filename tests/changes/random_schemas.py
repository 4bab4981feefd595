"""Schemas made by chance, one thing in them changed by chance, and instances near both."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

NAMES = ("a", "b", "c", "d")
PATTERNS = ("^[ab]+$", "^[abc]{1,3}$", "b", "^a", "^(a|bc)$", "^[a-c]*c$")
WORDS = ("", "a", "b", "c", "ab", "bc", "abc", "aaaa", "cab")


def schema(chance: Random, depth: int = 3) -> Any:
    """Return a schema; few are deeper than a form is."""
    if chance.random() < 0.04:
        return chance.choice((True, False, {}))
    makers = [_number, _text, _choice, _several_types]
    if depth:
        makers += [_object, _object, _object, _array, _combined]
    return chance.choice(makers)(chance, depth)


def _number(chance: Random, _: int) -> Any:
    made: dict[str, Any] = {"type": chance.choice(("integer", "number"))}
    for keyword in ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"):
        if chance.random() < 0.3:
            made[keyword] = chance.randint(-1, 2) + (3 if "ax" in keyword else 0)
    if chance.random() < 0.2:
        made["multipleOf"] = chance.choice((1, 2, 3, 0.5))
    return made


def _text(chance: Random, _: int) -> Any:
    made: dict[str, Any] = {"type": "string"}
    if chance.random() < 0.3:
        made["minLength"] = chance.randint(0, 2)
    if chance.random() < 0.3:
        made["maxLength"] = chance.randint(1, 4)
    if chance.random() < 0.3:
        made["pattern"] = chance.choice(PATTERNS)
    return made


def _choice(chance: Random, _: int) -> Any:
    pool = ["a", "b", "ab", 1, 2, None, True]
    return {"enum": chance.sample(pool, chance.randint(1, 4))}


def _several_types(chance: Random, _: int) -> Any:
    kinds = ["string", "integer", "number", "boolean", "null", "array", "object"]
    return {"type": chance.sample(kinds, chance.randint(1, 3))}


def _object(chance: Random, depth: int) -> Any:
    names = chance.sample(NAMES, chance.randint(0, 3))
    made: dict[str, Any] = {"properties": {name: schema(chance, depth - 1) for name in names}}
    if chance.random() < 0.8:
        made["type"] = "object"
    extras: list[Callable[[], dict[str, Any]]] = [
        lambda: {"required": chance.sample(NAMES, chance.randint(1, 2))},
        lambda: {"required": chance.sample(NAMES, 1)},
        lambda: {"additionalProperties": False},
        lambda: {"additionalProperties": schema(chance, 0)},
        lambda: {"dependentRequired": {chance.choice(NAMES): [chance.choice(NAMES)]}},
        lambda: {"minProperties": chance.randint(0, 2)},
        lambda: {"maxProperties": chance.randint(1, 3)},
        lambda: {"patternProperties": {"^[ab]": schema(chance, 0)}},
        lambda: {"propertyNames": {"enum": chance.sample(NAMES, 3)}},
        lambda: {"unevaluatedProperties": False},
        lambda: {"dependentSchemas": {chance.choice(NAMES): schema(chance, 0)}},
        lambda: {
            "if": {"properties": {chance.choice(NAMES): schema(chance, 0)}},
            "then": {"required": [chance.choice(NAMES)]},
        },
    ]
    for extra in chance.sample(extras, chance.choice((0, 1, 1, 2, 3))):
        made.update(extra())
    return made


def _array(chance: Random, depth: int) -> Any:
    made: dict[str, Any] = {"type": "array", "items": schema(chance, depth - 1)}
    extras: list[Callable[[], dict[str, Any]]] = [
        lambda: {"minItems": chance.randint(0, 2)},
        lambda: {"maxItems": chance.randint(1, 3)},
        lambda: {"uniqueItems": True},
        lambda: {"contains": schema(chance, 0)},
        lambda: {"contains": schema(chance, 0), "minContains": 2},
        lambda: {"contains": schema(chance, 0), "minContains": 0, "maxContains": 1},
        lambda: {"prefixItems": [schema(chance, 0)]},
        lambda: {"unevaluatedItems": False},
    ]
    for extra in chance.sample(extras, chance.choice((0, 1, 1, 2))):
        made.update(extra())
    return made


def _combined(chance: Random, depth: int) -> Any:
    keyword = chance.choice(("allOf", "anyOf", "oneOf", "not"))
    if keyword == "not":
        return {**_several_types(chance, 0), "not": schema(chance, depth - 1)}
    made = {keyword: [schema(chance, depth - 1) for _ in range(chance.randint(1, 3))]}
    return {**made, **_object(chance, depth)} if chance.random() < 0.3 else made


def referring(chance: Random, made: Any) -> Any:
    """Return the same schema with a part behind a reference."""
    made = copy.deepcopy(made)
    places = [place for place in _places(made) if place and "$defs" not in place]
    if not isinstance(made, dict) or len(places) < 2:
        return made
    place = chance.choice(places[1:])
    inner = dict(place)
    place.clear()
    place["$ref"] = "#/$defs/part"
    return {**made, "$defs": {"part": inner}}


def mutated(chance: Random, made: Any) -> Any:
    """Return a schema with one place changed: another number, a keyword more or less, a part."""
    made = copy.deepcopy(made)
    places = [place for place in _places(made) if "$ref" not in place]
    if not places:
        return schema(chance, 1)
    place = chance.choice(places)
    act = chance.random()
    keywords = [key for key in place if key != "$defs"]
    if act < 0.25 and keywords:
        del place[chance.choice(keywords)]
        if "if" not in place:
            place.pop("then", None)
    elif act < 0.6 and keywords:
        _moved(chance, place, chance.choice(keywords))
    else:
        other = schema(chance, 1)
        if isinstance(other, dict):
            for key in chance.sample(sorted(other), min(len(other), 1)):
                place[key] = other[key]
    return made


def _moved(chance: Random, place: dict[str, Any], key: str) -> None:
    """Change what one keyword says."""
    value = place[key]
    if isinstance(value, bool):
        place[key] = not value
    elif key == "multipleOf":
        place[key] = chance.choice((1, 2, 4, 6))
    elif isinstance(value, int | float):
        place[key] = abs(value + chance.choice((-1, 1))) if key.startswith("m") else value + 1
    elif key == "enum":
        _choose(chance, value)
    elif key in ("anyOf", "oneOf", "allOf"):
        if len(value) > 1 and chance.random() < 0.5:
            value.pop()
        else:
            value.append(schema(chance, 1))
    elif key == "properties":
        value[chance.choice(NAMES)] = schema(chance, 1)
    elif key in _ANEW:
        place[key] = _ANEW[key](chance)


_ANEW: dict[str, Callable[[Random], Any]] = {
    "pattern": lambda chance: chance.choice(PATTERNS),
    "required": lambda chance: chance.sample(NAMES, chance.randint(1, 3)),
    **dict.fromkeys(
        ("not", "items", "contains", "additionalProperties", "then"),
        lambda chance: schema(chance, 1),
    ),
}


def _choose(chance: Random, values: list[Any]) -> None:
    if len(values) > 1 and chance.random() < 0.5:
        values.pop()
    elif "z" not in values:
        values.append("z")


def _places(made: Any) -> Iterator[dict[str, Any]]:
    """Yield every subschema that is an object."""
    if not isinstance(made, dict):
        return
    yield made
    for key, value in made.items():
        if key in ("properties", "patternProperties", "dependentSchemas", "$defs"):
            for inner in value.values():
                yield from _places(inner)
        elif key in ("allOf", "anyOf", "oneOf", "prefixItems"):
            for inner in value:
                yield from _places(inner)
        elif key in ("items", "not", "if", "then", "contains", "additionalProperties"):
            yield from _places(value)


def instance(chance: Random, made: Any, root: Any, depth: int = 5) -> Any:
    """Return a value that fits a schema more often than not."""
    if chance.random() < 0.08 or not isinstance(made, dict) or not depth:
        return _anything(chance, depth)
    if "$ref" in made:
        return instance(chance, root["$defs"]["part"], root, depth)
    for keyword in ("anyOf", "oneOf", "allOf"):
        if made.get(keyword) and chance.random() < 0.6:
            inner = instance(chance, chance.choice(made[keyword]), root, depth)
            if isinstance(inner, dict) and "properties" in made:
                return {**_object_of(chance, made, root, depth), **inner}
            return inner
    return _plain(chance, made, root, depth)


def _plain(chance: Random, made: dict[str, Any], root: Any, depth: int) -> Any:
    if "enum" in made and chance.random() < 0.9:
        return chance.choice(made["enum"])
    kinds = made.get("type", "object" if "properties" in made else "anything")
    kind = kinds if isinstance(kinds, str) else chance.choice(kinds)
    if kind == "object":
        return _object_of(chance, made, root, depth)
    if kind == "array":
        inner = made.get("items" if chance.random() < 0.7 else "contains", {})
        rows = [instance(chance, one, root, depth - 1) for one in made.get("prefixItems", ())]
        more = chance.randint(0, 3)
        return rows + [instance(chance, inner, root, depth - 1) for _ in range(more)]
    return _anything(chance, depth) if kind == "anything" else _scalar(chance, kind)


def _object_of(chance: Random, made: dict[str, Any], root: Any, depth: int) -> dict[str, Any]:
    told = {**made.get("properties", {})}
    names = [name for name in NAMES if name in told and chance.random() < 0.7]
    names += [name for name in made.get("required", ()) if chance.random() < 0.9]
    if chance.random() < 0.3:
        names.append(chance.choice((*NAMES, "e")))
    return {name: instance(chance, told.get(name, {}), root, depth - 1) for name in names}


def _scalar(chance: Random, kind: str) -> Any:
    if kind == "integer":
        return chance.randint(-3, 8)
    if kind == "number":
        return chance.choice((chance.randint(-3, 8), chance.randint(-6, 16) / 2, 0.25))
    if kind == "boolean":
        return chance.random() < 0.5
    return None if kind == "null" else chance.choice(WORDS)


def _anything(chance: Random, depth: int) -> Any:
    kind = chance.choice(("integer", "number", "boolean", "null", "string", "string"))
    if depth and chance.random() < 0.3:
        inner = [_anything(chance, depth - 1) for _ in range(chance.randint(0, 2))]
        return inner if chance.random() < 0.5 else dict(zip(NAMES, inner, strict=False))
    return _scalar(chance, kind)
