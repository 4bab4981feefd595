"""Tables wherever they stand, as batches of records: text files, JSON, workbooks, values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import Any, BinaryIO

from shenbao.checks.tables.batches import Batch
from shenbao.checks.tables.dialect import SAMPLE, Dialect
from shenbao.checks.tables.results import SourceError
from shenbao.checks.tables.text_files import Hook, read_text

BATCH = 250

LARGEST = 100 * 1024 * 1024
"""Bytes of a file that must be read as a whole: JSON, workbooks."""

WORKBOOKS = ("xlsx", "xlsm", "xls", "xlsb", "ods")
_LARGEST_INFLATED = 2 * 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A table to be read: what it is called, its format, its bytes or its values."""

    name: str
    format: str
    open: Callable[[], BinaryIO] | None = None
    data: Sequence[Any] | None = None
    encoding: str | None = None
    field_names: tuple[str, ...] = ()


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
            while len(rows) < SAMPLE and (batch := next(self._batches, None)) is not None:
                first.append(batch)
                rows.extend(batch.rows)
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
def open_records(source: Source, dialect: Dialect) -> Iterator[Records]:
    """Open a table. Raises SourceError, then and while it is read, for what is no table."""
    if source.data is not None:
        yield Records(_batched(_inline(source.data, source.field_names)))
        return
    if source.open is None:
        raise SourceError("source-error", "tables-nothing", file=source.name)
    try:
        stream = source.open()
    except OSError as error:
        raise SourceError("scheme-error", "tables-no-file", file=source.name) from error
    with stream:
        if source.format in {"csv", "tsv"}:
            hook = Hook()
            texts = read_text(stream, source.encoding, dialect.csv, source.format, hook)
            yield Records(texts, hook)
        elif source.format in {"json", "jsonl", "ndjson"}:
            yield Records(_batched(_json(stream, source, dialect)))
        elif source.format in WORKBOOKS:
            yield Records(_batched(_workbook(stream, source, dialect)))
        else:
            raise SourceError("format-error", "tables-format", found=source.format)


def _again(
    first: Sequence[Batch], rest: Iterator[Batch], failure: SourceError | None
) -> Iterator[Batch]:
    yield from first
    if failure is not None:
        raise failure
    yield from rest


def _batched(rows: Iterator[list[Any]]) -> Iterator[Batch]:
    while batch := list(islice(rows, BATCH)):
        yield Batch(batch)


def _whole(stream: BinaryIO, source: Source) -> bytes:
    raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        limit = str(LARGEST // 1024 // 1024)
        raise SourceError("source-error", "tables-file-too-large", file=source.name, limit=limit)
    return raw


def _json(stream: BinaryIO, source: Source, dialect: Dialect) -> Iterator[list[Any]]:
    raw = _whole(stream, source)
    try:
        text = raw.decode("utf-8-sig")
        if source.format == "json":
            found = _loads(text)
            for key in filter(None, dialect.rows_at.split(".")):
                found = found[key]
        else:
            found = [_loads(line) for line in text.splitlines() if line.strip()]
    except UnicodeDecodeError as error:
        raise SourceError("encoding-error", "tables-encoding", found="UTF-8") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SourceError("source-error", "tables-json", file=source.name) from error
    if not isinstance(found, list) or not found:
        raise SourceError("source-error", "tables-json-rows", file=source.name)
    yield from _inline(found, (), dialect.keys)


def _loads(text: str) -> Any:
    return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _inline(
    data: Sequence[Any], field_names: tuple[str, ...], keys: tuple[str, ...] | None = None
) -> Iterator[list[Any]]:
    """Yield rows of values; rows with keys get a header, of the schema's names if it has any."""
    if not data:
        return
    if isinstance(data[0], Mapping):
        header = list(field_names or keys or data[0])
        yield header
        for item in data:
            if not isinstance(item, Mapping):
                raise SourceError("source-error", "tables-json-rows", file="data")
            yield [item.get(name) for name in header]
        return
    for item in data:
        if not isinstance(item, list | tuple):
            raise SourceError("source-error", "tables-json-rows", file="data")
        yield list(item)


def _workbook(stream: BinaryIO, source: Source, dialect: Dialect) -> Iterator[list[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook

    raw = _whole(stream, source)
    _refuse_bomb(raw, source)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(raw))
        sheet = book.get_sheet_by_name(_sheet_name(book, dialect.sheet, source))
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise SourceError("format-error", "tables-workbook", file=source.name) from error
    for row in rows:
        yield [_cell(value) for value in row]


def _sheet_name(book: Any, wanted: str | int, source: Source) -> str:
    names = [sheet.name for sheet in book.sheets_metadata if str(sheet.typ).endswith("WorkSheet")]
    if isinstance(wanted, int) and 1 <= wanted <= len(names):
        return str(names[wanted - 1])
    if wanted in names:
        return str(wanted)
    raise SourceError("format-error", "tables-sheet", file=source.name, found=str(wanted))


def _cell(value: Any) -> Any:
    """Return a workbook's value as the other engine gives it: whole numbers, times of day."""
    if value == "" and isinstance(value, str):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time(0))
    return value


def _refuse_bomb(raw: bytes, source: Source) -> None:
    """Refuse a workbook whose parts claim to inflate beyond reason."""
    from zipfile import BadZipFile, ZipFile

    if not raw.startswith(b"PK"):
        return
    try:
        with ZipFile(BytesIO(raw)) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except BadZipFile as error:
        raise SourceError("format-error", "tables-workbook", file=source.name) from error
    if size > _LARGEST_INFLATED:
        raise SourceError("compression-error", "tables-bomb", file=source.name)
