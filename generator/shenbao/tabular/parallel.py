"""A large local file of UTF-8, scanned in shares by several processes; the keys meet in this one.

Each share begins at a line start. That it is the start of a record is known once the share before
it was read: it came to its end just there. Where one did not (a line break in quotes), or met
what the compiled scan hands over, the whole is read again from the start, by this process alone.
Tables with keys that the scan does not make, or with foreign keys, are not read in shares;
nor are those with keys of which the scan knows every column: to bring the keys together costs
what the scan would gain.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from shenbao.core import nets
from shenbao.tabular.judge.columns import Column, compile_columns
from shenbao.tabular.judge.key_store import KeyStore
from shenbao.tabular.judge.keys_and_references import Integrity
from shenbao.tabular.judge.row_judge import Explainer
from shenbao.tabular.native import compiled
from shenbao.tabular.native.spilled_keys import Block, SpilledKeys
from shenbao.tabular.read.decoder import Decoder
from shenbao.tabular.read.delimited import Hook, Parser, Text
from shenbao.tabular.read.dialect import Dialect
from shenbao.tabular.results import Issue, IssueCounter
from shenbao.tabular.scan.native_columns import key_kind, native_column
from shenbao.tabular.scan.native_scan import NativePass, can_scan
from shenbao.tabular.schema.table_schema import Field, TableSchema

if TYPE_CHECKING:
    from concurrent.futures import Executor

SHARE = 16 << 20
"""Bytes of a share, about."""

LARGE = 64 << 20
HUGE = 1 << 30
"""Bytes of a file that is worth other processes: if Python judges cells, if it judges none."""

MOST_PROCESSES = 61
"""Windows waits for no more."""

_LOOKED_AT = 1 << 14
"""Bytes after a line start that are looked at for records of the right width."""

_TRIED = 20
"""Line starts that are tried."""

_ROWS_TRIED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTable:
    """What every process must know of a table; ``tally`` is one of nothing yet."""

    path: Path
    schema: TableSchema
    fields: Sequence[Field]
    options: Mapping[str, Any]
    encoding: str
    first_row: int
    case: bool
    tally: IssueCounter
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Bytes of a table from the start of a line to that of another, or to the end."""

    number: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was found in a share: numbers of records and, of these, rows; rows count from one.

    ``keys`` are the places of the keys in the file of each.
    """

    records: int
    rows: int
    tally: IssueCounter
    notes: Sequence[Issue]
    keys: Sequence[Sequence[Block]]


def check(  # noqa: PLR0913 - all that is open of a table
    path: Path | None,
    hook: Hook,
    columns: Sequence[Column],
    integrity: Integrity,
    tally: IssueCounter,
    *,
    schema: TableSchema,
    dialect: Dialect,
    jobs: int,
    on_read: Callable[[int], None] | None = None,
) -> int | None:
    """Check the rows of an opened table by ``jobs`` processes; return their number.

    None says that it could not be done: then nothing was reported, nor read from the text.
    ``on_read`` is told how many bytes were read, and less than none where that was in vain.
    """
    text, options = hook.text, hook.options
    if jobs < 2 or path is None or text is None or options is None:  # noqa: PLR2004 - more than one
        return None
    fits = dialect.keeps_all and can_scan(options, columns) and not integrity.others
    utf8 = text.pieces.encoding in {"utf-8", "utf-8-sig"} and not text.pieces.universal
    least = is_worth_splitting(columns, integrity) if fits and utf8 else None
    shares = [] if least is None else list(_shares(path, least, text.parser, len(columns)))
    if len(shares) < 2:  # noqa: PLR2004 - more than one
        return None
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        table = SharedTable(
            path=path.absolute(),
            schema=schema,
            fields=[column.field for column in columns],
            options=options,
            encoding=text.pieces.encoding,
            first_row=dialect.first_content_row,
            case=dialect.header_case,
            tally=tally.fresh(),
            folder=Path(folder),
        )
        found = _all(table, shares, jobs, on_read or _nobody)
        return None if found is None else _joined(table, found, text, integrity, tally)


def is_worth_splitting(columns: Sequence[Column], integrity: Integrity) -> int | None:
    """Return how large a file must be for shares to be faster, None for however large."""
    programs = map(native_column, columns)
    if any(made.kind == compiled.ASK and not made.known for made in programs):
        return LARGE
    return None if integrity.spilled else HUGE


def read(table: SharedTable, share: Share) -> Read | None:
    """Scan a share; None where it does not end with a record, or Python must read it."""
    columns, _ = compile_columns(table.fields, {})
    tally, notes = table.tally.fresh(), list[Issue]()
    first = share.number == 0
    with ExitStack() as opened:

        def store(of: Sequence[Column], partly: bool) -> KeyStore:  # noqa: FBT001 - NewStore
            place = _spool(table, share.number, len(spools))
            spools.append(opened.enter_context(place.open("w+b")))
            kinds = [key_kind(column.field) for column in of]
            return SpilledKeys(kinds, partly=partly, spool=spools[-1])

        spools: list[BinaryIO] = []
        stream = _Slice(opened.enter_context(table.path.open("rb")), share)
        encoding = table.encoding if first else "utf-8"
        pieces = Decoder(cast("BinaryIO", stream), encoding, settled=True)
        text = Text(pieces, Parser(table.options, Hook()), notes, len(columns))
        integrity = Integrity(table.schema, columns, {}, tally, case=table.case, new_store=store)
        explainer = Explainer(columns, table.schema.foreign_keys, tally)
        passed = NativePass(text, columns, explainer, integrity, table.first_row if first else 1)
        rows = sum(passed.run())
        if not passed.finished or stream.left or (first and passed.read < table.first_row - 1):
            return None
        keys = [store.export() for _, store in integrity.spilled]
    return Read(records=passed.read, rows=rows, tally=tally, notes=notes, keys=keys)


def _spool(table: SharedTable, share: int, key: int) -> Path:
    return table.folder / f"{share}-{key}"


def _all(
    table: SharedTable, shares: Sequence[Share], jobs: int, on_read: Callable[[int], None]
) -> Sequence[Read] | None:
    """Return what was found in all shares, None where one was not read."""
    from concurrent.futures.process import BrokenProcessPool

    found: list[Read] = []
    told = 0
    workers = new_executor(min(jobs, len(shares), MOST_PROCESSES))
    try:
        waiting = [workers.submit(read, table, share) for share in shares]
        for share, future in zip(shares, waiting, strict=True):
            one = future.result()
            if one is None:
                break
            found.append(one)
            on_read(share.stop - share.start)
            told += share.stop - share.start
    except (OSError, BrokenProcessPool):
        # No room for the keys, no memory for a process: one process may do with less.
        found.clear()
    finally:
        workers.shutdown(cancel_futures=True)
    if len(found) == len(shares):
        return found
    on_read(-told)
    return None


def new_executor(processes: int) -> Executor:
    """Return fresh processes: a copy of this one would hold its locks."""
    from multiprocessing import get_context

    return nets.workers(processes, get_context("spawn"))


def _joined(
    table: SharedTable, found: Sequence[Read], text: Text, integrity: Integrity, tally: IssueCounter
) -> int:
    """Put together what was found, share by share; return the number of rows."""
    before = 0
    for number, one in enumerate(found):
        tally.merge(one.tally, before)
        text.take([replace(note, row=(note.row or 0) + before) for note in one.notes])
        for index, (_, store) in enumerate(integrity.spilled):
            place = _spool(table, number, index)
            with place.open("rb") as file:
                store.take(file, one.keys[index], before)
            place.unlink()
        before += one.records
    return sum(one.rows for one in found)


def _shares(path: Path, least: int, parser: Parser, width: int) -> Iterator[Share]:
    """Yield the shares of a file, one after another; only one of a small file."""
    try:
        size = path.stat().st_size
        wanted = size // SHARE if size >= least else 1
        starts = [0]
        with path.open("rb") as file:
            for number in range(1, wanted):
                start = _line_start(file, size * number // wanted, parser, width)
                if start is not None and starts[-1] < start < size:
                    starts.append(start)
    except OSError:
        return
    for number, (start, stop) in enumerate(zip(starts, [*starts[1:], size], strict=True)):
        yield Share(number=number, start=start, stop=stop)


def _line_start(file: BinaryIO, offset: int, parser: Parser, width: int) -> int | None:
    """Return the first line start from an offset on after which the records are of a width.

    Only a guess: what follows may stand in quotes. None where no line starts near.
    """
    file.seek(offset - 1)
    raw = file.read(2 * _LOOKED_AT)
    starts: list[int] = []
    place = raw.find(b"\n") + 1
    while place and place < len(raw) and len(starts) < _TRIED:
        starts.append(place)
        place = raw.find(b"\n", place) + 1
    for start in starts:
        lines = raw[start : start + _LOOKED_AT].decode("utf-8", "replace")
        records = parser.rows(lines.replace("\0", ""), strict=False)[0][:-1][:_ROWS_TRIED]
        if records and all(len(record) == width for record in records):
            return offset - 1 + start
    return offset - 1 + starts[0] if starts else None


class _Slice(io.RawIOBase):
    """A stretch of a file; ``left`` are the bytes of it that were not read."""

    def __init__(self, stream: BinaryIO, share: Share) -> None:
        stream.seek(share.start)
        self._stream = stream
        self.left = share.stop - share.start

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read as far as it goes."""
        raw = self._stream.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(raw)
        return raw


def _nobody(_: int) -> None:
    """Tell nobody."""
