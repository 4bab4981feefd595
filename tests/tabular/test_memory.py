"""No file makes a reader take more than 600 MB: the worst ones within the limits, and beyond."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from shenbao.media.reading.reader_findings import MOST_ROWS

ROOT = Path(__file__).resolve().parents[2]
MOST = 600 * 1024 * 1024
PROGRAM = 160 * 1024 * 1024
"""What the command takes before it reads anything, and some room."""

RUN = """
import resource, sys
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_AS, (most, most))
from shenbao.cli import main
main()
"""
TYPES = """<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""
LINKS = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

Pieces = Iterator[str]


def _workbook(path: Path, rows: Pieces, strings: Iterable[str] = (), told: str = "") -> Path:
    """Write a workbook of one sheet, row by row."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr(
            "_rels/.rels",
            f'{LINKS}<Relationship Id="r1" Type="{KIND}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>",
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            f'{LINKS}<Relationship Id="r1" Type="{KIND}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{KIND}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>",
        )
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{KIND}">'
            '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        for name, start, pieces, end in (
            ("sharedStrings", f'<sst xmlns="{MAIN}"{told}>', strings, "</sst>"),
            (
                "worksheets/sheet1", f'<worksheet xmlns="{MAIN}"><sheetData>', rows,
                "</sheetData></worksheet>",
            ),
        ):  # fmt: skip
            with package.open(f"xl/{name}.xml", "w", force_zip64=True) as part:
                part.write(start.encode())
                for piece in pieces:
                    part.write(piece.encode())
                part.write(end.encode())
    return path


def _header(columns: int) -> str:
    cells = "".join(
        f'<c r="{chr(65 + place)}1" t="inlineStr"><is><t>{chr(97 + place)}</t></is></c>'
        for place in range(columns)
    )
    return f'<row r="1">{cells}</row>'


def _numbers(count: int) -> Pieces:
    yield _header(10)
    for row in range(2, count // 10 + 2):
        cells = "".join(f'<c r="{chr(65 + at)}{row}"><v>{at}</v></c>' for at in range(10))
        yield f'<row r="{row}">{cells}</row>'


def _references(count: int, strings: int) -> Pieces:
    yield _header(10)
    for row in range(2, count // 10 + 2):
        cells = "".join(
            f'<c r="{chr(65 + at)}{row}" t="s"><v>{(row * 10 + at) % strings}</v></c>'
            for at in range(10)
        )
        yield f'<row r="{row}">{cells}</row>'


def _shared(strings: int, length: int) -> Pieces:
    for number in range(strings):
        yield f"<si><t>{str(number) + 'x' * (length - len(str(number)))}</t></si>"


def _check(path: Path, *more: str, most: int = MOST) -> tuple[int, str]:
    """Check a file under the limit; return the exit code and what was said."""
    done = subprocess.run(
        (sys.executable, "-c", RUN, str(most), "validate", path.name, *more),
        cwd=path.parent, capture_output=True, encoding="utf-8", check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode in {0, 1, 2}, (done.returncode, done.stderr[-2000:])
    assert "MemoryError" not in done.stderr
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def _schema(folder: Path, columns: int) -> str:
    fields = ",".join(f'{{"name":"{chr(97 + at)}","type":"any"}}' for at in range(columns))
    (folder / "schema.json").write_text(f'{{"fields":[{fields}]}}', encoding="utf-8")
    return "--schema=schema.json"


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limit is one of Linux")


@pytest.mark.long
def test_the_largest_workbook_is_read(tmp_path: Path) -> None:
    """As many cells and as much text as may be."""
    path = _workbook(tmp_path / "a.xlsx", _references(3_990_000, 100), _shared(100, 13))
    code, said = _check(path, _schema(tmp_path, 10))
    assert (code, "399,000" in said) == (0, True)


CELL = '<row r="2"><c r="A2"><v>1</v></c></row>'
TOO_MUCH: dict[str, Callable[[Path], Path]] = {
    "more cells than may be": lambda path: _workbook(path, _numbers(4_000_010)),
    "a text a thousand times": lambda path: _workbook(
        path, _references(24_000, 1), _shared(1, 32_000)
    ),
    "a text too long for a cell": lambda path: _workbook(path, _numbers(10), _shared(1, 40_000)),
    "a million texts": lambda path: _workbook(path, _numbers(10), _shared(1_000_000, 100)),
    "texts of their own": lambda path: _workbook(
        path,
        (
            f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{"y" * 32_000}</t></is></c></row>'
            for row in range(2, 6_000)
        ),
    ),
    "a text said to be many": lambda path: _workbook(
        path, iter((CELL,)), _shared(1, 5), ' uniqueCount="2147483648"'
    ),
    "two cells far apart": lambda path: _workbook(
        path, iter((CELL, '<row r="900000"><c r="XFD900000"><v>1</v></c></row>'))
    ),
    "a cell beyond all columns": lambda path: _workbook(
        path, iter((CELL, '<row r="3"><c r="ZZZZZZ3"><v>1</v></c></row>'))
    ),
    "a cell beyond all rows": lambda path: _workbook(
        path, iter((CELL, '<row r="3"><c r="A4294967295"><v>1</v></c></row>'))
    ),
    "one cell again and again": lambda path: _workbook(path, (CELL for _ in range(4_100_000))),
    "merged cells without end": lambda path: _workbook(
        path, iter((CELL, *("<mergeCell/>" for _ in range(200_001))))
    ),
    "a tag without end": lambda path: _workbook(path, iter((CELL, "<a b='", "y" * 50_000_000))),
    "a text without end": lambda path: _workbook(path, iter((CELL, "y" * 50_000_000))),
}


LARGE = {
    "more cells than may be",
    "a million texts",
    "texts of their own",
    "one cell again and again",
}
"""What takes long to write."""


@pytest.mark.parametrize(
    "what",
    [pytest.param(what, marks=[pytest.mark.long] * (what in LARGE)) for what in TOO_MUCH],
)
def test_what_would_fill_the_memory_is_refused(what: str, tmp_path: Path) -> None:
    """By a finding with a remedy, before the library that reads values is asked."""
    path = TOO_MUCH[what](tmp_path / "a.xlsx")
    code, said = _check(path, _schema(tmp_path, 10))
    assert code == 1
    assert "处理：" in said
    assert "table.source-error" in said or "table.format-error" in said


JSON: dict[str, Callable[[], Pieces]] = {
    "lists": lambda: iter(("[[1]", ",[]" * 10_000_000, "]")),
    "objects": lambda: iter(('[{"a":1}', ',{"a":1}' * 3_700_000, "]")),
    "numbers": lambda: iter(("[[1", ",1.5" * 7_000_000, "]]")),
    "most lists": lambda: iter(("[[1]", ",[]" * 740_000, "]")),
    "most numbers": lambda: iter(("[[1", ",1.5" * 1_480_000, "]]")),
    "wide text": lambda: iter(('[["\U0001f600', "x" * 33_000_000, '"]]')),
}


@pytest.mark.long
@pytest.mark.parametrize("what", JSON)
def test_json_takes_little_memory(what: str, tmp_path: Path) -> None:
    """As large as it may be, and larger."""
    path = tmp_path / "a.json"
    path.write_text("".join(JSON[what]()), encoding="utf-8")
    _check(path, _schema(tmp_path, 1))


CSV: dict[str, Callable[[], Pieces]] = {
    "long lines": lambda: (
        "a,b\n" if number == 0 else "x" * 7_900_000 + ",\n" for number in range(40)
    ),
    "long cells": lambda: (
        "a,b\n" if number == 0 else "\U0001f600" + "x" * 900_000 + ",\n" for number in range(200)
    ),
    "a quote without end": lambda: iter(('a,b\n"', "x\n" * 20_000_000)),
    "wide records": lambda: iter(("a,b\n", ("x," * 3_900_000 + "\n") * 3)),
    "no line end": lambda: iter(("a,b\n", "x," * 20_000_000)),
}


@pytest.mark.long
@pytest.mark.parametrize("what", CSV)
def test_csv_takes_little_memory(what: str, tmp_path: Path) -> None:
    """Of whatever size: only a piece is held."""
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(CSV[what]())
    _check(path, _schema(tmp_path, 2))


OWN = "shanghai-2024/indicators"
"""The widest table of ours."""

KEYS = tuple(
    json.loads((ROOT / "schemas/shanghai-2024/tables/indicators.schema.json").read_text("utf-8"))[
        "properties"
    ]
)
ROWS: dict[str, Callable[[], Pieces]] = {
    "rows of one cell": lambda: iter(("1\n" * 2_000_000,)),
    "blank rows": lambda: iter((",\n" * 100_000,)),
    "rows of sums": lambda: iter(("合计\n" * 50_000,)),
}


@pytest.mark.long
@pytest.mark.parametrize("what", ROWS)
def test_a_table_of_ours_takes_little_memory(what: str, tmp_path: Path) -> None:
    """As large a file as may be: too many rows are refused by name."""
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(KEYS) + "\n")
        file.writelines(ROWS[what]())
    code, said = _check(path, f"--schema={OWN}")
    assert (code, "file.unexpected" in said) == (1, False)
    assert (what == "rows of one cell") == ("file.too-many-rows" in said)


@pytest.mark.long
def test_as_many_rows_as_may_be_fit_though_every_cell_is_wrong(tmp_path: Path) -> None:
    """A tenth of them is checked in a tenth of the room that is left beside the program."""
    row = ",".join(f"甲{number}" for number in range(len(KEYS)))
    path = tmp_path / "a.csv"
    path.write_text(f"{','.join(KEYS)}\n" + f"{row}\n" * (MOST_ROWS // 10), encoding="utf-8")
    code, said = _check(path, f"--schema={OWN}", most=PROGRAM + (MOST - PROGRAM) // 10)
    assert (code, "file.unexpected" in said) == (1, False)


SUMMARY = "shenkang-2024/summary"
"""A table whose rows are compared with the applications beside it."""


@pytest.mark.long
def test_fifty_large_tables_fit_together(tmp_path: Path) -> None:
    """A quarter of them in a quarter of the room that is left beside the program.

    Each is as long as may be and waits for the applications, the last of which comes behind it.
    """
    examples = ROOT / "schemas/shenkang-2024/examples"
    head, row, *_ = (examples / "bundle-valid/summary.csv").read_text("utf-8-sig").splitlines()
    _, rest = row.split(",", 1)
    assert "示例" in rest
    for table in range(12):
        rows = (
            f"{number + 1},{rest.replace('示例', f'示例{table}之{number}')}\n"
            for number in range(MOST_ROWS)
        )
        path = tmp_path / f"a{table:02}.csv"
        path.write_text(head + "\n" + "".join(rows), encoding="utf-8")
    shutil.copy(examples / "bundle-valid/p1.json", tmp_path / "z.json")
    most = PROGRAM + (MOST - PROGRAM) // 4
    code, said = _check(tmp_path, "--format=json", most=most)
    told = Counter((item["rule"], item["file"]) for item in json.loads(said)["findings"])
    (last,) = {file for _, file in told if file.endswith(".json")}
    tables = {file for rule, file in told if rule == "SK-R-04" and file != last}
    assert (code, len(tables)) == (1, 12)


@pytest.mark.long
def test_rows_in_a_descriptor_take_as_much_room_as_they_are(tmp_path: Path) -> None:
    """A tenth of what a descriptor may hold; looking through it takes no room of its own."""
    rows = ",[]" * 690_000
    described = '{"name":"a","resources":[{"name":"a","schema":{"fields":[{"name":"x"}]},"data":'
    path = tmp_path / "datapackage.json"
    path.write_text(f'{described}[["x"]{rows}]}}]}}', encoding="utf-8")
    code, said = _check(path, most=130 * 1024 * 1024)
    assert (code, "690,000" in said) == (1, True)


FORMS: dict[str, Callable[[], Pieces]] = {
    "lists": lambda: iter(('{"a":[1', ",[]" * 16_000_000, "]}")),
    "most lists": lambda: iter(('{"a":[1', ",[]" * 740_000, "]}")),
    "objects": lambda: iter(('{"a":[1', ',{"a":1}' * 6_000_000, "]}")),
    "wide text": lambda: iter(('{"a":"\U0001f600', "x" * 49_000_000, '"}')),
}


@pytest.mark.long
@pytest.mark.parametrize("what", FORMS)
def test_an_application_in_json_takes_little_memory(what: str, tmp_path: Path) -> None:
    """As large as it may be; what is no application is refused, not met by the last net."""
    path = tmp_path / "a.json"
    path.write_text("".join(FORMS[what]()), encoding="utf-8")
    code, said = _check(path)
    assert (code, "file.unexpected" in said) == (1, False)


@pytest.mark.long
@pytest.mark.parametrize(
    "body", ["<w:p/>" * 900_000, "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 180_000]
)
def test_word_takes_little_memory(body: str, tmp_path: Path) -> None:
    """The tree of a part is many times as large as its text."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = TYPES.replace("/xl/workbook.xml", "/word/document.xml")
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as package:
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        package.writestr("[Content_Types].xml", types.replace(sheet, kind))
        package.writestr(
            "_rels/.rels",
            f'{LINKS}<Relationship Id="r1" Type="{KIND}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        )
    code, said = _check(tmp_path / "a.docx")
    assert (code, "file.unexpected" in said) == (1, False)
