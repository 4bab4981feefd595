"""A version of a notice is published, or withdrawn: an entry in the ledger, once and for all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from shenbao.app.notices.ledger.shelf import (
    ledger_file,
    read_ledger,
    read_snapshot,
    snapshot_file,
)
from shenbao.app.notices.ledger.standing import due_since, is_as_kept, told
from shenbao.app.policy_source import own_folder
from shenbao.core import resources
from shenbao.core.artifacts import locked, replace_file
from shenbao.core.errors import PolicyError, ShenbaoError, UnsoundError
from shenbao.core.messages.values import many, said
from shenbao.policy.files.reader import Problems, unseen_in

if TYPE_CHECKING:
    from shenbao.changes.ledger.entries import Entry, Ledger
    from shenbao.changes.ledger.steps import Due
    from shenbao.policy.model import Notice

_LONGEST = 500
"""So many characters has a reason at most; the schema of the ledger says the same."""

Did: TypeAlias = Literal["published", "nothing", "renewed", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishRequest:
    """Which notice is published, on which day; or which version is withdrawn, and why.

    Whoever runs it says the day (``app.ports.today``). Without ``root`` it is the nearest policy
    folder at or above the working directory.
    """

    notice: str
    day: date
    withdraw: str | None = None
    reason: str = ""
    root: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was done with an entry of the ledger, and the files that were written.

    ``did``: a version was published, it stood there already, its digest was written again as
    this program makes it, or it was withdrawn. ``due`` is what changed since the version before.
    """

    notice: str
    did: Did
    entry: Entry
    files: tuple[str, ...] = ()
    due: Due | None = None


def publish(request: PublishRequest) -> Published:
    """Publish the present version of a notice, or withdraw a published one; all or nothing.

    Raises UnsoundError for a notice that does not pass the check, PolicyError for a ledger with
    mistakes, ShenbaoError for a notice or version that is not there, and where the version is
    published with another meaning or its number is too small a step.
    """
    folder = own_folder(request.root)
    if resources.is_bundled(folder):
        raise ShenbaoError("cli-update-bundled")
    _require_notice(folder, request.notice)
    with locked(folder / "schemas" / request.notice):
        ledger = _ledger(folder, request.notice)
        if request.withdraw is not None:
            return _withdraw(folder, ledger, request.withdraw, request)
        return _publish(folder, _sound(folder, request.notice), ledger, request.day)


def _require_notice(folder: Path, wanted: str) -> None:
    from shenbao.policy.loaded import notice_folders

    known = [place.name for place in notice_folders(folder)]
    if wanted not in known:
        raise ShenbaoError("publish-no-notice", found=wanted, known=many(known))


def _sound(folder: Path, wanted: str) -> Notice:
    """Return the notice; it has to pass the check, but for what the ledger says of it."""
    from shenbao.app.notices.check import CheckRequest, check
    from shenbao.policy.load.folder import load_sound

    result = check(CheckRequest(root=folder, notice=wanted, published=False))
    if result.problems:
        raise UnsoundError({wanted: result.problems}, "publish-unsound")
    return next(item for item in load_sound(folder).notices if item.id == wanted)


def _ledger(folder: Path, notice: str) -> Ledger:
    from shenbao.policy.load.locations import located

    problems = Problems(root=folder)
    ledger = read_ledger(folder, notice, problems)
    for entry in () if ledger is None else ledger.entries:
        read_snapshot(folder, notice, entry.version, entry.snapshot, problems)
    if ledger is None or problems.found:
        raise PolicyError(located(problems.found, folder))
    return ledger


def _withdraw(folder: Path, ledger: Ledger, version: str, request: PublishRequest) -> Published:
    from shenbao.policy.model import Withdrawn

    reason = request.reason.strip()
    known = [item.version for item in ledger.entries]
    entry = ledger.of(version)
    if entry is None:
        raise ShenbaoError(
            "publish-no-version", version=version, known=many(known) or said("publish-none")
        )
    if not reason:
        raise ShenbaoError("publish-no-reason", version=version)
    if len(reason) > _LONGEST:
        raise ShenbaoError("publish-reason-long", found=len(reason), limit=_LONGEST)
    if sign := unseen_in(reason):
        raise ShenbaoError("publish-reason-sign", found=sign)
    if entry.withdrawn is not None:
        day = entry.withdrawn.date.isoformat()
        raise ShenbaoError("publish-withdrawn", version=version, date=day)
    _require_day(request.day, entry.date)
    gone = replace(entry, withdrawn=Withdrawn(date=request.day, reason=reason))
    file = _write(folder, ledger.following(gone))
    return Published(notice=ledger.notice, did="withdrawn", entry=gone, files=(file,))


def _publish(folder: Path, notice: Notice, ledger: Ledger, day: date) -> Published:
    from shenbao.changes.ledger.entries import Entry
    from shenbao.changes.ledger.meaning import digest, digest_of, snapshot

    meant = digest(notice)
    version, last = notice.edition.version, ledger.last
    there = ledger.of(version)
    if there is not None:
        return _again(folder, notice, ledger, there, meant)
    _require_new(ledger, version)
    due = None
    if last is not None:
        if last.digest == meant or is_as_kept(folder, notice, last):
            raise ShenbaoError("publish-same", version=version, last=last.version)
        _require_day(day, last.date)
        due = due_since(folder, notice, last)
        _require_step(due, last.version, version)
    kept = snapshot(notice)
    entry = Entry(
        version=version,
        date=day,
        step="first" if due is None else due.step,
        digest=meant,
        snapshot=digest_of(kept),
        forms={home.id: home.digest for home in notice.homes},
    )
    beside = snapshot_file(folder, notice.id, version)
    replace_file(beside, _compact(kept))
    try:
        file = _write(folder, ledger.following(entry))
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    files = (file, beside.relative_to(folder).as_posix())
    return Published(notice=notice.id, did="published", entry=entry, files=files, due=due)


def _again(folder: Path, notice: Notice, ledger: Ledger, entry: Entry, meant: str) -> Published:
    """Answer for a version that is published: it stays, or it is told what is due."""
    from shenbao.changes.ledger.steps import proposed

    if entry.withdrawn is not None:
        day = entry.withdrawn.date.isoformat()
        raise ShenbaoError("publish-withdrawn", version=entry.version, date=day)
    if entry.digest == meant:
        return Published(notice=notice.id, did="nothing", entry=entry)
    if is_as_kept(folder, notice, entry):
        renewed = replace(entry, digest=meant)
        file = _write(folder, ledger.following(renewed))
        return Published(notice=notice.id, did="renewed", entry=renewed, files=(file,))
    due = due_since(folder, notice, entry)
    raise ShenbaoError(
        "publish-changed",
        version=entry.version,
        date=entry.date.isoformat(),
        what=told(due),
        step=said(f"publish-step-{due.step}"),
        next=proposed(entry.version, due.step),
        notice=notice.id,
    )


def _require_new(ledger: Ledger, version: str) -> None:
    """Refuse a version that differs from a published one in capitals only."""
    for entry in ledger.entries:
        if entry.version.casefold() == version.casefold():
            raise ShenbaoError("publish-capitals", version=version, there=entry.version)


def _require_day(day: date, earliest: date) -> None:
    if day < earliest:
        raise ShenbaoError("publish-early", found=day.isoformat(), limit=earliest.isoformat())


def _require_step(due: Due, last: str, version: str) -> None:
    """Refuse a lower number, and one that says that only words changed where verdicts did."""
    from shenbao.changes.ledger.steps import is_lower, is_small, proposed

    if is_lower(last, version):
        raise ShenbaoError(
            "publish-step-back", version=version, last=last, next=proposed(last, due.step)
        )
    if due.step == "version" and is_small(last, version):
        raise ShenbaoError(
            "publish-step-small",
            version=version,
            last=last,
            what=told(due),
            next=proposed(last, due.step),
        )


def _write(folder: Path, ledger: Ledger) -> str:
    from shenbao.changes.ledger.entries import written

    file = ledger_file(folder, ledger.notice)
    replace_file(file, written(ledger).encode())
    return file.relative_to(folder).as_posix()


def _compact(document: object) -> bytes:
    """Return a document as bytes with its keys in their order: a later value uses earlier ones."""
    import json

    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode("utf-8", "surrogatepass")
