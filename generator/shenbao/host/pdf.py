"""PDF in a host that has no library for its objects."""

from __future__ import annotations

from typing import NoReturn

from shenbao.core.engines.ports import NotHereError


class NoPdf:
    """Says that no PDF is read here."""

    def library(self) -> NoReturn:
        """Raise NotHereError."""
        raise NotHereError
