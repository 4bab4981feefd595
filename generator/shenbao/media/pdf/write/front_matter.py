"""Cover and filling notes, as the template of the paper form draws them."""

from __future__ import annotations

from dataclasses import dataclass

from shenbao.forms.front_matter import Cover, Line, Manner
from shenbao.forms.wording import words_of
from shenbao.media.pdf.write.entries import Entries, EntryCell
from shenbao.policy.model import Form

FILLED_IN = Manner(
    typing=("pdf-form-note-typing",),
    rows="pdf-form-note-rows",
    last=("pdf-form-note-letters", "paper-note-fingerprint"),
)
PRINTED = Manner(typing=("pdf-form-note-static",), last=("paper-note-fingerprint",))

_VALUE = 90.0
"""Millimetres for a value on the cover."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A line of the cover: what it asks for, and a box, a text, or room to write."""

    title: str
    cell: EntryCell


def lines(cover: Cover, entries: Entries) -> tuple[Drawn, ...]:
    """Return the lines of the cover; their boxes belong to entries of the sections, made before."""
    return tuple(Drawn(title=line.title, cell=_cell(line, entries)) for line in cover.lines)


def _cell(line: Line, entries: Entries) -> EntryCell:
    return entries.again(line.pointer, _VALUE) if line.pointer else EntryCell(text=line.text)


def table_notes(form: Form, manner: Manner) -> tuple[str, ...]:
    """Return what stands over a table that is handed in by itself."""
    told = (words_of(message) for message in (manner.marks, *manner.typing))
    return tuple(filter(None, (form.description, *told)))
