"""Fill once: what is carried from an earlier submission or a profile, and what is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shenbao.findings import Where
from shenbao.policy.load import load_notice
from shenbao.policy.model import Notice
from shenbao.submission import Submission
from shenbao.submissions.filling import fill
from shenbao.submissions.remarks import remark

ROOT = Path(__file__).resolve().parents[1]
SHENKANG = load_notice(ROOT / "schemas" / "shenkang-2024")


def earlier(name: str) -> Submission:
    """Return the submission of an example case."""
    folder = ROOT / "schemas" / "shenkang-2024" / "examples" / name
    file = next(file for file in folder.glob("*.json") if file.stem not in ("case", "expected"))
    data = json.loads(file.read_text(encoding="utf-8"))
    return Submission(file=file.name, schema=data.pop("$schema"), data=data)


def test_the_same_form_takes_everything() -> None:
    source = earlier("p1-valid")
    filled = fill([SHENKANG], SHENKANG.form("p1"), [source])
    assert filled.data == source.data
    assert filled.left == ()


def test_another_form_takes_what_means_the_same() -> None:
    source = earlier("p1-valid")
    filled = fill([SHENKANG], SHENKANG.form("p4"), [source])
    assert filled.data["leader"]["name"] == source.data["leader"]["name"]
    assert [row["name"] for row in filled.data["team"]] == [
        row["name"] for row in source.data["team"]
    ]
    assert "partners" not in filled.data
    reasons = {item.pointer: item.reason for item in filled.left}
    assert reasons["/partners/0/unit"] == "fill-no-place"


def test_a_choice_of_the_other_form_is_not_carried() -> None:
    source = earlier("p3-general-valid")
    filled = fill([SHENKANG], SHENKANG.form("p1"), [source])
    topic = source.data["basic"]["topic"]
    offered = SHENKANG.form("p1").field_with_role("topic")
    assert offered is not None
    if topic not in offered.schema["enum"]:
        assert "topic" not in filled.data.get("basic", {})
        assert any(item.reason == "fill-not-in-list" for item in filled.left)


@pytest.mark.parametrize(
    "profile",
    [
        {"leader": {"name": "示例负责人", "phone": "13900000000"}},
        {"leader": {"name": "示例负责人"}, "unit": {"lead_unit": "示例医院甲"}},
    ],
)
def test_a_profile_names_its_places(profile: dict[str, Any]) -> None:
    filled = fill([SHENKANG], SHENKANG.form("p1"), [Submission(file="我.json", data=profile)])
    assert filled.data == profile


def test_the_first_of_two_sources_counts_and_the_other_is_told(demo: Notice) -> None:
    sources = [
        Submission(file="a.json", data={"basic": {"project_title": "甲"}}),
        Submission(file="b.json", data={"basic": {"project_title": "乙", "nobody": "丙"}}),
    ]
    filled = fill([demo], demo.form("a"), sources)
    assert filled.data == {"basic": {"project_title": "甲"}}
    assert {(item.pointer, item.reason) for item in filled.left} == {
        ("/basic/project_title", "fill-said-before"),
        ("/basic/nobody", "fill-no-place"),
    }


def test_a_row_of_the_summary_takes_nothing_it_cannot_place(demo: Notice) -> None:
    source = Submission(
        file="a.json", data={"basic": {"project_title": "甲"}}, schema="demo-2024/a"
    )
    filled = fill([demo], demo.table("summary"), [source])
    assert filled.data == {}
    assert len(filled.left) == 1


def test_a_profile_goes_by_what_its_places_mean_in_every_form() -> None:
    """The intake register keeps the lead unit elsewhere than the applications."""
    profile = {"unit": {"lead_unit": "示例医院甲"}}
    filled = fill([SHENKANG], SHENKANG.form("intake"), [Submission(file="我.json", data=profile)])
    assert filled.data == {"project": {"lead_unit": "示例医院甲"}}
    assert filled.left == ()


def test_what_the_reader_of_a_source_could_not_take_is_told(demo: Notice) -> None:
    """A damaged document of last year is no reason to lose what stands in it unsaid."""
    where = Where(file="去年.docx", pointer="/partners/0", label="单位名称")
    source = Submission(
        file="去年.docx",
        schema="demo-2024/a",
        data={"basic": {"project_title": "甲"}},
        findings=(remark("document.word-stray", where, severity="review", found="丙院"),),
    )
    filled = fill([demo], demo.form("a"), [source])
    assert [(item.title, item.reason) for item in filled.left] == [("单位名称", "fill-unread")]
