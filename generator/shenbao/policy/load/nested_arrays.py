"""Lists inside rows: a row has one cell for each value, on paper as in a workbook or a CSV file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from shenbao.policy.files.reader import Problems


def check_nesting(file: Path, schema: Mapping[str, Any], problems: Problems) -> None:
    """Record every list inside a row of an expanded form or table.

    Several choices of a closed list may stand in a row: they fit a cell. The schema of a table
    is that of its row.
    """
    for place, found in _lists(schema, "", in_row="x-purpose" not in schema):
        chosen = found.get("uniqueItems") is True and "enum" in found["items"]
        if not chosen:
            problems.add(file, place, "list-in-row", title=str(found.get("title", "")))


def _lists(
    schema: Mapping[str, Any], place: str, *, in_row: bool
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the lists inside rows, with their places."""
    if "items" in schema:
        if in_row:
            yield place, schema
        yield from _lists(schema["items"], f"{place}/items", in_row=True)
    for key, child in schema.get("properties", {}).items():
        yield from _lists(child, f"{place}/properties/{key}", in_row=in_row)
