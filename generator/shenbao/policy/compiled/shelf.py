"""The notices below a folder, of which each is loaded when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import overload

from shenbao.core.errors import PolicyError, Problem, ShenbaoError
from shenbao.policy.compiled.index import Index
from shenbao.policy.compiled.kept_index import find_index, keep_index
from shenbao.policy.loaded import notice_folders
from shenbao.policy.model import Notice
from shenbao.policy.names import Catalogue, ListOutline, Outline, ValueNames


class Shelf(Catalogue):
    """The sound notices; ``unsound`` grows with what is asked for and has mistakes.

    What a notice says of others is not looked into: whether they have it is for the check of
    the whole folder. ``load`` returns a notice of a folder, ``compiled`` the same without lists
    of a run. Raises ShenbaoError where there is no notice.
    """

    def __init__(
        self,
        root: Path,
        load: Callable[[Path], Notice],
        compiled: Callable[[Path], Notice] | None = None,
    ) -> None:
        folders = notice_folders(root)
        if not folders:
            raise ShenbaoError("policy-no-notice", folder=str(root / "schemas"))
        self._load = load
        self._compiled = compiled
        self._folders = {folder.name: folder for folder in folders}
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
            self._sound[notice_id] = self._loaded(notice_id, self._load)
        return self._sound[notice_id]

    def outlines(self) -> tuple[Outline, ...]:
        """Return what is asked of every sound notice, in order; the unsound are told."""
        return self._index.outlines

    def value_names(self) -> tuple[ValueNames, ...]:
        """Return the values of every form and table, in order."""
        return self._index.value_names

    def best_tables(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the short names of the tables whose columns a header names best, all alike."""
        return self._index.best_tables(names)

    def lists(self) -> Mapping[str, Mapping[str, ListOutline]]:
        """Return what the code lists of each sound notice say of themselves, by their names."""
        return self._index.lists

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

    @cached_property
    def _index(self) -> Index:
        """The index of the sound; where one has mistakes it is made every time, and they told."""
        folders = tuple(self._folders.values())
        found = find_index(folders)
        if found is not None:
            return found
        notices = tuple(filter(None, map(self._without_lists, self._folders)))
        if len(notices) == len(folders):
            return keep_index(folders, notices)
        return Index.of(notices)

    def _without_lists(self, notice_id: str) -> Notice | None:
        """Return a notice without supplied lists, None where it has mistakes."""
        if self._compiled is None:
            return self.find(notice_id)
        return self._loaded(notice_id, self._compiled)

    def _loaded(self, notice_id: str, load: Callable[[Path], Notice]) -> Notice | None:
        try:
            return load(self._folders[notice_id])
        except PolicyError as error:
            self.unsound[notice_id] = error.problems
            return None
