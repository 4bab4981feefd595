"""How a computed value is made, in words: ``100.0 * self.a / self.b`` is 100 × 甲 ÷ 乙."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.formula import Signs
from shenbao.policy.cel.mentions import ROW
from shenbao.policy.model import Field, FormOrTable

_SIGNS = Signs(plus=" + ", minus=" − ", times=" × ", over=" ÷ ", number="{:g}".format)


def formulas(home: FormOrTable) -> dict[str, str]:
    """Return the computed nodes of a form or table, pointer → formula.

    Only plain arithmetic over named values has words; another expression is left out.
    """
    titles = {node.pointer: node.title for node in home.fields()}
    found: dict[str, str] = {}
    for parent in _groups(home):
        for node in parent:
            words = _words(node, titles)
            if words:
                found[node.pointer] = words
    return found


def _groups(home: FormOrTable) -> Iterable[tuple[Field, ...]]:
    yield home.tops
    for node in home.fields():
        yield node.children


def _words(node: Field, titles: Mapping[str, str]) -> str | None:
    around = node.pointer.rpartition("/")[0]

    def title(path: tuple[str, ...]) -> str | None:
        return None if ROW in path else titles.get("/".join((around, *path))) or None

    return Expression.of(node.computed or "").formula(title, _SIGNS)
