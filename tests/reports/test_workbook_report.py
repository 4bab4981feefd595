"""The annotated workbook, read back by openpyxl and calamine: the rows, and what is wrong."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import tracemalloc
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet
from support.invented.wrong_tables import FILE, HEADER, ROWS, finding, table_report

from shenbao.app.marked_tables import source_sheets
from shenbao.core import messages
from shenbao.core.findings import Report, TableCheck, TableCount, Where
from shenbao.media.excel.write.workbook import excel_form
from shenbao.media.inputs import read
from shenbao.policy.model import Notice
from shenbao.reports.finding_text import message
from shenbao.reports.workbook import SourceSheet, annotated, source
from shenbao.validation import validate

SHEET = "住院 明细"
ERROR = "FFFDEAE8"


def made(
    report: Report | None = None,
    rows: Any = ROWS,
    language: str = "zh-CN",
    **more: Any,
) -> openpyxl.Workbook:
    """The workbook of one table, read back."""
    sheet = SourceSheet(file=FILE, rows=rows, **more)
    return opened(annotated(report or table_report(), [sheet], language))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def at(row: int, number: int, **more: Any) -> Where:
    return Where(file=FILE, row=row, column=HEADER[number - 1], field=number, **more)


def test_every_value_stands_where_it_stood_and_is_what_it_was() -> None:
    """Row N is row N, columns keep their letters; codes, dates and formulas are the same text."""
    content = annotated(table_report(), [SourceSheet(file=FILE, rows=ROWS)], "zh-CN")
    for rows in (
        [list(row) for row in opened(content)[SHEET].iter_rows(values_only=True)],
        python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_name(SHEET).to_python(),
    ):
        assert len(rows) == len(ROWS)
        for found, given in zip(rows, ROWS, strict=True):
            own = [value for value in found[: len(HEADER)] if value not in (None, "")]
            assert own == list(given)


def test_wrong_cells_are_coloured_and_say_why_and_what_to_do() -> None:
    sheet = made()[SHEET]
    cell = sheet["C3"]
    assert cell.fill.fgColor.rgb == ERROR
    assert cell.border.left.style is not None
    assert cell.font.bold
    assert "入院日期 应为日期，现为 2024/13/01" in cell.comment.text
    assert "处理：" in cell.comment.text
    assert sheet["C2"].comment is None
    assert sheet["C2"].fill.fgColor.rgb != ERROR


def test_the_last_two_columns_tell_each_row_and_can_be_filtered() -> None:
    sheet = made()[SHEET]
    assert [sheet.cell(1, column).value for column in (6, 7)] == ["检查结果", "问题"]
    assert [sheet.cell(row, 6).value for row in range(2, 9)] == [
        None, "错误", "错误", "错误", "错误", "错误", None,
    ]  # fmt: skip
    said = sheet.cell(3, 7).value.split("\n")
    assert len(said) == 3
    assert all(line.startswith("错误：") for line in said)
    assert sheet.auto_filter.ref == "A1:G8"
    assert sheet.freeze_panes == "A2"


def test_a_cell_that_is_missing_is_coloured_too() -> None:
    sheet = made()[SHEET]
    assert sheet["D6"].fill.fgColor.rgb == ERROR
    assert "少了 住院天数" in sheet["D6"].comment.text
    assert sheet["D6"].value is None


def test_what_is_wrong_with_a_row_or_the_table_has_a_cell() -> None:
    """A blank row is told at its right end; the whole table on the header."""
    whole = finding("T-1", where=Where(file=FILE), wording={"zh-CN": "行数与说明不符"})
    column = finding("T-2", where=Where(file=FILE, column="性别"), wording={"zh-CN": "列名多余"})
    report = table_report()
    sheet = made(replace(report, findings=(*report.findings, whole, column)))[SHEET]
    assert "这一行是空的" in sheet["F4"].comment.text
    assert "行数与说明不符" in sheet["F1"].comment.text
    assert "列名多余" in sheet["B1"].comment.text
    assert sheet["B1"].value == "性别"
    assert sheet["B1"].fill.fgColor.rgb == ERROR
    assert sheet["F1"].value == "检查结果"


def test_a_column_without_a_number_is_found_by_its_heading() -> None:
    """Spaces and full-width forms do not count; what has no such column stands beside the row."""
    rows = ((" 金额 （万元）", "备注"), ("1", "2"))
    report = Report(
        findings=(
            finding(where=Where(file=FILE, row=2, column="金额(万元)"), found="1"),
            finding("R-2", where=Where(file=FILE, row=2, column="没有这一列")),
        )
    )
    sheet = made(report, rows)[SHEET]
    assert sheet["A2"].comment is not None
    assert sheet["B2"].comment is None
    assert "没有这一列" in sheet["C2"].comment.text


def test_a_column_of_a_workbook_is_found_by_its_letters() -> None:
    """As readers of workbooks name it; the columns of a CSV file have no letters."""
    rows = (("甲", "乙", "丙"), ("1", "2", "3"))
    where = Where(file=FILE, sheet="一", row=2, column="C 丙（万元）")
    for given, wanted in ((where, "C2"), (replace(where, sheet=None), "D2")):
        book = made(Report(findings=(finding(where=given),)), rows, sheet=given.sheet)
        marked = [cell.coordinate for row in book.worksheets[1] for cell in row if cell.comment]
        assert marked == [wanted]


def test_what_a_form_of_ours_hides_stays_hidden() -> None:
    """The first row and column of our own sheets tell the reader what they are."""
    rows = (("shenbao rows demo-2024/summary", "/rows/*/no"), ("shenbao head", "序号"), (None, "1"))
    sheet = made(Report(findings=()), rows, header_row=2)[SHEET]
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    assert not made()[SHEET].column_dimensions["A"].hidden


def test_the_worst_colours_the_cell_and_all_is_said() -> None:
    report = Report(
        findings=(
            finding("R-1", severity="info", where=at(2, 1), wording={"zh-CN": "供参考"}),
            finding("R-2", severity="review", where=at(2, 1), wording={"zh-CN": "请确认"}),
        )
    )
    sheet = made(report)[SHEET]
    assert sheet["A2"].fill.fgColor.rgb == "FFEEE9FB"
    assert "提示：" in sheet["A2"].comment.text
    assert "需人工确认：" in sheet["A2"].comment.text
    assert sheet["F2"].value == "需人工确认"


def test_severities_differ_without_their_colours() -> None:
    kinds = ("error", "review", "warning", "info")
    plain = [finding(severity=kind, where=at(2, n)) for n, kind in enumerate(kinds, 1)]
    report = Report(findings=(*plain, finding(verdict="undecided", where=at(2, 5))))
    row = made(report)[SHEET][2]
    assert len({cell.border.left.style for cell in row[:5]}) == 5


def test_the_summary_counts_links_and_says_what_to_do() -> None:
    book = made()
    sheet = book["检查结果"]
    assert book.sheetnames == ["检查结果", SHEET]
    assert sheet["A1"].value == "检查结果"
    assert sheet["A2"].value == "结论：不通过"
    assert "错误 11" in sheet["A3"].value
    rows = {
        (row[2].value, row[8].value.split("\n")[-1]): row
        for row in sheet.iter_rows()
        if row[0].value == "错误" and row[8].value
    }
    row = rows["入院日期", "table.type-error"]
    assert row[5].value == 2
    assert row[6].value == "C3"
    assert row[6].hyperlink.location == f"'{SHEET}'!C3"
    assert "2024-04-30" in row[4].value
    assert "第 3 行" in row[7].value
    assert sum(row[5].value for row in rows.values()) == 11


def test_the_summary_counts_what_is_not_listed() -> None:
    rows = [HEADER, *((f"{n:08d}", "男", "无", "1", "13800000000") for n in range(300))]
    sheet = made(table_report(rows, limit=5), rows)["检查结果"]
    counts = [row[5].value for row in sheet.iter_rows() if row[2].value == "入院日期"]
    assert counts == [300]


def test_documents_stand_in_the_summary_only() -> None:
    """A Word file has no cells: it is told, without a link."""
    report = Report(findings=(finding(where=Where(file="申请书.docx", label="经费")),))
    book = opened(annotated(report, [], "zh-CN"))
    assert book.sheetnames == ["检查结果"]
    (row,) = [row for row in book["检查结果"].iter_rows() if row[1].value == "申请书.docx"]
    assert row[6].value == ""


def test_values_of_sensitive_columns_are_data_but_never_repeated() -> None:
    """The file is the user's own; what is said of it does not tell the number again."""
    content = annotated(table_report(), [SourceSheet(file=FILE, rows=ROWS)], "zh-CN")
    book = opened(content)
    assert book[SHEET]["E5"].value == "secret-phone"
    assert "***" in book[SHEET]["E5"].comment.text
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    assert sum(part.count(b"secret-phone") for part in parts) == 1


HOSTILE = (
    '=HYPERLINK("http://evil.example","x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1",
    "<r>&lt;t>x</r>", "<r><t>x</t></r>", "http://evil.example/", "internal:'x'!A1", "_x0041_",
    "a\x00b\x1f", "半\ud800个", "{=1}", "&amp;<b>", "'x", " 前后 ", "一\r\n二",
)  # fmt: skip


def test_hostile_text_is_text() -> None:
    """No formula, no link, no markup of the library: what is read back is what was there."""
    rows = (HEADER, *((text, *HEADER[1:]) for text in HOSTILE))
    report = Report(
        findings=tuple(
            finding(where=at(row, 1), found=text, wording={"zh-CN": text})
            for row, text in enumerate(HOSTILE, 2)
        )
    )
    content = annotated(report, [SourceSheet(file=FILE, rows=rows)], "zh-CN")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                found = etree.fromstring(archive.read(name))
                assert found.findall(".//{*}f") == []
        data = archive.read("xl/worksheets/sheet2.xml")
        assert b"<hyperlink" not in data
    sheet = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_name(SHEET)
    read = [str(row[0]) for row in sheet.to_python()[1:]]
    wanted = [text.replace("\ud800", "\ufffd").replace("\r\n", "\n") for text in HOSTILE]
    plain = [text for text in wanted if not re.search("[\x00-\x08\x0b-\x1f]|_x", text)]
    assert [text for text, given in zip(read, wanted, strict=True) if given in plain] == plain
    assert all(cell.data_type in {"s", "inlineStr"} for cell in opened(content)[SHEET]["A"])


def test_numbers_dates_and_truths_keep_what_they_are() -> None:
    day, moment = date(2024, 4, 30), datetime(2024, 4, 30, 16, 5)  # noqa: DTZ001
    row = (5, 2.5, 123456789012, 12345678901234567890, True, day, moment, clock(8, 30))
    more = (timedelta(hours=30), date(1899, 1, 1), 0.25, float("nan"), None, "", "0012", "12.50")
    sheet = made(Report(findings=()), ((*row, *more),), header_row=None, percents={(0, 10)})[SHEET]
    values = [cell.value for cell in sheet[1]]
    assert values[:4] == [5, 2.5, 123456789012, "12345678901234567890"]
    assert values[4:8] == [True, datetime(2024, 4, 30), moment, clock(8, 30)]  # noqa: DTZ001
    assert values[8:12] == [timedelta(hours=30), "1899-01-01", 0.25, "nan"]
    assert values[12:16] == [None, None, "0012", "12.50"]
    assert sheet["C1"].number_format == "0"
    assert sheet["F1"].number_format == "yyyy-mm-dd"
    assert sheet["K1"].number_format == "0%"


def test_a_table_without_a_header_has_no_filter() -> None:
    report = Report(findings=(finding(where=Where(file=FILE, row=1)),))
    sheet = made(report, (("1", "2"), ("3", "4")), header_row=None)[SHEET]
    assert sheet.auto_filter.ref is None
    assert sheet["C1"].value == "错误"


def test_a_header_further_down_is_the_one_that_is_frozen() -> None:
    rows = (("某某医院上报表",), HEADER, ROWS[1])
    report = Report(findings=(finding(where=Where(file=FILE, row=3, column="性别")),))
    sheet = made(report, rows, header_row=2)[SHEET]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:G3"
    assert sheet["B3"].comment is not None
    assert sheet["F2"].value == "检查结果"


def test_cells_beyond_the_header_keep_their_place() -> None:
    rows = (("甲", "乙"), ("1", "2", "3", "4"), ("5", "6"))
    extra = finding("table.extra-cell", where=Where(file=FILE, row=2, field=4))
    sheet = made(Report(findings=(extra,)), rows)[SHEET]
    assert [cell.value for cell in sheet[2]][:4] == ["1", "2", "3", "4"]
    assert sheet["D2"].comment is not None
    assert sheet["E1"].value == "检查结果"


def test_several_files_and_sheets_have_names_that_excel_takes() -> None:
    """Also where names are alike, too long, forbidden or those of the summary."""
    sources = [
        SourceSheet(file="一/表.csv", rows=ROWS),
        SourceSheet(file="二\\表.csv", rows=ROWS),
        SourceSheet(file="三.xlsx", sheet="检查结果", rows=ROWS),
        SourceSheet(file="三.xlsx", sheet="a[b]*:?/\\'" + "长" * 40, rows=ROWS),
        SourceSheet(file="history.csv", rows=ROWS),
    ]
    report = Report(
        findings=(
            finding("R-1", where=Where(file="二\\表.csv", row=2, column="性别")),
            finding("R-2", where=Where(file="三.xlsx", sheet="检查结果", row=3, column="性别")),
            finding("R-3", where=Where(file="三.xlsx", row=3, column="性别")),
        )
    )
    book = opened(annotated(report, sources, "zh-CN"))
    names = book.sheetnames
    assert names[:4] == ["检查结果（2）", "表", "表（2）", "检查结果"]
    assert len({name.casefold() for name in names}) == 6
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert book["表（2）"]["B2"].comment is not None
    assert book["检查结果"]["B3"].comment is not None
    assert book["表"]["B2"].comment is None
    links = [cell.hyperlink.location for row in book[names[0]].iter_rows() for cell in row
             if cell.hyperlink]  # fmt: skip
    assert "'表（2）'!B2" in links
    assert "'检查结果'!B3" in links


def test_texts_that_no_cell_holds_are_cut_and_that_is_told() -> None:
    rows = (HEADER, ("长" * 40_000, "😀" * 20_000), ("短", ""))
    book = made(Report(findings=()), rows)
    cut = book[SHEET]["A2"].value
    assert len(cut) == 32_767
    assert cut.endswith("…")
    assert len(book[SHEET]["B2"].value.encode("utf-16-le")) // 2 <= 32_767
    (told,) = [text for text in texts(book["检查结果"]) if "截短" in text]
    assert "2 格" in told
    assert "A2、B2" in told


def test_rows_and_columns_beyond_a_sheet_are_left_out_and_that_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With small limits in the place of Excel's; a finding behind them stands in the summary."""
    from shenbao.reports.workbook import summary

    for module in (source, summary):
        monkeypatch.setattr(module, "MOST_ROWS", 3)
        monkeypatch.setattr(module, "MOST_OWN_COLUMNS", 2)
    report = Report(findings=(finding("R-9", where=at(7, 1)), finding("R-8", where=at(2, 5))))
    book = made(report)
    assert book[SHEET].max_row == 3
    assert book[SHEET]["C1"].value == "检查结果"
    told = " ".join(texts(book["检查结果"]))
    assert "共 8 行" in told
    assert "共 5 列" in told
    assert "R-9" in told
    assert book[SHEET]["C2"].value == "错误"


def test_more_marks_than_a_program_bears_have_no_comment_but_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from shenbao.reports.workbook import book as module

    monkeypatch.setattr(module, "MOST_COMMENTS", 2)
    book = made()
    marked = [cell for row in book[SHEET].iter_rows() for cell in row if cell.comment]
    assert len(marked) == 2
    assert any("没有批注" in text for text in texts(book["检查结果"]))
    assert book[SHEET]["G7"].value is not None


def test_rows_that_come_only_once_are_held() -> None:
    """A generator is no less a source than a file that can be read again."""
    sheet = made(table_report(), (row for row in ROWS))[SHEET]
    assert sheet["A2"].value == "00000001"
    assert sheet["C3"].comment is not None


@pytest.mark.parametrize("rows", [(), ((),), (HEADER,)])
def test_next_to_nothing_is_a_workbook_too(rows: Sequence[Sequence[object]]) -> None:
    report = Report(findings=(finding(where=Where(file=FILE)),), files=(FILE,))
    book = made(report, rows)
    assert SHEET in book.sheetnames
    assert "不通过" in book["检查结果"]["A2"].value


def test_the_wrong_tables_of_every_notice_keep_their_rows(
    notices: tuple[Notice, ...], root: Path
) -> None:
    """Each with what was found on it: every finding on a row has its cell."""
    files = sorted((root / "schemas").glob("*/examples/*invalid/*.csv"))
    assert files
    for file in files:
        (submission,) = read([file], notices)
        report = validate(notices, [submission])
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
        book = opened(annotated(report, [SourceSheet(file=submission.file, rows=rows)], "zh-CN"))
        sheet = book.worksheets[1]
        wide = max(map(len, rows))
        for row, given in enumerate(rows, 1):
            found = [str(cell.value or "") for cell in sheet[row]][:wide]
            assert found == [*given, *[""] * (wide - len(given))]
        for item in report.findings:
            if item.where.row is not None:
                assert sheet.cell(item.where.row, wide + 2).value, item
                heading = item.where.column
                if heading in rows[0]:
                    assert sheet.cell(item.where.row, rows[0].index(heading) + 1).comment, item


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_same_rows_give_the_same_bytes(language: str) -> None:
    once, again = (
        annotated(table_report(), [SourceSheet(file=FILE, rows=ROWS)], language) for _ in range(2)
    )
    assert once == again


def test_english_is_spoken_where_it_is_asked_for() -> None:
    book = made(language="en")
    assert book.sheetnames[0] == "Result"
    assert book[SHEET]["G1"].value == "Problems"
    assert "Remedy:" in book[SHEET]["C3"].comment.text


@dataclass(frozen=True)
class Many:
    """Records that are made when they are asked for, as those of a large file."""

    rows: int

    def __iter__(self) -> Iterator[Sequence[object]]:
        yield HEADER
        for number in range(2, self.rows + 1):
            yield (f"{number:08d}", "男", "无", "5", "13800000000")


@pytest.mark.long
def test_fifty_thousand_findings_fit() -> None:
    """In reasonable time; rows are streamed, so that ten times the rows take no more memory."""
    where = at(2, 3)
    one = finding("table.type-error", wording={}, basis="toolkit", message="tables-type-date",
                  repair="tables-type-date-fix", args={"column": "入院日期", "value": "无"},
                  found="无", where=where)  # fmt: skip
    findings = tuple(replace(one, where=replace(where, row=row)) for row in range(2, 50_002))
    count = TableCount(rule=one.rule, field=3, column="入院日期", count=50_000, listed=50_000)
    table = TableCheck(file=FILE, name="t", rows=50_000, counts=(count,))
    report = Report(findings=findings, files=(FILE,), tables=(table,))
    started = time.process_time()
    content = annotated(report, [SourceSheet(file=FILE, rows=Many(50_001))], "zh-CN")
    assert time.process_time() - started < 120
    assert len(content) < 20_000_000
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        comments = archive.read("xl/comments1.xml").count(b"<comment ")
    assert comments == 10_000


def test_rows_are_streamed() -> None:
    peaks = []
    for rows in (2_000, 20_000):
        tracemalloc.start()
        annotated(Report(findings=()), [SourceSheet(file=FILE, rows=Many(rows))], "zh-CN")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 2_500_000


def test_what_is_missing_is_marked_where_it_would_stand(
    notices: tuple[Notice, ...], root: Path, tmp_path: Path
) -> None:
    """A part that is missing at the headings of its sheet, a field that is empty at its cell."""
    example = root / "schemas/shenkang-2024/examples/p1-valid/application.json"
    data = json.loads(example.read_text(encoding="utf-8"))
    del data["partners"], data["unit"]["lead_unit"]
    notice = next(item for item in notices if item.id == "shenkang-2024")
    form = tmp_path / "甲.xlsx"
    form.write_bytes(excel_form(notice, notice.form("p1"), data).content)
    (submission,) = read([form], notices)
    report = validate(notices, [submission])
    partners = next(item for item in report.findings if item.where.pointer == "/partners")
    unit = next(item for item in report.findings if item.where.pointer == "/unit/lead_unit")
    rows = openpyxl.load_workbook(form)
    for item, title in ((partners, "单位名称"), (unit, "牵头单位")):
        where = item.where
        shown = [cell.value for cell in rows[where.sheet or ""][where.row or 0]]
        assert any(title in str(value) for value in shown)
    sheets = list(source_sheets(report, [(form, submission)], ()))
    book = opened(annotated(report, sheets, "zh-CN"))
    for item in (partners, unit):
        letters = str(item.where.column).split(" ")[0]
        comment = book[item.where.sheet or ""][f"{letters}{item.where.row}"].comment
        assert comment is not None
        assert message(item, "zh-CN") in comment.text


def test_what_is_said_of_a_whole_table_is_told_of_its_sheet(demo: Notice, tmp_path: Path) -> None:
    table = demo.table("summary")
    file = tmp_path / "汇总.xlsx"
    file.write_bytes(excel_form(demo, table, {"rows": [{"no": 1}]}).content)
    (submission,) = read([file], [demo])
    where = submission.where("/rows", table.title)
    assert where.sheet == submission.where("/rows/0").sheet
    assert (where.sheet is None, where.row) == (False, None)
