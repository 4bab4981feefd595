"""Keys over whole tables: what was seen, where, and what stands in another table."""

from __future__ import annotations

import json
import sys
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Protocol

from shenbao.tabular.results import DuplicateKey

MOST_HELD = 160 * 1024 * 1024
"""Bytes of keys that Python holds at a time."""

_ENTRY = 80
"""Bytes of a place in a set or dictionary that grows."""


class KeyMemory:
    """The memory that the keys of a table, or those that it refers to, share."""

    def __init__(self, most: int = MOST_HELD) -> None:
        self.most = most
        self._left = most

    def take(self, keys: Iterable[Hashable]) -> int | None:
        """Return how many bytes new keys take, None where there is no room for them."""
        size = sum(map(_held, keys))
        if size > self._left:
            return None
        self._left -= size
        return size

    def give_back(self, size: int) -> None:
        """Let others have what was taken."""
        self._left += size


def _held(key: Hashable) -> int:
    inner = sum(map(_held, key)) if isinstance(key, tuple) else 0
    return sys.getsizeof(key) + inner + _ENTRY


class KeyStore(Protocol):
    """Remembers keys, in memory or beyond.

    ``stopped`` is the row from which on there was no room for them.
    """

    stopped: int | None

    def add(self, keys: Sequence[Hashable], rows: Sequence[int]) -> Iterable[tuple[int, int]]:
        """Take the keys of a batch with their rows.

        Return, for each key that was there before, its place in the batch and the row of its
        last occurrence; nothing where that is only known at the end.
        """

    def finish(self, most: int | None) -> tuple[int, list[DuplicateKey]]:
        """Return how many keys stood before and were not told of, and the first of them."""


class MemoryKeys:
    """Keys in memory, each with the row where it stood last."""

    def __init__(self, memory: KeyMemory | None = None) -> None:
        self._rows: dict[Hashable, int] = {}
        self._memory = memory or KeyMemory()
        self._taken = 0
        self.stopped: int | None = None

    def add(self, keys: Sequence[Hashable], rows: Sequence[int]) -> Iterable[tuple[int, int]]:
        """Take a batch; at once if nothing in it is known."""
        if self.stopped is not None:
            return ()
        taken = self._memory.take(key for key in keys if key not in self._rows)
        if taken is None:
            self.stopped = rows[0]
            self._rows.clear()
            self._memory.give_back(self._taken)
            return ()
        self._taken += taken
        fresh = dict(zip(keys, rows, strict=True))
        if len(fresh) == len(keys) and self._rows.keys().isdisjoint(fresh):
            self._rows.update(fresh)
            return ()
        repeated: list[tuple[int, int]] = []
        for index, (key, row) in enumerate(zip(keys, rows, strict=True)):
            before = self._rows.get(key)
            if before is not None:
                repeated.append((index, before))
            self._rows[key] = row
        return repeated

    def finish(self, _most: int | None) -> tuple[int, list[DuplicateKey]]:
        """Return nothing: all was told."""
        return 0, []


def hashable(values: Sequence[Any]) -> Sequence[Hashable]:
    """Return values that can be keys: objects and arrays as their canonical text."""
    return [_frozen(value) for value in values]


def joined(columns: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Return the composite keys of a batch from the values of its columns."""
    return list(zip(*columns, strict=True))


class _NotANumber:
    """Equal to no other."""

    def __str__(self) -> str:
        return "NaN"


def _frozen(value: Any) -> Hashable:
    if isinstance(value, dict | list):
        return (type(value).__name__, json.dumps(value, sort_keys=True, default=str))
    if isinstance(value, tuple):
        return tuple(map(_frozen, value))
    if value != value:  # noqa: PLR0124 - NaN equals nothing, itself included
        return _NotANumber()
    return value  # type: ignore[no-any-return]
