"""What a PDF of ours carries for its reader: names of fields, states of boxes, numbers of pages.

A field is called after its place in the data. One of several choices that are ticked together
has its number behind the place: ``/plan/kinds=2``.
"""

from __future__ import annotations

PRINTED = "printed"
"""The property of a copy that cannot be filled in; the others say which form it is."""

OFF = "Off"
"""The state of a box that is not ticked, a name (ISO 32000-1, 12.7.4.2.3)."""

PAGE_PIECE = "/shenbao"
"""The name under which a page says which page of the form it is (ISO 32000-2, 14.5)."""

PAGE_NUMBER, PAGE_COUNT = "/Page", "/Pages"
"""There: its number, and how many there are."""

_NUMBERED = "="


def choice_name(place: str, number: int) -> str:
    """Return the name of the field of one of several choices."""
    return f"{place}{_NUMBERED}{number}"


def place_and_choice(name: str) -> tuple[str, str]:
    """Return the place that the name of a field says and, of several choices, the number."""
    place, _, number = name.partition(_NUMBERED)
    return place, number
