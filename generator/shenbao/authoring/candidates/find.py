"""All candidates of a notice, in the order of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from shenbao.authoring.candidates import counts, days, quantities, tables, wordings
from shenbao.authoring.candidates.candidate import Candidate, Claimed, Passage
from shenbao.authoring.candidates.head import attachments, facts, jumps
from shenbao.authoring.candidates.moments import Calendar
from shenbao.authoring.source.clauses import FoundClause, Split


def candidates(found: Split) -> tuple[Candidate, ...]:
    """Return what may be a fact of the notice; facts of the whole come first."""
    head = list(facts(found))
    issued = next((date.fromisoformat(item.value) for item in head if item.kind == "issued"), None)
    known = Calendar(issued=issued)
    inside = [item for clause in found.clauses for item in _in_clause(clause, known)]
    rest = [*inside, *attachments(found.clauses), *jumps(found)]
    return (*head, *sorted(rest, key=lambda item: item.line))


def _in_clause(clause: FoundClause, known: Calendar) -> Iterator[Candidate]:
    if clause.id.startswith("c-attachments"):
        return
    passage = Passage.of(clause)
    yield from wordings.contacts(passage)
    if clause.id.startswith("c-contact"):
        return
    if clause.above:
        above = Passage.of(replace(clause, parts=clause.above))
        yield from days.periods(above, known, Claimed(above))
    claimed = Claimed(passage)
    yield from tables.in_cells(passage, claimed)
    yield from days.periods(passage, known, claimed)
    yield from quantities.ages(passage, claimed)
    yield from days.deadlines(passage, known, claimed)
    yield from counts.copies(passage, claimed)
    yield from quantities.amounts(passage, claimed)
    yield from quantities.ranks(passage, claimed)
    yield from counts.quotas(passage, claimed)
    yield from wordings.materials(passage)
    yield from wordings.open_lists(passage)
    yield from wordings.firmness(passage, claimed)
