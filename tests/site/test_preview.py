"""The preview without its server: changes of templates and documents, and what is watched."""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from watchdog.observers import Observer

from shenbao.app.notices.serving.preview import Preview
from shenbao.core import resources
from shenbao.site.preview.strip import Strip, bare_page, marked
from shenbao.site.preview.watching import Watcher

ROOT = Path(__file__).resolve().parents[2]
NOTICES = ROOT / "tests" / "notices"
PATIENCE = 60.0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A policy folder with the invented notices."""
    shutil.copytree(NOTICES / "schemas", tmp_path / "policy" / "schemas")
    return tmp_path / "policy"


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the templates of pages, used instead of the program's own."""
    copy = tmp_path / "templates" / "pages"
    shutil.copytree(ROOT / "site-templates" / "pages", copy)
    real = resources.templates
    monkeypatch.setattr(
        resources, "templates", lambda part: copy if part == "pages" else real(part)
    )
    return copy


def preview_of(root: Path, own: Path) -> Preview:
    found = Preview(root, None, own=own, search=own / "none", language="zh-CN")
    found.renew(theme=True)
    return found


def shown(preview: Preview, path: str) -> str:
    return preview.answer(path).content.decode("utf-8")


def rewritten(file: Path, text: str) -> None:
    """Write a file, so that a clock of one second sees it too."""
    file.write_text(text, encoding="utf-8")
    status = file.stat()
    os.utime(file, (status.st_atime, status.st_mtime + 2))


def test_a_template_is_read_again_and_its_mistake_told_with_file_and_line(
    root: Path, templates: Path, tmp_path: Path
) -> None:
    preview = preview_of(root, tmp_path / "own")
    home = templates / "home.md.j2"
    good = home.read_text(encoding="utf-8")
    assert "换过的首页" not in shown(preview, "index.html")
    rewritten(home, good + "\n换过的首页\n")
    preview.renew(theme=False)
    assert "换过的首页" in shown(preview, "index.html")
    for wrong in ("{% if %}", "{{ nothing_of_the_kind }}"):
        rewritten(home, good + f"\n\n{wrong}\n")
        preview.renew(theme=False)
        page = shown(preview, "index.html")
        line = good.count("\n") + 3
        assert f"模板 pages/home.md.j2 第 {line} 行有错" in page
        assert "换过的首页" in page  # as it was when it was last right
        assert "处错误" not in shown(preview, "catalogue.html")


def test_a_page_that_stays_is_not_told_to_load_itself_again(root: Path, tmp_path: Path) -> None:
    preview = preview_of(root, tmp_path / "own")
    index, other = "notices/demo-2024/index.html", "notices/plan-2024/index.html"
    before = preview.event(index), preview.event(other)
    file = root / "schemas" / "demo-2024" / "notice.json"
    text = file.read_text(encoding="utf-8")
    rewritten(file, text.replace("虚构的小通知", "改过的小通知"))
    preview.renew(theme=False)
    after = preview.event(index), preview.event(other)
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_who_waits_is_told_of_the_next_state(root: Path, tmp_path: Path) -> None:
    preview = preview_of(root, tmp_path / "own")
    seen = preview.wait(-1, 0)
    threading.Timer(0.2, preview.links).start()
    assert preview.wait(seen, PATIENCE) != seen
    start = time.monotonic()
    assert preview.wait(preview.wait(-1, 0), 0.1) == preview.wait(-1, 0)
    assert time.monotonic() - start < PATIENCE


def test_what_is_said_is_text() -> None:
    """Names of files and words of a notice stand in the strip; none of them is markup."""
    evil = '<img src=x onerror="alert(1)"></aside><script>alert(1)</script>'
    page, digest = marked(
        bare_page(evil, [evil], "zh-CN"),
        Strip(problems=(evil,) * 30, faults=(evil,), pending="serve-updating"),
        path=evil,
        language="zh-CN",
    )
    assert "<img" not in page
    assert "<script>alert" not in page
    assert "另有 10 处" in page
    assert digest in page


def test_a_page_without_a_body_has_the_strip_at_its_end() -> None:
    page, _ = marked("<p>x", Strip(), path="x.html", language="zh-CN")
    assert page.startswith("<p>x")
    assert 'id="shenbao-serve"' in page


def test_what_is_watched_may_come_later_and_editors_have_files_of_their_own(
    tmp_path: Path,
) -> None:
    watcher = Watcher([tmp_path / "schemas", tmp_path / "mkdocs.yml"])
    try:
        assert watcher.changed(0) == frozenset()
        (tmp_path / "schemas" / "a").mkdir(parents=True)
        for name in (".notice.json.swp", "notice.json~", "notice.json"):
            (tmp_path / "schemas" / "a" / name).write_text("{}")
        (tmp_path / "mkdocs.yml").write_text("")
        (tmp_path / "other.txt").write_text("")
        assert watcher.changed(1) == {
            tmp_path / "schemas" / "a" / "notice.json",
            tmp_path / "mkdocs.yml",
        }
        # A save that replaces the file, with the same size and time.
        file = tmp_path / "schemas" / "a" / "notice.json"
        status = file.stat()
        beside = file.with_name("beside")
        beside.write_text("[]")
        os.utime(beside, ns=(status.st_atime_ns, status.st_mtime_ns))
        beside.replace(file)
        assert file in watcher.changed(1)
        assert watcher.changed(0) == frozenset()
    finally:
        watcher.close()


def test_without_events_of_the_system_changes_are_seen_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(Observer, "schedule", none)
    watcher = Watcher([tmp_path])
    try:
        (tmp_path / "a.json").write_text("{}")
        assert watcher.changed(5) == {tmp_path / "a.json"}
    finally:
        watcher.close()
