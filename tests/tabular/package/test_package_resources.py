"""What a package holds and what its descriptor says of itself: nothing unseen is called right."""

from __future__ import annotations

import errno
import gzip
import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from shenbao.core import messages
from shenbao.tabular import PackageResult, check_package

SCHEMA = {"fields": [{"name": "id", "type": "integer"}]}
RAW = b"id\n1\nx\n"
UNREAD = (
    *("xls", "xlsb", "ods", "fods", "et", "numbers", "parquet", "feather", "sav", "dta"),
    *("sas7bdat", "dbf", "mdb", "sqlite", "avro", "orc"),
)
NO_TABLE = ("pdf", "md", "txt", "html", "png", "docx", "yaml", "")


def _check(folder: Path, *resources: dict[str, Any], **package: Any) -> PackageResult:
    described = {"name": "p", **package, "resources": list(resources)}
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    return check_package(folder)


def _found(result: PackageResult) -> list[tuple[str, str]]:
    issues = [*result.issues, *(issue for table in result.tables for issue in table.issues)]
    return [(issue.code, issue.message) for issue in issues]


@pytest.mark.parametrize("form", UNREAD)
@pytest.mark.parametrize("more", [{}, {"schema": SCHEMA}, {"type": "table"}])
def test_a_table_of_a_format_that_is_not_read_is_an_error(
    tmp_path: Path, form: str, more: dict[str, Any]
) -> None:
    """Its own program reads it; with or without a schema it is a table that nobody looked at."""
    # What an Excel of old begins with.
    raw = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) if form in {"xls", "et"} else b"?"
    (tmp_path / f"t.{form}").write_bytes(raw)
    result = _check(tmp_path, {"name": "t", "path": f"t.{form}", **more})
    assert [code for code, _ in _found(result)] == ["format-error"]
    assert [table.name for table in result.tables] == ["t"]


@pytest.mark.parametrize("form", NO_TABLE)
@pytest.mark.parametrize(
    "more", [{"schema": SCHEMA}, {"type": "table"}, {"schema": SCHEMA, "type": "table"}]
)
def test_whatever_has_a_schema_is_a_table(tmp_path: Path, form: str, more: dict[str, Any]) -> None:
    """A web page or text with a schema is not passed over; the finding names the format."""
    name = f"t.{form}".removesuffix(".")
    (tmp_path / name).write_bytes(RAW)
    result = _check(tmp_path, {"name": "t", "path": name, **more})
    assert _found(result) == [("format-error", "tables-format")]
    assert result.tables[0].issues[0].args == {"found": form or "none"}
    # Once the descriptor says that it is CSV, it is read.
    result = _check(tmp_path, {"name": "t", "path": name, "format": "csv", "schema": SCHEMA})
    assert _found(result) == [("type-error", "tables-type-integer")]


def test_json_with_a_schema_is_read(tmp_path: Path) -> None:
    """The other engine leaves it alone unless it is called a table."""
    (tmp_path / "t.json").write_bytes(b'[{"id": 1}, {"id": "x"}]')
    result = _check(tmp_path, {"name": "t", "path": "t.json", "schema": SCHEMA})
    assert _found(result) == [("type-error", "tables-type-integer")]


@pytest.mark.parametrize("form", NO_TABLE)
def test_what_is_no_table_is_named_as_not_checked(tmp_path: Path, form: str) -> None:
    """It is there, and that is all that is said of it."""
    name = f"t.{form}".removesuffix(".")
    (tmp_path / name).write_bytes(RAW)
    result = _check(tmp_path, {"name": "t", "path": name})
    assert result.valid
    assert (result.tables, result.skipped) == ((), ("t",))
    notes = [(note.message, *note.args.values()) for note in result.notes]
    assert notes == [("tables-note-unread", "t", name), ("tables-note-no-table",)]


@pytest.mark.parametrize("form", ["csv", "xlsx", "xls", "parquet", "json", *NO_TABLE])
def test_a_missing_file_is_an_error_whatever_it_holds(tmp_path: Path, form: str) -> None:
    """Also where it would hold no table, and although the others are there."""
    (tmp_path / "there.csv").write_bytes(b"id\n1\n")
    name = f"t.{form}".removesuffix(".")
    result = _check(
        tmp_path,
        {"name": "there", "path": "there.csv", "schema": SCHEMA},
        {"name": "t", "path": name},
    )
    assert _found(result) == [("scheme-error", "tables-no-file")]


@pytest.mark.parametrize("data", ["id\n1\n", "", 3, True, None])
def test_data_is_a_list_or_an_object(tmp_path: Path, data: Any) -> None:
    """Text in ``data`` is no table that anybody reads."""
    result = _check(tmp_path, {"name": "t", "data": data, "schema": SCHEMA})
    assert _found(result) == [("resource-error", "tables-property")]
    assert result.issues[0].args["property"] == "data"


def test_an_object_as_a_table_is_an_error_and_else_no_table(tmp_path: Path) -> None:
    """Rows are lists or objects in a list."""
    data = {"name": "t", "data": {"id": [1]}}
    assert [code for code, _ in _found(_check(tmp_path, {**data, "schema": SCHEMA}))] == [
        "source-error"
    ]
    assert _check(tmp_path, data).notes[0].args["path"] == "data"


def test_what_else_is_not_looked_at_is_said(tmp_path: Path) -> None:
    """A hash of another kind, a profile of somebody's own."""
    (tmp_path / "t.csv").write_bytes(b"id\n1\n")
    table = {"name": "t", "path": "t.csv", "schema": SCHEMA, "hash": "sha1:00", "profile": "own"}
    result = _check(tmp_path, table, profile="my.json")
    assert result.valid
    assert [(note.message, note.args["found"]) for note in result.notes] == [
        ("tables-note-profile", "my.json"),
        ("tables-note-profile", "own"),
        ("tables-note-hash", "sha1"),
    ]


def test_tables_behind_a_wrong_descriptor_are_named_as_not_checked(tmp_path: Path) -> None:
    """One resource is wrong; of the other nobody says that it is right."""
    (tmp_path / "t.csv").write_bytes(RAW)
    good = {"name": "t", "path": "t.csv", "schema": SCHEMA}
    result = _check(tmp_path, good, {"name": "u", "path": "t.csv", "bytes": "many"})
    assert _found(result) == [("resource-error", "tables-property")]
    (note,) = result.notes
    assert note.message == "tables-note-not-checked"
    assert messages.words(note.args["names"], "zh-CN") == "t"


def test_a_package_without_tables_says_so(tmp_path: Path) -> None:
    """It is right, and nothing was checked."""
    result = _check(tmp_path)
    assert result.valid
    assert [note.message for note in result.notes] == ["tables-note-no-table"]


def test_members_that_the_header_has_not_are_said(tmp_path: Path) -> None:
    """A name mistyped in JSON is a value that nobody reads; each is said once, with its row."""
    rows = [{"id": 1}, {"id": 2, "nmae": "x"}, {"id": 3, "nmae": "y", "b": 1}]
    (tmp_path / "t.json").write_text(json.dumps(rows), encoding="utf-8")
    table = {"name": "t", "schema": SCHEMA}
    for given in ({"data": rows}, {"path": "t.json"}):
        (found,) = _check(tmp_path, {**table, **given}).tables
        assert found.valid
        notes = [(note.message, note.row, note.args["name"]) for note in found.notes]
        assert notes == [("tables-note-key", 3, "nmae"), ("tables-note-key", 4, "b")]
    many = [{"id": number, f"k{number}": 1} for number in range(1000)]
    (found,) = _check(tmp_path, {**table, "data": many}).tables
    assert len(found.notes) == 20


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_in_json_lines_may_hold_any_character(tmp_path: Path, end: str) -> None:
    """What Unicode calls the end of a line ends no line of JSON."""
    lines = ['{"id": 1, "name": "a\u2028b\u0085c"}', '{"id": 2, "name": "d"}']
    (tmp_path / "t.jsonl").write_bytes(end.join(lines).encode())
    fields = [*SCHEMA["fields"], {"name": "name", "type": "string"}]
    (table,) = _check(
        tmp_path, {"name": "t", "path": "t.jsonl", "schema": {"fields": fields}}
    ).tables
    assert (table.rows, table.valid) == (2, True)


METADATA: tuple[dict[str, Any], ...] = (
    {"licenses": [{"title": "free"}]},
    {"licenses": [{"name": "CC0-1.0"}, {"path": "LICENSE"}]},
    {"licenses": ["CC0-1.0"]},
    {"licenses": "CC0-1.0"},
    {"licenses": [{"name": 3}]},
    {"contributors": [{"title": "a", "email": "nobody"}]},
    {"contributors": [{"title": "a", "email": "a@example.cn", "role": "author"}]},
    {"contributors": [{"title": None}]},
    {"contributors": {"title": "a"}},
    {"sources": [{"title": "a", "email": "a@b@c.cn"}]},
    {"sources": [{"title": "a", "path": "x"}]},
    {"keywords": ["a", "b"]},
    {"keywords": "a"},
    {"keywords": [1]},
    {"created": "2024-04-30T16:00:00Z"},
    {"created": "yesterday"},
    {"created": "2024-04-30"},
    {"created": ""},
    {"created": 2024},
    {"title": None},
    {"title": 3},
    {"homepage": []},
    {"image": {}},
    {"version": 1.0},
    {"version": "1.0"},
    {"description": False},
    {"profile": "tabular-data-package"},
    {"profile": "data-package"},
    {"fields": []},
    {"missingValues": [""]},
)
# The types of the contributors of a resource only we check.
OF_PACKAGES = {"contributors", "fields", "keywords", "image", "version", "created", "profile"}


@pytest.mark.parametrize(
    ("part", "given"),
    [
        *(("package", given) for given in METADATA),
        *(("resource", given) for given in METADATA if not OF_PACKAGES & given.keys()),
        ("resource", {"profile": "tabular-data-resource"}),
    ],
    ids=json.dumps,
)
def test_metadata_is_judged_as_by_frictionless(
    tmp_path: Path, part: str, given: dict[str, Any]
) -> None:
    """Licenses, people, dates and texts of packages and of resources."""
    (tmp_path / "t.csv").write_bytes(b"id\n1\n")
    table = {"name": "t", "path": "t.csv", "schema": SCHEMA}
    of_package, of_table = (given, {}) if part == "package" else ({}, given)
    fast = _check(tmp_path, {**table, **of_table}, **of_package)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        slow = check_package(tmp_path, engine="reference")
    assert fast.valid == slow.valid
    assert {issue.code for issue in fast.issues} == {issue.code for issue in slow.issues}


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize(
    "number", [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EMFILE, errno.ENAMETOOLONG]
)
def test_what_the_machine_lacks_says_nothing_of_a_file(
    tmp_path: Path, *, number: int, compressed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that may not be read is neither gone nor damaged; the table beside it is checked."""
    (tmp_path / "a.csv").write_bytes(RAW)
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(RAW))
    (tmp_path / "b.csv").write_bytes(RAW)
    other = {"path": "b.csv.gz", "compression": "gz"} if compressed else {"path": "b.csv"}
    sound = Path.open

    def lacking(self: Path, *given: Any, **more: Any) -> Any:
        if not self.name.startswith("b.csv"):
            return sound(self, *given, **more)
        if not compressed:
            raise OSError(number, "no")
        stream = sound(self, *given, **more)
        monkeypatch.setattr(gzip.GzipFile, "read", lambda *_: fail(number))
        return stream

    monkeypatch.setattr(Path, "open", lacking)
    resources = [{"name": "a", "path": "a.csv"}, {"name": "b", **other}]
    result = _check(tmp_path, *({**item, "schema": SCHEMA} for item in resources))
    assert _found(result) == [
        ("type-error", "tables-type-integer"),
        ("scheme-error", "tables-system"),
    ]


def fail(number: int) -> bytes:
    """Fail as a system does."""
    raise OSError(number, "no")


def test_a_package_of_more_resources_than_an_archive_has_files_is_refused(tmp_path: Path) -> None:
    """One issue, soon."""
    resources = [{"name": f"r{number}", "path": "t.csv"} for number in range(10_001)]
    descriptor = {"name": "p", "resources": resources}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    (issue,) = check_package(tmp_path).issues
    assert issue.message == "tables-package-many"
    assert issue.args == {"count": "10001", "limit": "10000"}
