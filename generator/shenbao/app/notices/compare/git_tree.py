"""Folders as a revision of Git has them, read without running Git, its hooks or its filters."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from shenbao.core.errors import ShenbaoError

if TYPE_CHECKING:
    from dulwich.objects import ShaFile
    from dulwich.repo import Repo

BROKEN = "compare-repository-broken"
"""The message where a repository is there and cannot be read."""

MOST_FILES = 5000
MOST_BYTES = 64 << 20
_DEEPEST = 20
_UNSAFE = frozenset({"", ".", "..", ".git"})
_LEADING_OUT = frozenset("/\\:\0")
"""No name of a file has these: a tree that was made by hand may, and Git looks at checkout only."""


@contextmanager
def repository(found: str, start: Path | None = None) -> Iterator[Repo]:
    """Give the repository around a folder. Raises ShenbaoError where there is none."""
    from dulwich.errors import NotGitRepository
    from dulwich.repo import Repo

    try:
        repo = Repo.discover(start or Path.cwd())
    except (NotGitRepository, OSError) as error:
        raise ShenbaoError("compare-no-repository", found=found) from error
    try:
        yield repo
    finally:
        repo.close()


@contextmanager
def _reading() -> Iterator[None]:
    """Say of what Git keeps that it cannot be read: damaged, or left where it was cloned from."""
    try:
        yield
    except (ShenbaoError, OSError):
        raise
    except Exception as error:
        why = type(error).__name__
        raise ShenbaoError(BROKEN, why=why) from error


class Objects(Protocol):
    """What gives the objects of Git by their numbers."""

    def __getitem__(self, name: bytes, /) -> ShaFile: ...


@dataclass(frozen=True, slots=True)
class Root:
    """What a revision, or the index, has on top: the number of its tree."""

    tree: bytes


@dataclass(frozen=True, slots=True)
class _Staged:
    """The objects of a repository, and the trees that the index would be committed as."""

    repo: Repo
    trees: Mapping[bytes, ShaFile]

    def __getitem__(self, name: bytes, /) -> ShaFile:
        return self.trees.get(name) or self.repo[name]


@_reading()
def staged(repo: Repo) -> tuple[Objects, Root]:
    """Return what would be committed now: the index, as a tree that nothing is written for.

    Raises ShenbaoError for an index with conflicts or one that cannot be read.
    """
    from dulwich.index import ConflictedIndexEntry, Index, commit_tree
    from dulwich.object_store import MemoryObjectStore

    own = os.environ.get("GIT_INDEX_FILE")
    index = Index(own or repo.index_path())
    blobs = []
    for path, entry in index.items():
        if isinstance(entry, ConflictedIndexEntry):
            name = path.decode("utf-8", "replace")
            raise ShenbaoError("compare-index-conflict", path=name)
        blobs.append((path, entry.sha, entry.mode))
    store = MemoryObjectStore()
    tree = commit_tree(store, blobs)
    return _Staged(repo, {number: store[number] for number in store}), Root(tree)


def commit_of(repo: Repo, revision: str) -> Root:
    """Return the commit that a revision names: a branch, a tag, ``HEAD~1``, a short number.

    Raises ShenbaoError where there is none.
    """
    from dulwich.objects import Commit, Tag
    from dulwich.objectspec import parse_commit, parse_object

    for parse in (parse_object, parse_commit):
        try:
            found: Any = parse(repo, revision.encode("utf-8"))
            while isinstance(found, Tag):
                found = repo[found.object[1]]
        except (KeyError, ValueError, AttributeError, AssertionError):
            continue
        except Exception as error:
            raise ShenbaoError(BROKEN, why=type(error).__name__) from error
        if isinstance(found, Commit):
            return Root(found.tree)
    raise ShenbaoError("compare-no-revision", found=revision)


@_reading()
def write_tree(repo: Objects, commit: Root, path: str, folder: Path, name: str) -> None:
    """Write the files below ``path`` of a commit into ``folder``; ``name`` is what was asked for.

    Links and repositories inside are left out. Raises ShenbaoError where the commit has no such
    folder, or there is more in it than a policy has.
    """
    total = 0
    tree = _tree(repo, commit, path, name)
    for count, (below, content) in enumerate(_files(repo, tree, "", 0), 1):
        total += len(content)
        if count > MOST_FILES or total > MOST_BYTES:
            megabytes = MOST_BYTES >> 20
            raise ShenbaoError(
                "compare-too-large", found=name, most=MOST_FILES, megabytes=megabytes
            )
        target = folder / below
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def has_folder(repo: Objects, commit: Root, path: str) -> bool:
    """Say whether a commit has a folder."""
    try:
        _tree(repo, commit, path, path)
    except ShenbaoError:
        return False
    return True


def has_file(repo: Objects, commit: Root, path: str) -> bool:
    """Say whether a commit has a file."""
    try:
        file_of(repo, commit, path, path)
    except ShenbaoError:
        return False
    return True


@_reading()
def folders(repo: Objects, commit: Root, path: str) -> tuple[str, ...]:
    """Return the names of the folders right below one of a commit."""
    tree = repo[_tree(repo, commit, path, path)]
    return tuple(
        name.decode("utf-8", "replace")
        for name, mode, _ in tree.iteritems()  # type: ignore[attr-defined]
        if stat.S_ISDIR(mode)
    )


@_reading()
def file_of(repo: Objects, commit: Root, path: str, name: str) -> bytes:
    """Return the content of a file of a commit. Raises ShenbaoError where it has none."""
    from dulwich.objects import Blob

    above, _, last = path.rpartition("/")
    tree = repo[_tree(repo, commit, above, name)]
    try:
        _, number = tree[last.encode("utf-8")]  # type: ignore[index]
        found = repo[number]
    except KeyError as error:
        raise _missing(name, path) from error
    if not isinstance(found, Blob):
        raise _missing(name, path)
    return found.data


def _missing(name: str, path: str) -> ShenbaoError:
    """Return that a revision, or the index, has nothing at a path; ``name`` is asked for."""
    revision = name.partition(":")[0]
    if not revision:
        return ShenbaoError("compare-no-staged", path=path)
    return ShenbaoError("compare-no-path", revision=revision, path=path)


def _tree(repo: Objects, commit: Root, path: str, name: str) -> bytes:
    from dulwich.objects import Tree

    number: bytes = commit.tree
    for step in (part for part in path.split("/") if part):
        try:
            tree = repo[number]
            _, number = tree[step.encode("utf-8")]  # type: ignore[index]
            found = isinstance(repo[number], Tree)
        except (KeyError, TypeError):
            found = False
        if not found:
            raise _missing(name, path)
    return number


def _files(repo: Objects, tree: bytes, above: str, depth: int) -> Iterator[tuple[str, bytes]]:
    from dulwich.objects import Blob, Tree

    node = repo[tree]
    if not isinstance(node, Tree) or depth > _DEEPEST:
        return
    for raw, mode, number in node.iteritems():
        name = raw.decode("utf-8", "replace")
        if _is_unsafe(name):
            continue
        place = f"{above}/{name}" if above else name
        if stat.S_ISDIR(mode):
            yield from _files(repo, number, place, depth + 1)
        elif stat.S_ISREG(mode):
            blob = repo[number]
            if isinstance(blob, Blob):
                yield place, blob.data


def _is_unsafe(name: str) -> bool:
    """Say whether a name in a tree is none: Windows takes dots and blanks off its end."""
    return (
        name.rstrip(". ") != name or name.casefold() in _UNSAFE or not _LEADING_OUT.isdisjoint(name)
    )
