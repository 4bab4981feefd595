"""``shenbao workbook``: a notice as a workbook that goes out and comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shenbao.cli.common import (
    EXIT_FOUND,
    Force,
    Lang,
    Language,
    Root,
    console,
    refuse_overwriting,
    tell_folder,
)
from shenbao.core.messages import say

if TYPE_CHECKING:
    from shenbao.app.notices.workbook import ImportedWorkbook
    from shenbao.core.messages.values import Value

workbook = typer.Typer(
    help="把一份通知的政策文件夹导出成 Excel 工作簿，改好再导入。"
    "A notice as a workbook that goes out and comes back.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@workbook.command("export")
def export(
    notice: Annotated[
        str, typer.Argument(metavar="NOTICE", help="通知的编号，如 keji-2025 / its id")
    ],
    *,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE.xlsx", help="写到哪里 / where it goes"),
    ],
    force: Force = False,
    lang: Lang = Language.chinese,
    root: Root = None,
) -> None:
    """导出：一份通知的政策文件夹变成一份工作簿。Write the workbook of a notice.

    例：shenbao workbook export shenkang-2024 -o 政策.xlsx
    """
    from shenbao.app.notices.workbook import WorkbookRequest, export_workbook
    from shenbao.core.artifacts import deliver

    refuse_overwriting(output, force=force)
    made = export_workbook(WorkbookRequest(notice=notice, root=root))
    deliver(output, made.content)
    args: dict[str, Value] = {
        "file": str(output),
        "sheets": len(made.rows),
        "rows": sum(made.rows.values()),
    }
    _say("exported", args, lang.value)


@workbook.command("import")
def take_over(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.xlsx", exists=True, dir_okay=False, help="工作簿 / the workbook"
        ),
    ],
    *,
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite",
            help="文件夹里后来改过的，以工作簿为准 / let the workbook count",
        ),
    ] = False,
    lang: Lang = Language.chinese,
    root: Root = None,
) -> None:
    """导入：工作簿里改过的写进政策文件夹，然后检查。Take a workbook over into its folder.

    例：shenbao workbook import 政策.xlsx
    """
    from shenbao.app.notices.workbook import ImportRequest, import_workbook

    done = import_workbook(ImportRequest(workbook=file, root=root, overwrite=overwrite))
    tell_folder(done.folder.parent.parent, lang.value)
    _tell(done, lang.value)
    if done.problems:
        raise typer.Exit(EXIT_FOUND)


def _tell(done: ImportedWorkbook, language: str) -> None:
    """Print what was written, and what is wrong in the notice now."""
    from shenbao.reports.policy import problems as report

    args: dict[str, Value] = {
        "folder": str(done.folder),
        "written": len(done.written),
        "removed": len(done.removed),
    }
    _say("imported", args, language)
    for kind, names in (
        ("imported-file", done.written),
        ("removed-file", done.removed),
        ("kept-file", done.kept),
    ):
        for name in names:
            _say(kind, {"file": name}, language, "  ")
    report.print_problems(
        [problem for problem, _ in done.problems],
        {},
        console(),
        language,
        beside={
            problem: say("policybook-from-cell", {"place": place.words(language)}, language)
            for problem, place in done.problems
            if place is not None
        },
    )


def _say(message: str, args: dict[str, Value], language: str, indent: str = "") -> None:
    from shenbao.reports.terminal_text import terminal_safe

    said = indent + terminal_safe(say(f"policybook-{message}", args, language))
    console().print(said, markup=False, emoji=False, soft_wrap=True)
