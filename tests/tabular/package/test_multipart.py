"""Tables in several files: every row of every part is read, and only the header is left out."""

from __future__ import annotations

import bz2
import codecs
import gzip
import hashlib
import io
import json
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shenbao.core import messages
from shenbao.tabular import PackageResult, check_package
from shenbao.tabular.data_package import read_package
from shenbao.tabular.read.sources import open_records
from shenbao.tabular.schema.package_files import Folder

FIELDS = [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]
FIRST, SECOND, THIRD = "id,name\n1,甲\n", "id,name\n2,乙\n", "id,name\n3,丙\n"
ROWS = [["id", "name"], ["1", "甲"], ["2", "乙"], ["3", "丙"]]


def _zipped(raw: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr("inner.csv", raw)
    return made.getvalue()


def _package(folder: Path, parts: dict[str, bytes], **more: Any) -> Path:
    for name, raw in parts.items():
        (folder / name).write_bytes(raw)
    resource = {"name": "t", "path": list(parts), "schema": {"fields": FIELDS}, **more}
    path = folder / "datapackage.json"
    path.write_text(json.dumps({"resources": [resource]}), encoding="utf-8")
    return path


def _records(path: Path) -> list[list[str]]:
    (resource,) = read_package(Folder(path.parent), path.name).resources
    assert resource.source is not None
    with open_records(resource.source, resource.dialect) as records:
        return [list(row) for batch in records for row in batch.rows]


def _notes(result: PackageResult) -> list[str]:
    (table,) = result.tables
    return [note.message for note in table.notes if note.message != "tables-note-parts"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("later", ["\n", "\r\n", "\r"])
def test_no_line_is_lost_between_parts(
    tmp_path: Path, ending: str, later: str, *, closed: bool
) -> None:
    """Windows, Unix and old-Mac line ends, of each part its own; the last one may be missing."""
    parts = {}
    for number, (text, mark) in enumerate([(FIRST, ending), (SECOND, later), (THIRD, later)]):
        whole = text if closed else text.removesuffix("\n")
        parts[f"{number}.csv"] = whole.replace("\n", mark).encode()
    path = _package(tmp_path, parts)
    assert _records(path) == ROWS
    result = check_package(path)
    assert result.valid
    assert [table.rows for table in result.tables] == [3]
    assert _notes(result) == []


@pytest.mark.parametrize(
    ("suffix", "packed"),
    [
        ("gz", gzip.compress),
        ("bz2", bz2.compress),
        ("xz", lzma.compress),
        ("zip", _zipped),
        ("", bytes),
    ],
)
@pytest.mark.parametrize("second_plain", [True, False])
def test_each_part_may_be_compressed(
    tmp_path: Path, suffix: str, packed: Callable[[bytes], bytes], *, second_plain: bool
) -> None:
    """Every compression that the page promises, also of some of the parts only."""
    name = f".csv.{suffix}" if suffix else ".csv"
    parts = {f"a{name}": packed(FIRST.encode())}
    parts |= {"b.csv": SECOND.encode()} if second_plain else {f"b{name}": packed(SECOND.encode())}
    parts |= {f"c{name}": packed(THIRD.encode())}
    path = _package(tmp_path, parts)
    assert _records(path) == ROWS
    assert check_package(path).valid


@pytest.mark.parametrize("first", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("second", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_each_part_may_have_its_own_encoding(tmp_path: Path, first: str, second: str) -> None:
    """Undeclared, each is found out by itself; a mark of byte order is never part of a cell."""
    texts = [(FIRST, first), (SECOND, second), (THIRD, first)]
    parts = {f"{number}.csv": text.encode(code) for number, (text, code) in enumerate(texts)}
    path = _package(tmp_path, parts)
    assert _records(path) == ROWS
    result = check_package(path)
    assert result.valid
    odd = [code for code in (first, second, first) if not code.startswith("utf-8")]
    assert len(_notes(result)) == len(odd)


def test_a_declared_encoding_is_that_of_every_part(tmp_path: Path) -> None:
    """It is not found out again."""
    parts = {"a.csv": FIRST.encode("gbk"), "b.csv": SECOND.encode("gbk")}
    path = _package(tmp_path, parts, encoding="gbk")
    assert _records(path) == ROWS[:3]
    assert _notes(check_package(path)) == []


@pytest.mark.parametrize(
    ("second", "rows", "notes"),
    [
        ("2,乙\n", 2, ["tables-note-part-headless"]),
        ('"id", "name"\n2,乙\n', 2, []),
        ("", 1, []),
        ("id,name\n", 1, []),
    ],
)
def test_a_part_without_the_header_loses_no_row(
    tmp_path: Path, second: str, rows: int, notes: list[str]
) -> None:
    """Its first line is data; frictionless throws it away. A quoted header is the same header."""
    path = _package(tmp_path, {"a.csv": FIRST.encode(), "b.csv": second.encode()})
    result = check_package(path)
    assert result.valid
    assert [table.rows for table in result.tables] == [rows]
    assert _notes(result) == notes


def test_a_part_with_other_columns_is_refused(tmp_path: Path) -> None:
    """In another order every value would stand in the wrong column, and might pass."""
    path = _package(tmp_path, {"a.csv": FIRST.encode(), "b.csv": "name,id\n乙,2\n".encode()})
    (table,) = check_package(path).tables
    assert [issue.message for issue in table.issues] == ["tables-part-header"]
    assert not table.complete


@pytest.mark.parametrize(
    ("dialect", "second", "rows"),
    [
        ({"header": False}, "2,乙\n", [["1", "甲"], ["2", "乙"]]),
        ({"headerRows": [2]}, "title\nid,name\n2,乙\n", [["title"], *ROWS[:3]]),
        ({"headerRows": [1]}, 'id,"na\nme"\n2,乙\n', [["id", "na\nme"], *ROWS[1:3]]),
    ],
)
def test_the_header_of_later_parts_is_what_the_dialect_says(
    tmp_path: Path, dialect: dict[str, Any], second: str, rows: list[list[str]]
) -> None:
    """None, one further down, one with a line end in quotes."""
    first = second.replace("2,乙", "1,甲")
    path = _package(tmp_path, {"a.csv": first.encode(), "b.csv": second.encode()}, dialect=dialect)
    assert _records(path) == rows


@pytest.mark.parametrize(
    ("raw", "encoding", "code", "place", "args"),
    [
        (b"id,name\n2,x\n3,\xff\n4,y\n", "utf-8", "encoding-error", (4, 2), ("UTF-8", "FF")),
        (b"id,name\n2,x\n3,\x81\x20\n", "gbk", "encoding-error", (4, 2), ("GBK", "81")),
        (b"id,name\n2,x\n3,a\0b\n4,y\n", "utf-8", "source-error", (4, 2), (None, None)),
        (b"id,name\n2,x\n3,\xd8\n", None, "encoding-error", (4, 2), ("GB18030", "D8")),
    ],
)
def test_a_wrong_byte_in_a_part_has_its_place(
    tmp_path: Path,
    raw: bytes,
    encoding: str | None,
    code: str,
    place: tuple[int, int],
    args: tuple[str | None, str | None],
) -> None:
    """Rows are counted from the first part; all before it are checked, the part is named."""
    more = {} if encoding is None else {"encoding": encoding}
    parts = {"a.csv": b"id,name\nx,a\n", "b.csv": raw}
    (table,) = check_package(_package(tmp_path, parts, **more)).tables
    *before, last = sorted(table.issues, key=lambda issue: issue.row or 0)
    assert [issue.place for issue in before] == [(2, 1, "type-error")]
    assert last.place == (*place, code)
    assert (last.args.get("encoding"), last.args.get("byte")) == args
    stopped = [note.args for note in table.notes if note.message == "tables-note-part-stopped"]
    assert stopped == [{"file": "b.csv"}]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"a.csv": FIRST.encode(), "missing.csv": None}, "tables-no-file"),
        ({"a.csv": FIRST.encode(), "b.csv.gz": b"no gzip"}, "tables-damaged"),
        ({"a.csv": FIRST.encode(), "b.csv.zip": b"no zip"}, "tables-zip"),
        ({"a.csv": FIRST.encode(), "b.csv": b'id,name\n2,"open\n'}, "tables-stray-quote"),
    ],
)
def test_a_part_that_cannot_be_read_is_said(
    tmp_path: Path, parts: dict[str, bytes | None], message: str
) -> None:
    """The rows before it are checked; the table is not complete."""
    path = _package(tmp_path, {name: raw or b"" for name, raw in parts.items()})
    for name, raw in parts.items():
        if raw is None:
            (tmp_path / name).unlink()
    (table,) = check_package(path).tables
    assert [issue.message for issue in table.issues] == [message]
    assert not table.complete


@pytest.mark.parametrize("form", ["xlsx", "json", "xls"])
def test_only_lines_of_text_follow_each_other(tmp_path: Path, form: str) -> None:
    """Workbooks and JSON documents one after another are none."""
    path = _package(tmp_path, {f"a.{form}": b"[]", f"b.{form}": b"[]"})
    assert [issue.message for issue in check_package(path).issues] == ["tables-parts"]


def test_json_lines_follow_each_other(tmp_path: Path) -> None:
    """They have no header to leave out."""
    parts = {"a.jsonl": b'{"id": 1, "name": "a"}', "b.jsonl": b'{"id": 2, "name": "b"}\n'}
    assert _records(_package(tmp_path, parts)) == [["id", "name"], [1, "a"], [2, "b"]]


@pytest.mark.parametrize(
    ("language", "files"), [("zh-CN", "a.jsonl、b.jsonl"), ("en", "a.jsonl, b.jsonl")]
)
def test_the_files_of_a_table_are_enumerated_in_the_language_of_the_report(
    tmp_path: Path, language: str, files: str
) -> None:
    path = _package(tmp_path, {"a.jsonl": b'{"id": 1, "name": "a"}\n', "b.jsonl": b"{"})
    (table,) = check_package(path).tables
    (issue,) = table.issues
    assert messages.words(issue.args["file"], language) == files


def test_parts_larger_than_a_piece_are_read_whole(tmp_path: Path) -> None:
    """What is read at once is smaller than a part, with and without a mark of byte order."""
    row = "1," + "甲" * 50 + "\n"
    part = codecs.BOM_UTF8 + ("id,name\n" + row * 2000).encode()
    result = check_package(_package(tmp_path, {"a.csv": part, "b.csv": part}))
    assert result.valid
    assert [table.rows for table in result.tables] == [4000]


@pytest.mark.parametrize("joined", [True, False])
@pytest.mark.parametrize("wrong", [True, False])
def test_size_and_hash_are_those_of_the_files_or_of_the_table(
    tmp_path: Path, *, joined: bool, wrong: bool
) -> None:
    """The standard leaves it open; frictionless takes the table without repeated headers."""
    parts = {"a.csv": FIRST.encode(), "b.csv": SECOND.encode()}
    raw = parts["a.csv"] + (parts["b.csv"].removeprefix(b"id,name\n") if joined else parts["b.csv"])
    raw += b"?" if wrong else b""
    sums = {"bytes": len(raw), "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}"}
    (table,) = check_package(_package(tmp_path, parts, **sums)).tables
    codes = [issue.code for issue in table.issues]
    assert codes == (["byte-count", "hash-count"] if wrong else [])
