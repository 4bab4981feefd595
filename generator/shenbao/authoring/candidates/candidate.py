"""A candidate: what may be a fact of the notice, with the words that it rests on."""

from __future__ import annotations

import re
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
_PLAIN: dict[int, int | str | None] = {
    **{0xFF10 + at: str(at) for at in range(10)},
    **str.maketrans("％．：﹕∶()[]＜＞≦≧　－—–―～~;", "%.:::（）（）<>≤≥ ------；"),
}
_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?:[,，]\d{3})*(?:\.\d+)?\s?[元万人名个项份张])")
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3})")
_BAR = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One thing that was found.

    ``value`` begins with ``<=``, ``>=``, ``<`` or ``>`` where the words give a limit, with ``+``
    for an allowance: ``<=58周岁``, ``<36周岁`` for 未满36周岁. A day is ISO 8601, a span
    two of them with a slash. ``doubt`` is ``year`` where it was taken from elsewhere, ``missing``
    for what is not enclosed.
    """

    kind: Kind
    value: str
    words: str
    clause: str
    line: int
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words of a clause in one text, each place of which is on a line.

    ``plain`` is the text in which patterns look: each sign at its place, in one width.
    """

    clause: str
    text: str
    plain: str
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
        # Neither the last cell of a row nor the line above a table goes on in the next row.
        rows = [bool(cells(text)) for text in texts]
        texts = [
            f"{text}\n" if row or below else text
            for text, row, below in zip(texts, rows, [*rows[1:], False], strict=True)
        ]
        starts = (0, *accumulate(map(len, texts)))[:-1]
        lines = tuple(line for line, _ in clause.parts)
        text = "".join(texts)
        plain = _COMMA.sub("，", _THOUSANDS.sub(",", text.translate(_PLAIN)))
        return cls(clause=clause.id, text=text, plain=plain, starts=starts, lines=lines)

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


def cells(text: str) -> list[tuple[int, str]]:
    """Return the cells of a row of a table with their places; none where a line is no row."""
    line = text.rstrip("\n")
    stop = "\t" if "\t" in line else _BAR if line.startswith(_BAR) and line.endswith(_BAR) else ""
    if not stop:
        return []
    parts = line.split(stop)
    starts = (0, *accumulate(len(part) + 1 for part in parts))[:-1]
    found = [
        (start + len(part) - len(part.lstrip()), part.strip())
        for start, part in zip(starts, parts, strict=True)
    ]
    return found[1:-1] if stop == _BAR else found


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
