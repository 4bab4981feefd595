"""Kinds that compare a field with another: the same, distinct, not more, not less, rows apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from shenbao.core.messages.values import PolicyText, said
from shenbao.policy.shorthand.kinds.ask import Ask, unfit
from shenbao.policy.shorthand.kinds.fields import Target
from shenbao.policy.shorthand.kinds.kind import Kind, Step, where_given
from shenbao.policy.shorthand.kinds.trial import Trial, beside, day_beside

_EQUAL = frozenset({"date", "integer", "number", "string"})
_ORDERED = frozenset({"date", "integer", "number"})
_TEXT = frozenset({"string"})
_ROWS = frozenset({"array"})
_ANOTHER = "另一"


def _is_name(target: Target) -> bool:
    """Say whether a field is typed by hand: spellings that look alike are the same then."""
    return target.kind == "string" and "enum" not in target.node


def _called(target: Target, other: Target) -> tuple[str, str]:
    if _is_name(target) or _is_name(other):
        return f"fold({target.text})", f"fold({other.text})"
    return target.text, other.text


def _pair(ask: Ask, kinds: frozenset[str]) -> tuple[Target, Target]:
    """Return both fields of a comparison, which are of one kind."""
    subject, other = ask.fits(ask.subject, kinds), ask.target("other")
    numbers = {"number", "integer"}
    alike = {subject.kind} if subject.kind not in numbers else numbers
    return subject, ask.fits(other, alike)


def _where_both(ask: Ask) -> str:
    """Return where both are given: what is not there is not compared."""
    other = ask.column("other", _EQUAL)[0] if ask.in_rows("other") else ask.target("other")
    return where_given(ask.subject, other)


def _same(ask: Ask) -> Iterator[Step]:
    subject, other = _pair(ask, _EQUAL)
    left, right = _called(subject, other)
    labels = {"label": PolicyText(zh=subject.title), "other": PolicyText(zh=other.title)}
    yield Step(f"{left} == {right}", said("kind-same-as", **labels))


def _same_trials(ask: Ask, data: Any) -> Iterator[Trial]:
    subject, other = _pair(ask, _EQUAL)
    value = ask.value(other, data)
    yield Trial(holds=True, put={ask.place(subject): value})
    yield Trial(holds=False, put={ask.place(subject): _different(ask, subject, value)})


def _different(ask: Ask, target: Target, value: Any) -> Any:
    """Return a value of a field that is not this one."""
    if "enum" in target.node:
        return next(code for code in ask.codes(target, "at") if code != value)
    if target.kind == "date":
        return day_beside(date.fromisoformat(str(value)), 1)
    return f"{_ANOTHER}{value}" if target.kind == "string" else beside(target, value, 1, 1)


def _distinct(ask: Ask) -> Iterator[Step]:
    subject = ask.fits(ask.subject, _EQUAL)
    if ask.in_rows("other"):
        rows, column = ask.column("other", _TEXT)
        asked = f"!(fold({subject.text}) in fold({rows.text}.map(r, r.{column.text})))"
        title = rows.title
    else:
        subject, other = _pair(ask, _EQUAL)
        left, right = _called(subject, other)
        asked, title = f"{left} != {right}", other.title
    labels = {"label": PolicyText(zh=subject.title), "other": PolicyText(zh=title)}
    yield Step(asked, said("kind-distinct-from", **labels))


def _distinct_trials(ask: Ask, data: Any) -> Iterator[Trial]:
    subject = ask.subject
    if ask.in_rows("other"):
        rows, column = ask.column("other", _TEXT)
        value = ask.value(rows, data)[0][column.text]
    else:
        value = ask.value(ask.target("other"), data)
    yield Trial(holds=False, put={ask.place(subject): value})
    yield Trial(holds=True, put={ask.place(subject): _different(ask, subject, value)})


def _ordered(ask: Ask, sign: str, message: str) -> Iterator[Step]:
    subject, other = _pair(ask, _ORDERED)
    left, right = subject.text, other.text
    if subject.kind == "date":
        left, right, message = f"date({left})", f"date({right})", f"{message}-day"
    labels = {"label": PolicyText(zh=subject.title), "other": PolicyText(zh=other.title)}
    yield Step(f"{left} {sign} {right}", said(message, **labels))


def _ordered_trials(ask: Ask, data: Any, outwards: int) -> Iterator[Trial]:
    subject, other = _pair(ask, _ORDERED)
    limit = ask.value(other, data)
    for steps in (0, 1):
        if subject.kind == "date":
            value: Any = day_beside(date.fromisoformat(str(limit)), outwards * steps)
        else:
            value = beside(subject, limit, outwards, steps)
        yield Trial(not steps, {ask.place(subject): value})


def _apart(ask: Ask) -> Iterator[Step]:
    subject = ask.fits(ask.subject, _ROWS)
    name = str(ask.rule["column"])
    column = subject.node["items"].get("properties", {}).get(name)
    if column is None or column.get("type") != "string":
        known = ", ".join(subject.node["items"].get("properties", {}))
        raise unfit("kind-field-unknown", key="column", found=name, near=known)
    values = f"{subject.text}.map(r, r.{name})"
    asked = f"unique({values})" if "enum" in column else f"unique(fold({values}))"
    labels = {"label": PolicyText(zh=subject.title), "column": PolicyText(zh=column["title"])}
    yield Step(asked, said("kind-rows-distinct", **labels))


def _apart_trials(ask: Ask, data: Any) -> Iterator[Trial]:
    subject = ask.subject
    first = ask.value(subject, data)[0]
    yield Trial(holds=True, put={ask.place(subject): [first]})
    yield Trial(holds=False, put={ask.place(subject): [first, dict(first)]})


SAME_AS = Kind(_same, _same_trials, needs=("other",), when=_where_both)
DISTINCT_FROM = Kind(_distinct, _distinct_trials, needs=("other",), when=_where_both)
NOT_MORE_THAN = Kind(
    partial(_ordered, sign="<=", message="kind-not-more"),
    partial(_ordered_trials, outwards=1),
    needs=("other",),
    when=_where_both,
)
NOT_LESS_THAN = Kind(
    partial(_ordered, sign=">=", message="kind-not-less"),
    partial(_ordered_trials, outwards=-1),
    needs=("other",),
    when=_where_both,
)
ROWS_DISTINCT = Kind(_apart, _apart_trials, needs=("column",))
