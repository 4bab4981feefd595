"""Rules of a kind are tried at their own boundaries, and a wrong outcome is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from support.invented import ruled

from shenbao.audit.examples import Outcome, run_examples, uncovered
from shenbao.core.errors import Problem
from shenbao.media import inputs
from shenbao.policy.load.folder import load_notices
from shenbao.policy.shorthand.kinds import registry
from shenbao.policy.shorthand.kinds.ask import Ask
from shenbao.policy.shorthand.kinds.kind import Kind, Step

AMOUNT = {
    "id": "K",
    "kind": "amount-between",
    "at": "basic/funding",
    "least": 4,
    "most": 10,
    "x-source": ["c-funding"],
}


def run(root: Path, *rules: Mapping[str, Any]) -> tuple[Outcome, list[Problem]]:
    """Run the examples of the invented notice with these rules; what is then not covered."""
    folder = ruled.write(root, rules)
    run_examples(folder, lambda lists: load_notices(root, lists=lists), inputs.read, update=True)
    return again(root)


def again(root: Path) -> tuple[Outcome, list[Problem]]:
    """Run the examples once more, and say what is not covered."""
    folder = root / "schemas" / ruled.NAME
    outcome = run_examples(folder, lambda lists: load_notices(root, lists=lists), inputs.read)
    (notice,) = load_notices(root)
    return outcome, list(uncovered(notice, outcome))


def test_the_rules_of_the_page_need_no_vectors_of_their_own(tmp_path: Path) -> None:
    """Each fails and passes at its limits, each case and each end of a list."""
    outcome, open_ = run(tmp_path, *ruled.snippets())
    assert [problem.text() for problem in outcome.problems] == []
    assert [problem.text() for problem in open_] == []
    assert outcome.vectors > 3 * len(ruled.snippets())


def test_a_bound_of_the_field_that_stands_in_the_way_is_told(tmp_path: Path) -> None:
    """The keyword speaks first: the rule would never say what its author wrote."""
    folder = ruled.write(tmp_path, [AMOUNT])
    schema = ruled.form([AMOUNT])
    schema["properties"]["basic"]["properties"]["funding"]["maximum"] = 10
    run(tmp_path, AMOUNT)
    ruled.save(folder / "forms" / "k.schema.json", schema)

    outcome, _ = again(tmp_path)

    (problem,) = outcome.problems
    assert problem.message == "kind-trial-differs"
    assert problem.pointer == ""
    assert "/basic/funding = 10.0001" in problem.text()


@pytest.mark.parametrize("wanted", [True, False])
def test_a_limit_may_be_relaxed_where_a_yes_or_no_says_so(tmp_path: Path, *, wanted: bool) -> None:
    relax = {"field": "declarations/ethics", "is": wanted, "years": 2}
    age = {"id": "K", "kind": "age-at-most", "at": "leader/birth_date", "years": 58}
    rule = {**age, "on": "2024-04-30", "relax": relax, "x-source": ["c-age"]}
    outcome, open_ = run(tmp_path, rule)
    assert [problem.text() for problem in (*outcome.problems, *open_)] == []
    (notice,) = load_notices(tmp_path)
    ((_, found),) = notice.rules()
    assert f"”为{'是' if wanted else '否'}的可放宽2岁" in found.cases[0].message.zh
    assert outcome.vectors == 4


def test_a_case_that_no_example_has_is_told(tmp_path: Path) -> None:
    rule = {**AMOUNT, "by": "basic/track", "least": {"key": 4, "youth": 2}, "most": 10}
    outcome, open_ = run(tmp_path, {**rule, "when": "app.basic.track == 'key'"})
    assert [(item.message, item.args["case"]) for item in outcome.problems] == [
        ("kind-untried", "youth")
    ]
    assert open_ == []


def test_a_kind_that_says_something_else_than_its_limits_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trials are made from the numbers, not from the expression."""
    right = registry.KINDS["amount-between"]

    def off_by_one(ask: Ask) -> Iterator[Step]:
        for step in right.write(ask):
            yield Step(step.assertion.replace("<=", "<"), step.words)

    wrong = Kind(off_by_one, right.trials, any_of=right.any_of, allows=right.allows)
    monkeypatch.setitem(registry.KINDS, "amount-between", wrong)

    outcome, _ = run(tmp_path, AMOUNT)

    assert [item.args["found"] for item in outcome.problems] == ["error"]


def test_a_rule_on_the_rows_of_a_table_is_tried_on_the_row_that_it_is_about(
    tmp_path: Path,
) -> None:
    folder = ruled.write(tmp_path, [AMOUNT])
    rows = ruled.form([])["properties"]["lines"]["items"]["properties"]
    rule = {
        "id": "T",
        "kind": "amount-between",
        "at": "amount",
        "most": 5,
        "when": "self.item == '乙'",
        "x-source": ["c-funding"],
    }
    ruled.save(folder / "tables" / "lines.schema.json", ruled.table(rows, [rule]))
    (folder / "examples" / "lines-valid").mkdir()
    ruled.save(
        folder / "examples" / "lines-valid" / "lines.json",
        {
            "$schema": f"{ruled.NAME}/lines",
            "rows": [{"item": "甲", "amount": 9}, {"item": "乙", "amount": 5}],
        },
    )
    run_examples(
        folder, lambda lists: load_notices(tmp_path, lists=lists), inputs.read, update=True
    )

    outcome, open_ = again(tmp_path)

    assert [problem.text() for problem in (*outcome.problems, *open_)] == []
    assert ("T", "error") in outcome.told
