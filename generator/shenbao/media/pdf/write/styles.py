"""How filled fields look: the font as the file holds it, lines of text, ticks."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from shenbao.media.pdf.library import library
from shenbao.media.pdf.write.entries import EDGE, LEADING, SIZE, SMALLEST, Entry
from shenbao.media.pdf.write.font import ASCENT, DESCENT, EM, Font

FONT = "/ShenbaoCJK"
"""The name of the font in the file's resources."""

TICKED = "/Yes"
_MOST_IN_BLOCK = 100
"""Of characters in a block of a CMap (Adobe Technical Note 5014)."""

_BOX = (-200, DESCENT, EM + 200, ASCENT)
_STEM = 80
_SYMBOLIC = 4
_SQUARE = 10.0


class Styles:
    """Makes the appearances of one file."""

    def __init__(self, pdf: Any, font: Font) -> None:
        pikepdf = library()

        self._pdf = pdf
        self._library = pikepdf
        self.font = font
        symbols = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.ZapfDingbats
        )
        fonts = pikepdf.Dictionary({FONT: self._embedded(), "/ZaDb": pdf.make_indirect(symbols)})
        self.resources = pdf.make_indirect(pikepdf.Dictionary(Font=fonts))
        self.ticked = self._drawn(
            "q 1.3 w 1 J 1 j 2 5.2 m 4.2 2.6 l 8.2 7.8 l S Q", _SQUARE, _SQUARE
        )
        self.unticked = self._drawn("", _SQUARE, _SQUARE)

    def written(self, entry: Entry, width: float, height: float) -> Any:
        """Return how the text of an entry stands in its box: small enough to stand there whole.

        ISO 32000-1, 12.7.3.3: what a program may draw anew stands between /Tx BMC and EMC.
        """
        room, tall = width - 2 * EDGE, height - EDGE
        size, lines = self._fitting(entry, room, tall)
        top = height - EDGE / 2 - size * (1 + LEADING) / 2 + _above(size)
        if not (entry.many_lines or entry.wraps):
            top = (height - size) / 2 + _above(size)
        text = "".join(
            f"1 0 0 1 {EDGE:.2f} {top - number * size * LEADING:.2f} Tm "
            f"<{self.font.encoded(line).hex()}> Tj\n"
            for number, line in enumerate(lines)
        )
        clip = f"0 0 {width:.2f} {height:.2f} re W n"
        return self._drawn(
            f"/Tx BMC\nq {clip}\nBT {FONT} {size:g} Tf 0 g\n{text}ET Q\nEMC", width, height
        )

    def _fitting(self, entry: Entry, room: float, tall: float) -> tuple[float, list[str]]:
        text = "".join(mark if mark == "\n" or mark.isprintable() else " " for mark in entry.shown)
        size = min(entry.size, SIZE)
        if not (entry.many_lines or entry.wraps):
            text = text.replace("\n", " ")
            while self.font.width(text, size) > room and size > SMALLEST:
                size -= 0.5
            return size, [text]
        lines = self.font.lines(text, size, room)
        while len(lines) * size * LEADING > tall and size > SMALLEST:
            size -= 0.5
            lines = self.font.lines(text, size, room)
        return size, lines

    def _drawn(self, content: str, width: float, height: float) -> Any:
        return self._library.Stream(
            self._pdf,
            content.encode("ascii"),
            Type=self._library.Name.XObject,
            Subtype=self._library.Name.Form,
            BBox=[0, 0, round(width, 2), round(height, 2)],
            Resources=self.resources,
        )

    def _embedded(self) -> Any:
        """Return the font: by number, with the numbers' widths and the characters they mean.

        ISO 32000-1, 9.7.4 (fonts by number), 9.6.4 (the name of a part of a font), 9.10.3.
        """
        library, pdf, font = self._library, self._pdf, self.font
        name = f"/SHENBA+{font.name}"
        descriptor = library.Dictionary(
            Type=library.Name.FontDescriptor,
            FontName=library.Name(name),
            Flags=_SYMBOLIC,
            FontBBox=list(_BOX),
            ItalicAngle=0,
            Ascent=ASCENT,
            Descent=DESCENT,
            CapHeight=ASCENT,
            StemV=_STEM,
            FontFile3=self._packed(font.outlines, Subtype=library.Name.CIDFontType0C),
        )
        descendant = library.Dictionary(
            Type=library.Name.Font,
            Subtype=library.Name.CIDFontType0,
            BaseFont=library.Name(name),
            CIDSystemInfo=library.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=EM,
            W=library.Array(list(self._widths())),
        )
        return pdf.make_indirect(
            library.Dictionary(
                Type=library.Name.Font,
                Subtype=library.Name.Type0,
                BaseFont=library.Name(f"{name}-Identity-H"),
                Encoding=library.Name("/Identity-H"),
                DescendantFonts=[pdf.make_indirect(descendant)],
                ToUnicode=self._packed(_meanings(font)),
            )
        )

    def _widths(self) -> Iterator[Any]:
        """Yield the widths unlike a Chinese character's, as runs (ISO 32000-1, 9.7.4.3)."""
        narrow = sorted(item for item in self.font.widths.items() if item[1] != EM)
        for _, run in groupby(enumerate(narrow), key=lambda item: item[1][0] - item[0]):
            items = [pair for _, pair in run]
            yield items[0][0]
            yield self._library.Array([width for _, width in items])

    def _packed(self, content: bytes, **keys: Any) -> Any:
        stream = self._library.Stream(self._pdf, zlib.compress(content, 9), **keys)
        stream.Filter = self._library.Name.FlateDecode
        return stream


def _above(size: float) -> float:
    """Return how far the line that letters stand on is above the bottom of their square."""
    return -DESCENT * size / EM


def _meanings(font: Font) -> bytes:
    """Return the table from numbers to characters, which search, copying and typing go by."""
    meant: dict[int, str] = {}
    for mark, number in font.numbers.items():
        meant.setdefault(number, mark)
    pairs = [
        f"<{number:04x}> <{mark.encode('utf-16-be').hex()}>"
        for number, mark in sorted(meant.items())
    ]
    blocks = []
    for start in range(0, len(pairs), _MOST_IN_BLOCK):
        block = pairs[start : start + _MOST_IN_BLOCK]
        blocks.append("\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")))
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            *blocks,
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        )
    ).encode("ascii")
