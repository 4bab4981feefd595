"""Where expressions and words name parameters, and how a value is written there.

An expression keeps its text but for the places of the parameters: what it says of anything
else, and the digest of a form whose rule is written so, stays the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from typing import Protocol

from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.syntax import Call, Constant, Items, Node, chain, parts
from shenbao.policy.model import Plain

_STRING = r"[rR]?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
_PLACE = re.compile(
    rf"(?P<string>{_STRING})|(?P<note>//[^\n]*)"
    r"|(?<![\w.])param\s*\.\s*(?P<name>\w+)(?:\s*\.\s*(?P<code>\w+)(?!\s*[\w(]))?"
    r"(?P<asked>\s*\[)?"
)
_WORDS = re.compile(r"\{param\.(?P<name>\w+)(?:\.(?P<code>[^{}\s]+))?\}")

_WHOLE_TAKING = frozenset({"addYears", "addMonths", "yearsBetween"})
_WHOLE = frozenset({*_WHOLE_TAKING, "date", "dec", "size", "int"})
_ARITHMETIC = frozenset({"_+_", "_-_", "_*_", "_/_", "-_"})
_COMPARED = frozenset({"_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in"})


class Find(Protocol):
    """What gives the value of a parameter, None where it has none here."""

    def __call__(
        self, name: str, code: str | None, *, every: bool
    ) -> Plain | dict[str, Plain] | None:
        """Return the value for a code; with ``every`` those of all codes."""


def in_expression(text: str, find: Find, whole_values: Collection[str] = ()) -> str:
    """Return an expression with values for ``param.name``, ``param.name.code``.

    A number is written as a whole one where it meets whole numbers: days, years, sizes, 元,
    and the rule's values named in ``whole_values``; else with a decimal point, as the profile
    wants. ``param.name[…]`` stands for the values of all codes.
    """
    if "param" not in text:
        return text
    tree = Expression.of(text).tree
    whole = [] if tree is None else list(_uses(tree, whole_values))
    number = -1

    def put(match: re.Match[str]) -> str:
        nonlocal number
        if match["name"] is None:
            return match[0]
        number += 1
        asked = match["asked"] or ""
        value = find(match["name"], match["code"], every=bool(asked) and match["code"] is None)
        if value is None:
            return match[0]
        return _literal(value, whole=number < len(whole) and whole[number]) + asked

    return _PLACE.sub(put, text)


def in_words(text: str, put: Callable[[str, str | None], str | None]) -> str:
    """Return a sentence with what ``put`` gives for ``{param.name}`` and ``{param.name.code}``."""

    def words(match: re.Match[str]) -> str:
        said = put(match["name"], match["code"])
        return match[0] if said is None else said

    return _WORDS.sub(words, text) if "{param." in text else text


def gives_whole(text: str, whole_values: Collection[str]) -> bool:
    """Say whether an expression gives a whole number."""
    tree = Expression.of(text).tree
    return tree is not None and _is_whole(tree, whole_values)


def _literal(value: Plain | dict[str, Plain], *, whole: bool) -> str:
    if isinstance(value, dict):
        pairs = (f"{_text(code)}: {_literal(one, whole=whole)}" for code, one in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, str):
        return _text(value)
    return str(int(value)) if whole and value == int(value) else repr(float(value))


def _text(value: str) -> str:
    plain = value.isprintable() and "'" not in value and "\\" not in value
    return f"'{value}'" if plain else json.dumps(value, ensure_ascii=False)


def _uses(node: Node, values: Collection[str], *, wanted: bool = False) -> Iterator[bool]:
    """Yield for each parameter, as written, whether a whole number is wanted in its place."""
    if chain(node)[:1] == ("param",):
        yield wanted
        return
    below = parts(node)
    wants = [False] * len(below)
    if isinstance(node, Call):
        if node.function == "_[_]":
            wants = [wanted, False]
        elif node.function in _WHOLE_TAKING:
            wants = [True] * len(below)
        elif node.function in _ARITHMETIC | _COMPARED:
            inherited = wanted and node.function in _ARITHMETIC
            meets = inherited or any(_is_whole(part, values) for part in below)
            wants = [meets] * len(below)
        elif node.function == "_?_:_":
            meets = wanted or any(_is_whole(part, values) for part in below[1:])
            wants = [False, meets, meets]
    elif isinstance(node, Items):
        wants = [wanted] * len(below)
    for part, want in zip(below, wants, strict=True):
        yield from _uses(part, values, wanted=want)


def _is_whole(node: Node, values: Collection[str]) -> bool:
    if isinstance(node, Constant):
        return isinstance(node.value, int) and not isinstance(node.value, bool)
    if isinstance(node, Items):
        return any(_is_whole(part, values) for part in node.parts)
    if isinstance(node, Call):
        if node.function == "_?_:_":
            return any(_is_whole(part, values) for part in node.parts[1:])
        if node.function in _ARITHMETIC:
            return any(_is_whole(part, values) for part in node.parts)
        return node.function in _WHOLE
    path = chain(node)
    return path[:1] == ("value",) and path[-1] in values
