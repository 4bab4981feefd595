"""The summary table against its applications: what counts as the same, and what is another."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shenbao.core.findings import Finding
from shenbao.core.submission import Submission
from shenbao.media.inputs.summary_rows import tabulate
from shenbao.policy.load.folder import load_notices
from shenbao.reports.finding_text import message
from shenbao.validation import validate

ROOT = Path(__file__).resolve().parents[3]
NOTICES = load_notices(ROOT)
SUMMARY = next(item for item in NOTICES if item.id == "shenkang-2024").table("summary")


def application(name: str) -> Submission:
    path = ROOT / "schemas" / "shenkang-2024" / "examples" / f"{name}-valid" / "application.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    return Submission(file=f"{name}.json", schema=data.pop("$schema"), data=data)


def compared(source: Submission, cells: dict[str, Any]) -> list[Finding]:
    """Return what SK-R-04 says of the table that the toolkit makes, with some cells changed."""
    data = copy.deepcopy(tabulate(NOTICES, SUMMARY, [source]).data)
    data["rows"][0].update(cells)
    table = Submission(file="汇总表.json", schema=SUMMARY.ref, data=data)
    found = validate(NOTICES, (source, table)).findings
    return [item for item in found if item.rule == "SK-R-04"]


@pytest.mark.parametrize(
    ("form", "cells"),
    [
        ("p1", {"topic": "①"}),
        ("p1", {"topic": "专题①"}),
        ("p1", {"topic": "专题 1"}),
        ("p1", {"topic": "专题一：前沿技术联合攻关"}),
        ("p1", {"topic": "前沿技术联合攻关"}),
        ("p3-general", {"topic": "⑦"}),
        ("p4", {"topic": "呼吸内科"}),
        ("p1", {"partners": "示例医院丙，示例医院乙"}),
        ("p1", {"leader_title": "主任 医师"}),
        ("p1", {"leader_phone": "（021）00000001"}),
        ("p1", {"leader_phone": "０２１－００００ ０００１"}),
        ("p1", {"topic": None, "leader_title": ""}),
        ("p3-seed", {"co_leader": "李示例"}),
    ],
)
def test_the_same_in_another_way_of_writing(form: str, cells: dict[str, Any]) -> None:
    """The last two: an empty cell says nothing, and the seed form has no second leader."""
    assert compared(application(form), cells) == []


@pytest.mark.parametrize(
    ("form", "cells", "told"),
    [
        (
            "p1",
            {"track": "p2"},
            "申报类别（申报 市级医院新兴前沿技术联合攻关项目·新兴前沿技术联合攻关",
        ),
        ("p1", {"topic": "专题②"}, "专题或专科（申报 ①前沿技术联合攻关，汇总表 专题②）"),
        ("p3-general", {"topic": "⑰"}, "汇总表 ⑰）"),
        ("p4", {"topic": "妇科"}, "专题或专科（申报 呼吸内科，汇总表 妇科）"),
        ("p1", {"leader_title": "副主任医师"}, "负责人职称（申报 主任医师，汇总表 副主任医师）"),
        ("p1", {"partners": "示例医院乙"}, "（申报 示例医院乙、示例医院丙，汇总表 示例医院乙）"),
        ("p3-general", {"co_leader": "李示例"}, "汇总表 李示例）"),
        ("p3-general", {"matching_funding": 2}, "匹配经费（申报 1.5，汇总表 2）"),
        ("p2", {"co_leader": "李示例"}, "第二负责人或青年负责人（申报 无，汇总表 李示例）"),
    ],
)
def test_another_value_is_told_at_its_cell(form: str, cells: dict[str, Any], told: str) -> None:
    """At the row of the table: the application is not at fault."""
    (found,) = compared(application(form), cells)
    assert (found.where.file, found.where.pointer) == (
        "汇总表.json",
        f"/rows/0/{next(iter(cells))}",
    )
    assert (found.severity, found.verdict) == ("error", "fail")
    assert told in message(found, "zh-CN")


def test_another_telephone_is_told_and_not_shown() -> None:
    (found,) = compared(application("p1"), {"leader_phone": "021-00000002"})
    assert found.where.pointer == "/rows/0/leader_phone"
    assert "0000000" not in message(found, "zh-CN")


def test_topics_that_share_a_title_are_not_the_same() -> None:
    """Whoever wrote the title alone may have meant either; who wrote the mark has not."""
    notice = next(item for item in NOTICES if item.id == "shenkang-2024")
    first, *rest = notice.programmes
    topics = (first.topics[0], replace(first.topics[1], title=first.topics[0].title))
    changed = replace(notice, programmes=(replace(first, topics=topics), *rest))
    lists = tuple(
        replace(item, rows=tuple(replace(row, aliases=()) for row in item.rows))
        if item.name == "topics_p1"
        else item
        for item in changed.lists
    )
    source = application("p1")
    data = copy.deepcopy(tabulate(NOTICES, SUMMARY, [source]).data)
    for topic, same in (("②", False), (f"②{topics[0].title}", False), ("①", True)):
        data["rows"][0]["topic"] = topic
        table = Submission(file="汇总表.json", schema=SUMMARY.ref, data=data)
        found = validate([replace(changed, lists=lists)], (source, table)).findings
        assert ("SK-R-04" not in [item.rule for item in found]) is same
