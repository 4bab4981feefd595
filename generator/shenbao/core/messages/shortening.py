"""What stands in a sentence of a value, or of several, that would fill it."""

from __future__ import annotations

import json
from typing import Any

CUT = "…"
"""The end of a text that goes on."""

LONGEST = 120
"""So many characters of a value are shown."""


def shorten(text: str, longest: int = LONGEST) -> str:
    """Cut a text that would fill the report."""
    return text if len(text) <= longest else text[: longest - 1] + CUT


def shorten_json(value: Any, longest: int = LONGEST) -> str:
    """Return a value as JSON writes it, cut as a text is."""
    return shorten(json.dumps(value, ensure_ascii=False, default=str), longest)
