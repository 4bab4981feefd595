"""The header of a table of rows: one line of titles, or two where columns stand in groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from shenbao.forms import layout
from shenbao.forms.values import Values
from shenbao.forms.view import Node

_WEIGHTS = {"number": 2.0, "computed": 2.0, "date": 2.6, "checkbox": 1.4, "radio": 2.2}
_BY_LENGTH = ((20, 2.4), (60, 3.2), (120, 3.8), (400, 4.6))
_WIDEST = 5.6
_TITLE_LINES = 4
"""A title of more lines than this makes its column wider."""


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
    """Return the lines of the header."""
    if not any(column.groups for column in columns):
        return (tuple(_own(column) for column in columns),)
    return tuple(_above(columns)), tuple(_own(column) for column in columns if column.groups)


def _above(columns: Sequence[layout.LayoutColumn]) -> Iterator[Head]:
    for groups, members in groupby(columns, key=lambda column: column.groups):
        several = list(members)
        if groups:
            around = several[0].node.pointer.rpartition("/")[0]
            yield Head(pointer=around, groups=groups, across=len(several))
        else:
            yield from (_own(column, down=2) for column in several)


def _own(column: layout.LayoutColumn, down: int = 1) -> Head:
    return Head(pointer=column.node.pointer, node=column.node, down=down)


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
