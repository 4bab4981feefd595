"""The notices side by side: the same questions put to each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shenbao.forms import urls
from shenbao.forms import wording as form_wording
from shenbao.policy.model import Absent, Notice, Text
from shenbao.site.content import derived_facts, page_index, wording

_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of an answer: words, a link, the clauses, and what we inferred."""

    text: Text
    target: str = ""
    clauses: tuple[str, ...] = ()
    inferred: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with the answer of every notice, in the order of the notices."""

    title: str
    answers: tuple[tuple[Line, ...], ...]


def questions(notices: Sequence[Notice]) -> tuple[Question, ...]:
    """Return the comparison; a notice that says nothing answers 原文未载."""
    asked = (
        ("发文机关", _issuer),
        ("文号与日期", _identity),
        ("谁能报，或谁来做", _who),
        ("内容", _content),
        ("金额", _money),
        ("起止时间", _period),
        ("交什么", _handing_in),
        ("交给谁", _recipient),
        ("什么时候交", _deadlines),
        ("步骤与考核", _judging),
        ("规则", _rules),
        ("缺漏和歧义", _gaps),
        ("没有写明的", _not_stated),
    )
    return tuple(
        Question(
            title=title,
            answers=tuple(
                tuple(answer(item)) or (Line(text=wording.NOT_STATED),) for item in notices
            ),
        )
        for title, answer in asked
    )


def _issuer(notice: Notice) -> Iterator[Line]:
    yield Line(text=notice.issuer)


def _identity(notice: Notice) -> Iterator[Line]:
    yield Line(label="文号", text=notice.document_number)
    yield Line(label="印发", text=form_wording.chinese_day(notice.issued))
    yield Line(label="主送", text=notice.addressees)


def _who(notice: Notice) -> Iterator[Line]:
    for programme in notice.programmes:
        place = f"{urls.programme(notice, programme)}#who"
        said = [(track.title, derived_facts.brief(track.who)[0]) for track in programme.tracks]
        for label, words in derived_facts.joined(said):
            yield Line(label=label, text=words, target=place)
    if not notice.programmes:
        yield Line(text=notice.actors)


def _content(notice: Notice) -> Iterator[Line]:
    if notice.programmes:
        tracks = sum(len(item.tracks) for item in notice.programmes)
        text = f"{len(notice.programmes)} 个项目，{tracks} 种申报类别"
        yield Line(text=text, target=f"{urls.page(notice, 'index')}#programmes")
    if notice.work:
        items = sum(1 for _ in notice.work_items())
        text = f"{len(notice.work)} 组工作，{items} 项任务"
        yield Line(text=text, target=urls.page(notice, "work"))
    if notice.targets:
        text = f"{len(notice.targets)} 个目标值"
        yield Line(text=text, target=urls.page(notice, "targets"))
    for item in page_index.indicator_lists(notice):
        place = f"{urls.page(notice, 'indicators')}#list-{item.name}"
        yield Line(text=f"{item.title}，{page_index.counted(item)}", target=place)


def _money(notice: Notice) -> Iterator[Line]:
    said = [
        (track.title, amount)
        for programme in notice.programmes
        for track, amount in derived_facts.programme_amounts(notice, programme)
        if not isinstance(amount, Absent)
    ]
    for label, text in derived_facts.joined(said):
        yield Line(label=label, text=text)
    if not said:
        yield Line(text=wording.NOT_STATED)
        clauses = derived_facts.about_money(notice)
        if clauses:
            yield Line(text="提到经费的条款", clauses=clauses)


def _period(notice: Notice) -> Iterator[Line]:
    for item in notice.periods:
        text = f"{form_wording.chinese_day(item.start)} 至 {form_wording.chinese_day(item.end)}"
        yield Line(label=item.title, text=text, inferred=item.inferred)
    for programme in notice.programmes:
        if not derived_facts.programme_periods(notice, programme):
            for label, words in derived_facts.durations(notice, programme):
                yield Line(label=label, text=words)


def _handing_in(notice: Notice) -> Iterator[Line]:
    for item in notice.handing_in:
        copies = f"，{item.copies} 份" if item.copies is not None else ""
        place = f"{urls.page(notice, 'materials')}#hand-in-{item.id}"
        yield Line(text=f"{item.what}{copies}", target=place)


def _recipient(notice: Notice) -> Iterator[Line]:
    contact = notice.contact
    for label, text in (
        ("部门", contact.office),
        ("邮箱", contact.mailbox),
        ("地址", contact.address),
    ):
        if not isinstance(text, Absent):
            yield Line(label=label, text=text)


def _deadlines(notice: Notice) -> Iterator[Line]:
    for item in notice.deadlines[:_SHOWN]:
        yield Line(
            label=form_wording.moment_words(item),
            text=item.what + form_wording.moved_words(notice, item),
            target=urls.deadline(notice, item),
            inferred=item.inferred,
        )
    rest = len(notice.deadlines) - _SHOWN
    if rest > 0:
        place = f"{urls.page(notice, 'index')}#timeline"
        yield Line(text=f"另有 {rest} 个期限", target=place)


def _judging(notice: Notice) -> Iterator[Line]:
    for stage in notice.stages:
        place = f"{urls.page(notice, 'stages')}#stage-{stage.id}"
        yield Line(text=stage.title, target=place)
    if notice.targets:
        firm = sum(1 for item in notice.targets if item.firm)
        parts = [f"硬性目标 {firm} 个"] if firm else []
        parts += [f"力争目标 {len(notice.targets) - firm} 个"] if firm < len(notice.targets) else []
        yield Line(text="，".join(parts), target=urls.page(notice, "targets"))


def _rules(notice: Notice) -> Iterator[Line]:
    machine = len({rule.id for _, rule in notice.rules()} | {item.id for item in notice.quotas})
    if machine:
        text = f"程序核对的规则 {machine} 条"
        yield Line(text=text, target=urls.page(notice, "rules"))
    if notice.checklist:
        text = f"由人核对的要求 {len(notice.checklist)} 条"
        yield Line(text=text, target=urls.page(notice, "checklist"))
    yield Line(text=f"条款 {len(notice.clauses)} 条", target=urls.library(notice))


def _gaps(notice: Notice) -> Iterator[Line]:
    found = Counter(gap.kind for gap in notice.gaps)
    for kind, words in wording.GAP_KINDS.items():
        if found[kind]:
            yield Line(text=f"{words} {found[kind]} 处", target=urls.page(notice, "gaps"))
    if notice.readings:
        place = f"{urls.page(notice, 'index')}#readings"
        yield Line(text=f"有歧义的地方 {len(notice.readings)} 处", target=place)
    if not notice.gaps and not notice.readings:
        yield Line(text="没有登记")


def _not_stated(notice: Notice) -> Iterator[Line]:
    if notice.not_stated:
        place = f"{urls.page(notice, 'gaps')}#not-stated"
        yield Line(text=f"{len(notice.not_stated)} 项", target=place)
    else:
        yield Line(text="没有登记")
