"""Where the parts of a plan live: work items, terms, indicators, definitions from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from shenbao.policy.cel.expression import Expression
from shenbao.policy.load.plan_references import INDICATORS
from shenbao.policy.model import Clause, CodeList, ListRow, Notice, Text, WorkItem
from shenbao.policy.usage.values import DIRECTION, Fact, Trace

Clauses: TypeAlias = tuple[str, ...]


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
    judged = _judged(notice)
    for code_list in notice.lists:
        for row in code_list.rows if code_list.name == INDICATORS else ():
            told = list(zip(code_list.columns, row.values, strict=True))[2:]
            items = [item for _, item in notice.work_items() if row.code in item.indicators]
            rules = _rules_of(notice, row, judged)
            clauses = _narrowest(code_list, row, items, rules)
            yield Trace(
                id=row.code,
                kind="indicator",
                notice=notice.id,
                title=row.label,
                basis=code_list.basis,
                facts=tuple(
                    Fact(name=column.name if column.name == DIRECTION else column.title, text=value)
                    for column, value in told
                    if value
                ),
                clauses=clauses_of(notice, clauses),
                lists=(code_list,),
                used_by=(*(item.id for item in items), *rules),
                candidates=notice.candidates_of(code_list.name, row.code),
            )


def _judged(notice: Notice) -> Mapping[str, Clauses]:
    """Return whatever judges or asks something, with the clauses that it rests on."""
    found = {rule.id: rule.clauses for _, rule in notice.rules() if rule.basis == "source"}
    found |= {quota.id: quota.clauses for quota in notice.quotas}
    found |= {target.id: target.clauses for target in notice.targets}
    return found | {item.id: item.clauses for item in notice.checklist}


def _rules_of(notice: Notice, row: ListRow, judged: Mapping[str, Clauses]) -> Mapping[str, Clauses]:
    """Return the rules on an indicator: its row names them, or they compare its code."""
    named = {value: judged[value] for value in row.values[2:] if value in judged}
    if named:
        return named
    found: dict[str, Clauses] = {}
    for home in notice.homes:
        if any(node.list_name == INDICATORS for node in home.fields()):
            for rule in home.all_rules():
                codes = {code for text in rule.expressions for code in Expression.of(text).literals}
                if rule.id in judged and row.code in codes:
                    found[rule.id] = rule.clauses
    return found


def _narrowest(
    code_list: CodeList,
    row: ListRow,
    items: Sequence[WorkItem],
    rules: Mapping[str, Clauses],
) -> Clauses:
    """Return the clauses that speak of an indicator itself, else those of its work items.

    A row of no work item rests on the clauses of its list as well, unless it names its rule.
    """
    own = [clause for clauses in rules.values() for clause in clauses]
    if not own:
        own = [clause for item in items for clause in item.clauses]
    if not items and rules.keys().isdisjoint(row.values):
        own += code_list.clauses
    return tuple(dict.fromkeys(own))


def _facts(**said: Text) -> tuple[Fact, ...]:
    """Return what is said; what the source lacks is said as such, what is empty is not."""
    return tuple(Fact(name=name, text=str(text)) for name, text in said.items() if str(text))


def clauses_of(notice: Notice, ids: tuple[str, ...]) -> tuple[Clause, ...]:
    """Return the clauses with these ids."""
    return tuple(notice.clause(identity) for identity in ids)
