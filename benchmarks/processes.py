"""What a command costs as a process of its own: CPU of it and its children, its largest memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple

SHENBAO = (sys.executable, "-m", "shenbao")
MEBIBYTE = 1024.0
"""The system counts memory in KiB (on macOS in bytes: divide once more)."""


class Cost(NamedTuple):
    """Seconds of CPU, and MiB of memory at the most."""

    seconds: float
    memory: float


def measured(command: Sequence[str]) -> Cost:
    """Run a command and return what it costs; what it prints is thrown away."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, used = os.wait4(process.pid, 0)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / MEBIBYTE)


def seconds(command: Sequence[str], repeat: int) -> float:
    """Return the median CPU seconds of a command, run once before to warm up."""
    measured(command)
    return statistics.median(measured(command).seconds for _ in range(repeat))
