"""The examples: every rule fails and passes in one, and the engines agree on all of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from shenbao.app.notices.new.notice import NewRequest, new
from shenbao.audit import examples
from shenbao.audit.examples import TOOLKIT, Outcome, run_examples, uncovered
from shenbao.audit.verdicts import verdict_of
from shenbao.authoring.scaffold.answers import Answers
from shenbao.core.findings import Finding, Report, Where
from shenbao.core.submission import Submission
from shenbao.media import inputs
from shenbao.policy.load.folder import load_notice, load_notices
from shenbao.policy.model import Notice
from shenbao.policy.usage.index import rule_homes
from shenbao.validation import Validator

HERE = Path(__file__).parents[1]
ROOTS = {
    notice.id: root for root in (HERE.parent, HERE / "notices") for notice in load_notices(root)
}
VECTOR_KEYS = {"name", "base", "set", "remove", "readings", "together", "rules"}
PERSON_OR_UNIT = {"name", "unit", "lead_unit"}


@dataclass
class Run:
    """One run over the examples of a notice: outcome, chosen readings, differing engines."""

    notice: Notice
    folder: Path
    outcome: Outcome = field(default_factory=Outcome)
    chosen: set[tuple[str, str]] = field(default_factory=set)
    differing: list[str] = field(default_factory=list)


def with_lists(root: Path, own: Notice, lists: Path | None) -> tuple[Notice, ...]:
    """Load the notices, one of them with the lists that its examples invent."""
    notices = load_notices(root)
    if lists is None:
        return notices
    supplied = load_notice(root / "schemas" / own.id, lists=lists)
    return tuple(supplied if item.id == own.id else item for item in notices)


@pytest.fixture(scope="module", params=sorted(ROOTS))
def run(request: pytest.FixtureRequest) -> Run:
    """Run the examples of a notice once, each with both engines."""
    root = ROOTS[request.param]
    notice = next(item for item in load_notices(root) if item.id == request.param)
    result = Run(notice=notice, folder=root / "schemas" / notice.id)

    class Both(Validator):
        """Checks with both engines, and keeps where they differ."""

        def __init__(self, notices: Sequence[Notice]) -> None:
            super().__init__(notices)
            self.other = Validator(notices, "reference")

        def validate(self, submissions: Sequence[Submission], **asked: Any) -> Report:
            report = super().validate(submissions, **asked)
            if report != self.other.validate(submissions, **asked):
                result.differing.append("、".join(item.file for item in submissions))
            result.chosen.update((asked["readings"] or {}).items())
            return report

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(examples, "Validator", Both)
        result.outcome = run_examples(
            result.folder,
            lambda lists: with_lists(root, notice, lists),
            inputs.read,
        )
    return result


def files(folder: Path, pattern: str) -> Iterator[tuple[Path, Any]]:
    """Yield the JSON files below the examples of a notice, with what they hold."""
    for file in sorted((folder / "examples").glob(pattern)):
        yield file, json.loads(file.read_text(encoding="utf-8"))


def test_examples_come_out_as_stated(run: Run) -> None:
    """Goldens and vectors hold."""
    assert run.outcome.problems == []
    assert run.outcome.cases > 0
    assert run.outcome.vectors > 0


def test_every_rule_fails_and_passes(run: Run) -> None:
    """Each machine rule fails in one example and passes in another."""
    assert list(uncovered(run.notice, run.outcome)) == []


def test_engines_agree(run: Run) -> None:
    """The fast and the reference engine give the same report on every example."""
    assert run.differing == []


def test_every_option_of_a_reading_is_tried(run: Run) -> None:
    """Each option but the default is chosen in an example."""
    wanted = {
        (reading.id, option.id)
        for reading in run.notice.readings
        for option in reading.options
        if option.id != reading.default
    }
    assert run.chosen >= wanted


def test_every_form_has_a_valid_and_an_invalid_case(run: Run) -> None:
    """One case of each form passes, one has an error."""
    seen: dict[str, set[str]] = {form.id: set() for form in run.notice.forms}
    goldens = {file.parent: golden for file, golden in files(run.folder, "*/expected.json")}
    for file, document in files(run.folder, "*/*.json"):
        form = document.get("$schema", "").rpartition("/")[2]
        if file.parent in goldens and form in seen:
            found = [
                item["severity"] if item["verdict"] == "fail" else "review"
                for item in goldens[file.parent]["findings"]
                if item["file"] == file.name
            ]
            if "error" in found:
                seen[form].add("fail")
            elif not {"warning", "review"} & set(found):
                seen[form].add("pass")
    assert seen == {form: {"pass", "fail"} for form in seen}


def test_cases_say_what_they_show(run: Run) -> None:
    """Each case carries a sentence on what it is about, and its golden repeats it."""
    for file, golden in files(run.folder, "*/expected.json"):
        settings = json.loads((file.parent / "case.json").read_text(encoding="utf-8"))
        assert settings["about"] == golden["about"]
        assert settings.keys() <= {"about", "lists", "readings"}


def test_vectors_are_written_as_meant(run: Run) -> None:
    """A misspelt rule would always pass: rules are known, names are given once."""
    known = {*rule_homes(run.notice), *TOOLKIT}
    for file, document in files(run.folder, "vectors/*.json"):
        assert document["about"]
        names = [vector["name"] for vector in document["vectors"]]
        assert len(names) == len(set(names)), file.name
        for vector in document["vectors"]:
            parts = [vector, *vector.get("together", [])]
            assert all(part.keys() <= VECTOR_KEYS for part in parts)
            assert vector["rules"]
            for rule in vector["rules"]:
                assert rule in known or rule.startswith("shape."), f"{file.name}: {rule}"


def values(document: Any, keys: tuple[str, ...] = ("",)) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield each single value below ``document`` with the keys on its way."""
    if isinstance(document, dict):
        for name, item in document.items():
            yield from values(item, (*keys, name))
    elif isinstance(document, list):
        for item in document:
            yield from values(item, keys)
    else:
        yield keys, document


def test_people_and_units_are_visibly_invented(run: Run) -> None:
    """Names of persons and units contain the word example; addresses are reserved ones."""
    for _, document in files(run.folder, "*/application.json"):
        for (*above, key), value in values(document):
            if key in PERSON_OR_UNIT and "specialty" not in above and value.strip():
                assert "示例" in value
            elif key == "email":
                assert value.endswith("@example.org")
            elif key == "phone":
                assert re.match("0[0-9]{2,3}-000000", value)
    for file in (run.folder / "examples" / "lists").glob("*.csv"):
        rows = file.read_text(encoding="utf-8").splitlines()[1:]
        assert all("示例" in row for row in rows)


def finding(severity: Any, verdict: Any) -> Finding:
    """Return a finding of the rule R."""
    return Finding(rule="R", severity=severity, verdict=verdict, where=Where())


@pytest.mark.parametrize(
    ("findings", "wanted"),
    [
        ((), "pass"),
        ((finding("info", "fail"), finding("error", "fail")), "error"),
        ((finding("error", "undecided"),), "undecided"),
        ((finding("error", "undecided"), finding("review", "fail")), "review"),
    ],
)
def test_the_worst_finding_is_the_outcome(findings: tuple[Finding, ...], wanted: str) -> None:
    """A vector states the worst failure; undecided only where nothing fails."""
    assert verdict_of(Report(findings=findings), "R") == wanted


def test_a_wrong_golden_and_a_wrong_vector_are_reported(tmp_path: Path) -> None:
    """A difference is named; ``update`` writes the golden anew; a rule unseen is named."""
    root = HERE / "notices"
    folder = tmp_path / "schemas" / "demo-2024"
    source = root / "schemas" / "demo-2024" / "examples"
    case = folder / "examples" / "a-valid"
    case.mkdir(parents=True)
    application = (source / "a-valid" / "application.json").read_text(encoding="utf-8")
    (case / "application.json").write_text(application, encoding="utf-8")
    golden = {"verdict": "fail", "findings": []}
    (case / "expected.json").write_text(json.dumps(golden), encoding="utf-8")
    vector = {"name": "x", "set": {"/basic/funding": 25}, "rules": {"DM-P-02": "pass"}}
    vectors = {"base": "a-valid/application.json", "vectors": [vector]}
    (folder / "examples" / "vectors").mkdir()
    (folder / "examples" / "vectors" / "x.json").write_text(json.dumps(vectors), encoding="utf-8")

    def run_once(*, update: bool) -> Outcome:
        return run_examples(folder, lambda _lists: load_notices(root), inputs.read, update=update)

    outcome = run_once(update=False)
    assert [problem.message for problem in outcome.problems] == [
        "example-differs",
        "vector-differs",
    ]
    assert [problem.message for problem in run_once(update=True).problems] == ["vector-differs"]
    written = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert written["verdict"] == "review"
    assert [problem.message for problem in run_once(update=False).problems] == ["vector-differs"]
    asked = json.loads(application)
    del asked["basic"]["funding"]
    (case / "application.json").write_text(json.dumps(asked), encoding="utf-8")
    (lacks,) = run_once(update=False).problems[:1]
    assert (lacks.message, lacks.file) == (
        "example-lacks",
        "schemas/demo-2024/examples/a-valid/application.json",
    )
    assert "申请经费（/basic/funding）" in lacks.text("zh-CN")
    missing = {
        (problem.args["rule"], problem.message)
        for problem in uncovered(load_notices(root)[0], outcome)
    }
    assert ("DM-P-01", "example-never-fails") in missing
    assert ("DM-P-02", "example-never-fails") not in missing


CASES = [
    {"assert": "self >= 5.0", "severity": "error", "message": "经费太少，至少5万元。"},
    {"assert": "self <= 50.0", "severity": "error", "message": "经费太多，至多50万元。"},
    {"assert": "self != 7.0", "severity": "error", "message": "经费是{amount}万元，不收。"},
]


@pytest.mark.parametrize(
    ("tried", "lacking"),
    [
        ((4, 51, 7), ()),
        ((4, 7), ("经费太多",)),
        ((51,), ("经费太少", "不收")),
    ],
)
def test_every_step_of_a_rule_fails_in_an_example(
    tmp_path: Path, tried: Sequence[int], lacking: Sequence[str]
) -> None:
    """Steps of one severity are told apart by what they say, whatever number stands in it."""
    new(NewRequest(answers=Answers(id="call-2025", title="关于申报的通知"), root=tmp_path))
    folder = tmp_path / "schemas" / "call-2025"
    file = folder / "forms" / "application.schema.json"
    form = json.loads(file.read_text("utf-8"))
    rule = {"id": "X1", "values": {"amount": "self"}, "cases": CASES, "x-basis": "toolkit"}
    form["properties"]["basic"]["properties"]["funding"] = {
        "title": "经费",
        "type": "number",
        "x-basis": "customary",
        "x-rules": [rule],
    }
    file.write_text(json.dumps(form, ensure_ascii=False), "utf-8")
    vectors = [
        {"name": f"{amount}", "set": {"/basic/funding": amount}, "rules": {"X1": outcome}}
        for amount, outcome in (*((amount, "error") for amount in tried), (10, "pass"))
    ]
    document = {"base": "valid/application.json", "vectors": vectors}
    (folder / "examples" / "vectors" / "x.json").write_text(json.dumps(document), "utf-8")
    notices = load_notices(tmp_path)
    outcome = run_examples(folder, lambda _: notices, inputs.read)
    assert [problem.text() for problem in outcome.problems] == []
    found = list(uncovered(notices[0], outcome))
    assert [problem.message for problem in found] == ["example-step-never-fails"] * len(lacking)
    for problem, words in zip(found, lacking, strict=True):
        assert words in problem.text("zh-CN")
        assert "处理：" in problem.text("zh-CN")
