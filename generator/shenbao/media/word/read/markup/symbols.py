"""Characters that a symbol font draws: what they mean in Unicode.

A symbol font has no letters of its own: its pictures stand at places of the private area
(F020 to F0FF) or of plain letters, so that the place alone says nothing.
"""

from __future__ import annotations

_PRIVATE = 0xF000
_SYMBOL = (
    (0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xBF, "↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈"),
    (0xE5, "∑"),
    (0xF1, "〉∫"),
)
"""The encoding of the font Symbol (Unicode consortium, VENDORS/ADOBE/symbol.txt)."""

_GREEK = {start + at: mark for start, marks in _SYMBOL for at, mark in enumerate(marks)}
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x9F: "•",
    0xA1: "○", 0xA3: "☐", 0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xE8: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "√", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS.update({0x81 + at: chr(ord("①") + at) for at in range(10)})
_WINGDINGS_2 = {0x4F: "✗", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
_BOXES = {0x52: "☑", 0x6F: "☐", 0xA3: "☐", 0xA8: "☐", 0xFC: "√", 0xFE: "☑"}
"""What is meant where no font is named, or one that only a program knows: a box of a form."""

_FONTS = {"symbol": _GREEK, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(font: str, code: int) -> str:
    """Return what a font draws at a place of its own, empty where that is not known."""
    place = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else code
    return _FONTS.get(font.strip().lower(), _BOXES).get(place, "")


def drawn(text: str, font: str) -> tuple[str, str]:
    """Return a text as its font draws it, and the places in it that nobody can tell."""
    known = font.strip().lower() in _FONTS
    marks: list[str] = []
    unknown: list[str] = []
    for mark in text:
        private = _PRIVATE <= ord(mark) < _PRIVATE + 0x100
        seen = symbol(font, ord(mark)) if known or private else mark
        if private and not seen:
            unknown.append(f"U+{ord(mark):04X}")
        marks.append(seen if private else seen or mark)
    return "".join(marks), " ".join(unknown)
