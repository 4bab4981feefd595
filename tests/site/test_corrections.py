"""A notice that was extended and corrected: what pages, forms, calendar and catalogue say."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator
from support.invented.corrected import corrected

from shenbao.core.messages import say
from shenbao.forms import front_matter
from shenbao.forms.wording import moved_words
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Absent, Moved, Notice
from shenbao.site.eligibility.page import eligibility
from shenbao.site.feeds.calendar import calendar
from shenbao.site.feeds.catalogue import catalogue
from shenbao.site.render.pages import site_pages

ROOT = Path(__file__).resolve().parents[2]
TOLD = (
    "截止日期已延长（原为2024年4月30日 16:00，"
    "依据“关于延长2024年度示例项目申报时间的通知（虚构）”，自2024年4月25日起）"
)
DEADLINE_PAGES = (
    "index.md",
    "catalogue.md",
    "deadlines.md",
    "timeline.md",
    "notices/demo-2024/index.md",
    "notices/demo-2024/programme-P1.md",
    "notices/demo-2024/materials.md",
)


@pytest.fixture(scope="module")
def notice(tmp_path_factory: pytest.TempPathFactory) -> Notice:
    """The invented notice after its correction and its extension."""
    root = corrected(tmp_path_factory.mktemp("corrected"))
    return load_notice(root / "schemas" / "demo-2024")


@pytest.fixture(scope="module")
def pages(notice: Notice) -> dict[str, str]:
    """Its pages, as text without markup."""
    return {
        item.path: html.unescape(item.content.decode("utf-8"))
        for item in site_pages([notice], docs=None)
    }


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


@pytest.mark.parametrize("page", DEADLINE_PAGES)
def test_a_page_with_the_deadline_says_that_it_was_extended(
    pages: dict[str, str], page: str
) -> None:
    text = pages[page]
    assert "2024年5月15日 16:00" in text
    assert re.search(r"<del><time [^>]*>2024年4月30日 16:00</time></del>", text)
    assert "截止日期已延长 原为 2024年4月30日 16:00，依据 延期，自 2024年4月25日 起" in plain(text)
    assert "#c-extended" in text


def test_a_notice_of_one_document_says_nothing_of_documents(demo: Notice) -> None:
    for item in site_pages([demo], docs=None):
        text = item.content.decode("utf-8")
        assert "sb-moved" not in text
        assert "#documents" not in text
        assert "<del>" not in text


def test_the_documents_are_listed(pages: dict[str, str]) -> None:
    overview = pages["notices/demo-2024/index.md"].partition("#documents")[2]
    changes = pages["notices/demo-2024/changes.md"]
    for text in (overview, changes):
        assert text.index("关于申报2024年度示例项目的通知（虚构）") < text.index("关于更正")
        assert text.index("关于更正") < text.index("关于延长")
        assert "2024年4月25日" in text
    assert "自 2024.3 版收入" in changes
    assert "extension.txt" in changes
    assert "关于延长" in pages["timeline.md"]


def test_a_corrected_clause_shows_old_and_new_text_and_strikes_the_old(
    pages: dict[str, str],
) -> None:
    library = pages["clauses/demo-2024.md"]
    assert "<del>经费10万元至20万元。</del> <ins>经费更正为10万元至30万元。</ins>" in library
    old, new = "<p><del>“经费为10-20万元”</del></p>", "<p><ins>“经费为10-30万元”</ins></p>"
    assert library.index(old) < library.index(new)
    assert '自 <time datetime="2024-04-18">2024年4月18日</time> 起' in library
    assert "<figcaption>“关于更正2024年度示例项目经费的通知（虚构）”" in library
    assert "第 7 行" not in library
    # What was not corrected is not struck.
    assert library.count("<del>") == 2
    table = pages["notices/demo-2024/clauses.md"]
    assert "<del>经费10万元至20万元。</del>" in table


def test_a_correction_that_was_corrected_again_leads_to_what_holds(notice: Notice) -> None:
    again = replace(
        notice.clause("c-extended"), id="c-again", corrects="c-funding-corrected", quotes=("再改",)
    )
    notice = replace(notice, clauses=(*notice.clauses, again))
    for clause in ("c-funding", "c-funding-corrected"):
        assert notice.correction(clause) == again


def test_the_notes_of_a_form_say_it(notice: Notice) -> None:
    assert any(TOLD in line for line in front_matter.times(notice, notice.form("a")))


def test_the_wizard_says_it(notice: Notice) -> None:
    assert TOLD in eligibility([notice]).content.decode("utf-8")


def test_a_calendar_that_was_taken_over_earlier_is_renewed(notice: Notice, demo: Notice) -> None:
    def deadline(given: Notice) -> dict[str, str]:
        events = Calendar.from_ical(calendar([given]).content).walk("VEVENT")
        found = next(event for event in events if "deadline-apply" in event["uid"])
        return {key: str(value) for key, value in found.items()}

    before, after = deadline(demo), deadline(notice)
    assert after["UID"] == before["UID"]
    assert "SEQUENCE" not in before
    assert after["SEQUENCE"] == "1"
    assert "（已延长）" in after["SUMMARY"]
    assert TOLD in after["DESCRIPTION"]


def test_the_catalogue_carries_documents_and_earlier_times(notice: Notice) -> None:
    value = json.loads(catalogue([notice]).content)
    schema = json.loads((ROOT / "schemas/catalogue.schema.json").read_text(encoding="utf-8"))
    assert not list(Draft202012Validator(schema).iter_errors(value))
    (one,) = value["notices"]
    assert [item["kind"] for item in one["sources"]] == ["notice", "correction", "extension"]
    (deadline,) = one["deadlines"]
    assert deadline["extended_from"] == [
        {
            "at": "2024-04-30T16:00:00+08:00",
            "precision": "minute",
            "clauses": ["c-extended"],
        }
    ]


def test_twice_moved_brought_forward_and_without_a_day(notice: Notice) -> None:
    (deadline,) = notice.deadlines
    (first,) = deadline.extended_from
    second = Moved(at=deadline.at, clauses=("c-funding-corrected",), precision="day")
    forward = replace(deadline, at=deadline.at - timedelta(days=5), extended_from=(first, second))
    told = moved_words(notice, forward)
    assert told.startswith("截止日期已提前（原为2024年5月15日，依据“关于更正")
    assert "；再前为2024年4月30日 16:00，依据“关于延长" in told
    unsaid = replace(notice.sources[2], issued=Absent(words="原文未载"))
    silent = replace(notice, sources=(*notice.sources[:2], unsaid))
    assert "从哪天起原文未载" in moved_words(silent, deadline)
    english = moved_words(notice, forward, "en")
    assert english.startswith("The deadline was brought forward (from 2024-05-15, by 「关于更正")
    assert "before that from 2024-04-30 16:00" in english
    assert say("calendar-moved-earlier", {"title": "x"}, "en") == "x (brought forward)"
