"""The pages of a PDF: which of the form they are, fields they have lost, words typed over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shenbao.media.pdf.contract import PAGE_COUNT, PAGE_NUMBER, PAGE_PIECE
from shenbao.media.pdf.read.objects import array, items, name_text, text

MOST_MARKS = 50_000
MOST_PAGES = 10_000
DEEPEST = 16

_TYPED = "FreeText"  # ISO 32000-1, 12.5.6.6
_STRUCK = "StrikeOut"  # 12.5.6.10
_REMARKS = frozenset(("Text", "Highlight", "Underline", "StrikeOut", "Squiggly", "Caret"))


@dataclass(frozen=True, slots=True)
class Numbered:
    """The pages of the form in a file: how many there are to be, which are gone, or come again."""

    total: int
    missing: tuple[int, ...]
    twice: tuple[int, ...]


def numbered(pdf: Any) -> Numbered | None:
    """Return what the pages say of their numbers; None where a program dropped what they said."""
    found: Counter[int] = Counter()
    total = 0
    for page in pdf.pages:
        piece = dict(items(dict(items(page.obj.get("/PieceInfo"))).get(PAGE_PIECE)))
        told = dict(items(piece.get("/Private")))
        number, pages = told.get(PAGE_NUMBER), told.get(PAGE_COUNT)
        if isinstance(number, int) and isinstance(pages, int) and 0 < number <= pages <= MOST_PAGES:
            found[number] += 1
            total = max(total, pages)
    if not found:
        return None
    return Numbered(
        total,
        tuple(number for number in range(1, total + 1) if number not in found),
        tuple(sorted(number for number, times in found.items() if times > 1)),
    )


def roots(pdf: Any) -> Iterator[Any]:
    """Yield the outermost field of every box on the pages.

    Programs that join or split files forget to enter the fields in the form, where a reader
    would find them; the boxes stay on their pages.
    """
    for _, mark in _marks(pdf):
        if _kind(mark) == "Widget":
            yield _outermost(mark)


def typed(pdf: Any) -> Iterator[tuple[int, str]]:
    """Yield the texts that somebody typed onto the pages, with the number of the page."""
    for page, mark in _marks(pdf):
        keys = dict(items(mark))
        words = text(keys.get("/Contents")).strip()
        if name_text(keys.get("/Subtype")) == _TYPED and words:
            yield page, words


def struck(pdf: Any) -> Iterator[int]:
    """Yield the pages on which somebody drew a line through words."""
    found = (page for page, mark in _marks(pdf) if _kind(mark) == _STRUCK)
    yield from dict.fromkeys(found)


def remarks(pdf: Any) -> int:
    """Return how many remarks of a reviewer hold words."""
    keys = (dict(items(mark)) for _, mark in _marks(pdf))
    return sum(
        name_text(item.get("/Subtype")) in _REMARKS and bool(text(item.get("/Contents")).strip())
        for item in keys
    )


def _kind(mark: Any) -> str:
    return name_text(dict(items(mark)).get("/Subtype"))


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
