"""A visit to a form in Chromium: opened from a folder, filled, saved, printed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from support.accessibility import violations
from support.programs import PAGE_PATIENCE

from shenbao.media.html.write import html_form
from shenbao.policy.model import FormOrTable, Notice

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


DESK, PHONE = 1366, 390
"""Widths of the window, in pixels."""


class Visit:
    """A visit with an own profile: what it asked for and what went wrong is remembered."""

    def __init__(self, browser: Browser, folder: Path, width: int = DESK) -> None:
        self.folder = folder
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900}, accept_downloads=True
        )
        self.context.set_default_timeout(PAGE_PATIENCE)
        self.requests: list[str] = []
        self.mistakes: list[str] = []

    def open(
        self,
        notice: Notice,
        home: FormOrTable,
        data: Mapping[str, Any] | None = None,
        notices: Sequence[Notice] = (),
    ) -> Page:
        """Write the form to a file and open it."""
        artifact = html_form(notice, home, data, notices=notices)
        file = self.folder / Path(artifact.path).name
        file.write_bytes(artifact.content)
        page = self.context.new_page()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.mistakes.append(str(error)))
        page.on("console", lambda said: self.mistakes.append(said.text))
        page.goto(file.as_uri())
        return page

    def save(self, page: Page) -> Any:
        """Press 保存为文件 and return what the file holds."""
        with page.expect_download() as waiting:
            page.get_by_role("button", name="保存为文件").click()
        file = self.folder / waiting.value.suggested_filename
        waiting.value.save_as(file)
        return self.read(file)

    def read(self, file: Path) -> Any:
        """Return what a saved file holds."""
        return json.loads(file.read_text(encoding="utf-8"))

    def load(self, page: Page, data: Any, name: str = "入.json") -> None:
        """Open a file with ``data`` (text is written as it is)."""
        file = self.folder / name
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
        file.write_text(text, encoding="utf-8")
        page.locator("#file-picker").set_input_files(file)

    def take(self, page: Page, data: Any) -> None:
        """Open a file of this form and wait until it is taken over."""
        page.locator("#notice").evaluate("notice => notice.replaceChildren()")
        self.load(page, data)
        taken = page.locator("#notice").get_by_text("已打开文件")
        replace = page.get_by_role("button", name="打开并替换")
        taken.or_(replace).first.wait_for()
        if replace.is_visible():
            replace.click()
        taken.wait_for()

    def end(self) -> None:
        """Close the profile; nothing was asked of the network and no script failed."""
        self.context.close()
        outside = [url for url in self.requests if not url.startswith(("file:", "blob:"))]
        assert outside == []
        assert self.mistakes == []


def accessible(
    browser: Browser,
    folder: Path,
    notice: Notice,
    home: FormOrTable,
    data: Mapping[str, Any] | None = None,
    *,
    width: int = DESK,
) -> None:
    """Make sure of a checked form: axe finds nothing and the page is no wider than its window."""
    visit = Visit(browser, folder, width)
    page = visit.open(notice, home, data)
    page.get_by_role("button", name="检查").click()
    found = violations(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    visit.end()
    assert found == [], (home.ref, width)
    assert wide <= width, (home.ref, width)


def until(page: Page, expression: str) -> None:
    """Wait until a JavaScript expression is true of the page.

    ``Page.wait_for_function`` polls from within the page, where the policy of our forms refuses
    ``eval``: it fails whenever its first look comes too early. Here every look comes from outside.
    """
    deadline = monotonic() + PAGE_PATIENCE / 1000
    while not page.evaluate(expression):
        assert monotonic() < deadline, f"never came true: {expression}"
        page.wait_for_timeout(20)


def settled(page: Page) -> None:
    """Wait until the page has followed what was filled in and judged what was left."""
    page.locator('html[data-due="0"]').wait_for(state="attached")


def clear(page: Page) -> None:
    """Press 清空, agree, and wait until the page is empty and has followed."""
    page.get_by_role("button", name="清空").click()
    page.get_by_role("dialog").get_by_role("button", name="清空").click()
    page.locator("#notice").get_by_text("已清空").wait_for()
    settled(page)


def paper_of(page: Page) -> str:
    """Return the text of the printed form, as it would be printed now."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    text: str = page.locator("#paper").evaluate("node => node.textContent")
    return text
