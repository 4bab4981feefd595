"""A file dropped on a page of the site is checked above it, from a folder too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.visiting import DESK, PHONE
from fuzzing import corpus
from support.accessibility import violations
from support.programs import PAGE_PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GUIDANCE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>页</title>
<style>{style}</style><main class="md-typeset"><h1>页</h1>
<div class="sb-drop" data-drop data-address="check-files.html" data-title="检查文件"
 data-close="关闭检查结果"><p>拖到这一页</p></div></main><script>{script}</script></html>"""


@pytest.fixture
def zone(site: Path, root: Path) -> str:
    """The path of a page with a zone, as those of the site have it."""
    script = root / "site-templates" / "web" / "dist" / "drop.js"
    style = root / "site-templates" / "theme" / "assets" / "stylesheets" / "shenbao.css"
    text = GUIDANCE.format(style=style.read_text("utf-8"), script=script.read_text("utf-8"))
    (site / "guidance.html").write_text(text, encoding="utf-8")
    return "guidance.html"


@pytest.fixture
def guidance(browser: Browser, site: Path, zone: str) -> Iterator[Page]:
    """The page from a folder; its scripts make no mistake."""
    page = browser.new_page(viewport={"width": DESK, "height": 900})
    page.set_default_timeout(PAGE_PATIENCE)
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("console", lambda said: mistakes.append(said.text))
    page.goto((site / zone).as_uri())
    yield page
    page.close()
    assert mistakes == []


def drag(page: Page, *kinds: str, **data: object) -> None:
    """Drag something over the page."""
    session = page.context.new_cdp_session(page)
    carried = {"items": [], "dragOperationsMask": 1, **data}
    for kind in kinds:
        asked = {"type": kind, "x": 200, "y": 200, "data": carried}
        session.send("Input.dispatchDragEvent", asked)


def test_files_dropped_on_a_page_are_checked_above_it(guidance: Page, tmp_path: Path) -> None:
    """Escape leads back from within the frame; the next drop is checked anew."""
    file = tmp_path / "申报.json"
    file.write_bytes(corpus.seeds("json")[0].raw)
    frame = guidance.frame_locator(".sb-checking iframe")
    for _ in range(2):
        drag(guidance, "dragEnter", "dragOver", files=[str(file)])
        guidance.locator(".sb-drop.sb-over").wait_for()
        drag(guidance, "drop", files=[str(file)])
        frame.locator("#verdict-title").wait_for()
        assert guidance.locator(".sb-drop.sb-over").count() == 0
        frame.locator("#verdict-title").press("Escape")
        guidance.locator(".sb-checking").wait_for(state="detached")


@pytest.mark.long
def test_over_http_axe_finds_nothing_in_what_is_shown_above(
    browser: Browser, served: str, zone: str, tmp_path: Path
) -> None:
    file = tmp_path / "申报.json"
    file.write_bytes(corpus.seeds("json")[0].raw)
    page = browser.new_page(viewport={"width": PHONE, "height": 800})
    page.set_default_timeout(PAGE_PATIENCE)
    page.goto(f"{served}/{zone}")
    drag(page, "dragEnter", "dragOver", "drop", files=[str(file)])
    page.frame_locator(".sb-checking iframe").locator("#verdict-title").wait_for()
    assert violations(page) == []
    page.close()


def test_a_text_that_is_dropped_opens_nothing(guidance: Page) -> None:
    item = {"mimeType": "text/plain", "data": "不是文件"}
    drag(guidance, "dragEnter", "dragOver", "drop", items=[item])
    assert guidance.locator(".sb-over").count() == 0
    assert guidance.locator(".sb-checking").count() == 0
