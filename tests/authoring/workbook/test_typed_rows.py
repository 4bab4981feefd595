"""A notice with two programmes and four tracks fits into so many rows, each number said once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from shenbao.app.notices.check import CheckRequest, check
from shenbao.authoring.workbook.declared.layout import ITEM
from shenbao.authoring.workbook.files.folder import read_folder
from shenbao.authoring.workbook.rows.records import Row
from shenbao.authoring.workbook.rows.tables import Table, tables_of

ROOT = Path(__file__).resolve().parents[2] / "notices" / "yiyao"
FOLDER = ROOT / "schemas" / "yiyao-2025"
MOST = 160
MADE = {"$schema", "source.file", "source.sha256"}
"""Facts that ``shenbao new --from`` fills in."""

NUMBERS = {
    "age": r"\b58\b",
    "birth": r"1989-12-31",
    "labour": r'"percent": 15\b',
    "private": r"\b20\.0\b",
    "deadline": r"2024-11-15",
    "paper": r"2024-11-20",
    "funding of key": r'"key": 10\b',
    "copies": r'"copies": 3\b',
    "months": r'"months": -6\b',
    "start": r'"start": "2025-01-01"',
    "end": r'"end": "2026-12-31"',
}


def is_typed(table: Table, row: Row) -> bool:
    """Whether a person has to write a row: what follows from others need not be there."""
    if table.sheet.name == "fields":
        return row.cells.get("field") != ITEM or len(row.cells) > 2
    return row.kind not in {"heading", "remark"}


def typed() -> dict[str, int]:
    found: dict[str, int] = {}
    for table in tables_of(read_folder(FOLDER).contents):
        name = f"{table.sheet.name} {table.file}".strip()
        if table.sheet.upright:
            found[name] = len({key for row in table.rows for key in row.cells} - MADE)
        else:
            found[name] = sum(is_typed(table, row) for row in table.rows)
    return {name: count for name, count in found.items() if count}


def test_the_notice_takes_few_rows(capsys: pytest.CaptureFixture[str]) -> None:
    found = typed()
    with capsys.disabled():
        print(f"\nrows typed: {sum(found.values())} of {MOST} at most: {found}")  # noqa: T201
    assert sum(found.values()) <= MOST


@pytest.mark.parametrize("number", NUMBERS, ids=lambda name: name.replace(" ", "-"))
def test_each_number_is_said_once(number: str) -> None:
    """In what an author writes; clauses quote the source, an example is an example."""
    files = (file for file in FOLDER.rglob("*.json") if "examples" not in file.parts)
    texts = [
        re.sub(r'"(x-example|description|found|inferred)": ("[^"]*"|[^,}\n]*)', "", text)
        for text in (file.read_text(encoding="utf-8") for file in files)
    ]
    assert sum(len(re.findall(NUMBERS[number], text)) for text in texts) == 1


def test_nothing_is_wrong_with_it() -> None:
    result = check(CheckRequest(root=ROOT))
    assert [problem.text() for problem in result.problems] == []
    assert json.loads((FOLDER / "notice.json").read_text("utf-8"))["programmes"]
