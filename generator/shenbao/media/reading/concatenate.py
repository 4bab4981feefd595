"""The rows of one table from several files, one after another, each as its column reads it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from shenbao.core.submission import Origin, Submission
from shenbao.media.reading.values.texts import TextReaders
from shenbao.policy.model import Notice, Table
from shenbao.policy.names import short_name

_BESIDE = " + "
"""Between the names of files, in any language."""


def join(notice: Notice, table: Table, parts: Sequence[Submission]) -> Submission:
    """Return the rows of all parts in their order as one submission of ``table``.

    Every part has ``rows``, a list. A place in the result is a place in the file it came from.
    """
    parts = [_read(notice, table, part) for part in parts]
    rest = {key: value for part in parts for key, value in part.data.items() if key != "rows"}
    return Submission(
        file=_BESIDE.join(part.file for part in parts),
        data={**rest, "rows": [row for part in parts for row in part.data["rows"]]},
        schema=table.ref,
        origins=_JoinedOrigins(parts),
        notes=tuple(note for part in parts for note in part.notes),
        findings=tuple(finding for part in parts for finding in part.findings),
    )


def _read(notice: Notice, table: Table, part: Submission) -> Submission:
    """Return a part with its texts read; one that names the table came so."""
    named = None if part.schema is None else short_name(part.schema)
    return part if named == table.ref else TextReaders().read(notice, table, part)


class _JoinedOrigins(Mapping[str, Origin]):
    """``/rows/7/title`` → the place in the file that holds row 7 of all."""

    def __init__(self, parts: Sequence[Submission]) -> None:
        self._parts = parts
        self._ends = list(accumulate(len(part.data["rows"]) for part in parts))

    def __getitem__(self, pointer: str) -> Origin:
        start, _, rest = pointer.removeprefix("/rows/").partition("/")
        if not pointer.startswith("/rows/") or not (start.isascii() and start.isdigit()):
            raise KeyError(pointer)
        at = bisect_right(self._ends, int(start))
        if at == len(self._parts):
            raise KeyError(pointer)
        part = self._parts[at]
        own = f"/rows/{int(start) - (self._ends[at - 1] if at else 0)}"
        if not rest:
            return replace(part.origins.get(own, Origin()), file=part.file)
        return replace(part.origins[f"{own}/{rest}"], file=part.file)

    def __iter__(self) -> Iterator[str]:
        for row in range(self._ends[-1] if self._ends else 0):
            yield f"/rows/{row}"

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0
