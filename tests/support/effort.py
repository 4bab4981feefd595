"""How much the tests try: a share in ``make test``, all of it where CI is set.

What takes long is marked ``long`` and runs there alone; a corpus has few seeds here, many there.
Of many things that are alike, such as the forms of a notice, a few are tried here, each there.
Never a number of seconds: a slow machine tries as much as a fast one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

Item = TypeVar("Item")

CI = bool(os.environ.get("CI"))
BATCHES = range(8)
"""A corpus is cut into so many tests, so that the processors share it."""


def seeds(batch: int, few: int, many: int) -> range:
    """Return the seeds of a batch, of ``few`` in all, or of ``many`` where CI is set."""
    return range(batch, many if CI else few, len(BATCHES))


def share(items: Iterable[Item], few: int) -> tuple[Item, ...]:
    """Return all items where CI is set, else ``few``: the first, the last, others between them.

    ``few`` is two or more. The forms of a notice come before its tables: some of both are tried.
    """
    every = tuple(items)
    if CI or len(every) <= few:
        return every
    return tuple(every[at * (len(every) - 1) // (few - 1)] for at in range(few))
