"""The parts of a Word file that are read: the document with its styles, what stands in margins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shenbao.core.findings import Finding, Where
from shenbao.media.reading.ooxml import Office
from shenbao.media.reading.reader_findings import note
from shenbao.media.word.read.markup.numbering import Numbering
from shenbao.media.word.read.markup.styles import Styles
from shenbao.media.word.read.markup.text import Document, read_document


def shown_in(office: Office) -> tuple[Document, Styles]:
    """Return what the document of a Word file shows, and the styles that it uses."""
    styles = Styles(_related(office, "styles"))
    numbering = Numbering(_related(office, "numbering"), styles)
    return read_document(office.xml(office.main), styles, numbering), styles


def margins(office: Office) -> Iterator[Finding]:
    """Yield what is to be noted of words beside the document, which are not read."""
    for part in ("comments", "footnotes", "endnotes"):
        parts = office.related(office.main, part)
        if any(text_of_part(office.xml(name)).strip() for name in parts):
            yield note("document.word-margin", Where(file=office.file), kind=part)


def text_of_part(root: Any) -> str:
    """Return the text of a part, its runs apart from each other."""
    texts = root.iter(f"{root.tag.rpartition('}')[0]}}}t")
    return " ".join(item.text or "" for item in texts)


def _related(office: Office, kind: str) -> Any | None:
    """Return the part of a kind that belongs to the document, None where there is none."""
    return next((office.xml(part) for part in office.related(office.main, kind)), None)
