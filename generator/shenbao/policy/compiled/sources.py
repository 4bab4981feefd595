"""What a notice is made of, as one digest: its folder, what notices share, and our own loader."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from shenbao.core import resources
from shenbao.policy.files.reader import MAX_BYTES

_POLICY = Path(__file__).resolve().parents[1]
_SHARED = "common"


def shared_folders(folder: Path) -> tuple[Path, ...]:
    """Return the folders of what several notices use: that beside a notice, and the bundled."""
    return (folder.parent / _SHARED).resolve(), (resources.home() / "schemas" / _SHARED).resolve()


def content_digest(folder: Path) -> str | None:
    """Return the SHA-256, in hex, of all that the notice in ``folder`` is made of.

    Names of all files, bytes of those that are looked into. None where something cannot be
    read, or is no file: the loader tells it.
    """
    whole = hashlib.sha256(loader_digest())
    try:
        for place in dict.fromkeys((folder, *shared_folders(folder))):
            whole.update(f"{place.name}\0".encode())
            for name, file in _files(place):
                whole.update(f"{name}\0".encode())
                if _is_read(name):
                    content = _content(file)
                    whole.update(f"{len(content)}\0".encode() + content)
    except (OSError, UnicodeEncodeError):
        return None
    return whole.hexdigest()


def looked_into(folder: Path) -> Iterator[Path]:
    """Yield the files of a notice that the loader looks into, in order."""
    yield from (file for name, file in _files(folder) if _is_read(name))


@cache
def loader_digest() -> bytes:
    """Return the digest of the code that loads notices, and of the dialect."""
    code = hashlib.sha256()
    sources = (_POLICY.rglob("*.py"), (resources.home() / "schemas" / "dialect").glob("*.json"))
    for file in sorted(file for found in sources for file in found):
        code.update(file.name.encode() + b"\0" + file.read_bytes())
    return code.digest()


def _files(place: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file below a folder, by its path in it, in order."""
    for above, folders, names in os.walk(place):
        folders.sort()
        inside = Path(above).relative_to(place)
        yield from (((inside / name).as_posix(), Path(above, name)) for name in sorted(names))


def _is_read(name: str) -> bool:
    """Say whether the loader looks into a file: of the examples only at the right tables."""
    first, _, rest = name.partition("/")
    case, _, file = rest.partition("/")
    return first != "examples" or case == file.removesuffix(".json") + "-valid"


def _content(file: Path) -> bytes:
    status = file.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
        raise OSError
    return file.read_bytes()


def within(files: Iterable[Path], folder: Path) -> bool:
    """Say whether files stand where ``content_digest`` of the notice in ``folder`` looks."""
    places = [place.resolve() for place in (folder, *shared_folders(folder))]
    return all(any(file.resolve().is_relative_to(place) for place in places) for file in files)
