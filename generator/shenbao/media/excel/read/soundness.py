"""Which cells of a workbook show per cent, and whether a form's workbook is fit to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO

from shenbao.core.guards import archives, number_formats, worksheets
from shenbao.media.reading.ooxml import MOST_BYTES, Office
from shenbao.media.reading.reader_findings import UnreadableError, refuse

MOST_CELLS = 1_000_000
"""Between the first and the last cell of all sheets of a form, all of which are kept."""

_MOST_TEXT = 50_000_000
"""Bytes of the texts of all cells, repeated ones each time."""


def looks_of(office: Office) -> Mapping[str, worksheets.SheetExtent]:
    """Look through all parts before anything is built from them; raises UnreadableError."""
    package = archives.opened(BytesIO(office.raw))
    try:
        return worksheets.look_through(package, office.raw, percent_styles(office))
    except worksheets.OddSheetError as error:
        raise _odd(error, office.file) from error


def _odd(error: worksheets.OddSheetError, file: str) -> UnreadableError:
    if error.why == "dishonest":
        return refuse("document.too-much", file, limit=str(MOST_BYTES // 1024 // 1024))
    if error.why == "too-much":
        return too_large(file)
    if error.why == "entities":
        return refuse("document.entities", file, part=error.part)
    if error.why == "markup":
        return refuse("document.damaged", file, part=error.part)
    return refuse("document.excel-odd", file, part=error.part, why=error.why)


def refuse_large(looks: Iterable[worksheets.SheetExtent], file: str) -> None:
    """Refuse a workbook whose sheets together would fill the memory."""
    looks = tuple(looks)
    area = sum(look.area for look in looks)
    if area > MOST_CELLS or sum(look.text for look in looks) > _MOST_TEXT:
        raise too_large(file)


def too_large(file: str) -> UnreadableError:
    """Return the refusal of a workbook that would fill the memory."""
    return refuse("document.excel-scattered", file, limit=str(MOST_CELLS // 10_000))


def percent_styles(office: Office) -> frozenset[int]:
    """Return the styles of cells that show their value times a hundred, with a per cent sign."""
    parts = office.related(office.main, "styles")
    return frozenset().union(*(number_formats.percent_styles(office.xml(part)) for part in parts))
