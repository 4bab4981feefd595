"""What people do to a workbook: read where it can mean one thing, else told with its cell."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

import shenbao
from shenbao.app.notices import workbook as use_case
from shenbao.app.notices.check import CheckResult
from shenbao.authoring.workbook import changes
from shenbao.core.errors import ShenbaoError

ROOT = Path(__file__).resolve().parents[3]
NOTICE = "demo-2024"
HEAD = 2
"""The row of the titles, as Excel counts."""


@pytest.fixture(scope="module")
def exported() -> bytes:
    return shenbao.export_workbook(NOTICE, ROOT / "tests" / "notices").content


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "tests" / "notices", tmp_path / "policy")
    return tmp_path / "policy"


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the check says is another test's."""
    nothing = CheckResult(problems=(), checked={})
    monkeypatch.setattr(use_case, "check", lambda _: nothing)


class Book:
    """A workbook in the hands of somebody who changes it."""

    def __init__(self, content: bytes) -> None:
        self.book: Any = openpyxl.load_workbook(io.BytesIO(content))

    def sheet(self, name: str) -> Any:
        return self.book[name]

    def column(self, sheet: str, title: str) -> int:
        heads = [cell.value for cell in self.sheet(sheet)[HEAD]]
        return int(heads.index(title)) + 1

    def cell(self, sheet: str, title: str, row: int) -> Any:
        return self.sheet(sheet).cell(row, self.column(sheet, title))

    def row_of(self, sheet: str, title: str, text: str) -> int:
        column = self.column(sheet, title)
        rows = range(HEAD + 1, self.sheet(sheet).max_row + 1)
        return next(row for row in rows if self.sheet(sheet).cell(row, column).value == text)

    def fact(self, title: str) -> Any:
        rows = self.sheet("通知").iter_rows(min_row=HEAD + 1)
        return next(row[2] for row in rows if row[1].value == title)

    def save(self, folder: Path) -> Path:
        path = folder / "改过.xlsx"
        self.book.save(path)
        return path


@pytest.fixture
def book(exported: bytes) -> Book:
    return Book(exported)


def files(root: Path) -> dict[str, bytes]:
    """The policy folder, without what an import keeps for the next one."""
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.is_file() and file.parent != root / "build" / "workbooks"
    }


def refusal(path: Path, root: Path, *, overwrite: bool = False) -> list[str]:
    """Why a workbook is not taken over; nothing was written."""
    before = files(root)
    with pytest.raises(ShenbaoError) as caught:
        shenbao.import_workbook(path, root, overwrite=overwrite)
    assert files(root) == before
    assert len([*caught.value.lines("en")]) == len([*caught.value.lines("zh-CN")])
    return [*caught.value.lines()]


def taken(path: Path, root: Path) -> dict[str, tuple[bytes | None, bytes | None]]:
    """The files that an import changed, each as it was and as it is."""
    before = files(root)
    done = shenbao.import_workbook(path, root)
    after = files(root)
    lead = f"schemas/{done.notice}/"
    changed = {
        name.removeprefix(lead): (before.get(name), after.get(name))
        for name in {*before, *after}
        if before.get(name) != after.get(name)
    }
    assert {*changed} == {*done.written, *done.removed}
    return changed


Change = Callable[[Book], None]


def sheets_and_columns_are_renamed(book: Book) -> None:
    book.sheet("规则").title = "我的规则表"
    book.sheet("栏目 a").title = "申请书"
    book.cell("我的规则表", "程度", HEAD).value = "有多严重"


def columns_are_moved(book: Book) -> None:
    sheet = book.sheet("条款")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for number, row in enumerate(rows, 1):
        mark, *rest = row
        for column, value in enumerate([mark, *reversed(rest)], 1):
            sheet.cell(number, column).value = value


def sheets_are_moved(book: Book) -> None:
    book.book.move_sheet("规则", -9)


def a_line_stands_above(book: Book) -> None:
    book.sheet("规则").insert_rows(2)
    book.sheet("规则")["B2"] = "下面是规则"


def marks_are_gone(book: Book) -> None:
    """Somebody copied the cells that are seen into a new workbook."""
    for sheet in book.book.worksheets:
        if sheet.title not in {"通知", "说明", "shenbao"} and not sheet.title.startswith("栏目"):
            sheet.delete_rows(1)
            sheet.delete_cols(1)


def blank_rows_are_between(book: Book) -> None:
    book.sheet("条款").insert_rows(5, 3)
    book.sheet("条款")["C6"] = "   "


def signs_are_full_width(book: Book) -> None:
    cell = book.cell("条款", "编号", book.row_of("条款", "编号", "c-goal"))
    cell.value = "".join(chr(ord(sign) + 0xFEE0) for sign in cell.value) + "\u3000"
    cell = book.cell("规则", "表单", book.row_of("规则", "编号", "DM-P-01"))
    cell.value = "ａ"


def blanks_are_behind(book: Book) -> None:
    for row in range(HEAD + 1, book.sheet("规则").max_row + 1):
        for title in ("编号", "程度", "条款", "不符合时说什么"):
            cell = book.cell("规则", title, row)
            if cell.value is not None:
                cell.value = f" {cell.value}\n "


def choices_are_codes(book: Book) -> None:
    for row in range(HEAD + 1, book.sheet("规则").max_row + 1):
        cell = book.cell("规则", "程度", row)
        codes = {"错误": "error", "提醒": "Warning", "需人工确认": "review", "提示": "info"}
        cell.value = codes.get(cell.value, cell.value)


def drafts_stand_beside(book: Book) -> None:
    book.book.create_sheet("草稿 待办")["A1"] = "还要问清楚"
    sheet = book.sheet("规则")
    last = sheet.max_column + 1
    sheet.cell(HEAD, last).value = "草稿"
    sheet.cell(HEAD + 1, last).value = "改到这里"


HARMLESS = [
    sheets_and_columns_are_renamed,
    columns_are_moved,
    sheets_are_moved,
    a_line_stands_above,
    marks_are_gone,
    blank_rows_are_between,
    signs_are_full_width,
    blanks_are_behind,
    choices_are_codes,
    drafts_stand_beside,
]


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("change", HARMLESS, ids=lambda change: change.__name__)
def test_what_changes_no_meaning_writes_nothing(
    change: Change, book: Book, root: Path, tmp_path: Path
) -> None:
    change(book)
    assert taken(book.save(tmp_path), root) == {}


@pytest.mark.usefixtures("unchecked")
def test_a_value_that_was_changed_is_all_that_changes(
    book: Book, root: Path, tmp_path: Path
) -> None:
    book.cell("时间", "截止时间", HEAD + 1).value = "2024年5月6日 9:30"
    ((name, (before, after)),) = taken(book.save(tmp_path), root).items()
    assert name == "notice.json"
    assert before is not None
    assert after is not None
    assert after == before.replace(b"2024-04-30T16:00:00", b"2024-05-06T09:30:00")
    assert after != before


@pytest.mark.usefixtures("unchecked")
def test_what_excel_makes_of_what_is_typed_is_what_was_typed(
    book: Book, root: Path, tmp_path: Path
) -> None:
    book.fact("发文日期").value = datetime(2024, 3, 9)  # noqa: DTZ001 - as Excel has it
    book.fact("简称").value = 2024
    book.cell("时间", "截止时间", HEAD + 1).value = datetime(2024, 5, 6, 9, 30)  # noqa: DTZ001
    book.cell("材料与附件", "份数", HEAD + 1).value = "３"
    book.cell("条款", "原文编号", HEAD + 3).value = 1.5
    shenbao.import_workbook(book.save(tmp_path), root)
    notice = json.loads((root / "schemas" / NOTICE / "notice.json").read_text("utf-8"))
    assert notice["issued"] == "2024-03-09"
    assert notice["short_title"] == "2024"
    assert notice["deadlines"][0]["at"] == "2024-05-06T09:30:00+08:00"
    assert notice["handing_in"][0]["copies"] == 3
    clauses = (root / "schemas" / NOTICE / "clauses.md").read_text("utf-8")
    assert '{#c-goal number="1.5" lines="3"}' in clauses


@pytest.mark.usefixtures("unchecked")
def test_rows_are_added_deleted_and_put_into_another_order(
    book: Book, root: Path, tmp_path: Path
) -> None:
    sheet = book.sheet("栏目 a")
    last = sheet.max_row + 1
    while not any(cell.value for cell in sheet[last - 1]):
        last -= 1
    for title, value in {"属于": "basic", "编号": "note", "名称": "备注", "最多几个字": 50}.items():
        book.cell("栏目 a", title, last).value = value
    book.sheet("条款").delete_rows(book.row_of("条款", "编号", "c-topics"))
    rules = book.sheet("名单内容")
    upper, lower = (book.row_of("名单内容", "代码", code) for code in ("t1", "t2"))
    for column in range(1, rules.max_column + 1):
        one, other = rules.cell(upper, column), rules.cell(lower, column)
        one.value, other.value = other.value, one.value
    changed = taken(book.save(tmp_path), root)
    assert {*changed} == {"forms/a.schema.json", "clauses.md", "lists/demo_topics.csv"}
    form = json.loads((root / "schemas" / NOTICE / "forms" / "a.schema.json").read_text("utf-8"))
    assert form["properties"]["basic"]["properties"]["note"] == {"title": "备注", "maxLength": 50}
    clauses = (root / "schemas" / NOTICE / "clauses.md").read_text("utf-8")
    assert "c-topics" not in clauses
    assert "{#c-goal" in clauses
    topics = (root / "schemas" / NOTICE / "lists" / "demo_topics.csv").read_text("utf-8")
    assert topics.splitlines() == ["code,label", "t2,专题乙", "t1,专题甲"]


@pytest.mark.usefixtures("unchecked")
def test_a_form_goes_with_its_row_and_its_sheet(book: Book, root: Path, tmp_path: Path) -> None:
    book.sheet("表单与表格").delete_rows(book.row_of("表单与表格", "编号", "summary"))
    del book.book["栏目 tables／summary"]
    changed = taken(book.save(tmp_path), root)
    assert {name: after for name, (_, after) in changed.items()} == {
        "tables/summary.schema.json": None
    }


@pytest.mark.usefixtures("unchecked")
def test_a_workbook_with_a_new_id_is_a_new_notice(book: Book, root: Path, tmp_path: Path) -> None:
    before = files(root)
    book.fact("编号").value = "demo-2025"
    done = shenbao.import_workbook(book.save(tmp_path), root)
    assert done.notice == "demo-2025"
    old, new = (root / "schemas" / name for name in (NOTICE, "demo-2025"))
    for name in done.written:
        told = (new / name).read_text("utf-8").replace("demo-2025", NOTICE)
        if name.endswith(".json"):
            assert json.loads(told) == json.loads((old / name).read_text("utf-8"))
    assert {name: files(root)[name] for name in before} == before


def wrong_choice(book: Book) -> None:
    book.cell("规则", "程度", HEAD + 1).value = "严重"


def wrong_number(book: Book) -> None:
    book.cell("材料与附件", "份数", HEAD + 1).value = "六份"


def wrong_day(book: Book) -> None:
    book.fact("发文日期").value = "2024年2月30日"


def wrong_moment(book: Book) -> None:
    book.cell("时间", "截止时间", HEAD + 1).value = "4月底"


def two_of_one_id(book: Book) -> None:
    book.cell("条款", "编号", HEAD + 4).value = "c-goal"


def two_fields_of_one_key(book: Book) -> None:
    row = book.row_of("栏目 a", "编号", "project_title")
    book.cell("栏目 a", "编号", row).value = "topic"


def two_codes(book: Book) -> None:
    book.cell("名单内容", "代码", book.row_of("名单内容", "代码", "t2")).value = "t1"


def no_such_parent(book: Book) -> None:
    book.cell("项目与类别", "属于", HEAD + 2).value = "P9"


def no_such_form(book: Book) -> None:
    book.cell("规则", "表单", HEAD + 2).value = "b"


def no_such_place(book: Book) -> None:
    book.cell("规则", "在哪一栏", HEAD + 2).value = "basic/topik"


def no_such_section(book: Book) -> None:
    book.cell("栏目 a", "属于", HEAD + 2).value = "basik"


def no_such_list(book: Book) -> None:
    book.cell("名单内容", "名单", HEAD + 2).value = "demo_topic"


def merged(book: Book) -> None:
    book.sheet("条款").merge_cells(f"F{HEAD + 3}:F{HEAD + 4}")


def formula_without_result(book: Book) -> None:
    book.cell("材料与附件", "份数", HEAD + 1).value = "=3+3"


def error_value(book: Book) -> None:
    book.cell("材料与附件", "份数", HEAD + 1).value = "#REF!"
    book.cell("材料与附件", "份数", HEAD + 1).data_type = "e"


def struck(book: Book) -> None:
    book.cell("规则", "编号", HEAD + 1).font = Font(strike=True)


def sheet_deleted(book: Book) -> None:
    del book.book["缺漏"]


def column_deleted(book: Book) -> None:
    book.sheet("规则").delete_cols(book.column("规则", "程度"))


def form_sheet_deleted(book: Book) -> None:
    del book.book["栏目 a"]


def form_row_deleted(book: Book) -> None:
    book.sheet("表单与表格").delete_rows(book.row_of("表单与表格", "编号", "a"))


def sheet_added(book: Book) -> None:
    book.book.create_sheet("缺漏二")["A1"] = "还缺一张表"


def column_added(book: Book) -> None:
    sheet = book.sheet("规则")
    last = sheet.max_column + 1
    sheet.cell(HEAD, last).value = "程 度 2"
    sheet.cell(HEAD + 1, last).value = "很重要"


def beside_the_table(book: Book) -> None:
    sheet = book.sheet("规则")
    sheet.cell(HEAD + 1, sheet.max_column + 2).value = 7


def head_deleted(book: Book) -> None:
    book.sheet("读法").delete_rows(1, 2)


def unknown_kind_of_row(book: Book) -> None:
    book.cell("项目与类别", "行的种类", HEAD + 2).value = "课题"


def no_kind_of_row(book: Book) -> None:
    book.cell("项目与类别", "行的种类", HEAD + 2).value = None


def broken_json(book: Book) -> None:
    book.cell("规则", "其他", HEAD + 1).value = '{"x": 1'


def said_twice(book: Book) -> None:
    book.cell("规则", "其他", HEAD + 1).value = '{"id": "DM-P-99"}'


def english_alone(book: Book) -> None:
    book.cell("规则", "不符合时说什么", HEAD + 1).value = None


def names_without_values(book: Book) -> None:
    book.cell("限额", "怎样计数", HEAD + 1).value = "所有的"


def gist_like_a_heading(book: Book) -> None:
    book.cell("条款", "要点", HEAD + 3).value = "## 其实是标题"


def heading_without_a_mark(book: Book) -> None:
    book.cell("条款", "要点", HEAD + 1).value = "条款"


def quotes_in_a_number(book: Book) -> None:
    book.cell("条款", "原文编号", HEAD + 3).value = '一"1'


def more_cells_than_columns(book: Book) -> None:
    sheet = book.sheet("名单内容")
    column = book.column("名单内容", "其他")
    sheet.cell(1, column).value, sheet.cell(HEAD, column).value = "3", "第 3 栏"
    sheet.cell(HEAD + 2, column).value = "多出来的"


def absent_and_given(book: Book) -> None:
    book.fact("联系方式").value = "原文未载"


def no_id(book: Book) -> None:
    book.fact("编号").value = None
    del book.book["shenbao"]


WRONG: dict[Change, tuple[str, ...]] = {
    wrong_choice: ("“规则”第 3 行", "列（程度）", "“严重”", "允许：错误、提醒", "处理："),
    wrong_number: ("“材料与附件”第 3 行 F 列（份数）", "“六份”", "允许：数字", "处理："),
    wrong_day: ("“通知”第 19 行 C 列（发文日期）", "“2024年2月30日”", "允许：如 2025-11-15"),
    wrong_moment: ("“时间”第 3 行", "列（截止时间）", "“4月底”", "允许：", "处理："),
    two_of_one_id: ("“条款”第 6 行 C 列（编号）", "“c-goal”与第 5 行重复", "处理："),
    two_fields_of_one_key: ("“栏目 a”第", "列（编号）", "“basic/topic”与第 4 行重复"),
    two_codes: ("“名单内容”第", "列（代码）", "“t1”与第", "处理："),
    no_such_parent: ("“项目与类别”第 4 行 C 列（属于）", "“P9”", "P1", "处理："),
    no_such_form: ("“规则”第 4 行", "列（表单）", "“b”", "a、", "处理："),
    no_such_place: ("“规则”第 4 行", "列（在哪一栏）", "“basic/topik”", "相近的有：basic/topic"),
    no_such_section: ("“栏目 a”第 4 行 B 列（属于）", "“basik”", "相近的有：basic", "处理："),
    no_such_list: ("“名单内容”第 4 行 C 列（名单）", "“demo_topic”", "demo_topics", "处理："),
    merged: ("“条款”第 5 行 F 列（要点）", "合并的单元格（2 行 1 列）", "处理：取消合并"),
    formula_without_result: ("“材料与附件”第 3 行 F 列（份数）", "没有算出结果", "处理："),
    error_value: ("“材料与附件”第 3 行 F 列（份数）", "#REF!", "处理："),
    struck: ("“规则”第 3 行", "列（编号）", "删除线", "处理："),
    sheet_deleted: ("“缺漏”", "不见了", "处理："),
    column_deleted: ("“规则”", "“程度”一栏不见了", "处理："),
    form_sheet_deleted: ("“栏目 a”", "不见了", "处理："),
    form_row_deleted: ("“栏目 a”", "“表单与表格”里没有它", "处理："),
    sheet_added: ("“缺漏二”", "不认识这张工作表", "相近的有：缺漏", "处理："),
    column_added: ("“规则”第 2 行", "不认识“程 度 2”这一栏", "程度", "处理："),
    beside_the_table: ("“规则”第 3 行", "没有名称", "处理："),
    head_deleted: ("“读法”", "找不到表头", "允许：", "处理："),
    unknown_kind_of_row: ("“项目与类别”第 4 行 B 列（行的种类）", "“课题”", "处理："),
    broken_json: ("“规则”第 3 行", "列（其他）", "不是合法的 JSON", "处理："),
    said_twice: ("“规则”第 3 行", "列（其他）", "id 在自己的栏里", "处理："),
    english_alone: ("“规则”第 3 行", "有英文而没有中文", "处理："),
    names_without_values: ("“限额”第 3 行", "列（怎样计数）", "“所有的”", "处理："),
    gist_like_a_heading: ("“条款”第 5 行 F 列（要点）", "读不回来", "处理："),
    heading_without_a_mark: ("“条款”第 3 行 F 列（要点）", "读不回来", "处理："),
    quotes_in_a_number: ("“条款”第 5 行", "读不回来", "处理："),
    more_cells_than_columns: ("“名单内容”第 4 行", "超出了名单的 2 栏", "处理："),
    absent_and_given: ("“通知”第", "contact", "处理："),
    no_id: ("没有通知的编号", "处理："),
}


@pytest.mark.parametrize("change", WRONG, ids=lambda change: change.__name__)
def test_what_is_wrong_is_told_with_its_cell_and_nothing_is_written(
    change: Change, book: Book, root: Path, tmp_path: Path
) -> None:
    change(book)
    lines = refusal(book.save(tmp_path), root)
    told = next((line for line in lines if all(part in line for part in WRONG[change])), None)
    assert told is not None, lines
    assert len(lines) <= 9, lines


def test_all_mistakes_are_told_at_once(book: Book, root: Path, tmp_path: Path) -> None:
    changes = (wrong_choice, wrong_number, wrong_day, two_codes, sheet_added, merged, no_such_place)
    for change in changes:
        change(book)
    lines = refusal(book.save(tmp_path), root)
    for change in changes:
        assert any(all(part in line for part in WRONG[change]) for line in lines), lines
    assert len(lines) == len(changes) + 1
    assert lines[0].startswith(f"工作簿有 {len(changes)} 处问题，什么都没有写")


@pytest.mark.usefixtures("unchecked")
def test_sorted_rows_are_read_where_each_says_what_it_belongs_to(
    book: Book, root: Path, tmp_path: Path
) -> None:
    sheet = book.sheet("项目与类别")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD + 1)]
    kept = [row for row in rows if any(row[1:])]
    name = book.column("项目与类别", "名称") - 1
    kept.sort(key=lambda row: (str(row[2] or ""), str(row[name])))
    kept.sort(key=lambda row: row[2] is not None)
    for at, row in enumerate(kept, HEAD + 1):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
    (name_,) = taken(book.save(tmp_path), root)
    assert name_ == "notice.json"
    notice = json.loads((root / "schemas" / NOTICE / "notice.json").read_text("utf-8"))
    assert [topic["id"] for topic in notice["programmes"][0]["topics"]] == ["1", "2"][::-1]


@pytest.mark.usefixtures("unchecked")
def test_what_changed_in_the_folder_meanwhile_stays(book: Book, root: Path, tmp_path: Path) -> None:
    clauses = root / "schemas" / NOTICE / "clauses.md"
    edited = clauses.read_text("utf-8").replace("设两个专题。", "设两个专题，见附件。")
    clauses.write_text(edited, encoding="utf-8")
    book.fact("简称").value = "改了"
    done = shenbao.import_workbook(book.save(tmp_path), root)
    assert (done.written, done.kept) == (("notice.json",), ("clauses.md",))
    assert clauses.read_text("utf-8") == edited


@pytest.mark.usefixtures("unchecked")
def test_what_changed_on_both_sides_is_said(book: Book, root: Path, tmp_path: Path) -> None:
    clauses = root / "schemas" / NOTICE / "clauses.md"
    edited = clauses.read_text("utf-8").replace("设两个专题。", "设两个专题，见附件。")
    clauses.write_text(edited, encoding="utf-8")
    book.cell("条款", "要点", HEAD + 3).value = "另一种说法。"
    book.fact("简称").value = "改了"
    path = book.save(tmp_path)
    (line,) = refusal(path, root)
    assert "clauses.md" in line
    assert "--overwrite" in line
    done = shenbao.import_workbook(path, root, overwrite=True)
    assert {*done.written} == {"clauses.md", "notice.json"}
    text = clauses.read_text("utf-8")
    assert "另一种说法。" in text
    assert "见附件" not in text


@pytest.mark.usefixtures("unchecked")
def test_a_workbook_that_nobody_exported_takes_no_folder_over(
    book: Book, root: Path, tmp_path: Path
) -> None:
    del book.book["shenbao"]
    assert taken(book.save(tmp_path), root) == {}
    book.fact("简称").value = "改了"
    (line,) = refusal(book.save(tmp_path), root)
    assert "notice.json" in line


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("names", [("甲", "乙"), ("", "")])
def test_another_persons_copy_at_the_same_path_is_no_correction(
    exported: bytes, root: Path, tmp_path: Path, names: tuple[str, str]
) -> None:
    """What the first one imported stays: told by the name, else by what would be undone."""
    first, second = Book(exported), Book(exported)
    first.book.properties.lastModifiedBy, second.book.properties.lastModifiedBy = names
    first.cell("条款", "要点", HEAD + 3).value = "甲的说法。"
    shenbao.import_workbook(first.save(tmp_path), root)
    second.fact("简称").value = "乙改的"
    done = shenbao.import_workbook(second.save(tmp_path), root)
    assert (done.written, done.kept) == (("notice.json",), ("clauses.md",))
    assert "甲的说法。" in (root / "schemas" / NOTICE / "clauses.md").read_text("utf-8")
    second.cell("条款", "要点", HEAD + 3).value = "乙的说法。"
    (line,) = refusal(second.save(tmp_path), root)
    assert "clauses.md" in line


@pytest.mark.parametrize("sheet", ["参数", "条款", "项目与类别", "规则", "限额", "通知"])
def test_a_formula_below_the_last_row_is_not_dropped(
    book: Book, root: Path, tmp_path: Path, sheet: str
) -> None:
    row = book.sheet(sheet).max_row + 2
    book.sheet(sheet).cell(row, 3).value = "=1+1"
    (line,) = [one for one in refusal(book.save(tmp_path), root) if "公式" in one]
    assert f"“{sheet}”第 {row} 行 C 列" in line


def test_a_clause_without_its_id_or_gist_is_told_with_the_cell(
    exported: bytes, root: Path, tmp_path: Path
) -> None:
    book = Book(exported)
    book.cell("条款", "编号", HEAD + 3).value = None
    assert any("（编号）: 这一格必须填" in line for line in refusal(book.save(tmp_path), root))
    for title in ("要点", "原文编号", "原文行号"):
        book = Book(exported)
        book.cell("条款", title, HEAD + 3).value = None
        done = shenbao.import_workbook(book.save(tmp_path), root, overwrite=True)
        places = [place.words() for _, place in done.problems if place is not None]
        assert any(f"第 {HEAD + 3} 行" in told and title in told for told in places)


def test_problems_of_the_notice_are_told_with_their_cells(
    book: Book, root: Path, tmp_path: Path
) -> None:
    row = book.row_of("规则", "编号", "DM-P-02")
    book.cell("规则", "条款", row).value = "c-nothing"
    book.cell("条款", "原文行号", HEAD + 3).value = "x"
    book.cell("名单内容", "名称", book.row_of("名单内容", "代码", "t2")).value = "专题甲"
    done = shenbao.import_workbook(book.save(tmp_path), root)
    places = {place.words() for _, place in done.problems if place is not None}
    told = "\n".join(sorted(places))
    assert f"“规则”第 {row} 行" in told
    assert "（条款）" in told
    assert f"“条款”第 {HEAD + 3} 行" in told
    assert "“名单内容”第" in told


def test_the_folder_stays_where_writing_fails(
    book: Book, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two files are to be written, and the disk is full after the first."""
    book.fact("简称").value = "改了"
    book.cell("条款", "要点", HEAD + 3).value = "另一种说法。"
    path = book.save(tmp_path)
    before = files(root)
    real, calls = changes.replace_file, iter((True, False))

    def full(target: Path, content: bytes) -> None:
        if not next(calls):
            raise OSError(28, "no space")
        real(target, content)

    monkeypatch.setattr(changes, "replace_file", full)
    with pytest.raises(OSError, match="no space"):
        shenbao.import_workbook(path, root)
    assert files(root) == before


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "xls": lambda _: OLE + b"\0" * 2000,
    "locked": lambda _: OLE + "EncryptedPackage".encode("utf-16-le") * 9,
    "csv": lambda _: "编号,名称\n1,甲\n".encode(),
    "empty": lambda _: b"",
    "damaged": lambda exported: exported[: len(exported) // 2],
    "word": lambda _: shenbao.fill("shenkang-2024/p1", medium="docx").content,
    "form": lambda _: shenbao.fill("shenkang-2024/summary", medium="xlsx").content,
    "entities": lambda exported: with_part(
        exported,
        "xl/worksheets/sheet2.xml",
        lambda part: part.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1),
    ),
    "bomb": lambda exported: with_part(
        exported,
        "xl/sharedStrings.xml",
        lambda _: b"<sst>" + b"<si><t>" + b" " * 320_000_000 + b"</t></si></sst>",
    ),
}


def with_part(exported: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(exported)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return stream.getvalue()


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_workbook_of_ours_is_refused_in_words(
    kind: str, exported: bytes, root: Path, tmp_path: Path
) -> None:
    path = tmp_path / "来历不明.xlsx"
    path.write_bytes(HOSTILE[kind](exported))
    (line,) = refusal(path, root)
    assert "什么都没有写" in line
    assert "来历不明.xlsx" in line
