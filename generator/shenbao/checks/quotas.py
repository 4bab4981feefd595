"""Rules across submissions: how many a unit hands in, and who stands in which.

An application whose key has an empty part belongs to no group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from shenbao import messages
from shenbao.checks import cel
from shenbao.checks.bundle import (
    LISTED_OTHERS,
    Cases,
    Condition,
    Entry,
    Remark,
    Said,
    chosen_entries,
    report,
)
from shenbao.checks.context import Context
from shenbao.checks.matches import check_matches
from shenbao.checks.places import MASKED, Path, plain, value_at
from shenbao.policy.model import Case, Form, Quota

Key = tuple[str, ...]


def check_quotas(context: Context, entries: Sequence[Entry]) -> None:
    """Report every quota of the notice that the applications, taken together, break."""
    for quota in context.notice.quotas:
        over = [
            entry
            for entry in entries
            if isinstance(entry.subject.home.source, Form)
            and entry.subject.home.source.id in quota.over
        ]
        if quota.kind == "matches":
            check_matches(quota, context, over, entries)
        else:
            _check_groups(quota, context, chosen_entries(quota, over))


@dataclass(slots=True)
class _Group:
    """Applications that share a key, each with the place that put it here."""

    members: list[tuple[Entry, Path]] = field(default_factory=list)


def _check_groups(quota: Quota, context: Context, entries: Iterator[Entry]) -> None:
    also = Condition(quota.also[1]) if quota.also is not None else None
    groups: dict[Key, _Group] = {}
    for entry in entries:
        keys: dict[Key, Path] = {}
        for key, path in _memberships(quota, also, entry):
            keys.setdefault(key, path)
        for key, path in keys.items():
            groups.setdefault(key, _Group()).members.append((entry, path))
    conditions = {name: Condition(text) for name, text in quota.counts.items()}
    cases = Cases(quota, context)
    for group in groups.values():
        failing = cases.failing(_counts(conditions, group))
        if failing is not None:
            _report_group(quota, group, *failing)


def _memberships(quota: Quota, also: Condition | None, entry: Entry) -> Iterator[tuple[Key, Path]]:
    """Yield the groups that an application belongs to, each with the unit's place."""
    parts = [entry.says(role) for role in quota.group_by]
    if quota.kind == "distinct":
        units = [said for role in quota.members for said in entry.says(role)]
        yield from _keys([*parts, units], place=-1)
        return
    yield from _keys(parts, place=0)
    if quota.also is not None and also is not None and also.holds(entry) is True:
        yield from _keys([entry.says(quota.also[0]), *parts[1:]], place=0)


def _keys(parts: Sequence[Sequence[Said]], *, place: int) -> Iterator[tuple[Key, Path]]:
    for combination in product(*parts):
        yield tuple(said.folded for said in combination), combination[place].path


def _counts(conditions: Mapping[str, Condition], group: _Group) -> dict[str, float]:
    """Count a group; a counter that cannot be told for a member is left out."""
    counts = {"all": float(len(group.members))}
    for name, condition in conditions.items():
        outcomes = [condition.holds(entry) for entry, _ in group.members]
        if not any(isinstance(outcome, cel.Undecided) for outcome in outcomes):
            counts[name] = float(sum(outcome is True for outcome in outcomes))
    return counts


def _report_group(quota: Quota, group: _Group, case: Case, outcome: cel.Outcome) -> None:
    undecided = isinstance(outcome, cel.Undecided)
    message = "quota-undecided-" if undecided else "quota-"
    message += "group" if len(group.members) > 1 else "alone"
    first = [entry for entry, _ in group.members[: LISTED_OTHERS + 1]]
    for entry, path in group.members:
        others = [other.file for other in first if other is not entry][:LISTED_OTHERS]
        name = _name(quota, entry, path)
        report(
            quota,
            entry,
            path,
            case,
            Remark(
                message=message,
                args={
                    "group": name,
                    "members": str(len(group.members)),
                    "others": _list(others, len(group.members) - 1),
                },
                found=name,
                undecided=undecided,
            ),
        )


def _name(quota: Quota, entry: Entry, path: Path) -> str:
    """Return the group in the words of one of its applications."""
    home = entry.subject.home
    words: dict[str, None] = {}
    for place in (path, *(home.roles[role] for role in quota.group_by if role in home.roles)):
        value = value_at(entry.subject.data, place)
        node = home.node(place)
        text = plain(value)
        if text is None or node is None or isinstance(value, list):
            continue
        code_list = entry.subject.context.lists.get(node.list_name or "")
        shown = text if code_list is None else code_list.label(text)
        words[MASKED if home.masked(place) else shown] = None
    return " · ".join(words)


def _list(files: Sequence[str], count: int) -> str:
    names = "、".join(files)
    if count > len(files):
        return messages.say("quota-others-more", {"others": names, "count": str(count)})
    return names
