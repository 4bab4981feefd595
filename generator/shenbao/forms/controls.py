"""Which control a node of a form gets in the page, and what can be chosen in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from shenbao.core import messages
from shenbao.policy.model import CodeList, Field, Notice

Control: TypeAlias = Literal[
    "text",
    "textarea",
    "number",
    "date",
    "select",
    "radio",
    "checkbox",
    "checks",
    "combo",
    "locked",
    "computed",
]

LANGUAGE = "zh-CN"
WORK_ITEM = "item"
"""The role of a column that says which work item a row is about."""

_MOST_RADIOS = 4
_LONGEST_RADIOS = 60
_MOST_OPTIONS = 30
_LONG_TEXT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be chosen: a name, for the script, and pairs of code and label."""

    name: str
    rows: tuple[tuple[str, str], ...]
    closed: bool


def choices(notice: Notice, field: Field) -> Choices | None:
    """Return what can be chosen at ``field``; None for free entry."""
    if field.kind == "boolean":
        words = (("true", "form-yes"), ("false", "form-no"))
        rows = tuple((code, messages.say(word, None, LANGUAGE)) for code, word in words)
        return Choices(name="yes-no", rows=rows, closed=True)
    code_list = code_list_of(notice, field)
    allowed = field.schema.get("enum")
    if allowed is not None:
        labels = code_list.label if code_list is not None else str
        rows = tuple((str(code), labels(str(code))) for code in allowed)
        name = code_list.name if code_list is not None else f"enum:{field.pointer}"
        return Choices(name=name, rows=rows, closed=True)
    if code_list is not None and code_list.status != "missing" and code_list.rows:
        rows = tuple((row.code, row.label) for row in code_list.rows)
        return Choices(name=code_list.name, rows=rows, closed=False)
    return None


def code_list_of(notice: Notice, field: Field) -> CodeList | None:
    """Return the code list that ``field`` names."""
    return next((item for item in notice.lists if item.name == field.list_name), None)


def control(notice: Notice, field: Field) -> Control | None:
    """Return the control of a value; None for a group or a repeatable list."""
    if field.kind in ("object", "array"):
        return "checks" if _ticks(notice, field) else None
    if field.computed is not None:
        return "computed"
    if field.kind == "boolean":
        ticked = field.widget == "checkbox" or field.schema.get("const") is True
        return "checkbox" if ticked else "radio"
    if "const" in field.schema:
        return "locked"
    offered = choices(notice, field)
    return _typed(field) if offered is None else _choosing(offered)


def _typed(field: Field) -> Control:
    if field.kind in ("number", "integer"):
        return "number"
    if field.schema.get("format") == "date":
        return "date"
    long = field.schema.get("maxLength", 0) > _LONG_TEXT
    return "textarea" if long or field.widget == "textarea" else "text"


def _choosing(offered: Choices) -> Control:
    if not offered.closed or len(offered.rows) > _MOST_OPTIONS:
        return "combo"
    length = sum(len(label) for _, label in offered.rows)
    few = len(offered.rows) <= _MOST_RADIOS and length <= _LONGEST_RADIOS
    return "radio" if few else "select"


def _ticks(notice: Notice, field: Field) -> bool:
    """Say whether an array is a set of choices, ticked rather than added row by row."""
    if field.item is None or not field.schema.get("uniqueItems"):
        return False
    offered = choices(notice, field.item)
    if offered is None or not offered.closed:
        return False
    # A cell of a row has room for nothing else.
    return len(offered.rows) <= _MOST_OPTIONS or "/*" in field.pointer


def filled_by(notice: Notice, field: Field) -> tuple[Field, Choices] | None:
    """Return the column of a repeatable list that takes each choice once, with its choices.

    A plan has rows for the work items of the notice: the page can put them all in at once.
    """
    for child in field.item.children if field.item is not None else ():
        offered = choices(notice, child) if child.role == WORK_ITEM else None
        if offered is not None and offered.closed:
            return child, offered
    return None


def chosen_from(notice: Notice, field: Field) -> Choices | None:
    """Return the choices that the control of ``field`` shows; those of the item for ticks."""
    if field.kind == "array":
        return choices(notice, field.item) if field.item is not None else None
    return choices(notice, field)
