"""A table of rows in Word: header that repeats, numbered rows, enough of them to begin with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from shenbao.forms import layout
from shenbao.forms.table_header import Shares, heads
from shenbao.forms.view import Node
from shenbao.forms.wording import words_of
from shenbao.media.word.write.cells import Cells
from shenbao.media.word.write.xml import cell, millimetres, paragraph, row, run, table

_FILL = "F2F2F2"
_NUMBER = millimetres(9)
_LINE = millimetres(9)

_LOOKED_AT = 200
_SHARES = Shares(
    by_kind={"number": 1.0, "computed": 0.8, "date": 2.4, "checkbox": 0.4, "radio": 1.4},
    by_length=((20, 1.6), (60, 2.6), (100, 3.2), (400, 4.4)),
    widest=5.5,
    looked_at=_LOOKED_AT,
    on_line=2.5,
    least=0.6,
)
_HEAD_LINES = 4
"""A header of more lines than this makes its column wider."""

_SIZES = {False: 9.0, True: 7.0}
"""The size of letters, in points, in a table of some columns and in one of many."""

_MANY_COLUMNS = 26
_SIDES = millimetres(2.6)
_FEWEST = 2
_UNBROKEN = frozenset({"number", "computed", "date"})
_LONGEST_NUMBER = 12
_DIGIT = 0.65
"""The width of a digit, in squares of a Chinese character."""

_TWIPS = 20
_LINE_HEIGHT = 1.3
_TALLEST_WHOLE = millimetres(110)
"""A row that is taller may go on over the page, where it would else leave half of one blank."""


def row_table(cells: Cells, block: layout.Rows, width: int) -> Iterator[str]:
    """Yield the title and hints of a table inside a section, the table, and how to add rows."""
    node = block.node
    if node.pointer.count("/") > 1:
        yield paragraph(run(node.title), "Heading2", keep=True)
        for text in cells.introduction(node):
            yield paragraph(run(text), "Hint", keep=True)
    told = cells.columns(block)
    if told:
        yield paragraph(run(told), "Hint", keep=True)
    numbered = cells.numbered(block)
    widths = _widths(cells, block, width, numbered=numbered)
    count = max(cells.values.rows(node.pointer), block.printed)
    drawn = (_row(cells, block, at, widths, numbered=numbered) for at in range(count))
    body = cells.controls.repeating(node.pointer, node.row_title or node.title, drawn)
    yield table([*_heads(cells, block, widths, numbered=numbered), body], widths)
    # Tables that touch become one, in Word and in LibreOffice: a line keeps them apart.
    more = words_of("word-form-more-rows") if count < block.most else ""
    yield paragraph(run(more), "Hint")


def _heads(
    cells: Cells, block: layout.Rows, widths: Sequence[int], *, numbered: bool
) -> Iterator[str]:
    """Yield the header: one line, or two where columns stand in groups."""
    head = partial(_head, look=_look("Head", block))
    above, *below = heads(block.columns)
    merge = "restart" if below else ""
    drawn: list[str] = []
    if numbered:
        drawn.append(head(run(words_of("paper-number")), widths[0], merge=merge))
    at = len(drawn)
    for item in above:
        width = sum(widths[at : at + item.across])
        if item.node is not None:
            drawn.append(head(cells.title(item.node), width, merge=merge))
        else:
            drawn.append(head(run("·".join(item.groups)), width, span=item.across))
        at += item.across
    yield row(drawn, head=True)
    if below:
        under = [head("", width, merge="continue") for width in widths[: int(numbered)]]
        for column, width in zip(block.columns, widths[int(numbered) :], strict=True):
            under.append(
                head(cells.title(column.node), width)
                if column.groups
                else head("", width, merge="continue")
            )
        yield row(under, head=True)


def _head(text: str, width: int, *, look: str, span: int = 1, merge: str = "") -> str:
    return cell(paragraph(text, look), width, span=span, fill=_FILL, merge=merge)


def _look(name: str, block: layout.Rows) -> str:
    return f"{name}Small" if _small(block) else name


def _small(block: layout.Rows) -> bool:
    return len(block.columns) > _MANY_COLUMNS


def _row(
    cells: Cells, block: layout.Rows, at: int, widths: Sequence[int], *, numbered: bool
) -> str:
    drawn = [cell(paragraph(run(str(at + 1)), _look("Head", block)), widths[0])] * numbered
    tallest = 0.0
    for column, width in zip(block.columns, widths[int(numbered) :], strict=True):
        place = column.node.pointer.replace("*", str(at), 1)
        look = _look("RowValue", block)
        drawn.append(cell(cells.value(column.node, place, look=look), width))
        tallest = max(tallest, _height(cells.values.text(column.node, place), width, block))
    return row(drawn, height=_LINE, whole=tallest <= _TALLEST_WHOLE)


def _height(text: str, width: int, block: layout.Rows) -> float:
    """Return about how tall a text stands in a column."""
    size = _SIZES[_small(block)] * _TWIPS
    on_line = max(1, int((width - _SIDES) / size))
    lines = sum(max(1, -(-len(line) // on_line)) for line in text.split("\n"))
    return lines * size * _LINE_HEIGHT


def _widths(cells: Cells, block: layout.Rows, width: int, *, numbered: bool) -> list[int]:
    """Give each column room for its title, and share the rest out by what stands in them."""
    room = width - (_NUMBER if numbered else 0)
    count = cells.values.rows(block.node.pointer)
    size = _SIZES[_small(block)] * _TWIPS
    firm = [_unbroken(cells, column.node, count, size) for column in block.columns]
    least = [
        max(low, _least(column.node, size)) for low, column in zip(firm, block.columns, strict=True)
    ]
    rest = max(0, room - sum(least))
    weights = [_SHARES.of(cells.values, column.node, count) for column in block.columns]
    wanted = [
        low + rest * weight / sum(weights) for low, weight in zip(least, weights, strict=True)
    ]
    # Titles may take more lines, a number that breaks is another number.
    spare = sum(wanted) - sum(firm)
    share = max(0.0, room - sum(firm)) / spare if spare else 0.0
    parts = [low + (part - low) * share for low, part in zip(firm, wanted, strict=True)]
    widths = [int(part * room / sum(parts)) for part in parts]
    widths[-1] += room - sum(widths)
    return [_NUMBER, *widths] if numbered else widths


def _least(node: Node, size: float) -> float:
    """Return the width that a title of a few lines needs."""
    title = len(node.title) + len(node.unit or "")
    return _SIDES + size * max(_FEWEST, -(-title // _HEAD_LINES))


def _unbroken(cells: Cells, node: Node, count: int, size: float) -> float:
    """Return the width of the longest number or day of a column, of two digits otherwise."""
    longest = _FEWEST
    if node.control in _UNBROKEN:
        places = (node.pointer.replace("*", str(at), 1) for at in range(min(count, _LOOKED_AT)))
        texts = (cells.values.text(node, place) for place in places)
        longest = max([longest, *(min(len(text), _LONGEST_NUMBER) for text in texts)])
    return _SIDES + longest * size * _DIGIT
