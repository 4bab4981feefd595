"""What a CEL expression mentions: every path below its variables, without evaluating it.

The reading is sound: a value that an evaluation can look at lies at or below a mention.
Rows are ``*``; names bound by macros are followed back to the rows they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

VARIABLES = (
    "self",
    "app",
    "ref",
    "reading",
    "notice",
    "value",
    "role",
    "form",
    "counts",
    "item",
    "item2",
    "row",
)
ROW = "*"

Path: TypeAlias = tuple[str, ...]

_DEEPEST = 200
"""So many brackets an expression may have; the runtime stops at 32 inside each other."""

MACROS = frozenset({"all", "exists", "exists_one", "map", "filter"})
BRACKETS = {"(": ")", "[": "]", "{": "}"}
_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|//[^\n]*)
  | (?P<raw>[rR][bB]?(?:\"{3}.*?\"{3}|'{3}.*?'{3}|"[^"\n]*"|'[^'\n]*'))
  | (?P<text>[bB]?(?:\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}
        |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
  | (?P<name>[A-Za-z_]\w*)
  | (?P<number>\d[\w.]*)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A path that an expression names.

    ``guarded``: only asked for by ``has``. ``whole``: the value below it counts, not only
    its size or its rows (which have mentions of their own).
    """

    path: Path
    guarded: bool = False
    whole: bool = True


Token: TypeAlias = tuple[str, str]
"""A kind (``name``, ``text``, ``raw``, ``number``, ``sign``) and the characters."""


def tokens(expression: str) -> list[Token]:
    """Return the tokens of ``expression``, without blanks and remarks; signs one by one.

    Nothing for one that nests deeper than any that compiles.
    """
    found = [
        (str(match.lastgroup), match[0])
        for match in _TOKEN.finditer(expression)
        if match.lastgroup != "skip"
    ]
    return [] if sum(text in BRACKETS for _, text in found) > _DEEPEST else found


def calling(expression: str, names: Mapping[str, str]) -> str:
    """Return ``expression`` with other functions called in the place of the named ones."""
    found = [(str(match.lastgroup), match[0]) for match in _TOKEN.finditer(expression)]
    words = [at for at, (kind, _) in enumerate(found) if kind != "skip"]
    for before, at, after in zip([-1, *words], words, words[1:], strict=False):
        kind, text = found[at]
        called = kind == "name" and text in names and found[after][1] == "("
        if called and (before < 0 or found[before][1] != "."):
            found[at] = (kind, names[text])
    return "".join(text for _, text in found)


def mentions(expression: str) -> tuple[Mention, ...]:
    """Return what ``expression`` mentions, in order, each once.

    Nothing for one that nests deeper than any that compiles, or has names in back quotes,
    which the profile does not know.
    """
    found = tokens(expression)
    reader = _Reader([] if ("sign", "`") in found else found)
    reader.group({}, "")
    return tuple(reader.found)


def literals(expression: str) -> tuple[str, ...]:
    """Return the texts that an expression writes out, as they stand between the quotes."""
    return tuple(text[1:-1] for kind, text in tokens(expression) if kind == "text")


def nested(expression: str) -> tuple[tuple[Path, Path], ...]:
    """Return the pairs of lists of which the second is gone through for each row of the first."""
    reader = _Reader(tokens(expression))
    reader.group({}, "")
    return tuple(dict.fromkeys(reader.nested))


def names(expression: str, root: str) -> tuple[Path, ...]:
    """Return the paths below ``root``, in order of mention, rows as ``*``.

    ``names("ref.hospitals.codes.size() > 0", "ref")`` is ``(("hospitals", "codes"),)``.
    """
    found = (mention.path for mention in mentions(expression))
    return tuple(dict.fromkeys(path[1:] for path in found if path[0] == root))


def first_members(expressions: Iterable[str], root: str) -> tuple[str, ...]:
    """Return the names directly below ``root`` that any of the expressions mentions."""
    found = (path for expression in expressions for path in names(expression, root))
    return tuple(dict.fromkeys(path[0] for path in found if path))


def paths(expression: str) -> tuple[str, ...]:
    """Return the paths in dotted form, sorted: ``app.basic.topic``, ``self.*.unit``."""
    return tuple(sorted({".".join(mention.path) for mention in mentions(expression)}))


_Bound: TypeAlias = Mapping[str, Path | None]


@dataclass(slots=True)
class _Reader:
    """Walks the tokens once; a chain is a name with the members and calls behind it."""

    tokens: list[Token]
    at: int = 0
    guarded: bool = False
    found: dict[Mention, None] = field(default_factory=dict)
    nested: list[tuple[Path, Path]] = field(default_factory=list)

    def group(self, bound: _Bound, end: str) -> Path | None:
        """Read up to ``end``; return the path of a group that is one chain and nothing else."""
        parts = 0
        only: Path | None = None
        while self.at < len(self.tokens):
            kind, text = self.tokens[self.at]
            if text == end and kind == "sign":
                self.at += 1
                break
            parts += 1
            only = self._part(bound, kind, text)
        return only if parts == 1 else None

    def _part(self, bound: _Bound, kind: str, text: str) -> Path | None:
        self.at += 1
        if kind == "name":
            return self._chain(bound, text)
        if kind == "sign" and text in BRACKETS:
            return self._members(bound, self.group(bound, BRACKETS[text]), recorded=True)
        if kind in ("text", "raw"):
            return self._members(bound, None, recorded=True)
        return None

    def _chain(self, bound: _Bound, name: str) -> Path | None:
        if self._next_is("("):
            sized = name == "size"
            self._call(bound, guarded=name == "has", sized=sized)
            return self._members(bound, None, recorded=True)
        path: Path | None = None
        if name in bound:
            path = bound[name]
        elif name in VARIABLES:
            path = (name,)
        return self._members(bound, path, recorded=False)

    def _members(self, bound: _Bound, path: Path | None, *, recorded: bool) -> Path | None:
        """Follow ``.name``, ``.call(…)`` and ``[…]``; record the path where it ends."""
        while True:
            if self._next_is("."):
                self.at += 1
                name = self._take()
                if not self._next_is("("):
                    path, recorded = (None if path is None else (*path, name)), False
                    continue
                path, recorded = self._method(bound, path, name), True
            elif self._next_is("["):
                path, recorded = self._index(bound, path), False
            else:
                break
        if not recorded:
            self._record(path)
        return path

    def _method(self, bound: _Bound, path: Path | None, name: str) -> Path | None:
        if name not in MACROS or not self._binds():
            self._record(path, whole=name != "size")
            self._call(bound)
            return None
        self._record(path, whole=name == "filter" and not self._continues())
        self.at += 1
        row = None if path is None else (*path, ROW)
        outer = [list_of[:-1] for list_of in bound.values() if list_of and list_of[-1] == ROW]
        self.nested += [] if path is None else [(above, path) for above in outer]
        inner = {**bound, self._take(): row}
        self.at += 1
        self.group(inner, ")")
        return path if name == "filter" else None

    def _call(self, bound: _Bound, *, guarded: bool = False, sized: bool = False) -> None:
        self.at += 1
        outer, before = self.guarded, dict(self.found)
        self.guarded = outer or guarded
        only = self.group(bound, ")")
        self.guarded = outer
        if sized and only is not None and Mention(only, outer) not in before:
            self.found.pop(Mention(only, outer), None)
            self.found[Mention(only, outer, whole=False)] = None

    def _index(self, bound: _Bound, path: Path | None) -> Path | None:
        self.at += 1
        kind, text = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        start = self.at
        self.group(bound, "]")
        if path is None:
            return None
        literal = kind == "text" and self.at == start + 2 and "\\" not in text
        return (*path, text[1:-1] if literal else ROW)

    def _record(self, path: Path | None, *, whole: bool = True) -> None:
        if path is not None:
            self.found[Mention(path, self.guarded, whole and not self.guarded)] = None

    def _binds(self) -> bool:
        return (
            self.at + 2 < len(self.tokens)
            and self.tokens[self.at + 1][0] == "name"
            and self.tokens[self.at + 2][1] == ","
        )

    def _continues(self) -> bool:
        """Say whether the call whose bracket is next is followed by a member or index."""
        depth = 0
        for index in range(self.at, len(self.tokens)):
            kind, text = self.tokens[index]
            if kind == "sign" and text in BRACKETS:
                depth += 1
            elif kind == "sign" and text in BRACKETS.values():
                depth -= 1
                if depth == 0:
                    return self.tokens[index + 1 : index + 2] in ([("sign", ".")], [("sign", "[")])
        return False

    def _next_is(self, sign: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at] == ("sign", sign)

    def _take(self) -> str:
        text = self.tokens[self.at][1] if self.at < len(self.tokens) else ""
        self.at += 1
        return text
