"""The engine of the command: Google's runtime (``cel-expr-python``).

The browser's answers are the same: ``tests/conformance/vectors/cel.json`` is run by both.
"""

from __future__ import annotations

import atexit
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cel_expr_python import cel

from shenbao.policy.cel.engine.functions import FUNCTIONS, Kind
from shenbao.policy.cel.engine.port import Given, NoAnswer, Program, Refused
from shenbao.policy.cel.engine.wire import fields

_VALUE = 2
"""The field of ``google.protobuf.Any`` that holds the message."""

_MORTAL = sys.version_info < (3, 12)
"""Whether Python counts who holds None, and ends the process when nobody is left."""

_SPARE = 250_000

_OWED: list[None] = [None] * (_SPARE if _MORTAL else 0)
"""References to None. The runtime (0.1.3) gives None away without taking one. What is known of
is added here, and some are spare for what is not; nothing is given back: see ``_keep``."""

_MISSING = ("NOT_FOUND", "UNKNOWN: No value with name")


class GoogleEngine:
    """Compiles and evaluates by Google's runtime."""

    def parse(self, text: str) -> bytes:
        """Return the syntax of ``text`` (see the port)."""
        try:
            packed: bytes = _environment(()).compile(text, disable_check=True).serialize()
        except RuntimeError as error:
            raise Refused(str(error)) from error
        parsed: bytes = fields(packed)[_VALUE][0]
        return parsed

    def given(self, data: Mapping[str, Any]) -> Given:
        """Return ``data`` as programs take them (see the port): each value is converted once."""
        return _environment(()).Activation(data)

    def compile(self, text: str, variables: tuple[str, ...]) -> Program:
        """Return ``text`` as a program (see the port)."""
        try:
            return _Program(_environment(variables).compile(text))
        except RuntimeError as error:
            raise Refused(str(error)) from error


@dataclass(frozen=True, slots=True)
class _Program:
    compiled: Any

    @property
    def gives(self) -> str:
        """The kind of its value."""
        name: str = self.compiled.return_type().name()
        return name

    def run(self, given: Given) -> Any:
        """Return its value over ``given`` (see the port)."""
        try:
            value = self.compiled.eval(given)
            result = value.plain_value()
            failed = value.type().name() == "ERROR"
        except RuntimeError as error:
            raise NoAnswer("limit") from error
        except (TypeError, ValueError) as error:
            raise NoAnswer("value") from error
        _repay(result)
        if failed:
            raise NoAnswer("missing" if str(result).startswith(_MISSING) else "value")
        return result


def _repay(value: Any) -> None:
    """Take the references to None that the runtime did not take when it gave a value."""
    if value is None:
        _OWED.append(None)
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            if item is None or isinstance(item, list | dict):
                _repay(item)


@atexit.register
def _keep() -> None:
    """Let the references outlive the modules: given back at the very end, they would be missed."""
    if _MORTAL:
        import ctypes

        ctypes.pythonapi.Py_IncRef(ctypes.py_object(_OWED))


def _emptying(call: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that empties the lists it was called with.

    The runtime makes such a list for the call and never gives it back (0.1.3): twenty names
    are 2 kB that are lost at every call.
    """

    def called(*given: Any) -> Any:
        try:
            return call(*given)
        finally:
            for value in given:
                if isinstance(value, list):
                    _OWED.extend([None] * (2 * value.count(None)))
                    value.clear()

    return called


@cache
def _environment(variables: tuple[str, ...]) -> Any:
    kinds = cel.Type
    of: Mapping[Kind, Any] = {
        "int": kinds.INT,
        "double": kinds.DOUBLE,
        "string": kinds.STRING,
        "bool": kinds.BOOL,
        "list": kinds.List(kinds.DYN),
    }
    return cel.NewEnv(
        variables=dict.fromkeys(variables, kinds.DYN),
        functions=[
            cel.FunctionDecl(
                name,
                [
                    cel.Overload(
                        f"shenbao_{name}_{number}",
                        return_type=of[way.gives],
                        parameters=[of[kind] for kind in way.takes],
                        impl=_emptying(way.call) if "list" in way.takes else way.call,
                    )
                    for number, way in enumerate(overloads)
                ],
            )
            for name, overloads in FUNCTIONS.items()
        ],
    )
