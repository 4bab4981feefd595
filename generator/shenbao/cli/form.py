"""``shenbao form`` and ``convert``: forms in every medium, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shenbao.app.console import console
from shenbao.app.policy_source import Policy
from shenbao.cli.common import EXIT_FOUND, Lang, Language, Lists, Root
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say

if TYPE_CHECKING:
    from shenbao.core.submission import Submission
    from shenbao.policy.model import FormOrTable, Notice


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
Force = Annotated[
    bool, typer.Option("--force", help="文件已存在时改写 / overwrite an existing file")
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
        bool, typer.Option("--static", help="PDF 只印不填 / a printed copy without fields")
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
    policy = Policy(root=root, lists=lists)
    policy.open(lang.value, wanted)
    home = policy.home(wanted, wanted)
    chosen = _medium(medium, output)
    target = output or Path(f"{home.notice}-{home.id}.{chosen.value}")
    _refuse_overwriting(target, force=force)
    if more and not fill:
        raise ShenbaoError("cli-form-only-with-fill", found=str(more[0]))
    data: dict[str, Any] | None = None
    complete = True
    if fill:
        from shenbao.app.fill import filled_in

        data, complete = filled_in(policy, home, [*fill, *(more or ())], lang.value)
    _write(target, _content(policy.notices, home, data, chosen, fillable=not flat))
    typer.echo(say("cli-form-written", {"file": str(target)}, lang.value))
    if not complete:
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
        bool, typer.Option("--static", help="PDF 只印不填 / a printed copy without fields")
    ] = False,
    force: Force = False,
    lang: Lang = Language.chinese,
    lists: Lists = None,
    root: Root = None,
) -> None:
    """把填好的文件换成另一种格式，内容不变；读不进的逐项列出。Convert a filled file.

    退出码：0 全部带过去，1 有内容没有带过去，2 没有做成。Exit codes: 0 all, 1 not all, 2 cannot.
    """
    chosen = _medium(None, output)
    _refuse_overwriting(output, force=force)
    policy = Policy(root=root, lists=lists)
    policy.open(lang.value, schema)
    submission = _read_one(policy, source, schema, lang.value)
    home = policy.home(schema or submission.schema, submission.file)
    lost = _report(submission, lang.value)
    _write(output, _content(policy.notices, home, submission.data, chosen, fillable=not flat))
    typer.echo(say("cli-form-written", {"file": str(output)}, lang.value))
    if lost:
        raise typer.Exit(EXIT_FOUND)


def _medium(chosen: Medium | None, output: Path | None) -> Medium:
    """Return the medium: as chosen, else as the name of the file says, else the page."""
    suffix = output.suffix.lower().removeprefix(".") if output is not None else ""
    named = next((medium for medium in Medium if medium.value == suffix), None)
    if chosen is None and output is not None and named is None:
        known = ", ".join(f".{medium.value}" for medium in Medium)
        raise ShenbaoError("cli-form-suffix", file=str(output), known=known)
    if chosen is not None and named is not None and named is not chosen:
        raise ShenbaoError("cli-form-two-kinds", file=str(output), chosen=chosen.value)
    return chosen or named or Medium.html


def _refuse_overwriting(target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise ShenbaoError("cli-form-folder", file=str(target))
    if target.is_file() and not force:
        raise ShenbaoError("cli-form-exists", file=str(target))


def _write(target: Path, content: bytes) -> None:
    from shenbao.core.artifacts import deliver

    deliver(target, content)


def _content(
    notices: Sequence[Notice],
    home: FormOrTable,
    data: Mapping[str, Any] | None,
    medium: Medium,
    *,
    fillable: bool,
) -> bytes:
    notice = next(item for item in notices if item.id == home.notice)
    if medium is Medium.json:
        from shenbao.policy.form_identity import content_of

        document = {"$schema": home.ref, **(content_of(home, data) or {})}
        return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
    if medium is Medium.csv:
        from shenbao.media.package.hand_in import table_file
        from shenbao.policy.model import Table

        if not isinstance(home, Table):
            raise ShenbaoError("cli-form-no-csv", form=home.ref)
        return table_file(home, data or {"rows": []}).content
    if medium is Medium.docx:
        from shenbao.media.word.write.document import word_form

        return word_form(notice, home, data).content
    if medium is Medium.xlsx:
        from shenbao.media.excel.write.workbook import excel_form

        return excel_form(notice, home, data).content
    if medium is Medium.pdf:
        from shenbao.media.pdf.write.document import pdf_form

        return pdf_form(notice, home, data, fillable=fillable).content
    from shenbao.media.html.write import html_form

    return html_form(notice, home, data, notices=notices).content


def _read_one(policy: Policy, path: Path, schema: str | None, language: str) -> Submission:
    """Read one file; raises ShenbaoError with the reader's own words where it has no data."""
    for submission in policy.read([path], schema):
        if submission.data is None:
            raise policy.unread(submission, language)
        return submission
    raise ShenbaoError("path-missing", path=str(path))


def _report(submission: Submission, language: str) -> bool:
    """List what was read tolerantly and what was not read; say whether anything was lost."""
    from shenbao.core.findings import Report
    from shenbao.reports import text

    if submission.findings or submission.notes:
        report = Report(
            findings=submission.findings, files=(submission.file,), notes=submission.notes
        )
        text.render_reading(report, console(stderr=True), language)
    return bool(submission.findings)
