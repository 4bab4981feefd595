"""How much the tests try: a share in ``make test``, all of it where CI is set.

What takes long is marked ``long`` and runs there alone; a corpus has few seeds here, many there.
Never a number of seconds: a slow machine tries as much as a fast one.
"""

from __future__ import annotations

import os

CI = bool(os.environ.get("CI"))
BATCHES = range(8)
"""A corpus is cut into so many tests, so that the processors share it."""


def seeds(batch: int, few: int, many: int) -> range:
    """Return the seeds of a batch, of ``few`` in all, or of ``many`` where CI is set."""
    return range(batch, many if CI else few, len(BATCHES))
