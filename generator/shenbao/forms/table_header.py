"""The header of a table of rows: titles of columns, over them those of the groups they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from shenbao.forms import layout
from shenbao.forms.values import Values
from shenbao.forms.view import Node

_WEIGHTS = {"number": 2.0, "computed": 2.0, "date": 2.6, "checkbox": 1.4, "radio": 2.2}
_BY_LENGTH = ((20, 2.4), (60, 3.2), (120, 3.8), (400, 4.6))
_WIDEST = 5.6
_TITLE_LINES = 4
"""A title of more lines than this makes its column wider."""


Group = TypeVar("Group")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderCell(Generic[Group]):
    """A cell of a header: from which column on it stands, over how many columns and lines.

    ``groups`` are those it names, the innermost last; empty over a single column.
    """

    column: int
    groups: tuple[Group, ...]
    across: int = 1
    down: int = 1


def header_lines(columns: Sequence[Sequence[Group]]) -> tuple[tuple[HeaderCell[Group], ...], ...]:
    """Return the lines of a header over columns, given by the groups around each, outermost first.

    Neighbours in the same groups share a cell; a column's own goes down to the last line.
    """
    depth = 1 + max(map(len, columns), default=0)
    return tuple(tuple(_line(columns, level, depth)) for level in range(depth))


def _line(
    columns: Sequence[Sequence[Group]], level: int, depth: int
) -> Iterator[HeaderCell[Group]]:
    ends = 0
    for place, around in enumerate(columns):
        if place < ends or len(around) < level:
            continue
        if len(around) == level:
            yield HeaderCell(column=place, groups=(), down=depth - level)
            continue
        groups, ends = tuple(around[: level + 1]), place + 1
        while ends < len(columns) and tuple(columns[ends][: level + 1]) == groups:
            ends += 1
        yield HeaderCell(column=place, groups=groups, across=ends - place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A cell of the header: the title of a column, or those of the groups over several."""

    pointer: str
    node: Node | None = None
    groups: tuple[str, ...] = ()
    across: int = 1
    down: int = 1

    @property
    def group(self) -> str:
        """The titles of the groups in one line."""
        return " · ".join(self.groups)


def heads(columns: Sequence[layout.LayoutColumn]) -> tuple[tuple[Head, ...], ...]:
    """Return the lines of the header: one, or two, with all groups over a column in one cell."""
    around = [(column.groups,) if column.groups else () for column in columns]
    return tuple(tuple(_head(cell, columns) for cell in line) for line in header_lines(around))


def _head(cell: HeaderCell[tuple[str, ...]], columns: Sequence[layout.LayoutColumn]) -> Head:
    node = columns[cell.column].node
    if cell.groups:
        return Head(
            pointer=node.pointer.rpartition("/")[0], groups=cell.groups[-1], across=cell.across
        )
    return Head(pointer=node.pointer, node=node, down=cell.down)


def shares(columns: Sequence[layout.LayoutColumn]) -> tuple[float, ...]:
    """Return the part of the width that each column takes, in percent."""
    weights = [_weight(column.node) for column in columns]
    return tuple(round(100 * weight / sum(weights), 2) for weight in weights)


def _weight(node: Node) -> float:
    weight = _WEIGHTS.get(node.control or "")
    if weight is None:
        longest = max((len(text) for _, text in node.choices), default=0)
        limit = node.limit or longest
        weight = next((value for most, value in _BY_LENGTH if limit <= most), _WIDEST)
    return max(weight, len(node.title) / _TITLE_LINES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How the width of a table on paper is shared out among its columns.

    ``by_kind`` are the shares of controls; ``by_length`` those of texts up to a length, a longer
    one has the ``widest``. Where rows are filled in, ``looked_at`` of them count: a share of one
    has about ``on_line`` characters on a line, and none is less than ``least`` of what it was.
    """

    by_kind: Mapping[str, float]
    by_length: tuple[tuple[int, float], ...]
    widest: float
    looked_at: int
    on_line: float
    least: float

    def of(self, values: Values, node: Node, count: int) -> float:
        """Return the share of a column: by its kind and length, and by what stands in it."""
        weight = self.by_kind.get(node.control or "")
        if weight is None:
            limit = values.longest(node)
            weight = next((value for most, value in self.by_length if limit <= most), self.widest)
        seen = range(min(count, self.looked_at))
        places = (node.pointer.replace("*", str(at), 1) for at in seen)
        lengths = sorted(len(values.text(node, place)) for place in places)
        usual = lengths[len(lengths) * 3 // 4] if lengths else 0
        return min(self.widest, max(weight * self.least, usual / self.on_line)) if usual else weight
