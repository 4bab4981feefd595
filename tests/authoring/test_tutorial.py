"""The tutorial of a new notice: its commands in their order, from a Word file to a folder."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from shenbao import cli
from shenbao.app.notices import site

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "administer" / "new-notice.md"
NOTICE = Path(__file__).parent / "fixtures" / "call.txt"


def commands() -> list[list[str]]:
    bodies = re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [shlex.split(line)[1:] for body in bodies for line in body.splitlines()]


def test_every_command_of_the_tutorial_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site itself is built elsewhere in the tests: it takes long."""
    document = docx.Document()
    for line in filter(str.strip, NOTICE.read_text("utf-8").splitlines()):
        document.add_paragraph(line.lstrip("# "))
    document.save(str(tmp_path / "通知.docx"))
    monkeypatch.chdir(tmp_path)
    built: list[object] = []
    monkeypatch.setattr(site, "build", lambda *given: built.append(given) or _Built())
    words = commands()
    assert [command[0] for command in words] == ["new", "check", "build", "new", "check"]
    for command in words:
        if "--accept" in command:
            listed = tmp_path / command[command.index("--accept") + 1]
            text = listed.read_text("utf-8-sig").replace(",待确认\n", ",采用\n")
            listed.write_text(text, encoding="utf-8-sig")
        result = CliRunner().invoke(cli.app, command)
        assert result.exit_code == 0, (command, result.output, result.exception)
    assert len(built) == 1
    page = PAGE.read_text("utf-8")
    made = {path.name for path in (tmp_path / "schemas" / "call-2025").iterdir()}
    assert {name for name in made if f"`{name}" not in page} == set()


class _Built:
    """What a build says of itself."""

    pages = 1
    out = Path()
