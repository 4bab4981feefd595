"""Pages of their own on the site: its head, its light or dark, and what stays without a script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.visiting import DESK, PHONE
from support.accessibility import violations
from support.programs import PAGE_PATIENCE

from shenbao.core.artifacts import write
from shenbao.forms import urls
from shenbao.media.html.write import html_form
from shenbao.policy.model import Notice
from shenbao.site.checking.page import checking
from shenbao.site.eligibility.page import eligibility

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MENU = ["首页", "项目目录", "我能报什么", "截止日历", "下载中心", "检查文件", "条款库"]


@pytest.fixture(scope="module")
def site(demo: Notice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of their own where they stand on the site, with nothing around them."""
    folder = tmp_path_factory.mktemp("site")
    made = [html_form(demo, home) for home in demo.homes]
    write([*made, eligibility([demo]), checking([demo])], folder)
    return folder


@contextmanager
def opened(
    browser: Browser, file: Path, *, width: int = DESK, dark: bool = False, script: bool = True
) -> Iterator[Page]:
    """A page in a profile of its own, which is closed after use."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
    )
    context.set_default_timeout(PAGE_PATIENCE)
    page = context.new_page()
    page.goto(file.as_uri())
    yield page
    context.close()


def scheme(page: Page) -> str | None:
    """Return light or dark as the page was painted, by the name of the theme."""
    return page.locator("html").get_attribute("data-scheme")


def pages(demo: Notice) -> list[str]:
    """Return the form, the table, the wizard and the page that checks files."""
    return [
        urls.fillable(demo, demo.forms[0].id),
        urls.fillable(demo, demo.tables[0].id),
        urls.ELIGIBILITY,
        urls.CHECKING,
    ]


def test_a_form_has_the_head_of_the_site_only_where_it_lies_in_it(
    browser: Browser, site: Path, demo: Notice, tmp_path: Path
) -> None:
    """The same bytes sent round alone lead nowhere; on the site they lead back into it."""
    here = urls.fillable(demo, demo.forms[0].id)
    with opened(browser, site / here) as page:
        head = page.get_by_role("navigation", name="网站")
        assert [link.inner_text() for link in head.get_by_role("link").all()][:-1] == MENU
        home = head.get_by_role("link", name="首页").get_attribute("href")
        assert home == urls.relative(urls.HOME, here)
        search = head.get_by_role("link").last
        assert search.get_attribute("href") == f"{home}?q="
    copied = tmp_path / "copied.html"
    copied.write_bytes((site / here).read_bytes())
    with opened(browser, copied) as page:
        page.locator("html.live").wait_for()
        assert page.get_by_role("navigation", name="网站").count() == 0
        assert page.locator("a[href]:not([href^='#'])").count() == 0


def test_light_or_dark_is_as_the_site_was_switched(
    browser: Browser, site: Path, demo: Notice
) -> None:
    """Else as the machine is set; what is no switch of the theme changes nothing."""
    file = site / pages(demo)[0]
    key = json.dumps(f"{site.as_posix()}/.__palette")
    with opened(browser, file, dark=True) as page:
        assert scheme(page) == "slate"
        for kept, painted in (
            ({"color": {"scheme": "default"}}, "default"),
            ({"color": {"scheme": "x"}}, "slate"),
            ({"color": None}, "slate"),
            (7, "slate"),
        ):
            page.evaluate(f"localStorage.setItem({key}, {json.dumps(json.dumps(kept))})")
            page.reload()
            assert scheme(page) == painted
        page.evaluate(f"localStorage.setItem({key}, '{{')")
        page.reload()
        assert scheme(page) == "slate"


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_in_the_dark_everybody_can_read(
    browser: Browser, site: Path, demo: Notice, width: int
) -> None:
    """Axe finds nothing in a checked form, a table, the wizard and the page that checks files."""
    for name in pages(demo):
        with opened(browser, site / name, width=width, dark=True) as page:
            assert scheme(page) == "slate"
            check = page.locator("#act-check")
            if check.count():
                check.click()
                page.locator("#summary:visible").wait_for()
            assert violations(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_without_a_script_no_button_stands_there_in_vain(
    browser: Browser, site: Path, demo: Notice
) -> None:
    for name in pages(demo):
        with opened(browser, site / name, script=False) as page:
            assert page.locator(":is(button, label.button):visible").all_inner_texts() == [], name
            assert page.locator("noscript").count() == 1
