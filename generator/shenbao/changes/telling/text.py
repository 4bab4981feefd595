"""A comparison on a terminal."""

from __future__ import annotations

from rich.console import Console

from shenbao.changes.comparison import Comparison
from shenbao.changes.model import Perspective
from shenbao.changes.telling import told
from shenbao.core.messages import say
from shenbao.core.messages.values import many
from shenbao.reports.terminal_text import WIDEST, terminal_safe, wrap

_STYLES = {"tighter": "red", "both": "red", "looser": "green", "drift": "yellow", "mistake": "red"}


def print_comparison(
    comparison: Comparison, console: Console, perspective: Perspective, language: str
) -> None:
    """Print what changed, by clause, what a person must look at first."""
    printer = _Printer(console)
    printer.line(told.title_of(comparison, language), style="bold")
    if perspective is not Perspective.APPLICANT:
        who = say(f"changes-perspective-{perspective.value}", {}, language)
        printer.line(say("changes-perspective", {"perspective": who}, language))
    for section in told.sections(comparison, perspective, language):
        printer.blank()
        heading = told.heading(section, language)
        if heading:
            printer.line(heading, style="bold")
        for group in section.groups:
            _print_group(printer, group, section.name, language)
    if comparison.replay is not None:
        _print_replay(printer, comparison, language)
    printer.blank()
    for limit in comparison.limits:
        printer.line(say("changes-limit", {"what": limit}, language))
    if not comparison.changes:
        printer.line(say("changes-none", {}, language))
    printer.line(told.counts_line(comparison, language))


class _Printer:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = min(console.width, WIDEST)

    def blank(self) -> None:
        self._console.print()

    def line(self, text: str, indent: int = 0, style: str | None = None) -> None:
        """Print a text, wrapped and indented; lines after the first stand further in."""
        for turn, line in enumerate(wrap(terminal_safe(text), self._width - indent - 2)):
            room = " " * (indent + (2 if turn and indent else 0))
            self._console.print(room + line, style=style, markup=False, emoji=False, soft_wrap=True)


def _print_group(printer: _Printer, group: told.Group, section: str, language: str) -> None:
    for item in group.items:
        printer.line(f"{group.number} {item.line}".lstrip(), 0, _STYLES.get(item.tone))
        if section == "neutral":
            continue
        for detail in item.details:
            printer.line(detail, 4)
        for about, instance in item.proofs:
            printer.line(about, 4)
            printer.line(instance, 6)
    if section == "change" and group.old != group.new and group.old and group.new:
        args = {"old": group.old, "new": group.new}
        printer.line(say("changes-clause-text", args, language), 4)


def _print_replay(printer: _Printer, comparison: Comparison, language: str) -> None:
    replay = comparison.replay
    if replay is None:
        return
    printer.blank()
    printer.line(say("changes-replay-heading", {"count": replay.count}, language), style="bold")
    if not replay.count:
        printer.line(say("changes-replay-none", {}, language))
    else:
        args = {
            "failing": len(replay.failing),
            "passing": len(replay.passing),
            "same": replay.same,
        }
        printer.line(say("changes-replay-counts", args, language))
    for item in replay.changed:
        printer.line(told.replay_line(item, comparison, language), 2)
    for file, why in replay.unread:
        printer.line(say("changes-replay-unread", {"file": file, "why": many([why])}, language), 2)
