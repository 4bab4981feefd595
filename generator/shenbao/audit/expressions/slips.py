"""What people write in an expression that the language does not have, and what they mean by it.

Signs of a Chinese keyboard, words of other languages, brackets and quotes that do not pair: read
off the text itself, from left to right, outside of what stands in quotes. Only asked of an
expression that is refused, so that what the language does have is never called a slip.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shenbao.audit.expressions.cel_profile import FUNCTIONS
from shenbao.audit.expressions.collected import Stated
from shenbao.audit.expressions.known_values import Record
from shenbao.core.messages.values import Value, many
from shenbao.policy.cel.engine import compile_errors
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.syntax import Call, Loop, Name, Node, parts

_TOKEN = re.compile(
    r"(?P<text>[rRbB]{0,2}(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"))"
    r"|(?P<note>//[^\n]*)"
    r"|(?P<open>[rRbB]{0,2}['\"].*)"
    r"|(?P<number>\d[\d.]*(?:[eE][+-]?\d+)?\w*)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<sign>===|!==|==|!=|<=|>=|<>|=>|=<|&&|\|\||[^\w\s])"
    r"|(?P<blank>\s)",
    re.DOTALL,
)
_WORDS: Mapping[str, str] = {
    "and": "&&",
    "or": "||",
    "not": "!",
    "且": "&&",
    "并且": "&&",
    "和": "&&",
    "或": "||",
    "或者": "||",
    "非": "!",
    "不是": "!=",
    "等于": "==",
    "大于": ">",
    "小于": "<",
    "none": "null",
}
_AS_LOWER = frozenset({"true", "false", "null"})
_SIGNS: Mapping[str, str] = {
    "=": "==",
    "===": "==",
    "!==": "!=",
    "<>": "!=",
    "=>": ">=",
    "=<": "<=",
    "&": "&&",
    "|": "||",
    "≥": ">=",
    "⩾": ">=",
    "≤": "<=",
    "⩽": "<=",
    "≠": "!=",
    "×": "*",
    "÷": "/",
    "—": "-",
    "－": "-",
    "、": ",",
    "。": ".",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
    "“": "'",
    "”": "'",
    "‘": "'",
    "’": "'",
    "「": "'",
    "」": "'",
    "《": "'",
    "》": "'",
}
_CLOSES = {"(": ")", "[": "]", "{": "}"}
_ORDER = frozenset({"_<_", "_<=_", "_>_", "_>=_"})
_NO_TRUTH = "gives , not BOOL"
_NEAREST, _NEAR = 3, 0.6


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands at character ``at`` (from 1) and should not.

    ``why`` is the case of the message ``expression-wrong``, ``found`` what is written, ``meant``
    what is likely meant, empty where that cannot be said, ``near`` the names most like it.
    """

    why: str
    found: str
    at: int
    meant: str = ""
    near: tuple[str, ...] = ()


def why(said: Stated, reason: str | None) -> Mapping[str, Value]:
    """Return what the message ``expression-wrong`` says of an expression that is refused.

    That is the slip where there is one, else what the compiler gave as its ``reason``; None
    where it compiles and only is never true nor false.
    """
    found = None if reason is None else slip(said)
    if found is None:
        return compile_errors.why(reason or _NO_TRUTH)
    return {
        "why": found.why,
        "found": found.found,
        "at": found.at,
        "meant": found.meant,
        "near": many(found.near),
        "similar": len(found.near),
        "allowed": many(said.variables),
    }


def slip(said: Stated) -> Slip | None:
    """Return the first slip of an expression that is refused, None where none is known."""
    return next(_written(said.expression), None) or _named(said)


def _written(text: str) -> Iterator[Slip]:
    """Yield the slips that the text itself shows, in the order in which they are written."""
    brackets = _Brackets()
    before = ""
    for token in _TOKEN.finditer(text):
        found, at = token[0], token.start() + 1
        kind = token.lastgroup
        if kind == "open":
            yield Slip("quote", found[:1], at)
        elif kind == "word" and (before != "." or not found.isascii()):
            yield from _word(text, found, token.end(), at)
        elif kind == "number":
            yield from _number(found, at)
        elif kind in {"sign", "blank"}:
            yield from brackets.met(found, at)
            yield from _sign(found, at)
        before = before if kind in {"blank", "note"} else found
    yield from brackets.left()


@dataclass(frozen=True, slots=True)
class _Brackets:
    """The brackets that are open where the text has been read to, and where they stand."""

    opened: list[tuple[str, int]] = field(default_factory=list)

    def met(self, found: str, at: int) -> Iterator[Slip]:
        """Take in a sign; yield a bracket that closes none, or another one."""
        if found in _CLOSES:
            self.opened.append((found, at))
        elif found in _CLOSES.values() and not self.opened:
            yield Slip("closed", found, at)
        elif found in _CLOSES.values():
            last, _ = self.opened.pop()
            if _CLOSES[last] != found:
                yield Slip("pair", found, at, _CLOSES[last])

    def left(self) -> Iterator[Slip]:
        """Yield the last bracket that nothing has closed."""
        for found, at in self.opened[-1:]:
            yield Slip("opened", found, at, _CLOSES[found])


def _word(text: str, found: str, end: int, at: int) -> Iterator[Slip]:
    plain = unicodedata.normalize("NFKC", found)
    lower = plain.lower()
    if lower == "not" and re.match(r"\s+in\b", text[end:]):
        yield Slip("not-in", "not in", at, "!(… in …)")
    elif lower in _WORDS:
        yield Slip("meant", found, at, _WORDS[lower])
    elif lower in _AS_LOWER and plain != lower:
        yield Slip("meant", found, at, lower)
    elif plain != found and plain.isascii():
        yield Slip("wide", found, at, plain)
    elif not found.isascii():
        yield Slip("words", found, at)


def _number(found: str, at: int) -> Iterator[Slip]:
    plain = unicodedata.normalize("NFKC", found)
    if not found.isascii():
        wide = plain if plain.isascii() else ""
        unit = "".join(letter for letter in plain if not letter.isascii())
        yield Slip("wide", found, at, wide) if wide else Slip("unit", unit, at)


def _sign(found: str, at: int) -> Iterator[Slip]:
    if found in _SIGNS:
        yield Slip("meant", found, at, _SIGNS[found])
        return
    if found == "%":
        yield Slip("percent", found, at)
        return
    plain = unicodedata.normalize("NFKC", found)
    if plain != found and plain.isascii():
        yield Slip("wide", found, at, _SIGNS.get(plain, plain))
    elif not found.isascii():
        yield Slip("sign", found, at)


def _named(said: Stated) -> Slip | None:
    """Return the first name that nothing has, or a comparison of three, of what does parse."""
    tree = Expression.of(said.expression).tree
    return None if tree is None else next(_names(tree, said, frozenset(said.variables)), None)


def _names(node: Node, said: Stated, variables: frozenset[str]) -> Iterator[Slip]:
    if isinstance(node, Name) and node.name not in variables:
        yield _unknown("variable", node.name, said, _like(node.name, said))
    if isinstance(node, Call):
        if node.function[:1].isalpha() and node.function not in FUNCTIONS:
            near = difflib.get_close_matches(node.function, FUNCTIONS, _NEAREST, _NEAR)
            yield _unknown("function", node.function, said, near)
        first = node.parts[0] if node.parts else None
        if node.function in _ORDER and isinstance(first, Call) and first.function in _ORDER:
            yield Slip("three", "", 0)
    inner = variables | {node.row} if isinstance(node, Loop) else variables
    for part in parts(node):
        yield from _names(part, said, inner)


def _like(name: str, said: Stated) -> Sequence[str]:
    """Return what a name that nothing has may stand for: self for slef, role.track for track."""
    members = {
        member: f"{root}.{member}"
        for root, known in reversed(list(said.scope.items()))
        if root in said.variables and isinstance(known, Record)
        for member in known.members
    }
    near = difflib.get_close_matches(name, members, _NEAREST, _NEAR)
    variables = difflib.get_close_matches(name, said.variables, 1, _NEAR)
    return (*variables, *(members[member] for member in near))


def _unknown(why: str, name: str, said: Stated, near: Sequence[str]) -> Slip:
    place = re.search(
        rf"(?<![\w.]){re.escape(name)}(?!\w)|(?<=\.){re.escape(name)}(?=\()", said.expression
    )
    return Slip(why, name, place.start() + 1 if place else 0, near=tuple(near))
