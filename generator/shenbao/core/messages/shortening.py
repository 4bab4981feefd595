"""What stands in a sentence of a value, or of several, that would fill it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

CUT = "…"
"""The end of a text that goes on."""

LONGEST = 120
"""So many characters of a value are shown."""


def shorten(text: str, longest: int = LONGEST) -> str:
    """Cut a text that would fill the report."""
    return text if len(text) <= longest else text[: longest - 1] + CUT


def first_few(names: Iterable[str], most: int, between: str = "、") -> str:
    """Enumerate so many names; the sign behind them says that there are more."""
    head = list(islice(names, most + 1))
    return between.join(head[:most]) + (CUT * 2 if len(head) > most else "")
