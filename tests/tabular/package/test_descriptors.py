"""Every property of every descriptor with every kind of value: a finding, never a traceback.

The whole command runs over packages that differ in one value; what it must say follows from the
types that a property may have. A right package beside them is judged all the same.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from shenbao import cli
from shenbao.media.inputs.packages import package_of
from shenbao.tabular import check_package, check_table
from shenbao.tabular.native import compiled as native
from shenbao.validation.tables.findings import Checked, table_findings
from shenbao.validation.tables.schema_drift import check_schema_drift


def _nested(kind: type, depth: int) -> Any:
    made: Any = "x"
    for _ in range(depth):
        made = [made] if kind is list else {"a": made}
    return made


NULL, FLAG, WHOLE, NUMBER, TEXT, LIST, TEXTS, OBJECTS, OBJECT, UNFIT = range(10)
"""What a value is; ``UNFIT`` is refused in any place."""

VALUES: tuple[tuple[int, Any], ...] = (
    (NULL, None),
    (FLAG, True),
    (FLAG, False),
    (WHOLE, 0),
    (WHOLE, -1),
    (WHOLE, 3),
    (WHOLE, 2.0),
    (WHOLE, 10**30),
    (WHOLE, -(10**30)),
    (NUMBER, 1.5),
    (TEXT, ""),
    (TEXT, "x"),
    (TEXT, "\r"),
    (TEXT, "%"),
    (TEXT, "(["),
    (TEXT, "http://[::1"),
    (TEXT, "长" * 100_000),
    (TEXT, "no-such-codec"),
    (TEXT, "9" * 400),
    (UNFIT, float("inf")),
    (UNFIT, float("nan")),
    (UNFIT, "\0"),
    (UNFIT, "\ud800"),
    (UNFIT, {"\udfff": 1}),
    (UNFIT, _nested(list, 400)),
    (UNFIT, _nested(dict, 400)),
    (LIST, []),
    (LIST, [None]),
    (LIST, [[]]),
    (LIST, [1, 1]),
    (LIST, [10**30]),
    (TEXTS, ["x", "x"]),
    (OBJECTS, [{}]),
    (OBJECTS, [{"name": 1, "value": {}, "fields": None, "reference": []}]),
    (OBJECT, {}),
    (OBJECT, {"x": [1]}),
)
ANY = frozenset(range(UNFIT))
LISTS = frozenset({LIST, TEXTS, OBJECTS})
A_TEXT, A_FLAG, A_WHOLE, AN_OBJECT = ({TEXT}, {FLAG}, {WHOLE}, {OBJECT})
_PEOPLE = dict.fromkeys(("licenses", "sources", "contributors"), LISTS)
_TEXTS = dict.fromkeys(("title", "description", "name", "$schema"), A_TEXT)
_CSV = {
    **dict.fromkeys(("delimiter", "lineTerminator", "quoteChar", "escapeChar"), A_TEXT),
    **dict.fromkeys(("doubleQuote", "skipInitialSpace"), A_FLAG),
    "nullSequence": A_TEXT,
}
MAY: dict[str, dict[str, Any]] = {
    "package": {
        **_TEXTS,
        **_PEOPLE,
        **dict.fromkeys(("id", "homepage", "profile", "image", "version", "created"), A_TEXT),
        "keywords": LISTS,
        "resources": LISTS,
        "fields": frozenset(),
        "missingValues": frozenset(),
        "own": ANY,
    },
    "resource": {
        **_TEXTS,
        **_PEOPLE,
        **dict.fromkeys(("homepage", "profile", "scheme", "format", "mediatype"), A_TEXT),
        **dict.fromkeys(("type", "compression", "innerpath", "encoding", "hash"), A_TEXT),
        "path": {TEXT, TEXTS},
        "data": frozenset(),
        "extrapaths": LISTS,
        "profiles": LISTS,
        "bytes": {WHOLE, NULL},
        "fields": A_WHOLE,
        "rows": A_WHOLE,
        "stats": AN_OBJECT,
        "dialect": {TEXT, OBJECT},
        "schema": {TEXT, OBJECT},
        "missingValues": frozenset(),
        "own": ANY,
    },
    "schema": {
        **_TEXTS,
        "type": A_TEXT,
        "fields": LISTS,
        "missingValues": LISTS,
        "primaryKey": LISTS | A_TEXT,
        "uniqueKeys": LISTS,
        "foreignKeys": LISTS,
        "fieldsMatch": ANY,
        "own": ANY,
    },
    "field": {
        **dict.fromkeys(("name", "title", "description", "type", "format", "rdfType"), A_TEXT),
        "missingValues": LISTS,
        "constraints": AN_OBJECT,
        "categories": LISTS | {NULL},
        "examples": LISTS,
        "example": ANY,
        "required": frozenset(),
        "bareNumber": A_FLAG,
        "floatNumber": A_FLAG,
        "decimalChar": A_TEXT,
        "groupChar": A_TEXT,
        "own": ANY,
    },
    "options": {
        "trueValues": LISTS,
        "falseValues": LISTS,
        "delimiter": A_TEXT,
        "itemType": A_TEXT,
        "arrayItem": AN_OBJECT,
    },
    "constraints": {
        "required": A_FLAG,
        "unique": A_FLAG,
        "minLength": A_WHOLE,
        "maxLength": A_WHOLE,
        "pattern": A_TEXT,
        "enum": LISTS,
        "jsonSchema": AN_OBJECT,
        **dict.fromkeys(
            ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), ANY - {NULL}
        ),
        "own": frozenset(),
    },
    "dialect": {
        **_TEXTS,
        **{key: may | {NULL} for key, may in _CSV.items()},
        **dict.fromkeys(("header", "headerCase", "skipBlankRows"), A_FLAG),
        **dict.fromkeys(("headerJoin", "commentChar", "property", "sheetName"), A_TEXT),
        **dict.fromkeys(("headerRows", "commentRows", "itemKeys"), LISTS),
        "sheetNumber": A_WHOLE,
        **dict.fromkeys(("csv", "excel", "json"), AN_OBJECT),
        "own": ANY,
    },
    "csv": _CSV,
    "excel": {
        "sheet": {TEXT, WHOLE},
        **dict.fromkeys(("fillMergedCells", "stringified", "preserveFormatting"), A_FLAG),
    },
    "json": {"property": A_TEXT, "keys": LISTS, "keyed": A_FLAG},
    "stats": {
        **dict.fromkeys(("bytes", "fields", "rows"), A_WHOLE),
        **dict.fromkeys(("hash", "md5", "sha256"), A_TEXT),
    },
}
"""What each property may be. Whether the table passes then is another question."""

ROOT = Path(__file__).parents[3]
_CONSTRAINED = {"pattern": "string", "minLength": "string", "maxLength": "string"}
_OPTIONED = {"trueValues": "boolean", "falseValues": "boolean", "arrayItem": "array"}
_RAW = "id,name\n1,a\n2,b\n,\nx\n3,c,d\n"
CASES = [(part, key) for part, keys in MAY.items() for key in keys]
V2 = "https://datapackage.org/profiles/2.0/datapackage.json"


def _schema() -> dict[str, Any]:
    return {
        "fields": [
            {"name": "id", "type": "integer", "constraints": {}},
            {"name": "name", "type": "string"},
        ],
        "primaryKey": ["id"],
    }


def _resource() -> dict[str, Any]:
    return {"name": "t", "path": "t.csv", "schema": _schema(), "dialect": {}}


def _schema_with(part: str, key: str, value: Any) -> dict[str, Any]:
    made = _schema()
    field = made["fields"][0]
    if part == "schema":
        made[key] = value
    elif part == "field":
        field["type"] = "number" if key in {"floatNumber", "decimalChar"} else "integer"
        field[key] = value
    elif part == "options":
        field |= {"type": _OPTIONED.get(key, "list"), key: value}
    else:
        kind = "array" if key == "jsonSchema" else _CONSTRAINED.get(key, "integer")
        field |= {"type": kind, "constraints": {key: value}}
    return made


def _package(part: str, key: str, value: Any) -> dict[str, Any]:
    resource = _resource()
    made: dict[str, Any] = {"$schema": V2, "name": "p", "resources": [resource]}
    if part == "package":
        made[key] = value
    elif part == "resource":
        resource[key] = value
    elif part in {"dialect", "stats"}:
        resource[part] = {key: value}
    elif part in {"csv", "excel", "json"}:
        resource["dialect"] = {part: {key: value}}
    else:
        resource["schema"] = _schema_with(part, key, value)
    return made


def _write(folder: Path, package: dict[str, Any]) -> None:
    folder.mkdir()
    (folder / "t.csv").write_text(_RAW, encoding="utf-8", newline="")
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def _report(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> tuple[int, str]:
    names = sorted(path.name for path in folder.iterdir())
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["shenbao", "validate", *names, *options])
    out = io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
        pytest.raises(SystemExit) as left,
    ):
        cli.main()
    assert isinstance(left.value.code, int)
    return left.value.code, out.getvalue()


@pytest.mark.parametrize(("part", "key"), CASES, ids=map("/".join, CASES))
def test_every_value_of_a_property(
    part: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value that the property may not have is an error at the descriptor, which it names."""
    given = [(kind, value) for kind, value in VALUES if kind != UNFIT]
    for number, (_, value) in enumerate(given):
        _write(tmp_path / f"{number:02}", _package(part, key, value))
    _write(tmp_path / "right", {"name": "p", "resources": [_resource()]})
    code, out = _report(tmp_path, monkeypatch, "--format", "json")
    assert code == 1
    report = json.loads(out)
    tables = {table["file"]: table for table in report["tables"]}
    assert tables["right/t.csv"]["rows"] == 5
    found: dict[str, list[dict[str, Any]]] = {}
    for item in report["findings"]:
        if item["rule"] in {f"table.{code}" for code in DESCRIBED}:
            found.setdefault(item["file"], []).append(item)
    for number, (kind, value) in enumerate(given):
        descriptor = f"{number:02}/datapackage.json"
        assert descriptor in report["files"]
        if kind not in MAY[part][key]:
            assert descriptor in found, value
            assert all(item["message"] for item in found[descriptor])
    if key == "own":
        text, said = _report(tmp_path, monkeypatch)
        assert text == 1
        assert "right" in said


@pytest.mark.parametrize(("part", "key"), CASES, ids=map("/".join, CASES))
def test_what_no_program_can_work_with_is_refused_in_any_place(
    part: str, key: str, tmp_path: Path
) -> None:
    """NaN, U+0000, half characters, nesting without end."""
    for number, (_, value) in enumerate(item for item in VALUES if item[0] == UNFIT):
        folder = tmp_path / str(number)
        _write(folder, _package(part, key, value))
        result = check_package(folder)
        assert [issue.message for issue in result.issues] == ["tables-package-json"]


def test_the_command_refuses_it_and_judges_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One bad descriptor never silences another."""
    unfit = [value for kind, value in VALUES if kind == UNFIT]
    for number, value in enumerate(unfit):
        _write(tmp_path / str(number), _package("resource", "path", value))
    _write(tmp_path / "right", {"name": "p", "resources": [_resource()]})
    code, out = _report(tmp_path, monkeypatch, "--format", "json", "--root", str(ROOT))
    assert code == 1
    report = json.loads(out)
    rules = {item["file"]: item["rule"] for item in report["findings"]}
    for number in range(len(unfit)):
        assert rules[f"{number}/datapackage.json"] == "table.package-error"
    assert [table["file"] for table in report["tables"]] == ["right/t.csv"]


DESCRIBED = (
    *("package-error", "resource-error", "dialect-error", "schema-error", "field-error"),
    *("compression-error", "format-error", "scheme-error", "metadata-error"),
)
"""Codes of what a descriptor says wrongly, or names in vain."""

SCHEMAS = [case for case in CASES if case[0] in {"schema", "field", "options", "constraints"}]


@pytest.mark.parametrize(("part", "key"), SCHEMAS, ids=map("/".join, SCHEMAS))
def test_every_value_of_a_schema_by_itself(part: str, key: str) -> None:
    """The same of a Table Schema without a package; the finding stands in the schema."""
    for kind, value in VALUES:
        schema = _schema_with(part, key, deepcopy(value))
        result = check_table(schema, _RAW.encode())
        checked = Checked(result=result, file="t.csv", described="s.json", schema=schema)
        findings, _ = table_findings(checked)
        if kind not in MAY[part][key]:
            assert {finding.where.file for finding in findings} == {"s.json"}, value


PUBLISHED = {
    "fields": [
        {
            "name": "id",
            "type": kind,
            "missingValues": [""],
            "trueValues": ["1"],
            "constraints": {
                "required": True,
                "minimum": 0,
                "minLength": 1,
                "enum": [1],
                "pattern": "x",
            },
        }
        for kind in ("integer", "string")
    ],
    "primaryKey": ["id"],
    "uniqueKeys": [["id"]],
    "foreignKeys": [{"fields": ["id"], "reference": {"resource": "", "fields": ["id"]}}],
}


@pytest.mark.parametrize(("part", "key"), CASES, ids=map("/".join, CASES))
def test_a_package_that_says_it_is_ours_may_hold_anything(
    part: str, key: str, tmp_path: Path
) -> None:
    """It is held against the published one, and its files are looked for, before it is judged."""
    path = tmp_path / "datapackage.json"
    for kind, value in VALUES:
        if kind == UNFIT:
            continue
        package = package_of(_package(part, key, value), path, path.name)
        assert package is not None or key == "resources"
        for resource in package.resources if package is not None else ():
            assert package is not None
            assert not package.holds(*resource.paths, "t.csv")
            assert path in package.files()
            for finding in check_schema_drift(PUBLISHED, resource.schema, path.name):
                assert finding.message.startswith("package-altered-")


SAMPLED = (None, 3, "x", ["x", "x"], {"x": [1]}, "\0")


@pytest.mark.parametrize(("part", "key"), CASES, ids=map("/".join, CASES))
def test_the_other_engine_ends_in_findings_too(part: str, key: str, tmp_path: Path) -> None:
    """Where frictionless itself breaks off, that is an issue as well."""
    for number, value in enumerate(SAMPLED):
        folder = tmp_path / str(number)
        _write(folder, _package(part, key, value))
        result = check_package(folder, engine="reference")
        assert result.tables or result.issues


@pytest.mark.parametrize("compiled", [True, False])
@pytest.mark.parametrize(
    ("limits", "wrong"),
    [
        ({"minLength": 10**30}, 2),
        ({"minLength": 2**31}, 2),
        ({"minLength": 10**30, "maxLength": 10**31}, 2),
        ({"maxLength": -(10**30)}, 2),
        ({"maxLength": 10**30}, 0),
        ({"maxLength": 2**63}, 0),
        ({"minLength": -(10**30)}, 0),
        ({"minLength": 3.0}, 1),
        ({"pattern": "[a-z]{1,3}", "maxLength": 10**30}, 0),
    ],
    ids=str,
)
def test_lengths_may_be_any_number(
    limits: dict[str, Any], wrong: int, monkeypatch: pytest.MonkeyPatch, *, compiled: bool
) -> None:
    """Beyond what the compiled scan and expressions count to; the sentence has the number."""
    if not compiled:
        monkeypatch.setattr(native, "available", lambda: False)
    schema = {"fields": [{"name": "a", "type": "string", "constraints": limits}]}
    result = check_table(schema, b"a\nabc\nxy\n")
    assert result.total == wrong
    (limit,) = {issue.args["limit"] for issue in result.issues} or {""}
    assert limit in {*map(str, limits.values()), str(3), ""}


@pytest.mark.parametrize("engine", ["fast", "reference"])
@pytest.mark.parametrize("resources", [[], [3], [None, _resource()], ["t.csv"], [[_resource()]]])
def test_resources_in_an_archive_may_be_anything(
    engine: Any, resources: list[Any], tmp_path: Path
) -> None:
    """For the other engine what they name is unpacked."""
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("datapackage.json", json.dumps({"name": "p", "resources": resources}))
        target.writestr("t.csv", _RAW)
    result = check_package(path, engine=engine)
    assert bool(result.issues) is bool(resources)
