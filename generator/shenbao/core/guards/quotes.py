"""Cells in quotation marks that may have swallowed rows: a mark without its partner met another."""

from __future__ import annotations

import re

FEW_ROWS = 2
"""So many lines in one cell that look like rows of the table are odd."""

LINE_END = re.compile(r"\r\n|\r|\n")
"""The end of a line of a text as any system writes it."""


def rows_in(cell: str, delimiter: str, width: int, index: int) -> int:
    """Return how many lines of a cell, below its first, have the separators of a whole row.

    ``index`` cells stand before it in its record. A cell in quotes may hold line ends (RFC 4180,
    2.6), so that they alone prove nothing. Its last line goes on behind the closing quote: where
    the first line and it are whole rows with what stands outside, it is counted, too, beside
    another one. In a table of one column any line would look like a row: none is counted.
    """
    if width < 2 or ("\n" not in cell and "\r" not in cell):  # noqa: PLR2004 - a column beside it
        return 0
    marks = width - 1
    first, *below = (line.count(delimiter) for line in LINE_END.split(cell))
    found = below.count(marks)
    both = first + index == marks and below[-1] == index != marks
    return found + 1 if found and both else found
