"""What ``referencing`` needs of rpds, in Python: a library in Rust that no browser has.

The engine of the page carries this file as ``rpds``. Maps and sets that are never changed:
each change gives another, which costs a copy. Those of a few schemas are small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any


class HashTrieMap(Mapping[Any, Any]):
    """A mapping of which a change gives another."""

    def __init__(self, value: Any = (), **more: Any) -> None:
        self._held: dict[Any, Any] = dict(value, **more)

    @classmethod
    def convert(cls, value: Any) -> HashTrieMap:
        """Return ``value`` as such a mapping."""
        return value if isinstance(value, cls) else cls(value)

    def __getitem__(self, key: Any) -> Any:
        """Return what stands under a key."""
        return self._held[key]

    def __iter__(self) -> Iterator[Any]:
        """Yield the keys."""
        return iter(self._held)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._held)

    def insert(self, key: Any, value: Any) -> HashTrieMap:
        """Return the same with one more."""
        return HashTrieMap({**self._held, key: value})

    def remove(self, key: Any) -> HashTrieMap:
        """Return the same without one; raises KeyError where it is not there."""
        rest = dict(self._held)
        del rest[key]
        return HashTrieMap(rest)

    def update(self, *more: Any, **named: Any) -> HashTrieMap:
        """Return the same with others."""
        held = dict(self._held)
        for item in more:
            held.update(item)
        return HashTrieMap(held, **named)


class HashTrieSet(frozenset[Any]):
    """A set of which a change gives another."""

    def insert(self, value: Any) -> HashTrieSet:
        """Return the same with one more."""
        return HashTrieSet(self | {value})

    def discard(self, value: Any) -> HashTrieSet:
        """Return the same without one, whether it is there or not."""
        return HashTrieSet(self - {value})

    def update(self, *more: Iterable[Any]) -> HashTrieSet:
        """Return the same with others."""
        return HashTrieSet(self.union(*more))


class List:
    """A list that grows in front."""

    def __init__(self, *values: Any) -> None:
        given = values[0] if len(values) == 1 and isinstance(values[0], Iterable) else values
        self._held: tuple[Any, ...] = tuple(given)

    def __iter__(self) -> Iterator[Any]:
        """Yield them, the last that came first."""
        return iter(self._held)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._held)

    def push_front(self, value: Any) -> List:
        """Return the same with one before the others."""
        return List((value, *self._held))
