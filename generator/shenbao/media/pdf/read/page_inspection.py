"""A PDF looked at by a process of its own, which ``printed`` and ``controls`` start.

A page of a hundred kilobytes may unpack to gigabytes, or be drawn for hours; the libraries that
see pages have no limits. Each finding is a line of JSON, said at once. Of the fields it is only
tried whether they can be read within the limits.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

from shenbao.core.guards.confined import limit_memory, most_memory

MOST_MEMORY = 400
"""Megabytes; a page of A3 scanned in colour at 600 dots an inch takes 210."""

MOST_GROWN = 90
"""Megabytes for the fields of a file: where more are asked for at once, these were taken before."""

MOST_PAGES = 500
_FIRST_PICTURES = 8
"""Where none of so many pictures holds a code, the others are not looked at."""

_MARK = r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}"
_FORM = r"[a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){0,6}/[A-Za-z0-9_-]{1,60}"
_IN_TEXT = re.compile(rf"指纹\s{{0,9}}({_MARK})(?![0-9A-Z-])")
_NAMED = re.compile(rf"(?<![A-Za-z0-9/-]){_FORM}")
_IN_CODE = re.compile(rf"({_FORM}) ({_MARK})")

_LONGEST_TEXT = 200_000
_POINTS = 72
_SCANNED = (144, 216)
"""Dots per inch at which a page is looked at, the second where the first shows nothing."""

_MOST_DOTS = 12_000_000
_LARGEST_PICTURE = 250 * 1024 * 1024
"""Bytes unpacked; the library leaves out one that does not fit, without a word."""

_DEFAULT_BITS = 24

Told: TypeAlias = tuple[tuple[str, ...], str]
"""What looks like the names of forms, and a fingerprint; none where a page cannot be drawn."""


def look(raw: bytes, *, pictures: bool) -> Iterator[tuple[int, Told]]:
    """Yield the fingerprints on the pages, each with the number of its page.

    With ``pictures`` pages without text are drawn and searched for a code. What the library
    cannot open has none.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError:
        return
    with document:
        numbers = range(min(len(document), MOST_PAGES))
        some = False
        for number in numbers:
            for told in _in_text(document, number):
                some = True
                yield number + 1, told
        if pictures and not some:
            yield from _in_pictures(document, numbers)


def _in_text(document: Any, number: int) -> Iterator[Told]:
    """Yield the fingerprints in the text of a page, each with what looks like a form's name."""
    import pypdfium2

    try:
        page = document[number].get_textpage()
        count = page.count_chars()
        text = page.get_text_range() if 0 < count <= _LONGEST_TEXT else ""
    except pypdfium2.PdfiumError:
        return
    names = tuple(dict.fromkeys(_NAMED.findall(text)))
    yield from ((names, mark) for mark in dict.fromkeys(_IN_TEXT.findall(text)))


def _in_pictures(document: Any, numbers: range) -> Iterator[tuple[int, Told]]:
    some = False
    for number in numbers:
        if number >= _FIRST_PICTURES and not some:
            return
        for told in _in_picture(document, number):
            some = some or bool(told[1])
            yield number + 1, told


def _in_picture(document: Any, number: int) -> list[Told]:
    import pypdfium2
    import zxingcpp

    for dots in _SCANNED:
        try:
            page = document[number]
            if _is_vast(page):
                return [((), "")]
            width, height = page.get_size()
            inches = max(width * height, 1) / _POINTS**2
            scale = min(dots, math.sqrt(_MOST_DOTS / inches)) / _POINTS
            drawn = page.render(scale=scale, grayscale=True)
            size = drawn.stride * drawn.height
            shape = (drawn.height, drawn.stride)
            picture = memoryview(drawn.buffer).cast("B")[:size].cast("B", shape)
            texts = [code.text for code in zxingcpp.read_barcodes(picture)]
        except (pypdfium2.PdfiumError, ValueError):  # damaged, or too narrow for any code
            return []
        found: list[Told] = [
            ((told[1],), told[2]) for text in texts if (told := _IN_CODE.fullmatch(text))
        ]
        if found:
            return found
    return []


def _is_vast(page: Any) -> bool:
    """Say whether a picture on a page takes too much memory to be drawn."""
    import pypdfium2.raw as pdfium

    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        told = item.get_metadata()
        if told.width * told.height * (told.bits_per_pixel or _DEFAULT_BITS) > _LARGEST_PICTURE * 8:
            return True
    return False


def main(path: str, what: str) -> None:
    """Say what is on the pages of a file: ``text``, or ``pictures`` too; or try its ``fields``."""
    limit_memory(MOST_MEMORY)
    raw = Path(path).read_bytes()
    if what == "fields":
        sys.exit(0 if _fit(raw) else 1)
    for page, (names, mark) in look(raw, pictures=what == "pictures"):
        sys.stdout.write(json.dumps({"page": page, "names": names, "mark": mark}) + "\n")
        sys.stdout.flush()


def _fit(raw: bytes) -> bool:
    """Say whether the fields of a file can be read in little memory.

    The library takes an object that does not fit for one that is not there: it has not to come
    near the limit. What is wrong with the file is told by the process that asked.
    """
    from shenbao.media.pdf.read import controls
    from shenbao.media.reading.reader_findings import UnreadableError

    before = most_memory()
    with suppress(UnreadableError):
        controls.read(raw, "")
    return most_memory() - before <= MOST_GROWN


if __name__ == "__main__":
    main(*sys.argv[1:])
