"""Zip archives of what is handed in: unpacked within limits, then read like a folder.

Nothing leaves the folder it is unpacked to; what is not unpacked is said.
"""

from __future__ import annotations

import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from shenbao.core.findings import Finding, Where
from shenbao.core.guards.archives import (
    DAMAGE,
    Limits,
    is_encrypted,
    is_litter,
    is_too_much,
    opened,
)
from shenbao.core.guards.safe_paths import goes_down
from shenbao.core.nets import of_the_machine, system
from shenbao.media.reading.reader_findings import remark

LIMITS = Limits(files=10_000, size=4 * 1024 * 1024 * 1024, steepest=250, small=100 * 1024 * 1024)
"""Text and numbers are packed to a twentieth, seldom to a hundredth."""

LONGEST_NAME = 1000
_CHUNK = 1 << 20
_UTF8_NAMES = 0x800


def unpack(archive: Path, name: str, folder: Path) -> Iterator[Finding]:
    """Unpack an archive into an empty folder; yield what was not unpacked, and why.

    ``name`` is what the archive is called in a report. Names that are not marked as UTF-8
    are read as UTF-8 where they are that, else as GB18030, as Windows writes them in China.
    """
    if not archive.is_file():
        yield remark("file.not-a-file", Where(file=name))
        return
    try:
        with opened(archive) as package:
            entries = [item for item in package.infolist() if not item.is_dir()]
            refusal = _refusal(entries, name)
            if refusal is not None:
                yield refusal
                return
            yield from _take_all(package, entries, name, folder)
    except DAMAGE as error:
        yield _damaged(error, Where(file=name))


def _refusal(entries: list[zipfile.ZipInfo], name: str) -> Finding | None:
    """Say why nothing of an archive is unpacked."""
    where = Where(file=name)
    if is_too_much(entries, LIMITS):
        limit = str(LIMITS.size // 1024 // 1024)
        return remark("file.zip-too-much", where, files=str(LIMITS.files), limit=limit)
    if any(map(is_encrypted, entries)):
        return remark("file.zip-encrypted", where)
    return None


def _take_all(
    package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str, folder: Path
) -> Iterator[Finding]:
    taken: set[str] = set()
    for item in entries:
        path = _name(item)
        shown = "".join(sign if sign.isprintable() else "?" for sign in path)
        where = Where(file=str(Path(name, shown.lstrip("/"))))
        if is_litter(path):
            continue
        if not _inside(path):
            yield remark("file.zip-outside", Where(file=name), found=shown)
            continue
        if stat.S_ISLNK(item.external_attr >> 16):
            yield remark("file.zip-link", where)
            continue
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded in taken:
            yield remark("file.zip-twice", where)
            continue
        taken.add(folded)
        try:
            _take(package, item, folder.joinpath(*PurePosixPath(path).parts))
        except DAMAGE as error:
            yield _damaged(error, where)


def _damaged(error: Exception, where: Where) -> Finding:
    """Say what is wrong: a full disk, or a name too long for it, is no fault of the archive."""
    if isinstance(error, OSError) and of_the_machine(error):
        return system(error, where.file or "")
    return remark("file.zip-damaged", where)


def _take(package: zipfile.ZipFile, item: zipfile.ZipInfo, target: Path) -> None:
    """Write one file; raises where it is damaged or holds more than it says."""
    target.parent.mkdir(parents=True, exist_ok=True)
    left = item.file_size
    try:
        with package.open(item) as stream, target.open("xb") as written:
            while raw := stream.read(_CHUNK):
                left -= len(raw)
                if left < 0:
                    raise zipfile.BadZipFile
                written.write(raw)
    except DAMAGE:
        target.unlink(missing_ok=True)
        raise


def _name(item: zipfile.ZipInfo) -> str:
    """Return the path of an entry with forward strokes."""
    name = item.orig_filename
    if not item.flag_bits & _UTF8_NAMES:
        try:
            raw = name.encode("cp437")
            name = _decoded(raw)
        except UnicodeEncodeError:  # the reader took it from elsewhere, as text
            pass
    return name.replace("\\", "/")


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _inside(path: str) -> bool:
    """Say whether a path names a file below the folder, on every system."""
    return (
        goes_down(path)
        and len(path) <= LONGEST_NAME
        and path.isprintable()
        and ":" not in path
        and not {"", "."} & set(path.split("/"))
    )
