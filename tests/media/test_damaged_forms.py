"""Filled forms as they come back: saved by other programs, rearranged, written beside, joined.

What can be read is read, the rest is told; nothing is lost without a word.
"""

from __future__ import annotations

import copy
import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pikepdf
import pytest
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from support.effort import share
from support.generated import generate
from support.programs import saved_by_libreoffice

from shenbao.core.submission import Submission
from shenbao.media import inputs
from shenbao.media.excel.write.workbook import excel_form
from shenbao.media.html.write import html_form
from shenbao.media.pdf.write.document import pdf_form
from shenbao.media.word.read import text_outside_form
from shenbao.media.word.write.document import word_form
from shenbao.media.word.write.styles import styles
from shenbao.policy.form_identity import content_of
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import FormOrTable, Notice

ROOT = Path(__file__).resolve().parents[2]
SHENKANG = load_notice(ROOT / "schemas" / "shenkang-2024")
P1 = SHENKANG.form("p1")
SUMMARY = SHENKANG.table("summary")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPEC = b'<script type="application/json" id="spec">'
MOVED, BESIDE = "document.excel-moved", "document.excel-beside"

Parts = Mapping[str, Callable[[bytes], bytes] | bytes | None]


def example(name: str, file: str = "application.json") -> dict[str, Any]:
    """Return the data of an example of the product."""
    text = (ROOT / "schemas" / "shenkang-2024" / "examples" / name / file).read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    del data["$schema"]
    return data


FILLED = example("p1-valid")
ROWS = example("summary-valid", "summary.json")


@pytest.fixture(scope="module")
def word() -> bytes:
    """The application in Word."""
    return word_form(SHENKANG, P1, FILLED).content


@pytest.fixture(scope="module")
def excel() -> bytes:
    """The application in Excel."""
    return excel_form(SHENKANG, P1, FILLED).content


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """The application in PDF."""
    return pdf_form(SHENKANG, P1, FILLED).content


def read(content: bytes, path: Path, *notices: Notice, schema: str | None = None) -> Submission:
    """Write a file and read it as ``validate`` does."""
    path.write_bytes(content)
    (found,) = inputs.read([path], notices or (SHENKANG,), schema=schema)
    return found


def rules(found: Submission) -> list[str]:
    """Return what is wrong, without what is only noted."""
    return [item.rule for item in found.findings]


def notes(found: Submission) -> set[str]:
    """Return what was noted."""
    return {item.rule for item in found.notes}


def repacked(content: bytes, parts: Parts) -> bytes:
    """Return a package with some parts changed, or (None) left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            change = parts.get(name, b"")
            part = old.read(name)
            if callable(change):
                part = change(part)
            if change is not None:
                new.writestr(name, part)
    return stream.getvalue()


def without_controls(content: bytes) -> bytes:
    """Return a Word form as programs leave it that know neither controls nor our own parts."""

    def plain(part: bytes) -> bytes:
        root = etree.fromstring(part)
        for control in list(root.iter(f"{W}sdt")):
            inside = control.find(f"{W}sdtContent")
            for child in reversed(list(inside)):
                control.addnext(child)
            control.getparent().remove(control)
        for style in list(root.iter(f"{W}pStyle")):
            style.getparent().remove(style)
        made: bytes = etree.tostring(root)
        return made

    def unrelated(part: bytes) -> bytes:
        return re.sub(rb"<Relationship [^>]*(?:customXml|custom-properties)[^>]*/>", b"", part)

    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    parts: dict[str, Any] = dict.fromkeys(name for name in names if "custom" in name)
    parts |= {"word/document.xml": plain, "_rels/.rels": unrelated}
    return repacked(content, parts | {"word/_rels/document.xml.rels": unrelated})


def without_keys(content: bytes) -> bytes:
    """Return a workbook as somebody leaves it who copies what can be seen into a new one."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in list(book):
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        if sheet.sheet_state != "visible":
            book.remove(sheet)
            continue
        if str(sheet["A1"].value).startswith("shenbao rows"):
            sheet.delete_rows(1)
        sheet.delete_cols(1)
    return saved(book)


def saved(book: Any) -> bytes:
    """Return a workbook or document as bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def edited(content: bytes, change: Callable[[Any], object]) -> bytes:
    """Return a workbook after somebody worked on it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    return saved(book)


def written(content: bytes, change: Callable[[Any], object]) -> bytes:
    """Return a document after somebody worked on it."""
    document = docx.Document(io.BytesIO(content))
    change(document)
    return saved(document)


def said(home: FormOrTable, data: Any) -> Any:
    """Return data without boxes that are empty: a plain box does not tell no from nothing."""
    return _said(content_of(home, data))


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _said(item) for key, item in value.items() if item is not False}
    return [_said(item) for item in value] if isinstance(value, list) else value


def test_a_word_form_without_any_control_is_read_by_headings_and_labels(
    any_notice: Notice, tmp_path: Path
) -> None:
    """Invented data of every form and table; only the footer still says which form it is."""
    for home in share(any_notice.homes, 3):
        data = generate(any_notice, home, 7)
        content = without_controls(word_form(any_notice, home, data).content)
        back = read(content, tmp_path / "x.docx", any_notice)
        assert said(home, back.data) == said(home, data), home.ref
        assert rules(back) == [], home.ref
        assert notes(back) >= {"document.word-bare", "document.word-footer"}


def test_a_workbook_without_any_key_is_read_by_its_labels(
    any_notice: Notice, tmp_path: Path
) -> None:
    """Invented data of every form and table, the hidden rows, columns and sheets gone."""
    for home in share(any_notice.homes, 3):
        data = generate(any_notice, home, 7)
        content = without_keys(excel_form(any_notice, home, data).content)
        back = read(content, tmp_path / "x.xlsx", any_notice, schema=home.ref)
        assert content_of(home, back.data) == content_of(home, data), home.ref
        assert set(rules(back)) <= {"document.excel-sheet-unread"}, home.ref


@pytest.mark.parametrize("old", ["doc", "rtf", "xls"])
def test_a_file_saved_in_another_format_and_back_is_read(
    old: str, word: bytes, excel: bytes, tmp_path: Path
) -> None:
    """LibreOffice writes every one of them without controls; workbooks keep their keys."""
    new = "xlsx" if old == "xls" else "docx"
    file = tmp_path / f"x.{new}"
    file.write_bytes(excel if new == "xlsx" else word)
    older = saved_by_libreoffice([file], old, tmp_path) / f"x.{old}"
    newer = saved_by_libreoffice([older], new, tmp_path) / file.name
    back = read(newer.read_bytes(), tmp_path / f"y.{new}")
    assert content_of(P1, back.data) == content_of(P1, FILLED)
    assert rules(back) == []


def add_text(document: Any) -> None:
    heading = next(line for line in document.paragraphs if line.text.startswith("六、"))
    added = heading.insert_paragraph_before("这里补充说明")
    added.style = document.styles["Normal"]


def add_table(document: Any) -> None:
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "年度", "里程碑"


def add_box(document: Any) -> None:
    box = (
        f'<w:pict xmlns:w="{W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox>'
        "<w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict>"
    )
    document.paragraphs[-1].add_run()._r.append(etree.fromstring(box))


@pytest.mark.parametrize(
    ("change", "words"),
    [(add_text, "这里补充说明"), (add_table, "年度 里程碑"), (add_box, "框里的字")],
)
def test_what_is_written_beside_a_word_form_is_told(
    change: Callable[[Any], None], words: str, word: bytes, tmp_path: Path
) -> None:
    """A paragraph, a table and a text box of somebody's own are a matter for a person."""
    back = read(written(word, change), tmp_path / "x.docx")
    assert back.data == FILLED
    (finding,) = back.findings
    assert (finding.rule, finding.severity) == ("document.word-outside", "review")
    assert finding.found == words


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_what_had_no_place_when_the_file_was_made_is_told_again(
    suffix: str, tmp_path: Path
) -> None:
    """A key that no form has goes into the document as text, and is not lost on the way back."""
    data = copy.deepcopy(FILLED)
    data["basic"]["fundng"] = 60
    make = {"docx": word_form, "xlsx": excel_form}[suffix]
    back = read(make(SHENKANG, P1, data).content, tmp_path / f"x.{suffix}")
    assert back.data == FILLED
    assert [(item.rule, item.where.pointer, item.found) for item in back.findings] == [
        ("document.unknown-place", "/basic/fundng", "60")
    ]


def test_comments_of_a_reviewer_are_noted(word: bytes, tmp_path: Path) -> None:
    """A comment is not content; that there is one is said."""

    def comment(document: Any) -> None:
        run = document.paragraphs[-1].add_run("x")
        document.add_comment(run, text="请核对", author="甲")
        run.text = ""

    assert "document.word-margin" in notes(read(written(word, comment), tmp_path / "x.docx"))


def test_a_header_that_comes_again_is_no_row(word: bytes, tmp_path: Path) -> None:
    """Somebody joins two tables of the same kind and leaves the second header where it is."""

    def join(document: Any) -> None:
        table = next(item for item in document.tables if "单位名称" in item.rows[0].cells[1].text)
        rows = list(table._tbl.iter(f"{W}tr"))
        rows[2].addprevious(copy.deepcopy(rows[0]))

    back = read(written(word, join), tmp_path / "x.docx")
    assert (back.data, rules(back)) == (FILLED, [])


def test_a_document_without_anything_of_the_form_is_refused(tmp_path: Path) -> None:
    """An application of somebody's own making is not an empty form, whatever it is called."""
    document = docx.Document()
    document.add_paragraph("申请书")
    found = read(saved(document), tmp_path / "x.docx", schema="shenkang-2024/p1")
    assert (found.data, rules(found)) == (None, ["document.word-other"])


def cells_of(sheet: Any, area: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet[area]]


def sort_what_is_seen(book: Any) -> None:
    sheet = book["填写内容"]
    rows = sorted(cells_of(sheet, "B6:D10"), key=str)
    for row, values in zip(sheet["B6:D10"], rows, strict=True):
        for cell, value in zip(row, values, strict=True):
            cell.value = value


def delete_some_cells(book: Any) -> None:
    sheet = book["三、合作单位"]
    for row in range(4, 11):
        for column in range(4, 7):
            sheet.cell(row, column).value = sheet.cell(row, column + 1).value


def test_rows_sorted_without_their_keys_are_read_by_their_labels(
    excel: bytes, tmp_path: Path
) -> None:
    """Sorting the columns that can be seen leaves the hidden keys behind."""
    back = read(edited(excel, sort_what_is_seen), tmp_path / "x.xlsx")
    assert back.data == FILLED
    assert set(rules(back)) == {MOVED}
    assert {item.severity for item in back.findings} == {"review"}


def test_cells_moved_under_the_keys_are_read_by_their_heading(excel: bytes, tmp_path: Path) -> None:
    """Deleting the cells of a column, not the column, moves the others under wrong keys."""
    back = read(edited(excel, delete_some_cells), tmp_path / "x.xlsx")
    rows = [{key: row[key] for key in row if key != "municipal"} for row in FILLED["partners"]]
    assert back.data["partners"] == rows
    assert set(rules(back)) == {MOVED, "document.excel-missing"}


def test_fields_merged_into_one_cell_keep_only_the_first(excel: bytes, tmp_path: Path) -> None:
    """Excel drops what the cells below held; the first field must not pass for them all."""
    back = read(
        edited(excel, lambda book: book["填写内容"].merge_cells("C7:C8")), tmp_path / "x.xlsx"
    )
    assert back.data["basic"]["project_title"] == FILLED["basic"]["project_title"]
    assert "period_start" not in back.data["basic"]
    assert rules(back) == ["document.excel-merged-fields"]


def test_what_stands_beside_single_values_is_told(excel: bytes, tmp_path: Path) -> None:
    """A remark in the next column, and one below the last field."""

    def change(book: Any) -> None:
        book["填写内容"]["E7"], book["填写内容"]["C40"] = "旁边补充", "最下面的备注"

    back = read(edited(excel, change), tmp_path / "x.xlsx")
    assert back.data == FILLED
    assert [(item.rule, item.found) for item in back.findings] == [
        (BESIDE, "旁边补充"),
        (BESIDE, "最下面的备注"),
    ]


def test_what_floats_over_the_cells_is_told(excel: bytes, tmp_path: Path) -> None:
    """A text box, a picture and a comment hold words that no cell has."""
    names = zipfile.ZipFile(io.BytesIO(excel)).namelist()
    picture = zipfile.ZipFile(io.BytesIO(excel)).read(
        next(name for name in names if name.startswith("xl/media/"))
    )

    def change(book: Any) -> None:
        sheet = book["填写内容"]
        sheet["C7"].comment = Comment("请核对", "甲")
        sheet.add_image(Image(io.BytesIO(picture)), "C12")

    box = (
        '<xdr:sp xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:txBody><a:p><a:r>'
        "<a:t>框里的字</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    )

    def add(part: bytes) -> bytes:
        return re.sub(rb"(?=</(?:\w+:)?wsDr>)", box.encode(), part)

    content = repacked(edited(excel, change), {"xl/drawings/drawing1.xml": add})
    back = read(content, tmp_path / "x.xlsx")
    assert back.data == FILLED
    assert "document.excel-comments" in notes(back)
    assert {item.rule: item.found for item in back.findings} == {
        "document.excel-pictures": None,
        "document.excel-box": "框里的字",
    }


def changed(content: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """Return a PDF after a program worked on it, however carelessly."""
    stream = io.BytesIO()
    with warnings.catch_warnings(), pikepdf.open(io.BytesIO(content)) as document:
        warnings.simplefilter("ignore", pikepdf.exceptions.PageCopyWarning)
        change(document)
        document.save(stream)
    return stream.getvalue()


def mark(kind: str, words: str) -> Callable[[pikepdf.Pdf], None]:
    """Return what puts a mark with words onto the fifth page."""

    def change(document: pikepdf.Pdf) -> None:
        made = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name(f"/{kind}"),
            Rect=[50, 50, 300, 100],
            Contents=pikepdf.String(words),
        )
        document.pages[4].Annots.append(document.make_indirect(made))

    return change


def test_words_typed_onto_a_page_are_told(pdf: bytes, tmp_path: Path) -> None:
    """The typewriter of a PDF program writes over the page, not into the fields."""
    back = read(changed(pdf, mark("FreeText", "另打的字")), tmp_path / "x.pdf")
    assert back.data == FILLED
    (finding,) = back.findings
    assert (finding.rule, finding.where.sheet) == ("document.pdf-typed", "第5页")
    assert finding.found == "另打的字"
    assert "document.pdf-comments" in notes(
        read(changed(pdf, mark("Text", "请核对")), tmp_path / "x.pdf")
    )


def test_a_line_drawn_through_words_on_a_page_is_told(pdf: bytes, tmp_path: Path) -> None:
    back = read(changed(pdf, mark("StrikeOut", "")), tmp_path / "x.pdf")
    assert back.data == FILLED
    assert [(item.rule, item.where.sheet) for item in back.findings] == [
        ("document.pdf-struck", "第5页")
    ]


def test_the_second_of_two_joined_forms_is_not_passed_over(pdf: bytes, tmp_path: Path) -> None:
    """A program that joins pages leaves the fields of the second file out of the form."""
    other = copy.deepcopy(FILLED)
    other["basic"]["project_title"] = "另一份"
    second = pikepdf.open(io.BytesIO(pdf_form(SHENKANG, P1, other).content))
    content = changed(pdf, lambda document: document.pages.extend(second.pages))
    back = read(content, tmp_path / "x.pdf")
    assert (back.data, rules(back)) == (None, ["document.form-twice"])


def test_empty_boxes_left_behind_by_printing_are_no_form(pdf: bytes, tmp_path: Path) -> None:
    """A program draws the values onto the page; what is left of the fields holds nothing."""

    def flatten(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            for box in page.get("/Annots", []):
                for key in ("/V", "/AS", "/Parent"):
                    if key in box:
                        del box[key]
        del document.Root["/AcroForm"]

    found = read(changed(pdf, flatten), tmp_path / "x.pdf")
    assert (found.data, rules(found), notes(found)) == (None, [], {"document.pdf-printed"})


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pdf", "json", "html"])
def test_a_file_read_as_another_form_than_it_says_is_told(
    suffix: str, word: bytes, excel: bytes, pdf: bytes, tmp_path: Path
) -> None:
    """``--schema`` counts, in every medium, and the contradiction is said."""
    text = json.dumps({"$schema": P1.ref, **FILLED})
    made = {"docx": word, "xlsx": excel, "pdf": pdf, "json": text.encode()}
    content = made.get(suffix) or html_form(SHENKANG, P1, FILLED).content
    back = read(content, tmp_path / f"x.{suffix}", schema="shenkang-2024/p4")
    assert "document.other-form" in rules(back)
    if suffix != "json":
        assert back.schema == "shenkang-2024/p4"


def test_a_page_is_read_with_the_data_that_it_was_made_with(tmp_path: Path) -> None:
    """``convert`` to HTML and back is identity; what is typed into a page is not in it."""
    back = read(html_form(SHENKANG, P1, FILLED).content, tmp_path / "x.html")
    assert (back.data, back.schema, rules(back)) == (FILLED, P1.ref, [])
    assert "document.html-given" in notes(back)


def saved_by_browser(data: Any) -> bytes:
    """A page as a browser writes it that showed it: the script has marked its root."""
    content = html_form(SHENKANG, P1, data).content
    shown = content.replace(b'<html lang="zh-CN"', b'<html lang="zh-CN" class="wide live"', 1)
    assert shown != content
    return shown


def test_a_page_that_a_browser_saved_asks_a_person_whether_anything_was_typed(
    tmp_path: Path,
) -> None:
    back = read(saved_by_browser(FILLED), tmp_path / "x.html")
    assert (back.data, rules(back)) == (FILLED, ["document.html-saved"])
    assert back.findings[0].severity == "review"


def test_a_blank_page_that_a_browser_saved_is_told_in_a_folder_too(tmp_path: Path) -> None:
    """Somebody filled it in and saved it with the menu of the browser."""
    whole = saved_by_browser(None)
    bare = re.sub(rb"<script.*?</script>", b"", whole, flags=re.DOTALL)
    (tmp_path / "a.html").write_bytes(whole)
    (tmp_path / "b.html").write_bytes(bare)
    (tmp_path / "c.mhtml").write_bytes(b"From: <Saved by Blink>")
    found = {Path(item.file).name: rules(item) for item in inputs.read([tmp_path], [SHENKANG])}
    empty, archive = "document.html-empty", "document.html-archive"
    assert found == {"a.html": [empty], "b.html": [empty], "c.mhtml": [archive]}


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"<!doctype html><title>x</title>", "document.html-not-ours"),
        (b'<html data-home="/notices/a/rules.html" class="live">', "document.html-not-ours"),
        ((b'<html data-home="' + b"/" * 1_900) * 5_000, "document.html-not-ours"),
        (SPEC + b'{"ref": 1}</script>', "document.html-not-ours"),
        (SPEC + b"[" * 99_999 + b"</script>", "file.too-deep"),
        (SPEC + b"{", "file.not-json"),
        ((SPEC + b'{"given":{"a":1}}</script>') * 400_000, "file.too-many"),
        (b"<p>\xff\xfe\x00\xd8", "document.html-not-ours"),
    ],
)
def test_other_pages_are_refused(content: bytes, rule: str, tmp_path: Path) -> None:
    """A page of somebody else, a broken one, one built to take for ever."""
    found = read(content, tmp_path / "x.html")
    assert (found.data, rules(found)) == (None, [rule])


def test_a_blank_page_is_refused_by_name_and_passed_over_in_a_folder(tmp_path: Path) -> None:
    """The page lies beside the file that it saved; alone it is a mistake worth telling."""
    page = tmp_path / "申请表.html"
    found = read(html_form(SHENKANG, P1).content, page)
    assert rules(found) == ["document.html-empty"]
    (tmp_path / "申请.json").write_text(json.dumps({"$schema": P1.ref, **FILLED}), "utf-8")
    both = list(inputs.read([tmp_path], [SHENKANG]))
    assert [rules(item) for item in both] == [[], []]
    assert {item.file: notes(item) for item in both}[str(page)] == {"file.skipped-page"}


def table(rows: Sequence[Sequence[Any]], encoding: str = "utf-8-sig") -> bytes:
    """Return rows as CSV."""
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode(encoding)


def sheet_as_csv(content: bytes, name: str) -> Iterator[list[Any]]:
    """Yield the rows of a sheet as a program saves it as CSV."""
    for row in openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True):
        yield ["" if value is None else str(value).removesuffix(" 00:00:00") for value in row]


def test_our_workbook_saved_as_csv_is_read(tmp_path: Path) -> None:
    """Hidden row, title, hints and marks stand above and around the columns then."""
    made = excel_form(SHENKANG, SUMMARY, ROWS).content
    back = read(table(list(sheet_as_csv(made, SUMMARY.title))), tmp_path / "x.csv")
    assert (content_of(SUMMARY, back.data), rules(back)) == (content_of(SUMMARY, ROWS), [])
    assert "csv.above-header" in notes(back)


def test_a_title_above_a_csv_is_noted_and_rows_keep_their_numbers(
    demo: Notice, tmp_path: Path
) -> None:
    """A title, a blank line, who filled it in: the header is the row that names columns."""
    rows: list[list[Any]] = [
        ["2024年度汇总表"],
        [],
        ["填报单位：示例医院甲", "", "填报人：张示例"],
        ["＊序号", "＊项目名称※", "牵头单位", "申请经费（万元）"],
        [1, "甲", "乙院", 15],
    ]
    back = read(table(rows, "gb18030"), tmp_path / "x.csv", demo)
    assert back.data["rows"] == [{"no": 1, "title": "甲", "lead_unit": "乙院", "funding": 15}]
    assert back.where("/rows/0/title").row == 5
    above = next(item for item in back.notes if item.rule == "csv.above-header")
    assert (above.where.row, above.found) == (
        4,
        "2024年度汇总表 填报单位：示例医院甲 填报人：张示例",
    )


@pytest.mark.parametrize("over", [["第一年", "", "", ""], ["第一年"] * 4])
def test_a_csv_whose_header_has_two_rows_is_read(
    over: list[str], notices: tuple[Notice, ...], tmp_path: Path
) -> None:
    """Groups of columns stand above them, over the first or over all of theirs."""
    above = ["医院", "医院级别", "专科", "指标代码", *over]
    below = ["", "", "", "", "分子", "分母", "比例（%）", "数值"]
    row: list[Any] = ["甲院", "市级医院", "心内科", "10a", 29, 1000, "", ""]
    back = read(
        table([above, below, row]), tmp_path / "x.csv", *notices, schema="wenzhou-2023/indicators"
    )
    assert back.data["rows"][0]["year_1"] == {"numerator": 29, "denominator": 1000}
    assert "csv.header-of-two" in notes(back)


def test_a_header_with_the_unit_of_its_column_is_known(
    notices: tuple[Notice, ...], tmp_path: Path
) -> None:
    """Whatever the unit: forms print it behind the title."""
    header: list[Any] = ["年度", "医院", "电子病历应用水平（级）", "智慧服务级别（级）"]
    rows = [header, [2024, "示例医院甲", 4, 2]]
    back = read(table(rows), tmp_path / "x.csv", *notices, schema="mudan-2022/status")
    assert back.data["rows"][0]["emr_level"] == 4


def test_the_reader_knows_every_look_of_the_writer() -> None:
    """A table in a look that the reader does not know would count as one that somebody added."""
    made = etree.fromstring(styles().encode("utf-8"))
    names = {
        "".join(item.find(f"{W}name").get(f"{W}val").split()).lower()
        for item in made.iter(f"{W}style")
        if item.get(f"{W}type") == "paragraph"
    }
    assert names - {"normal"} == text_outside_form._OWN
