"""The files of the examples: their shape, and the variations that a file of vectors describes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from shenbao.core.guards.safe_paths import leads_into
from shenbao.core.paths import copied
from shenbao.core.submission import Submission
from shenbao.policy.files.reader import Problems, read_json
from shenbao.validation.submission.json_schema import Violation, fast, violations

_SHOWN = 60
_TEXT = {"type": "string", "minLength": 1}
_READINGS = {"type": "object", "additionalProperties": {"type": "string"}}
_VARIATION = {
    "base": _TEXT,
    "set": {"type": "object"},
    "remove": {"type": "array", "items": {"type": "string"}},
}
SETTINGS: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"about": _TEXT, "lists": {"type": "boolean"}, "readings": _READINGS},
}
"""The shape of ``case.json``."""

GOLDEN: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["verdict", "findings"],
    "properties": {
        "about": _TEXT,
        "verdict": {"type": "string"},
        "findings": {"type": "array", "items": {"type": "object"}},
    },
}
"""The shape of ``expected.json``."""

VECTORS: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["base", "vectors"],
    "properties": {
        "about": _TEXT,
        "base": _TEXT,
        "lists": {"type": "boolean"},
        "vectors": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name", "rules"],
                "properties": {
                    **_VARIATION,
                    "name": _TEXT,
                    "readings": _READINGS,
                    "rules": {"type": "object", "additionalProperties": {"type": "string"}},
                    "together": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": _VARIATION,
                        },
                    },
                },
            },
        },
    },
}
"""The shape of a file of vectors."""


def read_shaped(file: Path, shape: Mapping[str, Any], problems: Problems) -> dict[str, Any] | None:
    """Return the object in a JSON file that has this shape, or None after recording why not."""
    document = read_json(file, problems)
    if document is None:
        return None
    found = violations(shape, fast(shape), document)
    for violation in found:
        message, args = _said(shape, violation)
        problems.add(file, violation.pointer, message, **args)
    return None if found else document


def _said(shape: Mapping[str, Any], violation: Violation) -> tuple[str, dict[str, str]]:
    key = str(violation.path[-1]) if violation.path else ""
    if violation.keyword == "required":
        return "dialect-missing-key", {"key": key}
    if violation.keyword == "additionalProperties":
        allowed = ", ".join(sorted(_holder(shape, violation).get("properties", {})))
        return "dialect-unknown-keyword", {"key": key[:_SHOWN], "allowed": allowed}
    found = json.dumps(violation.found, ensure_ascii=False)[:_SHOWN]
    limit = str(violation.limit)
    if violation.keyword == "type":
        return "dialect-type", {"found": found, "allowed": limit}
    return "dialect-keyword", {"found": found, "keyword": violation.keyword, "limit": limit}


def _holder(shape: Mapping[str, Any], violation: Violation) -> Mapping[str, Any]:
    holder: Any = shape
    for step in violation.schema_pointer.split("/")[1:-1]:
        holder = holder[step]
    return dict(holder)


class BaseCases:
    """The submissions that vectors vary, each read once. ``place`` is the folder of examples."""

    def __init__(self, place: Path, problems: Problems) -> None:
        self._place = place
        self._problems = problems
        self._read: dict[str, dict[str, Any] | None] = {}

    def varied(
        self, file: Path, pointer: str, base: str, parts: Sequence[Mapping[str, Any]]
    ) -> list[Submission] | None:
        """Return ``base`` as each part varies it, or None after recording why that cannot be."""
        found = [
            self._one(file, pointer, part.get("base", base), part, f"{file.stem}-{number}.json")
            for number, part in enumerate(parts)
        ]
        whole = [submission for submission in found if submission is not None]
        return whole if len(whole) == len(found) else None

    def _one(
        self, file: Path, pointer: str, base: str, part: Mapping[str, Any], name: str
    ) -> Submission | None:
        data = self._base(file, base)
        if data is None:
            return None
        data = copied(data)
        schema = data.pop("$schema", None)
        for change, place, value in _changes(part):
            try:
                change(data, place, value)
            except (LookupError, ValueError, TypeError, AttributeError):
                self._problems.add(file, pointer, "vector-place", found=place)
                return None
        return Submission(file=name, data=data, schema=schema if isinstance(schema, str) else None)

    def _base(self, file: Path, name: str) -> dict[str, Any] | None:
        if name not in self._read:
            source = self._place / name
            if leads_into(source, self._place):
                self._read[name] = read_json(source, self._problems)
            else:
                self._problems.add(file, "", "vector-place", found=name)
                self._read[name] = None
        return self._read[name]


def _changes(part: Mapping[str, Any]) -> Iterator[tuple[Any, str, Any]]:
    for place, value in part.get("set", {}).items():
        yield _put, place, value
    for place in part.get("remove", ()):
        yield _drop, place, None


def _parent(data: Any, pointer: str) -> tuple[Any, Any]:
    *path, last = pointer.strip("/").split("/")
    node = data
    for part in path:
        node = node[int(part)] if isinstance(node, list) else node.setdefault(part, {})
    return node, int(last) if isinstance(node, list) else last


def _put(data: Any, pointer: str, value: Any) -> None:
    node, last = _parent(data, pointer)
    if isinstance(node, list) and last == len(node):
        node.append(value)
    else:
        node[last] = value


def _drop(data: Any, pointer: str, _value: Any) -> None:
    node, last = _parent(data, pointer)
    del node[last]
