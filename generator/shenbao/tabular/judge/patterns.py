"""Patterns of a schema run on data from anywhere: the answer Python gives, in bounded time.

Python's engine is used while the number of ways it could try, known from the pattern, is
small for the length of the text. Beyond that an automaton answers, in linear time. The few
patterns that no automaton knows (look-around, back references) then stay undecided: there the
estimate, which is far above the truth, may be larger.
"""

from __future__ import annotations

import re
import warnings

from shenbao.tabular.judge.automaton import (
    Automaton,
    ExhaustedError,
    IrregularError,
    backtracking_bound,
)

_MOST_STEPS = 1_000_000
_MOST_STEPS_AT_LAST = 30_000_000
"""Where no automaton helps: some milliseconds a cell."""

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
                limit = backtracking_bound(anchored)
        except (re.error, RecursionError, OverflowError, MemoryError) as error:
            raise PatternError from error
        self.reach = _reach(limit, _MOST_STEPS)
        self._reach_at_last = _reach(limit, _MOST_STEPS_AT_LAST)
        self._anchored = anchored
        self._automaton: Automaton | None = None
        self._irregular = False

    def matches(self, text: str) -> bool | None:
        """Say whether a text matches; None where that cannot be told in reasonable time."""
        if len(text) <= self.reach:
            return self.quick.match(text) is not None
        automaton = self._slow()
        if automaton is not None:
            try:
                return automaton.matches(text)
            except ExhaustedError:
                self._automaton, self._irregular = None, True
        return self.quick.match(text) is not None if len(text) <= self._reach_at_last else None

    def _slow(self) -> Automaton | None:
        if self._automaton is None and not self._irregular:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    self._automaton = Automaton(self._anchored)
            except (IrregularError, RecursionError):
                self._irregular = True
        return self._automaton


def _reach(limit: tuple[float, int] | None, steps: int) -> int:
    """Return the length of text up to which Python's engine takes no more steps for certain."""
    if limit is None:
        # Not even an exponential pattern takes long: 2ⁿ steps.
        return steps.bit_length() // 2
    count, power = limit
    length = (steps / count) ** (1 / (power + 1))
    return min(int(length), _ANY_LENGTH)
