"""``shenbao check``: whether the policy folder is sound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shenbao.cli.common import (
    EXIT_FOUND,
    Format,
    Lang,
    Language,
    OutputFormat,
    OwnRoot,
    announced_folder,
    console,
)


def check(
    *,
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="通知原文所在的文件夹，核对摘录 / folder of the source texts",
        ),
    ] = None,
    update: Annotated[
        bool,
        typer.Option("--update", help="重写示例的预期结果和 data-packages / rewrite goldens"),
    ] = False,
    coverage: Annotated[
        Path | None,
        typer.Option(
            "--coverage",
            metavar="RULES.json",
            exists=True,
            dir_okay=False,
            help="规则清单：逐条说明落在哪里 / where each rule of an inventory lives",
        ),
    ] = None,
    output: OutputFormat = Format.text,
    lang: Lang = Language.chinese,
    root: OwnRoot = None,
) -> None:
    """检查政策文件：写法、条款、名单、规则、示例、数据包。Check a policy folder."""
    from shenbao.app.notices.check import CheckRequest
    from shenbao.app.notices.check import check as use
    from shenbao.reports.policy import problems as report

    folder = announced_folder(root, lang.value)
    if coverage is not None:
        _cover(folder, coverage, output, lang)
        return
    result = use(CheckRequest(root=folder, sources=sources, update=update))
    if output is Format.json:
        typer.echo(
            report.to_json(result.problems, result.checked, lang.value, reminders=result.reminders),
            nl=False,
        )
    else:
        report.print_problems(
            result.problems,
            result.checked,
            console(),
            lang.value,
            reminders=result.reminders,
        )
    if result.problems:
        raise typer.Exit(EXIT_FOUND)


def _cover(folder: Path, inventory: Path, output: Format, lang: Language) -> None:
    """Say where each rule of an inventory lives; a rule without a home is a failure."""
    from shenbao.app.notices.check import cover
    from shenbao.reports.policy import coverage as report

    rules = cover(folder, inventory)
    if output is Format.json:
        typer.echo(report.to_json(rules), nl=False)
    else:
        report.print_coverage(rules, console(), lang.value)
    if any(item.home is None for item in rules):
        raise typer.Exit(EXIT_FOUND)
