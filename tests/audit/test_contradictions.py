"""``shenbao check`` finds keywords of a field that no value, or not every choice, can meet."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from shenbao.audit.soundness import check_expressions
from shenbao.core import messages
from shenbao.core.errors import PolicyError, Problem
from shenbao.policy.load.folder import load_notice, load_notices
from shenbao.policy.model import Notice

DEMO = Path(__file__).parents[1] / "notices"


def problems(tmp_path: Path, field: dict[str, Any]) -> list[Problem]:
    """Return what the check says of the demo form with one more field."""
    shutil.copytree(DEMO, tmp_path / "policy")
    folder = tmp_path / "policy" / "schemas" / "demo-2024"
    file = folder / "forms" / "a.schema.json"
    form = json.loads(file.read_text(encoding="utf-8"))
    whole = {"title": "虚构", "x-basis": "customary", **field}
    form["properties"]["basic"]["properties"]["more"] = whole
    file.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    found = list(check_expressions([load_notice(folder)]))
    for problem in found:
        assert problem.pointer == "/properties/basic/properties/more"
        assert problem.file == "schemas/demo-2024/forms/a.schema.json"
    return found


TEXT = {"type": "string", "maxLength": 10}
NUMBER = {"type": "number"}
ROWS = {"type": "array", "maxItems": 5, "items": {"type": "string", "title": "项", **TEXT}}


@pytest.mark.parametrize(
    ("field", "message", "words"),
    [
        (NUMBER | {"minimum": 30, "maximum": 3}, "bounds-crossed", "minimum 是 30，maximum 是 3"),
        (NUMBER | {"exclusiveMinimum": 3, "maximum": 3}, "bounds-crossed", "exclusiveMinimum"),
        (NUMBER | {"minimum": 3, "exclusiveMaximum": 3}, "bounds-crossed", "exclusiveMaximum"),
        (TEXT | {"minLength": 20}, "bounds-crossed", "minLength 是 20，maxLength 是 10"),
        (ROWS | {"minItems": 6}, "bounds-crossed", "minItems 是 6，maxItems 是 5"),
        ({"type": "string", "enum": ["甲", "b2"], "pattern": "^[a-z]"}, "choice-never", "甲"),
        (
            {"type": "string", "enum": ["甲", "十个字以内才可以选的"], "maxLength": 5},
            "choice-never",
            "十",
        ),
        (NUMBER | {"enum": [1, 2, 30], "maximum": 2}, "choice-never", "30"),
        ({"type": "string", "const": "b", "enum": ["a"]}, "const-never", "b"),
        (TEXT | {"x-example": "这个例子比十个字还要长"}, "example-misfit", "maxLength"),
        (NUMBER | {"minimum": 3, "x-example": 2}, "example-misfit", "minimum"),
        (
            {"type": "string", "format": "date", "x-example": "2024-2-30"},
            "example-misfit",
            "format",
        ),
        ({"type": "string", "x-list": "demo_topics", "x-example": "无"}, "example-misfit", "enum"),
        (
            {"type": "array", "minItems": 3, "maxItems": 5, "uniqueItems": True}
            | {"items": {"type": "string", "title": "项", "enum": ["a", "b"]}},
            "choices-few",
            "minItems 是 3，但只有 2 个选项",
        ),
    ],
)
def test_keywords_that_contradict_each_other_are_named(
    tmp_path: Path, field: dict[str, Any], message: str, words: str
) -> None:
    """Directly, with both keywords: no example of a submission is needed."""
    (problem,) = problems(tmp_path, field)
    assert problem.message == message
    assert words in messages.say(problem.message, problem.args, "zh-CN")
    assert "Remedy" in messages.say(problem.message, problem.args, "en")


@pytest.mark.parametrize(
    "field",
    [
        NUMBER | {"minimum": 3, "maximum": 3, "x-example": 3},
        TEXT | {"minLength": 10, "pattern": "^[0-9]+$", "x-example": "0123456789"},
        {"type": "string", "const": "a", "enum": ["a", "b"]},
        ROWS | {"minItems": 5, "x-example": ["a", "b", "c", "d", "e"]},
    ],
)
def test_narrow_keywords_are_no_contradiction(tmp_path: Path, field: dict[str, Any]) -> None:
    """One value that is allowed is enough."""
    assert problems(tmp_path, field) == []


@pytest.mark.parametrize(
    ("keyword", "value"), [("enum", []), ("enum", ["a", "b", "a"]), ("pattern", "([a-z")]
)
def test_keywords_that_mean_nothing_are_refused_on_loading(
    tmp_path: Path, keyword: str, value: Any
) -> None:
    """No choice, the same choice twice, no regular expression: the dialect says so."""
    with pytest.raises(PolicyError) as caught:
        problems(tmp_path, TEXT | {keyword: value})
    assert [problem.pointer for problem in caught.value.problems] == [
        f"/properties/basic/properties/more/{keyword}"
    ]


def test_a_shared_definition_is_told_once(tmp_path: Path) -> None:
    """A mistake in a definition that many fields use names one and counts the others."""
    shutil.copytree(DEMO, tmp_path / "policy")
    folder = tmp_path / "policy" / "schemas" / "demo-2024"
    file = folder / "forms" / "a.schema.json"
    form = json.loads(file.read_text(encoding="utf-8"))
    wrong = {"type": "number", "title": "虚构", "x-basis": "customary", "minimum": 3, "maximum": 1}
    for section in ("basic", "youth"):
        form["properties"][section]["properties"]["more"] = wrong
    file.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    (problem,) = check_expressions([load_notice(folder)])
    assert "另有 1 处相同" in messages.say(problem.message, problem.args, "zh-CN")


def test_the_notices_contradict_themselves_nowhere(notices: tuple[Notice, ...]) -> None:
    """Those of the product, and the invented ones."""
    assert list(check_expressions([*notices, *load_notices(DEMO)])) == []
