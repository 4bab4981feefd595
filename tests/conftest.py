"""What the tests share: the notices, the browser's path."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from shenbao.nets import RERAISE
from shenbao.policy.load import load_notice, load_notices
from shenbao.policy.model import Notice

ROOT = Path(__file__).resolve().parent.parent

# What nobody expected fails a test, here and in the commands that it runs.
os.environ.setdefault(RERAISE, "1")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer ``--update``: rewrite what the journeys expect."""
    parser.addoption("--update", action="store_true", help="rewrite tests/journeys/*/expected.txt")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def notices() -> tuple[Notice, ...]:
    """The notices of the product."""
    return load_notices(ROOT)


@pytest.fixture(scope="session")
def demo() -> Notice:
    """The small invented notice."""
    return load_notices(ROOT / "tests" / "notices")[0]


DEMO = ROOT / "tests" / "notices" / "schemas" / "demo-2024"
FOLDERS = [DEMO, *sorted(file.parent for file in (ROOT / "schemas").glob("*/notice.json"))]


@pytest.fixture(scope="session", params=FOLDERS, ids=lambda folder: folder.name)
def any_notice(request: pytest.FixtureRequest) -> Notice:
    """Each notice in turn: the invented one and those of the product."""
    return load_notice(request.param)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; a machine without one has not run tests/install_tools.sh."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    pytest.fail("no Chromium: run make test, which installs it")
