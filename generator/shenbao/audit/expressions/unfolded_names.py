"""Where an expression compares names letter by letter: a blank more would make two of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.folding import folded
from shenbao.policy.cel.syntax import Call, Constant, Node, chain, parts, walk
from shenbao.policy.model import Field, FormOrTable

_CODED = frozenset({"enum", "const", "format", "pattern"})
_COMPARING = frozenset({"_==_", "_!=_", "@in"})
_NAMES_OF_LIST = "labels"


def name_keys(home: FormOrTable) -> frozenset[str]:
    """Return the keys under which somebody writes a name in his own way."""
    coded = {node.key for node in home.fields() if not _is_name(node)}
    return frozenset(node.key for node in home.fields()) - coded


def _is_name(node: Field) -> bool:
    written = node.kind == "string" and node.list_name is None and node.widget != "textarea"
    return written and not _CODED & node.schema.keys()


def unfolded(
    expression: str, written: AbstractSet[str], columns: AbstractSet[str]
) -> Iterator[str]:
    """Yield each comparison of names that ``fold`` does not make alike.

    ``written``: the keys of names; ``columns``: those of the lists' columns, also compared
    with.
    """
    tree = Expression.of(expression).tree
    for node in () if tree is None else walk(tree):
        if not isinstance(node, Call):
            continue
        if node.function == "unique":
            yield from _counted(node.parts[0], written)
        elif node.function in _COMPARING:
            left, right = map(chain, node.parts)
            if left and right and _are_names(left, right, written, columns):
                yield f"{'.'.join(left)} … {'.'.join(right)}"
            yield from _as_typed(*node.parts)


def _are_names(
    left: Sequence[str],
    right: Sequence[str],
    written: AbstractSet[str],
    columns: AbstractSet[str],
) -> bool:
    if right[0] == "ref" and right[-1] == _NAMES_OF_LIST:
        return True
    keys = {left[-1], right[-1]}
    both = len(left) > 1 and len(right) > 1 and keys <= written | columns
    return both and bool(keys & written)


def _counted(node: Node, written: AbstractSet[str]) -> Iterator[str]:
    """Yield the names that ``unique`` over a list tells apart as they were typed."""
    if _is_fold(node):
        return
    path = chain(node)
    if len(path) > 1 and path[-1] in written:
        yield f"unique(… {'.'.join(path)})"
    for part in parts(node):
        yield from _counted(part, written)


def _as_typed(left: Node, right: Node) -> Iterator[str]:
    """Yield a text beside a folded name that no name is once it is folded."""
    for text, other in ((left, right), (right, left)):
        typed = text.value if isinstance(text, Constant) and _is_fold(other) else None
        if isinstance(typed, str) and folded(typed) != typed:
            yield f"fold(…) … '{typed}'"


def _is_fold(node: Node) -> bool:
    return isinstance(node, Call) and node.function == "fold"
