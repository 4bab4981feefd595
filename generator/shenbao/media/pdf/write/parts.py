"""The pieces that a paper form is put together from, as the template draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shenbao.forms.view import Node
from shenbao.media.pdf.write.entries import EntryCell

PADDING = 1.0
"""Millimetres between the lines of a table and the boxes in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A label: whether it must be filled in, its text, whether it is customary."""

    text: str
    required: bool
    customary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A value with its label."""

    title: Title
    cell: EntryCell


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A cell of a table's header."""

    title: Title
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a section; ``kind`` says which of the other values it has."""

    kind: Literal["pairs", "long", "rows", "heading"]
    title: str = ""
    told: tuple[str, ...] = ()
    lines: tuple[tuple[tuple[Labelled, ...], str], ...] = ()
    heads: tuple[tuple[Head, ...], ...] = ()
    widths: tuple[float, ...] = ()
    rows: tuple[tuple[EntryCell, ...], ...] = ()
    numbered: bool = False
    size: float = 0
    padding: float = PADDING
    after: str = ""
    parts: tuple[Part, ...] = ()


def title(node: Node) -> Title:
    """Return the label of a node, with its unit."""
    return Title(
        text=node.title_with_unit,
        required=node.starred,
        customary=node.customary,
    )
