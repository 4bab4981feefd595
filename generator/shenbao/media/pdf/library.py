"""The door to what reads and writes the objects of a PDF."""

from __future__ import annotations

from typing import Any

from shenbao.core.engines import current as engines


def library() -> Any:
    """Return pikepdf, loaded when a PDF is met; raises NotHereError in a host without it."""
    return engines.pdf().library()
