"""The last net: what nobody expected is told of its file, and every other keeps its report."""

from __future__ import annotations

import errno
import importlib.metadata
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from shenbao import cli
from shenbao.core import artifacts, messages, nets
from shenbao.core.errors import UnsoundError
from shenbao.media.inputs import archives, input_discovery, readers
from shenbao.tabular import api
from shenbao.validation import run as validating

DEMO = Path(__file__).parents[1] / "notices"
RIGHT = DEMO / "schemas/demo-2024/examples/a-valid/application.json"
WRONG = DEMO / "schemas/demo-2024/examples/a-invalid/application.json"
LISTS = DEMO / "schemas/demo-2024/examples/lists"


@pytest.fixture
def netted(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Outside the tests: what nobody expected is caught."""
    monkeypatch.delenv(nets.RERAISE)
    return monkeypatch


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A folder with a right, a wrong and a third application."""
    (tmp_path / "in").mkdir()
    for name, source in (("1.json", RIGHT), ("2.json", WRONG), ("3.json", RIGHT)):
        shutil.copy(source, tmp_path / "in" / name)
    return tmp_path / "in"


def validated(*words: str | Path, root: Path = DEMO) -> tuple[int, dict[str, Any]]:
    """Run ``shenbao validate``; return the exit code and the report."""
    command = ["validate", *map(str, words), "--format", "json", "--root", str(root)]
    result = CliRunner().invoke(cli.app, command)
    return result.exit_code, json.loads(result.stdout)


def by_file(report: dict[str, Any]) -> dict[str, set[str]]:
    """Return the rules of the findings by the name of the file."""
    found: dict[str, set[str]] = {Path(name).name: set() for name in report["files"]}
    for item in report["findings"]:
        found.setdefault(Path(item["file"]).name, set()).add(item["rule"])
    return found


def breaking(target: Any, name: str, which: str) -> Callable[..., Any]:
    """Return the function ``name`` of ``target``, which fails for the file ``which``."""
    real = getattr(target, name)

    def broken(*args: Any, **named: Any) -> Any:
        if any(which in repr(arg) for arg in args):
            raise LookupError("王五 310101199001011234")
        return real(*args, **named)

    return broken


@pytest.mark.parametrize("step", ["read", "check"])
def test_one_file_that_nobody_expected_leaves_the_others_theirs(
    netted: pytest.MonkeyPatch, three: Path, step: str
) -> None:
    expected = by_file(validated(three)[1])
    if step == "read":
        broken = breaking(readers, "read_json", "1.json")
        netted.setitem(readers._ALL, ".json", broken)
    else:
        netted.setattr(validating, "violations", breaking(validating, "violations", "15000"))
        data = json.loads((three / "1.json").read_text("utf-8"))
        data["basic"]["funding"] = 15000
        (three / "1.json").write_text(json.dumps(data), encoding="utf-8")
    code, report = validated(three)
    assert code == 2
    assert by_file(report)["1.json"] == {nets.UNEXPECTED}
    assert by_file(report)["2.json"] == expected["2.json"] != set()
    assert by_file(report)["3.json"] == expected["3.json"]
    (told,) = [item for item in report["findings"] if item["rule"] == nets.UNEXPECTED]
    assert told["verdict"] == "undecided"
    assert "LookupError" in told["message"]
    assert "310101" not in json.dumps(report)


def test_what_fails_when_all_are_judged_together_names_the_files(
    netted: pytest.MonkeyPatch, three: Path
) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    netted.setattr(validating, "check_quotas", broken)
    code, report = validated(three)
    assert code == 2
    (told,) = [item for item in report["findings"] if item["rule"] == nets.UNEXPECTED]
    assert all(name in told["file"] for name in ("1.json", "2.json", "3.json"))
    assert len(by_file(report)["2.json"]) > 0


def test_a_table_that_nobody_expected_leaves_the_others_theirs(
    netted: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    schema = tmp_path / "schema.json"
    schema.write_text('{"fields": [{"name": "a", "type": "integer"}]}', encoding="utf-8")
    for name in ("1.csv", "2.csv"):
        (tmp_path / name).write_text("a\nx\n", encoding="utf-8")
    netted.setattr(api, "check_table", breaking(api, "check_table", "1.csv"))
    code, report = validated(tmp_path / "1.csv", tmp_path / "2.csv", "--schema", schema)
    assert code == 2
    assert by_file(report) == {"1.csv": {nets.UNEXPECTED}, "2.csv": {"table.type-error"}}


def test_in_tests_the_net_lets_everything_through(
    monkeypatch: pytest.MonkeyPatch, three: Path
) -> None:
    monkeypatch.setitem(readers._ALL, ".json", breaking(readers, "read_json", "1.json"))
    with pytest.raises(LookupError):
        CliRunner().invoke(cli.app, ["validate", str(three)], catch_exceptions=False)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_command_that_nobody_expected_to_fail_says_one_sentence(
    netted: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    def broken(**_: Any) -> None:
        raise RecursionError

    netted.setattr(cli, "app", broken)
    netted.setattr("sys.argv", ["shenbao", "--lang", language])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 2
    shown = capsys.readouterr().err
    assert "RecursionError" in shown
    assert "Traceback" not in shown


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘满"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "没有权限"),
        (errno.ENAMETOOLONG, "文件名太长"),
        (errno.EMFILE, "打开的文件太多"),
    ],
)
def test_what_the_machine_lacks_is_no_damage_of_the_archive(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int, words: str
) -> None:
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as package:
        package.write(RIGHT, "1.json")

    def full(*_: Any) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(archives, "_take", full)
    code, report = validated(archive)
    assert code == 2
    told = [item["message"] for item in report["findings"] if item["rule"] == nets.SYSTEM]
    assert len(told) == 1
    assert words in told[0]
    assert not any("damaged" in item["rule"] for item in report["findings"])


def test_a_full_disk_where_archives_are_unpacked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as package:
        package.write(RIGHT, "1.json")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "no")

    monkeypatch.setattr(input_discovery.tempfile, "TemporaryDirectory", full)
    code, report = validated(archive, WRONG)
    assert code == 2
    assert by_file(report)["all.zip"] == {nets.SYSTEM}
    assert len(by_file(report)["application.json"]) > 0


@pytest.mark.parametrize("words", [["validate", str(RIGHT), "-o"], ["convert", str(RIGHT), "-o"]])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_what_cannot_be_written_is_named_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    words: list[str],
    language: str,
) -> None:
    """A full disk tells no name, and its own words are English."""

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(artifacts, "replace_file", full)
    target = tmp_path / "out.json"
    words = ["shenbao", *words, str(target), "--root", str(DEMO), "--lang", language]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert str(target) in told
    assert ("磁盘满了" if language == "zh-CN" else "the disk is full") in told
    assert "No space" not in told


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A policy folder with both invented notices."""
    shutil.copytree(DEMO, tmp_path / "policy")
    return tmp_path / "policy"


def damage(folder: Path, name: str, old: str, new: str) -> None:
    """Replace words in a file of the notice plan-2024."""
    file = folder / "schemas/plan-2024" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


MISTAKES = [
    ("notice.json", "{", "["),
    ("notice.json", '"id": "plan-2024"', '"id": "plan-2025"'),
    ("notice.json", '"kind"', '"knid"'),
    ("clauses.md", "{#c-emr", "｛#c-emr"),
    ("lists/units.csv", "code,label", "code,lable"),
    ("lists/units.json", '"status"', '"state"'),
    ("tables/projects.schema.json", '"x-id"', '"x-ident"'),
    ("tables/projects.schema.json", '"type": "object"', '"type": "objekt"'),
]


@pytest.mark.parametrize(("name", "old", "new"), MISTAKES)
def test_a_mistake_in_one_notice_does_not_stop_the_check_against_another(
    two: Path, name: str, old: str, new: str
) -> None:
    expected = validated(RIGHT, WRONG, root=two)
    damage(two, name, old, new)
    code, report = validated(RIGHT, WRONG, root=two)
    assert (code, report["findings"]) == (expected[0], expected[1]["findings"])
    assert report["notes"] == expected[1]["notes"]
    assert validated(RIGHT, "--schema", "demo-2024/a", root=two)[0] == 0


def test_a_file_of_the_notice_with_the_mistake_is_undecided(two: Path, tmp_path: Path) -> None:
    damage(two, "clauses.md", "{#c-emr", "｛#c-emr")
    file = tmp_path / "plan.json"
    file.write_text('{"$schema": "plan-2024/projects", "rows": []}', encoding="utf-8")
    code, report = validated(file, WRONG, root=two)
    assert code == 2
    assert by_file(report)["plan.json"] == {nets.UNSOUND}
    assert [note["rule"] for note in report["notes"]][-1:] == ["policy.left-aside"]
    assert len(by_file(report)["application.json"]) > 0
    with pytest.raises(UnsoundError) as refused:
        invoke("validate", file, "--schema", "plan-2024/projects", "--root", two)
    assert "clause-strange" in [problem.message for problem in refused.value.problems]


def invoke(*words: str | Path) -> Result:
    """Run a command; what it raises is raised."""
    return CliRunner().invoke(cli.app, [*map(str, words)], catch_exceptions=False)


SOUND: list[tuple[str, ...]] = [
    ("form", "demo-2024/a", "-o", "out.docx"),
    ("form", "demo-2024/a", "--fill", "a.json", "-o", "out.json"),
    ("convert", "a.docx", "-o", "out.json"),
    ("convert", "a.json", "--schema", "demo-2024/a", "-o", "out.xlsx"),
    ("fingerprint", "a.json", "a.docx"),
    ("package", "demo-2024/summary", "-o", "out"),
    ("package", "demo-2024/summary", "--data", "summary.csv", "-o", "out.zip"),
    ("explain", "DM-P-01"),
    ("explain", "demo-2024/a#/basic/funding"),
]
UNSOUND: list[tuple[str, ...]] = [
    ("form", "plan-2024/projects", "-o", "out.docx"),
    ("form", "https://example.org/schemas/plan-2024/annual.schema.json", "-o", "out.docx"),
    ("convert", "plan.json", "-o", "out.xlsx"),
    ("convert", "plan.docx", "-o", "out.json"),
    ("convert", "plan.xlsx", "-o", "out.json"),
    ("convert", "plan.html", "-o", "out.json"),
    ("convert", "a.json", "--schema", "plan-2024/projects", "-o", "out.xlsx"),
    ("fingerprint", "a.json", "--schema", "plan-2024/projects"),
    ("package", "plan-2024/projects", "-o", "out"),
    ("package", "demo-2024/summary", "plan-2024/projects", "-o", "out"),
    ("package", "demo-2024/summary", "--data", "plan.json", "-o", "out"),
    ("package", "demo-2024/summary", "--data", "plan.xlsx", "-o", "out"),
    ("explain", "PLAN-2024/c-emr"),
    ("build", "--out", "out"),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of a form and of a table, made while both notices were sound."""
    folder = tmp_path_factory.mktemp("filled")
    for name in ("a.json", "a.docx", "plan.json", "plan.docx", "plan.xlsx", "plan.html"):
        form = "plan-2024/projects" if name.startswith("plan") else "demo-2024/a"
        invoke("form", form, "-o", folder / name, "--root", DEMO)
    shutil.copy(DEMO / "schemas/demo-2024/examples/bundle-invalid/summary.csv", folder)
    return folder


@pytest.fixture
def desk(two: Path, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with filled files of both notices; plan-2024 is unsound by now."""
    shutil.copytree(filled, tmp_path / "desk")
    damage(two, "clauses.md", "{#c-emr", "{#c-rme")
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("words", SOUND, ids=" ".join)
def test_each_command_goes_on_with_the_sound_notices(two: Path, words: tuple[str, ...]) -> None:
    """And says which notice is left aside."""
    done = invoke(*words, "--root", two)
    assert done.exit_code in {0, 1}
    assert done.exit_code == invoke(*words, *_force(words), "--root", DEMO).exit_code
    assert "通知 plan-2024 的政策文件有错，没有用它" in done.stderr
    assert "条款" not in done.stderr


def _force(words: tuple[str, ...]) -> tuple[str, ...]:
    return ("--force",) if "-o" in words else ()


@pytest.mark.parametrize("words", UNSOUND, ids=" ".join)
def test_what_is_asked_of_the_unsound_notice_is_refused_with_its_first_mistakes(
    two: Path, desk: Path, words: tuple[str, ...]
) -> None:
    with pytest.raises(UnsoundError) as refused:
        invoke(*words, "--root", two)
    heading, *mistakes, remedy = refused.value.lines()
    assert "plan-2024" in heading
    assert all(line.startswith("  schemas/plan-2024/") for line in mistakes)
    assert "c-emr" in mistakes[0]
    assert len(mistakes) == 5
    assert "shenbao check" in remedy
    assert not list(desk.glob("out*"))


def test_a_notice_with_few_mistakes_has_all_of_them_told(two: Path) -> None:
    damage(two, "lists/units.json", '"status"', '"zzz"')
    with pytest.raises(UnsoundError) as refused:
        invoke("form", "plan-2024/projects", "-o", "x.docx", "--root", two)
    _, *mistakes, remedy = refused.value.lines("en")
    assert len(mistakes) == len(refused.value.problems) == 2
    assert remedy == "Remedy: correct them and try again"


@pytest.mark.usefixtures("desk")
def test_files_of_the_unsound_notice_are_left_out_and_named(two: Path) -> None:
    """The other files are carried over; fingerprint leaves with 2, as for any unread file."""
    words = ("--fill", "a.json", "--fill", "plan.docx", "-o", "out.json", "--root", two)
    done = invoke("form", "demo-2024/a", *words)
    assert done.exit_code == 1
    assert "plan.docx：通知 plan-2024 的政策文件有错，没有读取这份文件" in done.stderr
    done = invoke("fingerprint", "a.json", "plan.json", "--root", two)
    assert done.exit_code == 2
    assert "demo-2024/a" in done.stdout
    assert "schemas/plan-2024/notice.json" in done.stderr


@pytest.mark.parametrize("name", ["plan.json", "plan.docx", "plan.xlsx", "plan.html"])
def test_no_file_of_an_unsound_notice_fails_for_it(two: Path, desk: Path, name: str) -> None:
    """In whatever medium: its verdict is not known, the applicant did nothing wrong."""
    code, report = validated(desk / name, root=two)
    assert code == 2
    assert by_file(report)[name] == {nets.UNSOUND}
    assert {item["verdict"] for item in report["findings"]} == {"undecided"}


def checked(folder: Path) -> list[dict[str, Any]]:
    """Run ``shenbao check``; return the problems."""
    command = ["check", "--root", str(folder), "--format", "json"]
    return list(json.loads(CliRunner().invoke(cli.app, command).stdout)["problems"])


@pytest.mark.parametrize(("name", "old", "new"), MISTAKES)
def test_check_says_the_mistakes_of_every_notice(two: Path, name: str, old: str, new: str) -> None:
    """A wrong golden of the one is told beside what keeps the other from being loaded."""
    CliRunner().invoke(cli.app, ["check", "--root", str(two), "--update"])
    assert checked(two) == []
    golden = two / "schemas/demo-2024/examples/a-valid/expected.json"
    golden.write_text(golden.read_text("utf-8").replace("pass", "fail"), encoding="utf-8")
    damage(two, name, old, new)
    found = checked(two)
    assert {item["file"].split("/")[1] for item in found} == {"demo-2024", "plan-2024"}
    assert not any(item["file"].startswith("data-packages") for item in found)


def test_a_command_of_an_extra_names_the_extra() -> None:
    """Every library of an optional extra is known by the name that it is imported by."""
    modules: dict[str, set[str]] = {}
    for module, packages in importlib.metadata.packages_distributions().items():
        for package in packages:
            modules.setdefault(re.sub(r"[-_.]+", "-", package).lower(), set()).add(module)
    carried: dict[str, set[str]] = {}
    for line in importlib.metadata.requires("shenbao") or ():
        extra = re.search(r"extra == ['\"](?!all\b)(\w+)['\"]", line)
        name = re.match(r"[A-Za-z0-9_.-]+", line)
        if extra is not None and name is not None and name[0] != "shenbao":
            carried.setdefault(re.sub(r"[-_.]+", "-", name[0]).lower(), set()).add(extra[1])
    assert len(carried) > 10
    for library, extras in carried.items():
        known = modules[library] & cli.EXTRAS.keys()
        assert known, library
        assert {cli.EXTRAS[module] for module in known} <= extras, library


COMMANDS: list[tuple[str, ...]] = [
    ("validate", str(RIGHT)),
    ("form", "demo-2024/a", "-o", "out.json"),
    ("convert", str(RIGHT), "-o", "out.xlsx"),
    ("fingerprint", str(RIGHT)),
    ("package", "demo-2024/summary", "-o", "out"),
    ("explain", "DM-P-01"),
    ("check",),
    ("build", "--out", "out"),
]
"""The commands that end by themselves; ``serve`` shows on its pages what it cannot load."""


def started(words: tuple[str, ...], broken: str, folder: Path) -> subprocess.Popen[str]:
    """Start the real command, with ``broken`` in the place where it loads the notices.

    Whoever started the tests may have told them to ignore Ctrl+C, which a process inherits.
    """
    code = f"""
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from shenbao.policy.compiled import load
from shenbao.policy.load import folder
def broken(*_, **__):
    {broken}
folder.load_sound = load.load_sound = load.load_asked = load.load_notice = broken
from shenbao.cli import main
main()
"""
    return subprocess.Popen(
        [sys.executable, "-c", code, *words, "--root", str(DEMO)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=folder,
        env={key: value for key, value in os.environ.items() if key != nets.RERAISE},
    )


def sentences(told: str) -> list[str]:
    """Return what a command told, but for the folder that those of a policy name first."""
    return [line for line in told.splitlines() if not line.startswith("政策文件夹：")]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_no_command_ends_in_a_traceback(words: tuple[str, ...], tmp_path: Path) -> None:
    """One sentence, which holds no value of the data, and 2."""
    run = started(words, "raise LookupError('王五')", tmp_path)
    out, told = run.communicate(timeout=60)
    assert (run.returncode, out) == (2, "")
    assert len(sentences(told)) == 1
    assert "LookupError" in told
    assert "王五" not in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", ["EOFError", "MemoryError", "RecursionError", "SyntaxError"])
def test_whatever_the_error_is(error: str, tmp_path: Path) -> None:
    """Typer would say "Aborted!" of an input that ended too early, and leave with 1."""
    _, told = (run := started(("explain", "x"), f"raise {error}", tmp_path)).communicate()
    assert run.returncode == 2
    assert len(told.splitlines()) == 1
    assert error in told


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_an_interrupted_command_says_that_it_is_not_done(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    run = started(words, "print('ready', flush=True); time.sleep(60)", tmp_path)
    assert run.stdout is not None
    assert run.stdout.readline() == "ready\n"
    run.send_signal(signal.SIGINT)
    out, told = run.communicate(timeout=60)
    assert (run.returncode, out, sentences(told)) == (130, "", ["已中断，没有做完"])


def test_processes_end_without_a_word_when_the_command_is_interrupted() -> None:
    """Where Python handles Ctrl+C in them, each prints a traceback."""
    with nets.workers(1) as pool:
        assert pool.submit(signal.getsignal, signal.SIGINT).result() == signal.SIG_DFL
