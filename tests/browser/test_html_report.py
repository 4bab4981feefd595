"""The report in Chromium, opened from a folder: read, filtered, printed, and asks for nothing."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.accessibility import violations
from support.invented.wrong_tables import finding, table_report
from support.programs import PAGE_PATIENCE

from shenbao.core import messages
from shenbao.core.findings import Citation, Report, Where
from shenbao.core.messages.values import PolicyText, said
from shenbao.reports import html_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

A4 = (595, 842)
"""In points."""


def mixed() -> Report:
    """A table and a form, findings of every kind."""
    clause = Citation(id="c", number="一、3", quote="经费为10-20万元")
    table = table_report()
    form = (
        finding("F-1", clauses=(clause,)),
        finding("F-2", severity="review", found="x" * 400),
        finding(
            "F-3", severity="warning", where=Where(file="甲.json", label="人员 · 第3行 · 年龄")
        ),
        finding("F-4", severity="info", readings=(("I09", "按整年算"),)),
        finding(
            "F-5",
            verdict="undecided",
            wording={},
            message="rule-undecided",
            args={"missing": said("undecided-lists", lists=PolicyText(zh="医院", en="hospitals"))},
        ),
    )
    note = finding("csv.encoding", severity="info", wording={"zh-CN": "按 GB18030 读取"})
    return Report(
        findings=(*table.findings, *form),
        files=(*table.files, "甲.json", "乙.json"),
        notes=(note,),
        tables=table.tables,
    )


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a report; at the end nothing was asked of others and the page made no mistake."""
    pages: list[Page] = []
    requests: list[str] = []
    mistakes: list[str] = []

    def opened(
        report: Report, *, language: str = "zh-CN", width: int = 1280, script: bool = True
    ) -> Page:
        file = tmp_path / "报告 1.html"
        file.write_text(html_report.report_page(report, language), encoding="utf-8", newline="\n")
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script
        )
        context.set_default_timeout(PAGE_PATIENCE)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        page.on("console", lambda said: mistakes.append(said.text))
        page.goto(file.as_uri())
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.context.close()
    assert [url for url in requests if not url.startswith("file:")] == []
    assert mistakes == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("width", [1280, 390])
def test_accessible_and_never_wider_than_the_screen(
    show: Callable[..., Page], width: int, language: str
) -> None:
    page = show(mixed(), language=language, width=width)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_filters_by_kind_column_and_words(show: Callable[..., Page]) -> None:
    """What does not fit goes, with its file where nothing is left; one button brings all back."""
    from playwright.sync_api import expect

    page = show(mixed())
    groups = page.locator("article:visible")
    every = groups.count()
    told = page.locator("#told")
    expect(told).to_have_text(f"显示 {every} 组问题，共 {every} 组")

    page.locator('input[value="error"]').uncheck()
    expect(groups).to_have_count(4)
    expect(page.get_by_role("heading", name="住院 明细.csv")).to_be_hidden()
    expect(told).to_have_text(f"显示 4 组问题，共 {every} 组")

    page.get_by_role("button", name="全部显示").click()
    expect(groups).to_have_count(every)

    page.get_by_label("列或栏目", exact=True).select_option(label="入院日期")
    expect(groups).to_have_count(1)
    expect(groups).to_contain_text("三月五日")

    page.get_by_role("button", name="全部显示").click()
    page.get_by_label("查找文字").fill("没有这一天")
    expect(groups).to_have_count(1)
    page.get_by_label("查找文字").fill("甲.JSON")
    expect(groups).to_have_count(5)


def test_without_a_script_everything_is_there_to_read(show: Callable[..., Page]) -> None:
    page = show(mixed(), script=False)
    assert page.locator("#filter").is_hidden()
    articles = page.locator("article")
    assert all(articles.nth(number).is_visible() for number in range(articles.count()))


def test_the_overview_leads_to_a_file(show: Callable[..., Page]) -> None:
    page = show(mixed())
    page.get_by_role("link", name="甲.json").click()
    part = page.locator(".part", has=page.get_by_role("heading", name="甲.json"))
    box = part.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900


def test_on_paper(show: Callable[..., Page]) -> None:
    """A4 upright, every finding, no filter; nothing is cut off at the right."""
    import pypdf

    page = show(mixed())
    page.emulate_media(media="print")
    assert page.locator("#filter").is_hidden()
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    for one in printed.pages:
        assert abs(float(one.mediabox.width) - A4[0]) < 1
        assert abs(float(one.mediabox.height) - A4[1]) < 1
    drawn = "".join(one.extract_text() for one in printed.pages)
    text = "".join(unicodedata.normalize("NFKC", drawn).split())
    for group in page.locator("article .place").all_inner_texts():
        assert "".join(unicodedata.normalize("NFKC", group).split()) in text


def test_a_large_report_answers_at_once(show: Callable[..., Page]) -> None:
    """Fifty thousand findings in a thousand columns: half a second of work answers a filter."""
    where = Where(file="大.csv", row=2)
    report = Report(
        findings=tuple(
            finding(f"R-{number % 200}", where=Where(file=f"{number % 50}.csv", row=number + 2,
                    column=f"列{number % 1000}"))
            for number in range(50_000)
        ),
        files=(where.file or "",),
    )  # fmt: skip
    page = show(report)
    worked = clock_of(page)
    before = worked()
    page.evaluate(
        """() => {
          const words = document.getElementById('words');
          words.value = '列7';
          words.dispatchEvent(new Event('input', {bubbles: true}));
          document.body.getBoundingClientRect();
        }"""
    )
    assert 0 < worked() - before < 0.5


def clock_of(page: Page) -> Callable[[], float]:
    """Return a clock of the page's own work, in seconds of a processor: no other program counts."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worked() -> float:
        told = session.send("Performance.getMetrics")["metrics"]
        return float(next(item["value"] for item in told if item["name"] == "TaskDuration"))

    return worked
