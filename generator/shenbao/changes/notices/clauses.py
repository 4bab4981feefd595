"""Clauses: reworded, renumbered, added, taken out; ids that may not be used so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shenbao.changes.model import Change, Place
from shenbao.changes.notices.pair import Pair, field_path, matched, notice_place
from shenbao.changes.terms import Direction, Subject
from shenbao.core.messages.values import Value, many, policy_text, said
from shenbao.policy.model import Clause, Notice

ALIKE = 0.25
"""Two texts that share less of their pairs of characters have nothing to do with each other."""


def clause_changes(pair: Pair) -> Iterator[Change]:
    """Yield the changes of clauses by id."""
    for old, new in matched(pair.old.clauses, pair.new.clauses):
        if old is None and new is not None:
            yield _change("clause-added", None, new)
        elif new is None and old is not None:
            yield from _removed(pair, old)
        elif old is not None and new is not None:
            yield from _both(old, new)
    yield from _reused(pair)


def source_changes(pair: Pair, changes: Sequence[Change]) -> Iterator[Change]:
    """Yield fields, rules, quotas and targets that rest on other clauses and are told of nowhere.

    ``changes`` are those found before: what they tell has its old and new clauses there.
    """
    told = {(change.place.part, change.place.pointer) for change in changes}
    rules = {rule for change in changes for rule in change.rules}
    for old_home, home in pair.homes:
        names = {after: before for before, after in pair.renamed[home.id].items()}
        before = {node.pointer: node for node in old_home.fields()}
        for node in home.fields():
            former = before.get(names.get(node.pointer, node.pointer))
            place = Place(
                part=home.ref, pointer=home.in_file(node.pointer), field=field_path(node.pointer)
            )
            if former is not None and (place.part, place.pointer) not in told:
                title = node.title or node.key
                yield from _moved(pair, place, title, former.clauses, node.clauses)
        kept = {rule.id: rule for rule in old_home.all_rules()}
        for identity, rule in {rule.id: rule for rule in home.all_rules()}.items():
            if identity in kept and identity not in rules:
                place = Place(part=home.ref, pointer=home.in_file(rule.pointer))
                yield from _moved(
                    pair, place, identity, kept[identity].clauses, rule.clauses, (identity,)
                )
    for part in ("quotas", "targets"):
        for old, new in matched(getattr(pair.old, part), getattr(pair.new, part)):
            if old is not None and new is not None and new.id not in rules:
                place = notice_place(f"/{part}/{new.id}")
                yield from _moved(pair, place, new.title, old.clauses, new.clauses, (new.id,))


def _moved(
    pair: Pair,
    place: Place,
    title: str,
    old: tuple[str, ...],
    new: tuple[str, ...],
    rules: tuple[str, ...] = (),
) -> Iterator[Change]:
    if old == new:
        return
    sides = (("old", pair.old, old), ("new", pair.new, new))
    numbers = {
        name: many(_numbers(notice, ids)) or said("change-not-said") for name, notice, ids in sides
    }
    yield Change(
        kind="source-moved",
        direction=Direction.NEUTRAL,
        subject=Subject.TEXT,
        place=place,
        old=list(old),
        new=list(new),
        clauses_old=old,
        clauses_new=new,
        rules=rules,
        fields=(place.field,) if place.field else (),
        values={"what": policy_text(title), **numbers},
    )


def _numbers(notice: Notice, ids: Sequence[str]) -> list[Value]:
    known = {clause.id: clause.number for clause in notice.clauses}
    return [policy_text(known.get(identity, identity)) for identity in ids]


def text_of(clause: Clause) -> str:
    """Return what a clause says: our words and the quoted ones."""
    return "\n".join((clause.gist, *clause.quotes))


def changed_clauses(pair: Pair) -> frozenset[str]:
    """Return the clauses that say something else, are new, or are no longer there."""
    return frozenset(
        (new or old).id  # type: ignore[union-attr]
        for old, new in matched(pair.old.clauses, pair.new.clauses)
        if old is None or new is None or text_of(old) != text_of(new)
    )


def likeness(one: str, other: str) -> float:
    """Return how many pairs of neighbouring characters two texts share, 0 to 1 (Dice)."""
    first, second = _bigrams(one), _bigrams(other)
    if not first or not second:
        return float(one == other)
    return 2 * len(first & second) / (len(first) + len(second))


def _bigrams(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _both(old: Clause, new: Clause) -> Iterator[Change]:
    if old.number != new.number:
        number: Value = policy_text(new.number)
        if text_of(old) == text_of(new):
            number = said("change-number-alone", number=number)
        values: dict[str, Value] = {
            "what": policy_text(new.gist),
            "old": policy_text(old.number),
            "new": number,
        }
        yield _change("clause-renumbered", old, new, values, (old.number, new.number))
    if text_of(old) == text_of(new):
        return
    if old.number != new.number and likeness(text_of(old), text_of(new)) < ALIKE:
        yield _change("retired-id-reused", old, new)
    else:
        values = {}
        if old.quote == new.quote:
            values = {"old": policy_text(old.gist), "new": policy_text(new.gist)}
        yield _change("clause-reworded", old, new, values)


def _removed(pair: Pair, old: Clause) -> Iterator[Change]:
    """Yield a clause that is no longer there; rules that rested on it and stand are a mistake."""
    left = {rule.id for _, rule in pair.new.rules()} | {item.id for item in pair.new.quotas}
    citing = [identity for identity in _citing(pair.old, old.id) if identity in left]
    if not citing:
        yield _change("clause-removed", old, None)
        return
    rests = next(iter(_clauses_of(pair.new, citing)), "")
    words: dict[str, Value] = {"rules": many(citing), "value": old.id, "clause": rests}
    change = _change("cited-clause-removed", old, None, words)
    yield Change(
        kind=change.kind,
        direction=change.direction,
        subject=change.subject,
        place=change.place,
        old=change.old,
        clauses_old=change.clauses_old,
        rules=tuple(citing),
        values=change.values,
    )


def taken_in(change: Change) -> Change:
    """Return a removed clause as neutral: somebody confirms that another one has taken it in."""
    return replace(change, kind="clause-removed", direction=Direction.NEUTRAL, rules=())


def _clauses_of(notice: Notice, rules: Sequence[str]) -> Iterator[str]:
    """Yield the clauses that rules and quotas rest on."""
    resting = [(rule.id, rule.clauses) for _, rule in notice.rules()]
    resting += [(quota.id, quota.clauses) for quota in notice.quotas]
    for identity, clauses in resting:
        if identity in rules:
            yield from clauses


def _citing(notice: Notice, clause: str) -> tuple[str, ...]:
    rules = (rule.id for _, rule in notice.rules() if clause in rule.clauses)
    quotas = (item.id for item in notice.quotas if clause in item.clauses)
    return tuple(dict.fromkeys((*rules, *quotas)))


def _reused(pair: Pair) -> Iterator[Change]:
    """Yield rules whose id stands for something else now: another field, clause and demand."""
    before = {rule.id: (home, rule) for home, rule in pair.old.rules()}
    quotas = {item.id for item in pair.new.quotas}
    for identity, (_, rule) in before.items():
        if identity in quotas:
            yield _id_change(identity, rule.message.zh, identity)
    seen: set[str] = set()
    for home, rule in pair.new.rules():
        if rule.id not in before or rule.id in seen:
            continue
        seen.add(rule.id)
        old_home, old = before[rule.id]
        elsewhere = (old_home.id, old.pointer, old.at) != (home.id, rule.pointer, rule.at)
        words = likeness(old.message.zh, rule.message.zh) < ALIKE
        if elsewhere and words and not set(old.clauses) & set(rule.clauses):
            yield _id_change(rule.id, old.message.zh, rule.message.zh)


def _id_change(identity: str, old: str, new: str) -> Change:
    return Change(
        kind="retired-id-reused",
        direction=Direction.UNDETERMINED,
        subject=Subject.TEXT,
        place=notice_place(f"/ids/{identity}"),
        old=old,
        new=new,
        rules=(identity,),
        values={"id": identity, "old": policy_text(old), "new": policy_text(new)},
    )


def _change(
    kind: str,
    old: Clause | None,
    new: Clause | None,
    values: dict[str, Value] | None = None,
    sides: tuple[str | None, str | None] | None = None,
) -> Change:
    clause = new or old
    assert clause is not None  # noqa: S101 - one of the two is there
    mistake = kind in {"cited-clause-removed", "retired-id-reused"}
    before, after = sides or (
        None if old is None else text_of(old),
        None if new is None else text_of(new),
    )
    words: dict[str, Value] = {
        "id": clause.id,
        "what": policy_text(clause.gist),
        "old": policy_text("" if old is None else _quoted(old)),
        "new": policy_text("" if new is None else _quoted(new)),
    }
    return Change(
        kind=kind,
        direction=Direction.UNDETERMINED if mistake else Direction.NEUTRAL,
        subject=Subject.TEXT,
        place=notice_place(f"/clauses/{clause.id}"),
        old=before,
        new=after,
        clauses_old=() if old is None else (old.id,),
        clauses_new=() if new is None else (new.id,),
        values={**words, **(values or {})},
    )


def _quoted(clause: Clause) -> str:
    return clause.quote or clause.gist
