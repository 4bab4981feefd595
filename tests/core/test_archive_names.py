"""A file in an archive whose name is none, or ends early for some readers: the archive is damaged.

Python's zipfile cuts a name at a NUL, other readers do not: they would see different files.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from fuzzing import corpus
from fuzzing.judge import run

NAMES = (b"\0", b"\0\0", b"a\0b")


def renamed(raw: bytes, name: bytes) -> bytes:
    """Overwrite the beginning of the last name in the table of contents."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        last = archive.infolist()[-1].filename.encode()
    place = raw.rindex(last, raw.rindex(b"PK\x01\x02"))
    return raw[:place] + name + raw[place + len(name) :]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("reader", ["archive", "excel", "package", "table-excel", "word"])
def test_the_archive_is_refused(reader: str, name: bytes, tmp_path: Path) -> None:
    seed = corpus.seeds(reader)[0]
    file = tmp_path / f"input{seed.suffix}"
    file.write_bytes(renamed(seed.raw, name))
    outcome = run(file, seed)
    assert outcome.report.verdict == "fail"
    assert outcome.contents in ((), (None,))
