"""Data packages: each table as a Frictionless package (Data Package v2) that Excel can fill.

Paths are relative to the folder of packages (``data-packages/``). ``<table>.csv`` is filled
in: it has the header only, or the fixed rows of the table with their cells still to fill. Such
a template is no resource of the package, since its empty cells would break the schema.

Cells that a spreadsheet would run as a formula are refused, not escaped: an apostrophe put
in front would change a code, so that data that is right would no longer match its list.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from shenbao.artifacts import Artifact
from shenbao.errors import ShenbaoError
from shenbao.messages import LANGUAGES, say
from shenbao.outputs import invented, readme, template
from shenbao.outputs.table_schema import (
    cell,
    columns,
    foreign_keys,
    list_schema,
    lists_in_use,
    resource_name,
    table_schema,
)
from shenbao.policy.model import CodeList, Notice, Table

PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"

_DIALECT = {"header": True, "delimiter": ",", "quoteChar": '"', "doubleQuote": True}
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠].")
_SIGNED_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?%?")


def packages(notices: Iterable[Notice]) -> Iterator[Artifact]:
    """Yield the packages of every table of every notice."""
    for notice in notices:
        for table in notice.tables:
            yield from package(notice, table)


def package(notice: Notice, table: Table) -> Iterator[Artifact]:
    """Yield the files of one package: descriptor, schema, CSV to fill, example, lists, readme.

    Raises ShenbaoError when the policy has a text that a spreadsheet would run, and when an
    example cannot be invented because a required column with a pattern has no ``x-example``.
    """
    folder = f"{notice.id}/{table.id}"
    header = [column.name for column in columns(table)]
    fixed = [[row.get(name) for name in header] for row in template.rows(notice, table)]
    example = [[row.get(name) for name in header] for row in invented.rows(notice, table)]
    yield _json(f"{folder}/datapackage.json", descriptor(notice, table))
    yield _json(
        f"{folder}/{table.id}.schema.json",
        {"$schema": SCHEMA_PROFILE, **_identity(notice, table), **table_schema(notice, table)},
    )
    yield _csv(f"{folder}/{table.id}.csv", header, fixed)
    yield _csv(f"{folder}/{table.id}-example.csv", header, example)
    for code_list in _shipped(notice, table):
        yield _csv(
            f"{folder}/{_list_path(code_list)}",
            [column.name for column in code_list.columns],
            [row.values for row in code_list.rows],
        )
    for language in LANGUAGES:
        yield Artifact.text(
            f"{folder}/{readme.name(language)}", readme.text(notice, table, language)
        )


def descriptor(notice: Notice, table: Table) -> dict[str, Any]:
    """Return ``datapackage.json`` as a mapping."""
    schema = {**table_schema(notice, table), **_keys(notice, table)}
    title = table.title
    prefilled = bool(template.rows(notice, table))
    resources = [] if prefilled else [_resource(table.id, f"{table.id}.csv", title, schema)]
    resources.append(
        _resource(
            f"{table.id}-example",
            f"{table.id}-example.csv",
            say("package-example-title", {"title": title}),
            schema,
        )
    )
    resources += [
        {
            **_resource(
                resource_name(code_list),
                _list_path(code_list),
                code_list.title,
                list_schema(code_list),
            ),
            "shenbao:openness": code_list.openness,
            "shenbao:basis": code_list.basis,
            "shenbao:clauses": list(code_list.clauses),
        }
        for code_list in _shipped(notice, table)
    ]
    return {
        "$schema": PACKAGE_PROFILE,
        "name": f"{notice.id}-{table.id}".lower(),
        **_identity(notice, table),
        "version": notice.edition.version,
        "sources": [{"title": _source(notice)}],
        "resources": resources,
        **({"shenbao:template": f"{table.id}.csv"} if prefilled else {}),
        **_fixed_rows(table),
        "shenbao:missing-lists": [
            {
                "name": code_list.name,
                "title": code_list.title,
                "columns": [column.name for column in code_list.columns],
                "clauses": list(code_list.clauses),
                "gap": code_list.gap,
            }
            for code_list in lists_in_use(notice, table)
            if code_list.status == "missing"
        ],
    }


def _identity(notice: Notice, table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "description": table.description or say(f"package-basis-{table.basis}"),
        "shenbao:notice": notice.id,
        "shenbao:table": table.ref,
        "shenbao:edition": notice.edition.version,
        "shenbao:digest": table.digest,
        "shenbao:basis": table.basis,
        "shenbao:clauses": list(table.clauses),
    }


def _fixed_rows(table: Table) -> dict[str, Any]:
    """Return where the fixed rows come from; nothing for a table without them."""
    fixed = table.fixed_rows
    if fixed is None:
        return {}
    rule = fixed.rule
    told = {
        "from": [
            {"list": source.list_name, "column": source.column, "fill": dict(source.fill)}
            for source in fixed.sources
        ],
        "per": list(fixed.per),
        "applies": fixed.applies,
        "rule": None if rule is None else rule.id,
    }
    return {"shenbao:rows": told}


def _source(notice: Notice) -> str:
    facts = {
        "title": notice.title,
        "issuer": str(notice.issuer),
        "number": str(notice.document_number),
    }
    return say("package-source", facts)


def _keys(notice: Notice, table: Table) -> dict[str, Any]:
    keys = foreign_keys(notice, table)
    return {"foreignKeys": keys} if keys else {}


def _resource(name: str, path: str, title: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": name.lower(),
        "type": "table",
        "title": title,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": schema,
    }


def _shipped(notice: Notice, table: Table) -> tuple[CodeList, ...]:
    return tuple(
        code_list for code_list in lists_in_use(notice, table) if code_list.status != "missing"
    )


def _list_path(code_list: CodeList) -> str:
    return f"lists/{code_list.name}.csv"


def _json(path: str, value: Mapping[str, Any]) -> Artifact:
    return Artifact.text(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _csv(path: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Artifact:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    for number, row in enumerate(rows, start=2):
        writer.writerow(
            [
                _harmless(value, path=path, row=number, column=column)
                for column, value in zip(header, row, strict=True)
            ]
        )
    return Artifact(path, stream.getvalue().encode("utf-8"))


def _harmless(value: object, *, path: str, row: int, column: str) -> str:
    text = cell(value)
    if isinstance(value, str) and _FORMULA.match(text) and not _SIGNED_NUMBER.fullmatch(text):
        raise ShenbaoError("package-formula", path=path, row=str(row), column=column, text=text)
    return text
