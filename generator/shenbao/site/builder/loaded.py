"""What style sheets and data blocks would load."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_CSS_URL = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DATA_BLOCK = "application/ld+json"
# The name of a vocabulary, not an address to load: browsers do not read data blocks.
_VOCABULARY = "https://schema.org"


def is_data_block(kind: str) -> bool:
    """Say whether a script of this type is a data block."""
    return kind.strip().lower() == _DATA_BLOCK


def css_references(text: str) -> list[str]:
    """Return what a style sheet loads."""
    return _CSS_URL.findall(_COMMENT.sub("", text))


def data_references(text: str) -> list[str]:
    """Return what a reader of a data block (JSON-LD) would load: any context but schema.org.

    A block that is no JSON is named as a whole, so that it does not pass unseen.
    """
    try:
        value = json.loads(text)
    except ValueError:
        return [f"{_DATA_BLOCK}: {text[:40]}"]
    return [context for context in _contexts(value) if context != _VOCABULARY]


def _contexts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _contexts(item)
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "@context":
                yield from _texts(item)
            yield from _contexts(item)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
