"""Reading a JSON submission: refused in plain words wherever a value would be ambiguous."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from shenbao.core.findings import Finding, Where
from shenbao.core.guards.json_text import (
    Duplicate,
    JsonError,
    parsed,
    place,
    pointers,
    walk,
)
from shenbao.core.guards.json_values import DEEPEST, unfit_text
from shenbao.core.messages.shortening import shorten
from shenbao.core.paths import escaped
from shenbao.core.submission import Submission
from shenbao.media.reading.reader_findings import LISTED, UnreadableError, refuse, remark
from shenbao.media.reading.source import SourceFile, WrongByteError, decode, load
from shenbao.policy.names import resolve, short_name


def read_json(source: SourceFile) -> Submission:
    """Read one submission; raises UnreadableError for a file that is not one."""
    raw = load(source)
    try:
        text, notes = decode(raw, source.name)
    except WrongByteError as error:
        line, column = place(error.before, len(error.before))
        raise refuse(
            "file.wrong-byte",
            source.name,
            encoding=error.encoding,
            position=str(error.position),
            line=str(line),
            column=str(column),
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


_BEFORE_VALUES = (",", ":", "[", "{")
_MOST_MARKS = 1_000_000
"""Each may be a value, of about 100 bytes here and as much where it is judged."""

_WIDEST = 4
"""Bytes of a character in memory, at most."""

_MOST_TEXT = 16 * 1024 * 1024
"""Bytes of all texts in memory: whoever judges the structure copies what a failure stands in."""


def refuse_many(texts: Iterable[str], file: str) -> None:
    """Refuse texts of JSON that would together fill the memory; raises UnreadableError."""
    if sum(text.count(mark) for text in texts for mark in _BEFORE_VALUES) > _MOST_MARKS:
        raise refuse("file.too-many", file, limit=str(_MOST_MARKS // 10_000))


def parse(text: str, file: str) -> Any:
    """Return a JSON value; raises UnreadableError for what is none or cannot be held exactly."""
    refuse_many((text,), file)
    try:
        data, twice = parsed(text)
    except JsonError as error:
        raise _refused(error, file) from error
    if len(text) * _WIDEST > _MOST_TEXT and _text_size(data) > _MOST_TEXT:
        raise refuse("file.too-much-text", file, limit=str(_MOST_TEXT // 1024 // 1024))
    findings = [*_twice(twice, data, file), *_broken_text(data, text, file)]
    if findings:
        raise UnreadableError(*findings)
    return data


def _text_size(data: Any) -> int:
    """Return how many bytes the texts take: one, two or four a character, as its widest asks."""
    size, waiting = 0, [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            size += len(value) if value.isascii() else sys.getsizeof(value) - sys.getsizeof("")
        elif isinstance(value, dict):
            waiting += value.keys()
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return size


def _refused(error: JsonError, file: str) -> UnreadableError:
    if error.reason == "deep":
        return refuse("file.too-deep", file, limit=str(DEEPEST))
    at = {"line": str(error.line), "column": str(error.column)}
    if error.reason == "syntax":
        found = error.found or None
        return refuse("file.not-json", file, found=found, cause=error.cause, **at)
    rule = "file.not-a-number" if error.reason == "not-a-number" else "file.number-too-large"
    return refuse(rule, file, **at)


def _twice(twice: list[Duplicate], data: Any, file: str) -> Iterator[Finding]:
    if not twice:
        return
    for parent, key in pointers(data, twice[:LISTED]):
        pointer = "" if parent is None else _visible(f"{parent}/{escaped(key)}")
        where = Where(file=file, pointer=pointer, label=shorten(pointer))
        yield remark("file.duplicate-key", where, key=shorten(_visible(key)))
    if len(twice) > LISTED:
        count = str(len(twice) - LISTED)
        yield remark("file.more-alike", Where(file=file), count=count)


def _broken_text(data: Any, text: str, file: str) -> Iterator[Finding]:
    """Find half characters and U+0000, which JSON can write as escapes and no file can hold."""
    if "\\u" not in text:
        return
    found = 0
    for pointer, value in walk(data):
        if not any(map(unfit_text, _texts(value))):
            continue
        found += 1
        if found <= LISTED:
            visible = _visible(pointer)
            where = Where(file=file, pointer=visible, label=shorten(visible))
            yield remark("file.broken-character", where)
    if found > LISTED:
        yield remark("file.more-alike", Where(file=file), count=str(found - LISTED))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return list(value) if isinstance(value, dict) else []


def _visible(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    kinds = {list: "array", str: "string", int: "number", float: "number", dict: "object"}
    return kinds.get(type(value), "null")
