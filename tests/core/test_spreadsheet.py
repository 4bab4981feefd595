"""Addresses of cells, days of numbers, lengths of texts, as Excel and ECMA-376 have them."""

from __future__ import annotations

from datetime import date

import pytest

from shenbao.core.spreadsheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    cell_name,
    cell_of,
    column_letters,
    column_number,
    cut,
    day_of_number,
    units,
)


@pytest.mark.parametrize(
    ("column", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")],
)
def test_columns_are_called_by_letters(column: int, letters: str) -> None:
    assert column_letters(column) == letters
    assert column_number(letters) == column


def test_the_last_cell_of_a_sheet() -> None:
    assert cell_name(MOST_ROWS - 1, MOST_COLUMNS - 1) == "XFD1048576"
    assert cell_of("XFD1048576") == (MOST_ROWS - 1, MOST_COLUMNS - 1)


@pytest.mark.parametrize(
    "address", ["", "A", "1", "A0", "XFE1", "A1048577", "A1:B2", "$A$1", "Ａ1"]
)
def test_no_cell_of_a_sheet(address: str) -> None:
    assert cell_of(address) is None


def test_small_letters_are_read() -> None:
    assert cell_of("b3") == (2, 1)


@pytest.mark.parametrize(
    ("number", "day"),
    [(61, date(1900, 3, 1)), (32_874, date(1990, 1, 1)), (45_412, date(2024, 4, 30))],
)
def test_a_day_is_counted_as_excel_does(number: int, day: date) -> None:
    assert day_of_number(number) == day


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("牡丹江市", "牡丹江市"),
        ("牡丹江市卫健委", "牡丹江…"),
        ("𠮷𠮷", "𠮷𠮷"),
        ("𠮷𠮷𠮷", "𠮷…"),
        ("a𠮷𠮷𠮷", "a𠮷…"),
    ],
)
def test_a_text_too_long_for_excel_is_cut_between_characters(text: str, shown: str) -> None:
    """A character outside the basic plane counts twice and is never halved."""
    assert cut(text, 4) == shown
    assert units(shown) <= 4
