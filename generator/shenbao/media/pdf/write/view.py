"""What the template of the paper form draws: sections, tables and cells with their sizes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shenbao.forms import layout
from shenbao.forms.view import Node
from shenbao.forms.wording import Wording
from shenbao.media.pdf.write.entries import Entries
from shenbao.media.pdf.write.parts import PADDING, Labelled, Part, title
from shenbao.media.pdf.write.rows import row_table

_WIDTHS: Mapping[layout.Sheet, float] = {"upright": 158.0, "across": 253.0, "a3": 376.0}
"""Millimetres between the margins."""

_LABEL = 29.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the form, on the page that it needs."""

    title: str
    told: tuple[str, ...]
    sheet: layout.Sheet
    parts: tuple[Part, ...]


class View:
    """Turns the blocks of a form into what the template draws."""

    def __init__(self, cells: Wording, entries: Entries) -> None:
        self.cells = cells
        self.entries = entries

    def section(self, node: Node) -> Section:
        """Return a section with its parts."""
        sheet = layout.sheet(node)
        width = _WIDTHS[sheet]
        self.entries.sheet = sheet
        return Section(
            title=node.title,
            told=self.cells.introduction(node),
            sheet=sheet,
            parts=tuple(self._part(block, width) for block in layout.blocks(node)),
        )

    def _part(self, block: layout.Block, width: float) -> Part:
        if isinstance(block, layout.Pairs):
            return self._pairs(block, width)
        if isinstance(block, layout.Long):
            return self._long(block.node, width)
        if isinstance(block, layout.Rows):
            return row_table(self.cells, self.entries, block, width)
        return Part(
            kind="heading",
            title=block.node.title,
            told=self.cells.introduction(block.node),
            parts=tuple(self._part(inner, width) for inner in block.blocks),
        )

    def _pairs(self, block: layout.Pairs, width: float) -> Part:
        half = width / 2 - _LABEL
        lines = []
        for line in block.lines:
            alone = len(line) == 1
            room = width - _LABEL if alone else half
            drawn = tuple(
                Labelled(
                    title=title(node),
                    cell=self.entries.cell(node, node.pointer, room - 2 * PADDING),
                )
                for node in line
            )
            hints = (self.cells.hint(node, named=not alone) for node in line)
            lines.append((drawn, "　".join(filter(None, hints))))
        widths = (_LABEL, half, _LABEL, half)
        return Part(kind="pairs", lines=tuple(lines), widths=widths)

    def _long(self, node: Node, width: float) -> Part:
        cell = self.entries.cell(node, node.pointer, width - 2 * PADDING)
        hint = self.cells.hint(node, named=False)
        return Part(kind="long", lines=(((Labelled(title=title(node), cell=cell),), hint),))
