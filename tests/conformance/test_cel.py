"""The CEL profile: Python answers each vector as the browser does.

The other side: ``src/cel/evaluation.test.ts``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shenbao.policy.cel import evaluation
from shenbao.policy.cel.expression import Expression

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "vectors" / "cel.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["about"] for vector in VECTORS])
def test_vector(vector: dict[str, Any]) -> None:
    """Each expression holds, does not hold, or is undecided, as the vector says."""
    names = ("self", "app", "ref", "reading", "notice")
    variables = {name: evaluation.doubles(vector.get(name, {})) for name in names}

    answer = Expression.of(vector["expr"]).holds(variables)

    expected = vector["expect"]
    if expected == "undecided":
        assert isinstance(answer, evaluation.Undecided)
    else:
        assert answer is expected
