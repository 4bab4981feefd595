"""``shenbao validate``: check submissions, tables and data packages."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from shenbao.cli.common import EXIT_CANNOT, EXIT_FOUND, Lang, Language, Lists, Root
from shenbao.core.errors import ShenbaoError
from shenbao.core.nets import CANNOT


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
Readings: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--reading", metavar="ID=OPTION", help="歧义条款的读法，例如 I09=bracket / a reading"
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
    lang: Lang = Language.chinese,
    lists: Lists = None,
    root: Root = None,
) -> None:
    """校验申报材料、表格和数据包，逐项指出问题、依据和改法。Check submissions and tables.

    退出码：0 通过，1 有错误，2 无法校验。Exit codes: 0 passed, 1 errors found, 2 cannot check.
    """
    from shenbao.app.policy_source import Policy
    from shenbao.app.progress import Bars
    from shenbao.app.schema_file import schema_file
    from shenbao.app.validate import Validation
    from shenbao.app.write_report import Delivery
    from shenbao.media.inputs.input_discovery import TempFolders

    table_schema = schema_file(schema)
    delivery = Delivery(form=form.value, output=output, annotate=annotate, language=lang.value)
    policy = Policy(root=root, lists=lists, readings=_readings(reading or []))
    with TempFolders() as shelf, Bars(lang.value) as bars:
        validation = Validation(
            ref=schema if table_schema is None else None,
            table_schema=table_schema,
            policy=policy,
            engine=engine.value,
            limit=limit,
            jobs=jobs,
            shelf=shelf,
            bars=bars,
        )
        found = validation.walk(paths)
        delivery.refuse_inputs(validation.inputs(found))
        report = validation.report(found)
        bars.stop()
        delivery.hand_over(report, validation.submissions, validation.judged)
    if any(finding.rule in CANNOT for finding in report.findings):
        raise typer.Exit(EXIT_CANNOT)
    if report.verdict == "fail":
        raise typer.Exit(EXIT_FOUND)


def _readings(chosen: list[str]) -> dict[str, str]:
    result: dict[str, str] = {}
    for item in chosen:
        identity, _, option = (part.strip() for part in item.partition("="))
        if not identity or not option:
            raise ShenbaoError("cli-reading", found=item)
        if result.setdefault(identity, option) != option:
            raise ShenbaoError("cli-reading-twice", reading=identity)
    return result
