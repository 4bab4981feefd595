"""The rows that a table has to carry: every row of a code list, or every pair of two lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import Any

from shenbao.core.findings import Finding
from shenbao.core.messages.values import Many, PolicyText, Value, many, said
from shenbao.policy.cel import evaluation
from shenbao.policy.cel.expression import Expression
from shenbao.policy.model import FixedRows, ListRow, Rule, Table
from shenbao.validation.conditions import Condition, comparable
from shenbao.validation.form_index import ROWS, Path, one_line
from shenbao.validation.submission.collector import Collector
from shenbao.validation.submission.evaluation_context import Evaluation, Remark
from shenbao.validation.submission.rules import missing_lists, sentence, undecided

NAMED = 30
"""So many missing rows are named in one finding, which then says how many more there are."""

_LABEL = 24

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A row that the table carries: its codes, its name, what ``applies`` sees of the lists."""

    key: Key
    label: PolicyText
    items: Mapping[str, Mapping[str, str]]


@dataclass(slots=True)
class _Set:
    """The rows that share the values of the columns ``per``, and the number of the first.

    ``unread``: so many rows have a code, or belong to a set, that cannot be read or that they
    owe, which is reported already: each may be one of those that seem to be missing.
    """

    first: int = -1
    rows: list[Mapping[str, Any]] = field(default_factory=list)
    unread: int = 0


def check_fixed_rows(subject: Evaluation, collector: Collector) -> None:
    """Report every set of rows that lacks one which has to be there."""
    source = subject.home.source
    fixed = source.fixed_rows if isinstance(source, Table) else None
    rows = subject.value(ROWS)
    if fixed is None or fixed.rule is None or not isinstance(rows, list):
        return
    names = dict.fromkeys(item.list_name for item in fixed.sources)
    titles = [subject.context.missing_list(name) for name in names]
    lacking = [title for title in titles if title is not None]
    if lacking:
        _add(subject, collector, fixed.rule, missing_lists(tuple(lacking)))
        return
    check = _Check(
        subject=subject,
        collector=collector,
        fixed=fixed,
        rule=fixed.rule,
        wanted=list(_wanted(subject, fixed)),
        condition=Condition(Expression.of(fixed.applies or "true")),
    )
    for one in _sets(subject, fixed):
        check.run(one)


def _wanted(subject: Evaluation, fixed: FixedRows) -> Iterator[_Wanted]:
    lists = [subject.context.lists[source.list_name] for source in fixed.sources]
    columns = [[column.name for column in code_list.columns] for code_list in lists]
    for rows in product(*(code_list.rows for code_list in lists)):
        maps = [
            dict(zip(names, row.values, strict=False))
            for names, row in zip(columns, rows, strict=True)
        ]
        yield _Wanted(
            key=tuple(comparable(row.code) for row in rows),
            label=PolicyText(zh=_label(rows)),
            items=dict(zip(("item", "item2"), maps, strict=False)),
        )


def _label(rows: Sequence[ListRow]) -> str:
    """Return a row in few words; that of one list with the code that stands in its column."""
    names = " · ".join(one_line(row.label, _LABEL) for row in rows)
    alone = rows[0] if len(rows) == 1 and rows[0].code != rows[0].label else None
    return names if alone is None else f"{alone.code} {names}"


def _sets(subject: Evaluation, fixed: FixedRows) -> list[_Set]:
    """Split the rows; those that lack a value of ``per`` belong to none."""
    rows: Sequence[Any] = subject.variables["app"][ROWS[0]]
    codes = [source.column for source in fixed.sources]
    sets: dict[Key, _Set] = {}
    astray = 0
    if not fixed.per or not rows:
        sets[()] = _Set()
    for number, row in enumerate(rows):
        if not isinstance(row, dict) or _unread(subject, number, row, fixed.per):
            astray += 1
            continue
        key = tuple(comparable(row.get(column)) for column in fixed.per)
        if all(key):
            one = sets.setdefault(key, _Set())
            one.first = number if one.first < 0 else one.first
            one.rows.append(row)
            one.unread += _unread(subject, number, row, codes)
    for one in sets.values():
        one.unread += astray
    return list(sets.values())


def _unread(
    subject: Evaluation, number: int, row: Mapping[str, Any], columns: Sequence[str]
) -> bool:
    def unread(column: str) -> bool:
        path: Path = (*ROWS, number, column)
        return path in subject.broken or (row.get(column) is None and subject.owes(path))

    return any(map(unread, columns))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Check:
    subject: Evaluation
    collector: Collector
    fixed: FixedRows
    rule: Rule
    wanted: Sequence[_Wanted]
    condition: Condition

    def run(self, one: _Set) -> None:
        """Report what one set lacks; a table without rows lacks all that may be meant."""
        columns = [source.column for source in self.fixed.sources]
        present = {tuple(comparable(row.get(column)) for column in columns) for row in one.rows}
        variables = {**self.subject.variables, "row": one.rows[0] if one.rows else {}}
        missing: list[PolicyText] = []
        why: evaluation.Undecided | None = None
        for wanted in self.wanted:
            if wanted.key in present:
                continue
            outcome = self.condition.holds({**variables, **wanted.items})
            if isinstance(outcome, evaluation.Undecided) and one.rows:
                why = outcome
            elif outcome is not False:
                missing.append(wanted.label)
        if missing:
            if len(missing) <= one.unread:
                return
            build = partial(_finding, self.subject, self.rule, self._name(one), missing)
            self.collector.add((self.rule.id, "rows"), ROWS, build)
        elif why is not None:
            self._undecided(one, why)

    def _undecided(self, one: _Set, why: evaluation.Undecided) -> None:
        first: Path = (*ROWS, one.first)
        needed = (self.condition.expression.text,)
        if not self.subject.looks_at_broken(first, needed[0]):
            reason = undecided(self.subject, first, needed, why.reason)
            _add(self.subject, self.collector, self.rule, reason)

    def _name(self, one: _Set) -> Many:
        """Name a set by the values that its rows share; it has no name where they share none."""
        places: list[Path] = [(*ROWS, one.first, column) for column in self.fixed.per]
        return many(map(self.subject.name, places if one.rows else ()), joint="dot")


def _add(subject: Evaluation, collector: Collector, rule: Rule, reason: Value) -> None:
    def build() -> Finding:
        remark = Remark(message="rule-undecided", args={"missing": reason}, undecided=True)
        return subject.across(
            rule, ROWS, severity=rule.severity, sentence=sentence(rule.message), remark=remark
        )

    collector.add((rule.id, "undecided"), ROWS, build)


def _finding(subject: Evaluation, rule: Rule, name: Many, missing: Sequence[PolicyText]) -> Finding:
    labels: Value = many(missing[:NAMED], joint="semicolon")
    if len(missing) > NAMED:
        labels = said("rows-missing-more", labels=labels, more=str(len(missing) - NAMED))
    remark = Remark(
        message="rows-missing-set" if any(name.items) else "rows-missing",
        args={"labels": labels, "set": name, "count": str(len(missing))},
    )
    return subject.across(
        rule, ROWS, severity=rule.severity, sentence=sentence(rule.message), remark=remark
    )
