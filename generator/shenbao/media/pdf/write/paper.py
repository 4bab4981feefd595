"""From the paper template to pages, and where on them each box came to stand."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shenbao.core import resources
from shenbao.core.errors import MissingExtraError
from shenbao.media.html.write import environment, style_text, trusted

_PIXELS = 96 / 72
"""Pixels of the style sheet in a point of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlace:
    """Where a box stands: page from 0, and left, bottom, right, top in points."""

    id: str
    page: int
    corners: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The pages as a file without fields, and the places of its boxes in reading order."""

    content: bytes
    places: tuple[PagePlace, ...]


def load_drawing_library() -> None:
    """Raise MissingExtraError where the library that draws pages, or what it needs, is missing."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        raise MissingExtraError("weasyprint", "build") from error


def paper(values: Mapping[str, Any], identifier: bytes) -> Paper:
    """Return the pages that the template draws from ``values``. Nothing is fetched."""
    load_drawing_library()
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    style = trusted(style_text(resources.templates("paper") / "paper.css"))
    text = environment("paper").get_template("paper.html.j2").render(style=style, **values)
    closed = URLFetcher(allowed_protocols=(), fail_on_errors=True)
    document = HTML(string=text, url_fetcher=closed).render(pdf_tags=True)
    stream = io.BytesIO()
    document.write_pdf(stream, pdf_identifier=identifier, pdf_tags=True)
    return Paper(content=stream.getvalue(), places=tuple(_places(document.pages)))


def _places(pages: Any) -> Iterator[PagePlace]:
    for number, page in enumerate(pages):
        for name, (left, top, right, bottom) in page.anchors.items():
            corners = (left, page.height - bottom, right, page.height - top)
            measured = tuple(round(value / _PIXELS, 2) for value in corners)
            yield PagePlace(id=name, page=number, corners=(*measured,))
