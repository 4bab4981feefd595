"""The words on the pages of a PDF, read by a process of its own, which ``words`` starts.

The library that sees pages has no limits. What each page says is a line of JSON, said at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from shenbao.core.errors import MissingExtraError
from shenbao.core.guards import confined

MOST_PAGES = 500
MOST_SECONDS = 60.0
_MOST_MEMORY = 400
_LIBRARY = "pypdfium2"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A line of a page; ``left`` is where its first letter begins, ``width`` how wide that is.

    In points; None where the library does not know which letter stands where.
    """

    text: str
    left: float | None = None
    width: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """The lines of each page in order, none for a picture.

    ``whole`` says that all pages were seen, ``opened`` that the file could be opened at all.
    """

    pages: tuple[tuple[PageLine, ...], ...]
    whole: bool
    opened: bool


def words(path: Path) -> PageWords:
    """Return the words on the pages of a PDF; raises MissingExtraError without the extra scan."""
    if find_spec(_LIBRARY) is None:
        raise MissingExtraError(_LIBRARY, "scan")
    said = confined.run(__name__, str(path.absolute()), seconds=MOST_SECONDS)
    told = [json.loads(line) for line in said.lines]
    pages = tuple(
        tuple(PageLine(text=text, left=left, width=width) for text, left, width in item["lines"])
        for item in told
        if "lines" in item
    )
    opened = any("pages" in item for item in told)
    count = next((item["pages"] for item in told if "pages" in item), 0)
    return PageWords(pages=pages, whole=said.whole and len(pages) == count, opened=opened)


def main(path: str) -> None:
    """Say how many pages a file has, then what each of them says."""
    import pypdfium2

    confined.limit_memory(_MOST_MEMORY)
    try:
        document = pypdfium2.PdfDocument(Path(path).read_bytes())
    except pypdfium2.PdfiumError:
        return
    with document:
        _say({"pages": len(document)})
        for number in range(min(len(document), MOST_PAGES)):
            try:
                lines = list(_lines(document[number].get_textpage()))
            except pypdfium2.PdfiumError:
                lines = []
            _say({"lines": lines})


def _lines(page: Any) -> Iterator[tuple[str, float | None, float]]:
    """Yield the lines of a page, each with where its first letter begins and how wide that is."""
    count = page.count_chars()
    text = page.get_text_range() if count > 0 else ""
    at = 0
    for line in text.splitlines(keepends=True):
        plain = line.strip()
        left, width = None, 0.0
        if plain and len(text) == count:
            left, _, right, _ = page.get_charbox(at + line.index(plain), loose=True)
            width = right - left
        at += len(line)
        yield plain, left, width


def _say(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
