"""CSV and TSV files as batches of records, exactly as the csv module reads them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, BinaryIO, Protocol, cast

from shenbao.core.guards.quotes import FEW_ROWS, LINE_END, rows_in
from shenbao.tabular.read.batches import Batch, split
from shenbao.tabular.read.decoder import END, LONGEST_FIELD, LONGEST_LINE, Decoder, PrefixedStream
from shenbao.tabular.read.dialect import csv_options
from shenbao.tabular.results import WARNING, Issue, SourceError

_SAMPLED_LINES = 100
MANY_LINES = 20
"""A cell with more lines than this is odd."""
_MOST_NOTED = 20
_MOST_EARLY = 10_000
"""Records that wait for the header; it stands among the first hundred."""


class TextScan(Protocol):
    """What may take whole lines without quotes, once the columns are known."""

    def batch(self, text: str) -> Batch | None:
        """Return the records, None where they must be read one by one."""


class Hook:
    """How a text is read: its options and itself, once opened; a scan, once there is one."""

    def __init__(self) -> None:
        self.options: Mapping[str, Any] | None = None
        self.scan: TextScan | None = None
        self.text: Text | None = None


def read_text(
    stream: BinaryIO,
    encoding: str | None,
    declared: Mapping[str, Any],
    form: str,
    hook: Hook,
    notes: list[Issue],
) -> Iterator[Batch]:
    """Yield the records of a text file. Raises SourceError where it cannot be read further.

    ``notes`` gets what was found out or looks odd though it can be read.
    """
    pieces = Decoder(stream, encoding, universal=form == "tsv")
    first = _first(pieces)
    lines = islice(io.StringIO("".join(first), newline=""), _SAMPLED_LINES)
    parser = Parser(csv_options(declared, list(lines), form), hook)
    notes.extend(_found_out(pieces, encoding, parser, declared))
    hook.text = Text(pieces, parser, notes)
    yield from hook.text.batches(chain(first, pieces))


def marked_records(stream: BinaryIO, encoding: str, delimiter: str) -> Iterator[Batch]:
    """Yield the records of a text file of which encoding and delimiter are known.

    A quote is written as ``"``. Raises SourceError with its row where it cannot be read further.
    """
    pieces = Decoder(stream, encoding)
    declared = {"delimiter": delimiter, "quoteChar": '"', "skipInitialSpace": False}
    parser = Parser(csv_options(declared, (), "csv"), Hook())
    yield from Text(pieces, parser, []).batches(pieces)


class Text:
    """A text file that is read: its pieces, how they are parsed, and what is noted of them.

    Records with odd cells wait until the ``width`` of the table is known.
    """

    def __init__(
        self, pieces: Decoder, parser: Parser, notes: list[Issue], width: int | None = None
    ) -> None:
        self.pieces = pieces
        self.parser = parser
        self._notes = notes
        self._noted: set[int] = set()
        self._width = width
        self._early: list[tuple[int, Sequence[Any]]] = []

    def settle(self, width: int) -> None:
        """Take the number of the table's columns, and note what waited for it."""
        self._width = width
        waiting, self._early = self._early, []
        for row, cells in waiting:
            self.note(row, cells)

    def batches(self, texts: Iterable[str], read: int = 0) -> Iterator[Batch]:
        """Yield the records of texts of whole lines, after so many that were ``read`` already."""
        waiting = _Waiting()
        for piece in chain(texts, [""]):
            text = waiting.joined(piece)
            if not text:
                continue
            batch, failure = self.parser.parse(text)
            if batch is None:
                failure = waiting.keep(text)
            else:
                waiting.clear()
                self._look(text, batch, read)
                read += len(batch)
                if len(batch):
                    yield batch
            if failure is not None:
                raise failure.at(read + 1, failure.issue.field)
        if waiting.any or self.pieces.failure is not None:
            rest = waiting.rest() + self.pieces.rest
            for batch in _last(self.parser, rest, read, self.pieces.failure):
                self._look(rest, batch, read)
                yield batch

    def rest(self, raw: bytes, stream: BinaryIO, read: int) -> Iterator[Batch]:
        """Yield the records of the rest of a file in UTF-8, which begins with ``raw``."""
        joined = cast("BinaryIO", PrefixedStream(raw, stream))
        self.pieces = Decoder(joined, "utf-8", settled=True)
        return self.batches(self.pieces, read)

    def _look(self, text: str, batch: Batch, read: int) -> None:
        if _odd_lines(text, batch):
            for row, cells in enumerate(batch.rows, start=read + 1):
                self.note(row, cells)

    def note(self, row: int, cells: Sequence[Any]) -> None:
        """Note a record with a cell that may have swallowed rows, for a quote too many.

        That its lines have as many separators as a row is a warning: nobody but a person can
        tell. That they are many is only told.
        """
        if self._width is None:
            if len(self._early) < _MOST_EARLY:
                self._early.append((row, cells))
            return
        if row in self._noted or len(self._noted) >= _MOST_NOTED:
            return
        delimiter = self.parser.options["delimiter"]
        for number, cell in enumerate(cells, start=1):
            alike = rows_in(cell, delimiter, self._width, number - 1)
            lines = cell.count("\n")
            if alike >= FEW_ROWS or lines > MANY_LINES:
                self._noted.add(row)
                swallowed = alike >= FEW_ROWS
                self._notes.append(
                    Issue(
                        code=WARNING if swallowed else "note",
                        message="tables-swallowed-rows" if swallowed else "tables-note-lines",
                        row=row,
                        field=number,
                        args={"lines": str(alike if swallowed else lines), "number": str(number)},
                    )
                )
                return

    def take(self, notes: Iterable[Issue]) -> None:
        """Take what was noted elsewhere of records of this text, by rows."""
        for note in notes:
            if note.row is not None and note.row not in self._noted:
                if len(self._noted) >= _MOST_NOTED:
                    return
                self._noted.add(note.row)
                self._notes.append(note)


def _odd_lines(text: str, batch: Batch) -> bool:
    """Say whether cells may have odd lines: there are more line ends than records."""
    ends = text.count("\n") - len(batch)
    if "\r" in text:
        ends += text.count("\r") - text.count("\r\n")
    return ends >= FEW_ROWS


class _Waiting:
    """Text in which a quote is open: what follows belongs to the same record.

    It is tried again only when there is twice as much, else a long record costs its square.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self._tried = 0

    @property
    def any(self) -> bool:
        return bool(self._pieces)

    def joined(self, piece: str) -> str | None:
        """Return all the text there is, None while more must come; "" is the end of the file."""
        if not self._pieces:
            return piece
        self._pieces.append(piece)
        self._size += len(piece)
        if piece and self._size < 2 * self._tried and self._size <= LONGEST_LINE:
            return None
        return "".join(self._pieces)

    def keep(self, text: str) -> SourceError | None:
        """Keep the text for later; too much of it is an error."""
        self._pieces, self._size, self._tried = [text], len(text), len(text)
        if self._size > LONGEST_LINE:
            limit = str(LONGEST_LINE)
            return SourceError("source-error", "tables-line-too-long", limit=limit)
        return None

    def clear(self) -> None:
        """Forget it: it was read."""
        self._pieces, self._size, self._tried = [], 0, 0

    def rest(self) -> str:
        """Return what was never closed."""
        return "".join(self._pieces)


def _found_out(
    pieces: Decoder, encoding: str | None, parser: Parser, declared: Mapping[str, Any]
) -> Iterator[Issue]:
    """Yield what nobody declared and is not usual."""
    if encoding is None and not pieces.encoding.startswith("utf-8"):
        found = pieces.encoding.upper()
        yield Issue(code="note", message="tables-note-encoding", args={"found": found})
    mark = parser.options["delimiter"]
    if "delimiter" not in declared and mark in ";|":
        yield Issue(code="note", message="tables-note-delimiter", args={"mark": mark})


def _first(pieces: Decoder) -> list[str]:
    """Return the pieces that hold the lines of the sample."""
    first: list[str] = []
    lines = size = 0
    for piece in pieces:
        first.append(piece)
        lines += piece.count("\n") or piece.count("\r")
        size += len(piece)
        if lines >= _SAMPLED_LINES or size > LONGEST_LINE:
            break
    return first


def _last(parser: Parser, text: str, read: int, failure: SourceError | None) -> Iterator[Batch]:
    """Yield the records before the one in which the text ended early, then raise why."""
    # It may end within a record, and no line end closes it: it is not read strictly.
    rows, error = parser.rows(text, strict=False)
    partial = rows.pop() if rows else [""]
    if rows:
        yield Batch(rows)
    number = str(len(partial))
    failure = error or failure or SourceError("source-error", "tables-stray-quote", number=number)
    raise failure.at(read + len(rows) + 1, len(partial))


class Parser:
    """Text to records under the options of a dialect."""

    def __init__(self, options: Mapping[str, Any], hook: Hook) -> None:
        self.options = hook.options = options
        self._hook = hook
        self._quote = options["quotechar"]
        self._delimiter = options["delimiter"]
        self._plain = (
            not options["escapechar"]
            and not options["skipinitialspace"]
            and bool(self._quote)
            and self._delimiter not in "\r\n "
        )

    def parse(self, text: str) -> tuple[Batch | None, SourceError | None]:
        """Return the records of whole lines, None where a quote is still open at the end."""
        if self._plain and self._quote not in text and len(text) <= LONGEST_FIELD:
            scan = self._hook.scan
            flat = split(text, self._delimiter) if scan is None else scan.batch(text)
            if flat is not None:
                return flat, None
        rows, failure = self.rows(text)
        if failure is not None:
            return Batch(rows), failure
        if rows and rows[-1] == [END]:
            rows.pop()
            return Batch(rows), None
        return None, None

    def rows(self, text: str, *, strict: bool = True) -> tuple[list[list[str]], SourceError | None]:
        """Return the records of a text and, last, that of the mark which closes it.

        Text after a closing quote is an error (RFC 4180, 2.7: a quote within is written twice),
        unless it is not read strictly; its field is that where the quoted cell starts. Where a
        quote is open at the end there is no last record.
        """
        rows: list[list[str]] = []
        with _field_limit():
            try:
                rows.extend(self._reader(text, strict=strict))
            except csv.Error as error:
                return rows, self._failure(str(error), text, len(rows))
        if strict and not self.options["doublequote"] and self._quote and self._quote in text:
            # No strict reader knows of this where quotes are not doubled.
            torn = torn_quote(text, self.options)
            if torn is not None:
                return rows[: torn[0]], _torn(torn[1])
        return rows, None

    def _reader(self, text: str, *, strict: bool) -> Any:
        return csv.reader(io.StringIO(text + END, newline=""), strict=strict, **self.options)

    def _failure(self, why: str, text: str, read: int) -> SourceError | None:
        """Return the error for what the csv module says of the record after those that were read.

        None where a quote is open at the end of the text.
        """
        if "end of data" in why:
            return None
        if "field limit" in why:
            limit = str(LONGEST_FIELD)
            return SourceError("source-error", "tables-field-too-long", limit=limit)
        if "expected after" not in why:
            return SourceError("source-error", "tables-not-csv")
        reader = self._reader(text, strict=True)
        for _ in range(read):
            next(reader)
        lines = io.StringIO(text, newline="")
        for _ in range(reader.line_num):
            lines.readline()
        found = torn_quote(lines.read(), self.options)
        return _torn(found[1] if found else None)


def _torn(field: int | None) -> SourceError:
    error = SourceError("source-error", "tables-torn-quote", number=str(field or "none"))
    return error.at(0, field)


def torn_quote(text: str, options: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return the first quoted cell after whose closing quote text follows.

    It is told by the records before it and the number of its field; None without one.
    """
    mark, quote = re.escape(options["delimiter"]), re.escape(options["quotechar"])
    escape = re.escape(options["escapechar"] or "")
    escaped = rf"{escape}.|" if escape else ""
    doubled = rf"{quote}{quote}|" if options["doublequote"] else ""
    blanks = " *+" if options["skipinitialspace"] else ""
    quoted = re.compile(
        rf"{blanks}{quote}(?:{escaped}{doubled}[^{quote}{escape}])*+({quote})?", re.DOTALL
    )
    plain = re.compile(rf"(?:{escaped}[^{mark}\r\n{escape}])*+", re.DOTALL)
    records, field, place = 0, 1, 0
    while place < len(text):
        cell = quoted.match(text, place)
        if cell is not None and not cell[1]:
            return None
        place = (cell or plain.match(text, place)).end()  # type: ignore[union-attr]
        ended = LINE_END.match(text, place)
        if ended is not None:
            records, field, place = records + 1, 1, ended.end()
        elif text.startswith(options["delimiter"], place):
            field, place = field + 1, place + 1
        elif place < len(text):
            return records, field
    return None


@contextmanager
def _field_limit() -> Iterator[None]:
    """Set the limit of the csv module, which is one for the whole process, and put it back."""
    before = csv.field_size_limit(LONGEST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(before)
