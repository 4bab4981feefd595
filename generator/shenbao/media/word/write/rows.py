"""A table of rows in Word: header that repeats, numbered rows, enough of them to begin with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from shenbao.forms import layout
from shenbao.forms.view import Node
from shenbao.forms.wording import words_of
from shenbao.media.word.write.cells import Cells
from shenbao.media.word.write.xml import cell, millimetres, paragraph, row, run, table

_FILL = "F2F2F2"
_NUMBER = millimetres(9)
_LINE = millimetres(9)

_WEIGHTS = {"number": 1.0, "computed": 0.8, "date": 2.4, "checkbox": 0.4, "radio": 1.4}
_BY_LENGTH = ((20, 1.6), (60, 2.6), (100, 3.2), (400, 4.4))
_WIDEST = 5.5
_LOOKED_AT = 200
_ON_LINE = 2.5
_LEAST = 0.6
_HEAD_LINES = 4
"""A header of more lines than this makes its column wider."""

_SIZES = {False: 9.0, True: 7.0}
"""The size of letters, in points, in a table of some columns and in one of many."""

_MANY_COLUMNS = 13
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


def rows(cells: Cells, block: layout.Rows, width: int) -> Iterator[str]:
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
    groups = ["·".join(column.groups) for column in block.columns]
    titles = [cells.title(column.node) for column in block.columns]
    if numbered:
        groups, titles = ["", *groups], [run(words_of("paper-number")), *titles]
    head = partial(_head, look=_look("Head", block))
    if not any(groups):
        yield row((head(*pair) for pair in zip(titles, widths, strict=True)), head=True)
        return
    above: list[str] = []
    at = 0
    while at < len(groups):
        end = at + 1
        if not groups[at]:
            above.append(head(titles[at], widths[at], merge="restart"))
        else:
            while end < len(groups) and groups[end] == groups[at]:
                end += 1
            above.append(head(run(groups[at]), sum(widths[at:end]), span=end - at))
        at = end
    yield row(above, head=True)
    below = (
        head(title, width) if group else head("", width, merge="continue")
        for group, title, width in zip(groups, titles, widths, strict=True)
    )
    yield row(below, head=True)


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
    weights = [_weight(cells, column.node, count) for column in block.columns]
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


def _weight(cells: Cells, node: Node, count: int) -> float:
    """Return the share of a column: by its kind and length, and by what stands in it."""
    weight = _WEIGHTS.get(node.control or "")
    if weight is None:
        limit = cells.values.longest(node)
        weight = next((value for most, value in _BY_LENGTH if limit <= most), _WIDEST)
    places = [node.pointer.replace("*", str(at), 1) for at in range(min(count, _LOOKED_AT))]
    lengths = sorted(len(cells.values.text(node, place)) for place in places)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    return min(_WIDEST, max(weight * _LEAST, usual / _ON_LINE)) if usual else weight
