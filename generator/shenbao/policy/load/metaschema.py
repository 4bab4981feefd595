"""Checking the files of a policy folder against the meta-schemas in ``schemas/dialect``."""

from __future__ import annotations

import difflib
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from shenbao.core import resources
from shenbao.core.messages.shortening import shorten
from shenbao.policy.files.reader import Problems, pointer, walk
from shenbao.policy.patterns import trouble

KINDS = ("vocabulary", "form", "defs", "table", "quota", "notice", "list", "candidates")
_SHOWN = 60


def check(kind: str, document: dict[str, Any], file: Path, problems: Problems) -> bool:
    """Record every way in which ``document`` breaks the meta-schema ``kind``."""
    validator = _validator(kind)
    if validator.is_valid(document):
        return _check_patterns(document, file, problems)
    for error in validator.iter_errors(document):
        if error.kind.as_dict().get("format") != "regex":
            _record(error, file, problems)
    _check_patterns(document, file, problems)
    return False


def _check_patterns(document: dict[str, Any], file: Path, problems: Problems) -> bool:
    """Record every ``pattern`` that page, engine and table readers do not read alike."""
    sound = True
    for path, node in walk(document):
        pattern = node.get("pattern")
        found = trouble(pattern) if isinstance(pattern, str) else None
        if found is not None:
            said = {"pattern": str(pattern), "found": found.found, "why": found.why}
            problems.add(file, pointer([*path, "pattern"]), "pattern-unlike", **said)
            sound = False
    return sound


@cache
def _documents() -> dict[str, dict[str, Any]]:
    return {kind: json.loads(resources.dialect(kind).read_text(encoding="utf-8")) for kind in KINDS}


@cache
def _validator(kind: str) -> Any:
    registry = jsonschema_rs.Registry(
        [(document["$id"], document) for document in _documents().values()]
    )
    return jsonschema_rs.Draft202012Validator(
        _documents()[kind], registry=registry, validate_formats=True, formats={"date": _is_date}
    )


def _is_date(value: object) -> bool:
    """Say whether the calendar has this day; the library takes the year 0 for one."""
    if not isinstance(value, str):
        return True
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _record(error: Any, file: Path, problems: Problems) -> None:
    path = list(error.instance_path)
    place = pointer(path)
    kind = error.kind.name
    details = error.kind.as_dict()
    found = _short(error.instance)
    if kind in {"additionalProperties", "unevaluatedProperties"}:
        allowed = _allowed_keys(error)
        for key in details["unexpected"]:
            near = difflib.get_close_matches(key, allowed, n=1)
            problems.add(
                file,
                f"{place}{pointer([key])}",
                "dialect-unknown-keyword-near" if near else "dialect-unknown-keyword",
                key=key,
                near=near[0] if near else "",
                allowed=", ".join(allowed),
            )
    elif kind == "required":
        problems.add(file, place, "dialect-missing-key", key=details["property"])
    elif kind == "type":
        types = details["types"]
        problems.add(file, place, "dialect-type", found=found, allowed=", ".join(types))
    elif kind in {"enum", "const"}:
        options = details.get("options", [details.get("expected_value")])
        allowed_values = ", ".join(_short(option) for option in options)
        problems.add(file, place, "dialect-value", found=found, allowed=allowed_values)
    elif kind == "oneOf":
        problems.add(file, place, "dialect-rule-shape")
    elif kind == "anyOf":
        problems.add(file, place, "dialect-one-of-keys", keys=", ".join(_wanted_keys(error)))
    elif kind == "propertyNames":
        problems.add(file, place, "dialect-key-name", found=_short(details["error"].instance))
    else:
        limit = next((str(value) for value in details.values()), "")
        problems.add(file, place, "dialect-keyword", found=found, keyword=kind, limit=limit)


def _allowed_keys(error: Any) -> list[str]:
    """Return the keys that the object with an unknown key may have."""
    return sorted(_meta(error).get("properties", {}))


def _wanted_keys(error: Any) -> list[str]:
    """Return the keys of which the object has none."""
    return [key for choice in _meta(error)["anyOf"] for key in choice.get("required", ())]


def _meta(error: Any) -> Any:
    """Return the part of the meta-schema whose keyword failed."""
    address, _, fragment = error.absolute_keyword_location.partition("#")
    node: Any = next(document for document in _documents().values() if document["$id"] == address)
    for part in fragment.split("/")[1:-1]:
        key = part.replace("~1", "/").replace("~0", "~")
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return shorten(text, _SHOWN)
