"""What readers say: notes (read tolerantly), findings (wrong), refusals (unreadable).

A remark's wording has the id of its rule with a hyphen for the dot: ``file.empty`` is
``file-empty`` in ``reading.ftl``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from shenbao.core.findings import Finding, Where
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import Many, Value, many

if TYPE_CHECKING:
    from shenbao.policy.model import Severity

LISTED = 100
"""So many remarks of one kind in one column are listed; one more gives the number left out."""

MOST_ROWS = 10_000
"""Of one table of ours: a row in which nothing is right takes 26 kB until it is reported."""

TOO_MANY_ROWS = "file.too-many-rows"


class UnreadableError(Exception):
    """The file cannot be read; ``findings`` say why.

    ``schema`` is the form that it says it is, where that is why: no notice has it.
    """

    def __init__(self, *findings: Finding, schema: str | None = None) -> None:
        super().__init__(*(finding.rule for finding in findings))
        self.findings = findings
        self.schema = schema


class UndecidedTableError(UnreadableError):
    """The file fits several tables equally well: ``rivals``, by their short names."""

    def __init__(self, file: str, rivals: Sequence[str]) -> None:
        finding = _build(
            "file.several-tables",
            Where(file=file),
            "error",
            None,
            {"tables": many(rivals), "first": rivals[0]},
        )
        super().__init__(replace(finding, verdict="undecided"))
        self.rivals = tuple(rivals)


def remark(
    rule: str,
    where: Where,
    *,
    severity: Severity = "error",
    found: str | Many | None = None,
    **args: Value,
) -> Finding:
    """Build a finding of the toolkit's own."""
    return _build(rule, where, severity, found, args)


def note(rule: str, where: Where, *, found: str | Many | None = None, **args: Value) -> Finding:
    """Build a note: something was read tolerantly, nothing is wrong."""
    return _build(rule, where, "info", found, args)


def other_version(where: Where, edition: str, current: str) -> Finding:
    """Note that a form of another version was read, or the same one before it was changed."""
    same = "yes" if edition == current else "no"
    told = {"edition": edition or "?", "current": current, "same": same}
    return note("document.other-version", where, **told)


def refuse(
    rule: str, file: str, *, found: str | Many | None = None, **args: Value
) -> UnreadableError:
    """Build the error for a file that cannot be read as a whole."""
    return UnreadableError(_build(rule, Where(file=file), "error", found, args))


def refuse_unknown(rule: str, file: str, name: str | None, **args: Value) -> UnreadableError:
    """Build the error for a file of a form that no notice has."""
    finding = _build(rule, Where(file=file), "error", name, {"name": name or "?", **args})
    return UnreadableError(finding, schema=name)


def refuse_rows(file: str) -> UnreadableError:
    """Build the error for a table of ours with more rows than are held."""
    return refuse(TOO_MANY_ROWS, file, limit=str(MOST_ROWS), exact="no")


def refuse_row(rule: str, file: str, row: int, **args: Value) -> UnreadableError:
    """Build the error for a table that cannot be read from a row on."""
    return UnreadableError(_build(rule, Where(file=file, row=row), "error", None, args))


def _build(
    rule: str, where: Where, severity: Severity, found: str | Many | None, args: Mapping[str, Value]
) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        verdict="fail",
        where=where,
        found=shorten(found) if isinstance(found, str) else found,
        message=rule.replace(".", "-"),
        args=args,
        basis="toolkit",
    )


@dataclass(slots=True)
class Remarks:
    """Collects remarks on a table and keeps the list short whatever the file holds.

    A sum of what was left out closes each kind, so that nothing is dropped silently.
    """

    listed: list[Finding] = field(default_factory=list)
    _seen: Counter[tuple[str, str | Many | None]] = field(default_factory=Counter)
    _first: dict[tuple[str, str | Many | None], Finding] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        """Take one remark; beyond the limit only its number is kept."""
        kind = (finding.rule, finding.where.column)
        self._seen[kind] += 1
        self._first.setdefault(kind, finding)
        if self._seen[kind] <= LISTED:
            self.listed.append(finding)

    def all(self) -> tuple[Finding, ...]:
        """Return the remarks, then one for each kind that had more than are listed."""
        left_out = tuple(
            replace(
                self._first[kind],
                where=replace(self._first[kind].where, row=None, pointer="/rows"),
                found=None,
                message="csv-more-alike",
                args={"count": str(seen - LISTED), "listed": str(LISTED)},
            )
            for kind, seen in self._seen.items()
            if seen > LISTED
        )
        return (*self.listed, *left_out)
