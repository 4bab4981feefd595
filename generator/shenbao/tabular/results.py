"""What a check of a table says: issues with row, field and code, counted in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from difflib import get_close_matches
from functools import cached_property
from heapq import heappop, heappush
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from shenbao.core import messages
from shenbao.core.findings import Finding
from shenbao.core.guards.json_text import JsonError
from shenbao.core.masking import MASK, mask
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import Many, Value, one_by_one, said

LISTED = 100
"""So many issues of one code in one column are listed unless the caller says otherwise."""

KEY_EMPTY = "tables-key-empty"
"""The message of a row with nothing in any column of its key."""

WARNING = "warning"
"""The code of a note that a person must look at."""

_LONGEST = 120
_MOST_LISTED = 20_000
"""Issues of all kinds that are listed; beyond that only the first of each kind."""

_MOST_COMPARED = 1_000_000
"""Names that labels are compared with; beyond that a label must be a name to be shown."""

_MOST_MOVED = 100_000
"""Rows with cells out of place that are remembered; beyond that no value is shown."""

CellPlace: TypeAlias = tuple[int | None, int | None, str]
Kind: TypeAlias = tuple[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One mistake. ``row`` is the number of the record in the file, ``field`` of the column.

    Both count from one; the header is a record. ``column`` is the name of the column,
    ``value`` what was found there; both are several where a key has several columns.
    ``message`` is an id of the catalogue, filled with ``args``; the remedy is said by the same
    id with ``-fix``.
    """

    code: str
    message: str
    row: int | None = None
    field: int | None = None
    column: str | Many = ""
    value: str | Many | None = None
    args: Mapping[str, Value] = made(default_factory=dict)

    @property
    def place(self) -> CellPlace:
        """Row, field and code: what two engines must agree on."""
        return self.row, self.field, self.code

    @property
    def remedy(self) -> str:
        """The id of the sentence that says how to repair it."""
        return f"{self.message}-fix"

    def text(self, language: str = messages.DEFAULT) -> str:
        """Return what is wrong, in words."""
        return messages.say(self.message, self._filled(), language)

    def fix(self, language: str = messages.DEFAULT) -> str:
        """Return how to repair it, in words."""
        return messages.say(self.remedy, self._filled(), language)

    def _filled(self) -> dict[str, Value]:
        return {"column": self.column, "value": self.value or "", **self.args}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableResult:
    """The verdict on one table.

    ``counts`` has every issue, by code and field; ``issues`` lists the first ones of each
    kind, ``said`` those that somebody else has said, or that follow from another: they are not
    listed. ``complete`` is false where the data could not be read to their end. ``notes`` (code
    ``note``) are no mistakes: what was found out, read tolerantly or looks odd; those with the
    code ``warning`` may be one, which nobody but a person can tell.
    """

    name: str
    rows: int
    counts: Mapping[Kind, int]
    issues: tuple[Issue, ...]
    complete: bool = True
    notes: tuple[Issue, ...] = ()
    said: tuple[Issue, ...] = ()

    @property
    def valid(self) -> bool:
        """Nothing is wrong."""
        return not self.counts

    @property
    def total(self) -> int:
        """The number of issues, listed or not."""
        return sum(self.counts.values())

    def places(self) -> frozenset[CellPlace]:
        """Return the places of the listed issues."""
        return frozenset(issue.place for issue in self.issues)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageResult:
    """The verdicts on the tables of a package, and what is wrong with the package itself.

    ``skipped`` names the resources that are no tables; of them only that their files are there,
    size and hash are checked. ``notes`` say what nobody looked at, ``stopped`` which resources an
    error that nobody expected kept from being checked.
    """

    tables: tuple[TableResult, ...]
    issues: tuple[Issue, ...] = ()
    skipped: tuple[str, ...] = ()
    notes: tuple[Issue, ...] = ()
    stopped: tuple[Finding, ...] = ()

    @property
    def valid(self) -> bool:
        """Nothing is wrong, neither with the package nor with a table."""
        return not self.issues and not self.stopped and all(table.valid for table in self.tables)


_Listed: TypeAlias = tuple[int, int, Issue]
"""What makes the heap's first item the one to drop: the last row, what came last to it."""


class SourceError(Exception):
    """A table cannot be read, or not further; ``issue`` says why and where."""

    def __init__(self, code: str, message: str, row: int | None = None, **args: Value) -> None:
        super().__init__(code, message)
        self.issue = Issue(code=code, message=message, row=row, args=args)

    @classmethod
    def of(cls, issue: Issue) -> SourceError:
        """Return the error that an issue is."""
        error = cls(issue.code, issue.message)
        error.issue = issue
        return error

    def at(self, row: int, number: int | None) -> SourceError:
        """Return the error with its place in the table."""
        self.issue = replace(self.issue, row=row, field=number)
        return self


def not_json(error: JsonError, file: Value, code: str, message: str) -> SourceError:
    """Return the error for a file whose text is not JSON that one can rely on."""
    slip = said("file-json-cause", cause=error.cause)
    args: dict[str, Value] = {**error.details, "slip": slip, "file": file}
    return SourceError.of(Issue(code=code, message=message, args=args))


WIDEST = 20_000
"""Cells of a record; more are a mistake of the whole, and would each be counted."""


def refuse_wide(width: int, row: int) -> None:
    """Raise SourceError for a record of more cells than any table has columns."""
    if width > WIDEST:
        raise SourceError("source-error", "tables-too-wide", row, limit=str(WIDEST))


CELL_CODES = frozenset({"type-error", "constraint-error", "missing-cell", "foreign-key"})
"""Codes of what is wrong with a value."""

_KEY_CODES = frozenset({"primary-key", "unique-error", "unique-key"})


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody else has said of a table: the same is counted here, and not listed again.

    ``cells`` are the numbers of rows and names of columns whose value is wrong, ``keys`` the rows
    that repeat a key, ``labels`` the headings, names and titles of columns that stand wrong or
    are missing. What only follows from another issue is not listed either: that a code of no
    list stands in no other table, and that a blank row has no key.
    """

    cells: frozenset[tuple[int, str]] = frozenset()
    keys: frozenset[int] = frozenset()
    labels: frozenset[str] = frozenset()

    @cached_property
    def _rows(self) -> frozenset[int]:
        return frozenset(row for row, _ in self.cells)

    def covers(self, issue: Issue) -> bool:
        """Say whether an issue was said."""
        row = issue.row or 0
        if issue.code in CELL_CODES:
            return (row, messages.words(issue.column)) in self.cells
        if issue.code in _KEY_CODES:
            return row in self.keys or (issue.message == KEY_EMPTY and row in self._rows)
        label = issue.code.endswith("-label")
        return label and not self.labels.isdisjoint(map(messages.words, _named(issue)))


def _named(issue: Issue) -> tuple[str | Many, str | Many]:
    return issue.column, issue.value or ""


class IssueCounter:
    """Collects issues: counts all, keeps the first ones of each kind, hides what is sensitive.

    The first are those of the lowest rows, in whatever order they come. What was ``told`` by
    somebody else is not kept.
    """

    def __init__(
        self,
        sensitive: Collection[str] = (),
        limit: int | None = LISTED,
        names: Collection[str] = (),
        told: Told | None = None,
    ) -> None:
        """Take the sensitive columns, how many to list, what labels may be shown, what was told."""
        self._told = told
        self._sensitive = set(sensitive)
        self._compared = 0
        self._names = frozenset(names)
        self._moved: set[int] = set()
        self._listed: dict[Kind, list[_Listed]] = {}
        self._put = 0
        self._held = 0
        self.limit = limit
        self.counts: Counter[Kind] = Counter()
        self._said: list[Issue] = []

    def hides(self, *columns: str) -> bool:
        """Say whether a value of one of these columns must not be shown."""
        return not self._sensitive.isdisjoint(columns)

    @property
    def hides_any(self) -> bool:
        """Say whether any column is sensitive."""
        return bool(self._sensitive)

    def shown(self, value: object, *columns: str) -> str:
        """Return a value as it may be listed: masked or cut.

        One with several lines may have swallowed those of another column.
        """
        text = str(value)
        swallowed = self.hides_any and ("\n" in text or "\r" in text)
        return mask(shorten(text), hidden=swallowed or self.hides(*columns))

    def shows_label(self, label: str) -> bool:
        """Say whether a label may be shown: it may be a value, where a table has no header."""
        if not self.hides_any or not label or label in self._names:
            return True
        self._compared += len(self._names)
        if self._compared > _MOST_COMPARED:
            return False
        return bool(get_close_matches(label[:_LONGEST], self._names, n=1))

    def moved(self, row: int) -> None:
        """Remember that a row has too many or too few cells: any may be a sensitive one."""
        if self._sensitive and len(self._moved) < _MOST_MOVED:
            self._moved.add(row)

    def wants(self, code: str, number: int | None, row: int | None) -> bool:
        """Count an issue and say whether it is to be listed."""
        kind = (code, number)
        self.counts[kind] += 1
        return not self.full(kind, row)

    def full(self, kind: Kind, row: int | None) -> bool:
        """Say whether as many issues of a kind are listed as may be, none of a later row."""
        if self.limit is None:
            return False
        listed = self._listed.get(kind, ())
        return len(listed) >= self._room(self.limit) and (not listed or (row or 0) >= -listed[0][0])

    def _room(self, limit: int) -> int:
        """Return how many issues of a kind may be listed by now."""
        return limit if self._held < _MOST_LISTED else min(limit, 1)

    def count(self, kind: Kind, times: int) -> None:
        """Count issues of which none is to be listed."""
        self.counts[kind] += times

    def count_each(self, kinds: Iterable[Kind]) -> None:
        """Count one issue of each kind, of which none is to be listed."""
        self.counts.update(kinds)

    def leave(self, issue: Issue) -> None:
        """Take an issue that is counted already and was said, or follows from another."""
        self._said.append(replace(issue, value=None, args={}))

    def put(self, issue: Issue) -> None:
        """List an issue that is counted already, in place of one of a later row."""
        if self._told is not None and self._told.covers(issue):
            self.leave(issue)
            return
        listed = self._listed.setdefault((issue.code, issue.field), [])
        self._put += 1
        room = None if self.limit is None else max(self._room(self.limit), len(listed))
        heappush(listed, (-(issue.row or 0), -self._put, issue))
        self._held += 1
        if room is not None and len(listed) > room:
            heappop(listed)
            self._held -= 1

    def add(self, issue: Issue) -> None:
        """Count an issue and list it while there is room."""
        if self._told is not None and self._told.covers(issue):
            self.count((issue.code, issue.field), 1)
            self.leave(issue)
            return
        if issue.code.endswith("-label"):
            issue = self._label(issue)
        if self.wants(issue.code, issue.field, issue.row):
            self.put(issue)

    def _label(self, issue: Issue) -> Issue:
        """Hide what may be no label, and the values below one that is not the column's own."""
        found = messages.words(issue.args.get("found", ""))
        name = messages.words(issue.column)
        if self._sensitive and not get_close_matches(found[:_LONGEST], [name], n=1):
            self._sensitive.add(name)
        if self.shows_label(found):
            return issue
        return replace(issue, value=MASK, args={**issue.args, "found": MASK})

    def _safe(self, issue: Issue) -> Issue:
        """Hide the values of rows with cells out of place, and columns named by what may be one."""
        if not self._sensitive:
            return issue
        full = len(self._moved) >= _MOST_MOVED
        if issue.value is not None and (full or issue.row in self._moved):
            issue = replace(issue, value=MASK)
        if all(self.shows_label(messages.words(name)) for name in one_by_one(issue.column)):
            return issue
        return replace(issue, column=MASK)

    @property
    def lists_echoes(self) -> bool:
        """Say whether what only follows from another issue is listed as well."""
        return self._told is None

    def fresh(self) -> IssueCounter:
        """Return a tally of nothing that hides and lists the same, of rows of its own."""
        return IssueCounter(self._sensitive, self.limit, self._names)

    def merge(self, other: IssueCounter, shift: int) -> None:
        """Take what another found in rows of its own, so many further up than they stand here."""
        self.counts.update(other.counts)
        for listed in other._listed.values():
            for _, _, issue in sorted(listed, key=lambda item: -item[1]):
                self.put(replace(issue, row=(issue.row or 0) + shift))
        room = _MOST_MOVED - len(self._moved)
        self._moved.update(row + shift for row in islice(other._moved, max(room, 0)))

    def result(self, name: str, rows: int, *, complete: bool = True) -> TableResult:
        """Return the verdict; issues stand in the order of rows, then fields."""
        ordered = sorted(
            (item for listed in self._listed.values() for item in listed),
            key=lambda item: (*_order(item[2]), -item[1]),
        )
        issues = [issue for _, _, issue in ordered]
        blank = {issue.row for issue in issues if issue.code == "blank-row"}
        echoes = [
            issue
            for issue in issues
            if not self.lists_echoes and issue.message == KEY_EMPTY and issue.row in blank
        ]
        if echoes:
            issues = [one for one in issues if one.message != KEY_EMPTY or one.row not in blank]
        return TableResult(
            name=name,
            rows=rows,
            counts=dict(self.counts),
            issues=tuple(map(self._safe, issues)),
            complete=complete,
            said=tuple(map(self._safe, (*self._said, *echoes))),
        )


def _order(issue: Issue) -> tuple[int, int, str]:
    return issue.row or 0, issue.field or 0, issue.code


class DuplicateKey(NamedTuple):
    """A key that stands in a row and stood in one before; ``value`` is a tuple for several."""

    row: int
    before: int
    value: Any
