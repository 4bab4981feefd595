"""Rules of forms and tables: added, removed, changed, graver or milder, put in other words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from shenbao.changes.model import Change, Place
from shenbao.changes.notices import trees
from shenbao.changes.notices.pair import Pair, field_path, matched
from shenbao.changes.notices.trials import Compared, Side, compare
from shenbao.changes.terms import Direction, Subject
from shenbao.core.messages.values import Value, many, said
from shenbao.policy.model import FormOrTable, Rule, Severity

RANK: Mapping[Severity, int] = {"error": 3, "review": 2, "warning": 1, "info": 0}
"""The severities, the gravest highest."""

_SHOWN = 4
"""So many of the numbers or expressions in which two versions differ are shown."""


@dataclass(frozen=True)
class RulePair:
    """A rule of a form that both versions have; ``before`` names fields as the new one does."""

    pair: Pair
    old_home: FormOrTable
    home: FormOrTable
    former: Rule
    before: Rule
    after: Rule

    @cached_property
    def constants(self) -> tuple[tuple[Any, Any], ...] | None:
        """The constants that differ, None where the two differ in more."""
        old, new = _asked(self.before), _asked(self.after)
        if len(old) != len(new) or (self.before.when is None) != (self.after.when is None):
            return None
        if self.before.values.keys() != self.after.values.keys():
            return None
        found: list[tuple[Any, Any]] = []
        for one, other in zip(old, new, strict=True):
            differing = trees.differing(one, other)
            if differing is None:
                return None
            found += differing
        return tuple(found)

    @property
    def same(self) -> bool:
        """Whether both ask the same, whatever they say and however grave it is."""
        return self.constants == () and self.before.keywords == self.after.keywords

    def compared(self, take: trees.Replace | None = None) -> Compared:
        """Return which way the rule went.

        With ``take``, of the constants in which the two differ only those that it asks for.
        """
        after = self.after if take is None else _mixed(self.before, self.after, take)
        return compare(*sides(self.pair, self.old_home, self.home), self.before, after)

    @property
    def concerned(self) -> tuple[str, ...]:
        """The tracks that apply with the form."""
        return self.pair.tracks_of(self.home.id)


def sides(pair: Pair, old: FormOrTable, new: FormOrTable) -> tuple[Side, Side]:
    """Return both versions of a form as their rules see them, the old one with the new fields."""
    return Side.of(pair.old, new if old.id == new.id else old), Side.of(pair.new, new)


def rule_pairs(pair: Pair) -> tuple[RulePair, ...]:
    """Return the rules that both versions have, each once."""
    return tuple(_rule_pairs(pair))


def rule_changes(pair: Pair, told: Mapping[str, str]) -> Iterator[Change]:
    """Yield the changes of rules.

    ``told`` are the rules whose other numbers a parameter or deadline tells already.
    """
    for both in rule_pairs(pair):
        yield from _severity(both)
        if not both.same and both.after.id not in told:
            yield from _changed(both)
        yield from _words(both)
    yield from _added_and_removed(pair)


def place_of(home: FormOrTable, rule: Rule) -> Place:
    """Return where a rule stands."""
    field = field_of(rule)
    return Place(part=home.ref, pointer=home.in_file(field), field=field_path(field))


def field_of(rule: Rule) -> str:
    """Return the pointer of the field that a rule speaks of."""
    steps = rule.pointer.split("/")
    for step in (rule.at or "").split("/"):
        steps = steps[:-1] if step == ".." else [*steps, *([step] if step else [])]
    return "/".join(steps)


def _rule_pairs(pair: Pair) -> Iterator[RulePair]:
    for old_home, home in pair.homes:
        names = pair.renamed[home.id]
        for old, new in matched(_once(old_home), _once(home)):
            if old is not None and new is not None:
                yield RulePair(pair, old_home, home, old, _as_named(old, names), new)


def _once(home: FormOrTable) -> tuple[Rule, ...]:
    return tuple({rule.id: rule for rule in reversed(list(home.all_rules()))}.values())[::-1]


def _as_named(rule: Rule, names: Mapping[str, str]) -> Rule:
    """Return a rule of the old version with the names that the new one has for fields."""
    if not names:
        return rule

    def named(text: str) -> str:
        return trees.renamed(text, rule.pointer, names)

    pointer = names.get(rule.pointer, rule.pointer)
    place = names.get(field_of(rule))
    return replace(
        rule,
        pointer=pointer,
        at=rule.at if place is None else place.removeprefix(f"{pointer}/"),
        when=None if rule.when is None else named(rule.when),
        values={name: named(text) for name, text in rule.values.items()},
        cases=tuple(replace(case, assertion=named(case.assertion)) for case in rule.cases),
    )


def _mixed(before: Rule, after: Rule, take: trees.Replace) -> Rule:
    pairs = zip(before.cases, after.cases, strict=True)
    return replace(
        before,
        when=before.when and trees.mixed(before.when, after.when or "", take),
        values={
            name: trees.mixed(text, after.values[name], take)
            for name, text in before.values.items()
        },
        cases=tuple(
            replace(old, assertion=trees.mixed(old.assertion, new.assertion, take))
            for old, new in pairs
        ),
    )


def _severity(both: RulePair) -> Iterator[Change]:
    for old, new, what in _severities(both):
        raised = RANK[new] > RANK[old]
        change = _change(
            both,
            "severity-raised" if raised else "severity-lowered",
            Direction.TIGHTER if raised else Direction.LOOSER,
            {"what": what, "old": said(f"severity-{old}"), "new": said(f"severity-{new}")},
            (old, new),
        )
        # Who can break the rule at all is who notices.
        tracks = compare(*sides(both.pair, both.old_home, both.home), None, both.after).tracks
        named = both.pair.concerned(tracks)
        yield replace(
            change, concerned=tracks or change.concerned, values={**change.values, **named}
        )


def _severities(both: RulePair) -> Iterator[tuple[Severity, Severity, Value]]:
    """Yield the severities that differ, each pair once: of the rule, then of its steps."""
    told = {(both.before.severity, both.after.severity)}
    if both.before.severity != both.after.severity:
        yield both.before.severity, both.after.severity, both.after.message.plain()
    if len(both.before.cases) != len(both.after.cases):
        return
    for then, now in zip(both.before.cases, both.after.cases, strict=True):
        if then.severity != now.severity and (then.severity, now.severity) not in told:
            told.add((then.severity, now.severity))
            yield then.severity, now.severity, now.message.plain()


def _changed(both: RulePair) -> Iterator[Change]:
    came = both.compared()
    change = _change(
        both,
        "rule-changed",
        came.direction,
        dict(zip(("old", "new"), _demands(both), strict=True)),
        (_meaning(both.before), _meaning(both.after)),
    )
    unproved = came.direction is Direction.UNDETERMINED
    tracks = both.pair.concerned(came.tracks)
    values = {**change.values, **tracks}
    if both.before.message.plain() == both.after.message.plain():
        # What differs is shown as it stands in the expressions.
        values["public"] = said("record-rule-changed", what=both.after.message.plain())
    concerned = came.tracks or change.concerned
    yield replace(
        change, witnesses=came.witnesses, unproved=unproved, values=values, concerned=concerned
    )


def _demands(both: RulePair) -> tuple[Value, Value]:
    """Return what both versions ask, in their words; where these are the same with what differs."""
    old, new = both.before.message.plain(), both.after.message.plain()
    if old != new:
        return old, new
    pairs = both.constants
    if pairs:
        then, now = (
            many(map(_constant, dict.fromkeys(side)), _SHOWN) for side in zip(*pairs, strict=True)
        )
    else:
        before, after = _asked(both.before), _asked(both.after)
        then, now = (
            many([text for text in one if text not in other], _SHOWN, joint="semicolon")
            for one, other in ((before, after), (after, before))
        )
    return (
        said("change-of", what=old, of=then) if then else old,
        said("change-of", what=new, of=now) if now else new,
    )


def _constant(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _words(both: RulePair) -> Iterator[Change]:
    """Yield what is only said in other words: the rule itself asks the same of everybody."""
    old, new = both.before.message, both.after.message
    if old == new or both.before.severity != both.after.severity or not both.same:
        return
    if both.after.keywords and _limits(both.old_home, both.former) != _limits(
        both.home, both.after
    ):
        return
    if old.zh == new.zh:
        yield _change(
            both,
            "rule-reworded",
            Direction.NEUTRAL,
            {"old": old.en, "new": new.en},
            (old.en, new.en),
        )
    else:
        values: dict[str, Value] = {"old": old.plain(), "new": new.plain()}
        yield _change(both, "rule-reworded", Direction.NEUTRAL, values, (old.zh, new.zh))


def _limits(home: FormOrTable, rule: Rule) -> list[Any]:
    """Return what the keywords say that a rule speaks for."""
    return [
        node.schema.get(keyword)
        for node in home.fields()
        if node.pointer == rule.pointer
        for keyword in rule.keywords
    ]


def _added_and_removed(pair: Pair) -> Iterator[Change]:
    for old_home, home in matched(pair.old.homes, pair.new.homes):
        before = () if old_home is None else _once(old_home)
        after = () if home is None else _once(home)
        for old, new in matched(before, after):
            if new is not None and old is None and home is not None:
                yield _alone(pair, old_home or home, home, None, new)
            elif old is not None and new is None and old_home is not None:
                yield _alone(pair, old_home, home or old_home, old, None)


def _alone(
    pair: Pair, old_home: FormOrTable, home: FormOrTable, old: Rule | None, new: Rule | None
) -> Change:
    rule = new or old
    assert rule is not None  # noqa: S101 - one of the two is there
    kind = "rule-added" if old is None else "rule-removed"
    came = compare(*sides(pair, old_home, home), old, new)
    direction = came.direction
    if rule.keywords and direction is Direction.UNDETERMINED:
        direction = Direction.NEUTRAL
    tracks = came.tracks or pair.tracks_of(home.id)
    return Change(
        kind=kind,
        direction=direction,
        subject=Subject.ELIGIBILITY,
        place=place_of(home if old is None else old_home, rule),
        old=None if old is None else _meaning(old),
        new=None if new is None else _meaning(new),
        clauses_old=() if old is None else old.clauses,
        clauses_new=() if new is None else new.clauses,
        rules=(rule.id,),
        fields=(field_path(field_of(rule)),),
        concerned=tracks,
        witnesses=came.witnesses,
        values={
            "rule": rule.id,
            "what": rule.message.plain(),
            "severity": said(f"severity-{rule.severity}"),
            **pair.concerned(came.tracks),
        },
        unproved=direction is Direction.UNDETERMINED,
    )


def _change(
    both: RulePair,
    kind: str,
    direction: Direction,
    values: Mapping[str, Value],
    sides_: tuple[Any, Any],
) -> Change:
    old, new = sides_
    text = kind == "rule-reworded"
    return Change(
        kind=kind,
        direction=direction,
        subject=Subject.TEXT if text else Subject.ELIGIBILITY,
        place=place_of(both.home, both.after),
        former=None
        if field_of(both.former) == field_of(both.after)
        else place_of(both.old_home, both.former),
        old=old,
        new=new,
        clauses_old=both.former.clauses,
        clauses_new=both.after.clauses,
        rules=(both.after.id,),
        fields=(field_path(field_of(both.after)),),
        concerned=both.concerned,
        values={"rule": both.after.id, "what": both.after.message.plain(), **values},
    )


def _asked(rule: Rule) -> tuple[str, ...]:
    """Return what a rule evaluates: the order in which its values are written is no change."""
    return replace(rule, values=dict(sorted(rule.values.items()))).expressions


def _meaning(rule: Rule) -> dict[str, Any]:
    """Return what a rule asks, as JSON."""
    return {
        "when": rule.when,
        "values": dict(rule.values),
        "cases": [{"assert": case.assertion, "severity": case.severity} for case in rule.cases],
        "keywords": list(rule.keywords),
    }
