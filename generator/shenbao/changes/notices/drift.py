"""What was probably forgotten: one half of a pair changed, or a day that stayed as it was.

Each is told until somebody confirms it in the new version, with the value, the clause and the
reason. A confirmation that an older edition had already counts only while the clause says the
same as then.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shenbao.changes.model import Change, Place
from shenbao.changes.notices import trees
from shenbao.changes.notices.clauses import changed_clauses, text_of
from shenbao.changes.notices.pair import Pair, matched, notice_place
from shenbao.changes.notices.rules import RulePair, place_of
from shenbao.changes.terms import Direction, Subject
from shenbao.core.messages.values import Value, many, policy_text, said
from shenbao.policy.model import Clause, Notice, Rule
from shenbao.policy.model.parameter import is_day

_LENIENT = ("原则上", "力争", "鼓励", "一般应")
"""Words of a clause that only asks in principle: its rule is no more than a reminder."""

_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
_TELLS_RULES = frozenset(
    {
        "rule-changed",
        "severity-raised",
        "severity-lowered",
        "parameter-changed",
        "quota-lowered",
        "quota-raised",
        "quota-changed",
        "quota-groups-changed",
        "target-changed",
        "deadline-earlier",
        "deadline-later",
        "period-changed",
    }
)
"""Changes of what a clause is checked by: the clause must have changed with them."""

_WORDS_ONLY = frozenset(
    {
        "clause-reworded",
        "clause-renumbered",
        "source-moved",
        "basis-changed",
        "rule-reworded",
        "annotation-changed",
    }
)


@dataclass(frozen=True, slots=True)
class _Stayed:
    """A value that is the same in the new edition, with the clause that it belongs to."""

    value: str
    clause: str
    place: Place
    rules: tuple[str, ...] = ()


def drift(pair: Pair, changes: Sequence[Change], pairs: Sequence[RulePair]) -> tuple[Change, ...]:
    """Return what a person has to confirm and has not; ``changes`` are those found before."""
    found = [
        *_clauses_alone(pair, changes),
        *_rules_alone(pair, changes),
        *_lenient(pair, pairs),
        *_english(pairs),
    ]
    if pair.another_edition:
        found += _unchanged(pair, pairs)
    return tuple(change for change in found if not is_confirmed(pair, change))


def is_confirmed(pair: Pair, change: Change) -> bool:
    """Say whether the new version says that this is meant: this value, by this clause."""
    changed = changed_clauses(pair)
    earlier = set(pair.old.confirmed)
    return any(
        item.value == change.values["value"]
        and item.clause == change.values["clause"]
        and not (pair.another_edition and item in earlier and item.clause in changed)
        for item in pair.new.confirmed
    )


def _clauses_alone(pair: Pair, changes: Sequence[Change]) -> Iterator[Change]:
    """Yield clauses that say something else while everything that rests on them is the same."""
    touched = {
        clause
        for change in changes
        if change.kind not in _WORDS_ONLY
        for clause in (*change.clauses_old, *change.clauses_new)
    }
    for old, new in matched(pair.old.clauses, pair.new.clauses):
        if old is None or new is None or text_of(old) == text_of(new) or new.id in touched:
            continue
        resting = _resting(pair.new, new.id)
        if resting:
            yield _change(
                "clause-changed-rules-not",
                notice_place(f"/clauses/{new.id}"),
                value=_digest(text_of(new)),
                clause=new.id,
                rules=resting,
                old=text_of(old),
                new=text_of(new),
                what=policy_text(new.quote or new.gist),
            )


def _resting(notice: Notice, clause: str) -> tuple[str, ...]:
    """Return the rules, quotas, targets and parameters that rest on a clause."""
    rules = [rule.id for _, rule in notice.rules() if clause in rule.clauses]
    rules += [item.id for item in notice.quotas if clause in item.clauses]
    rules += [item.id for item in notice.targets if clause in item.clauses]
    rules += [item.id for item in notice.params if clause in item.clauses]
    return tuple(dict.fromkeys(rules))


def _rules_alone(pair: Pair, changes: Sequence[Change]) -> Iterator[Change]:
    """Yield what is checked otherwise while no clause that it rests on says anything else."""
    changed = changed_clauses(pair)
    for change in changes:
        clauses = change.clauses_new
        tells = change.kind in _TELLS_RULES or (change.row.subject is Subject.DATA and change.rules)
        if not tells or not clauses or change.direction is Direction.NEUTRAL:
            continue
        if changed.isdisjoint((*clauses, *change.clauses_old)):
            yield _change(
                "rules-changed-clause-not",
                change.place,
                value=change.fingerprint,
                clause=clauses[0],
                rules=change.rules,
                old=change.old,
                new=change.new,
                what=said(change.message, **change.values),
            )


def _lenient(pair: Pair, pairs: Sequence[RulePair]) -> Iterator[Change]:
    """Yield rules that became errors while their clause still asks in principle only."""
    said_by = {clause.id: clause for clause in pair.new.clauses}
    for both in pairs:
        if both.before.severity == "error" or both.after.severity != "error":
            continue
        for name in both.after.clauses:
            word = _lenient_word(said_by.get(name))
            if word:
                yield _change(
                    "clause-still-lenient",
                    place_of(both.home, both.after),
                    value=word,
                    clause=name,
                    rules=(both.after.id,),
                    old=both.before.severity,
                    new=both.after.severity,
                    what=both.after.message.plain(),
                )


def _lenient_word(clause: Clause | None) -> str:
    text = "" if clause is None else text_of(clause)
    return next((word for word in _LENIENT if word in text), "")


def _english(pairs: Sequence[RulePair]) -> Iterator[Change]:
    """Yield English words that stayed while the Chinese ones beside them changed."""
    for both in pairs:
        old, new = both.before.message, both.after.message
        if old.zh != new.zh and old.en and old.en == new.en and new.en != new.zh:
            yield _change(
                "english-unchanged",
                place_of(both.home, both.after),
                value=new.en,
                clause=next(iter(both.after.clauses), ""),
                rules=(both.after.id,),
                old=old.en,
                new=new.en,
                what=policy_text(new.zh),
            )


def _unchanged(pair: Pair, pairs: Sequence[RulePair]) -> Iterator[Change]:
    """Yield the days, years, numbers of documents and parameters that a new edition kept."""
    once: dict[tuple[str, str], _Stayed] = {}
    for item in _stayed(pair, pairs):
        key = (item.value, item.clause)
        rules = (*(once[key].rules if key in once else ()), *item.rules)
        once[key] = replace(once.get(key, item), rules=tuple(dict.fromkeys(rules)))
    for item in once.values():
        yield _change(
            "value-unchanged",
            item.place,
            value=item.value,
            clause=item.clause,
            rules=item.rules,
            old=item.value,
            new=item.value,
            what=item.value if item.value.isascii() else policy_text(item.value),
        )


def _stayed(pair: Pair, pairs: Sequence[RulePair]) -> Iterator[_Stayed]:
    yield from _facts(pair)
    for old, new in matched(pair.old.deadlines, pair.new.deadlines):
        if old is not None and new is not None and old.at == new.at:
            place = notice_place(f"/deadlines/{new.id}")
            yield _Stayed(new.at.date().isoformat(), _first(new.clauses), place)
    for before, after in matched(pair.old.periods, pair.new.periods):
        if before is not None and after is not None:
            for day in {before.start, before.end} & {after.start, after.end}:
                place = notice_place(f"/periods/{after.id}")
                yield _Stayed(day.isoformat(), _first(after.clauses), place)
    yield from _parameters(pair)
    yield from _literals(pairs)
    for clause, now in matched(pair.old.clauses, pair.new.clauses):
        if clause is not None and now is not None:
            place = notice_place(f"/clauses/{now.id}")
            for text in sorted(_days(text_of(clause)) & _days(text_of(now))):
                yield _Stayed(text, now.id, place)


def _facts(pair: Pair) -> Iterator[_Stayed]:
    for name in ("document_number", "issued"):
        old, new = getattr(pair.old, name), getattr(pair.new, name)
        absent = hasattr(old, "words")
        if old == new and not absent:
            yield _Stayed(str(new), "", notice_place(f"/{name}"))
    for name in ("title", "short_title", "summary"):
        old, new = getattr(pair.old, name), getattr(pair.new, name)
        for year in sorted(set(_YEAR.findall(old)) & set(_YEAR.findall(new))):
            yield _Stayed(year, "", notice_place(f"/{name}"))


def _parameters(pair: Pair) -> Iterator[_Stayed]:
    """Yield parameters that stayed: days always, others where their clause says something else."""
    changed = changed_clauses(pair)
    moved = {
        new.id
        for old, new in matched(pair.old.params, pair.new.params)
        if old is not None
        and new is not None
        and (old.value, old.values) != (new.value, new.values)
    }
    for old, new in matched(pair.old.params, pair.new.params):
        if old is None or new is None or new.id in moved:
            continue
        values = [new.value] if new.value is not None else list(new.values.values())
        suspicious = bool(changed & set(new.clauses)) or any(_is_date(value) for value in values)
        if suspicious:
            shown = "、".join(map(str, dict.fromkeys(values)))
            yield _Stayed(shown, _first(new.clauses), notice_place(f"/params/{new.id}"))


def _is_date(value: Any) -> bool:
    year = isinstance(value, int) and not isinstance(value, bool) and 1900 <= value < 2100  # noqa: PLR2004
    return year or is_day(value)


def _literals(pairs: Sequence[RulePair]) -> Iterator[_Stayed]:
    """Yield days that are written out in a rule or a keyword of both editions."""
    for both in pairs:
        for day in sorted(_written_days(both.before) & _written_days(both.after)):
            place = place_of(both.home, both.after)
            yield _Stayed(day, _first(both.after.clauses), place, (both.after.id,))
        for day in sorted(_keyword_days(both)):
            place = place_of(both.home, both.after)
            yield _Stayed(day, _first(both.after.clauses), place, (both.after.id,))


def _written_days(rule: Rule) -> set[str]:
    texts = rule.expressions
    return {value for text in texts for value in trees.constants(text) if is_day(value)}


def _keyword_days(both: RulePair) -> set[str]:
    if not both.after.keywords:
        return set()
    then, now = (
        {
            str(node.schema[keyword])
            for node in home.fields()
            if node.pointer == rule.pointer
            for keyword in rule.keywords
            if is_day(node.schema.get(keyword))
        }
        for home, rule in ((both.old_home, both.former), (both.home, both.after))
    )
    return then & now


def _days(text: str) -> set[str]:
    return {f"{int(y):04}-{int(m):02}-{int(d):02}" for y, m, d in _DAY.findall(text)}


def _first(clauses: Iterable[str]) -> str:
    return next(iter(clauses), "")


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _change(  # noqa: PLR0913 - what a drift is made of
    kind: str,
    place: Place,
    *,
    value: str,
    clause: str,
    rules: tuple[str, ...],
    old: Any,
    new: Any,
    what: Value,
) -> Change:
    values: Mapping[str, Value] = {
        "value": value,
        "clause": clause,
        "what": what,
        "rules": many(rules, 8) if rules else said("change-no-rules"),
    }
    return Change(
        kind=kind,
        direction=Direction.UNDETERMINED,
        subject=Subject.TEXT,
        place=place,
        old=old,
        new=new,
        clauses_new=(clause,) if clause else (),
        rules=rules,
        values=values,
    )
