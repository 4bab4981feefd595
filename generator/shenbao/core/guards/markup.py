"""XML from outside, parsed strictly, without entities, network, depth or endless trees."""

from __future__ import annotations

from typing import Any

from shenbao.core.engines import current as engines

MOST_MARKS = 1_500_000
"""Angle brackets and equals signs: each may be a node of the tree, of about 200 bytes."""


class MarkupError(Exception):
    """XML that is not to be read; the argument says why.

    ``damaged``, ``entities``, or ``too-much`` for what fills the memory.
    """


def parse(content: bytes) -> Any:
    """Return the root of XML from outside; entities, outside references and depth are refused.

    No Office program writes a document type (XML 1.0, 2.8), the only place where entities can
    be declared (4.2): one that is there is meant to do harm.
    """
    if content.count(b"<") + content.count(b"=") > MOST_MARKS:
        raise MarkupError("too-much")
    try:
        root, typed = engines.markup().parse(content)
    except ValueError as error:
        raise MarkupError("damaged") from error
    if typed:
        raise MarkupError("entities")
    return root


def name_of(element: Any) -> str:
    """Return the local name, empty for a comment; strict files have name spaces of their own."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def elements_named(root: Any, name: str) -> list[Any]:
    """Return the elements of a local name at and below ``root``, in order."""
    return [item for item in root.iter() if name_of(item) == name]
