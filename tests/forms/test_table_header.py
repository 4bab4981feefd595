"""Headers of tables: which cell stands over which columns, and how deep."""

from __future__ import annotations

import pytest

from shenbao.forms.table_header import header_lines

HEADERS = [
    ([], [[]]),
    ([(), ()], [[(0, "", 1, 1), (1, "", 1, 1)]]),
    (
        [(), ("a",), ("a",), ("b",)],
        [
            [(0, "", 1, 2), (1, "a", 2, 1), (3, "b", 1, 1)],
            [(1, "", 1, 1), (2, "", 1, 1), (3, "", 1, 1)],
        ],
    ),
    (
        [("a", "x"), ("a", "x"), ("a",), ("b", "x"), ()],
        [
            [(0, "a", 3, 1), (3, "b", 1, 1), (4, "", 1, 3)],
            [(0, "x", 2, 1), (2, "", 1, 2), (3, "x", 1, 1)],
            [(0, "", 1, 1), (1, "", 1, 1), (3, "", 1, 1)],
        ],
    ),
]


@pytest.mark.parametrize(("columns", "wanted"), HEADERS)
def test_every_column_has_its_title_under_those_of_its_groups(
    columns: list[tuple[str, ...]], wanted: list[list[tuple[int, str, int, int]]]
) -> None:
    lines = [
        [(cell.column, "".join(cell.groups[-1:]), cell.across, cell.down) for cell in line]
        for line in header_lines(columns)
    ]
    assert lines == wanted


def test_a_header_covers_every_place_once() -> None:
    columns = [("a", "x"), ("a",), (), ("b", "x", "y")]
    covered = [
        (row, cell.column + across)
        for level, line in enumerate(header_lines(columns))
        for cell in line
        for row in range(level, level + cell.down)
        for across in range(cell.across)
    ]
    assert sorted(covered) == [(row, column) for row in range(4) for column in range(4)]
