"""What stands on the pages of a PDF besides the form: fields it has lost, words typed over it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shenbao.submissions.pdf.objects import array, items, named, text

MOST_MARKS = 50_000
DEEPEST = 16

_TYPED = "FreeText"
_REMARKS = frozenset(("Text", "Highlight", "Underline", "StrikeOut", "Squiggly", "Caret"))


def roots(pdf: Any) -> Iterator[Any]:
    """Yield the outermost field of every box on the pages.

    Programs that join or split files forget to enter the fields in the form, where a reader
    would find them; the boxes stay on their pages.
    """
    for _, mark in _marks(pdf):
        if named(dict(items(mark)).get("/Subtype")) == "Widget":
            yield _outermost(mark)


def typed(pdf: Any) -> Iterator[tuple[int, str]]:
    """Yield the texts that somebody typed onto the pages, with the number of the page."""
    for page, mark in _marks(pdf):
        keys = dict(items(mark))
        words = text(keys.get("/Contents")).strip()
        if named(keys.get("/Subtype")) == _TYPED and words:
            yield page, words


def remarks(pdf: Any) -> int:
    """Return how many remarks of a reviewer hold words."""
    keys = (dict(items(mark)) for _, mark in _marks(pdf))
    return sum(
        named(item.get("/Subtype")) in _REMARKS and bool(text(item.get("/Contents")).strip())
        for item in keys
    )


def _outermost(field: Any) -> Any:
    for _ in range(DEEPEST):
        above = dict(items(field)).get("/Parent")
        if not items(above):
            break
        field = above
    return field


def _marks(pdf: Any) -> Iterator[tuple[int, Any]]:
    count = 0
    for number, page in enumerate(pdf.pages, 1):
        for mark in array(page.obj, "/Annots"):
            count += 1
            if count > MOST_MARKS:
                return
            yield number, mark
