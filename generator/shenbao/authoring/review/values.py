"""How the value of a candidate is written in the list, and read again after a person changed it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from shenbao.authoring.candidates.candidate import Kind
from shenbao.authoring.scaffold.answers import deadline
from shenbao.core.errors import ShenbaoError

_SIGNS = {"<=": "不超过", ">=": "不少于", "<": "小于", ">": "超过", "+": "放宽"}
_WORDED: tuple[Kind, ...] = ("age", "amount", "deadline", "period", "quota", "rank")
_READ = {
    **{words: sign for sign, words in _SIGNS.items()},
    **dict.fromkeys(("≤", "<=", "不多于", "不高于", "最多", "至多"), "<="),
    **dict.fromkeys(("≥", ">=", "不低于", "至少", "最少"), ">="),
    "增加": "+",
    **dict.fromkeys(("<", "低于", "未满", "不满", "不足"), "<"),
    **dict.fromkeys((">", "大于", "高于"), ">"),
}
_NUMBER = r"\d{1,12}(?:\.\d{1,6})?"
_QUANTITY = re.compile(
    rf"(?P<sign>{'|'.join(map(re.escape, _READ))})?\s*(?:(?P<low>{_NUMBER})\s*[-~—至到]\s*)?"
    rf"(?P<number>{_NUMBER})\s*(?P<unit>[%\u4e00-\u9fff]{{1,8}})"
)
_BORN = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})以(?P<side>[后前])出生")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPAN = re.compile(r"(\d{4}-\d{2}(?:-\d{2})?)\s*[至/]\s*(\d{4}-\d{2}(?:-\d{2})?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit: ``low`` where it is a range, ``sign`` where it is a limit.

    ``sign`` is ``<=``, ``>=``, ``<``, ``>``, ``+`` for an allowance, or empty.
    """

    number: str
    unit: str
    low: str = ""
    sign: str = ""


def shown(kind: Kind, value: str) -> str:
    """Return a value as a person reads it: ``不超过58周岁``, ``2025-11-15 17:00``."""
    if kind not in _WORDED:
        return value
    sign = next((sign for sign in _SIGNS if value.startswith(sign)), "")
    bare = value.removeprefix(sign)
    if kind == "age" and _ISO_DAY.fullmatch(bare):
        return f"{bare}以{'后' if sign == '>=' else '前'}出生"
    if kind == "rank":
        return f"{bare}及以上" if sign else bare
    if kind == "period":
        return bare.replace("/", " 至 ")
    if kind == "deadline":
        return bare.replace("T", " ") + ("日前" if bare.startswith("每月") else "")
    more = kind == "quota" and sign == "+"
    return ("增加" if more else _SIGNS.get(sign, "")) + bare


def figure(text: str) -> int | float:
    """Return the number of a quantity as JSON has it."""
    return float(text) if "." in text else int(text)


def quantity(text: str) -> Quantity | None:
    """Return the number that a value says, None where it says none, or a range that is empty."""
    match = _QUANTITY.fullmatch(_plain(text))
    if match is None or (match["low"] and float(match["low"]) > float(match["number"])):
        return None
    return Quantity(
        number=match["number"],
        unit=match["unit"],
        low=match["low"] or "",
        sign=_READ.get(match["sign"] or "", ""),
    )


def born(text: str) -> tuple[str, str] | None:
    """Return the day of birth that a value says, with ``后`` or ``前``; None where it says none."""
    match = _BORN.fullmatch(_plain(text))
    day = moment(match["day"]) if match is not None else None
    return (day, match["side"]) if match is not None and day is not None else None


def span(text: str) -> tuple[str, str] | None:
    """Return the two days, or months, that a value says; None where it says none."""
    match = _SPAN.fullmatch(_plain(text))
    return (match[1], match[2]) if match is not None else None


def moment(text: str) -> str | None:
    """Return the day or minute that a value says in ISO 8601, None where it says none."""
    try:
        return deadline(text) or None
    except ShenbaoError:
        return None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
