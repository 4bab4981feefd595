"""Numbers in the cells of a table, whose heading says what they are: 资助额度（万元）, 限报数."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shenbao.authoring.candidates.candidate import Candidate, Claimed, Kind, Passage, cells
from shenbao.authoring.candidates.limits import AFTER, BEFORE, DASH, sign_of
from shenbao.authoring.candidates.numerals import NUMBER, figure

_UNIT = re.compile(
    r"[（/](?:单位:?\s?)?(?P<unit>万元|亿元|元|份|套|周?岁|项|个|名|人|家|篇|%)(?:/[^（）]{1,6})?(?:）|$)"
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
_TOTAL = re.compile(r"合\s?计|总\s?计|小\s?计")
_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("万元", "亿元", "元"), "amount"),
    **dict.fromkeys(("份", "套"), "copies"),
    **dict.fromkeys(("周岁", "岁"), "age"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """What the heading of a column says of its numbers; ``unit`` may be empty."""

    kind: Kind
    unit: str
    sign: str

    @classmethod
    def of(cls, heading: str, caption: str) -> _Column | None:
        named = _UNIT.search(heading)
        unit = named["unit"] if named is not None else ""
        counted = _QUOTA.search(heading) is not None
        money = not unit and not counted and _MONEY.search(heading) is not None
        unit = caption if money else unit
        kind: Kind | None = "amount" if money else _KINDS.get(unit)
        if "份数" in heading:
            kind, unit = "copies", "份"
        elif kind is None and counted:
            kind = "quota"
        if kind is None:
            return None
        sign = "<=" if _MOST.search(heading) else ">=" if _LEAST.search(heading) else ""
        return cls(kind=kind, unit=unit, sign=sign)


def in_cells(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield the numbers of cells whose column says what they are; sums of others are left out."""
    caption = _CAPTION.search(passage.plain)
    columns: list[_Column | None] = []
    place = 0
    for line in passage.plain.splitlines(keepends=True):
        row = cells(line)
        if not row:
            columns = []
        elif not columns:
            columns = [_Column.of(text, caption[1] if caption else "") for _, text in row]
        elif not any(_TOTAL.fullmatch(text) for _, text in row):
            for (start, text), column in zip(row, columns, strict=False):
                yield from _in_cell(passage, claimed, (place + start, text), column)
        place += len(line)


def _in_cell(
    passage: Passage, claimed: Claimed, cell: tuple[int, str], column: _Column | None
) -> Iterator[Candidate]:
    begin, text = cell
    match = _CELL.fullmatch(text) if column is not None else None
    if match is None or column is None:
        return
    if column.kind == "amount" and not (match["unit"] or column.unit):
        return
    if not claimed.take(begin, begin + len(text)):
        return
    unit = "份" if column.kind == "copies" else match["unit"] or column.unit
    unit = "万元" if unit == "万" else unit
    low = f"{figure(match['low'])}-" if match["low"] else ""
    sign = "" if low or column.kind == "copies" else sign_of(match) or column.sign
    value = f"{sign}{low}{figure(match['number'])}{unit}"
    yield passage.candidate(column.kind, value, begin, begin + len(text))
