"""Opening files in the page: of this form, of another version of it, of other forms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from browser.form.test_form import FILLED
from browser.form.test_form_round_trip import with_constants
from browser.visiting import Visit
from playwright.sync_api import expect
from support.generated import generate, leaves

from shenbao.core.submission import Submission
from shenbao.forms.prefill import fill
from shenbao.media import inputs
from shenbao.policy.model import FormOrTable, Notice, Table

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAIRS = (
    ("shenkang-2024/p1", "shenkang-2024/p2"),
    ("shenkang-2024/p3-key", "shenkang-2024/p4"),
    ("shenkang-2024/p1", "shenkang-2024/intake"),
    ("shenkang-2024/p3-seed", "wenzhou-2023/city"),
    ("wenzhou-2023/county", "wenzhou-2023/city"),
    ("mudan-2022/plan", "mudan-2022/annual-summary"),
    ("shanghai-2024/plan", "songjiang-2024/plan"),
    ("songjiang-2024/indicators", "shanghai-2024/indicators"),
)
"""From the first to the second."""


def carry(visit: Visit, page: Page, data: Any) -> str:
    """Open a file of another form, agree, and return what the page tells."""
    visit.load(page, data)
    page.get_by_role("dialog").get_by_role("button", name="带入本表").click()
    told = page.locator("#notice")
    told.get_by_text("带入").first.wait_for()
    return told.inner_text()


def test_losses_are_told(visit: Visit, demo: Notice) -> None:
    """What a file holds and the form does not take is listed, key and value."""
    page = visit.open(demo, demo.forms[0])
    visit.take(page, {**FILLED, "constructor": {"a": 1}, "basic": {"topic": "9", "funding": None}})

    told = page.locator("#notice").inner_text()
    assert f'{demo.forms[0].title} · constructor：{{"a":1}}' in told
    assert "基本信息 · 专题 不能填这个值：9" in told
    assert "基本信息 · 申请经费 未填写（文件里写的是 null）" in told
    assert "“二、合作单位”按现在的选择不适用" in told


def test_an_older_version_loses_nothing_silently(visit: Visit, demo: Notice) -> None:
    """Fields that the form no longer has are listed, kept whole in a file, and printed."""
    page = visit.open(demo, demo.forms[0])
    old = "旧版的长说明" * 100
    visit.take(page, {**FILLED, "basic": {**FILLED["basic"], "summary": old}})

    told = page.locator("#notice").inner_text()
    assert "另一版表单" in told
    assert f"基本信息 · summary：{old[:80]}…" in told
    with page.expect_download() as waiting:
        page.get_by_role("button", name="把没有读入的内容存成文件").click()
    (kept,) = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert (kept["pointer"], kept["value"]) == ("/basic/summary", old)
    assert visit.save(page) == FILLED
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    paper = page.locator("#paper").evaluate("node => node.textContent")
    assert "附：没有读入表内的内容" in paper


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "是空的"),
        ("{", "不是 JSON"),
        ("[1]", "不是一份申请"),
        ("[" * 100_000, "不是 JSON"),
    ],
)
def test_bad_files(visit: Visit, demo: Notice, text: str, words: str) -> None:
    """What is no submission is refused in words, and the form stays as it was."""
    page = visit.open(demo, demo.forms[0])
    page.get_by_label("项目名称").fill("留着")
    visit.load(page, text)

    page.locator("#notice").get_by_text(words).wait_for()
    assert page.get_by_label("项目名称").input_value() == "留着"


def test_file_of_an_unknown_form(visit: Visit, demo: Notice) -> None:
    """A file of a form that the page does not know is explained and taken over by its places."""
    page = visit.open(demo, demo.forms[0])
    other = {**FILLED, "$schema": "elsewhere/b", "more": {"说明": "别处的"}}
    visit.load(page, other)
    dialog = page.get_by_role("dialog")
    assert "elsewhere/b" in dialog.inner_text()
    dialog.get_by_role("button", name="取消").click()
    dialog.wait_for(state="hidden")
    assert page.get_by_label("项目名称").input_value() == ""

    told = carry(visit, page, other)

    assert page.get_by_label("项目名称").input_value() == "示例项目"
    assert "本表没有这一栏，没有带入 说明：别处的" in told


def test_what_is_filled_in_stays(visit: Visit, demo: Notice) -> None:
    """A file of another form fills what is empty; what it says otherwise is listed."""
    page = visit.open(demo, demo.forms[0])
    page.get_by_label("项目名称").fill("现在的名称")
    told = carry(visit, page, {**FILLED, "$schema": "elsewhere/b"})

    assert page.get_by_label("项目名称").input_value() == "现在的名称"
    assert page.get_by_label("牵头单位").input_value() == "示例医院甲"
    assert "本表已填别的内容，没有带入 项目名称：示例项目" in told


def test_the_page_carries_over_what_fill_does(visit: Visit, notices: tuple[Notice, ...]) -> None:
    """Between forms of one notice and of several, the page and ``--fill`` take the same values."""
    homes = {home.ref: (notice, home) for notice in notices for home in notice.homes}
    for source, target in PAIRS:
        (other, given), (notice, home) = homes[source], homes[target]
        data = generate(other, given, 4, rows="few")
        expected = fill(notices, home, [Submission(file="-", data=data, schema=source)])
        page = visit.open(notice, home, notices=notices)
        told = carry(visit, page, {"$schema": source, **data})
        saved = visit.save(page)
        page.close()

        assert f"从“{given.title}”带入 {expected.carried} 项" in told, (source, target)
        assert told.count("没有带入") == len(expected.left), (source, target)
        wanted = dict(leaves(with_constants(home, expected.data)))
        found = dict(leaves({key: item for key, item in saved.items() if key != "$schema"}))
        assert set(found.items()) <= set(wanted.items()), (source, target)
        lost = [path for path in wanted.keys() - found.keys() if not conditional(home, path)]
        assert lost == [], (source, target)


def test_what_is_not_carried_is_told_in_words(visit: Visit, notices: tuple[Notice, ...]) -> None:
    """Codes by what the list of the other form calls them, answers as yes and no."""
    home = next(notice for notice in notices if notice.id == "shenkang-2024")
    page = visit.open(home, home.form("p2"), notices=notices)
    data = {
        "$schema": "shenkang-2024/p1",
        "basic": {"topic": "1"},
        "leader": {"title_level": "chief", "in_post": True},
        "declarations": {"failed_review": False},
    }
    told = carry(visit, page, data)
    assert page.get_by_label("专题").first.input_value() == ""
    for line in (
        "不在本表的选项里，没有带入 专题：①前沿技术联合攻关",
        "没有带入 职称级别：正高",
        "没有带入 在职人员：是",
        "没有带入 第一申请人此前是否有结题评审不合格：否",
    ):
        assert line in told


def test_what_does_not_fit_is_told_in_words_and_blanks_are_nothing(
    visit: Visit, notices: tuple[Notice, ...]
) -> None:
    """A fixed choice by its name, not by its code; a text of blanks holds nothing to lose."""
    notice = next(notice for notice in notices if notice.id == "shenkang-2024")
    page = visit.open(notice, notice.form("p4"))
    data = {"basic": {"mode": "single", "project_title": "  "}, "declarations": {"repeat": True}}
    visit.take(page, {"$schema": "shenkang-2024/p4", **data})
    told = page.locator("#notice").inner_text()
    assert "申报方式 不能填这个值：单家申报" in told
    assert "项目名称" not in told


def conditional(home: FormOrTable, path: tuple[str | int, ...]) -> bool:
    """Say whether a place stands below a node that does not always apply."""
    form = home.as_form() if isinstance(home, Table) else home
    pattern = "".join("/*" if isinstance(step, int) else f"/{step}" for step in path)
    return any(pattern.startswith(node.pointer) for node in form.fields() if node.when is not None)


HOSTILE = '</script><img src=x onerror="alert(1)">\u2028&lt;𠮷'


def test_a_page_begins_with_data(visit: Visit, demo: Notice) -> None:
    """Data stand in the page when it opens; what does not fit is listed on top, marks stay text."""
    data = {
        "$schema": "demo-2024/a",
        "basic": {"topic": "9", "project_title": HOSTILE, "funding": "三十", "gone": [1]},
        "partners": "一家",
    }
    page = visit.open(demo, demo.forms[0], data)

    told = page.locator("#notice").inner_text()
    assert "已填入带来的内容" in told
    assert page.get_by_label("项目名称").input_value() == HOSTILE
    assert page.get_by_label("申请经费").input_value() == "三十"
    assert "专题 不能填这个值：9" in told
    assert "基本信息 · gone：[1]" in told
    assert "合作单位 不能填这个值：一家" in told
    assert page.locator("img").count() == 0
    assert visit.save(page)["basic"] == {"project_title": HOSTILE, "funding": "三十"}


@pytest.mark.parametrize(
    ("data", "told"), [(FILLED, "document.html-saved"), (None, "document.html-empty")]
)
def test_a_page_saved_with_the_menu_of_the_browser_never_passes(
    visit: Visit, demo: Notice, data: Any, told: str
) -> None:
    """The browser writes the page as it shows it, without what was typed."""
    page = visit.open(demo, demo.forms[0], data)
    page.locator("html.live").wait_for()
    file = visit.folder / "另存.html"
    file.write_text(page.content(), encoding="utf-8")
    for given in (file, visit.folder):
        findings = [found for item in inputs.read([given], [demo]) for found in item.findings]
        assert told in {found.rule for found in findings}


def test_a_draft_is_offered_beside_given_data(visit: Visit, demo: Notice) -> None:
    """Data in the page do not write over the draft that somebody left in this browser."""
    page = visit.open(demo, demo.forms[0])
    page.get_by_label("项目名称").fill("草稿里的")
    expect(page.locator("#draft-status")).to_contain_text("已保存草稿")
    page.close()

    again = visit.open(demo, demo.forms[0], {"basic": {"project_title": "带来的"}})
    assert again.get_by_label("项目名称").input_value() == "带来的"
    again.get_by_role("button", name="恢复草稿").click()
    assert again.get_by_label("项目名称").input_value() == "草稿里的"
