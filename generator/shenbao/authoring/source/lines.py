"""The text of a notice as lines, and what is said of a file that gives none."""

from __future__ import annotations

from dataclasses import dataclass

from shenbao.core.errors import ShenbaoError
from shenbao.core.findings import Finding
from shenbao.core.messages.values import Said, many

MOST_CHARACTERS = 500_000
"""Of one notice; a book of 800 pages has as many."""

MOST_LINES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """The lines of a notice, numbered from one, without signs that nobody sees.

    ``remarks`` say what was left out of the file or read in a special way. ``wrapped``: the lines
    are those of pages, so that a paragraph goes on in the next; ``begins`` are the numbers of those
    that begin one, None where nobody knows.
    """

    lines: tuple[str, ...]
    remarks: tuple[Said, ...] = ()
    wrapped: bool = False
    begins: frozenset[int] | None = None

    @property
    def content(self) -> bytes:
        """The text as a file: UTF-8, each line with its end."""
        return "".join(f"{line}\n" for line in self.lines).encode("utf-8")


class UnreadError(ShenbaoError):
    """A file that is no notice to read; its reader's findings say why."""

    def __init__(self, file: str, *findings: Finding) -> None:
        reasons = [Said(item.message, tuple(item.args.items())) for item in findings]
        super().__init__("authoring-unread", file=file, reasons=many(reasons, joint="semicolon"))
