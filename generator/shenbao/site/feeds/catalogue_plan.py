"""The part of the machine catalogue that plans fill: work, stages, targets, terms, indicators."""

from __future__ import annotations

from datetime import date
from typing import Any

from shenbao.core.messages import say
from shenbao.policy.load.plan_references import INDICATORS
from shenbao.policy.model import (
    Absent,
    Candidate,
    CodeList,
    ListRow,
    Notice,
    Stage,
    Target,
    Term,
    Text,
    WorkGroup,
    WorkItem,
)
from shenbao.reports.policy.explanation import candidate_entry


def plan(notice: Notice) -> dict[str, Any]:
    """Return the plan's keys of a notice; a notice without a plan has empty lists."""
    return {
        "work": [_group(group) for group in notice.work],
        "stages": [_stage(stage) for stage in notice.stages],
        "targets": [_target(notice, target) for target in notice.targets],
        "indicators": _indicators(notice),
        "terms": [_term(term) for term in notice.terms],
        "candidates": _candidates(notice),
    }


def fact(value: Text | date) -> str | dict[str, str]:
    """Return a fact, or what the source says instead of it."""
    if isinstance(value, Absent):
        return {"absent": value.words}
    return value.isoformat() if isinstance(value, date) else value


def _group(group: WorkGroup) -> dict[str, Any]:
    return {
        "id": group.id,
        "title": fact(group.title),
        "items": [_item(item) for item in group.items],
        "clauses": list(group.clauses),
    }


def _item(item: WorkItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "number": item.number,
        "title": item.title,
        "gist": item.gist,
        "measures": list(item.measures),
        "who": fact(item.who),
        "due": fact(item.due),
        "indicators": list(item.indicators),
        "follows": [
            {"notice": follow.notice, "item": follow.item, "adds": fact(follow.adds)}
            for follow in item.follows
        ],
        "clauses": list(item.clauses),
    }


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "id": stage.id,
        "title": stage.title,
        "when": fact(stage.when),
        "by": fact(stage.by),
        "ground": fact(stage.ground),
        "outcome": fact(stage.outcome),
        "clauses": list(stage.clauses),
    }


def _target(notice: Notice, target: Target) -> dict[str, Any]:
    return {
        "id": target.id,
        "mark": target.mark,
        "title": target.title,
        "over": [f"{notice.id}/{home}" for home in target.over],
        "role": target.role,
        "where": target.where,
        "members": dict(target.members),
        "aggregate": target.aggregate,
        "at_least": target.at_least,
        "at_most": target.at_most,
        "unit": target.unit,
        "due": fact(target.due),
        "by": None if target.by is None else target.by.isoformat(),
        "firm": target.firm,
        "clauses": list(target.clauses),
    }


def _indicators(notice: Notice) -> list[dict[str, Any]]:
    """Return the rows of the notice's own list, each with the work that names it."""
    code_list = next((one for one in notice.lists if one.name == INDICATORS), None)
    rows = () if code_list is None else code_list.rows
    return [_indicator(notice, code_list, row) for row in rows if code_list is not None]


def _indicator(notice: Notice, code_list: CodeList, row: ListRow) -> dict[str, Any]:
    names = [column.name for column in code_list.columns]
    return {
        "code": row.code,
        "label": row.label,
        "values": dict(zip(names, row.values, strict=True)),
        "work": [item.id for _, item in notice.work_items() if row.code in item.indicators],
        "candidates": [item.id for item in notice.candidates_of(code_list.name, row.code)],
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "id": term.id,
        "term": term.term,
        "aliases": list(term.aliases),
        "meaning": fact(term.meaning),
        "note": term.note,
        "kin": [{"notice": kin.notice, "term": kin.term, "how": kin.how} for kin in term.kin],
        "clauses": list(term.clauses),
    }


def _candidates(notice: Notice) -> dict[str, Any]:
    """Return the definitions from elsewhere, marked as what they are."""
    return {
        "from_source": False,
        "note": say("catalogue-candidates"),
        "sources": [
            {"key": source.key, "text": source.text} for source in notice.candidate_sources
        ],
        "definitions": [_candidate(item) for item in notice.candidates],
    }


def _candidate(item: Candidate) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": item.title,
        "list": item.list_name,
        "codes": list(item.codes),
        **candidate_entry(item),
        "clauses": list(item.clauses),
    }
