"""Keys over whole tables: what was seen, where, and what stands in another table."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Protocol

from shenbao.tabular.results import DuplicateKey


class KeyStore(Protocol):
    """Remembers keys, in memory or beyond."""

    def add(self, keys: Sequence[Hashable], rows: Sequence[int]) -> Iterable[tuple[int, int]]:
        """Take the keys of a batch with their rows.

        Return, for each key that was there before, its place in the batch and the row of its
        last occurrence; nothing where that is only known at the end.
        """

    def finish(self, most: int | None) -> tuple[int, list[DuplicateKey]]:
        """Return how many keys stood before and were not told of, and the first of them."""


class MemoryKeys:
    """Keys in memory, each with the row where it stood last."""

    def __init__(self) -> None:
        self._rows: dict[Hashable, int] = {}

    def add(self, keys: Sequence[Hashable], rows: Sequence[int]) -> Iterable[tuple[int, int]]:
        """Take a batch; at once if nothing in it is known."""
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
