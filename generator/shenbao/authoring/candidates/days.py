"""Deadlines and periods in a text."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shenbao.authoring.candidates.candidate import Candidate, Claimed, Passage

_DAY = r"(?:(?P<y{0}>\d{{4}})\s?年\s?)?(?P<m{0}>\d{{1,2}})\s?月\s?(?P<d{0}>\d{{1,2}})\s?日?"
_TIME = (
    r"(?:\s?(?:上午|中午|下午)?\s?(?P<hour>\d{1,2})\s?"
    r"(?:[:：]\s?(?P<minute>\d{2})|[时点](?:(?P<minutes>\d{1,2})分)?整?))?"
)
_BEFORE = r"\s?(?:[（(][^（）()]{1,12}[）)])?\s?(?:之?前|以前|截止|为止|止)"
_PAST = r"(?!出生|取得|获得|毕业|成立|立项|参加|从事|注册|在职|已|聘任|入职|的)"
_DEADLINES = (
    re.compile(r"(?P<each>每年\s?)?" + _DAY.format("") + _TIME + _BEFORE + _PAST),
    re.compile(
        rf"(?:截止(?:时间|日期|日)?|时限|不得?[迟晚]于|期限)(?:为|是|至|到|[:：])?\s?{_DAY.format('')}{_TIME}"
    ),
    re.compile(rf"(?:至|到)\s?{_DAY.format('')}{_TIME}(?:\s?(?:止|截止|前|结束))"),
)
_MONTH_END = re.compile(
    r"(?P<each>每年)?(?:(?P<year>\d{4})\s?年)?\s?(?P<month>\d{1,2})\s?月\s?(?:底|末)\s?之?前"
)
_YEAR_END = re.compile(
    r"(?P<year>\d{4})\s?年\s?(?:底|末)|(?:到|至|力争)\s?(?P<until>\d{4})\s?年(?=[，,])"
)
_DASH = r"\s?(?:[-—–－~～至到]{1,2}|起至)\s?"
_SPAN = re.compile(_DAY.format("1") + "起?" + _DASH + _DAY.format("2"))
_MONTHS = re.compile(
    rf"(\d{{4}})\s?年\s?(\d{{1,2}})\s?月{_DASH}(\d{{4}})\s?年\s?(\d{{1,2}})\s?月(?!\s?\d)"
)
_STAGE = re.compile(r"阶段\s?[（(](\d{4})\s?年\s?(\d{1,2})\s?月[）)]")
_COUNT = r"(?P<count>\d{1,3}|[一二两三四五六七八九十半]{1,3})"
_LENGTH = re.compile(
    rf"(?:周期|期限|年限|时限|有效期|公示期?|执行期|建设期|资助期)[^，。；\d]{{0,6}}?{_COUNT}\s?(?P<unit>年|个?月|个?工作日|天|日)"
    rf"|(?P<is>为){_COUNT.replace('count', 'plain')}\s?(?P<other>年|个月)(?=[。；，（(]|$)"
)
_DECEMBER = 12
_CHINESE = {sign: at for at, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What a day without a year is counted from; ``issued`` is None where nobody knows it."""

    issued: date | None

    def year_of(self, month: int, day: int) -> int | None:
        """Return the year of the first such day from the day of issue on."""
        if self.issued is None:
            return None
        after = (month, day) >= (self.issued.month, self.issued.day)
        return self.issued.year + (not after)


def deadlines(passage: Passage, known: Calendar, claimed: Claimed) -> Iterator[Candidate]:
    """Yield by when something is to be done: days, ends of months and of years."""
    for pattern in _DEADLINES:
        for match in pattern.finditer(passage.text):
            found = _moment(match, known)
            if found is not None and claimed.take(*match.span()):
                value, doubt = found
                yield passage.candidate("deadline", value, *match.span(), doubt)
    for match in _MONTH_END.finditer(passage.text):
        month = int(match["month"])
        if not 1 <= month <= _DECEMBER or not claimed.take(*match.span()):
            continue
        year = int(match["year"]) if match["year"] else known.year_of(month, 28)
        last = calendar.monthrange(year or 2023, month)[1]
        if match["each"]:
            yield passage.candidate("deadline", f"每年{month:02}-{last}", *match.span())
        else:
            start = f"{year}-" if year else ""
            doubt = "" if match["year"] else "year"
            yield passage.candidate("deadline", f"{start}{month:02}-{last}", *match.span(), doubt)
    for match in _YEAR_END.finditer(passage.text):
        if claimed.take(*match.span()):
            year_end = match["year"] or match["until"]
            yield passage.candidate("deadline", f"{year_end}-12-31", *match.span())


def periods(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield spans between two days or months, and lengths in years, months and working days."""
    spans: set[int] = set()
    for match in _SPAN.finditer(passage.text):
        first = _day(match["y1"], match["m1"], match["d1"])
        second = _day(match["y2"] or match["y1"], match["m2"], match["d2"])
        if first and second and claimed.take(*match.span()):
            spans.add(match.start())
            yield passage.candidate("period", f"{first}/{second}", *match.span())
    for match in (*_MONTHS.finditer(passage.text), *_STAGE.finditer(passage.text)):
        parts = [int(part) for part in match.groups()] * (2 if len(match.groups()) == 2 else 1)  # noqa: PLR2004 - one month
        months = parts[1], parts[3]
        if all(1 <= month <= _DECEMBER for month in months) and claimed.take(*match.span()):
            value = f"{parts[0]}-{parts[1]:02}/{parts[2]}-{parts[3]:02}"
            yield passage.candidate("period", value, *match.span())
    for match in _LENGTH.finditer(passage.text):
        follows = not spans.isdisjoint((match.end(), match.end() + 1))
        if follows or not claimed.take(*match.span()):
            continue
        count, unit = match["count"] or match["plain"], match["unit"] or match["other"]
        number = _whole(count)
        yield passage.candidate("period", f"{number}{_UNITS.get(unit, unit)}", *match.span())
    for match in _QUARTER.finditer(passage.text):
        if claimed.take(*match.span()):
            yield passage.candidate("period", "".join(match[0].split()), *match.span())


_QUARTER = re.compile(r"每年\s?第?\s?[一二三四1-4]\s?季度")
_UNITS = {"月": "个月", "工作日": "个工作日", "日": "天"}


def _moment(match: re.Match[str], known: Calendar) -> tuple[str, str] | None:
    """Return a day or a minute, and what of it was taken from elsewhere."""
    month, day = int(match["m"]), int(match["d"])
    if match.groupdict().get("each") and not match["y"]:
        return f"每年{month:02}-{day:02}", ""
    year = int(match["y"]) if match["y"] else known.year_of(month, day)
    text = _day(str(year or 2024), match["m"], match["d"])
    if text is None:
        return None
    text = text if year else text[5:]
    hour = match["hour"]
    if hour is not None:
        at = int(hour) + (_DECEMBER if "下午" in match[0] and int(hour) < 12 else 0)  # noqa: PLR2004 - noon
        minute = int(match["minute"] or match["minutes"] or 0)
        if at > 24 or minute > 59:  # noqa: PLR2004 - a day
            return None
        text += f"T{at:02}:{minute:02}"
    return text, "" if match["y"] else "year"


def _day(year: str | None, month: str, day: str) -> str | None:
    if year is None:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _whole(text: str) -> str:
    """Return a small whole number; 半 is half."""
    if text.isdecimal():
        return str(int(text))
    if text == "半":
        return "0.5"
    before, ten, after = text.partition("十")
    if not ten:
        return str(_CHINESE.get(text[-1], 0))
    return str((_CHINESE[before] if before else 1) * 10 + (_CHINESE.get(after, 0) if after else 0))
