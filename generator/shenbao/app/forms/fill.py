"""Filling a form from files: read, carried over, and what found no place, all of it told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shenbao.app.policy_source import Policy, UnreadError
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import said
from shenbao.media.reading.reader_findings import MOST_ROWS

if TYPE_CHECKING:
    from shenbao.core.submission import Submission
    from shenbao.forms.prefill import Unplaced
    from shenbao.media.inputs.summary_rows import Tabulated
    from shenbao.policy.model import FormOrTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What files give for a form: its data, and everything that found no place there.

    ``sources`` are the files that were read, ``unread`` those without data. ``carried`` counts
    values. ``left`` are the values without a place. ``table`` is the making of a summary table,
    None where values were carried from form to form.
    """

    data: Mapping[str, Any]
    sources: tuple[str, ...]
    unread: tuple[Submission, ...]
    carried: int = 0
    left: tuple[Unplaced, ...] = ()
    table: Tabulated | None = None

    @property
    def complete(self) -> bool:
        """Every file was used: none had mistakes that kept it out, no row stands twice."""
        if any(item.findings for item in self.unread):
            return False
        made = self.table
        if made is None:
            return True
        return not made.twins and all(item.reason == "fill-same" for item in made.unused)


def fill_in(policy: Policy, home: FormOrTable, paths: Sequence[Path]) -> Filling:
    """Return the data of ``home`` as the files give them.

    Raises UnreadError where no file could be read, ShenbaoError for a table that gets no row or
    more than a table holds.
    """
    from shenbao.forms.prefill import fill
    from shenbao.media.inputs.summary_rows import tabulate, takes_rows
    from shenbao.policy.model import Table

    read = list(_few(policy.read(paths)))
    sources = [item for item in read if item.data is not None]
    unread = tuple(item for item in read if item.data is None)
    if not sources:
        if unread:
            raise UnreadError(unread[0])
        nothing = said("cli-form-unread-empty")
        raise ShenbaoError("cli-form-unread", file=str(paths[0]), reasons=nothing)
    files = tuple(item.file for item in sources)
    if isinstance(home, Table) and takes_rows(home):
        made = tabulate(policy.notices, home, sources)
        if not made.rows:
            raise NoRowsError(
                home, Filling(data=made.data, sources=files, unread=unread, table=made)
            )
        if len(made.rows) > MOST_ROWS:
            raise _too_many(files[-1])
        return Filling(data=made.data, sources=files, unread=unread, left=made.left, table=made)
    filled = fill(policy.notices, home, sources)
    return Filling(
        data=filled.data, sources=files, unread=unread, carried=filled.carried, left=filled.left
    )


_MOST_READ = 2 * MOST_ROWS
"""Rows of all files together: some of them may stand twice."""


def _few(read: Iterable[Submission]) -> Iterator[Submission]:
    """Yield what is read; stop where it is more than can become a table, or stand in memory."""
    count = 0
    for item in read:
        rows = item.data.get("rows") if isinstance(item.data, dict) else None
        count += len(rows) if isinstance(rows, list) else 1
        if count > _MOST_READ:
            raise _too_many(item.file)
        yield item


def _too_many(file: str) -> ShenbaoError:
    return ShenbaoError("cli-fill-too-many-rows", file=file, limit=str(MOST_ROWS))


class NoRowsError(ShenbaoError):
    """No file gives a row of the table; ``filling`` says why not."""

    def __init__(self, table: FormOrTable, filling: Filling) -> None:
        super().__init__("cli-fill-nothing", table=table.title)
        self.filling = filling
