"""A table in the page: the rows it carries, columns in groups, filled in like a sheet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from browser.visiting import PHONE, Visit, accessible, clear
from playwright.sync_api import expect
from support.effort import share
from support.generated import generate

from shenbao.policy.model import Notice

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page


def line(page: Page, number: int) -> Locator:
    """Return a row of the table, from 1."""
    return page.locator("tbody[data-rows] > tr").nth(number - 1)


def test_the_rows_of_a_table_stand_there(visit: Visit, plan: Notice) -> None:
    """The fixed rows are shown as text, nobody types over them, and the file holds them."""
    page = visit.open(plan, plan.table("indicators"))
    rows = page.locator("tbody[data-rows] > tr")
    count = rows.count()
    assert count > 1
    first = line(page, 1)
    shown = first.inner_text()
    assert first.get_by_role("textbox", name=re.compile("^指标名称")).count() == 0
    name = plan.code_list("indicators").rows[0].label
    assert name in shown
    saved = visit.save(page)["rows"]
    assert [row["code"] for row in saved] == [row.code for row in plan.code_list("indicators").rows]
    assert all(isinstance(row["no"], int) for row in saved)
    assert page.locator("#fingerprint").inner_text() == "填写后生成"


def test_columns_in_groups_have_the_names_of_both(visit: Visit, plan: Notice) -> None:
    """The same title under two groups is two names, and what follows is computed in its row."""
    page = visit.open(plan, plan.table("indicators"))
    second = line(page, 2)
    second.get_by_role("textbox", name=re.compile("^第一年 分子")).fill("1")
    second.get_by_role("textbox", name=re.compile("^第一年 分母")).fill("３")
    expect(second.locator("output").first).to_have_text("33.33")
    assert line(page, 1).locator("output").first.inner_text() == "—"
    assert visit.save(page)["rows"][1]["year_1"] == {"numerator": 1, "denominator": 3}


def test_rows_of_a_table_by_keyboard(visit: Visit, plan: Notice) -> None:
    """A row is added with the focus in its first cell, moved, deleted and brought back."""
    page = visit.open(plan, plan.table("indicators"))
    before = page.locator("tbody[data-rows] > tr").count()
    page.get_by_role("button", name="添加一行").press("Enter")
    last = line(page, before + 1)
    assert last.evaluate("row => row.contains(document.activeElement)")
    assert page.evaluate("document.activeElement.closest('td').dataset.title") == "序号"
    last.get_by_role("textbox", name=re.compile("^指标名称")).fill("另加的")
    last.get_by_role("button", name=re.compile("上移")).press("Enter")
    assert visit.save(page)["rows"][before - 1]["name"] == "另加的"
    line(page, before).get_by_role("button", name=re.compile("下移")).press("Enter")
    below = line(page, before + 1)
    assert below.evaluate("row => row.contains(document.activeElement)")
    assert below.get_by_role("button", name=re.compile("下移")).is_disabled()
    assert visit.save(page)["rows"][before]["name"] == "另加的"
    line(page, 1).get_by_role("button", name=re.compile("删除")).press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "撤销"
    page.keyboard.press("Enter")
    assert line(page, 1).evaluate("row => row.contains(document.activeElement)")
    assert len(visit.save(page)["rows"]) == before + 1


def test_clearing_a_table_keeps_its_rows(visit: Visit, plan: Notice) -> None:
    """Clearing gives the empty table with the rows that it carries, not a blank one."""
    page = visit.open(plan, plan.table("indicators"))
    empty = visit.save(page)
    visit.take(page, {"$schema": "plan-2024/indicators", "rows": [{"name": "别的"}]})
    assert visit.save(page)["rows"] == [{"name": "别的"}]
    clear(page)
    assert visit.save(page) == empty


def test_findings_stand_at_their_cells(visit: Visit, plan: Notice) -> None:
    """The summary names row and column and takes to the cell, which says what is wrong."""
    page = visit.open(plan, plan.table("indicators"))
    cell = line(page, 2).get_by_role("textbox", name=re.compile("^第二年 分母"))
    cell.fill("很多")
    page.get_by_role("button", name="检查").click()
    page.locator("#summary").get_by_role("link", name=re.compile("第2行.*分母.*很多")).click()
    assert cell.evaluate("node => node === document.activeElement")
    assert cell.get_attribute("aria-invalid") == "true"


def test_repeated_and_missing_rows_are_found(visit: Visit, plan: Notice) -> None:
    """A key that was there before stands at its cell, a row that has to be there over the table."""
    page = visit.open(plan, plan.table("centres"))
    saved = visit.save(page)
    rows = [{**row, "built": True} for row in saved["rows"]]
    visit.take(page, {**saved, "rows": [*rows[:-1], rows[0]]})
    page.get_by_role("button", name="检查").click()
    summary = page.locator("#summary")
    assert "每家医院的每个示例中心都要有一行。缺 1 行：" in summary.inner_text()
    twice = summary.get_by_role("link", name=re.compile("第4行.*与第 1 行重复"))
    twice.click()
    cell = line(page, 4).locator("td").first
    assert cell.evaluate("node => node.contains(document.activeElement)")
    assert "重复" in cell.inner_text()
    visit.take(page, {**saved, "rows": rows})
    page.get_by_role("button", name="检查").click()
    expect(summary).not_to_contain_text("缺 1 行")
    assert "重复" not in summary.inner_text()


def test_nothing_to_fill_in_is_no_progress(visit: Visit, plan: Notice) -> None:
    """What came with the table is not counted as filled in."""
    page = visit.open(plan, plan.table("indicators"))
    count = plan.code_list("indicators").rows
    asked = sum(1 for key in ("hospital", "level") for _ in count)
    assert page.locator("#progress-text").inner_text() == f"必填已完成 0 / {asked}"


def test_every_table_is_usable_on_desk_and_phone(
    browser: Browser, tmp_path: Path, every_notice: Notice
) -> None:
    """The grid scrolls in itself, never the page; the last of a notice on a phone as well."""
    notice = every_notice
    for table in share(notice.tables, 2):
        accessible(browser, tmp_path, notice, table, generate(notice, table, 1, rows="few"))
    for table in notice.tables[-1:]:
        data = generate(notice, table, 1, rows="few")
        accessible(browser, tmp_path, notice, table, data, width=PHONE)
