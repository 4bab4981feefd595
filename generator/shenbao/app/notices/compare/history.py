"""What this site had of a notice until now: its published versions, else its commits in Git."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.app.notices.compare.git_tree import BROKEN
from shenbao.app.notices.ledger.shelf import read_snapshot
from shenbao.core.errors import PolicyError, ShenbaoError
from shenbao.core.messages.values import Said, said
from shenbao.policy.files.reader import Problems

if TYPE_CHECKING:
    from dulwich.objects import Commit
    from dulwich.repo import Repo

    from shenbao.changes.ledger.entries import Ledger
    from shenbao.policy.model import Notice
    from shenbao.site.record.editions import Issued

MOST = 20
"""So many commits of a notice are looked at, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What there was of the notices in a policy folder.

    A notice with a ledger changed where a version was published, any other where a commit gave
    it another meaning. ``log`` is told of what could not be read.
    """

    root: Path
    ledgers: Mapping[str, Ledger]
    log: Callable[[Said], None]

    def of(self, notice: Notice) -> Sequence[Issued]:
        """Return what there was of a notice, the oldest first, and what it is now."""
        ledger = self.ledgers.get(notice.id)
        if ledger is not None:
            return tuple(self._published(notice, ledger))
        return tuple(self._committed(notice))

    def _published(self, notice: Notice, ledger: Ledger) -> Iterator[Issued]:
        from shenbao.changes.ledger.meaning import digest, restored
        from shenbao.site.record.editions import Issued

        now, before = digest(notice), ""
        for entry in ledger.entries:
            silent = Problems(root=self.root)
            kept = read_snapshot(self.root, notice.id, entry.version, entry.snapshot, silent)
            was = restored(kept or {})
            if was is None:
                self.log(said("ledger-unread", notice=notice.id, version=entry.version))
                continue
            before = digest(was)
            yield Issued(notice=notice if before == now else was, day=entry.date)
        if before != now:
            yield Issued(notice=notice, day=None)

    def _committed(self, notice: Notice) -> Iterator[Issued]:
        from shenbao.changes.ledger.meaning import digest
        from shenbao.site.record.editions import Issued

        try:
            found = list(_commits(self.root, notice.id))
        except ImportError:
            return  # nothing here reads Git: nothing is known of the past
        except ShenbaoError as error:
            if error.message == BROKEN:
                self.log(said("history-unread", notice=notice.id, why=error.details["why"]))
            return
        except Exception as error:  # noqa: BLE001 - of a repository that is broken
            self.log(said("history-unread", notice=notice.id, why=type(error).__name__))
            return
        before, now = "", digest(notice)
        for was, day in found:
            meant = digest(was)
            if meant != before:
                yield Issued(notice=notice if meant == now else was, day=day, published=False)
            before = meant
        if found and before != now:
            yield Issued(notice=notice, day=None)


def _commits(root: Path, notice: str) -> Iterator[tuple[Notice, date]]:
    """Yield a notice as its last commits have it, the oldest first; unsound ones are passed over.

    Raises ImportError where what reads Git is not installed, ShenbaoError where there is no
    repository.
    """
    from shenbao.app.notices.compare.git_tree import Root, repository
    from shenbao.app.notices.compare.sides import checked_out
    from shenbao.policy.load.folder import load_notice

    with repository(str(root), root) as repo:
        place = _inside(repo, root, notice)
        for commit in reversed(_touching(repo, place)):
            with tempfile.TemporaryDirectory(prefix="shenbao-history-") as temporary:
                try:
                    folder = checked_out(repo, Root(commit.tree), place, place, Path(temporary))
                    was = load_notice(folder)
                except PolicyError:
                    continue
                except ShenbaoError as error:
                    if error.message == BROKEN:
                        raise
                    continue
            zone = datetime.fromtimestamp(commit.author_time + commit.author_timezone, UTC)
            yield was, zone.date()


def _inside(repo: Repo, root: Path, notice: str) -> str:
    """Return the folder of a notice from the top of the repository."""
    below = root.resolve().relative_to(Path(os.fsdecode(repo.path)).resolve())
    return (below / "schemas" / notice).as_posix()


def _touching(repo: Repo, place: str) -> list[Commit]:
    """Return the last commits that changed what is below a path, the newest first."""
    from dulwich.errors import MissingCommitError

    found: list[Commit] = []
    try:
        walker = repo.get_walker(paths=[place.encode()], max_entries=MOST)
        found.extend(entry.commit for entry in walker)
    except (KeyError, MissingCommitError):
        pass  # a repository without a commit, or of which only the last ones were fetched
    return found
