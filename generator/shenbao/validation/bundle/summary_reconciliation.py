"""The rule that a summary table says the same as the applications handed in with it.

It speaks of a bundle: without a table, or without an application, there is nothing to say.
What the table lacks or says otherwise stands at the table, at its row: there it is mended, and
a mistake of whoever made the table fails no application.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from shenbao.core.masking import MASK
from shenbao.core.messages.values import Many, PolicyText, Value, many, said
from shenbao.policy.cel import evaluation
from shenbao.policy.model import Quota, Table
from shenbao.validation.bundle.entries import Entry
from shenbao.validation.bundle.equivalent_values import (
    awaited,
    cell_in_words,
    in_words,
    mean_the_same,
    played,
)
from shenbao.validation.bundle.group_findings import (
    LISTED_OTHERS,
    by_case,
    chosen,
    report,
    report_lacking,
)
from shenbao.validation.bundle.quota_cases import Cases
from shenbao.validation.conditions import comparable
from shenbao.validation.context import Context
from shenbao.validation.form_index import ROWS, Path, blank
from shenbao.validation.submission.evaluation_context import Remark

_NAMED = 5
_LONGEST = 40
"""Characters of each of two values that differ."""

Key = tuple[str, ...]

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row with its table; ``unread`` are the columns whose cell cannot be read."""

    entry: Entry
    path: Path
    cells: Mapping[str, Any]
    unread: frozenset[str] = frozenset()

    def at(self, column: str) -> Path:
        return (*self.path, column)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Difference:
    column: str
    told: Value


def check_matches(
    quota: Quota, context: Context, over: Sequence[Entry], entries: Sequence[Entry]
) -> None:
    """Compare the rows of the table with the applications, both ways."""
    tables = [
        entry
        for entry in entries
        if isinstance(entry.subject.home.source, Table)
        and entry.subject.home.source.id == quota.table
    ]
    if not tables or not over:
        return
    for entry in (*tables, *over):
        entry.collector.follow(quota.id, quota.readings)
    meant = chosen(by_case(quota, quota.cases[0]), quota.where, quota.group_by, over).entries
    applications = _by_key((_application_key(quota, entry), entry) for entry in meant)
    rows = _compared_rows(quota, tables, over, applications)
    cases = Cases(quota, context)
    unclear = _Unclear(rows)
    for key, same in applications.items():
        waits = not all(key) or (key not in rows and unclear.may_be(key))
        for entry in () if waits else same:
            _check_application(cases, entry, rows.get(key, []), same, tables[0])


def _compared_rows(
    quota: Quota, tables: Sequence[Entry], over: Sequence[Entry], wanted: Collection[Key]
) -> dict[Key, list[_Row]]:
    """Return the rows with a key of ``wanted``; a key with an empty part stands without rows.

    Report those that no application goes with. One table after the other is unpacked, and no
    row is kept that nothing is compared with: there may be many large ones.
    """
    rows: dict[Key, list[_Row]] = {}
    taken = {_key(quota, entry) for entry in over}
    unclear = _Unclear(taken)
    for table in tables:
        whole = table.unpacked()
        for row in _rows(whole):
            key = _row_key(quota, row)
            if not all(key):
                rows.setdefault(key, [])
            elif key in wanted:
                broken = whole.subject.broken
                unread = frozenset(name for name in quota.columns if row.at(name) in broken)
                rows.setdefault(key, []).append(replace(row, entry=table, unread=unread))
            elif key not in taken and not unclear.may_be(key):
                _report_row(quota, row)
    return rows


def _by_key(found: Iterable[tuple[Key, _Found]]) -> dict[Key, list[_Found]]:
    groups: dict[Key, list[_Found]] = {}
    for key, one in found:
        groups.setdefault(key, []).append(one)
    return groups


class _Unclear:
    """Keys of which a part is empty, which is reported already: each may be any that it fits."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._known: dict[tuple[bool, ...], set[Key]] = {}
        for key in keys:
            given = tuple(map(bool, key))
            if not all(given):
                self._known.setdefault(given, set()).add(key)

    def may_be(self, key: Key) -> bool:
        """Say whether one of the keys may be this one."""
        return any(
            tuple(part if there else "" for part, there in zip(key, given, strict=True)) in keys
            for given, keys in self._known.items()
        )


def _rows(entry: Entry) -> list[_Row]:
    data = entry.subject.data
    rows = data.get("rows") if isinstance(data, dict) else None
    return [
        _Row(entry=entry, path=("rows", number), cells=cells)
        for number, cells in enumerate(rows if isinstance(rows, list) else [])
        if isinstance(cells, dict)
    ]


def _row_key(quota: Quota, row: _Row) -> Key:
    """Return the key of a row; report where a part of it is empty."""
    broken = row.entry.subject.broken
    key = tuple(
        "" if row.at(column) in broken else comparable(row.cells.get(column))
        for column in quota.key
    )
    lacking = [row.at(column) for column, part in zip(quota.key, key, strict=True) if not part]
    if lacking:
        report_lacking(by_case(quota, quota.cases[0]), row.entry, row.path, lacking)
    return key


def _application_key(quota: Quota, entry: Entry) -> Key:
    """Return the key of an application; report where a part of it is empty."""
    key = _key(quota, entry)
    if all(key):
        return key
    places = entry.subject.home.roles
    lacking = [
        places[role]
        for role, part in zip(quota.key.values(), key, strict=True)
        if not part and role in places
    ]
    demand = by_case(quota, quota.cases[0])
    report_lacking(demand, entry, entry.place([*quota.key.values()]), lacking)
    return key


def _key(quota: Quota, entry: Entry) -> Key:
    """Return the key of an application; a part not given, or that cannot be read, is empty."""
    said = [() if entry.unread([role]) else entry.says(role) for role in quota.key.values()]
    return tuple(values[0].folded if values else "" for values in said)


def _check_application(
    cases: Cases, entry: Entry, rows: Sequence[_Row], same: Sequence[Entry], table: Entry
) -> None:
    quota = cases.quota
    compared = [(_differences(quota, entry, row), row) for row in rows]
    differences, nearest = min(compared, key=lambda item: len(item[0]), default=([], None))
    counts = {
        "all": 1.0,
        "rows": float(len(rows)),
        "applications": float(len(same)),
        "differing": float(len(differences)),
    }
    failing = cases.failing(counts)
    if failing is None:
        return
    case, outcome = failing
    place = entry.place([*quota.key.values()])
    if isinstance(outcome, evaluation.Undecided):
        report_lacking(by_case(quota, quota.cases[0]), entry, place, [])
        return
    others = [other.file for other in same if other is not entry][:LISTED_OTHERS]
    at, path = entry, place
    if nearest is None:
        message, at, path = "matches-no-row", table, ROWS
    elif len(rows) > 1:
        message, at, path = "matches-many-rows", rows[-1].entry, rows[-1].at(next(iter(quota.key)))
    elif differences:
        message, at, path = "matches-differs", nearest.entry, nearest.at(differences[0].column)
    else:
        message = "matches-many-applications"
    args = {
        "key": _key_words(quota, entry),
        "file": entry.file,
        "rows": str(len(rows)),
        "applications": str(len(same)),
        "others": many(others),
        "differences": many(item.told for item in differences[:_NAMED]),
    }
    remark = Remark(message=message, args=args)
    report(by_case(quota, case), at, path, message, lambda: remark)


def _report_row(quota: Quota, row: _Row) -> None:
    """Report a row that no application goes with."""
    subject = row.entry.subject
    words = [subject.show(row.at(column), row.cells.get(column)) or "" for column in quota.key]
    key = many(words, joint="dot")
    remark = Remark(message="matches-no-application", args={"key": key})
    place = row.at(next(iter(quota.key)))
    report(by_case(quota, quota.cases[0]), row.entry, place, remark.message, lambda: remark)


def _key_words(quota: Quota, entry: Entry) -> Value:
    words = []
    for role in quota.key.values():
        pattern = entry.subject.home.roles.get(role)
        value = entry.role(role)
        words.append(entry.subject.show(pattern or (), value) or "")
    return many(words, joint="dot")


def _differences(quota: Quota, entry: Entry, row: _Row) -> list[_Difference]:
    """Return the columns in which the row says something else than the application.

    A cell that is left empty says nothing, nor does an answer that the application still owes;
    a column is not compared with a form that has no place for it.
    """
    found = []
    for column, roles in quota.columns.items():
        role = played(entry, roles)
        cell = row.cells.get(column)
        if role is None or blank(cell) or awaited(entry, role):
            continue
        home = entry.subject.home
        hidden = role in home.roles and home.masked(home.roles[role])
        hidden = hidden or row.entry.subject.home.masked(row.at(column))
        node = row.entry.subject.home.node(row.at(column))
        unread = entry.unread([role]) or column in row.unread
        if unread or mean_the_same(entry, role, cell, node):
            continue
        told = said(
            "matches-difference",
            label=column if node is None else PolicyText(zh=node.title),
            left=_shown(in_words(entry, role), hidden=hidden),
            right=_shown(many([cell_in_words(row.entry, node, cell)]), hidden=hidden),
        )
        found.append(_Difference(column=column, told=told))
    return found


def _shown(words: Many, *, hidden: bool) -> Value:
    if not any(words.items):
        return said("quota-none")
    return MASK if hidden else replace(words, longest=_LONGEST)
