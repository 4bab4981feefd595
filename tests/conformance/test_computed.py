"""Computed values: Python answers each vector as the browser does.

The other side: ``src/check/computed.test.ts``.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shenbao.core.submission import Submission
from shenbao.policy.cel import evaluation
from shenbao.policy.cel.expression import Expression
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Field
from shenbao.validation import validate

HERE = Path(__file__).parent
VECTORS: list[dict[str, Any]] = json.loads(
    (HERE / "vectors" / "computed.json").read_text(encoding="utf-8")
)


def computed(expression: str, data: dict[str, Any]) -> Any:
    """Return the plain value of an expression; None where it cannot be told."""
    value = Expression.of(expression).value({"self": evaluation.doubles(data)})
    if isinstance(value, int | float) and not math.isfinite(value):
        return None
    return value if isinstance(value, bool | str | int | float) else None


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["about"] for vector in VECTORS])
def test_value(vector: dict[str, Any]) -> None:
    """Each expression has the value that the vector says, or none."""
    value, expected = computed(vector["expr"], vector["self"]), vector["expect"]

    assert value == expected
    assert isinstance(value, bool) is isinstance(expected, bool)


def section(expression: str) -> Field:
    """Return a section with a computed value, which takes whatever is given."""
    value = Field(
        key="value",
        pointer="/s/value",
        kind="string",
        title="算出的值",
        description="",
        required=False,
        when=None,
        schema={},
        children=(),
        item=None,
        rules=(),
        basis="toolkit",
        clauses=(),
        list_name=None,
        unit=None,
        widget=None,
        example=None,
        sensitive=False,
        role=None,
        stable_id="s.value",
        computed=expression,
    )
    return replace(
        value, key="s", pointer="/s", kind="object", children=(value,), computed=None, title="部分"
    )


COMPARED = [vector for vector in VECTORS if "agree" in vector or "differ" in vector]


@pytest.mark.parametrize("vector", COMPARED, ids=[vector["about"] for vector in COMPARED])
def test_given_values(vector: dict[str, Any]) -> None:
    """A given value is a warning where it differs beyond its own decimals, and nothing else."""
    demo = load_notice(HERE.parent / "notices" / "schemas" / "demo-2024")
    form = replace(
        demo.forms[0], sections=(section(vector["expr"]),), rules=(), schema={"type": "object"}
    )
    notice = replace(demo, forms=(form,), quotas=())
    for name, remarks in (("agree", 0), ("differ", 1)):
        for given in vector.get(name, ()):
            data = {"s": {**vector["self"], "value": given}}
            handed_in = Submission(file="甲.json", data=data, schema=form.ref)
            found = validate((notice,), [handed_in]).findings
            assert [item.rule for item in found] == ["computed"] * remarks, given
            assert {item.severity for item in found} <= {"warning"}
