"""Where the exact engine differs from frictionless by intent: each case of the table, shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shenbao import tabular
from shenbao.tabular import check_table
from shenbao.tabular.reference import BROKEN_OFF

CASES = json.loads(Path(__file__).with_name("deviations.json").read_text(encoding="utf-8"))
ELSEWHERE = {
    *("no-schema", "workbook", "sheet", "outside"),
    *("formula", "formats", "other-file", "bomb"),
    *("parts", "json-keys", "schema-table", "descriptor", "profile"),
    *("marks", "zip-member"),
}
"""Deviations of packages and workbooks, shown in their own tests."""


def _raw(case: dict[str, Any]) -> bytes:
    if "long" in case:
        return b"a,b\n" + b"x" * case["long"] + b",y\n3,z\n"
    return bytes.fromhex(case["hex"]) if "hex" in case else case["raw"].encode()


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_each_deviation_is_as_the_table_says(case: dict[str, Any]) -> None:
    """Both engines say exactly what is written down; null means that frictionless breaks off."""
    encoding = None if case.get("undeclared") else case.get("encoding", "utf-8")
    given = {"encoding": encoding, "limit": None}
    wanted = {tuple(place) for place in case["fast"]}
    assert check_table(case["schema"], _raw(case), **given).places() == wanted
    found = check_table(case["schema"], _raw(case), engine="reference", **given).places()
    slow = [[None, None, BROKEN_OFF]] if case["reference"] is None else case["reference"]
    assert found == {tuple(place) for place in slow}


def test_the_reference_page_tables_exactly_these_deviations() -> None:
    """Each case has its row, with the reason, on the page people read."""
    root = Path(__file__).parents[3]
    page = (root / "docs" / "reference" / "tables.md").read_text(encoding="utf-8")
    rows = page.partition("{#deviations}")[2].splitlines()
    named = [line.split("`")[1] for line in rows if line.startswith("| `")]
    assert sorted(named) == sorted({case["id"] for case in CASES} | ELSEWHERE)


def test_the_docstring_lists_exactly_these_deviations() -> None:
    """The table in the package's docstring names each case once."""
    lines = (tabular.__doc__ or "").splitlines()
    starts = [index for index, line in enumerate(lines) if line.startswith("====")]
    named = {
        line.split()[0]
        for line in lines[starts[1] + 1 : starts[2]]
        if line and not line.startswith(" ")
    }
    assert named == {case["id"] for case in CASES} | ELSEWHERE
