"""The index of a folder's notices, kept until a file of any of them changes.

Their bytes are not read for it: size and times of each file say whether it is the same. An index
that is out of date names a wrong notice at most, which is judged by its own bytes.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from shenbao.policy.compiled import store
from shenbao.policy.compiled.index import Index
from shenbao.policy.compiled.sources import loader_digest, shared_folders
from shenbao.policy.model import Notice

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that changes again has another time, on any file system."""

_NOT_INDEXED = "examples"


def find_index(folders: Sequence[Path]) -> Index | None:
    """Return the index that was kept of the notices in these folders, None without one."""
    stamp = _stamp(folders)
    return None if stamp is None else store.find_index(stamp, Index)


def keep_index(folders: Sequence[Path], notices: Sequence[Notice]) -> Index:
    """Return the index of the notices in these folders, and keep it for the next time."""
    index = Index.of(notices)
    stamp = _stamp(folders)
    if stamp is not None:
        store.keep_index(stamp, index.raw)
    return index


def _stamp(folders: Sequence[Path]) -> str | None:
    """Return what all files of some notices are known by, in hex.

    None where that does not tell: a file cannot be looked at, or was changed just now.
    """
    whole = hashlib.sha256(loader_digest())
    shared = [place for folder in folders[:1] for place in shared_folders(folder)]
    newest = 0
    try:
        for place in (*folders, *dict.fromkeys(shared)):
            whole.update(f"{place}\0".encode())
            for name, status in _statuses(str(place)):
                newest = max(newest, status.st_mtime_ns, status.st_ctime_ns)
                times = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
                whole.update(f"{name}\0{status.st_ino} {times}\0".encode())
    except (OSError, UnicodeEncodeError):
        return None
    return None if time.time_ns() - newest < _SETTLED else whole.hexdigest()


def _statuses(folder: str, above: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """Yield the name and status of every file below a folder but the examples of a notice.

    Raises OSError for a link to a folder: what stands there is somebody else's.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        name = f"{above}{entry.name}"
        if entry.is_dir():
            if entry.is_symlink():
                raise OSError
            if name != _NOT_INDEXED:
                yield from _statuses(entry.path, f"{name}/")
        else:
            yield name, entry.stat()
