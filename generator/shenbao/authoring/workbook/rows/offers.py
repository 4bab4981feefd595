"""What cells may be chosen from that the notice itself names: its clauses, lists, fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shenbao.authoring.workbook.files.clause_blocks import Block
from shenbao.authoring.workbook.files.folder import CLAUSES, NOTICE, Contents
from shenbao.authoring.workbook.rows.tables import Table, home_word

_LISTS = {
    "programmes": "programmes",
    "readings": "readings",
    "gaps": "gaps",
    "documents": "sources",
}


def offers_of(
    contents: Contents,
    tables: Sequence[Table],
    shared: Sequence[str],
    definitions: Sequence[str] = (),
) -> Mapping[str, Sequence[str]]:
    """Return the ids by what they are of.

    ``shared`` are the lists and ``definitions`` the short names of what all notices share.
    """
    notice = contents.get(NOTICE)
    document = notice if isinstance(notice, Mapping) else {}
    blocks = [item for item in contents.get(CLAUSES, ()) if isinstance(item, Block)]
    homes = [
        row.cells["id"] for table in tables if table.sheet.name == "homes" for row in table.rows
    ]
    own = [row.cells["id"] for table in tables if table.sheet.name == "lists" for row in table.rows]
    found: dict[str, Sequence[Any]] = {
        "clauses": [block.said.get("id") for block in blocks if block.kind == "clause"],
        "homes": homes,
        "forms": [name for name in homes if not str(name).startswith("_")],
        "lists": [*own, *shared, "@tracks", "@topics"],
        "topics": [*_below(document, "topics")],
        "paths": [*_paths(tables, sections=True)],
        "places": [*_paths(tables, sections=False)],
        "roles": [*_roles(tables)],
        "definitions": [*_definitions(tables), *definitions],
        **{name: [*_ids(document.get(key))] for name, key in _LISTS.items()},
    }
    return {
        name: [*dict.fromkeys(item for item in items if isinstance(item, str) and item)]
        for name, items in found.items()
    }


def _ids(items: Any) -> Iterator[str]:
    for item in items if isinstance(items, list) else ():
        if isinstance(item, Mapping) and isinstance(item.get("id"), str):
            yield item["id"]


def _below(document: Mapping[str, Any], key: str) -> Iterator[str]:
    programmes = document.get("programmes")
    for programme in programmes if isinstance(programmes, list) else ():
        if isinstance(programme, Mapping):
            yield from _ids(programme.get(key))


def _paths(tables: Sequence[Table], *, sections: bool) -> Iterator[str]:
    """Yield the paths of the fields, or of those that have others below them."""
    for table in tables:
        if table.sheet.name == "fields":
            for row in table.rows:
                above = row.cells.get("section")
                path = "/".join(str(part) for part in (above, row.cells["field"]) if part)
                yield str(above or "") if sections else path


def _roles(tables: Sequence[Table]) -> Iterator[str]:
    for table in tables:
        if table.sheet.name == "fields":
            yield from (str(row.cells.get("x-role", "")) for row in table.rows)
    yield "track"


def _definitions(tables: Sequence[Table]) -> Iterator[str]:
    """Yield the short names of the definitions that the forms of a notice share."""
    for table in tables:
        word = home_word(table.file) if table.file else ""
        if word.startswith("_"):
            for row in table.rows:
                if "section" not in row.cells:
                    yield f"{word}/{row.cells['field']}"
