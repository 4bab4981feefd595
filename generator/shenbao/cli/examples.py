"""``shenbao examples``: examples proposed for a notice, and those confirmed written into it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from shenbao.cli.common import (
    Format,
    Lang,
    Language,
    OutputFormat,
    Root,
    announced_folder,
    console,
)
from shenbao.core.errors import ShenbaoError


def examples(
    notice: Annotated[str, typer.Argument(metavar="NOTICE", help="通知编号 / the id of a notice")],
    *,
    propose: Annotated[
        bool,
        typer.Option(
            "--propose",
            help="每张表拟一份填对的，每条规则拟几个边界值，写成待确认的文件 / propose examples",
        ),
    ] = False,
    accept: Annotated[
        Path | None,
        typer.Option(
            "--accept",
            metavar="FILE",
            help="把文件里采用的写进示例 / write what a file says is taken",
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--form", metavar="FORM", help="只拟这一张表 / only this form or table"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="写到哪里 / where the file goes"),
    ] = None,
    output: OutputFormat = Format.text,
    lang: Lang = Language.chinese,
    root: Root = None,
) -> None:
    """拟示例和测试向量，确认以后收进示例。Propose examples, take those that are confirmed.

    例：examples my-notice --propose；examples my-notice --accept examples-proposed/my-notice.json
    """
    if propose == (accept is not None):
        raise ShenbaoError("proposal-which")
    if accept is not None and (form is not None or out is not None):
        raise ShenbaoError("proposal-accept-alone")
    folder = announced_folder(root, lang.value)
    if accept is not None:
        _accept(notice, accept, folder, output, lang)
    else:
        _propose(notice, form, out, folder, output, lang)


def _propose(
    notice: str, form: str | None, out: Path | None, folder: Path, output: Format, lang: Language
) -> None:
    from shenbao.app.notices.examples import ProposeRequest
    from shenbao.app.notices.examples import propose as use
    from shenbao.reports.policy import proposals

    request = ProposeRequest(notice=notice, form=form, out=out, root=folder, language=lang.value)
    made = use(request)
    summary = {**asdict(made), "file": str(made.file)}
    if output is Format.json:
        typer.echo(proposals.to_json(summary), nl=False)
        return
    screen = console()
    counts = {**summary, "count": len(made.gaps)}
    del counts["gaps"]
    proposals.print_lines({"proposal-made": counts}, screen, lang.value)
    if made.gaps:
        proposals.print_lines({"proposal-gaps": {"count": len(made.gaps)}}, screen, lang.value)
    for gap in made.gaps:
        proposals.print_gap(gap, screen)
    proposals.print_lines({"proposal-next": counts}, screen, lang.value)


def _accept(notice: str, file: Path, folder: Path, output: Format, lang: Language) -> None:
    from shenbao.app.notices.examples import accept as use
    from shenbao.reports.policy import proposals

    done = use(notice, file, folder)
    summary = {**asdict(done), "folder": str(done.folder)}
    if output is Format.json:
        typer.echo(proposals.to_json(summary), nl=False)
        return
    counts = {**summary, "files": len(done.files)}
    proposals.print_lines({"proposal-accepted": counts}, console(), lang.value)
    for path in done.files:
        console().print(f"  {path}", markup=False, soft_wrap=True)
