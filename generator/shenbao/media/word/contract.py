"""What a Word form of ours carries for its reader: tags of controls, hints, styles, its own part.

A control is called after its place in the data: by its tag, or by the path of its data binding
where a program drops the tag. A place too long for a tag has a short one that the document's
own part explains.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias, get_args

LONGEST_TAG = 64

BLANK = "　　　　"
DATE = "　　　年　　月　　日"
CHOOSE = "选择一项。"
HINTS = (DATE, CHOOSE)
"""What a control shows that is not filled in, besides blanks."""

EMPTY_BOX = "□"
"""Before each choice, for those who fill in by hand."""

TICKED, UNTICKED = "☑", "☐"

PLACE, NO = "place", "no"
"""Elements of our own part: a place too long for a tag, a box whose empty state says no."""

StyleName: TypeAlias = Literal[
    "Heading1",
    "Heading2",
    "Label",
    "LongLabel",
    "Value",
    "RowValue",
    "RowValueSmall",
    "Head",
    "HeadSmall",
    "Hint",
    "Note",
    "Outdated",
    "NotesTitle",
    "CoverNotice",
    "CoverTitle",
    "CoverNote",
    "CoverSpace",
    "CoverLabel",
    "CoverLine",
    "CoverFoot",
    "TableNotice",
    "TableTitle",
    "BoxTitle",
    "BoxSign",
    "BoxDate",
    "Small",
    "SmallMiddle",
    "SmallRight",
]
"""The styles that all of a form stands in; programs keep them even where they drop controls."""

STYLES: frozenset[str] = frozenset(get_args(StyleName))

_COVER = "@cover"
_CHOICE = "="
_SHORT = "#"
_PLACE = re.compile(rf"(/[A-Za-z0-9_/]*)(?:{_CHOICE}([0-9]{{1,4}})|({_COVER}))?")
_BOUND = re.compile(r"@p='([^']*)'")
_LEFT = re.compile(r"(/[A-Za-z0-9_/-]{1,200})：(.*)", re.DOTALL)


def choice_name(place: str, number: int) -> str:
    """Return the name of the control of one of several choices that are ticked together."""
    return f"{place}{_CHOICE}{number}"


def cover_name(place: str) -> str:
    """Return the name of a control on the cover: it shows the value again, its own counts."""
    return f"{place}{_COVER}"


def short_tag(number: int) -> str:
    """Return the tag of a place that is too long for one."""
    return f"{_SHORT}{number}"


def is_tag(text: str) -> bool:
    """Say whether a tag is one of ours."""
    return text.startswith(("/", _SHORT))


def control_named(name: str) -> tuple[str, int | None, bool] | None:
    """Return what the name of a control says, None for one that is not ours.

    That is its place, the number of the choice, and whether it stands on the cover.
    """
    found = _PLACE.fullmatch(name)
    if found is None:
        return None
    return found[1], int(found[2]) if found[2] is not None else None, found[3] is not None


def binding(name: str) -> str:
    """Return the path of the data binding of a control; ``s`` is the namespace of the toolkit."""
    return f"/s:form/s:v[@p='{name}']"


def bound(path: str) -> str:
    """Return the name of the control that the path of a data binding says, empty for none."""
    found = _BOUND.search(path)
    return found[1] if found else ""


def left_line(place: str, text: str) -> str:
    """Return the line of what has no place in the form: its place in the data, and it."""
    return f"{place}：{text}"


def left_in(line: str) -> tuple[str, str] | None:
    """Return the place and the text of such a line, None for any other."""
    found = _LEFT.fullmatch(line)
    return (found[1], found[2]) if found is not None else None
