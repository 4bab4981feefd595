"""The lines of a notice from a file: Word, PDF with text, web page, plain text or Markdown.

What a file is by its content counts, not its name. Whatever is no text is refused in words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from shenbao.authoring.source.lines import MOST_CHARACTERS, MOST_LINES, SourceText, UnreadError
from shenbao.authoring.source.pdf import pdf_text
from shenbao.authoring.source.web_page import page_lines
from shenbao.authoring.source.word import word_lines
from shenbao.core.errors import ShenbaoError
from shenbao.core.findings import Finding
from shenbao.core.guards.file_kinds import HEAD, kind_of
from shenbao.core.messages.values import Said, said
from shenbao.media.inputs.input_discovery import InputFile, TempFolders, printable
from shenbao.media.inputs.old_formats import FORMATS, through_libreoffice
from shenbao.media.reading.reader_findings import UnreadableError
from shenbao.media.reading.source import SourceFile, WrongByteError, decode, load

_LARGEST_TEXT = 8 * 1024 * 1024
"""Bytes of a text; a notice of a hundred pages has half a megabyte."""

_MOST_STRANGE = 0.02
_KEPT = "\t"
_MARKS = re.compile(rb"\s*<[!?a-zA-Z]")
_PAGES = (".htm", ".html", ".shtml")
_REFUSED = frozenset({"image", "archive", "database", "program", "rtf", "xml"})


def read_source(path: Path, *, convert_old: bool = False) -> SourceText:
    """Return the lines of a notice. Raises ShenbaoError for what is no readable text.

    Raises MissingExtraError for a PDF where the extra ``scan`` is not installed.
    """
    name = printable(path)
    if not path.exists():
        raise ShenbaoError("path-missing", path=name)
    try:
        if not (convert_old and path.suffix.lower() in FORMATS):
            return _read(SourceFile(path=path, name=name, notices=(), schema=None))
        with TempFolders() as shelf:
            (item,) = through_libreoffice([InputFile(path=path, name=name)], shelf)
            if item.remark is not None:
                raise UnreadError(name, item.remark)
            source = SourceFile(path=item.path, name=name, notices=(), schema=None)
            return _read(source, item.note)
    except UnreadableError as error:
        raise UnreadError(name, *error.findings) from error


def _read(source: SourceFile, *notes: Finding | None) -> SourceText:
    raw = load(source)
    kind = _kind(source, raw[:HEAD])
    if kind in _REFUSED:
        raise ShenbaoError("authoring-not-text", file=source.name, kind=kind)
    reader = _READERS.get(kind, _text)
    found = reader(source, raw)
    told = tuple(said(item.message, **item.args) for item in notes if item is not None)
    return _whole(source.name, replace(found, remarks=(*told, *found.remarks)))


def _kind(source: SourceFile, head: bytes) -> str:
    """Return what a file is by its content; of marks that are no known page its name counts."""
    known = kind_of(head)
    if known or not _MARKS.match(head.removeprefix(b"\xef\xbb\xbf")):
        return known
    return "web-page" if source.path.suffix.lower() in _PAGES else "xml"


def _word(source: SourceFile, _: bytes) -> SourceText:
    lines, told = word_lines(source)
    return SourceText(lines=tuple(lines), remarks=told)


def _page(source: SourceFile, raw: bytes) -> SourceText:
    text, told = _decoded(source, raw)
    lines, remarks = page_lines(text)
    return SourceText(lines=tuple(lines), remarks=(*told, *remarks))


def _pdf(source: SourceFile, _: bytes) -> SourceText:
    return pdf_text(source)


def _text(source: SourceFile, raw: bytes) -> SourceText:
    text, told = _decoded(source, raw)
    return SourceText(lines=tuple(text.splitlines()), remarks=told)


_Reader = Callable[[SourceFile, bytes], SourceText]

_READERS: Mapping[str, _Reader] = {
    "zip": _word,
    "ole": _word,
    "pdf": _pdf,
    "web-page": _page,
}
"""By what a file is; anything else may be text."""


def _decoded(source: SourceFile, raw: bytes) -> tuple[str, tuple[Said, ...]]:
    if len(raw) > _LARGEST_TEXT:
        limit = _LARGEST_TEXT // 1024 // 1024
        raise ShenbaoError("authoring-too-long", file=source.name, why="bytes", limit=limit)
    try:
        text, notes = decode(raw, source.name)
    except WrongByteError as error:
        raise ShenbaoError("authoring-not-text", file=source.name, kind="bytes") from error
    strange = sum(1 for sign in text if _is_strange(sign) and sign not in "\ufeff\u200b\f\x0b")
    if strange > _MOST_STRANGE * len(text):
        raise ShenbaoError("authoring-not-text", file=source.name, kind="bytes")
    return text, tuple(said(item.message, **item.args) for item in notes)


def _is_strange(sign: str) -> bool:
    return (
        unicodedata.category(sign) in ("Cc", "Cn", "Co", "Cs")
        and sign not in "\a\b\x1b"
        and not sign.isspace()
    )


def _whole(name: str, found: SourceText) -> SourceText:
    """Return the text, without signs that nobody sees; raises ShenbaoError for too much or none."""
    kept: list[str] = []
    taken = 0
    size = 0
    for line in _split(found.lines):
        plain = "".join(sign for sign in line if sign in _KEPT or not _is_unseen(sign)).rstrip()
        taken += len(line.rstrip()) - len(plain)
        size += len(plain)
        kept.append(plain)
        if size > MOST_CHARACTERS:
            limit = MOST_CHARACTERS
            raise ShenbaoError("authoring-too-long", file=name, why="characters", limit=limit)
        if len(kept) > MOST_LINES:
            raise ShenbaoError("authoring-too-long", file=name, why="lines", limit=MOST_LINES)
    if not any(line.strip() for line in kept):
        raise ShenbaoError("authoring-no-words", file=name)
    told = (said("authoring-cleaned", count=taken),) if taken else ()
    return replace(found, lines=tuple(kept), remarks=(*found.remarks, *told))


def _split(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines without any sign at which some program would break them again."""
    for line in lines:
        yield from line.splitlines() or [""]


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Cn", "Co")
