"""Where an expression compares names letter by letter: a blank more would make two of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from shenbao.policy.cel.folding import folded
from shenbao.policy.cel.mentions import Token, tokens
from shenbao.policy.model import Field, FormOrTable

_CODED = frozenset({"enum", "const", "format", "pattern"})
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
    line = tokens(expression)
    for at, token in enumerate(line):
        if token == ("name", "unique") and line[at + 1 : at + 2] == [("sign", "(")]:
            yield from _counted(line, at, written)
        width = _sign_of_comparing(line, at)
        left, right = _before(line, at), _after(line, at + width)
        if width and left and right and _are_names(left, right, written, columns):
            yield f"{'.'.join(left)} … {'.'.join(right)}"
        if width:
            yield from _as_typed(line, at, at + width)


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


def _counted(line: Sequence[Token], at: int, written: AbstractSet[str]) -> Iterator[str]:
    """Yield the names that ``unique`` at ``at`` tells apart as they were typed."""
    if line[at + 2 : at + 3] == [("name", "fold")]:
        return
    depth = 0
    for place in range(at + 1, len(line)):
        depth += {"(": 1, ")": -1}.get(line[place][1], 0)
        chain = _after(line, place)
        if len(chain) > 1 and chain[-1] in written and line[place - 1] != ("sign", "."):
            yield f"unique(… {'.'.join(chain)})"
        if depth == 0:
            return


def _as_typed(line: Sequence[Token], end: int, at: int) -> Iterator[str]:
    """Yield a text beside a folded name that no name is once it is folded."""
    before = line[end - 1] if end else ("", "")
    after = line[at] if at < len(line) else ("", "")
    called = line[at : at + 2] == [("name", "fold"), ("sign", "(")]
    for text, folds in ((before, called), (after, _ends_fold(line, end))):
        plain = text[1][1:-1]
        if folds and text[0] == "text" and "\\" not in plain and folded(plain) != plain:
            yield f"fold(…) … {text[1]}"


def _ends_fold(line: Sequence[Token], end: int) -> bool:
    """Say whether a call of ``fold`` stands before ``end``."""
    depth = 0
    for place in range(end - 1, 0, -1):
        depth += {")": 1, "(": -1}.get(line[place][1], 0)
        if depth == 0:
            return line[place : place + 1] == [("sign", "(")] and line[place - 1] == (
                "name",
                "fold",
            )
    return False


def _sign_of_comparing(line: Sequence[Token], at: int) -> int:
    if line[at] == ("name", "in"):
        return 1
    two = [text for _, text in line[at : at + 2]]
    return 2 if two in (["=", "="], ["!", "="]) else 0


def _before(line: Sequence[Token], end: int) -> list[str]:
    """Return the names of ``a.b.c`` that stands before ``end``."""
    names: list[str] = []
    at = end - 1
    while at >= 0 and line[at][0] == "name":
        names.insert(0, line[at][1])
        if at < 1 or line[at - 1] != ("sign", "."):
            return names
        at -= 2
    return []


def _after(line: Sequence[Token], at: int) -> list[str]:
    """Return the names of ``a.b.c`` that begins at ``at``, nothing for a call."""
    names: list[str] = []
    while at < len(line) and line[at][0] == "name":
        names.append(line[at][1])
        at += 1
        if at < len(line) and line[at] == ("sign", "("):
            return []
        if at >= len(line) or line[at] != ("sign", "."):
            return names
        at += 1
    return []
