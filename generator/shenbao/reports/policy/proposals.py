"""What was proposed as examples, and what was written of it: as text and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console

from shenbao.core import messages
from shenbao.reports.json_report import dump, version
from shenbao.reports.terminal_text import put, terminal_safe


def print_lines(lines: Mapping[str, Mapping[str, Any]], console: Console, language: str) -> None:
    """Print sentences of the catalogue, by their ids with what fills them."""
    for name, args in lines.items():
        put(console, terminal_safe(messages.say(name, dict(args), language)))


def print_gap(gap: Any, console: Console) -> None:
    """Print what could not be proposed, with its form and rule."""
    place = " ".join(part for part in (gap.form, gap.place) if part)
    put(console, terminal_safe(f"{gap.rule}  {place}"), indent=2, style="cyan")
    put(console, terminal_safe(gap.why), indent=4)


def to_json(summary: Mapping[str, Any]) -> str:
    """Return a summary as JSON text."""
    return dump({"shenbao": version(), **summary})
