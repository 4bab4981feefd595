"""Files that are something else, or hide something: what was found, and how to repair it."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

import openpyxl
import pytest

from shenbao.tabular import TableResult, api, check_table

SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "id", "type": "string"},
        {"name": "name", "type": "string"},
        {"name": "n", "type": "integer"},
    ]
}
HEADER = ["id", "name", "n"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
PAGE = "\ufeff<!DOCTYPE html><table><tr><td>编号</td></tr></table>".encode()
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def _workbook(fill: Callable[[Any, Any], object] | None = None) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in (HEADER, ["a", "b", 1], ["c", "d", 2]):
        book.active.append(row)
    if fill is not None:
        fill(book, book.active)
    book.save(stream)
    return stream.getvalue()


def _with_part(raw: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for item in old.infolist():
            part = old.read(item)
            new.writestr(item.filename, change(part) if item.filename == name else part)
    return made.getvalue()


def _document() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<document/>")
    return made.getvalue()


def _said(found: TableResult) -> list[str]:
    """Return the messages, each of which must say in both languages what to do."""
    for issue in (*found.issues, *found.notes):
        for language in ("zh-CN", "en"):
            assert issue.text(language)
            assert issue.fix(language)
    return [issue.message for issue in found.issues]


KINDS = [
    ("csv", PICTURE, "image"),
    ("xlsx", PICTURE, "image"),
    ("csv", _document(), "word"),
    ("xlsx", _document(), "word"),
    ("csv", _workbook(), "xlsx"),
    ("xls", _workbook(), "xlsx"),
    ("csv", PAGE, "web-page"),
    ("xls", PAGE, "web-page"),
    ("xlsx", PAGE, "web-page"),
    ("csv", b"<?xml version='1.0'?><Workbook/>", "xml"),
    ("csv", b' [{"id": "1"}]', "json"),
    ("csv", b'{"resources": []}', "json"),
    ("xlsx", b"id,name,n\n1,2,3\n", "text"),
    ("csv", b"%PDF-1.7\n", "pdf"),
    ("csv", b"{\\rtf1 x}", "rtf"),
    ("csv", b"\x1f\x8b\x08\x00", "archive"),
    ("csv", b"BZh91AY&SY", "archive"),
    ("csv", OLE + "Workbook".encode("utf-16-le"), "xls"),
    ("csv", OLE, "ole"),
    ("tsv", b"SQLite format 3\x00" + bytes(80), "database"),
]


@pytest.mark.parametrize(("form", "raw", "kind"), KINDS, ids=[f"{k[2]}-{k[0]}" for k in KINDS])
def test_another_kind_of_file_is_called_what_it_is(
    form: str, raw: bytes, kind: str, tmp_path: Path
) -> None:
    """A picture, a document, a web page with the ending of a table: one finding names it."""
    path = tmp_path / f"表 1.{form}"
    path.write_bytes(raw)
    found = check_table(SCHEMA, path)
    assert _said(found) == ["tables-other-file"]
    assert not found.complete
    assert found.issues[0].args["kind"] == kind
    assert "表 1" in found.issues[0].text()


@pytest.mark.parametrize("form", ["xls", "xlsb", "ods", "et", "numbers"])
def test_sheets_of_other_programs_are_refused_with_the_way_out(form: str) -> None:
    """Old formats are not opened; the remedy is to save them as xlsx or CSV."""
    raw = OLE + "Workbook".encode("utf-16-le")
    found = check_table(SCHEMA, raw, format=form)
    assert _said(found) == ["tables-old-format"]
    assert "xlsx" in found.issues[0].fix()


@pytest.mark.parametrize("form", ["xlsx", "xls", "xlsm"])
def test_a_password_is_said_as_such(form: str) -> None:
    """An encrypted workbook is an OLE file with one known stream."""
    raw = OLE + "EncryptedPackage".encode("utf-16-le")
    assert _said(check_table(SCHEMA, raw, format=form)) == ["tables-locked"]


@pytest.mark.parametrize(
    ("raw", "mark"),
    [
        (b"id;name;n\na;b;1\n", ";"),
        (b"id\tname\tn\na\tb\t1\n", "Tab"),
        (b"id|name|n\na|b|1\n", "|"),
        ("id，name，n\na，b，1\n".encode(), "，"),
    ],
)
def test_another_delimiter_than_declared_is_named(raw: bytes, mark: str) -> None:
    """The places stay those of frictionless; the first label says what is behind them."""
    found = check_table(SCHEMA, raw, dialect={"delimiter": ","})
    assert found.issues[0].message == "tables-other-delimiter"
    assert found.issues[0].args["mark"] == mark
    assert mark in found.issues[0].text()
    slow = check_table(SCHEMA, raw, dialect={"delimiter": ","}, engine="reference")
    assert found.places() == slow.places()


def test_a_delimiter_that_was_found_out_is_noted() -> None:
    """Without a dialect the semicolon is found; so is GB18030; both are told."""
    raw = "id;name;n\n甲;乙;1\n丙;丁;2\n".encode("gb18030")
    found = check_table(SCHEMA, raw)
    assert found.valid
    assert [note.message for note in found.notes] == [
        "tables-note-encoding",
        "tables-note-delimiter",
    ]


@pytest.mark.parametrize("encoding", [None, "gb18030"])
def test_a_mark_before_gb18030_is_no_part_of_the_header(encoding: str | None) -> None:
    """WPS writes it, though the encoding needs none."""
    raw = "\ufeffid,name,n\n甲,乙,1\n".encode("gb18030")
    assert check_table(SCHEMA, raw, encoding=encoding).valid


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_title_above_the_header_is_seen(form: str) -> None:
    """The first label says in which row the header seems to be."""
    raw = b"a title,,\n,,\nid,name,n\na,b,1\n"
    if form == "xlsx":
        raw = _workbook(lambda _, sheet: (sheet.insert_rows(1, 2), sheet.merge_cells("A1:C1")))
        raw = _with_part(raw, SHEET, lambda part: part)
    found = check_table(SCHEMA, raw, format=form)
    first = found.issues[0]
    if form == "csv":
        assert (first.message, first.args["lower"], first.place) == (
            "tables-header-below", "3", (1, 1, "incorrect-label"),
        )  # fmt: skip
    else:
        assert (first.message, first.args["lower"]) == ("tables-header-below", "3")


def test_only_a_header_is_noted() -> None:
    """A table without rows is right, and it is said that nothing is in it."""
    found = check_table(SCHEMA, b"id,name,n\n")
    assert found.valid
    assert [note.message for note in found.notes] == ["tables-note-no-rows"]


def test_mixed_encodings_are_found_where_they_change() -> None:
    """UTF-8 that goes on in GBK, and the reverse: row and column of the first wrong byte."""
    good = "甲医院,乙,1\n"
    raw = b"id,name,n\n" + (good * 9).encode() + "a,丙,2\n".encode("gbk")
    found = check_table(SCHEMA, raw)
    assert [issue.place for issue in found.issues] == [(11, 2, "encoding-error")]
    assert found.issues[0].args == {"encoding": "UTF-8", "byte": "B1"}
    raw = b"id,name,n\n" + (good * 9).encode("gbk") + "a,丙,2\n".encode()
    found = check_table(SCHEMA, raw)
    assert [issue.place for issue in found.issues] == [(11, 2, "encoding-error")]


def test_a_quote_that_swallows_rows_is_noted_where_it_starts() -> None:
    """Two stray quotes far apart: frictionless sees one long cell, and so it is told."""
    rows = b"a,b,1\n" * 40
    raw = b"id,name,n\n" + b'c,"d,2\n' + rows + b'e,f",3\n' + rows
    found = check_table(SCHEMA, raw)
    (note,) = found.notes
    assert (note.message, note.row, note.field) == ("tables-swallowed-rows", 2, 2)
    assert (note.code, note.args) == ("warning", {"lines": "41", "number": "2"})
    assert found.rows == 41


@pytest.mark.parametrize("off", ["0", "1"])
@pytest.mark.parametrize(
    ("rows", "place"),
    [
        (b'c,"d,1\n2,b,3\n4,"e",5\n', (2, 2)),
        (b'c,"d",1\n2,"b\n3,c,4\n5,"f",6\n', (3, 2)),
        (b'"c\nd"e,f,1\n', (2, 1)),
        (b'c,d,"1"  \n', (2, 3)),
        (b'c,"d ""e"" f"g,1\n', (2, 2)),
        (b'c,"d\r\ne"\rf,"g"h,1\r\n', (3, 2)),
        (b"c,d,1\n" * 9_000 + b'c,"d"x,1\n', (9_002, 2)),
    ],
)
def test_text_after_a_closing_quote_is_told_where_the_cell_starts(
    rows: bytes, place: tuple[int, int], off: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stray quote that meets a later one ends the reading; what stands before is judged."""
    monkeypatch.setenv("SHENBAO_NO_NATIVE", off)
    found = check_table(SCHEMA, b"id,name,n\n" + rows + b"g,h,i\n")
    *_, last = found.issues
    assert (last.message, last.place) == ("tables-torn-quote", (*place, "source-error"))
    assert not found.complete
    assert found.rows == place[0] - 2


@pytest.mark.parametrize("off", ["0", "1"])
@pytest.mark.parametrize(
    ("dialect", "raw", "place"),
    [
        ({"delimiter": ";"}, b'id;name;n\na;"b"c;1\n', (2, 2)),
        ({"quoteChar": "'"}, b"id,name,n\na,'b'c,1\n", (2, 2)),
        ({"skipInitialSpace": True}, b'id, name, n\na, "b" c, 1\n', (2, 2)),
        ({"escapeChar": "\\"}, b'id,name,n\na,"b\\"c",1\nd,"e"f,2\n', (3, 2)),
        (
            {"escapeChar": "\\", "doubleQuote": False},
            b'id,name,n\na,"b\\"c",1\nd,"e\nf"g,2\n',
            (3, 2),
        ),
        ({"escapeChar": "\\", "doubleQuote": False}, b'id,name,n\na,"b""c",1\n', (2, 2)),
    ],
)
def test_text_after_a_closing_quote_in_other_dialects(
    dialect: dict[str, Any],
    raw: bytes,
    place: tuple[int, int],
    off: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever parts and encloses the cells."""
    monkeypatch.setenv("SHENBAO_NO_NATIVE", off)
    found = check_table(SCHEMA, raw, dialect={"delimiter": ",", "header": True, **dialect})
    assert [(one.message, one.place) for one in found.issues] == [
        ("tables-torn-quote", (*place, "source-error"))
    ]


@pytest.mark.parametrize("off", ["0", "1"])
@pytest.mark.parametrize(
    ("cell", "swallowed"),
    [
        ("d\na,b,1\nc,d,2", "2"),
        ("d\r\na,b,1\r\nc,d,2\r\ne", "2"),
        ("d\ra,b,1\rc,d,2", "2"),
        ('d\n""a"",b,1\nc,d,2', "2"),
        ("d\na,b,1", None),
        ("a,b,1\nc,d,2", None),
        ("d,1\na,b,2\ne,f", "2"),
        ("d,1\r\na,b,2\r\ne,f", "2"),
        ("d,1\ne,f", None),
        ("d,1\na,b\ne,f", None),
        ("d,1\na,b,2\ne", None),
        ("d\na,b,2\ne,f", None),
        ("d\na,b\nc,d,2\ne,f\n", None),
    ],
)
def test_from_the_second_swallowed_line_on_a_person_is_asked(
    cell: str, swallowed: str | None, off: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quote that opens and closes validly: only lines like rows of the table make it odd."""
    monkeypatch.setenv("SHENBAO_NO_NATIVE", off)
    for before in (0, 9_000):
        raw = "id,name,n\n" + "x,y,1\n" * before + f'c,"{cell}",3\ne,f,4\n'
        found = check_table(SCHEMA, raw.encode())
        assert found.valid
        assert [(note.code, note.message, note.row, note.field) for note in found.notes] == (
            [("warning", "tables-swallowed-rows", before + 2, 2)] if swallowed else []
        )
        assert swallowed is None or found.notes[0].args == {"lines": swallowed, "number": "2"}


def test_a_column_by_itself_has_no_separators_to_count() -> None:
    """Any text of several lines would look like rows of it."""
    schema = {"fields": [{"name": "a", "type": "string"}]}
    found = check_table(schema, b'a\n"x\ny\nz\n"\n', dialect={"delimiter": ","})
    assert (found.valid, found.notes) == (True, ())


class _Endless(io.RawIOBase):
    """Two gigabytes that nobody has written; ``given`` is what was taken of them."""

    def __init__(self, start: bytes, unit: bytes) -> None:
        self._start = start
        self._unit = unit
        self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._start:
            raw, self._start = self._start, b""
        else:
            raw = self._unit * (size // len(self._unit))
        self.given += len(raw)
        return raw if self.given < 2 << 30 else b""


@pytest.mark.long
@pytest.mark.parametrize(
    ("start", "unit", "message"),
    [
        (b"id,name,n\na,", b"x", "tables-line-too-long"),
        (b"id,name,n\na,b,", b"x,", "tables-line-too-long"),
        (b'id,name,n\na,"', b"x\n", "tables-field-too-long"),
        (b'id,name,n\na,"x\n', b'","x\n', "tables-line-too-long"),
        (b"", b"\xe5\x8c\x97", "tables-line-too-long"),
        (b"id,name,n\n", b"\x00", "tables-nul"),
    ],
)
def test_a_line_of_two_gigabytes_takes_little_memory(
    start: bytes, unit: bytes, message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Reading stops after a few megabytes, in quotes and without."""
    stream = _Endless(start, unit)
    monkeypatch.setattr(api, "open_file", lambda *_: cast("BinaryIO", stream))
    check_table(SCHEMA, b"id,name,n\n")
    tracemalloc.start()
    found = check_table(SCHEMA, tmp_path / "long.csv", encoding="utf-8")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert message in _said(found)
    assert not found.complete
    assert stream.given < 40_000_000
    assert peak < 200_000_000


def test_formulas_without_a_result_and_errors_are_no_values() -> None:
    """Neither is accepted by a column of text, where the other engine sees nothing or text."""

    def fill(_: Any, sheet: Any) -> None:
        sheet["A2"], sheet["C2"], sheet["B3"] = "=B2", "=1+1", "#N/A"
        sheet["B3"].data_type = "e"

    found = check_table(SCHEMA, _workbook(fill), format="xlsx")
    assert [(issue.place, issue.message, issue.value) for issue in found.issues] == [
        ((2, 1, "type-error"), "tables-formula-unknown", "=B2"),
        ((2, 3, "type-error"), "tables-formula-unknown", "=1+1"),
        ((3, 2, "type-error"), "tables-formula-error", "#N/A"),
    ]
    slow = check_table(SCHEMA, _workbook(fill), format="xlsx", engine="reference")
    assert slow.valid


def test_a_value_called_missing_may_be_an_error_of_a_formula() -> None:
    """A schema that takes #N/A for nothing is heard."""

    def fill(_: Any, sheet: Any) -> None:
        sheet["B3"] = "#N/A"
        sheet["B3"].data_type = "e"

    schema = {**SCHEMA, "missingValues": ["", "#N/A"]}
    assert check_table(schema, _workbook(fill), format="xlsx").valid


def test_numbers_as_text_pass_and_codes_as_numbers_do_not() -> None:
    """A number in a text cell is read; a code in a number cell has lost its zeros."""

    def fill(_: Any, sheet: Any) -> None:
        sheet["C2"], sheet["A3"] = "12", 7

    found = check_table(SCHEMA, _workbook(fill), format="xlsx")
    assert [issue.place for issue in found.issues] == [(3, 1, "type-error")]
    assert "0" in found.issues[0].fix()


def test_what_a_workbook_hides_is_noted() -> None:
    """Merged cells, hidden rows, further sheets, a hidden sheet, macros: read, and told."""

    def merged(_: Any, sheet: Any) -> None:
        sheet.merge_cells("A2:A3")
        sheet.row_dimensions[2].hidden = True

    def sheets(book: Any, sheet: Any) -> None:
        book.create_sheet("说明")
        sheet.sheet_state = "hidden"
        book.active = 1

    notes = {
        "tables-note-merged": _workbook(merged),
        "tables-note-hidden-rows": _workbook(merged),
        "tables-note-hidden-sheet": _workbook(sheets),
        "tables-note-sheets": _workbook(sheets),
    }
    for message, raw in notes.items():
        found = check_table(SCHEMA, raw, format="xlsx")
        assert _said(found) == []
        assert message in [note.message for note in found.notes]
    macros = io.BytesIO(_workbook())
    with zipfile.ZipFile(macros, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    found = check_table(SCHEMA, macros.getvalue(), format="xlsm")
    assert [note.message for note in found.notes] == ["tables-note-macros"]


@pytest.mark.parametrize(
    "cell",
    [
        '<row r="9"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="9"><c  r = "xfd1048576"><v>1</v></c></row>',
        "<row r='9'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="9"><c x=">" r="XFD1048576"><v>1</v></c></row>',
        f'<row r="9"><z:c xmlns:z="{MAIN}" r="XFD1048576"><v>1</v></z:c></row>',
    ],
)
def test_two_cells_far_apart_do_not_fill_the_memory(cell: str) -> None:
    """Five kilobytes that would take terabytes, in every way to write them."""
    raw = _with_part(
        _workbook(),
        SHEET,
        lambda part: part.replace(b"</sheetData>", f"{cell}</sheetData>".encode()),
    )
    (message,) = _said(check_table(SCHEMA, raw, format="xlsx"))
    assert message in {"tables-scattered", "tables-workbook"}


@pytest.mark.parametrize(
    "change",
    [
        lambda part: b'<!DOCTYPE a [<!ENTITY x "y">]>' + part,
        lambda part: part[:200],
        lambda part: part.decode().encode("utf-16"),
        lambda part: part.replace(b'"inlineStr"><is><t>id</t></is>', b'"s"><v>99</v>'),
    ],
)
def test_a_sheet_that_is_not_in_order_is_refused(change: Callable[[bytes], bytes]) -> None:
    """Entities, a cut, another encoding, a text that does not exist: no traceback."""
    raw = _with_part(_workbook(), SHEET, change)
    found = check_table(SCHEMA, raw, format="xlsx")
    assert found.issues
    assert set(_said(found)) <= {"tables-odd-part", "tables-workbook"}


RELATED = "xl/_rels/workbook.xml.rels"


@pytest.mark.parametrize("lost", [SHEET, "xl/worksheets/sheet2.xml", "xl/styles.xml"])
def test_a_part_that_is_named_and_not_there_is_missed(lost: str) -> None:
    """The library goes on without: rows are gone, or dates and per cent signs."""
    raw = _workbook(lambda book, _: book.create_sheet("more").append(HEADER))
    elsewhere = lost.removeprefix("xl/").encode()
    raw = _with_part(raw, RELATED, lambda part: part.replace(elsewhere, b"gone/" + elsewhere))
    found = check_table(SCHEMA, raw, format="xlsx")
    (issue,) = found.issues
    part = f"xl/gone/{lost.removeprefix('xl/')}"
    assert (issue.message, issue.args["why"], issue.args["part"]) == (
        "tables-odd-part", "markup", part,
    )  # fmt: skip


def test_names_of_parts_fold_their_case_and_lead_outside() -> None:
    raw = _with_part(_workbook(), RELATED, lambda part: part.replace(b"styles.xml", b"Styles.xml"))
    assert check_table(SCHEMA, raw, format="xlsx").valid


def test_cells_without_addresses_are_read() -> None:
    """Some programs leave the addresses out; then cells stand beside each other."""
    raw = _with_part(_workbook(), SHEET, lambda part: re.sub(rb' r="[A-Z0-9]+"', b"", part))
    assert check_table(SCHEMA, raw, format="xlsx").valid


def test_a_workbook_that_lies_about_its_size_is_refused() -> None:
    """A part that unpacks to more than the table of contents says."""
    raw = bytearray(_workbook())
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        size = package.getinfo(SHEET).file_size
    told = size.to_bytes(4, "little")
    assert raw.count(told) >= 1
    raw = bytearray(bytes(raw).replace(told, (size - 50).to_bytes(4, "little")))
    assert _said(check_table(SCHEMA, bytes(raw), format="xlsx")) == ["tables-bomb"]


def test_merged_cells_are_filled_where_the_dialect_says_so(tmp_path: Path) -> None:
    """``fillMergedCells`` and ``stringified`` as the other engine has them."""
    path = tmp_path / "merged.xlsx"
    path.write_bytes(_workbook(lambda _, sheet: sheet.merge_cells("A2:B3")))
    schema = {
        "fields": [
            {"name": "id", "type": "string", "constraints": {"required": True}},
            {"name": "name", "type": "string", "constraints": {"enum": ["a"]}},
            {"name": "n", "type": "string"},
        ]
    }
    for excel in ({"fillMergedCells": True}, {"fillMergedCells": True, "stringified": True}, {}):
        given: dict[str, Any] = {"dialect": {"excel": excel}, "limit": None}
        fast = check_table(schema, path, **given).places()
        assert fast == check_table(schema, path, engine="reference", **given).places()


@pytest.mark.parametrize("option", ["preserveFormatting", "adjustFloatingPointError"])
def test_what_only_the_reference_engine_can_is_said(option: str) -> None:
    """A way to read a workbook that is not ours is refused, never left out."""
    found = check_table(SCHEMA, _workbook(), format="xlsx", dialect={"excel": {option: True}})
    assert _said(found) == ["tables-dialect-unsupported"]


@pytest.mark.parametrize(
    ("form", "raw", "place", "message", "args"),
    [
        ("json", b'[{"id":"a","id":"b"}]', (2, None), "tables-json-twice", {}),
        ("json", b'[["id"],[{"a":1,"a":2}]]', (2, None), "tables-json-twice", {}),
        ("json", b'{"x":[],"x":[["id"]]}', (None, None), "tables-json-twice", {}),
        ("json", b'[{"id":"a"},{"id":"\\u0000"}]', (3, 1), "tables-json-no-text", {}),
        ("json", b'[{"id":["\\ud800"]}]', (2, 1), "tables-json-no-text", {}),
        ("json", b'[{"\\u0000":"a"}]', (1, 1), "tables-json-no-text", {}),
        ("json", b'[\n{"id":\n', (None, None), "tables-json", {"line": "3"}),
        ("json", b'[{"id":NaN}]', (None, None), "tables-json",
         {"reason": "not-a-number", "line": "1", "column": "8", "found": "NaN"}),
        ("jsonl", b'{"id":"a"}\n\n{bad\n', (None, None), "tables-json", {"line": "3"}),
        ("json", '[\n{"id":"甲"}]'.encode("gb18030"), (None, None), "tables-json",
         {"reason": "encoding", "line": "2", "column": "8"}),
        ("json", '[{"id":"a"}]'.encode("utf-16"), (None, None), "tables-json",
         {"reason": "utf-16"}),
        ("json", b'{"y":[]}', (None, None), "tables-json-place", {"found": "x"}),
        ("json", b'{"x":[{"id":"a"},null]}', (3, None), "tables-json-rows", {"file": "table"}),
        ("json", b'{"x":[["id"],"a"]}', (2, None), "tables-json-rows", {"file": "table"}),
    ],
)  # fmt: skip
def test_what_is_no_table_of_json_says_where(
    form: str, raw: bytes, place: tuple[int | None, int | None], message: str, args: dict[str, str]
) -> None:
    """A key that stands twice, what is no text, no JSON or no UTF-8: never the last that counts."""
    dialect = {"json": {"property": "x"}} if raw.startswith(b'{"') and form == "json" else None
    found = check_table(SCHEMA, raw, format=form, dialect=dialect)
    issue = next(issue for issue in found.issues if issue.message == message)
    assert (issue.row, issue.field) == place
    assert args.items() <= issue.args.items()
    assert not found.complete


@pytest.mark.parametrize("text", ["\\ud83d\\ude00", "\\\\u0000", "\\u0001"])
def test_escapes_of_json_that_are_text_are_read(text: str) -> None:
    """A pair of halves is one character; an escaped backslash escapes nothing."""
    raw = f'[{{"id":["{text}"],"name":"{text}","n":1}}]'.encode()
    schema = {"fields": [{"name": "id", "type": "array"}, *SCHEMA["fields"][1:]]}
    assert check_table(schema, raw, format="json").valid


STRINGS = "xl/sharedStrings.xml"
SHARED = f'<sst xmlns="{MAIN}"><si><t>x</t></si></sst>'.encode()
ODD: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a stray end": ("markup", lambda part: part.replace(b"</row>", b"</c></row>", 1)),
    "a cut": ("markup", lambda part: part[:-20]),
    "two roots": ("markup", lambda part: part + part),
    "an attribute twice": ("markup", lambda part: part.replace(b'r="A2"', b'r="A2" r="A2"')),
    "a name without a space": ("markup", lambda part: part.replace(b"<v>1</v>", b"<x:v>1</x:v>")),
    "an odd character": ("markup", lambda part: part.replace(b"<v>1</v>", b"<v>1&#1;</v>")),
    "another encoding": (
        "markup", lambda part: b'<?xml version="1.0" encoding="latin-1"?>' + part
    ),
    "a document type": ("entities", lambda part: b"<!DOCTYPE worksheet>" + part),
    "no column": ("address", lambda part: part.replace(b'r="A2"', b'r="2"')),
    "row nought": ("address", lambda part: part.replace(b'r="A2"', b'r="A0"')),
    "a row too far": ("address", lambda part: part.replace(b'r="A2"', b'r="A1048577"')),
    "a column too far": ("address", lambda part: part.replace(b'r="A2"', b'r="XFE2"')),
    "letters without end": ("address", lambda part: part.replace(b'r="A2"', b'r="AAAAAAA2"')),
    "a line too far": ("address", lambda part: part.replace(b'<row r="2"', b'<row r="4294967295"')),
    "a long text": (
        "long-text", lambda part: part.replace(b"<t>a</t>", b"<t>" + b"x" * 32_768 + b"</t>")
    ),
    "a long text in runs": (
        "long-text",
        lambda part: part.replace(
            b"<t>a</t>", (b"<r><t>" + b"x" * 20_000 + b"</t></r>") * 2
        ),
    ),
    **{
        f"cells: {what}": ("cells", lambda part, old=old, new=new: part.replace(old, new, 1))
        for what, old, new in (
            ("a reference in a number", b"<v>1</v>", b"<v>1&#49;</v>"),
            ("a reference first", b"<v>1</v>", b"<v>&#49;1</v>"),
            ("a remark in a number", b"<v>1</v>", b"<v>1<!-- -->1</v>"),
            ("a remark before a number", b"<v>1</v>", b"<v><!-- -->1</v>"),
            ("an instruction before a number", b"<v>1</v>", b"<v><?x y?>1</v>"),
            ("an instruction in a number", b"<v>1</v>", b"<v>1<?x y?>1</v>"),
            ("a marked section", b"<v>1</v>", b"<v><![CDATA[1]]></v>"),
            ("an element in a number", b"<v>1</v>", b"<v><b>1</b></v>"),
            ("two values", b"<v>1</v>", b"<v>1</v><v>2</v>"),
            ("a value and a text", b"<v>1</v>", b"<v>1</v><is><t>2</t></is>"),
            ("a value where a text is", b"<is><t>a</t></is>", b"<v>a</v>"),
            ("a text outside of its element", b"<is><t>a</t></is>", b"<is>a</is>"),
            ("a shared string that is none", b't="n"><v>1<', b't="s"><v>7<'),
            ("a shared string below nought", b't="n"><v>1<', b't="s"><v>-1<'),
            ("a shared string with blanks", b't="n"><v>1<', b't="s"><v> 0 <'),
            ("a place twice", b'r="B2"', b'r="A2"'),
            ("an empty cell at a place", b'<c r="C2"', b'<c r="B2" s="1"/><c r="C2"'),
            ("a cell at the place of an empty one", b'<c r="A3"', b'<c r="A3"/><c r="A3"'),
            ("an empty cell behind its row", b"</row>", b'</row><row r="3"><c r="A1"/></row>'),
            ("a cell behind its row", b'r="A3"', b'r="C2"'),
            ("a row twice", b'<row r="3"><c r="A3"', b'<row r="2"><c r="A2"'),
            ("another element for a cell", b'<c r="C2" t="n"><v>1</v></c>', b"<C><v>1</v></C>"),
            ("another element for a row", b"</row>", b"</row><Row/>"),
            ("a cell beside the rows", b"</sheetData>", b'<c r="A4"><v>1</v></c></sheetData>'),
            ("a row behind all", b"</sheetData>", b'</sheetData><row r="4"/>'),
            ("rows once more", b"</sheetData>", b"</sheetData><sheetData></sheetData>"),
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("what", ODD)
@pytest.mark.parametrize("late", [False, True])
def test_a_sheet_that_excel_would_not_open_is_refused(what: str, late: bool) -> None:  # noqa: FBT001
    """At its start, and far from it, where rows are only counted."""
    why, change = ODD[what]

    def changed(part: bytes) -> bytes:
        if not late:
            return change(part)
        more = b"".join(b'<row r="%d"></row>' % row for row in range(9, 120_000))
        head, begun, end = part.partition(b'<row r="2"')
        start, _, rows = head.partition(b"<row ")
        return (
            start + b"<row " + rows + more + change(begun + end)
            if why != "entities" and ("encoding" not in what)
            else change(part)
        )

    found = check_table(SCHEMA, _with_part(_workbook(), SHEET, changed), format="xlsx")
    (issue,) = found.issues
    assert (issue.message, issue.args["why"], issue.args["part"]) == ("tables-odd-part", why, SHEET)
    assert not found.complete


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (' count="1" uniqueCount="1"', None),
        (' count="9" uniqueCount="x"', None),
        (' count="-1"', None),
        (' uniqueCount="2147483648"', "count"),
        (' uniqueCount="99999999999999999999"', "count"),
        (' count="99999999999999999999"', "count"),
    ],
)
def test_shared_strings_may_not_say_to_be_more_than_they_can_be(told: str, why: str | None) -> None:
    """The library makes room for what is said."""
    raw = _with_strings(
        SHARED.replace(b"<si>", b"<si>", 1).replace(b'">', b'"' + told.encode() + b">", 1)
    )
    found = check_table(SCHEMA, raw, format="xlsx")
    assert [issue.args["why"] for issue in found.issues if issue.message == "tables-odd-part"] == (
        [why] if why else []
    )
    assert found.valid == (why is None)


@pytest.mark.parametrize(
    "strings",
    [
        SHARED.replace(b"</si>", b""),
        SHARED.replace(b">x<", b">" + b"x" * 32_768 + b"<"),
        b"<!--" + b"x" * 5_000 + b"-->" + SHARED,
        SHARED.decode().encode("utf-16"),
    ],
)
def test_shared_strings_that_cannot_be_measured_are_refused(strings: bytes) -> None:
    """What is not seen cannot be counted where cells refer to it."""
    found = check_table(SCHEMA, _with_strings(strings), format="xlsx")
    assert _said(found) == ["tables-odd-part"]


def test_a_sheet_may_not_be_called_by_another_name() -> None:
    """The library follows the link, whatever it is called; so must who looks first."""
    raw = _with_part(
        _workbook(),
        "xl/_rels/workbook.xml.rels",
        lambda part: part.replace(b"sheet1.xml", b"sheet1.dat"),
    )
    assert _said(check_table(SCHEMA, raw, format="xlsx")) == ["tables-odd-part"]


def test_what_stands_beside_the_texts_of_shared_strings_is_not_lost() -> None:
    """The library takes what is in the elements of texts only."""
    strings = SHARED.replace(b"<t>x</t>", b"x")
    (issue,) = check_table(SCHEMA, _with_strings(strings), format="xlsx").issues
    assert (issue.args["why"], issue.args["part"]) == ("cells", STRINGS)


def test_values_of_any_honest_writing_are_read() -> None:
    """References in texts, formulas and blank values, over more than one piece of a part."""
    row = (
        '<row r="{0}"><c r="A{0}" t="str"><f>B{0}&amp;"甲"</f><v>甲&amp;&#20057;</v></c>'
        '<c r="B{0}" t="inlineStr"><is><r><t>a&lt;</t></r><r><t>b</t></r></is></c>'
        '<c r="C{0}"><f>1+{0}</f><v>{0}</v></c><c r="D{0}" s="0"><v></v></c></row>'
    )
    more = "".join(row.format(number) for number in range(4, 9_000)).encode()
    raw = _with_part(
        _workbook(), SHEET, lambda part: part.replace(b"</sheetData>", more + b"</sheetData>")
    )
    found = check_table(SCHEMA, raw, format="xlsx")
    assert (found.issues, found.rows) == ((), 8_998)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/theme/theme1.xml"])
def test_every_part_is_parsed_strictly(part: str) -> None:
    """Not only sheets: a style that is lost makes a day of a number."""
    raw = _with_part(_workbook(), part, lambda content: content[:-9])
    (issue,) = check_table(SCHEMA, raw, format="xlsx").issues
    assert (issue.message, issue.args["part"]) == ("tables-odd-part", part)


def test_formulas_without_a_result_below_all_values_are_rows() -> None:
    """The library ends before them."""
    found = check_table(
        SCHEMA, _workbook(lambda _, sheet: sheet.append(["=A1", None, "=B1"])), format="xlsx"
    )
    assert {issue.place for issue in found.issues} == {(4, 1, "type-error"), (4, 3, "type-error")}


def _with_strings(strings: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook())) as old, zipfile.ZipFile(made, "w") as new:
        for item in old.infolist():
            new.writestr(item.filename, old.read(item))
        new.writestr(STRINGS, strings)
    return made.getvalue()
