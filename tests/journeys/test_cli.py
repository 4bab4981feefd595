"""The command line as people use it: journeys, the vectors of the inventory, hostile habits."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from shenbao import cli
from shenbao.core import resources

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parent
JOURNEYS = HERE / "journeys"
P1 = ROOT / "schemas" / "shenkang-2024" / "examples" / "p1-valid" / "application.json"
P1_SHELL = shlex.quote(str(P1))
COMMAND = [sys.executable, "-c", "from shenbao.cli import main; main()"]
_VERSION = re.compile(r'("shenbao": )"[^"]*"')


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test the same narrow terminal without colour."""
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)


def run(
    words: Sequence[str | Path], patch: pytest.MonkeyPatch, folder: Path = ROOT
) -> tuple[int, str]:
    """Run a command line in ``folder``; return its exit code and all that it prints."""
    out = io.StringIO()
    patch.chdir(folder)
    patch.setattr(sys, "argv", ["shenbao", *map(str, words)])
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
        pytest.raises(SystemExit) as left,
    ):
        cli.main()
    code = left.value.code
    assert isinstance(code, int)
    return code, out.getvalue()


def session(commands: str, patch: pytest.MonkeyPatch, folder: Path) -> str:
    """Return what a terminal would show of a few commands, each with its exit code."""
    shown = []
    for line in commands.splitlines():
        command, *words = shlex.split(line)
        assert command == "shenbao"
        code, out = run(words, patch, folder)
        out = _VERSION.sub(r'\1"…"', out).replace(f"{folder}{os.sep}", "…/")
        shown.append(f"$ {line}\n{out}[exit {code}]\n")
    return "\n".join(shown)


@pytest.mark.parametrize("journey", sorted(path.parent.name for path in JOURNEYS.glob("*/cmd.txt")))
def test_journey(
    journey: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """A session says what it said before; ``pytest --update`` rewrites what it says."""
    # In a copy: commands write beside what they read, and a journey may lead to its neighbours.
    copies = shutil.copytree(JOURNEYS, tmp_path / "journeys")
    commands = (JOURNEYS / journey / "cmd.txt").read_text(encoding="utf-8")
    shown = session(commands, monkeypatch, copies / journey)
    expected = JOURNEYS / journey / "expected.txt"
    if request.config.getoption("--update"):
        expected.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == expected.read_text(encoding="utf-8")


def members(*numbers: int) -> list[dict[str, Any]]:
    """Return the member hospitals of an alliance."""
    return [
        {"unit": f"示例医院{number:02}", "has_specialty": True, "duty": "病种", "consent": True}
        for number in numbers
    ]


def partners(*names: str) -> dict[str, Any]:
    """Return partner units as a change of an application."""
    rows = [{"unit": name, "municipal": True, "duty": "入组", "consent": True} for name in names]
    return {"/partners": rows}


Change = tuple[str, dict[str, Any]]


def born(form: str, section: str, day: str) -> list[Change]:
    """Return an application whose young leader was born on ``day``."""
    return [(form, {f"/{section}/birth_date": day})]


def funded(amount: object) -> list[Change]:
    """Return an application of the first programme that asks for ``amount``."""
    return [("p1-valid", {"/basic/funding": amount})]


GENERAL: Change = ("p3-general-valid", {})
SEED: Change = ("p3-seed-valid", {})
KEY: Change = ("p3-key-valid", {"/basic/topic": "1", "/unit/lead_unit": "示例医院甲"})
OTHER_ALLIANCE = {
    "/unit/lead_unit": "示例医院07",
    "/leader/unit": "示例医院07",
    "/members": members(3, 8, 9, 10),
}
YOUTH, YOUNG = "p3-general-valid", "p3-seed-valid"

VECTORS: list[tuple[str, list[Change], dict[str, str]]] = [
    ("青年 1983-04-30", born(YOUTH, "youth_leader", "1983-04-30"), {"SK-P3-10": "error"}),
    ("青年 1983-05-01", born(YOUTH, "youth_leader", "1983-05-01"), {"SK-P3-10": "review"}),
    ("青年 1983-06-02", born(YOUTH, "youth_leader", "1983-06-02"), {"SK-P3-10": "review"}),
    ("青年 1984-05-31", born(YOUTH, "youth_leader", "1984-05-31"), {"SK-P3-10": "review"}),
    ("青年 1984-06-01", born(YOUTH, "youth_leader", "1984-06-01"), {"SK-P3-10": "info"}),
    ("青年 1984-06-02", born(YOUTH, "youth_leader", "1984-06-02"), {"SK-P3-10": "pass"}),
    ("培育 1988-04-30", born(YOUNG, "leader", "1988-04-30"), {"SK-P3-18": "error"}),
    ("培育 1988-05-01", born(YOUNG, "leader", "1988-05-01"), {"SK-P3-18": "review"}),
    ("培育 1988-06-02", born(YOUNG, "leader", "1988-06-02"), {"SK-P3-18": "review"}),
    ("培育 1989-05-31", born(YOUNG, "leader", "1989-05-31"), {"SK-P3-18": "review"}),
    ("培育 1989-06-01", born(YOUNG, "leader", "1989-06-01"), {"SK-P3-18": "info"}),
    ("培育 1989-06-02", born(YOUNG, "leader", "1989-06-02"), {"SK-P3-18": "pass"}),
    ("1家合作单位", [("p1-valid", partners("示例医院乙"))], {"SK-P1-07": "error"}),
    ("2家合作单位", [("p1-valid", {})], {"SK-P1-07": "pass", "SK-P1-08": "pass"}),
    (
        "2家中重复牵头单位",
        [("p1-valid", partners("示例医院乙", "示例医院甲"))],
        {"SK-P1-07": "pass", "SK-P1-08": "error"},
    ),
    (
        "2家中1家不在名单",
        [("p1-valid", partners("示例医院乙", "名单外医院"))],
        {"SK-P1-07": "pass", "SK-P1-10": "warning"},
    ),
    ("29.99", funded(29.99), {"SK-P1-21": "error"}),
    ("30", funded(30), {"SK-P1-21": "pass"}),
    ("33.33", funded(33.33), {"SK-P1-21": "pass"}),
    ("100", funded(100), {"SK-P1-21": "pass"}),
    ("100.01", funded(100.01), {"SK-P1-21": "error"}),
    ("30万元", funded("30万元"), {"shape.type": "error"}),
    ("300000", funded(300000), {"SK-P1-21": "error"}),
    ("2份一般", [GENERAL, GENERAL], {"SK-P3-25": "pass", "SK-P3-26": "review"}),
    ("一般和培育", [GENERAL, SEED], {"SK-P3-25": "pass", "SK-P3-26": "pass"}),
    ("2份培育", [SEED, SEED], {"SK-P3-25": "pass", "SK-P3-26": "review"}),
    ("重点、一般和培育", [KEY, GENERAL, SEED], {"SK-P3-25": "review", "SK-P3-26": "pass"}),
    # Ten hospitals have the specialty; the leading one counts as a member (reading I86).
    (
        "4家成员，连牵头半数",
        [("p4-haematology-valid", {"/members": members(2, 3, 4, 5)})],
        {"SK-P4-16": "info"},
    ),
    (
        "5家成员",
        [("p4-haematology-valid", {"/members": members(2, 3, 4, 5, 6)})],
        {"SK-P4-16": "pass"},
    ),
    (
        "6家成员",
        [("p4-haematology-valid", {"/members": members(2, 3, 4, 5, 6, 7)})],
        {"SK-P4-16": "pass"},
    ),
    (
        "3家成员，连牵头不到半数",
        [("p4-haematology-valid", {"/members": members(2, 3, 4)})],
        {"SK-P4-16": "error"},
    ),
    (
        "一家医院参加同一专科的两份",
        [("p4-haematology-valid", {}), ("p4-haematology-valid", OTHER_ALLIANCE)],
        {"SK-P4-10": "error", "SK-P4-17": "error"},
    ),
    ("血液病专科联盟", [("p4-haematology-valid", {})], {"SK-P4-13": "info"}),
    (
        "血液病科专科联盟",
        [("p4-haematology-valid", {"/unit/alliance": "上海市级医院血液病科专科联盟"})],
        {"SK-P4-13": "info"},
    ),
    (
        "15:59:59",
        [("intake-valid", {"/receipt/received_at": "2024-04-30T15:59:59"})],
        {"SK-R-07": "pass"},
    ),
    (
        "16:00:00",
        [("intake-valid", {"/receipt/received_at": "2024-04-30T16:00:00"})],
        {"SK-R-07": "info"},
    ),
]
"""Part D7 of the inventory for the Shenkang call: what is handed in, how rules come out."""


def written(folder: Path, changes: Sequence[Change]) -> None:
    """Write each application, changed, to a file of its own."""
    examples = ROOT / "schemas" / "shenkang-2024" / "examples"
    for number, (base, change) in enumerate(changes):
        name = "intake.json" if base == "intake-valid" else "application.json"
        data = json.loads((examples / base / name).read_text(encoding="utf-8"))
        for pointer, value in change.items():
            *above, last = pointer.split("/")[1:]
            place = data
            for step in above:
                place = place[step]
            place[last] = value
        data.get("basic", {})["project_title"] = f"第{number}份（示例）"
        text = json.dumps(data, ensure_ascii=False)
        (folder / f"{number}.json").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("name", "changes", "wanted"), VECTORS, ids=[item[0] for item in VECTORS])
def test_vectors(
    name: str,
    changes: list[Change],
    wanted: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the inventory says of a vector is what the command says of its file."""
    written(tmp_path, changes)
    lists = ROOT / "schemas" / "shenkang-2024" / "examples" / "lists"
    code, out = run(["validate", tmp_path, "--format", "json", "--lists", lists], monkeypatch)
    report = json.loads(out)
    for rule, outcome in wanted.items():
        found = {item["severity"] for item in report["findings"] if item["rule"] == rule}
        undecided = {item["verdict"] for item in report["findings"] if item["rule"] == rule}
        assert found == (set() if outcome == "pass" else {outcome}), (name, rule)
        assert "undecided" not in undecided
    assert code == (1 if report["counts"]["error"] else 0)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--version"], 0, ""),
        (["explain", ""], 2, "没有“”"),
        (["explain", "x" * 100_000], 2, "没有“xxx"),
        (["explain", "\x1b[31m[bold]\u202ex"], 2, r"没有“\x1b[31m[bold]\u202ex”"),
        (["explain", "nosuch", "--lang", "en"], 2, "there is no rule"),
        (["validate", "nope\x1b[2J\n.json"], 2, r"nope\x1b[2J .json"),
        (["validate", "x" * 5000 + ".json"], 2, "找不到 xxx"),
        (["validate", P1, "--schema", ""], 2, "没有名为“”的表单"),
        (["validate", P1, "--schema", "https://[x/schemas/a/b.schema.json"], 2, "没有名为"),
        (["validate", P1, "--reading", "=x"], 2, "--reading 后面写的是"),
        (["validate", P1, "--reading", "I09="], 2, "--reading 后面写的是"),
    ],
)
def test_clumsy_words(
    words: list[str | Path], code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Odd arguments get one sentence without anything that a terminal would obey."""
    found, out = run(words, monkeypatch)
    assert found == code
    assert said in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_deleted_working_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody deletes the folder that the shell stands in."""

    def gone(_root: Path | None = None) -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(resources, "policy_root", gone)
    code, out = run(["explain", "SK-P1-21"], monkeypatch)
    assert code == 2
    assert "当前文件夹已不存在" in out


def test_bundled_notices_are_never_rewritten(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation is no policy folder: nothing is compared with it or written into it."""
    monkeypatch.setattr(resources, "_BUNDLED", ROOT)
    code, out = run(["check", "--update"], monkeypatch)
    assert code == 2
    assert "随软件附带的通知不能改写" in out


@pytest.mark.parametrize("command", ["check", "build", "serve"])
def test_work_on_notices_never_turns_to_those_of_the_program(
    command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An empty folder, and one in which no notice is finished, are told."""
    code, out = run([command], monkeypatch, tmp_path)
    assert code == 2
    assert "没有 schemas 文件夹" in out
    (tmp_path / "schemas/draft-2025").mkdir(parents=True)
    for words in ([command], [command, "--root", str(tmp_path)]):
        code, out = run(words, monkeypatch, tmp_path)
        assert code == 2
        assert "没有通知" in out
        assert str(tmp_path / "schemas") in out
    assert sorted(item.name for item in tmp_path.iterdir()) == ["schemas"]


def test_a_policy_folder_above_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    below = ROOT / "schemas" / "shenkang-2024"
    code, out = run(["explain", "SK-P1-21"], monkeypatch, below)
    assert code == 0
    assert "政策文件夹：" not in out
    command = ["check", "--coverage", str(ROOT / "tests/rules/rules.json")]
    code, out = run(command, monkeypatch, below)
    assert f"政策文件夹：{ROOT}" in out
    code, out = run([*command, "--lang", "en"], monkeypatch, below)
    assert f"policy folder: {ROOT}" in out


@pytest.mark.parametrize("columns", ["0", "1", "40", "x"])
def test_narrow_terminal(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However narrow a terminal says it is, the report is there."""
    monkeypatch.setenv("COLUMNS", columns)
    code, out = run(["validate", P1], monkeypatch)
    assert code == 0
    assert "结论：" in re.sub(r"\s", "", out)


def shell(command: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell; ``sb`` in it is the program.

    Without ``-S`` Python itself cannot start in a C locale from a folder with a Chinese name:
    it reads the .pth file of an editable installation in the locale's encoding.
    """
    start = f'"{sys.executable}" -S -c "from shenbao.cli import main; main()"'
    program = f'sb() {{ {start} "$@"; }}; '
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {program}{command}"],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        errors="replace",
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            **env,
        },
    )


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of POSIX")
def test_broken_outputs() -> None:
    """Output nobody reads ends silently; output that cannot be written is said in a sentence."""
    examples = "schemas/shenkang-2024/examples"
    for command in (f"validate {examples}", f"validate {examples} --format json"):
        piped = shell(f"sb {command} | head -n 1")
        assert piped.stderr == ""
    if Path("/dev/full").exists():
        full = shell(f"sb validate {P1_SHELL} > /dev/full")
        assert full.returncode == 2
        assert full.stderr.startswith("无法读写")
        assert len(full.stderr.splitlines()) == 1
        assert shell("sb validate nope 2> /dev/full").returncode == 2
        for command in ("form shenkang-2024/p1 --format json", f"validate {P1_SHELL}"):
            full = shell(f"sb {command} -o /dev/full")
            assert full.returncode == 2
            assert full.stderr.startswith("无法读写 /dev/full：磁盘满了")
    assert shell("sb validate nope 2>&-").returncode == 2
    closed = shell("sb explain SK-P1-21 >&-")
    assert closed.returncode == 2
    assert closed.stderr.startswith("标准输出是关闭的")
    assert len(closed.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="locales of POSIX")
@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "NO_COLOR": "1", "TERM": "dumb"},
    ],
)
def test_old_consoles(env: dict[str, str]) -> None:
    """A console that cannot show Chinese, or shows it in GBK, gets a report all the same."""
    done = shell(f"sb validate {P1_SHELL}", **env)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "SK-P1-11" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="locales of POSIX")
def test_every_command_speaks_on_a_console_of_gbk(tmp_path: Path) -> None:
    """What GBK has is shown, also in help and refusals; for the rest stands a question mark."""
    gbk = {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    file = shlex.quote(str(tmp_path / "甲.docx"))
    for command, code in (
        ("--help", 0),
        ("explain SK-P1-21", 0),
        ("explain 𠮷☑", 2),
        (f"form shenkang-2024/p1 -o {file}", 0),
        (f"fingerprint {file} {P1_SHELL}", 1),
        (f"package shenkang-2024/𠮷 -o {file}.zip", 2),
    ):
        done = shell(f"{{ sb {command}; }} 2>&1 | iconv -f gbk -t utf-8", **gbk)
        assert done.returncode == code, (command, done.stdout)
        assert re.search("[一-鿿]{2}", done.stdout), command
        assert "Traceback" not in done.stdout
        assert "\N{REPLACEMENT CHARACTER}" not in done.stdout


def test_the_module_runs_as_the_command() -> None:
    """``python -m shenbao`` is the command, where its script is not on the path."""
    done = subprocess.run(
        [sys.executable, "-m", "shenbao", "--version"], capture_output=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.strip()
