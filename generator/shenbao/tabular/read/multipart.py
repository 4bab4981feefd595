"""A table in several files: their lines one after another, the header only once.

Each part may be compressed, have an encoding, line ends and a byte-order mark of its own, and
lack the last line end; what comes out is UTF-8.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, TypeAlias

from shenbao.core.messages.values import Value, many
from shenbao.tabular.read.decoder import END, Decoder
from shenbao.tabular.results import Issue, SourceError

ENCODING = "utf-8"

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_PLAIN = re.compile(r'["\s\ufeff]')
_MARKS = re.compile(r"[,;|\t，；]")

Part: TypeAlias = tuple[str, Callable[[], BinaryIO]]
"""The name of a part and what opens it."""


class Parts(io.RawIOBase):
    """The text of the parts. The first is opened at once; raises SourceError.

    ``headers`` is the number of lines that the header takes, 0 where there is none. Where the
    text ends early ``failure`` says why and ``stopped`` in which part; what is handed over then
    ends with a byte that is as wrong. ``notes`` gets what is odd.
    """

    def __init__(
        self, parts: Sequence[Part], encoding: str | None, headers: int, notes: list[Issue]
    ) -> None:
        self._encoding = encoding
        self._headers = headers
        self._notes = notes
        self._header: str | None = None
        self.failure: SourceError | None = None
        self._open: BinaryIO | None = None
        names = [name for name, _ in parts]
        notes.append(_note("tables-note-parts", names=many(names), count=str(len(names))))
        self._waiting = list(parts)
        self._left = b""
        self._texts: Iterator[bytes] = iter(())
        self._next()

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read on, into the next part where one ends."""
        while size < 0 or len(self._left) < size:
            more = next(self._texts, None)
            if more is not None:
                self._left += more
            elif self.failure is not None or not self._waiting:
                break
            else:
                self._next()
        size = len(self._left) if size < 0 else size
        given, self._left = self._left[:size], self._left[size:]
        return given

    def close(self) -> None:
        """Close the part that is open."""
        if self._open is not None:
            self._open.close()
        super().close()

    def _next(self) -> None:
        """Open the next part."""
        if self._open is not None:
            self._open.close()
        name, opened = self._waiting.pop(0)
        self._open = opened()
        self._texts = self._encoded(name, Decoder(self._open, self._encoding))

    def _encoded(self, name: str, pieces: Decoder) -> Iterator[bytes]:
        if self._encoding is None and not pieces.encoding.startswith(ENCODING):
            found = pieces.encoding.upper()
            self._notes.append(_note("tables-note-part-encoding", file=name, found=found))
        first = True
        for text in pieces:
            yield (self._after_header(name, text) if first else text).encode(ENCODING)
            first = False
        self.failure = pieces.failure
        if self.failure is not None:
            self._notes.append(_note("tables-note-part-stopped", file=name))
            yield pieces.rest.encode(ENCODING) + _wrong(self.failure)

    def _after_header(self, name: str, text: str) -> str:
        """Return the first lines of a part without the header, if that was there before."""
        if not self._headers:
            return text
        end = _end_of_header(text, self._headers)
        header = _PLAIN.sub("", text[:end])
        if self._header is None:
            self._header = header
            return text
        if header == self._header:
            return text[end:]
        if _alike(header, self._header):
            raise SourceError("source-error", "tables-part-header", file=name)
        self._notes.append(_note("tables-note-part-headless", file=name))
        return text


def _end_of_header(text: str, lines: int) -> int:
    """Return where the header ends; a line end in quotes ends no line of it."""
    end = 0
    while lines > 0 or text.count('"', 0, end) % 2:
        found = _LINE.match(text, end)
        if found is None or found.end() == end:
            break
        end, lines = found.end(), lines - 1
    return end


def _alike(header: str, other: str) -> bool:
    """Say whether a line is a header too, only another one: half of its labels are known."""
    labels, known = set(_MARKS.split(header)), set(_MARKS.split(other))
    return 2 * len(labels & known) >= len(known)


def _wrong(failure: SourceError) -> bytes:
    """Return what makes the reader of the whole table stop at the same place."""
    if failure.issue.message == "tables-nul":
        return END.encode()
    byte = bytes.fromhex(str(failure.issue.args.get("byte", "")))
    # A byte of ASCII is wrong in other encodings only.
    return byte if byte > b"\x7f" else b"\xff"


def _note(message: str, **args: Value) -> Issue:
    return Issue(code="note", message=message, args=args)
