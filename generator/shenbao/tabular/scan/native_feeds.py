"""The bytes that the compiled scan reads: UTF-8 as it stands, other encodings as decoded text."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, Protocol

from shenbao.tabular.read.batches import Batch
from shenbao.tabular.read.decoder import Decoder
from shenbao.tabular.read.delimited import Text


class Feed(Protocol):
    """Gives a file in chunks of UTF-8."""

    @property
    def whole(self) -> bool:
        """Say, after them, that nothing broke the file off."""

    def chunks(self, size: int) -> Iterator[bytes]:
        """Yield chunks of at most so many bytes."""

    def rest(self, raw: bytes, read: int) -> Iterator[Batch]:
        """Yield the records after so many that were ``read``: of ``raw`` and what follows it."""


class BytesFeed:
    """A file in UTF-8."""

    def __init__(self, text: Text, stream: BinaryIO) -> None:
        self._text = text
        self._stream = stream

    @property
    def whole(self) -> bool:
        """Whether its bytes are right is for the scan to see."""
        return True

    def chunks(self, size: int) -> Iterator[bytes]:
        """Yield what is read, without a byte-order mark."""
        raw = self._stream.read(size)
        mark = codecs.BOM_UTF8 if self._text.pieces.encoding == "utf-8-sig" else b""
        while raw and len(raw) < len(mark) and (more := self._stream.read(size)):
            raw += more
        raw = raw.removeprefix(mark) or self._stream.read(size)
        while raw:
            yield raw
            raw = self._stream.read(size)

    def rest(self, raw: bytes, read: int) -> Iterator[Batch]:
        """Decode from here on."""
        return self._text.rest(raw, self._stream, read)


class TextFeed:
    """A file in another encoding, or with line ends to be made one kind: decoded, then encoded."""

    def __init__(self, text: Text, stream: BinaryIO) -> None:
        self._text = text
        before = text.pieces
        text.pieces = Decoder(stream, before.encoding, universal=before.universal, settled=True)
        self._pieces = iter(text.pieces)
        self._waiting = b""

    @property
    def whole(self) -> bool:
        """Nothing ended the text early."""
        return self._text.pieces.failure is None

    def chunks(self, size: int) -> Iterator[bytes]:
        """Yield the pieces; what has no place in UTF-8 is wrong there too, and seen."""
        for piece in self._pieces:
            self._waiting = piece.encode("utf-8", "surrogatepass")
            while self._waiting:
                given, self._waiting = self._waiting[:size], self._waiting[size:]
                yield given

    def rest(self, raw: bytes, read: int) -> Iterator[Batch]:
        """Go on with the text itself."""
        text = (raw + self._waiting).decode("utf-8", "surrogatepass")
        return self._text.batches(chain([text] if text else [], self._pieces), read)
