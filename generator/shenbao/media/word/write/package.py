"""A Word file from its parts: content types, relationships, properties; the same bytes always.

ECMA-376 part 2 (Open Packaging Conventions) for the package, part 1, 22.3.2, for the custom
properties, 22.5, for what stands beside our own XML.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from shenbao.media.word.write.xml import HEAD, attribute
from shenbao.media.zip import packed

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = {
    "word/document.xml": f"{_MAIN}.document.main+xml",
    "word/styles.xml": f"{_MAIN}.styles+xml",
    "word/settings.xml": f"{_MAIN}.settings+xml",
    "word/fontTable.xml": f"{_MAIN}.fontTable+xml",
    "word/footer1.xml": f"{_MAIN}.footer+xml",
    "customXml/itemProps1.xml": (
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    ),
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/custom.xml": ("application/vnd.openxmlformats-officedocument.custom-properties+xml"),
}
"""The first time that a zip archive can name: years count from 1980 (APPNOTE 4.4.6)."""

_ITEM = "{8D3B6C0E-2F4A-4C5B-A1D7-53484542414F}"
_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_PROPERTY = 2
"""Numbers 0 and 1 mean something else in the property sets that these stand for (MS-OLEPS)."""

FOOTER = "rId4"
PICTURE = "rId1"


def package(
    parts: Mapping[str, str], *, own: str, title: str, properties: Mapping[str, str], mark: bytes
) -> bytes:
    """Return the file. ``parts`` are those below ``word/`` by name, ``own`` our custom XML.

    ``mark`` is a PNG for the footer, empty where there is none.
    """
    files: dict[str, bytes] = {
        name: text.encode()
        for name, text in {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relationships(
                ("officeDocument", "word/document.xml"),
                ("metadata/core-properties", "docProps/core.xml"),
                ("custom-properties", "docProps/custom.xml"),
            ),
            **{f"word/{name}": text for name, text in parts.items()},
            "word/_rels/document.xml.rels": _relationships(
                ("styles", "styles.xml"),
                ("settings", "settings.xml"),
                ("fontTable", "fontTable.xml"),
                ("footer", "footer1.xml"),
                ("customXml", "../customXml/item1.xml"),
            ),
            "customXml/item1.xml": own,
            "customXml/_rels/item1.xml.rels": _relationships(("customXmlProps", "itemProps1.xml")),
            "customXml/itemProps1.xml": _item(),
            "docProps/core.xml": _core(title),
            "docProps/custom.xml": _custom(properties),
        }.items()
    }
    if mark:
        files["word/_rels/footer1.xml.rels"] = _relationships(
            ("image", "media/image1.png")
        ).encode()
        files["word/media/image1.png"] = mark
    return packed(files.items())


def _content_types() -> str:
    single = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _TYPES.items()
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{single}</Types>'
    )


def _relationships(*pairs: tuple[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="rId{number}" Type="{_relation(kind)}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _relation(kind: str) -> str:
    return f"{_PACKAGE}/relationships/{kind}" if "/" in kind else f"{_OFFICE}/{kind}"


def _item() -> str:
    return (
        f'{HEAD}<ds:datastoreItem ds:itemID="{_ITEM}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        "<ds:schemaRefs/></ds:datastoreItem>"
    )


def _core(title: str) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>zh-CN</dc:language>"
        "</cp:coreProperties>"
    )


def _custom(properties: Mapping[str, str]) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006"
    made = "".join(
        f'<property fmtid="{_PROPERTY_SET}" pid="{number}" name={attribute(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), _FIRST_PROPERTY)
    )
    return (
        f'{HEAD}<Properties xmlns="{kind}/custom-properties" xmlns:vt="{kind}/docPropsVTypes">'
        f"{made}</Properties>"
    )
