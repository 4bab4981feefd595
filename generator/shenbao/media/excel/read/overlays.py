"""What floats over the cells of a workbook: text boxes, pictures, comments. None of it is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from shenbao.core.findings import Finding, Where
from shenbao.core.guards.markup import elements_named
from shenbao.media.excel.read.workbook import parts_of
from shenbao.media.reading.ooxml import Office
from shenbao.media.reading.reader_findings import note, remark

_COMMENTS = ("comments", "threadedComment")


def about_floating(office: Office, filled: Collection[str]) -> Iterator[Finding]:
    """Tell of text boxes and comments, and of pictures on the sheets that are filled in."""
    for sheet, part in parts_of(office).items():
        where = Where(file=office.file, sheet=sheet)
        for drawing in office.related(part, "drawing"):
            root = office.xml(drawing)
            for text in filter(None, map(_text, elements_named(root, "sp"))):
                yield remark("document.excel-box", where, severity="review", found=text)
            if sheet in filled and elements_named(root, "pic"):
                yield remark("document.excel-pictures", where, severity="review")
        if any(True for kind in _COMMENTS for _ in office.related(part, kind)):
            yield note("document.excel-comments", where)


def _text(shape: Any) -> str:
    return "".join(item.text or "" for item in elements_named(shape, "t")).strip()
