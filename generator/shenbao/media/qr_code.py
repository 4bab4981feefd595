"""The code on a printed form: one drawing for every file, as a picture or as a path."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from shenbao.core.errors import MissingExtraError

_BORDER = 1
"""Light squares around the code; on white paper one is enough for every reader."""

_PIXELS = 4
"""The side of a square in a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePath:
    """A QR code as the path of its dark squares; ``size`` is its side in squares."""

    size: int
    path: str


def as_png(text: str) -> bytes:
    """Return the QR code of ``text`` as a picture. Raises MissingExtraError."""
    stream = io.BytesIO()
    _code(text).save(stream, kind="png", scale=_PIXELS, border=_BORDER)
    return stream.getvalue()


def as_path(text: str) -> CodePath:
    """Return the QR code of ``text`` as a path. Raises MissingExtraError."""
    matrix = _code(text).matrix
    squares = [
        f"M{across + _BORDER} {down + _BORDER}.5h1"
        for down, row in enumerate(matrix)
        for across, dark in enumerate(row)
        if dark
    ]
    return CodePath(size=len(matrix) + 2 * _BORDER, path="".join(squares))


def _code(text: str) -> Any:
    try:
        import segno
    except ImportError as error:
        raise MissingExtraError("segno", "build") from error
    return segno.make(text, error="m", micro=False)
