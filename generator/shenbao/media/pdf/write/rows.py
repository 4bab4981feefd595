"""A table of rows on paper: its header, its columns as wide as what stands in them, its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shenbao.forms import layout, table_header
from shenbao.forms.table_header import Shares, heads
from shenbao.forms.view import Node
from shenbao.forms.wording import Wording, words_of
from shenbao.media.pdf.write.entries import POINTS, Entries, EntryCell
from shenbao.media.pdf.write.parts import PADDING, Head, Part, Title, title

_NUMBER = 9.0
_SPARE_ROWS = 2
_SIZES = ((9, 9.0), (13, 8.0), (20, 9.0), (26, 8.0))
_SMALL = 6.5
"""The size of letters by the number of columns."""

_SHARES = Shares(
    by_kind={"number": 1.2, "computed": 0.8, "date": 1.6, "checkbox": 0.4, "radio": 1.0},
    by_length=((20, 2.4), (60, 3.0), (100, 3.4), (400, 4.4)),
    widest=5.5,
    looked_at=40,
    on_line=4.0,
    least=0.4,
)
_HEAD_LINES = 5
"""A title of more lines than this makes its column wider."""

_FEWEST = {"date": 5.8, "number": 2.4}
_FEW = 2.0
_SIDES = 1.4


def row_table(cells: Wording, entries: Entries, block: layout.Rows, width: float) -> Part:
    """Return a table of rows: those of the data and a few more, or a first few."""
    node = block.node
    inner = node.pointer.count("/") > 1
    numbered = cells.numbered(block)
    told = cells.columns(block)
    size = next((size for most, size in _SIZES if len(block.columns) <= most), _SMALL)
    widths = _widths(entries, block, width - (_NUMBER if numbered else 0), size)
    count = _count(entries, block)
    drawn = tuple(tuple(_row(entries, block, at, widths, size)) for at in range(count))
    more = len(drawn) < block.most and entries.fillable
    return Part(
        kind="rows",
        title=node.title if inner else "",
        told=(*(cells.introduction(node) if inner else ()), *((told,) if told else ())),
        heads=_heads(block, words_of("paper-number") if numbered else ""),
        widths=(_NUMBER, *widths) if numbered else tuple(widths),
        rows=drawn,
        numbered=numbered,
        size=size,
        padding=_padding(size),
        after=words_of("pdf-form-more-rows") if more else "",
    )


def _count(entries: Entries, block: layout.Rows) -> int:
    given = entries.values.rows(block.node.pointer)
    if not entries.fillable and entries.values.filled:
        return max(given, 1)
    spare = given + _SPARE_ROWS if given else 0
    return max(given, min(block.most, max(block.printed, spare)))


def _row(
    entries: Entries, block: layout.Rows, at: int, widths: Sequence[float], size: float
) -> Iterator[EntryCell]:
    of = block.node.row_title or block.node.title
    for column, width in zip(block.columns, widths, strict=True):
        named = {"row": str(at + 1), "title": of, "column": column.node.title}
        label = words_of("pdf-form-row-label", **named)
        place = column.node.pointer.replace("*", str(at), 1)
        yield entries.cell(column.node, place, width - 2 * _padding(size), label=label, size=size)


def _heads(block: layout.Rows, number: str) -> tuple[tuple[Head, ...], ...]:
    """Return the header: one line, or two where columns stand in groups."""
    above, *below = [tuple(map(_head, line)) for line in heads(block.columns)]
    if number:
        above = (Head(title=_plain(number), down=1 + len(below)), *above)
    return above, *below


def _head(item: table_header.Head) -> Head:
    named = title(item.node) if item.node is not None else _plain("·".join(item.groups))
    return Head(title=named, across=item.across, down=item.down)


def _plain(text: str) -> Title:
    return Title(text=text, required=False, customary=False)


def _widths(entries: Entries, block: layout.Rows, room: float, size: float) -> list[float]:
    """Give each column room for its title, and share the rest out by what stands in them."""
    count = entries.values.rows(block.node.pointer)
    least = [_least(column.node, size) for column in block.columns]
    rest = max(0.0, room - sum(least))
    weights = [_SHARES.of(entries.values, column.node, count) for column in block.columns]
    wanted = [
        low + rest * weight / sum(weights) for low, weight in zip(least, weights, strict=True)
    ]
    return [part * room / sum(wanted) for part in wanted]


def _least(node: Node, size: float) -> float:
    """Return the width that a title of a few lines, or a number or day, needs."""
    letters = len(node.title) + len(node.unit or "")
    fewest = _FEWEST.get(node.control or "", _FEW)
    return 2 * _padding(size) + _SIDES + max(fewest, -(-letters // _HEAD_LINES)) * size / POINTS


def _padding(size: float) -> float:
    """Return the room between a line of the table and a box: less where columns are many."""
    return PADDING if size > _SIZES[-1][1] else PADDING / 2
