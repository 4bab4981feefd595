"""The objects of a PDF by qpdf, through pikepdf."""

from __future__ import annotations

from types import ModuleType

import pikepdf


class Qpdf:
    """The reader and writer of the command."""

    def library(self) -> ModuleType:
        """Return pikepdf."""
        return pikepdf
