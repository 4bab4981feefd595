"""Checking the files of a policy folder against the meta-schemas in ``schemas/dialect``."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from shenbao.core import resources
from shenbao.core.engines import current as engines
from shenbao.core.engines.ports import Failure, JsonSchema
from shenbao.core.messages.shortening import shorten_json
from shenbao.core.paths import pointer_of, unescaped
from shenbao.policy.files.reader import Problems, walk
from shenbao.policy.patterns import trouble
from shenbao.policy.shorthand import defaults

KINDS = (
    "vocabulary",
    "form",
    "defs",
    "table",
    "quota",
    "notice",
    "list",
    "candidates",
    "authority",
)
_UNKNOWN_KEY = frozenset({"additionalProperties", "unevaluatedProperties"})
_SHOWN = 60


def check_schema(kind: str, document: dict[str, Any], file: Path, problems: Problems) -> bool:
    """Record what ``check`` does, and the nodes of a form, table or definition without a type."""
    untyped = [pointer_of(path) for path in defaults.untyped(document)]
    for place in untyped:
        problems.add(file, place, "dialect-type-unsaid")
    return check(kind, document, file, problems) and not untyped


def check(kind: str, document: dict[str, Any], file: Path, problems: Problems) -> bool:
    """Record every way in which ``document`` breaks the meta-schema ``kind``."""
    validator = _validator(kind)
    if validator.is_valid(document):
        return _check_patterns(document, file, problems)
    failures = [
        failure
        for failure in validator.failures(document)
        if failure.details.get("format") != "regex"
    ]
    misspelt = dict(_misspelt(failures))
    for failure in failures:
        place = tuple(failure.path)
        meant = misspelt.get(place, ())
        if failure.keyword == "required" and failure.details["property"] in meant:
            continue
        if failure.keyword != "oneOf" or not meant:
            _record(failure, file, problems)
    _check_patterns(document, file, problems)
    return False


def _misspelt(
    failures: Sequence[Failure],
) -> Iterator[tuple[tuple[str | int, ...], frozenset[str]]]:
    """Yield the places with unknown keys, and the keys that these stand for."""
    for failure in failures:
        if failure.keyword in _UNKNOWN_KEY:
            allowed = _allowed_keys(failure)
            near = (_near(key, allowed) for key in failure.details["unexpected"])
            yield tuple(failure.path), frozenset(filter(None, near))


def _near(key: str, allowed: Sequence[str]) -> str:
    """Return the key that is meant, empty where none is like it."""
    return next(iter(difflib.get_close_matches(key, allowed, n=1)), "")


def _check_patterns(document: dict[str, Any], file: Path, problems: Problems) -> bool:
    """Record every ``pattern`` that page, engine and table readers do not read alike."""
    sound = True
    for path, node in walk(document):
        pattern = node.get("pattern")
        found = trouble(pattern) if isinstance(pattern, str) else None
        if found is not None:
            said = {"pattern": str(pattern), "found": found.found, "why": found.why}
            problems.add(file, pointer_of([*path, "pattern"]), "pattern-unlike", **said)
            sound = False
    return sound


@cache
def _documents() -> dict[str, dict[str, Any]]:
    return {kind: json.loads(resources.dialect(kind).read_text(encoding="utf-8")) for kind in KINDS}


@cache
def _validator(kind: str) -> JsonSchema:
    return engines.json_schema().compile(
        _documents()[kind], formats={"date": _is_date}, documents=_documents().values()
    )


def _is_date(value: object) -> bool:
    """Say whether the calendar has this day; the library takes the year 0 for one."""
    if not isinstance(value, str):
        return True
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _record(failure: Failure, file: Path, problems: Problems) -> None:
    place = pointer_of(list(failure.path))
    kind, details = failure.keyword, failure.details
    found = shorten_json(failure.instance, _SHOWN)
    if kind in _UNKNOWN_KEY:
        allowed = _allowed_keys(failure)
        for key in details["unexpected"]:
            near = _near(key, allowed)
            problems.add(
                file,
                f"{place}{pointer_of([key])}",
                "dialect-unknown-keyword-near" if near else "dialect-unknown-keyword",
                key=key,
                near=near,
                allowed=", ".join(allowed),
            )
    elif kind == "required":
        problems.add(file, place, "dialect-missing-key", key=details["property"])
    elif kind == "type":
        types = details["types"]
        problems.add(file, place, "dialect-type", found=found, allowed=", ".join(types))
    elif kind in {"enum", "const"}:
        options = details.get("options", [details.get("expected_value")])
        allowed_values = ", ".join(shorten_json(option, _SHOWN) for option in options)
        problems.add(file, place, "dialect-value", found=found, allowed=allowed_values)
    elif kind == "oneOf":
        problems.add(file, place, "dialect-rule-shape")
    elif kind == "anyOf":
        problems.add(file, place, "dialect-one-of-keys", keys=", ".join(_wanted_keys(failure)))
    elif kind == "propertyNames":
        problems.add(file, place, "dialect-key-name", found=shorten_json(details["error"], _SHOWN))
    else:
        limit = next((str(value) for value in details.values()), "")
        problems.add(file, place, "dialect-keyword", found=found, keyword=kind, limit=limit)


def _allowed_keys(failure: Failure) -> list[str]:
    """Return the keys that the object with an unknown key may have."""
    return sorted(_meta(failure).get("properties", {}))


def _wanted_keys(failure: Failure) -> list[str]:
    """Return the keys of which the object has none."""
    return [key for choice in _meta(failure)["anyOf"] for key in choice.get("required", ())]


def _meta(failure: Failure) -> Any:
    """Return the part of the meta-schema whose keyword failed."""
    address, _, fragment = failure.location.partition("#")
    node: Any = next(document for document in _documents().values() if document["$id"] == address)
    for part in fragment.split("/")[1:-1]:
        key = unescaped(part)
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node
