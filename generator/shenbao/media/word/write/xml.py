"""The few WordprocessingML elements that a form is built of, as text, in the order they need.

The order of what stands in one is that of its schema (ECMA-376-1, annex A); another is invalid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'mc:Ignorable="w14 w15"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MILLIMETRE = 56.7
"""Twips."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STEPS = re.compile(r"(\n|\t)")


def millimetres(length: float) -> int:
    """Return a length in twips."""
    return round(length * MILLIMETRE)


def xml_text(text: str) -> str:
    """Return text that XML can hold (XML 1.0, 2.2): one kind of line end, no control characters."""
    return _NOT_XML.sub("\ufffd", "\n".join(text.splitlines()))


def attribute(text: str) -> str:
    """Return text as a quoted attribute; a reader makes its line ends blanks (XML 1.0, 3.3.3)."""
    return quoteattr(xml_text(text).replace("\n", " "))


def run(text: str, style: str = "") -> str:
    """Return a run; line breaks and tabs are kept."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    parts = (_piece(piece) for piece in _STEPS.split(xml_text(text)) if piece)
    return f"<w:r>{look}{''.join(parts)}</w:r>"


def _piece(text: str) -> str:
    if text == "\n":
        return "<w:br/>"
    if text == "\t":
        return "<w:tab/>"
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def field(code: str) -> str:
    """Return a field that Word fills, such as ``PAGE`` (ECMA-376-1, 17.16)."""
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def paragraph(content: str, style: str, *, keep: bool = False, new_page: bool = False) -> str:
    """Return a paragraph; ``keep`` holds it on the page of what follows."""
    marks = "<w:keepNext/>" * keep + "<w:pageBreakBefore/>" * new_page
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{marks}</w:pPr>{content}</w:p>'


def cell(
    content: str,
    width: int,
    *,
    span: int = 1,
    fill: str = "",
    merge: str = "",
    top: bool = False,
) -> str:
    """Return a cell (ECMA-376-1, 17.4); ``merge`` is ``restart`` or ``continue`` downwards."""
    parts = [f'<w:tcW w:w="{width}" w:type="dxa"/>']
    if span > 1:
        parts.append(f'<w:gridSpan w:val="{span}"/>')
    if merge:
        parts.append(f'<w:vMerge w:val="{merge}"/>')
    if fill:
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')
    parts.append(f'<w:vAlign w:val="{"top" if top else "center"}"/>')
    return f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], *, height: int = 0, head: bool = False, whole: bool = True) -> str:
    """Return a row; ``head`` repeats it on each page, ``whole`` keeps it on one page."""
    marks = "<w:cantSplit/>" * whole
    if height:
        marks += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    marks += "<w:tblHeader/>" * head
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>"


def table(
    rows: Iterable[str], widths: Sequence[int], *, lines: bool = True, align: str = "center"
) -> str:
    """Return a table of fixed columns, with or without lines."""
    kind = "single" if lines else "nil"
    edges = "".join(
        f'<w:{edge} w:val="{kind}" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="{align}"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
