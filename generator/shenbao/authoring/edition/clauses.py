"""``clauses.md`` of the next edition: ids kept, numbers, lines and quotes those of the new text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from shenbao.authoring.edition.matching import NewText, Passage
from shenbao.authoring.scaffold.given_source import GivenClause, GivenSource
from shenbao.authoring.scaffold.notice_document import UNSURE
from shenbao.policy.load.clauses import can_be_quoted
from shenbao.policy.model import Clause

_LOST = "新的原文里没有找到的"
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class NextClause:
    """A clause of the next edition, and what the new text says in its place (``words``).

    ``found``: its words stand there, or words alike; ``new``: the older edition has none.
    """

    id: str
    number: str
    section: str
    lines: str
    gist: str
    quotes: tuple[str, ...] = ()
    words: str = ""
    found: bool = False
    new: bool = False


def next_clauses(old: Sequence[Clause], source: GivenSource | None) -> tuple[NextClause, ...]:
    """Return the clauses of the next edition in the order of the new text, the lost ones last.

    Without a source they are those of the older edition, none of their words confirmed.
    """
    if source is None:
        return tuple(_kept(clause, clause.section) for clause in old)
    quotes = [quote for clause in old for quote in clause.quotes]
    text = NewText([clause.quotes for clause in source.clauses], quotes)
    matched: list[tuple[int, NextClause]] = []
    lost: list[NextClause] = []
    for clause in old:
        passages = [text.find(quote) for quote in clause.quotes]
        place = next((item.clause for item in passages if item is not None), None)
        if place is None:
            lost.append(_kept(clause, _LOST))
        else:
            matched.append((place, _found(clause, source.clauses[place], passages, place)))
    taken = {place for place, _ in matched}
    ids = {clause.id for clause in old}
    for place, given in enumerate(source.clauses):
        if place not in taken:
            matched.append((place, _new(given, ids)))
    ordered = sorted(matched, key=lambda item: item[0])
    return (*(clause for _, clause in ordered), *lost)


def clauses_text(clauses: Sequence[NextClause]) -> str:
    """Return the content of ``clauses.md``."""
    blocks = ["# 条款\n"]
    for section, group in groupby(clauses, lambda clause: clause.section or "通知"):
        blocks += [f"## {section}\n", *map(_block, group)]
    return "\n".join(blocks)


def _block(clause: NextClause) -> str:
    opening = f'{{#{clause.id} number="{clause.number}" lines="{clause.lines}"}}'
    return "\n".join([opening, clause.gist, *(f"> {quote}" for quote in clause.quotes), ""])


def _kept(clause: Clause, section: str) -> NextClause:
    return NextClause(
        id=clause.id,
        number=clause.number,
        section=section,
        lines="1",
        gist=_unsure(clause.gist),
    )


def _found(
    clause: Clause, given: GivenClause, passages: Sequence[Passage | None], place: int
) -> NextClause:
    quotes = [item for item in passages if item is not None and item.clause == place]
    same = len(quotes) == len(passages) and all(item.same for item in quotes)
    return NextClause(
        id=clause.id,
        number=_number(given.number, clause.number),
        section=given.section or clause.section,
        lines=given.lines,
        gist=clause.gist if same else _unsure(clause.gist),
        quotes=tuple(dict.fromkeys(item.text for item in quotes if can_be_quoted(item.text))),
        words="".join(given.quotes)[:_LONGEST],
        found=True,
    )


def _number(given: str, before: str) -> str:
    """Return a printed number as the older edition writes numbers: 二（一） or 二、（一）."""
    return given if not given or "、" in before else given.replace("、", "") or before


def _new(given: GivenClause, ids: set[str]) -> NextClause:
    identity = given.id
    number = 2
    while identity in ids:
        identity, number = f"{given.id}-n{number}", number + 1
    ids.add(identity)
    return NextClause(
        id=identity,
        number=given.number or UNSURE,
        section=given.section,
        lines=given.lines,
        gist=f"{UNSURE}：用自己的话写要点，一句说一件事。",
        quotes=given.quotes,
        words="".join(given.quotes)[:_LONGEST],
        new=True,
    )


def _unsure(gist: str) -> str:
    return gist if gist.startswith(UNSURE) else f"{UNSURE}：{gist}"


def unmatched(clauses: Sequence[NextClause]) -> Iterator[NextClause]:
    """Yield the clauses of the older edition whose words the new text does not have."""
    return (clause for clause in clauses if not clause.found and not clause.new)
