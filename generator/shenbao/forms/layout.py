"""How a form is laid out on paper: what stands side by side, what fills the width, what is a table.

Word, Excel and PDF draw the same blocks, so that the media never drift apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from shenbao.forms.view import Node

_MOST_PRINTED = 6
_MOST_UPRIGHT, _MOST_ACROSS = 7, 13
"""So many columns fit on an upright page, and across it in letters that can be read."""
Sheet: TypeAlias = Literal["upright", "across", "a3"]
"""A page: A4 upright or across, A3 across."""

_LONG = frozenset({"textarea", "checks"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Values with their labels, in lines of one or two."""

    lines: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Long:
    """A value that fills the width: a long text, or a set of choices."""

    node: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutColumn:
    """A column of a table: a value of each row, under the titles of the groups around it."""

    node: Node
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A table: repeatable rows. ``printed`` rows stand in an empty form, ``most`` may be filled."""

    node: Node
    columns: tuple[LayoutColumn, ...]
    printed: int
    most: int

    @property
    def sheet(self) -> Sheet:
        """The page that its columns need."""
        count = len(self.columns)
        return "upright" if count <= _MOST_UPRIGHT else "across" if count <= _MOST_ACROSS else "a3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A group inside a section, with its own blocks."""

    node: Node
    blocks: tuple[Block, ...]


Block: TypeAlias = "Pairs | Long | Rows | Heading"

_SHEETS: tuple[Sheet, ...] = ("a3", "across")


def blocks(section: Node) -> tuple[Block, ...]:
    """Return the blocks of a section, in the order of its fields."""
    if section.control is not None:
        return (_alone(section),)
    if section.item is not None:
        return (rows_of(section),)
    return tuple(_blocks(section))


def sheet(section: Node) -> Sheet:
    """Return the page that a section needs: that of its widest table."""
    needed = {table.sheet for table in tables(blocks(section))}
    return next((size for size in _SHEETS if size in needed), "upright")


def tables(of: Sequence[Block]) -> Iterator[Rows]:
    """Yield the tables of blocks, those under headings among them, in their order."""
    for block in of:
        if isinstance(block, Rows):
            yield block
        elif isinstance(block, Heading):
            yield from tables(block.blocks)


def rows_of(node: Node) -> Rows:
    """Return the table of a repeatable node; its item is a group or one value."""
    item = node.item
    if item is None:
        raise ValueError(node.pointer)
    columns = tuple(_columns(item, ())) if item.children else (LayoutColumn(node=item, groups=()),)
    return Rows(
        node=node,
        columns=columns,
        printed=min(node.most, max(node.initial, _MOST_PRINTED)),
        most=node.most,
    )


def _blocks(section: Node) -> Iterator[Block]:
    waiting: list[Node] = []
    for child in section.children:
        if child.control is not None and child.control not in _LONG and child.width != "long":
            waiting.append(child)
            continue
        if waiting:
            yield _pairs(waiting)
            waiting = []
        if child.control is not None:
            yield _alone(child)
        elif child.item is not None:
            yield rows_of(child)
        else:
            yield Heading(node=child, blocks=blocks(child))
    if waiting:
        yield _pairs(waiting)


def _alone(node: Node) -> Block:
    return Long(node=node) if node.control in _LONG else Pairs(lines=((node,),))


def _pairs(nodes: list[Node]) -> Pairs:
    """Put short values two by two; what needs room stands alone."""
    lines: list[tuple[Node, ...]] = []
    for node in nodes:
        beside = lines[-1] if lines else ()
        if len(beside) == 1 and _short(beside[0]) and _short(node):
            lines[-1] = (beside[0], node)
        else:
            lines.append((node,))
    return Pairs(lines=tuple(lines))


def _short(node: Node) -> bool:
    return node.control in ("text", "number", "date", "select", "combo", "locked") and (
        node.width.startswith("short")
    )


def _columns(item: Node, groups: tuple[str, ...]) -> Iterator[LayoutColumn]:
    for child in item.children:
        if child.control is not None:
            yield LayoutColumn(node=child, groups=groups)
        else:
            yield from _columns(child, (*groups, child.title))
