"""One Chromium for the tests of a file, and a fresh visit for each of its tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.visiting import Visit

from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Notice

if TYPE_CHECKING:
    from playwright.sync_api import Browser


PATIENCE = 30_000
"""Milliseconds that a test waits for what it expects: a busy machine is slow, not wrong."""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests of a file."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """A fresh visit; no request left the machine and the page made no mistake."""
    started = Visit(browser, tmp_path)
    yield started
    started.end()


@pytest.fixture(scope="session")
def plan(root: Path) -> Notice:
    """The small invented plan: a record and tables with computed values and targets."""
    return load_notice(root / "tests" / "notices" / "schemas" / "plan-2024")
