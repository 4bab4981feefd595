"""``shenbao compare``: what a new version of a notice changes, for whom, and the proof."""

from __future__ import annotations

import io
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shenbao.cli.common import EXIT_FOUND, Lang, Language, console
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say
from shenbao.core.messages.values import Value, many

if TYPE_CHECKING:
    from shenbao.changes.comparison import Comparison
    from shenbao.changes.model import Perspective


class ChangesFormat(StrEnum):
    """The formats of a comparison."""

    text = "text"
    markdown = "markdown"
    json = "json"
    html = "html"


class Viewpoint(StrEnum):
    """Whose view the levels of changes are of."""

    applicant = "applicant"
    statistics = "statistics"
    reviewer = "reviewer"


class FailOn(StrEnum):
    """What the command ends with 1 for."""

    tighten = "tighten"
    loosen = "loosen"
    breaking = "breaking"
    drift = "drift"


_WIDTH = 100
_SIDES = 2
_MARKED = 4096
_SIGNED = {
    ChangesFormat.text: "\n-- shenbao compare\n",
    ChangesFormat.markdown: "\n<!-- shenbao compare -->\n",
}
"""The last line of a report in a file: such a one may be written again."""

_HEADS = (b'<meta name="generator" content="shenbao compare">', b'"changesVersion"')


def compare(
    sides: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="OLD NEW",
            help="旧版、新版：通知的文件夹、JSON Schema 文件，或 Git 的“版本:”“版本:文件夹”"
            " / the old and the new version",
        ),
    ] = None,
    *,
    form: Annotated[
        ChangesFormat, typer.Option("--format", help="输出格式 / output format")
    ] = ChangesFormat.text,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE", dir_okay=False, help="写到哪个文件 / the file"
        ),
    ] = None,
    perspective: Annotated[
        Viewpoint, typer.Option("--perspective", help="按谁的角度 / whose view")
    ] = Viewpoint.applicant,
    fail_on: Annotated[
        list[FailOn] | None,
        typer.Option("--fail-on", help="有这样的变化就以 1 退出，可多次 / end with 1 for these"),
    ] = None,
    replay: Annotated[
        Path | None,
        typer.Option(
            "--replay",
            metavar="FOLDER",
            help="用这里的旧申报（或旧版的示例）两版各查一遍"
            " / check earlier submissions under both",
        ),
    ] = None,
    save_witnesses: Annotated[
        Path | None,
        typer.Option(
            "--save-witnesses",
            metavar="FOLDER",
            file_okay=False,
            help="例证存到这个文件夹 / save the proofs here",
        ),
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept",
            metavar="NUMBER",
            help="确认是有意的，编号见报告，可多次；写进新版的 notice.json"
            " / confirm, by the number in the report",
        ),
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="确认的理由 / why it is meant")
    ] = "",
    install_git: Annotated[
        bool,
        typer.Option(
            "--install-git", help="让 git diff 用它说变化，提交前用它查 / use it in this repository"
        ),
    ] = False,
    git_driver: Annotated[bool, typer.Option("--git-driver", hidden=True)] = False,
    lang: Lang = Language.chinese,
) -> None:
    """比较一份通知的新旧两版：改了哪些条款和规则，收紧还是放宽，影响谁。Compare two versions.

    例：shenbao compare schemas/keji-2025 schemas/keji-2026

    和上次提交的比：shenbao compare HEAD: schemas/keji-2026

    退出码：0 没有要拦的，1 有 --fail-on 指明的变化，2 比较不了。
    """
    from shenbao.app.notices.compare.compare import CompareRequest, fails
    from shenbao.app.notices.compare.compare import compare as use
    from shenbao.changes.model import Perspective

    if form is ChangesFormat.html and output is None:
        raise ShenbaoError("cli-html-needs-output")
    view = Perspective(perspective.value)
    if install_git:
        _install(sides or [], lang.value)
        return
    if git_driver:
        _drive(sides or [], view, lang.value)
        return
    if sides is None or len(sides) != _SIDES:
        raise ShenbaoError("compare-nothing-to", count=len(sides or ()))
    if output is not None:
        _refuse_side(output, sides)
    if accept or reason:
        _accept(sides[0], sides[1], tuple(accept or ()), reason, lang.value)
    made = use(CompareRequest(old=sides[0], new=sides[1], replay=replay))
    _show(made, form, view, output, lang.value)
    if save_witnesses is not None:
        _save(made, save_witnesses, lang.value)
    if any(fails(made, on.value) for on in fail_on or ()):
        raise typer.Exit(EXIT_FOUND)


def _show(
    made: Comparison, form: ChangesFormat, view: Perspective, output: Path | None, language: str
) -> None:
    if output is not None:
        from shenbao.core.artifacts import deliver

        text = _rendered(made, form, view, language)
        if form in _SIGNED:
            text += _SIGNED[form]
        deliver(output, text.encode("utf-8", "replace"))
    elif form is ChangesFormat.text:
        from shenbao.changes.telling.text import print_comparison

        print_comparison(made, console(), view, language)
    else:
        typer.echo(_rendered(made, form, view, language), nl=False)


def _save(made: Comparison, folder: Path, language: str) -> None:
    from shenbao.changes.telling.proofs import proofs
    from shenbao.core.artifacts import write

    files = proofs(made)
    write(files, folder)
    args: dict[str, Value] = {"count": len(files), "folder": str(folder)}
    console(stderr=True).print(say("changes-saved", args, language), markup=False, soft_wrap=True)


def _accept(old: str, new: str, numbers: tuple[str, ...], reason: str, language: str) -> None:
    from shenbao.app.notices.compare.confirming import ConfirmRequest, confirm

    done = confirm(ConfirmRequest(old=old, new=new, numbers=numbers, reason=reason))
    args: dict[str, Value] = {"count": done.count, "file": done.file}
    console(stderr=True).print(
        say("changes-accepted", args, language), markup=False, soft_wrap=True
    )


def _refuse_side(output: Path, sides: Sequence[str]) -> None:
    """Raise ShenbaoError where the report would take the place of what is no report."""
    target = output.resolve()
    compared = {Path(side.partition("#")[0]).resolve() for side in sides}
    compared |= {place / "catalogue.json" for place in compared}
    if target in compared or any((above / "notice.json").is_file() for above in target.parents):
        raise ShenbaoError("compare-output-side", path=str(output))
    if target.is_file() and not _is_report(target):
        raise ShenbaoError("compare-output-foreign", path=str(output))


def _is_report(file: Path) -> bool:
    """Say whether a file is a report of this command, or has nothing in it."""
    with file.open("rb") as stream:
        head = stream.read(_MARKED)
        stream.seek(max(0, file.stat().st_size - _MARKED))
        tail = stream.read(_MARKED)
    signed = any(tail.rstrip().endswith(line.strip().encode()) for line in _SIGNED.values())
    return not head or signed or any(mark in head for mark in _HEADS)


def _install(sides: Sequence[str], language: str) -> None:
    from shenbao.app.notices.compare.git_install import install

    if sides:
        raise ShenbaoError("compare-git-alone", found=many(sides))
    done = install(language=language)
    screen = console(stderr=True)
    files = many(done.files)
    screen.print(
        say("compare-git-installed", {"files": files}, language), markup=False, soft_wrap=True
    )
    for file, line in done.left:
        args: dict[str, Value] = {"file": file, "line": line}
        screen.print(say("compare-git-other", args, language), markup=False, soft_wrap=True)


def _drive(words: list[str], view: Perspective, language: str) -> None:
    """Say what Git shows as the difference of one file."""
    from shenbao.app.notices.compare.git_driver import driven
    from shenbao.changes.telling.text import print_comparison

    came = driven(words)
    if isinstance(came, str):
        typer.echo(came, nl=False)
    else:
        typer.echo(words[0])
        print_comparison(came, console(), view, language)


def _rendered(made: Comparison, form: ChangesFormat, view: Perspective, language: str) -> str:
    if form is ChangesFormat.json:
        from shenbao.changes.telling.json_report import changes_json

        return changes_json(made, view, language)
    if form is ChangesFormat.markdown:
        from shenbao.changes.telling.markdown import markdown

        return markdown(made, view, language)
    if form is ChangesFormat.html:
        from shenbao.changes.telling.html import changes_page

        return changes_page(made, view, language)
    from rich.console import Console

    from shenbao.changes.telling.text import print_comparison

    stream = io.StringIO()
    print_comparison(made, Console(file=stream, width=_WIDTH, highlight=False), view, language)
    return stream.getvalue()
