"""Files as one zip archive: the same files give the same bytes, and Windows opens it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO

from shenbao.core.artifacts import Artifact

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that the format can say; no clock is asked."""

_PACKED = frozenset({".docx", ".xlsx", ".pdf", ".zip", ".png"})
_QUICK = 3
"""A level of zlib that takes half of the time and gives nearly as little."""


def zipped(artifacts: Iterable[Artifact]) -> bytes:
    """Return an archive of the files, sorted by path."""
    return packed(sorted((artifact.path, artifact.content) for artifact in artifacts))


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of files in the order in which they come.

    A name that is not ASCII is marked as UTF-8, which Explorer reads since Windows 8.
    """
    stream = io.BytesIO()
    _write(stream, files, frozenset())
    return stream.getvalue()


def pack(target: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write an archive of many files to ``target``, one after the other.

    What is packed in itself is not packed again.
    """
    with target.open("wb") as stream:
        _write(stream, files, _PACKED, _QUICK)


def _write(
    stream: IO[bytes],
    files: Iterable[tuple[str, bytes]],
    stored: frozenset[str],
    level: int | None = None,
) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for path, content in files:
            entry = zipfile.ZipInfo(path, _EARLIEST)
            suffix = PurePosixPath(path).suffix
            entry.compress_type = zipfile.ZIP_STORED if suffix in stored else zipfile.ZIP_DEFLATED
            # As on Windows: no Unix permissions, whatever system writes it.
            entry.create_system = 0
            archive.writestr(entry, content, compresslevel=level)
