"""The lines of a Word file as somebody reads it who has accepted every change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from shenbao.core.messages.values import Said, said
from shenbao.media.reading.ooxml import open_office
from shenbao.media.reading.source import SourceFile
from shenbao.media.reading.values.text_looks import Kind
from shenbao.media.word.read.markup.text import Block, Document, Row, WordTable
from shenbao.media.word.read.parts import margins, shown_in

_TOLD: tuple[Kind, ...] = ("deleted", "struck", "hidden")


def word_lines(source: SourceFile) -> tuple[list[str], tuple[Said, ...]]:
    """Return the lines of a Word file and what was left out; a row of a table is one line.

    Text boxes float: what they say stands after the document. Raises UnreadableError.
    """
    office = open_office(source, "word")
    document, _ = shown_in(office)
    lines = [line for block in document.blocks for line in _lines(block)]
    boxes = [line for box in document.boxes for line in box.split("\n")]
    told = list(_told(document))
    if boxes:
        told.append(said("authoring-boxes", count=len(document.boxes)))
    notes = (*office.remarks(), *margins(office))
    told += [said(item.message, **item.args) for item in notes]
    return [*lines, *boxes], tuple(told)


def _lines(block: Block) -> Iterator[str]:
    if not isinstance(block, WordTable):
        yield from block.text.replace("\t", " ").split("\n")
        return
    for row in block.rows:
        yield from _row(row)


def _row(row: Row) -> Iterator[str]:
    """Yield a row as one line with tabs between its cells; a single cell holds lines itself."""
    shown = [cell.text for cell in row.cells if not cell.continued]
    filled = [text for text in shown if text.strip()]
    if len(filled) == 1:
        yield from filled[0].replace("\t", " ").split("\n")
    elif filled:
        yield "\t".join(" ".join(text.split()) for text in shown)


def _told(document: Document) -> Iterator[Said]:
    """Yield what tracked changes and looks have taken out of the text."""
    rows = [row for table in document.tables for row in table.rows]
    cells = [cell for row in rows for cell in row.cells]
    marks = Counter(mark.kind for mark in document.marks)
    marks.update(mark.kind for cell in cells for mark in cell.marks)
    if document.tracked:
        yield said("authoring-tracked")
    for kind in _TOLD:
        if marks[kind] and not (kind == "deleted" and document.tracked):
            yield said("authoring-left-out", kind=kind, count=marks[kind])
    if document.pictures or any(cell.pictures for cell in cells):
        yield said("authoring-pictures")
