"""What the tests share: the notices, the browser, what is left out."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support import effort
from support.programs import PAGE_PATIENCE, program

from shenbao.core.nets import RERAISE
from shenbao.policy.compiled.store import CACHE
from shenbao.policy.load import folder as load
from shenbao.policy.model import Notice

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
KEPT = (ROOT / "schemas", ROOT / "tests" / "notices" / "schemas")

# What nobody expected fails a test, here and in the commands that it runs.
os.environ.setdefault(RERAISE, "1")

# Nothing is kept in the home of whoever runs the tests; what one run compiled, all of it uses.
if CACHE not in os.environ:
    os.environ[CACHE] = tempfile.mkdtemp(prefix="shenbao-tests-")
    atexit.register(shutil.rmtree, os.environ[CACHE], ignore_errors=True)


@cache
def _load_once(folder: Path, lists: Path | None) -> Notice:
    return _load(folder, lists=lists)


def _load_notice(folder: Path, *, lists: Path | None = None) -> Notice:
    """Load a notice of the checkout once in a process: nobody writes there, and it is frozen.

    A command loads them all, which takes twenty times as long as the rest of it. Whatever
    stands elsewhere, and a notice with lists from elsewhere, is loaded whenever it is asked for.
    """
    place, given = folder.resolve(), None if lists is None else lists.resolve()
    if place.parent in KEPT and (given is None or given.is_relative_to(ROOT)):
        return _load_once(place, given)
    return _load(folder, lists=lists)


_load = load.load_notice
load.load_notice = _load_notice


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer ``--update``: rewrite what the journeys expect."""
    parser.addoption("--update", action="store_true", help="rewrite tests/journeys/*/expected.txt")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what takes long, told in one line with its number, unless CI is set."""
    if item.get_closest_marker("long") and not effort.CI:
        pytest.skip("takes long: runs where CI is set, as in CI=1 make test")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def notices() -> tuple[Notice, ...]:
    """The notices of the product."""
    return load.load_notices(ROOT)


@pytest.fixture(scope="session")
def demo() -> Notice:
    """The small invented notice."""
    return load.load_notices(ROOT / "tests" / "notices")[0]


DEMO = ROOT / "tests" / "notices" / "schemas" / "demo-2024"
FOLDERS = [DEMO, *sorted(file.parent for file in (ROOT / "schemas").glob("*/notice.json"))]


@pytest.fixture(scope="session", params=FOLDERS, ids=lambda folder: folder.name)
def any_notice(request: pytest.FixtureRequest) -> Notice:
    """Each notice in turn: the invented one and those of the product."""
    return load.load_notice(request.param)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a file: the one without windows where there are both.

    It shows the same pages and takes less than half of the work.
    """
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PAGE_PATIENCE)
    found = program("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield launched
        launched.close()
