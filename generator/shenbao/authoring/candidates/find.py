"""All candidates of a notice, in the order of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from shenbao.authoring.candidates import counts, days, quantities, tables, wordings
from shenbao.authoring.candidates.candidate import Candidate, Claimed, Passage
from shenbao.authoring.candidates.head import attachments, facts, jumps
from shenbao.authoring.candidates.moments import Calendar
from shenbao.authoring.source.clauses import FoundClause, Split

_PLAN = re.compile(
    r"(?:要点|方案|规划|行动计划|工作计划)[》”]?(?:（[^（）]{1,20}）)?[》”]?(?:的通知)?$"
)
_YEAR = re.compile(r"20\d{2}")


def candidates(found: Split) -> tuple[Candidate, ...]:
    """Return what may be a fact of the notice; facts of the whole come first."""
    head = list(facts(found))
    issued = next((date.fromisoformat(item.value) for item in head if item.kind == "issued"), None)
    known = Calendar(issued=issued, named=_named_year(head))
    title = next((item.value for item in head if item.kind == "title"), "")
    rates = _PLAN.search(title) is None
    ends = ("", *(clause.parts[-1][1] for clause in found.clauses))
    inside = [
        item
        for clause, before in zip(found.clauses, ends, strict=False)
        for item in _in_clause(clause, known, before, rates=rates)
    ]
    rest = [*inside, *attachments(found.clauses), *jumps(found)]
    return (*head, *sorted(rest, key=lambda item: item.line))


def _named_year(head: Sequence[Candidate]) -> int | None:
    """Return the year of the document number, else of the title."""
    values = {item.kind: item.value for item in head}
    found = (_YEAR.search(values.get(kind, "")) for kind in ("number", "title"))
    return next((int(year[0]) for year in found if year is not None), None)


def _in_clause(
    clause: FoundClause, known: Calendar, before: str, *, rates: bool
) -> Iterator[Candidate]:
    passage = Passage.of(clause)
    if clause.id.startswith("c-attachments"):
        yield from tables.in_cells(passage, known, Claimed(passage))
        return
    yield from wordings.contacts(passage)
    if clause.id.startswith("c-contact"):
        return
    if clause.above:
        above = Passage.of(replace(clause, parts=clause.above))
        yield from days.periods(above, known, Claimed(above))
    claimed = Claimed(passage)
    stands = tables.Above(heading=clause.section.rpartition(" ")[2], before=before)
    yield from tables.in_cells(passage, known, claimed, stands)
    yield from days.periods(passage, known, claimed)
    yield from quantities.ages(passage, claimed)
    yield from days.deadlines(passage, known, claimed)
    yield from counts.copies(passage, claimed)
    yield from quantities.amounts(passage, claimed)
    yield from quantities.ranks(passage, claimed)
    yield from counts.quotas(passage, claimed, rates=rates)
    yield from wordings.materials(passage)
    yield from wordings.open_lists(passage)
    yield from wordings.firmness(passage, claimed)
