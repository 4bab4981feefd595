"""Records in batches, by rows and by columns, whichever is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any


class Batch:
    """Some records of a table, one after another."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def rows(self) -> Sequence[Sequence[Any]]:
        """The records."""
        return self._rows

    def row(self, index: int) -> Sequence[Any]:
        """Return one record."""
        return self._rows[index]

    def columns(self, width: int) -> Sequence[Sequence[Any]]:
        """Return so many columns; short records have None at their end."""
        if not self.ragged(width):
            return list(zip(*self._rows, strict=True))
        found = list(zip_longest(*self._rows))[:width]
        return [*found, *[(None,) * len(self._rows)] * (width - len(found))]

    def ragged(self, width: int) -> Sequence[int]:
        """Return the places of the records that have more or fewer cells."""
        if set(map(len, self._rows)) == {width}:
            return ()
        return [index for index, cells in enumerate(self._rows) if len(cells) != width]


class FlatBatch(Batch):
    """Records of one width out of a single split text: ``cells`` with a mark after each record."""

    __slots__ = ("_cells", "_size", "_step")

    def __init__(self, cells: list[str], width: int, size: int) -> None:
        self._cells = cells
        self._step = width + 1
        self._size = size

    def __len__(self) -> int:
        return self._size

    @property
    def rows(self) -> Sequence[Sequence[Any]]:
        """The records."""
        return [self.row(index) for index in range(self._size)]

    def row(self, index: int) -> Sequence[Any]:
        """Return one record."""
        start = index * self._step
        return self._cells[start : start + self._step - 1]

    def columns(self, width: int) -> Sequence[Sequence[Any]]:
        """Return the columns, each a slice."""
        if width != self._step - 1:
            return Batch(self.rows).columns(width)
        cells, step = self._cells[:-1], self._step
        return [cells[index::step] for index in range(width)]

    def ragged(self, width: int) -> Sequence[int]:
        """Return all places or none: the records are of one width."""
        return () if width == self._step - 1 else range(self._size)


def split(text: str, delimiter: str) -> FlatBatch | None:
    """Return the records of a text without quotes, None unless all have the same width.

    The text ends with a line feed. A blank line is a record of no cells, so that a table of
    one column cannot be split like this.
    """
    if "\r" in text:
        returns = text.count("\r")
        if returns != text.count("\r\n") or returns != text.count("\n"):
            return None
        text = text.replace("\r\n", "\n")
    size = text.count("\n")
    width = text.count(delimiter, 0, text.find("\n")) + 1
    if width == 1 or not text.endswith("\n"):
        return None
    cells = text.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter)
    step = width + 1
    if len(cells) != size * step + 1 or cells[width::step].count("\n") != size:
        return None
    return FlatBatch(cells, width, size)


class Unread:
    """A cell whose value the file does not give: an error, a formula without a result.

    No type accepts it. ``message`` says what it is; its text is what the cell shows.
    """

    __slots__ = ("message", "text")

    def __init__(self, text: str, message: str) -> None:
        self.text = text
        self.message = message

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__
