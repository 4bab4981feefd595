"""Cells in quotation marks that may have swallowed rows: a mark without its partner met another."""

from __future__ import annotations

import re

FEW_ROWS = 2
"""So many lines in one cell that look like rows of the table are odd."""

LINE_END = re.compile(r"\r\n|\r|\n")
"""The end of a line of a text as any system writes it."""


def rows_in(cell: str, delimiter: str, width: int) -> int:
    """Return how many lines of a cell, below its first, have the separators of a whole row.

    A cell in quotes may hold line ends (RFC 4180, 2.6), so that they alone prove nothing. In a
    table of one column any line would look like a row: none is counted.
    """
    if width < 2 or ("\n" not in cell and "\r" not in cell):  # noqa: PLR2004 - a column beside it
        return 0
    marks = width - 1
    return sum(1 for line in LINE_END.split(cell)[1:] if line.count(delimiter) == marks)
