"""Checking what was handed in: sorted, read, judged, and joined into one report."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from shenbao.app.merge_reports import (
    TableVerdicts,
    check_package_identity,
    merge,
    rows_as_submissions,
)
from shenbao.app.policy_source import Policy
from shenbao.app.ports import Progress, Unwatched
from shenbao.app.report import Report
from shenbao.core import findings
from shenbao.core.errors import ShenbaoError
from shenbao.core.findings import Finding, Where
from shenbao.media.inputs.input_discovery import (
    InputFile,
    TempFolders,
    all_real,
    printable,
    real,
    walk,
)
from shenbao.media.reading.reader_findings import note

if TYPE_CHECKING:
    from shenbao.app.schema_file import SchemaFile
    from shenbao.app.table_jobs import TableJob, TableVerdict
    from shenbao.core.submission import Submission
    from shenbao.media.inputs.readers import Reading
    from shenbao.policy.model import Table


_PACKAGED = (".csv", ".xlsx")
"""The kinds of the tables in packages, as far as they are applications of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationRequest:
    """What is to be checked, and how.

    ``paths`` are files, folders, archives and packages; ``submissions`` were read already.
    ``ref`` names a form of ours, ``table_schema`` is that of a table. ``limit`` is how many
    mistakes of a kind are listed of a column. ``outputs`` will be written: none may be an input.
    ``marked`` is the language in which the tables are marked, None where nobody asks for it.
    ``convert_old``: files of old office formats are read through LibreOffice. ``keep`` what was
    read: thousands of applications together need much memory, and the report needs them not.
    """

    paths: tuple[Path, ...] = ()
    submissions: tuple[Submission, ...] = ()
    ref: str | None = None
    table_schema: SchemaFile | None = None
    engine: Literal["fast", "reference"] = "fast"
    limit: int = 100
    jobs: int | None = None
    outputs: tuple[Path, ...] = ()
    marked: str | None = None
    convert_old: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Validated:
    """What came of it: the report, what was read if it was to be kept, the marked tables."""

    report: Report
    submissions: tuple[Submission, ...] = ()
    workbook: bytes | None = None


def validate(
    request: ValidationRequest, policy: Policy, progress: Progress | None = None
) -> Validated:
    """Check what was handed in by the policy and, tables, by their schemas.

    Raises ShenbaoError for a path that is not there, an output that is an input, a form that no
    notice has, and a policy that is not sound.
    """
    with TempFolders() as folders:
        run = _Run(request, policy, folders, progress or Unwatched())
        found = run.walk()
        run.refuse_inputs(found)
        if request.convert_old:
            from shenbao.media.inputs.old_formats import through_libreoffice

            found = through_libreoffice(found, folders)
        report = Report.of(run.report(found))
        read = tuple(submission for _, submission in run.submissions)
        workbook = None if request.marked is None else run.workbook(report, request.marked)
    return Validated(report=report, submissions=read, workbook=workbook)


@dataclass(slots=True)
class _Run:
    """One run; after ``report`` it knows what was read.

    ``names`` are those of the files, ``submissions`` what was in them where it is to be kept.
    """

    request: ValidationRequest
    policy: Policy
    folders: TempFolders
    progress: Progress
    names: list[str] = field(default_factory=list)
    submissions: list[tuple[Path, Submission]] = field(default_factory=list)
    judged: list[TableVerdict] = field(default_factory=list)

    def walk(self) -> list[InputFile]:
        """Return the files to look at; the schema itself is none of them."""
        if self.request.table_schema is None:
            from shenbao.media.inputs.readers import walk_submissions

            return walk_submissions(self.request.paths, self.folders)
        from shenbao.app import table_jobs

        found = walk(self.request.paths, self.folders, table_jobs.SUFFIXES, shown=table_jobs.KINDS)
        own = real(self.request.table_schema.path)
        return [item for item in found if real(item.path) != own]

    def refuse_inputs(self, found: Sequence[InputFile]) -> None:
        """Raise ShenbaoError where what is to be written would destroy an input."""
        targets = self.request.outputs
        if len({real(target) for target in targets}) < len(targets):
            raise ShenbaoError("cli-output-twice", path=printable(targets[0]))
        known = set(all_real(self._inputs(found))) if targets else set()
        for target in targets:
            if real(target) in known:
                raise ShenbaoError("cli-output-input", path=printable(target))

    def _inputs(self, found: Sequence[InputFile]) -> list[Path]:
        schema = [] if self.request.table_schema is None else [self.request.table_schema.path]
        packages = [item.package for item in found if item.package is not None]
        return [
            *schema,
            *(item.path for item in found),
            *(path for package in packages for path in package.files()),
        ]

    def report(self, found: Sequence[InputFile]) -> findings.Report:
        """Check everything and return the report."""
        if self.request.ref is not None:
            from shenbao.validation import require_schema

            self.policy.asked.require(self.request.ref)
            require_schema(self.policy.asked.notices, self.request.ref)
        tasks = [self._task(item) for item in found if self._is_table(item)]
        plain = [item for item in found if item.remark is None and not self._is_table(item)]
        given = bool(plain or self.request.submissions)
        needed = self.policy.asked_for or given or any(task.identity for task in tasks)
        checked = self._by_policy(plain, tasks) if needed else findings.Report(findings=())
        rest = [task.after(checked.findings) for task in tasks]
        if rest:
            from shenbao.app import table_jobs

            self.judged += table_jobs.judge(rest, self.progress, jobs=self.request.jobs)
        refused = [item.remark for item in found if item.remark is not None]
        about = [
            finding
            for task in tasks
            for finding in check_package_identity(
                task, self.policy.asked.notices if task.home else ()
            )
        ]
        about += self._left_aside() if needed else ()
        about += (item.note for item in found if item.note is not None)
        handed = TableVerdicts(
            files=tuple(dict.fromkeys(self._files(found))),
            judged=tuple(self.judged),
            remarks=tuple(item for item in (*refused, *about) if item.severity != "info"),
            notes=tuple(item for item in (*refused, *about) if item.severity == "info"),
        )
        return merge(handed, checked)

    def workbook(self, report: Report, language: str) -> bytes:
        """Return the tables that were read, with what was found marked on them."""
        from shenbao.app.marked_tables import source_sheets
        from shenbao.reports.workbook import annotated

        sheets = list(source_sheets(report, self.submissions, self.judged))
        return annotated(report, sheets, language)

    def _left_aside(self) -> Iterator[Finding]:
        """Remark on each notice that was asked for and that nothing was checked against."""
        for notice in sorted(self.policy.asked.unsound):
            yield note("policy.left-aside", Where(), notice=notice)

    def _is_table(self, item: InputFile) -> bool:
        return item.remark is None and (
            item.package is not None or self.request.table_schema is not None
        )

    def _task(self, item: InputFile) -> TableJob:
        from shenbao.app import table_jobs

        told = table_jobs.identity(item, self.request.table_schema)
        home = self._home(told.form) if told is not None else None
        return table_jobs.task(
            item,
            self.request.table_schema,
            home=home,
            engine=self.request.engine,
            limit=self.request.limit,
        )

    def _home(self, ref: str) -> Table | None:
        """Return the table of ours that a package says it holds."""
        from shenbao.policy.model import Table
        from shenbao.policy.names import resolve

        home = resolve(self.policy.asked.notices, ref)
        return home if isinstance(home, Table) else None

    def _by_policy(self, plain: Sequence[InputFile], tasks: Sequence[TableJob]) -> findings.Report:
        from shenbao.validation import Validator
        from shenbao.validation.bundle.duplicate_submissions import kind_of

        self.progress.files("cli-checking-files")
        policy = self.policy.asked
        if self.policy.readings:
            policy.require()
        given = self.request.submissions
        names = (*(item.name for item in plain), *(item.file for item in given))
        kinds = {*map(kind_of, names), *(_PACKAGED if tasks else ())}
        report = Validator(policy.notices, self.request.engine).validate_each(
            chain(self._settled(plain, tasks), given),
            kinds,
            schema=self.request.ref,
            readings=self.policy.readings,
            on_file=lambda _: self.progress.step(),
        )
        policy.require()
        return report

    def _settled(
        self, plain: Sequence[InputFile], tasks: Sequence[TableJob]
    ) -> Iterator[Submission]:
        """Yield what is read, each when its turn comes."""
        from shenbao.media.inputs.readers import choose_edition, of_unsound

        paths: deque[Path] = deque()

        def readings() -> Iterator[Reading]:
            for path, reading in self._read(plain, tasks):
                paths.append(path)
                yield reading

        for item in choose_edition(readings()):
            settled = of_unsound(item, self.policy.asked.mistaken(item.schema))
            path = paths.popleft()
            self.names.append(settled.file)
            if self.request.keep or self.request.marked is not None:
                self.submissions.append((path, settled))
            yield settled

    def _read(
        self, plain: Sequence[InputFile], tasks: Sequence[TableJob]
    ) -> Iterator[tuple[Path, Reading]]:
        """Yield what is read: files by themselves, and the rows of our tables in packages."""
        from shenbao.media.inputs.readers import Reading, read_one
        from shenbao.media.reading.source import SourceFile
        from shenbao.media.reading.values.texts import TextReaders

        notices = self.policy.asked.notices
        texts = TextReaders()
        for item in plain:
            source = SourceFile(
                path=item.path,
                name=item.name,
                notices=notices,
                schema=self.request.ref,
                texts=texts,
            )
            yield item.path, Reading(submission=read_one(source), source=source)
        # Two packages may name the same file; its rows count once.
        seen: set[tuple[str, str]] = set()
        for task in tasks:
            for path, submission in rows_as_submissions(
                task, notices, self.folders, self.request.ref
            ):
                place = (submission.file, real(path))
                if place not in seen:
                    seen.add(place)
                    yield path, Reading(submission=submission)

    def _files(self, found: Sequence[InputFile]) -> Iterator[str]:
        """Yield the names of the files in the order they were met; of packages what was read."""
        judged = {item.task.name: item.tables for item in self.judged}
        for item in found:
            yield item.name
            yield from (table.file for table in judged.get(item.name, ()))
        yield from self.names
        yield from (submission.file for submission in self.request.submissions)
