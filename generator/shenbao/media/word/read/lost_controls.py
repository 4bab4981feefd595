"""Cells that lost their controls: what they are is told by their labels and headings.

Programs that do not know content controls (old formats, web editors, converters) leave plain
tables behind. A label counts in the section whose heading stands above; the cover, which
stands above all headings, only helps where the body says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from shenbao.core.submission import Origin
from shenbao.media.reading.label_matching import label_of
from shenbao.media.word.read.controls import Places
from shenbao.media.word.read.markup.text import Document, Line, Row, WordCell, WordTable, unfilled
from shenbao.media.word.read.rows import OnRemark, offered, tell_marks
from shenbao.media.word.read.values import Form

_SEAL = re.compile("签字|盖章|签章|日期")
"""In labels of what is filled in on paper."""


class Keep(Protocol):
    """Takes a value for its place."""

    def __call__(self, pointer: str, value: Any, origin: Origin) -> None:
        """Keep one value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows of a table that is no table of rows, and the section that it stands in."""

    rows: list[Row]
    section: str | None


class Sections:
    """Knows which section of the form each table stands in, by the headings above it."""

    def __init__(self, document: Document, places: Places) -> None:
        self._titles = places.titles.sections()
        self._headings = [
            (at, pointer)
            for at, block in enumerate(document.blocks)
            if isinstance(block, Line) and (pointer := self.heading(block)) is not None
        ]

    def heading(self, line: Line) -> str | None:
        """Return the section that a line is the heading of, its number typed or automatic."""
        typed = self._titles.get(label_of(line.text))
        return typed or self._titles.get(label_of(line.unnumbered))

    def above(self, at: int, table: WordTable) -> str | None:
        """Return the section of a table, the block ``at``; None above the first heading.

        A heading that a program moved into the first cell is taken out of it.
        """
        cell = table.rows[0].cells[0] if table.rows and table.rows[0].cells else None
        inside = self._titles.get(cell.label) if cell is not None else None
        if cell is not None and inside is not None and "\n" in cell.text.strip():
            cell.text = cell.text.strip().partition("\n")[2]
            cell.unnumbered = cell.unnumbered.strip().partition("\n")[2]
            return inside
        found = [pointer for heading, pointer in self._headings if heading < at]
        return found[-1] if found else None


@dataclass(slots=True, kw_only=True)
class LabelReader:
    """Reads cells without controls; ``met`` are the places found so far.

    ``bare``: there are no controls anywhere, so that a blank cell has not lost its own.
    """

    places: Places
    form: Form
    met: set[str]
    bare: bool
    keep: Keep
    tell: OnRemark
    covers: list[tuple[str, str]] = field(default_factory=list)

    def read(self, blocks: Sequence[Block]) -> None:
        """Read the body; what a plain cover says is left in ``covers``, by place."""
        headed = any(block.section is not None for block in blocks)
        for block in blocks:
            if block.section is None and headed:
                self._cover(block)
        for block in blocks:
            if block.section is not None or not headed:
                self._block(block)

    def _block(self, block: Block) -> None:
        near = [
            place.pattern
            for row in block.rows
            for cell in row.cells
            for control in cell.controls
            if (place := self.places.of(control)) is not None
        ]
        if block.section is not None:
            near.append(block.section)
        above: Row | None = None
        for row in block.rows:
            self._beside(row, near, block.section)
            if above is not None and len(row.cells) == len(above.cells) == 1:
                label, cell = above.cells[0], row.cells[0]
                if not label.controls and not cell.controls:
                    self._pair(label, cell, self._named(label, near, block.section))
            above = row

    def _beside(self, row: Row, near: Sequence[str], section: str | None) -> None:
        """Read the labels of a row, each with the cell behind it."""
        cells = row.cells
        at = 0
        while at + 1 < len(cells):
            label, cell = cells[at], cells[at + 1]
            at += 1
            if label.controls or cell.controls:
                continue
            if self._pair(label, cell, self._named(label, near, section)):
                at += 1
            elif section is not None and self._named(cell, near, section) is None:
                self._stray(label, cell)
                at += 1

    def _named(self, label: WordCell, near: Sequence[str], section: str | None) -> str | None:
        """Return the place that a label names and that was not met yet."""
        pattern = self.places.titles.single(label.label, near, section)
        return None if pattern in self.met else pattern

    def _pair(self, label: WordCell, cell: WordCell, pattern: str | None) -> bool:
        """Read the cell of a label; say whether the label names a place."""
        if pattern is None:
            return False
        node = self.places.leaves[pattern]
        blank = unfilled(cell.text, offered(self.form.notice, node))
        if self.bare or not blank:
            self.met.add(pattern)
        if node.computed is not None or blank:
            return True
        pointer = pattern.removesuffix("/*")
        origin = Origin(column=label.label)
        tell_marks(self.tell, cell, pointer, origin, sensitive=node.sensitive)
        if pointer != pattern:
            read = self.form.several(node, cell, ())
        else:
            read = self.form.one(node, pointer, self.form.text(node, cell), ())
        self.tell("document.word-by-label", pointer, origin)
        self.keep(pointer, read.value, origin)
        return True

    def _stray(self, label: WordCell, cell: WordCell) -> None:
        """Tell of a cell whose label names nothing of its section, or names it again."""
        text = cell.text.strip()
        if label.label and not unfilled(text, ()) and not _SEAL.search(label.text):
            origin = Origin(column=label.label[:20])
            hidden = self.places.titles.is_private(label.label)
            self.tell("document.word-stray", "", origin, found=text, sensitive=hidden)

    def _cover(self, block: Block) -> None:
        for label, cell in _pairs(block.rows):
            pattern = self.places.titles.single(label.label)
            if pattern is not None and not unfilled(cell.text, ()):
                self.covers.append((pattern, cell.text))


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[WordCell, WordCell]]:
    for row in rows:
        for label, cell in zip(row.cells, row.cells[1:], strict=False):
            if not label.controls and not cell.controls:
                yield label, cell
