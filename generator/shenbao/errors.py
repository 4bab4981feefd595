"""Exceptions: data whose text, in the message catalogue, says where, what, and how to repair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from shenbao import messages

Value: TypeAlias = str | int | float


class ShenbaoError(Exception):
    """The job cannot be done. ``message`` is an id of the catalogue, ``args`` fill it."""

    def __init__(self, message: str, **args: Value) -> None:
        super().__init__(message, args)
        self.message = message
        self.details = args

    def text(self, language: str = messages.DEFAULT) -> str:
        """Return the advice in ``language``."""
        return messages.say(self.message, self.details, language)

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in a policy folder: file, JSON Pointer, and what to do."""

    file: str
    pointer: str
    message: str
    args: dict[str, Value] = field(default_factory=dict)

    def text(self, language: str = messages.DEFAULT) -> str:
        """Return file, pointer, what was found, what is allowed and the remedy."""
        place = f"{self.file}#{self.pointer}" if self.pointer else self.file
        return f"{place}: {messages.say(self.message, self.args, language)}"


class PolicyError(ShenbaoError):
    """A policy folder has mistakes; ``problems`` lists them all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("policy-problems", count=len(problems))
        self.problems = tuple(problems)

    def text(self, language: str = messages.DEFAULT) -> str:
        """Return one line a problem."""
        return "\n".join(problem.text(language) for problem in self.problems)


class MissingExtraError(ShenbaoError):
    """A library of an optional extra is not installed."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__("missing-extra", library=library, extra=extra)
