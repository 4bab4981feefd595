"""How the rows of a table are drawn in the page: a grid with one header, a line for each row."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shenbao.core import messages
from shenbao.forms import layout
from shenbao.forms.controls import LANGUAGE
from shenbao.forms.initial_data import repeated_columns, start
from shenbao.forms.table_header import Head, heads
from shenbao.forms.view import Node
from shenbao.policy.model import FormOrTable, Notice

_FIRST_ROWS = 6
_MOST_IN_SIGHT = 9
_ROW = "/rows/*"
_NUMBER = messages.say("paper-number", {}, LANGUAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as the template draws it. ``once`` are the columns that are asked once above it."""

    node: Node
    columns: tuple[layout.LayoutColumn, ...]
    heads: tuple[tuple[Head, ...], ...]
    initial: int
    once: tuple[Node, ...]

    @property
    def counted(self) -> str | None:
        """The column that has the numbers of the rows as the notice counts them, if any."""
        titled = (node for column in self.columns if (node := column.node).title == _NUMBER)
        return next((_key(node) for node in titled), None)

    @property
    def wide(self) -> bool:
        """Whether its columns leave the screen: then the row's name stands beside its number."""
        return len(self.columns) > _MOST_IN_SIGHT

    def id(self, pointer: str) -> str:
        """Return the id of the header of a column or group."""
        return "h" + pointer.replace("/*", "").replace("/", "-").replace("_", "-")

    def labels(self, column: layout.LayoutColumn) -> str:
        """Return the ids of the headers that name a column: those of its groups, its own."""
        own = column.node.pointer
        around = [self.id(own.rpartition("/")[0])] if column.groups else []
        return " ".join((*around, self.id(own)))


def grid(notice: Notice, home: FormOrTable, section: Node) -> Grid | None:
    """Return the grid of a table; None for a form."""
    if not home.is_table or section.item is None:
        return None
    columns = tuple(
        replace(column, node=_compact(column.node)) for column in layout.rows_of(section).columns
    )
    repeated = repeated_columns(home)
    return Grid(
        node=section,
        columns=columns,
        heads=heads(columns),
        initial=1 if start(notice, home) else min(_FIRST_ROWS, section.most),
        once=tuple(column.node for column in columns if _key(column.node) in repeated),
    )


def _compact(node: Node) -> Node:
    return replace(node, control="select") if node.control == "radio" else node


def _key(node: Node) -> str:
    return node.pointer.removeprefix(f"{_ROW}/")
