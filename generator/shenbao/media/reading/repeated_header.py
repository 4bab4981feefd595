"""A header that comes again among the rows, as where tables or printed pages were joined."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from shenbao.media.reading.values.writings import first_words
from shenbao.policy.headings import label

AGAIN: Final = "csv.header-again"
OTHER: Final = "csv.header-other"

Kind: TypeAlias = Literal["", "csv.header-again", "csv.header-other"]
"""No header; the same header; headings of the table in other places."""

_FEWEST = 2
"""So many headings make a header, of a table with one column the one."""


class RepeatedHeader:
    """Tells rows that are headers. ``headings`` are what may head each column, by its place."""

    def __init__(self, headings: Mapping[int, Collection[str]]) -> None:
        self._names = {
            at: names
            for at, texts in headings.items()
            if (names := {label(text).name for text in texts} - {""})
        }
        self._all = frozenset[str]().union(*self._names.values())
        self._fewest = min(_FEWEST, len(self._names))

    def kind(self, texts: Sequence[str]) -> Kind:
        """Say what a row is, by the texts of its cells: a header holds nothing but headings.

        A number beside the columns counts the rows, as forms have it printed.
        """
        first = first_words(texts)
        if first is None or label(texts[first]).name not in self._all:
            return ""
        found = [
            (at, label(text).name)
            for at, text in enumerate(texts)
            if text.strip() and (at in self._names or not text.strip().isdecimal())
        ]
        if len(found) < self._fewest or not all(name in self._all for _, name in found):
            return ""
        same = all(name in self._names.get(at, ()) for at, name in found)
        return AGAIN if same else OTHER
