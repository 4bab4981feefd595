"""Whether a notice fits what was published of it: mistakes, and what is worth a reminder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.app.notices.ledger.shelf import (
    FOLDER,
    ledger_file,
    read_ledger,
    read_snapshot,
    with_ledger,
)
from shenbao.core.errors import Problem
from shenbao.core.messages.values import Value, many, said
from shenbao.policy.files.reader import Problems

if TYPE_CHECKING:
    from shenbao.changes.ledger.entries import Entry, Ledger
    from shenbao.changes.ledger.steps import Due
    from shenbao.policy.model import Notice

_TOLD = 3
"""So many changes are told with the step that is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the ledger of a notice says of it."""

    problems: tuple[Problem, ...] = ()
    reminders: tuple[Problem, ...] = ()


def standing(root: Path, notice: Notice) -> Standing:
    """Return how a notice stands to its ledger: nothing to say where none was ever published."""
    found = Problems(root=root)
    ledger = read_ledger(root, notice.id, found)
    if ledger is None or ledger.last is None:
        return Standing(problems=tuple(found.found))
    for item in ledger.entries:
        read_snapshot(root, notice.id, item.version, item.snapshot, found)
    if found.found:
        return Standing(problems=tuple(found.found))
    entry = ledger.of(notice.edition.version)
    if entry is not None:
        return Standing(problems=tuple(_changed(root, notice, ledger, entry)))
    return _next(root, notice, ledger.last)


def without_notice(root: Path) -> Iterator[Problem]:
    """Yield the ledgers whose notice is not there any more."""
    from shenbao.policy.loaded import notice_folders

    known = {folder.name for folder in notice_folders(root)}
    for name in with_ledger(root):
        if name not in known:
            file = ledger_file(root, name).relative_to(root).as_posix()
            yield Problem(file=file, pointer="", message="ledger-no-notice", args={"notice": name})


def due_since(root: Path, notice: Notice, entry: Entry) -> Due:
    """Return the step from a published version, whose snapshot was read before, to the notice."""
    from shenbao.changes.ledger.steps import step_due

    silent = Problems(root=root)
    document = read_snapshot(root, notice.id, entry.version, entry.snapshot, silent)
    return step_due(document or {}, notice)


def is_as_kept(root: Path, notice: Notice, entry: Entry) -> bool:
    """Say whether a notice means what was kept of a published version."""
    from shenbao.changes.ledger.meaning import digest, restored

    silent = Problems(root=root)
    document = read_snapshot(root, notice.id, entry.version, entry.snapshot, silent)
    kept = restored(document or {})
    return kept is not None and digest(kept) == digest(notice)


def told(due: Due) -> Value:
    """Return what changed, in words: how many each way, and the first ones."""
    from shenbao.changes.terms import Direction

    if not due.compared:
        return said("publish-uncompared")
    counts = due.counts
    shown = [said(item.message, **item.values) for item in due.changes[:_TOLD]]
    first = many(shown, joint="semicolon") or said("publish-uncounted")
    if due.step == "words":
        return said("publish-only-words", first=first)
    return said(
        "publish-changes",
        tighter=counts.get(Direction.TIGHTER, 0) + counts.get(Direction.BOTH, 0),
        looser=counts.get(Direction.LOOSER, 0),
        open=counts.get(Direction.UNDETERMINED, 0),
        first=first,
    )


def _changed(root: Path, notice: Notice, ledger: Ledger, entry: Entry) -> Iterator[Problem]:
    """Yield that a published version means something else now, with the step that is due."""
    from shenbao.changes.ledger.meaning import digest
    from shenbao.changes.ledger.steps import proposed

    if digest(notice) == entry.digest:
        return
    place = f"/published/{ledger.entries.index(entry)}/digest"
    if is_as_kept(root, notice, entry):
        file = f"{FOLDER}/{notice.id}/ledger.json"
        args: dict[str, Value] = {"version": entry.version, "notice": notice.id}
        yield Problem(file=file, pointer=place, message="ledger-digest-other", args=args)
        return
    due = due_since(root, notice, entry)
    args = {
        "version": entry.version,
        "date": entry.date.isoformat(),
        "what": told(due),
        "step": said(f"publish-step-{due.step}"),
        "next": proposed(entry.version, due.step),
        "notice": notice.id,
    }
    yield Problem(
        file=f"schemas/{notice.id}/notice.json",
        pointer="/edition/version",
        message="ledger-changed",
        args=args,
    )


def _next(root: Path, notice: Notice, last: Entry) -> Standing:
    """Return that a version is not published yet, and whether its number is the step due."""
    from shenbao.changes.ledger.steps import is_lower, is_small, proposed

    due = due_since(root, notice, last)
    version = notice.edition.version
    args: dict[str, Value] = {
        "version": version,
        "last": last.version,
        "what": told(due),
        "next": proposed(last.version, due.step),
        "notice": notice.id,
    }

    def problem(message: str) -> Problem:
        file = f"schemas/{notice.id}/notice.json"
        return Problem(file=file, pointer="/edition/version", message=message, args=args)

    if is_lower(last.version, version):
        return Standing(problems=(problem("ledger-step-back"),))
    if due.step == "version" and is_small(last.version, version):
        return Standing(problems=(problem("ledger-step-small"),))
    if is_as_kept(root, notice, last):
        return Standing(reminders=(problem("ledger-step-none"),))
    if due.step == "words" and not is_small(last.version, version):
        return Standing(reminders=(problem("ledger-step-large"),))
    return Standing(reminders=(problem("ledger-not-yet"),))
