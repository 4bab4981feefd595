"""Pairs of JSON Schemas with the one change that each makes: rows 1 to 26 of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shenbao.changes.terms import Direction

T, L, B = Direction.TIGHTER, Direction.LOOSER, Direction.BOTH
N, U = Direction.NEUTRAL, Direction.UNDETERMINED

Schema = dict[str, Any]


@dataclass(frozen=True)
class Labelled:
    """A pair: the row, the two schemas, and what has to be told of them."""

    number: int
    old: Any
    new: Any
    kind: str
    direction: Direction
    field: str = ""

    @property
    def id(self) -> str:
        return f"{self.number}-{self.kind}-{self.direction.value}"


def form(properties: Schema, *required: str, **more: Any) -> Schema:
    """An object with such properties; ``required`` are those that must be there."""
    made = {"type": "object", "properties": properties, **more}
    return {**made, "required": list(required)} if required else made


def closed(properties: Schema, *required: str) -> Schema:
    return form(properties, *required, additionalProperties=False)


def nested(inner: Schema) -> Schema:
    """A schema in an object in a row, behind a reference."""
    unit = closed({"name": {"type": "string"}, "value": {"$ref": "#/$defs/value"}}, "value")
    partners = {"type": "array", "items": unit, "minItems": 1}
    return {**closed({"partners": partners}, "partners"), "$defs": {"value": inner}}


TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
NAMED = closed({"name": TEXT}, "name")


def of(key: str, old: Schema, new: Schema) -> tuple[Schema, Schema]:
    """Two forms that differ in one property."""
    return closed({"name": TEXT, key: old}, "name"), closed({"name": TEXT, key: new}, "name")


def pairs() -> list[Labelled]:
    rows: list[tuple[int, tuple[Any, Any], str, Direction, str]] = [
        (1, (form({"a": TEXT}), form({"a": TEXT}, "a")), "required-added", T, ""),
        (1, (NAMED, {**NAMED, "required": ["name", "a"]}), "required-added", T, ""),
        (
            1,
            (nested(form({"a": TEXT, "b": TEXT})), nested(form({"a": TEXT, "b": TEXT}, "b"))),
            "required-added",
            T,
            "partners[].value",
        ),
        (2, (form({"a": TEXT}, "a"), form({"a": TEXT})), "required-removed", L, ""),
        (
            2,
            ({"type": "array", "items": form({}, "a")}, {"type": "array", "items": form({})}),
            "required-removed",
            L,
            "[]",
        ),
        (
            3,
            (NAMED, closed({"name": TEXT, "b": WHOLE}, "name", "b")),
            "required-property-added",
            B,
            "",
        ),
        (
            3,
            (nested(NAMED), nested(closed({"name": TEXT, "b": {}}, "name", "b"))),
            "required-property-added",
            B,
            "partners[].value",
        ),
        (4, (NAMED, closed({"name": TEXT, "b": WHOLE}, "name")), "property-added", L, ""),
        (
            4,
            (nested(NAMED), nested(closed({"name": TEXT, "b": TEXT}, "name"))),
            "property-added",
            L,
            "partners[].value",
        ),
        (5, (form({}), form({"b": WHOLE})), "property-typed", T, ""),
        (
            5,
            (nested(form({"a": TEXT}, "a")), nested(form({"a": TEXT, "b": TEXT}, "a"))),
            "property-typed",
            T,
            "partners[].value",
        ),
        (6, (closed({"name": TEXT, "b": WHOLE}, "name"), NAMED), "property-removed", T, ""),
        (
            6,
            (closed({"name": TEXT, "b": WHOLE}, "b"), closed({"name": TEXT})),
            "required-property-removed",
            B,
            "",
        ),
        (
            6,
            (nested(closed({"name": TEXT, "b": TEXT}, "name")), nested(NAMED)),
            "property-removed",
            T,
            "partners[].value",
        ),
        (7, (form({"b": WHOLE}), form({})), "property-untyped", L, ""),
        (
            7,
            ({"type": "array", "items": form({"b": TEXT})}, {"type": "array", "items": form({})}),
            "property-untyped",
            L,
            "[]",
        ),
        (
            8,
            (
                closed({"tel": {**TEXT, "x-id": "phone"}}),
                closed({"mobile": {**TEXT, "x-id": "phone"}}),
            ),
            "property-renamed",
            B,
            "",
        ),
        (
            8,
            (
                nested(closed({"tel": {**TEXT, "x-id": "p"}}, "tel")),
                nested(closed({"mobile": {**TEXT, "x-id": "p"}}, "mobile")),
            ),
            "property-renamed",
            B,
            "partners[].value",
        ),
        (9, of("a", {"type": ["string", "integer"]}, TEXT), "type-narrowed", T, "a"),
        (9, (nested(NUMBER), nested(WHOLE)), "type-narrowed", T, "partners[].value"),
        (9, of("a", {"type": ["string", "null"]}, TEXT), "null-disallowed", T, "a"),
        (9, of("a", TEXT, WHOLE), "type-replaced", B, "a"),
        (10, of("a", WHOLE, NUMBER), "type-widened", L, "a"),
        (10, of("a", TEXT, {"anyOf": [TEXT, {"type": "null"}]}), "null-allowed", L, "a"),
        (
            10,
            (nested(TEXT), nested({"type": ["string", "boolean"]})),
            "type-widened",
            L,
            "partners[].value",
        ),
        (11, of("a", {"enum": ["x", "y", "z"]}, {"enum": ["x"]}), "value-removed", T, "a"),
        (11, of("a", {"enum": ["x"]}, {"enum": ["x", None]}), "value-added", L, "a"),
        (
            11,
            (nested({"enum": [1, 2]}), nested({"enum": [1, 2, 3]})),
            "value-added",
            L,
            "partners[].value",
        ),
        (11, of("a", {"enum": [1, 2]}, {"const": 1.0}), "value-removed", T, "a"),
        (12, of("a", {"enum": ["x", "y"]}, {"enum": ["x", "z"]}), "value-replaced", B, "a"),
        (12, of("a", {"const": "2025"}, {"const": "2026"}), "value-replaced", B, "a"),
        (13, of("a", {"enum": ["x", "y"]}, {"enum": ["y", "x"]}), "values-reordered", N, "a"),
        (
            13,
            of(
                "a",
                {"oneOf": [{"const": 1, "title": "一"}, {"const": 2}]},
                {"oneOf": [{"const": 1, "title": "甲"}, {"const": 2}]},
            ),
            "value-label-changed",
            N,
            "a",
        ),
        (
            14,
            of("a", {**WHOLE, "maximum": 58}, {**WHOLE, "maximum": 57}),
            "bound-tightened",
            T,
            "a",
        ),
        (
            14,
            of("a", {**NUMBER, "minimum": 0.5}, {**NUMBER, "minimum": 0}),
            "bound-loosened",
            L,
            "a",
        ),
        (
            14,
            of("a", {**TEXT, "maxLength": 200}, {**TEXT, "maxLength": 100}),
            "length-tightened",
            T,
            "a",
        ),
        (
            14,
            of("a", {**TEXT, "minLength": 9}, {**TEXT, "minLength": 8}),
            "length-loosened",
            L,
            "a",
        ),
        (
            14,
            (nested({"type": "array", "maxItems": 3}), nested({"type": "array", "maxItems": 5})),
            "count-loosened",
            L,
            "partners[].value",
        ),
        (14, (form({}, minProperties=2), form({}, minProperties=3)), "count-tightened", T, ""),
        (14, of("a", TEXT, {"not": {}}), "property-removed", T, ""),
        (14, ({"items": True}, False), "schema-closed", T, ""),
        (14, (False, TEXT), "schema-opened", L, ""),
        (15, of("a", WHOLE, {**WHOLE, "minimum": 18}), "constraint-set", T, "a"),
        (15, of("a", {**TEXT, "minLength": 2}, TEXT), "constraint-removed", L, "a"),
        (15, of("a", TEXT, {**TEXT, "enum": ["x", "y"]}), "constraint-set", T, "a"),
        (15, of("a", {"enum": ["x", 1]}, TEXT), "constraint-removed", B, "a"),
        (
            16,
            of("a", {**NUMBER, "minimum": 0}, {**NUMBER, "exclusiveMinimum": 0}),
            "bound-made-exclusive",
            T,
            "a",
        ),
        (
            16,
            of("a", {**WHOLE, "exclusiveMaximum": 58}, {**WHOLE, "maximum": 58}),
            "bound-made-inclusive",
            L,
            "a",
        ),
        (17, of("a", TEXT, {**TEXT, "pattern": "^[0-9]+$"}), "pattern-added", T, "a"),
        (
            17,
            (nested({**TEXT, "pattern": "^[A-Z]{2}"}), nested(TEXT)),
            "pattern-removed",
            L,
            "partners[].value",
        ),
        (
            18,
            of("a", {**TEXT, "pattern": "^[0-9]{6}$"}, {**TEXT, "pattern": "^[0-9]{4}$"}),
            "pattern-changed",
            B,
            "a",
        ),
        (
            18,
            of("a", {**TEXT, "pattern": "^1[0-9]{10}$"}, {**TEXT, "pattern": "^1[3-9][0-9]{9}$"}),
            "pattern-changed",
            T,
            "a",
        ),
        (
            18,
            of(
                "a", {**TEXT, "pattern": "^沪[0-9]{4}$"}, {**TEXT, "pattern": "^(沪|苏)[0-9]{4,5}$"}
            ),
            "pattern-changed",
            L,
            "a",
        ),
        (
            18,
            of("a", {**TEXT, "pattern": "^(?=a)"}, {**TEXT, "pattern": "^(?=ab)"}),
            "pattern-changed",
            U,
            "a",
        ),
        (19, of("a", TEXT, {**TEXT, "format": "date"}), "format-added", T, "a"),
        (19, of("a", {**TEXT, "format": "email"}, TEXT), "format-removed", L, "a"),
        (
            19,
            of("a", {**TEXT, "format": "date"}, {**TEXT, "format": "date-time"}),
            "format-changed",
            B,
            "a",
        ),
        (19, of("a", TEXT, {**TEXT, "format": "of-our-own"}), "annotation-changed", N, "a"),
        (
            20,
            of("a", {**NUMBER, "multipleOf": 0.01}, {**NUMBER, "multipleOf": 0.1}),
            "step-coarser",
            T,
            "a",
        ),
        (
            20,
            of("a", {**WHOLE, "multipleOf": 10}, {**WHOLE, "multipleOf": 5}),
            "step-finer",
            L,
            "a",
        ),
        (
            20,
            of("a", {**WHOLE, "multipleOf": 4}, {**WHOLE, "multipleOf": 6}),
            "step-changed",
            B,
            "a",
        ),
        (
            21,
            (nested({"type": "array"}), nested({"type": "array", "uniqueItems": True})),
            "unique-required",
            T,
            "partners[].value",
        ),
        (
            21,
            of(
                "a",
                {"type": "array", "items": WHOLE, "uniqueItems": True},
                {"type": "array", "items": WHOLE},
            ),
            "unique-dropped",
            L,
            "a",
        ),
        (
            21,
            of("a", {"type": "array"}, {"type": "array", "contains": {"const": 3}}),
            "contains-added",
            T,
            "a",
        ),
        (
            21,
            of("a", {"type": "array", "contains": TEXT}, {"type": "array"}),
            "contains-removed",
            L,
            "a",
        ),
        (
            21,
            of(
                "a",
                {"type": "array", "contains": TEXT},
                {"type": "array", "contains": TEXT, "minContains": 2},
            ),
            "contains-changed",
            T,
            "a",
        ),
        (22, conditional(None, ["reason"]), "condition-added", T, ""),
        (22, conditional(["reason"], None), "condition-removed", L, ""),
        (22, conditional(["reason"], ["reason", "unit"]), "required-added", T, ""),
        (22, asking({"minimum": 3}, {"minimum": 5}), "condition-changed", B, ""),
        (
            23,
            (
                {"$dynamicRef": "#/$defs/a", "$defs": {"a": TEXT}},
                {"$dynamicRef": "#/$defs/a", "$defs": {"a": WHOLE}},
            ),
            "schema-changed",
            B,
            "",
        ),
        (
            22,
            (
                form({"a": TEXT, "b": TEXT}),
                form({"a": TEXT, "b": TEXT}, dependentRequired={"a": ["b"]}),
            ),
            "dependency-added",
            T,
            "",
        ),
        (
            22,
            (nested(form({}, dependentRequired={"a": ["b"]})), nested(form({}))),
            "dependency-removed",
            L,
            "partners[].value",
        ),
        (
            22,
            (form({"a": TEXT}), {**form({"a": TEXT}), "allOf": [{"required": ["a"]}]}),
            "required-added",
            T,
            "",
        ),
        (
            22,
            (
                form({}, patternProperties={"^a": TEXT}),
                form(
                    {},
                    patternProperties={"^a": TEXT},
                    allOf=[{"additionalProperties": {"maxLength": 3}}],
                ),
            ),
            "branch-added",
            T,
            "",
        ),
        (
            22,
            (
                form(
                    {},
                    patternProperties={"^a": TEXT},
                    allOf=[{"additionalProperties": {"maxLength": 3}}],
                ),
                form({}, patternProperties={"^a": TEXT}),
            ),
            "branch-removed",
            L,
            "",
        ),
        (22, of("a", TEXT, {**TEXT, "not": {"const": "x"}}), "exclusion-added", T, "a"),
        (22, of("a", {**TEXT, "not": {"const": "x"}}, TEXT), "exclusion-removed", L, "a"),
        (
            22,
            of("a", {**TEXT, "not": {"enum": ["x", "y"]}}, {**TEXT, "not": {"const": "x"}}),
            "exclusion-changed",
            L,
            "a",
        ),
        (
            23,
            of(
                "a",
                {"anyOf": [TEXT, {**WHOLE, "minimum": 3}]},
                {"anyOf": [TEXT, {**WHOLE, "minimum": 4}]},
            ),
            "bound-tightened",
            T,
            "a",
        ),
        (
            23,
            of(
                "a",
                {"oneOf": [{**WHOLE, "multipleOf": 2}, {**WHOLE, "multipleOf": 3}]},
                {"oneOf": [{**WHOLE, "multipleOf": 2}, {**WHOLE, "multipleOf": 5}]},
            ),
            "alternatives-changed",
            B,
            "a",
        ),
        (
            23,
            (
                form({"a": TEXT, "b": TEXT}, anyOf=[{"required": ["a"]}, {"required": ["b"]}]),
                form({"a": TEXT, "b": TEXT}),
            ),
            "alternatives-removed",
            L,
            "",
        ),
        (
            23,
            (form({}), form({}, anyOf=[{"required": ["a"]}, {"required": ["b"]}])),
            "alternatives-added",
            T,
            "",
        ),
        (
            23,
            (
                form({}, anyOf=[{"required": ["a"]}, {"required": ["b"]}, {"required": ["c"]}]),
                form({}, anyOf=[{"required": ["a"]}, {"required": ["b"]}]),
            ),
            "alternatives-changed",
            T,
            "",
        ),
        (24, (form({"a": TEXT}), closed({"a": TEXT})), "object-closed", T, ""),
        (
            24,
            (nested(closed({"a": TEXT})), nested(form({"a": TEXT}))),
            "object-opened",
            L,
            "partners[].value",
        ),
        (
            24,
            (
                form(
                    {"a": TEXT}, anyOf=[{"properties": {"b": WHOLE}}, {"properties": {"c": WHOLE}}]
                ),
                form(
                    {"a": TEXT},
                    anyOf=[{"properties": {"b": WHOLE}}, {"properties": {"c": WHOLE}}],
                    unevaluatedProperties=False,
                ),
            ),
            "object-closed",
            T,
            "",
        ),
        (
            24,
            (form({}, additionalProperties=TEXT), form({}, additionalProperties=NUMBER)),
            "others-changed",
            B,
            "",
        ),
        (
            24,
            (form({}, additionalProperties=WHOLE), form({}, additionalProperties=NUMBER)),
            "others-changed",
            L,
            "",
        ),
        (
            24,
            of(
                "a",
                {"type": "array", "prefixItems": [TEXT]},
                {"type": "array", "prefixItems": [TEXT], "items": False},
            ),
            "rows-closed",
            T,
            "a",
        ),
        (
            24,
            of("a", {"type": "array", "items": False}, {"type": "array", "items": TEXT}),
            "rows-opened",
            L,
            "a",
        ),
        (24, (form({}), form({}, propertyNames={"maxLength": 3})), "names-changed", T, ""),
        (
            25,
            (
                nested(TEXT),
                closed(
                    {
                        "partners": {
                            "type": "array",
                            "minItems": 1,
                            "items": {"allOf": [{"$ref": "#/$defs/unit"}]},
                        }
                    },
                    "partners",
                )
                | {"$defs": {"unit": closed({"name": TEXT, "value": TEXT}, "value")}},
            ),
            "schema-rewritten",
            N,
            "",
        ),
        (
            25,
            ({**WHOLE, "exclusiveMinimum": 17}, {"allOf": [WHOLE, {"minimum": 18}]}),
            "schema-rewritten",
            N,
            "",
        ),
        (
            26,
            of("a", {**TEXT, "title": "姓名"}, {**TEXT, "title": "负责人姓名"}),
            "annotation-changed",
            N,
            "a",
        ),
        (
            26,
            (nested({**TEXT, "default": "x"}), nested({**TEXT, "default": "y"})),
            "annotation-changed",
            N,
            "partners[].value",
        ),
    ]
    return [
        Labelled(number, *versions, kind, direction, field)
        for number, versions, kind, direction, field in rows
    ]


def conditional(*needed: list[str] | None) -> tuple[Schema, Schema]:
    """Two forms whose properties are needed where the kind is a key one; None: no condition."""
    told = {"kind": {"enum": ["key", "general"]}, "reason": TEXT, "unit": TEXT}
    first, second = (
        form(told, "kind")
        if names is None
        else {
            **form(told, "kind"),
            "if": {"properties": {"kind": {"const": "key"}}},
            "then": {"required": names},
        }
        for names in needed
    )
    return first, second


def asking(*asked: Schema) -> tuple[Schema, Schema]:
    """Two forms of which another property is asked for under another condition."""
    first, second = (
        {
            **form({"age": WHOLE, "reason": TEXT, "unit": TEXT}),
            "if": {"required": ["age"], "properties": {"age": condition}},
            "then": {"required": [needed]},
        }
        for condition, needed in zip(asked, ("reason", "unit"), strict=True)
    )
    return first, second
