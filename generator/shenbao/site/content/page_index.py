"""Which pages a notice has, in the order in which every notice shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shenbao.policy.model import CodeList, FormOrTable, Notice
from shenbao.site.content import wording

INDICATORS = "indicators"
_LEVELS = ("level1", "level2", "level3", "group")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page of a notice: its name in the address and its title."""

    name: str
    title: str


def leaves(notice: Notice) -> tuple[Leaf, ...]:
    """Return the pages of a notice other than those of programmes and fields."""
    found = (
        (True, "index", "概览"),
        (bool(notice.work), "work", "工作任务"),
        (bool(notice.targets), "targets", "目标值"),
        (bool(indicator_lists(notice)), INDICATORS, "指标"),
        (_only_defined(notice), INDICATORS, "参考口径"),
        (bool(notice.stages), "stages", "阶段与考核"),
        (_hands_in(notice), "materials", wording.materials_title(notice)),
        (wording.applied(notice), "returned", "被退回怎么办"),
        (bool(shown_lists(notice)), "lists", "代码表"),
        (_has_rules(notice), "rules", "校验规则"),
        (bool(notice.checklist), "checklist", wording.checklist_title(notice)),
        (True, "clauses", "条款对照"),
        (bool(notice.terms), "terms", "名词"),
        (True, "gaps", "原文缺漏与读法"),
        (True, "changes", "变更"),
    )
    return tuple(Leaf(name=name, title=title) for there, name, title in found if there)


def in_order(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Return notices as pages list them: what can be applied for first, then plans.

    Those with a later edition stand below the others.
    """
    kinds = list(wording.KINDS)
    return tuple(
        sorted(notices, key=lambda one: (one.later is not None, kinds.index(one.kind), one.id))
    )


def offers(notice: Notice, name: str) -> bool:
    """Say whether a notice has the page ``name``."""
    return any(leaf.name == name for leaf in leaves(notice))


def title_of(notice: Notice, name: str) -> str:
    """Return the title of a page; KeyError where the notice does not have it."""
    return {leaf.name: leaf.title for leaf in leaves(notice)}[name]


def indicator_lists(notice: Notice) -> tuple[CodeList, ...]:
    """Return the lists of indicators: the one of that name, and those with levels of headings."""
    return tuple(
        item
        for item in notice.lists
        if item.rows
        and (
            item.name == INDICATORS
            or any(column.name in _LEVELS[:3] for column in item.columns)
            or any(one.list_name == item.name for one in notice.candidates)
        )
    )


def level_columns(code_list: CodeList) -> tuple[int, ...]:
    """Return the places of the columns that hold headings, the highest first."""
    names = [column.name for column in code_list.columns]
    return tuple(names.index(level) for level in _LEVELS if level in names)


def shown_lists(notice: Notice) -> tuple[CodeList, ...]:
    """Return the lists that the notice gives, misses or uses, not all that are shared."""
    used = set(_used_lists(notice))
    return tuple(
        item for item in notice.lists if item.name in used or item.clauses or item.gap is not None
    )


def _used_lists(notice: Notice) -> Iterator[str]:
    homes: tuple[FormOrTable, ...] = notice.homes
    for home in homes:
        yield from (node.list_name for node in home.fields() if node.list_name is not None)
        for rule in home.all_rules():
            yield from rule.lists
    for table in notice.tables:
        yield from (key.list_name for key in table.foreign_keys)
        if table.fixed_rows is not None:
            yield from (source.list_name for source in table.fixed_rows.sources)
    for quota in notice.quotas:
        if quota.per_list is not None:
            yield quota.per_list.list_name
    for target in notice.targets:
        yield from target.members.values()


def _only_defined(notice: Notice) -> bool:
    """Say whether definitions from elsewhere are all that there is of indicators."""
    return bool(notice.candidates) and not indicator_lists(notice)


def counted(code_list: CodeList) -> str:
    """Count a list; rows that split one printed number count once."""
    names = [column.name for column in code_list.columns]
    if "no" not in names:
        return f"{len(code_list.rows)} 项"
    numbers = {row.values[names.index("no")] for row in code_list.rows}
    rows = "" if len(numbers) == len(code_list.rows) else f"（分 {len(code_list.rows)} 行）"
    return f"{len(numbers)} 项{rows}"


def _hands_in(notice: Notice) -> bool:
    return bool(notice.handing_in or notice.attachments or notice.forms or notice.tables)


def _has_rules(notice: Notice) -> bool:
    return bool(notice.quotas or notice.targets) or any(True for _ in notice.rules())
