"""``shenbao fingerprint``: what was filled in, in files and on paper, held against each other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

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
    console,
    open_policy,
)
from shenbao.core.messages import say
from shenbao.core.messages.values import many

if TYPE_CHECKING:
    from shenbao.app.forms.fingerprint import Fingerprint, Fingerprints


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
    from shenbao.app.forms.fingerprint import fingerprints

    policy = Policy(root=root, lists=lists)
    open_policy(policy, lang.value, schema)
    told = fingerprints(paths, schema, policy)
    _show(told, output, lang.value)
    if told.unread:
        raise typer.Exit(EXIT_CANNOT)
    if not told.same:
        raise typer.Exit(EXIT_FOUND)


def _show(told: Fingerprints, output: Format, language: str) -> None:
    if output is Format.json:
        rows = {"same": told.same, "files": [_row(item) for item in told.found]}
        cannot = [error.text(language) for error in told.unread]
        plain = {**rows, "unread": cannot} if cannot else rows
        typer.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        for item in told.found:
            for line in _lines(item, language):
                console().print(line, markup=False, emoji=False, soft_wrap=True)
        if len(told.found) > 1:
            words = "cli-fingerprint-same" if told.same else "cli-fingerprint-different"
            typer.echo(say(words, None, language))
    for error in told.unread:
        screen = console(stderr=True)
        for line in error.lines(language):
            screen.print(line, markup=False, emoji=False, soft_wrap=True)


def _row(item: Fingerprint) -> dict[str, Any]:
    """Return a fingerprint for programs."""
    plain = {"file": item.file, "form": item.form, "fingerprint": item.fingerprint}
    if item.on_paper:
        return {**plain, "pages": list(item.on_paper)}
    if not item.printed:
        return plain
    pages = [{"fingerprint": one.fingerprint, "pages": list(one.pages)} for one in item.printed]
    return {**plain, "printed": pages}


def _lines(item: Fingerprint, language: str) -> Iterator[str]:
    """Yield a fingerprint for people."""
    pages = many(map(str, item.on_paper))
    beside = say("cli-fingerprint-printed", {"pages": pages}, language) if pages else ""
    form = item.form or say("cli-fingerprint-no-form", None, language)
    yield f"{item.fingerprint}  {form}  {item.file}{beside}"
    for one in item.printed:
        same = one.fingerprint == item.fingerprint
        words = "cli-fingerprint-printed-same" if same else "cli-fingerprint-printed-stale"
        yield f"  {say(words, {'print': one.fingerprint}, language)}"
