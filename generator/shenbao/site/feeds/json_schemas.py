"""Published schemas: each form, table and code list under the address that data names.

A published schema is plain JSON Schema 2020-12: any validator can use it, our ``x-``
keywords are annotations to it. It describes the document that is handed in, so it also
accepts the ``$schema`` member by which a document names its form. A version that was published
has its schemas in a folder of its own besides, and the newest one in ``latest``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shenbao.core.artifacts import Artifact
from shenbao.core.messages import say
from shenbao.core.resources import PUBLISHED_BASE
from shenbao.forms import urls
from shenbao.policy.model import Basis, CodeList, Form, FormOrTable, Notice, Table

SPECIFICATION = "https://json-schema.org/draft/2020-12/schema"

_OF_TABLES = frozenset({"x-primary-key", "x-unique", "x-foreign-keys", "x-rows", "x-table-rules"})
_NAME_OF_SCHEMA = {"type": "string", "maxLength": 500}


LATEST = "latest/"
"""The folder of the newest published version, beside those of all versions."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """Where the schemas of a published version stand, below those of the notice.

    ``folder`` ends with a slash, ``note`` is said of them besides: that they were withdrawn.
    """

    folder: str = ""
    note: str = ""

    def path(self, path: str, notice: Notice) -> str:
        """Return where a schema of the notice stands."""
        above = f"schemas/{notice.id}/"
        return f"{above}{self.folder}{path.removeprefix(above)}"


_CURRENT = Shelved()


def version_folder(version: str) -> str:
    """Return the folder of a published version, below that of the notice."""
    return f"versions/{version}/"


def list_path(notice: Notice, code_list: CodeList) -> str:
    """Return the path below the site's root at which the code list is published."""
    return f"schemas/{notice.id}/lists/{code_list.name}.json"


def published_schemas(notice: Notice, shelved: Shelved = _CURRENT) -> Iterator[Artifact]:
    """Yield the schemas of the notice's forms and tables, then its code lists."""
    for form in notice.forms:
        path = shelved.path(urls.published_schema(notice, form.id), notice)
        yield _json(path, published_form(notice, form, shelved))
    for table in notice.tables:
        path = shelved.path(urls.published_schema(notice, table.id), notice)
        yield _json(path, published_table(notice, table, shelved))
    for code_list in notice.lists:
        path = shelved.path(list_path(notice, code_list), notice)
        yield _json(path, published_list(notice, code_list))


def published_form(notice: Notice, form: Form, shelved: Shelved = _CURRENT) -> dict[str, Any]:
    """Return the form's schema as it is published."""
    body = _body(form.schema)
    body["properties"] = {"$schema": _NAME_OF_SCHEMA, **body.get("properties", {})}
    return {**_head(notice, form, shelved), **body}


def published_table(notice: Notice, table: Table, shelved: Shelved = _CURRENT) -> dict[str, Any]:
    """Return the schema of a document of rows; one row stands under ``$defs/row``.

    What is said of all rows together (keys, fixed rows, rules of the table) stands at the top.
    """
    body = _body(table.schema)
    return {
        **_head(notice, table, shelved),
        "title": table.title,
        "type": "object",
        "additionalProperties": False,
        "required": ["rows"],
        "properties": {
            "$schema": _NAME_OF_SCHEMA,
            "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}},
        },
        **{key: value for key, value in body.items() if key in _OF_TABLES},
        "$defs": {"row": {key: value for key, value in body.items() if key not in _OF_TABLES}},
    }


def published_list(notice: Notice, code_list: CodeList) -> dict[str, Any]:
    """Return a code list with its status; a missing one has no rows and says so."""
    names = [column.name for column in code_list.columns]
    return {
        "notice": notice.id,
        "edition": notice.edition.version,
        "name": code_list.name,
        "title": code_list.title,
        "description": code_list.description,
        "openness": code_list.openness,
        "status": code_list.status,
        "basis": code_list.basis,
        "clauses": list(code_list.clauses),
        "expected_count": code_list.expected_count,
        "gap": code_list.gap,
        "columns": [{"name": column.name, "title": column.title} for column in code_list.columns],
        "rows": [dict(zip(names, row.values, strict=True)) for row in code_list.rows],
    }


def _head(notice: Notice, described: FormOrTable, shelved: Shelved) -> dict[str, Any]:
    path = shelved.path(urls.published_schema(notice, described.id), notice)
    return {
        "$schema": SPECIFICATION,
        "$id": PUBLISHED_BASE + path,
        "$comment": shelved.note + _provenance(notice, described.basis, described.digest),
    }


def _body(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key not in {"$schema", "$id"}}


def _provenance(notice: Notice, basis: Basis, digest: str) -> str:
    return say(
        "schema-comment",
        {
            "title": notice.title,
            "issuer": str(notice.issuer),
            "edition": notice.edition.version,
            "source": notice.sources[0].sha256,
            "digest": digest,
            "basis": say(f"schema-basis-{basis}"),
        },
    )


def _json(path: str, value: Mapping[str, Any]) -> Artifact:
    return Artifact.text(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")
