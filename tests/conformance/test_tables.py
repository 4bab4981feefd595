"""Keys and fixed rows: Python answers each vector as the browser does.

The other side: ``src/check/table_checks.test.ts``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shenbao.core.messages import words
from shenbao.core.submission import Submission
from shenbao.media.html.script_data import page_spec
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Notice, Table
from shenbao.validation import validate

HERE = Path(__file__).parent
DOCUMENT: dict[str, Any] = json.loads(
    (HERE / "vectors" / "tables.json").read_text(encoding="utf-8")
)
SAID = ("columns", "found", "row", "set", "labels", "count")
"""The arguments of messages that say which rows and columns are meant."""


def described(notice: Notice, table: Table) -> dict[str, Any]:
    """Return what the page knows of a table as far as keys and fixed rows go."""
    spec = page_spec(notice, table, table.as_form(), None, ())
    carried = spec["whole"]["carried"]
    columns = spec["root"]["children"][0]["item"]["children"]
    named = {node["choices"] for node in columns if "choices" in node}
    named |= {item["list"] for item in carried["from"]} if carried is not None else set()
    return {
        "whole": spec["whole"],
        "columns": [
            {key: node[key] for key in ("key", "title", "kind", "choices") if key in node}
            for node in columns
            if node["kind"] != "object"
        ],
        "lists": {name: spec["lists"][name] for name in sorted(named & spec["lists"].keys())},
        "missing": {name: spec["missing"][name] for name in sorted(named & spec["missing"].keys())},
        "reads": {text: spec["reads"][text] for text in _expressions(carried)},
    }


def _expressions(carried: dict[str, Any] | None) -> list[str]:
    return [] if carried is None or carried["applies"] is None else [carried["applies"]]


def judged(notice: Notice, ref: str, rows: list[Any]) -> list[dict[str, Any]]:
    """Return what the check finds of the keys and fixed rows of a table."""
    table = notice.table(ref.partition("/")[2])
    fixed = table.fixed_rows
    rules = {"primary-key", "unique-key"}
    if fixed is not None and fixed.rule is not None:
        rules.add(fixed.rule.id)
    report = validate((notice,), [Submission(file="-", data={"rows": rows}, schema=ref)])
    return sorted(
        (
            {
                "rule": finding.rule,
                "pointer": finding.where.pointer,
                "verdict": finding.verdict,
                "message": finding.message,
                "args": {name: words(finding.args[name]) for name in SAID if name in finding.args},
            }
            for finding in report.findings
            if finding.rule in rules
        ),
        key=lambda item: json.dumps(item, ensure_ascii=False, sort_keys=True),
    )


@pytest.fixture(scope="module")
def plan() -> Notice:
    """The invented plan, whose tables the vectors are about."""
    return load_notice(HERE.parent / "notices" / "schemas" / "plan-2024")


def test_the_vectors_describe_the_tables_as_the_page_has_them(plan: Notice) -> None:
    """What the browser's test is given is what the generator puts in the page."""
    assert {table.ref: described(plan, table) for table in plan.tables} == DOCUMENT["tables"]


@pytest.mark.parametrize(
    "vector", DOCUMENT["vectors"], ids=[vector["about"] for vector in DOCUMENT["vectors"]]
)
def test_keys_and_rows(plan: Notice, vector: dict[str, Any]) -> None:
    """The check finds in the rows what the vector says, and nothing else."""
    assert judged(plan, vector["table"], vector["rows"]) == vector["expect"]
