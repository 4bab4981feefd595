r"""Patterns that ECMA-262 (``u``), Rust's regex and Python's ``re`` read alike.

The page, the engine of JSON Schema and the readers of tables each bring their own. What is
allowed is the part that all of them have and mean the same by: literal characters, explicit
classes, groups, alternatives, counted repetition, ``^`` and ``$``. Not ``\d``, ``\w``, ``\s``
(Python takes ２ for a digit, ECMA-262 does not), not ``.`` (U+2028), not ``\p``, ``\k`` or
look-around.

One thing is translated: Python's ``$`` also stands before a last line end, so ``search`` asks
for ``\Z``.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NoReturn, TypeAlias

from shenbao.core.engines import current as engines
from shenbao.core.engines.ports import SchemaRefused

Why: TypeAlias = Literal[
    "digits", "words", "blanks", "dot", "escape", "class", "group", "repeat", "alone", "end", "size"
]

_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
_CONTROLS = frozenset("tnrfv")
_CLASSES: dict[str, Why] = {
    "d": "digits",
    "D": "digits",
    "w": "words",
    "W": "words",
    "s": "blanks",
    "S": "blanks",
}
_CODES = (re.compile(r"x[0-9A-Fa-f]{2}"), re.compile(r"u[0-9A-Fa-f]{4}"))
_COUNT = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}")
_SETS = ("&&", "--", "~~", "||")
_MOST = 1000
"""So often a part may be repeated: RE2 and Rust stop near it."""

_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Trouble:
    """What in a pattern not everybody reads alike: the characters, and why."""

    found: str
    why: Why


class _UnlikeError(Exception):
    def __init__(self, found: str, why: Why) -> None:
        super().__init__(found)
        self.trouble = Trouble(found, why)


@lru_cache(maxsize=1024)
def trouble(pattern: str) -> Trouble | None:
    """Return the first thing in ``pattern`` that is not read alike everywhere, None without any."""
    try:
        _Reader(pattern).read()
        engines.json_schema().compile({"pattern": pattern})
        searching(pattern)
    except _UnlikeError as error:
        return error.trouble
    except (SchemaRefused, re.error, OverflowError):
        return Trouble(pattern, "size")
    return None


@lru_cache(maxsize=1024)
def searching(pattern: str) -> re.Pattern[str]:
    r"""Return a pattern without trouble as Python has to search for it: ``$`` is the end."""
    text = list(pattern)
    for end in _Reader(pattern).read():
        text[end] = r"\Z"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return re.compile("".join(text))


@dataclass(slots=True)
class _Reader:
    """Reads a pattern once, from left to right."""

    pattern: str
    at: int = 0
    ends: list[int] = field(default_factory=list)

    def read(self) -> list[int]:
        """Read all of it; return where ``$`` stands as the end of the text."""
        self.alternatives(0)
        if self.at < len(self.pattern):
            self.refuse(self.at, "alone")
        return self.ends

    def refuse(self, start: int, why: Why) -> NoReturn:
        """Stop at what stands from ``start`` up to here and one character more."""
        raise _UnlikeError(self.pattern[start : max(self.at, start + 1)], why)

    def alternatives(self, depth: int) -> None:
        """Read up to the bracket that closes the group, or the end."""
        if depth > _DEEPEST:
            self.refuse(self.at, "size")
        while self.at < len(self.pattern) and self.pattern[self.at] != ")":
            if self._next("|"):
                continue
            start = self.at
            repeatable = self._atom(depth)
            self._repetition(start, repeatable=repeatable)

    def _next(self, text: str) -> bool:
        found = self.pattern.startswith(text, self.at)
        self.at += len(text) * found
        return found

    def _atom(self, depth: int) -> bool:
        """Read one part; say whether it may be repeated."""
        start = self.at
        sign = self.pattern[start]
        self.at += 1
        if sign in "^$":
            self.ends += [start] if sign == "$" else []
            return False
        if sign == "\\":
            self._escape(start, within=False)
        elif sign == "[":
            self._class(start)
        elif sign == "(":
            if self._next("?") and not self._next(":"):
                self.at = min(self.at + 2, len(self.pattern))
                self.refuse(start, "group")
            self.alternatives(depth + 1)
            if not self._next(")"):
                self.refuse(start, "alone")
        elif sign == ".":
            self.refuse(start, "dot")
        elif sign in "*+?":
            self.refuse(start, "repeat")
        elif sign in "]{}":
            self.refuse(start, "alone")
        return True

    def _repetition(self, start: int, *, repeatable: bool) -> None:
        before = self.at
        if self._next("{"):
            self.at = before
            match = _COUNT.match(self.pattern, before)
            if match is None:
                self.refuse(before, "repeat")
            self.at = match.end()
            least, most = int(match[1]), int(match[3] or match[1])
            if not least <= most <= _MOST:
                self.refuse(before, "repeat")
        elif not (self._next("*") or self._next("+") or self._next("?")):
            return
        if not repeatable:
            self.refuse(start, "repeat")
        self._next("?")

    def _escape(self, start: int, *, within: bool) -> str:
        """Read what follows a backslash; return the one character that it stands for."""
        sign = self.pattern[self.at : self.at + 1]
        for code in _CODES:
            match = code.match(self.pattern, self.at)
            if match is not None:
                self.at = match.end()
                point = int(match[0][1:], 16)
                if 0xD800 <= point < 0xE000:  # noqa: PLR2004 - the surrogates of UTF-16
                    self.refuse(start, "escape")
                return chr(point)
        self.at += len(sign)
        if sign in _CLASSES:
            self.refuse(start, _CLASSES[sign])
        if not sign or not (sign in _SYNTAX or sign in _CONTROLS or (within and sign == "-")):
            self.refuse(start, "end" if not sign else "escape")
        return {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}.get(sign, sign)

    def _class(self, start: int) -> None:
        self._next("^")
        first = self.at
        while not self._next("]"):
            low = self._member(start, first)
            if self.pattern.startswith("-", self.at) and self.pattern[self.at + 1 :][:1] != "]":
                dash = self.at
                doubled = self.pattern.startswith("--", dash)
                self.at += 1
                if doubled or self._member(start, first) < low:
                    self.refuse(dash - 1, "class")
        if self.at == first + 1:
            self.refuse(start, "class")

    def _member(self, start: int, first: int) -> str:
        """Read one character of a class; nested sets of Rust look like one."""
        if self.at >= len(self.pattern):
            self.refuse(start, "alone")
        sign = self.pattern[self.at]
        doubled = self.pattern[self.at : self.at + 2] in _SETS
        self.at += 1
        if sign == "[" or doubled or (sign == "-" and self.at - 1 != first and not self._closes()):
            self.refuse(start, "class")
        return self._escape(self.at - 1, within=True) if sign == "\\" else sign

    def _closes(self) -> bool:
        return self.pattern.startswith("]", self.at)
