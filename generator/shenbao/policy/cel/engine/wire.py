"""The wire format of Protocol Buffers, as far as a syntax tree is written in it."""

from __future__ import annotations

from typing import Any, TypeAlias

Fields: TypeAlias = dict[int, list[Any]]
"""What a message holds by the number of the field: whole numbers, and bytes not read yet."""

_VARINT, _EIGHT_BYTES = 0, 1
_MORE, _SEVEN_BITS = 0x80, 0x7F


def fields(content: bytes) -> Fields:
    """Return the fields of a message."""
    found: Fields = {}
    at = 0
    while at < len(content):
        tag, at = _varint(content, at)
        value: Any
        if tag & 7 == _VARINT:
            value, at = _varint(content, at)
        elif tag & 7 == _EIGHT_BYTES:
            value, at = content[at : at + 8], at + 8
        else:
            size, at = _varint(content, at)
            value, at = content[at : at + size], at + size
        found.setdefault(tag >> 3, []).append(value)
    return found


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, the lowest first, and where the next begins."""
    value = content[at]
    if value < _MORE:
        return value, at + 1
    value = shift = 0
    while content[at] & _MORE:
        value |= (content[at] & _SEVEN_BITS) << shift
        at, shift = at + 1, shift + 7
    return value | content[at] << shift, at + 1
