"""A syntax tree as text again: parsed, the text gives the same tree.

But for the brackets between parts that are all joined by ``&&``, or all by ``||``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType

from shenbao.policy.cel.syntax import (
    Call,
    Constant,
    Items,
    Loop,
    Member,
    Name,
    Node,
    Pairs,
    Unsigned,
    joined_by,
)

_CHOICE, _OR, _AND, _RELATION, _SUM, _PRODUCT, _SIGN, _ATOM = range(8)
"""How tightly a part holds together, the loosest first."""

_BETWEEN: Mapping[str, tuple[str, int]] = {
    "_||_": ("||", _OR),
    "_&&_": ("&&", _AND),
    "_==_": ("==", _RELATION),
    "_!=_": ("!=", _RELATION),
    "_<_": ("<", _RELATION),
    "_<=_": ("<=", _RELATION),
    "_>_": (">", _RELATION),
    "_>=_": (">=", _RELATION),
    "@in": ("in", _RELATION),
    "_+_": ("+", _SUM),
    "_-_": ("-", _SUM),
    "_*_": ("*", _PRODUCT),
    "_/_": ("/", _PRODUCT),
    "_%_": ("%", _PRODUCT),
}
_BEFORE = {"!_": "!", "-_": "-"}
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SAME: Mapping[str, str] = MappingProxyType({})


def printed(node: Node, functions: Mapping[str, str] = _SAME) -> str:
    """Return ``node`` as text; the functions that ``functions`` names are called by other names."""
    return _Printer(functions).text(node)


class _Printer:
    def __init__(self, functions: Mapping[str, str]) -> None:
        self._functions = functions

    def text(self, node: Node, least: int = _CHOICE) -> str:
        """Return a node, in brackets where it holds less tightly than ``least``."""
        words, holds = self._words(node)
        return words if holds >= least else f"({words})"

    def _words(self, node: Node) -> tuple[str, int]:
        match node:
            case Call():
                return self._call(node)
            case Constant(value):
                return _written(value)
            case Member(of, name, asked):
                member = f"{self.text(of, _ATOM)}.{_member(name)}"
                words = f"has({member})" if asked else member
            case Loop():
                asked_for = [part for part in (node.condition, node.made) if part is not None]
                inner = ", ".join((node.row, *map(self.text, asked_for)))
                words = f"{self.text(node.rows, _ATOM)}.{node.macro}({inner})"
            case Items(parts):
                words = f"[{', '.join(map(self.text, parts))}]"
            case Pairs(keys, values):
                pairs = zip(map(self.text, keys), map(self.text, values), strict=True)
                words = f"{{{', '.join(f'{key}: {value}' for key, value in pairs)}}}"
            case Name(name):
                words = name
        return words, _ATOM

    def _call(self, node: Call) -> tuple[str, int]:
        if node.function in _BETWEEN:
            return self._between(node)
        if node.function in _BEFORE:
            return self._signed(_BEFORE[node.function], node.parts[0]), _SIGN
        if node.function == "_?_:_":
            asked, then, other = node.parts
            words = (self.text(asked, _OR), self.text(then, _OR), self.text(other))
            return "{} ? {} : {}".format(*words), _CHOICE
        if node.function == "_[_]":
            of, index = node.parts
            return f"{self.text(of, _ATOM)}[{self.text(index)}]", _ATOM
        own = [f"{self.text(node.parts[0], _ATOM)}."] if node.method else []
        given = ", ".join(map(self.text, node.parts[len(own) :]))
        name = node.function if own else self._functions.get(node.function, node.function)
        return f"{''.join(own)}{name}({given})", _ATOM

    def _between(self, node: Call) -> tuple[str, int]:
        sign, holds = _BETWEEN[node.function]
        if holds in (_OR, _AND):
            joined = [self.text(part, holds + 1) for part in joined_by(node.function, node)]
            return f" {sign} ".join(joined), holds
        left, right = node.parts
        return f"{self.text(left, holds)} {sign} {self.text(right, holds + 1)}", holds

    def _signed(self, sign: str, part: Node) -> str:
        """Put a sign before a part: two signs, or one before a number, would be read as one."""
        apart = isinstance(part, Constant) or (isinstance(part, Call) and part.function in _BEFORE)
        return f"{sign}({self.text(part)})" if apart else f"{sign}{self.text(part, _SIGN)}"


def _member(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else f"`{name}`"


def _written(value: object) -> tuple[str, int]:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value], _ATOM
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False), _ATOM
    if isinstance(value, bytes):
        return 'b"' + "".join(f"\\x{byte:02x}" for byte in value) + '"', _ATOM
    mark = "u" if isinstance(value, Unsigned) else ""
    return f"{value!r}{mark}", _SIGN
