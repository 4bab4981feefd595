"""One word for each severity, 原则上 only where the notice says it, 必填 only where it is meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shenbao.core import messages
from shenbao.core.submission import Submission
from shenbao.forms.view import Node, sections
from shenbao.media.excel.write.wording import label
from shenbao.media.package.table_schema import published_columns, table_schema
from shenbao.media.pdf.write.parts import title
from shenbao.policy.model import Form, Notice, Table
from shenbao.reports.finding_text import message
from shenbao.site.content import derived_facts, wording
from shenbao.validation import validate

ROOT = Path(__file__).parents[2]
KINDS = ("error", "warning", "review", "info", "undecided")
WORDS = {kind: messages.say(f"severity-{kind}") for kind in KINDS}


def test_each_severity_has_a_word_of_its_own() -> None:
    assert WORDS == {
        "error": "错误",
        "warning": "提醒",
        "review": "需人工确认",
        "info": "提示",
        "undecided": "无法判定",
    }
    for language in messages.LANGUAGES:
        assert len({messages.say(f"severity-{kind}", None, language) for kind in KINDS}) == 5


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_words_stand_in_one_file_and_nowhere_else(language: str) -> None:
    words = {messages.say(f"severity-{kind}", None, language) for kind in KINDS}
    words |= {messages.say("severity-principle", None, language), "必须"}
    # What a verdict on everything, or the state of a question, is called is not a severity.
    other = re.compile(r"^[\w-]*(verdict|status|report-file|remarks|report-note)[\w-]* = ")
    for name, text in messages.sources(language).items():
        for line in text.splitlines() if name != "severity.ftl" else ():
            own = line.partition(" = ")[2].strip()
            assert own not in words or other.match(line), f"{name}: {line}"


@pytest.mark.parametrize("part", ["pages", "report", "form", "eligibility", "web/src"])
def test_no_template_and_no_script_has_a_word_of_its_own(part: str) -> None:
    badge = re.compile(r'sb-(?:error|warning|review|info)">(?P<word>[^<{]+)<')
    for file in (ROOT / "site-templates" / part).rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        for found in badge.finditer(text):
            # Other badges have the same colours: a bar to applying, a mark of personal data.
            assert found["word"] not in {*WORDS.values(), "必须", "原则上", "需声明"}, file


def test_the_docs_explain_these_words() -> None:
    text = (ROOT / "docs" / "apply" / "validate.md").read_text(encoding="utf-8")
    table = text[text.index("| 程度 |") :].split("\n\n")[0]
    assert set(re.findall(r"^\| (\w+) \|", table, re.MULTILINE)) - {"程度"} == set(WORDS.values())
    colours = (ROOT / "docs" / "report-data" / "read-the-report.md").read_text(encoding="utf-8")
    table = colours[colours.index("| 程度 |") :].split("\n\n")[0]
    assert set(re.findall(r"^\| (\w+) \|", table, re.MULTILINE)) - {"程度"} == set(WORDS.values())


def test_in_principle_stands_only_where_a_clause_has_it(notices: tuple[Notice, ...]) -> None:
    said = {
        rule.id
        for notice in notices
        for _, rule in notice.rules()
        if rule.severity == "warning" and wording.in_principle(notice, rule.clauses)
    }
    assert said == {"SK-P1-10", "SK-P2-12", "WZ-28"}
    for notice in notices:
        for clause in notice.clauses:
            found = wording.in_principle(notice, [clause.id])
            assert found == ("原则上" in clause.gist + clause.quote)


def values(nodes: tuple[Node, ...]) -> list[Node]:
    """Every node of a form, those in rows too."""
    found: list[Node] = []
    for node in nodes:
        found += [node, *values(node.children), *values((node.item,) if node.item else ())]
    return found


def as_form(home: object) -> Form:
    return home if isinstance(home, Form) else home.as_form()  # type: ignore[attr-defined]


def key_of(table: Table) -> set[str]:
    return {f"/rows/*/{column}" for column in table.primary_key}


def test_only_what_is_wrong_when_left_out_is_called_required(notices: tuple[Notice, ...]) -> None:
    """Page, Word, Excel and PDF draw the same nodes; site, packages and checks agree with them."""
    checked = keys = 0
    for notice in notices:
        for home in notice.homes:
            form = as_form(home)
            known = {node.pointer: node for node in form.fields()}
            for node in values(sections(notice, form)):
                field = known[node.pointer]
                only_custom = field.basis == "customary" and not any(
                    "required" in rule.keywords for rule in field.rules
                )
                keyed = isinstance(home, Table) and field.pointer in key_of(home)
                assert node.required == (keyed or (field.required and not only_custom))
                if node.control == "computed":
                    continue
                assert label(node).startswith("＊") == node.required == title(node).required
                if keyed and only_custom:
                    keys += 1
                    assert "用来区分各行，不能空着。" in node.hints
                    assert derived_facts.required_words(field) == "必填，用来区分各行"
                elif field.required and only_custom:
                    checked += 1
                    assert "必填" not in derived_facts.required_words(field)
                    assert field.when is not None or "只提醒" in derived_facts.required_words(field)
    assert checked > 50
    assert keys > 1


def test_a_package_refuses_only_what_the_policy_refuses(notices: tuple[Notice, ...]) -> None:
    for notice in notices:
        for table in notice.tables:
            described = {item["name"]: item for item in table_schema(notice, table)["fields"]}
            for column in published_columns(table):
                asked = described[column.name].get("constraints", {}).get("required", False)
                assert asked == column.demanded
                assert column.required or not column.demanded or column.name in table.primary_key


def test_what_is_missing_is_asked_for_by_its_label(demo: Notice) -> None:
    data = {"basic": {"project_title": "甲", "lead_unit": "乙", "funding": 15}, "youth": {}}
    report = validate([demo], [Submission(file="a.json", data=data, schema="demo-2024/a")])
    said = [message(item, "zh-CN") for item in report.findings if item.rule == "shape.required"]
    assert "请填写“一、基本信息 · 专题”" in said
    assert not any("缺少" in sentence for sentence in said)
