"""Programs that neither pip nor npm brings: tests/install_tools.sh does, and none is optional."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

PATIENCE = 600
"""Seconds after which a program hangs, however busy the machine is."""

PAGE_PATIENCE = 120_000
"""Milliseconds that a page has for what a test waits for: a busy machine is slow, not wrong."""


def program(*names: str) -> str:
    """Return the path of a program under the first of its names that is there; fail without it."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.fail(f"no {names[0]}: make test installs it")
    return found


def saved_by_libreoffice(files: Sequence[Path], to: str, folder: Path) -> Path:
    """Return a new folder within ``folder`` with all files as LibreOffice saves them.

    Started once for all of them, with a profile of its own: another worker has another.
    """
    out = folder / f"saved-as-{to.partition(':')[0]}"
    own = f"-env:UserInstallation={(folder / 'libreoffice').as_uri()}"
    subprocess.run(
        [program("soffice"), own, "--headless", "--convert-to", to, "--outdir", out, *files],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    return out
