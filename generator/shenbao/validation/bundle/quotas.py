"""Rules across submissions and rows: how many a unit hands in, and who stands in which.

An entry whose key has an empty part belongs to no group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from itertools import product
from typing import TypeAlias

from shenbao.core import messages
from shenbao.core.messages.values import Many, Value, many, said
from shenbao.policy.cel import evaluation
from shenbao.policy.cel.expression import Expression
from shenbao.policy.model import Case, Quota
from shenbao.validation.bundle.entries import Bundle, Entry, RoleValue, mentioned_roles
from shenbao.validation.bundle.group_findings import (
    LISTED_OTHERS,
    NAMED,
    GroupRule,
    by_case,
    chosen,
    listed,
    other_files,
    report,
    report_lacking,
    report_undecided,
    unfilled,
)
from shenbao.validation.bundle.quota_cases import (
    ALLOWED,
    Cases,
    Denominators,
    Unread,
    count_words,
    per,
    share,
    without_nothing,
)
from shenbao.validation.conditions import Condition
from shenbao.validation.context import Context
from shenbao.validation.form_index import Path
from shenbao.validation.numbers import exact
from shenbao.validation.submission.evaluation_context import Remark
from shenbao.validation.submission.rules import fill

Key = tuple[str, ...]

_Lacking: TypeAlias = tuple[Entry, Path, tuple[Path, ...]]
"""An entry in a group, its place there, and the places at which it lacks something."""


def check_quotas(context: Context, bundle: Bundle) -> None:
    """Report every quota of the notice that the entries, taken together, break."""
    for quota in context.notice.quotas:
        over = bundle.over(quota.over)
        if quota.kind != "matches":
            _Groups(quota, context).check(over)
        elif over and bundle.holds(quota.table):
            from shenbao.validation.bundle.summary_reconciliation import check_matches

            check_matches(quota, context, over, bundle.entries)


@dataclass(slots=True)
class _Group:
    """Entries that share a key, each with the place that put it here."""

    key: Key
    members: list[tuple[Entry, Path]] = field(default_factory=list)
    _files: list[str] = field(default_factory=list)

    @property
    def rows(self) -> bool:
        """Whether these are rows of tables."""
        return bool(self.members[0][0].at)

    @property
    def files(self) -> list[str]:
        """The files that the members stand in."""
        if not self._files:
            self._files = list(dict.fromkeys(entry.file for entry, _ in self.members))
        return self._files


@dataclass(slots=True)
class _Counted:
    """The numbers of a group: those that could be told, and why others could not."""

    numbers: dict[str, Fraction]
    untold: dict[str, list[tuple[Entry, Path]]] = field(default_factory=dict)
    counted: list[tuple[Entry, Path]] = field(default_factory=list)
    unread: Unread | None = None


class _Groups:
    """One quota while its groups are made and asked."""

    def __init__(self, quota: Quota, context: Context) -> None:
        self._quota = quota
        self._cases = Cases(quota, context)
        counters = {**quota.counts, **({"of": quota.of} if quota.of is not None else {})}
        self._conditions = {name: Condition(Expression.of(text)) for name, text in counters.items()}
        self._sums = {name: Condition(Expression.of(text)) for name, text in quota.sums.items()}
        self._also = Condition(Expression.of(quota.also[1])) if quota.also is not None else None
        self._bases = Denominators(quota.per_list, context) if quota.per_list is not None else None
        self._joined: set[Key] = set()
        self._one_unit = False
        readings = tuple(name for name in quota.readings if name not in quota.also_readings)
        self._without_also = replace(quota, readings=readings)

    def check(self, over: Sequence[Entry]) -> None:
        """Group the entries and report every group that breaks the quota."""
        quota = self._quota
        groups: dict[Key, _Group] = {}
        first = by_case(quota, quota.cases[0])
        self._one_unit = quota.scope == "intake" and _is_of_one_unit(over, quota.unit)
        found = chosen(first, quota.where, quota.group_by, self._read(over))
        if quota.kind == "share" and found.astray:
            return  # Nobody knows of how many it would be a share.
        for entry in found.entries:
            keys: dict[Key, Path] = {}
            for key, path in self._memberships(entry):
                keys.setdefault(key, path)
            for key, path in keys.items():
                groups.setdefault(key, _Group(key)).members.append((entry, path))
        for group in groups.values():
            told = self._told(group)
            for entry, _ in group.members if quota.readings else ():
                # Whoever takes part here might, by another reading, be one too many.
                joined = quota.also is not None and entry.says(quota.also[0])
                entry.collector.follow(quota.id, (quota if joined else told).readings)
            counted = self._count(group)
            numbers = {name: float(value) for name, value in counted.numbers.items()}
            failing = self._cases.failing(numbers)
            if failing is not None:
                self._report(group, counted, *failing)

    def _read(self, over: Sequence[Entry]) -> Sequence[Entry]:
        """Return the entries that can be counted; of a share nothing is left when one cannot."""
        quota = self._quota
        roles = [*quota.group_by, *quota.members, *(quota.also[:1] if quota.also else ())]
        conditions = [
            quota.where or "",
            *(item.expression.text for item in (*self._conditions.values(), *self._sums.values())),
        ]
        read = [entry for entry in over if not entry.unread(roles, *conditions)]
        return read if quota.kind != "share" or len(read) == len(over) else []

    def _memberships(self, entry: Entry) -> Iterator[tuple[Key, Path]]:
        """Yield the groups that an entry belongs to, each with the unit's place."""
        quota = self._quota
        parts = [entry.says(role) for role in quota.group_by]
        if quota.kind == "share":
            place = entry.place(mentioned_roles(quota.of or ""))
            for key, _ in _keys(parts, place=0) if parts else [((), ())]:
                yield key, place
            return
        if quota.kind == "distinct":
            units = [said for role in quota.members for said in entry.says(role)]
            yield from _keys([*parts, units], place=-1)
            return
        yield from _keys(parts, place=0)
        if quota.also is None or self._also is None:
            return
        joined = list(_keys([entry.says(quota.also[0]), *parts[1:]], place=0))
        self._joined.update(key for key, _ in joined)
        if entry.holds(self._also) is True:
            yield from joined

    def _told(self, group: _Group) -> Quota:
        """Return the quota as it is told of a group: with the readings that it depends on.

        Whether those who take part count too matters to a group only where somebody takes part.
        """
        quota = self._quota
        alone = not quota.also_readings or group.key in self._joined
        return quota if alone else self._without_also

    def _count(self, group: _Group) -> _Counted:
        """Count a group; a counter that cannot be told for a member is left out."""
        found = _Counted({"all": Fraction(len(group.members))})
        for name, condition in self._conditions.items():
            count = 0
            for member in group.members:
                outcome = member[0].holds(condition)
                if outcome is True:
                    count += 1
                    if name == "of":
                        found.counted.append(member)
                elif isinstance(outcome, evaluation.Undecided):
                    found.untold.setdefault(name, []).append(member)
            if name not in found.untold:
                found.numbers[name] = Fraction(count)
        if self._quota.kind == "share" and "of" in found.numbers:
            found.numbers |= share(int(found.numbers["of"]), len(group.members))
        self._add_up(group, found)
        self._look_up(group, found)
        return found

    def _look_up(self, group: _Group, found: _Counted) -> None:
        """Add the number that a list gives the group, or why it gives none."""
        if self._bases is None:
            return
        entry, path = group.members[0]
        base = self._bases.of(group.key, entry.subject.name(path))
        if isinstance(base, Unread):
            found.unread = base
        elif self._quota.per is not None:
            found.numbers |= per(base, self._quota.per)
        else:
            found.numbers[ALLOWED] = base

    def _add_up(self, group: _Group, found: _Counted) -> None:
        """Add the sums of a group; one that cannot be told for a member is left out."""
        for name, condition in self._sums.items():
            total = Fraction(0)
            for member in group.members:
                value = member[0].value(condition)
                number = exact(value) if isinstance(value, float | int) else None
                if number is None:
                    found.untold.setdefault(name, []).append(member)
                else:
                    total += number
            if name not in found.untold:
                found.numbers[name] = total

    def _report(
        self, group: _Group, counted: _Counted, case: Case, outcome: evaluation.Outcome
    ) -> None:
        demand = by_case(self._told(group), case)
        if isinstance(outcome, evaluation.Undecided):
            self._report_untold(demand, group, counted)
            return
        alone = self._quota.kind == "share" and len(group.members) == 1
        if (self._one_unit or alone) and not group.rows:
            # The numbers are those of the whole intake, which one applicant or unit has not.
            for entry, path in counted.counted or group.members:
                report(demand, entry, path, "quota-undecided", _whole_remark)
            return
        told = without_nothing(case.message, counted.numbers)
        demand = replace(demand, message=fill(told, count_words(counted.numbers)))
        kind = "quota-group" if len(group.members) > 1 else "quota-alone"
        for entry, path in counted.counted or group.members:
            if group.rows:
                make = partial(_rows_remark, self._quota, group, entry, path)
                report(demand, entry, path, "quota-rows", make)
            else:
                make = partial(_remark, self._quota, group, entry, path)
                report(demand, entry, path, kind, make)

    def _report_untold(self, demand: GroupRule, group: _Group, counted: _Counted) -> None:
        """Say why the group cannot be told: the list, else the entries that lack something."""
        if counted.unread is not None:
            make = partial(_unread_remark, counted.unread)
            first = {entry.file: (entry, path) for entry, path in reversed(group.members)}
            for entry, path in first.values():
                report(demand, entry, path, "list", make)
        elif counted.untold:
            lacking = self._lacking(counted)
            for entry, path, places in lacking:
                report_lacking(demand, entry, path, places)
            if not group.rows:
                self._report_waiting(demand, group, lacking)
        elif not group.rows:
            for entry, path in group.members:
                told = partial(_remark, self._quota, group, entry, path, undecided=True)
                report(demand, entry, path, "quota-undecided", told)
        else:
            report_lacking(demand, *group.members[0], [])

    def _lacking(self, counted: _Counted) -> list[_Lacking]:
        """Return the members that cannot be counted, each once, with what they lack for it."""
        found: dict[tuple[int, Path], tuple[Entry, dict[Path, None]]] = {}
        for name, members in counted.untold.items():
            expression = {**self._conditions, **self._sums}[name].expression.text
            for entry, path in members:
                _, places = found.setdefault((id(entry), path), (entry, {}))
                places.update(dict.fromkeys(entry.lacking(expression)))
        return [(entry, path, tuple(places)) for (_, path), (entry, places) in found.items()]

    def _report_waiting(
        self, demand: GroupRule, group: _Group, lacking: Sequence[_Lacking]
    ) -> None:
        """Tell the others of a group which file they wait for, and what it lacks."""
        missing = many(
            (
                said("undecided-elsewhere", file=entry.file, why=unfilled(entry, places))
                for entry, _, places in lacking
            ),
            NAMED,
            joint="semicolon",
        )
        waited_for = {id(entry) for entry, _, _ in lacking}
        for entry, path in group.members:
            if id(entry) not in waited_for:
                report_undecided(demand, entry, path, missing)


def _is_of_one_unit(over: Sequence[Entry], role: str) -> bool:
    """Say whether all entries are of one unit; without that role each is one of its own."""
    units = {said.folded for entry in over for said in entry.says(role)}
    return len(units or over) <= 1


def _keys(parts: Sequence[Sequence[RoleValue]], *, place: int) -> Iterator[tuple[Key, Path]]:
    for combination in product(*parts):
        yield tuple(said.folded for said in combination), combination[place].path


def _remark(
    quota: Quota, group: _Group, entry: Entry, path: Path, *, undecided: bool = False
) -> Remark:
    """Tell an application of the others in its group."""
    first = [other for other, _ in group.members[: LISTED_OTHERS + 1]]
    others = [other.file for other in first if other is not entry][:LISTED_OTHERS]
    name = _name(quota, entry, path)
    size = len(group.members)
    message = "quota-undecided-" if undecided else "quota-"
    return Remark(
        message=message + ("group" if size > 1 else "alone"),
        args={"group": name, "members": str(size), "others": listed(others, size - 1)},
        found=messages.words(name),
        undecided=undecided,
    )


def _rows_remark(quota: Quota, group: _Group, entry: Entry, path: Path) -> Remark:
    """Tell a row how many there are; rows of one file are told the same."""
    name = _name(quota, entry, path)
    others = other_files(entry, group.files)
    return Remark(
        message="quota-rows-also" if others else "quota-rows",
        args={
            "group": name if name.items else said("quota-all"),
            "members": str(len(group.members)),
            "others": others,
        },
        found=messages.words(name) or None,
    )


def _unread_remark(unread: Unread) -> Remark:
    return Remark(message="rule-undecided", args={"missing": unread.why}, undecided=True)


def _whole_remark() -> Remark:
    missing = said("undecided-whole")
    return Remark(message="rule-undecided", args={"missing": missing}, undecided=True)


def _name(quota: Quota, entry: Entry, path: Path) -> Many:
    """Return the group in the words of one of its entries."""
    subject = entry.subject
    names: dict[Value, None] = {}
    places = [] if quota.kind == "share" else [path]
    roles = quota.group_by
    if quota.also is not None and all(said.path != path for said in entry.says(roles[0])):
        # A unit that takes part is counted in the place of the one that leads.
        roles = roles[1:]
    for place in (*places, *(entry.place([role]) for role in roles)):
        text = subject.name(place) if subject.home.node(place) is not None else ""
        if text and place != entry.at:
            names[text] = None
    return many(names, joint="dot")
