"""Where a report goes: to the terminal, a file, a page, and beside the tables themselves."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from shenbao.app.console import console
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say

if TYPE_CHECKING:
    from shenbao.app.table_jobs import TableVerdict
    from shenbao.core.findings import Report
    from shenbao.core.submission import Submission
    from shenbao.reports.workbook import SourceSheet

_WIDTH = 100
_TEXTS = (".csv", ".tsv")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How the report is wanted."""

    form: str
    output: Path | None
    annotate: Path | None
    language: str

    def refuse_inputs(self, inputs: Sequence[Path]) -> None:
        """Raise ShenbaoError where what is to be written cannot be, or would destroy an input."""
        from shenbao.media.inputs.input_discovery import all_real, printable, real

        if self.form == "html" and self.output is None:
            raise ShenbaoError("cli-html-needs-output")
        if self.annotate is not None and self.annotate.suffix.lower() != ".xlsx":
            raise ShenbaoError("cli-annotate-suffix", path=printable(self.annotate))
        targets = [target for target in (self.output, self.annotate) if target is not None]
        if len({real(target) for target in targets}) < len(targets):
            raise ShenbaoError("cli-output-twice", path=printable(targets[0]))
        known = set(all_real(inputs)) if targets else set()
        for target in targets:
            if real(target) in known:
                raise ShenbaoError("cli-output-input", path=printable(target))

    def hand_over(
        self,
        report: Report,
        submissions: Sequence[tuple[Path, Submission]],
        judged: Sequence[TableVerdict],
    ) -> None:
        """Print or write the report, and the annotated tables where they are wanted."""
        if self.annotate is not None:
            from shenbao.reports.workbook import annotated

            sheets = list(source_sheets(report, submissions, judged))
            self._write(self.annotate, annotated(report, sheets, self.language))
        if self.output is not None:
            self._write(self.output, self._rendered(report).encode("utf-8"))
        elif self.form == "json":
            typer.echo(self._rendered(report), nl=False)
        else:
            from shenbao.reports import text

            text.render(report, console(), self.language)
        if self.output is not None:
            from shenbao.reports import text

            text.conclude(report, console(), self.language)
        if self.form == "text" or self.output is not None:
            for target in (self.output, self.annotate):
                if target is not None:
                    typer.echo(say("cli-report-written", {"file": str(target)}, self.language))

    def _rendered(self, report: Report) -> str:
        if self.form == "json":
            from shenbao.reports import json_report

            return json_report.render(report, self.language)
        if self.form == "html":
            from shenbao.reports import html_report

            return html_report.render(report, self.language)
        from rich.console import Console

        from shenbao.reports import text

        stream = io.StringIO()
        text.render(report, Console(file=stream, width=_WIDTH, highlight=False), self.language)
        return stream.getvalue()

    @staticmethod
    def _write(target: Path, content: bytes) -> None:
        from shenbao.core.artifacts import deliver

        deliver(target, content)


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
