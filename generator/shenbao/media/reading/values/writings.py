"""How people write numbers, days, moments, yes and no, and what it means: one definition for all.

Every medium reads its texts by these, and the page does the same (``data/writings.ts``);
``tests/conformance/vectors/readings.json`` holds both to it. What can be meant in two ways is
not read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import or_

WIDTH = {0x3000: 0x20, **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}}
"""Full-width forms only: NFKC would also turn ① and ² into digits."""

BOXES = "□☐"
TICKS = "☑☒■√✓✔🗹✅●"
"""A cross in a box is how Word ticks."""

YES_OR_NO = ("是", "否")
_LOOK = "\ufe0f"
"""Follows a sign that is to look like a picture."""

_CROSSES = "×✗✘✕✖❌╳"
_YES = frozenset({"是", "true", *TICKS})
_NO = frozenset({"否", "false", *_CROSSES})
_SIGNS = f"{BOXES}{TICKS}"
_BOX_FIRST = re.compile(f"(?:[{_SIGNS}][^{_SIGNS}]+)+")
_LABEL_FIRST = re.compile(f"(?:[^{_SIGNS}]+[{_SIGNS}])+")
_AFTER_BOX = re.compile(f"([{_SIGNS}])([^{_SIGNS}]+)")
_BEFORE_BOX = re.compile(f"([^{_SIGNS}]+)([{_SIGNS}])")

_LONGEST_NUMBER = 300
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_TOLERANT = re.compile(
    r"[+-]?(?:(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"
)
_LARGEST = 2**53
_YEAR = re.compile(r"((?:19|20)[0-9]{2}) ?年(?:度|份)?")
_RATIO = re.compile(r"1 ?: ?([0-9]{1,9}(?:\.[0-9]{1,9})?)")
_FOOTER = re.compile(
    "(?:(?:填表|填报|制表|编制|审核|复核|审批|经办|报送|统计|联系|负责|单位负责|科室负责|部门负责)"
    "(?:人|人员|者|单位|部门|科室|日期|时间|电话)?|(?:分管|主管|单位)领导|(?:填表|填报|制表|报出)?日期"
    "|(?:联系)?电话|单位|(?:单位)?(?:盖章|公章|签章|签字)|备注|说明|注)(?:\\([^()]*\\))?:"
)
"""How a line below a table begins that says who filled it in, and notes on it."""

_TOTAL = re.compile(r"(?:合|总|小|共)计(?:[:(].*)?", re.DOTALL)

_DIGITS = {
    "〇": 0,
    "○": 0,
    "零": 0,
    **{sign: at for at, sign in enumerate("一二三四五六七八九", 1)},
}
_TENS = {"十": 10, "廿": 20, "卅": 30}
_CHINESE = "〇○零一二三四五六七八九十廿卅元"
_CHINESE_YEAR = re.compile(r"([〇○零一二三四五六七八九]{4})年")
_CHINESE_NUMBER = re.compile(f"[{_CHINESE}]+(?=[月日号號时時点點分秒])")
_DAY = re.compile(
    r"([0-9]{4})(?:"
    r" ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})|"
    r" ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2})(?: ?[日号號])?|"
    r"([0-9]{2})([0-9]{2}))"
)
_COMPACT_YEARS = range(1900, 2100)
"""Eight digits are a day only in these years: a number of another kind may look like one."""

_HALVES = "上午|下午|中午|凌晨|清晨|早上|早晨|傍晚|晚上|晚|am|pm"
_TIME = re.compile(
    rf"({_HALVES})? ?([0-9]{{1,2}}) ?"
    r"(?:"
    r":([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?|"
    r"[时時点點] ?(?:整|半|([0-9]{1,2}) ?分?(?: ?([0-9]{1,2}) ?秒)?)?"
    r")?"
    r" ?(am|pm)?(?:\+08:?00)?",
    re.IGNORECASE,
)
_BEFORE_TIME = re.compile("^(?:[Tt]| ?[,;] ?| )")
_EARLY = {hour: hour for hour in range(12)}
_LATE = {**{hour: hour + 12 for hour in range(1, 12)}, **{hour: hour for hour in range(12, 24)}}
_NIGHT = {hour: _LATE[hour] for hour in (*range(5, 12), *range(13, 24))}
_HOURS = {
    "": {hour: hour for hour in range(24)},
    **dict.fromkeys(("上午", "早上", "早晨", "清晨"), _EARLY),
    "am": {**_EARLY, 12: 0},
    "凌晨": {hour: hour for hour in range(7)},
    "中午": {11: 11, 12: 12, 13: 13, 1: 13, 2: 14},
    **dict.fromkeys(("下午", "pm"), _LATE),
    **dict.fromkeys(("傍晚", "晚上", "晚"), _NIGHT),
}
"""The hours of 24 by what stands before them; twelve in the morning or at night might be two."""

_SIXTY = 60


@dataclass(frozen=True, slots=True)
class When:
    """A day as ``2024-04-30``, with the time of day as ``16:00:00`` where one is written."""

    day: str
    time: str | None = None

    @property
    def moment(self) -> str | None:
        """Both together, None without a time."""
        return None if self.time is None else f"{self.day}T{self.time}"


def narrow(text: str) -> str:
    """Return a text with full-width signs made half-width, without outer blanks."""
    return text.translate(WIDTH).strip()


def number(text: str) -> int | float | None:
    """Return the number that a text is, None for any other text."""
    plain = narrow(text).replace("\u2212", "-")
    if len(plain) > _LONGEST_NUMBER or not _TOLERANT.fullmatch(plain):
        return None
    bare = plain.replace(",", "")
    if not re.search("[.eE]", bare):
        return int(bare)
    value = float(bare)
    if not abs(value) < float("inf"):
        return None
    whole = "." not in bare and value.is_integer() and abs(value) < _LARGEST
    return int(value) if whole else value


def percentage(text: str) -> int | float | None:
    """Return the number before a per cent sign, or of a bare number."""
    return number(narrow(text).removesuffix("%").rstrip())


def year(text: str) -> int | None:
    """Return the year of ``2024年`` or ``2024年度``, None for any other text."""
    found = _YEAR.fullmatch(narrow(text))
    return int(found[1]) if found else None


def ratio(text: str) -> int | float | None:
    """Return how many come to one in ``1:1.24``, None for any other text."""
    found = _RATIO.fullmatch(narrow(text))
    return number(found[1]) if found else None


def is_total(text: str) -> bool:
    """Say whether a row that begins so adds up the others: 合计, 总计（3项）."""
    return _TOTAL.fullmatch("".join(narrow(text).split())) is not None


def is_footer(texts: Sequence[str]) -> bool:
    """Say whether a row below a table says who filled it in, checked it, and when.

    Its first words do, with a colon; whatever else stands there does too, or is the answer in
    the next cell: 填表人：, 张三, 日期：2024-04-30.
    """
    told = [plain for text in texts if (plain := "".join(narrow(text).split()))]
    labels = [_FOOTER.match(text) is not None for text in told]
    answers = [*zip(labels, told, strict=True)][:-1]
    answered = [label and text.endswith(":") for label, text in answers]
    return bool(told) and labels[0] and all(map(or_, labels[1:], answered))


def first_words(texts: Iterable[str]) -> int | None:
    """Return the number of the first text of a row that is neither blank nor a mere number."""
    return next(
        (at for at, text in enumerate(texts) if text.strip() and number(text) is None), None
    )


def is_plain_number(text: str) -> bool:
    """Say whether a number is written as data are: nothing is to be told of it."""
    return len(text) <= _LONGEST_NUMBER and _PLAIN.fullmatch(text) is not None


def truth(text: str) -> bool | None:
    """Return what a text says to a question of yes or no, None where it says neither."""
    word = narrow(text).replace(_LOOK, "").lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    chosen = marked(text, YES_OR_NO)
    return None if chosen is None else chosen == "是"


def is_empty_box(text: str) -> bool:
    """Say whether a text is a box that nobody ticked: it says nothing."""
    return text.strip() in tuple(BOXES)


def marked(text: str, offered: Collection[str]) -> str | None:
    """Return the one label that is ticked in ``☑是 □否`` or ``是√ 否□``; None for other texts."""
    chosen = [label for ticked, label in boxes(text) if ticked]
    labels = {"".join(label.split()): label for label in offered}
    return labels.get(chosen[0]) if len(chosen) == 1 else None


def is_unmarked(text: str, offered: Collection[str]) -> bool:
    """Say whether a text shows only choices on offer, each with an empty box: ``□是 □否``."""
    labels = {"".join(label.split()) for label in offered}
    found = boxes(text)
    return bool(found) and not any(ticked or label not in labels for ticked, label in found)


def boxes(text: str) -> list[tuple[bool, str]]:
    """Return the labels of a line of boxes, without blanks, and whether each is ticked.

    Every box stands before its label, or every one behind; any other text has none.
    """
    bare = "".join(text.replace(_LOOK, "").split())
    if _BOX_FIRST.fullmatch(bare):
        return [(box in TICKS, label) for box, label in _AFTER_BOX.findall(bare)]
    if _LABEL_FIRST.fullmatch(bare):
        return [(box in TICKS, label) for label, box in _BEFORE_BOX.findall(bare)]
    return []


def when(text: str) -> When | None:
    """Return the day that a text names, with its time of day; None for any other text.

    ``20240430``, ``2024.4.30 16:00``, ``2024年4月30号下午4点半``, ``二〇二四年四月三十日``.
    """
    plain = _in_digits(" ".join(narrow(text).split()))
    found = _DAY.match(plain)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
    if found[7] is not None and year not in _COMPACT_YEARS:
        return None
    try:
        named = date(year, month, day).isoformat()
    except ValueError:
        return None
    rest = plain[found.end() :]
    if not rest:
        return When(named)
    if plain[found.end() - 1].isdigit() and rest[0].isdigit():
        return None  # figures that go on are another number
    time = _time(_BEFORE_TIME.sub("", rest))
    return None if time is None else When(named, time)


def _time(text: str) -> str | None:
    """Return a time of day as ``16:00:00``; None where it is none, or might be two."""
    found = _TIME.fullmatch(text)
    if found is None or (found[1] and found[7]):
        return None
    half = (found[1] or found[7] or "").lower()
    spoken = re.search("[时時点點]", text)
    if found[3] is None and not spoken and half not in ("am", "pm"):
        return None
    hour = _HOURS[half].get(int(found[2]))
    minute = int(found[3] or found[5] or (30 if spoken and "半" in text else 0))
    second = int(found[4] or found[6] or 0)
    if hour is None or max(minute, second) >= _SIXTY:
        return None
    return f"{hour:02}:{minute:02}:{second:02}"


def _in_digits(text: str) -> str:
    """Write Chinese numerals of a date in digits: 二〇二四年四月三十日 is 2024年4月30日."""
    if not any(sign in text for sign in _CHINESE):
        return text
    year = _CHINESE_YEAR.match(text)
    if year is not None:
        text = "".join(str(_DIGITS[sign]) for sign in year[1]) + text[4:]
    return _CHINESE_NUMBER.sub(lambda found: _figures(found[0]), text)


def _figures(text: str) -> str:
    """Return a numeral below sixty in digits, any other text as it is."""
    if text == "元":
        return "1"
    tens, sign, ones = _parted(text)
    known = (tens == "" or tens in _DIGITS) and (ones == "" or ones in _DIGITS)
    if not known or (sign in ("廿", "卅") and tens):
        return text
    if not sign:
        return str(_DIGITS[ones]) if ones else text
    value = _TENS[sign] * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
    return str(value) if value < _SIXTY else text


def _parted(text: str) -> tuple[str, str, str]:
    """Return what stands before the sign of ten, the sign, and what stands behind it."""
    for sign in _TENS:
        before, found, after = text.partition(sign)
        if found:
            return before, found, after
    return "", "", text.lstrip("〇○零") or text[:1]
