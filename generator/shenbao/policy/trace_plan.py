"""Where the parts of a plan live: work items, terms, indicators, definitions from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from shenbao.policy.model import Clause, Notice, Text
from shenbao.policy.plan_links import INDICATORS
from shenbao.policy.traced import Fact, Trace


def plan_traces(notice: Notice) -> Iterator[Trace]:
    """Yield work items, terms, indicators and definitions from elsewhere."""
    for group, item in notice.work_items():
        yield Trace(
            id=item.id,
            kind="work",
            notice=notice.id,
            title=f"{item.number} {item.title}",
            text=item.gist,
            facts=(
                *_facts(group=group.title, who=item.who, due=item.due),
                *(Fact(name="measure", text=measure) for measure in item.measures),
                *(Fact(name="indicator", text=code) for code in item.indicators),
                *(
                    Fact(name="follows", text=f"{one.notice} {one.item}：{one.adds}")
                    for one in item.follows
                ),
            ),
            clauses=clauses_of(notice, item.clauses),
        )
    for term in notice.terms:
        yield Trace(
            id=term.id,
            kind="term",
            notice=notice.id,
            title=term.term,
            facts=(
                *(Fact(name="alias", text=alias) for alias in term.aliases),
                *_facts(meaning=term.meaning, note=term.note),
                *(
                    Fact(name="kin", text=f"{one.notice} {one.term}（{one.how}）")
                    for one in term.kin
                ),
            ),
            clauses=clauses_of(notice, term.clauses),
        )
    indicators = {trace.id: trace for trace in _indicators(notice)}
    yield from indicators.values()
    for candidate in notice.candidates:
        # An indicator that goes by the same id shows its definitions itself.
        if candidate.id not in indicators:
            yield Trace(
                id=candidate.id,
                kind="candidate",
                notice=notice.id,
                title=candidate.title,
                used_by=candidate.codes,
                clauses=clauses_of(notice, candidate.clauses),
                candidates=(candidate,),
            )


def _indicators(notice: Notice) -> Iterator[Trace]:
    """Yield the rows of the notice's list of indicators, with what was found elsewhere."""
    for code_list in notice.lists:
        for row in code_list.rows if code_list.name == INDICATORS else ():
            told = list(zip(code_list.columns, row.values, strict=True))[2:]
            items = [item for _, item in notice.work_items() if row.code in item.indicators]
            clauses = dict.fromkeys(clause for item in items for clause in item.clauses)
            yield Trace(
                id=row.code,
                kind="indicator",
                notice=notice.id,
                title=row.label,
                basis=code_list.basis,
                facts=tuple(Fact(name=column.title, text=value) for column, value in told if value),
                clauses=clauses_of(notice, tuple(clauses) or code_list.clauses),
                lists=(code_list,),
                used_by=tuple(item.id for item in items),
                candidates=notice.candidates_of(code_list.name, row.code),
            )


def _facts(**said: Text) -> tuple[Fact, ...]:
    """Return what is said; what the source lacks is said as such, what is empty is not."""
    return tuple(Fact(name=name, text=str(text)) for name, text in said.items() if str(text))


def clauses_of(notice: Notice, ids: tuple[str, ...]) -> tuple[Clause, ...]:
    """Return the clauses with these ids."""
    return tuple(notice.clause(identity) for identity in ids)
