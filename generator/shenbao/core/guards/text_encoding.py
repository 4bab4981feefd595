"""In which encoding a text stands that does not say it: a byte-order mark, UTF-8, else GB18030."""

from __future__ import annotations

import codecs

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
)
"""The marks, the encodings that they belong to, and the codecs that take them off."""

MARK = "\ufeff"
"""A byte-order mark that a codec leaves in the text: some programs put it before GB18030."""


def guess(raw: bytes) -> str:
    """Return the codec of a text, of which ``raw`` is all or the beginning.

    Damaged UTF-8 is not taken for GB18030, which would accept much of it as wrong characters.
    """
    for mark, _, marked in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return marked
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        decoder.decode(raw)
    except UnicodeDecodeError as error:
        return "utf-8" if _mostly_utf8(raw) or _is_later(error, raw) else "gb18030"
    return "utf-8"


def _is_later(wrong: UnicodeDecodeError, raw: bytes) -> bool:
    """Say whether the text is wrong GB18030 before it is wrong UTF-8: it is a mixture."""
    try:
        codecs.getincrementaldecoder("gb18030")("strict").decode(raw)
    except UnicodeDecodeError as other:
        return other.start < wrong.start
    return False


def _mostly_utf8(raw: bytes) -> bool:
    """Text in GBK is wrong UTF-8 nearly everywhere; damaged UTF-8 in a few places."""
    text = raw.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(1 for character in text if character > "\u07ff") - wrong
    return right > 2 * wrong
