"""The scan without a compiled part: pieces of text to suspect rows and caught columns.

What it passes is right, what it does not know is suspect, and suspect rows are explained by the
exact reader.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from shenbao.tabular.judge.columns import Column
from shenbao.tabular.read.batches import Batch
from shenbao.tabular.scan.row_patterns import RowPattern, row_pattern


class ScannedBatch(Batch):
    """Records of which only the suspect ones, and the columns that keys need, were taken apart."""

    __slots__ = ("_delimiter", "_lines", "_size", "caught", "suspects")

    def __init__(
        self,
        lines: Sequence[str],
        size: int,
        delimiter: str,
        caught: Mapping[int, Sequence[Any]],
        suspects: Sequence[int],
    ) -> None:
        super().__init__(())
        self._lines = lines
        self._size = size
        self._delimiter = delimiter
        self.caught = caught
        self.suspects = suspects

    def __len__(self) -> int:
        return self._size

    def row(self, index: int) -> Sequence[Any]:
        """Return one record: a line without quotes, a blank one has no cells."""
        line = self._lines[index]
        return line.split(self._delimiter) if line else []

    @property
    def rows(self) -> Sequence[Sequence[Any]]:
        """The records."""
        return [self.row(index) for index in range(self._size)]


class Scan:
    """The scan of a table under its columns."""

    def __init__(self, columns: Sequence[Column], pattern: RowPattern, delimiter: str) -> None:
        self._columns = columns
        self._pattern = pattern
        self._delimiter = delimiter

    def batch(self, text: str) -> ScannedBatch | None:
        """Return the records of whole lines without quotes, None where lines end otherwise."""
        if "\r" in text:
            returns = text.count("\r")
            if returns != text.count("\r\n") or returns != text.count("\n"):
                return None
            text = text.replace("\r\n", "\n")
        pattern = self._pattern
        found = pattern.line.findall(text)
        parts: list[Sequence[str]] = [found]
        if len(pattern.groups) > 1:
            parts = list(zip(*found, strict=True))
        marks = parts[pattern.marker]
        # Every line is one match; that of an unknown one caught nothing.
        suspects = {index for index, mark in enumerate(marks) if not mark} if "" in marks else set()
        lines: Sequence[str] = text.split("\n") if suspects else ()
        caught: dict[int, Sequence[Any]] = {}
        for place, texts in zip(pattern.groups, parts, strict=True):
            filled = self._filled(place, texts, suspects, lines) if suspects else texts
            caught[place] = filled
            bad = self._columns[place].suspects(filled)
            if bad:
                wrong = (index for index, one in enumerate(filled) if one in bad)
                suspects = suspects.union(wrong)
                lines = lines or text.split("\n")
        return ScannedBatch(lines, len(found), self._delimiter, caught, sorted(suspects))

    def _filled(
        self, place: int, texts: Sequence[str], suspects: Collection[int], lines: Sequence[str]
    ) -> Sequence[Any]:
        """Put the cells of unknown lines where the groups caught nothing."""
        filled: list[Any] = list(texts)
        for index in suspects:
            cells = lines[index].split(self._delimiter) if lines[index] else ()
            filled[index] = cells[place] if place < len(cells) else None
        return filled


def new_scan(
    columns: Sequence[Column], options: Mapping[str, Any], needed: Collection[int]
) -> Scan | None:
    """Return the scan of a table, None where its dialect or its columns are beyond one.

    ``needed`` are the columns, from zero, whose values keys need.
    """
    quote, delimiter = options["quotechar"], options["delimiter"]
    plain = (
        not options["escapechar"]
        and not options["skipinitialspace"]
        and options["quoting"] == csv.QUOTE_MINIMAL
    )
    if not plain or not quote or delimiter in "\r\n " or len(columns) < 2:  # noqa: PLR2004
        return None
    found = row_pattern(columns, delimiter, quote, needed)
    return None if found is None else Scan(columns, found, delimiter)
