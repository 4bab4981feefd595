"""Numbers and days in cells of a table whose heading says what they are: 资助额度（万元）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shenbao.authoring.candidates.candidate import Candidate, Claimed, Kind, Passage, cells
from shenbao.authoring.candidates.limits import AFTER, BEFORE, DASH, sign_of
from shenbao.authoring.candidates.moments import Calendar, moments, spans
from shenbao.authoring.candidates.numerals import NUMBER, figure

_UNIT = re.compile(
    r"[（/](?:单位:?\s?)?(?P<unit>万元|亿元|元|份|套|周?岁|年|个月|项|个|名|人|家|篇|%)(?:/[^（）]{1,6})?(?:）|$)"
)
_CAPTION = re.compile(r"单位\s?:\s?(万元|亿元|元)")
_MONEY = re.compile(r"资助|经费|金额|额度|预算|补助|奖励|支持标准")
_QUOTA = re.compile(
    r"名额|限额|限报|限项|指标|数量|上限|下限|(?:推荐|申报|立项|遴选|计划|项目|资助|支持|评选|分配|建设)数"
)
_MOST, _LEAST = (
    re.compile(r"限[额报项]|上限|最高|不超过|最多"),
    re.compile(r"下限|最低|至少|不少于"),
)
_CELL = re.compile(
    rf"(?:{BEFORE})?\s?(?:(?P<low>{NUMBER}){DASH})?(?P<number>{NUMBER})\s?"
    rf"(?P<unit>万元?|亿元|元|份|套|周?岁|项|个|名|人|家|篇|%)?\s?{AFTER}"
)
_DUE = re.compile(r"时限|截止|期限|完成时间|报送时间|提交时间|上报时间")
_TIME = re.compile(r"时\s?间|日\s?期")
_PART = re.compile(r"其中")
_MEASURES = (
    (re.compile(r"项目|课题|立项|项数"), "项"),
    (re.compile(r"人数|人选|人员"), "人"),
    (re.compile(r"名额|指标"), "个"),
)
_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("万元", "亿元", "元"), "amount"),
    **dict.fromkeys(("份", "套"), "copies"),
    **dict.fromkeys(("周岁", "岁"), "age"),
    **dict.fromkeys(("年", "个月"), "period"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """What the heading of a column says of its cells; ``unit`` may be empty.

    ``due``: any day in it is one by which something is to be done, not only the last of two.
    """

    kind: Kind
    unit: str = ""
    sign: str = ""
    due: bool = False

    @classmethod
    def of(cls, heading: str, caption: str) -> _Column | None:
        """Return the column of a heading, None where its numbers say nothing of themselves."""
        named = _UNIT.search(heading)
        unit = named["unit"] if named is not None else ""
        if not unit and (_DUE.search(heading) or _TIME.search(heading)):
            return cls(kind="deadline", due=_DUE.search(heading) is not None)
        counted = _QUOTA.search(heading) is not None
        money = not unit and not counted and _MONEY.search(heading) is not None
        unit = caption if money else unit
        kind: Kind | None = "amount" if money else _KINDS.get(unit)
        if "份数" in heading:
            kind, unit = "copies", "份"
        elif kind is None and counted:
            kind, unit = "quota", unit or _counted_in(heading)
        if kind is None:
            return None
        sign = "<=" if _MOST.search(heading) else ">=" if _LEAST.search(heading) else ""
        return cls(kind=kind, unit=unit, sign=sign)


def _counted_in(heading: str) -> str:
    """Return the measure word of what a heading counts, empty where it is not plain."""
    return next((unit for words, unit in _MEASURES if words.search(heading)), "")


def _columns(row: Sequence[tuple[int, str]], caption: str) -> list[_Column | None]:
    """Return the columns of a heading; a part of what another one counts is counted like it."""
    found = [_Column.of(text, caption) for _, text in row]
    for at, (_, text) in enumerate(row[1:], 1):
        before = found[at - 1]
        if found[at] is None and _PART.search(text) and before and before.kind == "quota":
            found[at] = before
    return found


def in_cells(passage: Passage, known: Calendar, claimed: Claimed) -> Iterator[Candidate]:
    """Yield the numbers and days of cells whose column says what they are."""
    caption = _CAPTION.search(passage.plain)
    columns: list[_Column | None] = []
    place = 0
    for line in passage.plain.splitlines(keepends=True):
        row = cells(line)
        if not row:
            columns = []
        elif not columns:
            columns = _columns(row, caption[1] if caption else "")
        else:
            for (start, text), column in zip(row, columns, strict=False):
                cell = _Cell(begin=place + start, text=text)
                if column is not None and column.kind == "deadline":
                    yield from _days(passage, known, claimed, cell, due=column.due)
                elif column is not None:
                    yield from _number(passage, claimed, cell, column)
        place += len(line)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """The words of a cell, and where they begin."""

    begin: int
    text: str


def _days(
    passage: Passage, known: Calendar, claimed: Claimed, cell: _Cell, *, due: bool
) -> Iterator[Candidate]:
    """Yield two days as a period, and the last day by which something is to be done."""
    found = moments(cell.text, known)
    joined = next(spans(cell.text, found, known), None)
    last = joined[1] if joined is not None else found[-1] if due and found else None
    place = cell.begin, cell.begin + len(cell.text)
    if last is None or not claimed.take(*place):
        return
    doubt = "" if last.told else "year"
    if joined is not None and joined[0].year and last.year:
        yield passage.candidate("period", f"{joined[0].date}/{last.date}", *place, doubt)
    yield passage.candidate("deadline", last.value, *place, doubt)


def _number(
    passage: Passage, claimed: Claimed, cell: _Cell, column: _Column
) -> Iterator[Candidate]:
    match = _CELL.fullmatch(cell.text)
    if match is None or (column.kind == "amount" and not (match["unit"] or column.unit)):
        return
    place = cell.begin, cell.begin + len(cell.text)
    if not claimed.take(*place):
        return
    unit = "份" if column.kind == "copies" else match["unit"] or column.unit
    unit = "万元" if unit == "万" else unit
    low = f"{figure(match['low'])}-" if match["low"] else ""
    sign = "" if low or column.kind in ("copies", "period") else sign_of(match) or column.sign
    value = f"{sign}{low}{figure(match['number'])}{unit}"
    yield passage.candidate(column.kind, value, *place)
