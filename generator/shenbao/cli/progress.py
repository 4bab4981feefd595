"""The progress of long work: bars on a terminal that leave no trace, nothing in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from shenbao.cli.common import console
from shenbao.core.messages import say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_LONG = 8 * 1024 * 1024
"""Bytes; less is read before a bar could be seen."""


class Bars:
    """One bar at a time, of files or of bytes."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._screen = console(stderr=True)
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def files(self, name: str, total: int | None = None) -> None:
        """Begin a stretch of so many files; ``name`` is the id of a message."""
        if self._screen.is_terminal:
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self._start(Progress(*columns, console=self._screen, transient=True), name, total)

    def bytes(self, name: str, total: int) -> None:
        """Begin a stretch of so many bytes, where they are many."""
        if self._screen.is_terminal and total >= _LONG:
            from rich.progress import (
                BarColumn,
                DownloadColumn,
                Progress,
                TextColumn,
                TimeRemainingColumn,
            )

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                DownloadColumn(),
                TimeRemainingColumn(),
            )
            self._start(Progress(*columns, console=self._screen, transient=True), name, total)

    def step(self, by: int = 1) -> None:
        """Tell that a file, or so many bytes, are done."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, by)

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
        self._bar = self._task = None

    def _start(self, bar: Progress, name: str, total: int | None) -> None:
        self.stop()
        self._bar = bar
        self._task = bar.add_task(say(name, language=self._language), total=total)
        bar.start()
