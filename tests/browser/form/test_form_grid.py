"""A table of the page used like a sheet: keys, blocks from and to Excel, undo, files of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from browser.visiting import Visit, clear, settled

from shenbao.media.inputs.readers import read_one
from shenbao.media.reading.source import SourceFile
from shenbao.policy.model import Notice

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page


@pytest.fixture(scope="module")
def sheet(browser: Browser, plan: Notice, tmp_path_factory: Any) -> Iterator[tuple[Visit, Page]]:
    """One page of the table of indicators, cleared by each test that uses it."""
    visit = Visit(browser, tmp_path_factory.mktemp("grid"))
    yield visit, visit.open(plan, plan.table("indicators"))
    visit.end()


@pytest.fixture
def page(sheet: tuple[Visit, Page]) -> Page:
    """The table as it is before anybody fills it in, its columns side by side."""
    page = sheet[1]
    clear(page)
    apart(page)
    return page


def apart(page: Page) -> None:
    """Have the columns that are asked once in the rows."""
    button = page.locator("#once-apart")
    if "改为逐行填" in button.inner_text():
        button.click()


def together(page: Page) -> None:
    """Have them asked once above the table."""
    button = page.locator("#once-apart")
    if "改为只填一次" in button.inner_text():
        button.click()


def cell(page: Page, row: int, title: str) -> Locator:
    """Return the control of a cell, row from 1."""
    line = page.locator("tbody[data-rows] > tr").nth(row - 1)
    return line.locator(f'td[data-title="{title}"]').first.locator("[data-entry]").first


def told(page: Page) -> str:
    """Return what the page says of the last change of the table."""
    return page.locator(".list-undo").inner_text()


def paste(page: Page, text: str, html: str = "") -> None:
    """Paste into the cell with the focus, as a browser does."""
    page.evaluate(
        """([text, html]) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          if (html) data.setData("text/html", html);
          const event = { clipboardData: data, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", event));
        }""",
        [text, html],
    )


def copied(page: Page) -> dict[str, str]:
    """Return what copying puts on the clipboard, by kind."""
    found: dict[str, str] = page.evaluate(
        """() => {
          const data = new DataTransfer();
          const event = { clipboardData: data, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("copy", event));
          return Object.fromEntries([...data.types].map((type) => [type, data.getData(type)]));
        }"""
    )
    return found


def rows(visit: Visit, page: Page) -> list[dict[str, Any]]:
    """Return the rows that the file of the page holds now."""
    found: list[dict[str, Any]] = visit.save(page)["rows"]
    return found


def test_a_block_fills_cells_and_tells_what_did_not_fit(
    sheet: tuple[Visit, Page], page: Page
) -> None:
    """Numbers and choices by their labels go in; fixed cells stay; the rest is told in words."""
    visit = sheet[0]
    cell(page, 1, "医院").focus()
    paste(page, "示例人民医院\t三级\t99\r\nh2\t没有的级别\t\r\n")
    said = told(page)
    assert "已粘贴 2 行 3 栏" in said
    assert re.search("固定的.*99", said)
    assert re.search("第2行.*没有的级别", said)
    first, second = rows(visit, page)[:2]
    assert (first["hospital"], first["level"], first["no"]) == ("h1", "三级", 1)
    assert (second["hospital"], second["level"]) == ("h2", "没有的级别")


def test_a_block_makes_rows_up_to_the_limit(sheet: tuple[Visit, Page], page: Page) -> None:
    """More rows than there are get rows of their own; columns beyond the table are told."""
    visit = sheet[0]
    before = len(rows(visit, page))
    block = "".join(f"另加{number}\t{number}\r\n" for number in range(1, 4))
    page.get_by_role("button", name="添加一行").click()
    cell(page, before + 1, "指标名称").focus()
    paste(page, block)
    assert [row["name"] for row in rows(visit, page)[before:]] == ["另加1", "另加2", "另加3"]
    wide = "\t".join(["x"] * 40)
    cell(page, before + 1, "指标名称").focus()
    paste(page, f"{wide}\r\n{wide}\r\n")
    assert re.search("右边多出 [0-9]+ 栏", told(page))


def test_pasting_is_one_step_to_undo(sheet: tuple[Visit, Page], page: Page) -> None:
    """Ctrl+Z takes all of a block back, rows that were made for it too; Ctrl+Y brings it again."""
    visit = sheet[0]
    before = rows(visit, page)
    page.get_by_role("button", name="添加一行").click()
    cell(page, len(before) + 1, "指标名称").focus()
    paste(page, "一\r\n二\r\n三\r\n")
    after = rows(visit, page)
    assert len(after) == len(before) + 3
    page.keyboard.press("Control+z")
    assert rows(visit, page) == before
    page.keyboard.press("Control+y")
    assert rows(visit, page) == after
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+z")
    assert rows(visit, page) == after
    page.get_by_role("button", name="撤销上一步").click()
    assert rows(visit, page) == before


def test_the_table_of_a_document_is_pasted(sheet: tuple[Visit, Page], page: Page) -> None:
    """Cells of several lines and merged cells of an HTML table keep their places."""
    visit = sheet[0]
    count = len(rows(visit, page))
    page.get_by_role("button", name="添加一行").click()
    cell(page, count + 1, "指标名称").focus()
    table = (
        "<html><body><table><tr><td rowspan=2>甲<br>\n  乙</td><td></td></tr><tr></tr>"
        "<tr><td>丙 &amp; 丁</td></tr></table></body></html>"
    )
    paste(page, "甲\n乙\t\n\t\n丙 & 丁\t\n", table)
    added = rows(visit, page)[count:]
    assert [row.get("name") for row in added] == ["甲 乙", None, "丙 & 丁"]
    # What Word has broken into two tables, with a line between them in the text.
    cell(page, count + 1, "指标名称").focus()
    parts = "".join(f"<table><tr><td>{name}</td><td></td></tr></table>" for name in "戊己")
    paste(page, "戊\t\n\n己\t\n", parts)
    added = rows(visit, page)[count:]
    assert [row.get("name") for row in added] == ["戊", "己", "丙 & 丁"]


def test_keys_go_from_cell_to_cell(sheet: tuple[Visit, Page], page: Page) -> None:
    """Enter goes down, arrows over the edge of a text, Ctrl+D fills from above, Esc leaves."""
    visit = sheet[0]
    here = """() => {
      const at = document.activeElement;
      return `${at.closest("td")?.dataset.title}/${at.closest("tr")?.rowIndex}`;
    }"""
    head = page.locator(".grid thead tr").count()
    cell(page, 1, "医院").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(here) == f"医院/{head + 1}"
    page.keyboard.press("Enter")
    assert page.evaluate(here) == f"医院/{head + 2}"
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(here) == f"医院等级/{head}"
    cell(page, 1, "医院等级").select_option(index=1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+d")
    first, second = rows(visit, page)[:2]
    assert first["level"] == second["level"]
    cell(page, 2, "医院等级").focus()
    page.keyboard.press("Escape")
    assert "添加一行" in page.evaluate("document.activeElement.textContent")


def test_a_block_is_copied_emptied_and_filled_down(sheet: tuple[Visit, Page], page: Page) -> None:
    """Shift and the arrows pick cells: they are copied with their labels, emptied, filled down."""
    visit = sheet[0]
    cell(page, 1, "医院").select_option(index=1)
    cell(page, 1, "医院等级").select_option(index=2)
    cell(page, 1, "医院").focus()
    page.keyboard.press("Shift+ArrowRight")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    saved = rows(visit, page)[:3]
    assert len({(row["hospital"], row["level"]) for row in saved}) == 1
    cell(page, 1, "医院").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    block = copied(page)
    lines = [line.split("\t") for line in block["text/plain"].split("\r\n")]
    assert [len(line) for line in lines] == [2, 2]
    assert lines[0] == lines[1]
    assert block["text/html"].count("<td") == 4
    assert "已复制 2 行 2 栏" in told(page)
    page.keyboard.press("Delete")
    assert "hospital" not in rows(visit, page)[0]
    assert rows(visit, page)[2]["hospital"] == saved[2]["hospital"]


def test_what_all_rows_say_is_asked_once(sheet: tuple[Visit, Page], page: Page) -> None:
    """An answer above the table stands in every row; rows that differ are filled in below."""
    visit = sheet[0]
    together(page)
    assert not cell(page, 1, "医院").is_visible()
    hospital = page.locator("#once-hospital")
    hospital.select_option(index=1)
    settled(page)
    hospitals = {row["hospital"] for row in rows(visit, page)}
    assert len(hospitals) == 1
    hospital.select_option(index=2)
    settled(page)
    assert not hospitals & {row["hospital"] for row in rows(visit, page)}
    # A whole row of a sheet has the column that is not in sight: it is told, and undone.
    before = rows(visit, page)
    page.locator("tbody[data-rows] > tr").first.locator("[data-entry]:visible").first.focus()
    paste(page, "\t".join(["h2", *"甲乙丙丁戊己庚辛"]) + "\r\n")
    assert "（医院、医院等级）不在表里" in told(page)
    page.get_by_role("button", name="撤销上一步").click()
    assert rows(visit, page) == before
    saved = visit.save(page)
    saved["rows"][0]["hospital"] = hospitals.pop()
    visit.take(page, saved)
    assert cell(page, 1, "医院").is_visible()
    assert hospital.is_disabled()
    assert visit.save(page) == saved


def test_what_follows_from_a_step_goes_and_comes_with_it(
    sheet: tuple[Visit, Page], page: Page
) -> None:
    """The answer above the table that a new row got is taken back with the row, and comes again."""
    visit = sheet[0]
    together(page)
    page.locator("#once-hospital").select_option(index=1)
    settled(page)
    before = rows(visit, page)
    page.get_by_role("button", name="添加一行").click()
    cell(page, len(before) + 1, "指标名称").focus()
    paste(page, "新指标一\r\n新指标二\r\n")
    settled(page)
    after = rows(visit, page)
    assert after[-1] == {"hospital": before[0]["hospital"], "name": "新指标二"}
    page.get_by_role("button", name="撤销上一步").click()
    assert rows(visit, page) == before
    page.keyboard.press("Control+Shift+z")
    settled(page)
    assert rows(visit, page) == after
    assert not cell(page, 1, "医院").is_visible()


def test_a_row_that_leaves_the_answer_out_keeps_it_out(
    sheet: tuple[Visit, Page], page: Page
) -> None:
    """A file is given back as it is: nothing is written into a row that says nothing."""
    visit = sheet[0]
    data = {
        "$schema": "plan-2024/indicators",
        "rows": [{"hospital": "h1", "name": "一"}, {"name": "二"}],
    }
    visit.take(page, data)
    assert visit.save(page) == data
    assert cell(page, 2, "医院").is_visible()


def test_a_finding_in_a_folded_column_leads_to_where_it_is_asked(page: Page) -> None:
    """What is missing in every row is filled in above the table."""
    together(page)
    page.get_by_role("button", name="检查").click()
    page.locator("#summary").get_by_role("link", name=re.compile("医院")).first.click()
    assert page.evaluate("document.activeElement.dataset.once") == "/rows/*/hospital"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_saved_for_excel_is_read_alike(
    sheet: tuple[Visit, Page], page: Page, plan: Notice, kind: str
) -> None:
    """The command reads what the page saves, and the page its own CSV, value for value."""
    visit = sheet[0]
    cell(page, 1, "医院").select_option(index=1)
    page.get_by_role("textbox", name=re.compile("^第一年 分子")).first.fill("12.5")
    page.get_by_role("button", name="添加一行").click()
    cell(page, len(plan.code_list("indicators").rows) + 1, "指标名称").fill('=1+1,"引号"')
    with page.expect_download() as waiting:
        page.locator(f"#act-{kind}").click()
    file = visit.folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    # What a spreadsheet would run stays as it is, and is told where nothing keeps it from running.
    assert ("不要双击打开" in page.locator("#notice").inner_text()) == (kind == "csv")
    expected = visit.save(page)
    taken = read_one(SourceFile(path=file, name=file.name, notices=(plan,), schema=None))
    assert taken.findings == ()
    assert taken.schema == expected["$schema"]
    assert taken.data["rows"] == expected["rows"]
    if kind == "csv":
        clear(page)
        page.locator("#file-picker").set_input_files(file)
        page.locator("#notice").get_by_text("已打开文件").wait_for()
        assert visit.save(page) == expected


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xff\x00\x81", "认不出编码"),
        ("项目,金额\r\n一,2\r\n".encode(), "没有本表的栏名"),
        (b"", "没有本表的栏名"),
    ],
)
def test_a_csv_that_is_not_the_table_is_refused(
    sheet: tuple[Visit, Page], page: Page, content: bytes, said: str
) -> None:
    """Nothing is read and nothing that is filled in is lost."""
    before = sheet[0].save(page)
    file = sheet[0].folder / "别的.csv"
    file.write_bytes(content)
    page.locator("#file-picker").set_input_files(file)
    page.locator("#notice").get_by_text(said).wait_for()
    assert sheet[0].save(page) == before


def test_a_csv_from_a_chinese_excel_is_opened(
    sheet: tuple[Visit, Page], page: Page, plan: Notice
) -> None:
    """GB18030 is read; a column that the table does not have is told."""
    del plan
    file = sheet[0].folder / "旧.csv"
    file.write_bytes("指标名称,电话\r\n另加的,123\r\n".encode("gb18030"))
    page.locator("#file-picker").set_input_files(file)
    page.locator("#notice").get_by_text("没有读入：电话").wait_for()
    assert rows(sheet[0], page) == [{"name": "另加的"}]


def test_what_was_typed_before_a_paste_is_a_step_of_its_own(page: Page) -> None:
    """Undo takes the block back and leaves what was typed right before it."""
    column = page.get_by_role("textbox", name=re.compile("^第一年 分子"))
    column.nth(0).fill("1")
    column.nth(1).focus()
    paste(page, "2\r\n3\r\n")
    assert column.nth(2).input_value() == "3"
    page.keyboard.press("Control+z")
    assert [column.nth(place).input_value() for place in range(3)] == ["1", "", ""]


def test_what_excel_would_run_is_counted(page: Page) -> None:
    """Signs of a formula count, wide ones too; a signed number and a sign alone do not."""
    texts = ["=1+1", "＠甲", "-甲", "+1.5", "-", "甲=1"]
    for text in texts:
        page.get_by_role("button", name="添加一行").click()
        cell(page, page.locator("tbody[data-rows] > tr").count(), "指标名称").fill(text)
    with page.expect_download():
        page.locator("#act-csv").click()
    assert "有 3 个单元格" in page.locator("#notice").inner_text()


def test_a_long_table_keeps_its_columns(browser: Browser, plan: Notice, tmp_path: Any) -> None:
    """Rows out of sight are skipped; each row stands in the columns of the header all the same."""
    visit = Visit(browser, tmp_path)
    table = plan.table("indicators")
    page = visit.open(plan, table, {"rows": [{"name": f"第{n}项"} for n in range(120)]})
    settled(page)
    for fold in (apart, together):
        fold(page)
        grid = page.locator(".grid.long")
        grid.evaluate("(grid) => { grid.scrollTop = grid.scrollHeight; }")
        page.locator("tbody[data-rows] > tr").last.scroll_into_view_if_needed()
        edges = """() => {
          const shown = (cells) => [...cells].map((cell) => cell.getBoundingClientRect())
            .filter(({ width }) => width > 0).map(({ left, right }) => `${left} ${right}`);
          const heads = new Set(shown(document.querySelectorAll(".grid thead :is(th, td)")));
          const last = [...document.querySelectorAll(".grid tbody tr")].at(-1);
          return shown(last.children).filter((edge) => !heads.has(edge));
        }"""
        assert page.evaluate(edges) == []
    cell(page, 120, "指标名称").press("ArrowUp")
    assert page.evaluate("document.activeElement.value") == "第118项"
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.locator(".grid.long").count() == 0
    assert visit.mistakes == []
    visit.end()
