"""What passes a batch at once must be right by the exact reader: the prefilters are sound."""
# ruff: noqa: E501 - lists read best with an item a line

from __future__ import annotations

import random

import pytest
from support import cases

from shenbao.tabular.judge.cell_judge import LimitError, cell_reader
from shenbao.tabular.judge.column_filters import prefilter
from shenbao.tabular.judge.columns import Column
from shenbao.tabular.schema import table_schema
from shenbao.tabular.schema.table_schema import Field, read_schema


@pytest.mark.parametrize("kind", ["string", "integer", "number", "date"])
def test_a_column_with_a_constraint_that_no_prefilter_knows_has_none(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A constraint that is new to the house is judged cell by cell until the prefilter learns it."""
    known = table_schema._CONSTRAINTS
    monkeypatch.setattr(table_schema, "_CONSTRAINTS", {**known, kind: (*known[kind], "multipleOf")})
    assert prefilter(Field(name="a", type=kind)) is not None
    assert prefilter(Field(name="a", type=kind, constraints={"multipleOf": 2})) is None


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
