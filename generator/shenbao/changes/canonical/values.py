"""Closed lists of values: what else is asked for beside them only makes them fewer."""

from __future__ import annotations

from typing import Any

from shenbao.changes.canonical.node import Keywords, Node, node
from shenbao.changes.canonical.written import MOST_NODES, written
from shenbao.core.engines import current as engines
from shenbao.core.engines.ports import JsonSchema, SchemaRefused
from shenbao.validation.submission.json_schema import FORMATS

_BESIDE = frozenset({"enum", "type"})


def settled(keywords: Keywords) -> Keywords:
    """Return keywords where a list of values holds only those that fit the rest, and no rest."""
    if "enum" not in keywords or not keywords.keys() - _BESIDE:
        return keywords
    rest = {name: value for name, value in keywords.items() if name not in _BESIDE}
    judge = judge_of(node(rest))
    if judge is None:
        return keywords
    values = tuple(value for value in keywords["enum"] if accepts(judge, value))
    kept: dict[str, Any] = {"enum": values}
    return {**kept, "type": keywords["type"]} if "type" in keywords else kept


def judge_of(found: Node) -> JsonSchema | None:
    """Return what judges values by a node alone, None where it cannot stand alone."""
    if found.reach or found.size > MOST_NODES or "opaque" in found.keywords:
        return None
    try:
        return engines.json_schema().compile(written(found), formats=FORMATS)
    except (SchemaRefused, ValueError):
        return None


def accepts(judge: JsonSchema, value: Any) -> bool:
    """Say whether a schema accepts a value; what nobody can judge it does not."""
    try:
        return judge.is_valid(value)
    except ValueError:
        return False
