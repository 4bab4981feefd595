"""A candidate: what may be a fact of the notice, with the words that it rests on."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, TypeAlias

from shenbao.authoring.source.clauses import FoundClause
from shenbao.authoring.source.marks import mark_of

Kind: TypeAlias = Literal[
    "title",
    "issuer",
    "number",
    "issued",
    "deadline",
    "period",
    "amount",
    "age",
    "rank",
    "quota",
    "copies",
    "material",
    "attachment",
    "contact",
    "open-list",
    "severity",
    "numbering",
    "carried",
]

_ENDS = "。；，！？,;\n"
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One thing that was found.

    ``value`` begins with ``<=`` or ``>=`` where the words give a limit, with ``+`` for an
    allowance: ``<=58周岁``. A day is ISO 8601, a span two of them with a slash. ``doubt`` is
    ``year`` where it was taken from elsewhere, ``missing`` for what is not enclosed.
    """

    kind: Kind
    value: str
    words: str
    clause: str
    line: int
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words of a clause in one text, each place of which is on a line."""

    clause: str
    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    @classmethod
    def of(cls, clause: FoundClause) -> Passage:
        """Build the passage of a clause: its number and the lines that name it stand apart."""
        texts = [
            f"{text}\n" if at < clause.named else text for at, (_, text) in enumerate(clause.parts)
        ]
        mark = mark_of(texts[0])
        if mark is not None:
            texts[0] = "\n" * mark.length + texts[0][mark.length :]
        starts = (0, *accumulate(map(len, texts)))[:-1]
        lines = tuple(line for line, _ in clause.parts)
        return cls(clause=clause.id, text="".join(texts), starts=starts, lines=lines)

    def line(self, place: int) -> int:
        """Return the line of a place in the text."""
        return self.lines[bisect_right(self.starts, place) - 1]

    def words(self, begin: int, end: int) -> str:
        """Return the part of a sentence around a place, cut where it is long."""
        first = self._begin(begin)
        far = end + _LONGEST
        stops = [at for at in (self.text.find(sign, end, far) for sign in _ENDS) if at >= 0]
        last = min(stops, default=len(self.text))
        spare = max(0, _LONGEST - (end - begin))
        first = max(first, begin - spare // 2)
        return self.text[first : min(last, end + spare // 2)].strip()

    def _begin(self, place: int) -> int:
        """Return where the part of a sentence begins, no further back than words are shown."""
        near = max(0, place - _LONGEST)
        return max(near, *(self.text.rfind(sign, near, place) + 1 for sign in _ENDS))

    def upto(self, begin: int, end: int) -> str:
        """Return the part of a sentence from its begin to a place: the last word is what counts."""
        first = self._begin(begin)
        return self.text[max(first, end - _LONGEST) : end].strip()

    def candidate(self, kind: Kind, value: str, begin: int, end: int, doubt: str = "") -> Candidate:
        """Return a candidate that rests on the words at a place."""
        return Candidate(
            kind=kind,
            value=value,
            words=self.words(begin, end),
            clause=self.clause,
            line=self.line(begin),
            doubt=doubt,
        )


class Claimed:
    """Places of a text that something was found in: no two things rest on the same number."""

    def __init__(self, passage: Passage) -> None:
        self._taken = bytearray(len(passage.text))

    def take(self, begin: int, end: int) -> bool:
        """Take a place; False where part of it is taken already."""
        if any(self._taken[begin:end]):
            return False
        self._taken[begin:end] = b"\1" * (end - begin)
        return True
