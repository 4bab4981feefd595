"""``shenbao try``: a rule on an example, what each part comes to, and the verdict of the check."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from shenbao.app.notices.try_rule import TrialRequest, try_rule
from shenbao.cli import app
from shenbao.core import messages
from shenbao.core.errors import ShenbaoError
from shenbao.core.paths import value_at
from shenbao.core.submission import Submission
from shenbao.policy.compiled.load import load_sound
from shenbao.policy.load import from_schema
from shenbao.policy.model import Notice
from shenbao.policy.names import resolve
from shenbao.policy.usage.rule_trials import Part, Place
from shenbao.validation import Validator
from shenbao.validation.rule_trials import TrialBench

ROOT = Path(__file__).parents[2]
NOTICES = load_sound(ROOT).notices
RANK = ("info", "review", "warning", "error")


def place(rule: str, example: str | None = None, *changes: str) -> Place:
    """Return the one place of a rule in an example."""
    (trial,) = try_rule(TrialRequest(rule=rule, example=example, changes=changes, root=ROOT))
    (found,) = trial.places
    return found


def part(found: Place, text: str) -> Part:
    """Return a part by its text."""
    return next(item for step in found.steps for item in step.parts if item.text == text)


def test_a_limit_said_by_keywords_is_tried_with_the_value_that_is_put_in() -> None:
    assert place("SK-P1-21", "p1-valid").verdict == "pass"
    beyond = place("SK-P1-21", "p1-valid", "/basic/funding=100.5")
    assert beyond.verdict == "error"
    assert [(step.name, step.came) for step in beyond.steps] == [
        ("minimum", "holds"),
        ("maximum", "fails"),
    ]


@pytest.mark.parametrize("value", ["1e999", "-1e999", "NaN", "Infinity", '{"a": [1e999]}'])
def test_a_number_that_no_form_holds_is_refused(value: str) -> None:
    with pytest.raises(ShenbaoError) as caught:
        place("SK-P1-21", "p1-valid", f"/basic/funding={value}")
    assert caught.value.message == "try-number"
    assert "处理" in caught.value.text()


def test_what_is_left_out_is_undecided_or_missing() -> None:
    assert place("SK-P1-09", "p1-valid", "/unit/lead_unit=").verdict == "undecided"
    assert place("SK-P1-09", "p1-valid", "/partners=").verdict == "error"


def test_parts_have_values_names_of_fields_and_of_codes() -> None:
    found = place("SK-P1-09", "bundle-valid")
    topic = part(found, "app.basic.topic")
    assert messages.words(topic.label) == "一、基本信息 · 专题"
    assert "前沿技术联合攻关" in messages.words(topic.value)
    assert part(found, "value.municipal").value == "3"
    assert part(found, 'app.basic.topic == "2"').came == "fails"


def test_of_a_long_list_only_the_rows_that_settle_it_are_shown() -> None:
    found = place("SK-P1-09", "bundle-valid")
    shown = {item.text for step in found.steps for item in step.parts}
    assert "ref.hospitals.labels[27]" in shown
    assert "ref.hospitals.labels[0]" not in shown


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"rule": "SK-P1-99"}, "try-no-rule"),
        ({"rule": "SK-P3-05"}, "try-across"),
        ({"rule": "WZ-23"}, "try-rows"),
        ({"rule": "SK-P1-21", "example": "none"}, "try-no-file"),
        ({"rule": "SK-P1-21", "changes": ["funding=1"]}, "try-change"),
        ({"rule": "SK-P1-21", "example": "p1-valid", "changes": ["/basic/a/b/0="]}, "try-no-field"),
        ({"rule": "SK-P1-21", "example": "p1-valid", "changes": ["/basic/funding=[["]}, None),
        (
            {"rule": "SK-P1-21", "example": "p1-valid", "changes": ["/basic/topic/x=1"]},
            "try-no-field",
        ),
        (
            {"rule": "SK-P1-21", "example": "p1-valid", "changes": ["/basic/fundin=120"]},
            "try-no-field",
        ),
        (
            {"rule": "SK-P1-21", "example": "p1-valid", "changes": ["/partners/9999999/unit=x"]},
            "try-change",
        ),
        (
            {"rule": "SK-P1-21", "example": "p1-valid", "readings": {"NO": "x"}},
            "check-reading-unknown",
        ),
        ({"rule": "SK-P1-21", "example": "p2-valid"}, "try-no-example"),
    ],
)
def test_what_cannot_be_tried_is_said(wanted: dict[str, Any], message: str | None) -> None:
    request = TrialRequest(root=ROOT, **wanted)
    if message is None:
        assert try_rule(request)
        return
    with pytest.raises(ShenbaoError) as caught:
        try_rule(request)
    assert caught.value.message == message
    remedies = ("处理：", "可用："), ("Remedy: ", "Allowed: ")
    for language, words in zip(("zh-CN", "en"), remedies, strict=True):
        assert any(word in caught.value.text(language) for word in words)


def submissions(notice: Notice) -> Iterator[Path]:
    """Yield the applications and tables among the examples of a notice."""
    for file in sorted((ROOT / "schemas" / notice.id / "examples").glob("*/*.json")):
        if file.name not in ("case.json", "expected.json") and file.read_bytes()[:1] == b"{":
            yield file


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.id)
def test_the_verdict_of_a_trial_is_that_of_the_check(notice: Notice) -> None:
    compared = 0
    validator = Validator([notice])
    for file in submissions(notice):
        data = json.loads(file.read_text(encoding="utf-8"))
        schema = data.pop("$schema", None)
        home = resolve([notice], schema or "")
        if home is None:
            continue
        submission = Submission(file=file.name, data=data, schema=schema)
        report = validator.validate([submission])
        told: dict[str, set[str]] = {}
        for finding in (*report.findings, *report.notes):
            verdict = "undecided" if finding.verdict == "undecided" else finding.severity
            told.setdefault(finding.rule, set()).add(verdict)
        bench = TrialBench(notice, home, submission)
        for rule in {rule.id: rule for rule in home.all_rules() if rule.cases}.values():
            found = {name for trial in bench.try_rule(rule.id) for name in trial.verdicts}
            found -= {"pass", "not-meant", "rests", "undecided"}
            assert found <= told.get(rule.id, set()), (file, rule.id)
            compared += 1
    assert compared >= 20


def test_the_command_says_it_in_both_languages_and_as_json() -> None:
    run = CliRunner().invoke
    words = ["try", "SK-P1-21", "p1-valid", "--set", "/basic/funding=200", "--root", str(ROOT)]
    said = run(app, words)
    assert said.exit_code == 1
    assert "maximum 100  → 不成立" in said.output
    english = run(app, [*words, "--lang", "en"])
    assert "maximum 100  → does not hold" in english.output
    told = json.loads(run(app, [*words, "--format", "json"]).output)
    assert told["format"] == "shenbao.rule-trial/1"
    (trial,) = told["trials"]
    assert trial["places"][0]["verdict"] == "error"


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.id)
def test_what_must_not_be_shown_is_not_shown(notice: Notice) -> None:
    """A birth date is no part of what a rule over it comes to, nor of the day that it names."""
    for file in submissions(notice):
        data = json.loads(file.read_text(encoding="utf-8"))
        home = resolve([notice], data.pop("$schema", None) or "")
        if home is None or not file.parent.name.endswith("-valid"):
            continue
        hidden = {
            str(value)
            for node in home.fields()
            if node.sensitive and "*" not in node.pointer
            for value in [value_at(data, tuple(node.pointer.split("/")[1:]))]
            if isinstance(value, str) and len(value) > 3
        }
        bench = TrialBench(notice, home, Submission(file=file.name, data=data))
        for rule in {rule.id: rule for rule in home.all_rules() if rule.cases}.values():
            told: set[str] = {
                messages.words(item.value)
                for trial in bench.try_rule(rule.id)
                for found in trial.places
                for step in found.steps
                for item in step.parts
            }
            assert not told & hidden, rule.id


def test_what_is_made_of_a_hidden_value_is_hidden_by_its_own_name_too() -> None:
    """A named value, a day and a folded name tell what they are made of."""
    notice = next(notice for notice in NOTICES if notice.id == "shenkang-2024")
    made = {
        "id": "X-1",
        "values": {"who": "fold(app.leader.birth_date)", "again": "value.who"},
        "assert": "value.again == 'x' && date(app.leader.birth_date) > 0",
        "severity": "error",
        "message": "…",
    }
    source = notice.form("p1")
    home = replace(source, rules=(*source.rules, from_schema.rule(made, "")))
    file = ROOT / "schemas" / notice.id / "examples" / "p1-valid" / "application.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    del data["$schema"]
    data["leader"]["birth_date"] = "1979-03-05"
    (trial,) = TrialBench(notice, home, Submission(file="a", data=data)).try_rule("X-1")
    told = {part.text: part.value for step in trial.places[0].steps for part in step.parts}
    assert told["value.again"] == told["date(app.leader.birth_date)"] == "***"
    steps = [messages.words(step.value) for step in trial.places[0].steps]
    assert steps[:2] == ["***", "***"]
    assert not any("1979" in word for word in (*steps, *map(messages.words, told.values())))
