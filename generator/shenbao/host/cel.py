"""CEL by the page's own runtime (``src/engine/cel_port.ts``): both answer as the command does.

Values cross as JSON text, which is much quicker than one object at a time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from shenbao.policy.cel.engine.port import Given, NoAnswer, Program, Refused, Why


class Script(Protocol):
    """The page's runtime, as the worker hands it over; numbers name what it keeps."""

    def parse(self, text: str) -> str:
        """Return ``ParsedExpr`` in the wire format as hex, or ``!`` and what is wrong."""

    def compile(self, text: str) -> str:
        """Return the number of a program, or ``!`` and what is wrong."""

    def given(self, data: str) -> int:
        """Keep the variables, JSON, as the last that were given; return their number."""

    def run(self, program: int, given: int) -> str:
        """Return the value as JSON, or ``!`` and why there is none.

        Whole numbers are ``{"i": "12"}``, doubles ``{"d": "1.5"}``, groups ``{"m": [[…]]}``.
        """


@dataclass(frozen=True, slots=True)
class ScriptEngine:
    """Compiles and evaluates by the page's runtime."""

    script: Script

    def parse(self, text: str) -> bytes:
        """Return the syntax of ``text`` (see the port)."""
        said = self.script.parse(text)
        if said.startswith("!"):
            raise Refused(said[1:])
        return bytes.fromhex(said)

    def given(self, data: Mapping[str, Any]) -> Given:
        """Return ``data`` as programs take them (see the port)."""
        return self.script.given(json.dumps(data, ensure_ascii=False, separators=(",", ":")))

    def compile(self, text: str, variables: tuple[str, ...]) -> Program:  # noqa: ARG002
        """Return ``text`` as a program (see the port); names are looked up when it runs."""
        said = self.script.compile(text)
        if said.startswith("!"):
            raise Refused(said[1:])
        return _Program(self.script, int(said))


@dataclass(frozen=True, slots=True)
class _Program:
    script: Script
    number: int
    gives: str = "DYN"

    def run(self, given: Given) -> Any:
        """Return its value over ``given`` (see the port)."""
        said = self.script.run(self.number, given)
        if said == "true":
            return True
        if said == "false":
            return False
        if said.startswith("!"):
            raise NoAnswer(cast("Why", said[1:]))
        return _plain(json.loads(said))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        (kind, held), *_ = value.items()
        if kind == "m":
            return {_plain(key): _plain(item) for key, item in held}
        return int(held) if kind == "i" else float(held)
    return value
