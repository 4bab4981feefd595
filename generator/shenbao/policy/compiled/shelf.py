"""The notices below a folder, of which each is loaded when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import overload

from shenbao.core.errors import PolicyError, Problem, ShenbaoError
from shenbao.policy.load.folder import dangling, notice_folders
from shenbao.policy.model import Notice
from shenbao.policy.names import Catalogue


class Shelf(Catalogue):
    """The sound notices; ``unsound`` grows with what is asked for and has mistakes.

    With a notice those are loaded of which it names a work item or a term: whether they have
    it belongs to its own soundness. Raises ShenbaoError where there is no notice.
    """

    def __init__(self, root: Path, load: Callable[[Path], Notice]) -> None:
        folders = notice_folders(root)
        if not folders:
            raise ShenbaoError("policy-no-notice", folder=str(root / "schemas"))
        self._root = root
        self._load = load
        self._folders = {folder.name: folder for folder in folders}
        self._alone: dict[str, Notice | None] = {}
        self._mistakes: dict[str, tuple[Problem, ...]] = {}
        self._sound: dict[str, Notice | None] = {}
        self.unsound: dict[str, tuple[Problem, ...]] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of the folders, in order."""
        return tuple(self._folders)

    def find(self, notice_id: str) -> Notice | None:
        """Return the notice of this id, None where there is none that is sound."""
        if notice_id not in self._folders:
            return None
        if notice_id not in self._sound:
            self._sound[notice_id] = self._judged(notice_id)
        return self._sound[notice_id]

    def __len__(self) -> int:
        """Return how many are sound."""
        return len(self._all())

    def __bool__(self) -> bool:
        """Say whether one is sound; those that are known already are asked first."""
        return any(self._sound.values()) or any(map(self.find, self._folders))

    def __iter__(self) -> Iterator[Notice]:
        """Yield the sound notices in order, each loaded when its turn comes."""
        return filter(None, map(self.find, self._folders))

    @overload
    def __getitem__(self, index: int) -> Notice: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Notice, ...]: ...
    def __getitem__(self, index: int | slice) -> Notice | tuple[Notice, ...]:
        """Return sound notices by their place among them."""
        return self._all()[index]

    def _all(self) -> tuple[Notice, ...]:
        return tuple(iter(self))

    def _judged(self, notice_id: str) -> Notice | None:
        """Load a notice and say whether it is sound, also in what it says of others."""
        notice = self._by_itself(notice_id)
        if notice is None:
            self.unsound[notice_id] = self._mistakes[notice_id]
            return None
        beside = [self._by_itself(name) for name in sorted(_named(notice) & {*self._folders})]
        known = [notice, *filter(None, beside)]
        found = dangling(known, self._root, self._mistakes).get(notice_id)
        if found is not None:
            self.unsound[notice_id] = found
        return notice if found is None else None

    def _by_itself(self, notice_id: str) -> Notice | None:
        """Load a notice, None where it has mistakes."""
        if notice_id not in self._alone:
            try:
                self._alone[notice_id] = self._load(self._folders[notice_id])
            except PolicyError as error:
                self._alone[notice_id] = None
                self._mistakes[notice_id] = error.problems
        return self._alone[notice_id]


def _named(notice: Notice) -> set[str]:
    """Return the ids of the other notices of which a notice names an item or a term."""
    items = {link.notice for _, item in notice.work_items() for link in item.follows}
    terms = {link.notice for term in notice.terms for link in term.kin}
    return (items | terms) - {notice.id}
