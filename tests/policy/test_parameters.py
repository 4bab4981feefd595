"""Parameters: a number is said once, and stands as a plain value wherever it is used."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shenbao.core.errors import PolicyError, Problem
from shenbao.core.messages.values import many
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Field, Notice, Rule
from shenbao.policy.shorthand.expressions import in_expression

DEMO = Path(__file__).parents[1] / "notices"

AGE = {"id": "age", "title": "年龄上限", "value": 58, "unit": "周岁", "x-basis": "toolkit"}
MOST = {"id": "most", "title": "上限", "value": {"a": 30}, "unit": "万元", "x-basis": "toolkit"}
DAY = {"id": "day", "title": "截至", "value": "2024-04-30", "x-basis": "toolkit"}


class Draft:
    """A copy of the demo notice that a test writes to."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(DEMO, folder)
        self.folder = folder / "schemas" / "demo-2024"

    def edit(self, name: str, change: Callable[[Any], None]) -> None:
        """Change one JSON file."""
        file = self.folder / name
        document = json.loads(file.read_text(encoding="utf-8"))
        change(document)
        file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")

    def declare(self, *params: dict[str, Any]) -> None:
        """Declare parameters."""
        self.edit("notice.json", lambda notice: notice.update(params=list(params)))

    def field(self, name: str, **keywords: Any) -> None:
        """Write keywords of a field of the first section of the form."""

        def change(form: dict[str, Any]) -> None:
            form["properties"]["basic"]["properties"][name].update(keywords)

        self.edit("forms/a.schema.json", change)

    def load(self) -> Notice:
        """Return the notice."""
        return load_notice(self.folder)

    def mistakes(self) -> list[Problem]:
        """Return the mistakes."""
        with pytest.raises(PolicyError) as caught:
            self.load()
        return list(caught.value.problems)


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """A notice to write to."""
    return Draft(tmp_path / "policy")


def field(notice: Notice, pointer: str) -> Field:
    """Return a field of the demo's form."""
    return next(node for node in notice.form("a").fields() if node.pointer == pointer)


def rule(notice: Notice, name: str) -> Rule:
    """Return a rule of the notice."""
    return next(rule for _, rule in notice.rules() if rule.id == name)


ASKED = {
    "id": "DM-X-01",
    "assert": "self <= param.most && yearsBetween(date('1970-01-01'), date(param.day)) < param.age",
    "severity": "error",
    "message": {
        "zh-CN": "到{param.day}不超过{param.age}周岁、{param.most.a}万元",
        "en": "By {param.day} at most {param.age}",
    },
    "x-basis": "toolkit",
}


def test_expressions_words_and_keywords_have_plain_values(draft: Draft) -> None:
    draft.declare(AGE, MOST, DAY)
    draft.field("funding", maximum={"param": "most", "of": "a"}, **{"x-rules": [ASKED]})
    notice = draft.load()
    found = rule(notice, "DM-X-01")
    assert found.cases[0].assertion == (
        "self <= 30.0 && yearsBetween(date('1970-01-01'), date('2024-04-30')) < 58"
    )
    assert found.message.zh == "到2024年4月30日不超过58周岁、30万元"
    assert found.message.en == "By 2024-04-30 at most 58"
    assert found.params == ("most", "day", "age")
    assert field(notice, "/basic/funding").schema["maximum"] == 30
    assert field(notice, "/basic/funding").params == ("most",)
    assert "param" not in json.dumps(field(notice, "/basic/funding").schema)


def test_a_form_is_the_same_one_whether_a_number_is_written_or_named(draft: Draft) -> None:
    draft.field("funding", maximum=30)
    before = draft.load().form("a").digest
    draft.declare({**MOST, "value": 30})
    draft.field("funding", maximum={"param": "most"})
    assert draft.load().form("a").digest == before


@pytest.mark.parametrize(
    ("text", "whole", "wanted"),
    [
        ("self >= param.n", (), "self >= 6.0"),
        ("size(self) >= param.n", (), "size(self) >= 6"),
        ("self.size() + param.n < 9", (), "self.size() + 6 < 9"),
        ("addYears(date(self), param.n) > 0", (), "addYears(date(self), 6) > 0"),
        ("value.age <= param.n", ("age",), "value.age <= 6"),
        ("value.age <= param.n", (), "value.age <= 6.0"),
        ("dec(self) <= dec(param.n)", (), "dec(self) <= dec(6.0)"),
        ("size(self) <= (app.f ? param.n : 2)", (), "size(self) <= (app.f ? 6 : 2)"),
        ("size(self) in [param.n, 2]", (), "size(self) in [6, 2]"),
        ("self <= param.by[app.t]", (), "self <= {'a': 1.0, 'b': 2.5}[app.t]"),
        ("size(self) <= param.by.a", (), "size(self) <= 1"),
        ("self == 'param.n' && app.param.n > 0.0", (), "self == 'param.n' && app.param.n > 0.0"),
        ("param.w.size() > 1", (), "'词'.size() > 1"),
    ],
)
def test_a_number_is_written_as_what_it_meets_wants_it(
    text: str, whole: tuple[str, ...], wanted: str
) -> None:
    values: dict[str, Any] = {"n": 6, "w": "词", "by": {"a": 1, "b": 2.5}}

    def find(name: str, code: str | None, *, every: bool) -> Any:
        found = values[name]
        return found if every or code is None else found[code]

    assert in_expression(text, find, whole) == wanted


@pytest.mark.parametrize(
    ("params", "keywords", "place", "message"),
    [
        ([AGE], {"maximum": {"param": "agee"}}, "maximum", "param-unknown"),
        ([AGE], {"description": "不超过{param.agee}周岁"}, "description", "param-unknown"),
        (
            [AGE],
            {"x-when": "app.basic.topic == '1' || param.agee > 1.0"},
            "x-when",
            "param-unknown",
        ),
        ([DAY], {"maximum": {"param": "day"}}, "maximum", "dialect-type"),
        ([AGE], {"maximum": {"param": "age", "of": "a"}}, "maximum", "param-one-value"),
        ([MOST], {"maximum": {"param": "most", "of": "B"}}, "maximum", "param-code"),
    ],
)
def test_a_parameter_that_cannot_be_put_in_is_told_at_its_place(
    draft: Draft, params: list[Any], keywords: dict[str, Any], place: str, message: str
) -> None:
    draft.declare(*params)
    draft.field("funding", **keywords)
    found = [item for item in draft.mistakes() if item.message != "param-unused"]
    assert [(item.message, item.pointer.rpartition("/")[2]) for item in found] == [(message, place)]
    if message == "param-unknown":
        assert "相近的有：age" in found[0].text("zh-CN")
        assert found[0].line > 0


@pytest.mark.parametrize(
    ("params", "messages"),
    [
        ([AGE], ["param-unused"]),
        ([{**MOST, "value": {"Z": 30}}], ["param-code-unknown", "param-unused"]),
        ([{**MOST, "value": {"a": 30, "b": "三十"}}], ["param-kinds"]),
        ([{**MOST, "by": "nothing"}], ["list-unknown", "param-unused"]),
        ([AGE, AGE], ["param-twice"]),
        (
            [{"id": "age", "title": "年龄上限", "value": True, "x-basis": "toolkit"}],
            ["dialect-type"],
        ),
        ([{"id": "age", "title": "年龄上限", "value": 1}], ["dialect-one-of-keys"]),
    ],
)
def test_what_is_declared_wrongly_is_a_mistake(
    draft: Draft, params: list[Any], messages: list[str]
) -> None:
    draft.declare(*params)
    found = [item.message for item in draft.mistakes()]
    assert set(messages) <= set(found)


@pytest.mark.parametrize(
    "change",
    [
        lambda notice: notice["periods"][0].update(start={"param": "dey"}),
        lambda notice: notice["handing_in"][0].update(copies={"param": "dey"}),
        lambda notice: notice["programmes"][0]["tracks"][0].update(
            amount={
                "least": {"param": "dey"},
                "most": 20,
                "unit": "万元",
                "x-source": ["c-funding"],
            }
        ),
    ],
)
def test_a_parameter_of_a_fact_that_is_not_there_is_one_mistake(
    draft: Draft, change: Callable[[Any], None]
) -> None:
    draft.declare(DAY)
    draft.edit("notice.json", change)
    (problem,) = draft.mistakes()
    assert problem.message == "param-unknown"
    assert problem.args["near"] == many(["day"])
