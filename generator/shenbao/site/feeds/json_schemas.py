"""Published schemas: each form, table and code list under the address that data names.

A published schema is plain JSON Schema 2020-12: any validator can use it, our ``x-``
keywords are annotations to it. It describes the document that is handed in, so it also
accepts the ``$schema`` member by which a document names its form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from shenbao.core.artifacts import Artifact
from shenbao.core.messages import say
from shenbao.core.resources import PUBLISHED_BASE
from shenbao.forms import urls
from shenbao.policy.model import Basis, CodeList, Form, FormOrTable, Notice, Table

SPECIFICATION = "https://json-schema.org/draft/2020-12/schema"

_OF_TABLES = frozenset({"x-primary-key", "x-unique", "x-foreign-keys", "x-rows", "x-table-rules"})
_NAME_OF_SCHEMA = {"type": "string", "maxLength": 500}


def list_path(notice: Notice, code_list: CodeList) -> str:
    """Return the path below the site's root at which the code list is published."""
    return f"schemas/{notice.id}/lists/{code_list.name}.json"


def published_schemas(notice: Notice) -> Iterator[Artifact]:
    """Yield the schemas of the notice's forms and tables, then its code lists."""
    for form in notice.forms:
        yield _json(urls.published_schema(notice, form.id), published_form(notice, form))
    for table in notice.tables:
        yield _json(urls.published_schema(notice, table.id), published_table(notice, table))
    for code_list in notice.lists:
        yield _json(list_path(notice, code_list), published_list(notice, code_list))


def published_form(notice: Notice, form: Form) -> dict[str, Any]:
    """Return the form's schema as it is published."""
    body = _body(form.schema)
    body["properties"] = {"$schema": _NAME_OF_SCHEMA, **body.get("properties", {})}
    return {**_head(notice, form), **body}


def published_table(notice: Notice, table: Table) -> dict[str, Any]:
    """Return the schema of a document of rows; one row stands under ``$defs/row``.

    What is said of all rows together (keys, fixed rows, rules of the table) stands at the top.
    """
    body = _body(table.schema)
    return {
        **_head(notice, table),
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


def _head(notice: Notice, described: FormOrTable) -> dict[str, Any]:
    return {
        "$schema": SPECIFICATION,
        "$id": PUBLISHED_BASE + urls.published_schema(notice, described.id),
        "$comment": _provenance(notice, described.basis, described.digest),
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
