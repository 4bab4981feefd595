"""One run of ``shenbao validate``: what was met is sorted, read, checked and joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from shenbao.app import table_jobs
from shenbao.app.merge_reports import (
    TableVerdicts,
    check_package_identity,
    merge,
    rows_as_submissions,
)
from shenbao.app.policy_source import Policy
from shenbao.app.progress import Bars
from shenbao.app.schema_file import SchemaFile
from shenbao.app.table_jobs import TableJob, TableVerdict
from shenbao.core.findings import Finding, Report, Where
from shenbao.media.inputs.input_discovery import InputFile, TempFolders, real, walk
from shenbao.media.reading.reader_findings import note

if TYPE_CHECKING:
    from shenbao.core.submission import Submission
    from shenbao.media.inputs.readers import Reading
    from shenbao.policy.model import Table


@dataclass(slots=True, kw_only=True)
class Validation:
    """What the options say. ``ref`` names a form of ours, ``table_schema`` is that of a table.

    After ``report`` it knows what was read: ``submissions`` and ``judged``.
    """

    ref: str | None
    table_schema: SchemaFile | None
    policy: Policy
    engine: Literal["fast", "reference"]
    limit: int
    jobs: int | None
    shelf: TempFolders
    bars: Bars
    submissions: list[tuple[Path, Submission]] = field(default_factory=list)
    judged: list[TableVerdict] = field(default_factory=list)

    def walk(self, paths: Sequence[Path]) -> list[InputFile]:
        """Return the files to look at; the schema itself is none of them."""
        if self.table_schema is None:
            from shenbao.media.inputs.readers import walk_submissions

            return walk_submissions(paths, self.shelf)
        found = walk(paths, self.shelf, table_jobs.SUFFIXES, shown=table_jobs.KINDS)
        own = real(self.table_schema.path)
        return [item for item in found if real(item.path) != own]

    def inputs(self, found: Sequence[InputFile]) -> list[Path]:
        """Return every file that must not be written to."""
        schema = [] if self.table_schema is None else [self.table_schema.path]
        packages = [item.package for item in found if item.package is not None]
        return [
            *schema,
            *(item.path for item in found),
            *(path for package in packages for path in package.files()),
        ]

    def report(self, found: Sequence[InputFile]) -> Report:
        """Check everything and return the report."""
        if self.ref is not None:
            from shenbao.validation import require_schema

            self.policy.loaded.require(self.ref)
            require_schema(self.policy.notices, self.ref)
        tasks = [self._task(item) for item in found if self._is_table(item)]
        plain = [item for item in found if item.remark is None and not self._is_table(item)]
        self.judged += table_jobs.judge(tasks, self.bars, jobs=self.jobs)
        needed = self.policy.asked_for or plain or any(task.identity for task in tasks)
        checked = self._by_policy(plain, tasks) if needed else Report(findings=())
        refused = [item.remark for item in found if item.remark is not None]
        about = [
            finding
            for task in tasks
            for finding in check_package_identity(task, self.policy.notices if task.home else ())
        ]
        about += self._left_aside() if needed else ()
        handed = TableVerdicts(
            files=tuple(dict.fromkeys(self._files(found))),
            judged=tuple(self.judged),
            remarks=tuple(item for item in (*refused, *about) if item.severity != "info"),
            notes=tuple(item for item in (*refused, *about) if item.severity == "info"),
        )
        return merge(handed, checked)

    def _left_aside(self) -> Iterator[Finding]:
        """Remark on each notice that nothing was checked against."""
        for notice in self.policy.loaded.unsound:
            yield note("policy.left-aside", Where(), notice=notice)

    def _is_table(self, item: InputFile) -> bool:
        return item.remark is None and (item.package is not None or self.table_schema is not None)

    def _task(self, item: InputFile) -> TableJob:
        told = table_jobs.identity(item, self.table_schema)
        home = self._home(told.form) if told is not None else None
        return table_jobs.task(
            item, self.table_schema, home=home, engine=self.engine, limit=self.limit
        )

    def _home(self, ref: str) -> Table | None:
        """Return the table of ours that a package says it holds."""
        from shenbao.policy.model import Table
        from shenbao.policy.names import resolve

        home = resolve(self.policy.notices, ref)
        return home if isinstance(home, Table) else None

    def _by_policy(self, plain: Sequence[InputFile], tasks: Sequence[TableJob]) -> Report:
        from shenbao.media.inputs.readers import choose_edition, of_unsound
        from shenbao.validation import validate

        self.bars.files("cli-reading-files")
        read: list[tuple[Path, Reading]] = []
        for item in self._read(plain, tasks):
            read.append(item)
            self.bars.step()
        unsound = self.policy.loaded.unsound
        settled = (
            of_unsound(item, unsound) for item in choose_edition([reading for _, reading in read])
        )
        self.submissions += zip((path for path, _ in read), settled, strict=True)
        handed_in = [submission for _, submission in self.submissions]
        self.bars.files("cli-checking-files", len(handed_in))
        return validate(
            self.policy.notices,
            handed_in,
            schema=self.ref,
            engine=self.engine,
            readings=self.policy.readings,
            on_file=lambda _: self.bars.step(),
        )

    def _read(
        self, plain: Sequence[InputFile], tasks: Sequence[TableJob]
    ) -> Iterator[tuple[Path, Reading]]:
        """Yield what is read: files by themselves, and the rows of our tables in packages."""
        from shenbao.media.inputs.readers import Reading, read_one
        from shenbao.media.reading.source import SourceFile

        notices = self.policy.notices
        for item in plain:
            source = SourceFile(path=item.path, name=item.name, notices=notices, schema=self.ref)
            yield item.path, Reading(submission=read_one(source), source=source)
        # Two packages may name the same file; its rows count once.
        seen: set[tuple[str, str]] = set()
        for task in tasks:
            for path, submission in rows_as_submissions(task, notices, self.shelf, self.ref):
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
        yield from (submission.file for _, submission in self.submissions)
