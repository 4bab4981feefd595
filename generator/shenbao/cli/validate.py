"""``shenbao validate``: check submissions."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from shenbao.messages import say

if TYPE_CHECKING:
    from rich.progress import Progress


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
    with _progress() as progress:
        task = progress.add_task(say("cli-reading-files", language=lang.value), total=None)
        handed_in = []
        for submission in submissions.read(paths, notices, schema=schema):
            handed_in.append(submission)
            progress.advance(task)
        checking = say("cli-checking-files", language=lang.value)
        progress.update(task, description=checking, completed=0, total=len(handed_in))
        report = checks.validate(
            notices,
            handed_in,
            schema=schema,
            engine=engine.value,
            readings=_readings(reading or []),
            on_file=lambda _: progress.advance(task),
        )
    if output is Format.json:
        typer.echo(json_report.render(report, lang.value), nl=False)
    else:
        text.render(report, console(), lang.value)
    if report.verdict == "fail":
        raise typer.Exit(EXIT_FOUND)


def _progress() -> Progress:
    """Return a bar on a terminal that leaves no trace, and nothing in a pipe."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    screen = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)


def _readings(chosen: list[str]) -> dict[str, str]:
    result: dict[str, str] = {}
    for item in chosen:
        identity, equals, option = item.partition("=")
        if not equals:
            raise ShenbaoError("cli-reading", found=item)
        result[identity.strip()] = option.strip()
    return result
