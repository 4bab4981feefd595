"""The engine with a real notice and the invented ones, made once for all that ask it."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.page_engine import make_engine, policy_of

from shenbao.core.nets import RERAISE
from shenbao.policy.compiled.load import load_notice
from shenbao.policy.loaded import notice_folders
from shenbao.site.checking.page import checking


@pytest.fixture(scope="package")
def policy(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A policy folder with shenkang-2024 and the invented notices."""
    own = root / "tests" / "notices"
    invented = [*own.glob("schemas/*/notice.json"), *own.glob("keji/schemas/*/notice.json")]
    folders = [root / "schemas" / "shenkang-2024", *(file.parent for file in invented)]
    return policy_of(folders, tmp_path_factory.mktemp("policy"))


@pytest.fixture(scope="package")
def site(policy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page 检查文件 with its engine, as they stand on a site."""
    folder = tmp_path_factory.mktemp("site")
    make_engine(policy, folder)
    page = checking([load_notice(folder) for folder in notice_folders(policy)])
    (folder / page.path).write_bytes(page.content)
    return folder


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Says nothing of what it serves."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    """The site over HTTP."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(autouse=True)
def as_for_users(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stops the check of a file is told, as the page tells it."""
    monkeypatch.delenv(RERAISE, raising=False)
