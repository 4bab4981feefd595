"""Where compiled notices lie: with the program, or in a folder that is the user's alone."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from shenbao.core import resources
from shenbao.policy.compiled.codec import from_json, to_json
from shenbao.policy.model import Notice

_Read = TypeVar("_Read")

CACHE = "SHENBAO_CACHE"
"""Names another folder for what is kept; empty, nothing is kept and nothing believed."""

_MOST = {"json": 256, "index": 16}
"""So many compiled notices and indexes are kept; the oldest go first."""

_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def bundled() -> Path:
    """Return the folder of the notices that were compiled when the program was built."""
    return resources.home() / "compiled"


def find(digest: str) -> Notice | None:
    """Return the notice that was compiled from these bytes, None where there is none."""
    return _found(f"{digest}.json", lambda raw: from_json(json.loads(raw)["notice"]))


def find_index(stamp: str, read: Callable[[bytes], _Read]) -> _Read | None:
    """Return what ``read`` makes of the index that was kept under a stamp, None without one."""
    return _found(f"{stamp}.index", read)


def _found(name: str, read: Callable[[bytes], _Read]) -> _Read | None:
    for folder in _believed():
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return read(_content(folder / name))
    return None


def keep(digest: str, notice: Notice) -> None:
    """Keep a notice for the next time; where that cannot be, the next time loads it again."""
    _keep(f"{digest}.json", lambda: document(notice))


def keep_index(stamp: str, raw: bytes) -> None:
    """Keep an index under its stamp; where that cannot be, the next time makes it again."""
    _keep(f"{stamp}.index", lambda: raw)


def _keep(name: str, content: Callable[[], bytes]) -> None:
    folder = _own()
    if folder is None:
        return
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_ours(folder.lstat(), stat.S_ISDIR):
            from shenbao.core.artifacts import replace_file

            replace_file(folder / name, content())
            _tidy(folder)


def write_bundled(folder: Path, digest: str, notice: Notice) -> None:
    """Write a compiled notice that goes with the program into ``folder``."""
    from shenbao.core.artifacts import replace_file

    replace_file(folder / f"{digest}.json", document(notice))


def document(notice: Notice) -> bytes:
    """Return the compiled form of a notice: JSON in UTF-8, the same notice the same bytes."""
    value: Any = {"notice": to_json(notice)}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _believed() -> Iterator[Path]:
    own = _own()
    if own is None:
        return
    yield bundled()
    with suppress(OSError):
        if _is_ours(own.lstat(), stat.S_ISDIR):
            yield own


def _own() -> Path | None:
    chosen = os.environ.get(CACHE)
    if chosen is not None:
        return Path(chosen) / "notices" if chosen else None
    from platformdirs import user_cache_path

    with suppress(RuntimeError, OSError):
        return user_cache_path("shenbao", appauthor=False) / "notices"
    return None


def _content(file: Path) -> bytes:
    """Return what stands in a file that nobody else can have written."""
    with file.open("rb") as stream:
        if file.parent != bundled() and not _is_ours(os.fstat(stream.fileno()), stat.S_ISREG):
            raise PermissionError
        return stream.read()


def _is_ours(status: os.stat_result, kind: Any) -> bool:
    """Say whether it is of this kind, and only this user may write it.

    On Windows the folder lies in the user's own profile, in a browser in the memory of the page,
    which says the same.
    """
    if sys.platform in ("win32", "emscripten"):
        return bool(kind(status.st_mode))
    alone = status.st_uid == os.geteuid() and not status.st_mode & _OTHERS
    return bool(kind(status.st_mode)) and alone


def _tidy(folder: Path) -> None:
    for ending, most in _MOST.items():
        kept = sorted(folder.glob(f"*.{ending}"), key=lambda file: file.stat().st_mtime)
        for file in kept[:-most]:
            file.unlink(missing_ok=True)
