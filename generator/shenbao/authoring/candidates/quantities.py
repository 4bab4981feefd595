"""Amounts, ages and ranks in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from shenbao.authoring.candidates.candidate import Candidate, Claimed, Passage
from shenbao.authoring.candidates.limits import AFTER, BEFORE, DASH, again, sign_of
from shenbao.authoring.candidates.moments import YEAR
from shenbao.authoring.candidates.numerals import NUMBER, SMALL, figure, whole, year_of

_GAP = r"(?:[^，。；:、（）\d]{0,8}?)"
_AMOUNT = re.compile(
    rf"(?:{BEFORE}{_GAP})?(?:人民币|[¥￥])?\s?"
    rf"(?P<number>(?:(?P<low>{NUMBER})\s?(?:万元|亿元|元|万)?(?:/[项人年])?{DASH})?(?P<high>{NUMBER})\s?"
    rf"(?P<unit>万元|亿元|千元|元(?![化素结论旦月])|万(?=\s?(?:[，。；、）（/|\t\n]|以|左右|的?(?:资助|补助|经费|奖|支持)|$))))"
    rf"{AFTER}"
)
_MONEY = re.compile(r"资助|经费|补助|补贴|奖|支持|预算|资金|额|投入|匹配|配套|费|元")
_MONEY_NEAR = 30
_YEARS = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_AGE = re.compile(
    rf"(?:{BEFORE}(?:为|是|在|到|（含）|含)?|(?P<reached>年?满)|(?P<more>放宽[^，。；\d]{{0,4}}?(?P<to>[至到])?))?\s?"
    rf"(?P<number>(?:(?P<low>{_YEARS})\s?(?:周?岁)?(?:以上)?{DASH})?(?P<years>{_YEARS})\s?(?P<unit>周?岁))"
    rf"{AFTER}"
)
_WITHIN_BRACKET = re.compile(
    r"（[^（）]{1,24}）\s?(?:(?:及|或)?(?P<most>以下|以内)|(?:及|或)?(?P<least>以上))"
)
_SEXES = re.compile(
    rf"[男女](?:性|士|同志)?(?:年龄)?\s?(?P<number>{_YEARS}\s?周?岁)\s?[、，/和]\s?(?=[男女](?:性|士|同志)?(?:年龄)?\s?(?P<other>{_YEARS})\s?周?岁)"
)
"""An age of one sex before that of the other, which has the word of limit of both."""

_AGELESS = re.compile(r"不受[^，。；\n]{0,6}年龄[^，。；\n]{0,4}限制|年龄\s?不限|不限年龄")
_DAY = rf"(?P<y>{YEAR})\s?(?:年|[-./])\s?(?P<m>{SMALL})\s?(?:月|[-./])\s?(?P<d>{SMALL})\s?日?(?!\d)"
_SIDE = r"\s?(?:（含[^（）]{0,6}）)?\s?(?:（?含当日）?)?(?P<side>(?:及|或)?(?:以|之)?[后前])"
_BORN = (
    re.compile(rf"{_DAY}{_SIDE}\s?(?:（含[^（）]{{0,6}}）)?\s?出生"),
    re.compile(
        rf"(?:出生日期|出生年月日?|出生时间|出生)\s?(?:应|须|需)?(?:在|于|为|晚于)?\s?{_DAY}{_SIDE}"
    ),
)
_TITLE = re.compile(
    r"(?P<title>正高级?|副高级?|高级|中级|初级)(?:专业)?(?:技术)?(?:（含）)?(?P<up>\s?(?:及|或)?以上)?(?:的)?"
    r"(?:专业)?(?:技术)?(?:职称|职务|资格)"
    r"|(?P<post>副主任[医护药技]师|主任[医护药技]师|主治医师|主管[护药技]师)(?P<also>\s?(?:及|或)?以上)?"
)
_DEGREE = re.compile(
    r"(?P<degree>博士研究生|硕士研究生|研究生|博士|硕士|学士|本科|大专|专科|中专)(?:\s?(?:及|或)?以上)?(?:学历|学位)"
)


def amounts(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield sums of money, ranges, and limits of them."""
    text = passage.plain
    for match in _AMOUNT.finditer(text):
        place = match.span("number")
        near = text[max(0, match.start() - _MONEY_NEAR) : match.start("unit")]
        if match["unit"] == "万" and not _MONEY.search(near):
            continue
        if again(text, place[0]) or not claimed.take(*place):
            continue
        unit = "万元" if match["unit"] == "万" else match["unit"]
        number = figure(match["high"])
        if unit == "千元":
            number, unit = f"{number}000", "元"
        low = f"{figure(match['low'])}-" if match["low"] else ""
        sign = "" if low else sign_of(match)
        yield passage.candidate("amount", f"{sign}{low}{number}{unit}", *match.span())


def ages(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield limits of age in years, allowances, and days of birth."""
    text = passage.plain
    yield from _of_sexes(passage, claimed)
    for match in _AGE.finditer(text):
        if again(text, match.start("number")) or not claimed.take(*match.span("number")):
            continue
        number = figure(match["years"]) + match["unit"]
        yield passage.candidate("age", _age(text, match) + number, *match.span())
    for match in _AGELESS.finditer(text):
        if claimed.take(*match.span()):
            yield passage.candidate("age", "不限", *match.span())
    for pattern in _BORN:
        for match in pattern.finditer(text):
            day = f"{year_of(match['y'])}-{whole(match['m']):02}-{whole(match['d']):02}"
            if claimed.take(*match.span()):
                sign = ">=" if match["side"].endswith("后") else "<="
                yield passage.candidate("age", sign + day, *match.span())


def _of_sexes(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield the first of two ages with one word of limit after the second; words tell the sex."""
    text = passage.plain
    for match in _SEXES.finditer(text):
        second = _AGE.match(text, match.start("other"))
        sign = _age(text, second) if second is not None else ""
        if second is None or not sign or not claimed.take(*match.span("number")):
            continue
        number = _AGE.match(text, match.start("number"))
        if number is not None:
            value = sign + figure(number["years"]) + number["unit"]
            found = passage.candidate("age", value, match.start(), second.end())
            yield replace(found, words=passage.text[match.start() : second.end()])


def _age(text: str, match: re.Match[str]) -> str:
    """Return what stands before the years of an age: a sign, or the lower end of a range."""
    if match["low"]:
        return f"{figure(match['low'])}-"
    if match["more"]:
        return "<=" if match["to"] else "+"
    bracket = _WITHIN_BRACKET.match(text, match.end("number"))
    if bracket is not None:
        return "<=" if bracket["most"] else ">="
    return ">=" if match["reached"] else sign_of(match)


def ranks(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield professional titles and degrees that are asked for."""
    for match in _TITLE.finditer(passage.plain):
        if claimed.take(*match.span()):
            least = ">=" if match["up"] or match["also"] else ""
            name = match["post"] or match["title"].removesuffix("级") + "级"
            yield passage.candidate("rank", least + name, *match.span())
    for match in _DEGREE.finditer(passage.plain):
        if claimed.take(*match.span()):
            least = ">=" if "以上" in match[0] else ""
            yield passage.candidate("rank", least + match["degree"], *match.span())
