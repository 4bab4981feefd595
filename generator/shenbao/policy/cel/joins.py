"""Which rows an expression can depend on, when it compares the column of every row with a value.

``app.rows.exists(r, r.unit == self.unit && …)`` has the same answer over the rows of that unit
alone: any other row makes one part of the condition false, and CEL lets a false part decide
whatever the others say. So a rule on a row may look at the rows that belong to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from shenbao.policy.cel.mentions import BRACKETS, MACROS, VARIABLES, Path, Token, tokens

_SPLITS = {"all": ("|", ("!", "=")), "exists": ("&", ("=", "="))}
_SPLITS |= {"exists_one": _SPLITS["exists"], "filter": _SPLITS["exists"]}
"""For each macro: what its condition is split at, and the sign that a comparison needs."""

_CLOSING = frozenset(BRACKETS.values())
_STEADY = frozenset({"app", "ref"})

_Tokens: TypeAlias = Sequence[Token]


@dataclass(frozen=True, slots=True)
class Compared:
    """A column that is compared with a value: a path below the variables, or a literal.

    ``names``: both are names, made alike by ``fold`` before.
    """

    column: Path
    path: Path = ()
    literal: Any = None
    names: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """A list of rows that an expression looks at only through comparisons.

    Of ``looks`` each is one macro: a row that differs in any of its comparisons is nothing to it.
    """

    path: Path
    looks: tuple[tuple[Compared, ...], ...]


@lru_cache(maxsize=4096)
def joins(expression: str) -> tuple[Join, ...]:
    """Return the lists of which an expression needs only the rows that it compares with."""
    line = tokens(expression)
    if any(_bound(line, at) in VARIABLES for at in range(len(line))):
        return ()
    found: dict[Path, list[tuple[Compared, ...]]] = {}
    other: list[Path] = []
    for at, (kind, text) in enumerate(line):
        if kind == "name" and text in _STEADY and line[at - 1 : at] != [("sign", ".")]:
            path, end = _chain(line, at)
            look = tuple(_look(line, path[-1], end)) if line[end : end + 1] == [_sign("(")] else ()
            if look:
                found.setdefault(path[:-1], []).append(look)
            else:
                other.append(path)
    return tuple(
        Join(path, tuple(looks))
        for path, looks in found.items()
        if not any(_overlap(path, different) for different in [*other, *found.keys() - {path}])
    )


def _overlap(path: Path, other: Path) -> bool:
    shorter = min(len(path), len(other))
    return path[:shorter] == other[:shorter]


def _sign(text: str) -> Token:
    return ("sign", text)


def _bound(line: _Tokens, at: int) -> str:
    """Return the name that the macro at ``at`` binds, nothing where there is no macro."""
    kind, text = line[at]
    macro = kind == "name" and text in MACROS and line[at + 1 : at + 2] == [_sign("(")]
    binds = macro and line[at + 3 : at + 4] == [_sign(",")]
    return line[at + 2][1] if binds else ""


def _chain(line: _Tokens, at: int) -> tuple[Path, int]:
    """Return the names of ``a.b.c`` from ``at`` on, and where it ends."""
    names = [line[at][1]]
    at += 1
    while at + 1 < len(line) and line[at] == _sign(".") and line[at + 1][0] == "name":
        names.append(line[at + 1][1])
        at += 2
    return tuple(names), at


def _look(line: _Tokens, macro: str, opening: int) -> Iterator[Compared]:
    """Yield what the macro, whose bracket stands at ``opening``, compares in every row."""
    name = _bound(line, opening - 1)
    if not name or macro not in _SPLITS:
        return
    splitting, comparing = _SPLITS[macro]
    for part in _parts(line[opening + 3 : _end(line, opening)], splitting):
        for one, other in _sides(part, comparing):
            left, right = _unfolded(one), _unfolded(other)
            names = left is not one
            if names is not (right is not other):
                continue
            value = _compared_with(right, name)
            chain, end = _chain(left, 0) if left and left[0][0] == "name" else ((), 0)
            if value is not None and len(chain) > 1 and chain[0] == name and end == len(left):
                yield Compared(chain[1:], *value, names=names)


def _unfolded(side: _Tokens) -> _Tokens:
    """Return what ``fold(…)`` stands around, where it stands around the whole side."""
    called = list(side[:2]) == [("name", "fold"), _sign("(")]
    return side[2:-1] if called and _end(side, 1) == len(side) - 1 and len(side) > 3 else side  # noqa: PLR2004


def _end(line: _Tokens, opening: int) -> int:
    depth = 0
    for at in range(opening, len(line)):
        if line[at][0] == "sign" and line[at][1] in BRACKETS:
            depth += 1
        elif line[at][0] == "sign" and line[at][1] in _CLOSING:
            depth -= 1
            if depth == 0:
                return at
    return len(line)


def _parts(body: _Tokens, splitting: str) -> Iterator[_Tokens]:
    """Yield the parts that ``&&`` or ``||`` joins, nothing where something weaker joins them."""
    depth, start = 0, 0
    found: list[_Tokens] = []
    for at, (kind, text) in enumerate(body):
        if kind != "sign":
            continue
        if text in BRACKETS:
            depth += 1
        elif text in _CLOSING:
            depth -= 1
        elif depth == 0 and (text == "?" or (text == "|" and splitting == "&")):
            return
        elif depth == 0 and text == splitting and body[at - 1] != _sign(splitting):
            found.append(body[start:at])
            start = at + 2
    yield from (*found, body[start:])


def _sides(part: _Tokens, comparing: tuple[str, str]) -> Iterator[tuple[_Tokens, _Tokens]]:
    """Yield the two sides of a comparison, either way round."""
    signs = [_sign(text) for text in comparing]
    places = [at for at in range(1, len(part) - 2) if list(part[at : at + 2]) == signs]
    if len(places) == 1:
        left, right = part[: places[0]], part[places[0] + 2 :]
        yield left, right
        yield right, left


def _compared_with(side: _Tokens, row: str) -> tuple[Path, Any] | None:
    """Return a path below the variables, or a literal; None for anything else."""
    kind, text = side[0]
    if kind == "name":
        path, end = _chain(side, 0)
        steady = path[0] in VARIABLES and path[0] not in _STEADY and path[0] != row
        return (path, None) if steady and end == len(side) else None
    if len(side) > 1:
        return None
    if kind == "text" and "\\" not in text and text[0] in "\"'" and text[:3] not in ('"""', "'''"):
        return (), text[1:-1]
    plain = kind == "number" and text.replace(".", "", 1).isdecimal()
    return ((), float(text)) if plain else None
