"""What was loaded of a policy folder, and which of its folders are notices."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from shenbao.core.errors import Problem, UnsoundError, each_once
from shenbao.policy.model import Notice
from shenbao.policy.names import by_id, notice_of

_PARTS = frozenset(
    ("notice.json", "clauses.md", "candidates.json", "forms", "tables", "lists", "examples")
)
SHARED = "common"
"""The folder of what several notices use: definitions and code lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The sound notices below a folder, and the mistakes of the others by their ids."""

    notices: Sequence[Notice]
    unsound: Mapping[str, tuple[Problem, ...]]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the mistakes of all notices, each once."""
        return each_once(self.unsound)

    def require(self, name: str | None = None) -> None:
        """Raise UnsoundError where the notice of a form is unsound, or no notice is sound.

        ``name`` is the short name or the address of the form; without one any may be meant.
        """
        mistaken = self.mistaken(name)
        if mistaken:
            raise UnsoundError(mistaken)
        if not self.notices:
            raise UnsoundError(self.unsound)

    def mistaken(self, name: str | None) -> Mapping[str, tuple[Problem, ...]]:
        """Return the mistakes of the notice of a form, by its id; nothing where it is sound.

        ``name`` is the short name or the address of the form.
        """
        notice = "" if name is None else notice_of(name)
        if by_id(self.notices, notice) is not None or notice not in self.unsound:
            return {}
        return {notice: self.unsound[notice]}

    def require_all(self, message: str = "policy-unsound") -> tuple[Notice, ...]:
        """Return the notices; raises UnsoundError, which says ``message``, where one is unsound."""
        if self.unsound:
            raise UnsoundError(self.unsound, message)
        return tuple(self.notices)


def notice_folders(root: Path) -> tuple[Path, ...]:
    """Return the folders of the notices below ``root/schemas``, in order.

    One that has any part of a notice and no ``notice.json`` yet is one: else nothing in it
    would be looked at.
    """
    schemas = root / "schemas"
    names = sorted(name for name in _listed(schemas) if name != SHARED)
    return tuple(schemas / name for name in names if _listed(schemas / name) & _PARTS)


def _listed(folder: Path) -> AbstractSet[str]:
    """Return what stands in a folder; of what is none, and of one that is closed, nothing."""
    try:
        return set(os.listdir(folder))  # noqa: PTH208 - a path for each of thousands
    except OSError:
        return set()
