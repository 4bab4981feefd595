"""``shenbao package``: data packages to fill in, and filled ones to hand in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shenbao.app.policy_source import Policy
from shenbao.cli.common import EXIT_FOUND, Lang, Language, Lists, Root, console, open_policy
from shenbao.core.messages import say

if TYPE_CHECKING:
    from shenbao.app.packages.package import Packages

_CLOSING = {
    "fail": "cli-package-not-yet",
    "review": "cli-package-review",
    "pass": "cli-package-give",
}
"""What is said at the end."""


def package(
    wanted: Annotated[
        list[str],
        typer.Argument(
            metavar="NOTICE/TABLE…", help="表格，例如 shenkang-2024/summary / the tables"
        ),
    ],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="DIR", help="写到哪个文件夹，或 .zip / a folder or .zip"
        ),
    ],
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data",
            metavar="FILE",
            help="填好的文件，做成报送用的数据包 / filled files to hand in",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="换掉已有的数据包 / replace an existing package")
    ] = False,
    lang: Lang = Language.chinese,
    lists: Lists = None,
    root: Root = None,
) -> None:
    """生成表格的数据包：空的用来填，有数据的用来报送。Make data packages.

    退出码：0 做好了，1 做好了但数据有错误，2 没有做成。

    Exit codes: 0 made, 1 made, but the data have errors, 2 not made.
    """
    from shenbao.app.packages.package import PackageRequest
    from shenbao.app.packages.package import package as make

    language = lang.value
    policy = Policy(root=root, lists=lists)
    open_policy(policy, language, *wanted)
    files = tuple(data or ())
    asked = PackageRequest(tables=tuple(wanted), files=files, output=output, force=force)
    made = make(asked, policy)
    for item in made.handed_in:
        from shenbao.reports import text

        text.print_report(item.report, console(), language)
    _tell(output, made, language)
    if made.verdict == "fail":
        raise typer.Exit(EXIT_FOUND)


def _tell(output: Path, made: Packages, language: str) -> None:
    if made.verdict is None:
        for table in made.tables:
            facts = {"path": str(made.place(table, output)), "title": table.title}
            _say("cli-package-empty", language, **facts, file=f"{table.id}.csv")
        return
    for item in made.handed_in:
        _say(
            "cli-package-filled",
            language,
            path=str(made.place(item.table, output)),
            title=item.table.title,
            rows=str(item.facts.rows),
            fingerprint=item.facts.fingerprint,
        )
        if item.facts.structure:
            _say("cli-package-structure", language, count=str(item.facts.structure))
    _say(_CLOSING[made.verdict], language, path=str(output))


def _say(message: str, language: str, **facts: str) -> None:
    from shenbao.reports.terminal_text import terminal_safe

    said = terminal_safe(say(message, facts, language))
    console().print(said, markup=False, emoji=False, soft_wrap=True)
