"""A finding stands where it is mended, and cites the clause that it rests on."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from shenbao.core.findings import Finding
from shenbao.core.submission import Submission
from shenbao.policy.load.folder import load_notices
from shenbao.validation.run import validate

ROOT = Path(__file__).resolve().parents[2]
NOTICES = load_notices(ROOT)


def example(name: str) -> tuple[str, Any]:
    """Return the form and data of an example."""
    (file,) = (
        found
        for found in (ROOT / "schemas" / name).glob("*.json")
        if found.name not in ("case.json", "expected.json")
    )
    data = json.loads(file.read_text(encoding="utf-8"))
    return data.pop("$schema"), data


def changed(data: Any, values: Mapping[str, Any]) -> Any:
    """Return a copy with other values; ``None`` takes a key out."""
    result = copy.deepcopy(data)
    for pointer, value in values.items():
        *way, last = (int(step) if step.isdecimal() else step for step in pointer.split("/")[1:])
        holder = result
        for step in way:
            holder = holder[step]
        if value is None:
            del holder[last]
        else:
            holder[last] = value
    return result


def found(name: str, values: Mapping[str, Any]) -> tuple[Finding, ...]:
    schema, data = example(name)
    handed_in = Submission(file="a.json", data=changed(data, values), schema=schema)
    return validate(NOTICES, [handed_in]).findings


P2 = "shenkang-2024/examples/p2-topic2-valid"
INDICATORS = "wenzhou-2023/examples/indicators-valid"


@pytest.mark.parametrize(
    ("name", "values", "rule", "pointer"),
    [
        (P2, {"/leader/post_rank": "other"}, "SK-P2-14", "/leader/post_rank"),
        (P2, {"/co_leader/post_rank": "other"}, "SK-P2-14", "/co_leader/post_rank"),
        (P2, {"/leader/department_kind": "other"}, "SK-P2-14", "/leader/department_kind"),
        (P2, {"/co_leader/department_kind": "other"}, "SK-P2-14", "/co_leader/department_kind"),
        (P2, {"/co_leader/name": "金示例"}, "SK-P2-13.person", "/co_leader/name"),
        (
            INDICATORS,
            {"/rows/13/year_2": {"numerator": 11, "denominator": 10}},
            "TK-RATIO.y2",
            "/rows/13/year_2/numerator",
        ),
        (INDICATORS, {"/rows/13/year_3": {"value": 101}}, "TK-RATIO.y3", "/rows/13/year_3/value"),
        (INDICATORS, {"/rows/7/year_1": {"value": 10.5}}, "TK-COUNT.y1", "/rows/7/year_1/value"),
        (INDICATORS, {"/rows/7/year_2": None}, "WZ-26", "/rows/7/year_2"),
        (
            "shenkang-2024/examples/p4-valid",
            {"/members/1/consent": False},
            "SK-P4-11.member",
            "/members/1/consent",
        ),
        (
            "mudan-2022/examples/summary-valid",
            {"/basic/received_on": "2022-10-20"},
            "MD-33",
            "/basic/received_on",
        ),
    ],
)
def test_the_place(name: str, values: Mapping[str, Any], rule: str, pointer: str) -> None:
    told = [item for item in found(name, values) if item.rule == rule]
    assert [item.where.pointer for item in told] == [pointer]


def test_both_leaders_at_fault_are_told_both() -> None:
    values = {"/leader/post_rank": "other", "/co_leader/post_rank": "other"}
    told = [item.where.pointer for item in found(P2, values) if item.rule == "SK-P2-14"]
    assert told == ["/leader/post_rank", "/co_leader/post_rank"]


def test_a_quota_of_a_topic_does_not_cite_the_clause_of_another() -> None:
    schema, data = example("shenkang-2024/examples/p2-topic3-valid")
    twice = [
        Submission(file=name, data=changed(data, {"/basic/project_title": name}), schema=schema)
        for name in ("a.json", "b.json")
    ]
    told = [item for item in validate(NOTICES, twice).findings if item.rule == "SK-P2-16"]
    assert {clause.id for item in told for clause in item.clauses} == {"c-p2-quota"}
