"""What a notice says of one track is said of it, and what it says of another is not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from shenbao.core.errors import PolicyError
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Notice, Track
from shenbao.policy.usage import track_facts
from shenbao.site.content import derived_facts

DEMO = Path(__file__).parents[1] / "notices" / "schemas" / "demo-2024"
AT_FUNDING = {"at": "basic/funding", "severity": "error", "x-source": ["c-partners"]}
BY_TRACK = {
    "id": "DM-X-01",
    "assert": "app.basic.track != 'a' || app.basic.funding <= 10.0",
    "message": "甲类不超过10万元",
    **AT_FUNDING,
}


class Draft:
    """A copy of the demo notice in which one form serves the tracks a and b."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(DEMO, folder)
        self.folder = folder
        self.notice = json.loads((folder / "notice.json").read_text(encoding="utf-8"))
        self.form = json.loads((folder / "forms" / "a.schema.json").read_text(encoding="utf-8"))
        tracks = self.notice["programmes"][0]["tracks"]
        tracks.append({**tracks[0], "id": "b", "title": "乙类"})
        self.basic = self.form["properties"]["basic"]
        self.basic["properties"]["track"] = {
            "title": "类别",
            "x-list": "@tracks",
            "x-role": "track",
        }
        funding = self.basic["properties"]["funding"]
        for key in ("minimum", "maximum", "x-rules", "x-source"):
            funding.pop(key, None)
        funding["x-basis"] = "customary"
        self.funding = funding

    def track(self, number: int) -> dict[str, Any]:
        """Return a track to write to."""
        return self.notice["programmes"][0]["tracks"][number]

    def load(self) -> Notice:
        """Return the notice."""
        for name, document in (("notice.json", self.notice), ("forms/a.schema.json", self.form)):
            text = json.dumps(document, ensure_ascii=False)
            (self.folder / name).write_text(text, encoding="utf-8")
        return load_notice(self.folder)

    def amounts(self) -> list[str]:
        """Return what pages say of the money of both tracks."""
        notice = self.load()
        return [str(derived_facts.amount(notice, track)) for track in tracks(notice)]


def tracks(notice: Notice) -> tuple[Track, ...]:
    """Return the tracks of the demo."""
    return notice.programmes[0].tracks


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """A notice to write to."""
    return Draft(tmp_path / "schemas" / "demo-2024")


def test_nothing_is_said_where_nothing_says_it(draft: Draft) -> None:
    assert draft.amounts() == ["原文未载", "原文未载"]


def test_a_bound_of_the_one_field_holds_for_both(draft: Draft) -> None:
    draft.funding.update({"minimum": 0, "maximum": 20})
    assert draft.amounts() == ["0–20 万元", "0–20 万元"]


def test_that_money_is_not_below_nothing_says_nothing(draft: Draft) -> None:
    draft.funding["minimum"] = 0
    assert draft.amounts() == ["原文未载", "原文未载"]


def test_fields_under_a_condition_say_the_money_of_their_own_track(draft: Draft) -> None:
    fields = draft.basic["properties"]
    funding = fields.pop("funding")
    draft.basic["required"] = [key for key in draft.basic["required"] if key != "funding"]
    draft.notice["quotas"] = []
    for track, title, most in (("a", "甲类经费", 10), ("b", "乙类经费", 6)):
        fields[f"funding_{track}"] = {
            **funding,
            "title": title,
            "maximum": most,
            "x-when": f"app.basic.track == '{track}'",
        }
    assert draft.amounts() == ["不超过 10 万元", "不超过 6 万元"]


def test_a_rule_that_tells_tracks_apart_is_named_by_its_clause(draft: Draft) -> None:
    draft.funding["maximum"] = 20
    draft.form["x-rules"].append(BY_TRACK)
    notice = draft.load()
    number = notice.clause("c-partners").number
    assert draft.amounts() == [f"见条款 {number}"] * 2


def test_a_rule_for_another_track_says_nothing_of_this_one(draft: Draft) -> None:
    draft.form["x-rules"].append({**BY_TRACK, "when": "app.basic.track == 'a'"})
    assert [item == "原文未载" for item in draft.amounts()] == [False, True]


def test_facts_of_the_tracks_are_said_with_parameters_and_clauses(draft: Draft) -> None:
    draft.notice["params"] = [
        {"id": "most", "title": "上限", "value": {"a": 10, "b": 6.5}, "x-source": ["c-funding"]},
        {"id": "months", "title": "期限", "value": 18, "x-source": ["c-funding"]},
    ]
    for number in (0, 1):
        draft.track(number).update(
            amount={"most": {"param": "most"}, "unit": "万元", "x-source": ["c-funding"]},
            period={"months": {"param": "months"}, "x-source": ["c-funding"]},
            who="每项不超过{param.most}万元的单位",
        )
    draft.form["x-rules"].append(BY_TRACK)
    assert draft.amounts() == ["不超过 10 万元", "不超过 6.5 万元"]
    notice = draft.load()
    first, second = tracks(notice)
    assert derived_facts.duration(notice, second) == "18 个月"
    assert (first.who, second.who) == ("每项不超过10万元的单位", "每项不超过6.5万元的单位")
    assert set(first.params) == {"most", "months"}
    found = track_facts.amount(notice, first)
    assert found is not None
    assert found.clauses == ("c-funding",)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ({"years": 2}, "2 年"),
        ({"months": 24}, "2 年"),
        ({"start": "2025-01-01", "end": "2026-12-31"}, "2025年1月1日至2026年12月31日"),
    ],
)
def test_a_period_is_said_in_words(draft: Draft, period: dict[str, Any], words: str) -> None:
    draft.track(0)["period"] = {**period, "x-source": ["c-funding"]}
    notice = draft.load()
    assert derived_facts.duration(notice, tracks(notice)[0]) == words


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"amount": {"least": 9, "most": 2, "unit": "万元"}}, "amount-reversed"),
        ({"period": {"start": "2025-01-02", "end": "2025-01-01"}}, "period-reversed"),
        ({"period": {"start": "2025-01-02"}}, "dialect-missing-key"),
        ({"period": {}}, "dialect-one-of-keys"),
        ({"amount": {"unit": "万元"}}, "dialect-one-of-keys"),
    ],
)
def test_a_fact_that_cannot_be_is_a_mistake(
    draft: Draft, facts: dict[str, Any], message: str
) -> None:
    for fact in facts.values():
        fact["x-source"] = ["c-funding"]
    draft.track(0).update(facts)
    with pytest.raises(PolicyError) as caught:
        draft.load()
    assert [item.message for item in caught.value.problems] == [message]
    assert caught.value.problems[0].text("zh-CN")


def test_money_is_not_asked_of_the_leader_who_stands_in_one_part_with_it(draft: Draft) -> None:
    """A small form has one part: a rule at a person in it counts, one at the money does not."""
    draft.basic["properties"]["leader"] = {
        "title": "负责人",
        "maxLength": 50,
        "x-role": "leader",
        "x-basis": "customary",
    }
    draft.form["properties"]["youth"]["properties"]["name"].pop("x-role", None)
    draft.form.setdefault("x-rules", []).append(BY_TRACK)
    asked = {
        "id": "DM-X-02",
        "at": "basic/leader",
        "assert": "app.basic.leader != ''",
        "severity": "error",
        "message": "请填写负责人",
        "x-source": ["c-age"],
    }
    draft.form["x-rules"].append(asked)
    notice = draft.load()
    for track in tracks(notice):
        assert track_facts.asked_of(notice, track, "leader") == ("c-age",)
