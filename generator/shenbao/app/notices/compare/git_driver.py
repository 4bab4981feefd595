"""One file that differs between two revisions, as Git hands it over: the change of its notice."""

from __future__ import annotations

import difflib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from shenbao.app.notices.compare import git_tree
from shenbao.app.notices.compare.compare import compared
from shenbao.app.notices.compare.sides import checked_out
from shenbao.core.errors import PolicyError, ShenbaoError
from shenbao.core.messages.values import said
from shenbao.policy.loaded import SHARED

if TYPE_CHECKING:
    from shenbao.changes.comparison import Comparison
    from shenbao.policy.model import Notice

_NOTHING = frozenset({"/dev/null", "nul"})
_TWO_FILES = frozenset(
    {"clause-changed-rules-not", "rules-changed-clause-not", "clause-still-lenient"}
)
"""What only both files of a commit can tell: the hook looks at them together."""

_LEAST = 7
"""Git gives a driver the path, then file, number and mode of each side."""


@dataclass(frozen=True, slots=True)
class _Others:
    """The folder of a notice, and where in it the file stands that differs."""

    folder: Path
    inside: str


def driven(words: Sequence[str]) -> Comparison | str:
    """Return what a file changes in its notice; else the lines that differ.

    The other files of the notice are those of the index, as they are committed next; where no
    notice comes of that, those of the working tree, else lines are told. Raises ShenbaoError for
    what Git does not hand over so.
    """
    if len(words) < _LEAST:
        raise ShenbaoError("compare-driver")
    path, old, new = words[0], words[1], words[4]
    for take in (_indexed, _working):
        try:
            with tempfile.TemporaryDirectory(prefix="shenbao-compare-") as temporary:
                place = take(path, Path(temporary) / "others")
                if place is None:
                    continue
                before, after = (
                    _with(place, content, Path(temporary) / side)
                    for side, content in (("old", old), ("new", new))
                )
                return _of_one_file(compared(before, after))
        except (PolicyError, ShenbaoError, OSError):
            pass
    return "".join(_lines(path, old, new))


def _of_one_file(came: Comparison) -> Comparison:
    """Leave out whether clauses and rules changed together: the other file is not the old one."""
    changes = tuple(change for change in came.changes if change.kind not in _TWO_FILES)
    return replace(came, changes=changes, limits=(*came.limits, said("compare-driver-limit")))


def _indexed(path: str, target: Path) -> _Others | None:
    """Return the notice that a path is in, as the index has it, copied to ``target``."""
    with git_tree.repository(path) as repo:
        objects, root = git_tree.staged(repo)
        for folder, inside in _places(path):
            if git_tree.has_file(objects, root, f"{folder}/notice.json"):
                copy = checked_out(objects, root, folder, path, target)
                return _Others(copy, inside)
    return None


def _working(path: str, _: Path) -> _Others | None:
    """Return the same as the working tree has it."""
    found = (_Others(Path(folder), inside) for folder, inside in _places(path))
    return next((one for one in found if (one.folder / "notice.json").is_file()), None)


def _places(path: str) -> Iterator[tuple[str, str]]:
    """Yield the folders that may be that of a notice around a path, and the rest of it."""
    parts = PurePosixPath(path).parts
    for at, part in enumerate(parts[:-2]):
        if part == "schemas" and ".." not in parts:
            yield "/".join(parts[: at + 2]), "/".join(parts[at + 2 :])


def _with(others: _Others, content: str, root: Path) -> Notice:
    """Load a copy of a notice in which one file is another."""
    from shenbao.policy.load.folder import load_notice

    folder = others.folder
    target = root / "schemas" / folder.name
    shutil.copytree(folder, target)
    if (folder.parent / SHARED).is_dir():
        shutil.copytree(folder.parent / SHARED, root / "schemas" / SHARED)
    if content in _NOTHING:
        (target / others.inside).unlink(missing_ok=True)
    else:
        (target / others.inside).parent.mkdir(parents=True, exist_ok=True)
        (target / others.inside).write_bytes(Path(content).read_bytes())
    return load_notice(target)


def _lines(path: str, old: str, new: str) -> Iterator[str]:
    before, after = (
        [] if file in _NOTHING else Path(file).read_text("utf-8", "replace").splitlines()
        for file in (old, new)
    )
    for line in difflib.unified_diff(before, after, f"a/{path}", f"b/{path}", lineterm=""):
        yield f"{line}\n"
