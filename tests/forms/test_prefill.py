"""Fill once: what is carried from an earlier submission or a profile, and what is told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from support.generated import generate

from shenbao.core.findings import Where
from shenbao.core.paths import leaves_of, pattern_of, pointer_of
from shenbao.core.submission import Submission
from shenbao.forms.prefill import fill
from shenbao.media.html.prefill_map import prefill_maps
from shenbao.media.reading.reader_findings import remark
from shenbao.policy.form_identity import content_of, leaf_names
from shenbao.policy.load.folder import load_notice, load_notices
from shenbao.policy.model import Notice

ROOT = Path(__file__).resolve().parents[2]
SHENKANG = load_notice(ROOT / "schemas" / "shenkang-2024")


def earlier(name: str) -> Submission:
    """Return the submission of an example case."""
    folder = ROOT / "schemas" / "shenkang-2024" / "examples" / name
    file = next(file for file in folder.glob("*.json") if file.stem not in ("case", "expected"))
    data = json.loads(file.read_text(encoding="utf-8"))
    return Submission(file=file.name, schema=data.pop("$schema"), data=data)


def test_the_same_form_takes_everything_but_what_is_declared_anew() -> None:
    source = earlier("p1-valid")
    filled = fill([SHENKANG], SHENKANG.form("p1"), [source])
    wanted = json.loads(json.dumps(source.data))
    del wanted["declarations"], wanted["leader"]["in_post"]
    for row in wanted["partners"]:
        del row["consent"]
    assert filled.data == wanted
    assert {item.reason for item in filled.left} == {"fill-attested"}
    assert "/declarations/failed_review" in {item.pointer for item in filled.left}


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
    unit = next(item for item in filled.left if item.pointer == "/partners/0/unit")
    assert (*unit.around, unit.title) == ("三、合作单位", 1, "单位名称")


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


def test_nothing_that_is_stated_confirmed_or_signed_is_ever_carried(any_notice: Notice) -> None:
    """Every form and table, filled in full, into every other and itself, here and in the page."""
    for home in any_notice.homes:
        data = generate(any_notice, home, 3, rows="few")
        source = Submission(file="a.json", data=data, schema=home.ref)
        nodes = leaf_names(home)
        stated = {
            pointer_of(path)
            for path, _ in leaves_of(content_of(home, data) or {})
            if nodes[pattern_of(path)].attested
        }
        for target in any_notice.homes:
            filled = fill([any_notice], target, [source])
            there = leaf_names(target)
            for path, _ in leaves_of(filled.data):
                assert not there[pattern_of(path)].attested, (home.ref, target.ref, path)
            told = {item.pointer for item in filled.left if item.reason == "fill-attested"}
            assert told >= stated, (home.ref, target.ref)
            if target is not home:
                page = prefill_maps([any_notice], target)[home.ref]
                attested = {name for name, node in nodes.items() if node.attested}
                assert set(page["attested"]) == attested
                assert not attested & {*page["same"], *page["moved"]}


def test_declarations_consents_and_days_of_signing_are_declared_so() -> None:
    """What the notices' own words call a declaration, a consent or a day of handing in."""
    words = re.compile(
        "声明|承诺|同意|协商一致|签字|盖章|申报日期|报送日期|上报日期|确认日期|制定日期|送达"
    )
    for notice in load_notices(ROOT):
        for home in notice.homes:
            for node in home.fields():
                day = node.schema.get("format") == "date"
                stated = words.search(node.title) and (node.kind in ("boolean", "object") or day)
                only = node.kind == "boolean" and node.schema.get("const") is True
                if stated or only:
                    assert node.attested, (home.ref, node.pointer)


def test_a_code_goes_only_where_the_list_calls_it_the_same() -> None:
    """Topic 1 of one programme is not topic 1 of another; a code is no name in a plain text."""
    notices = load_notices(ROOT)
    by_ref = {home.ref: home for notice in notices for home in notice.homes}

    def filled(source: str, target: str, data: dict[str, Any]) -> tuple[Any, list[str]]:
        told = fill(notices, by_ref[target], [Submission(file="a", data=data, schema=source)])
        return told.data, [item.reason for item in told.left]

    first = {"basic": {"topic": "1"}}
    assert filled("shenkang-2024/p1", "shenkang-2024/p2", first) == ({}, ["fill-not-in-list"])
    assert filled("shenkang-2024/p1", "shenkang-2024/p1", first) == (first, [])
    fifth = {"basic": {"topic": "5"}}
    assert filled("shenkang-2024/p3-general", "shenkang-2024/p3-seed", fifth) == (fifth, [])
    rows = {"rows": [{"hospital": "peoples"}]}
    left = filled("mudan-2022/status", "wenzhou-2023/indicators", rows)
    assert left == ({}, ["fill-not-in-list"])
