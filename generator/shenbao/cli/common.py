"""What the commands share: exit codes, options, the console."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say

if TYPE_CHECKING:
    from rich.console import Console

    from shenbao.app.policy_source import Policy

EXIT_FOUND = 1
EXIT_CANNOT = 2
EXIT_INTERRUPTED = 130

_NARROWEST = 20


class Language(StrEnum):
    """The languages of messages."""

    chinese = "zh-CN"
    english = "en"


class Format(StrEnum):
    """The formats of a report."""

    text = "text"
    json = "json"


Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        metavar="DIR",
        file_okay=False,
        help="政策文件夹（含 schemas/）；默认从当前文件夹向上找，找不到时用随附的通知"
        " / the policy folder",
    ),
]
OwnRoot = Annotated[
    Path | None,
    typer.Option(
        "--root",
        metavar="DIR",
        file_okay=False,
        help="政策文件夹（含 schemas/）；默认从当前文件夹向上找，不用随附的通知"
        " / the policy folder",
    ),
]
Lists = Annotated[
    Path | None,
    typer.Option(
        "--lists",
        metavar="DIR",
        file_okay=False,
        help="补充名单所在的文件夹（<名单>.csv）/ a folder of supplied code lists",
    ),
]
ConvertOld = Annotated[
    bool,
    typer.Option(
        "--convert-old",
        help="用本机的 LibreOffice 读旧格式（.doc .xls .wps .et）/ read old formats by LibreOffice",
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help="文件已存在时改写 / overwrite an existing file")
]
Readings = Annotated[
    list[str] | None,
    typer.Option(
        "--reading", metavar="ID=OPTION", help="歧义条款的读法，例如 I09=bracket / a reading"
    ),
]
Lang = Annotated[Language, typer.Option("--lang", help="文字语言 / language of messages")]
OutputFormat = Annotated[Format, typer.Option("--format", help="输出格式 / output format")]


def chosen_readings(chosen: list[str]) -> dict[str, str]:
    """Return the readings that ``ID=OPTION`` choose; raises ShenbaoError for any other text."""
    result: dict[str, str] = {}
    for item in chosen:
        identity, _, option = (part.strip() for part in item.partition("="))
        if not identity or not option:
            raise ShenbaoError("cli-reading", found=item)
        if result.setdefault(identity, option) != option:
            raise ShenbaoError("cli-reading-twice", reading=identity)
    return result


def refuse_overwriting(target: Path, *, force: bool) -> None:
    """Raise ShenbaoError for a folder, and for a file that is there, unless it may be replaced."""
    if target.is_dir():
        raise ShenbaoError("cli-form-folder", file=str(target))
    if target.is_file() and not force:
        raise ShenbaoError("cli-form-exists", file=str(target))


def announced_folder(root: Path | None, language: str) -> Path:
    """Return the policy folder of somebody who works on notices; which it is is said first."""
    from shenbao.app.policy_source import own_folder

    folder = own_folder(root)
    tell_folder(folder, language)
    return folder


def tell_folder(folder: Path, language: str) -> None:
    """Say which policy folder is taken, as a place that can be gone to from anywhere."""
    told = say("cli-policy-folder", {"folder": str(folder.absolute())}, language)
    console(stderr=True).print(told, markup=False, soft_wrap=True)


def open_policy(policy: Policy, language: str, *names: str | None) -> None:
    """Say which notices are left aside; UnsoundError where a name asks for one of them."""
    screen = console(stderr=True)
    for notice in policy.require(*names):
        said = say("policy-left-aside", {"notice": notice}, language)
        screen.print(said, markup=False, emoji=False, soft_wrap=True)


def show_version(value: bool) -> None:  # noqa: FBT001 - Typer passes an option's value so
    """Print the version and leave."""
    if value:
        from shenbao.reports.json_report import version

        typer.echo(version())
        raise typer.Exit


def console(*, stderr: bool = False) -> Console:
    """Return a console that writes plain text into a pipe; a width of nothing is no width."""
    from rich.console import Console

    screen = Console(stderr=stderr, highlight=False)
    screen.width = max(screen.width, _NARROWEST)
    return screen


def put_line(line: str, screen: Console | None = None) -> None:
    """Print a line as it is, without the control characters that data may bring."""
    from shenbao.reports.terminal_text import terminal_safe

    (screen or console()).print(terminal_safe(line), markup=False, emoji=False, soft_wrap=True)
