"""What the site has of every published version: its schemas under its own address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.app.notices.ledger.shelf import read_ledger, read_snapshot
from shenbao.core.artifacts import Artifact
from shenbao.core.errors import PolicyError
from shenbao.core.messages import say
from shenbao.core.messages.values import Said, said
from shenbao.policy.files.reader import Problems

if TYPE_CHECKING:
    from shenbao.changes.ledger.entries import Entry, Ledger
    from shenbao.policy.model import Notice


def require_ledgers(root: Path, notices: Sequence[Notice]) -> Mapping[str, Ledger]:
    """Return the ledgers of the notices that were published, by notice.

    Raises PolicyError for a ledger with mistakes.
    """
    problems = Problems(root=root)
    found = _read(root, notices, problems)
    _require(root, problems)
    return found


def known_ledgers(root: Path, notices: Sequence[Notice]) -> Mapping[str, Ledger]:
    """Return the same for somebody who is writing: one with mistakes is left out."""
    return _read(root, notices, Problems(root=root))


def with_withdrawals(
    notices: Sequence[Notice], ledgers: Mapping[str, Ledger]
) -> tuple[Notice, ...]:
    """Return the notices, each that is a withdrawn version with day and reason."""
    return tuple(_with_withdrawal(notice, ledgers.get(notice.id)) for notice in notices)


def _with_withdrawal(notice: Notice, ledger: Ledger | None) -> Notice:
    entry = None if ledger is None else ledger.of(notice.edition.version)
    return notice if entry is None else replace(notice, withdrawn=entry.withdrawn)


def _read(root: Path, notices: Sequence[Notice], problems: Problems) -> Mapping[str, Ledger]:
    found = [read_ledger(root, notice.id, problems) for notice in notices]
    return {ledger.notice: ledger for ledger in found if ledger is not None and ledger.entries}


def versions(
    root: Path, ledgers: Mapping[str, Ledger], log: Callable[[Said], None]
) -> Iterator[Artifact]:
    """Yield the ledgers and the schemas of all published versions, with paths as on the site.

    ``log`` is told of a version that this program cannot read any more. Raises PolicyError for
    what was kept of a version and changed since.
    """
    from shenbao.changes.ledger.entries import written

    problems = Problems(root=root)
    kept = [
        (ledger, entry, read_snapshot(root, name, entry.version, entry.snapshot, problems))
        for name, ledger in ledgers.items()
        for entry in ledger.entries
    ]
    _require(root, problems)
    for ledger, entry, document in kept:
        yield from _version(ledger, entry, document, log)
    for name, ledger in ledgers.items():
        yield Artifact.text(f"schemas/{name}/ledger.json", written(ledger))


def _require(root: Path, problems: Problems) -> None:
    from shenbao.policy.load.locations import located

    if problems.found:
        raise PolicyError(located(problems.found, root))


def _version(
    ledger: Ledger, entry: Entry, document: dict[str, object], log: Callable[[Said], None]
) -> Iterator[Artifact]:
    from shenbao.changes.ledger.meaning import restored
    from shenbao.site.feeds.json_schemas import (
        LATEST,
        Shelved,
        published_schemas,
        version_folder,
    )

    notice = restored(document)
    if notice is None:
        log(said("ledger-unread", notice=ledger.notice, version=entry.version))
        return
    yield from published_schemas(notice, Shelved(version_folder(entry.version), _note(entry)))
    if entry == ledger.holding:
        yield from published_schemas(notice, Shelved(LATEST))


def _note(entry: Entry) -> str:
    gone = entry.withdrawn
    if gone is None:
        return ""
    args = {"date": gone.date.isoformat(), "reason": gone.reason}
    return say("ledger-schema-withdrawn", args)
