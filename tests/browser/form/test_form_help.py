"""What helps in a form: progress, counters, sources on demand, few stops, answers checked first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from browser.visiting import Visit, clear, settled, until
from playwright.sync_api import expect

from shenbao.media.html.least_rows import least_rows
from shenbao.policy.model import Notice

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STOPS = """() => [...document.querySelectorAll(
  "#form a[href], #form button, #form input, #form select, #form textarea, #form summary",
)].filter((one) => one.tabIndex >= 0 && !one.disabled && one.offsetParent).length"""


@pytest.fixture(scope="module")
def opened(browser: Browser, demo: Notice, tmp_path_factory: Any) -> Iterator[tuple[Visit, Page]]:
    """One page of the form of the small notice; printing is noted, not done."""
    visit = Visit(browser, tmp_path_factory.mktemp("help"))
    page = visit.open(demo, demo.forms[0])
    page.evaluate("() => { window.printed = 0; window.print = () => (window.printed += 1); }")
    yield visit, page
    visit.end()


@pytest.fixture
def page(opened: tuple[Visit, Page]) -> Page:
    """The form with nothing filled in."""
    clear(opened[1])
    return opened[1]


def progress(page: Page, part: str) -> str:
    """Return how much of a part of the form is said to be done."""
    settled(page)
    return page.locator(f'[data-progress="/{part}"]').inner_text()


def test_rows_that_a_rule_demands_are_counted(page: Page, demo: Notice) -> None:
    """Two partners where the rule asks for two, none where it does not apply."""
    assert {"pointer": "/partners", "rows": 2, "when": "app.basic.topic == '2'"} in least_rows(
        demo.forms[0]
    )
    page.get_by_label("②专题乙").check()
    assert progress(page, "partners").startswith("0/2")
    page.get_by_label("单位名称").fill("示例医院乙")
    assert re.match("1/2|2/3", progress(page, "partners"))


def test_every_rule_that_counts_rows_is_seen(notices: tuple[Notice, ...]) -> None:
    """The rule on partners of the call is one of them; no list gets a demand of nothing."""
    found = {
        (form.ref, one["pointer"], one["rows"])
        for notice in notices
        for form in notice.forms
        for one in least_rows(form)
    }
    assert ("shenkang-2024/p1", "/partners", 2) in found
    assert all(rows > 0 for _, _, rows in found)


def test_a_step_back_in_the_form(opened: tuple[Visit, Page], page: Page) -> None:
    """What was typed and chosen goes back step by step, also from a button outside the form."""
    visit = opened[0]
    page.get_by_label("②专题乙").check()
    page.get_by_label("项目名称").fill("一")
    expect(page.locator("#act-undo")).to_be_enabled()
    filled = visit.save(page)
    page.keyboard.press("Control+z")
    assert visit.save(page) != filled
    page.get_by_role("button", name="恢复", exact=True).click()
    assert visit.save(page) == filled
    for _ in range(5):
        page.keyboard.press("Control+z")
    assert visit.save(page)["basic"] == {}
    assert page.locator("#act-undo").is_disabled()


def test_answers_are_checked_before_printing(page: Page) -> None:
    """An empty form is printed at once; a filled one shows its answers and what is missing."""
    page.get_by_role("button", name="打印", exact=True).click()
    assert page.evaluate("window.printed") == 1
    page.get_by_label("②专题乙").check()
    page.get_by_label("项目名称").fill("示例项目")
    page.get_by_label("单位名称").fill("示例医院乙")
    page.get_by_role("button", name="打印", exact=True).click()
    dialog = page.get_by_role("dialog", name="打印前核对")
    text = dialog.inner_text()
    for said in ("示例项目", "②专题乙", "示例医院乙", "未填（必填）", "必须修改"):
        assert said in text, said
    dialog.get_by_role("button", name=re.compile("修改.*合作单位")).click()
    assert page.evaluate("window.printed") == 1
    assert not dialog.is_visible()
    page.get_by_role("button", name="打印", exact=True).click()
    dialog.get_by_role("button", name="打印", exact=True).press("Enter")
    until(page, "window.printed === 2")


def test_sources_are_shown_at_once_and_are_no_stops(page: Page) -> None:
    """One switch opens and closes all of them; hidden ones are no stops of the Tab key."""
    sources = page.locator("details.why")
    few = page.evaluate(STOPS)
    expect(sources.first).to_be_hidden()
    page.get_by_label("显示依据").check()
    expect(sources.first).to_be_visible()
    assert page.locator("details.why[open]").count() == sources.count() > 0
    assert page.evaluate(STOPS) >= few + sources.count() / 2
    page.get_by_label("显示依据").uncheck()
    assert page.evaluate(STOPS) == few


def test_it_is_seen_what_is_kept_where(opened: tuple[Visit, Page], page: Page) -> None:
    """A change is marked at once; then the draft, then the file is named."""
    page.get_by_label("项目名称").fill("一")
    expect(page.locator("#unsaved")).to_be_visible()
    status = page.locator("#draft-status")
    expect(status).to_contain_text("未存成文件")
    expect(page.locator("#unsaved")).to_be_hidden()
    opened[0].save(page)
    expect(status).to_contain_text("已存成文件")


def test_long_texts_are_counted(visit: Visit, notices: tuple[Notice, ...]) -> None:
    """As many characters as the check counts; one too many is said before anybody checks."""
    notice = next(one for one in notices if one.id == "shenkang-2024")
    page = visit.open(notice, notice.form("p1"))
    counter = page.locator("textarea + .counter").filter(visible=True).first
    most = int(counter.get_attribute("data-most") or 0)
    area = counter.locator("xpath=preceding-sibling::textarea")
    expect(counter).to_have_text(f"已写 0 字，还可写 {most} 字")
    area.fill("𠮷" * (most + 1))
    expect(counter).to_have_text(f"已写 {most + 1} 字，超出 1 字")
    described = (area.get_attribute("aria-describedby") or "").split()
    assert counter.get_attribute("id") in described


@pytest.mark.parametrize(
    ("name", "form", "now", "words"),
    [
        ("shenkang-2024", "p1", "2024-04-20T08:00:00+08:00", "还剩 10 天"),
        ("shenkang-2024", "p1", "2024-05-01T08:00:00+08:00", "已截止"),
        ("wenzhou-2023", "city", "2024-12-30T00:00:00+08:00", "还没开始，2 天后"),
        ("wenzhou-2023", "city", "2026-12-01T00:00:00+08:00", "已截止"),
        ("wenzhou-2023", "county", "2026-12-01T00:00:00+08:00", None),
    ],
)
def test_a_form_says_whether_it_is_still_taken(
    visit: Visit,
    notices: tuple[Notice, ...],
    name: str,
    form: str,
    now: str,
    words: str | None,
) -> None:
    """By the reader's clock; that days are inferred stands beside; no day, no claim."""
    notice = next(one for one in notices if one.id == name)
    visit.context.clock.set_fixed_time(now)
    page = visit.open(notice, notice.form(form))
    settled(page)
    place = page.locator("#call")
    if words is None:
        expect(place).to_have_count(0)
        return
    expect(place.locator(".badge")).to_have_text(words)
    inferred = "（日期为推定）" in place.inner_text()
    assert inferred is (name == "wenzhou-2023")
