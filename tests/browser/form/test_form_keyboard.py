"""The form with the keyboard alone: no pointer, every place reached, every button pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser.form.test_form import FILLED
from browser.visiting import Visit
from playwright.sync_api import expect

from shenbao.policy.model import Notice

if TYPE_CHECKING:
    from playwright.sync_api import Page

FARTHEST = 60
NAMED = """() => {
  const at = document.activeElement;
  const around = at.closest("fieldset")?.querySelector(":scope > legend")?.textContent ?? "";
  const label = at.labels?.[0]?.textContent ?? at.textContent;
  return `${around} ${label}`;
}"""

IN_FORM = "!['SUMMARY', 'BODY'].includes(document.activeElement.tagName)"


def go_to(page: Page, words: str, key: str = "Tab") -> None:
    """Press Tab until the focus is at what is named so."""
    for _ in range(FARTHEST):
        page.keyboard.press(key)
        if words in page.evaluate(NAMED) and page.evaluate(IN_FORM):
            return
    raise AssertionError(words)


def type_into(page: Page, label: str, text: str) -> None:
    """Go to a field and type."""
    go_to(page, label)
    page.keyboard.type(text)


def test_a_whole_form_by_keyboard(visit: Visit, demo: Notice) -> None:
    """Filled, rows added and removed, checked, mended where a finding led, and saved."""
    page = visit.open(demo, demo.forms[0])
    go_to(page, "专题")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    type_into(page, "项目名称", "示例项目")
    type_into(page, "牵头单位", "示例医院甲")
    type_into(page, "申请经费", "50")
    type_into(page, "单位名称", "示例医院乙")
    for unit in ("示例医院丙", "多余的"):
        go_to(page, "添加一行")
        page.keyboard.press("Enter")
        page.keyboard.type(unit)
    go_to(page, "删除", "Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "撤销"
    type_into(page, "姓名", "𠮷示例")
    type_into(page, "出生日期", "1990年1月2日")
    go_to(page, "检查")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "summary"
    go_to(page, "申请经费应在10万元至20万元之间")
    page.keyboard.press("Enter")
    assert "申请经费" in page.evaluate(NAMED)
    page.keyboard.press("Control+A")
    page.keyboard.type("１５")
    page.keyboard.press("Tab")
    expect(page.locator("#summary")).not_to_contain_text("申请经费应在")
    go_to(page, "保存为文件")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    file = visit.folder / "键盘.json"
    waiting.value.save_as(file)
    assert visit.read(file) == FILLED


def test_the_last_row_goes_up_and_comes_back(visit: Visit, demo: Notice) -> None:
    """The button that moved a row keeps the focus, at the row's new place."""
    page = visit.open(demo, demo.forms[0])
    visit.take(page, {**FILLED, "partners": [{"unit": "一"}, {"unit": "二"}, {"unit": "三"}]})
    page.get_by_role("button", name="上移").last.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert [row["unit"] for row in visit.save(page)["partners"]] == ["三", "一", "二"]
    page.get_by_role("button", name="下移").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert [row["unit"] for row in visit.save(page)["partners"]] == ["一", "二", "三"]


def test_an_unfinished_form_is_saved_and_opened_again(visit: Visit, demo: Notice) -> None:
    """A draft as a file may be wrong and incomplete: what was typed comes back as it was typed."""
    page = visit.open(demo, demo.forms[0])
    page.get_by_label("申请经费").fill("三十左右")
    page.get_by_label("出生日期").fill("去年")
    saved = visit.save(page)
    again = visit.open(demo, demo.forms[0])
    visit.take(again, saved)
    expect(again.get_by_label("申请经费")).to_have_value("三十左右")
    expect(again.get_by_label("出生日期")).to_have_value("去年")
    assert visit.save(again) == saved
    again.get_by_role("button", name="检查").click()
    expect(again.locator("#summary")).to_contain_text("三十左右")
