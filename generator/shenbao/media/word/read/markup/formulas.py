"""Formulas in one line: Office MathML (ECMA-376-1, 22.1) and the field EQ of Word and WPS.

``1/2``, ``x²``, ``√(a+b)``, ``∑_(i=1)^(n) xᵢ``, ``[a, b; c, d]``: what stands above or below is
written behind its sign, and what is more than one word stands in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shenbao.core.guards.markup import name_of
from shenbao.media.reading.values.text_looks import Height, at_height
from shenbao.media.word.read.markup.elements import child, on, value

_DEEPEST = 40
_WORD = re.compile(r"[\w.%√⁰¹²³⁴-⁹₀-₉]*")
_ACCENTS = {"̂": "^", "̃": "~", "̇": "˙", "̈": "¨", "̅": "‾", "̄": "‾", "⃗": "→", "⃖": "←"}
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def linear(element: Any, depth: int = 0) -> str:
    """Return a formula, or a part of one, in one line; ``element`` is of Office MathML."""
    if depth > _DEEPEST:
        return "".join(element.itertext())
    name = name_of(element)
    if name == "t":
        return element.text or ""
    write = _WRITERS.get(name)
    if write is not None:
        return write(_Parts(element, depth))
    if name.endswith("Pr") or name in ("del", "moveFrom"):
        return ""
    return "".join(linear(item, depth + 1) for item in element)


class _Parts:
    """The parts of a structure, in one line."""

    def __init__(self, element: Any, depth: int) -> None:
        self.element = element
        self.depth = depth + 1

    def of(self, name: str) -> str:
        """Return a part, empty where there is none."""
        found = child(self.element, name)
        return "" if found is None else linear(found, self.depth).strip()

    def all(self, name: str) -> list[str]:
        """Return the parts of one name."""
        return [linear(item, self.depth) for item in self.element if name_of(item) == name]

    def given(self, name: str, default: str) -> str:
        """Return a sign that the properties of the structure give; it may be empty."""
        own = next((item for item in self.element if name_of(item).endswith("Pr")), None)
        found = child(own, name)
        return default if found is None else str(value(found, "val") or "")

    def is_on(self, name: str) -> bool:
        """Say whether a property of the structure is on."""
        own = next((item for item in self.element if name_of(item).endswith("Pr")), None)
        return on(child(own, name))


def _fraction(parts: _Parts) -> str:
    above, below = parts.of("num"), parts.of("den")
    if parts.given("type", "bar") == "noBar":
        return f"{above}; {below}"
    return f"{_closed(above)}/{_closed(below)}"


def _script(parts: _Parts) -> str:
    """Return a base with what stands below and above it."""
    base = _closed(parts.of("e"))
    return base + _at(parts.of("sub"), "subscript") + _at(parts.of("sup"), "superscript")


def _before(parts: _Parts) -> str:
    below, above = _at(parts.of("sub"), "subscript"), _at(parts.of("sup"), "superscript")
    return below + above + _closed(parts.of("e"))


def _root(parts: _Parts) -> str:
    degree = "" if parts.is_on("degHide") else parts.of("deg")
    inner = _closed(parts.of("e"))
    sign = _ROOTS.get(degree)
    return f"{sign}{inner}" if sign else f"{_at(degree, 'superscript')}√{inner}"


def _n_ary(parts: _Parts) -> str:
    sign = parts.given("chr", "∫")
    below = "" if parts.is_on("subHide") else parts.of("sub")
    above = "" if parts.is_on("supHide") else parts.of("sup")
    limits = (f"_({below})" if below else "") + (f"^({above})" if above else "")
    return f"{sign}{limits} {parts.of('e')}" if limits else f"{sign}{parts.of('e')}"


def _delimited(parts: _Parts) -> str:
    begin, end = parts.given("begChr", "("), parts.given("endChr", ")")
    inner = parts.given("sepChr", "|").join(parts.all("e"))
    whole = inner.startswith("[") and inner.endswith("]") and inner.count("[") == 1
    return inner if whole and begin in "([" else f"{begin}{inner}{end}"


def _matrix(parts: _Parts) -> str:
    rows = [
        ", ".join(_Parts(row, parts.depth).all("e"))
        for row in parts.element
        if name_of(row) == "mr"
    ]
    return f"[{'; '.join(rows)}]"


def _lines(parts: _Parts) -> str:
    return "; ".join(parts.all("e")).replace("&", "")


def _function(parts: _Parts) -> str:
    name, inner = parts.of("fName"), parts.of("e")
    return f"{name}{inner}" if inner.startswith(("(", "[", "|")) else f"{name} {inner}".strip()


def _limit_below(parts: _Parts) -> str:
    return f"{parts.of('e')}_({parts.of('lim')})"


def _limit_above(parts: _Parts) -> str:
    return f"{parts.of('e')}^({parts.of('lim')})"


def _accent(parts: _Parts) -> str:
    sign = parts.given("chr", "\u0302")
    base = parts.of("e")
    return base + sign if len(base) == 1 else _closed(base) + _ACCENTS.get(sign, sign)


def _bar(parts: _Parts) -> str:
    base = parts.of("e")
    sign = "\u0305" if parts.given("pos", "bot") == "top" else "\u0332"
    return base + sign if len(base) == 1 else f"{_closed(base)}{'‾' if sign == '̅' else '_'}"


def _hidden(parts: _Parts) -> str:
    """Return a phantom, which only takes room unless it is shown."""
    return "" if parts.given("show", "1") in ("0", "off", "false") else parts.of("e")


_WRITERS: Mapping[str, Callable[[_Parts], str]] = {
    "f": _fraction,
    "sSup": _script,
    "sSub": _script,
    "sSubSup": _script,
    "sPre": _before,
    "rad": _root,
    "nary": _n_ary,
    "d": _delimited,
    "m": _matrix,
    "eqArr": _lines,
    "func": _function,
    "limLow": _limit_below,
    "limUpp": _limit_above,
    "acc": _accent,
    "bar": _bar,
    "phant": _hidden,
}


def _at(text: str, height: Height) -> str:
    """Return what stands above or below, marked even where it holds no letter."""
    written = at_height(text, height)
    mark = "^" if height == "superscript" else "_"
    return f"{mark}({text})" if text and written == text else written


def _closed(text: str) -> str:
    """Return a part in brackets unless it is one word or in brackets already."""
    if _WORD.fullmatch(text) or _in_brackets(text):
        return text
    return f"({text})"


def _in_brackets(text: str) -> bool:
    pairs = {"(": ")", "[": "]", "{": "}", "|": "|"}
    closing = pairs.get(text[:1])
    return closing is not None and text.endswith(closing) and closing not in text[1:-1]


_EQ = re.compile(r"\s*EQ\b\s*(.*)", re.DOTALL | re.IGNORECASE)
_SWITCH = re.compile(r"\\(\*|[A-Za-z]+)\s*([0-9]*)")
_MERGING = re.compile(r'\\\*\s*(?:"[^"]*"|\w+)\s*')
_CIRCLES = frozenset("○〇◯")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}


def of_field(code: str) -> str | None:
    """Return the formula of a field ``EQ`` in one line; None for any other field.

    Raises ValueError for a code that is no formula.
    """
    found = _EQ.fullmatch(code)
    if found is None:
        return None
    return _Equation(_MERGING.sub("", found[1])).line().strip()


class _Equation:
    """Reads the code of a field EQ: text, and switches with their elements in brackets."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.at = 0
        self.depth = 0

    def line(self, ends: str = "") -> str:
        """Return the text up to one of ``ends``, in one line."""
        written: list[str] = []
        while self.at < len(self.code) and self.code[self.at] not in ends:
            mark = self.code[self.at]
            if mark == "\\":
                written.append(self._switch())
                continue
            self.at += 1
            if mark == "(" and ends:
                written.append(f"({self._within()})")
                continue
            written.append(mark)
        return "".join(written)

    def _within(self) -> str:
        """Return what stands in brackets of the text itself."""
        self._deeper()
        inner = self.line(")")
        self.at += 1
        self.depth -= 1
        return inner

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ValueError(self.code)

    def _switch(self) -> str:
        """Return what a switch and its options, all up to the bracket, draw."""
        following = self.code[self.at + 1 : self.at + 2]
        if following in ("\\", "(", ")", ","):
            self.at += 2
            return following
        names: list[str] = []
        signs: dict[str, str] = {}
        while match := _SWITCH.match(self.code, self.at):
            self.at = match.end()
            name = match[1].lower()
            names.append(name)
            while self.code[self.at : self.at + 1] == " ":
                self.at += 1
            if name in ("lc", "rc", "bc") and self.code[self.at : self.at + 1] == "\\":
                signs[name] = self.code[self.at + 1 : self.at + 2]
                self.at += 2
        if not names or self.code[self.at : self.at + 1] != "(":
            raise ValueError(self.code)
        self._deeper()
        parts = list(self._elements())
        self.depth -= 1
        return _drawn(names, signs, parts)

    def _elements(self) -> Iterator[str]:
        while True:
            self.at += 1
            yield self.line(",;)").strip()
            if self.code[self.at : self.at + 1] != ")":
                if self.at >= len(self.code):
                    raise ValueError(self.code)
                continue
            self.at += 1
            return


def _drawn(names: list[str], signs: Mapping[str, str], parts: list[str]) -> str:
    """Return what a switch draws: ``names`` are its own and those of its options."""
    if names[0] == "b":
        return _bracketed(signs, parts)
    write = _SWITCHES.get(names[0])
    return ", ".join(filter(None, parts)) if write is None else write(names, parts)


def _quotient(names: list[str], parts: list[str]) -> str:
    del names
    return "/".join(map(_closed, parts))


def _radical(names: list[str], parts: list[str]) -> str:
    del names
    degree = parts[0] if len(parts) > 1 else ""
    sign, inner = _ROOTS.get(degree), _closed(parts[-1])
    return f"{sign}{inner}" if sign else f"{_at(degree, 'superscript')}√{inner}"


def _raised(names: list[str], parts: list[str]) -> str:
    if len(parts) > 1:
        return _at(parts[0], "superscript") + _at(parts[1], "subscript")
    return _at(parts[0], "subscript" if "do" in names else "superscript")


def _summed(names: list[str], parts: list[str]) -> str:
    sign = "∑" if "su" in names else "∏" if "pr" in names else "∫"
    low, high, inner = (*parts, "", "")[:3]
    return f"{sign}{f'_({low})' if low else ''}{f'^({high})' if high else ''} {inner}"


def _arrayed(names: list[str], parts: list[str]) -> str:
    del names
    return f"[{', '.join(parts)}]"


def _bracketed(signs: Mapping[str, str], parts: list[str]) -> str:
    begin = signs.get("bc") or signs.get("lc") or ("" if signs else "(")
    end = signs.get("rc") or ("" if signs else ")")
    if "bc" in signs:
        end = _BRACKETS.get(begin, begin)
    return f"{begin}{', '.join(parts)}{end}"


def _over(names: list[str], parts: list[str]) -> str:
    """Return characters drawn over each other: a number in a circle, a base below its reading."""
    del names
    if len(parts) > 1 and parts[0] in _CIRCLES:
        number = int(parts[1]) if parts[1].isascii() and parts[1].isdigit() else 0
        return chr(ord("①") + number - 1) if 1 <= number <= _CIRCLED else f"({parts[1]})"
    return parts[-1]


_CIRCLED = 20

_SWITCHES: Mapping[str, Callable[[list[str], list[str]], str]] = {
    "a": _arrayed,
    "f": _quotient,
    "i": _summed,
    "o": _over,
    "r": _radical,
    "s": _raised,
}
