"""What somebody wrote beside the form: paragraphs, tables and text boxes that are none of ours.

Everything of a form stands in styles of its own, which programs keep even where they drop the
controls. Where the styles are lost, what was added cannot be told from what was there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from shenbao.media.word.contract import STYLES
from shenbao.media.word.read.markup.text import Document, WordTable

_OWN = frozenset(name.casefold() for name in STYLES)
_TELLING = frozenset(("hint", "note", "notestitle"))
"""Where none of these is left, a program has put styles of its own in their place."""


class Strays:
    """Tells what was added to a document; ``styles`` are the names of its styles by id."""

    def __init__(self, document: Document, styles: Mapping[str, str]) -> None:
        names = {key: "".join(name.split()).lower() for key, name in styles.items()}
        self._own = {key for key, name in names.items() if name in _OWN}
        self._lines = document.lines
        self._boxes = document.boxes
        telling = (names.get(line.style) for line in document.lines)
        self._known = any(name in _TELLING for name in telling)

    def is_added(self, table: WordTable) -> bool:
        """Say whether somebody put in a table: nothing in it is ours."""
        cells = [cell for row in table.rows for cell in row.cells]
        return self._known and not any(
            cell.controls or cell.style in self._own for cell in cells if cell.text.strip()
        )

    def texts(self) -> Iterator[str]:
        """Yield what was added outside tables: paragraphs that follow each other as one."""
        if self._known:
            for added, lines in groupby(self._lines, lambda line: line.style not in self._own):
                if added:
                    yield "\n".join(line.text for line in lines)
        yield from self._boxes


def text_of(table: WordTable) -> str:
    """Return what stands in a table, its cells one after another."""
    texts = (cell.text.strip() for row in table.rows for cell in row.cells)
    return " ".join(filter(None, texts))
