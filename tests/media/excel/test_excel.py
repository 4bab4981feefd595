"""Forms in Excel: made, filled in by hand in every way people do, saved by others, read back."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import warnings
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils import get_column_letter
from support.effort import share
from support.generated import generate
from support.programs import saved_by_libreoffice

from shenbao.core import messages
from shenbao.core.spreadsheet import units
from shenbao.core.submission import Submission
from shenbao.forms import required_rows
from shenbao.media.csv.read import read_csv
from shenbao.media.excel.read.file import read_excel
from shenbao.media.excel.write.wording import LONGEST_NAME, SheetNames
from shenbao.media.excel.write.workbook import excel_form
from shenbao.media.package.write import package
from shenbao.media.reading.reader_findings import UnreadableError
from shenbao.media.reading.source import SourceFile
from shenbao.policy.form_identity import content_of, fingerprint
from shenbao.policy.load.folder import load_notices
from shenbao.policy.model import FormOrTable, Notice
from shenbao.validation import validate

FILLED: dict[str, Any] = {
    "basic": {"topic": "2", "project_title": "示例项目", "lead_unit": "甲院", "funding": 15},
    "partners": [{"unit": "乙院"}, {"unit": "丙院"}],
    "youth": {"name": "张示例", "birth_date": "1990-01-01"},
}
LISTED = {"rows": [{"no": 1, "title": "甲", "lead_unit": "甲院", "topic": "t1", "funding": 15}]}
HEADER = ["序号", "项目名称", "牵头单位", "专题", "申请经费（万元）"]
Change = Callable[[Any], object]


def made(notice: Notice, home: FormOrTable, data: Any = None) -> bytes:
    return excel_form(notice, home, data).content


def form_a(demo: Notice) -> bytes:
    return made(demo, demo.form("a"), FILLED)


def summary(demo: Notice) -> bytes:
    return made(demo, demo.table("summary"), LISTED)


def read(
    content: bytes, folder: Path, *notices: Notice, name: str = "x.xlsx", schema: str | None = None
) -> Submission:
    path = folder / name
    path.write_bytes(content)
    return read_excel(SourceFile(path=path, name=name, notices=notices, schema=schema))


def refused(content: bytes, folder: Path, *notices: Notice, name: str = "x.xlsx") -> list[str]:
    with pytest.raises(UnreadableError) as caught:
        read(content, folder, *notices, name=name)
    for finding in caught.value.findings:
        messages.say(finding.message, finding.args)
        messages.say(finding.message, finding.args, "en")
    return [finding.rule for finding in caught.value.findings]


def told(submission: Submission) -> dict[str, list[str | None]]:
    """Return the rules of what is told, with what was found; the words exist in both languages."""
    said: dict[str, list[str | None]] = {}
    for finding in (*submission.notes, *submission.findings):
        for language in messages.LANGUAGES:
            messages.say(finding.message, finding.args, language)
        said.setdefault(finding.rule, []).append(finding.found)
    return said


def opened(content: bytes) -> Any:
    with warnings.catch_warnings():
        # openpyxl says that it drops the pictures and dropdown styles that it does not know.
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(content))


def edited(content: bytes, change: Change) -> bytes:
    """Return the workbook after ``change``, as another library saves it."""
    book = opened(content)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(content: bytes, parts: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, bytes)(old.read(name)))
    return stream.getvalue()


def typed(
    rows: list[list[Any]], options: dict[str, Any] | None = None, name: str = "Sheet1"
) -> bytes:
    """Return a plain workbook, as somebody types it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, **(options or {})}) as book:
        sheet = book.add_worksheet(name)
        formats = {
            date: book.add_format({"num_format": "yyyy/m/d"}),
            datetime: book.add_format({"num_format": "yyyy/m/d h:mm"}),
        }
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, tuple):
                    text, look, result = value
                    kind = book.add_format({"num_format": look})
                    if text:
                        sheet.write_formula(row, column, text, kind, result)
                    else:
                        sheet.write(row, column, result, kind)
                elif value is not None:
                    sheet.write(row, column, value, formats.get(type(value)))
    return stream.getvalue()


def at(*parts: int) -> datetime:
    """Return a moment as Excel has it, of no zone."""
    return datetime(*parts)  # type: ignore[arg-type] # noqa: DTZ001


def cell_of(book: Any, place: str) -> Any:
    """Return the cell in which the value of a place is filled in."""
    for sheet in book:
        for row in sheet.iter_rows(min_col=1, max_col=1):
            if row[0].value == place:
                return sheet.cell(row[0].row, 3)
        for column in range(1, sheet.max_column + 1):
            if sheet.cell(1, column).value == place:
                return sheet.cell(first_row(sheet), column)
    raise KeyError(place)


def first_row(sheet: Any) -> int:
    heads = [row for row in range(1, 20) if sheet.cell(row, 1).value == "shenbao head"]
    return max(heads) + 1


def sheet_of(book: Any, place: str) -> Any:
    return cell_of(book, place).parent


# What is made


def test_every_form_and_table_comes_back_as_it_was(any_notice: Notice, tmp_path: Path) -> None:
    for home in share(any_notice.homes, 3):
        for seed, rows in ((1, "most"), (2, "few")):
            data = generate(any_notice, home, seed, rows=rows)  # type: ignore[arg-type]
            back = read(made(any_notice, home, data), tmp_path, any_notice)
            assert content_of(home, back.data) == content_of(home, data), home.ref
            assert back.schema == home.ref
            assert fingerprint(home, back.data) == fingerprint(home, data)
            assert not [item.rule for item in back.findings]


def test_every_empty_form_is_sound_and_says_nothing(any_notice: Notice, tmp_path: Path) -> None:
    """A second library opens it; names of sheets fit, lists exist, what is filled in is free."""
    for home in share(any_notice.homes, 3):
        content = made(any_notice, home)
        book = opened(content)
        names = [sheet.title for sheet in book]
        assert len({name.casefold() for name in names}) == len(names)
        assert all(
            units(name) <= LONGEST_NAME and not set(name) & set("[]:*?/\\") for name in names
        )
        for sheet in book:
            for rule in sheet.data_validations.dataValidation:
                assert len(rule.promptTitle or "") <= 32
                assert units(rule.prompt or "") <= 255
                assert units(rule.error or "") <= 255
                if rule.type == "list":
                    assert rule.formula1 in book.defined_names
        back = read(content, tmp_path, any_notice)
        constant = {
            node.pointer for node in home.fields() if "const" in node.schema or home.is_table
        }
        assert constant or content_of(home, back.data) is None


SAVED = ("shenkang-2024/p4", "shenkang-2024/summary", "wenzhou-2023/indicators", "mudan-2022/plan")


def test_libreoffice_may_save_it(notices: tuple[Notice, ...], tmp_path: Path) -> None:
    homes = [(item, home) for item in notices for home in item.homes if home.ref in SAVED]
    assert len(homes) == len(SAVED)
    filled = [(home, generate(item, home, 3, rows="most"), item) for item, home in homes]
    files = [tmp_path / f"{number}.xlsx" for number in range(len(filled))]
    for file, (home, data, item) in zip(files, filled, strict=True):
        file.write_bytes(made(item, home, data))
    saved = saved_by_libreoffice(files, "xlsx:Calc MS Excel 2007 XML", tmp_path)
    for file, (home, data, _) in zip(files, filled, strict=True):
        back = read((saved / file.name).read_bytes(), tmp_path, *notices)
        assert content_of(home, back.data) == content_of(home, data)
        assert back.schema == home.ref
        assert not told(back)


def test_the_same_data_give_the_same_bytes(demo: Notice) -> None:
    assert form_a(demo) == form_a(demo)


def test_text_never_becomes_a_formula(demo: Notice, tmp_path: Path) -> None:
    formulas = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x.example")
    for text in (*formulas, "<r>&bad</r>"):
        data = {"basic": {"project_title": text}, "partners": [{"unit": text}]}
        content = made(demo, demo.form("a"), data)
        cell = cell_of(opened(content), "/basic/project_title")
        assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)
        assert cell.number_format == "@"
        assert content_of(demo.form("a"), read(content, tmp_path, demo).data) == data


def test_labels_are_chosen_codes_come_back(demo: Notice, tmp_path: Path) -> None:
    content = form_a(demo)
    book = opened(content)
    cell = cell_of(book, "/basic/topic")
    assert cell.value not in ("1", "2")
    rule = next(
        item
        for item in cell.parent.data_validations.dataValidation
        if cell.coordinate in item.sqref
    )
    assert rule.type == "list"
    assert rule.errorStyle in (None, "stop")
    area = book.defined_names[rule.formula1].attr_text
    name, _, cells = area.rpartition("!")
    offered = [row[0].value for row in book[name.strip("'")][cells.replace("$", "")]]
    assert cell.value in offered
    assert read(content, tmp_path, demo).data["basic"]["topic"] == "2"


def test_an_open_list_warns_and_does_not_stop(notices: tuple[Notice, ...]) -> None:
    wenzhou = next(item for item in notices if item.id == "wenzhou-2023")
    cell = cell_of(opened(made(wenzhou, wenzhou.form("city"))), "/specialty/name")
    rules = cell.parent.data_validations.dataValidation
    assert next(item for item in rules if cell.coordinate in item.sqref).errorStyle == "warning"


def test_what_is_filled_in_is_free_the_rest_is_locked(demo: Notice) -> None:
    book = opened(form_a(demo))
    sheet = sheet_of(book, "/partners/*/unit")
    protection = sheet.protection
    assert protection.sheet
    assert not (protection.autoFilter)
    assert not (protection.sort)
    assert not (protection.insertRows)
    first = cell_of(book, "/partners/*/unit")
    assert not first.protection.locked
    assert sheet.cell(first.row - 1, first.column).protection.locked
    assert not cell_of(book, "/basic/funding").protection.locked
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    assert sheet.freeze_panes is not None


def test_pages_are_a4_with_the_fingerprint_below(demo: Notice) -> None:
    book = opened(form_a(demo))
    print_ = fingerprint(demo.form("a"), FILLED)
    for sheet in book:
        if sheet.sheet_state == "visible":
            assert sheet.page_setup.paperSize == 9
            assert print_ in sheet.oddFooter.left.text
            assert demo.edition.version in sheet.oddHeader.right.text
    empty = opened(made(demo, demo.form("a")))
    assert messages.say("paper-fingerprint-later") in empty.worksheets[0].oddFooter.left.text


def test_wide_tables_lie_across_and_repeat_their_header(notices: tuple[Notice, ...]) -> None:
    wenzhou = next(item for item in notices if item.id == "wenzhou-2023")
    book = opened(made(wenzhou, wenzhou.table("indicators")))
    sheet = sheet_of(book, "/rows/*/hospital")
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 8
    assert sheet.print_title_rows
    assert sheet.page_setup.fitToHeight == 0
    head = first_row(sheet) - 1
    assert [sheet.cell(head - 1, c).value for c in range(2, 30)].count("第一年") == 1


def test_a_table_carries_its_rows(notices: tuple[Notice, ...], tmp_path: Path) -> None:
    for notice in notices:
        for table in notice.tables:
            given = required_rows.template_rows(notice, table)
            back = read(made(notice, table), tmp_path, notice)
            assert len(back.data["rows"]) == len(given)
            for row, wanted in zip(back.data["rows"], given, strict=True):
                assert {key: str(row[key]) for key in wanted} == dict(wanted)


def test_the_rows_that_a_table_carries_are_named_in_words_once(
    notices: tuple[Notice, ...],
) -> None:
    """A code stands where its words stand beside it; where they stand nowhere it gives way."""
    shown = {}
    for name, table, column in (
        ("mudan-2022", "five-centres", "centre"),
        ("shanghai-2024", "indicators", "item"),
    ):
        notice = next(item for item in notices if item.id == name)
        sheet = sheet_of(opened(made(notice, notice.table(table))), f"/rows/*/{column}")
        at = next(cell.column for cell in sheet[1] if cell.value == f"/rows/*/{column}")
        shown[table] = sheet.cell(first_row(sheet), at).value
    assert shown == {"five-centres": "肿瘤防治", "indicators": "K1"}


def test_guidance_says_what_the_notice_says(notices: tuple[Notice, ...]) -> None:
    shenkang = next(item for item in notices if item.id == "shenkang-2024")
    sheet = opened(made(shenkang, shenkang.form("p4"))).worksheets[0]
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert shenkang.deadlines[0].what in text
    assert shenkang.handing_in[0].how in text
    assert messages.say("paper-not-official") in text
    assert messages.say("excel-form-part-readings") in text


def test_computed_values_follow_from_others(notices: tuple[Notice, ...], tmp_path: Path) -> None:
    mudan = next(item for item in notices if item.id == "mudan-2022")
    form = mudan.form("annual-summary")
    data = {"service": {"day_surgery": {"numerator": 30, "denominator": 120}}}
    content = made(mudan, form, data)
    cell = cell_of(opened(content), "/service/day_surgery/rate")
    assert cell.value.startswith("=IF(COUNT(")
    assert content_of(form, read(content, tmp_path, mudan).data)["service"] == data["service"]


def test_nothing_of_broken_data_is_lost(demo: Notice, tmp_path: Path) -> None:
    long = "长" * 70_000
    data = {
        "basic": {"topic": "9", "funding": "三十万", "project_title": long, "more": {"a": "附加"}},
        "partners": "甲、乙",
        "youth": {"name": 5, "birth_date": "不详"},
    }
    back = read(made(demo, demo.form("a"), data), tmp_path, demo)
    assert back.data["basic"]["topic"] == "9"
    assert back.data["basic"]["funding"] == "三十万"
    assert back.data["basic"]["project_title"] == long
    assert back.data["youth"] == {"name": "5", "birth_date": "不详"}
    lost = told(back)["document.unknown-place"]
    assert lost == ["附加", "甲、乙"]


def test_a_column_that_the_table_no_longer_has_is_told(demo: Notice, tmp_path: Path) -> None:
    def renamed(book: Any) -> None:
        cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
        (key,) = (cell for cell in cells if str(cell.value).endswith("/lead_unit"))
        key.value = key.value.replace("lead_unit", "led_by")

    back = read(edited(summary(demo), renamed), tmp_path, demo)
    assert all("lead_unit" not in row for row in back.data["rows"])
    assert told(back)["document.unknown-place"] == [row["lead_unit"] for row in LISTED["rows"]]


def test_names_of_sheets_are_made_to_fit() -> None:
    names = SheetNames()
    given = [
        names.new(text) for text in ("A/B[1]:*?\\", "a／b（1）：＊？＼", "History", "长" * 40, "")
    ]
    assert len({name.casefold() for name in given}) == len(given)
    assert all(0 < units(name) <= LONGEST_NAME for name in given)
    assert not {"History"} & set(given)


def test_several_choices_stand_in_one_cell(tmp_path: Path) -> None:
    notice = with_several(tmp_path)
    form = notice.form("a")
    data = {"basic": {"kinds": ["a", "c"]}}
    content = made(notice, form, data)
    cell = cell_of(opened(content), "/basic/kinds")
    assert cell.value == "a；c"
    assert content_of(form, read(content, tmp_path, notice).data) == data
    typed_in = edited(content, lambda book: set_value(book, "/basic/kinds", "b;c\na"))
    assert read(typed_in, tmp_path, notice).data["basic"]["kinds"] == ["b", "c", "a"]


def test_what_stands_in_a_sensitive_group_is_not_repeated(tmp_path: Path) -> None:
    def sensitive(schema: dict[str, Any]) -> None:
        schema["properties"]["basic"]["x-sensitive"] = True

    notice = changed_demo(tmp_path, sensitive)
    content = made(notice, notice.form("a"))
    back = read(
        edited(content, lambda book: set_value(book, "/basic/funding", "30万元")), tmp_path, notice
    )
    assert told(back) == {"csv.number-with-unit": ["***"]}


def with_several(folder: Path) -> Notice:
    """Return the demo notice with a set of choices more."""

    def several(schema: dict[str, Any]) -> None:
        schema["properties"]["basic"]["properties"]["kinds"] = {
            "title": "类别",
            "type": "array",
            "maxItems": 3,
            "uniqueItems": True,
            "x-basis": "customary",
            "items": {"type": "string", "enum": ["a", "b", "c"], "x-basis": "customary"},
        }

    return changed_demo(folder, several)


def changed_demo(folder: Path, change: Callable[[dict[str, Any]], None]) -> Notice:
    """Return the demo notice with the schema of its form changed."""
    root = Path(__file__).parents[2] / "notices"
    shutil.copytree(root.parent.parent / "schemas" / "dialect", folder / "schemas" / "dialect")
    shutil.copytree(root.parent.parent / "schemas" / "common", folder / "schemas" / "common")
    target = folder / "schemas" / "demo-2024"
    shutil.copytree(root / "schemas" / "demo-2024", target)
    file = target / "forms" / "a.schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    change(schema)
    file.write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")
    return load_notices(folder)[0]


# What people do with it


def set_value(book: Any, place: str, value: Any) -> None:
    cell_of(book, place).value = value


def rows_above(book: Any) -> None:
    sheet_of(book, "/partners/*/unit").insert_rows(3, 2)
    sheet_of(book, "/basic/topic").insert_rows(4, 3)


def columns_inserted(book: Any) -> None:
    sheet_of(book, "/partners/*/unit").insert_cols(2, 2)
    sheet_of(book, "/basic/topic").insert_cols(2)


def moved_and_renamed(book: Any) -> None:
    sheets = book._sheets
    sheets.append(sheets.pop(0))
    sheets.reverse()
    sheet_of(book, "/partners/*/unit").title = "单位"
    sheet_of(book, "/basic/topic").title = "内容"


def hidden(book: Any) -> None:
    sheet = sheet_of(book, "/partners/*/unit")
    sheet.sheet_state = "hidden"
    sheet.row_dimensions[first_row(sheet)].hidden = True


def blank_rows_between(book: Any) -> None:
    sheet = sheet_of(book, "/partners/*/unit")
    sheet.insert_rows(first_row(sheet) + 1, 4)


def without_properties(book: Any) -> None:
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]


def without_hidden_sheet(book: Any) -> None:
    del book["shenbao"]


def without_either(book: Any) -> None:
    without_properties(book)
    without_hidden_sheet(book)


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (rows_above, set()),
        (columns_inserted, set()),
        (moved_and_renamed, {"document.excel-renamed"}),
        (hidden, {"document.excel-hidden-sheet", "document.excel-hidden-rows"}),
        (blank_rows_between, set()),
        (without_properties, set()),
        (without_hidden_sheet, set()),
        (without_either, set()),
    ],
)
def test_moving_things_about_loses_nothing(
    demo: Notice, tmp_path: Path, change: Change, rules: set[str]
) -> None:
    back = read(edited(form_a(demo), change), tmp_path, demo)
    assert back.data == FILLED
    assert set(told(back)) == rules
    assert back.schema == "demo-2024/a"


def test_a_place_is_named_by_sheet_row_and_column(demo: Notice, tmp_path: Path) -> None:
    back = read(form_a(demo), tmp_path, demo)
    cell = cell_of(opened(form_a(demo)), "/partners/*/unit")
    origin = back.origins["/partners/1/unit"]
    assert origin.sheet == cell.parent.title
    assert origin.row == cell.row + 1
    assert origin.column == f"{get_column_letter(cell.column)} 单位名称"


def test_a_deleted_sheet_is_told_with_its_fields(demo: Notice, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.remove(sheet_of(book, "/partners/*/unit"))

    back = read(edited(form_a(demo), change), tmp_path, demo)
    assert "partners" not in back.data
    finding = next(item for item in back.findings if item.rule == "document.excel-missing")
    assert messages.words(finding.args["titles"]) == "单位名称"
    assert finding.where.label == "二、合作单位"


def test_a_deleted_row_is_told_with_its_field(demo: Notice, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        cell = cell_of(book, "/basic/funding")
        cell.parent.delete_rows(cell.row)

    back = read(edited(form_a(demo), change), tmp_path, demo)
    assert "funding" not in back.data["basic"]
    finding = next(item for item in back.findings if item.rule == "document.excel-missing")
    assert messages.words(finding.args["titles"]) == "申请经费"


@pytest.mark.parametrize(
    ("text", "rules"), [("示例项目", set()), ("另一个", {"document.excel-twice"})]
)
def test_a_copied_row_counts_once(demo: Notice, tmp_path: Path, text: str, rules: set[str]) -> None:
    def change(book: Any) -> None:
        sheet = sheet_of(book, "/basic/project_title")
        row = sheet.max_row + 1
        sheet.cell(row, 1).value = "/basic/project_title"
        sheet.cell(row, 3).value = text

    back = read(edited(form_a(demo), change), tmp_path, demo)
    assert back.data == FILLED
    assert set(told(back)) == rules


def test_a_copied_sheet_is_told(demo: Notice, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = sheet_of(book, "/partners/*/unit")
        copied = book.copy_worksheet(sheet)
        copied.cell(first_row(copied), 3).value = "丁院"

    back = read(edited(form_a(demo), change), tmp_path, demo)
    assert back.data == FILLED
    assert "document.excel-sheet-twice" in told(back)


def test_a_sheet_of_somebody_else_is_told(demo: Notice, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.create_sheet("备用").cell(1, 1).value = "随手记"
        book.create_sheet("Sheet2")

    back = read(edited(form_a(demo), change), tmp_path, demo)
    assert back.data == FILLED
    unread = [item.where.sheet for item in back.findings]
    assert unread == ["备用"]


def test_what_stands_beside_a_table_is_told(demo: Notice, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = sheet_of(book, "/partners/*/unit")
        sheet.cell(first_row(sheet), 9).value = "见附件"

    back = read(edited(form_a(demo), change), tmp_path, demo)
    assert back.data == FILLED
    assert told(back) == {"document.excel-beside": ["见附件"]}


def test_a_field_of_an_older_version_is_told(demo: Notice, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for name in list(book.custom_doc_props.names):
            if name == "shenbao-digest":
                book.custom_doc_props[name].value = "0" * 12
        sheet = sheet_of(book, "/basic/topic")
        for row in range(1, sheet.max_row + 1):
            if sheet.cell(row, 1).value == "/basic/lead_unit":
                sheet.cell(row, 1).value = "/basic/old_unit"

    said = told(read(edited(form_a(demo), change), tmp_path, demo))
    assert said["document.unknown-place"] == ["甲院"]
    assert {"document.other-version", "document.excel-missing"} <= set(said)


@pytest.mark.parametrize(
    ("place", "value", "wanted", "rule"),
    [
        ("/basic/funding", "１５", 15, "csv.number-normalised"),
        ("/basic/funding", 15.0, 15, None),
        ("/basic/funding", "30万元", "30万元", "csv.number-with-unit"),
        ("/basic/funding", at(2024, 4, 30), "2024-04-30", "document.excel-date-made"),
        ("/basic/topic", "别的专题", "别的专题", None),
        ("/basic/topic", 2, "2", None),
        ("/basic/project_title", 2024, "2024", "document.excel-number-as-text"),
        ("/basic/project_title", 1.5, "1.5", "document.excel-number-as-text"),
        ("/basic/project_title", 2**60, "1152921504606850000", "document.excel-digits-lost"),
        ("/basic/project_title", at(2024, 3, 5), "2024-03-05", "document.excel-date-made"),
        ("/basic/project_title", True, "TRUE", None),
        ("/youth/birth_date", at(1990, 1, 1), "1990-01-01", None),
        ("/youth/birth_date", at(1990, 1, 1, 8), "1990-01-01", "csv.time-dropped"),
        ("/youth/birth_date", "1990年1月1日", "1990-01-01", "csv.date-normalised"),
        ("/youth/birth_date", "1990.1.1", "1990-01-01", "csv.date-normalised"),
        ("/youth/birth_date", "１９９０/１/１", "1990-01-01", "csv.date-normalised"),
        ("/youth/birth_date", 19900101, "1990-01-01", "csv.date-normalised"),
        ("/youth/birth_date", 32874, "1990-01-01", "document.excel-day-of-number"),
        ("/youth/birth_date", "九〇年", "九〇年", None),
    ],
)
def test_what_people_type_is_read_or_told(
    demo: Notice, tmp_path: Path, place: str, value: Any, wanted: Any, rule: str | None
) -> None:
    def change(book: Any) -> None:
        cell = cell_of(book, place)
        cell.number_format = "General"
        cell.value = value

    back = read(edited(form_a(demo), change), tmp_path, demo)
    _, group, key = place.split("/")
    assert back.data[group][key] == wanted
    assert (rule is None and not told(back)) or rule in told(back)
    if rule and place == "/youth/birth_date":
        assert set(told(back)[rule]) == {"***"}, "a birth date is not repeated"


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (13800000000, None),
        (63012345, None),
        (4008001234, None),
        (2163012345, "document.excel-zeros-lost"),
        (57788881234, "document.excel-zeros-lost"),
    ],
)
def test_a_phone_that_lost_its_zero_is_refused(
    notices: tuple[Notice, ...], tmp_path: Path, value: int, rule: str | None
) -> None:
    shenkang = next(item for item in notices if item.id == "shenkang-2024")

    def change(book: Any) -> None:
        set_value(book, "/leader/phone", value)

    back = read(edited(made(shenkang, shenkang.form("p1")), change), tmp_path, *notices)
    assert back.data["leader"]["phone"] == str(value)
    assert (rule is None and not back.findings) or rule in told(back)


def test_a_moment_of_excel_fits_a_field_of_time(
    notices: tuple[Notice, ...], tmp_path: Path
) -> None:
    shenkang = next(item for item in notices if item.id == "shenkang-2024")
    form = shenkang.form("intake")
    place = next(
        node.pointer for node in form.fields() if str(node.schema.get("pattern", "")).find("T(") > 0
    )

    def change(book: Any) -> None:
        cell_of(book, place).number_format = "yyyy-mm-dd hh:mm:ss"
        set_value(book, place, at(2024, 4, 30, 15, 59, 59))

    back = read(edited(made(shenkang, form), change), tmp_path, *notices)
    _, group, key = place.split("/")
    assert back.data[group][key] == "2024-04-30T15:59:59"


def test_a_code_that_lost_its_zero_is_refused(tmp_path: Path) -> None:
    notice = with_several(tmp_path)
    field = next(node for node in notice.form("a").fields() if node.pointer == "/basic/kinds/*")
    from dataclasses import replace

    from shenbao.media.excel.read.values import value_as_text

    codes = replace(field, schema={"type": "string", "enum": ["01", "02", "10"]})
    assert value_as_text(1.0, codes, percent=False).wrong == "document.excel-zeros-lost"
    assert value_as_text(10.0, codes, percent=False).wrong == ""


# Formulas, percentages, errors, merged cells, the other epoch


def test_plain_workbooks_say_what_excel_did(demo: Notice, tmp_path: Path) -> None:
    rows = [
        ["2024年示例汇总表"],
        [],
        HEADER,
        [1, "甲", "甲院", "示例一", ("=10+5", "General", 15)],
        [2.0, "乙", "乙院", None, ("=1/0", "General", "#DIV/0!")],
        [],
        [3, ("", "0%", 0.5), "丙院", "t1", 12.5],
        [4, ("=A1", "General", ""), "丁院", "t1", 20000],
    ]
    back = read(typed(rows), tmp_path, demo)
    assert [row.get("no") for row in back.data["rows"]] == [1, 2, 3, 4]
    assert back.data["rows"][0]["funding"] == 15
    assert "funding" not in back.data["rows"][1]
    assert back.data["rows"][2]["title"] == "50%"
    said = told(back)
    assert said["document.excel-formula"] == ["15", ""] or said["document.excel-formula"] == ["15"]
    assert said["document.excel-error"] == ["#DIV/0!"]
    assert {"csv.blank-row", "csv.probably-yuan"} <= set(said)


def test_a_formula_without_a_result_is_told(demo: Notice, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        set_value(book, "/basic/funding", "=10+5")

    back = read(edited(form_a(demo), change), tmp_path, demo)
    assert "funding" not in back.data["basic"]
    assert list(told(back)) == ["document.excel-no-result"]


def test_a_percentage_is_read_as_it_is_shown(notices: tuple[Notice, ...], tmp_path: Path) -> None:
    shenkang = next(item for item in notices if item.id == "shenkang-2024")

    def change(book: Any) -> None:
        cell = cell_of(book, "/team/*/working_percent")
        cell.number_format = "0.0%"
        cell.value = 0.07

    back = read(edited(made(shenkang, shenkang.form("p4")), change), tmp_path, *notices)
    assert back.data["team"][0]["working_percent"] == 7
    assert told(back)["document.excel-percent"] == ["0.07"]


def test_a_percentage_where_none_is_asked_for_stays_as_it_is_shown(
    notices: tuple[Notice, ...], tmp_path: Path
) -> None:
    wenzhou = next(item for item in notices if item.id == "wenzhou-2023")

    def change(book: Any) -> None:
        cell = cell_of(book, "/rows/*/year_1/value")
        cell.number_format = "0%"
        cell.value = 0.45

    back = read(edited(made(wenzhou, wenzhou.table("indicators")), change), tmp_path, *notices)
    assert back.data["rows"][0]["year_1"]["value"] == "45%"
    assert "csv.number-with-unit" in told(back)


def test_cells_merged_down_a_column_count_for_every_row(demo: Notice, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for row in ([2, "乙", None, None, 11], [3, "丙", None, None, 12]):
            book.active.append(row)
        book.active.merge_cells("C2:C4")

    content = edited(typed([HEADER, [1, "甲", "甲院", None, 10]]), change)
    back = read(content, tmp_path, demo)
    assert [row["lead_unit"] for row in back.data["rows"]] == ["甲院"] * 3
    assert len(told(back)["document.excel-merged"]) == 2


def test_dates_counted_from_1904_are_the_same_dates(
    notices: tuple[Notice, ...], tmp_path: Path
) -> None:
    shenkang = next(item for item in notices if item.id == "shenkang-2024")
    table = shenkang.table("summary")
    day = next((c for c in table.columns if c.schema.get("format") == "date"), None)
    assert day is not None
    for epoch in (False, True):
        rows = [[column.title for column in table.columns], [None] * len(table.columns)]
        rows[1][table.columns.index(day)] = date(2024, 6, 1)  # type: ignore[call-overload]
        back = read(typed(rows, {"date_1904": epoch}), tmp_path, *notices, schema=table.ref)
        assert back.data["rows"][0][day.key] == "2024-06-01"


# Plain workbooks


def test_a_plain_workbook_gets_the_verdicts_of_the_same_csv(
    notices: tuple[Notice, ...], tmp_path: Path
) -> None:
    for notice in notices:
        for table in notice.tables:
            files = {item.path: item.content for item in package(notice, table)}
            text = files[f"{notice.id}/{table.id}/{table.id}-example.csv"]
            rows = list(csv.reader(io.StringIO(text.decode("utf-8"))))
            (tmp_path / "x.csv").write_bytes(text)
            source = SourceFile(
                path=tmp_path / "x.csv", name="x.csv", notices=notices, schema=table.ref
            )
            wanted = read_csv(source)
            numbers = [
                [
                    float(cell) if is_number(notice, table, column, cell) else cell or None
                    for column, cell in enumerate(row)
                ]
                for row in rows
            ]
            for given in (rows, numbers):
                back = read(typed(given), tmp_path, *notices, schema=table.ref)
                assert back.data == wanted.data, table.ref
                assert verdicts(notices, back) == verdicts(notices, wanted)


def is_number(notice: Notice, table: Any, column: int, cell: str) -> bool:
    kinds = [node.kind for node in table.fields() if node.kind not in ("object", "array")]
    del notice
    return kinds[column] in ("number", "integer") and cell.replace(".", "", 1).isdigit()


def verdicts(notices: tuple[Notice, ...], submission: Submission) -> list[tuple[Any, ...]]:
    report = validate(notices, [submission])
    return sorted(
        (item.rule, item.severity, item.verdict, item.where.row, item.where.pointer)
        for item in report.findings
    )


def test_a_header_of_two_lines_is_read(notices: tuple[Notice, ...], tmp_path: Path) -> None:
    """Our own sheet without its hidden row and column, as somebody copies it elsewhere."""
    wenzhou = next(item for item in notices if item.id == "wenzhou-2023")
    table = wenzhou.table("indicators")
    data = generate(wenzhou, table, 4, rows="few")
    data["rows"] = [generate(wenzhou, table, 7, rows="most")["rows"][0]]

    def change(book: Any) -> None:
        sheet = sheet_of(book, "/rows/*/hospital")
        for area in [str(area) for area in sheet.merged_cells.ranges]:
            sheet.unmerge_cells(area)
        sheet.delete_cols(1)
        sheet.delete_rows(1)
        head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "＊医院")
        for start, text in ((1, "第一年"), (2, "第二年"), (3, "第三年")):
            columns = [c for c in range(1, 40) if sheet.cell(head, c).value == text]
            assert columns, start
            sheet.merge_cells(
                start_row=head, end_row=head, start_column=columns[0], end_column=columns[0] + 3
            )
        without_properties(book)
        for name in [item.title for item in book if item is not sheet]:
            del book[name]

    back = read(edited(made(wenzhou, table, data), change), tmp_path, *notices)
    assert back.schema == table.ref
    assert content_of(table, back.data) == content_of(table, data)


def test_a_title_above_and_a_sheet_beside_do_no_harm(demo: Notice, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.create_sheet("说明").cell(1, 1).value = "联系人：张示例"

    content = edited(typed([["汇总表"], HEADER, [1, "甲", "甲院", "t1", 15]]), change)
    back = read(content, tmp_path, demo)
    assert back.data == LISTED
    assert back.schema == "demo-2024/summary"
    assert [item.where.sheet for item in back.findings] == ["说明"]


def test_a_header_that_lacks_a_column_is_told_as_in_csv(demo: Notice, tmp_path: Path) -> None:
    content = typed([["序号", "项目名称", "申请经费（元）"], [1, "甲", 15]])
    assert "csv.header-unit" in refused(content, tmp_path, demo)


# Files that are not ours, or meant to do harm


def test_a_workbook_that_is_no_form_is_refused(demo: Notice, tmp_path: Path) -> None:
    assert refused(typed([["a", "b"], [1, 2]]), tmp_path, demo) == ["document.excel-not-ours"]


def test_a_form_without_its_keys_and_labels_is_refused(demo: Notice, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for sheet in book:
            sheet.delete_cols(1, 2)
            sheet.delete_rows(1, 4)

    assert refused(edited(form_a(demo), change), tmp_path, demo) == ["document.excel-no-keys"]


def test_a_form_of_an_unknown_notice_is_refused(
    demo: Notice, notices: tuple[Notice, ...], tmp_path: Path
) -> None:
    assert refused(form_a(demo), tmp_path, *notices) == ["document.excel-unknown-form"]


def test_old_formats_and_passwords_are_refused_with_the_way_out(
    demo: Notice, tmp_path: Path
) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert refused(old, tmp_path, demo, name="x.xls") == ["document.old-format"]
    locked = old + "EncryptedPackage".encode("utf-16-le")
    assert refused(locked, tmp_path, demo) == ["document.encrypted"]
    assert refused(b"%PDF-1.7", tmp_path, demo) == ["document.not-office"]
    assert refused(form_a(demo)[:4000], tmp_path, demo) == ["document.damaged"]


def test_macros_are_noted_and_not_run(demo: Notice, tmp_path: Path) -> None:
    def change(content: bytes) -> bytes:
        return content.replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )

    content = repacked(form_a(demo), {"[Content_Types].xml": change})
    path = tmp_path / "x.xlsm"
    path.write_bytes(content)
    try:
        back = read(content, tmp_path, demo, name="x.xlsm")
    except UnreadableError as error:
        pytest.fail(str(error))
    assert back.data == FILLED
    assert "document.macros" in told(back)


SHEET = "xl/worksheets/sheet2.xml"


@pytest.mark.parametrize(
    ("part", "change", "rule"),
    [
        (
            SHEET,
            lambda raw: raw.replace(b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet", 1),
            "document.entities",
        ),
        (
            "xl/sharedStrings.xml",
            lambda raw: raw.replace(b"<sst", b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><sst", 1),
            "document.entities",
        ),
        (
            SHEET,
            lambda raw: raw.replace(
                b"</sheetData>",
                b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
            ),
            "document.excel-scattered",
        ),
        (SHEET, lambda raw: raw[: len(raw) // 2], "document.damaged"),
        (SHEET, lambda raw: raw.replace(b"</row>", b"</c></row>", 1), "document.damaged"),
        ("xl/sharedStrings.xml", lambda raw: raw.replace(b"</si>", b"", 1), "document.damaged"),
        (
            "xl/sharedStrings.xml",
            lambda raw: re.sub(rb'uniqueCount="[0-9]+"', b'uniqueCount="2147483648"', raw),
            "document.excel-odd",
        ),
        (
            "xl/sharedStrings.xml",
            lambda raw: raw.replace(b"<si><t>", b"<si><t>" + b"x" * 32_768, 1),
            "document.excel-odd",
        ),
        (
            SHEET,
            lambda raw: re.sub(rb'<c r="[A-Z]+', b'<c r="AAAAAAA', raw, count=1),
            "document.excel-odd",
        ),
        (SHEET, lambda raw: raw.decode().encode("utf-16"), "document.damaged"),
        (SHEET, lambda raw: raw + b" " * 30_000_000, "document.too-much"),
        ("xl/workbook.xml", lambda _: b"<a>" * 100_000, "document.damaged"),
        ("xl/styles.xml", lambda _: b"<", "document.damaged"),
    ],
)
def test_hostile_workbooks_are_refused(
    demo: Notice, tmp_path: Path, part: str, change: Callable[[bytes], bytes], rule: str
) -> None:
    assert refused(repacked(form_a(demo), {part: change}), tmp_path, demo) == [rule]


def test_merged_areas_without_end_do_no_harm(demo: Notice, tmp_path: Path) -> None:
    areas = b'<mergeCell ref="A2:XFD1048576"/>' * 5000

    def change(raw: bytes) -> bytes:
        merged = b"<mergeCells>" + areas + b"</mergeCells>"
        return raw.replace(b"</sheetData>", b"</sheetData>" + merged)

    plain = typed([HEADER, [1, "甲", "甲院", "t1", 15], [2, None, None, None, None]])
    content = repacked(plain, {"xl/worksheets/sheet1.xml": change})
    assert [row["no"] for row in read(content, tmp_path, demo).data["rows"]] == [1, 1]


def test_tags_without_end_cost_no_time(demo: Notice, tmp_path: Path) -> None:
    content = repacked(form_a(demo), {SHEET: lambda _: b"<c r='A1'" * 100_000})
    assert refused(content, tmp_path, demo) == ["document.damaged"]


def test_hidden_columns_are_read_and_told(demo: Notice, tmp_path: Path) -> None:
    """Our own hidden keys are none of them."""

    def hide(book: Any) -> None:
        sheet = sheet_of(book, "/rows/*/title")
        cell = cell_of(book, "/rows/*/title")
        sheet.column_dimensions[cell.column_letter].hidden = True

    for content, told in ((summary(demo), 0), (edited(summary(demo), hide), 1)):
        got = read(content, tmp_path, demo)
        hidden = [item for item in got.notes if item.rule == "document.excel-hidden-columns"]
        assert len(hidden) == told
        assert all("项目名称" in messages.words(item.args["titles"]) for item in hidden)
        assert got.data == LISTED
