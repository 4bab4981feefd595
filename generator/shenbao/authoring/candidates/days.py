"""Deadlines and periods in a text."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shenbao.authoring.candidates.candidate import Candidate, Claimed, Passage
from shenbao.authoring.candidates.moments import YEAR, Calendar, Moment, moments, spans
from shenbao.authoring.candidates.numerals import SMALL, figure, whole, year_of

_BEFORE_IT = r"(?:之?前|以前)"
_AFTER = re.compile(
    rf"\s?(?:（[^（）]{{1,16}}）)?\s?(?:下班|当[天日])?\s?(?:准时|自动|统一|正式|按时|将|即){{0,2}}(?:(?P<past>{_BEFORE_IT})|截止|截至|为止|止|关闭|结束|停止)"
)
_BEFORE = re.compile(
    r"(?:截止(?:时间|日期|日)?|截至|时限|期限|最[迟晚]|不得?[迟晚]于|延[长期]?|顺延|推迟|(?:期限|时间|日期|截止[^，。；]{0,24})(?:改|调整|变更)|(?:即日|之日|今日)起)"
    r"\s?(?:为|是|至|到|于|在|统一|[:\t（ ]){0,4}$"
)
_FORMER = re.compile(r"原(?:定|来|截止|通知)[^，。；\d]{0,12}$")
"""Before a day that holds no more."""

_SENTENCE_ENDS = "。；;\n"
_NEAR = 40
"""Characters around a day that say what it is."""

_PAST = re.compile(
    r"[^，。；]{0,14}(?:出生|取得|获得|获批|毕业|成立|立项|参加|从事|注册|登记|在职|已|聘任|聘用|入职|任职|发表|出版|授权"
    r"|结题|建成|验收|退休|执业)|的"
)
_ASKED = re.compile(r"请|务必|报送|提交|填报|上报|申报|报名|完成[^，。；]{0,6}$")
_HANDED = re.compile(
    r"申报|报名|受理|报送|提交|填报|征集|推荐|上报|申请|材料|系统|投稿|反馈|填写|登录|寄|审核|初审"
)
_HANDED_IN = re.compile(r"申报|报名|报送|提交|填报|上报|完成|自查|整改")
_COUNTED_ON = re.compile(r"年龄|周岁|\d岁|出生|计算|统计|成果|论文|业绩|年限|期间|资格")
_NO_HANDING_IN = re.compile(
    r"公示|评审|培训|会议|实施|研究|建设|执行|答辩|资助|周期|项目期|考核|起止年|举办|有效|发表|取得"
)
_MONTH_END = re.compile(
    rf"(?P<each>每年)?(?:(?P<year>{YEAR})\s?年|(?P<near>今年|明年))?\s?(?<!\d)(?P<month>{SMALL})\s?月\s?"
    rf"(?:份?(?:底|末)|(?P<third>[上中下])旬|份(?:{_BEFORE_IT}|[^，。；\d]{{0,14}}(?:完成|报送|上报|提交|开展|组织|印发)))"
    rf"(?:\s?{_BEFORE_IT})?(?!已|，?(?:全[市区县省]|共|累计))"
)
_HALF = re.compile(
    rf"(?:(?P<year>{YEAR})\s?年\s?|今年)?(?P<half>[上下])半年(?:[底末]|{_BEFORE_IT}|[^，。；\d]{{0,14}}(?:完成|报送|上报|提交))"
)
_YEAR_END = re.compile(
    rf"(?P<year>{YEAR})\s?年\s?(?:年?[底末]|年内)|(?:到|至|力争)\s?(?P<until>{YEAR})\s?年(?=[，,])"
    rf"|(?<![\d年])(?:(?:今年|本年度?)年?[底末](?:{_BEFORE_IT})?|年[底末]{_BEFORE_IT})"
)
_AND = re.compile(r"\s?(?:[、和及或]|以及)\s?")
_QUARTER_END = re.compile(
    rf"(?P<each>每年)?(?:(?P<year>{YEAR})\s?年\s?)?第?(?P<quarter>[一二三四1-4])\s?季度[末底](?:之?前)?"
)
_EACH_MONTH = re.compile(rf"每月\s?(?P<day>{SMALL})\s?[日号]\s?{_BEFORE_IT}")
_JOINT = r"\s?(?:-{1,2}|[至到])\s?"
_MONTHS = re.compile(
    rf"({YEAR})\s?年\s?({SMALL})\s?月(?:份|起)?{_JOINT}(?:({YEAR})\s?年\s?)?({SMALL})\s?月(?!\s?[\d一二三四五六七八九十])"
)
_STAGE = re.compile(rf"阶段\s?（({YEAR})\s?年\s?({SMALL})\s?月）")
_SPAN_OF = r"\d{1,3}|[一二两三四五六七八九十半]{1,3}"
_COUNT = rf"(?:(?P<least>{_SPAN_OF})\s?年?{_JOINT})?(?P<count>{_SPAN_OF})"
_UNIT = r"(?P<unit>年|个?月|个?工作日|天|日|周)"
_LENGTH = re.compile(
    rf"(?:周期|期限|年限|时限|有效期|公示期?|执行期|建设期|资助期|研究期|实施期|培训期|任期|为期)[^，。；\d]{{0,6}}?{_COUNT}\s?{_UNIT}(?!\s?{_BEFORE_IT})"
    rf"|(?P<is>为)(?P<plain>{_SPAN_OF})\s?(?P<other>年|个月)(?=[。；，（(]|$)"
)
_AHEAD_UNIT = r"个?工作日|个?自然日|日|天|周|个月"
_WITHIN = re.compile(
    rf"(?:之日|(?<!\d)后|日)起?\s?(?:的)?(?P<within>{_SPAN_OF})\s?(?P<unit>{_AHEAD_UNIT})(?:之?内|以内)"
)
_AHEAD = re.compile(
    rf"(?:(?:到期|届满|期满)(?:之?日)?的?\s?(?P<days>{_SPAN_OF})\s?(?P<unit>{_AHEAD_UNIT}){_BEFORE_IT}"
    rf"|(?:到期|届满|期满|举办|召开|开[班课展始])(?:之?日)?前\s?(?P<early>{_SPAN_OF})\s?(?P<of>{_AHEAD_UNIT})(?!之?内|以内))"
)
_OWN = r"评议|答辩|评审|会评|复评|初评|终评|评选|路演|论证会|公示|公布|揭晓"
_OWN_BEFORE = re.compile(rf"(?:{_OWN})[^，。；]{{0,12}}$")
_OWN_AFTER = re.compile(rf"[^，。；]{{0,8}}(?:{_OWN}|进行|举行|召开|举办)")
"""What the office does itself, around a part of a month without 前: a plan, no deadline."""

_QUARTER = re.compile(r"每年\s?第?\s?[一二三四1-4]\s?季度")
_UNITS = {"月": "个月", "工作日": "个工作日", "自然日": "个自然日", "日": "天"}
_DECEMBER = 12
_THIRDS = {"上": 10, "中": 20}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What stands before and after a day in its sentence."""

    before: str
    after: str

    @classmethod
    def of(cls, text: str, begin: int, end: int) -> _Around:
        first = max(text.rfind(sign, max(0, begin - _NEAR), begin) + 1 for sign in _SENTENCE_ENDS)
        stops = (text.find(sign, end, end + _NEAR) for sign in _SENTENCE_ENDS)
        last = min((at for at in stops if at >= 0), default=end + _NEAR)
        return cls(before=text[max(first, begin - _NEAR) : begin], after=text[end:last])


def deadlines(passage: Passage, known: Calendar, claimed: Claimed) -> Iterator[Candidate]:
    """Yield by when something is to be done: days, ends of months and of years."""
    text = passage.plain
    found = moments(text, known)
    asked: set[int] = set()
    for moment in reversed(found):
        around = _Around.of(text, moment.begin, moment.end)
        joined = _AND.match(text, moment.end)
        listed = joined is not None and joined.end() in asked
        if listed or _is_deadline(moment, around, known):
            asked.add(moment.begin)
    for moment in found:
        place = moment.begin, moment.end
        if moment.begin in asked and claimed.take(*place):
            part = _Around.of(text, *place).before.split("，")[-1]
            each = "每年" in part and not moment.told
            value = f"每年{moment.short}" if each else moment.value
            doubt = "" if moment.told or each else "year"
            yield passage.candidate("deadline", value, *place, doubt)
    for match in _EACH_MONTH.finditer(text):
        if claimed.take(*match.span()):
            yield passage.candidate("deadline", f"每月{whole(match['day']):02}", *match.span())
    yield from _counted_days(passage, claimed)
    yield from _month_ends(passage, known, claimed)
    yield from _year_ends(passage, known, claimed)


def _counted_days(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield days that are counted on from something, or back from it."""
    for match in _WITHIN.finditer(passage.plain):
        if claimed.take(*match.span()):
            value = f"{figure(match['within'])}{_days_of(match['unit'])}内"
            yield passage.candidate("deadline", value, *match.span())
    for match in _AHEAD.finditer(passage.plain):
        if claimed.take(*match.span()):
            count, unit = match["days"] or match["early"], match["unit"] or match["of"]
            value = f"{figure(count)}{_days_of(unit)}前"
            yield passage.candidate("deadline", value, *match.span())


def _days_of(unit: str) -> str:
    """Return the unit in which days are counted in a value."""
    return "个工作日" if "工作" in unit else unit


def _is_own(text: str, match: re.Match[str]) -> bool:
    """Say whether a part of a month is only when the office does something itself."""
    if match[0].endswith("前"):
        return False
    around = _Around.of(text, *match.span())
    after = _OWN_AFTER.match(around.after)
    if after is not None:
        return _HANDED_IN.search(after[0]) is None
    return _OWN_BEFORE.search(around.before) is not None


def _is_deadline(moment: Moment, around: _Around, known: Calendar) -> bool:
    """Say whether the words around a day make it one by which something is to be done."""
    after = _AFTER.match(around.after)
    if _FORMER.search(around.before):
        return False
    asked = _ASKED.search(around.before[-_THIRDS["中"] :]) is not None
    if after is not None:
        rest = around.after[after.end() :]
        if after["past"] and not asked and _PAST.match(rest):
            return False
    else:
        before = _BEFORE.search(around.before)
        if before is None:
            return False
        told = around.before[: before.end()]
        if _COUNTED_ON.search(told) and not _HANDED.search(told[-_DECEMBER:]):
            return False
        if before[0].startswith("截至") and not _HANDED.search(told):
            return bool(_HANDED.search(around.after)) and not _COUNTED_ON.search(around.after)
    gone = moment.told and known.issued is not None and moment.date < known.issued.isoformat()
    return not gone or asked or bool(_ASKED.match(around.after[3:]))


def _month_ends(passage: Passage, known: Calendar, claimed: Claimed) -> Iterator[Candidate]:
    for match in (found for form in _ENDS for found in form.finditer(passage.plain)):
        parts = match.groupdict()
        month = _last_month(parts)
        if not 1 <= month <= _DECEMBER or _is_own(passage.plain, match):
            continue
        if not claimed.take(*match.span()):
            continue
        near = known.year + (parts.get("near") == "明年") if known.year else None
        told = year_of(match["year"]) if match["year"] else near if parts.get("near") else None
        year = told or known.year_of(month, 28)
        last = _THIRDS.get(parts.get("third") or "") or calendar.monthrange(year or 2023, month)[1]
        if parts.get("each"):
            yield passage.candidate("deadline", f"每年{month:02}-{last}", *match.span())
        elif year is None or known.issued is None or (year, month) >= known.month:
            start = f"{year}-" if year else ""
            doubt = "" if told else "year"
            yield passage.candidate("deadline", f"{start}{month:02}-{last}", *match.span(), doubt)


_ENDS = (_MONTH_END, _QUARTER_END, _HALF)


def _last_month(parts: Mapping[str, str | None]) -> int:
    """Return the month that ends a part of a year."""
    quarter, half = parts.get("quarter"), parts.get("half")
    if quarter:
        return 3 * whole(quarter)
    return {"上": 6, "下": _DECEMBER}[half] if half else whole(parts.get("month") or "0")


def _year_ends(passage: Passage, known: Calendar, claimed: Claimed) -> Iterator[Candidate]:
    for match in _YEAR_END.finditer(passage.plain):
        told = match["year"] or match["until"]
        year = year_of(told) if told else known.year
        if year is None or (known.issued is not None and year < known.issued.year):
            continue
        if claimed.take(*match.span()):
            doubt = "" if told else "year"
            yield passage.candidate("deadline", f"{year}-12-31", *match.span(), doubt)


def periods(passage: Passage, known: Calendar, claimed: Claimed) -> Iterator[Candidate]:
    """Yield spans between two days or months, and lengths in years, months and working days.

    Where something is handed in between two days the last one is a deadline too.
    """
    text, begins = passage.plain, set[int]()
    for first, last in spans(text, moments(text, known), known):
        place = first.begin, last.end
        if not (first.year and last.year) or not claimed.take(*place):
            continue
        begins.add(first.begin)
        doubt = "" if first.told else "year"
        yield passage.candidate("period", f"{first.date}/{last.date}", *place, doubt)
        around = _Around.of(text, *place)
        if _is_window(around):
            yield passage.candidate("deadline", last.value, *place, doubt)
    for match in (*_MONTHS.finditer(text), *_STAGE.finditer(text)):
        found = match.groups() if match.re is _MONTHS else match.groups() * 2
        years = year_of(found[0]), year_of(found[2] or found[0])
        months = whole(found[1]), whole(found[3])
        if all(1 <= month <= _DECEMBER for month in months) and claimed.take(*match.span()):
            value = f"{years[0]}-{months[0]:02}/{years[1]}-{months[1]:02}"
            yield passage.candidate("period", value, *match.span())
    for match in _LENGTH.finditer(text):
        follows = not begins.isdisjoint((match.end(), match.end() + 1))
        if follows or not claimed.take(*match.span()):
            continue
        yield passage.candidate("period", _length(match), *match.span())
    for match in _QUARTER.finditer(text):
        if claimed.take(*match.span()):
            yield passage.candidate("period", "".join(match[0].split()), *match.span())


def _is_window(around: _Around) -> bool:
    """Say whether something is handed in between two days."""
    part = re.split(r"[，：:]", around.before.rstrip("，：: 为于在"))[-1]
    if _NO_HANDING_IN.search(part):
        return False
    return bool(_HANDED.search(part) or _HANDED.search(around.after.split("，")[0]))


def _length(match: re.Match[str]) -> str:
    count = match["count"] or match["plain"]
    unit = match["unit"] or match["other"]
    number = "0.5" if count == "半" else figure(count)
    low = f"{figure(match['least'])}-" if match["least"] else ""
    return f"{low}{number}{_UNITS.get(unit, unit)}"
