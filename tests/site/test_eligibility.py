"""我能报什么 as a file: its questions, what it judges by, what it says is left open."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from shenbao.core import resources
from shenbao.core.errors import ShenbaoError
from shenbao.forms import urls
from shenbao.forms.controls import choices
from shenbao.policy.model import Case, Field, Form, Notice, Period, Rule, Wording
from shenbao.site.content import derived_facts
from shenbao.site.eligibility.page import eligibility
from shenbao.site.eligibility.questions import Group, parts
from shenbao.site.eligibility.rules import judged, partly

SCRIPT_LIMIT = 120_000
TOPIC, FUNDING, BORN = "/basic/topic", "/basic/funding", "/youth/birth_date"
HOSTILE = "</script><img src=x onerror=alert(1)>\u2028{{ 7 * 7 }}"


def asking(notice: Notice, asks: Mapping[str, str]) -> Notice:
    """Return the notice with questions at the pointers of its first form, and at no others."""
    form = notice.forms[0]
    sections = tuple(_asking(section, asks) for section in form.sections)
    return replace(notice, forms=(replace(form, sections=sections), *notice.forms[1:]))


def _asking(field: Field, asks: Mapping[str, str]) -> Field:
    return replace(
        field,
        ask=asks.get(field.pointer),
        children=tuple(_asking(child, asks) for child in field.children),
        item=_asking(field.item, asks) if field.item is not None else None,
    )


def with_rule(notice: Notice, rule: Rule) -> Notice:
    """Return the notice with one rule more on the whole of its first form."""
    form = notice.forms[0]
    return replace(notice, forms=(replace(form, rules=(*form.rules, rule)), *notice.forms[1:]))


def rule(*assertions: str, values: Mapping[str, str] | None = None) -> Rule:
    """Return a rule of steps."""
    message = Wording(zh="句子", en="sentence")
    return Rule(
        id="NEW",
        pointer="",
        when=None,
        at=None,
        keywords=(),
        cases=tuple(Case(assertion=text, severity="error", message=message) for text in assertions),
        message=message,
        severity="error",
        clauses=(),
        basis="source",
        readings=(),
        lists=(),
        values=values or {},
    )


def rules_of(form: Form) -> dict[str, Rule]:
    return {item.id: item for item in judged(form).all_rules()}


def groups(*notices: Notice) -> tuple[Group, ...]:
    """Return the groups of questions of all notices."""
    return tuple(group for part in parts(notices) for group in part.groups)


class Page(HTMLParser):
    """Texts of scripts and styles, links, the policy."""

    def __init__(self, *notices: Notice) -> None:
        super().__init__()
        self.text = eligibility(notices).content.decode("utf-8")
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self.links: list[str] = []
        self.ids: list[str] = []
        self.loads: list[str] = []
        self.policy = ""
        self._inside = ""
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._inside = tag if tag in self.texts else ""
        if tag in self.texts:
            self.texts[tag].append("")
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"] or ""
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        self.loads += [values["src"] or ""] if "src" in values else []

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[self._inside][-1] += data

    @property
    def data(self) -> dict[str, Any]:
        """What the script reads."""
        found: dict[str, Any] = json.loads(self.texts["script"][0])
        return found


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()


def test_one_file_that_lets_nothing_in(demo: Notice) -> None:
    """The page is one file with a policy by hashes, and the same input gives the same bytes."""
    asked = asking(demo, {BORN: "青年负责人的出生日期？"})
    page = Page(asked)

    assert eligibility((asked,)).path == "eligibility.html"
    assert eligibility((asked,)) == eligibility((asked,))
    assert f"script-src 'sha256-{digest(page.texts['script'][1])}'" in page.policy
    assert f"style-src 'sha256-{digest(page.texts['style'][0])}'" in page.policy
    assert page.policy.startswith("default-src 'none'")
    assert page.loads == []
    assert "url(" not in page.texts["style"][0]
    assert len(page.ids) == len(set(page.ids))


def test_equal_questions_are_asked_once(demo: Notice) -> None:
    """One text with equal answers is one question for all forms; other answers, another."""
    form = asking(demo, {BORN: "出生日期？"}).forms[0]
    (programme,) = demo.programmes
    track = replace(programme.tracks[0], id="b", title="另一类别", form="b")
    both = replace(
        demo,
        forms=(form, replace(form, id="b")),
        programmes=(replace(programme, tracks=(*programme.tracks, track)),),
    )

    (group,) = groups(both)
    apart = groups(asking(demo, {BORN: "出生日期？", FUNDING: "出生日期？"}))

    assert [question.text for question in group.questions] == ["出生日期？"]
    assert group.questions[0].uses == ("用于：示例类别、另一类别",)
    assert sum(len(part.questions) for part in apart) == 2


def test_each_notice_asks_for_itself(demo: Notice) -> None:
    """Who applies to one notice is not asked for another: their questions never merge."""
    born = {BORN: "出生日期？"}
    one = asking(demo, born)
    other = replace(one, id="other-2024", short_title="另一份 2024", deadlines=())
    page = Page(one, other)

    assert [item["notice"] for item in page.data["questions"]] == ["demo-2024", "other-2024"]
    assert len({item["id"] for item in page.data["questions"]}) == 2
    assert [row["noticeId"] for row in page.data["rows"]] == ["demo-2024", "other-2024"]
    assert page.data["notices"] == ["demo-2024", "other-2024"]
    assert {"choose-demo-2024", "choose-other-2024"} <= set(page.ids)
    assert "截止 2024年4月30日 16:00</span>" in page.text
    assert "截止时间原文未载</span>" in page.text
    assert not any(name.startswith("choose-") for name in Page(one).ids)


def test_the_choice_says_when_applications_are_taken_where_no_deadline_is_given(
    demo: Notice,
) -> None:
    """Spans of days stand in the place of a deadline; days that are ours say so."""
    one = asking(demo, {BORN: "出生日期？"})

    def chosen(*spans: Period) -> str:
        other = replace(one, id="other-2024", deadlines=(), periods=spans)
        return Page(one, other).text

    def span(year: int, inferred: str = "") -> Period:
        return Period(
            id=f"window-{year}",
            title="申报",
            start=date(year, 1, 1),
            end=date(year, 3, 31),
            programme=None,
            clauses=(),
            inferred=inferred,
            kind="application",
        )

    assert "申报时间 2024年1月1日至2024年3月31日</span>" in chosen(span(2024))
    several = chosen(span(2023), span(2024, "原文只写一季度"))
    assert "申报时间分 2 段，最后一段到 2024年3月31日（推定）</span>" in several
    assert "截止时间原文未载</span>" not in several


def test_a_selection_scheme_is_open_too(demo: Notice) -> None:
    """What invites to apply is asked for, by whatever name; programmes without tracks are not."""
    scheme = replace(asking(demo, {BORN: "？"}), kind="selection-scheme")
    programme = replace(demo.programmes[0], id="P2", title="不接受申报的项目", tracks=())
    page = Page(replace(scheme, programmes=(*scheme.programmes, programme)))

    assert [row["programme"] for row in page.data["rows"]] == ["示例项目"]
    assert "不接受申报的项目" not in page.text
    closed = replace(scheme, programmes=(programme,))
    assert Page(closed).data["questions"] == Page(closed).data["rows"] == []


def test_questions_stand_by_section(demo: Notice) -> None:
    """Groups follow the order of the sections, whatever was asked first."""
    found = groups(asking(demo, {BORN: "甲？", FUNDING: "乙？"}))

    assert [(part.key, part.questions[0].control) for part in found] == [
        ("basic", "number"),
        ("youth", "date"),
    ]
    assert found[0].questions[0].unit == "万元"


def test_a_question_needs_one_value(demo: Notice) -> None:
    """A question on a group or in a row is refused, with its place."""
    for pointer in ("/youth", "/partners/*/unit"):
        with pytest.raises(ShenbaoError, match=re.escape(pointer)):
            eligibility((asking(demo, {pointer: "？"}),))


def test_only_calls_ask(demo: Notice) -> None:
    """A plan has no questions and no tracks; the page then says where to look."""
    plan = replace(asking(demo, {BORN: "？"}), kind="work-plan")
    page = Page(plan)

    assert page.data["questions"] == page.data["rows"] == []
    assert "catalogue.html" in page.links
    assert Page(asking(demo, {})).data["rows"][0]["asked"] == 0


def test_rules_that_the_answers_decide(demo: Notice) -> None:
    """Left are rules and steps that read answers and the topic only."""
    asked = asking(demo, {FUNDING: "多少？", BORN: "何时？"})
    mixed = rule(
        "app.basic.funding < 12.0 || app.basic.topic == '1'",
        "app.basic.lead_unit in ref.hospitals.labels && app.basic.funding > 0.0",
        "value.low < app.basic.funding",
        "value.named == app.basic.funding",
        values={"low": "1.0", "named": "double(size(app.basic.project_title))"},
    )
    form = with_rule(asked, mixed).forms[0]
    found = rules_of(form)

    assert set(found) == {"DM-P-02", "DM-P-03", "NEW"}
    assert [case.assertion for case in found["NEW"].cases] == [
        mixed.cases[0].assertion,
        mixed.cases[2].assertion,
    ]
    assert dict(found["NEW"].values) == {"low": "1.0"}
    assert partly(form, asked) == {"NEW": ["单位名单"]}
    assert [field.pointer for field in judged(form).fields() if field.required] == [
        *("/basic", TOPIC, FUNDING, "/youth", BORN)
    ]


def test_what_is_left_open_is_counted(demo: Notice) -> None:
    """Rules not or partly judged, quotas and items for people: all are told."""
    asked = asking(demo, {BORN: "何时？"})
    (row,) = Page(asked).data["rows"]
    more = with_rule(asked, rule("app.youth.birth_date != ''", "app.basic.funding > 0.0"))

    assert row["others"] == {"rules": 4, "quotas": 1, "items": 1}
    assert Page(more).data["rows"][0]["others"]["rules"] == 5


def test_a_window_is_no_period_and_what_is_ours_is_marked(notices: tuple[Notice, ...]) -> None:
    """Projects run in periods; applications are taken in windows; a scheme holds for years."""
    wenzhou = next(item for item in notices if item.id == "wenzhou-2023")
    programme = next(item for item in wenzhou.programmes if item.id == "WZ-C")
    track = programme.tracks[0]
    assert derived_facts.spans(wenzhou, programme, track, "execution") == ()
    windows = derived_facts.spans(wenzhou, programme, track, "application")
    assert [item.id for item in windows] == ["window-2023", "window-2024", "window-2025"]
    assert all(item.inferred for item in windows)
    assert [item.id for item in derived_facts.spans(wenzhou, programme, track, "validity")] == [
        "scheme"
    ]
    shenkang = next(item for item in notices if item.id == "shenkang-2024")
    for one in shenkang.programmes:
        for each in one.tracks:
            assert len(derived_facts.spans(shenkang, one, each, "execution")) == 1
            assert derived_facts.spans(shenkang, one, each, "application") == ()


def test_the_page_is_given_the_spans_with_their_reasons(demo: Notice) -> None:
    asked = asking(demo, {BORN: "何时？"})
    window = replace(
        asked.periods[0], id="w", programme=None, kind="application", inferred="年份是推定的"
    )
    deadline = replace(asked.deadlines[0], inferred="原文没有写年份")
    more = replace(asked, periods=(*asked.periods, window), deadlines=(deadline,))
    (row,) = Page(more).data["rows"]
    assert row["spans"] == {
        "execution": [{"text": "2024年6月1日至2025年5月31日", "inferred": ""}],
        "application": [{"text": "2024年6月1日至2025年5月31日", "inferred": "年份是推定的"}],
        "validity": [],
    }
    assert row["inferred"] == "原文没有写年份"


def test_quotas_over_the_tables_of_a_track_are_counted(notices: tuple[Notice, ...]) -> None:
    counted = {
        (notice.id, track.id): [
            quota.id for quota in derived_facts.quotas_of(notice, programme, track)
        ]
        for notice in notices
        for programme in notice.programmes
        for track in programme.tracks
    }
    assert counted["wenzhou-2023", "city"] == ["WZ-07", "WZ-08"]
    assert counted["shenkang-2024", "p1"] == ["SK-P1-17", "SK-P1-19"]
    assert counted["shenkang-2024", "p4"] == ["SK-P4-10", "SK-P4-17"]


def test_every_link_is_the_sites(notices: tuple[Notice, ...], demo: Notice) -> None:
    """Tracks link to their programme and form, clauses to the library, all relatively."""
    for notice in (*notices, asking(demo, {BORN: "何时？"})):
        data = Page(notice).data
        programmes = {urls.programme(notice, item) for item in notice.programmes}
        forms = {urls.fillable(notice, form.id) for form in notice.forms}
        clauses = {clause.id: urls.clause(notice, clause.id) for clause in notice.clauses}
        assert {row["programmeHref"] for row in data["rows"]} <= programmes
        assert {row["formHref"] for row in data["rows"]} <= forms
        for form in data["forms"].values():
            for name, clause in form["clauses"].items():
                assert clause["href"] == clauses[name]


def test_readable_without_script(demo: Notice) -> None:
    """Without script the page names the catalogue and every programme."""
    page = Page(asking(demo, {BORN: "何时？"}))
    (without,) = re.findall(r"<noscript>(.*?)</noscript>", page.text, re.DOTALL)

    assert "catalogue.html" in without
    assert f"notices/{demo.id}/programme-P1.html" in without
    assert "示例类别" in without


def test_hostile_words_stay_words(demo: Notice) -> None:
    """Text of a schema or notice can neither end the script nor become markup."""
    asked = asking(demo, {BORN: HOSTILE})
    programme = replace(asked.programmes[0], title=HOSTILE)
    page = Page(replace(asked, short_title=HOSTILE, programmes=(programme,)))

    assert "<img" not in page.text
    assert page.data["questions"][0]["text"] == HOSTILE
    assert page.data["rows"][0]["programme"] == HOSTILE
    assert len(page.texts["script"]) == 2


def test_choices_are_the_forms(demo: Notice) -> None:
    """A question offers what the form offers, in its order."""
    (group,) = groups(asking(demo, {TOPIC: "哪个专题？"}))
    field = next(field for field in demo.forms[0].fields() if field.pointer == TOPIC)
    offered = choices(demo, field)

    assert offered is not None
    assert group.questions[0].choices == offered.rows
    assert group.questions[0].control == "radio"


def test_script_is_small() -> None:
    """The script, with the whole check, stays below the limit of the form's."""
    script = (resources.templates("web") / "dist" / "eligible.js").read_bytes()
    assert len(gzip.compress(script, 9)) < SCRIPT_LIMIT
