"""Official numbers at the head of a paragraph: 一、 （一） 1. （1） ① and 第一条.

GB/T 9704-2012, 7.3.3, gives the first four levels; ordinances number by article.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["chapter", "article", "one", "bracket", "digit", "paren", "ring"]

_TOPMOST: tuple[Level, ...] = ("chapter", "article", "one")
_CHINESE = "〇零一二三四五六七八九十百"
_VALUES = {
    **{sign: at for at, sign in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "十": 10,
    "百": 100,
}
_HUNDRED, _TEN = 100, 10
_NUMBER = f"[{_CHINESE}]{{1,5}}"
_FORMS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (
        "chapter",
        re.compile(
            rf"第({_NUMBER}|\d{{1,3}})(?P<word>[章节编](?=\s|[^\s，。；、])|部分(?=[\s、:：]|$))"
        ),
    ),
    ("article", re.compile(rf"第({_NUMBER}|\d{{1,3}})条(?=\s|[^\s，。；、至和])")),
    ("one", re.compile(rf"({_NUMBER})\s?[、．.](?![{_CHINESE}]{{1,3}}(?:[、级类]|$))")),
    ("bracket", re.compile(rf"[（(]\s?({_NUMBER})\s?[）)][、．.]?")),
    ("digit", re.compile(r"(\d{1,3})\s?(?:[、．](?!\d)|\.(?![\d.]))")),
    ("paren", re.compile(r"(?:[（(]\s?(\d{1,2})\s?[）)]|(\d{1,2})[）)])[、．.]?")),
    ("ring", re.compile("([①-⑳㉑-㉟])")),
)
_PRINTED = {
    "chapter": "第{}{}",
    "article": "第{}条",
    "one": "{}",
    "bracket": "（{}）",
    "digit": "{}",
    "paren": "（{}）",
    "ring": "{}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialMark:
    """A number as it is printed, without its stop: ``（一）``, and what it counts."""

    level: Level
    printed: str
    value: int
    length: int


def mark_of(text: str) -> OfficialMark | None:
    """Return the official number at the head of a text, None where there is none."""
    for level, form in _FORMS:
        match = form.match(text)
        if match is not None:
            found = next(part for part in match.groups() if part)
            printed = _PRINTED[level].format(found, match.groupdict().get("word"))
            return OfficialMark(
                level=level, printed=printed, value=whole_number(found), length=match.end()
            )
    return None


def is_below(level: Level, held: Level) -> bool:
    """Say whether a level that is new can stand below another: 一、 only below chapters."""
    return level not in _TOPMOST or held in _TOPMOST[: _TOPMOST.index(level)]


def whole_number(text: str) -> int:
    """Return a whole number below a thousand in Chinese, Arabic or ringed figures."""
    if text[0] not in _VALUES:
        return int(unicodedata.numeric(text)) if len(text) == 1 else int(text)
    total = digit = 0
    for sign in text:
        value = _VALUES[sign]
        if value in (_TEN, _HUNDRED):
            total += (digit or 1) * value
            digit = 0
        else:
            digit = value
    return total + digit
