"""The two sides of a comparison: a notice, a plain JSON Schema, or what a site publishes."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from shenbao.app.notices.compare import git_tree
from shenbao.core.errors import ShenbaoError
from shenbao.core.guards.safe_paths import goes_down
from shenbao.core.messages.values import many
from shenbao.policy.loaded import SHARED, notice_folders

if TYPE_CHECKING:
    from shenbao.app.notices.compare.git_tree import Objects, Root
    from shenbao.policy.model import Notice

_LARGEST = 16 << 20
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side: a notice, an entry of a published ``catalogue``, or else a JSON Schema.

    ``folder`` is that of the notice, for as long as the sides are open.
    """

    name: str
    notice: Notice | None = None
    folder: Path | None = None
    schema: Any = None
    catalogue: Mapping[str, Any] | None = None

    @property
    def kind(self) -> str:
        """What it is."""
        if self.notice is not None:
            return "notice"
        return "schema" if self.catalogue is None else "catalogue"

    def published(self, entry: Mapping[str, Any]) -> Any:
        """Return the published schema of a form of a catalogue, None where the site has none."""
        path = str(entry.get("schema", ""))
        if self.folder is None or not goes_down(path):
            return None
        file = self.folder / path
        return _json(self.name, file) if file.is_file() else None


@contextmanager
def opened(old: str, new: str) -> Iterator[tuple[Side, Side]]:
    """Give both sides. Raises ShenbaoError, PolicyError for a notice with mistakes.

    A side that has several notices takes the one of the other side.
    """
    with ExitStack() as stack:
        places = [_place(text, stack) for text in (old, new)]
        names = [place.name if place.is_dir() and _is_notice(place) else None for place in places]
        wanted = (names[1] or names[0], names[0] or names[1])
        yield (
            _side(old, places[0], wanted[0]),
            _side(new, places[1], wanted[1]),
        )


def _place(text: str, stack: ExitStack) -> Path:
    """Return a side as a file or folder on disk; of a revision as a copy that goes away."""
    path = Path(text)
    if not path.exists():
        path = Path(text.partition("#")[0])
    if path.exists() or _DRIVE.match(text):
        if not path.exists():
            raise ShenbaoError("compare-no-side", found=text)
        return _meant(path.absolute())
    revision, colon, inside = text.partition(":")
    if not colon or not (revision or inside):
        raise ShenbaoError("compare-no-side", found=text)
    temporary = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shenbao-compare-")))
    repo = stack.enter_context(git_tree.repository(text))
    if not revision:
        return checked_out(*git_tree.staged(repo), _clean(inside), text, temporary)
    root = git_tree.commit_of(repo, revision)
    return checked_out(repo, root, _clean(inside), text, temporary)


def _meant(path: Path) -> Path:
    """Return the folder of a notice for its ``notice.json``, the policy folder for ``schemas``."""
    if path.name == "notice.json" and path.is_file():
        return path.parent
    if path.name == "schemas" and not _is_notice(path) and notice_folders(path.parent):
        return path.parent
    return path


def _clean(path: str) -> str:
    parts = [part for part in PurePosixPath(path.replace("\\", "/")).parts if part != "/"]
    if ".." in parts:
        raise ShenbaoError("compare-no-side", found=path)
    return "/".join(part for part in parts if part != ".")


def checked_out(repo: Objects, commit: Root, path: str, name: str, temporary: Path) -> Path:
    """Return a file or folder of a commit as a copy in ``temporary``; a notice with what is shared.

    ``name`` is what was asked for. Raises ShenbaoError where the commit has no such thing.
    """
    if path.endswith(".json"):
        target = temporary / PurePosixPath(path).name
        target.write_bytes(git_tree.file_of(repo, commit, path, name))
        return target
    above, _, last = path.rpartition("/")
    if above.rpartition("/")[2] == "schemas":
        # A notice with what several notices share, and its name in the same place.
        git_tree.write_tree(repo, commit, path, temporary / "schemas" / last, name)
        shared = f"{above}/{SHARED}"
        if git_tree.has_folder(repo, commit, shared):
            git_tree.write_tree(repo, commit, shared, temporary / "schemas" / SHARED, name)
        return temporary / "schemas" / last
    inside = f"{path}/schemas" if path else "schemas"
    if not git_tree.has_folder(repo, commit, inside):
        git_tree.write_tree(repo, commit, path, temporary / "site", name)
        return temporary / "site"
    git_tree.write_tree(repo, commit, inside, temporary / "schemas", name)
    return temporary


def _is_notice(folder: Path) -> bool:
    return (folder / "notice.json").is_file()


def _side(text: str, place: Path, wanted: str | None) -> Side:
    if place.is_file():
        return _file(text, place)
    if _is_notice(place):
        return _notice(text, place)
    if (place / "catalogue.json").is_file():
        return _catalogue(text, _json(text, place / "catalogue.json"), place, wanted)
    folders = {folder.name: folder for folder in notice_folders(place)}
    if not folders:
        raise ShenbaoError("compare-no-notice", found=text)
    if wanted in folders:
        return _notice(text, folders[wanted])
    if len(folders) > 1:
        raise ShenbaoError("compare-which-notice", found=text, allowed=many(folders, 8))
    return _notice(text, next(iter(folders.values())))


def _notice(text: str, folder: Path) -> Side:
    from shenbao.policy.load.folder import load_notice

    return Side(name=text, notice=load_notice(folder), folder=folder)


def _file(text: str, file: Path) -> Side:
    content = _json(text, file)
    if isinstance(content, dict) and isinstance(content.get("notices"), list):
        return _catalogue(text, content, file.parent, None)
    if not isinstance(content, dict | bool):
        raise ShenbaoError("compare-not-schema", found=text, why=type(content).__name__)
    return Side(name=text, schema=content)


def _catalogue(text: str, content: Any, folder: Path, wanted: str | None) -> Side:
    entries = content.get("notices") if isinstance(content, dict) else None
    known = {str(item.get("id")): item for item in entries or () if isinstance(item, dict)}
    if not known:
        raise ShenbaoError("compare-no-notice", found=text)
    name, _, chosen = text.partition("#")
    wanted = chosen or wanted
    if wanted in known:
        return Side(name=text, catalogue=known[wanted], folder=folder)
    if len(known) > 1:
        raise ShenbaoError("compare-which-published", found=name, allowed=many(known, 8))
    return Side(name=text, catalogue=next(iter(known.values())), folder=folder)


def _json(text: str, file: Path) -> Any:
    try:
        if file.stat().st_size > _LARGEST:
            raise ShenbaoError("compare-too-large", found=text, most=1, megabytes=_LARGEST >> 20)
        return json.loads(file.read_bytes())
    except (ValueError, RecursionError) as error:
        raise ShenbaoError("compare-not-json", found=text) from error
