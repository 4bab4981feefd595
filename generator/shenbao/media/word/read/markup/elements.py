"""Elements of WordprocessingML by their local names: strict and transitional files read alike."""

from __future__ import annotations

from typing import Any

from shenbao.core.guards.markup import name_of

_OFF = ("0", "false", "off")


def child(element: Any, name: str) -> Any:
    """Return the first child of a name, None where there is none (or no element)."""
    for item in () if element is None else element:
        if name_of(item) == name:
            return item
    return None


def value(element: Any, name: str) -> Any:
    """Return an attribute by its local name, None where there is none (or no element)."""
    if element is None:
        return None
    return next(
        (text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), None
    )


def on(element: Any) -> bool:
    """Say whether a property that is on or off is on (ECMA-376-1, 17.17.4)."""
    return element is not None and str(value(element, "val")).lower() not in _OFF


def whole(element: Any, name: str, default: int) -> int:
    """Return the number of a child, ``default`` where there is no small whole one."""
    text = str(value(child(element, name), "val") or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else default


_MOST_DIGITS = 5
