"""What a use case asks of whoever runs it: how far it is, told while it works; which day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol


class Progress(Protocol):
    """Whoever is told how far long work is: one stretch at a time, of files or of bytes.

    ``name`` is the id of a message. Nobody need show anything: see ``Unwatched``.
    """

    def files(self, name: str, total: int | None = None) -> None:
        """Begin a stretch of so many files, None where nobody knows yet."""

    def bytes(self, name: str, total: int) -> None:
        """Begin a stretch of so many bytes."""

    def step(self, by: int = 1) -> None:
        """Tell that a file, or so many bytes, are done."""

    def stop(self) -> None:
        """End the stretch."""


class Unwatched:
    """Progress that nobody watches: what a program has that shows nothing."""

    def files(self, name: str, total: int | None = None) -> None:
        """Begin a stretch."""

    def bytes(self, name: str, total: int) -> None:
        """Begin a stretch."""

    def step(self, by: int = 1) -> None:
        """Go on."""

    def stop(self) -> None:
        """End it."""


def today() -> date:
    """Return the day by the clock of this computer, where it is: no use case looks there itself."""
    return datetime.now(UTC).astimezone().date()
