"""``shenbao serve``: what is saved is shown, mistakes stand on the page, a signal ends it all."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from posixpath import join, normpath

import pytest
from support.effort import share
from support.served import PATIENCE, STRIP, Served, alive

NOTICES = Path(__file__).resolve().parents[1] / "notices"
INDEX = "notices/demo-2024/index.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A policy folder with the two invented notices and a hand-written page."""
    shutil.copytree(NOTICES / "schemas", tmp_path / "policy" / "schemas")
    page = tmp_path / "policy" / "docs" / "apply" / "first.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: 第一步\n---\n# 第一步 {#first}\n\n见[目录](../catalogue.md)。\n")
    return tmp_path / "policy"


@pytest.fixture
def served(root: Path) -> Iterator[Served]:
    """The same, served."""
    with Served(root) as running:
        yield running.open()


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def notice_file(root: Path) -> Path:
    return root / "schemas" / "demo-2024" / "notice.json"


def processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


# -- what is shown ----------------------------------------------------------------------


def test_what_is_saved_is_shown_without_a_build(root: Path, served: Served) -> None:
    """Notice, clauses, hand-written page and settings: each costs the work of a page or two."""
    served.checked()
    pages = [
        (notice_file(root), "虚构的小通知", INDEX),
        (root / "schemas" / "demo-2024" / "clauses.md", "设两个专题", "clauses/demo-2024.html"),
        (root / "docs" / "apply" / "first.md", "见[目录]", "apply/first.html"),
    ]
    for file, old, page in pages:
        before = processor_seconds(served.process.pid)
        edit(file, old, f"改过的{old}")
        served.until(page, lambda text: "改过的" in text)
        assert processor_seconds(served.process.pid) - before < 2
    settings = Path(__file__).resolve().parents[2] / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("申报与报送指南", "另一个站名")
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    served.until("index.html", lambda page: "另一个站名" in page)


def test_links_and_search_follow_and_are_marked_until_then(root: Path, served: Served) -> None:
    assert "链接与搜索正在更新" in served.strip()
    served.checked()
    assert " hidden>" in served.strip()
    assert "虚构的小通知" in served.ask("/assets/search/index.js")[2].decode("utf-8")
    page = root / "docs" / "apply" / "first.md"
    edit(page, "../catalogue.md", "../catalog.md")
    served.until("apply/first.html", lambda text: "正在更新" in text)
    told = served.until("apply/first.html", lambda text: "catalog.md" in STRIP.findall(text)[0])
    assert "链接或搜索有问题" in told
    assert "正在更新" not in told
    assert "处错误" not in told
    edit(page, "../catalog.md", "../catalogue.md")
    served.until("index.html", lambda text: "catalog.md" not in text and "正在更新" not in text)


def test_files_to_fill_in_are_made_when_asked_for(root: Path, served: Served) -> None:
    for kind, start in (("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")):
        status, headers, content = served.ask(f"/notices/demo-2024/forms/a.{kind}")
        assert status == 200
        assert content.startswith(start)
        assert headers["Cache-Control"] == "no-store"
    form = served.page("notices/demo-2024/forms/a.html")
    assert "connect-src &#39;self&#39;" in form
    assert served.ask("/data-packages/demo-2024/summary/summary.csv")[0] == 200
    assert served.ask("/schemas/demo-2024/a.schema.json")[0] == 200
    assert b"BEGIN:VCALENDAR" in served.ask("/calendar.ics")[2]
    # Nothing is written beside what somebody writes.
    assert sorted(item.name for item in root.iterdir()) == ["docs", "schemas"]


def test_every_link_of_the_first_pages_leads_somewhere(served: Served) -> None:
    for path in ("index.html", "downloads.html", INDEX, "apply/first.html"):
        links = re.findall(r'(?:href|src)="([^"#?]+)', served.page(path))
        inside = {link for link in links if not re.match(r"[a-z]+:|//|/@", link)}
        assert len(inside) > 10
        for link in inside:
            target = normpath(join(path, "..", link))
            if not target.startswith("."):
                assert served.ask(f"/{target}")[0] == 200, (path, link)


# -- mistakes ---------------------------------------------------------------------------


def test_a_mistake_stands_on_the_page_and_the_last_good_page_below(
    root: Path, served: Served
) -> None:
    served.until(INDEX, lambda text: "虚构的小通知" in text)
    edit(notice_file(root), '"kind": "call",', '"kind": "call"')
    page = served.until(INDEX, lambda text: "处错误" in text)
    assert "虚构的小通知" in page
    assert "schemas/demo-2024/notice.json: 第 5 行" in page
    assert "处理：" in page
    assert "改好错误以后，再更新链接与搜索" in page
    assert "处错误" in served.page("clauses/plan-2024.html")
    edit(notice_file(root), '"kind": "call"', '"kind": "call",')
    served.until(INDEX, lambda text: "处错误" not in text)


@pytest.mark.parametrize("broken", ["one", "all"])
def test_a_folder_that_is_broken_at_the_start_heals(root: Path, broken: str) -> None:
    files = [notice_file(root)]
    if broken == "all":
        files.append(root / "schemas" / "plan-2024" / "notice.json")
    good = {file: file.read_text(encoding="utf-8") for file in files}
    for file in files:
        file.write_text("{", encoding="utf-8")
    with Served(root) as served:
        served.open()
        status, _, page = served.ask(f"/{INDEX}")
        assert status == 404
        assert "这一页现在还做不出来" in page.decode("utf-8")
        assert "schemas/demo-2024/notice.json" in page.decode("utf-8")
        for file, text in good.items():
            file.write_text(text, encoding="utf-8")
        served.until(INDEX, lambda text: "虚构的小通知" in text and "处错误" not in text)


def test_a_wrong_setting_is_told_and_heals(root: Path) -> None:
    (root / "mkdocs.yml").write_text("theme: [\n", encoding="utf-8")
    with Served(root) as served:
        assert "处错误" in served.open().page("index.html")
        (root / "mkdocs.yml").unlink()
        served.until("index.html", lambda text: "处错误" not in text and "md-header" in text)


@pytest.mark.long
def test_many_saves_in_a_row_are_one(root: Path, served: Served) -> None:
    served.checked()
    for number in range(30):
        edit(notice_file(root), '"summary": "', f'"summary": "{number % 10}')
        time.sleep(0.01)
    served.until(INDEX, lambda text: "987654321098765432109876543210虚构" in text)
    served.checked()
    said = served.end()
    assert said.count("已更新") <= 10


# -- who may ask ------------------------------------------------------------------------


def test_only_this_machine_may_ask_and_only_for_the_site(root: Path, served: Served) -> None:
    secret = root.parent / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    assert served.ask("/", host=f"localhost:{served.port}")[0] == 200
    for host in ("shenbao.example", f"shenbao.example:{served.port}", "127.0.0.1", ""):
        assert served.ask("/", host=host)[0] == 421
    for path in (
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "/search/../../../secret.txt",
        f"/{secret}",
        f"//{secret}",
        "/%00",
        "/assets/stylesheets/shenbao.css%00",
        "/main.html",
        "/schemas/demo-2024/notice.json",
        "/mkdocs.yml",
    ):
        status, _, content = served.ask(path)
        assert status in {400, 404}, path
        assert b"secret" not in content.replace(b"secret.txt", b"")
    assert served.ask("/", method="POST")[0] == 501
    assert served.ask("/", method="HEAD")[2] == b""
    listening = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()
    own = [line.split()[1] for line in listening if line.split()[1].endswith(f":{served.port:04X}")]
    assert set(own) == {f"0100007F:{served.port:04X}"}


def test_a_port_in_use_is_told_before_anything_is_read(root: Path) -> None:
    notice_file(root).write_text("{", encoding="utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "shenbao", "serve", "--root", str(root), "--port", port]
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    assert ended.returncode == 2
    assert f"端口 {port} 已被占用" in ended.stderr
    assert "--port 0" in ended.stderr
    assert "notice.json" not in ended.stderr + ended.stdout


# -- the end ----------------------------------------------------------------------------


def wait_for_check(served: Served) -> list[int]:
    end = time.monotonic() + PATIENCE
    while not (found := served.family()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def ask_and_leave(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port)) as asking:
        path = "/notices/demo-2024/forms/a.pdf"
        asking.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n".encode())
        time.sleep(0.5)


MOMENTS: dict[str, Callable[[Served, Path], object]] = {
    "at once": lambda *_: None,
    "when shown": lambda served, _: served.page("index.html"),
    "while links are checked": lambda served, _: wait_for_check(served),
    "when all is done": lambda served, _: served.checked(),
    "while a change is read": lambda _, root: edit(notice_file(root), "虚构", "改过"),
    "while a file is made": lambda served, _: ask_and_leave(served),
}
SIGNALS = [
    *[("SIGTERM", moment) for moment in MOMENTS],
    ("SIGINT", "while links are checked"),
    ("SIGHUP", "while links are checked"),
    ("SIGINT", "while a change is read"),
]


@pytest.mark.parametrize(("name", "moment"), share(SIGNALS, 4))
def test_a_signal_ends_every_process(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str, moment: str
) -> None:
    place = root.parent / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    with Served(root) as served:
        served.open()
        MOMENTS[moment](served, root)
        family = served.family()
        assert "已停止" in served.end(getattr(signal, name))
        assert served.process.returncode == 0
        assert [process for process in family if alive(process)] == []
    assert list(place.iterdir()) == []


def test_what_windows_sends_ends_every_process(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+Break, and the window that is closed: SIGBREAK, which is no other signal there."""
    place = root.parent / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    with Served(root, first="import signal; signal.SIGBREAK = signal.SIGUSR1") as served:
        family = wait_for_check(served.open())
        assert "已停止" in served.end(signal.SIGUSR1)
        assert served.process.returncode == 0
        assert [process for process in family if alive(process)] == []
    assert list(place.iterdir()) == []


def test_what_was_started_ends_with_a_process_that_is_killed(served: Served) -> None:
    (child,) = wait_for_check(served)
    served.process.kill()
    served.process.wait()
    end = time.monotonic() + PATIENCE
    while alive(child):
        assert time.monotonic() < end
        time.sleep(0.05)
