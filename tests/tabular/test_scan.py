"""The scan that Python does by itself lets nothing wrong pass and loses no row or key."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from support.by_chance import cases
from tabular.judge.test_column_filters import TEXTS

from shenbao.tabular import check_table
from shenbao.tabular.judge.cell_judge import LimitError
from shenbao.tabular.judge.columns import Column
from shenbao.tabular.native import compiled
from shenbao.tabular.read import decoder
from shenbao.tabular.scan import python_scan
from shenbao.tabular.scan.row_patterns import _part
from shenbao.tabular.schema.table_schema import Field, read_schema

NEAR = (
    *(str(number) for number in (2, 9, 10, 11, 19, 20, 98, 99, 119, 120, 121, 149, 150, 151, 999)),
    *("1000", "4999999", "5000000", "5000000.01", "4999999.99", "0.5", "007", "1.", "-0", "0.0"),
    *("2024-02-28", "2024-02-29", "2023-02-29", "2024-04-31", "2024-12-31", "2022-01-01"),
    *("1899-12-31", "2100-01-01", "2021-12-31", "2025-01-01"),
)


@pytest.mark.parametrize("seed", range(600))
def test_a_part_matches_only_what_the_reader_accepts(seed: int) -> None:
    """Every text that a column's part of the expression matches is right."""
    schema, _ = read_schema({"$schema": cases.V2, "fields": [cases.column(seed)]})
    assert schema is not None
    try:
        column = Column(schema.fields[0], 1)
    except LimitError:
        return
    _check(column, (*TEXTS, *NEAR))


@pytest.mark.parametrize("kind", ["integer", "number"])
@pytest.mark.parametrize("low", [None, 0, 1, -3, 7])
@pytest.mark.parametrize("high", [None, 1, 9, 10, 99, 120, 150, 999, 1000, 4999, 5000000])
@pytest.mark.parametrize("exclusive", [False, True])
def test_limits_of_numbers_are_kept(kind: str, low: Any, high: Any, exclusive: bool) -> None:  # noqa: FBT001
    """Whole numbers and fractions around limits of every length."""
    names = ("exclusiveMinimum", "exclusiveMaximum") if exclusive else ("minimum", "maximum")
    limits = {
        name: limit for name, limit in zip(names, (low, high), strict=True) if limit is not None
    }
    column = Column(Field(name="a", type=kind, constraints=limits), 1)
    _check(column, (*TEXTS, *NEAR, *map(str, range(160))))


def _check(column: Column, texts: tuple[str, ...]) -> None:
    part = _part(column, '[^,"\r\n]', ',"')
    if part is None:
        return
    known = re.compile(part)
    for text in texts:
        if known.fullmatch(text):
            assert not column.judge(text).failures, (column.field, part, text)


@pytest.mark.parametrize("seed", range(150))
def test_the_verdict_is_the_same_without_the_scan(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables that are mostly right, in small pieces, with keys: every issue and every count."""
    monkeypatch.setenv(compiled.OFF, "1")
    monkeypatch.setattr(decoder, "_CHUNK", 200)
    case = cases.scannable(seed)
    given: dict[str, Any] = {"dialect": case.dialect, "encoding": "utf-8", "limit": None}
    found = check_table(case.schema, case.raw, **given)
    monkeypatch.setattr(python_scan, "new_scan", lambda *_: None)
    assert check_table(case.schema, case.raw, **given) == found


def test_the_scan_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most of those tables are indeed scanned."""
    made: list[bool] = []
    real = python_scan.new_scan

    def watched(*given: Any) -> Any:
        found = real(*given)
        made.append(found is not None)
        return found

    monkeypatch.setenv(compiled.OFF, "1")
    monkeypatch.setattr(python_scan, "new_scan", watched)
    for seed in range(150):
        case = cases.scannable(seed)
        check_table(case.schema, case.raw, dialect=case.dialect, encoding="utf-8")
    assert sum(made) > 75


def test_lines_that_fail_do_so_in_linear_time() -> None:
    """A line that matches nearly to its end, many times over."""
    chance = random.Random(1)  # noqa: S311 - a corpus, no secret
    fields = [
        {"name": f"c{number}", "type": chance.choice(("integer", "number", "string", "date"))}
        for number in range(60)
    ]
    fields.append({"name": "end", "type": "integer", "constraints": {"required": True}})
    row = {"integer": "12", "number": "1.25", "string": "ab", "date": "2024-01-05"}
    line = ",".join(row[field["type"]] for field in fields[:-1])
    raw = ",".join(field["name"] for field in fields) + "\n" + f"{line},x\n" * 2000
    found = check_table({"fields": fields}, raw.encode())
    assert found.counts == {("type-error", 61): 2000}
