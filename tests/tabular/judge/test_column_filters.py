"""What passes a batch at once must be right by the exact reader: the prefilters are sound."""
# ruff: noqa: E501 - lists read best with an item a line

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest
from support.by_chance import cases

from shenbao.tabular.judge import cell_judge
from shenbao.tabular.judge.cell_judge import LimitError, cell_reader
from shenbao.tabular.judge.column_filters import prefilter
from shenbao.tabular.judge.columns import Column
from shenbao.tabular.native import compiled
from shenbao.tabular.scan import native_columns, row_patterns
from shenbao.tabular.schema import table_schema
from shenbao.tabular.schema.table_schema import Field, read_schema

EXTRA = ("1e5", "1E400", "-1E400", "inf", "nan", "1__0", "٣", "20240105", "2024-W01-1", "2024W011",
         "2024-001", "0x1", "1.", "\u3000" + "5", "--", "-", "+", "9" * 5000, "2024-01-0５")  # fmt: skip
TEXTS = tuple(dict.fromkeys(text for pool in cases.POOLS.values() for text in pool)) + EXTRA


@pytest.mark.parametrize("seed", range(400))
def test_a_prefilter_accepts_only_what_the_reader_accepts(seed: int) -> None:
    """Single texts, and batches of texts, over columns of every kind."""
    chance = random.Random(seed)  # noqa: S311 - a corpus, no secret
    schema, issues = read_schema({"$schema": cases.V2, "fields": [cases.column(seed)]})
    assert schema is not None, issues
    field = schema.fields[0]
    try:
        judge, quick = cell_reader(field), prefilter(field)
    except LimitError:
        return
    for text in TEXTS:
        wrong = bool(judge(text).failures)
        assert (text in Column(field, 1).suspects([text, text])) == wrong
        if quick is not None and quick([text]):
            assert not wrong, (field, text)
    batch = [chance.choice(TEXTS) for _ in range(40)]
    column = Column(field, 1)
    assert set(column.suspects(batch)) == {text for text in batch if judge(text).failures}
    expected = [judge(text).value for text in batch]
    assert repr(list(column.values(batch))) == repr(expected)
    good = [text for text in batch if not judge(text).failures]
    assert repr(list(column.values(good))) == repr([judge(text).value for text in good])


@pytest.mark.parametrize("kind", ["string", "integer", "number", "date"])
def test_a_constraint_that_is_new_to_the_house_is_judged_cell_by_cell(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No quick judge lets cells pass of which it does not know a constraint."""
    known = table_schema._CONSTRAINTS
    monkeypatch.setattr(table_schema, "_CONSTRAINTS", {**known, kind: (*known[kind], "odd")})
    odd: Mapping[str, Any] = {"odd": lambda _limit: lambda value: value is None}
    monkeypatch.setattr(cell_judge, "_CHECKS", {**cell_judge._CHECKS, **odd})

    def quick(field: Field) -> list[bool]:
        column = Column(field, 1)
        part = row_patterns._part(column, "[^,]", ",")
        kind = native_columns._program(column)[0]
        return [prefilter(field) is not None, part is not None, kind != compiled.ASK]

    assert quick(Field(name="a", type=kind)) == [True, True, True]
    assert quick(Field(name="a", type=kind, constraints={"odd": True})) == [False, False, False]
