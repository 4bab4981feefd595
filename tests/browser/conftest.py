"""A fresh visit for each test, and the invented plan."""

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


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """A fresh visit; no request left the machine and the page made no mistake."""
    started = Visit(browser, tmp_path)
    yield started
    started.end()


EVERY = sorted(
    file.parent
    for folder in (".", "tests/notices")
    for file in (Path(__file__).resolve().parents[2] / folder).glob("schemas/*/notice.json")
)


@pytest.fixture(params=EVERY, ids=lambda folder: folder.name)
def every_notice(request: pytest.FixtureRequest) -> Notice:
    """Each notice in turn, those of the product and the invented ones: the workers share them."""
    return load_notice(request.param)


@pytest.fixture(scope="session")
def plan(root: Path) -> Notice:
    """The small invented plan: a record and tables with computed values and targets."""
    return load_notice(root / "tests" / "notices" / "schemas" / "plan-2024")
