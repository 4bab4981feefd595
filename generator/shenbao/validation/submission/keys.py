"""Keys of a table: no row without its key, no key twice. Values are compared as they are typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from shenbao.core.findings import Finding
from shenbao.core.messages.values import PolicyText, Value, many
from shenbao.policy.model import Table
from shenbao.validation.form_index import ROWS, Path, blank
from shenbao.validation.submission.collector import Collector
from shenbao.validation.submission.evaluation_context import Evaluation

PRIMARY = "primary-key"
UNIQUE = "unique-key"

_Columns = tuple[str, ...]


def check_keys(subject: Evaluation, collector: Collector) -> None:
    """Report rows whose key is empty or was there before."""
    source = subject.home.source
    rows = subject.value(ROWS)
    if not isinstance(source, Table) or not isinstance(rows, list):
        return
    if source.primary_key:
        _check_null(subject, collector, source, rows)
        _check_twice(subject, collector, PRIMARY, source.primary_key, rows)
    for columns in source.unique:
        _check_twice(subject, collector, UNIQUE, columns, rows)


def _check_null(
    subject: Evaluation, collector: Collector, source: Table, rows: Sequence[Any]
) -> None:
    """Report empty parts of the primary key, but for those that are missing as an error anyway."""
    open_columns = [column.key for column in source.columns if column.demanded_by_key]
    for number, row in enumerate(rows):
        for column in open_columns if isinstance(row, dict) else ():
            if blank(row.get(column)):
                path: Path = (*ROWS, number, column)
                build = partial(_finding, subject, PRIMARY, "key-empty", path)
                collector.add((PRIMARY, "empty"), path, build)


def _check_twice(
    subject: Evaluation, collector: Collector, rule: str, columns: _Columns, rows: Sequence[Any]
) -> None:
    first: dict[tuple[Any, ...], int] = {}
    for number, row in enumerate(rows):
        key = tuple(_typed(row, columns))
        if len(key) < len(columns):
            continue
        before = first.setdefault(key, number)
        if before != number:
            build = partial(_repeated, subject, rule, columns, number, before)
            collector.add((rule, columns), (*ROWS, number, columns[0]), build)


def _typed(row: Any, columns: _Columns) -> Iterator[Any]:
    """Yield the parts of a key that are there: text, numbers and truth values apart."""
    for column in columns:
        value = row.get(column) if isinstance(row, dict) else None
        if isinstance(value, bool):
            yield (value,)
        elif isinstance(value, int | float) or (isinstance(value, str) and value.strip()):
            yield value


def _finding(subject: Evaluation, rule: str, message: str, path: Path, **args: Value) -> Finding:
    return Finding(
        rule=rule,
        severity="error",
        verdict="fail",
        where=subject.where(path),
        message=message,
        args={"label": subject.label(path), **args},
        basis="toolkit",
    )


def _repeated(
    subject: Evaluation, rule: str, columns: _Columns, number: int, before: int
) -> Finding:
    places: list[Path] = [(*ROWS, number, column) for column in columns]
    nodes = (subject.home.nodes[(*ROWS, "*", column)] for column in columns)
    shown = [subject.name(place) for place in places]
    file = subject.where((*ROWS, before)).file
    return _finding(
        subject,
        rule,
        "key-twice",
        places[0],
        columns=many(PolicyText(zh=node.title) for node in nodes),
        found=many(shown),
        file="none" if file in {None, subject.where(places[0]).file} else str(file),
        row=str(subject.row_number(before)),
    )
