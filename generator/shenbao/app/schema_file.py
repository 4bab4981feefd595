"""``--schema FILE``: a Table Schema that somebody else wrote, told from forms of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import said

if TYPE_CHECKING:
    from shenbao.policy.form_identity import Identity

_EXAMPLE = "shenkang-2024/p1"
_PUBLISHED = ".schema.json"
"""Ends the address of a form of ours, which need not be there as a file."""

_FILES = (".json", ".csv", ".xlsx", ".zip")
_JSON_SCHEMA = ("properties", "$defs", "allOf", "anyOf", "oneOf", "prefixItems")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaFile:
    """A Table Schema: its file, the name to print, its content, the table of ours it may be."""

    path: Path
    name: str
    content: Mapping[str, Any]
    identity: Identity | None


def schema_file(option: str | None) -> SchemaFile | None:
    """Return the Table Schema that ``--schema`` names, None where it names a form of ours.

    Raises ShenbaoError for a file that is no Table Schema, with what to do instead.
    """
    if option is None or "://" in option:
        return None
    if not Path(option).is_file():
        if option.lower().endswith(_FILES) and not option.lower().endswith(_PUBLISHED):
            raise ShenbaoError("path-missing", path=option)
        return None
    return require_schema_file(Path(option))


def require_schema_file(path: Path) -> SchemaFile:
    """Return the Table Schema in a file. Raises ShenbaoError where it holds none."""
    from shenbao.media.inputs.input_discovery import printable
    from shenbao.media.inputs.packages import identity_of

    name = printable(path)
    if not path.is_file():
        raise ShenbaoError("path-missing", path=name)
    content = _content(path, name)
    if not isinstance(content, Mapping):
        raise ShenbaoError("cli-schema-not-json", path=name)
    if isinstance(content.get("resources"), list) and "fields" not in content:
        raise ShenbaoError("cli-schema-package", path=name)
    if "fields" not in content and (_is_json_schema(content)):
        raise ShenbaoError("cli-schema-of-form", path=name, ref=_ref(content))
    return SchemaFile(path=path, name=name, content=content, identity=identity_of(content))


def _content(path: Path, name: str) -> Any:
    """Return what the file holds. Raises ShenbaoError where one cannot rely on it."""
    from shenbao.core.guards.json_text import (
        DescriptionLargeError,
        JsonError,
        read_description,
    )

    try:
        with path.open("rb") as stream:
            return read_description(stream)
    except (OSError, DescriptionLargeError) as error:
        raise ShenbaoError("cli-schema-not-json", path=name) from error
    except JsonError as error:
        slip = said("file-json-cause", cause=error.cause)
        why = said("tables-json-why", **error.details, slip=slip)
        raise ShenbaoError("cli-schema-unsound", path=name, why=why) from error


def _is_json_schema(content: Mapping[str, Any]) -> bool:
    told = content.get("$schema")
    named = isinstance(told, str) and ("json-schema.org" in told or "/dialect/" in told)
    return named or any(word in content for word in _JSON_SCHEMA)


def _ref(content: Mapping[str, Any]) -> str:
    """Return the short name of the form that a JSON Schema of ours is, else an example."""
    from shenbao.policy.names import short_name

    told = content.get("$id")
    return (short_name(told) if isinstance(told, str) else "") or _EXAMPLE
