"""Quotas and copies in a text: how many there may be or have to be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from shenbao.authoring.candidates.candidate import Candidate, Claimed, Passage
from shenbao.authoring.candidates.limits import AFTER, BEFORE, DASH, again, sign_of
from shenbao.authoring.candidates.numerals import ARABIC, HAN, NUMBER, figure

_ONE = r"个(?!百?分点|月|工作日|小时|自然日|学期|年度|方面|部分|环节|步骤|阶段|文件夹)"
_COUNTED = (
    rf"项(?!目标|工作|任务)|{_ONE}|名(?!称|单)|人(?![才员口均民事力])|家(?!庭|属)|篇|位(?!于|置)"
    "|所|例|件(?!实事|大事|事|套|数)"
)
_UNITS = (
    rf"家|项|{_ONE}|名|人次|人|次|所|篇|件|门|种|例|张|学时|课时|期|场|本|份|位|支|户|部|台|学分|组"
    r"|分(?!之|别|类|散|析|钟|为|级|组|工|布|配|管)"
)
_FAR = 200
"""Characters after a word of limit in which its numbers stand."""

_SEGMENT = re.compile(r"[^。；\n]+")
_VERB = (
    "参与|申请|申报|推荐|推|设立?|报送|参加|选派|选送|承担|主持|负责|牵头|选择|选报|填报|评选|报名"
    "|报|补正|补报|延期|延长|变更|修改|挑选?|跟随?|带|加入|依托|挂靠|指导"
)
_LIMITED = re.compile(
    r"(?:(?<![不期时有权界受局上下极])(?:(?<!年)|(?=限[推申报选]))限额?"
    rf"(?:申?报|申请|推荐?|报送|参加|选派|选送|选|为|在|[:（ ]|(?={NUMBER}))"
    rf"|[只仅](?:限|能|可|得|允许)?(?:{_VERB})|(?:最多|至多)(?:只?可以?|只?能|允许)?(?:同时|联合)?(?:{_VERB}))"
)
_NUMBERED = re.compile(rf"(?P<number>{NUMBER})\s?(?P<unit>{_COUNTED}|份|次)")
_PLACES = re.compile(r"(?:名额|指标)(?:分配)?(?:数|为|是|各|共|[:（\t ]){0,3}")
_NOMINATED = re.compile(
    rf"(?<!已)(?P<may>可以?|能)?(?:各|分别|择优|共|拟|计划|同时){{0,2}}"
    rf"(?:推荐|申报|遴选|评选|选派|选送|选拔|推选|推送|选树|立项|支持|资助|表彰|申请|报送|上报"
    r"|参评|评出|招聘|聘任|录取|录用|招录|派出|新增|新建|建成|创建|培育|建设|引进|打造|招收|报)(?!告|[^，。；、\d\n]{0,8}(?:专利|著作权))"
    rf"[^，。；、\d\n]{{0,14}}?(?P<first>(?:(?P<low>{NUMBER})\s?(?:{_COUNTED})?{DASH})?(?P<number>{NUMBER})\s?(?P<unit>{_COUNTED}))"
    rf"(?!以上|及以上|（含）以上)"
)
_ALSO = re.compile(
    rf"(?:左右)?[、，](?:[^，。；、\d\n]{{0,14}}?)(?P<first>(?P<number>{NUMBER})\s?(?P<unit>{_COUNTED}))"
)
_EACH = re.compile(
    rf"[每各](?![年月周天日季次批])[^，。；\d]{{1,10}}?约?(?P<first>(?P<low>{NUMBER})\s?(?:{_UNITS})?{DASH}(?P<high>{NUMBER})\s?(?P<unit>{_UNITS}))"
)
_APIECE = re.compile(
    rf"每(?![年月周天日季次批\d一二两三四五六七八九十])[^，。；、\d]{{1,8}}?(?P<first>(?P<number>{NUMBER})\s?(?P<unit>{_COUNTED}))"
    rf"(?!以上|及以上|（含）以上)"
)
_PER = re.compile(
    rf"每\s?(?:{ARABIC}|[一二两三四五六七八九十百]{{1,3}})\s?[万千百]?(?:人口|人|名|张|家|个|所)[^，。；\d]{{0,6}}?(?:匹配|配备|配置|设置|安排|推荐)\s?"
    rf"(?P<first>(?P<number>{NUMBER})\s?(?P<unit>{_UNITS}))"
)
_SEATS = re.compile(
    rf"(?P<first>(?P<number>{NUMBER})\s?(?P<unit>个))(?:推荐|申报|参评|评选)?(?:名额|指标)"
)
_MATCHED = re.compile(
    rf"(?:按照?|以)\s?(?P<first>(?P<ratio>{ARABIC}\s?:\s?{ARABIC}))\s?的?(?:比例)?[^，。；]{{0,4}}(?:配套|匹配|配备|推荐)"
)
_SHARE = (
    rf"(?P<number>{NUMBER})\s?(?P<unit>%|万?(?:{_UNITS}))|(?P<level>\d{{1,2}})\s?级"
    r"|(?P<fraction>\d/\d)(?!\d)|百分之(?P<part>[一二三四五六七八九十百]{1,3})"
)
_LIMIT = re.compile(
    rf"{BEFORE}[^，。；、（）\d\n]{{0,12}}?\s?"
    rf"(?P<first>(?P<ratio>{ARABIC}\s?:\s?{ARABIC})|{_SHARE})(?![^，。；]{{0,24}}(?:半数|分之[一二三四])以上)"
)
_SIDED = re.compile(rf"(?P<first>{_SHARE}){AFTER}(?!职称)")
_PART = re.compile(r"半数以上|(?P<whole>[二三四五])分之(?P<part>[一二三四])以上")
_REACHED = re.compile(r"达到\s?(?P<first>(?P<number>\d{1,3})\s?(?P<unit>级))")
_SHARE_OF = re.compile(
    rf"(?:(?P<rate>率)|比例)\s?(?:应|须|要)?\s?(?:达到?|为)?\s?(?P<first>(?P<number>{ARABIC})\s?%)"
)
_DUE = re.compile(r"(?:年[底末]?|月[底末]?|日)之?前[^。；\n]{0,40}$")
_DUE_NEAR = 50
_COPIES = re.compile(
    rf"[一1]式\s?(?:（[^（）\d\n]{{1,16}}）\s?)?(?P<in>{NUMBER})\s?[份套](?:\s?（?[一1]\s?正\s?{NUMBER}\s?副)?"
    rf"|(?P<top>[一1])\s?正\s?(?P<side>{NUMBER})\s?副(?!高|主|职|院|教|处|科)(?:本?，?共\s?{NUMBER}\s?份)?"
    rf"|(?:照片|光盘|相片|U盘)[^，。；、\d\n]{{0,4}}?(?P<sheets>{NUMBER})\s?张"
    rf"|(?P<any>{ARABIC}|{HAN})\s?(?:份(?!额|子)|套(?=[，。；、）（]|$|纸质|材料))"
)
_OF_THEM = re.compile(rf"\s?[，、；（]\s?其中[^，。；、（）\d\n]{{0,6}}?{NUMBER}\s?份")
"""A part of the copies that were counted just before it, not more of them."""

_POSTS = re.compile(r"班子|领导|职数|主任|院长|配备|人员")
_POSTS_NEAR = 12
_MOST_COPIES = 50
_CHANGED = re.compile(r"\s?(?:改|调整|变更|减|增)(?:为|至|到|少为|加到)")
"""After a number of copies that holds no more: 由五份改为三份."""


_MORE = re.compile(
    rf"(?:增报|增加|追加|另增|多报|增配|[另再加]给|另外给|加报|另加)[^，。；、\d\n]{{0,8}}?(?P<first>(?P<number>{NUMBER})\s?(?P<unit>{_COUNTED}))"
)
_ONCE = re.compile(
    r"(?:可以?|允许|准予)[^，。；、\d\n]{0,6}?(?:补正|延期|延长|补交|补报|复核|申诉|修改|调整|变更)[^，。；、\d\n]{0,4}?"
    rf"(?P<first>(?P<number>{NUMBER})\s?(?P<unit>次))"
)
_CHOSEN = re.compile(
    rf"[中里内间](?:只能|只可|仅能|仅可|可以?|任意?|须|应)?(?:选择?|挑选?|择|取)\s?"
    rf"(?P<first>(?P<number>{NUMBER})\s?(?P<unit>{_COUNTED}))(?:[^，。；、\d\n]{{0,4}}?)(?:来|进行)?(?:申?报|申请|参[评加]|推荐)"
)
_ABOUT = re.compile(rf"(?:大?约(?P<first>(?P<number>{NUMBER})\s?(?P<unit>{_COUNTED})))")
_FREE = re.compile(
    r"不受[^，。；\n]{0,10}(?:名额|指标|限额|限报|限项|数量|项数|比例)[^，。；\n]{0,4}限制"
    r"|(?:名额|数量|项数|推荐数|限额|申报数)\s?不限|不限(?:名额|数量|项数)"
)
_RATE = re.compile(r"率[^，。；\d\n]{0,6}$")
"""Before a share: it is a rate."""

_RATE_NEAR = 10
_AIMED = re.compile(rf"{NUMBER}\s?(?P<unit>例|人次|次|人|名|%)")
_AIMS: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(
        ("次", "人次"),
        re.compile(r"[门出接]诊|诊疗|就诊|会诊|坐诊|巡诊|查房|手术|随访|访视|治疗|收治|住院"),
    ),
    **dict.fromkeys(
        ("人", "名"), re.compile(r"(?:入组|样本|随访|队列|纳入|受试)[^，。；、\n]{0,8}$")
    ),
    "%": re.compile(
        r"(?:随访|失访|入组|脱落|依从|治愈|好转|存活|生存|检出)性?率[^，。；、\n]{0,8}$"
    ),
}
"""By unit, the words before a number of which it is what the work has to reach: no quota."""

_CASES = re.compile(r"案例|病例报告|个案|典型")
_AIM_NEAR = 24


def quotas(passage: Passage, claimed: Claimed, *, rates: bool = True) -> Iterator[Candidate]:
    """Yield how many may be or have to be: applications, partners, shares, levels.

    ``rates``: a rate that has to be reached is one too; in a plan of work it is an aim.
    """
    _leave_aims(passage, claimed)
    yield from _sided(passage, claimed, rates=rates)
    yield from _limited(passage, claimed)
    yield from _places(passage, claimed)
    for pattern, value in _QUOTAS:
        for match in pattern.finditer(passage.plain):
            place = match.span("first") if match.groupdict().get("first") else match.span()
            if claimed.take(*place):
                yield passage.candidate("quota", value(match), *match.span())
    yield from _shares(passage, claimed, rates=rates)
    yield from _nominated(passage, claimed)


def _leave_aims(passage: Passage, claimed: Claimed) -> None:
    """Take the numbers that the work has to reach, so that nothing is found in them."""
    text = passage.plain
    for match in _AIMED.finditer(text):
        near = text[max(0, match.start() - _AIM_NEAR) : match.start()]
        before = re.split(r"[，。；\n]", near)[-1]
        if match["unit"] == "例":
            aim = _CASES.search(before) is None
        else:
            aim = _AIMS[match["unit"]].search(before) is not None
        if aim:
            claimed.take(*match.span())


def _sided(passage: Passage, claimed: Claimed, *, rates: bool) -> Iterator[Candidate]:
    """Yield numbers with a word of limit before or after them."""
    for pattern in (_LIMIT, _SIDED):
        for match in pattern.finditer(passage.plain):
            sign = sign_of(match)
            if not sign or _is_none(passage.plain, match, rates=rates):
                continue
            if claimed.take(*match.span("first")):
                yield passage.candidate("quota", sign + _counted(match), *match.span())


def _is_none(text: str, match: re.Match[str], *, rates: bool) -> bool:
    """Say whether a limit is none: a number said again, an aim, an indicator of a table."""
    if again(text, match.start("first")):
        return True
    if match["unit"] != "%":
        return False
    before = text[max(0, match.start() - _RATE_NEAR) : match.start()]
    return "\t" in before or (not rates and _RATE.search(before) is not None)


def _counted(match: re.Match[str]) -> str:
    """Return a number with its unit, a share, or a ratio."""
    parts = match.groupdict()
    if parts.get("ratio"):
        return "".join(parts["ratio"].split())
    if parts.get("level"):
        return f"{parts['level']}级"
    if parts.get("fraction"):
        return parts["fraction"]
    if parts.get("part"):
        return f"{figure(parts['part'])}%"
    low = f"{figure(parts['low'])}-" if parts.get("low") else ""
    return low + figure(parts["number"]) + parts["unit"]


def _part(match: re.Match[str]) -> str:
    half = match["whole"] is None
    return ">=50%" if half else f">={figure(match['part'])}/{figure(match['whole'])}"


def _shares(passage: Passage, claimed: Claimed, *, rates: bool) -> Iterator[Candidate]:
    """Yield shares that have to be reached: a rate in a plan only where a day is set for it."""
    text = passage.plain
    for match in _SHARE_OF.finditer(text):
        near = text[max(0, match.start() - _DUE_NEAR) : match.start()]
        holds = rates or not match["rate"] or _DUE.search(near)
        if holds and claimed.take(*match.span("first")):
            yield passage.candidate("quota", f">={match['number']}%", *match.span())


_QUOTAS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_EACH, lambda match: f"{figure(match['low'])}-{figure(match['high'])}{match['unit']}"),
    (_MORE, lambda match: f"+{_counted(match)}"),
    (_ONCE, lambda match: f"<={_counted(match)}"),
    (_FREE, lambda _: "不限"),
    (_PER, _counted),
    (_CHOSEN, lambda match: f"<={_counted(match)}"),
    (_SEATS, _counted),
    (_MATCHED, _counted),
    (_PART, _part),
    (_REACHED, lambda match: f">={_counted(match)}"),
    (_ABOUT, _counted),
)
"""Patterns in the order in which they take a number, each with what it says of it."""


def _limited(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield the numbers after 限报 and the like, to the end of the sentence or a comma."""
    for segment in _SEGMENT.finditer(passage.plain):
        for match in _LIMITED.finditer(segment[0]):
            rest = segment[0][match.end() : match.end() + _FAR]
            rest = rest[: _end(rest)]
            for counted in _NUMBERED.finditer(rest):
                begin = segment.start() + match.end() + counted.start()
                if not claimed.take(begin, begin + len(counted[0])):
                    continue
                part = "其中" in rest[: counted.start()]
                value = figure(counted["number"]) + counted["unit"]
                place = segment.start() + match.start(), begin + len(counted[0])
                found = passage.candidate("quota", value if part else f"<={value}", *place)
                yield replace(found, words=passage.upto(*place))


def _end(text: str) -> int:
    """Return where a limit ends: at the first comma outside of brackets."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign in "（(") - (sign in "）)")
        if sign in "，,：:" and depth <= 0 and at:
            return at
    return len(text)


def _places(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield the numbers after 名额, to the end of the sentence."""
    for segment in _SEGMENT.finditer(passage.plain):
        named = _PLACES.search(segment[0])
        if named is None:
            continue
        for counted in _NUMBERED.finditer(segment[0], named.end()):
            place = segment.start() + counted.start(), segment.start() + counted.end()
            if claimed.take(*place):
                yield passage.candidate("quota", _counted(counted), *place)


def _nominated(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield how many are nominated, chosen or funded, each of a list of them."""
    text = passage.plain
    for match in _NOMINATED.finditer(text):
        sign = "<=" if match["may"] else ""
        at: re.Match[str] | None = match
        while at is not None and claimed.take(*at.span("first")):
            yield passage.candidate("quota", sign + _counted(at), *at.span())
            at = _ALSO.match(text, at.end())
    for match in _APIECE.finditer(text):
        if claimed.take(*match.span("first")):
            yield passage.candidate("quota", _counted(match), *match.span())


def copies(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield in how many copies something is handed in."""
    text = passage.plain
    for match in _COPIES.finditer(text):
        if match["top"] and _POSTS.search(text, max(0, match.start() - _POSTS_NEAR), match.start()):
            continue
        number = figure(match["in"] or match["any"] or match["sheets"] or match["side"])
        if "." in number or not 0 < int(number) <= _MOST_COPIES:
            continue
        number = str(int(number) + 1) if match["top"] else number
        if not _CHANGED.match(text, match.end()) and claimed.take(*match.span()):
            part = _OF_THEM.match(text, match.end())
            end = part.end() if part is not None else match.end()
            claimed.take(match.end(), end)
            unit = "张" if match["sheets"] else "份"
            yield passage.candidate("copies", f"{number}{unit}", match.start(), end)
