"""What a cell says for a JSON value, and back: one codec for each way of writing.

``encode`` gives None for a value that the cell cannot say so that ``decode`` gives the same
again; it then stands as JSON in the column for the rest. What people type otherwise than we
write (full width, blanks, dates of Excel, other separators) is read too.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, Protocol, TypeAlias

from shenbao.core import messages
from shenbao.core.guards.json_values import is_number
from shenbao.core.messages import say
from shenbao.core.messages.values import Value, many
from shenbao.core.spreadsheet import units
from shenbao.policy.files.json_edit import same

Cell: TypeAlias = "str | int | float | bool | date | datetime | time | None"
"""What a cell holds; None where it is blank."""

Written: TypeAlias = "str | int | float"
"""What we write into a cell."""

LONGEST = 32_767
"""UTF-16 units of a cell; the limit of Excel."""

_ABSENT = ("原文未载", "附件缺失", "原文未定义", "原文如此")
_FACT = "absent"
_PARAM = re.compile(r"\{param\.([A-Za-z][A-Za-z0-9_.-]*)\}")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
_MOMENT = re.compile(
    r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?"
    r"(?:[T ]*(\d{1,2})(?::|时|点)(?:(\d{1,2})(?::(\d{2})|分?)?)?)?(\+08:00)?"
)
_ZONE = "+08:00"
_BETWEEN = re.compile(r"[,，、;；\s]+")
_LEVEL = re.compile(r"([\w.-]+)\s*:\s*(\S.*)")
_NAMED = re.compile(r"([A-Za-z0-9_][\w.+-]*)\s*[=＝:：]\s*(.*)", re.DOTALL)
_DEFINITION, _SCHEMA = "#/$defs/", ".schema.json"
_SHARED, _COMMON = "../../", "common/"
_EXACT = 1 << 53
_LONGEST_TOKEN = 20
_SHOWN = 12
"""So many of the allowed words are told."""


class CellError(ValueError):
    """A cell that cannot be read: a message of the catalogue and what fills it."""

    def __init__(self, message: str, **args: Value) -> None:
        super().__init__(message)
        self.message = message
        self.args_ = args


class Codec(Protocol):
    """A way of writing values into cells."""

    @property
    def hint(self) -> str:
        """The message that says how the cell is written."""

    def encode(self, value: Any) -> Written | None:
        """Return the cell for a value, None where no cell can say it."""

    def decode(self, cell: Cell) -> Any:
        """Return the value of a cell that is not blank. Raises CellError."""


def exactly(codec: Codec, value: Any) -> Written | None:
    """Return the cell for a value, None where reading it would give another value."""
    cell = codec.encode(value)
    if cell is None or cell == "":
        return None
    if isinstance(cell, str) and (units(cell) > LONGEST or plain(cell) != cell):
        return None
    try:
        return cell if same(codec.decode(cell), value) else None
    except CellError:
        return None


def plain(text: str) -> str:
    """Return a text as every program keeps it: line feeds, no blanks at the ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def text_of(cell: Cell) -> str:
    """Return the text that somebody typed, whatever the program made of it."""
    if isinstance(cell, str):
        return plain(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return number_text(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    return "" if cell is None else cell.isoformat()


def number_text(number: float) -> str:
    """Return a number without a needless decimal point."""
    whole = isinstance(number, int) or (number.is_integer() and abs(number) < _EXACT)
    return str(int(number)) if whole else repr(number)


def folded(text: str) -> str:
    """Return a name without differences of width, signs that nobody sees, and blanks."""
    if text.isascii() and text.isprintable():
        return "".join(text.split())
    seen = unicodedata.normalize("NFKC", text)
    return "".join(
        sign for sign in seen if not sign.isspace() and unicodedata.category(sign) != "Cf"
    )


def empty(language: str = messages.DEFAULT) -> str:
    """Return what a cell says for a text without a character."""
    return say("policybook-empty", None, language)


def none(language: str = messages.DEFAULT) -> str:
    """Return what a cell says for a list without items, and for null."""
    return say("policybook-none", None, language)


@cache
def _tokens(message: str) -> frozenset[str]:
    return frozenset(folded(say(message, None, language)) for language in messages.LANGUAGES)


def _is(cell: str, message: str) -> bool:
    return len(cell) <= _LONGEST_TOKEN and folded(cell) in _tokens(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Text as it is. ``null`` says that null is one of the values."""

    null: bool = False
    hint: str = "policybook-hint-text"

    def encode(self, value: Any) -> Written | None:
        """Return the text."""
        if value is None and self.null:
            return none()
        if value == "":
            return empty()
        return value if isinstance(value, str) else None

    def decode(self, cell: Cell) -> Any:
        """Return the text."""
        text = text_of(cell)
        if self.null and _is(text, "policybook-none"):
            return None
        return "" if _is(text, "policybook-empty") else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """An id: no blanks, no full width. ``null`` says that null is one of the values."""

    null: bool = False
    hint: str = "policybook-hint-name"

    def encode(self, value: Any) -> Written | None:
        """Return the id."""
        if value is None and self.null:
            return none()
        return value if isinstance(value, str) else None

    def decode(self, cell: Cell) -> Any:
        """Return the id."""
        text = folded(text_of(cell))
        return None if self.null and text in _tokens("policybook-none") else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Text, or what the source lacks."""

    hint: str = "policybook-hint-fact"
    inner: Codec = Text()

    def encode(self, value: Any) -> Written | None:
        """Return the words, or why they are not there."""
        if isinstance(value, dict) and value.keys() == {_FACT} and value[_FACT] in _ABSENT:
            return str(value[_FACT])
        return self.inner.encode(value)

    def decode(self, cell: Cell) -> Any:
        """Return the words, or the object that says why there are none."""
        text = folded(text_of(cell))
        return {_FACT: text} if text in _ABSENT else self.inner.decode(cell)

    @property
    def offered(self) -> tuple[str, ...]:
        """What may be chosen instead of words."""
        return _ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of a closed list: JSON values by the messages of their words."""

    words: tuple[tuple[Any, str], ...]
    hint: str = "policybook-hint-choice"

    def encode(self, value: Any) -> Written | None:
        """Return the word."""
        return next((say(word) for code, word in self.words if same(code, value)), None)

    def decode(self, cell: Cell) -> Any:
        """Return the value of a word, or of the code itself."""
        code = _codes(self.words).get(folded(text_of(cell)).casefold(), _UNKNOWN)
        if code is not _UNKNOWN:
            return code
        raise CellError(
            "policybook-choice", found=text_of(cell), allowed=many(self.offered, _SHOWN)
        )

    @property
    def offered(self) -> tuple[str, ...]:
        """The words, as they are chosen."""
        return tuple(say(word) for _, word in self.words)


_UNKNOWN = object()


@cache
def _codes(words: tuple[tuple[Any, str], ...]) -> Mapping[str, Any]:
    """Return the values of a choice by their words in any language, and by themselves.

    Of two that are written alike the first one is meant.
    """
    return {
        folded(name).casefold(): code
        for code, word in reversed(words)
        for name in (
            code if isinstance(code, str) else json.dumps(code),
            *(say(word, None, language) for language in messages.LANGUAGES),
        )
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number, or a parameter in its place. ``null`` says that null is one of the values."""

    null: bool = False
    hint: str = "policybook-hint-number"

    def encode(self, value: Any) -> Written | None:
        """Return the number."""
        if value is None and self.null:
            return none()
        if isinstance(value, bool) or not isinstance(value, int | float):
            return _param_cell(value)
        # Excel keeps fifteen digits, the library writes sixteen.
        return value if float(f"{value:.15g}") == value and abs(value) < _EXACT else None

    def decode(self, cell: Cell) -> Any:
        """Return the number."""
        if is_number(cell):
            return _whole(cell)
        text = folded(text_of(cell))
        if self.null and text in _tokens("policybook-none"):
            return None
        if (told := _param(text)) is not None:
            return told
        digits = text.replace(",", "")
        if not isinstance(cell, str) or not _NUMBER.fullmatch(digits):
            raise CellError("policybook-number", found=text_of(cell))
        return _whole(float(digits)) if {".", "e", "E"} & {*digits} else int(digits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, as 2025-11-15."""

    hint: str = "policybook-hint-day"

    def encode(self, value: Any) -> Written | None:
        """Return the day."""
        return value if isinstance(value, str) else _param_cell(value)

    def decode(self, cell: Cell) -> Any:
        """Return the day."""
        text = folded(text_of(cell))
        if (told := _param(text)) is not None:
            return told
        match = _DAY.fullmatch(text)
        try:
            return date(*map(int, match.groups())).isoformat() if match else _no_day(cell)
        except ValueError:
            return _no_day(cell)


def _no_day(cell: Cell) -> str:
    raise CellError("policybook-day", found=text_of(cell))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day with its time, in China; a day alone is its last second."""

    hint: str = "policybook-hint-moment"

    def encode(self, value: Any) -> Written | None:
        """Return day and time."""
        if not isinstance(value, str) or not value.endswith(_ZONE):
            return None
        day, _, rest = value.removesuffix(_ZONE).partition("T")
        return day if rest == "23:59:59" else f"{day} {rest.removesuffix(':00')}"

    def decode(self, cell: Cell) -> Any:
        """Return day and time as RFC 3339 has them."""
        text = unicodedata.normalize("NFKC", text_of(cell))
        match = _MOMENT.fullmatch(text)
        try:
            if match is not None:
                year, month, day, hour, minute, second = (
                    int(part or 0) for part in match.groups()[:6]
                )
                if match[4] is None:
                    hour, minute, second = 23, 59, 59
                made = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - it follows
                return f"{made.isoformat(timespec='seconds')}{_ZONE}"
        except ValueError:
            pass
        raise CellError("policybook-moment", found=text_of(cell))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOrDeadline:
    """A day, or that of a deadline of the notice, so many months later."""

    hint: str = "policybook-hint-deadline"

    def encode(self, value: Any) -> Written | None:
        """Return the day, or the deadline by its id."""
        if not isinstance(value, dict) or "deadline" not in value:
            return Day().encode(value)
        if not value.keys() <= {"deadline", "months"} or not isinstance(value["deadline"], str):
            return None
        months = value.get("months")
        if months is not None and (isinstance(months, bool) or not isinstance(months, int)):
            return None
        later = "" if months is None else f" {months:+d}{say('policybook-months')}"
        return f"{say('policybook-deadline')} {value['deadline']}{later}"

    def decode(self, cell: Cell) -> Any:
        """Return the day, or the object that names the deadline."""
        text = unicodedata.normalize("NFKC", text_of(cell))
        for lead, months in _deadline_words():
            match = re.fullmatch(rf"{lead}\s*([a-z]\w*)(?:\s*([+-]\d+)\s*{months})?", text)
            if match is not None:
                said: dict[str, Any] = {"deadline": match[1]}
                return said if match[2] is None else {**said, "months": int(match[2])}
        try:
            return Day().decode(cell)
        except CellError as error:
            raise CellError("policybook-deadline-day", found=text) from error


@cache
def _deadline_words() -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            re.escape(say("policybook-deadline", None, one)),
            re.escape(say("policybook-months", None, one)),
        )
        for one in messages.LANGUAGES
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """A list of ids in one cell; ``marked`` where it must not be taken for a single one."""

    marked: bool = False
    hint: str = "policybook-hint-names"

    def encode(self, value: Any) -> Written | None:
        """Return the ids with 、 between them."""
        if not _are_texts(value):
            return None
        mark = "、" if self.marked and len(value) == 1 else ""
        return "、".join(value) + mark if value else none()

    def decode(self, cell: Cell) -> Any:
        """Return the ids."""
        text = text_of(cell)
        if _is(text, "policybook-none"):
            return []
        return [folded(name) for name in _BETWEEN.split(text) if folded(name)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A shared definition: ``common/person/name``, ``_shared/team``, ``#year`` of the same file."""

    hint: str = "policybook-hint-definition"

    def encode(self, value: Any) -> Written | None:
        """Return the short name of a reference."""
        if not isinstance(value, str):
            return None
        file, mark, name = value.partition(_DEFINITION)
        if not mark or not file.endswith(_SCHEMA):
            return f"#{name}" if mark and not file else value
        return f"{file.removesuffix(_SCHEMA).removeprefix(_SHARED)}/{name}"

    def decode(self, cell: Cell) -> Any:
        """Return the reference."""
        text = folded(text_of(cell))
        if _DEFINITION in text:
            return text
        if text.startswith("#"):
            return f"{_DEFINITION}{text.removeprefix('#')}"
        file, _, name = text.rpartition("/")
        if not file or not name:
            raise CellError("policybook-definition", found=text)
        lead = _SHARED if file.startswith(_COMMON) else ""
        return f"{lead}{file}{_SCHEMA}{_DEFINITION}{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A list of sentences, each on a line of the cell."""

    hint: str = "policybook-hint-lines"

    def encode(self, value: Any) -> Written | None:
        """Return the sentences."""
        if not _are_texts(value):
            return None
        return "\n".join(value) if value else none()

    def decode(self, cell: Cell) -> Any:
        """Return the sentences."""
        text = text_of(cell)
        if _is(text, "policybook-none"):
            return []
        return [line.strip() for line in text.split("\n") if line.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Named values in their order: a line each, ``name = value``. ``inner`` says how a value is."""

    inner: Codec = Text()
    hint: str = "policybook-hint-named"

    def encode(self, value: Any) -> Written | None:
        """Return a line a name."""
        if not isinstance(value, dict) or not value:
            return None
        cells = {name: exactly(self.inner, item) for name, item in value.items()}
        if any(cell is None or "\n" in str(cell) for cell in cells.values()):
            return None
        return "\n".join(f"{name} = {text_of(cell)}" for name, cell in cells.items())

    def decode(self, cell: Cell) -> Any:
        """Return the values by their names."""
        found: dict[str, Any] = {}
        for line in text_of(cell).split("\n"):
            if not line.strip():
                continue
            match = _NAMED.fullmatch(unicodedata.normalize("NFKC", line[:1]) + line[1:].strip())
            if match is None or not match[2].strip():
                raise CellError("policybook-named", found=line.strip())
            if match[1] in found:
                raise CellError("policybook-named-twice", found=match[1])
            found[match[1]] = self.inner.decode(match[2].strip())
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table of numbers: a line for each level, ``level: track = 2, track = 6``."""

    hint: str = "policybook-hint-grid"

    def encode(self, value: Any) -> Written | None:
        """Return a line a level."""
        if not isinstance(value, dict) or not value:
            return None
        rows = {level: Named(inner=Number()).encode(cells) for level, cells in value.items()}
        if None in rows.values():
            return None
        return "\n".join(
            f"{level}: {str(row).replace(chr(10), ', ')}" for level, row in rows.items()
        )

    def decode(self, cell: Cell) -> Any:
        """Return the numbers by level and track."""
        found: dict[str, Any] = {}
        for line in filter(None, map(str.strip, text_of(cell).split("\n"))):
            match = _LEVEL.fullmatch(unicodedata.normalize("NFKC", line))
            if match is None:
                raise CellError("policybook-grid", found=line)
            if match[1] in found:
                raise CellError("policybook-named-twice", found=match[1])
            cells = "\n".join(filter(None, map(str.strip, re.split("[,、;]", match[2]))))
            found[match[1]] = Named(inner=Number()).decode(cells)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A single value of any kind: text, number, 是 or 否; quotes make a text of anything."""

    hint: str = "policybook-hint-plain"

    def encode(self, value: Any) -> Written | None:
        """Return the value, a text that looks like another kind in quotes."""
        if isinstance(value, bool):
            return _YES_NO.encode(value)
        if isinstance(value, int | float):
            return Number().encode(value)
        if not isinstance(value, str):
            return None
        try:
            return (
                value
                if value and same(self.decode(value), value)
                else json.dumps(value, ensure_ascii=False)
            )
        except CellError:
            return json.dumps(value, ensure_ascii=False)

    def decode(self, cell: Cell) -> Any:
        """Return the value."""
        if isinstance(cell, bool):
            return cell
        if isinstance(cell, int | float):
            return _whole(cell)
        text = text_of(cell)
        if text.startswith('"'):
            value = _json(text)
            if isinstance(value, str):
                return value
            raise CellError("policybook-json", found=text)
        if _NUMBER.fullmatch(unicodedata.normalize("NFKC", text)):
            return Number().decode(text)
        try:
            return _YES_NO.decode(text)
        except CellError:
            return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """The first codec that can say a value; a cell is read by the first that ``fits`` it."""

    codecs: tuple[tuple[Codec, Callable[[str], bool]], ...]
    hint: str

    def encode(self, value: Any) -> Written | None:
        """Return the cell of the first codec that says the value."""
        cells = (exactly(codec, value) for codec, _ in self.codecs)
        return next((cell for cell in cells if cell is not None), None)

    def decode(self, cell: Cell) -> Any:
        """Return the value by the first codec that the cell is written for."""
        text = text_of(cell)
        return next(codec.decode(cell) for codec, fits in self.codecs if fits(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Json:
    """JSON as it is."""

    hint: str = "policybook-hint-json"

    def encode(self, value: Any) -> Written | None:
        """Return the JSON text."""
        return json.dumps(value, ensure_ascii=False)

    def decode(self, cell: Cell) -> Any:
        """Return the value."""
        return _json(text_of(cell))


def _json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise CellError("policybook-json", found=text) from error


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("twice")
    return found


def _refuse(text: str) -> None:
    raise ValueError(text)


def _whole(number: float) -> int | float:
    """Return a whole number as one: Excel knows no other kind."""
    if isinstance(number, float) and number.is_integer() and abs(number) < _EXACT:
        return int(number)
    return number


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _param(text: str) -> Mapping[str, str] | None:
    match = _PARAM.fullmatch(text)
    return {"param": match[1]} if match else None


def _param_cell(value: Any) -> Written | None:
    """Return what a cell says for a parameter in the place of a value."""
    if isinstance(value, dict) and value.keys() == {"param"} and isinstance(value["param"], str):
        return f"{{param.{value['param']}}}"
    return None


_YES_NO = Choice(words=((True, "policybook-word-yes"), (False, "policybook-word-no")))
