"""What a check of a table says: issues with row, field and code, counted in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from typing import TypeAlias

from shenbao import messages

LISTED = 100
"""So many issues of one code in one column are listed unless the caller says otherwise."""

MASK = "***"
_LONGEST = 120

Place: TypeAlias = tuple[int | None, int | None, str]
Kind: TypeAlias = tuple[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One mistake. ``row`` is the number of the record in the file, ``field`` of the column.

    Both count from one; the header is a record. ``column`` is the name of the column,
    ``value`` what was found there. ``message`` is an id of the catalogue, filled with
    ``args``; the remedy is said by the same id with ``-fix``.
    """

    code: str
    message: str
    row: int | None = None
    field: int | None = None
    column: str = ""
    value: str | None = None
    args: Mapping[str, str] = made(default_factory=dict)

    @property
    def place(self) -> Place:
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

    def _filled(self) -> dict[str, str]:
        return {"column": self.column, "value": self.value or "", **self.args}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableResult:
    """The verdict on one table.

    ``counts`` has every issue, by code and field; ``issues`` lists the first ones of each
    kind. ``complete`` is false where the data could not be read to their end.
    """

    name: str
    rows: int
    counts: Mapping[Kind, int]
    issues: tuple[Issue, ...]
    complete: bool = True

    @property
    def valid(self) -> bool:
        """Nothing is wrong."""
        return not self.counts

    @property
    def total(self) -> int:
        """The number of issues, listed or not."""
        return sum(self.counts.values())

    def places(self) -> frozenset[Place]:
        """Return the places of the listed issues."""
        return frozenset(issue.place for issue in self.issues)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageResult:
    """The verdicts on the tables of a package, and what is wrong with the package itself.

    ``skipped`` names the resources that are no tables; of them only size and hash are checked.
    """

    tables: tuple[TableResult, ...]
    issues: tuple[Issue, ...] = ()
    skipped: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """Nothing is wrong, neither with the package nor with a table."""
        return not self.issues and all(table.valid for table in self.tables)


class SourceError(Exception):
    """A table cannot be read, or not further; ``issue`` says why and where."""

    def __init__(self, code: str, message: str, row: int | None = None, **args: str) -> None:
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


class Tally:
    """Collects issues: counts all, keeps the first ones of each kind, hides what is sensitive."""

    def __init__(self, sensitive: Collection[str] = (), limit: int | None = LISTED) -> None:
        self._sensitive = frozenset(sensitive)
        self._limit = limit
        self._issues: list[Issue] = []
        self.counts: Counter[Kind] = Counter()

    def hides(self, *columns: str) -> bool:
        """Say whether a value of one of these columns must not be shown."""
        return not self._sensitive.isdisjoint(columns)

    @property
    def hides_any(self) -> bool:
        """Say whether any column is sensitive."""
        return bool(self._sensitive)

    def shown(self, value: object, *columns: str) -> str:
        """Return a value as it may be listed: masked or cut."""
        return MASK if self.hides(*columns) else shorten(str(value))

    def wants(self, code: str, number: int | None) -> bool:
        """Count an issue and say whether it is to be listed."""
        kind = (code, number)
        self.counts[kind] += 1
        return self._limit is None or self.counts[kind] <= self._limit

    def put(self, issue: Issue) -> None:
        """List an issue that is counted already."""
        self._issues.append(issue)

    def add(self, issue: Issue) -> None:
        """Count an issue and list it while there is room."""
        if self.wants(issue.code, issue.field):
            self.put(issue)

    def result(self, name: str, rows: int, *, complete: bool = True) -> TableResult:
        """Return the verdict; issues stand in the order of rows, then fields."""
        ordered = sorted(self._issues, key=_order)
        return TableResult(
            name=name,
            rows=rows,
            counts=dict(self.counts),
            issues=tuple(ordered),
            complete=complete,
        )


def shorten(text: str) -> str:
    """Cut a value that would fill the report."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _order(issue: Issue) -> tuple[int, int, str]:
    return issue.row or 0, issue.field or 0, issue.code
