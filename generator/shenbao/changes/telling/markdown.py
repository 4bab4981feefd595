"""A comparison as Markdown, for a pull request."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from shenbao.changes.comparison import Comparison
from shenbao.changes.model import Perspective
from shenbao.changes.telling import told
from shenbao.core.messages import say
from shenbao.reports.terminal_text import terminal_safe

_SPECIAL = re.compile(r"([\\`*_\[\]|#~!])")


def markdown(comparison: Comparison, perspective: Perspective, language: str) -> str:
    """Return the comparison as Markdown; nothing that it quotes is markup."""
    return "\n".join(_lines(comparison, perspective, language)) + "\n"


def _lines(comparison: Comparison, perspective: Perspective, language: str) -> Iterator[str]:
    yield f"# {_plain(told.title_of(comparison, language))}"
    yield ""
    yield _plain(told.counts_line(comparison, language))
    if not comparison.changes:
        yield ""
        yield say("changes-none", {}, language)
    for section in told.sections(comparison, perspective, language):
        heading = told.heading(section, language) or say("changes-heading", {}, language)
        yield ""
        yield f"## {_plain(heading)}"
        yield ""
        for group in section.groups:
            yield from _group(group, section.name, language)
    yield from _replay(comparison, language)
    for limit in comparison.limits:
        yield ""
        yield _plain(say("changes-limit", {"what": limit}, language))


def _group(group: told.Group, section: str, language: str) -> Iterator[str]:
    number = f"**{_plain(group.number)}** " if group.number else ""
    for item in group.items:
        note = f" **{_plain(item.note)}**" if item.note else ""
        yield f"- {number}{_plain(item.sentence)}{note}"
        if section == "neutral":
            continue
        for detail in item.details:
            yield f"  - {_plain(detail)}"
        for about, instance in item.proofs:
            yield f"  - {_plain(about)}"
            yield ""
            yield "    ```json"
            yield f"    {terminal_safe(instance).replace('`', chr(0x2BB))}"
            yield "    ```"
            yield ""
    if section == "change" and group.old and group.new and group.old != group.new:
        text = say("changes-clause-text", {"old": group.old, "new": group.new}, language)
        yield f"  - {_plain(text)}"


def _replay(comparison: Comparison, language: str) -> Iterator[str]:
    replay = comparison.replay
    if replay is None:
        return
    yield ""
    yield f"## {say('changes-replay-heading', {'count': replay.count}, language)}"
    yield ""
    args = {"failing": len(replay.failing), "passing": len(replay.passing), "same": replay.same}
    yield say("changes-replay-counts", args, language)
    yield ""
    for item in replay.changed:
        yield f"- {_plain(told.replay_line(item, comparison, language))}"
    for file, why in replay.unread:
        unread = say("changes-replay-unread", {"file": file, "why": why}, language)
        yield f"- {_plain(unread)}"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", html.escape(terminal_safe(text), quote=False))
