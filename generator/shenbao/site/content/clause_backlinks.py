"""Which parts of a notice rest on a clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shenbao.forms import urls
from shenbao.policy.model import Absent, Field, FormOrTable, Notice
from shenbao.site.content import page_index


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One thing that cites a clause: what it is, its words, and its place on the site.

    ``home`` is the form or table of a field, empty for everything else.
    """

    kind: str
    label: str
    target: str
    home: str = ""


def uses(notice: Notice) -> dict[str, tuple[Use, ...]]:
    """Return, for every clause of a notice in order, what cites it."""
    found: dict[str, list[Use]] = {clause.id: [] for clause in notice.clauses}
    for clause_ids, use in _all(notice):
        for clause_id in clause_ids:
            place = found.setdefault(clause_id, [])
            if use not in place:
                place.append(use)
    return {clause_id: tuple(items) for clause_id, items in found.items()}


def by_kind(items: tuple[Use, ...]) -> dict[str, tuple[Use, ...]]:
    """Group uses by kind, kinds in the order of their first use."""
    kinds = dict.fromkeys(item.kind for item in items)
    return {kind: tuple(item for item in items if item.kind == kind) for kind in kinds}


def by_home(items: Sequence[Use]) -> dict[str, tuple[Use, ...]]:
    """Group uses by their form or table, in the order of the first use."""
    homes = dict.fromkeys(item.home for item in items)
    return {home: tuple(item for item in items if item.home == home) for home in homes}


def field_labels(home: FormOrTable) -> dict[str, str]:
    """Return the titles of fields; of several with one title each names what it belongs to."""
    titles = {node.pointer: node.title for node in home.fields() if node.title}
    said = list(titles.values())
    return {
        pointer: f"{title}（{above}）" if said.count(title) > 1 and above else title
        for pointer, title in titles.items()
        for above in [_above(pointer, titles)]
    }


def _above(pointer: str, titles: dict[str, str]) -> str:
    while "/" in pointer:
        pointer = pointer.rpartition("/")[0]
        if pointer in titles:
            return titles[pointer]
    return ""


def check_places(notice: Notice) -> dict[str, str]:
    """Return where every rule, quota, target and checklist item stands."""
    rules, checklist = urls.page(notice, "rules"), urls.page(notice, "checklist")
    ids = [rule.id for _, rule in notice.rules()]
    ids += [quota.id for quota in notice.quotas]
    ids += [target.id for target in notice.targets]
    return {one: f"{rules}#{one}" for one in ids} | {
        item.id: f"{checklist}#{item.id}" for item in notice.checklist
    }


_Cited = tuple[tuple[str, ...], Use]


def _all(notice: Notice) -> Iterator[_Cited]:
    yield from _programmes(notice)
    homes: tuple[FormOrTable, ...] = notice.homes
    for home in homes:
        yield from _form(notice, home)
    yield from _quotas_and_checklist(notice)
    yield from _plan(notice)
    yield from _frame(notice)


def _programmes(notice: Notice) -> Iterator[_Cited]:
    for programme in notice.programmes:
        target = urls.programme(notice, programme)
        yield programme.clauses, Use(kind="项目", label=programme.title, target=target)
        for topic in programme.topics:
            label = f"{topic.mark}{topic.title}"
            place = f"{target}#topic-{topic.id}"
            yield topic.clauses, Use(kind="专题", label=label, target=place)
        for track in programme.tracks:
            place = f"{target}#track-{track.id}"
            yield track.clauses, Use(kind="申报类别", label=track.title, target=place)


def _form(notice: Notice, home: FormOrTable) -> Iterator[_Cited]:
    page = urls.fields(notice, home.id)
    titles = field_labels(home)
    yield home.clauses, Use(kind="表单", label=home.title, target=page)
    nodes = (node for top in home.tops for node in top.walk())
    for node in nodes:
        below = {clause for child in _below(node) for clause in child.clauses}
        own = tuple(clause for clause in node.clauses if clause not in below)
        if node.title:
            target = f"{page}#{node.anchor}"
            yield own, Use(kind="字段", label=titles[node.pointer], target=target, home=home.title)
    for rule in home.all_rules():
        yield rule.clauses, Use(kind="规则", label=rule.id, target=urls.rule(notice, rule, home))


def _below(node: Field) -> Iterator[Field]:
    """Yield the titled nodes under a node: where they cite a clause, the node need not."""
    return (child for child in node.walk() if child is not node and child.title)


def _quotas_and_checklist(notice: Notice) -> Iterator[_Cited]:
    for quota in notice.quotas:
        target = f"{urls.page(notice, 'rules')}#{quota.id}"
        yield quota.clauses, Use(kind="限额", label=quota.id, target=target)
    for item in notice.checklist:
        target = f"{urls.page(notice, 'checklist')}#{item.id}"
        yield item.clauses, Use(kind="清单", label=item.id, target=target)


def _plan(notice: Notice) -> Iterator[_Cited]:
    for target in notice.targets:
        use = Use(kind="目标", label=target.id, target=urls.target(notice, target.id))
        yield target.clauses, use
    work = urls.page(notice, "work")
    for group in notice.work:
        if not isinstance(group.title, Absent):
            place = f"{work}#group-{group.id}"
            yield group.clauses, Use(kind="工作任务", label=group.title, target=place)
    for _, item in notice.work_items():
        use = Use(kind="工作任务", label=item.title, target=urls.work_item(notice, item.id))
        yield item.clauses, use
    for stage in notice.stages:
        place = f"{urls.page(notice, 'stages')}#stage-{stage.id}"
        yield stage.clauses, Use(kind="阶段", label=stage.title, target=place)
    for term in notice.terms:
        yield term.clauses, Use(kind="名词", label=term.term, target=urls.term(notice, term.id))


def _frame(notice: Notice) -> Iterator[_Cited]:
    index, materials = urls.page(notice, "index"), urls.page(notice, "materials")
    yield notice.contact.clauses, Use(kind="联系", label="联系方式", target=f"{index}#contact")
    for deadline in notice.deadlines:
        place = urls.deadline(notice, deadline)
        yield deadline.clauses, Use(kind="期限", label=deadline.what, target=place)
    for period in notice.periods:
        yield period.clauses, Use(kind="期限", label=period.title, target=f"{index}#timeline")
    for item in notice.handing_in:
        use = Use(kind="提交", label=item.what, target=f"{materials}#hand-in-{item.id}")
        yield item.clauses, use
    for paper in notice.attachments:
        use = Use(kind="附件", label=paper.title, target=f"{materials}#attachments")
        yield paper.clauses, use
    for code_list in page_index.shown_lists(notice):
        target = urls.code_list(notice, code_list.name)
        yield code_list.clauses, Use(kind="代码表", label=code_list.title, target=target)
    for reading in notice.readings:
        target = urls.reading(notice, reading.id)
        yield reading.clauses, Use(kind="读法", label=reading.question, target=target)
    for gap in notice.gaps:
        target = f"{urls.page(notice, 'gaps')}#gap-{gap.id}"
        yield gap.clauses, Use(kind="缺漏", label=gap.id, target=target)
