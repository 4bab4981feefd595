"""``shenbao validate``: check submissions, tables and data packages."""

from __future__ import annotations

import io
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from shenbao.cli.common import (
    EXIT_CANNOT,
    EXIT_FOUND,
    ConvertOld,
    Lang,
    Language,
    Lists,
    Readings,
    Root,
    chosen_readings,
    console,
)
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say
from shenbao.core.nets import CANNOT

if TYPE_CHECKING:
    from shenbao.app.schema_file import SchemaFile
    from shenbao.core.findings import Report

_WIDTH = 100
"""Columns of a report that is written to a file."""


class Engine(StrEnum):
    """Which libraries judge: ours, or those that ours are compared with."""

    fast = "fast"
    reference = "reference"


class ReportFormat(StrEnum):
    """The formats of a report on what was handed in."""

    text = "text"
    json = "json"
    html = "html"


Paths: TypeAlias = Annotated[
    list[Path],
    typer.Argument(metavar="PATH…", help="文件、文件夹、zip 或数据包 / files, folders, packages"),
]
Schema: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--schema",
        metavar="REF",
        help="按哪张表单校验，例如 shenkang-2024/p1；或表结构文件 FILE.json"
        " / the form, or a Table Schema file",
    ),
]
Output: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        dir_okay=False,
        help="报告写到哪个文件 / the file for the report",
    ),
]
Annotate: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--annotate",
        metavar="FILE.xlsx",
        dir_okay=False,
        help="另存一份工作簿，问题标在原表旁边 / a workbook of your tables with the errors marked",
    ),
]
Limit: TypeAlias = Annotated[
    int,
    typer.Option(
        "--limit",
        metavar="N",
        min=1,
        help="表格里每列每种错误列出几处，总数照计 / listed errors of a kind, all are counted",
    ),
]
Jobs: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--jobs", metavar="N", min=1, max=256, help="用几个进程查表格 / processes for tables"
    ),
]


def validate(
    paths: Paths,
    *,
    schema: Schema = None,
    form: Annotated[
        ReportFormat, typer.Option("--format", help="输出格式 / output format")
    ] = ReportFormat.text,
    output: Output = None,
    annotate: Annotate = None,
    limit: Limit = 100,
    engine: Annotated[Engine, typer.Option("--engine", help="校验引擎 / the engine")] = Engine.fast,
    jobs: Jobs = None,
    reading: Readings = None,
    convert_old: ConvertOld = False,
    lang: Lang = Language.chinese,
    lists: Lists = None,
    root: Root = None,
) -> None:
    """校验申报材料、表格和数据包，逐项指出问题、依据和改法。Check submissions and tables.

    退出码：0 通过，1 有错误，2 无法校验。Exit codes: 0 passed, 1 errors found, 2 cannot check.
    """
    from shenbao.app.policy_source import Policy
    from shenbao.app.validate import ValidationRequest
    from shenbao.app.validate import validate as judge
    from shenbao.cli.progress import Bars

    table_schema = _schema_file(schema)
    _refuse_targets(form, output, annotate)
    request = ValidationRequest(
        paths=tuple(paths),
        ref=schema if table_schema is None else None,
        table_schema=table_schema,
        engine=engine.value,
        limit=limit,
        jobs=jobs,
        outputs=tuple(target for target in (output, annotate) if target is not None),
        marked=lang.value if annotate is not None else None,
        convert_old=convert_old,
    )
    policy = Policy(root=root, lists=lists, readings=chosen_readings(reading or []))
    with Bars(lang.value) as bars:
        made = judge(request, policy, bars)
    if annotate is not None and made.workbook is not None:
        _write(annotate, made.workbook)
    _hand_over(made.report, form, output, lang.value)
    if form is ReportFormat.text or output is not None:
        for target in request.outputs:
            typer.echo(say("cli-report-written", {"file": str(target)}, lang.value))
    if any(finding.rule in CANNOT for finding in made.report.findings):
        raise typer.Exit(EXIT_CANNOT)
    if made.report.verdict == "fail":
        raise typer.Exit(EXIT_FOUND)


def _schema_file(option: str | None) -> SchemaFile | None:
    if option is None:
        return None
    from shenbao.app.schema_file import schema_file

    return schema_file(option)


def _refuse_targets(form: ReportFormat, output: Path | None, annotate: Path | None) -> None:
    """Raise ShenbaoError where the report cannot be what is asked for."""
    from shenbao.media.inputs.input_discovery import printable

    if form is ReportFormat.html and output is None:
        raise ShenbaoError("cli-html-needs-output")
    if annotate is not None and annotate.suffix.lower() != ".xlsx":
        raise ShenbaoError("cli-annotate-suffix", path=printable(annotate))


def _hand_over(report: Report, form: ReportFormat, output: Path | None, language: str) -> None:
    """Print the report, or write it and print how it ends."""
    from shenbao.reports import text

    if output is not None:
        _write(output, _rendered(report, form, language).encode("utf-8"))
        text.conclude(report, console(), language)
    elif form is ReportFormat.json:
        typer.echo(_rendered(report, form, language), nl=False)
    else:
        text.print_report(report, console(), language)


def _rendered(report: Report, form: ReportFormat, language: str) -> str:
    if form is ReportFormat.json:
        from shenbao.reports import json_report

        return json_report.report_json(report, language)
    if form is ReportFormat.html:
        from shenbao.reports import html_report

        return html_report.report_page(report, language)
    from rich.console import Console

    from shenbao.reports import text

    stream = io.StringIO()
    text.print_report(report, Console(file=stream, width=_WIDTH, highlight=False), language)
    return stream.getvalue()


def _write(target: Path, content: bytes) -> None:
    from shenbao.core.artifacts import deliver

    deliver(target, content)
