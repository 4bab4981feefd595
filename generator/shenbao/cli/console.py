"""The console of the commands: where results, progress and remarks are told."""

from __future__ import annotations

from rich.console import Console

_NARROWEST = 20


def console(*, stderr: bool = False) -> Console:
    """Return a console that writes plain text into a pipe; a width of nothing is no width."""
    screen = Console(stderr=stderr, highlight=False)
    screen.width = max(screen.width, _NARROWEST)
    return screen
