"""The header of a table file: which column of which table each cell names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TypeAlias

from shenbao.core.findings import Finding, Where
from shenbao.core.messages.values import PolicyText
from shenbao.media.reading.reader_findings import UndecidedTableError, remark
from shenbao.policy.headings import (
    MARKS,
    Label,
    columns_by_name,
    demanded,
    fold_heading,
    full_title,
    label,
    leaves,
)
from shenbao.policy.model import Field, Notice, Severity, Table
from shenbao.policy.names import Catalogue, owner, resolve

_ROW_NUMBERS = frozenset({"序号", "行号", "no", "no."})
"""Headings of a column that counts the rows, as people add it to any table."""

FATAL = frozenset(
    {"csv.header-missing", "csv.header-misspelt", "csv.header-unit", "csv.header-duplicate"}
)
"""With one of these no row says what it seems to say; the table is not read further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A header held against a table: for each cell its column, None where it names none.

    ``rivals`` are further tables that it names just as well.
    """

    notice: Notice
    table: Table
    labels: tuple[Label, ...]
    columns: tuple[Field | None, ...]
    rivals: tuple[Table, ...] = ()

    @property
    def matched(self) -> int:
        """How many columns of the table the header names."""
        return len({column.pointer for column in self.columns if column is not None})

    @property
    def worth(self) -> tuple[bool, int]:
        """How well the header names the table; to be compared with that of another."""
        return (not self.missing, self.matched)

    @property
    def whole(self) -> bool:
        """Whether every cell names a column, and no column is missing."""
        pairs = zip(self.labels, self.columns, strict=True)
        return not self.missing and all(
            column is not None or not item.name or item.name in _ROW_NUMBERS
            for item, column in pairs
        )

    @property
    def missing(self) -> tuple[Field, ...]:
        """The columns that every row must fill and the header does not name."""
        named = {column.pointer for column in self.columns if column is not None}
        return tuple(column for column in demanded(self.table) if column.pointer not in named)


_Known: TypeAlias = tuple[Notice, Table, dict[str, Field]]


class Index:
    """Tables by what headings may call their columns, worked out once for several headers.

    Of a catalogue only the notices are loaded whose tables a header names best.
    """

    def __init__(
        self, tables: Iterable[tuple[Notice, Table]], catalogue: Catalogue | None = None
    ) -> None:
        self._known = {
            table.ref: (notice, table, columns_by_name(table)) for notice, table in tables
        }
        self._catalogue = catalogue

    @classmethod
    def of(cls, notices: Sequence[Notice]) -> Index:
        """Return the index of all tables."""
        if isinstance(notices, Catalogue):
            return cls((), notices)
        return cls((notice, table) for notice in notices for table in notice.tables)

    def _likely(self, labels: Sequence[Label]) -> Iterator[_Known]:
        """Yield the tables to hold against a header: all, of a catalogue those it names best."""
        if self._catalogue is None:
            yield from self._known.values()
            return
        for ref in self._catalogue.best_tables([item.name for item in labels]):
            if ref not in self._known:
                table = resolve(self._catalogue, ref)
                if not isinstance(table, Table):
                    continue
                notice = owner(self._catalogue, table)
                self._known[ref] = (notice, table, columns_by_name(table))
            yield self._known[ref]

    def best(self, cells: Sequence[str]) -> Match | None:
        """Return the table whose columns a header names best, None where it names none.

        A table whose required columns are all there comes before one that lacks some. Of those
        that it names equally well the first is returned, the others are its rivals.
        """
        labels = tuple(label(cell) for cell in cells)
        matches = [
            Match(
                notice=notice,
                table=table,
                labels=labels,
                columns=tuple(known.get(item.name) for item in labels),
            )
            for notice, table, known in self._likely(labels)
        ]
        best = max((item for item in matches if item.matched), key=_worth, default=None)
        if best is None:
            return None
        alike = [item.table for item in matches if item.worth == best.worth]
        return replace(best, rivals=tuple(table for table in alike if table is not best.table))


def _worth(match: Match) -> tuple[bool, int]:
    return match.worth


def require_one(found: Match, file: str) -> None:
    """Raise UndecidedTableError where a header names several tables equally well."""
    if found.rivals:
        raise UndecidedTableError(file, [table.ref for table in (found.table, *found.rivals)])


def stacked(above: Sequence[str], own: Sequence[str]) -> Iterator[list[str]]:
    """Yield the texts of a header of two rows: groups above, each over its columns.

    A group stands over one cell or over all up to the next group, as a program saves it.
    """
    width = max(len(above), len(own))
    over = [*above, *[""] * (width - len(above))]
    below = [*own, *[""] * (width - len(own))]
    filled: list[str] = []
    for text, under in zip(over, below, strict=True):
        filled.append(text or (filled[-1] if filled and under else ""))
    for groups in (over, filled):
        both = [_joined(group, text) for group, text in zip(groups, below, strict=True)]
        if both != below:
            yield both


def _joined(above: str, own: str) -> str:
    group, name = above.strip(MARKS), own.strip(MARKS)
    if not name:
        return group
    return name if not group or group == name else f"{group}·{name}"


def remarks(found: Match, file: str, row: int) -> tuple[Finding, ...]:
    """Return what is wrong with a header, one finding a column."""
    meant = _misspelt(found)
    return (
        *_units(found, file, row),
        *_twice(found, file, row),
        *_missing(found, file, row, set(meant.values())),
        *_unknown(found, file, row, meant),
    )


def _misspelt(found: Match) -> dict[str, str]:
    """Map headings that name no column to the title that they nearly are."""
    named = {column.pointer for column in found.columns if column is not None}
    free = {
        label(title).name: title
        for column in leaves(found.table)
        if column.pointer not in named
        for title in (full_title(found.table, column),)
    }
    meant: dict[str, str] = {}
    for item, column in zip(found.labels, found.columns, strict=True):
        close = get_close_matches(item.name, free, n=1) if column is None else []
        if close:
            meant[item.text] = free.pop(close[0])
    return meant


def _units(found: Match, file: str, row: int) -> Iterator[Finding]:
    for item, column in zip(found.labels, found.columns, strict=True):
        if (
            column is not None
            and item.unit
            and column.unit
            and item.unit != fold_heading(column.unit)
        ):
            where = _where(file, row, item.text, column)
            yield remark("csv.header-unit", where, found=item.text, unit=PolicyText(zh=column.unit))


def _twice(found: Match, file: str, row: int) -> Iterator[Finding]:
    seen: set[str] = set()
    for item, column in zip(found.labels, found.columns, strict=True):
        if column is None:
            continue
        if column.pointer in seen:
            where = _where(file, row, item.text, column)
            yield remark("csv.header-duplicate", where, found=item.text)
        seen.add(column.pointer)


def _missing(found: Match, file: str, row: int, misspelt: set[str]) -> Iterator[Finding]:
    for column in found.missing:
        title = full_title(found.table, column)
        if title in misspelt:
            continue
        where = Where(file=file, row=row, pointer="/rows", label=title)
        severity: Severity = "error" if column.demanded else "warning"
        yield remark("csv.header-missing", where, severity=severity, title=title)


def _unknown(found: Match, file: str, row: int, meant: dict[str, str]) -> Iterator[Finding]:
    for item, column in zip(found.labels, found.columns, strict=True):
        if column is not None or not item.name or item.name in _ROW_NUMBERS:
            continue
        where = _where(file, row, item.text, None)
        if item.text in meant:
            title = meant[item.text]
            yield remark("csv.header-misspelt", where, found=item.text, title=title)
        else:
            table = found.table.title
            yield remark("csv.header-unknown", where, found=item.text, table=table)


def _where(file: str, row: int, text: str, column: Field | None) -> Where:
    title = column.title if column is not None else ""
    return Where(file=file, row=row, column=text, pointer="/rows", label=title)
