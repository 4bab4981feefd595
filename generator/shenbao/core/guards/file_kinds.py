"""What a file is by what stands in it, whatever it is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO

from shenbao.core.guards import archives

HEAD = 4096
"""So many bytes from the start are enough."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins (MS-CFB, 2.2)."""

_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SPREADSHEET = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))

_STARTS: Mapping[bytes, str] = {
    b"PK\x03\x04": "zip",  # APPNOTE 4.3.7
    b"PK\x05\x06": "zip",  # 4.3.16: an archive without files begins with its end
    OLE: "ole",
    b"%PDF-": "pdf",  # ISO 32000-1, 7.5.2
    b"{\\rtf": "rtf",
    b"\x89PNG": "image",
    b"GIF87a": "image",
    b"GIF89a": "image",
    b"\xff\xd8\xff": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
    b"\x1f\x8b": "archive",
    b"\xfd7zXZ\x00": "archive",
    b"7z\xbc\xaf\x27\x1c": "archive",
    b"Rar!\x1a\x07": "archive",
    b"SQLite format 3\x00": "database",
    b"PAR1\x15": "database",
    b"\x7fELF": "program",
    b"MZ\x90\x00": "program",
}
_BZIP = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_BOM = b"\xef\xbb\xbf"
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|table|meta|div|script)\b", re.IGNORECASE)
_JSON = re.compile(rb'\{\s*"[^"\r\n]*"\s*:|\[\s*(?:\{\s*["}]|\[\s*["\]\d])')
_PARTS: Mapping[str, str] = {"word/": "word", "xl/": "xlsx", "ppt/": "slides"}


def kind_of(head: bytes) -> str:
    """Return what a file is by its first bytes; empty for text and for what is not known."""
    for mark, kind in _STARTS.items():
        if head.startswith(mark):
            return kind
    if _BZIP.match(head):
        return "archive"
    text = head.removeprefix(_BOM).lstrip()
    if _PAGE.match(text):
        return "web-page"
    if text.startswith(b"<?xml"):
        return "web-page" if _PAGE.search(text) else "xml"
    return "json" if _JSON.match(text) else ""


def kind_of_ole(raw: bytes) -> str:
    """Return what is in a file of Office's old kind: ``locked``, ``xls`` or ``ole``.

    Office files with a password are of this kind too. ``raw`` is the whole file.
    """
    if _LOCKED in raw:
        return "locked"
    return "xls" if any(mark in raw for mark in _SPREADSHEET) else "ole"


def kind_of_zip(raw: bytes) -> str:
    """Return what a zip archive holds: an Office file, ``opendocument``, ``damaged``, ``zip``."""
    try:
        names = archives.opened(BytesIO(raw)).namelist()
    except archives.DAMAGE:
        return "damaged"
    if "[Content_Types].xml" in names:
        found = (kind for start, kind in _PARTS.items() if any(n.startswith(start) for n in names))
        return next(found, "zip")
    return "opendocument" if "mimetype" in names else "zip"
