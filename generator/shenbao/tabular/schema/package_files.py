"""The files of a package: a folder or a zip archive, and nothing outside of it."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, Protocol, TypeAlias, cast

from shenbao.core.guards import archives
from shenbao.core.guards.json_text import DESCRIPTOR
from shenbao.core.guards.safe_paths import goes_down, is_remote, leads_into
from shenbao.core.messages.shortening import LONGEST
from shenbao.core.messages.values import Value, many
from shenbao.core.nets import reason
from shenbao.tabular.results import Issue, SourceError

COMPRESSIONS = ("zip", "gz", "bz2", "xz")
_VARIABLE = re.compile(r"[$%~]")
_SMALL = 100 * 1024 * 1024
_LARGEST = 16 * 1024 * 1024 * 1024
_RATIO = 250
"""Text and numbers shrink to a twentieth, seldom to a hundredth."""

_LIMITS = archives.Limits(files=10_000, size=_LARGEST, steepest=_RATIO, small=_SMALL)
_PROBLEMS: Mapping[str, str] = {
    "too-much": "tables-bomb",
    "overlapping": "tables-bomb",
    "encrypted": "tables-zip",
    "unsafe-names": "tables-unsafe-names",
}


class Files(Protocol):
    """The files of a package by their path in it."""

    name: str

    def open(self, path: str) -> BinaryIO:
        """Open a file. Raises SourceError for a path that leads out or to nothing."""

    def local(self, path: str) -> Path | None:
        """Return where a file stands that opens as it is, None where it does not."""

    def close(self) -> None:
        """Let go of the files."""


def safe(path: str) -> str:
    """Return a path inside a package. Raises SourceError for any other.

    Data Package, ``path`` of a resource: relative, with ``/``, without ``..``. The URL that may
    stand there as well is refused: nothing is fetched.
    """
    if is_remote(path):
        raise SourceError("resource-error", "tables-path-remote", path=path)
    if not goes_down(path) or _VARIABLE.match(path):
        raise SourceError("resource-error", "tables-path-outside", path=path)
    return str(PurePosixPath(path))


class Folder:
    """The files of a package in a folder."""

    def __init__(self, root: Path) -> None:
        self.name = root.name
        self._root = root.resolve()

    def open(self, path: str) -> BinaryIO:
        """Open a regular file below the folder; links may not lead out of it."""
        target = self._target(path)
        if target is None:
            raise SourceError("resource-error", "tables-path-outside", path=path)
        return open_file(target, path)

    def local(self, path: str) -> Path | None:
        """Return its place, where no link leads out of the folder."""
        return self._target(path)

    def _target(self, path: str) -> Path | None:
        target = self._root / safe(path)
        return target if leads_into(target, self._root) else None

    def names(self) -> Iterator[str]:
        """Yield the path of every file and link below the folder, in no order."""
        for folder, folders, files in os.walk(self._root):
            here = Path(folder)
            links = [name for name in folders if (here / name).is_symlink()]
            for name in (*files, *links):
                yield (here / name).relative_to(self._root).as_posix()

    def close(self) -> None:
        """Do nothing: a folder holds nothing."""


def open_file(path: Path, name: str) -> BinaryIO:
    """Open a regular file. Raises SourceError for anything else."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise SourceError("scheme-error", "tables-no-file", file=name)
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise _problem(error, "scheme-error", "tables-no-file", name) from error


def _problem(error: Exception, code: str, message: str, name: str) -> SourceError:
    """Return what is said of a file that could not be opened or read to its end.

    What the machine lacks (a right, room) says nothing of the file: it is neither gone nor
    damaged.
    """
    lacking = reason(error)
    if lacking:
        return SourceError("scheme-error", "tables-system", file=name, reason=lacking)
    return SourceError(code, message, file=name)


class Archive:
    """The files of a package in a zip archive, read where they are."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._stream = open_file(path, path.name)
        try:
            self._zip = archives.opened(self._stream)
        except archives.DAMAGE as error:
            self._stream.close()
            raise _problem(error, "package-error", "tables-zip", path.name) from error
        items = [item for item in self._zip.infolist() if not item.is_dir()]
        found = archives.problem(self._zip, _LIMITS)
        if found:
            self.close()
            raise SourceError("package-error", _PROBLEMS[found], file=path.name)
        self._items = {item.filename: item for item in items}
        self._base = _base(self._items)

    def open(self, path: str) -> BinaryIO:
        """Open a member. An encrypted one cannot be read."""
        item = self._items.get(self._base + safe(path))
        if item is None:
            raise SourceError("scheme-error", "tables-no-file", file=path)
        try:
            # The archive says how much a member holds; no more is read from it.
            stream = self._zip.open(item)
        except archives.DAMAGE as error:
            raise _problem(error, "package-error", "tables-zip", path) from error
        return cast("BinaryIO", Guarded(cast("BinaryIO", stream), item.file_size, name=path))

    def local(self, _path: str) -> Path | None:
        """Return nothing: all stands in the archive."""
        return None

    def names(self) -> Iterator[str]:
        """Yield every member of the package; others of the archive have their whole path."""
        for name in self._items:
            yield name.removeprefix(self._base)

    def close(self) -> None:
        """Close the archive."""
        self._zip.close()
        self._stream.close()


OnRead: TypeAlias = Callable[[int], None]
"""Told how many bytes were just read."""


class Watched:
    """The files of a package; ``on_read`` is told of what is read from them."""

    def __init__(self, files: Files, on_read: OnRead) -> None:
        self.name = files.name
        self._files = files
        self._on_read = on_read

    def open(self, path: str) -> BinaryIO:
        """Open a file as ``files`` does."""
        return watched(self._files.open(path), self._on_read)

    def local(self, path: str) -> Path | None:
        """Return where a file stands, as ``files`` does."""
        return self._files.local(path)

    def close(self) -> None:
        """Let go of the files."""
        self._files.close()


def watched(stream: BinaryIO, on_read: OnRead) -> BinaryIO:
    """Return the stream with somebody who is told of what is read."""
    return cast("BinaryIO", _WatchedStream(stream, on_read))


class _WatchedStream(io.RawIOBase):
    def __init__(self, stream: BinaryIO, on_read: OnRead) -> None:
        self._stream = stream
        self._on_read = on_read

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say whether another place can be gone to."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to another place."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._stream.tell()

    def read(self, size: int = -1) -> bytes:
        """Read and tell."""
        raw = self._stream.read(size)
        self._on_read(len(raw))
        return raw

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()
        super().close()


class Guarded(io.RawIOBase):
    """A stream that refuses to give more than a number of bytes, and says so when damaged."""

    def __init__(self, stream: BinaryIO, most: int, *beneath: IO[bytes], name: str) -> None:
        self._stream = stream
        self._name = name
        self._left = most
        self._beneath = beneath

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read; raises SourceError at the limit and where the stream is damaged."""
        try:
            raw = self._stream.read(size)
        except (lzma.LZMAError, *archives.DAMAGE) as error:
            raise _problem(error, "compression-error", "tables-damaged", self._name) from error
        self._left -= len(raw)
        if self._left < 0:
            raise SourceError("compression-error", "tables-bomb", file=self._name)
        return raw

    def close(self) -> None:
        """Close the stream and what is beneath it."""
        self._stream.close()
        for stream in self._beneath:
            stream.close()
        super().close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A compressed file of a package: its path, how it is packed, which file in it is meant.

    ``inner`` is the path that the descriptor gives, ``format`` that of the table.
    """

    path: str
    compression: str
    inner: str = ""
    format: str = ""

    def opened(self, stream: BinaryIO) -> BinaryIO:
        """Return what the compressed file holds, within limits. Raises SourceError."""
        if self.compression == "zip":
            return self._opened_member(stream)
        size = stream.seek(0, io.SEEK_END) if stream.seekable() else 0
        if stream.seekable():
            stream.seek(0)
        most = min(max(_SMALL, size * _RATIO), _LARGEST)
        unpacked = _INFLATE[self.compression](stream)
        return cast("BinaryIO", Guarded(unpacked, most, stream, name=self.path))

    def member(self, stream: BinaryIO) -> str:
        """Return the file in a zip archive that is the table. Raises SourceError."""
        with self._archive(stream) as archive:
            return self._member(archive).filename

    def _opened_member(self, stream: BinaryIO) -> BinaryIO:
        archive = self._archive(stream)
        try:
            item = self._member(archive)
            member = cast("BinaryIO", archive.open(item))
        except SourceError:
            stream.close()
            raise
        except archives.DAMAGE as error:
            stream.close()
            raise _problem(error, "compression-error", "tables-zip", self.path) from error
        return cast("BinaryIO", Guarded(member, item.file_size, stream, name=self.path))

    def _archive(self, stream: BinaryIO) -> zipfile.ZipFile:
        try:
            archive = archives.opened(stream if stream.seekable() else io.BytesIO(stream.read()))
        except archives.DAMAGE as error:
            stream.close()
            raise _problem(error, "compression-error", "tables-zip", self.path) from error
        found = archives.problem(archive, _LIMITS)
        if found:
            stream.close()
            raise SourceError("compression-error", _PROBLEMS[found], file=self.path)
        return archive

    def _member(self, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
        """Return the file that is meant: the one named, else the only one that can be."""
        files = {item.filename: item for item in archive.infolist() if not item.is_dir()}
        names = [name for name in files if not archives.is_litter(name)]
        if self.inner:
            if self.inner not in files:
                if not names:
                    raise self._wrong("tables-zip-empty")
                told = many(names, longest=LONGEST)
                raise self._wrong("tables-zip-no-member", name=self.inner, found=told)
            return files[self.inner]
        ending = f".{self.format}"
        fitting = [name for name in names if name.lower().endswith(ending)] or names
        if not fitting:
            raise self._wrong("tables-zip-empty")
        if len(fitting) > 1:
            raise self._wrong("tables-zip-several", found=many(fitting, longest=LONGEST))
        return files[fitting[0]]

    def _wrong(self, message: str, **args: Value) -> SourceError:
        given = {**args, "file": self.path}
        return SourceError.of(Issue(code="compression-error", message=message, args=given))


_INFLATE: Mapping[str, Callable[[BinaryIO], BinaryIO]] = {
    "gz": lambda stream: cast("BinaryIO", gzip.GzipFile(fileobj=stream)),
    "bz2": lambda stream: cast("BinaryIO", bz2.BZ2File(stream)),
    "xz": lambda stream: cast("BinaryIO", lzma.open(stream)),  # noqa: SIM115 - closed with it
}


def _base(names: Mapping[str, zipfile.ZipInfo]) -> str:
    """Return the folder in the archive where the package stands: its top, or the only one."""
    if DESCRIPTOR in names:
        return ""
    found = [name for name in names if PurePosixPath(name).name == DESCRIPTOR]
    return found[0].removesuffix(DESCRIPTOR) if len(found) == 1 else ""
