"""The clauses of a notice: each paragraph by its official number, with its lines and its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from shenbao.authoring.source.lines import SourceText
from shenbao.authoring.source.marks import Level, OfficialMark, is_below
from shenbao.authoring.source.outline import CLAUSES, Paragraph, Role, outline

_BLOCKS: dict[Role, tuple[str, str]] = {
    "contact": ("联系", "c-contact"),
    "attachment": ("附件", "c-attachments"),
    "enclosed": ("附件", "c-attachments"),
}
_LETTERS = {"chapter": "z", "article": "a"}
"""What stands before the number of a chapter or an article in an id."""

_SHORT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClause:
    """A clause as the source has it.

    ``parts`` are its words by line, of which the first ``named`` are its name; ``section`` the
    headings above it, ``above`` their words by line: the first clause below a heading has them.
    """

    id: str
    number: str
    section: str
    parts: tuple[tuple[int, str], ...]
    above: tuple[tuple[int, str], ...] = ()
    named: int = 0

    @property
    def lines(self) -> str:
        """The lines as ``7`` or ``7-9``."""
        first, last = self.parts[0][0], self.parts[-1][0]
        return str(first) if first == last else f"{first}-{last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A line that is no clause, and what it is; ``paragraph`` is the first line of its own."""

    line: int
    text: str
    role: Role
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A notice in clauses, and the lines that are none.

    ``jumps`` are the clauses whose official number does not follow the one before it.
    """

    clauses: tuple[FoundClause, ...]
    left_out: tuple[LeftOut, ...]
    jumps: tuple[tuple[int, str], ...]


def split(source: SourceText) -> Split:
    """Return the clauses of a notice; each line with words stands in one of them or is left out."""
    paragraphs = outline(source)
    walk = _Walk()
    clauses = tuple(walk.clauses(paragraphs))
    return Split(
        clauses=clauses,
        left_out=tuple(
            LeftOut(line=line, text=text, role=item.role, paragraph=item.parts[0][0])
            for item in paragraphs
            if item.role not in CLAUSES
            for line, text in item.parts
        ),
        jumps=tuple(walk.jumps),
    )


class _Walk:
    """Goes down the paragraphs with the numbers that hold, one a level."""

    def __init__(self) -> None:
        self.jumps: list[tuple[int, str]] = []
        self._marks: list[OfficialMark] = []
        self._last: dict[str, int] = {}
        self._headings: list[tuple[int, str]] = []
        self._ids: set[str] = set()
        self._again: Counter[str] = Counter()
        self._plain = 0
        self._waiting: list[tuple[int, str]] = []
        self._above: list[tuple[int, str]] = []

    def clauses(self, paragraphs: Sequence[Paragraph]) -> Iterator[FoundClause]:
        """Yield the clauses in order; contacts, and attachments, are one clause as they follow."""
        shown = [item for item in paragraphs if item.role != "page"]
        for block, items in groupby(shown, lambda item: _BLOCKS.get(item.role)):
            if block is None:
                yield from self._several(list(items))
                continue
            number, name = block
            parts = tuple(part for item in items for part in item.parts)
            yield FoundClause(id=self._new(name), number=number, section="", parts=parts)

    def _several(self, items: Sequence[Paragraph]) -> Iterator[FoundClause]:
        for item, after in zip_longest(items, items[1:]):
            if item.role in ("title", "date"):
                # What is issued with a notice is numbered anew.
                self._marks, self._last, self._headings = [], {}, []
            elif item.role in ("text", "heading"):
                if item.mark is not None:
                    self._enter(item, item.mark)
                if item.role == "heading":
                    self._above += item.parts
                elif _names(item, after):
                    self._waiting = list(item.parts)
                    self._headings.append((len(self._marks) - 1, item.text))
                else:
                    yield self._clause(item.parts)

    def _enter(self, item: Paragraph, mark: OfficialMark) -> None:
        """Let a number hold, instead of the ones at and below its level."""
        levels = [held.level for held in self._marks]
        at = _place(mark.level, levels)
        for lower in levels[at + 1 :]:
            self._last.pop(lower, None)
        before = self._last.get(mark.level)
        if mark.value != 1 and before is not None and mark.value != before + 1:
            self.jumps.append((item.parts[0][0], mark.printed))
        self._last[mark.level] = mark.value
        self._marks[at:] = [mark]
        self._headings = [held for held in self._headings if held[0] < at]
        if item.role == "heading":
            self._headings.append((at, item.text))

    def _clause(self, parts: Sequence[tuple[int, str]]) -> FoundClause:
        steps = [f"{_LETTERS.get(mark.level, '')}{mark.value}" for mark in self._marks]
        self._plain += not steps
        name = "-".join(["c", *steps]) if steps else f"c-p{self._plain}"
        waiting, above = self._waiting, self._above
        self._waiting, self._above = [], []
        return FoundClause(
            id=self._new(name),
            number=_number(self._marks),
            section=" ".join(text for _, text in self._headings),
            parts=(*waiting, *parts),
            above=tuple(above),
            named=len(waiting),
        )

    def _new(self, name: str) -> str:
        """Return an id that no clause has yet: the same number again gets a letter."""
        found = name
        while found in self._ids:
            self._again[name] += 1
            found = f"{name}{_letters(self._again[name] + 1)}"
        self._ids.add(found)
        return found


def _place(level: Level, levels: Sequence[Level]) -> int:
    """Return where a level stands: where it is held, else below all that it can stand below."""
    if level in levels:
        return levels.index(level)
    return next((at for at, held in enumerate(levels) if not is_below(level, held)), len(levels))


def _names(item: Paragraph, after: Paragraph | None) -> bool:
    """Say whether a numbered line is only the name of the unnumbered paragraph after it."""
    if item.mark is None or after is None or after.role != "text" or after.mark is not None:
        return False
    return item.is_heading and (not item.body.endswith("。") or len(item.body) <= _SHORT)


def _number(marks: Sequence[OfficialMark]) -> str:
    """Return a number with those above it, ``三、（一）1``; articles count through chapters."""
    held = [mark for mark in marks if mark.level != "chapter" or mark is marks[-1]]
    last = len(held) - 1
    stops = ("、" if mark.level == "one" and at < last else "" for at, mark in enumerate(held))
    return "".join(f"{mark.printed}{stop}" for mark, stop in zip(held, stops, strict=True))


def _letters(turn: int) -> str:
    """Return b, c … z, then ba, bb …: the second of a number is its b."""
    letters = ""
    while turn > 0:
        turn, at = divmod(turn - 1, 26)
        letters = chr(ord("a") + at) + letters
    return letters
