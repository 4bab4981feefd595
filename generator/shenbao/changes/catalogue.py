"""The catalogue of changes: every kind, by its number, with its direction and its mirror.

A pair of kinds stands once: the first with its direction, the second is its mirror. The
direction is that of a change that no proof says more of. Rows 1 to 26 are told of two JSON
Schemas, rows 27 to 39 of two notices, which have kinds of their own in rows 8 and 26, too.

The sentence of a kind is the message ``change-`` and its id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shenbao.changes.terms import Direction, Row, Subject, Weight

_T, _L, _B = Direction.TIGHTER, Direction.LOOSER, Direction.BOTH
_N, _U = Direction.NEUTRAL, Direction.UNDETERMINED
_DATA, _TEXT = Subject.DATA, Subject.TEXT


def _pair(
    numbers: tuple[int, int],
    kinds: tuple[str, str],
    direction: Direction = _T,
    subject: Subject = _DATA,
) -> Iterator[Row]:
    first, second = kinds
    way, back = direction, direction.mirrored
    yield Row(kind=first, number=numbers[0], direction=way, subject=subject, mirror=second)
    yield Row(kind=second, number=numbers[1], direction=back, subject=subject, mirror=first)


def _alone(
    number: int,
    kind: str,
    direction: Direction,
    subject: Subject = _DATA,
    weight: Weight = "change",
) -> Iterator[Row]:
    yield Row(
        kind=kind, number=number, direction=direction, subject=subject, mirror=kind, weight=weight
    )


def _rows_of_schemas() -> Iterator[Row]:
    yield from _pair((1, 2), ("required-added", "required-removed"))
    yield from _pair((3, 6), ("required-property-added", "required-property-removed"), _B)
    yield from _pair((4, 6), ("property-added", "property-removed"), _L)
    yield from _pair((5, 7), ("property-typed", "property-untyped"))
    yield from _alone(8, "property-renamed", _B)
    yield from _pair((9, 10), ("type-narrowed", "type-widened"))
    yield from _pair((9, 10), ("null-disallowed", "null-allowed"))
    yield from _alone(9, "type-replaced", _B)
    yield from _pair((11, 11), ("value-removed", "value-added"))
    yield from _alone(12, "value-replaced", _B)
    yield from _alone(13, "values-reordered", _N, _TEXT)
    yield from _alone(13, "value-label-changed", _N, _TEXT)
    yield from _pair((14, 14), ("bound-tightened", "bound-loosened"))
    yield from _pair((14, 14), ("length-tightened", "length-loosened"))
    yield from _pair((14, 14), ("count-tightened", "count-loosened"))
    yield from _pair((15, 15), ("constraint-set", "constraint-removed"))
    yield from _pair((16, 16), ("bound-made-exclusive", "bound-made-inclusive"))
    yield from _pair((17, 17), ("pattern-added", "pattern-removed"))
    yield from _alone(18, "pattern-changed", _U)
    yield from _pair((19, 19), ("format-added", "format-removed"))
    yield from _alone(19, "format-changed", _U)
    yield from _pair((20, 20), ("step-coarser", "step-finer"))
    yield from _alone(20, "step-changed", _U)
    yield from _pair((21, 21), ("unique-required", "unique-dropped"))
    yield from _pair((21, 21), ("contains-added", "contains-removed"))
    yield from _alone(21, "contains-changed", _U)
    yield from _pair((22, 22), ("condition-added", "condition-removed"))
    yield from _alone(22, "condition-changed", _U)
    yield from _pair((22, 22), ("dependency-added", "dependency-removed"))
    yield from _pair((22, 22), ("branch-added", "branch-removed"))
    yield from _pair((22, 22), ("exclusion-added", "exclusion-removed"))
    yield from _alone(22, "exclusion-changed", _U)
    yield from _alone(23, "alternatives-changed", _U)
    yield from _pair((23, 23), ("alternatives-added", "alternatives-removed"))
    yield from _pair((24, 24), ("object-closed", "object-opened"))
    yield from _pair((24, 24), ("rows-closed", "rows-opened"))
    yield from _alone(24, "others-changed", _U)
    yield from _alone(24, "names-changed", _U)
    yield from _alone(25, "schema-rewritten", _N, _TEXT)
    yield from _alone(26, "annotation-changed", _N, _TEXT)
    yield from _pair((14, 14), ("schema-closed", "schema-opened"))
    yield from _alone(15, "schema-changed", _U)


def _rows_of_notices() -> Iterator[Row]:
    yield from _alone(27, "unit-changed", _B)
    yield from _alone(27, "indicator-changed", _B)
    yield from _pair((28, 28), ("rule-added", "rule-removed"), _T, Subject.ELIGIBILITY)
    yield from _alone(8, "field-renamed", _B)
    yield from _alone(27, "field-condition-changed", _U)
    yield from _alone(27, "field-role-changed", _U)
    yield from _alone(29, "rule-changed", _U, Subject.ELIGIBILITY)
    yield from _alone(26, "rule-reworded", _N, _TEXT)
    yield from _pair((30, 30), ("severity-raised", "severity-lowered"), _T, Subject.ELIGIBILITY)
    yield from _pair((31, 31), ("quota-lowered", "quota-raised"), _T, Subject.QUOTA)
    yield from _pair((31, 31), ("quota-added", "quota-removed"), _T, Subject.QUOTA)
    yield from _alone(31, "quota-changed", _U, Subject.QUOTA)
    yield from _alone(31, "quota-groups-changed", _U, Subject.QUOTA)
    yield from _pair((31, 31), ("target-added", "target-removed"), _T, Subject.QUOTA)
    yield from _alone(31, "target-changed", _U, Subject.QUOTA)
    yield from _pair((32, 32), ("list-limit-lowered", "list-limit-raised"), _T, Subject.QUOTA)
    yield from _pair((33, 33), ("deadline-earlier", "deadline-later"), _T, Subject.PROCEDURE)
    yield from _alone(33, "deadline-next-year", _N, Subject.PROCEDURE)
    yield from _alone(33, "period-changed", _B, Subject.PROCEDURE)
    yield from _alone(33, "period-next-year", _N, Subject.PROCEDURE)
    yield from _pair((34, 34), ("clause-added", "clause-removed"), _N, _TEXT)
    yield from _alone(34, "clause-reworded", _N, _TEXT)
    yield from _alone(34, "clause-renumbered", _N, _TEXT)
    yield from _alone(34, "source-moved", _N, _TEXT)
    yield from _alone(34, "basis-changed", _N, _TEXT)
    yield from _alone(35, "clause-changed-rules-not", _U, _TEXT, "drift")
    yield from _alone(35, "rules-changed-clause-not", _U, _TEXT, "drift")
    yield from _alone(35, "clause-still-lenient", _U, _TEXT, "drift")
    yield from _alone(35, "english-unchanged", _U, _TEXT, "drift")
    yield from _alone(36, "cited-clause-removed", _U, _TEXT, "mistake")
    yield from _alone(36, "retired-id-reused", _U, _TEXT, "mistake")
    yield from _alone(37, "parameter-changed", _U, Subject.ELIGIBILITY)
    yield from _alone(37, "reading-changed", _U, Subject.ELIGIBILITY)
    yield from _pair((38, 38), ("entry-removed", "entry-added"), _T, Subject.PROCEDURE)
    yield from _alone(38, "entry-changed", _N, _TEXT)
    yield from _alone(38, "fact-changed", _N, _TEXT)
    yield from _alone(39, "value-unchanged", _N, _TEXT, "drift")


CATALOGUE: Mapping[str, Row] = {
    row.kind: row for rows in (_rows_of_schemas(), _rows_of_notices()) for row in rows
}
"""Every kind by its id."""

OF_SCHEMAS = frozenset(row.kind for row in _rows_of_schemas())
"""The kinds that are told of two JSON Schemas; the others are told of two notices."""
