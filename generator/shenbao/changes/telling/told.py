"""Changes as sentences, gathered by clause, the weightiest clause first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from shenbao.changes.comparison import ClauseText, Comparison, Replayed
from shenbao.changes.model import Change, Level, Perspective
from shenbao.changes.terms import Direction
from shenbao.core.messages import say, words
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import Value, many, policy_text, said

LONGEST_WITNESS = 2000
"""Characters of a proof that a report shows; the whole of it can be saved."""

_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A change in words. ``tone`` is its direction, or ``drift`` or ``mistake``."""

    change: Change
    level: Level
    tone: str
    sentence: str
    note: str
    direction: str
    concerned: str
    details: tuple[str, ...]
    proofs: tuple[tuple[str, str], ...]

    @property
    def line(self) -> str:
        """Return the sentence with what it means and for whom."""
        return f"{self.sentence}{self.note}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The changes of one clause: its number and words on both sides, empty for none.

    What no clause says has the name of the notice itself for its number.
    """

    number: str
    old: str
    new: str
    items: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Groups under one heading: ``mistake``, ``drift``, ``change`` or ``neutral``."""

    name: str
    groups: tuple[Group, ...]


def sections(
    comparison: Comparison, perspective: Perspective, language: str, *, public: bool = False
) -> tuple[Section, ...]:
    """Return what is told, in the order in which it is read.

    ``public``: it is for everybody, and no name out of a file or expression is shown.
    """
    found: dict[str, list[Change]] = {"mistake": [], "drift": [], "change": [], "neutral": []}
    for change in comparison.changes:
        weight: str = change.row.weight
        if weight == "change" and change.direction is Direction.NEUTRAL:
            weight = "neutral"
        found[weight].append(change)
    found["neutral"] = list(_not_shown_above(found["change"], found["neutral"]))
    return tuple(
        Section(
            name=name,
            groups=tuple(_groups(comparison, changes, perspective, language, public=public)),
        )
        for name, changes in found.items()
        if changes
    )


def heading(section: Section, language: str) -> str:
    """Return what stands above a section; nothing above the changes themselves."""
    return "" if section.name == "change" else say(_HEADINGS[section.name], {}, language)


_HEADINGS: Mapping[str, str] = {
    "mistake": "changes-mistakes",
    "drift": "changes-to-confirm",
    "neutral": "changes-neutral",
}


def counted(changes: Iterable[Change]) -> dict[str, int]:
    """Return how many changes there are of each direction, of drift and of mistakes."""
    names = [*(direction.value for direction in Direction), "drift", "mistake"]
    found = Counter(tone(change) for change in changes)
    return {name: found[name] for name in names}


def counts_line(comparison: Comparison, language: str) -> str:
    """Return the counts in one line."""
    counts: dict[str, Value] = {**counted(comparison.changes)}
    return say("changes-counts", counts, language)


def tone(change: Change) -> str:
    """Return the direction of a change, or that it is drift or a mistake."""
    return change.direction.value if change.row.weight == "change" else change.row.weight


def replay_line(item: Replayed, comparison: Comparison, language: str) -> str:
    """Return one submission of a replay in words."""
    known = {**comparison.clauses_old, **comparison.clauses_new}
    numbers = dict.fromkeys(known[clause].number for clause in item.clauses if clause in known)
    args: dict[str, Value] = {
        "file": item.file,
        "rules": many(item.rules, _NAMED),
        "clauses": many(map(policy_text, numbers), _NAMED),
    }
    return say(f"changes-replay-{'failing' if item.failing else 'passing'}", args, language)


def title_of(comparison: Comparison, language: str) -> str:
    """Return the two versions in one line."""
    old, new = comparison.old, comparison.new
    names: dict[str, Value] = {"old": old.id, "new": new.id}
    if old.id == new.id and old.version != new.version:
        names = {"old": f"{old.id} {old.version}", "new": f"{new.id} {new.version}"}
    elif old.id == new.id:
        return say("changes-title-same", {"id": new.id}, language)
    return say("changes-title", names, language)


def _not_shown_above(changes: Iterable[Change], neutral: Iterable[Change]) -> Iterator[Change]:
    """Yield what changes no verdict, without the words of clauses that stand beside a change."""
    above = {_clause(change) for change in changes}
    for change in neutral:
        if change.kind != "clause-reworded" or _clause(change) not in above:
            yield change


def _clause(change: Change) -> str:
    return next(iter((*change.clauses_new, *change.clauses_old)), "")


def _groups(
    comparison: Comparison,
    changes: Iterable[Change],
    perspective: Perspective,
    language: str,
    *,
    public: bool,
) -> Iterator[Group]:
    found: dict[str, list[Told]] = {}
    for change in changes:
        told = _told(change, perspective, language, public=public)
        found.setdefault(_clause(change), []).append(told)
    for clause, items in found.items():
        old, new = comparison.clauses_old.get(clause), comparison.clauses_new.get(clause)
        text = new or old
        yield Group(
            number=_number(comparison, text, language),
            old="" if old is None else old.text,
            new="" if new is None else new.text,
            items=tuple(items),
        )


def _number(comparison: Comparison, clause: ClauseText | None, language: str) -> str:
    """Return the number of a clause; of two schemas there is none, and no notice either."""
    if clause is not None:
        return clause.number
    return say("changes-general", {}, language) if comparison.clauses_new else ""


def _told(change: Change, perspective: Perspective, language: str, *, public: bool) -> Told:
    named = change.values.get("concerned")
    concerned = "" if named is None else say("changes-concerned", {"concerned": named}, language)
    direction = say(f"changes-direction-{tone(change)}", {}, language)
    neutral = change.row.weight == "change" and change.direction is Direction.NEUTRAL
    notes = many([n for n in ("" if neutral else direction, concerned) if n], joint="pause")
    sentence = words(_public(change), language) if public else change.text(language)
    line = say("changes-line", {"sentence": sentence, "note": notes}, language)
    if not notes:
        line = sentence
    return Told(
        change=change,
        level=change.level(perspective),
        tone=tone(change),
        sentence=sentence,
        note=line.removeprefix(sentence),
        direction=direction,
        concerned=concerned,
        details=tuple(_details(change, language)),
        proofs=tuple(_proofs(change, language)),
    )


def _public(change: Change) -> Value:
    """Return the sentence for everybody: its own where the other names what stands in files."""
    return change.values.get("public") or said(change.message, **change.values)


def _details(change: Change, language: str) -> Iterator[str]:
    facts: list[tuple[str, dict[str, Value]]] = []
    if change.rules:
        facts.append(("changes-rules", {"rules": many(change.rules, _NAMED)}))
    fields = [field for field in change.fields if field]
    if fields:
        facts.append(("changes-fields", {"fields": many(fields, _NAMED)}))
    if change.former is not None and change.former.field:
        facts.append(("changes-from", {"fields": change.former.field}))
    for message, args in facts:
        yield say(message, args, language)
    if change.unproved and not change.witnesses:
        yield say("changes-unproved", {}, language)
    if is_open(change):
        entry, number = confirmation(change, language), change.fingerprint[:8]
        yield say("changes-confirm", {"entry": entry, "number": number}, language)


def is_open(change: Change) -> bool:
    """Say whether a person can confirm a change: drift, and a clause that went into another."""
    return change.row.weight == "drift" or change.kind == "cited-clause-removed"


def confirmation(change: Change, language: str) -> str:
    """Return the entry of ``confirmed`` that confirms what looks forgotten, as JSON."""
    reason = say("changes-confirm-reason", {}, language)
    entry = {name: change.values.get(name) for name in ("value", "clause")}
    shown = {name: value for name, value in entry.items() if value}
    return json.dumps({**shown, "reason": reason}, ensure_ascii=False)


def _proofs(change: Change, language: str) -> Iterator[tuple[str, str]]:
    for witness in change.witnesses:
        text = json.dumps(witness.instance, ensure_ascii=False)
        yield (
            say(f"changes-proof-{witness.accepted_by}", {}, language),
            shorten(text, LONGEST_WITNESS),
        )
