"""A form or table as a Word file: to be filled in Word or WPS, printed, signed, read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from shenbao.core.artifacts import Artifact
from shenbao.forms import layout, required_rows, urls
from shenbao.forms.values import Values
from shenbao.forms.view import Node, sections
from shenbao.forms.wording import words_of
from shenbao.media import qr_code
from shenbao.media.word.contract import NO, PLACE
from shenbao.media.word.write import front_matter
from shenbao.media.word.write.body import section
from shenbao.media.word.write.cells import Cells
from shenbao.media.word.write.controls import Controls
from shenbao.media.word.write.package import FOOTER, PICTURE, package
from shenbao.media.word.write.styles import font_table, settings, styles
from shenbao.media.word.write.xml import (
    HEAD,
    NAMESPACES,
    cell,
    field,
    millimetres,
    paragraph,
    row,
    run,
    table,
)
from shenbao.policy.form_identity import NAMESPACE, fingerprint, identity
from shenbao.policy.model import Form, FormOrTable, Notice, Table

_PAGES: Mapping[layout.Sheet, tuple[int, int]] = {
    "upright": (millimetres(210), millimetres(297)),
    "across": (millimetres(297), millimetres(210)),
    "a3": (millimetres(420), millimetres(297)),
}
"""Width and height."""

_INNER, _OUTER, _TOP, _BOTTOM = map(millimetres, (30, 22, 22, 22))
_EDGE = millimetres(12)
_MARK = 396_000
"""The side of the code in the footer, 11 mm in English Metric Units."""

_MARK_CELL = millimetres(14)


def word_form(notice: Notice, home: FormOrTable, data: Mapping[str, Any] | None = None) -> Artifact:
    """Return the Word file of a form or table, filled with ``data`` where they are given.

    Data need not be valid: what no control can take stands as text, what has no place at
    all is listed at the end.
    """
    form = home.as_form() if isinstance(home, Table) else home
    if not isinstance(form, Form):
        raise TypeError(home.ref)
    shown = data if data is not None else required_rows.template(notice, home)
    document = _Document(
        Cells(notice=notice, form=form, values=Values(notice, home, shown), controls=Controls()),
        sections(notice, form),
        whole_table=home.is_table,
    )
    body = "".join(document.parts())
    print_ = fingerprint(home, data) if data is not None else ""
    carried = identity(notice, home)
    parts = {
        "document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "styles.xml": styles(),
        "settings.xml": settings(),
        "fontTable.xml": font_table(),
        "footer1.xml": _footer(home, notice, print_, document.last_sheet),
    }
    content = package(
        parts,
        own=_own(carried.entries(), document.cells.controls),
        title=f"{form.title}（{notice.short_title}）",
        properties=carried.properties(),
        mark=qr_code.as_png(f"{home.ref} {print_}") if print_ else b"",
    )
    path = urls.fillable(notice, home.id).removesuffix(".html") + ".docx"
    return Artifact(path, content)


class _Document:
    """Puts the parts of the document in their order, on the pages that they need."""

    def __init__(self, cells: Cells, nodes: tuple[Node, ...], *, whole_table: bool) -> None:
        self.cells = cells
        self.nodes = nodes
        self.whole_table = whole_table
        self.last_sheet: layout.Sheet = layout.sheet(nodes[0]) if whole_table else "upright"

    def parts(self) -> Iterator[str]:
        """Yield the body."""
        sheet = self.last_sheet
        if self.whole_table:
            yield from front_matter.table_head(self.cells)
        else:
            yield from front_matter.cover(self.cells, self.nodes)
            yield from front_matter.notes(self.cells)
            yield _turn("upright")
        for node in self.nodes:
            if layout.sheet(node) != sheet:
                if node is not self.nodes[0]:
                    yield _turn(sheet)
                sheet = layout.sheet(node)
            yield from section(self.cells, node, _width(sheet), titled=not self.whole_table)
        if sheet != "upright" and not self.whole_table:
            yield _turn(sheet)
            sheet = "upright"
        yield from front_matter.seals(self.cells, _width(sheet))
        yield from front_matter.left_over(tuple(self.cells.values.left()))
        yield _page(sheet)


def _width(sheet: layout.Sheet) -> int:
    width, _ = _PAGES[sheet]
    return width - (_INNER + _OUTER if sheet == "upright" else 2 * _TOP)


def _turn(sheet: layout.Sheet) -> str:
    """Return the end of a part of the document whose pages are such."""
    return f'<w:p><w:pPr><w:pStyle w:val="Small"/>{_page(sheet)}</w:pPr></w:p>'


def _page(sheet: layout.Sheet) -> str:
    """Return the page: the wide margin is where the sheet is bound."""
    width, height = _PAGES[sheet]
    upright = sheet == "upright"
    size = f'w:w="{width}" w:h="{height}"' + ("" if upright else ' w:orient="landscape"')
    top, right, bottom, left = (
        (_TOP, _OUTER, _BOTTOM, _INNER) if upright else (_INNER, _TOP, _OUTER, _TOP)
    )
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{FOOTER}"/>'
        f'<w:type w:val="nextPage"/><w:pgSz {size}/><w:pgMar w:top="{top}" w:right="{right}" '
        f'w:bottom="{bottom}" w:left="{left}" w:header="{_EDGE}" w:footer="{_EDGE}" '
        'w:gutter="0"/></w:sectPr>'
    )


def _footer(home: FormOrTable, notice: Notice, print_: str, sheet: layout.Sheet) -> str:
    """Return the foot of every page: fingerprint, page of pages, form and edition.

    With its code it is higher than the margin and pushes the text up: a blank line keeps them
    apart, which a camera needs, too.
    """
    width = _width(sheet)
    told = [words_of("paper-fingerprint-later")]
    if print_:
        told = [words_of("paper-fingerprint", print=print_), words_of("word-form-as-made")]
    page = run(words_of("word-form-page")) + field("PAGE") + run(words_of("word-form-pages"))
    page += field("NUMPAGES") + run(words_of("word-form-pages-end"))
    which = words_of("paper-edition", ref=home.ref, edition=notice.edition.version)
    mark = _MARK_CELL if print_ else 0
    side = (width - mark) // 3
    widths = [mark, side, side, width - mark - 2 * side][0 if mark else 1 :]
    words = "".join(paragraph(run(text), "Small") for text in told)
    cells = [words, paragraph(page, "SmallMiddle"), paragraph(run(which), "SmallRight")]
    if mark:
        cells.insert(0, paragraph(_picture(), "Small"))
    line = row(cell(text, room) for text, room in zip(cells, widths, strict=True))
    apart = paragraph("", "Small") if mark else ""
    foot = apart + table([line], widths, lines=False) + paragraph("", "Small")
    return f"{HEAD}<w:ftr {NAMESPACES}>{foot}</w:ftr>"


def _picture() -> str:
    name = quoteattr(words_of("paper-code"))
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent '
        f'cx="{_MARK}" cy="{_MARK}"/><wp:docPr id="1" name="code" descr={name}/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="code.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{PICTURE}"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext '
        f'cx="{_MARK}" cy="{_MARK}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _own(carried: Mapping[str, str], controls: Controls) -> str:
    """Return our own part: which form this is, long places, boxes whose empty state says no."""
    names = " ".join(f"{key}={quoteattr(value)}" for key, value in carried.items())
    places = "".join(
        f"<{PLACE} tag={quoteattr(tag)} at={quoteattr(place)}/>"
        for tag, place in controls.places.items()
    )
    unticked = "".join(f"<{NO} at={quoteattr(place)}/>" for place in controls.unticked)
    return f'{HEAD}<form xmlns="{NAMESPACE}" {names}>{places}{unticked}</form>'
