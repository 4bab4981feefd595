"""``shenbao try``: one rule on one example, with what each part of it comes to."""

from __future__ import annotations

from typing import Annotated

import typer

from shenbao.cli.common import (
    EXIT_FOUND,
    Format,
    Lang,
    Language,
    Lists,
    OutputFormat,
    Readings,
    Root,
    chosen_readings,
    console,
)


def try_rule(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="规则编号 / the id of a rule")],
    example: Annotated[
        str | None,
        typer.Argument(
            metavar="EXAMPLE",
            help="示例的名称，或一个文件；不写就找一份用得上这条规则的 / an example or a file",
        ),
    ] = None,
    *,
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="/PLACE=VALUE",
            help="换一个值再试，可多次；等号后不写就是不填 / put in another value",
        ),
    ] = None,
    reading: Readings = None,
    output: OutputFormat = Format.text,
    lang: Lang = Language.chinese,
    lists: Lists = None,
    root: Root = None,
) -> None:
    """试一条规则：表达式每一部分是什么值，为什么成立或不成立。Try one rule.

    例：SK-P1-21；SK-P1-21 p1-valid --set /funding/amount=120；shenkang-2024/SK-P1-21 申请书.docx
    """
    from shenbao.app.notices.try_rule import TrialRequest
    from shenbao.app.notices.try_rule import try_rule as use
    from shenbao.reports.policy import rule_trials

    request = TrialRequest(
        rule=rule,
        example=example,
        changes=change or (),
        root=root,
        lists=lists,
        readings=chosen_readings(reading or []),
    )
    trials = use(request)
    if output is Format.json:
        typer.echo(rule_trials.to_json(trials), nl=False)
    else:
        rule_trials.print_trials(trials, console(), lang.value)
    if rule_trials.failed(trials):
        raise typer.Exit(EXIT_FOUND)
