"""What a reader returns: the data of a submission and where each value came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shenbao.core.findings import Finding, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The place in a file that a value was read from; ``file`` only where there are several."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A fingerprint that stands on paper: the form named beside it, "" where none is; its pages."""

    form: str
    fingerprint: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """Data handed in, read from one file.

    ``schema`` is what the data itself names (``$schema``: a short name such as
    ``shenkang-2024/p1`` or a published address), None when it names nothing. ``data`` is
    the JSON value without ``$schema``; rows of a table are ``{"rows": [...]}``.
    ``origins`` maps a JSON Pointer to the place of a value, ``places`` those of what may hold
    nothing: empty cells, whole parts. ``notes`` list what was read tolerantly.
    ``findings`` is filled, and ``data`` None, when the file could not be read. ``rivals`` are
    the short names of the tables that the file fits equally well, where nothing in it says which
    of them it is; then nothing was read. ``printed`` are the fingerprints on the pages of a
    PDF; a copy that holds nothing else has no ``data``.
    """

    file: str
    data: Any
    schema: str | None = None
    origins: Mapping[str, Origin] = field(default_factory=dict)
    places: Mapping[str, Origin] = field(default_factory=dict)
    notes: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()
    rivals: tuple[str, ...] = ()
    printed: tuple[Printed, ...] = ()

    def where(self, pointer: str, label: str = "") -> Where:
        """Return the place of ``pointer``: its own, or its nearest ancestor's."""
        at: str = pointer
        while at and at not in self.origins and at not in self.places:
            at = at.rpartition("/")[0]
        origin = self.origins.get(at) or self.places.get(at, Origin())
        return Where(
            file=origin.file or self.file,
            sheet=origin.sheet,
            row=origin.row,
            column=origin.column,
            pointer=pointer,
            label=label,
        )
