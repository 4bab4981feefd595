"""CSV and TSV files as batches of records, exactly as the csv module reads them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, BinaryIO, Protocol

from shenbao.checks.tables.batches import Batch, split
from shenbao.checks.tables.dialect import csv_options
from shenbao.checks.tables.lines import END, LONGEST_FIELD, LONGEST_LINE, Pieces
from shenbao.checks.tables.results import SourceError

_SAMPLED_LINES = 100


class TextScan(Protocol):
    """What may take whole lines without quotes, once the columns are known."""

    def batch(self, text: str) -> Batch | None:
        """Return the records, None where they must be read one by one."""


class Hook:
    """How a text is read: its options, once they are found, and a scan, once there is one."""

    def __init__(self) -> None:
        self.options: Mapping[str, Any] | None = None
        self.scan: TextScan | None = None


def read_text(
    stream: BinaryIO, encoding: str | None, declared: Mapping[str, Any], form: str, hook: Hook
) -> Iterator[Batch]:
    """Yield the records of a text file. Raises SourceError where it cannot be read further."""
    pieces = Pieces(stream, encoding, universal=form == "tsv")
    first = _first(pieces)
    lines = islice(io.StringIO("".join(first), newline=""), _SAMPLED_LINES)
    try:
        parser = _Parser(csv_options(declared, list(lines), form), hook)
    except (TypeError, csv.Error) as error:
        raise SourceError("source-error", "tables-dialect", name="csv") from error
    read, open_text = 0, ""
    for piece in chain(first, pieces):
        batch, failure = parser.parse(open_text + piece)
        if batch is None:
            # A quote is open: what follows belongs to the same record.
            open_text += piece
            if len(open_text) > LONGEST_LINE:
                failure = SourceError("source-error", "tables-line-too-long")
        else:
            open_text = ""
            read += len(batch)
            if len(batch):
                yield batch
        if failure is not None:
            raise failure.at(read + 1, None)
    if open_text or pieces.failure is not None:
        yield from _last(parser, open_text + pieces.rest, read, pieces.failure)


def _first(pieces: Pieces) -> list[str]:
    """Return the pieces that hold the lines of the sample."""
    first: list[str] = []
    lines = 0
    for piece in pieces:
        first.append(piece)
        lines += piece.count("\n") or piece.count("\r")
        if lines >= _SAMPLED_LINES:
            break
    return first


def _last(parser: _Parser, text: str, read: int, failure: SourceError | None) -> Iterator[Batch]:
    """Yield the records before the one in which the text ended early, then raise why."""
    rows, error = parser.rows(text)
    partial = rows.pop() if rows else [""]
    if rows:
        yield Batch(rows)
    failure = error or failure or SourceError("source-error", "tables-stray-quote")
    raise failure.at(read + len(rows) + 1, len(partial))


class _Parser:
    """Text to records under the options of a dialect."""

    def __init__(self, options: Mapping[str, Any], hook: Hook) -> None:
        self._options = hook.options = options
        self._hook = hook
        # Wrong options are found now, not in the middle of a file.
        csv.reader((), **options)
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

    def rows(self, text: str) -> tuple[list[list[str]], SourceError | None]:
        """Return the records of a text and, last, that of the mark which closes it."""
        rows: list[list[str]] = []
        try:
            with _field_limit():
                rows.extend(csv.reader(io.StringIO(text + END, newline=""), **self._options))
        except csv.Error as error:
            if "field limit" in str(error):
                limit = str(LONGEST_FIELD)
                return rows, SourceError("source-error", "tables-field-too-long", limit=limit)
            return rows, SourceError("source-error", "tables-not-csv")
        return rows, None


@contextmanager
def _field_limit() -> Iterator[None]:
    """Set the limit of the csv module, which is one for the whole process, and put it back."""
    before = csv.field_size_limit(LONGEST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(before)
