"""Reading a JSON submission: refused in plain words wherever a value would be ambiguous."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from shenbao.core.findings import Finding, Where
from shenbao.core.guards.json_values import unfit_text
from shenbao.core.submission import Submission
from shenbao.media.reading.reader_findings import LISTED, UnreadableError, refuse, remark, shorten
from shenbao.media.reading.source import SourceFile, WrongByteError, decode, load
from shenbao.policy.names import resolve, short_name

DEEPEST = 64
_LONGEST_NUMBER = 300
"""Digits; a longer whole number is larger than any double."""

_NOT_A_NUMBER = "file.not-a-number"
_TOO_LARGE = "file.number-too-large"
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


def read_json(source: SourceFile) -> Submission:
    """Read one submission; raises UnreadableError for a file that is not one."""
    raw = load(source)
    try:
        text, notes = decode(raw, source.name)
    except WrongByteError as error:
        line, column = _line_and_column(error.before, len(error.before))
        raise refuse(
            "file.wrong-byte",
            source.name,
            encoding=error.encoding,
            position=str(error.position),
            line=line,
            column=column,
        ) from error
    if not text.strip():
        raise refuse("file.empty", source.name)
    data = parse(text, source.name)
    if not isinstance(data, dict):
        raise refuse("file.not-object", source.name, kind=_kind(data))
    schema = data.pop("$schema", None)
    if schema is not None and not isinstance(schema, str):
        raise refuse("file.schema-not-text", source.name, kind=_kind(schema))
    findings = tuple(_other_form(source, schema))
    return Submission(file=source.name, data=data, schema=schema, notes=notes, findings=findings)


def _other_form(source: SourceFile, schema: str | None) -> Iterator[Finding]:
    """Say where the user names another form than the file does; which one counts is his to say."""
    asked = resolve(source.notices, source.schema) if source.schema else None
    if asked is not None and schema is not None and short_name(schema) != asked.ref:
        where = Where(file=source.name)
        args = {"name": shorten(schema), "asked": asked.ref}
        yield remark("document.other-form", where, severity="warning", **args)


def _too_deep(text: str) -> bool:
    """Look at the brackets outside strings: the parser itself must never meet the depth."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return False
    brackets = _STRINGS.sub(b"", text.encode("utf-8")).translate(None, _NOT_BRACKETS)
    return any(depth > DEEPEST for depth in accumulate(map(_STEPS.__getitem__, brackets)))


class _NumberError(ValueError):
    """A number that is none (NaN: RFC 8259, 6) or larger than can be computed with; the rule."""


_BEFORE_VALUES = (",", ":", "[", "{")
_MOST_MARKS = 1_500_000
"""Each may be a value, of about 100 bytes here and as much where it is judged."""


class _ObjectReader:
    """Builds objects and remembers the keys that one of them gives twice.

    RFC 8259, 4: which of them counts is not the same for all programs.
    """

    def __init__(self) -> None:
        self.twice: list[tuple[dict[str, Any], str]] = []

    def build(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Build one object."""
        result = dict(pairs)
        if len(result) != len(pairs):
            times = Counter(key for key, _ in pairs)
            self.twice.extend((result, key) for key, number in times.items() if number > 1)
        return result


def parse(text: str, file: str) -> Any:
    """Return a JSON value; raises UnreadableError for what is none or cannot be held exactly."""
    if sum(map(text.count, _BEFORE_VALUES)) > _MOST_MARKS:
        raise refuse("file.too-many", file, limit=str(_MOST_MARKS // 10_000))
    if _too_deep(text):
        raise refuse("file.too-deep", file, limit=str(DEEPEST))
    reader = _ObjectReader()
    try:
        data = json.loads(
            text,
            object_pairs_hook=reader.build,
            parse_constant=_refuse_constant,
            parse_int=_whole_number,
            parse_float=_number,
        )
    except json.JSONDecodeError as error:
        raise _not_json(error, text, file) from error
    except _NumberError as error:
        raise _bad_number(error.args[0], text, file) from error
    findings = [*_twice(reader, data, file), *_broken_text(data, text, file)]
    if findings:
        raise UnreadableError(*findings)
    return data


def _refuse_constant(_name: str) -> None:
    raise _NumberError(_NOT_A_NUMBER)


def _whole_number(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise _NumberError(_TOO_LARGE)
    return int(digits)


def _number(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise _NumberError(_TOO_LARGE)
    return value


def _bad_number(rule: str, text: str, file: str) -> UnreadableError:
    """Find the place: the parser's number hooks are not told where they are."""
    line, column = "1", "1"
    for match in (_CONSTANT if rule == _NOT_A_NUMBER else _NUMBER).finditer(text):
        wanted = match["wanted"]
        if wanted is not None and (rule == _NOT_A_NUMBER or _overflows(wanted)):
            line, column = _line_and_column(text, match.start())
            break
    return refuse(rule, file, line=line, column=column)


def _overflows(digits: str) -> bool:
    try:
        if re.fullmatch("-?[0-9]+", digits):
            _whole_number(digits)
        else:
            _number(digits)
    except _NumberError:
        return True
    return False


def _not_json(error: json.JSONDecodeError, text: str, file: str) -> UnreadableError:
    cause = _cause(error, text)
    # Newer Pythons point at a trailing comma, older ones at the bracket behind it.
    comma = cause == "trailing-comma"
    position = text.rindex(",", 0, error.pos + 1) if comma else error.pos
    line, column = _line_and_column(text, position)
    ahead = text[position : position + 1]
    return refuse(
        "file.not-json",
        file,
        found=ahead if ahead.isprintable() and ahead else None,
        line=line,
        column=column,
        cause=cause,
    )


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


def _line_and_column(text: str, position: int) -> tuple[str, str]:
    line = text.count("\n", 0, position) + 1
    return str(line), str(position - text.rfind("\n", 0, position))


def _twice(reader: _ObjectReader, data: Any, file: str) -> Iterator[Finding]:
    if not reader.twice:
        return
    pointers = {id(value): pointer for pointer, value in _walk(data) if isinstance(value, dict)}
    for owner, key in reader.twice[:LISTED]:
        # An object inside a value that was itself given twice is no longer in the data.
        parent = pointers.get(id(owner))
        pointer = "" if parent is None else _visible(f"{parent}/{_escape(key)}")
        where = Where(file=file, pointer=pointer, label=shorten(pointer))
        yield remark("file.duplicate-key", where, key=shorten(_visible(key)))
    if len(reader.twice) > LISTED:
        count = str(len(reader.twice) - LISTED)
        yield remark("file.more-alike", Where(file=file), count=count)


def _broken_text(data: Any, text: str, file: str) -> Iterator[Finding]:
    """Find half characters and U+0000, which JSON can write as escapes and no file can hold."""
    if "\\u" not in text:
        return
    found = 0
    for pointer, value in _walk(data):
        if not any(map(unfit_text, _texts(value))):
            continue
        found += 1
        if found <= LISTED:
            visible = _visible(pointer)
            where = Where(file=file, pointer=visible, label=shorten(visible))
            yield remark("file.broken-character", where)
    if found > LISTED:
        yield remark("file.more-alike", Where(file=file), count=str(found - LISTED))


def _walk(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value with its pointer; the depth was limited before."""
    yield pointer, value
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _walk(child, f"{pointer}/{_escape(key)}")
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _walk(child, f"{pointer}/{index}")


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return list(value) if isinstance(value, dict) else []


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _visible(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    kinds = {list: "array", str: "string", int: "number", float: "number", dict: "object"}
    return kinds.get(type(value), "null")
