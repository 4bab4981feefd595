"""Labelled pairs of schemas: what changed, which way, in words, with proofs that hold."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import pytest
from changes.labelled_pairs import Labelled, pairs

from shenbao.changes.catalogue import OF_SCHEMAS
from shenbao.changes.model import Change
from shenbao.changes.schemas.compare import compare_schemas
from shenbao.changes.terms import Direction
from shenbao.core import messages
from shenbao.core.engines import current as engines
from shenbao.validation.submission.json_schema import FORMATS

PAIRS = pairs()


@cache
def changes_of(pair: int) -> tuple[Change, ...]:
    return compare_schemas(PAIRS[pair].old, PAIRS[pair].new)


def accepts(schema: Any, value: Any) -> bool:
    told = schema if isinstance(schema, dict) else ({} if schema else {"not": {}})
    return engines.json_schema().compile(told, formats=FORMATS).is_valid(value)


def told(changes: tuple[Change, ...]) -> list[tuple[str, Direction, str]]:
    return sorted((one.kind, one.direction, one.place.field) for one in changes)


def test_every_row_of_schemas_has_two_pairs_and_every_kind_one() -> None:
    rows = Counter(pair.number for pair in PAIRS)
    assert set(rows) == set(range(1, 27))
    assert [number for number, count in rows.items() if count < 2] == []
    assert {pair.kind for pair in PAIRS} == OF_SCHEMAS


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.id)
def test_a_pair_is_told_as_it_is_labelled(pair: Labelled) -> None:
    changes = changes_of(PAIRS.index(pair))
    assert told(changes) == [(pair.kind, pair.direction, pair.field)]
    (change,) = changes
    for witness in change.witnesses:
        found = accepts(pair.old, witness.instance), accepts(pair.new, witness.instance)
        assert found == (witness.accepted_by == "old", witness.accepted_by == "new")
    proved = {witness.proves for witness in change.witnesses}
    needed = {
        Direction.TIGHTER: {Direction.TIGHTER},
        Direction.LOOSER: {Direction.LOOSER},
        Direction.BOTH: {Direction.TIGHTER, Direction.LOOSER},
    }
    assert proved >= needed.get(pair.direction, set())
    assert change.unproved == (pair.direction is Direction.UNDETERMINED)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.id)
def test_the_other_way_round_is_the_mirror_and_the_same_is_nothing(pair: Labelled) -> None:
    there, back = changes_of(PAIRS.index(pair)), compare_schemas(pair.new, pair.old)
    assert told(back) == told(tuple(change.swapped() for change in there))
    assert compare_schemas(pair.old, pair.old) == ()
    assert compare_schemas(pair.new, pair.new) == ()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.id)
def test_a_pair_is_told_in_words_of_both_languages(pair: Labelled) -> None:
    for change in changes_of(PAIRS.index(pair)):
        for one in (change, change.swapped()):
            said = [messages.say(one.message, one.values, language) for language in ("zh-CN", "en")]
            assert all(": " in text or "：" in text for text in said)
            assert not any("{" in text.replace("{4", "") for text in said if "^" not in text)


WORDS = {
    "14-bound-tightened-tighter": ("a：≤ 58 → ≤ 57", "a: ≤ 58 → ≤ 57"),
    "3-required-property-added-both": (
        "整份内容：新增必填的“b”，以前不能填",
        'the whole: "b" is new and required; it was not allowed before',
    ),
    "23-bound-tightened-tighter": (
        "a · 其中一种情形：≥ 3 → ≥ 4",
        "a · one of the cases: ≥ 3 → ≥ 4",
    ),
    "16-bound-made-inclusive-looser": (
        "a：< 58 → ≤ 58，现在包含这个数本身",
        "a: < 58 → ≤ 58, the limit itself now counts",
    ),
}


@pytest.mark.parametrize("pair_id", WORDS)
def test_words(pair_id: str) -> None:
    pair = next(pair for pair in PAIRS if pair.id == pair_id)
    (change,) = compare_schemas(pair.old, pair.new)
    said = [messages.say(change.message, change.values, language) for language in ("zh-CN", "en")]
    assert tuple(said) == WORDS[pair_id]


def test_a_change_says_where_it_stands_and_what_it_was() -> None:
    old, new = (
        {
            "properties": {
                "leader": {
                    "title": "负责人",
                    "properties": {"age": {"title": "年龄", "type": "integer", "maximum": limit}},
                }
            }
        }
        for limit in (58, 57)
    )
    (change,) = compare_schemas(old, new, part="keti/shenbao")
    assert change.place.pointer == "/properties/leader/properties/age"
    assert (change.place.field, change.place.part) == ("leader.age", "keti/shenbao")
    assert (change.old, change.new) == ({"maximum": 58}, {"maximum": 57})
    assert change.witnesses[0].instance == {"leader": {"age": 58}}
    assert messages.say(change.message, change.values) == "负责人 · 年龄：≤ 58 → ≤ 57"


def test_renames_by_a_map_carry_values_over_and_changes_further_in_are_told() -> None:
    old = {"properties": {"tel": {"maxLength": 5}}, "additionalProperties": False}
    new = {"properties": {"mobile": {"maxLength": 4}}, "additionalProperties": False}
    renamed, shorter = compare_schemas(old, new, renames={"tel": "mobile"})
    assert (renamed.kind, renamed.mapping) == ("property-renamed", {"tel": "mobile"})
    assert (shorter.kind, shorter.direction) == ("length-tightened", Direction.TIGHTER)
    assert shorter.former is not None
    assert (shorter.former.pointer, shorter.place.pointer) == (
        "/properties/tel",
        "/properties/mobile",
    )
    assert [one.kind for one in compare_schemas(old, new)] == ["property-removed", "property-added"]


def test_a_code_replaced_by_one_of_the_same_name_is_carried_over() -> None:
    old = {"oneOf": [{"const": "A1", "title": "甲"}, {"const": "B", "title": "乙"}]}
    new = {"oneOf": [{"const": "A2", "title": "甲"}, {"const": "B", "title": "乙"}]}
    (change,) = compare_schemas(old, new)
    assert (change.kind, change.mapping) == ("value-replaced", {"A1": "A2"})


def test_what_cannot_be_proved_is_left_open() -> None:
    """The property cannot be there at all, so that its limit decides nothing."""
    impossible = {"type": "integer", "minimum": 3, "allOf": [{"not": {"minimum": 0}}]}
    old = {"properties": {"a": {**impossible, "maximum": 9}}}
    new = {"properties": {"a": {**impossible, "maximum": 8}}}
    (change,) = compare_schemas(old, new)
    assert (change.kind, change.direction) == ("bound-tightened", Direction.UNDETERMINED)
    assert change.unproved
    assert change.witnesses == ()
