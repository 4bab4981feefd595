"""The site that is served while somebody writes, as a browser shows it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.visiting import until
from playwright.sync_api import expect
from support.served import PATIENCE, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NOTICES = Path(__file__).resolve().parents[1] / "notices"
FORM = "notices/demo-2024/forms/a.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A policy folder with the invented notices."""
    shutil.copytree(NOTICES / "schemas", tmp_path / "schemas")
    return tmp_path


@pytest.fixture
def served(root: Path) -> Iterator[Served]:
    """The same, served."""
    with Served(root) as running:
        yield running.open()


def visit(browser: Browser, served: Served, path: str) -> tuple[Page, list[str]]:
    """Open a page; return it, and what its console complains of."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    said: list[str] = []
    page.on("console", lambda item: said.append(item.text) if item.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"http://127.0.0.1:{served.port}/{path}")
    return page, said


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_page_loads_itself_again_and_stays_where_it_was(
    browser: Browser, served: Served, root: Path
) -> None:
    page, said = visit(browser, served, "notices/demo-2024/index.html")
    page.evaluate("scrollTo(0, 300)")
    replaced(root / "schemas/demo-2024/notice.json", "虚构的小通知", "改过的小通知")
    expect(page.locator("main")).to_contain_text("改过的小通知", timeout=PATIENCE * 1000)
    until(page, "scrollY === 300")
    strip = page.locator("#shenbao-serve")
    expect(strip).to_be_hidden(timeout=PATIENCE * 1000)
    # Another page changed: this one stays as it is.
    page.evaluate("window.stays = true")
    replaced(root / "schemas/plan-2024/clauses.md", "# 条款", "# 各条款")
    replaced(root / "schemas/plan-2024/notice.json", '"summary": "', '"summary": "改过的')
    served.until("notices/plan-2024/index.html", lambda text: "改过的" in text)
    served.checked()
    assert page.evaluate("window.stays")
    assert said == []


def test_a_mistake_is_shown_on_the_open_page_and_leaves_it(
    browser: Browser, served: Served, root: Path
) -> None:
    page, said = visit(browser, served, "notices/demo-2024/index.html")
    file = root / "schemas/demo-2024/notice.json"
    replaced(file, '"kind": "call",', '"kind": "cal",')
    strip = page.locator("#shenbao-serve")
    expect(strip).to_contain_text("有 1 处错误", timeout=PATIENCE * 1000)
    expect(strip).to_contain_text("notice.json#/kind")
    expect(page.locator("main")).to_contain_text("虚构的小通知")
    replaced(file, '"kind": "cal",', '"kind": "call",')
    expect(strip).not_to_contain_text("处错误", timeout=PATIENCE * 1000)
    assert said == []


def test_a_form_has_the_strip_in_spite_of_its_policy(
    browser: Browser, served: Served, root: Path
) -> None:
    page, said = visit(browser, served, FORM)
    replaced(root / "schemas/demo-2024/notice.json", '"kind": "call",', '"kind": "cal",')
    expect(page.locator("#shenbao-serve")).to_contain_text("处错误", timeout=PATIENCE * 1000)
    replaced(root / "schemas/demo-2024/notice.json", '"kind": "cal",', '"kind": "call",')
    replaced(root / "schemas/demo-2024/forms/a.schema.json", "一、基本信息", "新的基本信息")
    expect(page.locator("body")).to_contain_text("新的基本", timeout=PATIENCE * 1000)
    assert said == []


def test_a_tab_that_is_not_seen_holds_no_connection(browser: Browser, served: Served) -> None:
    """A browser has six connections to a server: with ten tabs the next page still comes."""
    context = browser.new_context()
    for _ in range(10):
        tab = context.new_page()
        tab.goto(f"http://127.0.0.1:{served.port}/", timeout=PATIENCE * 1000)
        tab.evaluate(
            "Object.defineProperty(document, 'hidden', {value: true});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
    context.close()
