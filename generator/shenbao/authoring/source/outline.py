"""What each line of a notice is: a paragraph with or without a number, or no clause at all.

A line that is no clause says why: title, document number, addressees, a heading, the signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal, TypeAlias

from shenbao.authoring.source.lines import SourceText
from shenbao.authoring.source.marks import Level, OfficialMark, is_below, mark_of

Role: TypeAlias = Literal[
    "text",
    "contact",
    "attachment",
    "enclosed",
    "issuer",
    "title",
    "number",
    "addressees",
    "formula",
    "signature",
    "date",
    "openness",
    "copied",
    "page",
    "heading",
]
"""``text`` are clauses, ``contact`` and ``attachment`` too; all others are none."""

CLAUSES = frozenset(("text", "contact", "attachment", "enclosed"))

_MARKUP = re.compile(r"^(?:#{1,6}\s+|>\s*)|\*\*|(?<=\S)\s*#+$")
_NUMBER = re.compile(r"[^\s，。；：、]{1,24}[〔\[【（(]\s?\d{4}\s?[〕\]】）)]\s?第?\s?\d{1,5}\s?号")
_DATE = re.compile(
    r"(?:\d{4}|[〇零○一二三四五六七八九]{4})\s?年\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?月"
    r"\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?日"
)
_PAGE = re.compile(
    r"(?:发布(?:时间|日期|机构)|成文日期|信息来源|来\s?源|索引号|浏览(?:次数|量)?|访问量|字号|字体)\s?[:：].{0,80}"
    r"|[-—–－─]{1,2}\s?\d{1,4}\s?[-—–－─]{1,2}|第\s?\d{1,4}\s?页(?:\s?[/共]\s?\d{1,4}\s?页?)?"
)
_OPENNESS = re.compile(r"[（(]?\s?(?:此件|信息公开|公开属性|公开方式).{0,20}")
_COPIED = re.compile(
    r"(?:抄\s?[送报]|主题词|校\s?对|共\s?印)\s?[:：].{1,200}|.{0,40}\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?印\s?发"
)
_FORMULA = re.compile(r"特此(?:通知|公告|函告|批复|通报)[。.]?")
_DOCUMENT = (
    "通知|方案|要点|办法|细则|计划|指南|规定|意见|公告|通告|函|规划|制度|标准|目录|章程|指引"
    "|启事|简章|须知|通报|决定"
)
_TITLE = re.compile(
    rf"(?:.{{4,100}}(?:{_DOCUMENT})|关于.{{2,100}}的(?:{_DOCUMENT}))(?:[（(].{{1,20}}[）)])?"
)
_UNIT_ENDS = (
    "委员会|局|厅|部|中心|办公室|医院|政府|学会|协会|委|科|处|研究[所院]|大学|[学法]院|司|署|组"
    "|公司|集团"
)
_UNIT = re.compile(rf"[^，。；：:、\d]{{2,40}}(?:{_UNIT_ENDS})(?:文件)?(?:\s?（[代盖]?章）)?")
_ATTACHMENT = re.compile(
    r"附\s?件\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s?(?:[:：.、]|(?=$)|\s)|附\s?[:：]"
)
_ENCLOSED = re.compile(r"附\s?件\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s?[:：]?")
_CONTACT = re.compile(
    r"(?:联\s?系\s?人|联系电话|联系方式|咨询电话|电\s?话|传\s?真|邮\s?箱|电子邮[箱件]|邮\s?编"
    r"|(?:[^。，；]{0,14}(?:受理|报送|邮寄|通讯|通信|联系|收件|办公))?地\s?址)\s?[:：]"
)
_PHONE = re.compile(r"\d{3,4}-\d{6,8}|\d{7,11}")
_WHOLE: Mapping[Role, re.Pattern[str]] = {
    "page": _PAGE,
    "enclosed": _ENCLOSED,
    "formula": _FORMULA,
    "date": _DATE,
    "openness": _OPENNESS,
    "copied": _COPIED,
}
"""What a line is that is nothing else."""

_STOPS = frozenset("。；：！？.;:!?…")
_LONG = 22
"""Characters from which on a line without a stop goes on in the next one."""

_GO_ON = frozenset(("text", "attachment", "contact"))
"""Paragraphs with which a line at the margin of a page goes on."""

_SHORT = 40
_NAME = 12
"""Characters of a name before a colon; more are a sentence that leads to a list."""
_FULL = 0.9
_MOST_JOINED = 200
"""Lines of one paragraph; what goes on after so many is not one sentence."""

_MOST_NAME = 30


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """Lines that belong together: their numbers, their words, and what they are.

    ``parts`` are the words by line, without marks of Markdown and outer blanks. ``rows``: rows of
    a table.
    """

    role: Role = "text"
    mark: OfficialMark | None = None
    parts: list[tuple[int, str]] = field(default_factory=list)
    rows: bool = False

    @property
    def text(self) -> str:
        """The words without line ends; the rows of a table stay lines."""
        return ("\n" if self.rows else "").join(text for _, text in self.parts)

    @property
    def body(self) -> str:
        """The words after the number."""
        return self.text[self.mark.length :].strip() if self.mark else self.text

    @property
    def is_sentence(self) -> bool:
        """Whether it demands something, however short: with a stop, or a longer lead to a list."""
        return self.body.endswith("。") or (self.body.endswith("：") and len(self.body) > _NAME)

    @property
    def is_heading(self) -> bool:
        """Whether it is a short line without a stop inside: the name of what comes below."""
        inside = self.body.rstrip("。.：:")
        return len(inside) <= _SHORT and not any(stop in inside for stop in "。；！？")


def is_enclosed(text: str) -> bool:
    """Say whether a line is where an attachment begins that is enclosed: its number alone."""
    return bool(_ENCLOSED.fullmatch(text))


def outline(source: SourceText) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a notice in their order; every line with words is in one of them."""
    paragraphs = _titled(sorted(_joined(source), key=lambda item: item.parts[0][0]))
    _head(paragraphs)
    _tail(paragraphs)
    _headings(paragraphs)
    return tuple(paragraphs)


def _joined(source: SourceText) -> Iterator[Paragraph]:
    """Yield lines that are rows of one table, or one sentence broken in two, as one paragraph."""
    widest = max(len(line.strip()) for line in source.lines)
    last: Paragraph | None = None
    for number, line in enumerate(source.lines, 1):
        text = _plain(line)
        if not text:
            continue
        role = _role(text)
        if role == "page":
            # The paragraph goes on upon the next page.
            yield Paragraph(parts=[(number, text)], role=role)
            continue
        row = _is_row(line)
        inside = source.begins is not None and number not in source.begins
        mark = None if row or inside else mark_of(text)
        full = widest * (source.wrapped and source.begins is None)
        goes_on = last is not None and (
            (inside and last.role in _GO_ON) or _goes_on(last, text, mark, row=row, full=full)
        )
        if last is not None and goes_on:
            last.parts.append((number, text))
            continue
        if last is not None:
            yield last
        last = Paragraph(mark=mark, parts=[(number, text)], rows=row, role=role)
    if last is not None:
        yield last


def _plain(line: str) -> str:
    return _MARKUP.sub("", line.strip()).strip() if line.strip() else ""


def _is_row(line: str) -> bool:
    """Say whether a line is a row of a table: tabs between cells, or bars as in Markdown."""
    cells = [cell for cell in line.split("\t") if cell.strip()]
    if len(cells) > 1:
        mark = mark_of(cells[0].strip())
        return mark is None or mark.length < len(cells[0].strip()) or len(cells) > 2  # noqa: PLR2004 - a number and its words
    return line.strip().startswith("|") and line.strip().endswith("|") and line.count("|") > 2  # noqa: PLR2004 - two cells


def _goes_on(
    last: Paragraph, text: str, mark: OfficialMark | None, *, row: bool, full: float
) -> bool:
    if last.rows or row:
        return last.rows and row
    if mark is not None or last.role not in ("text", "attachment") or _role(text) != "text":
        return False
    if len(last.parts) > _MOST_JOINED:
        return False
    before = last.parts[-1][1]
    if full and len(before) >= full * _FULL:
        return True
    ended = before[-1] in _STOPS or _is_title(last.text) or _NUMBER.fullmatch(last.text)
    return not ended and _is_broken(last, before)


def _is_broken(last: Paragraph, before: str) -> bool:
    """Say whether the line ``before`` ends inside of a sentence."""
    if _is_open(last.text) or before[-1] in "，、":
        return True
    named = last.role == "attachment" or before.endswith(("》", "）", ")"))
    return not named and len(before) >= _LONG


def _is_open(text: str) -> bool:
    """Say whether a bracket or quotation has begun and not ended."""
    pairs = (("《", "》"), ("（", "）"), ("“", "”"), ("(", ")"))
    return any(text.count(begin) > text.count(end) for begin, end in pairs)


def _role(text: str) -> Role:
    """Return what a line is by its own words."""
    if _CONTACT.match(text) and len(text) < 2 * _SHORT:
        return "contact"
    whole = (role for role, form in _WHOLE.items() if form.fullmatch(text))
    return next(whole, "attachment" if _ATTACHMENT.match(text) else "text")


def _is_title(text: str) -> bool:
    return bool(_TITLE.fullmatch(text)) and not any(stop in text for stop in "。；：")


def _titled(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return paragraphs, the two lines of a title as one: neither is a title alone."""
    found: list[Paragraph] = []
    for item in paragraphs:
        before = found[-1] if found else None
        if before is not None and _is_broken_title(before, item):
            before.parts += item.parts
        else:
            found.append(item)
    return found


def _is_broken_title(first: Paragraph, second: Paragraph) -> bool:
    plain = all(
        item.role == "text" and item.mark is None and not item.rows for item in (first, second)
    )
    return (
        plain
        and "关于" in first.text
        and not _is_title(first.text)
        and not _is_title(second.text)
        and _is_title(first.text + second.text)
    )


def _head(paragraphs: Sequence[Paragraph]) -> None:
    """Name what stands before the first sentence: issuer, number, title, addressees."""
    titled = False
    for item in paragraphs:
        if item.role != "text":
            continue
        text = item.text
        if item.mark is not None or item.rows:
            return
        if _NUMBER.fullmatch(text):
            item.role = "number"
        elif not titled and _is_title(text):
            item.role, titled = "title", True
        elif _UNIT.fullmatch(text) and not titled:
            item.role = "issuer"
        elif text.endswith(("：", ":")) and not _verbs(text):
            item.role = "addressees"
            return
        else:
            return


def _verbs(text: str) -> bool:
    return any(word in text for word in ("如下", "通知", "要求", "下列", "以下"))


def _tail(paragraphs: Sequence[Paragraph]) -> None:
    """Name signatures, the titles of documents that follow, contacts and attachments."""
    before: Role | None = None
    for item, after in zip_longest(paragraphs, paragraphs[1:]):
        if item.role == "text" and item.mark is None and not item.rows:
            if after is not None and _signs(item, after):
                item.role = "signature"
            elif before in _ENDED and _is_title(item.text):
                item.role = "title"
            elif _NUMBER.fullmatch(item.text):
                item.role = "number"
        before = before if item.role == "page" else item.role
    _blocks(paragraphs)


_ENDED = frozenset(("date", "openness", "formula", "enclosed"))
"""After these a title is that of a document which is issued with the notice."""


def _signs(item: Paragraph, after: Paragraph) -> bool:
    unit = _UNIT.fullmatch(item.text) and len(item.text) <= _MOST_NAME
    return bool(unit) and (
        after.role == "date" or bool(after.role == "text" and _UNIT.fullmatch(after.text))
    )


def _blocks(paragraphs: Sequence[Paragraph]) -> None:
    """Let contacts and lists of attachments go on until something else begins."""
    block: Role | None = None
    numbered = _numbered_after(paragraphs)
    for at, item in enumerate(paragraphs):
        if item.role in ("contact", "attachment", "enclosed"):
            block = item.role
        elif item.role == "page":
            continue
        elif block is not None and _belongs(item, block, numbered=numbered[at]):
            item.role = block
        else:
            block = None


def _numbered_after(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """Return of each paragraph whether, before the next attachment, anything has a number."""
    found = [False] * len(paragraphs)
    numbered = False
    for at in range(len(paragraphs) - 1, -1, -1):
        mark = paragraphs[at].mark
        numbered = numbered or (mark is not None and mark.level in ("one", "article", "chapter"))
        found[at] = numbered
        if paragraphs[at].role == "enclosed":
            numbered = False
    return found


def _belongs(item: Paragraph, block: Role, *, numbered: bool) -> bool:
    """Say whether a paragraph is still in a block: of contacts, of attachments, of one enclosed."""
    if item.role != "text":
        return False
    if block == "contact":
        return _is_contact(item)
    if block == "attachment":
        listed = item.mark is not None and item.mark.level in ("digit", "paren")
        return listed and item.is_heading
    return not numbered


def _is_contact(item: Paragraph) -> bool:
    short = item.mark is None and len(item.text) <= _SHORT
    return short and bool(_PHONE.search(item.text)) and not item.text.endswith("。")


def _headings(paragraphs: Sequence[Paragraph]) -> None:
    """Find numbers that only name what stands below: a lower number, or contacts, follow."""
    levels: list[Level] = []
    shown = [item for item in paragraphs if item.role in ("text", "contact")]
    for item, after in zip_longest(shown, shown[1:]):
        if item.mark is None or item.role != "text":
            continue
        if item.mark.level in levels:
            del levels[levels.index(item.mark.level) + 1 :]
        else:
            levels.append(item.mark.level)
        if _is_named(item.mark.level, levels, after) and item.is_heading and not item.is_sentence:
            item.role = "heading"


def _is_named(level: Level, levels: Sequence[Level], after: Paragraph | None) -> bool:
    """Say whether a number can be that of a heading before what comes after it."""
    if level == "chapter":
        return True
    if level == "article" or after is None:
        return False
    below = after.mark.level if after.mark is not None else None
    lower = below is not None and below not in levels and is_below(below, level)
    return lower or (after.role == "contact" and after.mark is None)
