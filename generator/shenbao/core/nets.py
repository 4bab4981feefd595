"""The last net under each file: what nobody expected is told of it, and the others go on.

A finding made here says that nothing was decided, and the command leaves with 2. The words
hold no value of the file.
"""

from __future__ import annotations

import errno
import os
import signal
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.core.errors import MissingExtraError, PolicyError, Problem, ShenbaoError
from shenbao.core.findings import Finding, Where
from shenbao.core.messages.values import Said, Value, said

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.context import BaseContext

RERAISE = "SHENBAO_RERAISE"
"""The name of an environment variable: where it is set, as in tests, nothing is caught."""

UNEXPECTED, SYSTEM, UNSOUND = "file.unexpected", "file.system", "file.policy-unsound"
CANNOT = frozenset({UNEXPECTED, SYSTEM, UNSOUND})
"""Findings that say that a file could not be checked at all, through no fault of its own."""

_CAUSES = {
    getattr(errno, name): cause
    for name, cause in {
        "ENOENT": "gone",
        "EISDIR": "folder",
        "ENOTDIR": "no-folder",
        "EEXIST": "exists",
        "EADDRINUSE": "taken",
    }.items()
}
"""What the system says of a path or an address, as messages have it."""

_PACKAGE = Path(__file__).parents[1]
_REASONS = {
    getattr(errno, name): reason
    for name, reason in {
        "ENOSPC": "space",
        "EDQUOT": "space",
        "EROFS": "read-only",
        "EACCES": "permission",
        "EPERM": "permission",
        "ENAMETOOLONG": "name",
        "EMFILE": "files",
        "ENFILE": "files",
    }.items()
    if hasattr(errno, name)  # not every system has a quota
}


def caught(error: Exception, file: str) -> Finding:
    """Return what is said of a file that an error stopped.

    What concerns the whole job is raised again, and everything where ``RERAISE`` is set.
    """
    if isinstance(error, ShenbaoError) or (os.environ.get(RERAISE) and not of_the_machine(error)):
        raise error
    if isinstance(error, OSError):
        return system(error, file)
    args = {"kind": type(error).__name__, "place": place(error)}
    return _finding(UNEXPECTED, file, args)


def stopped(error: Exception, file: str) -> tuple[Problem, ...]:
    """Return what is said of a notice whose check an error stopped: its mistakes, or ours."""
    if isinstance(error, PolicyError):
        return error.problems
    if isinstance(error, MissingExtraError):
        raise error
    if isinstance(error, ShenbaoError):
        return (Problem(file=file, pointer="", message=error.message, args={**error.details}),)
    if os.environ.get(RERAISE):
        raise error
    args: dict[str, Value] = {"kind": type(error).__name__, "place": place(error)}
    return (Problem(file=file, pointer="", message="policy-unexpected", args=args),)


def system(error: OSError, file: str) -> Finding:
    """Return what is said of a file that the machine had no room or no right for."""
    return _finding(SYSTEM, file, {"reason": reason(error) or "other", "why": cause(error)})


def cause(error: OSError) -> Said:
    """Return what the system says, worded by us: its own words are of one language."""
    known = reason(error) or _CAUSES.get(error.errno or 0)
    if known:
        return said(f"system-{known}")
    return said("system-other", code=errno.errorcode.get(error.errno or 0, str(error.errno)))


def of_the_machine(error: BaseException) -> bool:
    """Say whether an error comes from the machine: a full disk says nothing of a file."""
    return bool(reason(error))


def reason(error: BaseException) -> str:
    """Return what the machine lacks, as messages select it; empty for any other error."""
    return _REASONS.get(error.errno or 0, "") if isinstance(error, OSError) else ""


def place(error: BaseException) -> str:
    """Return the last place in this program that the error passed: ``media/csv/read.py:12``."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if file.is_relative_to(_PACKAGE):
            return f"{file.relative_to(_PACKAGE).as_posix()}:{frame.lineno}"
    return "?"


def workers(processes: int, context: BaseContext | None = None) -> ProcessPoolExecutor:
    """Return processes that end at once, and without a word, where this one is interrupted."""
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(
        max_workers=processes,
        mp_context=context,
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_DFL),
    )


def _finding(rule: str, file: str, args: Mapping[str, Value]) -> Finding:
    return Finding(
        rule=rule,
        severity="error",
        verdict="undecided",
        where=Where(file=file),
        message=rule.replace(".", "-"),
        args=args,
        basis="toolkit",
    )
