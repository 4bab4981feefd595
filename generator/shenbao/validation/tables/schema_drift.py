"""A table schema held against the published one: what was taken out of it or made looser.

What is only stricter does no harm and is not told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shenbao.core.findings import Finding, Where
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import Value, many
from shenbao.validation.tables.findings import titled

_MOST = 20
_SHOWN = 60
_WHOLE = ("primaryKey", "uniqueKeys", "foreignKeys")
_VALUES = ("missingValues", "trueValues", "falseValues")
_LOOSER: Mapping[str, Callable[[Any, Any], bool]] = {
    "minimum": lambda wanted, found: found < wanted,
    "exclusiveMinimum": lambda wanted, found: found < wanted,
    "minLength": lambda wanted, found: found < wanted,
    "maximum": lambda wanted, found: found > wanted,
    "exclusiveMaximum": lambda wanted, found: found > wanted,
    "maxLength": lambda wanted, found: found > wanted,
    "enum": lambda wanted, found: not set(map(str, found)) <= set(map(str, wanted)),
}


def check_schema_drift(published: Mapping[str, Any], given: Any, file: str) -> tuple[Finding, ...]:
    """Return a finding for each thing that ``given`` lacks or lets through; at most a few."""
    found = list(_differences(published, given))[:_MOST]
    return tuple(
        Finding(
            rule="package.altered",
            severity="warning",
            verdict="fail",
            where=Where(file=file),
            message=message,
            args=args,
            basis="toolkit",
        )
        for message, args in found
    )


def _differences(
    published: Mapping[str, Any], given: Any
) -> Iterator[tuple[str, dict[str, Value]]]:
    fields = given.get("fields") if isinstance(given, Mapping) else None
    if not isinstance(given, Mapping) or not isinstance(fields, list):
        yield "package-altered-no-schema", {}
        return
    named = (item for item in fields if isinstance(item, Mapping))
    known = {item["name"]: item for item in named if isinstance(item.get("name"), str)}
    for wanted in published["fields"]:
        name = titled(wanted["name"], wanted.get("title") or "")
        found = known.get(wanted["name"])
        if found is None:
            yield "package-altered-removed", {"column": name}
            continue
        for part, before, after in _loosened(wanted, found):
            args = {"column": name, "part": part, "wanted": _show(before)}
            if after is None:
                yield "package-altered-dropped", args
            else:
                yield "package-altered-loosened", {**args, "found": _show(after)}
    for part in _WHOLE:
        if published.get(part) and _keys(given.get(part)) < _keys(published[part]):
            yield "package-altered-key", {"part": part, "wanted": _show(published[part])}
    if _more(published.get("missingValues", [""]), given.get("missingValues")):
        shown = _show(given["missingValues"])
        yield "package-altered-part", {"part": "missingValues", "found": shown}
    if given.get("fieldsMatch") not in (None, "exact"):
        shown = _show(given["fieldsMatch"])
        yield "package-altered-part", {"part": "fieldsMatch", "found": shown}


def _loosened(
    wanted: Mapping[str, Any], found: Mapping[str, Any]
) -> Iterator[tuple[str, Any, Any]]:
    """Yield what a field demands less than it should: the part, before and after."""
    for part in ("type", "format"):
        if wanted.get(part) != found.get(part):
            yield part, wanted.get(part), found.get(part)
    for part in _VALUES:
        if _more(wanted.get(part, []), found.get(part)):
            yield part, wanted.get(part), found.get(part)
    demands = found.get("constraints")
    demands = demands if isinstance(demands, Mapping) else {}
    for name, limit in (wanted.get("constraints") or {}).items():
        if name not in demands or _looser(name, limit, demands[name]):
            yield name, limit, demands.get(name)


def _looser(name: str, wanted: Any, found: Any) -> bool:
    if wanted == found:
        return False
    try:
        return _LOOSER[name](wanted, found) if name in _LOOSER else True
    except TypeError:  # a limit of another kind
        return True


def _more(wanted: Any, found: Any) -> bool:
    return isinstance(found, list) and not {*map(str, found)} <= {*map(str, wanted or [])}


def _keys(value: Any) -> frozenset[str]:
    """Return keys as texts, whatever they are: what is left of them is compared."""
    if isinstance(value, str):
        return frozenset({value})
    return frozenset(map(str, value)) if isinstance(value, list) else frozenset()


def _show(value: Any) -> Value:
    if isinstance(value, list):
        return many(map(_show, value), longest=_SHOWN)
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    return shorten(text, _SHOWN)
