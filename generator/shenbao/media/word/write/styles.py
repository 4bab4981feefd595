"""The looks of a form in Word: styles, fonts with their substitutes, settings.

ECMA-376-1, 17.7 (styles), 17.8 (fonts), 17.15 (settings).
"""

from __future__ import annotations

from shenbao.media.word.contract import StyleName
from shenbao.media.word.write.xml import HEAD, NAMESPACES

FONTS = {
    "仿宋": ("FangSong", "仿宋_GB2312", "FangSong_GB2312", "STFangsong", "华文仿宋"),
    "宋体": ("SimSun", "Songti SC", "STSong", "Noto Serif CJK SC"),
    "黑体": ("SimHei", "Heiti SC", "STHeiti", "Noto Sans CJK SC"),
}
_LATIN = "Times New Roman"
_BODY = "仿宋"
_FRAME = ("top", "left", "bottom", "right")


def _style(  # noqa: PLR0913 - the properties of one element
    name: StyleName,
    *,
    size: float = 10.5,
    font: str = "",
    align: str = "",
    before: int = 0,
    after: int = 0,
    line: int = 240,
    first: int = 0,
    bold: bool = False,
    colour: str = "",
    outline: int | None = None,
    edges: tuple[str, ...] = (),
    width: int = 4,
    space: int = 1,
) -> str:
    """Return a paragraph style; sizes in points, distances in twips.

    ``edges`` are the sides that have a line, in the order of ECMA-376-1, 17.3.1.24; its
    ``width`` counts eighths of a point, its ``space`` to the text whole ones.
    """
    shown = name.replace("Heading", "heading ")
    border = "".join(
        f'<w:{edge} w:val="single" w:sz="{width}" w:space="{space}" w:color="000000"/>'
        for edge in edges
    )
    paragraph = (
        (f"<w:pBdr>{border}</w:pBdr>" if border else "")
        + f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'
        + (f'<w:ind w:firstLine="{first}"/>' if first else "")
        + (f'<w:jc w:val="{align}"/>' if align else "")
        + (f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else "")
    )
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
        f'<w:name w:val="{shown}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{_look(size, font, colour, bold=bold)}</w:rPr></w:style>"
    ).replace(' w:customStyle="1"', "" if name.startswith("Heading") else ' w:customStyle="1"')


def _mark(name: str, *, size: float = 0, font: str = "", colour: str = "") -> str:
    """Return a character style."""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:rPr>{_look(size, font, colour)}</w:rPr></w:style>"
    )


def _look(size: float, font: str, colour: str, *, bold: bool = False) -> str:
    fonts = f'<w:rFonts w:ascii="{_LATIN}" w:eastAsia="{font}" w:hAnsi="{_LATIN}"/>'
    if font and font not in FONTS:
        fonts = f'<w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}"/>'
    half = round(size * 2)  # sizes count half points (ECMA-376-1, 17.3.2.38)
    return (
        (fonts if font else "")
        + ("<w:b/>" if bold else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if half else "")
    )


def styles() -> str:
    """Return ``styles.xml``."""
    made = (
        _style("Heading1", size=14, font="黑体", before=240, after=80, outline=0),
        _style("Heading2", size=12, font="黑体", before=160, after=60, outline=1),
        _style("Label", size=10, font="宋体", align="center"),
        _style("LongLabel", size=10.5, font="宋体"),
        _style("Value", size=10.5, line=300),
        _style("RowValue", size=9),
        _style("RowValueSmall", size=7),
        _style("Head", size=9, font="宋体", align="center"),
        _style("HeadSmall", size=7, font="宋体", align="center"),
        _style("Hint", size=9, font="宋体", colour="595959", after=20),
        _style("Note", size=10.5, after=60, line=320),
        _style("NotesTitle", size=16, font="黑体", align="center", before=200, after=200),
        _style(
            "Outdated", size=12, font="黑体", after=200, line=300, edges=_FRAME, width=12, space=6
        ),
        _style(
            "CoverNotice", size=16, font="宋体", align="center", before=1100, after=300, line=300
        ),
        _style("CoverTitle", size=24, font="黑体", align="center", before=100, after=200, line=320),
        _style("CoverNote", size=10.5, font="宋体", align="center", after=60, colour="595959"),
        _style("CoverSpace", size=16, after=500),
        _style("CoverLabel", size=14, align="distribute"),
        _style("CoverLine", size=14, edges=("bottom",)),
        _style("CoverFoot", size=9, font="宋体", align="center", before=700, colour="595959"),
        _style("TableNotice", size=12, font="宋体", align="center"),
        _style("TableTitle", size=18, font="黑体", align="center", before=60, after=100),
        _style("BoxTitle", size=10.5, font="宋体", before=60),
        _style("BoxSign", size=10.5, font="宋体", before=1500, align="right"),
        _style("BoxDate", size=10.5, font="宋体", before=120, after=80, align="right"),
        _style("Small", size=8, font="宋体"),
        _style("SmallMiddle", size=8, font="宋体", align="center"),
        _style("SmallRight", size=8, font="宋体", align="right"),
        _mark("Waiting"),
        _mark("Faint", colour="595959"),
        _mark("Star", font="宋体"),
        _mark("Mark", size=8, font="宋体", colour="595959"),
        _mark("Tick", size=12, font="Segoe UI Symbol"),
    )
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{_LATIN}" w:eastAsia="{_BODY}" w:hAnsi="{_LATIN}" w:cs="{_LATIN}"/>'
        '<w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        f"{''.join(made)}</w:styles>"
    )


def font_table() -> str:
    """Return ``fontTable.xml``: what may stand in for a font that is not there (17.8.3.1)."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(others)}"/></w:font>'
        for name, others in FONTS.items()
    )
    return f"{HEAD}<w:fonts {NAMESPACES}>{fonts}</w:fonts>"


def settings() -> str:
    """Return ``settings.xml``: both sides of the sheet, bound on the left."""
    return (
        f"{HEAD}<w:settings {NAMESPACES}><w:mirrorMargins/>"
        '<w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
