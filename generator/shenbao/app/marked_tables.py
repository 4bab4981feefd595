"""The tables that were read, as they stand in their files, to be marked with what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shenbao.app.table_jobs import TableVerdict
    from shenbao.core.findings import Report
    from shenbao.core.submission import Submission
    from shenbao.reports.workbook import SourceSheet

_TEXTS = (".csv", ".tsv")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


def source_sheets(
    report: Report, submissions: Sequence[tuple[Path, Submission]], judged: Sequence[TableVerdict]
) -> Iterator[SourceSheet]:
    """Yield the tables that were read, as they stand in their files, each once."""
    from shenbao.reports.workbook import SourceSheet

    seen: set[tuple[str, str | None]] = set()
    for item in judged:
        for check in item.tables:
            if (check.file, check.sheet) not in seen:
                seen.add((check.file, check.sheet))
                rows: Any = _Records(item, check.name)
                yield SourceSheet(file=check.file, sheet=check.sheet, rows=rows)
    for path, submission in submissions:
        if path.suffix.lower() not in _TEXTS + _WORKBOOKS:
            continue
        header = _header_row(submission)
        for sheet in _sheets(report, submission, path):
            if (submission.file, sheet) not in seen:
                seen.add((submission.file, sheet))
                yield SourceSheet(
                    file=submission.file, sheet=sheet, rows=_Cells(path, sheet), header_row=header
                )


@dataclass(frozen=True, slots=True)
class _Records:
    """The records of a table that was checked exactly; they can be gone through again."""

    judged: TableVerdict
    name: str

    def __iter__(self) -> Iterator[Sequence[Any]]:
        from shenbao.tabular.records import file_records, resource_records

        path = self.judged.task.job.path
        if self.judged.task.package is not None:
            return resource_records(path, self.name)
        return file_records(path)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The records of a submission that is a table, as they stand in its file."""

    path: Path
    sheet: str | None

    def __iter__(self) -> Iterator[Sequence[Any]]:
        from shenbao.tabular.records import file_records

        return file_records(self.path, sheet=self.sheet or 1)


def _sheets(report: Report, submission: Submission, path: Path) -> list[str | None]:
    """Return the sheets of a workbook that anything was read from or said of; of a text none."""
    if path.suffix.lower() in _TEXTS:
        return [None]
    places = [item.where for item in (*report.findings, *report.notes)]
    said = [where.sheet for where in places if where.file == submission.file]
    read = [origin.sheet for origin in submission.origins.values()]
    return list(dict.fromkeys(sheet for sheet in (*read, *said) if sheet is not None))


def _header_row(submission: Submission) -> int | None:
    """Return the row of the header: the one before the first row of the data."""
    first = next(iter(submission.origins.values()), None)
    if first is None or first.row is None or "rows" not in (submission.data or {}):
        return 1 if first is None else None
    return max(first.row - 1, 1)
