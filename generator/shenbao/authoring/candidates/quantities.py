"""Amounts, ages, ranks, quotas and copies in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from shenbao.authoring.candidates.candidate import Candidate, Claimed, Passage

_ARABIC = r"\d{1,7}(?:\.\d{1,4})?"
_CHINESE = "一二两三四五六七八九十"
_NUMBER = rf"(?:{_ARABIC}|[{_CHINESE}]{{1,3}})"
_DASH = r"\s?[-—–－~～至到]{1,2}\s?"
_MOST = r"不超过|不多于|不得超过|不得多于|至多|最多|最高|不高于|不大于|上限为?|控制在"
_LEAST = r"不少于|不低于|不得少于|不得低于|至少|最少|最低|不小于|下限为?"
_UNITS = "家|项|个|名|人次|人|次|所|篇|件|门|种|例|张|学时|课时|小时|天|期|场|本|级|份"
_MONEY = "万元|亿元|元"

_AMOUNT = re.compile(
    rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))?(?:人民币)?\s?"
    rf"(?:(?P<low>{_ARABIC})\s?(?:{_MONEY})?{_DASH})?(?P<high>{_ARABIC})\s?(?P<unit>{_MONEY})"
    r"(?P<within>以内|以下|\s?及以下)?(?P<above>\s?及?以上)?"
)
_AGE = re.compile(
    rf"(?:(?P<most>{_MOST}|小于|低于|未满|不满)|(?P<least>{_LEAST}|年?满|大于)|(?P<more>放宽(?P<to>[至到])?))?"
    r"\s?(?P<years>\d{1,2})\s?(?P<unit>周?岁)"
    r"(?:（含）|\(含\))?(?P<within>\s?(?:及|或)?以下|以内)?(?P<above>\s?(?:及|或)?以上)?"
)
_BORN = re.compile(
    r"(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日\s?(?:[（(]含[）)]\s?)?"
    r"(?P<side>(?:以|之)?[后前])\s?出生"
)
_TITLE = re.compile(
    r"(?P<title>正高级?|副高级?|高级|中级|初级)(?:专业)?(?:技术)?(?:[（(]含[）)])?(?P<up>\s?(?:及|或)?以上)?(?:的)?"
    r"(?:专业)?(?:技术)?(?:职称|职务|资格)"
    r"|(?P<post>副主任[医护药技]师|主任[医护药技]师|主治医师|主管[护药技]师)(?P<also>\s?(?:及|或)?以上)?"
)
_DEGREE = re.compile(
    r"(?P<degree>博士研究生|硕士研究生|研究生|博士|硕士|学士|本科|大专|专科|中专)(?:\s?(?:及|或)?以上)?(?:学历|学位)"
)
_FAR = 200
"""Characters after a word of limit in which its numbers stand."""

_SEGMENT = re.compile(r"[^。；]+")
_LIMITED = re.compile(
    r"(?:限额?(?:申?报|申请|推荐|报送|参加|选派|选送)|[只仅](?:限|能|可|得|允许)?(?:参与|申报|申请|推荐|设立?|报送|参加))"
)
_COUNTED = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>项|个|名|人|家|份|篇)")
_EACH = re.compile(
    rf"每[^，。；\d]{{1,10}}约?(?P<low>\d{{1,3}}){_DASH}(?P<high>\d{{1,3}})(?P<unit>{_UNITS})"
)
_PER = re.compile(
    rf"每\s?{_NUMBER}\s?[万千百]?(?:人口|人|名|张|家|个|所)[^，。；\d]{{0,6}}?(?:匹配|配备|配置|设置|安排|推荐)\s?"
    rf"(?P<number>{_NUMBER})\s?(?P<unit>{_UNITS})"
)
_LIMIT = re.compile(
    rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))(?:为|有|达到?|配备|需|应|由|设)?(?:[^，。；\d]{{0,12}}的)?\s?"
    rf"(?:(?P<ratio>{_ARABIC}\s?[:：]\s?{_ARABIC})|(?P<number>{_NUMBER})\s?(?P<unit>{_UNITS}|%|％))"
)
_UP = re.compile(
    rf"(?P<number>{_NUMBER})\s?(?P<unit>{_UNITS})\s?(?:[（(]含[）)]\s?)?(?:及|或)?以上(?!职称)"
)
_PART = re.compile(r"半数以上|(?P<whole>[二三四五])分之(?P<part>[一二三四])以上")
_REACHED = re.compile(
    r"达到\s?(?P<number>\d{1,3})\s?(?P<unit>级)|率\s?(?:达到?|为)?\s?(?P<rate>\d{1,3}(?:\.\d+)?)\s?[%％]"
)
_COPIES = re.compile(
    rf"一式\s?(?P<in>{_NUMBER})\s?份|各\s?(?P<each>{_NUMBER})\s?份"
    rf"|(?P<original>{_NUMBER})\s?份(?:是|为)?原件"
    rf"|原件\s?(?:不少于|至少|各)?\s?(?P<of>{_NUMBER})\s?份"
    rf"|(?:提交|报送|提供|打印|上报|寄送|报)[^，。；\d]{{0,12}}?(?P<given>{_NUMBER})\s?份"
)


def amounts(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield sums of money, ranges, and limits of them."""
    for match in _AMOUNT.finditer(passage.text):
        if not claimed.take(*match.span()):
            continue
        number = match["high"] + match["unit"]
        if match["low"]:
            value = f"{match['low']}-{number}"
        else:
            value = _sign(match["most"] or match["within"], match["least"] or match["above"])
            value += number
        yield passage.candidate("amount", value, *match.span())


def ages(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield limits of age in years, allowances, and days of birth."""
    for match in _AGE.finditer(passage.text):
        if not claimed.take(*match.span()):
            continue
        number = match["years"] + match["unit"]
        if match["more"]:
            value = f"<={number}" if match["to"] else f"+{number}"
        else:
            value = _sign(match["most"] or match["within"], match["least"] or match["above"])
            value += number
        yield passage.candidate("age", value, *match.span())
    for match in _BORN.finditer(passage.text):
        if claimed.take(*match.span()):
            sign = ">=" if match["side"].endswith("后") else "<="
            day = f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"
            yield passage.candidate("age", sign + day, *match.span())


def ranks(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield professional titles and degrees that are asked for."""
    for match in _TITLE.finditer(passage.text):
        if claimed.take(*match.span()):
            least = ">=" if match["up"] or match["also"] else ""
            name = match["post"] or match["title"].removesuffix("级") + "级"
            yield passage.candidate("rank", least + name, *match.span())
    for match in _DEGREE.finditer(passage.text):
        if claimed.take(*match.span()):
            least = ">=" if "以上" in match[0] else ""
            yield passage.candidate("rank", least + match["degree"], *match.span())


def quotas(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield how many may be or have to be: applications, partners, shares, levels."""
    yield from _limited(passage, claimed)
    for pattern, value in _QUOTAS:
        for match in pattern.finditer(passage.text):
            if claimed.take(*match.span()):
                yield passage.candidate("quota", value(match), *match.span())


def _limit(match: re.Match[str]) -> str:
    sign = _sign(match["most"], match["least"])
    if match["ratio"]:
        return sign + "".join(match["ratio"].split()).replace("：", ":")
    return sign + figure(match["number"]) + match["unit"].replace("％", "%")


def _part(match: re.Match[str]) -> str:
    half = match["whole"] is None
    return ">=50%" if half else f">={figure(match['part'])}/{figure(match['whole'])}"


def _reached(match: re.Match[str]) -> str:
    return f">={match['rate']}%" if match["rate"] else f">={match['number']}{match['unit']}"


_QUOTAS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_EACH, lambda match: f"{match['low']}-{match['high']}{match['unit']}"),
    (_PER, lambda match: figure(match["number"]) + match["unit"]),
    (_LIMIT, _limit),
    (_UP, lambda match: f">={figure(match['number'])}{match['unit']}"),
    (_PART, _part),
    (_REACHED, _reached),
)
"""Patterns in the order in which they take a number, each with what it says of it."""


def copies(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield in how many copies something is handed in."""
    for match in _COPIES.finditer(passage.text):
        if claimed.take(*match.span()):
            found = next(part for part in match.groups() if part)
            yield passage.candidate("copies", f"{figure(found)}份", *match.span())


def figure(text: str) -> str:
    """Return a number below a hundred in figures."""
    if text[0] not in _CHINESE:
        return text
    before, ten, after = text.partition("十")
    values = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
    if not ten:
        return "".join(str(values[sign]) for sign in text)
    return str((values.get(before, 1)) * 10 + values.get(after, 0))


def _limited(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield the numbers after 限报 and the like, to the end of the sentence or a comma."""
    for segment in _SEGMENT.finditer(passage.text):
        for match in _LIMITED.finditer(segment[0]):
            rest = segment[0][match.end() : match.end() + _FAR]
            rest = rest[: _end(rest)]
            for counted in _COUNTED.finditer(rest):
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
        if sign in "，,：:" and depth <= 0:
            return at
    return len(text)


def _sign(most: str | None, least: str | None) -> str:
    return "<=" if most else ">=" if least else ""
