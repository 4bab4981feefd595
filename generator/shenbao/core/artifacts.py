"""What a generator returns: files to be, and the one writer that puts them on disk."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from shenbao.core.errors import ShenbaoError
from shenbao.core.guards.safe_paths import goes_down


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to write: a relative POSIX path and its bytes."""

    path: str
    content: bytes

    @classmethod
    def text(cls, path: str, text: str) -> Artifact:
        """Build an artifact from text: UTF-8, LF line ends."""
        return cls(path, text.replace("\r\n", "\n").encode("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What writing did: paths changed, unchanged and removed."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def write(artifacts: Iterable[Artifact], folder: Path, *, prune: bool = False) -> Written:
    """Write artifacts below ``folder``, touching only what differs.

    ``prune`` removes files below ``folder`` that no artifact names. Raises ShenbaoError for
    a path that leaves the folder and for two artifacts of one path.
    """
    changed: list[str] = []
    unchanged: list[str] = []
    seen: set[str] = set()
    for artifact in artifacts:
        target = _inside(folder, artifact.path)
        if artifact.path in seen:
            raise ShenbaoError("artifact-twice", path=artifact.path)
        seen.add(artifact.path)
        if target.is_file() and target.read_bytes() == artifact.content:
            unchanged.append(artifact.path)
            continue
        replace_file(target, artifact.content)
        changed.append(artifact.path)
    removed = _prune(folder, seen) if prune else ()
    return Written(changed=tuple(changed), unchanged=tuple(unchanged), removed=removed)


def replace_file(target: Path, content: bytes) -> None:
    """Write beside the target, then rename, so that no reader ever sees half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".shenbao-", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        beside.chmod(0o644)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def deliver(target: Path, content: bytes) -> None:
    """Write what somebody asked for to the place that they named.

    Through a link into what it points to; into a device or a pipe, which is never replaced.
    Raises ShenbaoError for a folder, and where the folder around it is not there.
    """
    require_folder_around(target)
    if target.is_dir():
        raise ShenbaoError("output-folder", path=str(target))
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                stream.write(content)
        else:
            replace_file(Path(os.path.realpath(target)), content)
    except OSError as error:
        # Not the name of a temporary file, or none: a full disk says none.
        error.filename = str(target)
        raise


def require_folder_around(target: Path) -> None:
    """Raise ShenbaoError where the folder for something is missing: it may be mistyped.

    A link that leads back to itself has nothing behind it to write to; it is no file to replace.
    """
    try:
        target.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise ShenbaoError("output-loop", path=str(target)) from error
    folder = Path(os.path.realpath(target)).parent
    if not folder.is_dir():
        raise ShenbaoError("output-no-folder", path=str(target), folder=str(folder))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder that is built; raises ShenbaoError while another process does.

    The lock is a file beside it, which is gone afterwards: the folder may be swapped for another
    meanwhile. The system lets go when a process ends, however it ends.
    """
    place = Path(os.path.realpath(folder))
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.lock")
    with beside.open("a+b") as stream:
        try:
            _lock(stream.fileno())
        except (BlockingIOError, PermissionError) as error:
            raise ShenbaoError("output-locked", folder=str(folder)) from error
        # Who held it before may have removed the file after it was opened here.
        if not beside.exists() or not os.path.samestat(os.fstat(stream.fileno()), beside.stat()):
            raise ShenbaoError("output-locked", folder=str(folder))
        try:
            yield
        finally:
            with suppress(PermissionError):  # Windows removes nothing that is open
                beside.unlink()


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def renewed(target: Path) -> Iterator[Path]:
    """Give an empty folder to fill, which then takes the place of ``target`` as a whole.

    It is made beside the target. Where the block raises, the target stays as it was.
    """
    place = Path(os.path.realpath(target))
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".shenbao-", dir=place.parent))
    made, old = beside / "new", beside / "old"
    try:
        made.mkdir()
        yield made
        if place.exists():
            place.rename(old)
        try:
            made.rename(place)
        except OSError:
            if old.exists():
                old.rename(place)
            raise
    finally:
        # What was there before is thrown away only when something stands in its place.
        if place.exists() or not old.exists():
            shutil.rmtree(beside, ignore_errors=True)


def _inside(folder: Path, path: str) -> Path:
    if not goes_down(path) or ":" in path:
        raise ShenbaoError("artifact-outside", path=path)
    return folder / path


def _prune(folder: Path, keep: set[str]) -> tuple[str, ...]:
    removed: list[str] = []
    for file in sorted(folder.rglob("*")):
        relative = file.relative_to(folder).as_posix()
        if file.is_file() and relative not in keep:
            file.unlink()
            removed.append(relative)
    for directory in sorted(folder.rglob("*"), reverse=True):
        if directory.is_dir() and not any(directory.iterdir()):
            directory.rmdir()
    return tuple(removed)
