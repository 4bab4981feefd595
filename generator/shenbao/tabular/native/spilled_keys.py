"""Keys as typed text in the compiled memory: beyond a bound they spill to a temporary file.

Two keys are equal when their texts are: whole numbers without leading zeros, other numbers as
digits and a power of ten, days as YYYY-MM-DD, text as it is. Where a column may hold any value
(a workbook, JSON, a type that the scan does not know), the text also says of what type it is.
Duplicates are told at the end.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any, NamedTuple, TypeAlias

from shenbao.tabular.native import compiled
from shenbao.tabular.results import DuplicateKey

MEMORY = 4 << 20
"""Bytes of keys in memory before they are written to a file, and while duplicates are found."""

ALL_BITS = 2**64 - 1

Block: TypeAlias = tuple[int, int]
"""Place and size of some whole keys in a file."""


class MadeKey(NamedTuple):
    """A key that Python made: its row, its typed text, and what is shown if that differs."""

    row: int
    key: bytes
    shown: bytes


class SpilledKeys:
    """A key of one or more columns, given by their kinds; ``partly`` ones may have gaps.

    One of the kind ``NO_KEY`` makes it a key of values of any type, which the scan cannot make:
    then ``scanned`` is false. They spill to ``spool`` where one is given. ``mask`` weakens the
    hash, for tests of what happens when hashes meet.
    """

    stopped: int | None = None

    def __init__(
        self,
        kinds: Sequence[int],
        *,
        partly: bool,
        memory: int = MEMORY,
        mask: int = ALL_BITS,
        spool: IO[bytes] | None = None,
    ) -> None:
        self._kinds = tuple(kinds)
        self.scanned = compiled.NO_KEY not in self._kinds
        self._shows = compiled.KEY_DECIMAL in self._kinds or not self.scanned
        self._text = _text if self.scanned else _typed_text
        # It lasts as long as the keys, and goes with them.
        self._spool = spool or tempfile.SpooledTemporaryFile(max_size=memory)  # noqa: SIM115
        self.memory = compiled.part.Keys(
            self._kinds, partly, self._spool, memory, compiled.SEED, mask
        )

    def add(self, keys: Sequence[Hashable], rows: Sequence[int]) -> Iterable[tuple[int, int]]:
        """Take the typed keys of a batch; what stood before is told at the end."""
        made = [self.made(row, key) for key, row in zip(keys, rows, strict=True)]
        self.commit([one for one in made if one is not None])
        return ()

    def made(self, row: int, value: Any) -> MadeKey | None:
        """Return the typed text of a key, None for one that equals nothing."""
        parts = value if len(self._kinds) > 1 else (value,)
        texts = [None if part is None else self._text(part) for part in parts]
        if _NEVER in texts:
            return None
        shown = [None if part is None else str(part) for part in parts] if self._shows else []
        return MadeKey(row, self._packed(texts), self._packed(shown) if shown else b"")

    def commit(self, made: list[MadeKey]) -> None:
        """Take what the scan put aside, with what Python made for the rows between."""
        self.memory.commit(made)  # type: ignore[arg-type]

    def export(self) -> list[Block]:
        """Write all keys to the spool; return the place and size of each block."""
        return self.memory.export()

    def take(self, file: IO[bytes], blocks: Iterable[Block], shift: int) -> None:
        """Take the keys of later rows that were exported, each row so many further down."""
        for place, size in blocks:
            file.seek(place)
            self.memory.take(file.read(size), shift)

    def finish(self, most: int | None) -> tuple[int, list[DuplicateKey]]:
        """Return how many keys stood before, and those of the ``most`` first rows."""
        with self._spool:
            count, found = self.memory.finish(0 if most is None else max(most, 1))
        return count, [
            DuplicateKey(row, before, self._value(key, shown))
            for row, before, key, shown in (found if most is None else found[:most])
        ]

    def _packed(self, texts: Sequence[str | None]) -> bytes:
        raw = [None if text is None else text.encode("utf-8", "surrogatepass") for text in texts]
        if len(self._kinds) == 1:
            return raw[0] or b""
        return b"".join(b"\0" if one is None else _size(len(one) + 1) + one for one in raw)

    def _value(self, key: bytes, shown: bytes) -> Any:
        """Return what is shown of a key, column by column."""
        raw = shown if self._shows else key
        parts = [raw] if len(self._kinds) == 1 else list(_unpacked(raw))
        values = [
            None if part is None else _shown(part.decode("utf-8", "surrogatepass"), kind)
            for part, kind in zip(parts, self._kinds, strict=True)
        ]
        return values[0] if len(values) == 1 else tuple(values)


_NEVER = "\0"
"""The text of what equals nothing, itself included; no cell holds it."""


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str | int) else _NEVER


def _typed_text(value: Any) -> str:
    """Return a text that two values of whatever type have in common just when they are equal."""
    for kinds, written in _WRITTEN:
        if isinstance(value, kinds):
            return written(value)
    # Of a duration in months.
    parts = getattr(value, "parts", None)
    return _NEVER if parts is None else _tuple_text(parts)


def _number_text(value: float | Decimal) -> str:
    # A truth value equals the number that it is, as everywhere in Python.
    number = _number(Decimal(value))
    return number if number == _NEVER else "n" + number


def _tuple_text(value: tuple[Any, ...]) -> str:
    parts = [_typed_text(part) for part in value]
    return _NEVER if _NEVER in parts else "(" + "".join(f"{len(one)}:{one}" for one in parts)


def _clock_text(value: datetime | time) -> str:
    """Return the same text for the same moment, whatever the offset from Greenwich."""
    offset = value.utcoffset()
    kind = type(value).__name__
    if offset is None:
        return f"{kind} {value.isoformat()}"
    day = value.toordinal() if isinstance(value, datetime) else 0
    since = timedelta(day, value.second, value.microsecond, 0, value.minute, value.hour)
    return f"{kind} {since - offset} Z"


_WRITTEN: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (str, lambda value: "t" + value),
    ((int, float, Decimal), _number_text),
    (tuple, _tuple_text),
    ((datetime, time), _clock_text),
    (date, lambda value: "d" + value.isoformat()),
    ((timedelta, type(None)), lambda value: f"{type(value).__name__} {value}"),
)
"""How values become texts, by their types; a moment is a day, too, and comes before it."""


def _number(value: Decimal) -> str:
    sign, digits, power = value.as_tuple()
    if not isinstance(power, int):
        return _NEVER if value.is_nan() else str(value)
    text = "".join(map(str, digits)).lstrip("0")
    short = text.rstrip("0")
    if not short:
        return "0"
    return f"{'-' if sign else ''}{short}e{power + len(text) - len(short)}"


def _shown(text: str, kind: int) -> Any:
    return _READ.get(kind, str)(text)


_READ: Mapping[int, Callable[[str], Any]] = {
    compiled.KEY_DECIMAL: Decimal,
    compiled.KEY_INTEGER: int,
    compiled.KEY_YEAR: int,
}


def _size(number: int) -> bytes:
    """Write a length, seven bits a byte."""
    found = bytearray()
    while number > 0x7F:  # noqa: PLR2004
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def _unpacked(raw: bytes) -> Iterable[bytes | None]:
    place = 0
    while place < len(raw):
        size, shift = 0, 0
        while True:
            byte = raw[place]
            place += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:  # noqa: PLR2004
                break
        if size == 0:
            yield None
        else:
            yield raw[place : place + size - 1]
            place += size - 1
