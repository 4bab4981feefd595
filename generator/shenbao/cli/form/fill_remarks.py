"""What is said of a form that was filled from files: what was carried, what was not, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shenbao.app.forms.unplaced import lines_of
from shenbao.app.policy_source import why_unread
from shenbao.cli.common import console
from shenbao.core.messages import say
from shenbao.core.messages.values import Value, many, policy_text

if TYPE_CHECKING:
    from shenbao.app.forms.fill import Filling
    from shenbao.media.inputs.summary_rows import Gap, Tabulated

_NAMED = 12
"""So many rows are named by their numbers."""


def tell_filling(filling: Filling, language: str) -> None:
    """Print what was carried over, what became a row, what did not, and what is left to do."""
    screen = console(stderr=True)
    for line in _remarks(filling, language):
        screen.print(line, markup=False, emoji=False, soft_wrap=True)


def _remarks(filling: Filling, language: str) -> Iterator[str]:
    unread = [(item.file, why_unread(item, language)) for item in filling.unread]
    if filling.table is not None:
        yield from _of_table(filling.table, unread, language)
        return
    counts = {"carried": filling.carried, "left": len(filling.left)}
    yield say("cli-fill-carried", counts, language)
    yield from lines_of(filling.left, language, named=len(filling.sources) > 1)
    yield from _unused(unread, language)


def _unused(unused: Sequence[tuple[str, str]], language: str) -> Iterator[str]:
    if unused:
        yield say("cli-fill-unused", {"count": len(unused)}, language)
    for file, reason in unused:
        yield f"  {file}：{reason}"


def _of_table(made: Tabulated, unread: Sequence[tuple[str, str]], language: str) -> Iterator[str]:
    counts = {"rows": len(made.rows), "files": len(made.files)}
    yield say("cli-fill-rows", counts, language)
    refused = [(item.file, say(item.reason, item.args, language)) for item in made.unused]
    yield from _unused([*unread, *refused], language)
    for twins in made.twins:
        args: dict[str, Value] = {
            "rows": _numbers(twins.rows),
            "titles": many(map(policy_text, twins.titles)),
            "files": many(twins.files),
        }
        yield say("cli-fill-twins", args, language)
    if made.left:
        yield say("cli-fill-left", {"count": len(made.left)}, language)
        yield from lines_of(made.left, language, named=True)
    if made.gaps:
        yield say("cli-fill-gaps", None, language)
        for gap in made.gaps:
            yield f"  {_gap(gap, language)}"
    if made.rest:
        yield say("cli-fill-rest", {"titles": many(map(policy_text, made.rest))}, language)


def _gap(gap: Gap, language: str) -> str:
    kind = "whole" if gap.whole else "some"
    required = "yes" if gap.required else "no"
    args = {"title": gap.title, "kind": kind, "required": required, "rows": _numbers(gap.rows)}
    return say("cli-fill-gap", args, language)


def _numbers(rows: Sequence[int]) -> Value:
    return many(map(str, rows), _NAMED)
