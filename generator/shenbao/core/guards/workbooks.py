"""Workbooks of somebody else: opened by a library, and which part of the package a sheet is.

The library fails in any way on a broken file, even by a panic that is no ``Exception``. What is
said of it is the caller's: here it is only told from what is no fault of the file.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from shenbao.core.engines import current as engines
from shenbao.core.engines.ports import LockedError, Workbook
from shenbao.core.guards.markup import elements_named

Refusal: TypeAlias = Callable[[str], Exception]
"""Returns what to raise: given ``LOCKED``, or the name of the library's error."""

LOCKED = "locked"
_NO_FAULT = (KeyboardInterrupt, SystemExit, MemoryError, GeneratorExit)


@contextmanager
def by_library(refusal: Refusal, own: type[Exception]) -> Iterator[None]:
    """Raise a refusal for whatever the library fails with; errors of ``own`` kind pass."""
    try:
        yield
    except (own, *_NO_FAULT):
        raise
    except LockedError as error:
        raise refusal(LOCKED) from error
    except BaseException as error:
        raise refusal(type(error).__name__) from error


def opened(content: bytes, refusal: Refusal, own: type[Exception]) -> Workbook:
    """Return a workbook, its sheets told with whether each is shown; raises a refusal."""
    with by_library(refusal, own):
        return engines.workbook().open(content)


def sheet_parts(workbook: Any, relationships: Any, folder: str) -> dict[str, str]:
    """Return the parts of the sheets by the names of the sheets, the first of a name.

    ``workbook`` and ``relationships`` are the roots of the main part and of what it is related to
    (ECMA-376 part 2); ``folder`` is where the main part stands. A sheet whose relationship
    is not there has an empty part. The library reads the first sheet of a name as well.
    """
    targets = {
        item.get("Id", ""): item.get("Target", "")
        for item in relationships
        if isinstance(item.tag, str)
    }
    found: dict[str, str] = {}
    for item in elements_named(workbook, "sheet"):
        link = next((item.get(key) for key in item.attrib if key.endswith("}id")), "")
        target = targets.get(link)
        part = posixpath.normpath(posixpath.join("/", folder, target)) if target else "/"
        found.setdefault(item.get("name", ""), part.lstrip("/"))
    return found
