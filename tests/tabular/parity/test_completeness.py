"""Every way to write and to describe a table that frictionless knows: the same verdicts."""
# ruff: noqa: E501 - lists read best with an item a line

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest

from shenbao.tabular import check_package, check_table

V2 = "https://datapackage.org/profiles/2.0/tableschema.json"
SCHEMA: dict[str, Any] = {
    "$schema": V2,
    "fields": [
        {"name": "id", "type": "integer", "constraints": {"required": True, "minimum": 0}},
        {"name": "name", "type": "string", "constraints": {"maxLength": 3}},
    ],
    "primaryKey": ["id"],
}


def _engines(schema: Any, source: Any, **given: Any) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [
            check_table(schema, source, engine=engine, limit=None, **given)
            for engine in ("fast", "reference")
        ]


def _same(schema: Any, source: Any, **given: Any) -> frozenset[Any]:
    fast, slow = _engines(schema, source, **given)
    assert fast.places() == slow.places(), (fast.issues, slow.issues)
    return frozenset(fast.places())


@pytest.mark.parametrize(
    ("raw", "dialect"),
    [
        ("id,name\n1,a\nx,b\n", {}),
        ("id,name\n1,a\nx,b\n", {"header": False}),
        ("1,a\nx,b\n", {"header": False}),
        ("i,n\nd,ame\n1,a\nx,b\n", {"headerRows": [1, 2], "headerJoin": ""}),
        ("i,n\nd,ame\n1,a\nx,b\n", {"headerRows": [1, 2]}),
        ("i,n\nd,ame\n1,a\n", {"headerRows": [1, 2], "headerJoin": "-"}),
        ("t,\nid,name\n1,a\nx,b\n", {"headerRows": [2]}),
        ("id,name\n1,a\n", {"headerRows": []}),
        ("ID,Name\n1,a\nx,b\n", {"headerCase": False}),
        ("ID,Name\n1,a\nx,b\n", {"headerCase": True}),
        ("id,name\n#x,b\n1,a\n#\nx,y\n", {"commentChar": "#"}),
        ("#t\nid,name\n1,a\nx,y\n", {"commentChar": "#"}),
        ("#t\nid,name\n1,a\nx,y\n", {"commentChar": "#", "headerRows": [2]}),
        ("//t,\nid,name\n1,a\n//\n", {"commentChar": "//", "headerRows": [2]}),
        ("id,name\n1,a\nx,b\ny,c\n", {"commentRows": [3]}),
        ("id,name\n1,a\nx,b\ny,c\n", {"commentRows": [1, 4]}),
        ("id,name\n1,a\n\n,\nx,b\n", {"skipBlankRows": True}),
        ("id,name\n1,a\n\n,\nx,b\n", {"skipBlankRows": False}),
        ("id;name\n1;a\nx;b\n", {"delimiter": ";"}),
        ("id;name\n1;a\nx;b\n", {"csv": {"delimiter": ";"}}),
        ("id;name\n1;a\nx;b\n", {"delimiter": ";", "csv": {"delimiter": "|"}}),
        ("id;name\n1;a\nx;b\n", {}),
        ("id\tname\n1\ta\nx\tb\n", {}),
        ("id|name\n1|a\nx|b\n", {"delimiter": "|"}),
        ("id name\n1 a\nx b\n", {"delimiter": " "}),
        ("id, name\n1, a\nx, b\n", {"skipInitialSpace": True}),
        ("id, name\n1, a\nx, b\n", {"skipInitialSpace": False}),
        ("id, name\n1, a\nx, b\n", {}),
        ("id,name\n1,'a,b'\n", {"quoteChar": "'"}),
        ("id,name\n1,'a,b'\n", {}),
        ('id,name\n1,"a""b"\n', {"doubleQuote": True}),
        ('id,name\n1,"a""b"\n', {"doubleQuote": False}),
        ('id,name\n1,"a\\"b"\n', {"escapeChar": "\\", "doubleQuote": False}),
        ("id,name\n1,a\\,b\n", {"escapeChar": "\\"}),
        ("id,name\n1,\\N\nx,\\N\n", {"nullSequence": "\\N"}),
        ("id,name\r1,a\rx,b\r", {"lineTerminator": "\r"}),
        ("id,name\r\n1,a\r\nx,b\r\n", {"lineTerminator": "\n"}),
        ("id,name;1,a;x,b;", {"lineTerminator": ";"}),
        ("id,name\n1,a\nx,b", {"unknown": "x", "title": "t", "$schema": V2}),
    ],
)
def test_every_option_of_a_dialect(raw: str, dialect: dict[str, Any]) -> None:
    """Header rows, comments, delimiters, quotes, escapes: declared in either edition's way."""
    _same(SCHEMA, raw.encode(), dialect=dialect, encoding="utf-8")


@pytest.mark.parametrize(
    "dialect",
    [
        {"header": "yes"},
        {"headerRows": 1},
        {"commentRows": "1"},
        {"delimiter": 5},
        {"delimiter": ";;"},
        {"delimiter": ""},
        {"quoteChar": "''"},
        {"skipBlankRows": 1},
        {"csv": {"delimiter": 1}},
    ],
)
def test_a_wrong_dialect_is_refused_by_both(dialect: dict[str, Any]) -> None:
    """Neither engine reads a table by a dialect that is none."""
    given: dict[str, Any] = {"dialect": dialect, "encoding": "utf-8"}
    raw = b"id,name\n1,a\n"
    assert not check_table(SCHEMA, raw, **given).complete
    assert not check_table(SCHEMA, raw, engine="reference", **given).valid


MISSING = [
    ["NA"],
    ["", "NA"],
    [],
    ["-", "不详"],
    [{"value": ""}, {"value": "NA", "label": "not applicable"}],
    [{"value": "-9"}],
]


@pytest.mark.parametrize("missing", MISSING)
@pytest.mark.parametrize("own", [None, *MISSING])
def test_missing_values_of_table_and_field(missing: Any, own: Any) -> None:
    """Those of a field take the place of those of the table, in both ways to write them."""
    fields = [dict(item) for item in SCHEMA["fields"]]
    if own is not None:
        fields[0]["missingValues"] = own
    schema = {"$schema": V2, "fields": fields, "missingValues": missing}
    raw = "id,name\n,\nNA,NA\n-,-\n-9,-9\n不详,不详\n1,\n"
    _same(schema, raw.encode(), dialect={"header": True}, encoding="utf-8")


@pytest.mark.parametrize("edition", ["v1", "v2"])
@pytest.mark.parametrize(
    "change",
    [
        {"missingValues": [{"value": "x"}]},
        {"missingValues": [{"value": "x"}, {"value": "x"}]},
        {"missingValues": "x"},
        {"primaryKey": "id"},
        {"primaryKey": ["none"]},
        {"foreignKeys": [{"fields": "id", "reference": {"resource": "", "fields": "id"}}]},
        {"foreignKeys": [{"fields": ["id"], "reference": {"fields": ["id"]}}]},
        {"foreignKeys": [{"fields": ["id"], "reference": {"resource": "", "fields": ["id", "name"]}}]},
        {"fieldsMatch": "subset"},
        {"fieldsMatch": "none"},
        {"fields": [{"name": "id"}, {"name": "name", "type": "any"}]},
        {"fields": [{"name": "id", "type": "integer", "constraints": {"exclusiveMinimum": 1}}, {"name": "name"}]},
        {"fields": [{"name": "id", "type": "integer", "constraints": {"pattern": "a"}}, {"name": "name"}]},
        {"fields": [{"name": "id", "type": "integer", "required": True}, {"name": "name"}]},
        {"fields": [{"name": "id", "type": "integer", "categories": [1, 2], "categoriesOrdered": True}, {"name": "name"}]},
        {"fields": [{"name": "id", "type": "nothing"}, {"name": "name"}]},
        {"fields": [{"name": "id", "type": "date", "format": "fmt:%d.%m.%Y"}, {"name": "name"}]},
        {"fields": [{"name": "id", "rdfType": "x", "example": "b", "title": "Id"}, {"name": "name"}]},
        {"fields": [{"name": "id"}, {"name": "id"}]},
        {"fields": [{"type": "string"}]},
        {"fields": []},
        {"title": "a table", "homepage": "x"},
    ],
)  # fmt: skip
def test_both_editions_of_the_standard(edition: str, change: dict[str, Any]) -> None:
    """What the second edition added is a mistake in the first, and the reverse."""
    schema = {**SCHEMA, **change}
    if edition == "v1":
        del schema["$schema"]
    raw = b"id,name\n1,a\n1,b\nx,y\n"
    fast, slow = _engines(schema, raw, dialect={"header": True}, encoding="utf-8")
    assert {issue.code for issue in fast.issues} == {issue.code for issue in slow.issues}
    if fast.complete:
        assert fast.places() == slow.places()


DATA: tuple[Any, ...] = (
    [["id", "name"], [1, "a"], ["x", "b"], [2.0, None], [True, "abcd"], [-1, 5]],
    [{"id": 1, "name": "a"}, {"id": "x", "other": 3}, {"name": "b"}, {}],
    [{"name": "a", "id": 1}],
    [["id", "name"]],
    [["id"], [1, 2, 3], []],
    [{"id": 1.5, "name": [1]}, {"id": None, "name": {"a": 1}}],
)


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("form", ["inline", "json", "jsonl"])
def test_rows_as_json(data: Any, form: str, tmp_path: Path) -> None:
    """Lists and objects, in the descriptor, in a file, and one on a line."""
    if form == "inline":
        _same(SCHEMA, data)
        return
    path = tmp_path / f"table.{form}"
    lines = [json.dumps(item) for item in data]
    path.write_text("\n".join(lines) if form == "jsonl" else json.dumps(data), encoding="utf-8")
    _same(SCHEMA, path, encoding="utf-8")


@pytest.mark.parametrize(
    ("found", "dialect"),
    [
        ({"rows": DATA[0]}, {"json": {"property": "rows"}}),
        ({"a": {"b": DATA[1]}}, {"json": {"property": "a.b"}}),
        (DATA[2], {"json": {"keys": ["id"]}}),
        (DATA[1], {"json": {"keyed": True}}),
        ({"rows": DATA[0]}, {}),
        ({"rows": DATA[0]}, {"json": {"property": "none"}}),
        ([], {}),
        ([1, 2], {}),
        ("text", {}),
    ],
)
def test_rows_inside_a_json_file(found: Any, dialect: dict[str, Any], tmp_path: Path) -> None:
    """Where the rows stand and which keys count; what holds no rows is refused by both."""
    path = tmp_path / "table.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    fast, slow = _engines(SCHEMA, path, dialect=dialect, encoding="utf-8")
    assert {issue.code for issue in fast.issues} == {issue.code for issue in slow.issues}


RAW = b"id,name\n1,a\nx,b\n2,abcd\n"


def _zipped(name: str, raw: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("other.txt", "x")
        target.writestr(name, raw)
    return made.getvalue()


@pytest.mark.parametrize(
    ("files", "described"),
    [
        ({"a.csv.gz": gzip.compress(RAW)}, {"path": "a.csv.gz"}),
        ({"a.csv.bz2": bz2.compress(RAW)}, {"path": "a.csv.bz2"}),
        ({"a.csv.xz": lzma.compress(RAW)}, {"path": "a.csv.xz"}),
        ({"a.csv": gzip.compress(RAW)}, {"path": "a.csv", "compression": "gz"}),
        ({"a.csv.zip": _zipped("a.csv", RAW)}, {"path": "a.csv.zip", "innerpath": "a.csv"}),
        ({"a.zip": _zipped("a.csv", RAW)}, {"path": "a.zip", "innerpath": "a.csv"}),
        ({"a.csv": RAW, "b.csv": b"id,name\n5,c\ny,d\n"}, {"path": ["a.csv", "b.csv"]}),
        ({"a.csv": RAW, "b.csv": b"5,c\ny,d\n"}, {"path": ["a.csv", "b.csv"], "dialect": {"header": False}}),
        ({"a.csv": RAW, "b.csv": b"id,name\n5,c\n"}, {"path": "a.csv", "extrapaths": ["b.csv"]}),
        ({"a.txt": RAW}, {"path": "a.txt", "format": "csv"}),
        ({"a.csv": RAW.replace(b",", b";")}, {"path": "a.csv", "dialect": "d.json", "schema": "s.json"}),
        ({}, {"data": [["id", "name"], [1, "a"], ["x", "b"]]}),
        ({}, {"data": [{"id": 1, "name": "a"}, {"id": "x"}]}),
        ({"a.json": json.dumps(DATA[0]).encode()}, {"path": "a.json"}),
        ({"a.ndjson": b'{"id": 1, "name": "a"}\n{"id": "x"}\n'}, {"path": "a.ndjson"}),
    ],
)  # fmt: skip
def test_ways_to_store_a_table(
    files: dict[str, bytes], described: dict[str, Any], tmp_path: Path
) -> None:
    """Compressed, in parts, inline, with linked descriptions: row, field and code alike."""
    linked = {"d.json": {"delimiter": ";"}, "s.json": SCHEMA}
    given = {name: json.dumps(item).encode() for name, item in linked.items()} | files
    resource = {"name": "a", "type": "table", "encoding": "utf-8", "schema": SCHEMA, **described}
    package = {"$schema": V2.replace("tableschema", "datapackage"), "resources": [resource]}
    given["datapackage.json"] = json.dumps(package).encode()
    for name, raw in given.items():
        (tmp_path / name).write_bytes(raw)
    found = []
    for engine in ("fast", "reference"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = check_package(tmp_path, engine=engine, limit=None)
        assert not result.issues
        found.append([table.places() for table in result.tables])
    assert found[0] == found[1]
    assert found[0] != [frozenset()]
