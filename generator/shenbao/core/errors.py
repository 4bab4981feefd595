"""Exceptions: data whose text, in the message catalogue, says where, what, and how to repair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from shenbao.core import messages
from shenbao.core.messages.values import Value, many

_FIRST = 5
"""So many mistakes of an unsound notice are told where the notice is asked for."""


class ShenbaoError(Exception):
    """The job cannot be done. ``message`` is an id of the catalogue, ``args`` fill it."""

    def __init__(self, message: str, **args: Value) -> None:
        super().__init__(message, args)
        self.message = message
        self.details = args

    def text(self, language: str = messages.DEFAULT) -> str:
        """Return the advice in ``language``."""
        return messages.say(self.message, self.details, language)

    def lines(self, language: str = messages.DEFAULT) -> Iterator[str]:
        """Yield the advice line by line."""
        yield self.text(language)

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a policy folder: file, JSON Pointer, line (0 where it is not known)."""

    file: str
    pointer: str = ""
    line: int = 0

    def words(self, language: str = messages.DEFAULT, *, named: bool = True) -> str:
        """Return the place as it is read; ``named`` with the file."""
        place = f"{self.file}{self.pointer and '#'}" if named else ""
        place += self.pointer
        if not self.line:
            return place
        args: dict[str, Value] = {"place": place, "line": self.line}
        return messages.say("policy-line-at" if place else "policy-line", args, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in a policy folder: file, JSON Pointer, line, and what to do.

    ``before`` is where the same stands already, of what stands twice.
    """

    file: str
    pointer: str
    message: str
    args: dict[str, Value] = field(default_factory=dict, hash=False)
    line: int = 0
    before: Place | None = None

    @property
    def place(self) -> Place:
        """The place, its line as far as the sentence does not say it."""
        return Place(self.file, self.pointer, 0 if "line" in self.args else self.line)

    def sentence(self, language: str = messages.DEFAULT) -> str:
        """Return what was found, what is allowed, the remedy, and where the same stood before."""
        said = messages.say(self.message, self.args, language)
        if self.before is None:
            return said
        place = self.before.words(language, named=self.before.file != self.file)
        return said + messages.say("policy-before", {"place": place}, language)

    def text(self, language: str = messages.DEFAULT) -> str:
        """Return the place and the sentence."""
        return f"{self.place.words(language)}: {self.sentence(language)}"


class PolicyError(ShenbaoError):
    """A policy folder has mistakes; ``problems`` lists them all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("policy-problems", count=len(problems))
        self.problems = tuple(problems)

    def text(self, language: str = messages.DEFAULT) -> str:
        """Return one line a problem."""
        return "\n".join(self.lines(language))

    def lines(self, language: str = messages.DEFAULT) -> Iterator[str]:
        """Yield the mistakes."""
        yield from (problem.text(language) for problem in self.problems)


class UnsoundError(PolicyError):
    """What was asked needs notices that have mistakes; ``unsound`` are the mistakes by notice.

    ``message`` says what was not done; the first mistakes follow, and how to see all of them.
    """

    def __init__(
        self, unsound: Mapping[str, Sequence[Problem]], message: str = "policy-unsound"
    ) -> None:
        super().__init__(each_once(unsound))
        self.message = message
        self.details = {"notices": many(unsound), "count": len(self.problems)}

    def lines(self, language: str = messages.DEFAULT) -> Iterator[str]:
        """Yield which notices, the first mistakes, and the remedy."""
        yield messages.say(self.message, self.details, language)
        yield from (f"  {problem.text(language)}" for problem in self.problems[:_FIRST])
        left = max(0, len(self.problems) - _FIRST)
        yield messages.say("policy-unsound-remedy", {"left": left}, language)


def each_once(unsound: Mapping[str, Sequence[Problem]]) -> tuple[Problem, ...]:
    """Return the mistakes of all notices; one in a shared definition is one."""
    return tuple(dict.fromkeys(chain.from_iterable(unsound.values())))


class MissingExtraError(ShenbaoError):
    """A library of an optional extra is not installed."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__("missing-extra", library=library, extra=extra)
