"""The page on changing a policy: its commands run in their order, as they stand there."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shenbao import cli

PAGES = Path(__file__).resolve().parents[2] / "docs" / "administer"
LAST = "git commit -q -m 截止时间提前，项目名称不超过50字"


def run(command: list[str]) -> str:
    if command[0] == "git":
        identity = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "core.hooksPath=."]
        subprocess.run(["git", *identity, *command[1:]], check=True, capture_output=True)
        return ""
    done = CliRunner().invoke(cli.app, command[1:], env={"COLUMNS": "100"})
    assert done.exit_code == 0, done.output
    return done.output


def edit(line: str) -> None:
    """Change a file as a row of the page says: a pointer into JSON, or a text of the clauses."""
    file, place, old, new = (cell.strip("` ") for cell in line.strip("|").split(" | "))
    target = Path("schemas/call-2025") / file
    text = target.read_text("utf-8")
    if target.suffix == ".json":
        document = json.loads(text)
        *above, last = [int(step) if step.isdecimal() else step for step in place.split("/")[1:]]
        inner = document
        for step in above:
            inner = inner[step]
        assert inner[last] == json.loads(old)
        inner[last] = json.loads(new)
        text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    else:
        assert old in text, old
        text = text.replace(old, new)
    target.write_text(text, "utf-8")


def test_the_page_on_changing_a_policy_is_followed_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (PAGES / "change-a-policy.md").read_text("utf-8")
    parts = re.findall(
        r"^```(sh|text)\n(.*?)^```$|^(\| `(?:notice|forms|clauses)[^\n]*)$",
        text,
        re.MULTILINE | re.DOTALL,
    )
    shown = ""
    ran: list[str] = []
    for kind, body, row in parts:
        if row:
            edit(row)
        elif kind == "text":
            for line in body.splitlines():
                assert line in shown.replace("\n", ""), line
        else:
            for command in body.splitlines():
                shown = run(shlex.split(command))
                ran.append(command)
    assert ran[-1] == LAST
    assert "<!doctype html>" in Path("变化.html").read_text("utf-8")
    assert "提前了" in Path("变化.md").read_text("utf-8")
