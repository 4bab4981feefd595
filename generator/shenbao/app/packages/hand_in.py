"""From filled files to packages to hand in: read, joined, checked, and put together."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.app.policy_source import Policy, UnreadError
from shenbao.core.errors import ShenbaoError
from shenbao.core.findings import Finding, Recognised, Where
from shenbao.core.masking import mask
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import many

if TYPE_CHECKING:
    from shenbao.core.artifacts import Artifact
    from shenbao.core.findings import Report
    from shenbao.core.submission import Submission
    from shenbao.media.package.hand_in import Filled
    from shenbao.media.package.manifest import Facts
    from shenbao.policy.model import Field, Notice, Severity, Table
    from shenbao.tabular import PackageResult
    from shenbao.tabular.results import Told

_LISTED = 20
"""So many places of one kind are listed; the rest is counted."""

_NAMED_BY_HEADER = frozenset({".csv", ".xlsx"})
"""Files that may name no table; then they are what their headings say, or what is asked for."""

_HEADER = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """The package of one table: its files, what is said of the data, and what was found."""

    table: Table
    artifacts: tuple[Artifact, ...]
    facts: Facts
    report: Report

    @property
    def wrong(self) -> bool:
        """Whether the data have errors, of the policy or of the structure."""
        return self.facts.verdict == "fail"


def hand_in(
    policy: Policy,
    tables: Sequence[tuple[Notice, Table]],
    files: Sequence[Path],
    submissions: Sequence[Submission] = (),
) -> list[HandedIn]:
    """Return a package for each table, made of all files that hold its data, in their order.

    ``submissions`` were read already, as ``Policy.read`` reads them; they come after the files.

    Raises UnreadError for a file that cannot be read, ShenbaoError for one of another table and
    for a table of which no file has data.
    """
    given = _Given(policy, [table for _, table in tables])
    given.take(chain(policy.read(files) if files else (), submissions))
    for _, table in tables:
        if not given.parts[table.ref]:
            raise ShenbaoError("cli-package-nothing", table=table.ref)
    return [
        _hand_in(policy.notices, notice, table, given.parts[table.ref], given.notes)
        for notice, table in tables
    ]


class _Given:
    """The submissions of each table, and notes on files that were skipped."""

    def __init__(self, policy: Policy, tables: Sequence[Table]) -> None:
        self._policy = policy
        self._tables = tables
        self.parts: dict[str, list[Submission]] = {table.ref: [] for table in tables}
        self.notes: list[Finding] = []

    def take(self, submissions: Iterable[Submission]) -> None:
        """Sort what was read by table."""
        for submission in submissions:
            if submission.data is None and not submission.findings:
                self.notes += submission.notes
            else:
                table, found = self._recognised(submission)
                self._add(table, found)

    def _add(self, table: Table, found: Submission) -> None:
        """Take a part; all parts of a table together have no more rows than one file may."""
        from shenbao.media.reading.reader_findings import MOST_ROWS

        parts = self.parts[table.ref]
        parts.append(found)
        if sum(len(part.data["rows"]) for part in parts) > MOST_ROWS:
            args = {"file": found.file, "table": table.ref, "limit": str(MOST_ROWS)}
            raise ShenbaoError("cli-package-too-many-rows", **args)

    def _recognised(self, submission: Submission) -> tuple[Table, Submission]:
        """Return the table that the data are of, the one asked for where that can be."""
        self._policy.loaded.require(submission.schema)
        named = None if submission.data is None else self._short(submission.schema)
        table = next((item for item in self._tables if item.ref == named), None)
        fitting = [item for item in self._tables if item.ref in submission.rivals]
        if table is None and len(fitting or self._tables) == 1:
            (meant,) = fitting or self._tables
            return meant, self._as_asked(submission, meant, named)
        asked = many(item.ref for item in self._tables)
        if submission.data is None:
            raise self._unread(submission)
        if named is None:
            raise ShenbaoError("cli-package-which", file=submission.file, table=asked)
        if table is None:
            raise ShenbaoError("cli-package-other", file=submission.file, found=named, table=asked)
        return table, _with_rows(submission, table)

    def _as_asked(self, first: Submission, table: Table, named: str | None) -> Submission:
        """Return data that do not say they are of the one table asked for, read as its data.

        Tables of two notices may have the same headings; then the one asked for counts.
        """
        if first.data is not None and named is None:
            return _with_rows(first, table)
        if Path(first.file).suffix.lower() not in _NAMED_BY_HEADER:
            again = first
        else:
            (again,) = self._policy.read([Path(first.file)], table.ref)
            strange = any(item.rule == "document.unknown-place" for item in again.findings)
            if again.data is not None and not strange:
                return _with_rows(again, table)
        if named is not None:
            raise ShenbaoError("cli-package-other", file=first.file, found=named, table=table.ref)
        raise self._unread(again)

    def _unread(self, submission: Submission) -> ShenbaoError:
        """Return why a file cannot be used; UnsoundError where the notice it names is unsound."""
        self._policy.loaded.require(submission.schema)
        return UnreadError(submission)

    def _short(self, schema: str | None) -> str | None:
        from shenbao.policy.names import resolve

        home = resolve(self._policy.notices, schema) if schema is not None else None
        return schema if home is None else home.ref


def _with_rows(submission: Submission, table: Table) -> Submission:
    data = submission.data
    if not isinstance(data, dict) or not isinstance(data.get("rows"), list):
        raise ShenbaoError("cli-package-not-rows", file=submission.file, table=table.ref)
    return submission


def _hand_in(
    notices: Sequence[Notice],
    notice: Notice,
    table: Table,
    parts: Sequence[Submission],
    notes: Sequence[Finding],
) -> HandedIn:
    from shenbao import validation
    from shenbao.media.package.hand_in import completed, filled
    from shenbao.media.package.manifest import Facts
    from shenbao.media.reading.concatenate import join
    from shenbao.policy.form_identity import fingerprint
    from shenbao.validation.tables.findings import package_findings
    from shenbao.validation.tables.one_verdict import Judged, told

    joined = join(notice, table, parts)
    package = filled(notice, table, joined.data)
    report = validation.validate(notices, [joined], schema=table.ref)
    placed = [(_at_row(finding), finding) for finding in report.findings]
    said = told([moved for moved, _ in placed], table)
    structure = _structure(package, table, said)
    exact = _exact(structure, notice, table, joined)
    judged = Judged.of(exact, said)
    own = _Own(table, joined)
    report = replace(
        report,
        files=tuple(dict.fromkeys(part.file for part in parts)),
        forms=tuple(Recognised(file=part.file, ref=table.ref, title=table.title) for part in parts),
        findings=(
            *(finding for moved, finding in placed if judged.leaves(moved)),
            *(replace(finding, where=_in_files(finding.where, joined)) for finding in exact),
            *package_findings(structure.issues, joined.file),
            *(replace(finding, where=Where(file=joined.file)) for finding in structure.stopped),
            *own.told("package-left-out", package.left_out, "info"),
            *own.told("package-running", package.running, "warning"),
        ),
        notes=(*notes, *report.notes),
    )
    facts = Facts(
        rows=package.rows,
        fingerprint=fingerprint(table, joined.data),
        verdict=report.verdict,
        counts=report.counts,
        structure=sum(item.total for item in structure.tables) + len(structure.issues),
        readings=report.readings,
    )
    artifacts = completed(notice, table, package, facts)
    return HandedIn(table=table, artifacts=artifacts, facts=facts, report=report)


def _structure(package: Filled, table: Table, said: Told) -> PackageResult:
    """Check the package as whoever receives it will, by the descriptor alone.

    What the policy ``said`` of the rows is not listed again.
    """
    from shenbao.core.artifacts import write
    from shenbao.tabular import check_package

    with tempfile.TemporaryDirectory(prefix="shenbao-") as folder:
        write(package.artifacts, Path(folder))
        return check_package(
            Path(folder), sensitive=table.sensitive_columns, told={table.id.lower(): said}
        )


def _exact(
    structure: PackageResult, notice: Notice, table: Table, joined: Submission
) -> list[Finding]:
    """Return the mistakes in the rows of the package, by the rows that it has.

    The package is written here: what only looks odd was told of the files given.
    """
    from shenbao.media.package.write import keyed_schema
    from shenbao.validation.tables.findings import Checked, table_findings

    schema, file = keyed_schema(notice, table), joined.file
    return [
        finding
        for result in structure.tables
        for finding in table_findings(
            Checked(result=result, file=file, described=file, schema=schema)
        )[0]
        if finding.severity == "error"
    ]


def _at_row(finding: Finding) -> Finding:
    """Return a finding with the row of the package instead of the row of its file."""
    number = finding.where.pointer.removeprefix("/rows/").partition("/")[0]
    inside = finding.where.pointer.startswith("/rows/") and number.isdecimal()
    row = int(number) + _HEADER + 1 if inside else None
    return replace(finding, where=replace(finding.where, row=row))


def _in_files(where: Where, joined: Submission) -> Where:
    """Return the place in the files given of a place in the package."""
    if where.row is None or where.row <= _HEADER:
        return where
    row = f"/rows/{where.row - _HEADER - 1}"
    name = where.column if isinstance(where.column, str) else ""
    column = "" if where.field is None else "/" + name.replace(".", "/")
    return joined.where(row + column, where.label)


class _Own:
    """Findings on places of the data that are the package's own."""

    def __init__(self, table: Table, joined: Submission) -> None:
        self._joined = joined
        self._nodes: Mapping[str, Field] = {node.pointer: node for node in table.fields()}

    def told(self, message: str, pointers: Sequence[str], severity: Severity) -> Iterator[Finding]:
        """Yield a finding for each place, and one for how many are not listed."""
        rule = message.replace("-", ".", 1)
        for pointer in pointers[:_LISTED]:
            yield self._finding(rule, message, pointer, severity)
        if len(pointers) > _LISTED:
            yield Finding(
                rule=rule,
                severity=severity,
                verdict="fail",
                where=Where(file=self._joined.file, pointer="/rows"),
                message="package-listed",
                args={"count": str(len(pointers) - _LISTED)},
                basis="toolkit",
            )

    def _finding(self, rule: str, message: str, pointer: str, severity: Severity) -> Finding:
        column = "/" + "/".join(pointer.split("/")[3:])
        node = self._nodes.get(column)
        found = None
        if node is not None and not node.children:
            found = mask(_value(self._joined.data, pointer), hidden=node.sensitive)
        return Finding(
            rule=rule,
            severity=severity,
            verdict="fail",
            where=self._joined.where(pointer, node.title if node is not None else pointer),
            found=found,
            message=message,
            basis="toolkit",
        )


def _value(data: object, pointer: str) -> str:
    for step in pointer.split("/")[1:]:
        if isinstance(data, list):
            data = data[int(step)]
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return shorten(str(data))
