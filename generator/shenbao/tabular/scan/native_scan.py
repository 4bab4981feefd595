"""A text table read by the compiled scan, chunk by chunk; Python judges what it does not know.

Where the scan meets what it must not read (a wrong byte, a quote that never ends, a huge
record), the rest of the file is Python's.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from shenbao.tabular.judge.columns import Column
from shenbao.tabular.judge.key_store import KeyStore
from shenbao.tabular.judge.keys_and_references import Integrity
from shenbao.tabular.judge.row_judge import Explainer
from shenbao.tabular.native import compiled
from shenbao.tabular.native.spilled_keys import SpilledKeys
from shenbao.tabular.read.batches import Batch
from shenbao.tabular.read.delimited import Text
from shenbao.tabular.scan.native_columns import cheap_column, key_kind, native_column
from shenbao.tabular.scan.native_feeds import BytesFeed, Feed, TextFeed

CHUNK = 1 << 18
"""Bytes that are scanned at once: they stay in the processor's cache."""

_LONGEST_RECORD = 1_000_000
_LEARNT = 5_000
_LONGEST_LEARNT = 64
_MANY = 1_000
"""Cells of a column that the scan does not know, before a machine is made for them."""

_ASCII = 128
_WIDEST = 20_000
_WIDE = 512
"""Columns from which on more is scanned at once, so that a chunk has as many rows."""

_MOST_MISSING = 1_000_000
"""Texts that say that nothing is there, of all columns: each has its own set of them."""


def spilled_store(columns: Sequence[Column], partly: bool) -> KeyStore | None:  # noqa: FBT001 - NewStore
    """Return the compiled memory of a key over columns of text, where it is there."""
    if not compiled.available():
        return None
    return SpilledKeys([key_kind(column.field) for column in columns], partly=partly)


def value_store(columns: Sequence[Column], partly: bool) -> KeyStore | None:  # noqa: FBT001 - NewStore
    """Return the same for columns of values, which the scan never sees."""
    if not compiled.available():
        return None
    return SpilledKeys([compiled.NO_KEY] * len(columns), partly=partly)


def can_scan(options: Mapping[str, Any], columns: Sequence[Column]) -> bool:
    """Say whether the compiled scan reads tables of this dialect as the csv module does."""
    quote, delimiter = options["quotechar"], options["delimiter"]
    return (
        compiled.available()
        and not options["escapechar"]
        and not options["skipinitialspace"]
        and options["quoting"] == (csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE)
        and _fit(delimiter)
        and (not quote or (_fit(quote) and quote != delimiter))
        and len(columns) <= _WIDEST
        and sum(len(column.field.missing) for column in columns) <= _MOST_MISSING
    )


def _fit(mark: str) -> bool:
    return len(mark) == 1 and ord(mark) < _ASCII and mark not in "\0\r\n "


class NativePass:
    """One pass of the compiled scan over a text, from its start.

    Afterwards ``finished`` says whether it came to the end, ``read`` is the number of records
    that were taken, and ``rest`` those after them.
    """

    def __init__(
        self,
        text: Text,
        columns: Sequence[Column],
        explainer: Explainer,
        integrity: Integrity,
        first_row: int,
    ) -> None:
        self._text = text
        self._columns = columns
        self._explainer = explainer
        self._integrity = integrity
        self._first_row = first_row
        self._learnt = [0] * len(columns)
        self._asked = [0] * len(columns)
        self._feed: Feed | None = None
        self._left = b""
        self.read = 0
        self.finished = False

    def run(self) -> Iterator[int]:
        """Scan; yield the numbers of rows, those before the first one left out."""
        self._feed = feed = _feed(self._text)
        if feed is None:
            return
        self._program = _program(self._text, self._columns, self._integrity, self._first_row)
        size = CHUNK * max(1, len(self._columns) // _WIDE)
        buffer = self._buffer = bytearray(size + _LONGEST_RECORD + compiled.PAD)
        held = 0
        for chunk in feed.chunks(size):
            end = held + len(chunk)
            buffer[held:end] = chunk
            count, consumed, handed_over = self._scan(end)
            if count:
                yield count
            held = end - consumed
            buffer[:held] = buffer[consumed:end]
            if handed_over or held > _LONGEST_RECORD:
                self._left = bytes(buffer[:held])
                return
        if held and feed.whole:
            # What stands last needs no line end.
            buffer[held] = ord("\n")
            count, consumed, _ = self._scan(held + 1)
            if count:
                yield count
            held = 0 if consumed > held else held
        self._left = bytes(buffer[:held])
        self.finished = not self._left and feed.whole

    def rest(self, first: Iterator[Batch]) -> Iterator[Batch]:
        """Yield the records that the scan did not take; ``first`` if it could not begin."""
        return first if self._feed is None else self._feed.rest(self._left, self.read)

    def _scan(self, end: int) -> tuple[int, int, int]:
        """Scan the buffer; return the number of rows, the bytes taken, and whether it stopped."""
        found = self._program.scan(self._buffer, 0, end)
        consumed, records, handed_over, blanks, ragged, crowded, unknown, caught, *keys = found
        first = max(self.read + 1, self._first_row)
        self.read += records
        rows = range(first, self.read + 1)
        for row in blanks:
            self._explainer.blank(row)
        for row, width, start, stop in ragged:
            self._explainer.ragged(row, width, partial(self._cells, start, stop))
        for row, _, start, stop in crowded:
            self._text.note(row, self._cells(start, stop))
        for place, pair in enumerate(unknown):
            if pair is not None:
                self._judge(place, *pair)
        if caught:
            texts = dict(zip(self._integrity.others, caught, strict=True))
            self._integrity.take(rows, texts, scanned=True)
        self._keep(*keys)
        return len(rows), consumed, handed_over

    def _judge(self, place: int, rows: list[int], texts: list[str]) -> None:
        """Judge cells of a column that the scan did not know, and let it know more of them."""
        column = self._columns[place]
        few = self._asked[place] < _MANY
        self._asked[place] += len(texts)
        if few and self._asked[place] >= _MANY:
            made = native_column(column)
            self._program.teach(place, made.kind, made.numbers)
        bad = column.suspects(texts)
        if bad:
            wrong = [(row, text) for row, text in zip(rows, texts, strict=True) if text in bad]
            self._explainer.cells(column, wrong)
        if len(bad) < len(texts) and self._learnt[place] < _LEARNT:
            good = {text for text in texts if len(text) <= _LONGEST_LEARNT}.difference(bad)
            self._learnt[place] += len(good)
            self._program.learn(place, [text.encode() for text in good])

    def _keep(
        self, empty: list[list[int]], holes: list[list[tuple[int, list[str | None]]]]
    ) -> None:
        """Take the keys of the chunk, and make those that the scan could not."""
        for index, (key, store) in enumerate(self._integrity.spilled):
            for row in empty[index]:
                self._integrity.report_empty(key, row)
            made = []
            for row, texts in holes[index]:
                value = self._integrity.made(key, row, texts)
                one = None if value is None else store.made(row, value)
                if one is not None:
                    made.append(one)
            store.commit(made)

    def _cells(self, start: int, stop: int) -> Sequence[str]:
        text = self._buffer[start:stop].decode() + "\n"
        return self._text.parser.rows(text)[0][0]


def _feed(text: Text) -> Feed | None:
    """Return what gives the scan the bytes of a text, from its start."""
    stream = text.pieces.again()
    if stream is None:
        return None
    if text.pieces.encoding in {"utf-8", "utf-8-sig"} and not text.pieces.universal:
        return BytesFeed(text, stream)
    return TextFeed(text, stream)


def _program(text: Text, columns: Sequence[Column], integrity: Integrity, first_row: int) -> Any:
    options = text.parser.options
    quote = options["quotechar"]
    spilled = integrity.spilled
    return compiled.part.Program(
        ord(options["delimiter"]),
        ord(quote) if quote else -1,
        [cheap_column(column) for column in columns],
        integrity.others,
        tuple(store.memory for _, store in spilled),
        [key.places for key, _ in spilled],
        1,
        first_row - 1,
        compiled.SEED,
    )
