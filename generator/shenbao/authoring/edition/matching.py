"""Where the words of an older text stand in a newer: the same, or alike beyond doubt, or nowhere.

Alike is Dice's coefficient of bigrams, numbers masked: a clause that only got other numbers is
the same clause. Where two places are about as alike, none is taken: a wrong match would put old
rules on new words, and nobody would look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_ALIKE = 0.8
_AHEAD = 0.12
"""How alike, and how much more alike than any place elsewhere."""

_BEGIN = 2
"""Characters with which both begin: who or what is spoken of stands there."""

_FEWEST = 6
"""Bigrams of words that are told by likeness; shorter ones have to be the same."""

_LONGEST = 4
"""Pieces between commas that a quote may span."""

_UNPRINTED = re.compile(r"[\s*]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PIECE = re.compile(r"[^。；，：:,;]*(?:[。；，：:,;]|$)")
_ENDS = "。；，：:,;"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of the newer text: which clause has them, counted from nothing, and how they go."""

    clause: int
    text: str
    same: bool = False


class NewText:
    """The clauses of the newer text, each as its words in pieces that a quote can be.

    ``old`` are all quotes of the older text: words that are more like another are not this one's.
    """

    def __init__(self, clauses: Sequence[Sequence[str]], old: Sequence[str]) -> None:
        self._clauses = tuple(tuple(texts) for texts in clauses)
        self._plain = tuple("".join(map(plain, texts)) for texts in clauses)
        self._windows = tuple(self._all_windows())
        self._old = {text: _bigrams(text) for text in map(plain, old)}

    def find(self, quote: str) -> Passage | None:
        """Return where a quote of the older text stands, None where that is not beyond doubt."""
        wanted = plain(quote)
        there = [number for number, text in enumerate(self._plain) if wanted and wanted in text]
        if there:
            found = Passage(clause=there[0], text=quote, same=True)
            of_another = any(wanted in text for text in self._old if text != wanted)
            return found if len(there) == 1 and not of_another else None
        if len(wanted) > _FEWEST and (other := self._other_numbers(wanted)) is not None:
            return other
        bigrams = _bigrams(wanted)
        if bigrams.total() < _FEWEST:
            return None
        scored = [(_dice(bigrams, known), passage) for passage, known in self._windows]
        score, best = max(scored, key=lambda item: item[0], default=(0.0, None))
        if best is None or score < _ALIKE or _begin(plain(best.text)) != _begin(wanted):
            return None
        own = _bigrams(plain(best.text))
        others = (known for text, known in self._old.items() if text != wanted)
        if any(_dice(own, known) >= score for known in others):
            return None
        elsewhere = [other for other, passage in scored if not _same_place(passage, best)]
        return best if score - max(elsewhere, default=0.0) >= _AHEAD else None

    def _other_numbers(self, wanted: str) -> Passage | None:
        """Return the one place where the words stand with other numbers, None for several."""
        masked = _NUMBER.sub("0", wanted)
        if any(masked in _NUMBER.sub("0", text) for text in self._old if text != wanted):
            return None
        pattern = re.compile(_NUMBER.pattern.join(map(re.escape, _NUMBER.split(wanted))))
        found = [
            Passage(clause=number, text=match[0])
            for number, text in enumerate(self._plain)
            for match in pattern.finditer(text)
        ]
        return found[0] if len(found) == 1 else None

    def _all_windows(self) -> Iterator[tuple[Passage, Counter[str]]]:
        for number, texts in enumerate(self._clauses):
            for text in texts:
                pieces = [piece for piece in _PIECE.findall(text) if piece.strip()]
                for first in range(len(pieces)):
                    for last in range(first + 1, min(first + _LONGEST, len(pieces)) + 1):
                        words = "".join(pieces[first:last]).strip().rstrip(_ENDS)
                        yield Passage(clause=number, text=words), _bigrams(plain(words))


def plain(text: str) -> str:
    """Return a text without blanks and marks, which no print has."""
    return _UNPRINTED.sub("", text)


def _begin(text: str) -> str:
    return _NUMBER.sub("0", text)[:_BEGIN]


def _same_place(one: Passage, other: Passage) -> bool:
    """Say whether two windows share a piece: they are the same place, cut otherwise."""
    if one.clause != other.clause:
        return False
    pieces = {piece.rstrip(_ENDS) for piece in _PIECE.findall(one.text) if piece.strip()}
    shared = (piece.rstrip(_ENDS) for piece in _PIECE.findall(other.text) if piece.strip())
    return any(piece in pieces for piece in shared)


def _bigrams(text: str) -> Counter[str]:
    masked = _NUMBER.sub("0", text)
    return Counter(masked[at : at + 2] for at in range(len(masked) - 1))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 0.0
