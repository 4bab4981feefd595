"""Candidates: what the words say, each with the words, and nothing that they do not say."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from authoring.measure import SOFT, facts_of

from shenbao.authoring.candidates.candidate import Candidate
from shenbao.authoring.candidates.find import candidates
from shenbao.authoring.candidates.head import day_of
from shenbao.authoring.source.clauses import split
from shenbao.authoring.source.lines import SourceText
from shenbao.authoring.source.text import read_source

FIXTURES = Path(__file__).parent / "fixtures"


def found(*lines: str) -> tuple[Candidate, ...]:
    return candidates(split(SourceText(lines=lines)))


def values(text: str, kind: str) -> list[str]:
    head = ("示例市卫生健康委员会", "2025年3月1日")
    return [item.value for item in found(f"一、{text}", *head) if item.kind == kind]


@pytest.mark.parametrize("name", ["call", "measures"])
def test_a_notice_gives_what_a_person_finds(name: str) -> None:
    wanted = json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))["facts"]
    told = candidates(split(read_source(FIXTURES / f"{name}.txt")))
    assert facts_of(told) == Counter(tuple(item) for item in wanted)


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        ("deadline", "请于2025年4月30日16时前报送。", ["2025-04-30T16:00"]),
        ("deadline", "请于2025年4月30日16:30前报送。", ["2025-04-30T16:30"]),
        ("deadline", "请于2025年4月30日下午5点前报送。", ["2025-04-30T17:00"]),
        ("deadline", "请于4月30日（星期三）前报送。", ["2025-04-30"]),
        ("deadline", "请于2月10日之前报送。", ["2026-02-10"]),
        ("deadline", "申报截止时间为2025年5月1日。", ["2025-05-01"]),
        ("deadline", "受理时间至2025年5月1日17:00止。", ["2025-05-01T17:00"]),
        ("deadline", "2025年6月底前完成。", ["2025-06-30"]),
        ("deadline", "每年2月底前报送。", ["每年02-28"]),
        ("deadline", "到2027年底全部达标。", ["2027-12-31"]),
        ("deadline", "2025年2月30日前报送。", []),
        ("deadline", "2020年1月1日前取得资格的人员。", []),
        ("deadline", "按照2024年5月6日会议的要求。", []),
        ("period", "项目周期为2年（2025年6月1日-2027年5月31日）。", ["2025-06-01/2027-05-31"]),
        ("period", "自2025年6月1日起至12月31日实施。", ["2025-06-01/2025-12-31"]),
        ("period", "建设期限为十八个月。", ["18个月"]),
        ("period", "公示不少于5个工作日。", ["5个工作日"]),
        ("period", "依据《规划（2021-2025年）》的要求。", []),
        ("amount", "每项资助5万元。", ["5万元"]),
        ("amount", "每项资助10～20万元。", ["10-20万元"]),
        ("amount", "每项资助8万元至10万元。", ["8-10万元"]),
        ("amount", "补助最高50万元，不低于10万元。", ["<=50万元", ">=10万元"]),
        ("amount", "设备费在3000元以内。", ["<=3000元"]),
        ("amount", "病人数超过三万。", []),
        ("age", "年龄不超过45周岁。", ["<=45周岁"]),
        ("age", "45周岁及以下。", ["<=45周岁"]),
        ("age", "年满18周岁。", [">=18周岁"]),
        ("age", "女性放宽至50周岁。", ["<=50周岁"]),
        ("age", "1980年1月1日（含）以后出生。", [">=1980-01-01"]),
        ("rank", "具有副高级及以上专业技术职称。", [">=副高级"]),
        ("rank", "具有高级职称。", ["高级"]),
        ("rank", "副主任医师及以上。", [">=副主任医师"]),
        ("rank", "具有硕士研究生及以上学历。", [">=硕士研究生"]),
        ("rank", "提高高级别研究的水平。", []),
        ("quota", "每家单位限报2项。", ["<=2项"]),
        ("quota", "每个区推荐不超过三家。", ["<=3家"]),
        ("quota", "参加人员不少于20名。", [">=20名"]),
        ("quota", "三分之二以上成员同意。", [">=2/3"]),
        ("quota", "占比不低于30%。", [">=30%"]),
        ("quota", "每家限报甲类2项、乙类3项，丙类不限。", ["<=2项", "<=3项"]),
        ("quota", "每10万人口配备1个站点。", ["1个"]),
        ("quota", "年龄不超过45周岁，补助不超过5万元。", []),
        ("copies", "申报书一式五份。", ["5份"]),
        ("copies", "电子版和纸质版各1份。", ["1份"]),
        ("material", "请提交承诺书和查新报告。", ["承诺书", "查新报告"]),
        ("material", "于3月20日17:30前将申报书一式3份送县局。", ["申报书"]),
        ("material", "申报书中应当写明。", []),
        ("contact", "材料寄至kj@example.org。", ["kj@example.org"]),
        ("open-list", "支持儿科、产科、精神科等专科。", ["支持儿科、产科、精神科"]),
        ("open-list", "支持儿科、产科等三个专科。", []),
        ("open-list", "三级、二级甲等医院。", []),
        ("severity", "原则上每家一项，鼓励合作，不得重复。", ["原则上", "鼓励", "不得"]),
    ],
)
def test_what_is_found(kind: str, text: str, wanted: list[str]) -> None:
    assert values(text, kind) == wanted


def test_a_candidate_carries_its_words_clause_and_line() -> None:
    (item,) = (
        one for one in found("一、范围", "（一）甲。年龄不超过45周岁，在职。") if one.kind == "age"
    )
    assert item == Candidate(
        kind="age", value="<=45周岁", words="年龄不超过45周岁", clause="c-1-1", line=2
    )


def test_a_year_that_the_words_lack_is_a_doubt() -> None:
    (item,) = (one for one in found("一、请于5月1日前报送。") if one.kind == "deadline")
    assert (item.value, item.doubt) == ("05-01", "year")


def test_names_and_telephones_are_never_carried() -> None:
    lines = ("一、范围。", "联系人：张三 010-12345678", "邮箱：a@example.org", "地址：某路1号")
    told = [item for item in found(*lines) if item.kind == "contact"]
    assert [item.value for item in told] == ["a@example.org", "某路1号"]
    assert not any("张三" in item.words or "1234" in item.words for item in found(*lines))


def test_what_is_named_and_not_enclosed_is_missing() -> None:
    lines = ("一、甲。", "附件：1.申报表", "2.名单", "示例局", "2025年1月2日")
    told = [item for item in found(*lines) if item.kind == "attachment"]
    assert [(item.value, item.doubt) for item in told] == [
        ("申报表", "missing"),
        ("名单", "missing"),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年1月2日", "2025-01-02"),
        ("二〇二五年十二月三十一日", "2025-12-31"),
        ("二○二五年一月二日", "2025-01-02"),
        ("2025年2月30日", None),
    ],
)
def test_the_day_of_issue(text: str, day: str | None) -> None:
    told = day_of(text)
    assert (told.isoformat() if told else None) == day


def test_kinds_that_are_read_by_a_person_are_named() -> None:
    assert set(SOFT) == {"material", "open-list", "severity", "numbering"}
