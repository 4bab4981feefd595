"""What pages say of work items, targets and tables: what belongs to what, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shenbao.core.guards.json_values import is_number
from shenbao.policy.cel.condition_words import choices
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.syntax import Call, Constant, Node, chain, joined_by
from shenbao.policy.model import (
    Absent,
    Field,
    FormOrTable,
    ListRow,
    Notice,
    Table,
    Target,
    Text,
    WorkGroup,
    WorkItem,
)
from shenbao.site.content import wording
from shenbao.site.content.clause_backlinks import Use
from shenbao.site.content.page_index import INDICATORS

_CHECKS = ("规则", "限额", "目标", "清单")


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """A work item that takes up another one: its notice, itself, and what it adds."""

    notice: Notice
    item: WorkItem
    adds: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two notices, the later of which takes up work of the earlier one.

    ``rows`` has every item of the earlier notice with those that take it up; ``own`` are
    the items of the later notice that take up nothing of the earlier one.
    """

    earlier: Notice
    later: Notice
    rows: tuple[tuple[WorkGroup, WorkItem, tuple[Successor, ...]], ...]
    own: tuple[tuple[WorkGroup, WorkItem], ...]

    @property
    def left(self) -> tuple[WorkItem, ...]:
        """The items of the earlier notice that nothing takes up."""
        return tuple(item for _, item, takers in self.rows if not takers)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSource:
    """The item that a work item takes up, with its notice; and what is added."""

    notice: Notice
    group: WorkGroup
    item: WorkItem
    adds: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPlace:
    """Where the value of a target is filled in."""

    home: FormOrTable
    field: Field


def checks_of(item: WorkItem, cited: Mapping[str, Sequence[Use]]) -> tuple[Use, ...]:
    """Return the rules, quotas, targets and checklist items that cite a clause of the item."""
    found = (use for clause in item.clauses for use in cited.get(clause, ()))
    return tuple(dict.fromkeys(use for use in found if use.kind in _CHECKS))


def sources_of(item: WorkItem, notices: Sequence[Notice]) -> tuple[TargetSource, ...]:
    """Return what a work item takes up."""
    known = {
        (notice.id, one.id): (notice, group, one)
        for notice in notices
        for group, one in notice.work_items()
    }
    return tuple(
        TargetSource(notice=notice, group=group, item=one, adds=follow.adds)
        for follow in item.follows
        for notice, group, one in [known.get((follow.notice, follow.item), (None, None, None))]
        if notice is not None and group is not None and one is not None
    )


def takers_of(notice: Notice, item: WorkItem, notices: Sequence[Notice]) -> tuple[Successor, ...]:
    """Return the work items, of any notice, that take up this one."""
    return tuple(
        Successor(notice=other, item=one, adds=follow.adds)
        for other in notices
        for _, one in other.work_items()
        for follow in one.follows
        if (follow.notice, follow.item) == (notice.id, item.id)
    )


def pairs(notices: Sequence[Notice]) -> tuple[Pair, ...]:
    """Return every two notices of which one takes up work of the other."""
    return tuple(
        _pair(earlier, later)
        for later in notices
        for earlier in notices
        if earlier.id != later.id
        and any(
            follow.notice == earlier.id for _, item in later.work_items() for follow in item.follows
        )
    )


def pair_title(pair: Pair) -> str:
    """Return the title of the page of two notices."""
    return f"工作承接：{pair.later.short_title} ← {pair.earlier.short_title}"


def _pair(earlier: Notice, later: Notice) -> Pair:
    return Pair(
        earlier=earlier,
        later=later,
        rows=tuple(
            (group, item, takers_of(earlier, item, (later,)))
            for group, item in earlier.work_items()
        ),
        own=tuple(
            (group, item)
            for group, item in later.work_items()
            if not any(follow.notice == earlier.id for follow in item.follows)
        ),
    )


def places_of(notice: Notice, target: Target) -> tuple[PlanPlace, ...]:
    """Return the fields in which the value of a target is filled in."""
    homes: tuple[FormOrTable, ...] = notice.homes
    return tuple(
        PlanPlace(home=home, field=node)
        for home in homes
        if home.id in target.over
        for node in [home.field_with_role(target.role)]
        if node is not None
    )


def chosen(notice: Notice, target: Target) -> str | None:
    """Return which entries a target looks at, in words; None where they are not simple."""
    if target.where is None:
        return ""
    tree = Expression.of(target.where).tree
    parts = () if tree is None else tuple(joined_by("_&&_", tree))
    phrases = [_role_is(notice, target, part) for part in parts]
    known = [phrase for phrase in phrases if phrase is not None]
    return "，且".join(known) if parts and len(known) == len(phrases) else None


def _role_is(notice: Notice, target: Target, part: Node) -> str | None:
    if not (isinstance(part, Call) and part.function == "_==_"):
        return None
    left, right = part.parts
    path = chain(left)
    node = next(_with_role(notice, target, path[-1]), None) if path[:-1] == ("role",) else None
    if node is None:
        return None
    if isinstance(right, Call):
        return _by_reading(notice, node, right)
    value = _value(right)
    shown = None if value is None else dict(choices(node, notice)).get(value, value)
    return None if shown is None else f"“{node.title}”为“{shown}”"


def _value(node: Node) -> str | None:
    """Return a text or a number that is written out, None for anything else."""
    value = node.value if isinstance(node, Constant) else None
    if isinstance(value, str):
        return value
    number = is_number(value)
    return f"{value:g}" if number else None


def _by_reading(notice: Notice, node: Field, choice: Call) -> str | None:
    """Put ``reading.I05 == 'all' ? 2.0 : 3.0`` in words."""
    if choice.function != "_?_:_" or not isinstance(choice.parts[0], Call):
        return None
    asked, then, otherwise = choice.parts[0], _value(choice.parts[1]), _value(choice.parts[2])
    if asked.function != "_==_" or then is None or otherwise is None:
        return None
    path, option = chain(asked.parts[0]), _value(asked.parts[1])
    if path[:-1] != ("reading",) or option is None:
        return None
    reading = notice.reading(path[-1])
    now, other = (then, otherwise) if reading.default == option else (otherwise, then)
    return f"“{node.title}”为“{now}”（“{reading.question}”改选时为“{other}”）"


def _with_role(notice: Notice, target: Target, role: str) -> Iterator[Field]:
    homes: tuple[FormOrTable, ...] = notice.homes
    for home in homes:
        node = home.field_with_role(role) if home.id in target.over else None
        if node is not None:
            yield node


def group_label(notice: Notice, group: WorkGroup) -> str:
    """Return the heading of a group, or its place where the source has no heading."""
    if isinstance(group.title, Absent):
        return f"第{wording.counted(notice.work.index(group) + 1)}组"
    return group.title


def item_number(notice: Notice, item: WorkItem) -> str:
    """Return the printed number of a work item; its id where groups number from 1 again."""
    printed = [one.number for _, one in notice.work_items()]
    return item.number if printed.count(item.number) == 1 else item.id


def item_label(notice: Notice, item: WorkItem) -> str:
    """Return a work item with its number, as one phrase."""
    number = item_number(notice, item)
    dot = "." if number.isdigit() else ""
    return f"{number}{dot} {item.title}" if number[-1:].isalnum() else f"{number}{item.title}"


def beside_targets(notice: Notice) -> tuple[ListRow, ...]:
    """Return the indicators that are marked like targets and judged in other ways."""
    marks = {target.mark for target in notice.targets}
    listed = (one for one in notice.lists if one.name == INDICATORS)
    rows = tuple(row for one in listed for row in one.rows)
    if not any(row.code in marks for row in rows):
        return ()
    return tuple(row for row in rows if row.code not in marks)


def names_indicators(notice: Notice) -> bool:
    """Say whether any work item names an indicator."""
    return any(item.indicators for _, item in notice.work_items())


def items_using(notice: Notice, code: str) -> tuple[WorkItem, ...]:
    """Return the work items that name an indicator."""
    return tuple(item for _, item in notice.work_items() if code in item.indicators)


def filled_in(notice: Notice, list_name: str) -> tuple[FormOrTable, ...]:
    """Return the forms and tables in which the rows of a list are filled in."""
    homes: tuple[FormOrTable, ...] = notice.homes
    return tuple(home for home in homes if list_name in _lists_of(home))


def _lists_of(home: FormOrTable) -> Iterator[str]:
    yield from (node.list_name for node in home.fields() if node.list_name is not None)
    if isinstance(home, Table) and home.fixed_rows is not None:
        yield from (source.list_name for source in home.fixed_rows.sources)
