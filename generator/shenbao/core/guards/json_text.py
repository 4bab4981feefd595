"""JSON of somebody else: refused wherever its text is ambiguous, with the place and the cause."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any, BinaryIO, Literal, NamedTuple, TypeAlias

from shenbao.core.guards.json_values import DEEPEST, unfit
from shenbao.core.messages.values import Value, many
from shenbao.core.paths import escaped

Reason: TypeAlias = Literal[
    "encoding",
    "utf-16",
    "utf-32",
    "syntax",
    "not-a-number",
    "number-too-large",
    "twice",
    "deep",
    "nul",
    "surrogate",
]

DESCRIPTOR = "datapackage.json"
"""The name of the file that describes a data package."""

LARGEST_DESCRIPTION = 20 * 1024 * 1024
"""Bytes of a file that describes others; tables are described in a thousandth of it."""

_LONGEST_NUMBER = 300
"""Digits; a longer whole number is larger than any double."""

_MOST_TOLD = 5
"""Keys given twice that one sentence names."""

_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"?'
_STRINGS = re.compile(_STRING.encode("ascii"), re.DOTALL)
_CONSTANT = re.compile(_STRING + r"|(?P<wanted>NaN|-?Infinity)", re.DOTALL)
_NUMBER = re.compile(_STRING + r"|(?P<wanted>-?[0-9][0-9.eE+-]*)", re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_MARKS = {
    **dict.fromkeys("“”‘’，：；｛｝［］＂", "full-width"),
    "'": "single-quote",
    "//": "comment",
    "/*": "comment",
}
_CAUSES = {
    "Expecting ',' delimiter": "comma",
    "Expecting ':' delimiter": "colon",
    "Expecting property name enclosed in double quotes": "name",
    "Illegal trailing comma": "trailing-comma",
    "Unterminated string": "open-string",
    "Invalid control character": "control",
    "Invalid \\": "escape",
    "Extra data": "extra",
    "Expecting value": "value",
}


class JsonError(ValueError):
    """A text that is no JSON, or of which a value would be ambiguous; ``reason`` says why.

    ``line`` and ``column`` count from one and are 0 where the whole is meant. ``cause`` names the
    usual mistake behind a wrong syntax, ``found`` what stands there, ``twice`` the keys that are
    given twice, as JSON Pointers.
    """

    def __init__(
        self,
        reason: Reason,
        line: int = 0,
        column: int = 0,
        cause: str = "",
        found: str = "",
        twice: Sequence[str] = (),
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column
        self.cause = cause
        self.found = found
        self.twice = many(twice, _MOST_TOLD)

    @property
    def details(self) -> dict[str, Value]:
        """What the sentence about it is filled with."""
        return {
            "reason": self.reason,
            "line": str(self.line),
            "column": str(self.column),
            "cause": self.cause,
            "found": self.twice or self.found,
        }


class DescriptionLargeError(ValueError):
    """A file that describes others is larger than ``LARGEST_DESCRIPTION``."""


class Duplicate(NamedTuple):
    """A key that an object gives more than once.

    RFC 8259, 4: which of them counts is not the same for all programs.
    """

    owner: dict[str, Any]
    key: str


def decoded(raw: bytes) -> str:
    """Return the text of a JSON file. Raises JsonError where it is not UTF-8 (RFC 8259, 8.1)."""
    if raw.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise JsonError("utf-32")
    # Two signs of ASCII begin every JSON file with anything in it; in UTF-16 each has a NUL.
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw[:4:2] == b"\0\0" or raw[1:4:2] == b"\0\0":
        raise JsonError("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", "ignore")
        raise JsonError("encoding", *place(before, len(before))) from error


def description_bytes(stream: BinaryIO) -> bytes:
    """Return what a file that describes others holds; raises DescriptionLargeError."""
    raw = stream.read(LARGEST_DESCRIPTION + 1)
    if len(raw) > LARGEST_DESCRIPTION:
        raise DescriptionLargeError
    return raw


def read_description(stream: BinaryIO, *, tolerant: bool = False) -> Any:
    """Return what a file that describes others says: a package, its schemas, its manifest.

    A program must be able to rely on it. Raises DescriptionLargeError, and JsonError for what is
    no JSON in UTF-8, a key given twice, a number that is none, and what no program can work with.
    Who only asks whether a file describes anything is ``tolerant``: of a key given twice the last
    counts, and whoever relies on it tells.
    """
    data, twice = parsed(decoded(description_bytes(stream)))
    if twice and not tolerant:
        told = [
            f"{'…' if pointer is None else pointer}/{escaped(key)}"
            for pointer, key in pointers(data, twice)
        ]
        raise JsonError("twice", twice=told)
    wrong = unfit(data)
    if wrong:
        raise JsonError(wrong)
    return data


def parsed(text: str, *, exact: bool = False) -> tuple[Any, list[Duplicate]]:
    """Return a JSON value and the keys given twice. Raises JsonError for what is none.

    ``exact`` keeps decimal fractions as they are written, however large; else a number must be
    one that can be computed with, and nesting has a limit.
    """
    if not exact and _too_deep(text):
        raise JsonError("deep")
    twice: list[Duplicate] = []

    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) != len(pairs):
            times = Counter(key for key, _ in pairs)
            twice.extend(Duplicate(result, key) for key, number in times.items() if number > 1)
        return result

    try:
        data = json.loads(
            text,
            object_pairs_hook=build,
            parse_constant=_refuse_constant,
            parse_int=None if exact else _whole_number,
            parse_float=Decimal if exact else _number,
        )
    except json.JSONDecodeError as error:
        raise _not_json(error, text) from error
    except _NumberError as error:
        raise _bad_number(error.reason, text) from error
    except RecursionError as error:
        raise JsonError("deep") from error
    except ValueError as error:  # more digits than Python converts
        raise _bad_number("number-too-large", text) from error
    return data, twice


def pointers(data: Any, twice: list[Duplicate]) -> Iterator[tuple[str | None, str]]:
    """Yield the pointer of the object around each key given twice, and the key.

    An object inside a value that was itself given twice is no longer in the data: None.
    """
    known = {id(value): pointer for pointer, value in walk(data) if isinstance(value, dict)}
    for owner, key in twice:
        yield known.get(id(owner)), key


def walk(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value with its pointer; the depth was limited before."""
    yield pointer, value
    if isinstance(value, dict):
        for key, child in value.items():
            yield from walk(child, f"{pointer}/{escaped(key)}")
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from walk(child, f"{pointer}/{index}")


def _too_deep(text: str) -> bool:
    """Look at the brackets outside strings: the parser itself must never meet the depth."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return False
    brackets = _STRINGS.sub(b"", text.encode("utf-8", "replace")).translate(None, _NOT_BRACKETS)
    return any(depth > DEEPEST for depth in accumulate(map(_STEPS.__getitem__, brackets)))


class _NumberError(ValueError):
    """A number that is none (NaN: RFC 8259, 6) or larger than can be computed with."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def _refuse_constant(_name: str) -> None:
    raise _NumberError("not-a-number")


def _whole_number(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise _NumberError("number-too-large")
    return int(digits)


def _number(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise _NumberError("number-too-large")
    return value


def _bad_number(reason: Reason, text: str) -> JsonError:
    """Find the place: the parser's number hooks are not told where they are."""
    for match in (_CONSTANT if reason == "not-a-number" else _NUMBER).finditer(text):
        wanted = match["wanted"]
        if wanted is not None and (reason == "not-a-number" or _overflows(wanted)):
            return JsonError(reason, *place(text, match.start()), found=wanted[:_LONGEST_NUMBER])
    return JsonError(reason, 1, 1)


def _overflows(digits: str) -> bool:
    try:
        if re.fullmatch("-?[0-9]+", digits):
            _whole_number(digits)
        else:
            _number(digits)
    except _NumberError:
        return True
    return False


def _not_json(error: json.JSONDecodeError, text: str) -> JsonError:
    cause = _cause(error, text)
    # Newer Pythons point at a trailing comma, older ones at the bracket behind it.
    comma = cause == "trailing-comma"
    position = text.rindex(",", 0, error.pos + 1) if comma else error.pos
    ahead = text[position : position + 1]
    found = ahead if ahead.isprintable() else ""
    return JsonError("syntax", *place(text, position), cause=cause, found=found)


def _cause(error: json.JSONDecodeError, text: str) -> str:
    """Name the usual mistake behind what the parser met."""
    ahead = text[error.pos :].lstrip()[:2]
    if not ahead and not error.msg.startswith("Unterminated"):
        return "cut-off"
    if error.pos == 0 and ahead.startswith("<"):
        return "web-page"
    if ahead[:1] in ("]", "}") and text[: error.pos].rstrip().endswith(","):
        return "trailing-comma"
    marks = (cause for mark, cause in _MARKS.items() if ahead.startswith(mark))
    words = (cause for start, cause in _CAUSES.items() if error.msg.startswith(start))
    return next(marks, next(words, "value"))


def place(text: str, position: int) -> tuple[int, int]:
    """Return line and column of a position in a text, both from one."""
    line = text.count("\n", 0, position) + 1
    return line, position - text.rfind("\n", 0, position)
