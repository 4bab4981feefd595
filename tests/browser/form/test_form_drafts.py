"""Drafts: one for each open page, offered by name and time, and a word when another page writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser.visiting import Visit
from playwright.sync_api import expect

from shenbao.policy.model import Notice

if TYPE_CHECKING:
    from playwright.sync_api import Page


def write(page: Page, title: str, unit: str) -> None:
    """Fill in what a draft is called, and wait until it is kept."""
    page.get_by_label("项目名称").fill(title)
    page.get_by_label("牵头单位").fill(unit)
    expect(page.locator("#draft-status")).to_contain_text("已保存草稿")


def offered(page: Page) -> list[str]:
    """Return the names of the drafts that are offered."""
    return page.locator("#draft-list b").all_inner_texts()


def test_two_windows_keep_two_drafts(visit: Visit, demo: Notice) -> None:
    """Neither overwrites the other; each says that the other one is there, and whose."""
    first, second = visit.open(demo, demo.forms[0]), visit.open(demo, demo.forms[0])
    write(first, "甲项目", "甲院")
    expect(second.locator("#draft-elsewhere")).to_contain_text("甲项目 · 甲院")
    write(second, "乙项目", "乙院")
    expect(first.locator("#draft-elsewhere")).to_contain_text("乙项目 · 乙院")
    first.close()
    second.close()

    again = visit.open(demo, demo.forms[0])
    assert offered(again) == ["乙项目 · 乙院", "甲项目 · 甲院"]
    again.locator("#draft-list li").nth(1).get_by_role("button", name="恢复草稿").click()
    assert again.get_by_label("项目名称").input_value() == "甲项目"
    write(again, "甲项目（改）", "甲院")
    again.close()

    last = visit.open(demo, demo.forms[0])
    assert offered(last) == ["甲项目（改） · 甲院", "乙项目 · 乙院"]


def test_a_draft_that_is_being_written_is_not_offered(visit: Visit, demo: Notice) -> None:
    """A new window shows that it is open elsewhere; once that window is closed it can be had."""
    first = visit.open(demo, demo.forms[0])
    write(first, "甲项目", "甲院")
    second = visit.open(demo, demo.forms[0])
    expect(second.locator("#draft-list").get_by_text("正在另一个窗口里填写")).to_be_visible()
    assert second.locator("#draft-list button").count() == 0
    first.close()

    third = visit.open(demo, demo.forms[0])
    expect(third.locator("#draft-list").get_by_role("button", name="恢复草稿")).to_be_visible()


def test_a_draft_is_deleted_by_itself_after_a_question(visit: Visit, demo: Notice) -> None:
    """The question names it; the others stay."""
    for title in ("甲项目", "乙项目"):
        page = visit.open(demo, demo.forms[0])
        write(page, title, "甲院")
        page.close()
    page = visit.open(demo, demo.forms[0])
    page.locator("#draft-list li").first.get_by_role("button", name="删除").click()
    assert "乙项目 · 甲院" in page.locator("#dialog-text").inner_text()
    page.get_by_role("button", name="删除草稿").click()
    assert offered(page) == ["甲项目 · 甲院"]
    page.close()
    assert offered(visit.open(demo, demo.forms[0])) == ["甲项目 · 甲院"]


def test_what_was_typed_before_a_draft_is_taken_up_stays_a_draft(
    visit: Visit, demo: Notice
) -> None:
    """The page asks first, and nothing is lost."""
    page = visit.open(demo, demo.forms[0])
    write(page, "甲项目", "甲院")
    page.close()
    again = visit.open(demo, demo.forms[0])
    write(again, "新写的", "丙院")
    again.locator("#draft-list li").first.get_by_role("button", name="恢复草稿").click()
    assert "另存为一份草稿" in again.locator("#dialog-text").inner_text()
    again.locator("#dialog-yes").click()
    expect(again.get_by_label("项目名称")).to_have_value("甲项目")
    again.close()
    assert sorted(offered(visit.open(demo, demo.forms[0]))) == ["新写的 · 丙院", "甲项目 · 甲院"]


def test_an_emptied_form_leaves_no_draft(visit: Visit, demo: Notice) -> None:
    """What says nothing is no draft to be offered."""
    page = visit.open(demo, demo.forms[0])
    page.get_by_label("项目名称").fill("甲项目")
    expect(page.locator("#draft-status")).to_contain_text("已保存草稿")
    page.get_by_label("项目名称").fill("")
    page.close()
    assert visit.open(demo, demo.forms[0]).locator("#draft-offer").is_hidden()


def test_a_draft_of_the_time_of_one_draft_is_offered(visit: Visit, demo: Notice) -> None:
    """Its name in the storage had no window; hostile words in it stay words."""
    form = demo.forms[0]
    page = visit.open(demo, form)
    page.evaluate(
        "([key, title]) => localStorage.setItem(key, JSON.stringify("
        "{at: '2024-03-01T08:00:00Z', data: {basic: {project_title: title}}}))",
        [f"shenbao:draft:{form.ref}:{demo.edition.version}", "<img src=x>" * 9],
    )
    page.close()
    again = visit.open(demo, form)
    assert offered(again) == ["<img src=x><img src=x><img sr…"]
    assert again.locator("#draft-offer img").count() == 0
    again.get_by_role("button", name="恢复草稿").click()
    assert again.get_by_label("项目名称").input_value() == "<img src=x>" * 9
