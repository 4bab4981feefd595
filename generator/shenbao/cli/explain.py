"""``shenbao explain``: what the policy says of a rule, field, clause, list or reading."""

from __future__ import annotations

from typing import Annotated

import typer

from shenbao.app.policy_source import Policy
from shenbao.cli.common import (
    Format,
    Lang,
    Language,
    Lists,
    OutputFormat,
    Root,
    console,
    open_policy,
)


def explain(
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="规则、字段、条款、名单或读法 / a rule, field, clause, list or reading",
        ),
    ],
    *,
    output: OutputFormat = Format.text,
    lang: Lang = Language.chinese,
    lists: Lists = None,
    root: Root = None,
) -> None:
    """说明一条规则、字段或条款：内容、依据、读法、用在哪里。Explain an id.

    例：SK-P1-21，c-p1-funding，shenkang-2024/p1#/basic/funding，I09；
    几份通知有同一个编号的，只看一份：mudan-2022/I87
    """
    from shenbao.app.notices.explain import explain as use
    from shenbao.reports.policy import explanation

    policy = Policy(root=root, lists=lists)
    open_policy(policy, lang.value, wanted.strip().partition("/")[0].casefold())
    found = use(wanted, policy)
    if output is Format.json:
        typer.echo(explanation.to_json(found), nl=False)
    else:
        explanation.print_traces(found, console(), lang.value)
