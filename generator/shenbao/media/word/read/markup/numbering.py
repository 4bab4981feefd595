"""Numbers of automatic lists, as Word shows them before a paragraph (ECMA-376-1, 17.9).

They stand nowhere in the text: a level says how it counts and how the number is written, and
every paragraph of the list counts on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shenbao.core.guards.markup import name_of
from shenbao.media.word.read.markup.elements import child, on, value, whole
from shenbao.media.word.read.markup.styles import Styles

_LEVELS = 9
_LARGEST = 32_767
_LAST_LETTERS = 780
_PLACE = re.compile(r"%([1-9])")
"""Where the number of a level stands in the text of one (ECMA-376-1, 17.9.11)."""

_CLOSING = tuple("、．。）】〕)")
"""A number that ends so needs no blank before the text."""


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _List:
    """A list that counts: its levels, and how far each has come."""

    levels: dict[int, _Level]
    style: str = ""
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """Counts the paragraphs of the lists of one document; ``root`` is ``numbering.xml``."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, tuple[str, Mapping[int, _Level], Mapping[int, int]]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._of_styles: dict[tuple[str, str], int] = {}
        for item in root if root is not None else ():
            if name_of(item) == "abstractNum":
                self._add_list(item)
            elif name_of(item) == "num":
                self._add_number(item)

    def before(self, paragraph: Any, style: str) -> str:
        """Count a paragraph; return what stands before its text, empty where it is in no list.

        Bullets are ornaments and are left out.
        """
        own = child(child(paragraph, "pPr"), "numPr")
        styled = self._styles.numbered(style)
        number = _id(own) or _id(styled)
        entry = self._numbers.get(number)
        items = self._list(entry[0]) if entry is not None else None
        if entry is None or items is None:
            return ""
        name, levels, starts = entry
        at = self._level(own, styled, style, name)
        level = levels.get(at) or items.levels.get(at)
        if level is None:
            return ""
        self._count(items, at, level, self._restarted(number, at, starts))
        return _written(items, levels, level)

    def _add_list(self, item: Any) -> None:
        key = str(value(item, "abstractNumId") or "")
        levels = {}
        for found in item:
            if name_of(found) == "lvl":
                at = _at(found)
                levels[at] = _level(found)
                style = str(value(child(found, "pStyle"), "val") or "")
                if style:
                    self._of_styles[key, style] = at
        style = str(value(child(item, "numStyleLink"), "val") or "")
        self._lists[key] = _List(levels=levels, style=style)

    def _add_number(self, item: Any) -> None:
        levels: dict[int, _Level] = {}
        starts: dict[int, int] = {}
        for found in item:
            if name_of(found) != "lvlOverride":
                continue
            at = _at(found)
            own = child(found, "lvl")
            if own is not None:
                levels[at] = _level(own)
            if child(found, "startOverride") is not None:
                starts[at] = whole(found, "startOverride", 1)
        key = str(value(item, "numId") or "")
        abstract = str(value(child(item, "abstractNumId"), "val") or "")
        self._numbers[key] = abstract, levels, starts

    def _list(self, name: str) -> _List | None:
        """Return a list; one that only names a style is the list that the style uses."""
        found = self._lists.get(name)
        if found is None or found.levels or not found.style:
            return found
        entry = self._numbers.get(_id(self._styles.numbered(found.style)))
        return self._lists.get(entry[0]) if entry is not None else found

    def _level(self, own: Any, styled: Any, style: str, name: str) -> int:
        if own is not None and child(own, "ilvl") is not None:
            at = whole(own, "ilvl", 0)
        elif (name, style) in self._of_styles:
            at = self._of_styles[name, style]
        else:
            at = whole(styled, "ilvl", 0)
        return min(at, _LEVELS - 1)

    def _restarted(self, number: str, at: int, starts: Mapping[int, int]) -> int | None:
        """Return where the first paragraph of a numbering of its own begins to count."""
        if at not in starts or (number, at) in self._begun:
            return None
        self._begun.add((number, at))
        return starts[at]

    def _count(self, items: _List, at: int, level: _Level, restarted: int | None) -> None:
        before = items.counts[at]
        if restarted is not None:
            items.counts[at] = restarted
        else:
            items.counts[at] = level.start if before is None else before + 1
        for above in range(at):
            if items.counts[above] is None:
                outer = items.levels.get(above)
                items.counts[above] = outer.start if outer is not None else 1
        for below in range(at + 1, _LEVELS):
            inner = items.levels.get(below)
            after = inner.restart if inner is not None else None
            if after is None or (after != 0 and at < after):
                items.counts[below] = None


def _written(items: _List, levels: Mapping[int, _Level], level: _Level) -> str:
    if level.format == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        count = items.counts[place]
        shown = levels.get(place) or items.levels.get(place) or _Level()
        kind = "decimal" if level.legal else shown.format
        return "" if count is None or kind == "bullet" else counted(count, kind)

    text = _PLACE.sub(number, level.text).strip()
    if not text:
        return ""
    bare = level.suffix == "nothing" or text.endswith(_CLOSING)
    return text if bare else f"{text} "


def _level(element: Any) -> _Level:
    restart = child(element, "lvlRestart")
    return _Level(
        start=whole(element, "start", 0 if child(element, "start") is None else 1),
        format=str(value(child(element, "numFmt"), "val") or "decimal"),
        text=str(value(child(element, "lvlText"), "val") or ""),
        suffix=str(value(child(element, "suff"), "val") or "tab"),
        restart=None if restart is None else whole(element, "lvlRestart", 0),
        legal=on(child(element, "isLgl")),
    )


def _at(element: Any) -> int:
    text = str(value(element, "ilvl") or "0")
    return int(text) if len(text) == 1 and text in "012345678" else 0


def _id(properties: Any) -> str:
    """Return the number of a list; 0 takes a paragraph out of the list of its style."""
    return str(value(child(properties, "numId"), "val") or "")


def counted(number: int, kind: str) -> str:
    """Return a number as a list writes it; an unknown way of counting gives digits."""
    write = _FORMATS.get(kind)
    return write(number) if write is not None and 0 <= number <= _LARGEST else str(number)


def _roman(number: int) -> str:
    signs = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    written = []
    for size, sign in signs:
        times, number = divmod(number, size)
        written.append(sign * times)
    return "".join(written)


def _letters(number: int) -> str:
    """Return A to Z, then AA, BB, up to 780; beyond, Word begins again and digits are clearer."""
    if not 1 <= number <= _LAST_LETTERS:
        return str(number)
    times, place = divmod(number - 1, 26)
    return chr(ord("A") + place) * (times + 1)


def _chinese(number: int, digits: str, units: str, *, tens: bool) -> str:
    """Return a number in Chinese; ``tens``: ten to nineteen begin without the digit one."""
    if number >= _MYRIAD:
        high, low = divmod(number, _MYRIAD)
        gap = digits[0] if low and low < _MYRIAD // 10 else ""
        rest = _chinese(low, digits, units, tens=False) if low else ""
        return f"{_chinese(high, digits, units, tens=tens)}万{gap}{rest}"
    if not number:
        return digits[0]
    written, waiting = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            gap = digits[0] if waiting and written else ""
            written += f"{gap}{digits[digit]}{units[place - 1] if place else ''}"
        waiting = digit == 0
    teen = tens and number // 10 == 1
    return written[1:] if teen else written


_MYRIAD = 10_000


def _digits(marks: str) -> Callable[[int], str]:
    return lambda number: "".join(marks[int(digit)] for digit in str(number))


def _from(first: str, most: int, beyond: Callable[[int], str] = str) -> Callable[[int], str]:
    """Count along the characters behind ``first``; Word writes more than there are as digits."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= most else beyond(number)


def _circled(number: int) -> str:
    if number <= 20:  # noqa: PLR2004 - how the blocks of Unicode end
        return chr(ord("①") + number - 1) if number else "⓪"
    if number <= 35:  # noqa: PLR2004
        return chr(ord("㉑") + number - 21)
    return chr(ord("㊱") + number - 36) if number <= 50 else str(number)  # noqa: PLR2004


def _around(signs: str) -> Callable[[int], str]:
    """Count through a cycle of signs."""
    return lambda number: signs[(number - 1) % len(signs)] if number else ""


def _ordinal(number: int) -> str:
    tail = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number // 10 % 10 == 1 else tail}"


_DIGITAL = "〇一二三四五六七八九"
_LEGAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")


def _counting(number: int) -> str:
    return _chinese(number, "零一二三四五六七八九", "十百千", tens=True)


def _legal(number: int) -> str:
    return _chinese(number, *_LEGAL, tens=False)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "none": lambda _: "",
    "decimalZero": "{:02d}".format,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "ordinal": _ordinal,
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "ideographDigital": _digits(_DIGITAL),
    "japaneseDigitalTenThousand": _digits(_DIGITAL),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _around("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _around("子丑寅卯辰巳午未申酉戌亥"),
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from("⒈", 20, "{}.".format),
    "decimalEnclosedParen": _from("⑴", 20, "({})".format),
    "ideographEnclosedCircle": _from("㊀", 10, _counting),
    "numberInDash": "- {} -".format,
}
