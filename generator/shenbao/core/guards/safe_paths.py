"""Paths that a file from outside names: they stay in the folder that they belong to."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def is_remote(path: str) -> bool:
    """Say whether it names a scheme (or a drive of Windows): nothing below a folder."""
    return _SCHEME.match(path) is not None


def goes_down(path: str) -> bool:
    """Say whether a path with forward strokes names something below its folder, by its text."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not (
        path.startswith("/") or "\\" in path or "\0" in path or ".." in parts
    )


def leads_into(path: Path, folder: Path) -> bool:
    """Say whether something is in a folder, links followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
