"""Which rules rest, and which rows they see: Python and the browser (resting.test.ts) alike.

``tests/conformance/vectors/resting.json`` holds what Python reads in the expressions as well: the
page is given that, since it reads no CEL.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shenbao.core.paths import value_at
from shenbao.media.html.expression_reads import reads
from shenbao.validation.submission.evaluation_context import Evaluation
from shenbao.validation.submission.row_dependencies import RowIndex
from shenbao.validation.submission.unreadable_paths import UnreadablePaths

HERE = Path(__file__).parent
VECTORS: list[dict[str, Any]] = json.loads(
    (HERE / "vectors" / "resting.json").read_text(encoding="utf-8")
)


def path(pointer: str) -> tuple[str | int, ...]:
    """Return the steps of a pointer, rows as numbers."""
    return tuple(int(step) if step.isdecimal() else step for step in pointer.split("/")[1:])


def answered(vector: dict[str, Any]) -> dict[str, Any]:
    """Return what Python says of a vector."""
    broken = UnreadablePaths(map(path, vector["broken"]))
    variables = {"app": vector["app"], "self": value_at(vector["app"], path(vector["at"]))}
    subject = Evaluation(
        submission=None,  # type: ignore[arg-type]
        home=None,  # type: ignore[arg-type]
        context=None,  # type: ignore[arg-type]
        variables={"app": vector["app"]},
        broken=broken,
    )
    at, expression = path(vector["at"]), vector["expr"]
    rows = RowIndex({"app": vector["app"]}, broken).rows(expression, variables)
    return {
        "rows": {".".join(name): list(kept) for name, kept in rows.items()},
        "looks": subject.looks_at_broken(at, expression, rows),
        "gap": subject.sees_a_gap(at, expression),
    }


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["about"] for vector in VECTORS])
def test_vector(vector: dict[str, Any]) -> None:
    """The rows it looks at, whether it looks at a broken value, whether it would see a gap."""
    assert answered(vector) == vector["expect"]
    assert reads([vector["expr"]])[vector["expr"]] == vector["reads"]


def test_every_answer_is_there() -> None:
    """Yes and no of each, with rows and without."""
    said = [vector["expect"] for vector in VECTORS]
    for name in ("looks", "gap"):
        assert {one[name] for one in said} == {True, False}
    assert {bool(one["rows"]) for one in said} == {True, False}
