"""Simple CEL conditions of a form in plain words; the others are shown as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shenbao.core.paths import pointer_of
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.syntax import Call, Constant, Items, Node, chain, joined_by
from shenbao.policy.model import Field, FormOrTable, Notice

_VERBS = {"_==_": "为", "_!=_": "不是", "@in": "属于"}


def in_words(expression: str, form: FormOrTable, notice: Notice) -> str | None:
    """Return the condition as a Chinese phrase, or None where it is not a simple one."""
    tree = Expression.of(expression).tree
    if tree is None:
        return None
    for operator, word in (("_&&_", "，且"), ("_||_", "，或")):
        parts = list(joined_by(operator, tree))
        if len(parts) > 1:
            phrases = [_phrase(part, form, notice) for part in parts]
            known = [phrase for phrase in phrases if phrase is not None]
            return word.join(known) if len(known) == len(phrases) else None
    return _phrase(tree, form, notice)


def choices(node: Field, notice: Notice) -> tuple[tuple[str, str], ...]:
    """Return the values of a coded node with their labels; empty where it has none."""
    codes = node.schema.get("enum")
    labels = _labels(node, notice)
    if isinstance(codes, list | tuple):
        return tuple((str(code), labels.get(str(code), str(code))) for code in codes)
    return tuple(labels.items())


def _labels(node: Field, notice: Notice) -> dict[str, str]:
    if node.list_name is None:
        return {}
    found = next((item for item in notice.lists if item.name == node.list_name), None)
    return {row.code: row.label for row in found.rows} if found is not None else {}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A value of the application, and how it stands to values that are written out."""

    path: tuple[str, ...]
    verb: str
    values: Sequence[Any]


def _phrase(node: Node, form: FormOrTable, notice: Notice) -> str | None:
    asked = _asked(node)
    if asked is None:
        return None
    pointer = pointer_of(asked.path)
    field = next((item for item in form.fields() if item.pointer == pointer), None)
    if field is None:
        return None
    labels = _labels(field, notice)
    words = [_word(value) for value in asked.values]
    shown = "、".join(f"“{labels.get(word, word)}”" for word in words)
    return f"“{field.title}”{asked.verb}{shown}"


def _asked(node: Node) -> _Asked | None:
    """Return what a condition on one value asks, None for any other condition."""
    if isinstance(node, Call) and node.function == "!_":
        path = _path(node.parts[0])
        return _Asked(path, "为", (False,)) if path else None
    if not isinstance(node, Call):
        path = _path(node)
        return _Asked(path, "为", (True,)) if path else None
    verb = _VERBS.get(node.function)
    if verb is None:
        return None
    left, right = node.parts
    values = right.parts if isinstance(right, Items) and node.function == "@in" else (right,)
    written = [part.value for part in values if isinstance(part, Constant) and _plain(part.value)]
    simple = bool(_path(left)) and 0 < len(written) == len(values)
    return _Asked(_path(left), verb, written) if simple else None


def _path(node: Node) -> tuple[str, ...]:
    """Return the path of ``app.a.b`` below ``app``, nothing for anything else."""
    names = chain(node)
    return names[1:] if names[:1] == ("app",) else ()


def _plain(value: Any) -> bool:
    return isinstance(value, str | bool | int | float)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value:g}" if isinstance(value, float) else str(value)
