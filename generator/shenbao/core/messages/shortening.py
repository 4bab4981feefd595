"""What stands in a sentence of a value, or of several, that would fill it."""

from __future__ import annotations

CUT = "…"
"""The end of a text that goes on."""

LONGEST = 120
"""So many characters of a value are shown."""


def shorten(text: str, longest: int = LONGEST) -> str:
    """Cut a text that would fill the report."""
    return text if len(text) <= longest else text[: longest - 1] + CUT
