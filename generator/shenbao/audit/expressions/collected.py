"""Every expression of a notice: where it stands, what it may name, and what that can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from shenbao.audit.expressions.known_values import (
    ANYTHING,
    NUMBER,
    TEXT,
    Fields,
    Known,
    Record,
    Rows,
    Scalar,
    column,
    either,
    kinds,
    known_of,
    row_of,
    tops,
)
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.mentions import ROW
from shenbao.policy.model import FormOrTable, Notice, Rule, Table
from shenbao.policy.model.form import ROWS

_RULE = ("self", "app", "ref", "reading", "notice", "value")
_WHEN = ("app", "ref", "reading", "notice")
_ENTRY = ("form", "role", "ref", "reading", "notice")
_GROUP = ("counts", "reading", "notice")
_ROWS = ("row", "app", "ref", "reading")
_COMPUTED = ("self",)


@dataclass(frozen=True, slots=True)
class Stated:
    """An expression, where it stands, what it may name, whether it must say yes or no.

    ``scope`` says what the variables can be, ``kind`` what the value has to be, of one that
    is computed.
    """

    file: str
    place: str
    rule: str
    expression: str
    variables: tuple[str, ...]
    scope: Mapping[str, Known]
    truth: bool = True
    kind: str = ""


def stated(notice: Notice) -> Iterator[Stated]:
    """Yield the expressions of forms and tables, then those of quotas and targets."""
    shared = _shared(notice)
    for home in notice.homes:
        yield from _in_home(notice, home, shared)
    yield from _across(notice, shared)


def _shared(notice: Notice) -> Mapping[str, Known]:
    """Return what lists, readings and the days of the notice can be."""
    lists = {
        item.name: Record(
            {
                "codes": Rows(column(item, "code")),
                "labels": Rows(column(item, "label")),
                "rows": Rows(row_of(item)),
            }
        )
        for item in notice.lists
    }
    readings = {
        item.id: Scalar("text", tuple(option.id for option in item.options))
        for item in notice.readings
    }
    return {
        "ref": Record(lists),
        "reading": Record(readings),
        "notice": _texts(notice.days),
    }


def _texts(value: Mapping[str, Any]) -> Known:
    """Return a group of texts, and of groups of texts."""
    return Record(
        {key: TEXT if isinstance(item, str) else _texts(item) for key, item in value.items()}
    )


def _in_home(notice: Notice, home: FormOrTable, shared: Mapping[str, Known]) -> Iterator[Stated]:
    form = home.as_form() if isinstance(home, Table) else home
    make = partial(Stated, home.file)
    root = tops(form.tops)
    nodes: dict[str, Known] = {"": root, **{node.pointer: Fields(node) for node in form.fields()}}
    scope = {**shared, "app": root}
    for rule in form.all_rules():
        place = home.in_file(rule.pointer)
        yield from _of_rule(
            partial(make, place, rule.id), rule, {**scope, "self": nodes[rule.pointer]}
        )
    for node in form.fields():
        place = home.in_file(node.pointer)
        if node.when:
            yield make(place, "x-when", node.when, _WHEN, scope)
        if node.computed:
            above = {"self": nodes[node.pointer.rpartition("/")[0]]}
            (kind,) = kinds(nodes[node.pointer])
            said = make(place, "x-computed", node.computed, _COMPUTED, above, truth=False)
            yield replace(said, kind=kind)
    fixed = home.fixed_rows if isinstance(home, Table) else None
    if fixed is not None and fixed.applies:
        items = ("item", "item2")[: len(fixed.sources)]
        lists = {item.name: item for item in notice.lists}
        codes = {
            name: row_of(lists[source.list_name])
            for name, source in zip(items, fixed.sources, strict=True)
        }
        own = {**scope, **codes, "row": nodes[f"{ROWS}/{ROW}"]}
        yield make("/x-rows/applies", "x-rows", fixed.applies, (*_ROWS, *items), own)


def _of_rule(
    make: Callable[..., Stated], rule: Rule, scope: Mapping[str, Known]
) -> Iterator[Stated]:
    if rule.when:
        yield make(rule.when, _RULE, scope)
    values: dict[str, Known] = {}
    scope = {**scope, "value": Record(values)}
    for name, expression in rule.values.items():
        yield make(expression, _RULE, scope, truth=False)
        values[name] = _value(expression, scope)
    for case in rule.cases:
        yield make(case.assertion, _RULE, scope)


def _value(expression: str, scope: Mapping[str, Known]) -> Known:
    """Return what a named value can be; one that does not compile may be anything."""
    syntax = Expression.of(expression).checked(_RULE)
    return ANYTHING if syntax is None else known_of(syntax, scope)


def _across(notice: Notice, shared: Mapping[str, Known]) -> Iterator[Stated]:
    make = partial(Stated, f"schemas/{notice.id}/notice.json")
    for number, quota in enumerate(notice.quotas):
        place = f"/quotas/{number}"
        variables, scope = _entries(notice, quota.over, shared)
        conditions = [*quota.counts.values()]
        conditions += [text for text in (quota.where, quota.of) if text]
        conditions += [quota.also[1]] if quota.also else []
        for condition in conditions:
            yield make(place, quota.id, condition, variables, scope)
        for value in quota.sums.values():
            added = make(place, quota.id, value, variables, scope, truth=False)
            yield replace(added, kind="number")
        numbers = dict.fromkeys((*quota.counts, *quota.sums), NUMBER)
        counted = {**shared, "counts": Record(numbers)}
        for case in quota.cases:
            yield make(place, quota.id, case.assertion, _GROUP, counted)
    for number, target in enumerate(notice.targets):
        if target.where:
            variables, scope = _entries(notice, target.over, shared)
            yield make(f"/targets/{number}", target.id, target.where, variables, scope)


def _entries(
    notice: Notice, over: Sequence[str], shared: Mapping[str, Known]
) -> tuple[tuple[str, ...], Mapping[str, Known]]:
    """Return what a condition over the entries of some forms or tables may name, and its scope."""
    homes = [home for home in notice.homes if home.id in over]
    roles: dict[str, list[Known]] = {}
    for home in homes:
        for node in home.fields():
            if node.role:
                many = ROW in node.pointer.split("/")
                roles.setdefault(node.role, []).append(Rows(Fields(node)) if many else Fields(node))
    scope = {
        **shared,
        "form": Scalar("text", tuple(over)),
        "role": Record({role: either(parts) for role, parts in roles.items()}),
        "app": either(tops(home.tops) for home in homes),
    }
    rows = any(home.is_table for home in homes)
    return _ENTRY if rows else (*_ENTRY, "app"), scope
