"""What a notice means, apart from how its files write it: the value that a digest is made of.

Every word counts and everything that decides. How a rule was written (by a kind, with a
parameter), in which order the keys of an object stand, which file holds a form, comments and
examples do not count, nor does the number of the version itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from datetime import date
from typing import Any

from shenbao.policy.compiled.codec import from_json, to_json, told
from shenbao.policy.model import (
    Case,
    Edition,
    Field,
    Form,
    Notice,
    Quota,
    Rule,
    Table,
    Target,
    Track,
)

_UNCOUNTED: Mapping[type, frozenset[str]] = {
    Notice: frozenset(("later", "withdrawn", "params", "confirmed")),
    Edition: frozenset(("version",)),
    Form: frozenset(("digest",)),
    Table: frozenset(("digest", "examples")),
    Field: frozenset(("params",)),
    Rule: frozenset(("kind", "params")),
    Case: frozenset(("stated",)),
    Quota: frozenset(("params",)),
    Target: frozenset(("params",)),
    Track: frozenset(("params",)),
}
"""What says how a notice is written, and what follows from the rest."""

_BY_KEY: Mapping[str, str] = {
    "sections": "key",
    "children": "key",
    "columns": "key",
    "forms": "id",
    "tables": "id",
    "lists": "name",
}
"""Values in the order of keys or of files, and the attribute that tells them apart."""


def meaning(notice: Notice) -> Any:
    """Return what a notice means, as JSON."""
    return _meaning(notice)


def _meaning(value: Any) -> Any:
    if is_dataclass(value):
        kind = type(value)
        return {
            name: _member(value, name, item)
            for name, item in told(value)
            if name not in _UNCOUNTED.get(kind, ())
        }
    if isinstance(value, Mapping):
        return {key: _meaning(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_meaning(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _member(owner: Any, name: str, value: Any) -> Any:
    if name == "schema" and isinstance(owner, Form | Table):
        # All else that it says stands in the parts of the form, in one way of writing.
        return {key: item for key, item in value.items() if key in _CLOSING}
    key = _BY_KEY.get(name)
    if key is not None and all(hasattr(item, key) for item in value):
        return {getattr(item, key): _meaning(item) for item in value}
    return _meaning(value)


_CLOSING = frozenset(
    ("additionalProperties", "unevaluatedProperties", "minProperties", "maxProperties")
)


def digest(notice: Notice) -> str:
    """Return the SHA-256 of what a notice means, in hex."""
    return digest_of(meaning(notice))


def digest_of(value: Any) -> str:
    """Return the SHA-256 of a JSON value in hex: the order of its keys does not count."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def snapshot(notice: Notice) -> Any:
    """Return a whole notice as JSON, from which ``restored`` makes it again."""
    return {"notice": to_json(replace(notice, later=None, withdrawn=None))}


def restored(document: Mapping[str, Any]) -> Notice | None:
    """Return the notice of a snapshot, None where this program cannot read it any more."""
    try:
        return from_json(document["notice"])
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError):
        return None
