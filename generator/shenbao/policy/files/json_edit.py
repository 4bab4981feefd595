"""A JSON file written anew with as few changed characters as can be: what stays keeps its text.

An object keeps the order of its keys where that has no meaning, and its line breaks everywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from json import JSONDecoder
from typing import Any, TypeAlias

ORDERED = frozenset({"properties", "$defs", "values", "counts", "sums"})
"""Keys of objects in which the order of the members has a meaning."""

UNORDERED = frozenset({"required"})
"""Keys of lists of names in which it has none."""

_WIDTH = 150
"""Characters of a line on which a whole object may stand."""

_STEP = "  "
_NAMES = ("id", "name", "key")
_BLANKS = re.compile(r"[ \t\n\r]*")
_read = JSONDecoder().raw_decode

_Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Node:
    """A value of a JSON text: where it stands, and its members, each from its key on."""

    span: _Span
    value: Any
    members: tuple[tuple[str | int, int, _Node], ...] = ()


def same(one: Any, other: Any, key: str = "") -> bool:
    """Say whether two JSON values mean the same; ``key`` is that under which they stand."""
    if isinstance(one, dict) and isinstance(other, dict):
        if key in ORDERED and [*one] != [*other]:
            return False
        return one.keys() == other.keys() and all(
            same(one[name], other[name], name) for name in one
        )
    if isinstance(one, list) and isinstance(other, list):
        if key in UNORDERED and _names(one) and _names(other):
            return sorted(one) == sorted(other)
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other) and isinstance(one, str) == isinstance(other, str)


def dump(value: Any) -> str:
    """Return a JSON text as the files of a policy folder are written, a line feed at its end."""
    return f"{_dumped(value, '')}\n"


def edited(text: str, value: Any) -> str:
    """Return a JSON text changed so that it says ``value``; ``text`` must be JSON."""
    root = _parsed(text, _blank(text, 0))
    return text[: root.span[0]] + _render(text, root, value, "") + text[root.span[1] :]


def _names(items: Sequence[Any]) -> bool:
    return all(isinstance(item, str) for item in items)


def _dumped(value: Any, indent: str) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value:
        return flat
    if len(indent) + len(flat) <= _WIDTH and not _is_long(value):
        return flat
    inner = indent + _STEP
    if isinstance(value, dict):
        parts = [
            f"{json.dumps(key, ensure_ascii=False)}: {_dumped(item, inner)}"
            for key, item in value.items()
        ]
    else:
        parts = [_dumped(item, inner) for item in value]
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    return f"{opened}\n{inner}" + f",\n{inner}".join(parts) + f"\n{indent}{closed}"


def _is_long(value: dict[str, Any] | list[Any]) -> bool:
    """Say whether a value is better told line by line: a list of objects, or one with such."""
    if isinstance(value, list):
        return any(isinstance(item, dict | list) for item in value)
    return any(isinstance(item, dict | list) and item and _is_long(item) for item in value.values())


def _blank(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return at if found is None else found.end()


def _parsed(text: str, at: int) -> _Node:
    """Return the value that begins at ``at``."""
    if text[at] not in "{[":
        value, end = _read(text, at)
        return _Node((at, end), value)
    members: list[tuple[str | int, int, _Node]] = []
    is_object, here = text[at] == "{", _blank(text, at + 1)
    while text[here] not in "}]":
        start, key = here, len(members)
        if is_object:
            key, here = _read(text, here)
            here = _blank(text, _blank(text, here) + 1)
        node = _parsed(text, here)
        members.append((key, start, node))
        here = _blank(text, node.span[1])
        if text[here] == ",":
            here = _blank(text, here + 1)
    pairs = [(key, node.value) for key, _, node in members]
    value = dict(pairs) if is_object else [item for _, item in pairs]
    return _Node((at, here + 1), value, tuple(members))


def _render(text: str, node: _Node, value: Any, key: str) -> str:
    """Return the text of ``value`` in the place of a node."""
    if same(node.value, value, key):
        return text[node.span[0] : node.span[1]]
    if node.members and value:
        if isinstance(node.value, dict) and isinstance(value, dict):
            return _object(text, node, value, key)
        if isinstance(node.value, list) and isinstance(value, list):
            return _list(text, node, value)
    return _dumped(value, _indent(text, node.span[0]))


def _object(text: str, node: _Node, value: Mapping[str, Any], key: str) -> str:
    old = {str(name): (start, child) for name, start, child in node.members}
    kept = [name for name in old if name in value]
    if key in ORDERED and kept != [name for name in value if name in old]:
        kept = []
    wanted = [*value] if not kept or key in ORDERED else _in_old_order(kept, value)
    pieces = []
    for name in wanted:
        start, child = old.get(name, (0, None))
        said = text[start : child.span[0]] if child else f"{json.dumps(name, ensure_ascii=False)}: "
        pieces.append(
            _Piece(
                number=[*old].index(name) if child else None,
                said=said + (_render(text, child, value[name], name) if child else ""),
                value=None if child else value[name],
            )
        )
    return _joined(text, node, pieces)


def _in_old_order(kept: Sequence[str], value: Mapping[str, Any]) -> list[str]:
    """Return the keys in the order of the file, each new one behind the one before it."""
    order, last = [*kept], ""
    for name in value:
        if name not in order:
            order.insert(order.index(last) + 1 if last in order else 0, name)
        last = name
    return order


def _list(text: str, node: _Node, value: Sequence[Any]) -> str:
    pieces: list[_Piece] = []
    for number, item in _aligned(node.value, value):
        if number is None:
            pieces.append(_Piece(number=None, said="", value=item))
        else:
            said = _render(text, node.members[number][2], item, "")
            pieces.append(_Piece(number=number, said=said, value=None))
    return _joined(text, node, pieces)


def _aligned(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int | None, Any]]:
    """Yield each new item with the place of the old one that it was, None for a new one."""
    before, after = ([_mark(item) for item in items] for items in (old, new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        paired = kind == "equal" or (kind == "replace" and last - first == end - start)
        for number in range(start, end):
            yield (first + number - start if paired else None), new[number]


def _mark(item: Any) -> str:
    """Return what an item is told by: its id where it has one, else all of it."""
    if isinstance(item, dict):
        for name in _NAMES:
            if isinstance(item.get(name), str):
                return f"{name}={item[name]}"
    return json.dumps(item, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A member to write: the old one's place, and its text or (of a new one) its value."""

    number: int | None
    said: str
    value: Any


def _joined(text: str, node: _Node, pieces: Sequence[_Piece]) -> str:
    """Return an object or list of these members, parted as the old ones were."""
    starts = [start for _, start, _ in node.members]
    ends = [child.span[1] for _, _, child in node.members]
    opening = text[node.span[0] + 1 : starts[0]]
    usual = text[ends[0] : starts[1]] if len(starts) > 1 else f",{opening or ' '}"
    indent = _indent(text, starts[0])
    parts = [text[node.span[0]], opening]
    before: int | None = None
    for place, piece in enumerate(pieces):
        if place:
            follows = piece.number is not None and before is not None and piece.number == before + 1
            parts.append(
                text[ends[before] : starts[before + 1]] if follows and before is not None else usual
            )
        said = piece.said
        if piece.number is None:
            said += _dumped(piece.value, indent)
        parts.append(said)
        before = piece.number
    return "".join((*parts, text[ends[-1] : node.span[1]]))


def _indent(text: str, at: int) -> str:
    """Return the blanks at the start of the line on which ``at`` stands."""
    start = text.rfind("\n", 0, at) + 1
    line = text[start:at]
    return line[: len(line) - len(line.lstrip())]
