"""Quotas as a table of numbers, from lists, by sums, over a whole intake: the page on quotas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from support.invented import ruled

from shenbao.audit.soundness import check_expressions
from shenbao.audit.verdicts import verdict_of
from shenbao.core import messages
from shenbao.core.errors import PolicyError
from shenbao.core.findings import Report
from shenbao.core.submission import Submission
from shenbao.policy.load.folder import load_notice, load_notices
from shenbao.policy.model import Notice
from shenbao.validation import validate

PAGE = ruled.ROOT / "docs" / "administer" / "quotas.md"
QUOTAS = ruled.snippets(PAGE)
KEY = ("示例医院甲", "l3", "key")


@pytest.fixture(scope="module")
def notice(tmp_path_factory: pytest.TempPathFactory) -> Notice:
    """The invented notice with the quotas of the page."""
    return load_notice(ruled.write(tmp_path_factory.mktemp("quotas"), [], QUOTAS))


def application(number: int, unit: str, level: str, track: str, funding: float) -> Submission:
    """Return an application of a unit."""
    data = {key: value for key, value in ruled.SUBMISSION.items() if key != "$schema"}
    basic = {**data["basic"], "lead_unit": unit, "unit_level": level, "track": track}
    data["basic"] = {**basic, "funding": funding}
    return Submission(file=f"{number}.json", data=data, schema=f"{ruled.NAME}/k")


def judged(notice: Notice, *kinds: tuple[str, str, str], funding: float = 1) -> Report:
    """Validate one application for each unit, level and track."""
    given = [application(number, *kind, funding) for number, kind in enumerate(kinds)]
    return validate([notice], given)


def test_the_page_loads_and_compiles(notice: Notice) -> None:
    assert list(check_expressions([notice])) == []
    assert [quota.id for quota in notice.quotas] == [item["id"] for item in QUOTAS]


@pytest.mark.parametrize(
    ("kinds", "verdict"),
    [
        ([KEY] * 2, "pass"),
        ([KEY] * 3, "error"),
        ([KEY] * 2 + [("示例医院甲", "l3", "general")] * 6, "pass"),
        ([("示例医院乙", "l2", "key")] * 2, "error"),
        ([KEY, ("示例医院乙", "l2", "key"), KEY], "pass"),
        ([("示例中心", "other", "key")], "error"),
        ([("示例中心", "other", "general"), ("示例中心", "other", "youth")], "pass"),
        ([("示例中心", "other", "general")] * 2 + [("示例中心", "other", "youth")], "error"),
    ],
)
def test_a_table_of_numbers_by_level_and_track(
    notice: Notice, kinds: Sequence[tuple[str, str, str]], verdict: str
) -> None:
    report = judged(notice, *kinds)
    assert verdict_of(report, "Q-01") == verdict


def test_the_words_of_a_cell_are_told_with_its_numbers(notice: Notice) -> None:
    report = judged(notice, *[KEY] * 3)
    words = {messages.say(found.message, found.args) for found in report.findings}
    assert any("三级医院的重点课题有3项，限报2项" in text for text in words)


@pytest.mark.parametrize(
    ("kinds", "verdict"),
    [
        ([KEY] * 2, "pass"),
        ([KEY] * 3, "error"),
        ([("示例医院乙", "l3", "key")] * 2, "error"),
        ([("没有的医院", "l3", "key")], "review"),
    ],
)
def test_the_level_comes_from_the_list_and_who_is_not_on_it_does_not_pass(
    notice: Notice, kinds: Sequence[tuple[str, str, str]], verdict: str
) -> None:
    assert verdict_of(judged(notice, *kinds), "Q-02") == verdict


@pytest.mark.parametrize(
    ("kinds", "verdict"),
    [
        ([KEY], "pass"),
        ([KEY] * 2, "error"),
        ([("示例医院乙", "l2", "key")] * 3, "pass"),
        ([("没有的医院", "l3", "key")], "undecided"),
    ],
)
def test_the_number_for_each_unit_comes_from_a_list(
    notice: Notice, kinds: Sequence[tuple[str, str, str]], verdict: str
) -> None:
    assert verdict_of(judged(notice, *kinds), "Q-03") == verdict


@pytest.mark.parametrize(("funding", "verdict"), [(10.0, "pass"), (10.1, "error"), (0.1, "pass")])
def test_amounts_are_added_over_the_applications_of_a_unit(
    notice: Notice, funding: float, verdict: str
) -> None:
    """Tenths add up exactly: three times ten is thirty, not a little more."""
    assert verdict_of(judged(notice, *[KEY] * 3, funding=funding), "Q-04") == verdict


def test_an_amount_that_is_missing_leaves_the_sum_open(notice: Notice) -> None:
    given = [application(number, *KEY, 10.0) for number in range(2)]
    del given[1].data["basic"]["funding"]
    assert verdict_of(validate([notice], given), "Q-04") == "undecided"


@pytest.mark.parametrize(
    ("kinds", "verdict"),
    [
        ([KEY], "undecided"),
        ([KEY, KEY], "undecided"),
        ([KEY, ("示例医院乙", "l2", "general")], "error"),
        ([KEY, *[("示例医院乙", "l2", "general")] * 4], "pass"),
    ],
)
def test_a_share_of_the_whole_intake_is_no_refusal_of_one_unit(
    notice: Notice, kinds: Sequence[tuple[str, str, str]], verdict: str
) -> None:
    assert verdict_of(judged(notice, *kinds), "Q-05") == verdict


def test_a_share_of_a_units_own_set_is_judged_on_it(tmp_path: Path) -> None:
    own = {**QUOTAS[4], "scope": "unit", "groupBy": ["lead_unit"]}
    del own["unit"]
    notice = load_notice(ruled.write(tmp_path, [], [own]))
    assert verdict_of(judged(notice, KEY, KEY), "Q-05") == "error"


@pytest.mark.parametrize(
    ("number", "change", "message", "words"),
    [
        (0, {"matrix": {**QUOTAS[0]["matrix"], "rows": "unit_lvl"}}, "also-unknown", "unit_level"),
        (
            0,
            {"matrix": {**QUOTAS[0]["matrix"], "most": {"l9": {"key": 1}}}},
            "matrix-code-unknown",
            "l3",
        ),
        (
            0,
            {"matrix": {**QUOTAS[0]["matrix"], "most": {"l3": {"key+yuoth": 1}}}},
            "matrix-code-unknown",
            "youth",
        ),
        (
            1,
            {
                "matrix": {
                    **QUOTAS[1]["matrix"],
                    "rows": {"list": "unit", "column": "level", "by": "lead_unit"},
                }
            },
            "list-unknown",
            "unit",
        ),
        (2, {"ref": {"list": "numbers", "column": "mots"}}, "column-unknown", "most"),
        (3, {"cases": []}, "dialect-keyword", "1"),
    ],
)
def test_what_a_quota_names_and_is_not_there_is_told(
    tmp_path: Path, number: int, change: Mapping[str, Any], message: str, words: str
) -> None:
    folder = ruled.write(tmp_path, [], [{**QUOTAS[number], **change}])
    with pytest.raises(PolicyError) as caught:
        load_notice(folder)
    assert message in {item.message for item in caught.value.problems}
    assert any(words in item.text() for item in caught.value.problems)


@pytest.mark.parametrize(
    ("change", "message", "words"),
    [
        ({"where": "track == 'key'"}, "expression-wrong", "role.track"),
        ({"sums": {"money": "role.lead_unit"}}, "sum-kind", "不是数"),
        ({"sums": {"money": "role.fundng"}}, "role-nowhere", "funding"),
        ({"sums": {"mony": "role.funding"}}, "quota-number-unknown", "mony"),
    ],
)
def test_a_variable_that_nothing_declares_is_told_with_those_like_it(
    tmp_path: Path, change: Mapping[str, Any], message: str, words: str
) -> None:
    ruled.write(tmp_path, [], [{**QUOTAS[3], **change}])
    found = list(check_expressions(load_notices(tmp_path)))
    assert message in {item.message for item in found}
    assert any(words in item.text() for item in found)
