"""Workbooks with rich text, struck-out and hidden cells, and forms that stand in them twice."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from media.excel.test_excel import edited, made, read, refused, repacked
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from shenbao.core.submission import Submission
from shenbao.media.inputs.readers import read_one
from shenbao.media.reading.source import SourceFile
from shenbao.policy.load.folder import load_notice

ROOT = Path(__file__).resolve().parents[3]
SHENKANG = load_notice(ROOT / "schemas" / "shenkang-2024")
P1 = SHENKANG.form("p1")
FILLED: dict[str, Any] = {
    "basic": {"topic": "1", "project_title": "示例项目", "funding": 60},
    "plan": {"outputs": "成果"},
    "partners": [{"unit": "乙院"}, {"unit": "丙院"}],
}


def cell_of(book: Any, text: str) -> Any:
    return next(
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).strip() == text
    )


def rich(*runs: tuple[str, dict[str, Any]]) -> CellRichText:
    return CellRichText(*(TextBlock(InlineFont(**look), text) for text, look in runs))


UP, DOWN, STRUCK = {"vertAlign": "superscript"}, {"vertAlign": "subscript"}, {"strike": True}


def rules(submission: Submission) -> list[tuple[str, str, str | None]]:
    found = (*submission.notes, *submission.findings)
    return [(item.rule, item.severity, item.found) for item in found]


@pytest.mark.parametrize(
    ("value", "text", "told"),
    [
        (rich(("≥10", {}), ("9", UP), ("/L", {})), "≥10⁹/L", ("raised", "info", "9")),
        (rich(("PM", {}), ("2.", DOWN), ("5", DOWN)), "PM_(2.5)", ("raised", "info", "2.5")),
        (rich(("留", {}), ("划", STRUCK), ("掉", STRUCK)), "留", ("struck", "review", "划掉")),
    ],
)
def test_runs_of_a_cell_read_as_in_word(
    value: Any, text: str, told: tuple[str, str, str], tmp_path: Path
) -> None:
    def change(book: Any) -> None:
        cell_of(book, "成果").value = value

    back = read(edited(made(SHENKANG, P1, FILLED), change), tmp_path, SHENKANG)
    assert back.data["plan"]["outputs"] == text
    assert rules(back) == [(f"document.text-{told[0]}", *told[1:])]


def test_a_struck_cell_and_a_hidden_one_are_left_out_and_said(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "成果").font = Font(strike=True)
        cell_of(book, "乙院").font = Font(strike=True)
        cell_of(book, "丙院").number_format = ";;;"

    back = read(edited(made(SHENKANG, P1, FILLED), change), tmp_path, SHENKANG)
    assert "plan" not in back.data
    assert "partners" not in back.data
    assert sorted(rules(back)) == [
        ("document.text-hidden", "review", "丙院"),
        ("document.text-struck", "review", "乙院"),
        ("document.text-struck", "review", "成果"),
    ]


def test_a_plain_table_with_rich_text_says_so(tmp_path: Path) -> None:
    table = next(item for item in SHENKANG.tables if item.id == "summary")
    columns = [item for item in table.fields() if item.kind != "object"]
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    struck, up = book.add_format({"font_strikeout": True}), book.add_format({"font_script": 1})
    for at, column in enumerate(columns):
        sheet.write(0, at, column.title)
    title = next(at for at, column in enumerate(columns) if column.pointer == "/title")
    sheet.write_rich_string(1, title, "A&10", up, "9", "示例")
    sheet.write_rich_string(2, title, "B", struck, "旧名", "新名")
    book.close()
    guide = b'</r><rPh sb="0" eb="1"><t>yi</t></rPh></si>'
    parts = {"xl/sharedStrings.xml": lambda raw: raw.replace(b"</r></si>", guide)}
    back = read(repacked(stream.getvalue(), parts), tmp_path, SHENKANG)
    assert [row["title"] for row in back.data["rows"]] == ["A&10⁹示例", "B新名"]
    assert {rule for rule, _, _ in rules(back)} >= {"document.text-raised", "document.text-struck"}


def sheets_twice(content: bytes, **changed: str) -> bytes:
    """Copy every sheet that is filled in, as Excel does: the keys come along."""

    def change(book: Any) -> None:
        for sheet in list(book):
            if any(str(cell.value).startswith("/") for row in sheet.iter_rows() for cell in row):
                copied = book.copy_worksheet(sheet)
                for row in copied.iter_rows():
                    for cell in row:
                        cell.value = changed.get(str(cell.value), cell.value)

    return edited(content, change)


def test_a_form_twice_in_one_workbook_is_read_once_or_not_at_all(tmp_path: Path) -> None:
    content = made(SHENKANG, P1, FILLED)
    alone = read(content, tmp_path, SHENKANG)
    back = read(sheets_twice(content), tmp_path, SHENKANG)
    assert back.data == alone.data
    assert "document.form-repeated" in {rule for rule, _, _ in rules(back)}
    for other in ({"示例项目": "另一个项目"}, {"乙院": "丁院"}):
        two = sheets_twice(content, **other)
        assert refused(two, tmp_path, SHENKANG) == ["document.form-twice"]


def test_one_sheet_kept_as_a_draft_is_no_silent_mixture(tmp_path: Path) -> None:
    """The first sheet is blank at a place, the copy of it is not: nobody knows which counts."""

    def change(book: Any) -> None:
        cell = cell_of(book, "成果")
        copied = book.copy_worksheet(cell.parent)
        cell.value = None
        assert any(item.value == "成果" for row in copied.iter_rows() for item in row)

    content = edited(made(SHENKANG, P1, FILLED), change)
    assert refused(content, tmp_path, SHENKANG) == ["document.form-twice"]


def test_openpyxl_reads_what_the_tests_write() -> None:
    """The inputs above are only worth something while the library writes runs."""
    book = openpyxl.Workbook()
    book.active["A1"].value = rich(("a", {}), ("b", UP))  # type: ignore[index]
    stream = io.BytesIO()
    book.save(stream)
    again = openpyxl.load_workbook(io.BytesIO(stream.getvalue()), rich_text=True)
    assert len(again.active["A1"].value) == 2  # type: ignore[index, arg-type]


def test_sheets_of_two_forms_in_one_workbook_are_never_mixed(tmp_path: Path) -> None:
    """Somebody moves the sheets of one form into the workbook of another."""
    other = openpyxl.load_workbook(
        io.BytesIO(made(SHENKANG, SHENKANG.form("p2"), {"basic": {"project_title": "别的"}}))
    )

    def change(book: Any) -> None:
        for sheet in other:
            copied = book.create_sheet(f"{sheet.title} (2)")
            for row in sheet.iter_rows():
                for cell in row:
                    copied[cell.coordinate].value = cell.value

    content = edited(made(SHENKANG, P1, FILLED), change)
    assert refused(content, tmp_path, SHENKANG) == ["document.forms-mixed"]


@pytest.mark.parametrize("number", ["9" * 5_000, "²", "-1", ""])
def test_numbers_of_styles_and_strings_may_be_anything(number: str, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "成果").font = Font(strike=True)
        cell_of(book, "乙院").value = rich(("留", {}), ("划", STRUCK))

    content = edited(made(SHENKANG, P1, FILLED), change)
    styles = re.compile(rb'fontId="[0-9]+"')
    parts = {"xl/styles.xml": lambda raw: styles.sub(f'fontId="{number}"'.encode(), raw)}
    path = tmp_path / "x.xlsx"
    path.write_bytes(repacked(content, parts))
    found = read_one(SourceFile(path=path, name=path.name, notices=(SHENKANG,), schema=None))
    assert found.data is None or found.data["partners"][0]["unit"] == "留"
