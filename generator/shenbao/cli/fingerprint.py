"""``shenbao fingerprint``: what was filled in, in files and on paper, held against each other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shenbao.app.console import console
from shenbao.app.policy_source import Policy
from shenbao.cli.common import (
    EXIT_CANNOT,
    EXIT_FOUND,
    Format,
    Lang,
    Language,
    Lists,
    OutputFormat,
    Root,
)
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say

if TYPE_CHECKING:
    from shenbao.core.submission import Printed, Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A fingerprint: of the content of a file, or (``on_paper``) of a copy that is only paper.

    ``printed`` are those that stand on the pages of a file that has content too.
    """

    file: str
    form: str
    fingerprint: str
    on_paper: tuple[int, ...] = ()
    printed: tuple[Printed, ...] = ()

    def row(self) -> dict[str, Any]:
        """Return it for programs."""
        plain = {"file": self.file, "form": self.form, "fingerprint": self.fingerprint}
        if self.on_paper:
            return {**plain, "pages": list(self.on_paper)}
        if not self.printed:
            return plain
        pages = [
            {"fingerprint": item.fingerprint, "pages": list(item.pages)} for item in self.printed
        ]
        return {**plain, "printed": pages}

    def lines(self, language: str) -> Iterator[str]:
        """Yield it for people."""
        pages = "、".join(map(str, self.on_paper))
        beside = say("cli-fingerprint-printed", {"pages": pages}, language) if pages else ""
        yield f"{self.fingerprint}  {self.form or '-'}  {self.file}{beside}"
        for item in self.printed:
            same = item.fingerprint == self.fingerprint
            words = "cli-fingerprint-printed-same" if same else "cli-fingerprint-printed-stale"
            yield f"  {say(words, {'print': item.fingerprint}, language)}"


def fingerprint(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE…", help="填好的文件 / filled files")],
    *,
    schema: Annotated[
        str | None,
        typer.Option("--schema", metavar="REF", help="按哪张表单读 / the form to read it as"),
    ] = None,
    output: OutputFormat = Format.text,
    lang: Lang = Language.chinese,
    lists: Lists = None,
    root: Root = None,
) -> None:
    """算出填写内容的指纹，读出印在 PDF 上的指纹，比较是否一致。Print and compare fingerprints.

    退出码：0 一致（或只有一个），1 不一致，2 有的读不了。Exit codes: 0 equal, 1 not, 2 cannot.
    """
    policy = Policy(root=root, lists=lists)
    policy.open(lang.value, schema)
    told: list[_Told] = []
    unread: list[ShenbaoError] = []
    for path in paths:
        for submission in _read(policy, path, schema, unread):
            try:
                told += _of(policy, submission, schema, lang.value)
            except ShenbaoError as error:
                unread.append(error)
    same = len({item.fingerprint for item in told}) <= 1
    _show(told, unread, output, lang.value, same=same)
    if unread:
        raise typer.Exit(EXIT_CANNOT)
    if not same:
        raise typer.Exit(EXIT_FOUND)


def _show(
    told: Sequence[_Told],
    unread: Sequence[ShenbaoError],
    output: Format,
    language: str,
    *,
    same: bool,
) -> None:
    if output is Format.json:
        rows = {"same": same, "files": [item.row() for item in told]}
        cannot = {"unread": [error.text(language) for error in unread]} if unread else {}
        typer.echo(json.dumps({**rows, **cannot}, ensure_ascii=False, indent=2))
    else:
        for item in told:
            for line in item.lines(language):
                console().print(line, markup=False, emoji=False, soft_wrap=True)
        if len(told) > 1:
            words = "cli-fingerprint-same" if same else "cli-fingerprint-different"
            typer.echo(say(words, None, language))
    for error in unread:
        screen = console(stderr=True)
        for line in error.lines(language):
            screen.print(line, markup=False, emoji=False, soft_wrap=True)


def _read(
    policy: Policy, path: Path, schema: str | None, unread: list[ShenbaoError]
) -> Iterator[Submission]:
    """Yield what may have a fingerprint at a path; of a folder what is no data is passed over."""
    try:
        found = list(policy.read([path], schema))
    except ShenbaoError as error:
        unread.append(error)
        return
    whole = path.is_dir()
    yield from (item for item in found if item.data is not None or item.findings or not whole)


def _of(policy: Policy, submission: Submission, schema: str | None, language: str) -> list[_Told]:
    """Return the fingerprints of a submission; raises ShenbaoError where it has none."""
    from shenbao.policy.form_identity import fingerprint as of_content

    file = submission.file
    if submission.data is None and submission.printed:
        return [
            _Told(
                file=file,
                form=item.form or submission.schema or "",
                fingerprint=item.fingerprint,
                on_paper=item.pages,
            )
            for item in submission.printed
        ]
    if submission.data is None:
        raise policy.unread(submission, language)
    home = policy.home(schema or submission.schema, file)
    own = of_content(home, submission.data)
    return [_Told(file=file, form=home.ref, fingerprint=own, printed=submission.printed)]
