"""What holds of every comparison, on schemas made and changed by chance."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from changes.random_schemas import instance, mutated, referring, schema
from support.effort import BATCHES, CI, seeds

from shenbao.changes.model import Change
from shenbao.changes.schemas.compare import compare_schemas
from shenbao.changes.terms import Direction
from shenbao.core.engines import current as engines
from shenbao.core.engines.ports import JsonSchema
from shenbao.validation.submission.json_schema import FORMATS

INSTANCES = 2000 if CI else 150


def pair(chance: Random) -> tuple[Any, Any]:
    """Return a schema and the same with one to three things changed."""
    old = schema(chance)
    if chance.random() < 0.3:
        old = referring(chance, old)
    new = old
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        new = mutated(chance, new)
    return old, new


def judge(made: Any) -> JsonSchema:
    told = made if isinstance(made, dict) else ({} if made else {"not": {}})
    return engines.json_schema().compile(told, formats=FORMATS)


def told(changes: tuple[Change, ...]) -> list[tuple[str, Direction, str]]:
    return sorted((one.kind, one.direction, one.place.field) for one in changes)


def claimed(changes: tuple[Change, ...]) -> set[Direction]:
    """Return the directions in which the changes say that a verdict may differ."""
    found: set[Direction] = set()
    for change in changes:
        if change.direction in (Direction.BOTH, Direction.UNDETERMINED):
            return {Direction.TIGHTER, Direction.LOOSER}
        found.add(change.direction)
    return found - {Direction.NEUTRAL}


@pytest.mark.parametrize("batch", BATCHES)
def test_no_claim_is_contradicted_by_an_instance_and_every_witness_holds(batch: int) -> None:
    check(seeds(batch, 24, 200))


def check(numbers: range) -> None:
    for seed in numbers:
        chance = Random(seed)  # noqa: S311 - schemas by chance
        old, new = pair(chance)
        before, after = judge(old), judge(new)
        changes = compare_schemas(old, new)
        for witness in (one for change in changes for one in change.witnesses):
            by_old = witness.accepted_by == "old"
            assert before.is_valid(witness.instance) is by_old, seed
            assert after.is_valid(witness.instance) is not by_old, seed
        allowed = claimed(changes)
        for _ in range(INSTANCES):
            side = chance.choice((old, new))
            value = instance(chance, side, side)
            accepted = before.is_valid(value), after.is_valid(value)
            if accepted[0] != accepted[1]:
                shown = Direction.TIGHTER if accepted[0] else Direction.LOOSER
                assert shown in allowed, (seed, value, old, new)
        assert told(compare_schemas(new, old)) == told(tuple(one.swapped() for one in changes)), (
            seed
        )
        assert compare_schemas(old, old) == ()


def test_most_changes_by_chance_are_proved() -> None:
    """A comparison that leaves everything open would keep every law."""
    made = [pair(Random(seed)) for seed in range(40)]  # noqa: S311 - schemas by chance
    found = [change for old, new in made for change in compare_schemas(old, new)]
    open_ = [change for change in found if change.direction is Direction.UNDETERMINED]
    assert len(found) > 30
    assert len(open_) < len(found) / 4
    assert any(change.direction is Direction.BOTH for change in found)


def test_the_same_comparison_gives_the_same_answer() -> None:
    for seed in range(10):
        old, new = pair(Random(seed))  # noqa: S311 - schemas by chance
        assert compare_schemas(old, new) == compare_schemas(old, new)
        first, second = (compare_schemas(old, new) for _ in range(2))
        assert [one.witnesses for one in first] == [one.witnesses for one in second]
        shown = [[witness.instance for witness in one.witnesses] for one in first]
        assert shown == [[witness.instance for witness in one.witnesses] for one in second]
