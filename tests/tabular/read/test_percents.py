"""Workbooks whose cells show percentages: the number that is stored is read, and that is said."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from shenbao.tabular import check_table

SCHEMA = {
    "fields": [{"name": name, "type": kind} for name, kind in zip("abc", ("any",) * 3, strict=True)]
}


def _notes(rows: list[list[Any]], formats: dict[str, str]) -> list[tuple[Any, ...]]:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, form in formats.items():
        book.active[place].number_format = form
    made = io.BytesIO()
    book.save(made)
    result = check_table(SCHEMA, made.getvalue(), format="xlsx")
    assert result.valid
    return [
        (note.row, note.field, note.args["seen"], note.args["value"])
        for note in result.notes
        if note.message == "tables-note-percent"
    ]


@pytest.mark.parametrize("form", ["0%", "0.00%", "0.0%;-0.0%", '0.0"约"%'])
def test_each_column_with_percentages_is_told_once(form: str) -> None:
    """With the first row, what it shows and what was read."""
    rows = [["a", "b", "c"], [1, 0.2, 0.5], [2, 0.315, 7], [3, 4, 1.25]]
    found = _notes(rows, {"B3": form, "B4": form, "C4": form})
    assert found == [(3, 2, "31.5%", "0.315"), (4, 3, "125%", "1.25")]


@pytest.mark.parametrize("form", ["General", "0.00", '0"%"', "[Red]0", r"0\%", "@"])
def test_what_shows_no_percentage_is_not_told(form: str) -> None:
    """A per cent sign in quotes or after a backslash is only text beside the number."""
    assert _notes([["a", "b", "c"], [1, 0.2, 0.5]], {"B2": form}) == []


def test_only_numbers_are_told() -> None:
    """A heading, a text and an empty cell of the style hold no percentage."""
    rows = [["a", "b", "c"], [1, "20%", None], [2, True, 3]]
    formats = dict.fromkeys(("A1", "B1", "C1", "B2", "C2", "B3"), "0%")
    assert _notes(rows, formats) == []


def test_thousands_of_percentages_are_one_note() -> None:
    """Of a sheet that is full of them the first are looked at."""
    rows = [["a", "b", "c"], *([number, 0.5, 1] for number in range(3000))]
    formats = {f"B{row}": "0%" for row in range(2, 3002)}
    assert _notes(rows, formats) == [(2, 2, "50%", "0.5")]
