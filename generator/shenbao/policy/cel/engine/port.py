"""What the toolkit asks of an engine for CEL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Protocol, TypeAlias

Why: TypeAlias = Literal["missing", "limit", "value", "expression"]


Given: TypeAlias = Any
"""The variables as an engine has them: only it knows what they are."""


class Refused(Exception):  # noqa: N818 - nothing has gone wrong: it is an answer of the compiler
    """The engine does not take an expression; its words are those of the compiler."""


class NoAnswer(Exception):  # noqa: N818 - the same
    """An evaluation that gives no value."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


class Program(Protocol):
    """An expression that is ready to be evaluated."""

    @property
    def gives(self) -> str:
        """The kind of its value as CEL names it: ``BOOL``, ``INT``; ``DYN`` where it is open."""

    def run(self, given: Given) -> Any:
        """Return its value over what the engine's ``given`` made. Raises NoAnswer."""


class Engine(Protocol):
    """An engine with the functions of the profile (``functions``)."""

    def parse(self, text: str) -> bytes:
        """Return the syntax of ``text``: ``cel.expr.ParsedExpr`` in the wire format.

        Nothing is known of names and kinds yet. Raises Refused.
        """

    def given(self, data: Mapping[str, Any]) -> Given:
        """Return ``data``, the variables by name, as its programs take them: made once for many.

        ``data`` are plain values, every number a double.
        """

    def compile(self, text: str, variables: tuple[str, ...]) -> Program:
        """Return ``text`` as a program over ``variables``, its kinds checked. Raises Refused."""
