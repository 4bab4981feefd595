"""The bytes of a file, within a limit, and their text, whatever the encoding."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shenbao.core.findings import Finding, Where
from shenbao.core.guards.text_encoding import MARK, guess
from shenbao.media.reading.reader_findings import note, refuse
from shenbao.media.reading.values.texts import TextReaders
from shenbao.policy.model import Notice

LIMIT = 50 * 1024 * 1024
LARGEST_TEXT = 20 * 1024 * 1024
"""Bytes of a table in text: its cells are held in memory several times while they are judged."""

_UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file to read; ``name`` is its path as the user gave it, fit to be printed.

    ``texts`` may be shared by all files that are read by these ``notices``.
    """

    path: Path
    name: str
    notices: Sequence[Notice]
    schema: str | None
    texts: TextReaders = field(default_factory=TextReaders, compare=False)


class WrongByteError(Exception):
    """Bytes that are neither UTF-8 nor GB18030; ``before`` is the text ahead of them."""

    def __init__(self, encoding: str, position: int, before: str) -> None:
        super().__init__(encoding, position)
        self.encoding = encoding
        self.position = position
        self.before = before


def load(source: SourceFile, *, most: int | None = None) -> bytes:
    """Return the bytes of a regular, non-empty file; a larger one than ``most`` is not read."""
    most = LIMIT if most is None else min(most, LIMIT)
    try:
        status = source.path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refuse("file.not-a-file", source.name)
        if status.st_size > most:
            raise _too_large(source, status.st_size, most)
        with source.path.open("rb") as stream:
            raw = stream.read(most + 1)
    except OSError as error:
        raise refuse("file.unreadable", source.name, reason=_reason(error)) from error
    if len(raw) > most:
        raise _too_large(source, len(raw), most)
    if not raw.removeprefix(_UTF8_MARK).strip():
        raise refuse("file.empty", source.name)
    return raw


def decode(raw: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    """Return the text and a note where it is not UTF-8. Raises WrongByteError."""
    encoding = guess(raw)
    try:
        return raw.decode(encoding).removeprefix(MARK), encoding_note(encoding, name)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(encoding, "ignore")
        raise WrongByteError(encoding.upper(), error.start + 1, before) from error


def encoding_note(encoding: str, name: str) -> tuple[Finding, ...]:
    """Return the note on a text in another encoding than UTF-8."""
    if encoding.startswith("utf-8"):
        return ()
    return (note("file.encoding", Where(file=name), name=encoding.upper()),)


def _too_large(source: SourceFile, size: int, most: int) -> Exception:
    return refuse(
        "file.too-large",
        source.name,
        size=f"{size / 1024 / 1024:.1f}",
        limit=str(most // 1024 // 1024),
    )


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "permission"
    return "missing" if isinstance(error, FileNotFoundError) else "other"
