"""Examples are proposed from a form, decided on by a person, and written all or not at all."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from shenbao import cli
from shenbao.app.notices.check import CheckRequest, check
from shenbao.app.notices.examples import ProposeRequest, accept, propose
from shenbao.app.notices.new.notice import NewRequest, new
from shenbao.audit.proposals.bench import Bench
from shenbao.audit.proposals.sound_submission import sound_submission
from shenbao.authoring.scaffold.answers import Answers
from shenbao.core.errors import PolicyError, ShenbaoError
from shenbao.policy.load.folder import load_notices
from shenbao.validation import Validator

ROOT = Path(__file__).resolve().parents[2]
NAME = "demo-2025"
RULE = "DEMO-2025-R2"
ASSERTION = "self >= 5.0 && self <= {most}"


def made(root: Path, most: str = "50.0") -> Path:
    """Make a notice whose form has one more field, with a rule of its own and no example of it."""
    root.mkdir(exist_ok=True)
    new(NewRequest(answers=Answers(id=NAME, title="关于申报示例项目的通知"), root=root))
    folder = root / "schemas" / NAME
    file = folder / "forms" / "application.schema.json"
    form = json.loads(file.read_text("utf-8"))
    form["properties"]["basic"]["properties"]["funding"] = {
        "title": "经费",
        "type": "number",
        "x-unit": "万元",
        "x-required": True,
        "x-basis": "customary",
        "x-example": 30,
        "x-rules": [
            {
                "id": RULE,
                "assert": ASSERTION.format(most=most),
                "severity": "error",
                "message": "经费不在范围里。",
                "x-basis": "toolkit",
            }
        ],
    }
    file.write_text(json.dumps(form, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return folder


def proposed(root: Path, out: Path | None = None) -> tuple[Path, dict[str, Any]]:
    """Propose the examples of the notice, and read the file."""
    file = propose(ProposeRequest(notice=NAME, root=root, out=out)).file
    return file, json.loads(file.read_text("utf-8"))


def rewritten(file: Path, document: dict[str, Any]) -> Path:
    """Write a file of proposals as somebody edited it."""
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2), "utf-8")
    return file


def taken(document: dict[str, Any]) -> dict[str, Any]:
    """Decide that all is right."""
    for item in (*document["examples"], *document["vectors"]):
        item["decision"] = "采用"
    return document


def files(folder: Path) -> dict[str, bytes]:
    """Return what stands below a folder."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def refused(file: Path, root: Path) -> str:
    """Return why a file was not accepted; nothing may have been written."""
    before = files(root)
    with pytest.raises(ShenbaoError) as caught:
        accept(NAME, file, root)
    assert files(root) == before
    return caught.value.text()


HOMES = [home.ref for notice in load_notices(ROOT) for home in notice.homes]


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator(load_notices(ROOT))


@pytest.mark.parametrize("ref", HOMES)
def test_every_form_of_the_notices_gets_an_example_without_a_mistake(
    ref: str, validator: Validator
) -> None:
    """Its own examples are not looked at: there are none of a new notice."""
    notice = next(item for item in validator.notices if item.id == ref.partition("/")[0])
    home = next(item for item in notice.homes if item.ref == ref)
    sound = sound_submission(Bench(notice=notice, home=home, validator=validator))
    assert [(item.rule, item.where.pointer) for item in sound.left] == []
    assert sound.report.counts.error == 0
    assert [form.ref for form in sound.report.forms] == [ref]


def test_both_sides_of_each_limit_are_proposed_with_the_outcome_of_today(tmp_path: Path) -> None:
    made(tmp_path)
    _, document = proposed(tmp_path)
    values = {
        vector["set"]["/basic/funding"]: vector["rules"][RULE]
        for vector in document["vectors"]
        if RULE in vector["rules"] and "set" in vector
    }
    expected = {4.9999: "error", 5: "pass", 50: "pass", 50.0001: "error"}
    assert {value: values.get(value) for value in expected} == expected
    assert {item["decision"] for item in document["vectors"]} == {"待确认"}
    assert [item["expected"]["verdict"] for item in document["examples"]] == ["pass"]


def test_the_same_policy_gives_the_same_file_and_another_limit_another(tmp_path: Path) -> None:
    made(tmp_path / "a")
    made(tmp_path / "b")
    made(tmp_path / "c", most="60.0")
    (first, again, other) = (proposed(tmp_path / name)[0].read_bytes() for name in "abc")
    assert first == again
    assert first != other
    assert b"60.0001" in other
    assert b"60.0001" not in first


def test_what_is_confirmed_becomes_examples_and_the_notice_is_sound(tmp_path: Path) -> None:
    folder = made(tmp_path)
    shutil.rmtree(folder / "examples")
    file, document = proposed(tmp_path)
    assert not (folder / "examples").exists()
    uncovered = {problem.message for problem in check(CheckRequest(root=tmp_path)).problems}
    assert uncovered == {"example-never-fails", "example-never-passes"}
    done = accept(NAME, rewritten(file, taken(document)), tmp_path)
    assert done.taken == len(document["examples"]) + len(document["vectors"])
    assert done.open == 0
    assert check(CheckRequest(root=tmp_path)).problems == ()
    now = json.loads(file.read_text("utf-8"))
    assert {item["decision"] for item in (*now["examples"], *now["vectors"])} == {"已写入"}
    assert "采用" in refused(file, tmp_path)


def test_only_what_is_taken_is_written(tmp_path: Path) -> None:
    folder = made(tmp_path)
    before = files(folder)
    file, document = proposed(tmp_path)
    document["examples"][0]["decision"] = "taken"
    document["vectors"][0]["decision"] = "不采用"
    done = accept(NAME, rewritten(file, document), tmp_path)
    assert done.taken == 1
    assert done.open == len(document["vectors"]) - 1
    now = files(folder)
    assert {name: now[name] for name in before} == before
    assert {name for name in now if name not in before} == {
        f"examples/application-proposed/{name}"
        for name in ("application.json", "case.json", "expected.json")
    }


def test_a_wrong_edit_is_told_with_its_place_and_nothing_is_written(tmp_path: Path) -> None:
    folder = made(tmp_path)
    file, document = proposed(tmp_path)
    whole = taken(document)
    told = refused(rewritten(file, {**whole, "notice": "other"}), tmp_path)
    assert "other" in told
    assert NAME in told
    vectors = [{**whole["vectors"][0], "decision": "好"}, *whole["vectors"][1:]]
    told = refused(rewritten(file, {**whole, "vectors": vectors}), tmp_path)
    assert "/vectors/0/decision" in told
    assert "待确认、采用、不采用、已写入" in told
    vectors = [{**whole["vectors"][0], "form": "aplication"}]
    told = refused(rewritten(file, {**whole, "vectors": vectors}), tmp_path)
    assert "/vectors/0/form" in told
    assert "application" in told
    told = refused(rewritten(file, {**whole, "examples": []}), tmp_path)
    assert "/vectors/0/base" in told
    example = {**whole["examples"][0], "name": "../outside"}
    assert "/examples/0/name" in refused(
        rewritten(file, {**whole, "examples": [example]}), tmp_path
    )
    example = {**whole["examples"][0], "name": "valid"}
    told = refused(rewritten(file, {**whole, "examples": [example], "vectors": []}), tmp_path)
    assert "不覆盖" in told
    file.write_text(file.read_text("utf-8")[:-5], "utf-8")
    assert file.name in refused(file, tmp_path)
    assert (folder / "examples" / "valid").is_dir()


@pytest.mark.parametrize("outcome", ["pass", "warning"])
def test_an_outcome_that_is_not_that_of_the_check_is_refused(tmp_path: Path, outcome: str) -> None:
    made(tmp_path)
    file, document = proposed(tmp_path)
    wrong = next(item for item in document["vectors"] if item["rules"] == {RULE: "error"})
    wrong["rules"] = {RULE: outcome}
    told = refused(rewritten(file, taken(document)), tmp_path)
    assert RULE in told
    assert "examples/vectors/application-proposed.json" in told


def test_a_file_with_decisions_is_never_proposed_over(tmp_path: Path) -> None:
    made(tmp_path)
    file, document = proposed(tmp_path)
    rewritten(file, taken(document))
    before = file.read_bytes()
    with pytest.raises(ShenbaoError, match="--accept"):
        proposed(tmp_path)
    assert file.read_bytes() == before
    other, _ = proposed(tmp_path, out=tmp_path / "other.json")
    assert other == tmp_path / "other.json"


def test_names_are_told_with_those_like_them(tmp_path: Path) -> None:
    made(tmp_path)
    with pytest.raises(ShenbaoError, match=f"没有通知 demo-2024。有：{NAME}"):
        propose(ProposeRequest(notice="demo-2024", root=tmp_path))
    with pytest.raises(ShenbaoError, match="没有表 aplication。有：application"):
        propose(ProposeRequest(notice=NAME, form="aplication", root=tmp_path))
    with pytest.raises(ShenbaoError, match=r"gone\.json"):
        accept(NAME, tmp_path / "gone.json", tmp_path)
    with pytest.raises(PolicyError):
        accept(NAME, rewritten(tmp_path / "x.json", {"notice": NAME}), tmp_path)


def test_the_command_tells_what_it_made_and_took(tmp_path: Path) -> None:
    made(tmp_path)
    words = ["examples", NAME, "--root", str(tmp_path)]
    runner = CliRunner()
    result = runner.invoke(cli.app, [*words, "--propose"])
    assert result.exit_code == 0, result.output
    assert "下一步" in result.output
    file = tmp_path / "examples-proposed" / f"{NAME}.json"
    rewritten(file, taken(json.loads(file.read_text("utf-8"))))
    result = runner.invoke(cli.app, [*words, "--accept", str(file), "--format", "json"])
    told = json.loads(result.stdout)
    assert told["open"] == 0
    assert "application-proposed/application.json" in told["files"]
    for wrong in (words, [*words, "--propose", "--accept", str(file)]):
        assert isinstance(runner.invoke(cli.app, wrong).exception, ShenbaoError)
    told_apart = [*words, "--accept", str(file), "--form", "application"]
    assert isinstance(runner.invoke(cli.app, told_apart).exception, ShenbaoError)


def test_of_a_notice_without_examples_all_that_is_proposed_can_be_taken(tmp_path: Path) -> None:
    """What could not be proposed is what the check then misses, and nothing else."""
    name = "songjiang-2024"
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    shutil.rmtree(tmp_path / "schemas" / name / "examples")
    made = propose(ProposeRequest(notice=name, root=tmp_path))
    assert (made.examples, made.sound) == (4, 4)
    assert made.vectors > 50
    untold = {gap.rule for gap in made.gaps}
    assert len(untold) <= 13
    rewritten(made.file, taken(json.loads(made.file.read_text("utf-8"))))
    assert accept(name, made.file, tmp_path).taken == made.examples + made.vectors
    problems = check(CheckRequest(root=tmp_path, notice=name)).problems
    found = [problem for problem in problems if not problem.message.endswith("-stale")]
    assert {problem.message.partition("-never")[0] for problem in found} <= {
        "example",
        "example-step",
    }
    (notice,) = (item for item in load_notices(ROOT) if item.id == name)
    own = {rule.id for _, rule in notice.rules() if rule.kind}
    assert {str(problem.args["rule"]) for problem in found} <= untold | own


def test_quotas_are_proposed_on_both_sides_of_what_they_allow(tmp_path: Path) -> None:
    """One crowd as large as each cell of the matrix allows, and one more; none where none may."""
    shutil.copytree(ROOT / "tests" / "notices" / "yiyao" / "schemas", tmp_path / "schemas")
    folder = tmp_path / "schemas" / "yiyao-2025"
    shutil.rmtree(folder / "examples")
    made = propose(ProposeRequest(notice="yiyao-2025", root=tmp_path))
    document = json.loads(made.file.read_text("utf-8"))
    came: dict[tuple[str, str], dict[str, set[int]]] = {}
    base = document["examples"][0]["data"]["basic"]
    for vector in document["vectors"]:
        if "KJ-Q-01" in vector["rules"]:
            put = {
                **base,
                **{key.rpartition("/")[2]: v for key, v in vector.get("set", {}).items()},
            }
            counts = came.setdefault((put["unit_level"], put["track"]), {})
            size = 1 + len(vector.get("together", []))
            counts.setdefault(vector["rules"]["KJ-Q-01"], set()).add(size)
    for (level, track), most in {
        ("l3", "key"): 2,
        ("l2", "general"): 3,
        ("l2", "youth"): 2,
    }.items():
        assert came[level, track] == {"pass": {most}, "error": {most + 1}}
    assert came["base", "key"] == {"error": {1}}
    assert {gap.rule for gap in made.gaps} == {"KJ-Q-05", "KJ-Q-06"}
    rewritten(made.file, taken(document))
    assert accept("yiyao-2025", made.file, tmp_path).open == 0
    problems = check(CheckRequest(root=tmp_path, notice="yiyao-2025")).problems
    untried = {str(problem.args.get("rule")) for problem in problems}
    assert not untried & {"KJ-Q-01", "KJ-Q-02", "KJ-Q-03", "KJ-Q-04"}


def test_rows_that_a_table_carries_and_targets_are_proposed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "notices" / "schemas", tmp_path / "schemas")
    out = tmp_path / "p.json"
    propose(ProposeRequest(notice="plan-2024", root=tmp_path, out=out))
    vectors = json.loads(out.read_text("utf-8"))["vectors"]
    outcomes = {
        rule: {vector["rules"][rule] for vector in vectors if rule in vector["rules"]}
        for rule in ("PL-R1", "PL-R2", "PL-T5")
    }
    assert outcomes["PL-R1"] == outcomes["PL-R2"] == {"pass", "error"}
    assert len(outcomes["PL-T5"]) > 1
    missing = next(item for item in vectors if item["rules"] == {"PL-R1": "error"})
    base = next(
        item["data"]
        for item in json.loads(out.read_text("utf-8"))["examples"]
        if item["form"] == "centres"
    )
    assert len(missing["set"]["/rows"]) == len(base["rows"]) - 1
