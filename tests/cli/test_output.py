"""Where a command writes: into what was named, all of it or nothing, and never instead of it."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shenbao import cli
from shenbao.app.notices import site
from shenbao.core import artifacts
from shenbao.core.errors import ShenbaoError

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "tests" / "notices"
RIGHT = DEMO / "schemas/demo-2024/examples/a-valid/application.json"

COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "report": lambda target: ["validate", str(RIGHT), "-o", str(target), "--format", "json"],
    "form": lambda target: ["form", "demo-2024/a", "-o", str(target)],
    "convert": lambda target: ["convert", str(RIGHT), "-o", str(target)],
}

SUFFIX = {"report": "json", "form": "html", "convert": "json"}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="devices and links as POSIX has them")


def run(name: str, target: Path) -> Exception | None:
    """Run a command that writes to ``target``; return why it did not."""
    words = [*COMMANDS[name](target), "--root", str(DEMO)]
    found = CliRunner().invoke(cli.app, words).exception
    assert found is None or isinstance(found, ShenbaoError | SystemExit), found
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_a_pipe_is_written_into_and_stays(name: str, tmp_path: Path) -> None:
    pipe = tmp_path / f"pipe.{SUFFIX[name]}"
    os.mkfifo(pipe)
    taken: list[bytes] = []
    reader = threading.Thread(target=lambda: taken.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert run(name, pipe) is None
    reader.join(10)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert len(taken[0]) > 100


def test_a_device_is_written_into_and_stays() -> None:
    device = Path(os.devnull)
    before = device.stat()
    artifacts.deliver(device, b"text")
    assert device.stat().st_ino == before.st_ino
    assert stat.S_ISCHR(device.stat().st_mode)


@pytest.mark.parametrize("name", ["report"])
def test_a_link_is_followed_and_stays(name: str, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "real.json"
    real.parent.mkdir()
    real.write_text("old", encoding="utf-8")
    link = tmp_path / "link.json"
    link.symlink_to(real)
    assert run(name, link) is None
    assert link.is_symlink()
    assert real.read_text("utf-8").startswith("{")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_folder_is_not_made_and_not_replaced(name: str, tmp_path: Path) -> None:
    assert run(name, tmp_path / "missing" / f"a.{SUFFIX[name]}") is not None
    assert not (tmp_path / "missing").exists()
    folder = tmp_path / f"folder.{SUFFIX[name]}"
    folder.mkdir()
    assert run(name, folder) is not None
    assert folder.is_dir()


@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_a_package_makes_its_own_folder_only(suffix: str, tmp_path: Path) -> None:
    words = ["package", "demo-2024/summary", "--root", str(DEMO), "-o"]
    for target, there in (("one", True), ("missing/one", False)):
        place = tmp_path / f"{target}{suffix}"
        found = CliRunner().invoke(cli.app, [*words, str(place)])
        assert (found.exit_code == 0) == there == place.exists()
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize("kind", ["pipe", "missing"])
def test_a_site_goes_into_a_folder_that_may_be_replaced(kind: str, tmp_path: Path) -> None:
    if kind == "pipe":
        os.mkfifo(tmp_path / "site")
    target = tmp_path / "site" if kind == "pipe" else tmp_path / "missing" / "site"
    words = ["build", "--root", str(DEMO), "--out", str(target)]
    found = CliRunner().invoke(cli.app, words).exception
    assert isinstance(found, ShenbaoError)
    assert found.message in {"site-foreign", "output-no-folder"}
    assert not (tmp_path / "missing").exists()


def test_two_builds_do_not_meet(tmp_path: Path) -> None:
    place = tmp_path / "build"
    with artifacts.locked(place), pytest.raises(ShenbaoError, match="shenbao build"):
        artifacts.locked(place).__enter__()
    with artifacts.locked(place):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("held", ["policy/build", "site"])
def test_a_build_waits_for_its_policy_and_for_its_output(held: str, tmp_path: Path) -> None:
    """One policy into two outputs would mix its pages; two policies into one output the sites."""
    shutil.copytree(DEMO, tmp_path / "policy")
    words = ["build", "--root", str(tmp_path / "policy"), "--out", str(tmp_path / "site")]
    with artifacts.locked(tmp_path / held):
        found = CliRunner().invoke(cli.app, words).exception
    assert isinstance(found, ShenbaoError)
    assert found.message == "output-locked"
    assert str(tmp_path / held) in found.text()
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_policy_that_may_only_be_read_is_built_elsewhere(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(folder: Path) -> None:
        raise OSError(number, "no", str(folder))

    monkeypatch.setattr(site, "locked", refused)
    with site.workplace(tmp_path) as place:
        (place / "forms").mkdir()
    assert not place.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_not_taken_for_a_folder_that_may_only_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "no")

    monkeypatch.setattr(site, "locked", full)
    with pytest.raises(OSError, match="no"), site.workplace(tmp_path):
        pytest.fail("nothing is built")


@pytest.mark.parametrize("place", ["/basic/project_title", "/youth/name"])
def test_a_null_character_in_the_data_is_refused(place: str, tmp_path: Path) -> None:
    key = place.rpartition("/")[2]
    text = RIGHT.read_text("utf-8").replace(f'"{key}": "', f'"{key}": "\\u0000', 1)
    file = tmp_path / "a.json"
    file.write_text(text, encoding="utf-8")
    found = CliRunner().invoke(cli.app, ["validate", str(file), "--root", str(DEMO)])
    assert found.exit_code == 1
    assert "U+0000" in found.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_a_link_to_itself_is_neither_followed_nor_replaced(name: str, tmp_path: Path) -> None:
    loop = tmp_path / f"loop.{SUFFIX[name]}"
    loop.symlink_to(loop.name)
    found = run(name, loop)
    assert isinstance(found, ShenbaoError)
    assert found.message == "output-loop"
    assert loop.is_symlink()
    assert list(tmp_path.iterdir()) == [loop]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("letter", ["\0", "\ud800"])
def test_a_name_that_no_system_takes_is_refused(name: str, letter: str, tmp_path: Path) -> None:
    found = run(name, tmp_path / f"a{letter}b.{SUFFIX[name]}")
    assert isinstance(found, ShenbaoError)
    assert found.message == "cli-no-text"
    assert list(tmp_path.iterdir()) == []
