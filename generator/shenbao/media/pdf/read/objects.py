"""Objects of a PDF that may be anything: read where they are what they should be, else as none."""

from __future__ import annotations

from typing import Any

from shenbao.media.pdf.library import library

UTF16_MARKS = (b"\xfe\xff", b"\xff\xfe")


def text(item: Any) -> str:
    """Return the text of a string; UTF-8 without its mark, which some programs write, too.

    ISO 32000-1, 7.9.2.2, knows UTF-16 with a mark and PDFDocEncoding; ISO 32000-2 UTF-8 with one.
    """
    if not is_text(item):
        return ""
    raw = bytes(item)
    if not raw.startswith(UTF16_MARKS) and is_utf8(raw):
        return raw.decode("utf-8")
    return str(item)


def is_utf8(raw: bytes) -> bool:
    """Say whether bytes are UTF-8 that no other encoding of a PDF would give by chance."""
    if raw.isascii():
        return False
    try:
        return not raw.decode("utf-8").startswith("\ufeff")
    except UnicodeDecodeError:
        return False


def name_text(item: Any) -> str:
    """Return a name without its slash, empty for anything else."""
    pikepdf = library()

    return str(item).removeprefix("/") if isinstance(item, pikepdf.Name) else ""


def is_text(item: Any) -> bool:
    """Say whether an object is a string."""
    pikepdf = library()

    return isinstance(item, pikepdf.String)


def items(item: Any) -> list[tuple[str, Any]]:
    """Return the entries of a dictionary, none of anything else."""
    pikepdf = library()

    return list(item.items()) if isinstance(item, pikepdf.Dictionary) else []


def array(item: Any, key: str) -> list[Any]:
    """Return the array under a key of a dictionary, empty where there is none."""
    pikepdf = library()

    found = dict(items(item)).get(key)
    return list(found) if isinstance(found, pikepdf.Array) else []


_LARGEST_LOOK = 1024 * 1024
_SHOWING = frozenset(("Tj", "TJ", "'", '"'))


def shows_text(box: Any) -> bool:
    """Say whether the look of a field's box draws any text."""
    pikepdf = library()

    look = dict(items(dict(items(box)).get("/AP"))).get("/N")
    if not isinstance(look, pikepdf.Stream) or len(look.read_raw_bytes()) > _LARGEST_LOOK:
        return False
    return any(
        str(step.operator) in _SHOWING and any(map(_letters, step.operands))
        for step in pikepdf.parse_content_stream(look)
    )


def _letters(operand: Any) -> bool:
    pikepdf = library()

    if isinstance(operand, pikepdf.Array):
        return any(map(_letters, operand))
    return is_text(operand) and bool(bytes(operand).strip(b" \x00"))
