"""Tables to be checked, one task a file, here or on any executor; results in the order given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from shenbao.core.findings import Finding
from shenbao.core.nets import caught

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from shenbao.tabular import EngineName, Issue, TableResult
    from shenbao.tabular.results import Told

OnRead: TypeAlias = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A task: the table at ``path`` against ``schema``, or the package at ``path`` without one.

    It can be sent to another process or machine that sees the same files. ``size`` is how
    many bytes will be read, as far as it is known. ``jobs`` processes share a large table.
    ``told`` is what was said of the table, "" its name, or of resources by their names.
    """

    path: Path
    schema: Mapping[str, Any] | None = None
    engine: EngineName = "fast"
    sensitive: frozenset[str] = frozenset()
    limit: int | None = None
    size: int = 0
    jobs: int = 1
    told: Mapping[str, Told] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a task. ``issues`` and ``notes`` are those of a package itself.

    ``stopped`` says what nobody expected, of the task (then there is nothing else) or of
    resources of a package, whose names stand in place of files.
    """

    tables: tuple[TableResult, ...] = ()
    issues: tuple[Issue, ...] = ()
    notes: tuple[Issue, ...] = ()
    stopped: tuple[Finding, ...] = ()


def check(job: Job, on_read: OnRead | None = None) -> Outcome:
    """Do one task; ``on_read`` is told how many bytes were just read."""
    try:
        return _check(job, on_read)
    except Exception as error:  # noqa: BLE001 - the net under one task
        return Outcome(stopped=(caught(error, job.path.name),))


def _check(job: Job, on_read: OnRead | None) -> Outcome:
    from shenbao.tabular import check_package, check_table

    if job.schema is None:
        package = check_package(
            job.path,
            engine=job.engine,
            sensitive=job.sensitive,
            limit=job.limit,
            jobs=job.jobs,
            on_read=on_read,
            told=job.told,
        )
        return Outcome(
            tables=package.tables,
            issues=package.issues,
            notes=package.notes,
            stopped=package.stopped,
        )
    table = check_table(
        job.schema,
        job.path,
        engine=job.engine,
        sensitive=job.sensitive,
        limit=job.limit,
        jobs=job.jobs,
        on_read=on_read,
        told=job.told.get(""),
    )
    return Outcome(tables=(table,))


def run(
    jobs: Sequence[Job],
    executor: Executor | None = None,
    *,
    on_read: OnRead | None = None,
    on_job: Callable[[Job], None] | None = None,
) -> Iterator[Outcome]:
    """Yield the outcomes in the order of the tasks.

    With an executor of ``concurrent.futures`` (processes, or a Dask cluster) they are done
    together, and ``on_read`` is not told. ``on_job`` is told each task that is done.
    """
    if executor is None:
        for job in jobs:
            outcome = check(job, on_read)
            if on_job is not None:
                on_job(job)
            yield outcome
        return
    waiting = [executor.submit(check, job) for job in jobs]
    for job, future in zip(jobs, waiting, strict=True):
        outcome = future.result()
        if on_job is not None:
            on_job(job)
        yield outcome
