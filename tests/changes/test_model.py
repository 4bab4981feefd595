"""Directions, levels and mirrors: a change the other way round is the same change."""

from __future__ import annotations

import pytest

from shenbao.changes.catalogue import CATALOGUE
from shenbao.changes.model import Change, Level, Perspective, Place, Witness
from shenbao.changes.terms import Direction, Subject


def test_every_kind_has_a_mirror_that_leads_back_the_other_way() -> None:
    assert {row.number for row in CATALOGUE.values()} == set(range(1, 40))
    for row in CATALOGUE.values():
        mirror = CATALOGUE[row.mirror]
        assert mirror.mirror == row.kind
        assert mirror.direction is row.direction.mirrored
        assert (mirror.subject, mirror.weight) == (row.subject, row.weight)


def change(direction: Direction, kind: str = "bound-tightened") -> Change:
    return Change(
        kind=kind,
        direction=direction,
        subject=Subject.DATA,
        place=Place(part="a/b", pointer="/properties/age", field="age"),
        former=Place(part="a/b", pointer="/properties/years", field="years"),
        old=58,
        new=57,
        clauses_old=("c1",),
        witnesses=(Witness(instance={"age": 58}, accepted_by="old"),),
        mapping={"years": "age"},
        values={"old": 58, "new": 57, "field": "age"},
    )


@pytest.mark.parametrize(
    ("direction", "levels"),
    [
        (Direction.TIGHTER, ("error", "info", "warning")),
        (Direction.LOOSER, ("info", "error", "warning")),
        (Direction.BOTH, ("error", "error", "warning")),
        (Direction.NEUTRAL, ("info", "info", "info")),
        (Direction.UNDETERMINED, ("warning", "warning", "warning")),
    ],
)
def test_how_much_a_change_matters_depends_on_who_asks(
    direction: Direction, levels: tuple[Level, ...]
) -> None:
    assert tuple(change(direction).level(who) for who in Perspective) == levels


def test_drift_and_mistakes_are_for_those_who_can_mend_them() -> None:
    drift = change(Direction.NEUTRAL, "value-unchanged")
    assert [drift.level(who) for who in Perspective] == ["info", "info", "error"]
    mistake = change(Direction.UNDETERMINED, "retired-id-reused")
    assert {mistake.level(who) for who in Perspective} == {"error"}


def test_swapped_twice_is_the_same_change() -> None:
    one = change(Direction.TIGHTER)
    back = one.swapped()
    assert (back.kind, back.direction) == ("bound-loosened", Direction.LOOSER)
    assert (back.old, back.new, back.values["old"]) == (57, 58, 57)
    assert (back.clauses_new, back.mapping) == (("c1",), {"age": "years"})
    assert back.witnesses[0].proves is Direction.LOOSER
    assert back.swapped() == one
    assert back.swapped().values == one.values


def test_a_fingerprint_is_of_the_change_and_not_of_its_words() -> None:
    one = change(Direction.TIGHTER)
    assert len(one.fingerprint) == 16
    assert one.swapped().fingerprint != one.fingerprint
    assert one.swapped().swapped().fingerprint == one.fingerprint
