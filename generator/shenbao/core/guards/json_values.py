"""Values read from JSON of somebody else: whether anything can be done with them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain
from typing import Any, Literal, TypeAlias, TypeGuard

DEEPEST = 64
"""Lists and objects inside each other; no description of a table needs ten.

RFC 8259, 9, leaves the limit to whoever reads.
"""

Unfit: TypeAlias = Literal["", "deep", "nul", "surrogate", "not-a-number"]


def unfit(found: Any) -> Unfit:
    """Return why a value must not be worked with, "" where it may.

    It is nested too deep, holds NaN or Infinity, which JSON has not, or a text or key holds U+0000
    or half a surrogate pair, which no file name, no report and no other program takes. RFC 8259,
    8.2: such text is JSON all the same.
    """
    inside: list[Iterator[Any]] = [iter((found,))]
    while inside:
        value = next(inside[-1], inside)
        if value is inside:
            inside.pop()
        elif isinstance(value, str):
            wrong = unfit_text(value)
            if wrong:
                return wrong
        elif isinstance(value, float):
            if not math.isfinite(value):
                return "not-a-number"
        elif isinstance(value, dict | list):
            if len(inside) > DEEPEST:
                return "deep"
            items = iter(value) if isinstance(value, list) else chain(value, value.values())
            inside.append(items)
    return ""


def is_number(value: Any) -> TypeGuard[int | float]:
    """Say whether a value is a number of JSON: in Python, true and false are integers too."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def unfit_text(text: str) -> Unfit:
    """Return why a text or key must not be worked with, "" where it may."""
    if "\0" in text:
        return "nul"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "surrogate"
    return ""
