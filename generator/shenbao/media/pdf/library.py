"""The library that reads and writes the objects of a PDF, imported here alone."""

from __future__ import annotations

from types import ModuleType


def library() -> ModuleType:
    """Return pikepdf, loaded when a PDF is met."""
    import pikepdf

    return pikepdf
