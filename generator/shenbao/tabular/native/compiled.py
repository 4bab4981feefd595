"""The compiled part of the engine, where it was built; without it Python gives the same verdicts.

``SHENBAO_NO_NATIVE=1`` in the environment leaves it out. It is imported here alone.
"""

from __future__ import annotations

import os

try:
    from . import _scan
except ImportError:
    _scan = None  # type: ignore[assignment]

part = _scan
"""The compiled module, None where it was not built."""

PAD = 64
"""Bytes behind a buffer that the scan may read."""

OFF = "SHENBAO_NO_NATIVE"

SEED = os.urandom(16)
"""Of the hashes: data cannot be made to collide. No verdict depends on it."""

ASK, TEXT, INTEGER, DECIMAL, DATE, SHAPE, DFA = range(7)
"""How a cell is judged; ``ASK`` knows only the texts it was given."""

NO_KEY, KEY_TEXT, KEY_INTEGER, KEY_DECIMAL, KEY_DATE, KEY_YEAR = range(6)
"""How a cell becomes a key."""


def available() -> bool:
    """Say whether the compiled part is there and wanted."""
    return part is not None and os.environ.get(OFF, "0") in {"", "0"}
