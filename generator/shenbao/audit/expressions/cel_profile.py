"""The CEL profile: what compiles on one runtime, and means the same on the other, may be written.

The runtimes differ in the functions that they have and in what these take; only what the
conformance vectors prove for both is allowed (``docs/reference/cel.md`` lists it).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shenbao.audit.expressions.collected import Stated
from shenbao.audit.expressions.known_values import (
    Known,
    can_be,
    constants,
    inside,
    is_text,
    known_of,
)
from shenbao.core.errors import Problem
from shenbao.policy.cel import evaluation
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.syntax import Call, Constant, Loop, Node, Unsigned, parts

OPERATORS: Mapping[str, str] = {
    "_&&_": "&&",
    "_||_": "||",
    "!_": "!",
    "_==_": "==",
    "_!=_": "!=",
    "_<_": "<",
    "_<=_": "<=",
    "_>_": ">",
    "_>=_": ">=",
    "@in": "in",
    "_+_": "+",
    "_-_": "-",
    "-_": "-",
    "_*_": "*",
    "_/_": "/",
    "_?_:_": "? :",
    "_[_]": "[ ]",
}
FUNCTIONS = (
    "size",
    "double",
    "int",
    "dyn",
    "startsWith",
    "endsWith",
    "contains",
    "matches",
    "date",
    "addMonths",
    "addYears",
    "yearsBetween",
    "sum",
    "unique",
    "dec",
    "fold",
)
_ALLOWED = OPERATORS.keys() | frozenset(FUNCTIONS)
_QUOTE = "`"
_NUMBERS = frozenset({"int", "double"})
_TRIED = {
    "date": (0, "date(self) == date(self)", "profile-date"),
    "matches": (1, "''.matches(self)", "profile-pattern"),
}
"""Functions whose written-out argument may be none: its place, what tries it, the message."""


def check_profile(said: Stated) -> Iterator[Problem]:
    """Yield a problem for each thing in a compiled expression that the profile does not have."""
    syntax = Expression.of(said.expression).checked(said.variables)
    if syntax is None:
        return
    found = dict.fromkeys(_outside(syntax, said.scope))
    within = sum(text.count(_QUOTE) for text in Expression.of(said.expression).literals)
    if said.expression.count(_QUOTE) > within:
        found["profile-quoted", _QUOTE] = None
    for message, words in found:
        allowed = ", ".join(dict.fromkeys((*OPERATORS.values(), *FUNCTIONS)))
        args = {"rule": said.rule, "found": words, "allowed": allowed}
        yield Problem(file=said.file, pointer=said.place, message=message, args={**args})


def never_truth(said: Stated) -> bool:
    """Say whether what an expression gives is never true nor false: a number, a text, a group."""
    syntax = Expression.of(said.expression).checked(said.variables)
    if syntax is None:
        return False
    known = known_of(syntax, said.scope)
    return not (can_be(known, value=True) or can_be(known, value=False))


def _outside(node: Node, scope: Mapping[str, Known]) -> Iterator[tuple[str, str]]:
    """Yield the message and the name of what does not belong to the profile."""
    if isinstance(node, Call) and node.function not in _ALLOWED:
        yield "profile-function", node.function.strip("_@")
    elif isinstance(node, Call) and node.function in _NUMBERS:
        if is_text(known_of(node.parts[0], scope)):
            yield "profile-number-of-text", node.function
    elif isinstance(node, Call) and node.function in _TRIED:
        at, trial, message = _TRIED[node.function]
        for value in constants(node.parts[at]) or ():
            if isinstance(Expression.of(trial).holds({"self": value}), evaluation.Undecided):
                yield message, str(value)
    if isinstance(node, Constant) and isinstance(node.value, bytes):
        yield "profile-function", "bytes"
    elif isinstance(node, Constant) and isinstance(node.value, Unsigned):
        yield "profile-function", f"{node.value}u"
    inner = inside(node, scope) if isinstance(node, Loop) else scope
    for part in parts(node):
        yield from _outside(part, inner)
