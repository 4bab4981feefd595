"""How runs look: by their own properties, else by their styles (ECMA-376-1, 17.7.2 and 17.7.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shenbao.core.guards.markup import name_of
from shenbao.media.reading.values.text_looks import Height
from shenbao.media.word.read.markup.elements import child, on, value

_DEEPEST = 20
"""So many styles may be based on one another (ECMA-376-1, 17.7.4.3); a loop ends there."""


@dataclass(frozen=True, slots=True)
class TextLook:
    """How text is shown; ``font`` is the typeface that picks symbols."""

    height: Height = ""
    struck: bool = False
    hidden: bool = False
    capitals: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    based: str
    run: Any
    numbered: Any


class Styles:
    """The styles of a document by id; ``root`` is the element of ``styles.xml``, or None."""

    def __init__(self, root: Any | None) -> None:
        self.names: dict[str, str] = {}
        self._styles: dict[str, _Style] = {}
        self._chains: dict[str, list[Any]] = {}
        self._plain: dict[str, TextLook] = {}
        for item in root if root is not None else ():
            if name_of(item) != "style":
                continue
            key = str(value(item, "styleId") or "")
            self.names[key] = str(value(child(item, "name"), "val") or "")
            self._styles[key] = _Style(
                based=str(value(child(item, "basedOn"), "val") or ""),
                run=child(item, "rPr"),
                numbered=child(child(item, "pPr"), "numPr"),
            )

    def look(self, properties: Any, paragraph: str) -> TextLook:
        """Return the look of a run by its properties, in a paragraph of style ``paragraph``."""
        if properties is None:
            if paragraph not in self._plain:
                self._plain[paragraph] = self._look(None, paragraph)
            return self._plain[paragraph]
        return self._look(properties, paragraph)

    def _look(self, properties: Any, paragraph: str) -> TextLook:
        own = str(value(child(properties, "rStyle"), "val") or "")
        above = [self._chain(own), self._chain(paragraph)]
        heights = (
            str(value(found, "val") or "")
            for item in (properties, *above[0], *above[1])
            if (found := child(item, "vertAlign")) is not None
        )
        raised: Mapping[str, Height] = {"superscript": "superscript", "subscript": "subscript"}
        fonts = child(properties, "rFonts")
        return TextLook(
            height=raised.get(next(heights, ""), ""),
            struck=self._is_on(properties, above, "strike")
            or self._is_on(properties, above, "dstrike"),
            hidden=self._is_on(properties, above, "vanish"),
            capitals=self._is_on(properties, above, "caps")
            or self._is_on(properties, above, "smallCaps"),
            font=str(value(fonts, "ascii") or value(fonts, "hAnsi") or ""),
        )

    def numbered(self, paragraph: str) -> Any | None:
        """Return the numbering that a style of paragraphs gives."""
        return next((item for item in self._numbering(paragraph) if item is not None), None)

    def _is_on(self, properties: Any, above: list[list[Any]], name: str) -> bool:
        """Say whether a property that toggles is on: its own says so, else one style does."""
        own = child(properties, name)
        if own is not None:
            return on(own)
        said = [
            next((on(found) for item in chain if (found := child(item, name)) is not None), False)
            for chain in above
        ]
        return said[0] != said[1]

    def _chain(self, key: str) -> list[Any]:
        """Return the run properties of a style and of those that it is based on."""
        if key not in self._chains:
            runs = (style.run for style in self._based(key))
            self._chains[key] = [run for run in runs if run is not None]
        return self._chains[key]

    def _numbering(self, key: str) -> list[Any]:
        return [style.numbered for style in self._based(key)]

    def _based(self, key: str) -> list[_Style]:
        found: list[_Style] = []
        while key in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[key])
            key = found[-1].based
        return found
