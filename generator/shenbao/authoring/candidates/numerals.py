"""Numbers as notices write them: ``3``, ``1,200``, ``0.5``, 三, 十二, 一百二十, 叁.

Patterns stand on plain text (``candidate.plain_signs``): figures and signs of one width.
"""

from __future__ import annotations

import re

_DIGITS = {sign: at for at, sign in enumerate("零一二三四五六七八九")}
_DIGITS |= {sign: at for at, sign in enumerate("〇壹贰叁肆伍陆柒捌玖")} | {"两": 2, "○": 0}
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIAD = 10_000
_HAN = f"[{''.join(_DIGITS)}{''.join(_STEPS)}]"
HAN_YEAR = f"[{''.join(_DIGITS)}]{{4}}"

ARABIC = r"(?<![\d.])(?<!\d,)(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,8})(?:\.\d{1,4})?"
"""Whole where it begins: never the end of a longer number."""

_NO_BEGIN = f"(?<![第数几上同统唯之任每另{''.join(_DIGITS)}十百千])"
HAN = rf"{_NO_BEGIN}(?:{_HAN}{{1,7}}(?:万{_HAN}{{1,7}}(?=元))?)"
"""In Chinese; not the 一 of 第一, 统一 or 同一, not the 十 of 数十."""

NUMBER = f"(?:{ARABIC}|{HAN})"
SMALL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
"""A month, a day, an hour."""

_FIGURES = re.compile(r"[\d,]+(?:\.\d+)?")


def figure(text: str) -> str:
    """Return a number in figures, without separators."""
    if _FIGURES.fullmatch(text):
        return text.replace(",", "")
    high, myriad, low = text.partition("万")
    if myriad:
        return str(_below_myriad(high) * _MYRIAD + _below_myriad(low))
    return str(_below_myriad(text))


def whole(text: str) -> int:
    """Return a whole number of either writing."""
    return int(figure(text))


def year_of(text: str) -> int:
    """Return a year, ``2025`` or 二〇二五."""
    return int(text if text.isdecimal() else "".join(str(_DIGITS[sign]) for sign in text))


def _below_myriad(text: str) -> int:
    total = digit = 0
    for sign in text:
        step = _STEPS.get(sign)
        if step is None:
            digit = digit * 10 + _DIGITS[sign] if digit else _DIGITS[sign]
        else:
            total += (digit or 1) * step
            digit = 0
    return total + digit
