"""Texts of digits, phones and codes, as a spreadsheet spoils them when it takes them for numbers.

It drops zeros in front, and shows many digits as 1.38E+10; saved as text, the rest is lost.
"""

from __future__ import annotations

import re
from typing import Any

from shenbao.policy.model import Field, Severity

_SCIENTIFIC = re.compile(r"[1-9](?:\.[0-9]+)?[eE]\+?[0-9]{2,3}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LOCAL_PHONE = re.compile(r"[2-9][0-9]{6,7}|[48]00[0-9]{7}")
_WITHOUT_ZERO = re.compile(r"[1-9][0-9]{8,10}")
"""An area code and a number: three or four digits of which the first is 0, then seven or eight."""

_PHONES = ("电话", "手机", "传真")
_DIGITS = re.compile(r"[0-9][0-9 ()+-]*")
_CODED = frozenset({"enum", "const", "format", "pattern"})


def is_phone(field: Field) -> bool:
    """Say whether a field takes phone numbers."""
    by_role = field.role is not None and field.role.endswith("phone")
    return by_role or any(word in field.title for word in _PHONES)


def is_whole_phone(text: str) -> bool:
    """Say whether digits are surely a whole number: of a mobile, or one without an area code."""
    return bool(_MOBILE.fullmatch(text) or _LOCAL_PHONE.fullmatch(text))


def spoiled(field: Field, text: str) -> tuple[str, Severity] | None:
    """Return the rule that a text from a spreadsheet breaks, and how surely it does.

    Of codes and of texts with a pattern the form says what is none of them.
    """
    if field.kind != "string" or not _CODED.isdisjoint(field.schema):
        return None
    if _SCIENTIFIC.fullmatch(text):
        return "csv.digits-lost", "error" if _takes_digits(field) else "review"
    if is_phone(field):
        lost = _WITHOUT_ZERO.fullmatch(text) is not None and not is_whole_phone(text)
    else:
        lost = _is_shorter(text, field.example)
    return ("csv.zeros-lost", "error") if lost else None


def _takes_digits(field: Field) -> bool:
    """Say whether a field takes texts of digits: phones, postcodes, numbers of documents."""
    example = field.example
    return is_phone(field) or (isinstance(example, str) and bool(_DIGITS.fullmatch(example)))


def _is_shorter(text: str, example: Any) -> bool:
    """Say whether digits lack what the example of their field has in front, a zero."""
    plain = isinstance(example, str) and example.startswith("0") and example.isdecimal()
    return plain and text.isdecimal() and text[0] != "0" and len(text) < len(example)
