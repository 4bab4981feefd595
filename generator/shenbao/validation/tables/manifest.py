"""A package that was handed in against its manifest: what changed, is lost, or came along.

``manifest.json`` and ``SHA256SUMS`` are what ``shenbao package --data`` writes. They show
accidents, not forgery: who changes a file on purpose can write both anew.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from shenbao.core.findings import Finding, Where
from shenbao.core.guards.json_text import (
    DescriptionLargeError,
    description_bytes,
    read_description,
)
from shenbao.core.messages.shortening import shorten
from shenbao.tabular.results import SourceError
from shenbao.tabular.schema.package_files import Archive, Folder, safe
from shenbao.validation.tables.manifest_names import MANIFEST, SUMS

if TYPE_CHECKING:
    from shenbao.policy.model import Severity

_Read = TypeVar("_Read")

_CHUNK = 1 << 20
_LISTED = 100
"""So many extra files are listed; a folder may hold anything."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_LINE = re.compile(r"([0-9A-Fa-f]{64}) [ *](.+)")
_SYSTEM = re.compile(
    r"(.*/)?(\.DS_Store|\._[^/]+|\.~lock\.[^/]+|~\$[^/]+|Thumbs\.db|desktop\.ini)|__MACOSX/.*",
    re.IGNORECASE,
)


def check_manifest(path: Path) -> tuple[Finding, ...]:
    """Compare a package with its manifest; nothing is found where it has none.

    ``path`` is a folder, a zip archive, or the ``datapackage.json`` of a folder. Findings have
    the rules ``manifest.changed``, ``.missing``, ``.unsafe``, ``.twice``, ``.sums`` and
    ``.unreadable`` (errors) and ``manifest.extra`` (a warning). A path that cannot be opened
    at all gives nothing here: reading the package says so.
    """
    try:
        files = _files(path)
    except SourceError:
        return ()
    try:
        return tuple(_Comparison(str(path), files).findings())
    finally:
        files.close()


def left_by_system(path: str) -> bool:
    """Say whether a file is one that systems and office programs leave in a folder."""
    return _SYSTEM.fullmatch(path) is not None


def _files(path: Path) -> Folder | Archive:
    if path.suffix.lower() == ".zip" and not path.is_dir():
        return Archive(path)
    return Folder(path if path.is_dir() else path.parent)


@dataclass(frozen=True, slots=True)
class _Measure:
    """The size in bytes and the SHA-256 of a file."""

    size: int
    digest: str


class _UnfitError(Exception):
    """A manifest that is none; ``reason`` is a variant of ``manifest-unreadable``."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


class _Comparison:
    """One package: what it says of its files, and what they are."""

    def __init__(self, file: str, files: Folder | Archive) -> None:
        self._file = file
        self._files = files
        self._present = {name for name in files.names() if not left_by_system(name)}
        self._measures: dict[str, _Measure | None] = {}

    def findings(self) -> Iterator[Finding]:
        """Compare everything."""
        try:
            sums = dict(self._sums()) if SUMS in self._present else None
            wanted = self._wanted() if MANIFEST in self._present else None
        except _UnfitError as error:
            yield self._finding("unreadable", error.path, reason=error.reason)
            return
        if wanted is None:
            if sums is not None and MANIFEST in sums:
                yield self._finding("missing", MANIFEST)
            return
        if sums is None:
            yield self._finding("missing", SUMS)
        times = Counter(item["path"] for item in wanted)
        yield from (self._finding("twice", path) for path, count in times.items() if count > 1)
        told = set()
        for item in wanted:
            for finding in self._file_findings(item):
                told.add(item["path"])
                yield finding
        yield from self._sum_findings(sums or {}, told)
        extra = sorted(self._present - times.keys() - {MANIFEST, SUMS})
        yield from (self._finding("extra", path, "warning") for path in extra[:_LISTED])

    def _file_findings(self, item: Mapping[str, Any]) -> Iterator[Finding]:
        path = item["path"]
        if not _inside(path):
            yield self._finding("unsafe", path)
        elif path not in self._present:
            yield self._finding("missing", path)
        else:
            found = self._measure(path)
            if found is None:
                yield self._finding("unreadable", path, reason="damaged")
            elif found.size != item["bytes"]:
                wanted, size = f"{item['bytes']} B", f"{found.size} B"
                yield self._finding("changed", path, wanted=wanted, found=size)
            elif found.digest != item["sha256"]:
                yield self._finding("changed", path, wanted=item["sha256"], found=found.digest)

    def _sum_findings(self, sums: Mapping[str, str], told: Container[str]) -> Iterator[Finding]:
        """Compare the list of checksums, which alone holds that of the manifest."""
        for path, wanted in sums.items():
            if path in told:
                continue
            if not _inside(path):
                yield self._finding("unsafe", path)
                continue
            found = self._measure(path) if path in self._present else None
            if found is not None and found.digest != wanted:
                yield self._finding("sums", path, wanted=wanted, found=found.digest)

    def _measure(self, path: str) -> _Measure | None:
        """Return size and digest of a file that is there, None where it cannot be read."""
        if path not in self._measures:
            self._measures[path] = self._measured(path)
        return self._measures[path]

    def _measured(self, path: str) -> _Measure | None:
        digest, size = hashlib.sha256(), 0
        try:
            with self._files.open(path) as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
        except (SourceError, OSError):
            return None
        return _Measure(size, digest.hexdigest())

    def _wanted(self) -> list[Mapping[str, Any]]:
        found = self._read(MANIFEST, read_description)
        items = found.get("files") if isinstance(found, dict) else None
        if not isinstance(items, list) or not all(map(_is_entry, items)):
            raise _UnfitError(MANIFEST, "json")
        return items

    def _sums(self) -> Iterator[tuple[str, str]]:
        for line in self._read(SUMS, _text).splitlines():
            found = _LINE.fullmatch(line)
            if found is not None:
                yield found[2], found[1].lower()
            elif line.strip():
                raise _UnfitError(SUMS, "json")

    def _read(self, path: str, read: Callable[[BinaryIO], _Read]) -> _Read:
        try:
            with self._files.open(path) as stream:
                return read(stream)
        except (SourceError, OSError) as error:
            raise _UnfitError(path, "damaged") from error
        except DescriptionLargeError as error:
            raise _UnfitError(path, "large") from error
        except ValueError as error:
            raise _UnfitError(path, "json") from error

    def _finding(self, rule: str, path: str, severity: Severity = "error", **args: str) -> Finding:
        return Finding(
            rule=f"manifest.{rule}",
            severity=severity,
            verdict="fail",
            where=Where(file=self._file),
            message=f"manifest-{rule}",
            args={"path": shorten(path), **args},
            basis="toolkit",
        )


def _text(stream: BinaryIO) -> str:
    return description_bytes(stream).decode("utf-8-sig")


def _is_entry(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and isinstance(item.get("path"), str)
        and type(item.get("bytes")) is int
        and isinstance(item.get("sha256"), str)
        and _DIGEST.fullmatch(item["sha256"]) is not None
    )


def _inside(path: str) -> bool:
    """Say whether a path stays in the package and is written the one way that files have it."""
    try:
        return safe(path) == path
    except SourceError:
        return False
