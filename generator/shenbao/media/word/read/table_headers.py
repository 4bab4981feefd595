"""Headers of tables of rows in Word: which rows are one, which column each of its cells names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shenbao.media.reading.label_matching import NUMBER, ColumnTitles
from shenbao.media.word.read.markup.text import Row

HEADER_ROWS = 3


def titles_in(titles: ColumnTitles, row: Row) -> int:
    """Return how many cells of a row are titles; none where it holds controls."""
    return 0 if is_filled_in(row) else titles.titles_in(_labels(row))


def is_header(titles: ColumnTitles, row: Row) -> bool:
    """Say whether a row is a header wherever it stands: marked so or counting, only titles."""
    marked = row.head or any(cell.label == NUMBER for cell in row.cells)
    return marked and not is_filled_in(row) and titles.is_whole(_labels(row))


def heads(titles: ColumnTitles, table: Sequence[Row]) -> list[int]:
    """Return the rows that are headers: those that repeat, the first that holds titles.

    Further down, as where two tables were joined, only rows of nothing but titles are.
    """
    found: list[int] = []
    for at, row in enumerate(table):
        if is_filled_in(row):
            continue
        if row.head or titles.is_whole(_labels(row)) or (not found and titles_in(titles, row)):
            found.append(at)
    return found


def header_columns(
    titles: ColumnTitles, table: Sequence[Row], lines: Sequence[int]
) -> Iterator[tuple[int, str]]:
    """Yield the grid columns that the header ``lines`` name, with their patterns."""
    rows = [table[at] for at in lines]
    for at in sorted({cell.at for row in rows for cell in row.cells}):
        labels = [
            cell.label for row in rows for cell in row.cells if cell.at <= at < cell.at + cell.span
        ]
        pattern = titles.meant(labels)
        if pattern is not None:
            yield at, pattern


def is_filled_in(row: Row) -> bool:
    """Say whether a row has controls."""
    return any(cell.controls for cell in row.cells)


def _labels(row: Row) -> list[str]:
    return [cell.label for cell in row.cells]
