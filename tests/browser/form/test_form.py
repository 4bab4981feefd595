"""The fillable form in Chromium, opened from a folder: filled by its labels, as people do."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.visiting import DESK, PHONE, Visit, accessible, clear, paper_of, settled
from playwright.sync_api import expect
from support.effort import share
from support.invented.synthetic import large_form

from shenbao.forms.controls import WORK_ITEM, filled_by
from shenbao.policy.model import Notice

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


HOUR = 3_600_000
JUDGED_AFTER = 250
"""Milliseconds after which a field that was left is judged."""


def fill(page: Page) -> None:
    """Fill the demo form by its labels, with topic ② and two partners."""
    page.get_by_label("②专题乙").check()
    page.get_by_label("项目名称").fill("示例项目")
    page.get_by_label("牵头单位").fill("示例医院甲")
    page.get_by_label("申请经费").fill("１５")
    page.get_by_label("单位名称").fill("示例医院乙")
    page.get_by_role("button", name="添加一行").click()
    page.keyboard.type("示例医院丙")
    page.get_by_label("姓名").fill("𠮷示例")
    page.get_by_label("出生日期").fill("1990年1月2日")
    page.get_by_label("姓名").focus()


FILLED = {
    "$schema": "demo-2024/a",
    "basic": {
        "topic": "2",
        "project_title": "示例项目",
        "lead_unit": "示例医院甲",
        "funding": 15,
    },
    "partners": [{"unit": "示例医院乙"}, {"unit": "示例医院丙"}],
    "youth": {"name": "𠮷示例", "birth_date": "1990-01-02"},
}


def test_fill_save_load_is_identity(visit: Visit, demo: Notice) -> None:
    """What is filled in by labels is what the file holds, and loading it gives it back."""
    page = visit.open(demo, demo.forms[0])
    fill(page)

    saved = visit.save(page)
    again = visit.open(demo, demo.forms[0])
    visit.take(again, saved)

    assert saved == FILLED
    assert again.get_by_label("申请经费").input_value() == "15"
    assert visit.save(again) == saved


def test_conditional_part(visit: Visit, demo: Notice) -> None:
    """A part that does not apply is out of sight and out of the file, and comes back whole."""
    page = visit.open(demo, demo.forms[0])
    partners = page.get_by_role("heading", name="二、合作单位")
    assert not partners.is_visible()
    fill(page)
    expect(partners).to_be_visible()

    page.get_by_label("①专题甲").check()
    partners.wait_for(state="hidden")
    assert "partners" not in visit.save(page)

    page.get_by_label("②专题乙").check()
    partners.wait_for(state="visible")
    assert visit.save(page) == FILLED


def test_check_lists_linked_findings(visit: Visit, demo: Notice) -> None:
    """The summary names place and severity, takes to the field, and the fields describe it."""
    page = visit.open(demo, demo.forms[0])
    page.get_by_label("②专题乙").check()
    page.get_by_label("申请经费").fill("50")
    page.get_by_label("出生日期").fill("1984-05-01")
    page.get_by_role("button", name="检查").click()

    summary = page.locator("#summary")
    assert page.evaluate("document.activeElement.id") == "summary"
    assert "必须修改" in summary.inner_text()
    assert "申请经费应在10万元至20万元之间" in summary.inner_text()
    assert "专题②至少要有2家合作单位" in summary.inner_text()
    assert "需人工确认（1）" in summary.inner_text()
    summary.get_by_role("link", name="申请经费应在").click()
    funding = page.get_by_label("申请经费")
    assert funding.evaluate("node => node === document.activeElement")
    assert funding.get_attribute("aria-invalid") == "true"
    described = (funding.get_attribute("aria-describedby") or "").split()
    texts = [page.locator(f"#{name}").inner_text() for name in described]
    assert any("10万元至20万元" in text for text in texts)


def test_undecided_is_never_a_pass(visit: Visit, demo: Notice) -> None:
    """A rule over a missing list is shown as 无法判定 with the list's name."""
    page = visit.open(demo, demo.forms[0])
    fill(page)
    page.get_by_role("button", name="检查").click()

    summary = page.locator("#summary")
    assert "检查通过" not in summary.inner_text()
    assert "无法判定（2）" in summary.inner_text()
    assert summary.get_by_text("名单缺失：单位名单").first.is_visible()
    assert "第2行（示例医院丙）" in summary.inner_text()


def test_findings_come_late_and_go(visit: Visit, demo: Notice) -> None:
    """A field is judged some time after it was left, never while it is empty or typed in."""
    # From here on time passes only where the test lets it.
    visit.context.clock.install(time=0)
    page = visit.open(demo, demo.forms[0])
    page.clock.pause_at(HOUR)
    problems = page.locator(".problem")
    page.get_by_label("项目名称").focus()
    funding = page.get_by_label("申请经费")
    funding.fill("三十")
    page.clock.run_for(10 * JUDGED_AFTER)
    settled(page)
    assert problems.count() == 0
    page.get_by_label("姓名").focus()
    page.clock.run_for(JUDGED_AFTER - 1)
    assert problems.count() == 0
    page.clock.run_for(1)
    assert problems.all_inner_texts() == [
        "错误 “申请经费”应为数字，例如 15；不要写单位；现为文字“三十”。处理：按要求改写"
    ]

    funding.fill("12")
    page.get_by_label("姓名").focus()
    page.clock.run_for(JUDGED_AFTER)
    settled(page)
    assert problems.count() == 0


def test_a_field_is_judged_when_its_own_clauses_are_read(visit: Visit, demo: Notice) -> None:
    """The clauses beside a field are a place of their own: who opens them has left the field."""
    page = visit.open(demo, demo.forms[0])
    page.get_by_label("显示依据").check()
    page.get_by_label("申请经费").fill("三十")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    expect(page.locator(".problem")).to_have_count(1)


def test_rows_by_keyboard(visit: Visit, demo: Notice) -> None:
    """Rows are added, moved, deleted and brought back with the keyboard alone."""
    page = visit.open(demo, demo.forms[0])
    fill(page)
    page.get_by_role("button", name=re.compile("上移.*合作单位.*2")).press("Enter")
    moved = [row["unit"] for row in visit.save(page)["partners"]]
    page.get_by_role("button", name=re.compile("删除.*合作单位.*1")).press("Enter")
    deleted = [row["unit"] for row in visit.save(page)["partners"]]
    page.get_by_role("button", name="撤销", exact=True).press("Enter")
    restored = [row["unit"] for row in visit.save(page)["partners"]]

    assert moved == ["示例医院丙", "示例医院乙"]
    assert deleted == ["示例医院乙"]
    assert restored == moved


def test_draft_is_kept_and_offered(visit: Visit, demo: Notice) -> None:
    """A draft survives closing the page, hidden parts included; clearing removes it."""
    page = visit.open(demo, demo.forms[0])
    fill(page)
    page.get_by_label("①专题甲").check()
    expect(page.locator("#draft-status")).to_contain_text("已保存草稿")
    page.close()

    again = visit.open(demo, demo.forms[0])
    again.get_by_role("button", name="恢复草稿").click()
    again.get_by_label("②专题乙").check()
    assert visit.save(again) == FILLED
    clear(again)
    assert visit.save(again) == {"$schema": "demo-2024/a", "basic": {}, "youth": {}}
    again.close()

    assert not visit.open(demo, demo.forms[0]).locator("#draft-offer").is_visible()


def test_computed_values_follow_what_is_typed(visit: Visit, plan: Notice) -> None:
    """A rate is shown as it is typed, is no entry, and is left out of the file."""
    page = visit.open(plan, plan.form("annual"))
    rate = page.locator("output")
    assert rate.inner_text() == "—"
    page.get_by_label("已设安检的出入口").fill("2")
    page.get_by_label("全部出入口").fill("３")
    expect(rate).to_have_text("66.67")
    assert page.get_by_label("安检覆盖率").evaluate("node => node.tagName") == "OUTPUT"
    assert "100 × 已设安检的出入口 ÷ 全部出入口" in page.locator("#f-safety").inner_text()
    assert visit.save(page)["safety"] == {"checked": 2, "entrances": 3}
    assert "66.67" in paper_of(page)
    page.get_by_label("全部出入口").fill("0")
    expect(rate).to_have_text("—")


def test_a_computed_value_of_a_file_is_compared(visit: Visit, plan: Notice) -> None:
    """One that agrees, as far as it was rounded, is silent; another is told."""
    page = visit.open(plan, plan.form("annual"))
    counts = {"checked": 2, "entrances": 3}
    for given, told in ((66.7, False), (66.66, True), (67, False), (70, True), ("多", True)):
        visit.take(page, {"$schema": "plan-2024/annual", "safety": {**counts, "coverage": given}})
        notice = page.locator("#notice").inner_text()
        assert ("与算出的不同" in notice) is told, given
        assert (str(given) in notice) is told
        assert visit.save(page)["safety"] == counts


def test_a_record_is_no_application(visit: Visit, plan: Notice) -> None:
    """Neither the page nor its check and its messages speak of applying."""
    page = visit.open(plan, plan.form("annual"))
    page.get_by_role("button", name="检查").click()
    visit.load(page, "[]", "表.json")
    page.locator("#notice").get_by_text("不是一份记录").wait_for()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    told = page.locator("body").inner_text() + page.locator("#paper").inner_text()
    assert "由收表的部门核对" in told
    assert "原文没有标题，名称为本工具所拟" in told
    for word in ("申请", "申报", "评审", "受理"):
        assert word not in told


def test_rows_for_all_work_items(visit: Visit, notices: tuple[Notice, ...]) -> None:
    """One press gives each work item a row, keeps what is there, and adds none twice."""
    (notice, form, field, offered), *_ = [
        (notice, form, field, filled[1].rows)
        for notice in notices
        for form in notice.forms
        for field in form.fields()
        if (filled := filled_by(notice, field)) is not None
    ]
    column = next(child.key for child in field.item.children if child.role == WORK_ITEM)
    page = visit.open(notice, form)
    last = offered[-1][0]
    visit.take(page, {"$schema": form.ref, field.key: [{column: last}]})
    button = page.get_by_role("button", name="填入全部")
    button.click()
    page.get_by_text(f"已添加 {len(offered) - 1} 行").wait_for()
    rows = visit.save(page)[field.key]
    assert [row[column] for row in rows] == [last, *(code for code, _ in offered[:-1])]
    button.click()
    page.get_by_text("各项都已经在表中").wait_for()
    assert len(visit.save(page)[field.key]) == len(offered)
    page.get_by_role("button", name="检查").click()
    assert page.get_by_text(f"第1行（{offered[-1][1]}）").first.is_visible()


def test_every_form_is_accessible(browser: Browser, tmp_path: Path, every_notice: Notice) -> None:
    """With findings shown, on a desk, and the last form of a notice on a phone as well."""
    for form in share(every_notice.forms, 2):
        accessible(browser, tmp_path, every_notice, form)
    for form in every_notice.forms[-1:]:
        accessible(browser, tmp_path, every_notice, form, width=PHONE)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_kind_of_control_is_accessible(
    browser: Browser, tmp_path: Path, demo: Notice, width: int
) -> None:
    """An invented form with every control there is."""
    form = large_form(demo, 60)
    accessible(browser, tmp_path, replace(demo, forms=(form,)), form, width=width)
