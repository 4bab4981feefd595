"""Tables among what is handed in: tasks for the exact check, and findings from its outcomes."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from shenbao.app.executor import Job, Outcome, run
from shenbao.app.ports import Progress
from shenbao.app.schema_file import SchemaFile
from shenbao.core import nets
from shenbao.core.errors import MissingExtraError, ShenbaoError
from shenbao.core.findings import Finding, TableCheck, Where
from shenbao.media.inputs.input_discovery import InputFile
from shenbao.media.inputs.packages import DescribedPackage, DescribedResource

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from shenbao.policy.form_identity import Identity
    from shenbao.policy.model import Table

KINDS = (".csv", ".json", ".jsonl", ".tsv", ".xlsx")
"""Kinds of files that hold a table, for ``--schema FILE``."""

SUFFIXES = (*KINDS, ".ndjson", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".numbers")
"""With those of which the reader knows better what to say than that they are not read."""

_WORKBOOKS = ("xlsx", "xlsm")
_LARGE = 32 * 1024 * 1024
"""Bytes of all tables together; for less no further process is worth its start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableJob:
    """A package, or a file with a schema, to be checked exactly.

    ``home`` is the table of ours that it says it holds, where a notice has it.
    """

    job: Job
    name: str
    described: str
    package: DescribedPackage | None = None
    identity: Identity | None = None
    home: Table | None = None

    def resources(self) -> dict[str, DescribedResource]:
        """Return the resources of the package by name; the first of a name counts."""
        resources = self.package.resources if self.package is not None else ()
        return {item.name: item for item in reversed(resources)}

    def own(self) -> Iterator[DescribedResource]:
        """Yield the resources that hold rows of our table: no example, no list, nothing else."""
        if self.package is None or self.home is None:
            return
        known = {node.column_name for node in self.home.fields()}
        for resource in self.package.tables():
            if resource.name == self.home.id.lower() or known & resource.columns:
                yield resource

    def after(self, findings: Sequence[Finding]) -> TableJob:
        """Return the task for the exact check that is to list what ``findings`` do not say."""
        if self.home is None:
            return self
        from shenbao.validation.tables.one_verdict import told

        by_file: dict[str, list[Finding]] = {}
        for finding in findings:
            by_file.setdefault(finding.where.file or "", []).append(finding)
        said = {name: told(by_file.get(file, []), self.home) for name, file in self.own_files()}
        return replace(self, job=replace(self.job, told=said))

    def own_files(self) -> Iterator[tuple[str, str]]:
        """Yield each resource with rows of our table by name, and its file; "" is a table alone."""
        if self.package is None:
            yield "", self.name
        for resource in self.own():
            yield resource.name, _file(self, resource)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableVerdict:
    """What the exact check says of a task."""

    task: TableJob
    findings: tuple[Finding, ...]
    tables: tuple[TableCheck, ...]
    notes: tuple[Finding, ...]


def task(
    found: InputFile,
    schema: SchemaFile | None,
    *,
    home: Table | None,
    engine: Literal["fast", "reference"],
    limit: int,
) -> TableJob:
    """Return the task for a package, or for a table under a schema."""
    from shenbao.validation.tables.findings import sensitive_columns

    package, told = found.package, identity(found, schema)
    if package is not None:
        described: Sequence[Any] = [item.schema for item in package.resources]
        paths = [package.path.parent / path for item in package.resources for path in item.paths]
    else:
        described, paths = [schema and schema.content], [found.path]
    job = Job(
        path=found.path,
        schema=None if package is not None or schema is None else schema.content,
        engine=engine,
        sensitive=sensitive_columns(*described)
        | (home.sensitive_columns if home is not None else frozenset()),
        limit=limit,
        size=sum(map(_size, paths)),
    )
    name = found.name if package is not None or schema is None else schema.name
    return TableJob(
        job=job, name=found.name, described=name, package=package, identity=told, home=home
    )


def identity(found: InputFile, schema: SchemaFile | None) -> Identity | None:
    """Return which table of ours a package, or the schema of a table, says it is."""
    if found.package is not None:
        return found.package.identity
    return schema.identity if schema is not None else None


def judge(
    tasks: Sequence[TableJob],
    progress: Progress,
    *,
    jobs: int | None,
    executor: Executor | None = None,
) -> Iterator[TableVerdict]:
    """Yield the verdicts in the order of the tasks.

    ``jobs`` is the number of processes, None for as many as are worth it: each takes whole
    files, or shares of one where there is no other. An ``executor`` (a Dask cluster's, say)
    takes their place.
    """
    if not tasks:
        return
    work = [item.job for item in tasks]
    jobs = _processes(work, jobs)
    if len(work) == 1 and executor is None:
        work = [replace(work[0], jobs=jobs)]
    if any(job.engine == "reference" for job in work):
        _require_reference()
    with _executor(work, jobs, executor) as workers:
        on_read: Callable[[int], None] | None = None
        if workers is None:
            progress.bytes("cli-checking-tables", sum(job.size for job in work))
            on_read = progress.step
        else:
            progress.files("cli-checking-tables", len(work))
        on_job = None if workers is None else lambda _: progress.step()
        outcomes = run(work, workers, on_read=on_read, on_job=on_job)
        for item, outcome in zip(tasks, outcomes, strict=True):
            yield _judged(item, outcome)
    progress.stop()


def _processes(work: Sequence[Job], wanted: int | None) -> int:
    large = sum(job.size for job in work) >= _LARGE
    return wanted or ((os.cpu_count() or 1) if large else 1)


@contextmanager
def _executor(work: Sequence[Job], jobs: int, given: Executor | None) -> Iterator[Executor | None]:
    wanted = min(jobs, len(work))
    if given is not None or wanted < 2:  # noqa: PLR2004 - one is this process
        yield given
        return
    from concurrent.futures.process import BrokenProcessPool

    from shenbao.tabular.parallel import MOST_PROCESSES

    processes = nets.workers(min(wanted, MOST_PROCESSES))
    try:
        yield processes
    except BrokenProcessPool as error:
        raise ShenbaoError("cli-worker-died") from error
    finally:
        processes.shutdown(wait=False, cancel_futures=True)


def _judged(item: TableJob, outcome: Outcome) -> TableVerdict:
    from shenbao.validation.tables.findings import (
        Checked,
        package_findings,
        package_notes,
        table_findings,
        table_notes,
    )

    resources = item.resources()
    findings = [_stopped(item, found, resources) for found in outcome.stopped]
    findings += list(package_findings(outcome.issues, item.name))
    notes = list(package_notes(outcome.notes, item.name))
    tables: list[TableCheck] = []
    own = frozenset(resource.name for resource in item.own())
    for result in outcome.tables:
        resource = resources.get(result.name)
        file = _file(item, resource)
        checked = Checked(
            result=result,
            file=file,
            described=item.described,
            ref=_ref(item, resource, own),
            schema=item.job.schema if resource is None else resource.schema,
            sensitive=item.job.sensitive,
            workbook=_is_workbook(resource.paths[0] if resource and resource.paths else file),
        )
        found, check = table_findings(checked)
        findings += found
        notes += table_notes(checked)
        tables.append(check)
    return TableVerdict(
        task=item, findings=tuple(findings), tables=tuple(tables), notes=tuple(notes)
    )


def _stopped(item: TableJob, found: Finding, resources: Mapping[str, DescribedResource]) -> Finding:
    """Return what stopped a task, or one resource, with the file as the user named it."""
    return replace(found, where=Where(file=_file(item, resources.get(found.where.file or ""))))


def _file(item: TableJob, resource: DescribedResource | None) -> str:
    if item.package is None or resource is None:
        return item.name
    return item.package.file(resource)


def _ref(item: TableJob, resource: DescribedResource | None, own: Collection[str]) -> str | None:
    """Return the short name of our table for a table that holds its rows, no list and example."""
    if item.home is None:
        return None
    if item.package is None:
        return item.home.ref
    return item.home.ref if resource is not None and resource.name in own else None


def _is_workbook(path: str) -> bool:
    return path.lower().rpartition(".")[2] in _WORKBOOKS


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _require_reference() -> None:
    """Say what is missing before other processes meet it."""
    from importlib.util import find_spec

    if find_spec("frictionless") is None:
        raise MissingExtraError("frictionless", "reference")
