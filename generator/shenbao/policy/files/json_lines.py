"""The lines on which the values of a JSON text begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecoder
from typing import TypeAlias

Steps: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys and numbers."""

_BLANKS = re.compile(r"[ \t\n\r]*")
_read = JSONDecoder().raw_decode


def values(text: str) -> Iterator[tuple[Steps, int]]:
    """Yield the path of every value of a JSON text with the line on which it begins.

    A text that is no JSON ends it.
    """
    line, counted, at = 1, 0, _blank(text, 0)
    pending: list[tuple[Steps, int]] = []
    path: Steps = ()
    try:
        while True:
            line, counted = line + text.count("\n", counted, at), at
            yield path, line
            opened = text[at] in "{["
            if opened:
                pending.append((path, -1 if text[at] == "{" else 0))
                at = _blank(text, at + 1)
            else:
                at = _blank(text, _read(text, at)[1])
            while text[at] in "}]":
                pending.pop()
                opened = False
                at = _blank(text, at + 1)
            above, number = pending[-1]
            at = at if opened else _blank(text, at + 1)
            if number < 0:
                key, at = _read(text, at)
                path, at = (*above, key), _blank(text, _blank(text, at) + 1)
            else:
                path, pending[-1] = (*above, number), (above, number + 1)
    except (IndexError, ValueError):
        return


def twice(text: str) -> Iterator[tuple[Steps, int, int]]:
    """Yield each key that stands again in an object of a JSON text, with both its lines."""
    seen: dict[Steps, int] = {}
    for path, line in values(text):
        if path in seen:
            yield path, seen[path], line
        seen[path] = line


def _blank(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return at if found is None else found.end()
