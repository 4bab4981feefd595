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
    r"[（/](?:单位:?\s?)?(?P<unit>万元|亿元|元|份|套|周?岁|年|个月|项|个|件|名|人|家|篇|%)(?:/[^（）]{1,6})?(?:）|$)"
)
_CAPTION = re.compile(r"单位\s?:\s?(万元|亿元|元)")
_MONEY = re.compile(r"资助|经费|金额|额度|预算|补助|奖励|支持标准")
_QUOTA = re.compile(
    r"名额|限额|限报|限推|限项|指标|数量|上限|下限|件数|每[家个](?:单位|医院|机构)?可?[申推]?报(?![送告名]|材料)|(?:推荐|申报|立项|遴选|计划|项目|资助|支持|评选|分配|建设)数"
)
_MOST, _LEAST = (
    re.compile(r"限[额报推项]|可[申推]?报|上限|最高|不超过|最多"),
    re.compile(r"下限|最低|至少|不少于"),
)
_CELL = re.compile(
    rf"(?:{BEFORE})?\s?(?:(?P<low>{NUMBER}){DASH})?(?P<number>{NUMBER})\s?"
    rf"(?P<unit>万元?|亿元|元|份|套|周?岁|项|个|件|名|人|家|篇|位|支|%)?\s?{AFTER}"
)
_EACH_COUNT = re.compile(rf"(?P<number>{NUMBER})\s?(?P<unit>项|个|件|名|人|家|篇|位|支)")
_LONGEST_CELL = 40
_ALLOTTED = re.compile(
    r"限[额报推项]|名额|(?:推荐|申报)(?:件|人|项)?数|可[申推]?报(?:件|人|项)?数|(?:指标|数量)分配"
)
"""In a heading, a caption, a sentence before a table: its cells say how many may be handed in."""

_SCORED = re.compile(r"评分|分值|得分|打分|考核|计分")
_NOT_ALLOTTED = re.compile(
    r"序号|编号|电话|备注|说明|床位|现有|已有|年[度限龄份]|时间|日期|分[值数]|权重|条件|要求|标准|人口|方向|内容|业绩"
    r"|^(?:申报|推荐)?(?:单位|机构|医院|地区|县区|区县|项目|类别|类型|层级|等级|级别)(?:名称|类[别型]|性质|等级|级别)?$"
)
"""In the heading of a column: its cells have no numbers that are allotted."""

_ASKED = re.compile(r"以上|主持|发表|获|具有|至少|取得")
"""In a cell that says what is asked of an applicant, not how many may be handed in."""

_POINTER = re.compile(r"(?:具体|详)?[见按如以]?(?:下表|附表|如下|下)(?:所示|执行)?")
"""Words that only lead to the table below."""

_SHORT_HEADING = 30
_DUE = re.compile(r"时限|截止|期限|完成时间|报送时间|提交时间|上报时间")
_TIME = re.compile(r"时\s?间|日\s?期")
_PART = re.compile(r"其中")
_MEASURES = (
    (re.compile(r"件数"), "件"),
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
    ``bare``: a number without a unit counts too.
    """

    kind: Kind
    unit: str = ""
    sign: str = ""
    due: bool = False
    bare: bool = True

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


def _columns(row: Sequence[tuple[int, str]], caption: str, said: str) -> list[_Column | None]:
    """Return the columns of a heading; a part of what another one counts is counted like it.

    ``said`` are the words before the table that make of its numbers what is allotted.
    """
    found = [_Column.of(text, caption) for _, text in row]
    for at, (_, text) in enumerate(row[1:], 1):
        before = found[at - 1]
        goes_on = _PART.search(text) if text else True
        if found[at] is None and goes_on and before and before.kind == "quota":
            found[at] = before
        elif found[at] is None and said and not _NOT_ALLOTTED.search(text):
            found[at] = _allotted(text, said)
    return found


def _allotted(heading: str, said: str) -> _Column:
    """Return a column of what is allotted: what its heading names is what may be handed in."""
    named = _UNIT.search(heading)
    unit = named["unit"] if named is not None else _counted_in(said)
    sign = "<=" if _MOST.search(said) else ""
    return _Column(kind="quota", unit=unit, sign=sign, bare=bool(unit))


def _said(before: str, heading: str) -> str:
    """Return the words before a table that say that it allots; empty where none do."""
    sentence = re.split(r"[。；]", before.rstrip("。；:\n "))[-1]
    last = sentence.split("，")[-1]
    if _POINTER.sub("", last):
        sentence = last
    if _SCORED.search(sentence):
        return ""
    if _ALLOTTED.search(sentence):
        return sentence
    return heading if _is_heading(heading) else ""


def _is_heading(text: str) -> bool:
    """Say whether words are a heading of what is allotted, and no sentence."""
    short = len(text) <= _SHORT_HEADING and not re.search(r"[。；，]", text)
    return bool(short and _ALLOTTED.search(text) and not _SCORED.search(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """What stands above a clause: the heading of its section, the line right before it."""

    heading: str
    before: str


NOTHING = Above(heading="", before="")


def in_cells(
    passage: Passage, known: Calendar, claimed: Claimed, above: Above = NOTHING
) -> Iterator[Candidate]:
    """Yield the numbers and days of cells whose column, row or table says what they are.

    ``above`` is what a table that begins the clause stands below.
    """
    heading, before = above.heading, above.before
    caption = _CAPTION.search(passage.plain)
    columns: list[_Column | None] = []
    place = 0
    for line in passage.plain.splitlines(keepends=True):
        row = cells(line)
        if not row:
            columns = []
            before = line.strip() or before
            heading = heading or before
        elif not columns:
            said = _said(before, heading)
            columns = _columns(row, caption[1] if caption else "", said)
        else:
            for (start, text), column in zip(row, _in_row(row, columns), strict=False):
                cell = _Cell(begin=place + start, text=text)
                if column is not None and column.kind == "deadline":
                    yield from _days(passage, known, claimed, cell, due=column.due)
                elif column is not None:
                    yield from _number(passage, claimed, cell, column)
        place += len(line)


def _in_row(
    row: Sequence[tuple[int, str]], columns: Sequence[_Column | None]
) -> Sequence[_Column | None]:
    """Return what the cells of a row are: where its first cell says so, what is allotted.

    A heading over several columns is one cell: what it says holds to the end of the row.
    """
    name = row[0][1]
    last = columns[-1]
    if len(row) > len(columns) and last is not None and last.kind == "quota":
        columns = [*columns, *[last] * (len(row) - len(columns))]
    if not _ALLOTTED.search(name) or _SCORED.search(name):
        return columns
    return [None, *(column or _allotted("", name) for column in columns[1:])]


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
    if match is None and column.kind == "quota":
        yield from _numbers(passage, claimed, cell, column)
        return
    if match is None or not (match["unit"] or column.unit or _is_bare(column)):
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


def _is_bare(column: _Column) -> bool:
    """Say whether a number of a column counts without a unit."""
    return column.kind != "amount" and column.bare


def _numbers(
    passage: Passage, claimed: Claimed, cell: _Cell, column: _Column
) -> Iterator[Candidate]:
    """Yield several numbers of a cell, each with its unit: 5件（三甲8件）."""
    rest = _EACH_COUNT.sub("", cell.text)
    if len(cell.text) > _LONGEST_CELL or re.search(r"\d", rest) or _ASKED.search(rest):
        return
    for match in _EACH_COUNT.finditer(cell.text):
        place = cell.begin + match.start(), cell.begin + match.end()
        if claimed.take(*place):
            yield passage.candidate(
                "quota", f"{column.sign}{figure(match['number'])}{match['unit']}", *place
            )
