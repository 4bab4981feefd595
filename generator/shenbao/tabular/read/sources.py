"""Tables wherever they stand, as batches of records: text files, JSON, workbooks, values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, replace
from dataclasses import field as made
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, cast

from shenbao.core.guards import file_kinds
from shenbao.core.guards.json_text import Duplicate, JsonError, decoded, parsed
from shenbao.core.guards.quotes import LINE_END
from shenbao.core.messages import words
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import Value
from shenbao.tabular.read.batches import Batch
from shenbao.tabular.read.decoder import PrefixedStream
from shenbao.tabular.read.delimited import Hook, read_text
from shenbao.tabular.read.dialect import SAMPLE, Dialect
from shenbao.tabular.read.multipart import Parts
from shenbao.tabular.results import Issue, SourceError, not_json

BATCH = 250
MOST_SAMPLED = 8_000_000
"""Characters of a batch, or of the records from which the header is found."""
_MOST_NOTED = 20
_ESCAPES = re.compile(rb"\\u(?:0000|d[89a-f])", re.IGNORECASE)
_NO_TEXT = re.compile("[\0\ud800-\udfff]")

LARGEST = 64 * 1024 * 1024
"""Bytes of a workbook, which must be read as a whole."""

_LARGEST_JSON = 32 * 1024 * 1024
_MOST_JSON = 1_500_000
"""Commas, colons, brackets and lines of JSON: each may be a value, of about 100 bytes."""

_MARKS = (b",", b":", b"[", b"{", b"\n")

WORKBOOKS = ("xlsx", "xlsm", "xltx", "xltm")
OLD_WORKBOOKS = ("xls", "xlsb", "ods", "fods", "et", "ett", "wps", "numbers")
"""Sheets of other programs and other times. They are refused: nothing guards their reader."""

_TEXTS = ("csv", "tsv")
LINES = ("jsonl", "ndjson")
IN_PARTS = (*_TEXTS, *LINES)
"""Formats of which the files of a table may simply follow each other."""

_OTHERS = (
    *("parquet", "parq", "feather", "arrow", "orc", "avro"),
    *("sav", "zsav", "por", "dta", "sas7bdat", "xpt", "rds"),
    *("dbf", "mdb", "accdb", "sqlite", "sqlite3", "sql", "gsheets"),
)
"""Tables that only programs of their own read."""

TABULAR = frozenset({*_TEXTS, *LINES, *WORKBOOKS, *OLD_WORKBOOKS, *_OTHERS})
"""Formats that hold nothing but tables, whether they are read here or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSource:
    """A table to be read: what it is called, its format, its bytes or its values.

    ``file`` is where it stands, if that is not its name: its file, or its place in a descriptor.
    ``path`` is a local file that holds just these bytes, where there is one. Whoever reads it
    leaves in ``notes`` what was read tolerantly or not at all.
    """

    name: str
    format: str
    open: Callable[[], BinaryIO] | None = None
    data: Sequence[Any] | None = None
    encoding: str | None = None
    field_names: tuple[str, ...] = ()
    path: Path | None = None
    notes: list[Issue] = made(default_factory=list, compare=False)
    file: Value = ""

    @property
    def told(self) -> Value:
        """What sentences about it call it."""
        return self.file or self.name


class Records:
    """The records of a table. ``textual`` says that every cell is text; then it has a hook."""

    def __init__(self, batches: Iterator[Batch], hook: Hook | None = None) -> None:
        self._batches = batches
        self.textual = hook is not None
        self.hook = hook or Hook()

    def sample(self) -> list[Sequence[Any]]:
        """Return the first records and keep them to be read again; raises SourceError."""
        first: list[Batch] = []
        rows: list[Sequence[Any]] = []
        failure: SourceError | None = None
        try:
            text = 0
            while (
                len(rows) < SAMPLE
                and text < MOST_SAMPLED
                and (batch := next(self._batches, None)) is not None
            ):
                first.append(batch)
                rows.extend(batch.rows)
                text += size_of(batch.rows)
        except SourceError as error:
            # What was read before is worth checking; then the error comes again.
            failure = error
            if not first:
                raise
        self._batches = _again(first, self._batches, failure)
        return rows[:SAMPLE]

    def __iter__(self) -> Iterator[Batch]:
        return self._batches


@contextmanager
def open_records(source: TableSource, dialect: Dialect) -> Iterator[Records]:
    """Open a table. Raises SourceError, then and while it is read, for what is no table."""
    if source.data is not None:
        yield Records(
            _batched(
                _inline(
                    source.data, source.field_names, notes=source.notes, file=source.file or "data"
                )
            )
        )
        return
    if source.open is None:
        raise SourceError("source-error", "tables-nothing", file=source.told)
    try:
        stream = source.open()
    except OSError as error:
        raise SourceError("scheme-error", "tables-no-file", file=source.told) from error
    with stream, _told_by_parts(stream):
        if source.format in _TEXTS:
            hook = Hook()
            texts = read_text(
                _as_text(stream, source),
                source.encoding,
                dialect.csv,
                source.format,
                hook,
                source.notes,
            )
            yield Records(texts, hook)
        elif source.format in {"json", *LINES}:
            yield Records(_batched(_json(stream, source, dialect)))
        elif source.format in WORKBOOKS:
            raw = _whole(stream, source, LARGEST)
            from shenbao.tabular.read.workbooks import read_workbook

            yield Records(_batched(read_workbook(raw, words(source.told), dialect, source.notes)))
        elif source.format in OLD_WORKBOOKS:
            raise _old(stream, source)
        else:
            raise SourceError("format-error", "tables-format", found=source.format or "none")


@contextmanager
def _told_by_parts(stream: BinaryIO) -> Iterator[None]:
    """Say of a text that breaks off what its part says, at the place where the table ends."""
    try:
        yield
    except SourceError as error:
        failure = stream.failure if isinstance(stream, Parts) else None
        if failure is None:
            raise
        issue = replace(failure.issue, row=error.issue.row, field=error.issue.field)
        raise SourceError.of(issue) from error


def _as_text(stream: BinaryIO, source: TableSource) -> BinaryIO:
    """Return the stream from its start; raises SourceError where it is another kind of file."""
    head = stream.read(file_kinds.HEAD)
    kind = file_kinds.kind_of(head)
    if kind in {"zip", "ole"}:
        kind = _office_kind(kind, head + stream.read(LARGEST))
    if kind:
        from shenbao.tabular.read.workbooks import other_file

        raise other_file(source.told, kind, "csv")
    return cast("BinaryIO", PrefixedStream(head, stream))


def _office_kind(kind: str, raw: bytes) -> str:
    return file_kinds.kind_of_zip(raw) if kind == "zip" else file_kinds.kind_of_ole(raw)


def _old(stream: BinaryIO, source: TableSource) -> SourceError:
    """Return the error for a sheet of another program, or for what only has its name."""
    raw = _whole(stream, source, LARGEST)
    kind = file_kinds.kind_of(raw[: file_kinds.HEAD])
    if kind in {"zip", "ole"}:
        kind = _office_kind(kind, raw)
    if kind == "locked":
        return SourceError("format-error", "tables-locked", file=source.told)
    if kind in {"xls", "opendocument"} or source.format not in {"xls", "et"}:
        return SourceError("format-error", "tables-old-format", found=source.format)
    from shenbao.tabular.read.workbooks import other_file

    return other_file(source.told, kind or "text", source.format)


def _again(
    first: Sequence[Batch], rest: Iterator[Batch], failure: SourceError | None
) -> Iterator[Batch]:
    yield from first
    if failure is not None:
        raise failure
    yield from rest


def _batched(rows: Iterator[list[Any]]) -> Iterator[Batch]:
    """Yield the rows in batches, small ones where they hold much text."""
    step = 1
    while batch := list(islice(rows, step)):
        size = size_of(batch)
        step = min(BATCH, 2 * step, max(1, step * MOST_SAMPLED // (size + 1)))
        yield Batch(batch)


def size_of(rows: Sequence[Sequence[Any]]) -> int:
    """Return how many characters the texts of some rows have."""
    return sum(len(cell) for row in rows for cell in row if isinstance(cell, str))


def _whole(stream: BinaryIO, source: TableSource, most: int) -> bytes:
    raw = stream.read(most + 1)
    if len(raw) > most:
        limit = str(most // 1024 // 1024)
        raise SourceError("source-error", "tables-file-too-large", file=source.told, limit=limit)
    return raw


def _json(stream: BinaryIO, source: TableSource, dialect: Dialect) -> Iterator[list[Any]]:
    raw = _whole(stream, source, _LARGEST_JSON)
    if sum(map(raw.count, _MARKS)) > _MOST_JSON:
        limit = str(_MOST_JSON // 10_000)
        raise SourceError("source-error", "tables-json-many", file=source.told, limit=limit)
    try:
        text = decoded(raw)
    except JsonError as error:
        raise not_json(error, source.told, "encoding-error", "tables-json") from error
    twice: list[Duplicate] = []
    if source.format == "json":
        found = _loads(text, 1, source, twice)
        try:
            for key in filter(None, dialect.rows_at.split(".")):
                found = found[key]
        except (KeyError, TypeError) as error:
            raise SourceError(
                "source-error", "tables-json-place", file=source.told, found=dialect.rows_at
            ) from error
    else:
        # Not splitlines: a text of JSON may hold what Unicode calls the end of a line.
        lines = enumerate(LINE_END.split(text), start=1)
        found = [_loads(line, at, source, twice) for at, line in lines if line.strip()]
    if not isinstance(found, list) or not found:
        raise SourceError("source-error", "tables-json-rows", file=source.told)
    rows = _inline(found, (), dialect.keys, notes=source.notes, file=source.told)
    first = 2 if isinstance(found[0], Mapping) else 1
    if twice:
        known = {id(owner) for owner, _ in twice}
        bad = next((at for at, item in enumerate(found, first) if _any_in(item, known)), None)
        yield from islice(rows, 0 if bad is None else bad - 1)
        raise SourceError("source-error", "tables-json-twice", bad)
    if _ESCAPES.search(raw):
        rows = _with_text(rows)
    yield from rows


def _any_in(value: Any, known: AbstractSet[int]) -> bool:
    """Say whether a value is, or holds, one of those known by their identity."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return id(value) in known or any(_any_in(item, known) for item in inner)


def _is_text(value: Any) -> bool:
    """Say whether every text in a value is one: no NUL, no half of a character."""
    if isinstance(value, str):
        return _NO_TEXT.search(value) is None
    if isinstance(value, dict):
        return all(_is_text(key) and _is_text(item) for key, item in value.items())
    return not isinstance(value, list) or all(map(_is_text, value))


def _with_text(rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
    """Yield the rows; raises SourceError at the first cell that is no text, whatever is said."""
    for row, cells in enumerate(rows, start=1):
        for number, cell in enumerate(cells, start=1):
            if not _is_text(cell):
                raise SourceError("source-error", "tables-json-no-text").at(row, number)
        yield cells


def _loads(text: str, line: int, source: TableSource, twice: list[Duplicate]) -> Any:
    """Parse a text that begins in a line of the file; raises SourceError where it is no JSON."""
    try:
        found, again = parsed(text, exact=True)
    except JsonError as error:
        error.line += line - 1
        raise not_json(error, source.told, "source-error", "tables-json") from error
    twice += again
    return found


def _inline(
    data: Sequence[Any],
    field_names: tuple[str, ...],
    keys: tuple[str, ...] | None = None,
    *,
    notes: list[Issue],
    file: Value,
) -> Iterator[list[Any]]:
    """Yield rows of values; rows with keys get a header, of the schema's names if it has any.

    ``notes`` gets the keys that the header has not: their values are not read.
    """
    if not data:
        return
    if isinstance(data[0], Mapping):
        header = list(field_names or keys or data[0])
        known = set(header)
        yield header
        for row, item in enumerate(data, start=2):
            if not isinstance(item, Mapping):
                raise SourceError("source-error", "tables-json-rows", row, file=file)
            if not known.issuperset(item) and len(known) < len(header) + _MOST_NOTED:
                for name in [name for name in item if name not in known]:
                    known.add(name)
                    args = {"name": shorten(str(name))}
                    notes.append(Issue(code="note", message="tables-note-key", row=row, args=args))
            yield [item.get(name) for name in header]
        return
    for row, item in enumerate(data, start=1):
        if not isinstance(item, list | tuple):
            raise SourceError("source-error", "tables-json-rows", row, file=file)
        yield list(item)
