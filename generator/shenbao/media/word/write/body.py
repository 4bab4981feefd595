"""The sections of a form as tables of Word: pairs of label and value, long texts, rows."""

from __future__ import annotations

from collections.abc import Iterator

from shenbao.forms import layout
from shenbao.forms.view import Node
from shenbao.media.word.write.cells import Cells
from shenbao.media.word.write.rows import row_table
from shenbao.media.word.write.xml import cell, millimetres, paragraph, row, run, table

FILL = "F2F2F2"
_LABEL = millimetres(32)
_LINE = millimetres(9)
_TALL_LINE = millimetres(7)
_FEWEST_LINES = 3


def section(cells: Cells, node: Node, width: int, *, titled: bool) -> Iterator[str]:
    """Yield a section: its title, what is said of it, and its tables."""
    if titled:
        yield paragraph(run(node.title), "Heading1", keep=True)
    for text in cells.introduction(node):
        yield paragraph(run(text), "Hint", keep=True)
    for block in layout.blocks(node):
        yield from _block(cells, block, width)


def _block(cells: Cells, block: layout.Block, width: int) -> Iterator[str]:
    if isinstance(block, layout.Pairs):
        yield _pairs(cells, block, width)
    elif isinstance(block, layout.Long):
        yield _long(cells, block.node, width)
    elif isinstance(block, layout.Rows):
        yield from row_table(cells, block, width)
    else:
        yield paragraph(run(block.node.title), "Heading2", keep=True)
        for text in cells.introduction(block.node):
            yield paragraph(run(text), "Hint", keep=True)
        for inner in block.blocks:
            yield from _block(cells, inner, width)


def _pairs(cells: Cells, block: layout.Pairs, width: int) -> str:
    half = (width - 2 * _LABEL) // 2
    widths = (_LABEL, half, _LABEL, width - 2 * _LABEL - half)
    made: list[str] = []
    for line in block.lines:
        alone = len(line) == 1
        hints = "　".join(filter(None, (cells.hint(node, named=not alone) for node in line)))
        drawn: list[str] = []
        for place, node in enumerate(line):
            drawn.append(cell(_label(cells, node, told=bool(hints)), _LABEL, fill=FILL))
            room = width - _LABEL if alone else widths[2 * place + 1]
            drawn.append(cell(cells.value(node, node.pointer), room, span=3 if alone else 1))
        made.append(row(drawn, height=_LINE))
        if hints:
            made.append(row([cell(paragraph(run(hints), "Hint"), width, span=4)]))
    return table(made, widths)


def _label(cells: Cells, node: Node, *, told: bool) -> str:
    """Return the label of a field, which stays on the page of what is told below it."""
    return paragraph(cells.title(node), "Label", keep=told)


def _long(cells: Cells, node: Node, width: int) -> str:
    head = paragraph(cells.title(node), "LongLabel", keep=True)
    hint = cells.hint(node, named=False)
    if hint:
        head += paragraph(run(hint), "Hint", keep=True)
    lines = max(_FEWEST_LINES, node.lines) if node.control == "textarea" else 1
    value = cell(cells.value(node, node.pointer), width, top=node.control == "textarea")
    return table(
        [
            row([cell(head, width, fill=FILL)]),
            row([value], height=_TALL_LINE * lines, whole=False),
        ],
        [width],
    )
