"""How many rows the rules of a form demand, so that the page counts them in its progress.

Read off the syntax of a rule: a part that must hold and compares the number of rows of a list
with a number, as in ``has(app.partners) && size(app.partners) >= 2``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.syntax import Call, Constant, Node, chain, joined_by
from shenbao.policy.model import Form, Rule

_LEAST = {"_>=_": 0, "_>_": 1}
"""What is added to the number on the right: more than one are two."""


def least_rows(form: Form) -> list[dict[str, Any]]:
    """Return the lists that rules demand rows of (``src/data/spec.ts``), none inside rows."""
    found = [(rule, "") for rule in form.rules]
    found += [
        (rule, field.pointer)
        for field in form.fields()
        if "/*" not in field.pointer
        for rule in field.rules
    ]
    lists = {field.pointer for field in form.fields() if field.kind == "array"}
    return [
        {"pointer": pointer, "rows": rows, **({"when": rule.when} if rule.when else {})}
        for rule, around in found
        for pointer, rows in _demanded(rule, around)
        if pointer in lists
    ]


def _demanded(rule: Rule, around: str) -> Iterator[tuple[str, int]]:
    """Yield the places and numbers that every case of an error asks for at least."""
    for case in rule.cases:
        tree = Expression.of(case.assertion).tree
        if tree is None or case.severity != "error":
            continue
        for part in joined_by("_&&_", tree):
            counted = _counted(part)
            if counted is not None:
                (root, *path), rows = counted
                at = around if root == "self" else ""
                if root in ("app", "self") and (path or at):
                    yield "/".join((at, *path)), rows


def _counted(node: Node) -> tuple[tuple[str, ...], int] | None:
    match node:
        case Call(function, (Call("double", (size,)), Constant(value))) if function in _LEAST:
            return _bound(size, value, _LEAST[function])
        case Call(function, (size, Constant(value))) if function in _LEAST:
            return _bound(size, value, _LEAST[function])
    return None


def _bound(node: Node, value: Any, more: int) -> tuple[tuple[str, ...], int] | None:
    match node:
        case Call("size", (rows,)) if isinstance(value, int | float):
            path = chain(rows)
            return (path, math.floor(value) + more if more else math.ceil(value)) if path else None
    return None
