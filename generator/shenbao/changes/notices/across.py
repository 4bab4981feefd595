"""Quotas and targets: bounds by asking both with the same numbers, all else in words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from shenbao.changes.catalogue import CATALOGUE
from shenbao.changes.model import Change, Side, Witness
from shenbao.changes.notices import trees
from shenbao.changes.notices.pair import Pair, matched, notice_place
from shenbao.changes.notices.rules import RANK
from shenbao.changes.terms import Direction, Subject
from shenbao.core.messages.values import PolicyText, Value, many, policy_text, said
from shenbao.policy.cel.evaluation import Undecided
from shenbao.policy.cel.expression import Expression
from shenbao.policy.model import Quota, Target
from shenbao.validation.numbers import read

Across: TypeAlias = Quota | Target

_NUMBERS = 12
"""So many numbers of one counter are tried."""
_TRIED = 4000
"""So many combinations of numbers are tried for one quota."""


def across_changes(pair: Pair, told: Sequence[str]) -> Iterator[Change]:
    """Yield the changes of quotas and targets.

    ``told`` are those in which nothing changed but parameters, told as these.
    """
    before: tuple[Across, ...] = (*pair.old.quotas, *pair.old.targets)
    after: tuple[Across, ...] = (*pair.new.quotas, *pair.new.targets)
    for old, new in matched(before, after):
        if old is None or new is None:
            yield _alone(pair, old, new)
            continue
        if new.id not in told:
            yield from _bounds(pair, old, new)
        yield from _groups(pair, old, new)
        yield from _severities(pair, old, new)
        yield from _reworded(pair, old, new)
    yield from _limits(pair)


def bounds_direction(old: Across, new: Across) -> Direction:
    """Return which way the bounds of a quota or target go."""
    if isinstance(old, Target) and isinstance(new, Target):
        return _target(old, new)
    if isinstance(old, Quota) and isinstance(new, Quota):
        return _proofs(old, new)[0]
    return Direction.UNDETERMINED


def _asks_the_same(old: Quota, new: Quota) -> bool:
    """Say whether two versions of a quota hold for the same."""
    cases = [case.assertion for case in old.cases] == [case.assertion for case in new.cases]
    return cases and _shape(old) == _shape(new)


def _bounds(pair: Pair, old: Across, new: Across) -> Iterator[Change]:
    if isinstance(old, Target) and isinstance(new, Target):
        if _reach(old) != _reach(new):
            way, proofs = _target(old, new), _values(old, new)
            yield _change(pair, old, new, "target-changed", way, _reach(old), _reach(new), proofs)
        return
    if not isinstance(old, Quota) or not isinstance(new, Quota):
        return
    before = [case.assertion for case in old.cases]
    after = [case.assertion for case in new.cases]
    if before == after:
        return
    direction, proofs = _proofs(old, new)
    kind = {Direction.TIGHTER: "quota-lowered", Direction.LOOSER: "quota-raised"}
    change = _change(
        pair, old, new, kind.get(direction, "quota-changed"), direction, before, after, proofs
    )
    yield change


def _groups(pair: Pair, old: Across, new: Across) -> Iterator[Change]:
    """Yield what else a quota counts, and by which roles."""
    if isinstance(old, Quota) and isinstance(new, Quota) and _shape(old) != _shape(new):
        yield _change(
            pair, old, new, "quota-groups-changed", Direction.UNDETERMINED, _shape(old), _shape(new)
        )


def _severities(pair: Pair, old: Across, new: Across) -> Iterator[Change]:
    """Yield the cases of a quota that are graver or milder now, by their order."""
    if not isinstance(old, Quota) or not isinstance(new, Quota) or len(old.cases) != len(new.cases):
        return
    for before, after in zip(old.cases, new.cases, strict=True):
        if before.severity == after.severity:
            continue
        raised = RANK[after.severity] > RANK[before.severity]
        kind = "severity-raised" if raised else "severity-lowered"
        way = Direction.TIGHTER if raised else Direction.LOOSER
        change = _change(pair, old, new, kind, way, before.severity, after.severity)
        values: dict[str, Value] = {
            "what": after.message.plain(),
            "old": said(f"severity-{before.severity}"),
            "new": said(f"severity-{after.severity}"),
        }
        yield replace(change, values={**change.values, **values})


def _reworded(pair: Pair, old: Across, new: Across) -> Iterator[Change]:
    """Yield what is only said in other words."""
    pairs = [(PolicyText(zh=old.title), PolicyText(zh=new.title))]
    if isinstance(old, Quota) and isinstance(new, Quota) and _asks_the_same(old, new):
        cases = zip(old.cases, new.cases, strict=True)
        pairs += [(one.message.plain(), other.message.plain()) for one, other in cases]
    elif isinstance(old, Target) and isinstance(new, Target) and _reach(old) == _reach(new):
        pairs.append((old.message.plain(), new.message.plain()))
    for before, after in pairs:
        if before != after:
            way = Direction.NEUTRAL
            change = _change(pair, old, new, "rule-reworded", way, before.zh, after.zh)
            words: dict[str, Value] = {"old": before, "new": after}
            yield replace(change, subject=Subject.TEXT, values={**change.values, **words})


def _shape(quota: Quota) -> dict[str, Any]:
    return {
        "kind": quota.kind,
        "over": list(quota.over),
        "where": quota.where,
        "groupBy": list(quota.group_by),
        "also": list(quota.also or ()),
        "members": list(quota.members),
        "counts": dict(quota.counts),
        "sums": dict(quota.sums),
        "of": quota.of,
        "per": quota.per,
        "list": None if quota.per_list is None else quota.per_list.column,
        "table": quota.table,
        "key": dict(quota.key),
        "columns": {name: list(roles) for name, roles in quota.columns.items()},
        "scope": quota.scope,
        "unit": quota.unit,
    }


def _reach(target: Target) -> dict[str, Any]:
    return {
        "atLeast": target.at_least,
        "atMost": target.at_most,
        "over": list(target.over),
        "role": target.role,
        "members": dict(target.members),
        "unit": target.unit,
        "aggregate": target.aggregate,
        "where": target.where,
        "by": None if target.by is None else target.by.isoformat(),
        "firm": target.firm,
    }


def _target(old: Target, new: Target) -> Direction:
    ways = [
        _moved(old.at_least, new.at_least, upwards=Direction.TIGHTER),
        _moved(old.at_most, new.at_most, upwards=Direction.LOOSER),
        _moved(
            None if old.by is None else old.by.toordinal(),
            None if new.by is None else new.by.toordinal(),
            upwards=Direction.LOOSER,
        ),
    ]
    if old.firm != new.firm:
        ways.append(Direction.TIGHTER if new.firm else Direction.LOOSER)
    if not _same_entries(old, new):
        return Direction.UNDETERMINED
    found = set(ways) - {Direction.NEUTRAL}
    if len(found) > 1:
        return Direction.BOTH
    return found.pop() if found else Direction.NEUTRAL


def _values(old: Target | None, new: Target | None) -> tuple[Witness, ...]:
    """Return values of the role, of one entry alone, that only one version takes.

    Nothing where the two do not speak of the same entries. None stands for no target.
    """
    one = new or old
    if one is None or (old is not None and new is not None and not _same_entries(old, new)):
        return ()
    bounds = [
        bound
        for item in (old, new)
        if item is not None
        for bound in (item.at_least, item.at_most)
        if bound is not None
    ]
    tried: list[float] = [False, True] if one.aggregate == "all" else []
    tried += [number for bound in bounds for number in (bound, bound - 1, bound + 1)]
    found: dict[str, Witness] = {}
    for value in tried:
        then, now = _reached(old, value), _reached(new, value)
        if then != now:
            instance = {"values": {one.role: value}}
            side: Side = "old" if then else "new"
            found.setdefault(side, Witness(instance=instance, accepted_by=side, part=one.id))
    return tuple(found[side] for side in ("old", "new") if side in found)


def _same_entries(old: Target, new: Target) -> bool:
    counted = ("over", "role", "members", "unit", "aggregate", "where")
    before, after = _reach(old), _reach(new)
    return all(before[name] == after[name] for name in counted)


def _reached(target: Target | None, value: float) -> bool:
    """Say whether one entry with a value reaches a target."""
    if target is None:
        return True
    if target.aggregate == "all":
        return value is True
    least, most = target.at_least, target.at_most
    return (least is None or value >= least) and (most is None or value <= most)


def _moved(old: float | None, new: float | None, *, upwards: Direction) -> Direction:
    if old == new:
        return Direction.NEUTRAL
    if old is None:
        return Direction.TIGHTER
    if new is None:
        return Direction.LOOSER
    return upwards if new > old else upwards.mirrored


def _proofs(old: Quota, new: Quota) -> tuple[Direction, tuple[Witness, ...]]:
    """Ask both versions with the same counts, those that their bounds name and their neighbours."""
    texts = [case.assertion for quota in (old, new) for case in quota.cases]
    names = tuple(
        dict.fromkeys(
            path[0] for text in texts for path in Expression.of(text).names("counts") if path
        )
    )
    written = [value for text in texts for value in trees.constants(text)]
    numbers = [float(value) for value in written if isinstance(value, int | float)]
    values = list(dict.fromkeys(n for one in numbers for n in (one, one + 1, one - 1) if n >= 0))
    found: dict[str, dict[str, Any]] = {}
    tried = itertools.product([0.0, *values[:_NUMBERS]], repeat=len(names))
    for chosen in itertools.islice(tried, _TRIED):
        counts = dict(zip(names, chosen, strict=True))
        held, holds = _holds(old, counts), _holds(new, counts)
        if held is not None and holds is not None and held != holds:
            found.setdefault("old" if held else "new", {"counts": counts})
    proofs = tuple(
        Witness(instance=found[side], accepted_by=side, part=new.id)
        for side in ("old", "new")
        if side in found
    )
    ways = {proof.proves for proof in proofs}
    if len(ways) > 1:
        return Direction.BOTH, proofs
    return (ways.pop() if ways else Direction.UNDETERMINED), proofs


def _holds(quota: Quota, counts: Mapping[str, float]) -> bool | None:
    variables = {"counts": counts, "reading": {}}
    for case in quota.cases:
        holds = Expression.of(case.assertion).holds(variables)
        if holds is not True:
            return None if isinstance(holds, Undecided) else False
    return True


def _limits(pair: Pair) -> Iterator[Change]:
    """Yield the numbers of lists that quotas take their bounds from."""
    used = {
        (quota.per_list.list_name, quota.per_list.column): quota
        for quota in pair.new.quotas
        if quota.per_list is not None
    }
    for (name, column), quota in used.items():
        before = _column(pair.old.lists, name, column)
        after = _column(pair.new.lists, name, column)
        for code, (label, new) in after.items():
            old = before.get(code, (label, new))[1]
            if old == new:
                continue
            kind = _limit_kind(old, new)
            yield Change(
                kind=kind,
                direction=CATALOGUE[kind].direction,
                subject=Subject.QUOTA,
                place=notice_place(f"/lists/{name}/{code}/{column}"),
                old=old,
                new=new,
                clauses_old=quota.clauses,
                clauses_new=quota.clauses,
                rules=(quota.id,),
                values={
                    "what": said("change-of", what=policy_text(quota.title), of=policy_text(label)),
                    "old": policy_text(old) or said("change-not-said"),
                    "new": policy_text(new) or said("change-not-said"),
                },
            )


def _limit_kind(old: str, new: str) -> str:
    """Return which way a number of a list went; what is no number gives no bound to compare."""
    before, after = read(old), read(new)
    if before is None or after is None:
        return "quota-changed"
    return "list-limit-lowered" if after < before else "list-limit-raised"


def _column(lists: Sequence[Any], name: str, column: str) -> dict[str, tuple[str, str]]:
    for item in lists:
        names = [one.name for one in item.columns]
        if item.name == name and column in names:
            at = names.index(column)
            return {row.code: (row.label, row.values[at]) for row in item.rows}
    return {}


def _alone(pair: Pair, old: Across | None, new: Across | None) -> Change:
    item = new or old
    assert item is not None  # noqa: S101 - one of the two is there
    part = "quota" if isinstance(item, Quota) else "target"
    added = old is None
    tracks = pair.tracks_of(*item.over)
    return Change(
        kind=f"{part}-added" if added else f"{part}-removed",
        direction=Direction.TIGHTER if added else Direction.LOOSER,
        subject=Subject.QUOTA,
        place=notice_place(f"/{part}s/{item.id}"),
        old=None if added else _asked(item),
        new=_asked(item) if added else None,
        clauses_old=() if added else item.clauses,
        clauses_new=item.clauses if added else (),
        rules=(item.id,),
        concerned=tracks,
        witnesses=_alone_proofs(old, new),
        values={"rule": item.id, "what": policy_text(item.title)},
    )


def _alone_proofs(old: Across | None, new: Across | None) -> tuple[Witness, ...]:
    one, other = old, new
    if isinstance(one, Quota) or isinstance(other, Quota):
        there = one if isinstance(one, Quota) else other
        assert isinstance(there, Quota)  # noqa: S101 - one of the two is
        nothing = replace(there, cases=())
        return _proofs(nothing, there)[1] if one is None else _proofs(there, nothing)[1]
    before, after = (item if isinstance(item, Target) else None for item in (old, new))
    return _values(before, after)


def _asked(item: Across) -> Any:
    if isinstance(item, Target):
        return _reach(item)
    return {**_shape(item), "cases": [case.assertion for case in item.cases]}


def _change(  # noqa: PLR0913, PLR0917 - both sides, the kind and what it says of each
    pair: Pair,
    old: Across,
    new: Across,
    kind: str,
    direction: Direction,
    before: Any,
    after: Any,
    witnesses: tuple[Witness, ...] = (),
) -> Change:
    part = "quotas" if isinstance(new, Quota) else "targets"
    tracks = _counted(pair, old, new) or pair.tracks_of(*new.over)
    values: dict[str, Value] = {"rule": new.id, "what": policy_text(new.title)}
    values |= {"old": _words(old, new), "new": _words(new, old)}
    if isinstance(old, Quota) and isinstance(new, Quota) and _same_words(old, new):
        values["public"] = said("record-quota-changed", what=policy_text(new.title))
    return Change(
        kind=kind,
        direction=direction,
        subject=Subject.QUOTA,
        place=notice_place(f"/{part}/{new.id}"),
        old=before,
        new=after,
        clauses_old=old.clauses,
        clauses_new=new.clauses,
        rules=(new.id,),
        concerned=tracks,
        witnesses=witnesses,
        values={**values, **(pair.concerned(tracks) if _counted(pair, old, new) else {})},
        unproved=direction is Direction.UNDETERMINED and kind == "quota-changed",
    )


def _counted(pair: Pair, old: Across, new: Across) -> tuple[str, ...]:
    """Return the tracks whose own counter has another bound."""
    if not isinstance(old, Quota) or not isinstance(new, Quota):
        return ()
    same = {case.assertion for case in old.cases} & {case.assertion for case in new.cases}
    names = [
        path[0]
        for case in (*old.cases, *new.cases)
        if case.assertion not in same
        for path in Expression.of(case.assertion).names("counts")
        if path
    ]
    return tuple(dict.fromkeys(name for name in names if name in pair.tracks))


def _words(item: Across, other: Across) -> Value:
    """Return what one version says that the other does not."""
    if isinstance(item, Target):
        return _bounds_in_words(item)
    theirs = other.cases if isinstance(other, Quota) else ()
    asked = {case.assertion for case in theirs}
    own = [case for case in item.cases if case.assertion not in asked]
    said_too = {case.message.zh for case in theirs}
    if any(case.message.zh in said_too for case in own):
        return many((case.assertion for case in own), joint="semicolon")
    return many((case.message.plain() for case in own or item.cases), joint="semicolon")


def _same_words(old: Quota, new: Quota) -> bool:
    """Say whether both ask in the same words, so that expressions show what differs."""
    asked = [{case.assertion: case.message.zh for case in one.cases} for one in (old, new)]
    then, now = (
        {asked[one][key] for key in asked[one] if key not in asked[1 - one]} for one in (0, 1)
    )
    return bool(then & now)


def _bounds_in_words(target: Target) -> Value:
    found: list[Value] = []
    if target.at_least is not None:
        found.append(said("change-at-least", number=f"{target.at_least:g}"))
    if target.at_most is not None:
        found.append(said("change-at-most", number=f"{target.at_most:g}"))
    found.append(PolicyText(zh=str(target.due)))
    return many(found)
