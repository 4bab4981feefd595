"""XML by libxml2, through lxml."""

from __future__ import annotations

from typing import Any

from lxml import etree


class Libxml:
    """The parser of the command."""

    def parse(self, content: bytes) -> tuple[Any, bool]:
        """Return the root and whether a document type is there."""
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            attribute_defaults=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise ValueError("no XML") from error
        return root, bool(root.getroottree().docinfo.doctype)
