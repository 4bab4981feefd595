"""Packages: folders and archives, keys between tables, and nothing from outside."""
# ruff: noqa: E501 - lists read best with an item a line

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import random
import time
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from shenbao import cli
from shenbao.app.schema_file import schema_file
from shenbao.core import nets
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import Value, many
from shenbao.tabular import PackageResult, api, check_package, check_table

V2 = "https://datapackage.org/profiles/2.0/datapackage.json"
WARDS = b"code,label\n1,one\n2,two\n"
VISITS = b"id,ward\n1,1\n2,3\nx,2\n"


def _package(**changes: Any) -> dict[str, Any]:
    visits = {
        "name": "visits",
        "type": "table",
        "path": "visits.csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": "id", "type": "integer"}, {"name": "ward", "type": "string"}],
            "primaryKey": ["id"],
            "foreignKeys": [
                {"fields": ["ward"], "reference": {"resource": "wards", "fields": ["code"]}}
            ],
        },
        **changes,
    }
    wards = {
        "name": "wards",
        "type": "table",
        "path": "lists/wards.csv",
        "encoding": "utf-8",
        "schema": {"fields": [{"name": "code", "type": "string"}, {"name": "label"}]},
    }
    return {"$schema": V2, "name": "example", "resources": [visits, wards]}


def _write(folder: Path, package: dict[str, Any], **files: bytes) -> Path:
    given = {"visits.csv": VISITS, "lists/wards.csv": WARDS}
    given |= {name.replace("__", "."): raw for name, raw in files.items()}
    for name, raw in given.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


def _places(result: PackageResult) -> list[Any]:
    return [(table.name, sorted(table.places(), key=str)) for table in result.tables]


def _both(path: Path) -> PackageResult:
    """Check with both engines, which must agree."""
    fast = check_package(path, limit=None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        slow = check_package(path, engine="reference", limit=None)
    assert _places(fast) == _places(slow)
    assert {issue.code for issue in fast.issues} == {issue.code for issue in slow.issues}
    return fast


def test_a_key_into_another_table_is_checked(tmp_path: Path) -> None:
    """A ward that the list does not have; from the descriptor, the folder and an archive."""
    folder = _write(tmp_path / "p", _package())
    archive = tmp_path / "p.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for path in sorted(folder.rglob("*")):
            target.write(path, f"inner/{path.relative_to(folder).as_posix()}")
    for path in (folder, folder / "datapackage.json", archive):
        assert _places(_both(path)) == [
            ("visits", [(3, None, "foreign-key"), (4, 1, "type-error"), (4, None, "primary-key")]),
            ("wards", []),
        ]


@pytest.mark.parametrize(
    "changes",
    [
        {"path": ["visits.csv", "more.csv"]},
        {"path": "visits.csv.gz"},
        {"path": "visits.csv.zip"},
        {"hash": f"sha256:{hashlib.sha256(VISITS).hexdigest()}", "bytes": len(VISITS)},
        {"hash": "0" * 32, "bytes": 5},
        {"hash": f"sha256:{'0' * 64}"},
        {"rows": 3, "fields": 2},
        {"rows": 4, "fields": 3},
        {"path": "missing.csv"},
        {"encoding": "no-such"},
        {"dialect": {"delimiter": ";"}},
        {"schema": "visits.schema.json"},
    ],
)
def test_ways_to_describe_a_table(tmp_path: Path, changes: dict[str, Any]) -> None:
    """Parts, compression, sums, linked schemas: both engines say the same."""
    _both(
        _write(
            tmp_path,
            _package(**changes),
            more__csv=b"id,ward\n7,9\n",
            visits__csv__gz=gzip.compress(VISITS),
            visits__csv__zip=_zipped(tmp_path, VISITS),
            visits__schema__json=json.dumps(
                {"fields": [{"name": "id", "type": "year"}, {"name": "ward"}]}
            ).encode(),
        )
    )


def _zipped(folder: Path, raw: bytes) -> bytes:
    path = folder / "made.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("visits.csv", raw)
    return path.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="links and pipes need rights or do not exist there")
@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("http://example.cn/a.csv", "tables-path-remote"),
        ("file:///etc/passwd", "tables-path-remote"),
        ("C:\\a.csv", "tables-path-remote"),
        ("/etc/passwd", "tables-path-outside"),
        ("../secret.csv", "tables-path-outside"),
        ("a/../../secret.csv", "tables-path-outside"),
        ("..\\secret.csv", "tables-path-outside"),
        ("~/a.csv", "tables-path-outside"),
        ("$HOME/a.csv", "tables-path-outside"),
        ("link.csv", "tables-path-outside"),
        ("linked/secret.csv", "tables-path-outside"),
        ("\\\\server\\share\\a.csv", "tables-path-outside"),
        ("//server/share/a.csv", "tables-path-outside"),
        ("C:secret.csv", "tables-path-remote"),
        ("file:secret.csv", "tables-path-remote"),
        ("visits.csv/../../secret.csv", "tables-path-outside"),
        ("%2e%2e/secret.csv", "tables-path-outside"),
        ("lists/%2e%2e/%2e%2e/secret.csv", "tables-no-file"),
        ("visits.csv\0.txt", "tables-package-json"),
        ("fifo.csv", "tables-no-file"),
        ("lists", "tables-no-file"),
    ],
)
def test_nothing_outside_is_read(tmp_path: Path, path: str, message: str) -> None:
    """Addresses, parent folders, links out of the package, things that are no files."""
    (tmp_path / "secret.csv").write_bytes(VISITS)
    folder = _write(tmp_path / "p", _package(path=path))
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "linked").symlink_to(tmp_path)
    os.mkfifo(folder / "fifo.csv")
    for engine in ("fast", "reference") if message != "tables-no-file" else ("fast",):
        found = check_package(folder, engine=engine)
        issues = [*found.issues, *(issue for table in found.tables for issue in table.issues)]
        assert [issue.message for issue in issues] == [message]


@pytest.mark.parametrize("engine", ["fast", "reference"])
@pytest.mark.parametrize(
    "changes", [{"profile": "http://127.0.0.1:9/p.json"}, {"scheme": "s3"}, {"scheme": "http"}]
)
def test_nothing_is_fetched(tmp_path: Path, engine: Any, changes: dict[str, str]) -> None:
    """A profile on the network, or a scheme that goes there, is refused by both engines."""
    found = check_package(_write(tmp_path, _package(**changes)), engine=engine)
    assert [issue.message for issue in found.issues] == ["tables-path-remote"]


@pytest.mark.parametrize("engine", ["fast", "reference"])
@pytest.mark.parametrize("name", ["schema", "dialect"])
@pytest.mark.parametrize(
    "link", ["http://127.0.0.1:9/x.json", "../x.json", "/etc/hosts", "file:///etc/hosts"]
)
def test_no_description_is_taken_from_outside(
    tmp_path: Path, engine: Any, name: str, link: str
) -> None:
    """A schema or dialect by an address, or from beside the package, is refused."""
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    found = check_package(_write(tmp_path / "p", _package(**{name: link})), engine=engine)
    assert {issue.message for issue in found.issues} <= {
        "tables-path-remote", "tables-path-outside"
    }  # fmt: skip
    assert found.issues


def test_references_inside_a_schema_are_not_followed(tmp_path: Path) -> None:
    """``$ref`` has no meaning in a Table Schema: the fields are missing, and that is said."""
    found = check_package(_write(tmp_path, _package(schema={"$ref": "http://127.0.0.1:9/s"})))
    assert [issue.message for issue in found.issues] == ["tables-schema-fields"]


def _overlapping(count: int) -> bytes:
    """Return an archive whose files all are the same bytes: a bomb without a steep file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("datapackage.json", json.dumps(_package()))
        target.writestr("0.csv", random.Random(1).randbytes(50_000))  # noqa: S311 - no secret
    raw = made.getvalue()
    end = raw.rindex(b"PK\x05\x06")
    start = int.from_bytes(raw[end + 16 : end + 20], "little")
    first, _, last = raw[start:end].rpartition(b"PK\x01\x02")
    entries = first + b"".join(
        b"PK\x01\x02" + last.replace(b"0.csv", b"%d.csv" % (number % 10)) for number in range(count)
    )
    closing = bytearray(raw[end:])
    for place in (8, 10):
        closing[place : place + 2] = (count + 1).to_bytes(2, "little")
    closing[12:16] = len(entries).to_bytes(4, "little")
    return raw[:start] + entries + bytes(closing)


def _many(count: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for number in range(count):
            target.writestr(f"{number}.csv", b"")
    return made.getvalue()


def _odd(name: str, mode: int = 0) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr("datapackage.json", json.dumps(_package(path="visits.csv")))
        item = zipfile.ZipInfo(name)
        item.external_attr = mode << 16
        target.writestr(item, "/etc/passwd")
    return made.getvalue()


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (_overlapping(3), "tables-bomb"),
        (_many(10_001), "tables-bomb"),
        (_odd("../out.csv"), "tables-unsafe-names"),
        (_odd("/out.csv"), "tables-unsafe-names"),
        (_odd("a\\..\\out.csv"), "tables-unsafe-names"),
        (_odd("visits.csv", 0o120777), "tables-unsafe-names"),
    ],
    ids=["overlapping", "many", "parent", "absolute", "backslash", "link"],
)
def test_an_archive_that_was_made_to_do_harm_is_refused(
    tmp_path: Path, raw: bytes, message: str
) -> None:
    """Files that share their bytes, too many of them, names that lead out, links."""
    path = tmp_path / "p.zip"
    path.write_bytes(raw)
    assert [issue.message for issue in check_package(path).issues] == [message]


def test_a_bomb_in_an_archive_in_the_package_is_refused(tmp_path: Path) -> None:
    """The outer archive is harmless, the table is a zip in it that is not."""
    inner = _zipped(tmp_path, b"0" * (120 * 1024 * 1024))
    folder = _write(tmp_path / "p", _package(path="visits.csv.zip"), visits__csv__zip=inner)
    for engine in ("fast", "reference"):
        found = check_package(folder, engine=engine)
        issues = [*found.issues, *(issue for table in found.tables for issue in table.issues)]
        assert [issue.message for issue in issues] == ["tables-bomb"]


def test_a_table_of_ten_thousand_fields(tmp_path: Path) -> None:
    """Wide beyond reason, described and read in seconds; the same name ten thousand times too."""
    names = [f"c{number}" for number in range(10_000)]
    raw = "\n".join((",".join(names), ",".join("1" for _ in names), "x")).encode()
    for fields in ([{"name": name, "type": "integer"} for name in names], [{"name": "c"}] * 10_000):
        package = _package(schema={"fields": fields, "primaryKey": [fields[0]["name"]]})
        start = time.process_time()
        found = check_package(_write(tmp_path, package, visits__csv=raw), limit=5)
        assert time.process_time() - start < 8
        assert found.issues or found.tables[0].counts["missing-cell", 10_000] == 1


def test_a_table_without_a_schema_is_checked_for_its_shape(tmp_path: Path) -> None:
    """frictionless would guess types and demand them; here any value is right."""
    package = _package()
    for resource in package["resources"]:
        del resource["schema"]
    folder = _write(tmp_path, package, visits__csv=b"id,ward,id\n1,1,2\nx,2\n")
    found = check_package(folder)
    assert _places(found)[0] == (
        "visits",
        [(1, 3, "duplicate-label"), (3, 3, "missing-cell")],
    )


def test_a_sheet_is_found_by_its_name(tmp_path: Path) -> None:
    """The second edition's ``sheetName``, which frictionless does not know."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["other"])
    sheet = book.create_sheet("数据")
    for row in (["id", "ward"], [1, "a"], ["x", "b"]):
        sheet.append(row)
    sheet["E9"].number_format = "0.00"
    book.save(tmp_path / "book.xlsx")
    schema = {"fields": [{"name": "id", "type": "integer"}, {"name": "ward"}]}
    path = tmp_path / "book.xlsx"
    found = check_table(schema, path, dialect={"sheetName": "数据"})
    assert found.places() == {(3, 1, "type-error")}
    missing = check_table(schema, path, dialect={"sheetName": "没有"})
    assert [issue.message for issue in missing.issues] == ["tables-sheet"]


def test_bombs_are_refused_unread(tmp_path: Path) -> None:
    """An archive, a compressed table and a workbook that expand beyond reason."""
    zeros = b"0" * (120 * 1024 * 1024)
    start = time.process_time()
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("datapackage.json", json.dumps(_package()))
        target.writestr("visits.csv", zeros)
    assert [issue.message for issue in check_package(bomb).issues] == ["tables-bomb"]
    folder = _write(
        tmp_path / "p", _package(path="visits.csv.gz"), visits__csv__gz=gzip.compress(zeros)
    )
    (table, _) = check_package(folder).tables
    assert {issue.message for issue in table.issues} <= {"tables-bomb", "tables-line-too-long"}
    assert table.issues
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"resources": 5}', '{"resources": [5]}', '{"resources": [{"name": "A b"}]}',
     '{"resources": [{"name": "a"}]}', '{"resources": [{"name": "a", "path": "a.csv", "data": []}]}',
     '{"resources": [{"name": "a", "data": [{"x": 1}]}, {"name": "a", "data": [[1]]}]}',
     '{"resources": [{"name": "a", "path": "a.csv", "schema": {"fields": [{"name": 1}]}}]}',
     "[" * 100_000],
)  # fmt: skip
def test_a_descriptor_that_is_wrong_is_refused(tmp_path: Path, text: str) -> None:
    """Whatever stands in it, the answer is an issue with advice, in both languages."""
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    found = check_package(tmp_path)
    assert found.issues
    for issue in found.issues:
        for language in ("zh-CN", "en"):
            assert issue.text(language)
            assert issue.fix(language)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b'{"a": 1,\n "a": 2}', {"reason": "twice", "found": many(["/a"])}),
        (b'{"x": [{"a/b": 1, "a/b": 2}]}', {"reason": "twice", "found": many(["/x/0/a~1b"])}),
        (b'{"a": [\n NaN]}', {"reason": "not-a-number", "line": "2", "column": "2", "found": "NaN"}),
        (b'{"a": "NaN", "b": -Infinity}', {"reason": "not-a-number", "column": "19"}),
        (b'{"a": 1e999}', {"reason": "number-too-large", "column": "7"}),
        (b'{"a": 1,\n}', {"reason": "syntax", "line": "1", "column": "8", "cause": "trailing-comma"}),
        (b"// about\n{}", {"reason": "syntax", "line": "1", "column": "1", "cause": "comment"}),
        (b'{"a": 1}\n/* end */', {"reason": "syntax", "line": "2", "cause": "comment"}),
        ("{“a”: 1}".encode(), {"reason": "syntax", "column": "2", "cause": "full-width"}),
        (b'{"a": [1', {"reason": "syntax", "cause": "cut-off"}),
        (b"", {"reason": "syntax", "cause": "cut-off"}),
        ('{"a": "甲"}'.encode("utf-16"), {"reason": "utf-16"}),
        ('{"a": "甲"}'.encode("utf-16-be"), {"reason": "utf-16"}),
        ('{"a": 1}'.encode("utf-32"), {"reason": "utf-32"}),
        ('{\n"a": "甲"}'.encode("gb18030"), {"reason": "encoding", "line": "2", "column": "7"}),
        (b"[" * 100_000, {"reason": "deep"}),
    ],
)  # fmt: skip
def test_a_descriptor_whose_text_cannot_be_relied_on_says_where(
    tmp_path: Path, raw: bytes, told: dict[str, Value]
) -> None:
    """Neither the last of two keys nor a number that is none counts, in package and schema alike."""
    (tmp_path / "datapackage.json").write_bytes(raw)
    (issue,) = check_package(tmp_path).issues
    assert (issue.message, issue.args["file"]) == ("tables-package-json", "datapackage.json")
    assert told.items() <= issue.args.items()
    assert issue.text("zh-CN") != issue.text("en")
    _write(tmp_path, _package(schema="s.json"), s__json=raw)
    (issue,) = check_package(tmp_path).issues
    assert (issue.message, issue.args["file"]) == ("tables-package-json", "s.json")
    assert told.items() <= issue.args.items()
    with pytest.raises(ShenbaoError) as caught:
        schema_file(str(tmp_path / "s.json"))
    assert caught.value.message == "cli-schema-unsound"
    assert issue.text().partition("：")[2] in caught.value.text()


def test_a_descriptor_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    """Editors on Windows write one before UTF-8; it changes nothing."""
    _write(tmp_path, _package())
    text = json.dumps(_package()).encode("utf-8-sig")
    (tmp_path / "datapackage.json").write_bytes(text)
    assert [table.name for table in check_package(tmp_path).tables] == ["visits", "wards"]


def test_a_folder_without_a_descriptor_and_a_broken_archive(tmp_path: Path) -> None:
    """No package at all is said as such."""
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 not really")
    assert [issue.message for issue in check_package(tmp_path).issues] == ["tables-no-file"]
    found = check_package(tmp_path / "x.zip")
    assert [issue.message for issue in found.issues] == ["tables-zip"]


def _archived(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return stream.getvalue()


LITTER = {"__MACOSX/._visits.csv": b"\0\5\x16\7", ".DS_Store": b"\0", "data/Thumbs.db": b"\0"}


@pytest.mark.parametrize(
    ("members", "more"),
    [
        ({**LITTER, "visits.csv": VISITS}, {}),
        ({"data/": b"", "data/visits.csv": VISITS}, {}),
        ({"read me.txt": b"about", "visits.csv": VISITS}, {}),
        ({"a.csv": WARDS, "visits.csv": VISITS}, {"innerpath": "visits.csv"}),
    ],
)
def test_the_table_in_a_compressed_file_is_told_from_what_lies_beside_it(
    tmp_path: Path, members: dict[str, bytes], more: dict[str, str]
) -> None:
    """What a system put there, folders and other kinds of files are not the table."""
    package = _package(path="visits.csv.zip", **more)
    (table, _) = check_package(
        _write(tmp_path, package, visits__csv__zip=_archived(**members))
    ).tables
    assert table.rows == 3
    assert (4, 1, "type-error") in table.places()


def test_the_file_in_an_archive_says_its_format_where_the_name_of_the_archive_does_not(
    tmp_path: Path,
) -> None:
    _write(tmp_path, _package(path="data.zip"))
    (tmp_path / "data.zip").write_bytes(
        _archived(**LITTER, **{"visits.tsv": VISITS.replace(b",", b"\t")})
    )
    assert [table.rows for table in check_package(tmp_path).tables] == [3, 2]


@pytest.mark.parametrize(
    ("members", "more", "message", "told"),
    [
        ({"a.csv": b"", "b.csv": b""}, {}, "tables-zip-several", {"found": "a.csv、b.csv"}),
        (LITTER, {}, "tables-zip-empty", {}),
        ({}, {}, "tables-zip-empty", {}),
        ({"a.csv": b""}, {"innerpath": "b.csv"}, "tables-zip-no-member",
         {"name": "b.csv", "found": "a.csv"}),
    ],
)  # fmt: skip
def test_a_compressed_file_without_the_one_table_is_named_with_what_it_holds(
    tmp_path: Path,
    members: dict[str, bytes],
    more: dict[str, str],
    message: str,
    told: dict[str, str],
) -> None:
    """The first of several files would be a guess."""
    package = _package(path="visits.csv.zip", **more)
    found = check_package(_write(tmp_path, package, visits__csv__zip=_archived(**members)))
    (issue,) = found.tables[0].issues
    assert (issue.code, issue.message) == ("compression-error", message)
    assert issue.args.keys() == {"file", *told}
    assert all(words in issue.text("zh-CN") for words in ("visits.csv.zip", *told.values()))
    assert issue.text("zh-CN") != issue.text("en")


def test_rows_in_the_descriptor_are_called_by_file_and_resource(tmp_path: Path) -> None:
    package = _package(data=[{"id": 1}, 5])
    del package["resources"][0]["path"]
    (issue,) = check_package(_write(tmp_path, package)).tables[0].issues
    assert issue.message == "tables-json-rows"
    assert issue.args["file"] == "datapackage.json resources/visits/data"
    _write(tmp_path, _package(path="visits.json"))
    (tmp_path / "visits.json").write_bytes(b"{")
    (issue,) = check_package(tmp_path).tables[0].issues
    assert (issue.message, issue.args["file"]) == ("tables-json", "visits.json")


def test_a_resource_that_nobody_expected_leaves_the_others_their_verdicts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is decided of it, so that the package is not right; the command leaves with 2."""
    real = api.run

    def broken(plan: Any, tally: Any) -> Any:
        if plan.source.name == "wards":
            raise LookupError("310101199001011234")
        return real(plan, tally)

    monkeypatch.delenv(nets.RERAISE)
    monkeypatch.setattr(api, "run", broken)
    _write(tmp_path, _package())
    found = check_package(tmp_path)
    assert [(table.name, table.rows) for table in found.tables] == [("visits", 3)]
    assert [(item.rule, item.where.file) for item in found.stopped] == [(nets.UNEXPECTED, "wards")]
    assert not found.valid
    result = CliRunner().invoke(cli.app, ["validate", str(tmp_path), "--format", "json"])
    report = json.loads(result.stdout)
    assert result.exit_code == 2
    files = {item["rule"]: Path(item["file"]).name for item in report["findings"]}
    assert files[nets.UNEXPECTED] == "wards.csv"
    assert files["table.foreign-key"] == "visits.csv"
    assert "310101" not in result.stdout


@pytest.mark.parametrize(
    ("dialect", "message"),
    [
        ({"delimiter": ""}, "tables-dialect-mark"),
        ({"delimiter": "||"}, "tables-dialect-mark"),
        ({"delimiter": "\n"}, "tables-dialect-mark"),
        ({"quoteChar": "''"}, "tables-dialect-mark"),
        ({"escapeChar": "\\\\"}, "tables-dialect-mark"),
        ({"delimiter": '"'}, "tables-dialect-same"),
        ({"quoteChar": ","}, "tables-dialect-same"),
        ({"escapeChar": '"'}, "tables-dialect-same"),
        ({"csv": {"delimiter": "\\", "escapeChar": "\\"}}, "tables-dialect-same"),
        ({"delimiter": " ", "skipInitialSpace": True}, "tables-dialect-space"),
    ],
)
def test_marks_that_take_no_text_apart_are_told_by_property(
    dialect: dict[str, Any], message: str
) -> None:
    """One character each, none for two things; versions of the csv module differ over them."""
    (issue,) = check_table({"fields": [{"name": "a"}]}, b"a\n1\n", dialect=dialect).issues
    assert (issue.code, issue.message) == ("dialect-error", message)
    named = dialect.get("csv", dialect)
    assert {issue.args["name"], issue.args.get("other")} & named.keys()
    assert issue.fix("zh-CN") != issue.fix("en")


@pytest.mark.parametrize("dialect", [{"quoteChar": ""}, {"quoteChar": "", "escapeChar": ""}])
def test_an_empty_mark_of_quotation_means_that_nothing_is_quoted(dialect: dict[str, str]) -> None:
    """The other engine breaks off: its csv module takes no empty text."""
    schema = {"fields": [{"name": "a", "type": "integer"}, {"name": "b"}]}
    raw = b'a,b\n1,"x\ny,z"w\n'
    assert check_table(schema, raw, dialect=dialect).places() == {(3, 1, "type-error")}
    (issue,) = check_table(schema, raw, dialect=dialect, engine="reference").issues
    assert issue.code == "source-error"


def test_short_rows_of_a_very_wide_table_cost_no_look_at_every_column() -> None:
    """Of what is listed often enough only the number is kept: a thousand rows take no minute."""
    width, rows = 16_384, 1_000
    schema = {"fields": [{"name": f"c{number}", "type": "integer"} for number in range(width)]}
    raw = ",".join(item["name"] for item in schema["fields"]) + "\n" + "1\n" * rows
    start = time.process_time()
    found = check_table(schema, raw.encode())
    assert time.process_time() - start < 15
    assert found.total == rows * (width - 1)
    assert {found.counts["missing-cell", number] for number in (2, width)} == {rows}
