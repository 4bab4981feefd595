"""A form that stands in a document more than once: two applications, or one pasted twice.

Places that occur again and again tell: the half of what the document has, at least. The
document is then cut where the places begin anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shenbao.media.word.read.controls import Places
from shenbao.media.word.read.lost_controls import Sections
from shenbao.media.word.read.markup.text import Block, Document, Line, WordCell, WordTable

_FEWEST = 3
"""So many places must come again: a cell or two that were copied are no second form."""


def apart(document: Document, places: Places) -> tuple[Document, ...]:
    """Return the copies of the form in a document; the document itself where there is one."""
    keys = _keys(document, places)
    times = Counter(key for found in keys for key in found)
    again = sum(count > 1 for count in times.values())
    if again < _FEWEST or again * 2 < len(times):
        return (document,)
    starts = _starts(document.blocks, keys)
    ends = [*starts[1:], len(document.blocks)]
    return tuple(
        Document(
            blocks=document.blocks[start:end],
            boxes=document.boxes if not start else [],
            tracked=document.tracked,
        )
        for start, end in zip(starts, ends, strict=True)
    )


def _keys(document: Document, places: Places) -> list[set[str]]:
    """Return what each block has that a form has once: single places, else headings."""
    sections = Sections(document, places)
    found: list[set[str]] = []
    ahead = ""
    for block in reversed(document.blocks):
        heading = sections.heading(block) if isinstance(block, Line) else None
        keys = {place for cell in _cells(block) for place in _single(cell, places)}
        if heading is not None and ahead == "table":  # in a list of contents none follows
            keys.add(f"#{heading}")
        found.append(keys)
        if not isinstance(block, Line) or heading is not None:
            ahead = "heading" if isinstance(block, Line) else "table"
    return found[::-1]


def _single(cell: WordCell, places: Places) -> set[str]:
    named = (places.of(control) for control in cell.controls)
    return {
        f"{place.pointer}={place.choice}"
        for place in named
        if place is not None and not place.cover and not place.array
    }


def _starts(blocks: Sequence[Block], keys: Sequence[set[str]]) -> list[int]:
    """Return where each copy begins: with the words that the first begins with."""
    starts = [0]
    met: set[str] = set()
    last = -1
    for at, found in enumerate(keys):
        if found & met:
            alike = [
                place
                for place in range(last + 1, at + 1)
                if _text(blocks[place]) == _text(blocks[0])
            ]
            starts.append(alike[0] if alike else at)
            met = set()
        met |= found
        last = at if found else last
    return starts


def _cells(block: Block) -> list[WordCell]:
    if isinstance(block, WordTable):
        return [cell for row in block.rows for cell in row.cells]
    return [block] if isinstance(block, WordCell) else []


def _text(block: Block) -> str:
    if isinstance(block, Line):
        return block.text.strip()
    return "\n".join(cell.text.strip() for cell in _cells(block))
