"""Functions and operators over values of a kind that they never take: the rule is undecided.

``fold(self.funding)``, ``self.name * 2.0``, a computed number that is a text: both runtimes
compile them, and no submission ever gets an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from shenbao.audit.expressions.cel_profile import OPERATORS
from shenbao.audit.expressions.collected import Stated
from shenbao.audit.expressions.impossible_comparisons import spelled
from shenbao.audit.expressions.known_values import Fields, Known, inside, kinds, known_of, row
from shenbao.core.errors import Problem
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.syntax import Call, Loop, Node, parts

Kinds: TypeAlias = frozenset[str]

_TEXT, _NUMBER = frozenset({"text"}), frozenset({"number"})
_TRUTH, _LIST = frozenset({"truth"}), frozenset({"list"})
_ORDERED = _TEXT | _NUMBER
_MANY = _LIST | {"group"}

_TAKES: Mapping[str, tuple[Kinds, ...]] = {
    "size": (_MANY | _TEXT,),
    "date": (_TEXT,),
    "fold": (_TEXT | _LIST,),
    "sum": (_LIST,),
    "unique": (_LIST,),
    "dec": (_NUMBER,),
    "addMonths": (_NUMBER, _NUMBER),
    "addYears": (_NUMBER, _NUMBER),
    "yearsBetween": (_NUMBER, _NUMBER),
    **dict.fromkeys(("startsWith", "endsWith", "contains", "matches"), (_TEXT, _TEXT)),
    **dict.fromkeys(("_-_", "_*_", "_/_"), (_NUMBER, _NUMBER)),
    "-_": (_NUMBER,),
    **dict.fromkeys(("_<_", "_<=_", "_>_", "_>=_"), (_ORDERED, _ORDERED)),
    "_+_": (_ORDERED | _LIST, _ORDERED | _LIST),
    **dict.fromkeys(("_&&_", "_||_"), (_TRUTH, _TRUTH)),
    "!_": (_TRUTH,),
    "_?_:_": (_TRUTH,),
    "_[_]": (_MANY,),
}
"""What the parts of a call may be, as far as one of each kind has an answer."""

_DAYS = frozenset({"format", "pattern", "enum", "const"})
"""Keywords by which a text may always be a day."""

_ALIKE = frozenset({"_<_", "_<=_", "_>_", "_>=_", "_+_"})
"""Operators whose two sides are of one kind."""

_ROWS: Mapping[str, Kinds] = {"sum": _NUMBER, "fold": _TEXT}
"""What the rows of a list that is given to a function may be."""


def check_operands(said: Stated) -> Iterator[Problem]:
    """Yield a problem for every part of a compiled expression that can have no answer."""
    syntax = Expression.of(said.expression).checked(said.variables)
    if syntax is None:
        return
    for function, what, found, wanted in dict.fromkeys(_misfits(syntax, said.scope)):
        args = {"rule": said.rule, "function": function, "what": what}
        yield _problem(said, "operand-kind", {**args, "found": found, "wanted": wanted})
    for what_is_read in dict.fromkeys(_no_days(syntax, said.scope)):
        yield _problem(said, "operand-no-day", {"rule": said.rule, "what": what_is_read})
    for found in sorted(kinds(known_of(syntax, said.scope)) - {said.kind} if said.kind else ()):
        wanted = said.kind or ""
        message = "computed-kind" if said.rule == "x-computed" else "sum-kind"
        yield _problem(said, message, {"rule": said.rule, "found": found, "wanted": wanted})


def _misfits(node: Node, scope: Mapping[str, Known]) -> Iterator[tuple[str, str, str, str]]:
    """Yield function, operand, the kind that this is and those that it may be."""
    if isinstance(node, Call):
        name = OPERATORS.get(node.function, node.function)
        for part, what, wanted in _operands(node, scope):
            if what and not what & wanted:
                yield name, spelled(part), min(what), "-".join(sorted(wanted))
    if isinstance(node, Loop) and node.condition is not None:
        what = kinds(known_of(node.condition, inside(node, scope)))
        if what and not what & _TRUTH:
            yield node.macro, spelled(node.condition), min(what), "-".join(sorted(_TRUTH))
    inner = inside(node, scope) if isinstance(node, Loop) else scope
    for part in parts(node):
        yield from _misfits(part, inner)


def _no_days(node: Node, scope: Mapping[str, Known]) -> Iterator[str]:
    """Yield the fields that ``date()`` reads and that hold any text, of no form of a day."""
    if isinstance(node, Call) and node.function == "date":
        known = known_of(node.parts[0], scope)
        of_text = kinds(known) == _TEXT
        if isinstance(known, Fields) and of_text and not known.node.schema.keys() & _DAYS:
            yield spelled(node.parts[0])
    inner = inside(node, scope) if isinstance(node, Loop) else scope
    for part in parts(node):
        yield from _no_days(part, inner)


def _operands(call: Call, scope: Mapping[str, Known]) -> Iterator[tuple[Node, Kinds, Kinds]]:
    """Yield the operands of a call, each with its kinds and those that it may be."""
    known = [known_of(part, scope) for part in call.parts]
    found = [kinds(part) for part in known]
    wanted = _TAKES.get(call.function, ())
    yield from zip(call.parts, found, wanted, strict=False)
    if call.function in _ALIKE and found[0] and all(found[0] & kind for kind in wanted):
        yield call.parts[1], found[1] & wanted[1], found[0]
    if call.function in _ROWS and found[0] == _LIST:
        yield call.parts[0], kinds(row(known[0])), _ROWS[call.function]


def _problem(said: Stated, message: str, args: Mapping[str, str]) -> Problem:
    return Problem(file=said.file, pointer=said.place, message=message, args={**args})
