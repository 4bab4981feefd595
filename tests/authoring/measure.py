"""How much of what a person finds in a notice is found, and how much of what is found is right."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from shenbao.authoring.candidates.candidate import Candidate
from shenbao.authoring.candidates.find import candidates
from shenbao.authoring.source.clauses import split
from shenbao.authoring.source.text import read_source

EXPECTED = Path(__file__).parent / "expected"
MEASURED = ("deadline", "amount", "age", "quota", "copies")
SOFT = ("material", "open-list", "severity", "numbering")
"""Of these nobody lists all beforehand: each was read by a person, ``read`` of them in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Of one notice: how many clauses and facts there are, found, and how many are wrong."""

    name: str
    clauses: tuple[int, int]
    facts: tuple[int, int]
    right: tuple[int, int]
    missed: tuple[tuple[str, str, int], ...]
    wrong: tuple[tuple[str, str, int], ...]
    unread: int


def facts_of(told: Iterable[Candidate]) -> Counter[tuple[str, str, int]]:
    """Return what was found of the kinds that a person lists; a rank without ``and above``."""
    return Counter(
        (item.kind, item.value.removeprefix(">=") if item.kind == "rank" else item.value, item.line)
        for item in told
        if item.kind not in SOFT
    )


def measure(source: Path) -> Measured:
    """Measure one notice against what a person wrote down before."""
    expected = json.loads((EXPECTED / f"{source.stem}.json").read_text("utf-8"))
    found = split(read_source(source))
    told = candidates(found)
    clauses = {tuple(item) for item in expected["clauses"]}
    got = {(clause.number, clause.lines) for clause in found.clauses}
    wanted, also = (Counter(map(tuple, expected[part])) for part in ("facts", "also"))
    have = facts_of(told)
    hard = Counter({item: n for item, n in wanted.items() if item[0] in MEASURED})
    wrong = have - wanted - also
    soft = sum(item.kind in SOFT for item in told)
    return Measured(
        name=source.stem,
        clauses=(len(clauses & got), len(clauses)),
        facts=((hard & have).total(), hard.total()),
        right=(len(told) - wrong.total(), len(told)),
        missed=tuple((wanted - have).elements()),
        wrong=tuple(wrong.elements()),
        unread=soft - expected["read"],
    )
