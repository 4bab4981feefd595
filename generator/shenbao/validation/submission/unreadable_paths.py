"""Places whose value cannot be read, so indexed that asking does not depend on how many there are.

A path with ``*`` stands for every row; a file with a mistake in every row must not cost a look
at every row for every row.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple, TypeAlias

from shenbao.policy.cel.mentions import ROW
from shenbao.policy.cel.mentions import Path as Dotted
from shenbao.validation.form_index import Path

_Wild: TypeAlias = tuple[int, ...]


class _Index(NamedTuple):
    """The places and what lies above them, with ``*`` at some of their steps."""

    places: frozenset[Dotted]
    above: frozenset[Dotted]


class UnreadablePaths(frozenset[Path]):
    """A set of places."""

    def reach(self, wanted: Dotted, *, whole: bool) -> bool:
        """Say whether a place lies on the way to a wanted value; ``whole``: or inside it."""
        index = self._index(_wild(wanted))
        if any(wanted[:end] in index.places for end in range(len(wanted) + 1)):
            return True
        return whole and wanted in index.above

    def inside(self, wanted: Dotted) -> bool:
        """Say whether a place lies inside a wanted value."""
        return wanted in self._index(_wild(wanted)).above

    @cached_property
    def rows(self) -> UnreadablePaths:
        """Those of them that are rows as a whole, or the data themselves."""
        return UnreadablePaths(place for place in self if not place or isinstance(place[-1], int))

    def _index(self, wild: _Wild) -> _Index:
        known: dict[_Wild, _Index] = self.__dict__.setdefault("indexes", {})
        if wild not in known:
            places = {_steps(place, wild) for place in self}
            above = {place[:end] for place in places for end in range(len(place))}
            known[wild] = _Index(frozenset(places), frozenset(above))
        return known[wild]


def _wild(wanted: Dotted) -> _Wild:
    return tuple(number for number, step in enumerate(wanted) if step == ROW)


def _steps(place: Path, wild: _Wild) -> Dotted:
    return tuple(ROW if number in wild else str(step) for number, step in enumerate(place))


NOTHING = UnreadablePaths()
