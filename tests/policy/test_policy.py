"""The loader: what a folder says, joined; every mistake with file, pointer and remedy."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shenbao.core import messages
from shenbao.core.errors import PolicyError, ShenbaoError
from shenbao.policy import names
from shenbao.policy.cel.expression import Expression, first_members
from shenbao.policy.load.folder import load_notice, load_notices
from shenbao.policy.model import Absent, Notice
from shenbao.policy.usage.index import citing, rule_homes, suggestions, trace

DEMO = Path(__file__).parents[1] / "notices"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demo notice that a test may damage."""
    shutil.copytree(DEMO, tmp_path / "policy")
    return tmp_path / "policy"


def change(folder: Path, name: str, edit: Callable[[Any], None]) -> None:
    """Edit one JSON file of the copied notice."""
    file = folder / "schemas" / "demo-2024" / name
    document = json.loads(file.read_text(encoding="utf-8"))
    edit(document)
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def problems(folder: Path) -> list[tuple[str, str, str]]:
    """Load and return the problems as (file, pointer, message id)."""
    with pytest.raises(PolicyError) as caught:
        load_notices(folder)
    for problem in caught.value.problems:
        for language in ("zh-CN", "en"):
            assert problem.file in problem.text(language)
    return [(item.file, item.pointer, item.message) for item in caught.value.problems]


def test_absent_facts_are_words_not_nothing(demo: Notice) -> None:
    assert demo.document_number == Absent(words="原文未载")


def test_a_closed_given_list_becomes_an_enum_and_a_missing_one_does_not(demo: Notice) -> None:
    fields = {node.pointer: node for node in demo.form("a").fields()}
    assert fields["/basic/topic"].schema["enum"] == ["1", "2"]
    assert "enum" not in fields["/basic/lead_unit"].schema


def test_three_way_rules_keep_their_order_and_name_their_reading(demo: Notice) -> None:
    rule = next(rule for _, rule in demo.rules() if rule.id == "DM-P-03")
    assert [case.severity for case in rule.cases] == ["error", "review"]
    assert rule.readings == ("I09",)


def test_a_rule_knows_the_lists_it_needs(demo: Notice) -> None:
    rule = next(rule for _, rule in demo.rules() if rule.id == "DM-P-05")
    assert rule.lists == ("hospitals",)


def test_names_in_strings_are_not_mentions() -> None:
    expression = "app.a.b == 'app.x' && ref.h.codes.size() > 0 && self.map(x, x.app).size() > 0"
    assert Expression.of(expression).names("app") == (("a", "b"),)
    assert first_members([expression], "ref") == ("h",)


@pytest.mark.parametrize(
    "name",
    [
        "demo-2024/a",
        "https://shenbao.example/schemas/demo-2024/a.schema.json",
        "http://10.0.0.1:8000/x/schemas/demo-2024/a.schema.json?v=1",
        "file:///C:/%E7%BD%91%E7%AB%99/schemas/demo-2024/a.schema.json",
    ],
)
def test_a_form_is_found_under_any_published_address(demo: Notice, name: str) -> None:
    home = names.resolve((demo,), name)
    assert home is not None
    assert home.ref == "demo-2024/a"


def test_trace_reads_the_joining_backwards(demo: Notice) -> None:
    assert set(citing(demo, "c-partners")) >= {"DM-P-04", "DM-P-05", "demo-2024/a#/partners"}
    assert {key: home.means for key, home in rule_homes(demo).items()} == {
        "DM-P-01": "keyword",
        "DM-P-02": "keyword",
        "DM-P-03": "cel",
        "DM-P-04": "cel",
        "DM-P-05": "cel",
        "DM-Q-01": "quota",
        "DM-C-01": "checklist",
    }
    assert trace((demo,), "a/youth/birth_date")[0].used_by == ("DM-P-03",)
    assert "DM-P-03" in suggestions((demo,), "DM-P-3")


def test_a_supplied_list_takes_the_place_of_a_missing_one(folder: Path, tmp_path: Path) -> None:
    lists = tmp_path / "名单"
    lists.mkdir()
    (lists / "hospitals.csv").write_bytes("code,label\nh1,示例医院甲\n".encode("gb18030"))
    notice = load_notices(folder, lists=lists)[0]
    supplied = notice.code_list("hospitals")
    assert supplied.status == "supplied"
    assert supplied.label("h1") == "示例医院甲"
    assert not supplied.closed


def test_a_folder_without_notices_is_named(tmp_path: Path) -> None:
    with pytest.raises(ShenbaoError, match=r"notice\.json"):
        load_notices(tmp_path)


def in_funding(key: str, value: Any) -> Callable[[Any], None]:
    """Return an edit that sets a keyword of the funding field."""

    def edit(document: Any) -> None:
        document["properties"]["basic"]["properties"]["funding"][key] = value

    return edit


EMPTY_GROUP = {"required": [], "additionalProperties": False, "properties": {}}


def in_partner(items: dict[str, Any]) -> Callable[[Any], None]:
    """Return an edit that puts a list into each row of the partners."""
    said = {"title": "几项", "x-basis": "source", "x-source": ["c-goal"]}
    array = {**said, "type": "array", "maxItems": 3, "uniqueItems": True}
    array["items"] = {**said, **items}

    def edit(document: Any) -> None:
        document["properties"]["partners"]["items"]["properties"]["several"] = array

    return edit


PARTNER_LIST = "/properties/partners/items/properties/several"
FORM = "schemas/demo-2024/forms/a.schema.json"
NOTICE = "schemas/demo-2024/notice.json"
FUNDING = "/properties/basic/properties/funding"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (in_funding("minimun", 3), (FORM, f"{FUNDING}/minimun", "dialect-unknown-keyword-near")),
        (in_funding("oneOf", []), (FORM, f"{FUNDING}/oneOf", "dialect-unknown-keyword")),
        (in_funding("type", "money"), (FORM, f"{FUNDING}/type", "dialect-value")),
        (in_funding("x-source", ["c-x"]), (FORM, f"{FUNDING}/x-source", "clause-unknown")),
        (in_funding("x-list", "nowhere"), (FORM, f"{FUNDING}/x-list", "list-unknown")),
        (
            in_funding("x-rules", [{"id": "X", "assert": "true", "keywords": ["minimum"]}]),
            (FORM, f"{FUNDING}/x-rules/0", "dialect-rule-shape"),
        ),
        (
            in_funding(
                "x-rules",
                [
                    {
                        "id": "X-1",
                        "assert": "reading.I99 == 'a'",
                        "severity": "error",
                        "message": "x",
                        "x-source": ["c-goal"],
                    }
                ],
            ),
            (FORM, f"{FUNDING}/x-rules/0", "reading-unknown"),
        ),
        (
            in_funding("x-when", "app.basic.topik == '1'"),
            (FORM, f"{FUNDING}/x-when", "path-unknown"),
        ),
        (in_partner({"type": "string", "x-list": "units"}), (FORM, PARTNER_LIST, "list-in-row")),
        (in_partner({"type": "object", **EMPTY_GROUP}), (FORM, PARTNER_LIST, "list-in-row")),
    ],
)
def test_a_mistake_in_a_form_says_where(
    folder: Path, edit: Callable[[Any], None], expected: tuple[str, str, str]
) -> None:
    change(folder, "forms/a.schema.json", edit)
    assert expected in problems(folder)


def test_several_choices_of_a_closed_list_fit_in_a_row(folder: Path) -> None:
    """They are ticked in one cell."""
    change(folder, "forms/a.schema.json", in_partner({"type": "string", "enum": ["甲", "乙"]}))
    fields = load_notice(folder / "schemas" / "demo-2024").form("a").fields()
    chosen = next(node for node in fields if node.pointer == "/partners/*/several/*")
    assert chosen.schema["enum"] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (["id"], "other", (NOTICE, "/id", "notice-name")),
        (["issued"], None, (NOTICE, "/issued", "dialect-type")),
        (["readings", 0, "default"], "nothing", (NOTICE, "/readings/0/default", "option-unknown")),
        (["gaps", 1, "reading"], "I10", (NOTICE, "/gaps/1/reading", "reading-unknown")),
        (["gaps", 1, "id"], "G01", (NOTICE, "/gaps/1/id", "id-twice")),
        (["gaps", 1, "lines"], "9-7", (NOTICE, "/gaps/1/lines", "gap-lines")),
        (["checklist", 0, "topics"], ["9"], (NOTICE, "/checklist/0/topics", "topic-unknown")),
        (["periods", 0, "end"], "2024-05-31", (NOTICE, "/periods/0/end", "period-reversed")),
        (
            ["readings", 0, "options", 2, "id"],
            "bracket",
            (NOTICE, "/readings/0/options/2/id", "id-twice"),
        ),
        (
            ["quotas", 0, "also"],
            {"role": "membrs", "when": "true"},
            (NOTICE, "/quotas/0/also/role", "also-unknown"),
        ),
        (
            ["quotas", 0, "columns"],
            {"category": "track", "topic": ["topic", "specialism"]},
            (NOTICE, "/quotas/0/columns/topic", "compared-unknown"),
        ),
        (
            ["programmes", 0, "topics", 1, "id"],
            "1",
            (NOTICE, "/programmes/0/topics/1/id", "id-twice"),
        ),
        (
            ["programmes", 0, "tracks", 0, "barred"],
            ["c-age"],
            (NOTICE, "/programmes/0/tracks/0/barred", "barred-unknown"),
        ),
        (["quotas", 0, "over"], ["b"], (NOTICE, "/quotas/0/over", "form-unknown")),
        (["quotas", 0, "groupBy"], ["nobody"], (NOTICE, "/quotas/0", "role-unknown")),
        (["checklist", 0, "id"], "DM-P-01", (NOTICE, "/checklist/0/id", "rule-twice")),
    ],
)
def test_a_mistake_in_a_notice_says_where(
    folder: Path, path: list[Any], value: Any, expected: tuple[str, str, str]
) -> None:
    def edit(document: Any) -> None:
        for part in path[:-1]:
            document = document[part]
        document[path[-1]] = value

    change(folder, "notice.json", edit)
    assert expected in problems(folder)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "policy-not-json"),
        (b"[1]", "policy-not-object"),
        (b'{"a": 1, "a": 2}', "policy-duplicate-key"),
        (b"\xff\xfe\x00", "policy-file-not-utf8"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "policy-too-deep"),
        (b'{"a":' * 200 + b"1" + b"}" * 200, "policy-too-deep"),
    ],
)
def test_a_damaged_file_is_one_clear_problem(folder: Path, content: bytes, message: str) -> None:
    (folder / "schemas/demo-2024/notice.json").write_bytes(content)
    assert message in {item[2] for item in problems(folder)}


def test_a_reference_never_leaves_the_policy_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text('{"$defs": {"x": {"type": "string"}}}')

    def edit(document: Any) -> None:
        document["properties"]["basic"]["properties"]["funding"] = {
            "$ref": "../../../../secret.json#/$defs/x",
            "title": "x",
        }

    change(folder, "forms/a.schema.json", edit)
    assert (FORM, f"{FUNDING}/$ref", "reference-unknown") in problems(folder)


def test_references_that_run_in_a_circle_are_refused(folder: Path) -> None:
    shared = {
        "$schema": "../../../../../schemas/dialect/defs.schema.json",
        "$defs": {"x": {"$ref": "_shared.schema.json#/$defs/x"}},
    }
    file = folder / "schemas/demo-2024/forms/_shared.schema.json"
    file.write_text(json.dumps(shared), encoding="utf-8")

    def edit(document: Any) -> None:
        document["properties"]["basic"]["properties"]["funding"] = {
            "$ref": "_shared.schema.json#/$defs/x",
            "title": "x",
        }

    change(folder, "forms/a.schema.json", edit)
    assert "reference-unknown" in {item[2] for item in problems(folder)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{#C-1 number="1" lines="1"}\n要点\n', "clause-opening"),
        ('{#c-1 number="1"}\n要点\n', "clause-attribute"),
        ('{#c-1 number="1" lines="1"}\n> 摘录\n', "clause-gist"),
        ('{#c-goal number="1" lines="1"}\n要点\n', "clause-duplicate"),
        ('{#c-1 number="1" lines="1"\n要点\n', "clause-opening"),
        ('{# c-1 number="1" lines="1"}\n要点\n', "clause-opening"),
        ('{c-1 number="1" lines="1"}\n要点\n', "clause-opening"),
        ('{#c-1 number="1" lines="1" line="2"}\n要点\n', "clause-opening"),
        ('{#c-1 number="1" lines="1" lines="2"}\n要点\n', "clause-opening"),
        ("{#c-1 number='1' lines='1'}\n要点\n", "clause-opening"),
        ('{#c-1number="1" lines="1"}\n要点\n', "clause-opening"),
        ('{#c-1 number="1" lines="1"} 要点\n', "clause-opening"),
        (' {#c-1 number="1" lines="1"}\n要点\n', "clause-strange"),
        ('\u3000{#c-1 number="1" lines="1"}\n要点\n', "clause-strange"),
        ('｛#c-1 number="1" lines="1"｝\n要点\n', "clause-strange"),
        ('{＃c-1 number="1" lines="1"}\n要点\n', "clause-opening"),
        ('#c-1 number="1" lines="1"}\n要点\n', "clause-strange"),
        ('# c-1 number="1" lines="1"}\n要点\n', "clause-strange"),
        ('[#c-1 number="1" lines="1"]\n要点\n', "clause-strange"),
        ("（＃c-1）\n要点\n", "clause-strange"),
        ("# 目标 {#c-1}\n要点\n", "clause-strange"),
        ("## 目标 {#c-1}\n要点\n", "clause-strange"),
        ('要点 {#c-1 number="1" lines="1"}\n要点\n', "clause-strange"),
        ("要点｛# c-1｝\n要点\n", "clause-strange"),
        ('c-1 number="1" lines="1"\n要点\n', "clause-strange"),
        ('- {#c-1 number="1" lines="1"}\n要点\n', "clause-strange"),
        ('> {#c-1 number="1" lines="1"}\n要点\n', "clause-strange"),
        ("c-1\n要点\n", "clause-strange"),
        ("##三、没有空格\n", "clause-no-heading"),
        ("＃＃ 三、全角\n", "clause-no-heading"),
        ("### 三、太深\n", "clause-no-heading"),
        ("＞ 全角的摘录\n", "clause-no-quote"),
        (" > 缩进的摘录\n", "clause-no-quote"),
        (">\n", "clause-no-quote"),
        ("## 三、标题\n没有条款的话\n", "clause-outside"),
        ("## 三、标题\n> 没有条款的摘录\n", "clause-outside"),
        ('{#c-1 number="1" lines="第3行"}\n要点\n', "clause-lines"),
        ('{#c-1 number="1" lines="9-7"}\n要点\n', "clause-lines"),
        ('{#c-1 number="1" lines="0"}\n要点\n', "clause-lines"),
    ],
)
def test_a_mistake_in_the_clauses_says_where(folder: Path, text: str, message: str) -> None:
    file = folder / "schemas/demo-2024/clauses.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")
    assert ("schemas/demo-2024/clauses.md", "", message) in problems(folder)


@pytest.mark.parametrize(
    "line",
    ["见第3条（c-1）的规定", "C#语言", "The number: 3", "- 一项", "“甲”、“乙”"],
)
def test_a_gist_may_say_what_opens_nothing(folder: Path, line: str) -> None:
    file = folder / "schemas/demo-2024/clauses.md"
    file.write_text(file.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    assert load_notices(folder)[0].clauses[-1].gist.endswith(line)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("code,label\nt1,甲\nt1,乙\n", "list-code-twice"),
        ("code,label\nt1,甲\n,乙\n", "list-code"),
        ("code,label\nt1,甲\nt2,甲\n", "list-name-twice"),
        ("code,label\nt1,甲\nt2, 甲\n", "list-name-twice"),
        ("code,label\nt1,甲\nt2,t1\n", "list-name-twice"),
        ('code,label\nt1,"甲\n乙"\nt2,丙\n', "list-cell-break"),
        ("code,name\nt1,甲\n", "list-header"),
        ("code,label\nt1,甲,丙\nt2,乙\n", "list-row"),
        ("code,label\n", "list-empty"),
        ("code,label\nt1,甲\n", "list-count"),
    ],
)
def test_a_mistake_in_a_list_says_where(folder: Path, rows: str, message: str) -> None:
    file = folder / "schemas/demo-2024/lists/demo_topics.csv"
    file.write_text(rows, encoding="utf-8")
    assert ("schemas/demo-2024/lists/demo_topics.csv", "", message) in problems(folder)


@pytest.mark.parametrize(
    ("row", "message"),
    [("t{0},甲{0},\n", "list-row"), (",甲{0}\n", "list-code"), ("t,甲{0}\n", "list-code-twice")],
)
def test_a_mistake_in_every_row_of_a_list_is_told_three_times_and_counted(
    folder: Path, row: str, message: str
) -> None:
    """A comma too many in each of 20,000 rows is one thing to mend, and told in a moment."""
    file = folder / "schemas/demo-2024/lists/demo_topics.csv"
    first = "code,label\nt,甲\n"
    file.write_text(first + "".join(row.format(n) for n in range(19_999)), "utf-8")
    with pytest.raises(PolicyError) as caught:
        load_notices(folder)
    told = caught.value.problems
    assert [(item.message, item.line) for item in told[:4]] == [
        (message, 3),
        (message, 4),
        (message, 5),
        ("list-rows-more", 6),
    ]
    assert told[3].args["count"] == 19_996
    assert len(told) <= 5


ITEM: dict[str, Any] = {
    "id": "1",
    "number": "1",
    "title": "示例任务",
    "gist": "示例",
    "measures": [],
    "x-source": ["c-goal"],
}
GROUP: dict[str, Any] = {
    "id": "g1",
    "title": {"absent": "原文未载"},
    "items": [ITEM],
    "x-source": ["c-goal"],
}
TERM: dict[str, Any] = {
    "id": "t",
    "term": "示例",
    "aliases": [],
    "meaning": {"absent": "原文未定义"},
    "note": "",
    "x-source": ["c-goal"],
}
TARGET: dict[str, Any] = {
    "id": "DM-T-01",
    "mark": "T1",
    "title": "示例目标",
    "over": ["a"],
    "role": "funding",
    "aggregate": "min",
    "at_least": 1,
    "due": "年底前",
    "firm": True,
    "message": "示例",
    "x-source": ["c-goal"],
}


@pytest.mark.parametrize(
    ("key", "value", "place", "message"),
    [
        ("work", [GROUP, GROUP], "/work/1/id", "id-twice"),
        (
            "work",
            [GROUP | {"items": [ITEM | {"indicators": ["K1"]}]}],
            "/work/0/items/0/indicators",
            "indicator-unknown",
        ),
        (
            "work",
            [GROUP | {"items": [ITEM | {"follows": [{"notice": "x", "item": "1", "adds": "y"}]}]}],
            "/work",
            "follows-unknown",
        ),
        ("terms", [TERM, TERM], "/terms/1/id", "id-twice"),
        (
            "terms",
            [TERM | {"kin": [{"notice": "demo-2024", "term": "none", "how": "同一用语"}]}],
            "/terms",
            "kin-unknown",
        ),
        ("targets", [TARGET | {"role": "nobody"}], "/targets/0", "target-role-unknown"),
        ("targets", [TARGET | {"over": ["nowhere"]}], "/targets/0/over", "form-unknown"),
        (
            "targets",
            [TARGET | {"members": {"lead_unit": "nobody"}}],
            "/targets/0/members",
            "list-unknown",
        ),
        ("targets", [TARGET | {"where": "reading.I99 == 'x'"}], "/targets/0", "reading-unknown"),
        ("targets", [TARGET | {"id": "DM-P-05"}], "/targets/0/id", "rule-twice"),
        (
            "targets",
            [{name: item for name, item in TARGET.items() if name != "at_least"}],
            "/targets/0",
            "dialect-one-of-keys",
        ),
    ],
)
def test_a_mistake_in_a_plan_says_where(
    folder: Path, key: str, value: Any, place: str, message: str
) -> None:
    change(folder, "notice.json", lambda document: document.update({key: value}))
    assert ("schemas/demo-2024/notice.json", place, message) in problems(folder)


CANDIDATE: dict[str, Any] = {
    "id": "C1",
    "title": "示例指标",
    "of": {"list": "hospitals", "codes": ["x"]},
    "definition": "示例",
    "unit": "",
    "direction": "none",
    "system": "",
    "confidence": "low",
    "refuse": False,
    "note": "",
    "keys": ["K"],
}


@pytest.mark.parametrize(
    ("changed", "place", "message"),
    [
        ({}, "/candidates/0/of/codes", "code-unknown"),
        ({"of": {"list": "nothing", "codes": ["x"]}}, "/candidates/0/of/list", "list-unknown"),
        ({"keys": ["L"]}, "/candidates/0/keys", "candidate-source-unknown"),
        ({"x-source": ["c-none"]}, "/candidates/0/x-source", "clause-unknown"),
        ({"direction": "sideways"}, "/candidates/0/direction", "dialect-value"),
    ],
)
def test_a_mistake_in_a_definition_from_elsewhere_says_where(
    folder: Path, changed: dict[str, Any], place: str, message: str
) -> None:
    document = {
        "$schema": "../dialect/candidates.schema.json",
        "note": "参考",
        "sources": [{"key": "K", "text": "示例出处"}],
        "candidates": [CANDIDATE | changed],
    }
    file = folder / "schemas" / "demo-2024" / "candidates.json"
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    assert ("schemas/demo-2024/candidates.json", place, message) in problems(folder)


FIXED: dict[str, Any] = {"from": [{"list": "topics_a", "column": "topic"}]}


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        (
            {"from": [{"list": "none", "column": "topic", "fill": {"title": "a", "funding": "b"}}]},
            "/x-rows/from/0/list",
            "list-unknown",
        ),
        (
            {"from": [{"list": "topics_a", "column": "none"}]},
            "/x-rows/from/0/column",
            "column-unknown",
        ),
        (
            {"from": [{"list": "topics_a", "column": "topic", "fill": {"title": "none"}}]},
            "/x-rows/from/0/fill/title",
            "column-unknown",
        ),
        (
            {"from": [{"list": "topics_a", "column": "topic", "fill": {"none": "code"}}]},
            "/x-rows/from/0/fill",
            "column-unknown",
        ),
        (FIXED | {"per": ["none"]}, "/x-rows/per", "column-unknown"),
    ],
)
def test_a_mistake_in_fixed_rows_says_where(
    folder: Path, rows: dict[str, Any], place: str, message: str
) -> None:
    """One mistake is told once, where it stands."""
    change(folder, "tables/summary.schema.json", lambda document: document.update({"x-rows": rows}))
    assert problems(folder) == [("schemas/demo-2024/tables/summary.schema.json", place, message)]


def titled(title: str) -> Callable[[Any], None]:
    """Return the change that gives the first field of the form a title."""

    def edit(form: Any) -> None:
        form["properties"]["basic"]["properties"]["topic"]["title"] = title

    return edit


@pytest.mark.parametrize(
    "sign", ["\0", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\u200f", "\u2028"]
)
def test_what_nobody_sees_in_a_text_of_the_policy_is_refused(folder: Path, sign: str) -> None:
    """As an escape of JSON, as a character of a text, in a list and in a clause."""
    escaped = "forms/a.schema.json"
    change(folder, escaped, titled(f"专{sign}题"))
    file = folder / "schemas/demo-2024" / escaped
    document = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(document), encoding="utf-8")
    found = problems(folder)
    place = "/properties/basic/properties/topic/title"
    assert found[0] == (FORM, place, "policy-unseen-character")
    for name in ("clauses.md", "lists/demo_topics.csv"):
        text = folder / "schemas/demo-2024" / name
        text.write_text(text.read_text("utf-8") + f"甲{sign}乙", encoding="utf-8", newline="")
    seen = [item for item in problems(folder) if item[2] == "policy-unseen-character-line"]
    assert [file.rpartition("/")[2] for file, _, _ in seen] == ["clauses.md", "demo_topics.csv"]


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\xad", "\u2060"])
def test_a_sign_without_width_is_refused_in_texts_and_left_out_of_lists(
    folder: Path, sign: str
) -> None:
    """In a quote it would be no words of the source; no entry would be the code of a list."""
    text = folder / "schemas/demo-2024/lists/demo_topics.csv"
    text.write_text(text.read_text("utf-8").replace("t1", f"t{sign}1"), encoding="utf-8")
    rows = load_notice(folder / "schemas/demo-2024").code_list("demo_topics").rows
    assert [row.code for row in rows] == ["t1", "t2"]
    text = folder / "schemas/demo-2024/clauses.md"
    text.write_text(text.read_text("utf-8").replace("经费为", f"经费{sign}为"), encoding="utf-8")
    assert problems(folder)[0][2] == "policy-unseen-character-line"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lists_may_end_their_lines_as_other_systems_do(folder: Path, end: str) -> None:
    """Every list that a spreadsheet saves has the line ends of Windows."""
    file = folder / "schemas/demo-2024/lists/demo_topics.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", end.encode()))
    rows = load_notice(folder / "schemas/demo-2024").code_list("demo_topics").rows
    assert [row.values for row in rows] == [("t1", "专题甲"), ("t2", "专题乙")]


@pytest.mark.parametrize("length", [301, 100_000])
def test_a_title_without_end_is_refused(folder: Path, length: int) -> None:
    change(folder, "forms/a.schema.json", titled("题" * length))
    assert problems(folder)[0][2] in {"dialect-keyword", "policy-text-long"}


def test_a_list_without_end_is_refused(folder: Path) -> None:
    file = folder / "schemas/demo-2024/lists/demo_topics.csv"
    file.write_text("code,label\nt1," + "题" * 301 + "\nt2,乙\n", encoding="utf-8")
    assert problems(folder)[0][2] == "list-cell-long"
    file.write_text("code,label\n" + "".join(f"t{n},甲\n" for n in range(20_001)), "utf-8")
    assert problems(folder)[0][2] == "list-too-long"


def test_a_count_beyond_all_lists_is_refused(folder: Path) -> None:
    def edit(document: Any) -> None:
        document["expected_count"] = 10**28

    change(folder, "lists/demo_topics.json", edit)
    assert problems(folder)[0][1:] == ("/expected_count", "dialect-keyword")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps every name as text")
@pytest.mark.parametrize("name", [b"forms/\xff.schema.json", b"examples/\xff", b"lists/\xff.csv"])
def test_a_file_whose_name_is_no_text_is_told(folder: Path, name: bytes) -> None:
    file = Path(os.fsdecode(os.fsencode(folder / "schemas/demo-2024") + b"/" + name))
    file.write_text("{}", encoding="utf-8")
    ((shown, _, message),) = problems(folder)
    assert message == "policy-file-name"
    assert shown.isprintable()


@pytest.mark.parametrize("number", [10**28, -(10**28), 2**53 + 1])
def test_a_message_shows_a_number_of_any_size(number: int) -> None:
    for language in messages.LANGUAGES:
        assert str(number) in messages.say("list-count", {"found": number, "wanted": 3}, language)


def test_the_gap_of_a_list_is_declared(folder: Path) -> None:
    change(folder, "lists/demo_topics.json", lambda document: document.update(gap="G77"))
    assert problems(folder)[0][1:] == ("/gap", "gap-unknown")


@pytest.mark.parametrize(
    ("name", "content"),
    [("clauses.md", b"\xff\xfe\x00"), ("lists/demo_topics.json", b"[]")],
)
def test_a_file_that_cannot_be_read_is_one_mistake(folder: Path, name: str, content: bytes) -> None:
    """What it would have declared is not called unknown in all the other files."""
    (folder / "schemas/demo-2024" / name).write_bytes(content)
    assert [file.rpartition("demo-2024/")[2] for file, _, _ in problems(folder)] == [name]


def test_a_clause_without_end_is_refused(folder: Path) -> None:
    text = folder / "schemas/demo-2024/clauses.md"
    text.write_text(text.read_text("utf-8").replace("设两个专题。", "专" * 2001), "utf-8")
    assert problems(folder)[0][2] == "clause-long"


def test_a_rule_twice_in_a_form_is_told_at_the_second(folder: Path) -> None:
    def edit(form: Any) -> None:
        form["x-rules"][0]["id"] = "DM-P-02"

    change(folder, "forms/a.schema.json", edit)
    assert problems(folder) == [(FORM, f"{FUNDING}/x-rules/0", "rule-twice")]


def test_a_file_that_is_not_there_is_called_so(folder: Path) -> None:
    (folder / "schemas/demo-2024/clauses.md").unlink()
    assert [message for _, _, message in problems(folder)] == ["policy-file-missing"]


@pytest.mark.parametrize("kept", ["clauses.md", "forms", "tables", "examples"])
def test_a_folder_without_its_notice_is_an_unfinished_notice(folder: Path, kept: str) -> None:
    """Whatever of a notice is there: what is missing is said, not that nothing is wrong."""
    for item in (folder / "schemas/demo-2024").iterdir():
        if item.name != kept:
            shutil.rmtree(item) if item.is_dir() else item.unlink()
    missing = [name for name in ("notice.json", "clauses.md") if name != kept]
    assert problems(folder) == [
        (f"schemas/demo-2024/{name}", "", "policy-file-missing") for name in missing
    ]


def test_what_notices_share_is_no_notice(folder: Path) -> None:
    """Neither the common definitions and lists nor the dialect ask for a notice.json."""
    shutil.copytree(DEMO.parent.parent / "schemas" / "common", folder / "schemas" / "common")
    shutil.copytree(DEMO.parent.parent / "schemas" / "dialect", folder / "schemas" / "dialect")
    assert [notice.id for notice in load_notices(folder)] == ["demo-2024", "plan-2024"]


def unlike(folder: Path, message: str) -> str:
    """Return the words of the one problem of this kind."""
    with pytest.raises(PolicyError) as caught:
        load_notices(folder)
    return next(item for item in caught.value.problems if item.message == message).text()


@pytest.mark.parametrize(
    ("found", "said"), [("c-goall", "。相近的有：c-goal"), ("zzzz", "zzzz。处理：")]
)
def test_what_is_near_is_told_and_nothing_where_nothing_is(
    folder: Path, found: str, said: str
) -> None:
    change(folder, "forms/a.schema.json", in_funding("x-source", [found]))
    assert said in unlike(folder, "clause-unknown")


def found(folder: Path, message: str) -> list[tuple[str, str, int]]:
    """Return the places and lines of the problems of a kind."""
    with pytest.raises(PolicyError) as caught:
        load_notices(folder)
    same = [item for item in caught.value.problems if item.message == message]
    return [(item.file, item.pointer, item.line) for item in same]


def line_of(folder: Path, file: str, words: str) -> int:
    """Return the line of a file of the copied notice on which words stand first."""
    lines = (folder / "schemas/demo-2024" / file).read_text("utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)


def damage(folder: Path, file: str, old: str, new: str) -> None:
    """Replace words in a file of the copied notice, whose layout stays."""
    place = folder / "schemas/demo-2024" / file
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_mistake_is_told_with_its_line(folder: Path) -> None:
    """An editor opens the file at the line; the pointer is that of the file, not of the data."""
    damage(folder, "forms/a.schema.json", "app.basic.topic == '2'", "app.basic.topik == '2'")
    damage(folder, "notice.json", '"default": "open"', '"default": "opened"')
    line = line_of(folder, "notice.json", '"default": "opened"')
    assert found(folder, "option-unknown") == [(NOTICE, "/readings/0/default", line)]
    rules = found(folder, "path-unknown")
    assert rules
    text = (folder / FORM).read_text("utf-8")
    for _, pointer, line in rules:
        value: Any = json.loads(text)
        for step in pointer.split("/")[1:]:
            value = value[int(step)] if isinstance(value, list) else value[step]
        assert "topik" in json.dumps(value)
        assert "topik" in "\n".join(text.split("\n")[line - 1 : line + 4])


def test_a_mistake_in_a_shared_definition_is_told_there_and_once(folder: Path) -> None:
    rule = {"id": "DM-X-1", "assert": "notice.deadlines.none != ''", "severity": "error"}
    shared = {
        "$schema": "../../../../../schemas/dialect/defs.schema.json",
        "$defs": {
            "x": {
                "type": "string",
                "title": "示例",
                "maxLength": 9,
                "x-rules": [{**rule, "message": "示例", "x-source": ["c-goal"]}],
            }
        },
    }
    file = folder / "schemas/demo-2024/forms/_shared.schema.json"
    file.write_text(json.dumps(shared, indent=1), encoding="utf-8")

    def edit(document: Any) -> None:
        for name, title in (("one", "示例一"), ("two", "示例二")):
            reference = {"$ref": "_shared.schema.json#/$defs/x", "title": title}
            document["properties"]["basic"]["properties"][name] = reference

    change(folder, "forms/a.schema.json", edit)
    line = line_of(folder, "forms/_shared.schema.json", '"x-rules"') + 1
    name = "schemas/demo-2024/forms/_shared.schema.json"
    assert found(folder, "day-unknown") == [(name, "/$defs/x/x-rules/0", line)]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("clauses.md", "{#c-receive ", "{#c-goal ", "clause-duplicate"),
        ("lists/demo_topics.csv", "t2,", "t1,", "list-code-twice"),
        ("lists/demo_topics.csv", "专题乙", "专题甲", "list-name-twice"),
        ("notice.json", '"id": "G02"', '"id": "G01"', "id-twice"),
        ("notice.json", '"id": "DM-C-01"', '"id": "DM-P-01"', "rule-twice"),
        (
            "notice.json",
            '"kind": "call",',
            '"kind": "call",\n"kind": "call",',
            "policy-duplicate-key",
        ),
    ],
)
def test_what_stands_twice_is_told_with_both_places(
    folder: Path, file: str, old: str, new: str, message: str
) -> None:
    damage(folder, file, old, new)
    with pytest.raises(PolicyError) as caught:
        load_notices(folder)
    problem = next(item for item in caught.value.problems if item.message == message)
    assert problem.before is not None
    assert problem.line > 0
    assert problem.before.line > 0
    assert (problem.before.line, problem.before.file) != (problem.line, problem.file)
    for language in messages.LANGUAGES:
        assert str(problem.before.line) in problem.text(language)
        assert str(problem.line) in problem.text(language)


@pytest.mark.parametrize(
    "opening",
    [
        '{#c-funding number="三" lines="9"',
        '{# c-funding number="三" lines="9"}',
        '｛#c-funding number="三" lines="9"｝',
        '{#C-funding number="三" lines="9"}',
        '### {#c-funding number="三" lines="9"}',
    ],
)
def test_a_mistyped_opening_is_one_mistake(folder: Path, opening: str) -> None:
    """Its clause is cited in many places; none of them is called unknown."""
    line = line_of(folder, "clauses.md", "{#c-funding")
    file = folder / "schemas/demo-2024/clauses.md"
    lines = file.read_text("utf-8").split("\n")
    lines[line - 1] = opening
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_notices(folder)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("schemas/demo-2024/clauses.md", line)


@pytest.mark.parametrize(
    ("edit", "place", "message"),
    [
        (titled(" \u3000"), "topic/title", "title-blank"),
        (titled("专题\n名称"), "topic/title", "title-break"),
        (titled("项目名称"), "project_title/title", "title-twice"),
        (titled("项目 名称"), "project_title/title", "title-twice"),
    ],
)
def test_a_title_by_which_no_field_is_recognised_is_refused(
    folder: Path, edit: Callable[[Any], None], place: str, message: str
) -> None:
    change(folder, "forms/a.schema.json", edit)
    assert (FORM, f"/properties/basic/properties/{place}", message) in problems(folder)


@pytest.mark.parametrize(
    ("edit", "place", "message"),
    [
        (lambda item: item["topics"][1].update(title="专题 甲"), "topics/1/title", "topic-twice"),
        (lambda item: item["topics"][1].update(mark="1"), "topics/1/mark", "topic-twice"),
        (
            lambda item: item["tracks"].append({**item["tracks"][0], "id": "again"}),
            "tracks/1/title",
            "track-twice",
        ),
    ],
)
def test_a_name_by_which_no_topic_or_track_is_recognised_is_refused(
    folder: Path, edit: Callable[[Any], None], place: str, message: str
) -> None:
    change(folder, "notice.json", lambda notice: edit(notice["programmes"][0]))
    assert [(file, pointer) for file, pointer, found in problems(folder) if found == message] == [
        ("schemas/demo-2024/notice.json", f"/programmes/0/{place}")
    ]


@pytest.mark.parametrize("title", ["经费", "?"])
def test_two_columns_of_a_table_have_two_titles(folder: Path, title: str) -> None:
    def edit(table: Any) -> None:
        for column in ("title", "funding"):
            table["properties"][column]["title"] = title

    change(folder, "tables/summary.schema.json", edit)
    assert [message for _, _, message in problems(folder)] == ["title-twice"]


def test_a_supplied_list_may_have_two_of_one_name(folder: Path, tmp_path: Path) -> None:
    """Two persons bear one name; what a form shows of them carries their codes."""
    lists = tmp_path / "名单"
    lists.mkdir()
    (lists / "hospitals.csv").write_text("code,label\nh1,王示例\nh2,王示例\n", encoding="utf-8")
    assert len(load_notices(folder, lists=lists)[0].code_list("hospitals").rows) == 2
