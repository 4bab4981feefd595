"""Data packages: each table as a Frictionless package (Data Package v2) that Excel can fill.

Paths are relative to the folder of packages (``data-packages/``). ``<table>.csv`` is filled
in: it has the header only, or the fixed rows of the table with their cells still to fill. Such
a template is no resource of the package, since its empty cells would break the schema.

Cells that a spreadsheet would run as a formula are refused, not escaped: an apostrophe put
in front would change a code, so that data that is right would no longer match its list. (Data
that somebody hands in are never refused for it: ``hand_in`` tells of them.)

Code lists and the example carry their size and SHA-256. The table to fill in carries neither:
a filled table would no longer be what its package says.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from shenbao.core.artifacts import Artifact
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import LANGUAGES, say
from shenbao.forms import required_rows
from shenbao.media.package import example_rows, readme
from shenbao.media.package.contract import (
    DESCRIPTOR,
    DIGEST,
    EDITION,
    EXAMPLE,
    TABLE,
    TEMPLATE,
    readme_name,
)
from shenbao.media.package.table_schema import (
    cell,
    foreign_keys,
    list_schema,
    lists_in_use,
    published_columns,
    resource_name,
    table_schema,
)
from shenbao.policy.model import CodeList, Notice, Table

PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"

# As RFC 4180, 2.4 to 2.7, has it, and the Table Dialect without being told.
_DIALECT = {"header": True, "delimiter": ",", "quoteChar": '"', "doubleQuote": True}
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠].")
_SIGNED_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?%?")


def packages(notices: Iterable[Notice]) -> Iterator[Artifact]:
    """Yield the packages of every table of every notice."""
    for notice in notices:
        for table in notice.tables:
            yield from package(notice, table)


def package(notice: Notice, table: Table) -> Iterator[Artifact]:
    """Yield the files of one package below ``<notice>/<table>/``; raises as ``empty`` does."""
    for artifact in empty(notice, table):
        yield Artifact(f"{table.ref}/{artifact.path}", artifact.content)


def empty(notice: Notice, table: Table) -> Iterator[Artifact]:
    """Yield the files of one package: descriptor, schema, CSV to fill, example, lists, readme.

    Raises ShenbaoError when the policy has a text that a spreadsheet would run, and when an
    example cannot be invented because a required column with a pattern has no ``x-example``.
    """
    header = [column.name for column in published_columns(table)]
    fixed = [
        [row.get(name) for name in header] for row in required_rows.template_rows(notice, table)
    ]
    made = [[row.get(name) for name in header] for row in example_rows.invented_rows(notice, table)]
    example = _csv(table, f"{table.id}{EXAMPLE}.csv", header, made)
    lists = shipped_lists(notice, table)
    yield as_json(DESCRIPTOR, descriptor(notice, table, example, lists))
    yield schema_file(notice, table)
    yield _csv(table, f"{table.id}.csv", header, fixed)
    yield example
    yield from lists.values()
    for language in LANGUAGES:
        yield Artifact.text(readme_name(language), readme.text(notice, table, language))


def descriptor(
    notice: Notice, table: Table, example: Artifact, lists: Mapping[str, Artifact]
) -> dict[str, Any]:
    """Return ``datapackage.json`` of a package to fill in as a mapping."""
    schema = keyed_schema(notice, table)
    title = table.title
    prefilled = bool(required_rows.template_rows(notice, table))
    resources = [] if prefilled else [resource(table.id, title, f"{table.id}.csv", schema)]
    said = say("package-example-title", {"title": title})
    resources.append(
        resource(f"{table.id}{EXAMPLE}", said, example.path, schema) | measured(example)
    )
    own = {TEMPLATE: f"{table.id}.csv"} if prefilled else {}
    return described(notice, table, [*resources, *list_resources(notice, table, lists)], own)


def described(
    notice: Notice,
    table: Table,
    resources: Sequence[Mapping[str, Any]],
    own: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the descriptor of a package of the table with these resources."""
    return {
        "$schema": PACKAGE_PROFILE,
        "name": package_name(table),
        **_identity(notice, table),
        "version": notice.edition.version,
        "sources": [{"title": _source(notice)}],
        "resources": list(resources),
        **(own or {}),
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


def package_name(table: Table) -> str:
    """Return the name of a table's package; its folder has it too."""
    return f"{table.notice}-{table.id}".lower()


def keyed_schema(notice: Notice, table: Table) -> dict[str, Any]:
    """Return the Table Schema with the keys into the code lists of the package."""
    keys = foreign_keys(notice, table)
    return {**table_schema(notice, table), **({"foreignKeys": keys} if keys else {})}


def schema_file(notice: Notice, table: Table) -> Artifact:
    """Return the Table Schema as a file that stands by itself."""
    return as_json(
        f"{table.id}.schema.json",
        {"$schema": SCHEMA_PROFILE, **_identity(notice, table), **table_schema(notice, table)},
    )


def shipped_lists(notice: Notice, table: Table) -> dict[str, Artifact]:
    """Return the code lists that the package carries: name → file."""
    return {
        code_list.name: _csv(
            table,
            f"lists/{code_list.name}.csv",
            [column.name for column in code_list.columns],
            [row.values for row in code_list.rows],
        )
        for code_list in _shipped(notice, table)
    }


def list_resources(
    notice: Notice, table: Table, lists: Mapping[str, Artifact]
) -> list[dict[str, Any]]:
    """Return the resources of the code lists."""
    return [
        {
            **resource(
                resource_name(code_list),
                code_list.title,
                lists[code_list.name].path,
                list_schema(code_list),
            ),
            **measured(lists[code_list.name]),
            "shenbao:openness": code_list.openness,
            "shenbao:basis": code_list.basis,
            "shenbao:clauses": list(code_list.clauses),
        }
        for code_list in _shipped(notice, table)
    ]


def resource(name: str, title: str, path: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the resource of a CSV file."""
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


def measured(artifact: Artifact) -> dict[str, Any]:
    """Return the size in bytes and the SHA-256 of a file, as a resource says them."""
    digest = hashlib.sha256(artifact.content).hexdigest()
    return {"bytes": len(artifact.content), "hash": f"sha256:{digest}"}


def as_json(path: str, value: Mapping[str, Any]) -> Artifact:
    """Return a JSON file."""
    return Artifact.text(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def runs(text: str) -> bool:
    """Say whether a spreadsheet would run a text as a formula; a signed number is none."""
    return bool(_FORMULA.match(text)) and not _SIGNED_NUMBER.fullmatch(text)


def _identity(notice: Notice, table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "description": table.description or say(f"package-basis-{table.basis}"),
        "shenbao:notice": notice.id,
        TABLE: table.ref,
        EDITION: notice.edition.version,
        DIGEST: table.digest,
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


def _shipped(notice: Notice, table: Table) -> tuple[CodeList, ...]:
    return tuple(
        code_list for code_list in lists_in_use(notice, table) if code_list.status != "missing"
    )


def _csv(table: Table, path: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Artifact:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    place = f"{table.ref}/{path}"
    for number, row in enumerate(rows, start=2):
        writer.writerow(
            [
                _harmless(value, path=place, row=number, column=column)
                for column, value in zip(header, row, strict=True)
            ]
        )
    return Artifact(path, stream.getvalue().encode("utf-8"))


def _harmless(value: object, *, path: str, row: int, column: str) -> str:
    text = cell(value)
    if isinstance(value, str) and runs(text):
        raise ShenbaoError("package-formula", path=path, row=str(row), column=column, text=text)
    return text
