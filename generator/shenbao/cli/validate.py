"""``shenbao validate``: check submissions."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from shenbao.cli.common import (
    EXIT_FOUND,
    Format,
    Lang,
    Language,
    Lists,
    OutputFormat,
    Root,
    console,
)
from shenbao.errors import ShenbaoError


class Engine(StrEnum):
    """Which JSON Schema library judges the structure."""

    fast = "fast"
    reference = "reference"


def validate(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="文件或文件夹 / files or folders")
    ],
    *,
    schema: Annotated[
        str | None,
        typer.Option(
            "--schema",
            metavar="REF",
            help="按哪张表单校验，例如 shenkang-2024/p1 / the form to use",
        ),
    ] = None,
    output: OutputFormat = Format.text,
    lang: Lang = Language.chinese,
    engine: Annotated[
        Engine, typer.Option("--engine", help="结构校验引擎 / structure engine")
    ] = Engine.fast,
    reading: Annotated[
        list[str] | None,
        typer.Option(
            "--reading", metavar="ID=OPTION", help="歧义条款的读法，例如 I09=bracket / a reading"
        ),
    ] = None,
    lists: Lists = None,
    root: Root = None,
) -> None:
    """校验申报材料，逐项指出问题、依据和改法。Check submissions.

    退出码：0 通过，1 有错误，2 无法校验。Exit codes: 0 passed, 1 errors found, 2 cannot check.
    """
    from shenbao import checks, resources, submissions
    from shenbao.policy.load import load_notices
    from shenbao.reports import json_report, text

    notices = load_notices(resources.policy_root(root), lists=lists)
    handed_in = list(submissions.read(paths, notices, schema=schema))
    report = checks.validate(
        notices,
        handed_in,
        schema=schema,
        engine=engine.value,
        readings=_readings(reading or []),
    )
    if output is Format.json:
        typer.echo(json_report.render(report, lang.value), nl=False)
    else:
        text.render(report, console(), lang.value)
    if report.verdict == "fail":
        raise typer.Exit(EXIT_FOUND)


def _readings(chosen: list[str]) -> dict[str, str]:
    result: dict[str, str] = {}
    for item in chosen:
        identity, equals, option = item.partition("=")
        if not equals:
            raise ShenbaoError("cli-reading", found=item)
        result[identity.strip()] = option.strip()
    return result
