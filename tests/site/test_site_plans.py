"""Pages of plans and pages across notices: work, targets, indicators, terms, dates, comparison."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.accessibility import violations

from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Absent, CodeList, Deadline, FollowUp, ListColumn, ListRow, Notice
from shenbao.site.builder import link_checker
from shenbao.site.builder.build import build_site
from shenbao.site.content import comparison, events, plans, structured_data, table_layout, wording
from shenbao.site.content.clause_backlinks import field_labels
from shenbao.site.content.glossary import glossary, initial
from shenbao.site.content.page_index import in_order, leaves
from shenbao.site.render.nav import navigation
from shenbao.site.render.pages import site_pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
NOT_STATED = Absent(words="原文未载")
OF_PLANS = {"work", "targets", "indicators", "stages", "terms"}
HOSTILE = "<script>alert(1)</script> </script><img src=//outside.example> {{ 7*7 }} {#id} | 3."


@pytest.fixture(scope="module")
def plan() -> Notice:
    """The invented work plan."""
    return load_notice(ROOT / "tests" / "notices" / "schemas" / "plan-2024")


@pytest.fixture(scope="module")
def district(plan: Notice) -> Notice:
    """A plan that takes up the first item of the invented one, and has one of its own."""
    group = plan.work[0]
    first, second = group.items
    follow = FollowUp(notice=plan.id, item=first.id, adds="加上社区")
    items = (replace(first, follows=(follow,)), replace(second, title="自己的一项"))
    return replace(
        plan,
        id="district-2024",
        short_title="示例区计划",
        work=(replace(group, title="一组", items=items),),
    )


@pytest.fixture(scope="module")
def pages(demo: Notice, plan: Notice, district: Notice) -> Mapping[str, str]:
    """The staged pages of the invented notices."""
    return staged(demo, plan, district)


def staged(*notices: Notice) -> dict[str, str]:
    return {item.path: item.content.decode("utf-8") for item in site_pages(notices, docs=None)}


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def data_of(page: str) -> Any:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])


def test_each_kind_of_notice_has_the_pages_of_its_content(
    demo: Notice, plan: Notice, pages: Mapping[str, str]
) -> None:
    """A call has programmes, a plan has work; neither has empty pages of the other."""
    of_call = {leaf.name for leaf in leaves(demo)}
    of_plan = {leaf.name for leaf in leaves(plan)}
    assert not of_call & OF_PLANS
    assert of_plan > OF_PLANS
    assert f"notices/{demo.id}/programme-P1.md" in pages
    assert not [path for path in pages if path.startswith(f"notices/{plan.id}/programme")]
    for notice, names in ((demo, of_call), (plan, of_plan)):
        staged_names = {
            path.rpartition("/")[2].removesuffix(".md")
            for path in pages
            if path.startswith(f"notices/{notice.id}/")
        }
        assert names <= staged_names
        told = json.dumps(navigation([notice], ()), ensure_ascii=False)
        assert all(f"notices/{notice.id}/{name}.md" in told for name in staged_names)


def test_a_notice_that_asks_for_nothing_has_no_page_of_it(plan: Notice) -> None:
    """Without forms, lists, rules and judgement their pages do not stand there empty."""
    bare = replace(
        plan,
        forms=(),
        tables=(),
        lists=(),
        quotas=(),
        targets=(),
        checklist=(),
        handing_in=(),
        attachments=(),
        candidates=(),
        work=(),
        stages=(),
        terms=(),
    )
    names = [leaf.name for leaf in leaves(bare)]
    assert names == ["index", "clauses", "gaps", "changes"]
    assert "工作任务一览" not in staged(bare)[f"notices/{plan.id}/index.md"]


def test_a_plan_does_not_speak_of_applying(plan: Notice) -> None:
    """申报 stands on no page of a notice by which nothing is applied for."""
    stages = tuple(replace(stage, title="填报") for stage in plan.stages)
    found = staged(replace(plan, stages=stages))
    for name in (*OF_PLANS, "index", "materials", "checklist", "rules"):
        assert "申报" not in text_of(found[f"notices/{plan.id}/{name}.md"]), name


def test_a_title_that_is_ours_says_so(pages: Mapping[str, str], plan: Notice, demo: Notice) -> None:
    assert "本站拟题（原文无标题）" in pages[f"notices/{plan.id}/index.md"]
    assert "本站拟题（原文无标题）" in pages["index.md"]
    assert "本站拟题（原文无标题）" not in pages[f"notices/{demo.id}/index.md"]


def test_work_items_stand_with_who_when_checks_and_those_that_take_them_up(
    pages: Mapping[str, str], plan: Notice, district: Notice
) -> None:
    """Anchors, the missing heading, indicators, checks of the same clauses, both directions."""
    page = pages[f"notices/{plan.id}/work.md"]
    for _, item in plan.work_items():
        assert f"{{: #item-{item.id} }}" in page
    assert "## 第一组 <small>标题 <span" in page
    first = page[page.index("#item-1-1 }") : page.index("#item-1-2 }")]
    assert 'href="indicators.html#indicators-K1"' in first
    assert 'href="rules.html#indicators-PL-R4"' in first
    assert f'href="../{district.id}/work.html#item-1-1"' in first
    assert "加上社区" in text_of(first)
    last = page[page.index("#item-2-1 }") :]
    assert 'href="targets.html#PL-T5"' in last
    assert 'href="#item-1-1"' in last
    assert "加上建设和验收" in text_of(last)
    second = page[page.index("#item-1-2 }") : page.index("#group-g2 }")]
    assert second.count("原文未载</span>") >= 2
    taker = pages[f"notices/{district.id}/work.md"]
    assert f'href="../{plan.id}/work.html#item-1-1"' in taker


def test_targets_say_in_words_how_they_are_judged(pages: Mapping[str, str], plan: Notice) -> None:
    """Lowest, mean, total, each, all; demanded or striven for; where they are filled in."""
    said = {target.mark: wording.judged(target) for target in plan.targets}
    assert said == {
        "T1": "每一家都不低于 100%",
        "T2": "最低的一家不低于 3 级",
        "T3": "各家平均不低于 4 级",
        "T4": "各家平均不低于 2 级",
        "T5": "全部为“是”",
        "T6": "各家合计100–200 张",
    }
    page = pages[f"notices/{plan.id}/targets.md"]
    rows = {target.mark: page.split(f'<tr id="{target.id}">')[1] for target in plan.targets}
    for target in plan.targets:
        row = rows[target.mark].partition("</tr>")[0]
        assert ("硬性" in row) == target.firm
        assert said[target.mark] in text_of(row)
        assert "fields-" in row
    assert "只看“年度”为“2024”的" in text_of(rows["T2"])
    assert "示例医院（2） × 示例中心（2）" in text_of(rows["T5"])
    assert "原文未载" in text_of(rows["T4"].partition("</tr>")[0])
    assert "2024年12月31日" in text_of(rows["T1"].partition("</tr>")[0])


def test_entries_that_a_reading_chooses_are_put_in_words(plan: Notice) -> None:
    """What is not simple is not guessed at."""
    target = plan.targets[1]
    chosen = replace(target, where="role.year == (reading.PR1 == 'down' ? 2024.0 : 2025.0)")
    question = plan.reading("PR1").question
    assert plans.chosen(plan, chosen) == f"“年度”为“2025”（“{question}”改选时为“2024”）"
    assert plans.chosen(plan, replace(target, where="size(role.year) > 1")) is None
    assert plans.chosen(plan, replace(target, where=None)) == ""


def indicators(plan: Notice) -> CodeList:
    """A list with two levels of headings."""
    rows = [("1", "甲", "一", "子"), ("2", "乙", "一", "子"), ("3", "丙", "一", "丑")]
    rows += [("4", "丁", "二", "丑")]
    names = (("code", "代码"), ("label", "指标"), ("level1", "一级"), ("level2", "二级"))
    columns = (*names, ("no", "序号"), ("direction", "方向"), ("meaning", "定义"), ("how", "说明"))
    long = "很长的说明" * 4
    return replace(
        plan.code_list("indicators"),
        name="system",
        columns=tuple(ListColumn(name=name, title=title) for name, title in columns),
        rows=tuple(
            ListRow(
                code=code,
                label=label,
                values=(
                    code,
                    label,
                    one,
                    two,
                    code,
                    "down" if code == "4" else "up",
                    "原文未定义",
                    "" if code == "4" else long,
                ),
            )
            for code, label, one, two in rows
        ),
    )


def test_headings_of_indicators_span_their_rows(plan: Notice) -> None:
    """A second-level heading ends with the first-level one above it, even of equal name."""
    found = replace(plan, lists=(*plan.lists, indicators(plan)))
    grid = next(
        one for one in table_layout.indicator_grids(found) if one.code_list.name == "system"
    )
    spans = [[(span.text, span.rows) for span in row.heads] for row in grid.rows]
    assert spans == [[("一", 3), ("子", 2)], [], [("丑", 1)], [("二", 1), ("丑", 1)]]
    assert grid.levels == ("一级", "二级")
    assert grid.columns == ("方向",)
    assert [row.values for row in grid.rows] == [("↑ 提高",)] * 3 + [("↓ 降低",)]
    assert grid.same == (("定义", "原文未定义"),)
    assert grid.rows[0].notes == (("说明", "很长的说明" * 4),)
    page = staged(found)[f"notices/{plan.id}/indicators.md"]
    assert '<th scope="rowgroup" rowspan="3" class="sb-level">一</th>' in page


def test_definitions_from_elsewhere_are_folded_named_and_not_searched(
    pages: Mapping[str, str], plan: Notice
) -> None:
    """Outside its own block not a word of them stands on the site."""
    page = pages[f"notices/{plan.id}/indicators.md"]
    before, start, rest = page.partition("<section data-search-exclude")
    block, end, after = rest.partition("</section>")
    assert start
    assert end
    assert '<details class="sb-reference" data-reference>' in block
    assert "参考口径（非本文件内容）" in block
    assert "没有主管部门的定义，不计算比率。" in block
    assert block.count("sb-refuse") == 1
    assert "第三方转载，未核实" in block
    others = {path: text for path, text in pages.items() if not path.endswith("/indicators.md")}
    for candidate in plan.candidates:
        assert candidate.definition in html.unescape(block)
        assert candidate.definition not in html.unescape(before + after)
        assert not any(candidate.definition in html.unescape(text) for text in others.values())
    assert '<input type="checkbox" data-switch="reference">' in before
    assert "checked" not in before


def test_dates_are_no_more_exact_than_the_source(pages: Mapping[str, str], plan: Notice) -> None:
    """A day is a day, and what we inferred is marked with our reason."""
    closing = plan.deadlines[0]
    assert closing.precision == "day"
    for path in ("index.md", "deadlines.md", "timeline.md", f"notices/{plan.id}/index.md"):
        assert "23:59" not in text_of(pages[path]), path
        assert '<time datetime="2024-10-31">2024年10月31日</time>' in pages[path], path
        assert "推定" in pages[path], path
    for path in ("deadlines.md", "timeline.md", f"notices/{plan.id}/index.md"):
        assert closing.inferred in text_of(pages[path]), path
    for path in ("timeline.md", f"notices/{plan.id}/index.md"):
        assert plan.periods[0].inferred in text_of(pages[path]), path
    assert 'data-precision="day"' in pages[f"notices/{plan.id}/index.md"]


def test_the_timeline_is_one_line_over_all_notices(demo: Notice, plan: Notice) -> None:
    """Sorted by day; a stage that a period tells already stands once."""
    found = events.events([plan, demo])
    days = [event.day for event in found]
    assert days == sorted(days)
    kinds = {event.kind for event in found if event.notice.id == plan.id}
    assert kinds == {"start", "end", "deadline", "target"}
    assert {event.kind for event in found if event.notice.id == demo.id} >= {"issued", "deadline"}
    dated = replace(plan.stages[0], when="2024年6月至2025年1月")
    late = replace(plan.stages[1], when="到2025年底")
    told = replace(plan.stages[0], when="2024年6月", title=plan.periods[0].title)
    stages = events.events([replace(plan, stages=(dated, late, told))])
    values = [(event.day, event.value) for event in stages if event.kind == "stage"]
    assert values == [(date(2024, 6, 1), "2024-06"), (date(2025, 12, 31), "2025")]
    undated = [item.title for _, item in events.undated([plan])]
    assert undated == ["申报", "确认", "示例服务级别平均力争2级", "新增床位合计"]


def test_a_month_that_no_calendar_has_is_left_undated(plan: Notice) -> None:
    odd = replace(plan, stages=(replace(plan.stages[0], when="2024年13月"),))
    assert "stage" not in {event.kind for event in events.events([odd])}
    assert events.undated([odd])[0][1].id == "s1"


def test_every_notice_answers_every_question(demo: Notice, plan: Notice) -> None:
    """What the source lacks is an answer too."""
    questions = comparison.questions([demo, plan])
    assert all(len(question.answers) == 2 for question in questions)
    assert all(answer for question in questions for answer in question.answers)
    answers = {question.title: question.answers for question in questions}
    assert answers["金额"][0][0].text == "10–20 万元"
    assert isinstance(answers["金额"][1][0].text, Absent)
    assert isinstance(answers["交给谁"][1][0].text, Absent)
    assert answers["什么时候交"][1][0].inferred
    page = staged(demo, plan)["across.md"]
    assert "# 二份文件对照" in page
    assert page.count(f'data-label="{plan.short_title}"') == len(questions)


def test_two_notices_that_follow_each_other_have_a_page(
    pages: Mapping[str, str], plan: Notice, district: Notice
) -> None:
    """Each earlier item, who takes it up, what is left, what is the later one's own."""
    (pair,) = plans.pairs([plan, district])
    assert (pair.earlier.id, pair.later.id) == (plan.id, district.id)
    taken = {item.id: [taker.item.id for taker in takers] for _, item, takers in pair.rows}
    assert taken == {"1-1": ["1-1"], "1-2": [], "2-1": []}
    assert [item.id for item in pair.left] == ["1-2", "2-1"]
    assert [item.title for _, item in pair.own] == ["自己的一项"]
    page = pages["work/district-2024-plan-2024.md"]
    assert "3 项任务中，1 项有对应的任务" in text_of(page)
    assert text_of(page).count("没有写") >= 2
    assert "work/district-2024-plan-2024.md" in json.dumps(navigation([plan, district], ()))
    assert plans.pairs([plan]) == ()


def test_the_glossary_finds_uses_by_the_longest_name(plan: Notice) -> None:
    """示例服务级别 is no use of 级别; a rule on two tables is one use."""
    found = glossary([plan])
    entries = {entry.term.id: entry for entry in found.of_notice(plan)}
    level = {(use.kind, use.label) for use in entries["level"].uses}
    service = {(use.kind, use.label) for use in entries["service"].uses}
    assert ("目标", "T4 示例服务级别平均力争2级") in service
    assert ("目标", "T4 示例服务级别平均力争2级") not in level
    assert ("目标", "T2 示例级别全部达到3级") in level
    assert ("字段", "示例级别") in level
    assert {term.id for term in found.of_clause(plan, "c-emr")} == {"level"}
    assert entries["level"].kin[0].term.id == "service"
    for entry in entries.values():
        keys = [(use.kind, use.label, use.home) for use in entry.uses]
        assert len(keys) == len(set(keys))


def test_a_glossary_entry_shows_some_uses_and_the_count(plan: Notice) -> None:
    """A word that stands everywhere does not fill the page."""
    clauses = tuple(
        replace(plan.clauses[0], id=f"c-{number}", number=f"第{number}", gist="级别")
        for number in range(30)
    )
    pages = staged(replace(plan, clauses=(*plan.clauses, *clauses)))
    page = pages[f"notices/{plan.id}/terms.md"]
    assert re.search(r"等 3\d 处", page)


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("安检覆盖率", "A"),
        ("巴", "B"),
        ("“国考”", "G"),
        ("变异率", "B"),
        ("重症", "Z"),
        ("专科联盟", "Z"),
        ("DRG组数", "D"),
        ("医疗质量", "Y"),
        ("18项核心制度", "其他"),
        ("臵", "其他"),
        ("", "其他"),
    ],
)
def test_words_stand_under_the_letter_of_their_sound(word: str, letter: str) -> None:
    assert initial(word) == letter


def test_a_table_shows_its_headings_given_rows_keys_and_formulas(
    pages: Mapping[str, str], plan: Notice
) -> None:
    """Groups of columns, rows of the template, what is computed, in words."""
    table = plan.table("indicators")
    upper, lower = table_layout.heads(table)
    assert [(head.title, head.columns, head.lines) for head in upper][-2:] == [
        ("第一年", 3, 1),
        ("第二年", 3, 1),
    ]
    assert [head.title for head in lower] == ["分子", "分母", "率"] * 2
    assert [row[4] for row in table_layout.given_rows(plan, table)] == ["K1", "K2", "K3"]
    fixed = plan.table("centres").fixed_rows
    assert fixed is not None
    assert table_layout.given_count(plan, fixed) == 4
    rate = next(node for node in table.fields() if node.pointer == "/year_1/rate")
    assert table_layout.formula(table, rate) == "100 × 分子 ÷ 分母"
    assert table_layout.formula(table, replace(rate, computed="size(self.x)")) is None
    assert table_layout.applies(plan, table) == "“等级”为空；或“等级”与这一行的“医院等级”相同"
    page = text_of(pages[f"notices/{plan.id}/fields-indicators.md"])
    for words in ("医院 + 指标代码", "医院 + 序号", "共 3 行，空表里已经填好", "PL-R2", "PL-R3"):
        assert words in page
    assert "可以留空，由程序计算" in page


def test_a_number_that_several_groups_print_is_told_apart(plan: Notice, district: Notice) -> None:
    """Groups without headings that number from 1 again: the id of the item stands instead."""
    first, second = plan.work
    again = replace(second, items=(replace(second.items[0], number="1"),))
    twice = replace(plan, work=(first, again))
    labels = [plans.item_label(twice, item) for _, item in twice.work_items()]
    assert labels == ["1-1 提高示例率", "2. 填报指标", "2-1 建成示例中心"]
    page = staged(twice, district)["work/district-2024-plan-2024.md"]
    assert "2-1 建成示例中心</a>" in page
    assert ">1. 建成示例中心" not in page
    named = replace(second.items[0], number="（三）")
    shown = replace(plan, work=(first, replace(second, items=(named,))))
    assert plans.item_label(shown, named) == "（三）建成示例中心"


def test_a_formula_that_holds_in_some_rows_is_put_in_words(
    notices: tuple[Notice, ...], plan: Notice
) -> None:
    """People see no CEL where a field says how it is computed."""
    table = plan.table("indicators")
    rate = next(node for node in table.fields() if node.pointer == "/year_1/rate")
    choice = "(self.numerator in ['K1', 'K2'] || self.rate != '') ? self.numerator : 0.0 / 0.0"
    said = table_layout.formula(table, replace(rate, computed=choice))
    assert said == "分子；“分子”为 K1、K2；或填了“率”，才计算"
    assert (
        table_layout.formula(table, replace(rate, computed="self.a == 1 ? self.b : 0.0 / 0.0"))
        is None
    )
    computed = [(home, node) for one in notices for home in one.homes for node in home.fields()]
    assert all(table_layout.formula(home, node) for home, node in computed if node.computed)


def test_the_same_title_twice_in_a_form_names_what_it_belongs_to(plan: Notice) -> None:
    labels = field_labels(plan.table("indicators"))
    assert labels["/year_1/numerator"] == "分子（第一年）"
    assert labels["/year_2/numerator"] == "分子（第二年）"
    assert labels["/hospital"] == "医院"


def test_gaps_are_counted_by_kind_as_on_their_page(plan: Notice) -> None:
    """Two pages do not count the same thing in two ways, and the list stands once."""
    answers = {item.title: item.answers[0] for item in comparison.questions([plan])}
    said = [line.text for line in answers["缺漏和歧义"]]
    assert said[:2] == ["缺失 2 处", "有歧义 1 处"]
    assert answers["没有写明的"][0].text == f"{len(plan.not_stated)} 项"
    assert answers["没有写明的"][0].target.endswith("gaps.html#not-stated")
    many = replace(plan, not_stated=("甲、乙", "丙"))
    page = staged(many)["across.md"]
    assert "2 项</a>" in page
    assert "甲、乙" not in page


def test_a_gap_is_shown_at_its_clause(pages: Mapping[str, str], plan: Notice) -> None:
    """Whoever reads a clause sees what it lacks, with the mark and the entry."""
    page = pages[f"clauses/{plan.id}.md"]
    for gap in plan.gaps:
        for clause in gap.clauses:
            part = page.split(f"{{: #{clause} ")[1].partition("#### ")[0]
            assert gap.found in text_of(part)
            assert gap.shown in text_of(part)
            assert f"gaps.html#gap-{gap.id}" in part


def test_stages_without_a_time_do_not_fill_a_calendar(plan: Notice) -> None:
    silent = replace(plan.stages[1], when=NOT_STATED)
    stages = tuple(replace(silent, id=f"q{number}", title=f"阶段{number}") for number in range(5))
    pages = staged(replace(plan, stages=stages))
    for name in ("timeline.md", f"notices/{plan.id}/index.md"):
        assert "<summary>5 个阶段没有写时间</summary>" in pages[name], name
    few = staged(replace(plan, stages=stages[:2]))[f"notices/{plan.id}/index.md"]
    assert "没有写时间" not in few
    assert "阶段1</a>" in few


def test_the_page_of_definitions_alone_is_not_called_indicators(plan: Notice) -> None:
    """Where the source lists no indicators, none are promised."""
    kept = tuple(replace(item, list_name=None, codes=()) for item in plan.candidates)
    bare = replace(plan, lists=(), targets=(), work=(), tables=(), forms=(), candidates=kept)
    assert {leaf.name: leaf.title for leaf in leaves(bare)}["indicators"] == "参考口径"
    page = staged(bare)[f"notices/{plan.id}/indicators.md"]
    assert "# 参考口径" in page
    assert "表里的名称" not in page


def test_empty_tables_say_whether_their_rows_are_given(plan: Notice) -> None:
    table = plan.table("centres")
    folder = f"data-packages/{plan.id}"
    extras = [f"{folder}/{name}/{name}.csv" for name in ("centres", "projects")]
    extras += [f"{folder}/{name}/datapackage.json" for name in ("centres", "projects")]
    page = {
        item.path: item.content.decode()
        for item in site_pages([plan], docs=None, extras=[*extras, f"{folder}/centres/x.json"])
    }["downloads.md"]
    given, _, bare = page.partition("package-projects")
    assert table.fixed_rows is not None
    assert "空表，固定的行已经填好" in given
    assert "空表，固定的行已经填好" not in bare
    assert "空表，只有表头" in bare


def test_what_nobody_can_apply_for_is_no_application(demo: Notice) -> None:
    """A programme without tracks says so, for people and for machines."""
    programme = replace(demo.programmes[0], tracks=())
    told = structured_data.of_programme(demo, programme)
    assert "项目申报" not in told
    assert '"version"' not in structured_data.of_notice(demo)
    notice = replace(demo, programmes=(programme, *demo.programmes[1:]))
    page = staged(notice)[f"notices/{demo.id}/programme-{programme.id}.md"]
    assert "原文没有写申报办法" in page.partition("# ")[0]
    assert "申报前请自查" not in page


def test_rules_say_what_they_limit_in_words(notices: tuple[Notice, ...]) -> None:
    """Names of schema keywords and long numbers are not for readers."""
    found = {word for one in notices for _, rule in one.rules() for word in rule.keywords}
    assert found
    assert not [word for word in found if wording.limited([word]) == word]
    assert wording.tens_of_thousands(700_000) == "70万"
    assert wording.tens_of_thousands(500) == "500"
    codes = {
        column
        for one in notices
        for grid in table_layout.indicator_grids(one)
        for line in grid.rows
        for column in line.values
    }
    assert not codes & {"up", "down", "full", "target", "monitor", "none", "near-one"}


def test_programmes_and_notices_are_described_for_machines(
    demo: Notice, plan: Notice, pages: Mapping[str, str]
) -> None:
    """Facts of the source only, with money in yuan."""
    service, grant = data_of(pages[f"notices/{demo.id}/programme-P1.md"])["@graph"]
    assert service["@type"] == "GovernmentService"
    assert service["provider"]["name"] == demo.issuer
    assert service["offers"]["availabilityEnds"] == "2024-04-30T16:00:00+08:00"
    assert grant["@type"] == "MonetaryGrant"
    assert grant["amount"] == {
        "@type": "MonetaryAmount",
        "currency": "CNY",
        "minValue": 100_000,
        "maxValue": 200_000,
    }
    document = data_of(pages[f"notices/{plan.id}/index.md"])
    assert document["@context"] == "https://schema.org"
    assert document["@type"] == "DigitalDocument"
    assert document["disambiguatingDescription"]
    for absent in ("identifier", "datePublished", "audience", "temporalCoverage"):
        assert absent not in document


def test_an_inferred_date_is_no_fact_for_machines(demo: Notice) -> None:
    deadline: Deadline = replace(demo.deadlines[0], inferred="没有写年份")
    told = structured_data.of_programme(replace(demo, deadlines=(deadline,)), demo.programmes[0])
    assert "availabilityEnds" not in told
    day = replace(demo.deadlines[0], precision="day")
    told = structured_data.of_programme(replace(demo, deadlines=(day,)), demo.programmes[0])
    assert '"availabilityEnds":"2024-04-30"' in told


def test_the_gate_knows_the_vocabulary_and_no_other_context(tmp_path: Path) -> None:
    """https://schema.org names words; another address would be loaded by readers of the data."""

    def faults(block: str) -> list[str]:
        (tmp_path / "index.html").write_text(
            f'<!doctype html><script type="application/ld+json">{block}</script>', "utf-8"
        )
        outside, broken = link_checker.inspect(tmp_path)
        return [fault.reference for fault in (*outside, *broken)]

    assert faults('{"@context":"https://schema.org","name":"https://outside.example"}') == []
    assert faults('{"@context":"https://outside.example/c"}') == ["https://outside.example/c"]
    inner = (
        '{"@context":"https://schema.org","about":[{"@context":{"x":"http://outside.example"}}]}'
    )
    assert faults(inner) == ["http://outside.example"]
    assert faults('["https://schema.org", {"@context":"//outside.example"}]') == [
        "//outside.example"
    ]
    assert len(faults("{broken")) == 1


def hostile(notice: Notice) -> Notice:
    """The notice with every text of a plan made dangerous; ids stay."""
    evil, absent = HOSTILE, NOT_STATED
    work = tuple(
        replace(
            group,
            title=evil,
            items=tuple(
                replace(
                    item,
                    number=evil,
                    title=evil,
                    gist=evil,
                    measures=(evil,),
                    who=evil,
                    due=absent,
                    follows=tuple(replace(follow, adds=evil) for follow in item.follows),
                )
                for item in group.items
            ),
        )
        for group in notice.work
    )
    lists = tuple(
        replace(
            one,
            title=evil,
            description=evil,
            columns=tuple(replace(column, title=evil) for column in one.columns),
            rows=tuple(
                replace(row, label=evil, values=(row.code, *(evil for _ in row.values[1:])))
                for row in one.rows
            ),
        )
        for one in notice.lists
    )
    targets = tuple(
        replace(one, mark=evil, title=evil, due=evil, unit=evil, where=evil)
        for one in notice.targets
    )
    candidates = tuple(
        replace(one, title=evil, definition=evil, unit=evil, system=evil, note=evil)
        for one in notice.candidates
    )
    tables = tuple(
        replace(
            table,
            title=evil,
            columns=tuple(replace(node, title=evil) for node in table.columns),
        )
        for table in notice.tables
    )
    return replace(
        notice,
        title=evil,
        short_title=evil,
        summary=evil,
        issuer=evil,
        addressees=evil,
        document_number=evil,
        work=work,
        lists=lists,
        targets=targets,
        tables=tables,
        candidates=candidates,
        candidate_sources=tuple(replace(one, text=evil) for one in notice.candidate_sources),
        deadlines=tuple(replace(one, what=evil, inferred=evil) for one in notice.deadlines),
        periods=tuple(replace(one, title=evil, inferred=evil) for one in notice.periods),
        stages=tuple(
            replace(one, title=evil, when=evil, by=evil, ground=evil, outcome=evil)
            for one in notice.stages
        ),
        terms=tuple(
            replace(
                one,
                term=evil + one.id,
                aliases=(evil,),
                meaning=evil,
                note=evil,
                kin=tuple(replace(kin, how=evil) for kin in one.kin),
            )
            for one in notice.terms
        ),
    )


@pytest.fixture(scope="module")
def evil_site(
    demo: Notice, plan: Notice, district: Notice, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The finished site of hostile plans; the gate has seen every link."""
    return built((demo, hostile(plan), hostile(district)), tmp_path_factory.mktemp("evil"))


def built(notices: tuple[Notice, ...], folder: Path) -> Path:
    result = build_site(
        folder,
        notices,
        (),
        staging=folder / "build" / "site-src",
        out=folder / "build" / "site",
        config=ROOT / "mkdocs.yml",
        log=lambda _: None,
    )
    return result.out


def test_hostile_plans_build_a_harmless_site(evil_site: Path) -> None:
    """Text stays text on every kind of page, and each id stands once."""
    for file in sorted(evil_site.rglob("*.html")):
        page = file.read_text(encoding="utf-8")
        assert "<script>alert" not in page, file
        assert "<img src=//outside" not in page, file
        assert "49." not in text_of(page), file
        article = page.partition("<article")[2].partition("</article>")[0]
        ids = re.findall(r' id="([^"]*)"', article)
        assert len(ids) == len(set(ids)), file
        for block in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL
        ):
            assert json.loads(block)["@context"] == "https://schema.org"
    data = data_of((evil_site / "notices" / "plan-2024" / "index.html").read_text("utf-8"))
    assert data["name"] == HOSTILE


def test_hostile_text_is_read_as_it_stands(evil_site: Path) -> None:
    """On each new kind of page the words come out letter by letter."""
    folder = "notices/plan-2024/"
    names = [f"{folder}{name}.html" for name in (*sorted(OF_PLANS), "fields-indicators")]
    names += ["across.html", "timeline.html", "glossary.html", "clauses/plan-2024.html"]
    names += ["work/district-2024-plan-2024.html"]
    for name in names:
        page = (evil_site / name).read_text(encoding="utf-8")
        assert HOSTILE in re.sub(r"\s+", " ", text_of(page)), name


def test_notices_by_which_one_can_apply_stand_first(demo: Notice, plan: Notice) -> None:
    assert [notice.id for notice in in_order([plan, demo])] == [demo.id, plan.id]


def test_the_pages_work_and_are_accessible_in_a_browser(
    demo: Notice, plan: Notice, district: Notice, browser: Browser, tmp_path: Path
) -> None:
    """Definitions from elsewhere stay hidden until asked for; the choice is remembered; axe."""
    out = built((demo, plan, district), tmp_path)
    seen: list[str] = []
    page = browser.new_context(viewport={"width": 375, "height": 812}).new_page()
    page.on("request", lambda request: seen.append(request.url))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    indicators_page = (out / "notices" / plan.id / "indicators.html").as_uri()
    page.goto(indicators_page)
    assert not page.locator(".sb-reference .sb-card").first.is_visible()
    assert not page.locator(".sb-reference-cell").first.is_visible()
    page.locator('input[data-switch="reference"]').check()
    assert page.locator(".sb-reference .sb-card").first.is_visible()
    page.goto(indicators_page)
    assert page.locator(".sb-reference-cell").first.is_visible()
    page.locator('input[data-switch="reference"]').uncheck()
    assert not page.locator(".sb-reference .sb-card").first.is_visible()

    page.goto((out / "timeline.html").as_uri())
    page.locator(f'input[name="timeline"][value="{demo.id}"]').check()
    shown = page.locator(".sb-timeline li:visible").evaluate_all(
        "items => items.map(item => item.dataset.notice)"
    )
    assert set(shown) == {demo.id}

    names = [f"notices/{plan.id}/{name}.html" for name in (*sorted(OF_PLANS), "index")]
    names += ["across.html", "timeline.html", "glossary.html", "gaps.html"]
    names += ["work/district-2024-plan-2024.html", f"notices/{plan.id}/fields-indicators.html"]
    for name in names:
        page.goto((out / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, name
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert violations(page) == [], name
    assert [url for url in seen if not url.startswith(("file:", "blob:", "data:"))] == []
