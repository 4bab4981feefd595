"""The exact engine and frictionless say the same: rows, fields and codes, over made-up tables."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import effort
from support.by_chance import cases, catalogues

from shenbao.tabular import check_table
from shenbao.tabular.native import compiled
from shenbao.tabular.read import decoder
from shenbao.tabular.reference import BROKEN_OFF
from shenbao.tabular.results import CellPlace

STUMBLES = ("offset", "unhashable", "Decimal", "not supported between")
"""What frictionless raises on data; deviations.json has a case of each."""


def _reference(case: cases.Case) -> frozenset[CellPlace] | None:
    given_ = {"dialect": case.dialect, "encoding": case.encoding, "limit": None}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = case.raw if case.data is None else case.data
        found = check_table(case.schema, source, engine="reference", **given_)
    broke_off = next((one for one in found.issues if one.code == BROKEN_OFF), None)
    if broke_off is None:
        return found.places()
    assert any(part in broke_off.args["note"] for part in STUMBLES)
    return None


def _fast(case: cases.Case) -> frozenset[CellPlace]:
    source = case.raw if case.data is None else case.data
    result = check_table(
        case.schema, source, dialect=case.dialect, encoding=case.encoding, limit=None
    )
    assert result.total >= len(result.places())
    return result.places()


def _same(case: cases.Case) -> bool:
    """Compare the two engines; say whether frictionless came to the end."""
    expected = _reference(case)
    found = _fast(case)
    if expected is None:
        return False
    described = json.dumps(case.schema, ensure_ascii=False)
    assert found == expected, f"{described}\n{case.dialect}\n{case.raw!r}"
    return True


@pytest.mark.parametrize("batch", effort.BATCHES)
def test_seeded_tables_get_the_same_verdicts(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables over every type, constraint and key; nine of ten are compared.

    Few without the compiled scan, which is compared with it over a corpus of its own.
    """
    corpus = effort.seeds(batch, 200, 2000 if compiled.available() else 200)
    compared = 0
    for seed in corpus:
        monkeypatch.setattr(decoder, "_CHUNK", (32_768, 64, 512)[seed % 3])
        compared += _same(cases.make(seed))
    assert compared > len(corpus) * 0.9


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(min_value=10**6), text=st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_in_a_cell_gets_the_same_verdict(seed: int, text: str) -> None:
    """A cell of any text whatever, in tables of any shape."""
    if "\0" in text or any(character.isdecimal() and character > "9" for character in text):
        return
    case = cases.make(seed)
    for row in cases.rows_with(case.schema, text):
        _same(row)


@pytest.mark.parametrize("name", catalogues.NAMES)
def test_catalogue_schemas_get_the_same_verdicts(name: str) -> None:
    """Wide tables in the manner of national catalogues, with regional formats."""
    for seed in range(4 if name != "front page" else 2):
        assert _same(catalogues.case(name, seed))


@pytest.mark.parametrize("seed", range(60))
def test_rows_of_values_get_the_same_verdicts(seed: int) -> None:
    """Values of JSON in place of text: numbers, truth values, nothing, lists."""
    case = cases.values(seed)
    _same(case)


@pytest.mark.parametrize("seed", range(12))
def test_workbooks_get_the_same_verdicts(seed: int, tmp_path: Path) -> None:
    """The same values in an xlsx sheet, read by two libraries."""
    case = cases.values(seed, workbook=True)
    path = tmp_path / "table.xlsx"
    cases.write_workbook(path, case.data or [])
    found: list[Any] = []
    for engine in ("fast", "reference"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found.append(check_table(case.schema, path, engine=engine, limit=None).places())
    assert found[0] == found[1]
