"""Lines for a terminal: data made harmless, Chinese wrapped by the width of its characters.

The library for terminals is loaded where lines are laid out: other reports do without.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from shenbao.core.findings import blanks_shown
from shenbao.core.messages.shortening import shorten

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100
_NARROWEST = 20
_LONGEST_VALUE = 300
_PIECES = re.compile(r"[!-~]+|\s+|.")
_CLOSING = frozenset("，。；：、！？）」』》】〉”’…·")
_OPENING = frozenset("（「『《【〈“‘")
_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def terminal_safe(text: str) -> str:
    """Return ``text`` in one line, with control and invisible characters spelled out.

    A terminal must not obey what a submission says.
    """
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def value(text: str) -> str:
    """Return a value from a submission, made harmless and cut to a readable length."""
    return shorten(blanks_shown(terminal_safe(text)), _LONGEST_VALUE)


def wrap(text: str, width: int) -> list[str]:
    """Break ``text`` into lines of at most ``width`` cells; nothing is ever cut off."""
    from rich.cells import cell_len

    lines: list[str] = []
    line, used = "", 0
    for unit in _units(text):
        rest = unit
        if line and used + cell_len(rest.rstrip()) > width:
            lines.append(line.rstrip())
            line, used, rest = "", 0, rest.lstrip()
        while cell_len(rest.rstrip()) > width:
            head = _head(rest, width)
            lines.append(head)
            rest = rest[len(head) :]
        line += rest
        used += cell_len(rest)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def put(console: Console, text: str, *, indent: int = 0, hang: int = 0, style: str = "") -> None:
    """Print ``text`` wrapped; further lines hang below what follows the first ``hang`` characters.

    ``style`` is for those characters, or for all where nothing hangs. The text is data: it is
    neither read as markup nor highlighted.
    """
    from rich.cells import cell_len
    from rich.text import Text

    first, rest = text[:hang], text[hang:]
    width = max(min(console.width, WIDEST) - indent - cell_len(first), _NARROWEST)
    for number, line in enumerate(wrap(rest, width)):
        start = first if number == 0 else " " * cell_len(first)
        told = " " * indent + start + line
        if not console.is_terminal:
            # A file or a pipe takes the text as it is; thousands of lines are a report.
            console.file.write(f"{told}\n")
            continue
        shown = Text(told)
        if style and not hang:
            shown.stylize(style)
        elif style and number == 0:
            shown.stylize(style, indent, indent + hang)
        console.print(shown, soft_wrap=True, markup=False, highlight=False, emoji=False)


def _visible(character: str) -> str:
    if character in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    if unicodedata.category(character) not in _HARMFUL:
        return character
    return character.encode("unicode_escape").decode("ascii")


def _units(text: str) -> list[str]:
    """Return what a line break must not split: words, and marks with what they belong to."""
    units: list[str] = []
    for piece in _PIECES.findall(text):
        joined = units and (piece[0] in _CLOSING or piece.isspace() or units[-1][-1:] in _OPENING)
        if joined:
            units[-1] += piece
        else:
            units.append(piece)
    return units


def _head(text: str, width: int) -> str:
    from rich.cells import cell_len

    end = 0
    used = 0
    while end < len(text) and used + cell_len(text[end]) <= width:
        used += cell_len(text[end])
        end += 1
    return text[: max(end, 1)]
