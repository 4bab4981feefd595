"""The value of a cell as the text that its field is read from; what Excel has changed is told.

Excel turns what people type into numbers and dates. Where the text can be told exactly, it is
taken; where a zero, a digit or a form of writing is lost, that is a finding, not a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from shenbao.core.guards.json_values import is_number
from shenbao.core.spreadsheet import day_of_number
from shenbao.media.excel import contract
from shenbao.media.reading.values.digits import is_phone, is_whole_phone
from shenbao.policy.model import Field
from shenbao.policy.patterns import searching

SEVERAL = re.compile(rf"[{contract.SEVERAL};\n]")
"""Between the choices of a cell that takes several, as we write them and as people do."""

_DIGITS = 15
"""Excel keeps so many digits of a number."""

_SERIALS = (20_000, 80_000)
"""Days since the epoch that are surely dates: 1954 to 2119."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of a cell. ``told`` are rules to be noted, ``wrong`` the rule of a finding."""

    text: str
    told: tuple[str, ...] = ()
    wrong: str = ""


def value_as_text(value: Any, field: Field, *, percent: bool) -> Shown:
    """Return the text of a cell's value, as its field is filled in."""
    if value is None or isinstance(value, str):
        return Shown(value or "")
    if isinstance(value, bool):
        return _boolean(field, value=value)
    if isinstance(value, int | float):
        return _number(value, field, percent=percent)
    if isinstance(value, datetime):
        return _moment(value, field)
    return _day(value, field) if isinstance(value, date) else _duration(value)


def plain_text(value: Any) -> str:
    """Return the text of a cell that belongs to no field."""
    if is_number(value):
        return number_text(value)
    return "" if value is None else str(value)


def number_text(value: float) -> str:
    """Return a number as it is typed: no exponent, no digits that Excel does not show."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 10**_DIGITS):
        return str(int(value))
    short = float(f"{value:.{_DIGITS}g}")
    return format(Decimal(repr(short)), "f").removesuffix(".0")


def _boolean(field: Field, *, value: bool) -> Shown:
    if field.kind == "boolean":
        return Shown("是" if value else "否")
    return Shown("TRUE" if value else "FALSE")


def _number(value: float, field: Field, *, percent: bool) -> Shown:
    text = number_text(value)
    if field.kind in ("number", "integer"):
        shown_value = number_text(value * 100)
        if percent and field.unit == "%":
            return Shown(shown_value, ("document.excel-percent",))
        return Shown(f"{shown_value}%" if percent else text)
    if field.kind == "boolean":
        return Shown(text)
    if field.schema.get("format") == "date":
        return _day_of_number(value, text)
    if percent:
        return Shown(f"{number_text(value * 100)}%")
    return _text_of_number(text, field)


def _day_of_number(value: float, text: str) -> Shown:
    """Return the day that a number of Excel's own is; 20240430 is read as a text is."""
    low, high = _SERIALS
    if low <= value <= high:
        day = day_of_number(int(value))
        return Shown(day.isoformat(), ("document.excel-day-of-number",))
    return Shown(text)


def _text_of_number(text: str, field: Field) -> Shown:
    """Return the text that a number was typed as, where that can be told."""
    allowed = field.schema.get("enum")
    if allowed is not None:
        lost = any(code != text and str(code).lstrip("0") == text for code in allowed)
        known = text in {str(code) for code in allowed}
        return Shown(text, wrong="document.excel-zeros-lost" if lost and not known else "")
    if len(text.lstrip("-").replace(".", "")) > _DIGITS:
        return Shown(text, wrong="document.excel-digits-lost")
    pattern = field.schema.get("pattern")
    if pattern is not None:
        fits = searching(pattern).search(text) is not None
        return Shown(text, wrong="" if fits else "document.excel-zeros-lost")
    if is_phone(field):
        return Shown(text, wrong="" if is_whole_phone(text) else "document.excel-zeros-lost")
    return Shown(text, ("document.excel-number-as-text",))


def _day(value: date, field: Field) -> Shown:
    if field.schema.get("format") == "date":
        return Shown(value.isoformat())
    return _moment(datetime(value.year, value.month, value.day), field)  # noqa: DTZ001 - local


def _moment(value: datetime, field: Field) -> Shown:
    text = value.replace(microsecond=0).isoformat()
    midnight = value.time() == time()
    if field.schema.get("format") == "date":
        return Shown(value.date().isoformat() if midnight else text)
    if midnight:
        # Excel keeps a day without a time as its midnight; which was meant cannot be told.
        return Shown(value.date().isoformat(), wrong="document.excel-date-made")
    pattern = field.schema.get("pattern")
    known = pattern is not None and searching(pattern).search(text)
    return Shown(text, wrong="" if known else "document.excel-date-made")


def _duration(value: Any) -> Shown:
    text = value.isoformat() if isinstance(value, time) else str(value)
    return Shown(text, wrong="document.excel-date-made")
