"""XML by the standard library's expat, with the guards that the command has from libxml2.

Names are those of XML 1.0's fourth edition; libxml2 takes those of the fifth (a U+FEFF within one).
"""

from __future__ import annotations

import codecs
import re
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

DEEPEST = 256
"""Levels of elements; libxml2 refuses deeper ones."""

_DECLARED = re.compile(
    rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']"""
)
_ONE = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})"
_PATH = rf"(?:{_ONE}|[:@/])*"
_AUTHORITY = rf"(?:(?:{_ONE}|:)*@)?(?:\[[0-9A-Fa-f:.]+\]|{_ONE}*)(?::[0-9]+)?"
_NAMESPACE = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9+.\-]*:(?://{_AUTHORITY}(?:/{_PATH})?|(?!//){_PATH})"
    rf"|//{_AUTHORITY}(?:/{_PATH})?|(?!//)(?:{_ONE}|@)*(?:/{_PATH})?)"
    rf"(?:\?(?:{_ONE}|[:@/?])*)?(?:#(?:{_ONE}|[:@/?\[\]])*)?"
)
"""The name of a name space is a URI reference (RFC 3986); libxml2 refuses another."""

_BY_EXPAT = frozenset(("utf-8", "utf-16", "iso8859-1", "ascii"))


class Expat:
    """The parser of the browser. No entity is looked at but the five of XML itself."""

    def parse(self, content: bytes) -> tuple[Any, bool]:
        """Return the root and whether a document type is there (see the port)."""
        try:
            text, encoding = _decoded(content)
            if _is_typed(text, encoding):
                return ET.Element("refused"), True
            parser = ET.XMLParser(target=_Tree(), encoding=encoding)  # noqa: S314 - see above
            parser.feed(text)
            root = parser.close()
        except (ET.ParseError, expat.ExpatError, LookupError, ValueError) as error:
            raise ValueError("no XML") from error
        if _is_deep(root):
            raise ValueError("no XML")
        return root, False


class _Tree(ET.TreeBuilder):
    """Builds the tree, and looks at the names of name spaces, which expat does not."""

    def start_ns(self, _prefix: str, uri: str) -> None:
        """Refuse a name that is no URI reference."""
        if not _NAMESPACE.fullmatch(uri):
            raise ValueError("no URI")


class _BegunError(Exception):
    """The first element is reached: no document type can follow (XML 1.0, 2.8)."""


def _is_typed(content: bytes, encoding: str | None) -> bool:
    """Say whether a document that is well-formed has a type; raises ExpatError for another."""
    typed: list[bool] = []

    def begun(*_: object) -> None:
        if not typed:
            raise _BegunError

    parser = expat.ParserCreate(encoding, "}")
    parser.StartDoctypeDeclHandler = lambda *_: typed.append(True)
    parser.StartElementHandler = begun
    # With this handler expat hands internal entities over instead of opening them.
    parser.DefaultHandler = lambda _: None
    try:
        parser.Parse(content, True)  # noqa: FBT003 - the only way to say so
    except _BegunError:
        return False
    return bool(typed)


def _decoded(content: bytes) -> tuple[bytes, str | None]:
    """Return a document as expat reads it: it knows no encoding of several bytes but UTF."""
    declared = _DECLARED.match(content)
    if declared is None:
        return content, None
    name = codecs.lookup(declared[1].decode("ascii")).name
    if name in _BY_EXPAT or name.startswith("utf"):
        return content, None
    return content.decode(name).encode("utf-8"), "utf-8"


def _is_deep(root: Any) -> bool:
    level, depth = [root], 1
    while level:
        if depth > DEEPEST:
            return True
        level, depth = [child for item in level for child in item], depth + 1
    return False
