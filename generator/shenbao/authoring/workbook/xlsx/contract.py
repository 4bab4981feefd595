"""What writer and reader of a policy workbook agree on.

The first row and the first column of every sheet are hidden. The first cell says which sheet it
is; beside it stand the ids of the columns, below it, on an upright sheet, those of the rows. So
sheets, rows and columns are known wherever they move and whatever they are called.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MARK = "shenbao:policy"
"""Begins the first cell of a sheet; its name follows, then the word of a form."""

OWN = "shenbao:policy-workbook"
"""The first cell of the hidden sheet that says what the workbook was made from."""

DRAFT = ("草稿", "draft")
"""Sheets and columns whose name begins so are nobody's but the user's."""

HEAD = 1
"""The row of the titles, counted from zero; the rows below it are read."""

VALUE, FACT, HINT = "value", "fact", "hint"
"""The ids of the columns of an upright sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a workbook was made from: the notice, the digests of its files, the columns in use.

    ``used`` are the ids of the columns that held something, by the mark of their sheet.
    """

    notice: str
    digests: Mapping[str, str]
    used: Mapping[str, frozenset[str]]


def mark(name: str, word: str = "") -> str:
    """Return the first cell of a sheet."""
    return " ".join(filter(None, (MARK, name, word)))
