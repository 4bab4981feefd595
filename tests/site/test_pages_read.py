"""Pages as people read them: thin and thick notices, small screens, paper, no scripts, filters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from support.programs import PAGE_PATIENCE

from shenbao.policy.model import Absent, Notice, Period
from shenbao.policy.usage import call_dates
from shenbao.site.builder.build import build_site
from shenbao.site.builder.search_index import INDEX
from shenbao.site.content import derived_facts, events
from shenbao.site.content.escape import escape
from shenbao.site.render.pages import site_pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
UNSAID = Absent(words="原文未载")
LONG = "关于组织申报" + "长标题" * 62 + "的通知"
MANY = 60


def bare(demo: Notice) -> Notice:
    """A notice of which only the title is known."""
    return replace(
        demo,
        id="bare-2024",
        title="只有标题的通知",
        short_title="只有标题",
        summary="",
        issuer=UNSAID,
        signatory=UNSAID,
        document_number=UNSAID,
        openness=UNSAID,
        addressees=UNSAID,
        issued=UNSAID,
        contact=replace(
            demo.contact,
            office=UNSAID,
            mailbox=UNSAID,
            address=UNSAID,
            phone=UNSAID,
            note="",
            clauses=(),
        ),
        **dict.fromkeys(
            (
                *("programmes", "deadlines", "periods", "handing_in", "attachments"),
                *("not_stated", "readings", "gaps", "checklist", "quotas", "targets", "work"),
                *("stages", "terms", "candidates", "candidate_sources", "forms", "tables"),
                *("params", "lists", "clauses"),
            ),
            (),
        ),
    )


def crowded(demo: Notice) -> Notice:
    """A notice with sixty programmes, a title of two hundred signs, and no date."""
    first = demo.programmes[0]
    programmes = tuple(
        replace(
            first,
            id=f"P{number}",
            title=f"第{number}类项目",
            tracks=tuple(replace(one, id=f"{one.id}-{number}") for one in first.tracks),
        )
        for number in range(1, MANY + 1)
    )
    return replace(
        demo,
        id="crowded-2024",
        title=LONG,
        short_title=LONG[:60],
        programmes=programmes,
        deadlines=(),
        periods=(),
        issued=UNSAID,
        checklist=(),
        handing_in=(),
    )


def windowed(demo: Notice) -> Notice:
    """A notice without a deadline, for which applications are taken in two inferred spans."""
    span = replace(
        Period(
            id="w1",
            title="申报",
            start=demo.deadlines[0].at.date().replace(day=1),
            end=demo.deadlines[0].at.date(),
            programme=None,
            clauses=(),
            inferred="原文只写年份",
            kind="application",
        )
    )
    later = replace(
        span, id="w2", start=span.start.replace(year=2025), end=span.end.replace(year=2025)
    )
    return replace(
        demo, id="windowed-2024", short_title="有申报期", deadlines=(), periods=(later, span)
    )


@pytest.fixture(scope="module")
def shenkang(notices: tuple[Notice, ...]) -> Notice:
    """The notice with the longest programme."""
    return next(one for one in notices if one.id == "shenkang-2024")


@pytest.fixture(scope="module")
def site(demo: Notice, shenkang: Notice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One site with the invented notice, its odd brothers, and the longest of the product."""
    folder = tmp_path_factory.mktemp("site")
    return build_site(
        folder,
        [demo, bare(demo), crowded(demo), windowed(demo), shenkang],
        (),
        staging=folder / "build" / "site-src",
        out=folder / "build" / "site",
        config=ROOT / "mkdocs.yml",
        log=lambda _: None,
    ).out


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose errors are collected in ``page.mistakes``; none may be left."""
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    opened = context.new_page()
    mistakes: list[str] = []
    opened.on("pageerror", lambda error: mistakes.append(str(error)))
    yield opened
    context.close()
    assert mistakes == []


def test_the_site_works_from_a_file_without_a_request(site: Path, browser: Browser) -> None:
    """Search answers and the status is computed, on file://, with nothing fetched."""
    requests: list[str] = []
    errors: list[str] = []
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.clock.set_fixed_time("2024-04-20T08:00:00+08:00")
    page.goto((site / "catalogue.html").as_uri())
    assert page.locator("[data-closes]").first.inner_text() == "申报中，还剩 10 天"
    now = page.locator("[data-now]")
    assert "申报中，还剩 10 天" in now.inner_text()
    assert "现在没有在受理的项目" not in now.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.clock.set_fixed_time("2024-05-01T08:00:00+08:00")
    page.goto((site / "catalogue.html").as_uri())
    assert page.locator(".sb-card [data-closes]").first.inner_text() == "已截止"
    assert page.locator("[data-now]").inner_text().startswith("现在没有在受理的项目")
    page = browser.new_page(viewport={"width": 1366, "height": 800})
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((site / "index.html").as_uri())
    assert not any(url.endswith(INDEX) for url in requests)
    page.get_by_role("button", name="搜索").click()
    page.get_by_label("要找的词").fill("评价指标")
    page.locator(".sb-search-results a").first.wait_for(timeout=PAGE_PATIENCE)
    assert page.locator(".sb-search-results mark").first.inner_text() == "评价指标"
    outside = [url for url in requests if not url.startswith(("file:", "blob:", "data:"))]
    assert outside == []
    assert errors == []


ODD = ("bare-2024", "crowded-2024", "windowed-2024")


def test_odd_notices_fit_the_smallest_screen_and_large_type(site: Path, page: Page) -> None:
    """320 px wide, and again with letters of twice the size, nothing runs over the edge."""
    kinds = ["index.html", "catalogue.html", "deadlines.html", "gaps.html", "timeline.html"]
    kinds += [f"notices/{name}/index.html" for name in ODD]
    kinds += ["notices/crowded-2024/programme-P60.html", "notices/crowded-2024/gaps.html"]
    page.set_viewport_size({"width": 320, "height": 640})
    for kind in kinds:
        page.goto((site / kind).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, kind
    page.set_viewport_size({"width": 640, "height": 900})
    for kind in kinds:
        page.goto((site / kind).as_uri())
        page.add_style_tag(content="html { font-size: 250% !important; }")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, kind


def test_a_notice_with_a_title_only_says_in_one_line_what_is_missing(
    site: Path, demo: Notice
) -> None:
    """The facts that the source lacks are one line; no heading stands over nothing."""
    lacking = derived_facts.lacking(bare(demo))
    assert lacking[:3] == ("发文机关", "印发日期", "文号")
    text = (site / "notices" / "bare-2024" / "index.html").read_text(encoding="utf-8")
    article = re.search(r"<article.*?</article>", text, re.DOTALL)
    assert article is not None
    assert "、".join(lacking) in article.group()
    assert article.group().count("原文未载</span>") <= 3
    assert "项目对比" not in article.group()


def test_sixty_programmes_stand_in_one_table(site: Path, demo: Notice) -> None:
    """Every track has a row, and a page is never heavier than half a megabyte."""
    text = (site / "notices" / "crowded-2024" / "index.html").read_text(encoding="utf-8")
    table = re.search(r'aria-label="项目对比".*?</table>', text, re.DOTALL)
    assert table is not None
    tracks = MANY * len(demo.programmes[0].tracks)
    assert table.group().count("<tr") == tracks + 1
    heavy = [file for file in site.rglob("*.html") if file.stat().st_size > 500_000]
    assert heavy == []


def test_cards_are_filtered_by_state_who_money_and_days(
    site: Path, page: Page, demo: Notice
) -> None:
    """The filters work together, headings go with their cards, and all can be shown again."""
    page.clock.set_fixed_time("2024-04-20T08:00:00+08:00")
    page.goto((site / "catalogue.html").as_uri())
    cards = page.locator("[data-card]")
    every = cards.count()
    shown = page.locator("[data-card]:visible")
    filters = page.get_by_role("form", name="筛选项目")
    filters.get_by_label("状态").select_option(label="没写截止时间")
    assert shown.count() == MANY * len(demo.programmes[0].tracks)
    assert page.locator(f"#{demo.id}").is_hidden()
    assert filters.get_by_role("status").inner_text() == f"显示 {shown.count()} 类，共 {every} 类"
    filters.get_by_label("状态").select_option(label="在受理")
    filters.get_by_label("截止").select_option(label="30 天以内")
    assert 0 < shown.count() < every
    assert page.locator(f"#{demo.id}").is_visible()
    filters.get_by_label("谁来报").fill("谁也不是")
    assert shown.count() == 0
    assert filters.get_by_role("status").inner_text() == "没有符合的，换个条件试试"
    filters.get_by_role("button", name="全部显示").click()
    page.wait_for_selector(f"#{demo.id}:visible")
    assert shown.count() == every
    filters.get_by_label("金额").select_option(label="10–50 万元")
    assert shown.count() > 0
    filters.get_by_label("金额").select_option(label="50 万元以上")
    assert shown.count() == 3
    filters.get_by_label("金额").select_option(label="没写金额")
    assert shown.count() == every - len(page.locator("[data-least]").all())


def test_windows_open_close_and_come_by_the_clock(site: Path, page: Page) -> None:
    """Before, in, between and after the spans, and that their days are inferred."""
    address = (site / "notices" / "windowed-2024" / "index.html").as_uri()
    for now, words in (
        ("2024-03-30T00:00:00+08:00", "还没开始，2 天后（日期为推定）"),
        ("2024-04-20T08:00:00+08:00", "申报中，还剩 10 天（日期为推定）"),
        ("2024-04-30T23:59:00+08:00", "1 小时内截止（日期为推定）"),
        ("2024-05-01T00:00:00+08:00", "还没开始，335 天后（日期为推定）"),
        ("2026-01-01T00:00:00+08:00", "已截止（日期为推定）"),
    ):
        page.clock.set_fixed_time(now)
        page.goto(address)
        assert page.locator("[data-windows]").first.inner_text() == words
    assert page.locator("[data-inferred]").count() >= 1


def test_a_schedule_stands_in_the_order_of_time(demo: Notice, shenkang: Notice) -> None:
    """Whatever kind they are, and what a deadline says is not said again as a stage."""
    assert [item.item.id for item in events.schedule(windowed(demo)) if item.kind == "period"] == [
        "w1",
        "w2",
    ]
    told = [(item.kind, getattr(item.item, "id", "")) for item in events.schedule(shenkang)]
    assert told[:2] == [("issued", "shenkang-2024"), ("deadline", "apply")]
    assert not [item for item in told if item[0] == "stage"]


def test_readings_on_which_an_error_rests_stand_first_in_the_order_of_the_notice(
    notices: tuple[Notice, ...],
) -> None:
    """All readings are there once; places in the notice rise in both groups."""
    for notice in notices:
        places = {item.id: place for place, item in enumerate(notice.clauses)}
        groups = derived_facts.read_first(notice)
        assert sorted(item.id for group in groups for item in group) == sorted(
            item.id for item in notice.readings
        )
        for group in groups:
            first = [min(places[name] for name in item.clauses) for item in group if item.clauses]
            assert first == sorted(first)


def test_an_address_that_nobody_can_read_is_no_error(site: Path, page: Page) -> None:
    """The page is shown, its script goes on to the end, and the state is told."""
    for part in ("#%E0", "#%", "#%E0%A4%A", "#nowhere", "#%3Cb%3E"):
        page.goto("about:blank")
        page.goto((site / "notices" / "windowed-2024" / "index.html").as_uri() + part)
        assert page.locator("[data-windows][data-state]").first.is_visible(), part


def test_without_scripts_everything_is_there_and_nothing_is_claimed(
    site: Path, browser: Browser
) -> None:
    """No filter that does nothing, no state that nobody worked out, every card."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "catalogue.html").as_uri())
    assert page.locator("form[data-card-filter]").is_hidden()
    assert page.locator("[data-card]").first.is_visible()
    assert page.locator("[data-card] [data-closes]").first.inner_text() == "以截止时间为准"
    context.close()


def test_a_programme_is_printed_on_two_sheets(
    shenkang: Notice, site: Path, page: Page, tmp_path: Path
) -> None:
    """The longest programme too, without rules opened; each sheet has its foot."""
    for programme in shenkang.programmes:
        page.goto((site / "notices" / shenkang.id / f"programme-{programme.id}.html").as_uri())
        file = tmp_path / f"{programme.id}.pdf"
        page.pdf(path=file, prefer_css_page_size=True)
        sheets = PdfReader(file).pages
        assert 1 <= len(sheets) <= 2, programme.id
        # Letters of a PDF may come back as the radicals that look like them.
        foot = unicodedata.normalize("NFKC", sheets[0].extract_text()).replace(" ", "")
        assert "打印于" in foot
        assert re.search(rf"第1.,共{len(sheets)}.", foot)
    page.goto((site / "notices" / shenkang.id / "rules.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator("details.sb-tech").first.is_hidden()


MACHINE = {
    "a digest": re.compile(r"<code[^>]*>[0-9a-f]{64}\b"),
    "an expression": re.compile(r"<code>[^<]*(?:app\.|size\(|&#124;&#124;|&amp;&amp;|==)"),
    "a regular expression": re.compile(r"<code>(?:&#94;|\^)"),
    "a line of a file that nobody has": re.compile(r"第 \d+(?:[-–—]\d+)? 行"),
}


def test_machine_matter_stands_behind_and_lines_of_no_file_are_named(
    notices: tuple[Notice, ...],
) -> None:
    """What only programs need is folded under 技术信息."""
    folded = re.compile(r'<details class="[^"]*sb-tech".*?</details>', re.DOTALL)
    for artifact in site_pages(notices, docs=None):
        shown = folded.sub("", artifact.content.decode("utf-8"))
        for kind, pattern in MACHINE.items():
            found = pattern.search(shown)
            assert found is None, f"{artifact.path}: {kind}: {found}"


def test_terms_and_gaps_stand_once(notices: tuple[Notice, ...]) -> None:
    """What a notice says of them stands on its own pages; those across notices lead there."""
    pages = {item.path: item.content.decode("utf-8") for item in site_pages(notices, docs=None)}
    for notice in notices:
        for term in notice.terms:
            own = pages[f"notices/{notice.id}/terms.md"]
            assert f"{{: #term-{term.id} }}" in own
            assert f"notices/{notice.id}/terms.html#term-{term.id}" in pages["glossary.md"]
            if term.note:
                assert escape(term.note) not in pages["glossary.md"]
        assert f'href="notices/{notice.id}/gaps.html"' in pages["gaps.md"]
        assert not [gap.id for gap in notice.gaps if escape(gap.found) in pages["gaps.md"]]
        for gap in notice.gaps:
            assert f'id="gap-{gap.id}"' in pages[f"notices/{notice.id}/gaps.md"]


def test_where_a_call_has_spans_no_day_is_said_to_be_missing(notices: tuple[Notice, ...]) -> None:
    """Home and catalogue name the spans of application where no day closes the call."""
    pages = {item.path: item.content.decode("utf-8") for item in site_pages(notices, docs=None)}
    calls = [one for one in notices if call_dates.closing(one) is None and call_dates.windows(one)]
    assert calls
    for notice in calls:
        last = max(span.end for span in call_dates.windows(notice)).isoformat()
        card = next(one for one in pages["index.md"].split("<li ") if notice.title in one)
        assert f'datetime="{last}"' in card
        assert "原文未载" not in re.sub(r'title="[^"]*"', "", card)
        about = next(one for one in pages["catalogue.md"].split("<p>") if notice.issuer in one)
        assert f'datetime="{last}"' in about


def test_what_is_worked_out_when_viewed_is_not_searched(notices: tuple[Notice, ...]) -> None:
    """States and filters are found nowhere: what a result shows would be none of this reader's."""
    told = re.compile(r"<(?:span|form|ul|p) [^>]*(?:sb-status|data-card-filter|data-now)[^>]*>")
    found = [
        tag
        for item in site_pages(notices, docs=None)
        for tag in told.findall(item.content.decode("utf-8"))
    ]
    assert found
    assert [tag for tag in found if "data-search-exclude" not in tag] == []
