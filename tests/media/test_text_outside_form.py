"""What somebody writes beside a table is told wherever it stands: above its header, or below."""

from __future__ import annotations

import copy
import csv
import io
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from rich.console import Console

from shenbao.core.findings import Report
from shenbao.media.excel.write.workbook import excel_form
from shenbao.media.inputs import read
from shenbao.media.reading import headers
from shenbao.media.word.write.document import word_form
from shenbao.policy.load.folder import load_notices
from shenbao.policy.model import Notice
from shenbao.reports import text as text_report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
REMARK = "备注：请核对"
ROWS = {"rows": [{"no": 1, "title": "示例", "lead_unit": "示例医院甲", "funding": 15}]}
FILLED = {
    "basic": {"topic": "2", "project_title": "示例项目", "lead_unit": "甲院", "funding": 15},
    "partners": [{"unit": "示例医院甲"}],
}
BELOW = 8
ABOVE = ["示例汇总表", "填报单位：示例科"]


def rules(notice: Notice, file: Path, content: bytes) -> list[tuple[str, str]]:
    """Return what is told of a file, but for notes."""
    file.write_bytes(content)
    (back,) = read([file], (notice,))
    assert back.data is not None
    return [(item.rule, item.severity) for item in back.findings]


@pytest.mark.parametrize("row", [0, 1, 3], ids=["at the title", "above the header", "below"])
def test_beside_a_plain_table(demo: Notice, tmp_path: Path, row: int) -> None:
    columns = demo.table("summary").columns
    lines = [
        [ABOVE[0]],
        [ABOVE[1]],
        [column.title for column in columns],
        [ROWS["rows"][0].get(column.key) for column in columns],
    ]
    for file, written in (("x.csv", as_csv), ("x.xlsx", as_sheet)):
        assert rules(demo, tmp_path / file, written(lines)) == []
        marked = copy.deepcopy(lines)
        marked[row] += [None] * (len(columns) - len(marked[row])) + [REMARK]
        severity = "error" if row == len(lines) - 1 else "warning"
        assert rules(demo, tmp_path / file, written(marked)) == [("csv.extra-cells", severity)]


@pytest.mark.parametrize(
    ("name", "lines", "said"),
    [
        ("汇总2", [[2, "另一项", "示例医院乙", 5]], ("document.excel-sheet-twice", "review")),
        ("空表", [], ("document.excel-sheet-unread", "warning")),
        ("随手记", None, ("document.excel-sheet-unread", "warning")),
    ],
)
def test_another_sheet_of_a_plain_workbook(
    demo: Notice, tmp_path: Path, name: str, lines: list[list[Any]] | None, said: tuple[str, str]
) -> None:
    """Rows of a table that nobody looked at do not pass; the report names the sheet."""
    columns = demo.table("summary").columns
    keys = ("no", "title", "lead_unit", "funding")
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append([column.title for column in columns])
    book.active.append([ROWS["rows"][0].get(column.key) for column in columns])
    more = book.create_sheet(name)
    if lines is None:
        more.append(["别的事"])
    else:
        more.append([column.title for column in columns])
        for line in lines:
            row = dict(zip(keys, line, strict=True))
            more.append([row.get(column.key) for column in columns])
    assert rules(demo, tmp_path / "x.xlsx", saved(book)) == [said]
    (back,) = read([tmp_path / "x.xlsx"], (demo,))
    out = io.StringIO()
    report = Report(findings=back.findings, files=("x.xlsx",))
    text_report.print_report(report, Console(file=out, width=80), "zh-CN")
    assert f"工作表“{name}”" in out.getvalue()


def test_a_sheet_of_another_table_is_named(tmp_path: Path) -> None:
    """Two tables in one workbook: the second is not read, and that needs a person."""
    plan = load_notices(Path(__file__).parents[1] / "notices")[1]
    tables = sorted(plan.tables, key=lambda table: len(table.columns))[-2:]
    book = openpyxl.Workbook()
    for sheet, table in zip((book.active, book.create_sheet("第二")), tables, strict=True):
        assert sheet is not None
        columns = list(headers.leaves(table))
        sheet.append([column.key for column in columns])
        sheet.append(["示例" for _ in columns])
    (tmp_path / "x.xlsx").write_bytes(saved(book))
    (back,) = read([tmp_path / "x.xlsx"], (plan,))
    (said,) = [item for item in back.findings if item.rule == "document.excel-sheet-table"]
    other = next(table for table in tables if table.ref != back.schema)
    assert (said.severity, said.args["title"]) == ("review", other.title)


def as_csv(lines: list[list[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()


def as_sheet(lines: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(line)
    return saved(book)


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_with(book: Any, key: str) -> Any:
    """Return the sheet that has a hidden key, and its last column."""
    for sheet in book:
        for line in sheet.iter_rows():
            if any(cell.value == key for cell in line):
                return sheet
    raise AssertionError(key)


@pytest.mark.parametrize("row", [2, 3, BELOW])
@pytest.mark.parametrize(
    ("home", "key", "rule"),
    [
        ("summary", "/rows/*/title", "csv.extra-cells"),
        ("a", "/partners/*/unit", "document.excel-beside"),
        ("a", "/basic/topic", "document.excel-beside"),
    ],
)
def test_beside_a_sheet_of_ours(
    demo: Notice, tmp_path: Path, home: str, key: str, rule: str, row: int
) -> None:
    data = ROWS if home == "summary" else FILLED
    form = next(item for item in demo.homes if item.id == home)
    content = excel_form(demo, form, data).content
    assert rules(demo, tmp_path / "x.xlsx", content) == []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl drops the lists of choices
        book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = sheet_with(book, key)
    sheet.cell(row, sheet.max_column + 1).value = REMARK
    below = key != "/basic/topic" and row == BELOW
    told = [] if below else [(rule, "warning")]
    assert rules(demo, tmp_path / "x.xlsx", saved(book)) == told
    if below:  # alone in its row it is a line below the table: told, and no row
        (back,) = read([tmp_path / "x.xlsx"], (demo,))
        assert "csv.footer-row" in [item.rule for item in back.notes]


def header(root: Any) -> Any:
    """Return the first row of the table of partners: its header."""
    tables = [item for item in root.iter(f"{W}tbl") if "单位名称" in "".join(item.itertext())]
    return next(tables[-1].iter(f"{W}tr"))


def beside(root: Any) -> None:
    row = header(root)
    cell = copy.deepcopy(row.findall(f"{W}tc")[-1])
    write(cell)
    row.append(cell)


def over(root: Any) -> None:
    row = header(root)
    added = copy.deepcopy(row)
    for head in list(added.iter(f"{W}tblHeader")):
        head.getparent().remove(head)
    for cell in added.findall(f"{W}tc")[1:]:
        added.remove(cell)
    write(added.find(f"{W}tc"))
    row.addprevious(added)


def write(cell: Any) -> None:
    texts = list(cell.iter(f"{W}t"))
    for text in texts:
        text.text = ""
    texts[0].text = REMARK


@pytest.mark.parametrize("change", [beside, over])
def test_in_a_table_of_word(demo: Notice, tmp_path: Path, change: Callable[[Any], None]) -> None:
    content = word_form(demo, demo.form("a"), FILLED).content
    assert rules(demo, tmp_path / "x.docx", content) == []
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == BODY:
                root = etree.fromstring(part)
                change(root)
                part = etree.tostring(root)
            new.writestr(name, part)
    told = rules(demo, tmp_path / "x.docx", stream.getvalue())
    assert told == [("document.word-stray", "review")]
