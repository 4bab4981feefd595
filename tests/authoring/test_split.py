"""A notice in clauses by its official numbers: each line stands in one of them or is left out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenbao.authoring.source.clauses import Split, split
from shenbao.authoring.source.lines import SourceText
from shenbao.authoring.source.marks import mark_of, whole_number
from shenbao.authoring.source.text import read_source
from shenbao.policy.load.clauses import line_ranges

FIXTURES = Path(__file__).parent / "fixtures"
NAMES = ("call", "measures")


def of(*lines: str, wrapped: bool = False) -> Split:
    return split(SourceText(lines=lines, wrapped=wrapped))


def numbers(found: Split) -> list[tuple[str, str]]:
    return [(clause.number, clause.lines) for clause in found.clauses]


@pytest.mark.parametrize("name", NAMES)
def test_a_notice_is_split_as_a_person_splits_it(name: str) -> None:
    wanted = json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))["clauses"]
    found = split(read_source(FIXTURES / f"{name}.txt"))
    assert numbers(found) == [tuple(item) for item in wanted]


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("一、范围", "一", 1),
        ("十二、范围", "十二", 12),
        ("二十、范围", "二十", 20),
        ("（三）条件", "（三）", 3),
        ("(三)条件", "（三）", 3),
        ("4.材料", "4", 4),
        ("4．材料", "4", 4),
        ("4、材料", "4", 4),
        ("10. 材料", "10", 10),
        ("（5）方式", "（5）", 5),
        ("5）方式", "（5）", 5),
        ("⑥方式", "⑥", 6),
        ("第七条 方式", "第七条", 7),
        ("第二十一条 方式", "第二十一条", 21),
        ("第三章 方式", "第三章", 3),
    ],
)
def test_official_numbers(text: str, printed: str, value: int) -> None:
    mark = mark_of(text)
    assert mark is not None
    assert (mark.printed, mark.value) == (printed, value)
    assert text[mark.length :].strip() in {"范围", "条件", "材料", "方式"}


@pytest.mark.parametrize(
    "text",
    [
        *("2025年3月", "3.5万元", "1-2家", "1.0版", "一二级医院", "二、三级医院", "第三条和第四条"),
        *("（2022-2025年）", "（试行）", "一般项目", "十分重要", "2024. 5", "一"),
    ],
)
def test_what_only_looks_like_a_number(text: str) -> None:
    assert mark_of(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("十九", 19), ("九十", 90), ("一百零三", 103), ("③", 3), ("45", 45)],
)
def test_whole_numbers(text: str, value: int) -> None:
    assert whole_number(text) == value


def test_a_number_goes_down_and_up_again() -> None:
    found = of(
        "一、甲", "（一）乙", "1.丙", "（1）丁丁。", "（二）戊戊。", "二、己己己。", "3.庚庚。"
    )
    assert [clause.number for clause in found.clauses] == [
        *("一、（一）1（1）", "一、（二）", "二", "二、3"),
    ]
    assert [item.role for item in found.left_out] == ["heading", "heading", "heading"]
    assert found.clauses[0].section == "一、甲 （一）乙 1.丙"


def test_a_sentence_that_a_page_breaks_is_one_clause() -> None:
    first = "1.申报单位应当在规定的时间以前完成内部审核并且把全部的申报材"
    found = of(first, "", "- 3 -", "", "料汇总以后统一报送。", "2.其他。")
    assert numbers(found) == [("1", "1-5"), ("2", "6")]
    assert [(item.line, item.role) for item in found.left_out] == [(3, "page")]


def test_lines_of_pages_go_on_until_one_is_short() -> None:
    full = "甲" * 30
    found = of(f"一、{full[:28]}", full, "乙乙。", "二、丙丙丙丙。", wrapped=True)
    assert numbers(found) == [("一", "1-3"), ("二", "4")]


def test_a_number_that_does_not_follow_is_told() -> None:
    found = of("一、甲甲。", "二、乙乙。", "四、丙丙。", "三、丁丁。", "四、戊戊。")
    assert found.jumps == ((3, "四"), (4, "三"))
    assert len({clause.id for clause in found.clauses}) == 5


def test_the_same_number_again_is_another_clause() -> None:
    """An outline that counts anew without saying so, and headings that are numbered wrongly."""
    found = of(*(f"{number}.内容内容。" for number in (1, 2, 1, 2, 1)))
    assert [clause.id for clause in found.clauses] == ["c-1", "c-2", "c-1b", "c-2b", "c-1c"]


def test_the_rows_of_a_table_stay_together() -> None:
    found = of("一、名额分配如下：", "级别\t名额", "三级\t3项", "二级\t2项", "二、其他。")
    assert numbers(found) == [("一", "1-4"), ("二", "5")]


def test_a_heading_before_a_table_of_its_own() -> None:
    found = of("| 级别 | 名额 |", "| --- | --- |", "| 三级 | 3项 |")
    assert numbers(found) == [("", "1-3")]


PIECES = st.sampled_from(
    [
        *("", " ", "　", "关于申报2025年度项目的通知", "示卫〔2025〕1号", "各单位：", "- 1 -"),
        *(
            "一、范围",
            "二、条件。要求如下。",
            "（一）甲",
            "（二）乙乙乙。",
            "1.丙",
            "2、丁丁。",
            "（1）戊",
        ),
        *(
            "①己",
            "第一条 庚庚。",
            "第一章 总则",
            "附件：1.表",
            "附件2",
            "附件",
            "联系人：某某",
            "地址：某地",
        ),
        *(
            "示例市卫生健康委员会",
            "2025年1月2日",
            "特此通知。",
            "（此件公开发布）",
            "甲\t乙",
            "| 甲 | 乙 |",
        ),
        *(
            "普通的一段话，没有编号。",
            "没有标点的一段话" * 4,
            "，",
            "】",
            "000-12345678",
            "**粗体**文字",
        ),
        *(
            "# 标题",
            "## 二、小标题",
            "> 引用",
            "》",
            "《没有结束",
            "a" * 30,
            "\u200b",
            "方案（试行）",
        ),
    ]
)


@settings(max_examples=300, deadline=None)
@given(lines=st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=40), wrapped=st.booleans())
def test_every_line_stands_in_one_clause_or_is_left_out(lines: list[str], *, wrapped: bool) -> None:
    clean = [line for text in lines for line in (text.splitlines() or [""])]
    if not clean:
        return
    found = of(*clean, wrapped=wrapped)
    places = [line for clause in found.clauses for line, _ in clause.parts]
    places += [item.line for item in found.left_out]
    shown = [
        at
        for at, line in enumerate(clean, 1)
        if re.sub(r"^\s*(?:#{1,6}\s+|>\s*)|\*\*", "", line).strip(" #\t\u3000").strip()
    ]
    assert len(places) == len(set(places))
    assert set(shown) <= set(places)
    assert all(1 <= line <= len(clean) for line in places)
    ids = [clause.id for clause in found.clauses]
    assert len(ids) == len(set(ids))
    for clause in found.clauses:
        assert re.fullmatch(r"[a-z][a-z0-9-]{0,63}", clause.id)
        (span,) = line_ranges(clause.lines)
        assert {line for line, _ in clause.parts} <= set(span)
    for clause in found.clauses:
        for line, text in clause.parts:
            assert text in clean[line - 1] or "**" in clean[line - 1]
