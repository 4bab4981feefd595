"""``shenbao publish``: a version of a notice goes into the ledger, or is withdrawn."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from shenbao.cli.common import Lang, Language, Root, announced_folder, put_line
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say
from shenbao.core.messages.values import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shenbao.app.notices.publish import Published


def publish(
    notice: Annotated[
        str, typer.Argument(metavar="NOTICE", help="通知的编号 / the id of the notice")
    ],
    *,
    day: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="YYYY-MM-DD",
            help="公开或撤回的日期，不写是今天 / the day of it, today without it",
        ),
    ] = None,
    withdraw: Annotated[
        str | None,
        typer.Option(
            "--withdraw", metavar="VERSION", help="撤回已登记的一版 / withdraw a published version"
        ),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option(
            "--reason",
            metavar="TEXT",
            help="撤回的原因，写在网页上 / why, as the pages show it",
        ),
    ] = None,
    lang: Lang = Language.chinese,
    root: Root = None,
) -> None:
    """登记公开的一版：以后内容变了，check 会指出。Publish a version: it may not change any more.

    例：shenbao publish keji-2026 --date 2026-03-02
    """
    from shenbao.app.notices.publish import PublishRequest
    from shenbao.app.notices.publish import publish as use
    from shenbao.app.ports import today

    if reason is not None and withdraw is None:
        raise ShenbaoError("publish-reason-alone")
    request = PublishRequest(
        notice=notice,
        day=today() if day is None else _day(day),
        withdraw=withdraw,
        reason=reason or "",
        root=announced_folder(root, lang.value),
    )
    for line in _lines(use(request), lang.value):
        put_line(line)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ShenbaoError("publish-no-day", found=text)
    return day


def _lines(done: Published, language: str) -> Iterator[str]:
    from shenbao.app.notices.ledger.standing import told

    entry = done.entry
    gone = entry.withdrawn
    args = {"notice": done.notice, "version": entry.version, "date": entry.date.isoformat()}
    if done.did == "withdrawn" and gone is not None:
        args |= {"date": gone.date.isoformat(), "reason": gone.reason}
    yield say(f"publish-did-{done.did}", args, language)
    if done.due is not None:
        yield say("publish-since", {"what": told(done.due)}, language)
    if done.files:
        yield say("publish-files", {"files": many(done.files)}, language)
