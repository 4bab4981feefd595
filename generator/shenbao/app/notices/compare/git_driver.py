"""One file that differs between two revisions, as Git hands it over: the change of its notice."""

from __future__ import annotations

import difflib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from shenbao.app.notices.compare.compare import compared
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


def driven(words: Sequence[str]) -> Comparison | str:
    """Return what a file changes in its notice; else the lines that differ.

    The other files of the notice are those of the working tree. Lines are told where no notice
    comes of that. Raises ShenbaoError for what Git does not hand over so.
    """
    if len(words) < _LEAST:
        raise ShenbaoError("compare-driver")
    path, old, new = words[0], words[1], words[4]
    place = _place(path)
    if place is not None:
        folder, inside = place
        try:
            with tempfile.TemporaryDirectory(prefix="shenbao-compare-") as temporary:
                before, after = (
                    _with(folder, inside, content, Path(temporary) / side)
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


def _place(path: str) -> tuple[Path, str] | None:
    """Return the folder of the notice that a path of the repository is in, and the rest of it."""
    parts = PurePosixPath(path).parts
    for at, part in enumerate(parts[:-2]):
        folder = Path(*parts[: at + 2])
        if part == "schemas" and (folder / "notice.json").is_file() and ".." not in parts:
            return folder, "/".join(parts[at + 2 :])
    return None


def _with(folder: Path, inside: str, content: str, root: Path) -> Notice:
    """Load a copy of a notice in which one file is another."""
    from shenbao.policy.load.folder import load_notice

    target = root / "schemas" / folder.name
    shutil.copytree(folder, target)
    if (folder.parent / SHARED).is_dir():
        shutil.copytree(folder.parent / SHARED, root / "schemas" / SHARED)
    if content in _NOTHING:
        (target / inside).unlink(missing_ok=True)
    else:
        (target / inside).write_bytes(Path(content).read_bytes())
    return load_notice(target)


def _lines(path: str, old: str, new: str) -> Iterator[str]:
    before, after = (
        [] if file in _NOTHING else Path(file).read_text("utf-8", "replace").splitlines()
        for file in (old, new)
    )
    for line in difflib.unified_diff(before, after, f"a/{path}", f"b/{path}", lineterm=""):
        yield f"{line}\n"
