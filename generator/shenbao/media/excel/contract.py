"""What a workbook of ours carries for its reader: hidden marks and keys, and how choices stand.

The first hidden cell of a sheet says what the sheet is and of which form; the keys beside the
values and over the columns are places in the data.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias, get_args

from shenbao.policy.form_identity import CELL_MARK

SheetKind: TypeAlias = Literal["values", "rows", "left", "own", "guidance", "seals"]

SHEET_KINDS: frozenset[str] = frozenset(get_args(SheetKind))

NAME, VALUE_COLUMN, HEADER_END = "name", "value", "head"
"""What else a mark says: how the sheet was called, where values stand, where a header ends."""

ROW_NUMBER = "#"
"""The key of the column that counts the rows."""

KEY = re.compile(r"/[A-Za-z][A-Za-z0-9_-]*(?:/(?:[A-Za-z0-9_-]+|\*))*")
"""A key: a place in the data, with a star for the number of a row."""

SEVERAL = "；"
"""Between the choices of a cell that takes several."""

TEXT_AS_TEXT = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
"""How workbooks are written: a text is never taken for a number, a formula or a link."""


def sheet_mark(kind: SheetKind, ref: str) -> str:
    """Return what a sheet says of itself: its kind, and the form that it belongs to."""
    return mark(f"{kind} {ref}")


def mark(word: str) -> str:
    """Return the text of a hidden cell that tells the reader ``word``."""
    return f"{CELL_MARK}{word}"


def marked(text: str) -> str | None:
    """Return what a hidden cell tells, None for any other text."""
    return text.removeprefix(CELL_MARK) if text.startswith(CELL_MARK) else None


def is_hidden(text: str) -> bool:
    """Say whether a text is none that people typed, but a key or a mark."""
    return text.startswith(("/", CELL_MARK))
