"""What is wrong in a workbook: each mistake with its sheet, row and column, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shenbao.core import messages
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import Value

_LISTED = 200
"""So many mistakes are told; more are counted."""

_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlace:
    """A place in a workbook as Excel shows it: the tab, the row from 1, the column's letters.

    ``row`` is 0 and ``letters`` empty where the whole sheet or row is meant; ``header`` is what
    stands over the column.
    """

    sheet: str
    row: int = 0
    letters: str = ""
    header: str = ""

    def words(self, language: str = messages.DEFAULT) -> str:
        """Return the place as it is read."""
        which = "cell" if self.letters and self.row else "row" if self.row else "sheet"
        if self.letters and not self.row:
            which = "column"
        args: dict[str, Value] = {
            "sheet": self.sheet,
            "row": self.row,
            "letters": self.letters,
            "header": self.header,
        }
        return messages.say(f"policybook-at-{which}", args, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake: its place, and the message that says what was found, allowed, and to do."""

    place: CellPlace
    message: str
    args: dict[str, Value] = field(default_factory=dict, hash=False)

    def text(self, language: str = messages.DEFAULT) -> str:
        """Return the place and the sentence."""
        told = {
            key: shorten(value, _SHOWN) if isinstance(value, str) else value
            for key, value in self.args.items()
        }
        return f"{self.place.words(language)}: {messages.say(self.message, told, language)}"


class WorkbookError(ShenbaoError):
    """A workbook was not taken over; ``mistakes`` say why, and nothing was written."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("policybook-refused", count=len(mistakes))
        self.mistakes = tuple(mistakes)

    def text(self, language: str = messages.DEFAULT) -> str:
        """Return a line a mistake."""
        return "\n".join(self.lines(language))

    def lines(self, language: str = messages.DEFAULT) -> Iterator[str]:
        """Yield that nothing was written, then the mistakes."""
        yield super().text(language)
        yield from (f"  {mistake.text(language)}" for mistake in self.mistakes[:_LISTED])
        left = len(self.mistakes) - _LISTED
        if left > 0:
            yield messages.say("policybook-more", {"count": left}, language)
