"""What the expressions of a form look at, for the script: nothing in the page reads CEL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.joins import Compared
from shenbao.policy.cel.mentions import Mention


def reads(expressions: Iterable[str]) -> dict[str, Any]:
    """Return what each expression mentions and joins (``src/data/mentions.ts``)."""
    return {text: _read(text) for text in sorted(set(expressions))}


def expressions_of(node: Mapping[str, Any]) -> Iterator[str]:
    """Yield the expressions of a described node and of those below it."""
    yield from (node[name] for name in ("when", "computed") if name in node)
    for rule in node["rules"]:
        yield from [rule["when"]] if "when" in rule else []
        yield from rule["values"].values()
        yield from (case["assert"] for case in rule["cases"])
    for child in [*node["children"], *([node["item"]] if "item" in node else [])]:
        yield from expressions_of(child)


def _read(expression: str) -> dict[str, Any]:
    joined = [
        {"path": list(join.path), "looks": [list(map(_compared, look)) for look in looks]}
        for join in Expression.of(expression).joins
        if all(looks := [[one for one in look if not one.among] for look in join.looks])
    ]
    found = {"mentions": list(map(_mention, Expression.of(expression).mentions))}
    return {**found, "joins": joined} if joined else found


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "path": list(mention.path),
        **({"guarded": True} if mention.guarded else {}),
        **({} if mention.whole or mention.guarded else {"whole": False}),
    }


def _compared(compared: Compared) -> dict[str, Any]:
    literal = {} if compared.path else {"literal": compared.literal}
    names = {"names": True} if compared.names else {}
    return {"column": list(compared.column), "path": list(compared.path), **literal, **names}
