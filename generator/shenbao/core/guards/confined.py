"""Work of libraries that know no limits, done by a process that may be stopped at any time.

Such a library fills the memory or never comes back, and a call into it cannot be ended. The
process limits its own memory (``limit_memory``) and says what it finds line by line, so that
what it had found when it was stopped is kept.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_ABOVE = Path(__file__).resolve().parents[3]
"""The folder from which this program is imported."""

_MEGABYTE = 1024 * 1024
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The whole lines that a process said; ``whole``: it came to its end and had no trouble."""

    lines: tuple[str, ...]
    whole: bool


def run(module: str, *words: str, seconds: float) -> Said:
    """Run a module of this program in a process of its own, for so long at most.

    It never imports from the folder that the command is run in: that is where strangers' files
    lie.
    """
    paths = (str(_ABOVE), os.environ.get("PYTHONPATH", ""))
    try:
        done = subprocess.run(  # noqa: S603 - this program itself
            (sys.executable, "-P", "-m", module, *words),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as late:
        return Said(lines=_lines(late.stdout or b""), whole=False)
    except OSError:  # no room for another process
        return Said(lines=(), whole=False)
    return Said(lines=_lines(done.stdout), whole=done.returncode == 0)


def limit_memory(megabytes: int) -> None:
    """Let this process take no more; Windows and macOS have no such limit."""
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes * _MEGABYTE
    limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return


def most_memory() -> int:
    """Return the most megabytes that this process has taken so far, 0 where nobody counts.

    ``getrusage`` would count those of the process that started this one, too.
    """
    if not _STATUS.exists():
        return 0
    told = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines())
    return int(told["VmHWM"].split()[0]) // 1024


def _lines(raw: bytes) -> tuple[str, ...]:
    return tuple(raw.decode("utf-8", "replace").splitlines()[: raw.count(b"\n")])
