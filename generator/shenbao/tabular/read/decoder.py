"""Bytes to lines of text, within limits; a wrong byte is known by its place.

No text that is handed on holds the mark ``END``: the reader of the records may close a text
with it and see whether a quote was open there.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from shenbao.core.guards.text_encoding import BYTE_ORDER_MARKS, MARK, guess
from shenbao.tabular.results import SourceError

END = "\0"

LONGEST_LINE = 8_000_000
LONGEST_FIELD = 1_000_000
_CHUNK = 1 << 15
"""Bytes of a piece: its records stay in the processor's cache, which is worth a quarter."""

_MOST_TAKEN = 1 << 24
"""Bytes that are kept while the header is looked for, to be read again."""


class PrefixedStream(io.RawIOBase):
    """A stream of which the first bytes were read already; they come again, with the rest."""

    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        self._first = first
        self._stream = stream

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read the first bytes, then the rest."""
        if not self._first:
            return self._stream.read(size)
        if 0 <= size < len(self._first):
            given, self._first = self._first[:size], self._first[size:]
            return given
        given, self._first = self._first, b""
        return given + self._stream.read(size - len(given) if size >= 0 else -1)


class Decoder:
    """The text of a file in pieces of whole lines.

    After them ``failure`` says why the text ended early, if it did, and ``rest`` is what
    stands in the last line before that place. An encoding that is ``settled`` is that of a part
    of a file, without a byte-order mark.
    """

    def __init__(
        self,
        stream: BinaryIO,
        encoding: str | None,
        *,
        universal: bool = False,
        settled: bool = False,
    ) -> None:
        self._stream = stream
        self.universal = universal
        self.failure: SourceError | None = None
        self.rest = ""
        self._taken: list[bytes] = []
        self._size = 0
        head = self._read()
        self.encoding = encoding if settled and encoding else _encoding(head, encoding)
        self._decoder = codecs.getincrementaldecoder(self.encoding)("strict")
        self._pieces = self._cut(self._decoded(head))

    def __iter__(self) -> Iterator[str]:
        return self._pieces

    def again(self) -> BinaryIO | None:
        """Return the file from its start, None where that is too far back. It ends these pieces."""
        if self._size > _MOST_TAKEN:
            return None
        return cast("BinaryIO", PrefixedStream(b"".join(self._taken), self._stream))

    def _read(self) -> bytes:
        raw = self._stream.read(_CHUNK)
        self._size += len(raw)
        if self._size <= _MOST_TAKEN:
            self._taken.append(raw)
        else:
            self._taken.clear()
        return raw

    def _cut(self, texts: Iterator[str]) -> Iterator[str]:
        rest = ""
        for text in texts:
            whole = rest + text
            cut = _cut(whole)
            rest = whole[cut:]
            if cut:
                yield whole[:cut]
            if len(rest) > LONGEST_LINE and self.failure is None:
                limit = str(LONGEST_LINE)
                self.failure = SourceError("source-error", "tables-line-too-long", limit=limit)
                return
        if self.failure is not None:
            self.rest = rest
        elif rest:
            yield rest if rest.endswith(("\n", "\r")) else rest + "\n"

    def _decoded(self, head: bytes) -> Iterator[str]:
        raw = head
        marked = self.encoding == "gb18030"
        while True:
            text = self._decode(raw, final=not raw)
            if marked and text:
                text, marked = text.removeprefix(MARK), False
            if END in text:
                # It stands before whatever else is wrong.
                text = text[: text.index(END)]
                self.failure = SourceError("source-error", "tables-nul")
            yield self._ends(text)
            if self.failure is not None or not raw:
                return
            raw = self._read()

    def _decode(self, raw: bytes, *, final: bool) -> str:
        try:
            return self._decoder.decode(raw, final)
        except UnicodeDecodeError as error:
            plain = "utf-8" if self.encoding == "utf-8-sig" else self.encoding
            self.failure = SourceError(
                "encoding-error",
                "tables-wrong-byte",
                encoding=plain.upper(),
                byte=error.object[error.start : error.start + 1].hex().upper(),
            )
            before = bytes(error.object[: error.start])
            # What stands before the wrong byte is right; a decoder that kept a state of
            # its own (a byte-order mark seen) gives it without that state.
            self._decoder.reset()
            return before.decode(plain, "ignore")
        except UnicodeError:
            # No byte is wrong by itself: a mark is missing that the codec needs.
            self.failure = SourceError("encoding-error", "tables-encoding", found=self.encoding)
            return ""

    def _ends(self, text: str) -> str:
        if not self.universal:
            return text
        return text.replace("\r\n", "\n").replace("\r", "\n")


def _cut(text: str) -> int:
    """Return where the last whole line ends; a return at the very end may go on with a feed."""
    cut = text.rfind("\n") + 1
    if cut:
        return cut
    return text.rfind("\r", 0, len(text) - 1) + 1 if text else 0


def _encoding(head: bytes, declared: str | None) -> str:
    """Return the codec of a file: as declared, with care for byte-order marks, else found out."""
    if declared is None:
        return guess(head)
    try:
        name = codecs.lookup(declared).name
        "".encode(name)
    except (LookupError, UnicodeError, ValueError) as error:
        raise SourceError("encoding-error", "tables-encoding", found=declared) from error
    for mark, plain, marked in BYTE_ORDER_MARKS:
        if name == plain and head.startswith(mark):
            return marked
    return name
