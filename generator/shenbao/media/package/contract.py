"""What a data package of ours is known by: names of its files and resources, its own properties.

Who writes a package and who finds one among what is handed in go by the same names.
"""

from __future__ import annotations

from shenbao.core.guards.json_text import DESCRIPTOR
from shenbao.core.messages import DEFAULT, LANGUAGES
from shenbao.validation.tables.manifest_names import MANIFEST, SUMS


def readme_name(language: str) -> str:
    """Return the file name: Chinese is ``README.md``, another language stands in the name."""
    return "README.md" if language == DEFAULT else f"README.{language}.md"


BESIDE = (MANIFEST, SUMS, *map(readme_name, LANGUAGES))
"""What lies beside the descriptor and the resources, and is none."""

EXAMPLE = "-example"
"""The end of the name of the resource with made-up rows."""

LIST = "list-"
"""The start of the name of a code list's resource, which keeps it apart from tables."""

TABLE, EDITION, DIGEST = "shenbao:table", "shenbao:edition", "shenbao:digest"
"""The properties that say which table a package, or a schema, is of."""

TEMPLATE = "shenbao:template"
"""The property with the path of the table to fill in, where that is no resource."""

__all__ = [
    "BESIDE",
    "DESCRIPTOR",
    "DIGEST",
    "EDITION",
    "EXAMPLE",
    "LIST",
    "MANIFEST",
    "SUMS",
    "TABLE",
    "TEMPLATE",
    "readme_name",
]
