"""How a computed value is made, in words: ``100.0 * self.a / self.b`` is 100 × 甲 ÷ 乙."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from shenbao.policy.model import Field, FormOrTable

_PIECE = re.compile(r"self((?:\.[a-z][a-z0-9_]*)+)|([0-9]+(?:\.[0-9]+)?)|([-+*/()])|(\s+)")
_SIGNS = {"*": " × ", "/": " ÷ ", "+": " + ", "-": " − "}


def formulas(home: FormOrTable) -> dict[str, str]:
    """Return the computed nodes of a form or table, pointer → formula.

    Only plain arithmetic over named values has words; another expression is left out.
    """
    titles = {node.pointer: node.title for node in home.fields()}
    found: dict[str, str] = {}
    for parent in _groups(home):
        for node in parent:
            words = _words(node, titles) if node.computed is not None else None
            if words:
                found[node.pointer] = words
    return found


def _groups(home: FormOrTable) -> Iterable[tuple[Field, ...]]:
    yield home.tops
    for node in home.fields():
        yield node.children


def _words(node: Field, titles: Mapping[str, str]) -> str | None:
    around = node.pointer.rpartition("/")[0]
    words = ""
    rest = node.computed or ""
    while rest:
        piece = _PIECE.match(rest)
        if piece is None:
            return None
        rest = rest[piece.end() :]
        path, number, sign, _ = piece.groups()
        if path:
            title = titles.get(around + path.replace(".", "/"))
            if not title:
                return None
            words += title
        elif number:
            words += f"{float(number):g}"
        elif sign:
            words += _SIGNS.get(sign, sign)
    return words
