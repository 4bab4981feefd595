"""The CEL profile of the rules, on Google's runtime.

The browser's answers are the same: ``tests/conformance/cel.json`` is run by both.
Every number of a submission is a double. Days are whole numbers counted from 1970-01-01.
A birthday of 29 February is completed on 1 March of a common year; 29 February plus years
falls on 28 February of a common year. ``dec`` gives whole 元, half a 元 away from zero.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, Literal, TypeAlias

from shenbao.policy.cel.folding import folded
from shenbao.policy.cel.mentions import ROW, VARIABLES, Mention, calling, mentions, paths
from shenbao.policy.cel.syntax import Node, tree

__all__ = [
    "Outcome",
    "Undecided",
    "compute",
    "doubles",
    "evaluate",
    "mentioned",
    "parsed",
    "paths",
    "problems",
]

Why: TypeAlias = Literal["missing", "limit", "value", "expression"]

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LARGEST_YUAN = 2.0**53
_LARGEST_INT = 2**63
_OWN = {"double": "shenbao_as_double", "int": "shenbao_as_int"}
"""Our own functions: those of the runtime take texts and truth values as well."""

_AS_IT_IS = frozenset({str, float, bool, type(None)})


@dataclass(frozen=True, slots=True)
class Undecided:
    """The expression has no answer.

    A value is missing, or is not of the needed kind, or there is more data than may be
    computed with, or the expression itself is wrong.
    """

    reason: Why


Outcome: TypeAlias = bool | Undecided


def evaluate(expression: str, variables: Mapping[str, Any]) -> Outcome:
    """Return whether ``expression`` holds."""
    return truth(compute(expression, variables))


def compute(expression: str, variables: Mapping[str, Any]) -> Any:
    """Return the value of ``expression``, or Undecided.

    ``variables`` hold what ``doubles`` made. Only the parts that the expression mentions
    are handed over: converting a whole application costs more than most rules.
    """
    try:
        compiled = _compiled(expression)
    except RuntimeError:
        return Undecided("expression")
    try:
        value = compiled.program.eval(data=handed(compiled.needs, variables))
        result = value.plain_value()
        failed = value.type().name() == "ERROR"
    except RuntimeError:
        return Undecided("limit")
    except (TypeError, ValueError):
        return Undecided("value")
    if failed:
        missing = str(result).startswith(("NOT_FOUND", "UNKNOWN: No value with name"))
        return Undecided("missing" if missing else "value")
    return result


def handed(needs: Mapping[str, Tree], variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the runtime is given: it converts every value, which is most of its work."""
    return {name: _part(variables[name], tree) for name, tree in needs.items() if name in variables}


def truth(value: Any) -> Outcome:
    """Return what ``compute`` gave as an answer."""
    return value if isinstance(value, bool | Undecided) else Undecided("value")


def mentioned(expression: str) -> tuple[Mention, ...]:
    """Return what an expression mentions; nothing for one that does not compile."""
    try:
        return _compiled(expression).mentions
    except RuntimeError:
        return ()


def names_reading(expression: str) -> bool:
    """Say whether an expression looks at the reading of an unclear clause."""
    return any(mention.path[0] == "reading" for mention in mentioned(expression))


@lru_cache(maxsize=4096)
def parsed(expression: str, variables: tuple[str, ...] = VARIABLES) -> Node | str:
    """Return the syntax of ``expression`` over ``variables``, or why it does not compile."""
    try:
        return tree(_environment(variables).compile(expression))
    except RuntimeError as error:
        return str(error)


def problems(
    expression: str, variables: tuple[str, ...] = VARIABLES, *, truth: bool = True
) -> str | None:
    """Return why ``expression`` does not compile over ``variables``, or None when it does.

    ``truth``: it must say yes or no; else it may give any value.
    """
    try:
        program = _environment(variables).compile(expression)
    except RuntimeError as error:
        return str(error)
    kind = program.return_type().name()
    return None if not truth or kind in {"BOOL", "DYN"} else f"gives {kind}, not BOOL"


def doubles(value: Any) -> Any:
    """Return JSON data with every number a double; the data is not deep (see structure)."""
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, Mapping):
        return {key: doubles(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [doubles(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


Tree: TypeAlias = dict[str, Any]
"""Which members of a mapping are needed, of each row below ``*``; an empty tree needs all."""

_NOTHING = ""
"""A member that no mapping has: a row of which only this is needed counts, and no more."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    program: Any
    mentions: tuple[Mention, ...]
    needs: Mapping[str, Tree]


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> _Compiled:
    program = _environment(VARIABLES).compile(calling(expression, _OWN))
    found = mentions(expression)
    root: Tree = {}
    for mention in sorted(found, key=lambda item: len(item.path)):
        _need(root, mention)
    return _Compiled(program, found, root)


def _need(tree: Tree, mention: Mention) -> None:
    """Add a mention, shorter ones first: a value needed whole stays whole."""
    counted = () if mention.whole or mention.guarded else (ROW, _NOTHING)
    parts = (*mention.path, *counted)
    for number, part in enumerate(parts):
        if part in tree and not tree[part]:
            return
        known = part in tree
        below: Tree = tree.setdefault(part, {})
        if number == len(parts) - 1 and known:
            below.clear()
        tree = below


def _part(value: Any, tree: Tree) -> Any:
    if tree and isinstance(value, list) and ROW in tree:
        return [_part(item, tree[ROW]) for item in value]
    if not tree or not isinstance(value, dict) or ROW in tree:
        return value
    return {key: _part(value[key], below) for key, below in tree.items() if key in value}


@cache
def _environment(variables: tuple[str, ...]) -> Any:
    from cel_expr_python import cel

    kinds = cel.Type
    rows = kinds.List(kinds.DYN)
    numbers = (kinds.INT, kinds.DOUBLE)
    own = (
        ("date", ((kinds.INT, [kinds.STRING], _date),)),
        ("addYears", ((kinds.INT, [kinds.INT, kinds.INT], _add_years),)),
        ("yearsBetween", ((kinds.INT, [kinds.INT, kinds.INT], _years_between),)),
        ("sum", ((kinds.DOUBLE, [rows], _sum),)),
        ("unique", ((kinds.BOOL, [rows], _unique),)),
        ("dec", ((kinds.INT, [kinds.DOUBLE], _dec),)),
        (_OWN["double"], tuple((kinds.DOUBLE, [kind], float) for kind in numbers)),
        (_OWN["int"], tuple((kinds.INT, [kind], _int) for kind in numbers)),
        ("fold", ((kinds.STRING, [kinds.STRING], folded), (rows, [rows], _folded))),
    )
    return cel.NewEnv(
        variables=dict.fromkeys(variables, kinds.DYN),
        functions=[
            cel.FunctionDecl(
                name,
                [
                    cel.Overload(
                        f"shenbao_{name}_{number}", return_type=gives, parameters=takes, impl=call
                    )
                    for number, (gives, takes, call) in enumerate(overloads)
                ],
            )
            for name, overloads in own
        ],
    )


def _int(value: float) -> int:
    whole = int(value)
    if abs(whole) >= _LARGEST_INT:
        raise OverflowError("too large")
    return whole


def _date(text: str) -> int:
    if not _DAY.fullmatch(text):
        raise ValueError("not a day")
    return date.fromisoformat(text).toordinal() - _EPOCH


def _add_years(days: int, years: int) -> int:
    start = date.fromordinal(days + _EPOCH)
    year = start.year + years
    leap_day = (start.month, start.day) == (2, 29)
    common = year % 4 != 0 or (year % 100 == 0 and year % 400 != 0)
    day = 28 if leap_day and common else start.day
    return date(year, start.month, day).toordinal() - _EPOCH


def _years_between(earlier: int, later: int) -> int:
    start, end = date.fromordinal(earlier + _EPOCH), date.fromordinal(later + _EPOCH)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _sum(values: list[Any]) -> float:
    """Add from left to right: ``sum`` of newer Pythons compensates, the browser does not."""
    total = 0.0
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError("not a plain value")
        total += float(value)
    return total


def _unique(values: list[Any]) -> bool:
    seen = set()
    for value in values:
        if not isinstance(value, str | int | float) or (
            isinstance(value, float) and math.isnan(value)
        ):
            raise TypeError("not a plain value")
        seen.add((isinstance(value, bool), value))
    return len(seen) == len(values)


def _folded(names: list[Any]) -> list[str]:
    if not all(isinstance(name, str) for name in names):
        raise TypeError("not names")
    return [folded(name) for name in names]


def _dec(amount: float) -> int:
    scaled = abs(amount) * 10000.0
    if not scaled < _LARGEST_YUAN:
        raise OverflowError("not an amount")
    whole = math.floor(scaled)
    yuan = whole + (2.0 * (scaled - whole) >= 1.0)
    return -yuan if amount < 0 else yuan
