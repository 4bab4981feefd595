"""Schemas of somebody else: one clear word each, no hang, nothing fetched, no endless depth."""

from __future__ import annotations

from typing import Any

import pytest

from shenbao.changes.schemas.compare import compare_schemas
from shenbao.changes.terms import Direction
from shenbao.changes.witness.patterns import UndecidedError, difference, matching
from shenbao.core.errors import ShenbaoError


def doubled(keyword: str, levels: int = 30, times: int = 3) -> dict[str, Any]:
    """A schema that is small as it is written and endless with its references written out."""
    names = "abcdefghij"[:times]
    made: dict[str, Any] = {f"d{levels}": {"type": "string"}}
    for level in range(levels):
        inner = [{"$ref": f"#/$defs/d{level + 1}"} for _ in names]
        pairs = dict(zip(names, inner, strict=True))
        made[f"d{level}"] = {keyword: pairs if keyword == "properties" else inner}
    return {"$defs": made, "$ref": "#/$defs/d0"}


def nested(levels: int) -> Any:
    made: Any = {}
    for _ in range(levels):
        made = {"not": made}
    return made


def chain(levels: int) -> Any:
    made: dict[str, Any] = {
        f"d{at}": {"items": {"$ref": f"#/$defs/d{at + 1}"}} for at in range(levels)
    }
    return {"$defs": {**made, f"d{levels}": {}}, "$ref": "#/$defs/d0"}


REFUSED = [
    ([1], "compare-no-schema"),
    ("{}", "compare-no-schema"),
    (None, "compare-no-schema"),
    (3.5, "compare-no-schema"),
    ({"type": "strin"}, "compare-refused"),
    ({"properties": {"a": 5}}, "compare-refused"),
    ({"allOf": {}}, "compare-refused"),
    ({"pattern": "("}, "compare-refused"),
    ({"$ref": 5}, "compare-refused"),
    ({"$ref": "https://example.org/other"}, "compare-reference"),
    ({"$ref": "file:///etc/passwd"}, "compare-reference"),
    ({"$ref": "#/$defs/nothing"}, "compare-reference"),
    ({"items": {"$ref": "#nowhere"}}, "compare-reference"),
    ({"$schema": "http://json-schema.org/draft-07/schema#"}, "compare-draft"),
    ({"const": "\0"}, "compare-unfit-nul"),
    ({"minimum": float("nan")}, "compare-unfit-not-a-number"),
    ({"title": "\ud800"}, "compare-unfit-surrogate"),
    (nested(3000), "compare-unfit-deep"),
    (chain(500), "compare-deep"),
    (doubled("properties", times=10), "compare-large"),
    (doubled("allOf"), "compare-large"),
    (doubled("anyOf"), "compare-large"),
    (doubled("oneOf"), "compare-large"),
    ({"allOf": [{}] * 200_001}, "compare-large"),
]


@pytest.mark.parametrize(("schema", "message"), REFUSED)
def test_what_cannot_be_compared_is_said(schema: Any, message: str) -> None:
    for versions in ((schema, {"type": "string"}), ({"type": "string"}, schema)):
        with pytest.raises(ShenbaoError) as refused:
            compare_schemas(*versions)
        assert refused.value.message == message
        assert "处理：" in refused.value.text()
        assert "Remedy: " in refused.value.text("en")


def test_schemas_that_refer_to_themselves_are_compared() -> None:
    def tree(most: int) -> dict[str, Any]:
        value = {"type": "integer", "maximum": most}
        below = {"type": "array", "items": {"$ref": "#/$defs/tree"}}
        return {
            "$defs": {"tree": {"properties": {"value": value, "below": below}}},
            "$ref": "#/$defs/tree",
        }

    assert compare_schemas(tree(5), tree(5)) == ()
    (change,) = compare_schemas(tree(5), tree(4))
    assert (change.direction, change.place.field) == (Direction.TIGHTER, "value")
    (change,) = compare_schemas({"$ref": "#"}, {"type": "string"})
    assert change.direction is Direction.UNDETERMINED
    assert compare_schemas({"$ref": "#"}, {"$ref": "#"}) == ()


def test_two_trees_of_which_only_one_may_be_deep_are_not_the_same() -> None:
    """Demands beside a reference hold at the top, demands behind it at every level."""
    inner = {"properties": {"a": {"$ref": "#/$defs/t"}}}
    top = {"$defs": {"t": inner}, "$ref": "#/$defs/t", "minProperties": 1}
    everywhere = {"$defs": {"t": {**inner, "minProperties": 1}}, "$ref": "#/$defs/t"}
    assert any(
        change.direction is not Direction.NEUTRAL for change in compare_schemas(top, everywhere)
    )


def test_numbers_and_lists_without_measure() -> None:
    (change,) = compare_schemas({"minimum": 10**400}, {"minimum": 1e308})
    assert change.direction is Direction.LOOSER
    (change,) = compare_schemas({"minLength": 10**9}, {"minLength": 10**9 + 1})
    assert change.direction is Direction.UNDETERMINED
    (change,) = compare_schemas({"enum": [*range(9000)]}, {"enum": [*range(9001)]})
    assert (change.new, change.direction) == ([9000], Direction.LOOSER)


def test_patterns_that_go_back_without_end_are_judged_or_left_open() -> None:
    (change,) = compare_schemas({"pattern": "^(a+)+$"}, {"pattern": "^(a*)*$"})
    assert change.direction is Direction.LOOSER
    (change,) = compare_schemas({"pattern": "(x+x+)+y"}, {"pattern": "^(?=(a+)+$)b"})
    assert change.direction is Direction.UNDETERMINED
    name = "a" * 60 + "b"
    old, new = (
        {"patternProperties": {"^(a+)+$": {"type": kind}}, "properties": {name: {}}}
        for kind in ("string", "integer")
    )
    assert [change.direction for change in compare_schemas(old, new)] == [Direction.BOTH]
    with pytest.raises(UndecidedError):
        difference(["^(a|b)*a(a|b){20}$"], ["^(a|b)*b(a|b){20}$"])


@pytest.mark.parametrize(
    ("accepting", "refusing", "found"),
    [
        (["^[A-Z]{2,3}$"], ["^[A-Z]{2}$"], "AAA"),
        (["^[A-Z]{2}$"], ["^[A-Z]{2,3}$"], None),
        (["ab"], ["a"], None),
        (["a|^b"], ["^(a|b)"], "Aa"),
        (["^$"], [""], None),
        (["^\\d+$"], ["^[0-9]*$"], None),
        (["^[^a]$"], ["^[b-z]$"], "A"),
        (["^(ab?){1,2}$", "b"], ["^ab$"], "aab"),
        (["^\\u6caa$"], ["^沪$"], None),
    ],
)
def test_a_text_that_only_one_pattern_takes(
    accepting: list[str], refusing: list[str], found: str | None
) -> None:
    assert difference(accepting, refusing) == found


@pytest.mark.parametrize(
    "pattern", ["(?=a)", "(a)\\1", "a**", "[z-a]", "[[a]&&b]", "a$b", "(^a)+", "\\p{L}", "(", "a)"]
)
def test_patterns_that_are_not_read_are_left_open(pattern: str) -> None:
    with pytest.raises(UndecidedError):
        difference([pattern], ["a"])
    assert matching((pattern,)) == ()
