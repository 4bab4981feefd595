"""Patterns of a schema run on data from anywhere: the answer Python gives, in bounded time.

Python's engine is used while the number of ways it could try, known from the pattern, is
small for the length of the text. Beyond that an automaton answers, in linear time. The few
patterns that no automaton knows (look-around, back references) then stay undecided.
"""

from __future__ import annotations

import re
import warnings

from shenbao.checks.tables.automaton import Automaton, IrregularError, ways

_MOST_STEPS = 1_000_000
_LONGEST_PATTERN = 5_000
_ANY_LENGTH = 1 << 62


class PatternError(Exception):
    """A text is no pattern, or none of a reasonable size."""


class Pattern:
    """A pattern that a whole cell must match."""

    def __init__(self, source: str) -> None:
        if len(source) > _LONGEST_PATTERN:
            raise PatternError
        # Anchored as frictionless does it: "a|b" is "^a|b$".
        anchored = f"^{source}$"
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.quick = re.compile(anchored)
                self.reach = _reach(ways(anchored))
        except (re.error, RecursionError, OverflowError, MemoryError) as error:
            raise PatternError from error
        self._anchored = anchored
        self._automaton: Automaton | None = None
        self._irregular = False

    def matches(self, text: str) -> bool | None:
        """Say whether a text matches; None where that cannot be told in reasonable time."""
        if len(text) <= self.reach:
            return self.quick.match(text) is not None
        automaton = self._slow()
        return None if automaton is None else automaton.matches(text)

    def _slow(self) -> Automaton | None:
        if self._automaton is None and not self._irregular:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    self._automaton = Automaton(self._anchored)
            except (IrregularError, RecursionError):
                self._irregular = True
        return self._automaton


def _reach(limit: tuple[float, int] | None) -> int:
    """Return the length of text up to which Python's engine is quick enough for certain."""
    if limit is None:
        return _shortest_bomb()
    count, power = limit
    length = (_MOST_STEPS / count) ** (1 / (power + 1))
    return min(int(length), _ANY_LENGTH)


def _shortest_bomb() -> int:
    """Return the length up to which not even an exponential pattern takes long: 2ⁿ steps."""
    return _MOST_STEPS.bit_length() // 2
