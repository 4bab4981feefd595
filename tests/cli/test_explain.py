"""``shenbao explain`` of what a plan carries: its own clauses, words instead of codes, formulas."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from shenbao.policy.model import Notice
from shenbao.policy.usage.index import Trace, suggestions, trace
from shenbao.reports.policy import explanation


def traced(notices: tuple[Notice, ...], notice: str, identity: str) -> Trace:
    """Return what one notice knows of an id, as an indicator or field."""
    (found,) = (
        item
        for item in trace(notices, identity)
        if item.notice == notice and item.kind in {"indicator", "field"}
    )
    return found


def shown(found: Trace, language: str = "zh-CN") -> str:
    """Return what is printed."""
    stream = io.StringIO()
    explanation.print_traces([found], Console(file=stream, width=300), language)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("notice", "identity", "clauses", "rules"),
    [
        ("mudan-2022", "T3", ["c-emr-2022"], ["MD-06"]),
        ("mudan-2022", "T16", ["c-support"], ["MD-39"]),
        ("shanghai-2024", "K1", ["c-3-1-pathway"], ["SH-3.1b"]),
        ("songjiang-2024", "K3", ["c-6-pathway-down"], ["SJ-06b"]),
        ("wenzhou-2023", "8", ["c-eval-data", "c-ind-table"], ["WZ-39"]),
        ("wenzhou-2023", "1", ["c-ind-table"], []),
    ],
)
def test_an_indicator_cites_its_own_clauses(
    notices: tuple[Notice, ...], notice: str, identity: str, clauses: list[str], rules: list[str]
) -> None:
    """Not all those of its work item, where a rule, target or list says which are meant."""
    found = traced(notices, notice, identity)
    assert [clause.id for clause in found.clauses] == clauses
    assert [used for used in found.used_by if "-" in used and used[0].isalpha()] == rules


@pytest.mark.parametrize("asked", ["funding_least", "param.funding_least", "PARAM.Funding_Least"])
def test_a_parameter_says_its_values_and_what_uses_it(
    notices: tuple[Notice, ...], asked: str
) -> None:
    found = next(item for item in trace(notices, asked) if item.notice == "shenkang-2024")
    assert found.kind == "param"
    assert "SK-P1-21" in found.used_by
    told = shown(found)
    assert "参数 · shenkang-2024" in told
    assert "30 万元" in told
    assert "申请经费的下限" in told
    assert suggestions(notices, "shenkang-2024/param.funding_lest")[0] == "param.funding_least"


def test_an_indicator_without_a_rule_cites_its_work_item(notices: tuple[Notice, ...]) -> None:
    """Nothing narrower is known: the clauses of the item are shown."""
    found = traced(notices, "songjiang-2024", "K14")
    assert "c-5-core" in [clause.id for clause in found.clauses]
    assert found.used_by == ("5",)


@pytest.mark.parametrize(
    ("identity", "chinese", "english"),
    [
        ("K1", "方向：提高", "Direction: to rise"),
        ("K15", "方向：原文给出数值", "Direction: the text gives the figure"),
    ],
)
def test_a_direction_is_told_in_words(
    notices: tuple[Notice, ...], identity: str, chinese: str, english: str
) -> None:
    """What the source asks is no judgement of ours; programs keep the code."""
    found = traced(notices, "shanghai-2024", identity)
    said, _, _ = shown(found).partition("参考，非本文件内容")
    assert chinese in said
    assert english in shown(found, "en")
    (told,) = json.loads(explanation.to_json([found]))
    codes = {fact["text"] for fact in told["facts"] if fact["name"] == "direction"}
    assert codes == {{"K1": "up", "K15": "target"}[identity]}


def test_every_direction_has_its_words(notices: tuple[Notice, ...]) -> None:
    """No list of indicators has a code that would be shown as it is."""
    for notice in notices:
        for code_list in notice.lists:
            for row in code_list.rows if code_list.name == "indicators" else ():
                for found in trace((notice,), row.code):
                    facts = [fact.text for fact in found.facts if fact.name == "direction"]
                    for code in facts:
                        assert f"方向：{code}\n" not in shown(found)


def test_a_computed_field_shows_how_it_is_made(notices: tuple[Notice, ...]) -> None:
    """In the words of the form, and as the expression."""
    text = shown(traced(notices, "wenzhou-2023", "wenzhou-2023/indicators/year_1/rate"))
    assert "算法：100 × 分子 ÷ 分母" in text
    assert "rate = 100.0 * self.numerator / self.denominator" in text


@pytest.mark.parametrize("wanted", ["I87", "i87"])
def test_an_id_of_several_notices_says_how_to_ask_one(
    notices: tuple[Notice, ...], wanted: str
) -> None:
    found = trace(notices, wanted)
    assert {item.notice for item in found} == {"mudan-2022", "shenkang-2024"}
    stream = io.StringIO()
    explanation.print_traces(found, Console(file=stream, width=300), "zh-CN")
    assert "shenbao explain mudan-2022/I87" in stream.getvalue()


@pytest.mark.parametrize(
    ("wanted", "notice", "identity"),
    [
        ("mudan-2022/I87", "mudan-2022", "I87"),
        ("SHENKANG-2024/i87", "shenkang-2024", "I87"),
        ("shenkang-2024/SK-P1-21", "shenkang-2024", "SK-P1-21"),
        ("shenkang-2024/p1", "shenkang-2024", "p1"),
        ("shenkang-2024/c-p1-period", "shenkang-2024", "c-p1-period"),
        ("mudan-2022/hospitals", "mudan-2022", "hospitals"),
        (
            "shenkang-2024/p1#/basic/funding",
            "shenkang-2024",
            "shenkang-2024/p1#/basic/funding",
        ),
        (
            "shenkang-2024/p1/basic/funding",
            "shenkang-2024",
            "shenkang-2024/p1#/basic/funding",
        ),
    ],
)
def test_a_notice_before_an_id_asks_that_notice_alone(
    notices: tuple[Notice, ...], wanted: str, notice: str, identity: str
) -> None:
    found = trace(notices, wanted)
    assert {(item.notice, item.id) for item in found} == {(notice, identity)}
    assert not any("shenbao explain" in shown(item) for item in found)


def test_what_the_named_notice_lacks_is_not_found_elsewhere(notices: tuple[Notice, ...]) -> None:
    assert trace(notices, "mudan-2022/SK-P1-21") == ()
    assert set(suggestions(notices, "mudan-2022/I78a")) <= {
        item.id for item in next(one for one in notices if one.id == "mudan-2022").readings
    } | {item.id for item in next(one for one in notices if one.id == "mudan-2022").gaps}


def test_a_reading_is_used_by_targets_too(notices: tuple[Notice, ...]) -> None:
    (found,) = (item for item in trace(notices, "mudan-2022/I77") if item.kind == "reading")
    assert "MD-09" in found.used_by
