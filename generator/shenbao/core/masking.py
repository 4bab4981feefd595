"""What stands in a report for a value that nobody may read there."""

from __future__ import annotations

MASK = "***"


def mask(text: str, *, hidden: bool) -> str:
    """Return a text as a report may show it."""
    return MASK if hidden else text
