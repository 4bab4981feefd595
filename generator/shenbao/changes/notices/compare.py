"""Two versions of a notice compared: every change once, those that matter most first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from shenbao.changes.model import Change
from shenbao.changes.notices.across import across_changes
from shenbao.changes.notices.clauses import clause_changes, source_changes, taken_in
from shenbao.changes.notices.drift import drift, is_confirmed
from shenbao.changes.notices.entries import Renumber, date_changes, entry_changes
from shenbao.changes.notices.forms import form_changes
from shenbao.changes.notices.pair import Pair
from shenbao.changes.notices.parameters import (
    Moved,
    explained,
    moved,
    parameter_changes,
    reading_changes,
    rules_told,
)
from shenbao.changes.notices.rules import RulePair, rule_changes, rule_pairs
from shenbao.changes.notices.trees import differing
from shenbao.changes.terms import Direction
from shenbao.policy.model import Notice, Quota
from shenbao.policy.model.parameter import in_words, is_day

_WEIGHT = {"mistake": 0, "drift": 1, "change": 2}
_FIRST = {
    Direction.TIGHTER: 0,
    Direction.BOTH: 1,
    Direction.LOOSER: 2,
    Direction.UNDETERMINED: 3,
    Direction.NEUTRAL: 4,
}


def compare_notices(old: Notice, new: Notice) -> tuple[Change, ...]:
    """Return what a new version of a notice changes, the weightiest first.

    The two are versions of one notice, or a notice and the edition that follows it. What a
    person has to confirm is told unless the new version confirms it.
    """
    pair = Pair(old, new)
    pairs = rule_pairs(pair)
    parameters = moved(pair)
    told = {**rules_told(parameters, pairs), **dict(_days_told(pair, pairs))}
    found = [
        *parameter_changes(pair, parameters, pairs),
        *reading_changes(pair, pairs),
        *date_changes(pair),
        *rule_changes(pair, told),
        *across_changes(pair, tuple(_quotas_told(pair, parameters))),
        *form_changes(pair, parameters),
        *entry_changes(pair, _renumber(parameters)),
        *(_merged(pair, change) for change in clause_changes(pair)),
    ]
    found += source_changes(pair, found)
    found = list(_without_rewriting(pair, found))
    order = {clause.id: number for number, clause in enumerate((*new.clauses, *old.clauses))}
    return weightiest_first((*found, *drift(pair, found, pairs)), order)


def _merged(pair: Pair, change: Change) -> Change:
    """Return a cited clause that went as neutral, where another one has taken it in."""
    cited = change.kind == "cited-clause-removed"
    return taken_in(change) if cited and is_confirmed(pair, change) else change


def _without_rewriting(pair: Pair, changes: Sequence[Change]) -> Iterator[Change]:
    """Yield changes; that a form is only written otherwise not where something of it changed.

    Rules and what stands beside the shape are told apart from it.
    """
    homes = {rule.id: home.ref for home, rule in pair.new.rules()}
    now = {old.id: new.ref for old, new in pair.homes}
    homes |= {rule.id: now.get(home.id, home.ref) for home, rule in pair.old.rules()}
    rewritten = "schema-rewritten"
    others = [change for change in changes if change.kind != rewritten]
    touched = {change.place.part for change in others}
    touched |= {homes[rule] for change in others for rule in change.rules if rule in homes}
    return (
        change for change in changes if change.kind != rewritten or change.place.part not in touched
    )


def weightiest_first(changes: Iterable[Change], order: Mapping[str, int]) -> tuple[Change, ...]:
    """Return changes by weight, direction, and the ``order`` of their clauses."""
    return tuple(sorted(changes, key=lambda change: _rank(change, order)))


def _rank(change: Change, order: Mapping[str, int]) -> tuple[int, int, int]:
    clauses = change.clauses_new or change.clauses_old
    place = min((order.get(clause, len(order)) for clause in clauses), default=len(order))
    return _WEIGHT[change.row.weight], _FIRST[change.direction], place


def _days_told(pair: Pair, pairs: Sequence[RulePair]) -> Iterator[tuple[str, str]]:
    """Yield rules in which only days changed that are counted from a deadline that moved."""
    moved_days = any(
        old.id == new.id and old.at != new.at
        for old in pair.old.deadlines
        for new in pair.new.deadlines
    )
    for both in pairs if moved_days else ():
        if not both.after.kind or both.before.kind != both.after.kind or not both.constants:
            continue
        only_days = all(is_day(old) and is_day(new) for old, new in both.constants)
        if only_days and counts_from_deadline(both):
            yield both.after.id, "deadline"


def counts_from_deadline(both: RulePair) -> bool:
    """Say whether a rule of a kind is written with a deadline in both versions."""
    return all(
        _written(home.schema, rule.id)
        for home, rule in ((both.old_home, both.former), (both.home, both.after))
    )


def _written(schema: object, rule: str) -> bool:
    if isinstance(schema, dict):
        own = schema.get("id") == rule and "deadline" in repr(schema.get("x-kind"))
        return own or any(_written(value, rule) for value in schema.values())
    return isinstance(schema, list) and any(_written(item, rule) for item in schema)


def _quotas_told(pair: Pair, parameters: Sequence[Moved]) -> Iterator[str]:
    """Yield quotas in which nothing changed but parameters."""
    before = {quota.id: quota for quota in pair.old.quotas}
    for new in pair.new.quotas:
        old = before.get(new.id)
        if old is not None and _only_parameters(old, new, parameters):
            yield new.id


def _only_parameters(old: Quota, new: Quota, parameters: Sequence[Moved]) -> bool:
    if not new.params or len(old.cases) != len(new.cases):
        return False
    for before, after in zip(old.cases, new.cases, strict=True):
        constants = differing(before.assertion, after.assertion)
        if constants is None:
            return False
        if not all(explained(parameters, new.params, one, other) for one, other in constants):
            return False
    return True


def _renumber(parameters: Sequence[Moved]) -> Renumber:
    """Return what puts the new values of parameters in the place of the old ones in a text.

    A number stands with its unit there: without it a number is that of something else, too.
    """
    words = {
        f"{in_words(item.old)}{item.parameter.unit}": f"{in_words(item.new)}{item.parameter.unit}"
        for item in parameters
        if item.old is not None and item.new is not None
    }
    # The longest first.
    found = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    written = re.compile(rf"(?<![\d.])(?:{found})(?![\d.])") if words else None

    def renumber(text: str) -> str:
        return text if written is None else written.sub(lambda at: words[at.group()], text)

    return renumber
