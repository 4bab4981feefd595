"""The data as they are judged: a part in which nothing was filled in is a part that is missing.

One medium writes every part of the form, another only those with something in them, and a table
without rows comes with an empty list, with blank rows or with none. All are judged alike, and
the fingerprint does not tell them apart (``carried.content_of``). The page does the same
(``src/data/empty_parts.ts``): see ``tests/conformance/vectors/parts.json``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import is_
from typing import Any, TypeAlias

from shenbao.policy.model import Field
from shenbao.validation.form_index import ROWS, FormIndex, blank

_Group: TypeAlias = dict[str, Any]


def filled_parts(home: FormIndex, data: Any) -> Any:
    """Return ``data`` without groups, lists and last rows in which nothing was filled in.

    What is left as it was is the same object; the data given are not changed.

    The list of a table's rows stays, though it be empty. What is of another kind than the form
    wants stays as it is.
    """
    if not isinstance(data, dict):
        return data
    if not home.prefix:
        return _group(_parts(home.source.tops), data)
    (key,) = ROWS
    rows = data.get(key)
    if rows is not None and not isinstance(rows, list):
        return data
    return {**data, key: _rows(home.source.tops, rows or ())}


def says_nothing(value: Any) -> bool:
    """Say whether nothing was filled in at or below; an unticked box is an answer."""
    if isinstance(value, dict):
        return all(map(says_nothing, value.values()))
    if isinstance(value, list):
        return all(map(says_nothing, value))
    return blank(value)


def _parts(nodes: Iterable[Field]) -> tuple[Field, ...]:
    return tuple(node for node in nodes if node.kind in ("object", "array"))


def _group(parts: Sequence[Field], group: _Group) -> _Group:
    if not parts:
        return group
    kept = dict(group)
    for node in parts:
        value = kept.pop(node.key, None)
        if isinstance(value, list) and node.kind == "array":
            value = _rows(node.item.children if node.item is not None else (), value) or None
        elif isinstance(value, dict) and node.kind == "object":
            value = None if says_nothing(value) else _group(_parts(node.children), value)
        if value is not None:
            kept[node.key] = value
    same = len(kept) == len(group) and all(kept[key] is value for key, value in group.items())
    return group if same else kept


def _rows(columns: Iterable[Field], rows: Sequence[Any]) -> Sequence[Any]:
    """Return the rows up to the last one that says something: those below are paper."""
    end = len(rows)
    while end and says_nothing(rows[end - 1]):
        end -= 1
    parts = _parts(columns)
    kept = [_group(parts, row) if isinstance(row, dict) else row for row in rows[:end]]
    same = isinstance(rows, list) and len(kept) == len(rows) and all(map(is_, kept, rows))
    return rows if same else kept
