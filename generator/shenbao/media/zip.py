"""Files as one zip archive: the same files give the same bytes, and Windows opens it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from shenbao.core.artifacts import Artifact

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that the format can say; no clock is asked."""


def zipped(artifacts: Iterable[Artifact]) -> bytes:
    """Return an archive of the files, sorted by path.

    A name that is not ASCII is marked as UTF-8, which Explorer reads since Windows 8.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for artifact in sorted(artifacts, key=lambda item: item.path):
            entry = zipfile.ZipInfo(artifact.path, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # As on Windows: no Unix permissions, whatever system writes it.
            entry.create_system = 0
            archive.writestr(entry, artifact.content)
    return stream.getvalue()
