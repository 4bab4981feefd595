"""What a workbook says beside its cells, how wide it is, and the names of its sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from shenbao.core import messages
from shenbao.core.spreadsheet import cut
from shenbao.forms.controls import LANGUAGE
from shenbao.forms.view import Node
from shenbao.policy.form_identity import CUSTOMARY, STAR

LONGEST_NAME = 31
"""UTF-16 units in the name of a sheet: Excel's limit."""

_FORBIDDEN = str.maketrans("[]:*?/\\", "（）：＊？／＼")
_INSET = 2.5
"""Digits that the edges of a cell take."""

_WIDE = 0x2E80
"""From here on characters are as wide as two digits."""


def label(node: Node) -> str:
    """Return the label: a star where it must be filled in, the unit, a mark of its basis."""
    star = STAR if node.starred else ""
    mark = CUSTOMARY if node.customary else ""
    return f"{star}{node.title_with_unit}{mark}"


@dataclass(slots=True)
class SheetNames:
    """Gives every sheet a name that Excel takes: short, without its marks, each once."""

    _taken: set[str] = field(default_factory=set)

    def new(self, wanted: str) -> str:
        """Return a name like ``wanted``."""
        plain = " ".join(wanted.translate(_FORBIDDEN).split()).strip("'") or "1"
        for suffix in self._suffixes():
            name = cut(plain, LONGEST_NAME - len(suffix)) + suffix
            if name.casefold() not in self._taken and name.casefold() != "history":
                self._taken.add(name.casefold())
                return name
        raise ValueError(wanted)

    def _suffixes(self) -> Iterator[str]:
        yield ""
        for number in range(2, len(self._taken) + 3):
            yield f"（{number}）"


def width(text: str) -> int:
    """Return how many digits wide the widest line of a text is."""
    return max((sum(map(_width, line)) for line in text.splitlines()), default=0)


def lines(text: str, room: float) -> int:
    """Return how many lines a text takes in a cell of a width."""
    fitting = max(room - _INSET, 2)
    return sum(max(1, -int(-width(line) // fitting)) for line in text.split("\n"))


def say(message: str, **args: str) -> str:
    """Return words of the workbook."""
    return messages.say(message, args, LANGUAGE)


def _width(character: str) -> int:
    return 2 if ord(character) >= _WIDE else 1
