"""``shenbao migrate``: a filled form of an older edition, carried over to the newer."""

from __future__ import annotations

from collections.abc import Iterator
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
    open_policy,
    put_line,
    refuse_overwriting,
)
from shenbao.cli.form import Medium, medium_of
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say

if TYPE_CHECKING:
    from shenbao.app.forms.migrate import Migration


def migrate(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", dir_okay=False, help="按旧版填好的文件 / a file of the older edition"
        ),
    ],
    *,
    to: Annotated[
        str, typer.Option("--to", metavar="NOTICE", help="新版通知的编号 / the newer notice")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="写到哪个文件，扩展名决定格式 / the file, its suffix says the kind",
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report", metavar="FILE.txt", help="把报告也写进文件 / write the report, too"
        ),
    ] = None,
    schema: Annotated[
        str | None,
        typer.Option("--schema", metavar="REF", help="按哪张旧版表单读 / the form to read it as"),
    ] = None,
    convert_old: ConvertOld = False,
    force: Force = False,
    lang: Lang = Language.chinese,
    lists: Lists = None,
    root: Root = None,
) -> None:
    """把按旧版通知填好的表带到新版，说明带了、变了、缺了什么。Carry it to a newer edition.

    例：shenbao migrate 去年的申请书.docx --to keji-2026 -o 今年的申请书.docx

    退出码：0 全部带过来、没有要补的，1 有没带的或要补的，2 没有做成。Exit codes: 0, 1, 2.
    """
    from shenbao.app.forms.migrate import MigrationRequest
    from shenbao.app.forms.migrate import migrate as use
    from shenbao.core.artifacts import deliver

    for target in filter(None, (output, report)):
        refuse_overwriting(target, force=force)
    policy = Policy(root=root, lists=lists)
    open_policy(policy, lang.value, to, schema)
    chosen = medium_of(None, output) if output is not None else Medium.json
    request = MigrationRequest(
        source=source, to=to, medium=chosen.value, schema=schema, convert_old=convert_old
    )
    done = use(request, policy)
    target = output or Path(f"{done.form.replace('/', '-')}.{chosen.value}")
    refuse_overwriting(target, force=force)
    if report is not None and report.resolve() == target.resolve():
        raise ShenbaoError("migrate-report-twice", file=str(report))
    deliver(target, done.content)
    lines = [*_report(done, lang.value)]
    if report is not None:
        deliver(report, "".join(f"{line}\n" for line in lines).encode())
    for line in lines:
        put_line(line)
    typer.echo(say("cli-form-written", {"file": str(target)}, lang.value))
    if not done.complete:
        raise typer.Exit(EXIT_FOUND)


def _report(done: Migration, language: str) -> Iterator[str]:
    from shenbao.app.forms.unplaced import lines_of
    from shenbao.reports.finding_text import message

    counts = {"carried": done.carried, "changed": len(done.changed), "left": len(done.left)}
    yield say("migrate-done", {"old": done.old, "form": done.form, **counts}, language)
    if done.changed:
        yield say("migrate-changed", None, language)
    for item in done.changed:
        moved = item.old if item.old == item.new else f"{item.old} → {item.new}"
        yield f"  {item.title}：{'，'.join(filter(None, (moved, item.code)))}"
    if done.left:
        yield say("migrate-left", None, language)
    yield from lines_of(done.left, language, named=False)
    if done.findings:
        yield say("migrate-lacks", {"count": len(done.findings)}, language)
    else:
        yield say("migrate-holds", None, language)
    for finding in done.findings:
        where = finding.where.label or finding.where.pointer
        undecided = finding.verdict == "undecided"
        name = "undecided" if undecided else finding.severity
        severity = say(f"severity-{name}", None, language)
        text = message(finding, language)
        yield f"  {severity}  {text if where in text else f'{where}：{text}'}"
    yield say("migrate-attested", None, language)
