"""Three people walk through the site with the keyboard alone, opened from a folder and served."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from browser.visiting import until
from support.programs import PAGE_PATIENCE

from shenbao.forms import urls
from shenbao.media.html.write import html_form
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model.editions import side_by_side
from shenbao.site.builder.build import build_site
from shenbao.site.checking.page import checking
from shenbao.site.eligibility.page import eligibility

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MOST_TABS = 250
FOCUSED = """() => {
    const at = document.activeElement;
    const around = [at.labels?.[0], at.closest("fieldset")?.querySelector("legend"),
        at.closest(".card")?.querySelector("h4")];
    const words = around.map(part => part?.textContent);
    return [at.tagName, at.href, at.textContent, ...words].join(" ");
}"""
"""What has the focus: its tag, where it leads, its words, those of its label, group and card."""

SEEN = """place => {
    const box = document.getElementById(place).getBoundingClientRect();
    return box.top < innerHeight && box.bottom > 0 && box.height > 0;
}"""


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        pass


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A call of the product and two editions of an invented one, built once for all walks."""
    keji = root / "tests" / "notices" / "keji"
    folders = [root / "schemas" / "shenkang-2024", *sorted(keji.glob("schemas/keji-*"))]
    notices = side_by_side([load_notice(folder) for folder in folders])
    forms = [html_form(notice, home) for notice in notices for home in notice.homes]
    folder = tmp_path_factory.mktemp("walks")
    built = build_site(
        folder,
        notices,
        [*forms, eligibility(notices), checking(notices)],
        staging=folder / "build" / "site-src",
        out=folder / "build" / "site",
        config=root / "mkdocs.yml",
        log=lambda _: None,
    )
    return built.out


@pytest.fixture(scope="module", params=["file", pytest.param("http", marks=pytest.mark.long)])
def start(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """The address of the home page."""
    if request.param == "file":
        yield (site / urls.HOME).as_uri()
        return
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{urls.HOME}"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Browser, start: str) -> Iterator[Page]:
    """The home page, just opened; no script made a mistake when it is left."""
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    context.set_default_timeout(PAGE_PATIENCE)
    mistakes: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: mistakes.append(str(error)))
    opened.goto(start)
    yield opened
    context.close()
    assert mistakes == []


def tab_to(page: Page, *words: str, tag: str = "") -> None:
    """Press Tab until something of all these words (and of this tag) has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused.startswith(tag) and all(word in focused for word in words):
            return
    raise AssertionError(words)


def follow(page: Page, *words: str) -> None:
    """Go to a link by Tab and follow it."""
    tab_to(page, *words, tag="A ")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def search(page: Page, typed: str) -> None:
    """Type into the search and open the first that is found."""
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="搜索")
    dialog.get_by_role("status").filter(has_text="键入").wait_for()
    page.keyboard.type(typed)
    dialog.locator("ol a").first.wait_for()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_an_applicant_finds_a_kind_of_project_and_whether_one_may_apply(page: Page) -> None:
    """From home to the questions, an answer that bars, and from what it says to the project."""
    follow(page, "我能报什么")
    tab_to(page, "看哪一份通知")
    for _ in range(3):
        if "申康2024" in page.evaluate(FOCUSED):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    results = page.get_by_role("region", name="结果")
    card = results.locator(".card").filter(has_text="一般项目")
    card.wait_for()
    tab_to(page, "结题评审不合格", "是")
    page.keyboard.press("Space")
    results.locator(".outcomes.closed .card").filter(has_text="一般项目").wait_for()
    follow(page, "项目页", "一般项目")
    assert page.get_by_role("heading", level=1).inner_text().startswith("医疗质量安全")
    page.locator("main :text('一般项目'):visible").first.wait_for()


def test_an_officer_goes_from_returned_to_the_clause(page: Page) -> None:
    """退回 is typed, the first page found tells the grounds; its clause stands in the window."""
    search(page, "申康 退回")
    assert page.url.endswith("notices/shenkang-2024/returned.html")
    follow(page, "/clauses/shenkang-2024.html#")
    place = page.url.partition("#")[2]
    until(page, f"({SEEN})({json.dumps(place)})")


def test_an_administrator_finds_what_changed(page: Page) -> None:
    """The record of changes, and from it all changes of the new edition."""
    search(page, "变更记录")
    assert page.url.endswith(urls.CHANGES)
    follow(page, "全部变化")
    assert page.url.endswith("notices/keji-2026/changes.html#this-year")
    assert page.locator(".sb-changes > li").count() > 1
