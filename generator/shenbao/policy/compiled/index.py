"""What is asked of all notices before one is chosen: their outlines, and the headings of tables.

The headings stand in sorted lines of text, of which only those are looked at that are asked for:
what a header costs does not grow with the notices.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from shenbao.policy.compiled.codec import reader, to_json
from shenbao.policy.headings import columns_by_name, demanded, leaves
from shenbao.policy.model import Notice
from shenbao.policy.names import (
    ListOutline,
    Outline,
    ValueNames,
    list_outlines,
    outline,
    value_names,
)

_END = b"\n"
_TAB = b"\t"


class Index:
    """The index of sound notices in the order of their ids.

    Its bytes are a line with the SHA-256 of all that follows; four lines of JSON, each looked
    into when it is asked for: of each table its short name and the numbers of the columns that
    every row must fill, the outlines, what the code lists say of themselves by notice, the
    pointers of the values of every form and table; and for each name that a heading may give a
    column a line with the numbers of tables and columns, sorted by the bytes of the names. Raises
    ValueError for other bytes.
    """

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        content = raw.index(_END) + 1
        if hashlib.sha256(memoryview(raw)[content:]).hexdigest().encode() != raw[: content - 1]:
            raise ValueError
        tables = raw.index(_END, content) + 1
        outlines = raw.index(_END, tables) + 1
        lists = raw.index(_END, outlines) + 1
        self._start = raw.index(_END, lists) + 1
        ends = content, tables, outlines, lists, self._start
        self._heads = tuple(raw[start:end] for start, end in pairwise(ends))

    @classmethod
    def of(cls, notices: Sequence[Notice]) -> Index:
        """Return the index of notices."""
        return cls(_document(notices))

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """What is asked of every notice, in order."""
        return tuple(map(reader(Outline), json.loads(self._heads[1])))

    @cached_property
    def lists(self) -> Mapping[str, Mapping[str, ListOutline]]:
        """What the code lists of each notice say of themselves, by their names."""
        return {
            notice: {name: ListOutline(*item) for name, item in lists.items()}
            for notice, lists in json.loads(self._heads[2]).items()
        }

    @cached_property
    def value_names(self) -> tuple[ValueNames, ...]:
        """The values of every form and table, in order."""
        return tuple(
            ValueNames(ref, frozenset(asked), frozenset(computed))
            for ref, asked, computed in json.loads(self._heads[3])
        )

    @cached_property
    def _tables(self) -> Sequence[tuple[str, frozenset[int]]]:
        return [(ref, frozenset(columns)) for ref, columns in json.loads(self._heads[0])]

    def best_tables(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the short names of the tables whose columns a header names best, all alike.

        ``names`` are its folded headings. A table whose required columns are all there comes
        before one that lacks some, then one of which more columns are named.
        """
        named: dict[int, set[int]] = {}
        for name in dict.fromkeys(names):
            for table, column in self._places(name.encode("utf-8", "replace")):
                named.setdefault(table, set()).add(column)
        worth = {
            table: (self._tables[table][1] <= columns, len(columns))
            for table, columns in named.items()
        }
        best = max(worth.values(), default=None)
        return tuple(self._tables[table][0] for table in sorted(worth) if worth[table] == best)

    def _places(self, name: bytes) -> Iterator[tuple[int, int]]:
        """Yield the numbers of tables and columns that a heading may name."""
        low, high = self._start, len(self.raw)
        while low < high:
            at = max(self.raw.rfind(_END, low, (low + high) // 2) + 1, low)
            end = self.raw.index(_END, at)
            key, _, found = self.raw[at:end].partition(_TAB)
            if key == name:
                for pair in found.split():
                    table, _, column = pair.partition(b".")
                    yield int(table), int(column)
                return
            low, high = (end + 1, high) if key < name else (low, at)


def _document(notices: Sequence[Notice]) -> bytes:
    tables: list[tuple[str, list[int]]] = []
    places: dict[bytes, list[str]] = {}
    for table in (table for notice in notices for table in notice.tables):
        numbers = {column.pointer: at for at, column in enumerate(leaves(table))}
        for name, column in columns_by_name(table).items():
            place = f"{len(tables)}.{numbers[column.pointer]}"
            places.setdefault(name.encode(), []).append(place)
        tables.append((table.ref, [numbers[column.pointer] for column in demanded(table)]))
    lists = {notice.id: list_outlines(notice) for notice in notices}
    values = [
        (item.ref, sorted(item.asked), sorted(item.computed))
        for notice in notices
        for item in value_names(notice)
    ]
    lines = [_json(tables), _json([to_json(outline(item)) for item in notices])]
    lines += [_json(lists), _json(values)]
    lines += [name + _TAB + " ".join(places[name]).encode() for name in sorted(places)]
    content = b"".join(line + _END for line in lines)
    return hashlib.sha256(content).hexdigest().encode() + _END + content


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
