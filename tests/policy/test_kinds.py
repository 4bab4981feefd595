"""Rules of a kind: the expressions and words that they become, and what authors are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.invented import ruled

from shenbao.core.errors import PolicyError, Problem
from shenbao.policy.files.reader import Problems
from shenbao.policy.load import metaschema
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Rule
from shenbao.policy.shorthand import full
from shenbao.policy.shorthand.kinds.compiled import with_expressions
from shenbao.policy.shorthand.kinds.registry import KINDS
from shenbao.policy.shorthand.setting import Setting


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Rule]:
    """The rules of the page on kinds, by id."""
    notice = load_notice(ruled.write(tmp_path_factory.mktemp("kinds")))
    return {rule.id: rule for rule in notice.form("k").rules}


def compiled(folder: Path, *rules: Mapping[str, Any]) -> list[Rule]:
    """Return rules of the invented form after loading."""
    cited = [{"x-source": ["c-receive"], **rule} for rule in rules]
    return list(load_notice(ruled.write(folder, cited)).form("k").rules)


def mistakes(folder: Path, rule: Mapping[str, Any]) -> list[Problem]:
    """Return what the author of one rule is told."""
    with pytest.raises(PolicyError) as caught:
        compiled(folder, {"id": "K", **rule})
    return list(caught.value.problems)


def test_the_page_shows_every_kind(rules: Mapping[str, Rule]) -> None:
    assert {rule.kind for rule in rules.values()} == set(KINDS)


@pytest.mark.parametrize(
    ("identity", "when", "assertion", "words"),
    [
        (
            "K-02",
            None,
            "app.basic.track != 'key' || (app.basic.matching >= 8.0 && app.basic.matching <= 10.0)",
            "重点课题的配套经费不合规定，请核对",
        ),
        (
            "K-03",
            None,
            (
                "!(app.basic.track in ['key', 'general']) || "
                "(yearsBetween(date(app.leader.birth_date), date('2024-04-30'))"
                " <= (app.leader.sex == 'f' ? 60 : 58))"
            ),
            "重点课题、一般课题：负责人在2024年4月30日应不超过58周岁（女可放宽2岁）",
        ),
        (
            "K-05",
            "has(app.declarations.novelty_date)",
            (
                "date(app.declarations.novelty_date) >= date('2023-10-30') && "
                "date(app.declarations.novelty_date) <= date('2024-04-30')"
            ),
            "声明·novelty_date应在2023年10月30日至2024年4月30日之间（含这两天）",
        ),
        (
            "K-08",
            None,
            "double(dec(app.budget.labour)) * 100.0 <= double(dec(app.basic.funding)) * 15.0",
            "预算·labour应不超过基本信息·funding的15%",
        ),
        (
            "K-12",
            None,
            "app.basic.track != 'key' || app.leader.title_level in ['chief', 'associate']",
            "重点课题：项目负责人的title_level应为副高及以上",
        ),
        (
            "K-25",
            "has(app.partners)",
            "!(fold(app.basic.lead_unit) in fold(app.partners.map(r, r.unit)))",
            "基本信息·lead_unit不能与合作单位相同",
        ),
    ],
)
def test_a_kind_becomes_an_expression_and_words(
    rules: Mapping[str, Rule], identity: str, when: str | None, assertion: str, words: str
) -> None:
    rule = rules[identity]
    assert (rule.when, rule.cases[0].assertion, rule.cases[0].message.zh) == (
        when,
        assertion,
        words,
    )
    assert rule.severity == "error"
    assert rule.cases[0].message.en


def test_what_stands_on_the_field_and_what_names_it_says_the_same(tmp_path: Path) -> None:
    """A rule at an optional field is asked where the field is filled in, as one on it is."""
    said = {"id": "K", "kind": "day-between", "last": "2024-04-30", "x-source": ["c-age"]}
    folder = ruled.write(tmp_path, [])
    schema = ruled.form([])
    schema["properties"]["declarations"]["properties"]["novelty_date"]["x-rules"] = [said]
    ruled.save(folder / "forms" / "k.schema.json", schema)

    (on_it,) = load_notice(folder).form("k").all_rules()
    (at_it,) = compiled(tmp_path, {**said, "at": "declarations/novelty_date"})

    assert (on_it.pointer, on_it.when) == ("/declarations/novelty_date", None)
    assert on_it.cases[0].assertion == "date(self) <= date('2024-04-30')"
    assert at_it.when == "has(app.declarations.novelty_date)"


def test_a_rule_in_a_row_sees_its_row(tmp_path: Path) -> None:
    folder = ruled.write(tmp_path, [])
    schema = ruled.form([])
    schema["properties"]["lines"]["items"]["x-rules"] = [
        {
            "id": "K",
            "kind": "not-more-than",
            "at": "amount",
            "other": "basic/funding",
            "x-source": ["c-funding"],
        }
    ]
    ruled.save(folder / "forms" / "k.schema.json", schema)

    (rule,) = load_notice(folder).form("k").all_rules()

    assert rule.cases[0].assertion == "self.amount <= app.basic.funding"


def test_a_parameter_stands_for_a_number_also_by_code(tmp_path: Path) -> None:
    folder = ruled.write(
        tmp_path,
        [
            {
                "id": "K",
                "kind": "age-at-most",
                "at": "leader/birth_date",
                "by": "basic/track",
                "years": {"param": "age"},
                "on": {"deadline": "apply"},
                "x-source": ["c-age"],
            },
            {
                "id": "L",
                "kind": "share-at-most",
                "at": "budget/labour",
                "of": "basic/funding",
                "percent": {"param": "labour"},
                "x-source": ["c-age"],
            },
        ],
    )
    notice = _read(folder / "notice.json")
    given = {"title": "上限", "x-source": ["c-age"]}
    notice["params"] = [
        {**given, "id": "age", "value": {"key": 58, "youth": 35}},
        {**given, "id": "labour", "value": 15},
    ]
    ruled.save(folder / "notice.json", notice)

    age, share = load_notice(folder).form("k").rules

    assert [case.assertion.rpartition(" ")[2] for case in age.cases] == ["58", "35"]
    assert share.cases[0].assertion.endswith("* 15.0")
    assert (age.params, share.params) == (("age",), ("labour",))


def _read(file: Path) -> dict[str, Any]:
    return dict(ruled.json.loads(file.read_text(encoding="utf-8")))


WRONG: list[tuple[dict[str, Any], str, str]] = [
    (
        {"kind": "age-at-most", "at": "leader/name", "years": 58, "on": "2024-04-30"},
        "kind-field-kind",
        "它是文字或代码。允许：日期",
    ),
    (
        {"kind": "amount-between", "at": "leader/birth_date", "least": 1},
        "kind-field-kind",
        "它是日期。允许：整数、数",
    ),
    (
        {"kind": "level-at-least", "at": "leader/sex", "level": "f"},
        "kind-list-unordered",
        "没有高低次序",
    ),
    (
        {"kind": "level-at-least", "at": "leader/title_level", "level": "cheif"},
        "kind-code-unknown",
        "可以写：chief",
    ),
    (
        {"kind": "level-at-least", "at": "leader/name", "level": "chief"},
        "kind-no-codes",
        "没有名单",
    ),
    ({"kind": "amount-between", "at": "basic/fundng", "least": 1}, "kind-field-unknown", "funding"),
    ({"kind": "amount-between", "least": 1}, "kind-no-field", "用 at 写明字段"),
    ({"kind": "amount-between", "at": "basic/funding"}, "kind-key-any", "least、most"),
    (
        {"kind": "amount-between", "at": "basic/funding", "least": 9, "most": 8},
        "kind-bounds-crossed",
        "下限 9 大于上限 8",
    ),
    (
        {"kind": "amount-between", "at": "basic/funding", "least": {"key": 8}},
        "kind-by-missing",
        "加上 by",
    ),
    (
        {"kind": "amount-between", "at": "basic/funding", "by": "basic/track", "least": 8},
        "kind-by-idle",
        "删去 by",
    ),
    (
        {
            "kind": "amount-between",
            "at": "basic/funding",
            "by": "basic/track",
            "least": {"keys": 8},
        },
        "kind-code-unknown",
        "可以写：key",
    ),
    (
        {
            "kind": "amount-between",
            "at": "basic/funding",
            "by": "basic/track",
            "least": {"key": "八"},
        },
        "kind-value",
        "允许：一个数",
    ),
    (
        {"kind": "age-at-most", "at": "leader/birth_date", "years": 58},
        "kind-key-missing",
        "缺少 on",
    ),
    (
        {"kind": "age-at-most", "at": "leader/birth_date", "years": 58, "on": "2024-02-30"},
        "kind-value",
        "例如 2024-11-15",
    ),
    (
        {
            "kind": "age-at-most",
            "at": "leader/birth_date",
            "years": 58,
            "on": {"deadline": "aply"},
        },
        "kind-deadline-unknown",
        "可以写：apply",
    ),
    (
        {"kind": "share-at-most", "at": "budget/labour", "least": 1, "of": "basic/funding"},
        "kind-key-unknown",
        "这种规则可以写",
    ),
    (
        {"kind": "on-list", "at": "basic/lead_unit", "list": "unit"},
        "list-unknown",
        "引用了不存在的代码表",
    ),
    (
        {
            "kind": "not-on-list",
            "at": "leader/dept",
            "list": "overdue",
            "match": {"dept": "leader/dept"},
        },
        "kind-column-unknown",
        "允许：code、label、unit、department",
    ),
    (
        {"kind": "rows-at-least", "at": "partners", "rows": 2, "where": {"sex": True}},
        "kind-field-unknown",
        "unit、municipal",
    ),
    ({"kind": "rows-at-least", "at": "partners", "rows": -1}, "kind-value", "不小于 0"),
    (
        {"kind": "sums-equal", "at": "budget", "total": "basic/funding"},
        "kind-key-any",
        "parts、column",
    ),
    (
        {
            "kind": "day-between",
            "at": "leader/birth_date",
            "first": "2024-01-01",
            "after": "2024-01-02",
        },
        "kind-keys-both",
        "只留一个",
    ),
    (
        {"kind": "same-as", "at": "leader/name", "other": "leader/birth_date"},
        "kind-field-kind",
        "允许：文字或代码",
    ),
    (
        {"kind": "required-when", "at": "leader/name", "if": {"field": "basic/track", "is": "x"}},
        "kind-code-unknown",
        "if/is",
    ),
    (
        {
            "kind": "age-at-most",
            "at": "leader/birth_date",
            "years": {"param": "aeg"},
            "on": "2024-04-30",
        },
        "param-unknown",
        "aeg",
    ),
    ({"kind": "age-at-mots", "at": "leader/birth_date"}, "dialect-value", "age-at-most"),
    (
        {"kind": "must-be-yes", "at": "declarations/ethics", "assert": "true"},
        "dialect-rule-shape",
        "kind",
    ),
]


@pytest.mark.parametrize(("rule", "message", "words"), WRONG, ids=lambda item: str(item)[:40])
def test_a_kind_that_does_not_fit_is_told_with_what_does(
    tmp_path: Path, rule: dict[str, Any], message: str, words: str
) -> None:
    """One mistake, at the rule, with what may be written there."""
    found = mistakes(tmp_path, rule)
    assert [item.message for item in found] == [message]
    assert found[0].pointer.startswith("/x-rules/0")
    assert found[0].line
    assert words in found[0].text()


VALUES: tuple[Any, ...] = (
    *(None, "", 0, -1, 1.5, 1e308, True, [], {}, [1], "x", 10**9, ["a"], "9999-12-31"),
    *("basic", "basic/funding", "leader/birth_date", "partners", "partners/unit", "key"),
    *({"key": 1}, {"key": "x"}, {"deadline": 1}, {"deadline": "apply", "months": "x"}),
    *({"deadline": "apply", "months": 10**9}, {"param": "nix"}, {"param": "nix", "of": "key"}),
    *({"filled": ["basic"]}, {"field": "basic/track", "is": [1]}, {"key": {"deadline": "apply"}}),
    *({"field": "leader/sex", "is": "f", "years": 90}, {"key": 1, "general": {"param": "nix"}}),
)


def test_whatever_is_written_under_a_key_ends_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each key of each example with each wrong value: what the dialect lets through is told."""
    seen: list[tuple[dict[str, Any], Setting]] = []

    def kept(schema: dict[str, Any], setting: Setting) -> dict[str, Any]:
        seen.append((schema, setting))
        return with_expressions(schema, setting)

    monkeypatch.setattr(full, "with_expressions", kept)
    load_notice(ruled.write(tmp_path, []))
    ((schema, setting),) = seen
    told = 0
    for rule in ruled.snippets():
        changed = [{**rule, key: value} for key in rule for value in VALUES]
        changed += [{key: rule[key] for key in rule if key != gone} for gone in rule]
        for one in changed:
            problems = Problems(root=tmp_path)
            judged = full.judged(ruled.form([one]), setting)
            if metaschema.check("form", judged, setting.file, problems):
                form = {**schema, "x-rules": [one]}
                with_expressions(form, replace(setting, problems=problems))
            told += len(problems.found)
            for problem in problems.found:
                assert problem.text()
                assert problem.text("en")
    assert told > len(ruled.snippets())


def test_a_list_is_ordered_by_rows_or_by_a_column(tmp_path: Path) -> None:
    folder = ruled.write(
        tmp_path,
        [
            {
                "id": "K",
                "kind": "level-at-least",
                "at": "basic/unit_level",
                "level": "l2",
                "x-source": ["c-age"],
            }
        ],
    )
    place = folder / "lists"
    described = _read(place / "unit_levels.json")
    described["columns"].append({"name": "rank", "title": "级别"})
    ruled.save(place / "unit_levels.json", {**described, "ordered": "rank"})
    rows = "code,label,rank\nother,其他单位,\nl2,二级医院,2\nl3,三级医院,3\nl4,同级,2\n"
    (place / "unit_levels.csv").write_text(rows, encoding="utf-8")

    (rule,) = load_notice(folder).form("k").rules

    assert rule.cases[0].assertion == "app.basic.unit_level in ['l2', 'l3', 'l4']"


@pytest.mark.parametrize(
    ("ordered", "rows", "message"),
    [
        ("level", "code,label\nl3,三级医院\n", "list-ordered"),
        ("label", "code,label\nl3,三级医院\n", "list-rank"),
    ],
)
def test_an_order_that_is_none_is_told(
    tmp_path: Path, ordered: str, rows: str, message: str
) -> None:
    folder = ruled.write(tmp_path, [])
    described = _read(folder / "lists" / "unit_levels.json")
    ruled.save(folder / "lists" / "unit_levels.json", {**described, "ordered": ordered})
    (folder / "lists" / "unit_levels.csv").write_text(rows, encoding="utf-8")

    with pytest.raises(PolicyError) as caught:
        load_notice(folder)

    assert message in {item.message for item in caught.value.problems}


def test_a_rule_on_all_rows_of_a_table_takes_no_kind(tmp_path: Path) -> None:
    folder = ruled.write(tmp_path, [])
    rows = ruled.form([])["properties"]["lines"]["items"]["properties"]
    rule = {"id": "T", "kind": "rows-distinct", "column": "item", "x-source": ["c-age"]}
    ruled.save(
        folder / "tables" / "lines.schema.json", {**ruled.table(rows, []), "x-table-rules": [rule]}
    )

    with pytest.raises(PolicyError) as caught:
        load_notice(folder)

    assert [item.message for item in caught.value.problems] == ["kind-not-here"]
    assert caught.value.problems[0].pointer == "/x-table-rules/0"
