"""Files as one zip archive: the same files give the same bytes, and Windows opens it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from shenbao.core.artifacts import Artifact

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that the format can say; no clock is asked."""


def zipped(artifacts: Iterable[Artifact]) -> bytes:
    """Return an archive of the files, sorted by path."""
    return packed(sorted((artifact.path, artifact.content) for artifact in artifacts))


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of files in the order in which they come.

    A name that is not ASCII is marked as UTF-8, which Explorer reads since Windows 8.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files:
            entry = zipfile.ZipInfo(path, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # As on Windows: no Unix permissions, whatever system writes it.
            entry.create_system = 0
            archive.writestr(entry, content)
    return stream.getvalue()
