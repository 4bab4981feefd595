"""Zip archives that were built to do harm: too much in them, names that lead out, lies."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from os import PathLike
from typing import IO

from shenbao.core.guards.safe_paths import goes_down

_LOCAL_HEADER = 30
"""Bytes before the name of a file in the archive (APPNOTE 4.3.7)."""

_CHUNK = 1 << 20
_LITTER = (".", "~$", "__MACOSX")
_LITTER_FILES = frozenset({"thumbs.db", "desktop.ini"})
_UNIX = 16
"""Bits by which an entry's attributes (APPNOTE 4.4.15) are shifted to be those of a Unix file."""


DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
"""What a damaged archive makes zipfile raise, and one that it cannot read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many files, how many bytes unpacked, and how far a file of size may be packed.

    ``steepest`` is unpacked to packed; it is asked of what is larger than ``small`` bytes.
    """

    files: int
    size: int
    steepest: int
    small: int


class DishonestError(Exception):
    """A file in an archive cannot be unpacked to what the table of contents says."""


def opened(source: str | PathLike[str] | IO[bytes]) -> zipfile.ZipFile:
    """Return a zip archive, open. Raises BadZipFile where a file in it has no name that counts.

    APPNOTE 4.4.17: a name is a relative path; a NUL ends it for some readers and not for others,
    so that they would not see the same files.
    """
    archive = zipfile.ZipFile(source)
    if any(not item.filename or "\0" in item.orig_filename for item in archive.infolist()):
        archive.close()
        raise zipfile.BadZipFile
    return archive


def is_litter(path: str) -> bool:
    """Say whether a file in an archive was put there by a system, for itself."""
    steps = path.split("/")
    hidden = any(step.startswith(_LITTER) for step in steps if step not in {".", ".."})
    return hidden or steps[-1].casefold() in _LITTER_FILES


def problem(archive: zipfile.ZipFile, limits: Limits) -> str:
    """Return why an archive is not to be unpacked, empty where nothing speaks against it.

    ``too-much``, ``encrypted``, ``unsafe-names`` (leading out, twice, links) or ``overlapping``.
    """
    entries = archive.infolist()
    if is_too_much(entries, limits):
        return "too-much"
    seen: set[str] = set()
    for entry in entries:
        if is_encrypted(entry):
            return "encrypted"
        if _is_unsafe(entry) or entry.filename in seen:
            return "unsafe-names"
        seen.add(entry.filename)
    return "overlapping" if _overlap(archive, entries) else ""


def is_too_much(entries: Collection[zipfile.ZipInfo], limits: Limits) -> bool:
    """Say whether files of an archive, one or all together, are more than anybody sends."""
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    return (
        len(entries) > limits.files
        or size > limits.size
        or is_steep(size, packed, limits)
        or any(is_steep(entry.file_size, entry.compress_size, limits) for entry in entries)
    )


def is_encrypted(entry: zipfile.ZipInfo) -> bool:
    """Say whether a file asks for a password (APPNOTE 4.4.4, bit 0)."""
    return bool(entry.flag_bits & 1)


def is_steep(size: int, packed: int, limits: Limits) -> bool:
    """Say whether so much in so few bytes is no honest data."""
    return size > limits.small and size > limits.steepest * packed


def unpacked(entry: zipfile.ZipInfo, raw: bytes) -> Iterator[bytes]:
    """Yield what a file in the archive ``raw`` holds, never more than is said of it.

    Raises DishonestError for more, for damage and for a method that Office does not use: stored
    and deflated (APPNOTE 4.4.5) are all that is read.
    """
    header = raw[entry.header_offset : entry.header_offset + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER:
        raise DishonestError
    # The lengths end this header (APPNOTE 4.3.7); the table of contents may give another extra.
    name, extra = struct.unpack("<HH", header[-4:])
    start = entry.header_offset + _LOCAL_HEADER + name + extra
    packed = raw[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        if entry.compress_size != entry.file_size:
            raise DishonestError
        yield packed
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise DishonestError
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    size = 0
    try:
        while packed and not unpacker.eof:
            chunk = unpacker.decompress(packed, _CHUNK)
            packed = unpacker.unconsumed_tail
            size += len(chunk)
            if size > entry.file_size:
                raise DishonestError
            yield chunk
    except zlib.error as error:
        raise DishonestError from error


def honest(entry: zipfile.ZipInfo, raw: bytes) -> bool:
    """Say whether a file in an archive unpacks to no more than the table of contents says."""
    try:
        for _ in unpacked(entry, raw):
            pass
    except DishonestError:
        return False
    return True


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    """Say whether a name leads out, or is none by APPNOTE 4.4.17.1: no slash first, none back."""
    return stat.S_ISLNK(entry.external_attr >> _UNIX) or not goes_down(entry.filename)


def _overlap(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bool:
    """Say whether two files share bytes: the way to pack terabytes without a steep file.

    APPNOTE 4.3.6: they stand one behind the other, and all before the table of contents.
    """
    free = 0
    for entry in sorted(entries, key=lambda item: item.header_offset):
        if entry.header_offset < free:
            return True
        free = entry.header_offset + _LOCAL_HEADER + entry.compress_size
    return free > getattr(archive, "start_dir", free)
