"""A new notice is whole and sound at once, and never takes the place of anything."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from shenbao import cli
from shenbao.app.notices.check import CheckRequest, check
from shenbao.app.notices.new import notice as use_case
from shenbao.app.notices.new.notice import NewRequest, new
from shenbao.authoring.scaffold.answers import (
    KINDS,
    Answers,
    ProgrammeAnswer,
    deadline,
    notice_id,
    programme,
)
from shenbao.core.errors import ShenbaoError

TITLE = "关于申报2025年度示例项目的通知"
TRACKS = (ProgrammeAnswer(title="临床研究", tracks=("重点", "一般")),)


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(cli.app, list(words))
    told = result.exception
    text = told.text() if isinstance(told, ShenbaoError) else ""
    return 2 if text else result.exit_code, result.output + text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("programmes", [(), TRACKS, (ProgrammeAnswer(title="甲"), *TRACKS)])
@pytest.mark.parametrize("until", ["", "2025-11-15", "2025-11-15T17:00"])
def test_it_is_sound_without_a_hand_on_it(
    kind: str, programmes: tuple[ProgrammeAnswer, ...], until: str, tmp_path: Path
) -> None:
    answers = Answers(id="demo-2025", title=TITLE, kind=kind, programmes=programmes, deadline=until)
    new(NewRequest(answers=answers, root=tmp_path))
    result = check(CheckRequest(root=tmp_path))
    assert result.problems == ()
    assert result.checked["cases"] == 2
    assert result.checked["vectors"] >= 3
    assert result.checked["rules"] == 1


def test_what_is_not_known_is_absent_or_to_be_done(tmp_path: Path) -> None:
    new(NewRequest(answers=Answers(id="demo-2025", title=TITLE), root=tmp_path))
    folder = tmp_path / "schemas" / "demo-2025"
    notice = json.loads((folder / "notice.json").read_text("utf-8"))
    for key in ("document_number", "issued"):
        assert notice[key] == {"absent": "原文未载"}
    assert notice["issuer"] == {"name": {"absent": "原文未载"}}
    assert "待确认" in notice["summary"]
    assert "待确认" in (folder / "clauses.md").read_text("utf-8")


def test_the_deadline_says_what_was_answered_and_no_more(tmp_path: Path) -> None:
    for identity, until, at, precision in (
        ("day", "2025-11-15", "2025-11-15T23:59:59+08:00", "day"),
        ("minute", "2025年11月15日17时", "2025-11-15T17:00:00+08:00", None),
    ):
        new(NewRequest(answers=Answers(id=identity, title=TITLE, deadline=until), root=tmp_path))
        file = tmp_path / "schemas" / identity / "notice.json"
        (told,) = json.loads(file.read_text("utf-8"))["deadlines"]
        assert told["at"] == at
        assert told.get("precision") == precision


def test_an_editor_finds_the_dialect(tmp_path: Path) -> None:
    made = new(NewRequest(answers=Answers(id="demo-2025", title=TITLE), root=tmp_path))
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    for entry in settings["json.schemas"]:
        assert (tmp_path / entry["url"]).is_file()
        assert all(pattern.startswith("schemas/") for pattern in entry["fileMatch"])
    assert (tmp_path / ".editorconfig").is_file()
    notice = json.loads((made.folder / "notice.json").read_text("utf-8"))
    assert (made.folder / notice["$schema"]).is_file()


def test_what_is_there_stays(tmp_path: Path) -> None:
    """The notice itself, the settings of the editor, and a dialect of its own."""
    request = NewRequest(answers=Answers(id="demo-2025", title=TITLE), root=tmp_path)
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/settings.json").write_text("mine")
    (tmp_path / "schemas/dialect").mkdir(parents=True)
    new(request)
    assert (tmp_path / ".vscode/settings.json").read_text() == "mine"
    assert list((tmp_path / "schemas/dialect").iterdir()) == []
    file = tmp_path / "schemas/demo-2025/clauses.md"
    file.write_text("mine")
    before = sorted(path.as_posix() for path in tmp_path.rglob("*"))
    with pytest.raises(ShenbaoError) as caught:
        new(request)
    assert caught.value.message == "authoring-exists"
    assert file.read_text() == "mine"
    assert sorted(path.as_posix() for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize("kind", ["file", "empty folder", "broken link"])
def test_nothing_that_has_the_name_is_replaced(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "schemas" / "demo-2025"
    place.parent.mkdir()
    if kind == "file":
        place.write_text("mine")
    elif kind == "empty folder":
        place.mkdir()
    else:
        place.symlink_to(tmp_path / "nowhere")
    with pytest.raises(ShenbaoError) as caught:
        new(NewRequest(answers=Answers(id="demo-2025", title=TITLE), root=tmp_path))
    assert caught.value.message == "authoring-exists"
    assert os.path.lexists(place)
    assert place.is_symlink() or place.is_dir() or place.read_text() == "mine"


def test_stopped_in_the_middle_there_is_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("shenbao.policy.load.folder.load_notice", stopped)
    with pytest.raises(KeyboardInterrupt):
        new(NewRequest(answers=Answers(id="demo-2025", title=TITLE), root=tmp_path))
    assert not (tmp_path / "schemas/demo-2025").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".shenbao")] == []


def test_somebody_who_was_faster_keeps_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "schemas" / "demo-2025"
    made = use_case.notice_folder

    def slowly(*words: Any) -> Any:
        yield from made(*words)
        place.mkdir(parents=True)
        (place / "notice.json").write_text("theirs")

    monkeypatch.setattr(use_case, "notice_folder", slowly)
    with pytest.raises(ShenbaoError) as caught:
        new(NewRequest(answers=Answers(id="demo-2025", title=TITLE), root=tmp_path))
    assert caught.value.message == "authoring-exists"
    assert (place / "notice.json").read_text() == "theirs"


@pytest.mark.parametrize(
    "wrong", ["", "A", "1a", "a", "a_b", "甲", "../x", "a/b", "common", "dialect", "a" * 42, "a.b"]
)
def test_an_id_that_cannot_be_one_is_refused(wrong: str) -> None:
    with pytest.raises(ShenbaoError) as caught:
        notice_id(wrong)
    assert wrong in caught.value.text()
    assert "keji-2025" in caught.value.text()


@pytest.mark.parametrize(
    "wrong", ["2025-02-30", "11月15日", "soon", "2025-11-15 25:00", "2025.11.15", "20251115"]
)
def test_a_day_that_there_is_not_is_refused(wrong: str) -> None:
    with pytest.raises(ShenbaoError) as caught:
        deadline(wrong)
    assert wrong in caught.value.text()


@pytest.mark.parametrize("text", ["甲：乙、丙", "甲:乙,丙", "甲：乙，丙；", "甲 ： 乙 、 丙"])
def test_a_programme_is_named_with_its_tracks(text: str) -> None:
    assert programme(text) == ProgrammeAnswer(title="甲", tracks=("乙", "丙"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('{"title": "甲",}', "逗号"),
        ("{“title”: 1}", "引号"),
        ("[]", "JSON 对象"),
        ('{"name": "甲"}', "name"),
        ('{"title": 1}', "title 应是文字"),
        ('{"title": "甲", "kind": "x"}', "call"),
        ('{"title": "甲", "programmes": ["乙"]}', "tracks"),
        ('{"title": "甲", "programmes": [{"title": "乙", "tracks": ["丙", "丙"]}]}', "重名"),
        ('{"title": "甲", "deadline": "明天"}', "2025-11-15"),
        ('{"title": "甲\\u0007"}', "控制字符"),
        ('{"title": "' + "甲" * 301 + '"}', "300"),
    ],
)
def test_answers_that_are_wrong_make_nothing(
    content: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "answers.json").write_text(content, encoding="utf-8")
    words = ("new", "demo-2025", "--answers", "answers.json")
    code, out = run(tmp_path, monkeypatch, *words)
    assert code == 2
    assert why in out
    assert [path.name for path in tmp_path.iterdir()] == ["answers.json"]


def test_answers_in_a_file_and_on_the_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = {"title": TITLE, "programmes": [{"title": "临床研究", "tracks": ["重点", "一般"]}]}
    (tmp_path / "answers.json").write_text(json.dumps(content), encoding="utf-8")
    words = ("new", "demo-2025", "--answers", "answers.json", "--issuer", "示例市卫生健康委员会")
    code, out = run(tmp_path, monkeypatch, *words)
    assert code == 0, out
    assert f"政策文件夹：{tmp_path}" in out
    assert "shenbao check" in out
    notice = json.loads((tmp_path / "schemas/demo-2025/notice.json").read_text("utf-8"))
    assert notice["issuer"]["name"] == "示例市卫生健康委员会"
    assert [track["title"] for track in notice["programmes"][0]["tracks"]] == ["重点", "一般"]


def test_without_a_terminal_nothing_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out = run(tmp_path, monkeypatch, "new", "demo-2025")
    assert code == 2
    assert "--title" in out
    assert list(tmp_path.iterdir()) == []


def test_at_a_terminal_it_asks_until_it_can_use_the_answer(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "shenbao", "new", "demo-2025"]
    with subprocess.Popen(words, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs) as asks:
        os.close(theirs)
        answers = [TITLE, "", "", "明天", "2025-11-15 17:00", "临床研究：重点、一般", ""]
        said = b""
        for answer in answers:
            said += _until(ours, "：".encode(), b": ")
            os.write(ours, answer.encode() + b"\n")
        while True:
            try:
                said += os.read(ours, 4096)
            except OSError:
                break
        assert asks.wait() == 0, said.decode()
    os.close(ours)
    assert "看不懂" in said.decode()
    notice = json.loads((tmp_path / "schemas/demo-2025/notice.json").read_text("utf-8"))
    assert notice["title"] == TITLE
    assert notice["kind"] == "call"
    assert notice["deadlines"][0]["at"] == "2025-11-15T17:00:00+08:00"
    assert len(notice["programmes"][0]["tracks"]) == 2


def _until(stream: int, *ends: bytes) -> bytes:
    """Read what a terminal shows until a question ends."""
    said = b""
    until = time.monotonic() + 30
    while not said.endswith(ends):
        assert time.monotonic() < until, said.decode()
        said += os.read(stream, 4096)
    return said


def test_the_bundled_notices_are_not_written_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shenbao.core.resources.is_bundled", lambda _: True)
    with pytest.raises(ShenbaoError) as caught:
        new(NewRequest(answers=Answers(id="demo-2025", title=TITLE), root=tmp_path))
    assert caught.value.message == "cli-update-bundled"


@pytest.mark.parametrize("command", ["check", "build"])
def test_which_folder_is_taken_is_always_said_first(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new(NewRequest(answers=Answers(id="demo-2025", title=TITLE), root=tmp_path))
    (tmp_path / "schemas/demo-2025/notice.json").write_text("{", encoding="utf-8")
    for words in ((command,), (command, "--root", str(tmp_path)), (command, "--root", ".")):
        _, out = run(tmp_path, monkeypatch, *words)
        assert out.startswith(f"政策文件夹：{tmp_path}\n"), out


def test_on_a_full_disk_no_half_dialect_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shenbao.app.notices.new.notice.put", full)
    with pytest.raises(OSError, match="No space"):
        new(NewRequest(answers=Answers(id="call-2025", title="通知"), root=tmp_path))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not (tmp_path / "schemas" / "dialect").exists()
