"""axe in a page: what it finds wrong, by rule and place."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SCRIPT = (
    Path(__file__).resolve().parents[2] / "site-templates/web/node_modules/axe-core/axe.min.js"
)
_RUN = "axe.run({resultTypes: ['violations']}).then(result => result.violations)"
"""Every rule at every element; only what is right is not described element by element."""


def violations(page: Page) -> list[tuple[str, str]]:
    """Return the rules that the page breaks, each with the first element that breaks it."""
    page.evaluate(_script())
    return [(item["id"], item["nodes"][0]["html"]) for item in page.evaluate(_RUN)]


@cache
def _script() -> str:
    return _SCRIPT.read_text(encoding="utf-8")
