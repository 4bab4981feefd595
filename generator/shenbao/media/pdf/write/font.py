"""The font of the fields: found on the machine, cut down to what people type, measured.

Whoever fills in a form types any character of the table of standard characters, so the font
stands in the file whole for those: 8,105 characters, letters, marks and units. A form that is
printed only holds what it shows and does not need it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from shenbao.core import resources
from shenbao.core.errors import MissingExtraError, ShenbaoError
from shenbao.core.messages.values import many

EM = 1000
ASCENT = 880
DESCENT = -120
"""Of a Chinese character in its square, which is what viewers set lines by."""

_FILES = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "SourceHanSansSC-Regular.otf",
    "SourceHanSansCN-Regular.otf",
)
_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
    "~/AppData/Local/Microsoft/Windows/Fonts",
)
_LATIN_AND_GREEK = (range(0x20, 0x7F), range(0xA0, 0x180), range(0x370, 0x400))
_FIRST_ROW, _LAST_ROW = 0xA1, 0xA9
_UNUSED_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "name")
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")
_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,%/+_@-]* ?|.", re.DOTALL)
_CID = re.compile(r"cid([0-9]+)")


@dataclass(frozen=True, kw_only=True)
class Font:
    """A cut-down font: its outlines, and for each character its number and width."""

    name: str
    outlines: bytes
    numbers: Mapping[str, int]
    widths: Mapping[int, int]

    def encoded(self, text: str) -> bytes:
        """Return the text as the numbers of its characters; 0, an empty box, for unknown ones."""
        return b"".join(self.numbers.get(mark, 0).to_bytes(2, "big") for mark in text)

    def width(self, text: str, size: float) -> float:
        """Return the width of a line of text, in the unit of ``size``."""
        return sum(self.widths.get(self.numbers.get(mark, 0), EM) for mark in text) * size / EM

    def lines(self, text: str, size: float, width: float) -> list[str]:
        """Break a text into lines; words are kept together where a line can hold them."""
        return [line for part in text.split("\n") for line in self._broken(part, size, width)]

    def _broken(self, text: str, size: float, width: float) -> Iterator[str]:
        line, used = "", 0.0
        for piece in _WORD.findall(text):
            room = self.width(piece, size)
            if used + self.width(piece.rstrip(), size) > width and line:
                yield line
                line, used = "", 0.0
            if room > width:
                for mark in piece:
                    step = self.width(mark, size)
                    if used + step > width and line:
                        yield line
                        line, used = "", 0.0
                    line, used = line + mark, used + step
                continue
            line, used = line + piece, used + room
        yield line


@cache
def typed() -> frozenset[str]:
    """Return the characters that a form has a font for, whatever somebody types."""
    text = (resources.templates("paper") / "characters.txt").read_text(encoding="utf-8")
    table = (line for line in text.splitlines() if not line.startswith("#"))
    marks = {chr(code) for codes in _LATIN_AND_GREEK for code in codes}
    for first in range(_FIRST_ROW, _LAST_ROW + 1):
        for second in range(0xA1, 0xFF):
            marks.update(bytes((first, second)).decode("gb18030", "ignore"))
    return frozenset("".join(table)) | marks


def font(text: Iterable[str] = ()) -> Font:
    """Return the font for the fields, with the further characters of ``text`` that it knows.

    Raises ShenbaoError where the machine has no font for Simplified Chinese, and
    MissingExtraError where the libraries for making files are not installed.
    """
    return _cut(frozenset(text) - typed())


def unknown(text: Iterable[str]) -> list[str]:
    """Return the characters that the font of this machine does not have."""
    return sorted(
        mark
        for mark in set(text)
        if ord(mark) not in _known() and unicodedata.category(mark) not in _INVISIBLE
    )


@lru_cache(maxsize=8)
def _cut(further: frozenset[str]) -> Font:
    harfbuzz, face, name = _face()
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.update({ord(mark) for mark in typed() | further} & _known())
    wanted.layout_feature_tag_set.clear()
    flags = harfbuzz.SubsetFlags
    # Without shared pieces the outlines are larger, but pack into less.
    wanted.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.DESUBROUTINIZE
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _UNUSED_TABLES)
    content = harfbuzz.subset(face, wanted).blob.data
    return _read(content, name)


def _read(content: bytes, name: str) -> Font:
    import io

    from fontTools.ttLib import TTFont

    cut = TTFont(io.BytesIO(content), lazy=True)
    order = {glyph: number for number, glyph in enumerate(cut.getGlyphOrder())}
    advances = cut["hmtx"].metrics

    def number(glyph: str) -> int:
        named = _CID.fullmatch(glyph)
        return int(named[1]) if named else order[glyph]

    return Font(
        name=name,
        outlines=cut.reader["CFF "],
        numbers={chr(code): number(glyph) for code, glyph in sorted(cut.getBestCmap().items())},
        widths={number(glyph): advances[glyph][0] for glyph in order},
    )


@cache
def _known() -> frozenset[int]:
    return frozenset(_face()[1].unicodes)


@cache
def _face() -> tuple[Any, Any, str]:
    """Return the library, the font and its name."""
    try:
        import uharfbuzz
    except ImportError as error:
        raise MissingExtraError("uharfbuzz", "build") from error
    for file in _found():
        blob = uharfbuzz.Blob.from_file_path(str(file))
        for index in range(uharfbuzz.Face(blob, 0).count):
            face = uharfbuzz.Face(blob, index)
            name = face.get_name(6) or ""
            chinese = name.lower().endswith(("cjksc-regular", "sc-regular", "cn-regular"))
            if chinese and "mono" not in name.lower() and "CFF " in face.table_tags:
                return uharfbuzz, face, name
    raise ShenbaoError("pdf-font-missing", known=many(_FILES))


def _found() -> Iterator[Path]:
    folders = [Path(folder).expanduser() for folder in _FOLDERS]
    for name in _FILES:
        for folder in folders:
            if folder.is_dir():
                yield from sorted(folder.rglob(name))
