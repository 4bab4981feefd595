"""The lines of a PDF with text, and which of them begin a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from shenbao.authoring.source.lines import SourceText
from shenbao.authoring.source.marks import mark_of
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import said
from shenbao.media.pdf.read.page_text import PageLine, words
from shenbao.media.reading.source import SourceFile

_INDENT = 0.7
"""Widths of a usual letter by which a line that begins a paragraph stands further in."""

_MOST_MARKED = 0.5


def pdf_text(source: SourceFile) -> SourceText:
    """Return the text of a PDF; raises ShenbaoError for a scan and for what cannot be seen.

    Raises MissingExtraError where the extra ``scan`` is not installed.
    """
    seen = words(source.path)
    if not seen.opened:
        raise ShenbaoError("authoring-pdf-closed", file=source.name)
    if not seen.whole:
        raise ShenbaoError("authoring-pdf-unseen", file=source.name, pages=len(seen.pages))
    blank = [
        number for number, page in enumerate(seen.pages, 1) if not any(line.text for line in page)
    ]
    if len(blank) == len(seen.pages):
        raise ShenbaoError("authoring-scan", file=source.name, pages=len(seen.pages))
    told = (said("authoring-blank-pages", count=len(blank), first=blank[0]),) if blank else ()
    lines = [line for page in seen.pages for line in page]
    return SourceText(
        lines=tuple(line.text for line in lines),
        remarks=told,
        wrapped=True,
        begins=_begins(lines),
    )


def _begins(lines: Sequence[PageLine]) -> frozenset[int] | None:
    """Return the numbers of the lines that stand further in than the margin.

    None where that says nothing: places are not known, or numbered lines are not further in.
    """
    known = [line.left for line in lines if line.left is not None]
    if not known or len(known) < sum(bool(line.text) for line in lines):
        return None
    margin = min(known) + _INDENT * median(line.width for line in lines if line.left is not None)
    found = frozenset(
        number
        for number, line in enumerate(lines, 1)
        if line.left is not None and line.left > margin
    )
    marked = [number for number, line in enumerate(lines, 1) if mark_of(line.text) is not None]
    inside = sum(number in found for number in marked)
    clear = inside > _MOST_MARKED * len(marked) and len(found) < len(known)
    return found if clear else None
