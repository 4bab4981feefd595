"""我能报什么 in Chromium, opened from a folder: answers in, tracks open or closed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser.visiting import settled
from support.accessibility import violations
from support.programs import PAGE_PATIENCE

from shenbao.core.submission import Submission
from shenbao.forms import urls
from shenbao.policy.model import Notice
from shenbao.site.eligibility.page import eligibility
from shenbao.validation import validate

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

IN_TIME = "2024-04-15T10:00:00+08:00"
NOTICE = "shenkang-2024"
RUNNING, FAILED = "/declarations/running_project", "/declarations/failed_review"
YOUTH = "/youth_leader"
EVERY_TRACK = {"p1", "p2", "p3-key", "p3-general", "p3-seed", "p4"}
SPECIALIST = {
    ("p1", "/unit/kind"): "municipal_hospital",
    ("p1", "/leader/title_level"): "associate",
    ("p1", "/leader/in_post"): "true",
    ("p1", RUNNING): "false",
    ("p1", FAILED): "false",
    ("p3-key", RUNNING): "false",
    ("p3-general", f"{YOUTH}/birth_date"): "1986-01-02",
    ("p3-general", f"{YOUTH}/education"): "postgraduate",
    ("p3-general", f"{YOUTH}/title_level"): "associate",
    ("p3-general", f"{YOUTH}/working_percent"): "２５",
    ("p3-seed", "/leader/birth_date"): "1986年1月2日",
    ("p3-seed", "/leader/education"): "postgraduate",
}
"""A senior physician (副高) of 38 years at a municipal hospital, as any of the persons asked."""
MANAGED = {
    ("p3-general", "/leader/post_rank"): "department_deputy",
    ("p3-general", "/leader/management_department"): "true",
}


class Visit:
    """The page as a visitor has it: what it asked for and what went wrong is remembered."""

    def __init__(
        self,
        browser: Browser,
        file: Path,
        *,
        width: int = 1366,
        now: str = "",
        chosen: str = NOTICE,
    ) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900})
        self.context.set_default_timeout(PAGE_PATIENCE)
        self.requests: list[str] = []
        self.mistakes: list[str] = []
        self.page: Page = self.context.new_page()
        if now:
            self.page.clock.set_fixed_time(now)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.mistakes.append(str(error)))
        self.page.on("console", lambda said: self.mistakes.append(said.text))
        self.page.goto(f"{file.as_uri()}#{chosen}")
        text = self.page.locator("#spec").text_content() or ""
        self.questions: list[Any] = json.loads(text)["questions"]

    def box(self, form: str, pointer: str) -> Locator:
        """Return the question for a field."""
        place = {"form": f"{NOTICE}/{form}", "pointer": pointer}
        name = next(item["id"] for item in self.questions if place in item["places"])
        return self.page.locator(f"#{name}_box")

    def answer(self, answers: Mapping[tuple[str, str], str]) -> None:
        """Answer questions, each by the code of a choice or by what is typed."""
        for (form, pointer), value in answers.items():
            box = self.box(form, pointer)
            if box.locator("input[type=radio]").count() > 0:
                box.locator(f'input[value="{value}"]').check()
            elif box.locator("select").count() > 0:
                box.locator("select").select_option(value)
            else:
                box.locator("input").fill(value)
        self.page.locator("body").click(position={"x": 2, "y": 2})
        settled(self.page)

    def cards(self, form: str) -> Locator:
        """Return the results of a track."""
        return self.page.locator(f'.card[data-form="{NOTICE}/{form}"]')

    def statuses(self) -> dict[str, list[str]]:
        """Return the statuses of each track, in the order of the page."""
        cards = self.page.locator(".card").evaluate_all(
            "cards => cards.map(card => [card.dataset.form, card.dataset.status])"
        )
        found: dict[str, list[str]] = {}
        for form, status in cards:
            if form.startswith(f"{NOTICE}/"):
                found.setdefault(form.partition("/")[2], []).append(status)
        return found

    def leave(self) -> None:
        """End the visit: nothing was asked of others, nothing went wrong, nothing was kept."""
        kept = self.page.evaluate("localStorage.length + sessionStorage.length")
        self.context.close()
        assert [url for url in self.requests if not url.startswith("file:")] == []
        assert self.mistakes == []
        assert kept == 0


@pytest.fixture(scope="module")
def file(notices: tuple[Notice, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, written to a folder."""
    artifact = eligibility(notices)
    place = tmp_path_factory.mktemp("site") / artifact.path
    place.write_bytes(artifact.content)
    return place


@pytest.fixture
def visit(browser: Browser, file: Path) -> Iterator[Visit]:
    """A visit while the call is open."""
    started = Visit(browser, file, now=IN_TIME)
    yield started
    started.leave()


def test_nothing_answered(visit: Visit) -> None:
    """At first every track waits for answers; topics that do not differ stand together."""
    found = visit.statuses()

    assert set(found) == EVERY_TRACK
    assert {status for statuses in found.values() for status in statuses} == {"need"}
    assert "专题⑤至⑬" in visit.cards("p3-general").inner_text()
    assert "还没有回答" in visit.page.locator("#counts").inner_text()


def test_a_notice_is_chosen_first(
    browser: Browser, file: Path, notices: tuple[Notice, ...]
) -> None:
    """Only the questions and tracks of the chosen notice are there; answers to others stay."""
    visit = Visit(browser, file, now=IN_TIME, chosen="")
    page = visit.page
    known = {item["notice"] for item in visit.questions}
    assert known == {
        notice.id for notice in notices if any(part.tracks for part in notice.programmes)
    }
    assert "请先选一份通知" in page.locator("#counts").inner_text()
    assert page.locator(".card").count() == 0
    assert page.locator(".ask:visible").count() == 0
    assert not page.get_by_role("button", name="清空回答").is_visible()

    for notice in sorted(known):
        page.locator(f"#choose-{notice}").check()
        settled(page)
        forms = page.locator(".card").evaluate_all("all => all.map(one => one.dataset.form)")
        assert {form.partition("/")[0] for form in forms} == {notice}
        shown = page.locator(".ask:visible").evaluate_all("all => all.map(one => one.id)")
        wanted = [item["id"] for item in visit.questions if item["notice"] == notice]
        assert sorted(shown) == sorted(f"{name}_box" for name in wanted)
    page.locator(f"#choose-{NOTICE}").check()
    visit.answer({("p2", FAILED): "false"})
    other = min(known - {NOTICE})
    page.locator(f"#choose-{other}").check()
    page.locator(f"#choose-{NOTICE}").check()
    settled(page)
    assert visit.statuses()["p2"] == ["open"]
    visit.leave()


def test_a_senior_physician_of_38(visit: Visit, notices: tuple[Notice, ...]) -> None:
    """Open, waiting and closed tracks, in this order, with clauses, readings and what is left."""
    visit.answer(SPECIALIST)

    assert visit.statuses() == {
        "p1": ["open", "closed"],
        "p2": ["open"],
        "p3-key": ["open"],
        "p3-general": ["need"],
        "p4": ["need"],
        "p3-seed": ["closed"],
    }
    first = visit.cards("p1").first.inner_text()
    assert "专题①" in first
    assert "副高职称按“计入高级职称”处理" in first
    assert "“高级技术职称”是否包括副高级？" in first
    assert "名单缺失，本页没有核对" in first
    assert "以上只核对了所答的几项；其余条件见项目页" in first
    assert "还剩 15 天" in first
    assert "专题②只能由专科联盟申报" in visit.cards("p1").last.inner_text()
    assert "还要回答 2 题" in visit.cards("p3-general").inner_text()
    seed = visit.cards("p3-seed")
    assert "“年龄不超过35周岁（1989年6月1日以后出生）" in seed.inner_text()
    link = seed.get_by_role("link", name="三、3").first.get_attribute("href")
    call = next(notice for notice in notices if notice.id == NOTICE)
    assert link == urls.relative(urls.clause(call, "c-p3-seed-age"), urls.ELIGIBILITY)

    visit.answer(MANAGED)
    assert visit.statuses()["p3-general"] == ["open"]


def test_youth_between_the_readings(visit: Visit) -> None:
    """Born on a day that only some readings allow: a person decides, by the quoted clause."""
    visit.answer(SPECIALIST | MANAGED | {("p3-general", f"{YOUTH}/birth_date"): "1984.1.1"})

    card = visit.cards("p3-general")
    assert visit.statuses()["p3-general"] == ["review"]
    assert visit.box("p3-general", f"{YOUTH}/birth_date").locator("input").input_value() == (
        "1984-01-01"
    )
    assert "“青年负责人年龄不超过40周岁（1984年6月1日以后出生）”" in card.inner_text()
    for reading in ("以哪个为准", "是否包括6月1日当日", "周岁以哪一天为准"):
        assert reading in card.locator(".reasons.review").inner_text()


def test_failed_review_closes(visit: Visit, notices: tuple[Notice, ...]) -> None:
    """Who has failed a review is out of the first three programmes, by the rules of Python too."""
    visit.answer(SPECIALIST | MANAGED | {("p1", FAILED): "true"})

    for form in ("p1", "p2", "p3-key", "p3-general", "p3-seed"):
        assert set(visit.statuses()[form]) == {"closed"}
        assert "结题评审不合格的负责人" in visit.cards(form).first.inner_text()
        rules = (
            visit.cards(form)
            .first.locator(".reasons.closed > li")
            .evaluate_all("lines => lines.map(line => line.dataset.rule)")
        )
        data = {"basic": {"topic": "1"}, "declarations": {"failed_review": True}}
        report = validate(notices, [Submission(file="-", data=data, schema=f"{NOTICE}/{form}")])
        assert set(rules) & {finding.rule for finding in report.findings}
    assert visit.statuses()["p4"] == ["need"]


def test_not_sure_is_for_a_person(visit: Visit) -> None:
    """不清楚 is no answer that closes or opens: it is listed to be found out."""
    visit.answer(SPECIALIST | {("p1", FAILED): ""})

    assert visit.statuses()["p2"] == ["review"]
    assert "您选了“不清楚”，请先核实" in visit.cards("p2").inner_text()


def test_what_cannot_be_read(visit: Visit) -> None:
    """A date that is none is said at its question, and judged as no answer."""
    seed_birth = ("p3-seed", "/leader/birth_date")
    visit.answer(SPECIALIST | {seed_birth: "1990-02-30"})

    assert visit.statuses()["p3-seed"] == ["need"]
    assert "请核对这样填写的回答" in visit.cards("p3-seed").inner_text()
    assert "应为" in visit.box(*seed_birth).locator(".problems").inner_text()
    visit.answer({seed_birth: "1990-02-28"})
    assert visit.statuses()["p3-seed"] == ["open"]
    assert visit.box(*seed_birth).locator(".problems").inner_text() == ""


def test_by_keyboard(visit: Visit) -> None:
    """A waiting question is reached from the result, answered and cleared without a mouse."""
    question = visit.cards("p2").locator(".asking a").first
    question.focus()
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Space")
    visit.page.keyboard.press("ArrowDown")
    settled(visit.page)
    assert visit.statuses()["p2"] == ["open"]

    visit.page.get_by_role("button", name="清空回答").press("Enter")
    assert visit.statuses()["p2"] == ["need"]
    assert visit.page.evaluate("document.activeElement.id") == "title"


def test_after_the_deadline(browser: Browser, file: Path) -> None:
    """Once the call has closed the page says so and promises nothing."""
    visit = Visit(browser, file, now="2024-04-30T16:00:01+08:00")
    visit.answer({("p2", FAILED): "false"})

    assert visit.statuses()["p2"] == ["met"]
    assert "条件符合（已截止）" in visit.page.locator("#list").inner_text()
    assert "可以申报" not in visit.page.locator("#list").inner_text()
    assert visit.page.get_by_text("所列通知都已截止").is_visible()
    visit.leave()


def test_on_paper(visit: Visit) -> None:
    """Paper shows the answers, every result and its sources unfolded, and no buttons."""
    visit.answer(SPECIALIST)
    visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    visit.page.emulate_media(media="print")

    paper = visit.page.locator("body").inner_text()
    assert "市级医院" in paper
    assert "专科联盟\n" not in paper
    assert "本条只核对了所答部分" in paper
    assert "清空回答" not in paper


@pytest.mark.parametrize("width", [1366, 390])
def test_accessible(browser: Browser, file: Path, width: int) -> None:
    """axe finds nothing, empty, answered and unfolded; nothing is wider than the screen."""
    for answers in ({}, SPECIALIST | {("p3-general", f"{YOUTH}/birth_date"): "1984-01-01"}):
        visit = Visit(browser, file, width=width, now=IN_TIME)
        visit.answer(answers)
        visit.page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        assert violations(visit.page) == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        visit.leave()
