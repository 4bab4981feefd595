"""``shenbao validate``: check submissions."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

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
    policy_folder,
)
from shenbao.errors import ShenbaoError
from shenbao.messages import say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


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
    from shenbao import checks, submissions
    from shenbao.policy.load import load_notices
    from shenbao.reports import json_report, text

    chosen = _readings(reading or [])
    notices = load_notices(policy_folder(root), lists=lists)
    if schema is not None:
        checks.require_schema(notices, schema)
    with _Steps(lang.value) as steps:
        handed_in = []
        steps.start("cli-reading-files")
        for submission in submissions.read(paths, notices, schema=schema):
            handed_in.append(submission)
            steps.step()
        steps.start("cli-checking-files", len(handed_in))
        report = checks.validate(
            notices,
            handed_in,
            schema=schema,
            engine=engine.value,
            readings=chosen,
            on_file=lambda _: steps.step(),
        )
    if output is Format.json:
        typer.echo(json_report.render(report, lang.value), nl=False)
    else:
        text.render(report, console(), lang.value)
    if report.verdict == "fail":
        raise typer.Exit(EXIT_FOUND)


class _Steps:
    """A bar on a terminal that leaves no trace; nothing in a pipe."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        screen = console(stderr=True)
        if screen.is_terminal:
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self._bar = Progress(*columns, console=screen, transient=True)

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def start(self, name: str, total: int | None = None) -> None:
        """Begin a stretch of work."""
        if self._bar is not None:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task = self._bar.add_task(say(name, language=self._language), total=total)

    def step(self) -> None:
        """Tell that one file is done."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task)


def _readings(chosen: list[str]) -> dict[str, str]:
    result: dict[str, str] = {}
    for item in chosen:
        identity, _, option = (part.strip() for part in item.partition("="))
        if not identity or not option:
            raise ShenbaoError("cli-reading", found=item)
        if result.setdefault(identity, option) != option:
            raise ShenbaoError("cli-reading-twice", reading=identity)
    return result
