"""``shenbao form`` and ``convert``: forms in every medium, and back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shenbao.app.policy_source import Policy
from shenbao.cli.common import (
    EXIT_FOUND,
    ConvertOld,
    Force,
    Lang,
    Language,
    Lists,
    Root,
    console,
    open_policy,
    refuse_overwriting,
)
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say
from shenbao.core.messages.values import many

if TYPE_CHECKING:
    from shenbao.core.submission import Submission


class Medium(StrEnum):
    """The media of a form, named by the suffix of their files."""

    html = "html"
    docx = "docx"
    xlsx = "xlsx"
    pdf = "pdf"
    json = "json"
    csv = "csv"


Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="写到哪个文件 / the file")
]


def form(
    wanted: Annotated[
        str,
        typer.Argument(metavar="REF", help="表单或表格，例如 shenkang-2024/p1 / a form or table"),
    ],
    *,
    medium: Annotated[
        Medium | None, typer.Option("--format", help="哪种文件 / the kind of file")
    ] = None,
    fill: Annotated[
        list[Path] | None,
        typer.Option(
            "--fill",
            metavar="PATH",
            help="用以前的申报、资料文件先填好，或由各份申请汇总成表；可以是文件夹，可以写几次"
            " / carry over from earlier data, or make a summary of applications",
        ),
    ] = None,
    more: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH…]", help="--fill 后面的其他文件或文件夹 / more files for --fill"
        ),
    ] = None,
    flat: Annotated[
        bool,
        typer.Option("--static", help="用来打印的 PDF / a printed copy without fields"),
    ] = False,
    output: Output = None,
    force: Force = False,
    lang: Lang = Language.chinese,
    lists: Lists = None,
    root: Root = None,
) -> None:
    """生成一份表单：网页、Word、Excel 或 PDF，可以先填好能带过来的内容。Make a form.

    例：shenbao form shenkang-2024/p1 --format docx --fill 去年.json -o 申请书.docx

    汇总：shenbao form shenkang-2024/summary --fill 申请书文件夹 -o 汇总表.xlsx

    退出码：0 做好了，1 做好了但有文件没有用上，2 没有做成。Exit codes: 0 all, 1 not all, 2 cannot.
    """
    from shenbao.app.forms.fill import NoRowsError
    from shenbao.app.forms.form import FormRequest, make_form
    from shenbao.cli.form.fill_remarks import tell_filling

    policy = Policy(root=root, lists=lists)
    open_policy(policy, lang.value, wanted)
    home = policy.home(wanted, wanted)
    chosen = medium_of(medium, output)
    target = output or Path(f"{home.notice}-{home.id}.{chosen.value}")
    refuse_overwriting(target, force=force)
    if more and not fill:
        raise ShenbaoError("cli-form-only-with-fill", found=str(more[0]))
    sources = (*fill, *(more or ())) if fill else ()
    request = FormRequest(form=home.ref, medium=chosen.value, sources=sources, fillable=not flat)
    try:
        made = make_form(request, policy)
    except NoRowsError as error:
        tell_filling(error.filling, lang.value)
        raise
    if made.filling is not None:
        tell_filling(made.filling, lang.value)
    _write(target, made.content)
    typer.echo(say("cli-form-written", {"file": str(target)}, lang.value))
    if made.filling is not None and not made.filling.complete:
        raise typer.Exit(EXIT_FOUND)


def convert(
    source: Annotated[Path, typer.Argument(metavar="IN", help="填好的文件 / a filled file")],
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT", help="写到哪个文件 / the file")
    ],
    schema: Annotated[
        str | None,
        typer.Option("--schema", metavar="REF", help="按哪张表单读 / the form to read it as"),
    ] = None,
    flat: Annotated[
        bool,
        typer.Option("--static", help="用来打印的 PDF / a printed copy without fields"),
    ] = False,
    convert_old: ConvertOld = False,
    force: Force = False,
    lang: Lang = Language.chinese,
    lists: Lists = None,
    root: Root = None,
) -> None:
    """把填好的文件换成另一种格式，内容不变；读不进的逐项列出。Convert a filled file.

    退出码：0 全部带过去，1 有内容没有带过去，2 没有做成。Exit codes: 0 all, 1 not all, 2 cannot.
    """
    from shenbao.app.forms.form import ConversionRequest
    from shenbao.app.forms.form import convert as use

    chosen = medium_of(None, output)
    refuse_overwriting(output, force=force)
    policy = Policy(root=root, lists=lists)
    open_policy(policy, lang.value, schema)
    request = ConversionRequest(
        source=source,
        medium=chosen.value,
        schema=schema,
        fillable=not flat,
        convert_old=convert_old,
    )
    made = use(request, policy)
    _report(made.submission, lang.value)
    _write(output, made.content)
    typer.echo(say("cli-form-written", {"file": str(output)}, lang.value))
    if not made.complete:
        raise typer.Exit(EXIT_FOUND)


def medium_of(chosen: Medium | None, output: Path | None) -> Medium:
    """Return the medium: as chosen, else as the name of the file says, else the page."""
    suffix = output.suffix.lower().removeprefix(".") if output is not None else ""
    named = next((medium for medium in Medium if medium.value == suffix), None)
    if chosen is None and output is not None and named is None:
        known = many(f".{medium.value}" for medium in Medium)
        raise ShenbaoError("cli-form-suffix", file=str(output), known=known)
    if chosen is not None and named is not None and named is not chosen:
        raise ShenbaoError("cli-form-two-kinds", file=str(output), chosen=chosen.value)
    return chosen or named or Medium.html


def _write(target: Path, content: bytes) -> None:
    from shenbao.core.artifacts import deliver

    deliver(target, content)


def _report(submission: Submission, language: str) -> None:
    """List what was read tolerantly and what was not read."""
    from shenbao.core.findings import Report
    from shenbao.reports import text

    if submission.findings or submission.notes:
        report = Report(
            findings=submission.findings, files=(submission.file,), notes=submission.notes
        )
        text.render_reading(report, console(stderr=True), language)
