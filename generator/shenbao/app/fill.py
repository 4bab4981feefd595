"""``shenbao form … --fill``: read the files, carry over what they say, and tell what was not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shenbao.app.console import console
from shenbao.app.policy_source import Policy, why_unread
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say
from shenbao.core.messages.shortening import first_few

if TYPE_CHECKING:
    from shenbao.forms.prefill import Unplaced
    from shenbao.media.inputs.summary_rows import Gap, Tabulated
    from shenbao.policy.model import FormOrTable

_JOINT = " › "
_NAMED = 12
"""So many rows are named by their numbers."""


def filled_in(
    policy: Policy, home: FormOrTable, paths: Sequence[Path], language: str
) -> tuple[dict[str, Any], bool]:
    """Return the data of ``home`` as the files give them, and whether all of them were used.

    Raises ShenbaoError where no file could be read.
    """
    from shenbao.forms.prefill import fill
    from shenbao.media.inputs.summary_rows import tabulate, takes_rows
    from shenbao.policy.model import Table

    read = list(policy.read(paths))
    sources = [item for item in read if item.data is not None]
    unread = [(item.file, why_unread(item, language)) for item in read if item.data is None]
    if not sources:
        file, reasons = unread[0] if unread else (str(paths[0]), "-")
        raise ShenbaoError("cli-form-unread", file=file, reasons=reasons)
    lost = [item for item in read if item.data is None and item.findings]
    tell = _teller()
    if isinstance(home, Table) and takes_rows(home):
        made = tabulate(policy.notices, home, sources)
        _tell_table(made, unread, language, tell)
        if not made.rows:
            raise ShenbaoError("cli-fill-nothing", table=home.title)
        whole = all(item.reason == "fill-same" for item in made.unused)
        return made.data, whole and not lost and not made.twins
    filled = fill(policy.notices, home, sources)
    tell(say("cli-fill-carried", {"carried": filled.carried, "left": len(filled.left)}, language))
    several = len(sources) > 1
    for line in _lines(filled.left, language, named=several):
        tell(line)
    _tell_unused(unread, language, tell)
    return filled.data, not lost


def _teller() -> Callable[[str], None]:
    screen = console(stderr=True)
    return lambda line: screen.print(line, markup=False, emoji=False, soft_wrap=True)


def _lines(left: Sequence[Unplaced], language: str, *, named: bool) -> Iterator[str]:
    for item in left:
        why = say(item.reason, None, language)
        file = f"{item.file} " if named else ""
        around = (
            say("check-row", {"row": str(step)}, language) if isinstance(step, int) else step
            for step in item.around
        )
        yield f"  {file}{_JOINT.join([*around, item.title])}：{why}"


def _tell_unused(
    unused: Sequence[tuple[str, str]], language: str, tell: Callable[[str], None]
) -> None:
    if unused:
        tell(say("cli-fill-unused", {"count": len(unused)}, language))
    for file, reason in unused:
        tell(f"  {file}：{reason}")


def _tell_table(
    made: Tabulated,
    unread: Sequence[tuple[str, str]],
    language: str,
    tell: Callable[[str], None],
) -> None:
    """Say what became a row, what did not, and what somebody has to fill in or look at."""
    counts = {"rows": len(made.rows), "files": len(made.files)}
    tell(say("cli-fill-rows", counts, language))
    refused = [(item.file, say(item.reason, item.args, language)) for item in made.unused]
    _tell_unused([*unread, *refused], language, tell)
    for twins in made.twins:
        args = {
            "rows": _numbers(twins.rows),
            "titles": "、".join(twins.titles),
            "files": "、".join(twins.files),
        }
        tell(say("cli-fill-twins", args, language))
    if made.left:
        tell(say("cli-fill-left", {"count": len(made.left)}, language))
        for line in _lines(made.left, language, named=True):
            tell(line)
    if made.gaps:
        tell(say("cli-fill-gaps", None, language))
        for gap in made.gaps:
            tell(f"  {_gap(gap, language)}")
    if made.rest:
        tell(say("cli-fill-rest", {"titles": "、".join(made.rest)}, language))


def _gap(gap: Gap, language: str) -> str:
    kind = "whole" if gap.whole else "some"
    required = "yes" if gap.required else "no"
    args = {"title": gap.title, "kind": kind, "required": required, "rows": _numbers(gap.rows)}
    return say("cli-fill-gap", args, language)


def _numbers(rows: Sequence[int]) -> str:
    return first_few(map(str, rows), _NAMED)
