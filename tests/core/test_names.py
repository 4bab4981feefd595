"""Names that people write in many ways: made alike, and told where a rule forgets it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from shenbao.audit.expressions.unfolded_names import unfolded
from shenbao.audit.unknown_names import check_mentions
from shenbao.policy.cel.folding import folded
from shenbao.policy.load.folder import load_notice

DEMO = load_notice(Path(__file__).parents[1] / "notices" / "schemas" / "demo-2024")
WRITTEN = frozenset({"unit", "name", "lead_unit"})
COLUMNS = frozenset({"code", "label", "name", "unit"})


@pytest.mark.parametrize(
    "others",
    [
        ["示例医院甲", " 示例\u3000医院 甲 ", "示例\u00a0医院甲", "示例\u200b医院\ufeff甲"],
        ["示例医院(东院)", "示例医院（东院）", "示例医院 ( 东院 )", "示例医院　（ 东院）"],
        ["示例A院", "示例Ａ院", "示例 A 院"],
        ["Zhang San", "Ｚｈａｎｇ　Ｓａｎ", " zhang   SAN"],
        ["𠮷示例", "𠮷 示例"],
    ],
)
def test_the_ways_of_writing_one_name_are_one(others: list[str]) -> None:
    assert len({folded(name) for name in others}) == 1
    assert {folded(folded(name)) for name in others} == {folded(others[0])}


def test_different_names_stay_apart() -> None:
    names = ["示例医院甲", "示例医院乙", "Zhang San", "ZhangSan", "示例医院(东院)", ""]
    assert len({folded(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("unique(self.map(p, p.unit))", ["unique(… p.unit)"]),
        ("unique(fold(self.map(p, p.unit)))", []),
        ("unique(self.map(r, r.year))", []),
        ("self.unit == app.unit.lead_unit", ["self.unit … app.unit.lead_unit"]),
        ("fold(self.unit) == fold(app.unit.lead_unit)", []),
        ("self.unit != ''", []),
        ("self.year == app.year", []),
        ("self.unit in ref.hospitals.labels", ["self.unit … ref.hospitals.labels"]),
        ("self in ref.hospitals.labels", ["self … ref.hospitals.labels"]),
        ("self in ref.hospitals.codes", []),
        ("fold(self) in fold(ref.hospitals.labels)", []),
        ("ref.x.rows.exists(r, r.name == app.leader.name)", ["r.name … app.leader.name"]),
        ("ref.x.rows.exists(r, r.code == app.topic)", []),
        ("app.rows.exists(r, r.unit == self.unit)", ["r.unit … self.unit"]),
        ("app.rows.exists(r, fold(r.unit) == fold(self.unit))", []),
        ("fold(self.unit) == 'A院区'", ["fold(…) … 'A院区'"]),
        ("'A院区' != fold(self.unit)", ["fold(…) … 'A院区'"]),
        ("fold(self.unit) == 'a院区' || fold(self.unit) == ''", []),
        ("fold(self.unit) == fold('A院区') || self.kind == 'A'", []),
    ],
)
def test_names_compared_letter_by_letter_are_found(expression: str, found: list[str]) -> None:
    assert list(unfolded(expression, WRITTEN, COLUMNS)) == found


def test_check_names_the_rule_and_the_remedy() -> None:
    assert [item.message for item in check_mentions(DEMO)] == []
    (form,) = DEMO.forms
    rule = next(rule for rule in form.all_rules() if rule.cases)
    case = dataclasses.replace(
        rule.cases[0], assertion="app.basic.lead_unit in ref.hospitals.labels"
    )
    careless = dataclasses.replace(rule, id="DM-X", pointer="", when=None, cases=(case,))
    notice = dataclasses.replace(DEMO, forms=(dataclasses.replace(form, rules=(careless,)),))
    told = [item for item in check_mentions(notice) if item.message == "names-unfolded"]
    assert [item.args["rule"] for item in told] == ["DM-X"]
