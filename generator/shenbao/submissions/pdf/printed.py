"""The fingerprint that stands on paper: in the text of a PDF's pages, or as a code in a picture.

Every page that we print carries it, whatever the medium it was printed from. The libraries that
see pages are the extra ``scan``: where they are missing nothing is read.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from shenbao.submission import Printed

_MARK = r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}"
_FORM = r"[a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){0,6}/[A-Za-z0-9_-]{1,60}"
_IN_TEXT = re.compile(rf"指纹\s{{0,9}}({_MARK})(?![0-9A-Z-])")
_NAMED = re.compile(rf"(?<![A-Za-z0-9/-]){_FORM}")
_IN_CODE = re.compile(rf"({_FORM}) ({_MARK})")

MOST_PAGES = 500
_FIRST_PICTURES = 8
"""Where none of so many pictures holds a code, the others are not looked at."""

_LONGEST_TEXT = 200_000
_POINTS = 72
_SCANNED = (144, 216)
"""Dots per inch at which a page is looked at, the second where the first shows nothing."""

_MOST_DOTS = 12_000_000


def is_ready() -> bool:
    """Say whether pages can be looked at."""
    return all(find_spec(name) is not None for name in ("pypdfium2", "zxingcpp"))


def printed(raw: bytes, *, pictures: bool) -> tuple[Printed, ...]:
    """Return the fingerprints on the pages of a PDF, in the order that they come.

    With ``pictures`` pages without text are drawn and searched for a code. What the library
    cannot open has none.
    """
    if not is_ready():
        return ()
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError:
        return ()
    with document:
        numbers = range(min(len(document), MOST_PAGES))
        found = [(number + 1, told) for number in numbers for told in _in_text(document, number)]
        if pictures and not found:
            found = list(_in_pictures(document, numbers))
    pages: dict[str, dict[int, None]] = {}
    forms: dict[str, Counter[str]] = {}
    for number, (names, mark) in found:
        pages.setdefault(mark, {})[number] = None
        forms.setdefault(mark, Counter()).update(names)
    return tuple(
        Printed(form=_most_often(forms[mark]), fingerprint=mark, pages=tuple(on))
        for mark, on in pages.items()
    )


def _most_often(names: Counter[str]) -> str:
    """Return the name at the foot of every page: a text may look like one, too."""
    return names.most_common(1)[0][0] if names else ""


def _in_text(document: Any, number: int) -> Iterator[tuple[tuple[str, ...], str]]:
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


def _in_pictures(
    document: Any, numbers: range
) -> Iterator[tuple[int, tuple[tuple[str, ...], str]]]:
    some = False
    for number in numbers:
        if number >= _FIRST_PICTURES and not some:
            return
        for told in _in_picture(document, number):
            some = True
            yield number + 1, told


def _in_picture(document: Any, number: int) -> list[tuple[tuple[str, ...], str]]:
    import pypdfium2
    import zxingcpp

    for dots in _SCANNED:
        try:
            page = document[number]
            width, height = page.get_size()
            inches = max(width * height, 1) / _POINTS**2
            scale = min(dots, math.sqrt(_MOST_DOTS / inches)) / _POINTS
            drawn = page.render(scale=scale, grayscale=True)
        except (pypdfium2.PdfiumError, ValueError):
            return []
        size = drawn.stride * drawn.height
        picture = memoryview(drawn.buffer).cast("B")[:size].cast("B", (drawn.height, drawn.stride))
        texts = [code.text for code in zxingcpp.read_barcodes(picture)]
        found: list[tuple[tuple[str, ...], str]] = [
            ((told[1],), told[2]) for text in texts if (told := _IN_CODE.fullmatch(text))
        ]
        if found:
            return found
    return []
