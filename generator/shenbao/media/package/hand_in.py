"""A package to hand in: the rows that somebody filled in, as a strict data package.

Codes, ISO dates and plain numbers in UTF-8, the code lists beside them, each resource with its
size and SHA-256. Values arrive as they were given: one that is wrong stays as it is, a text that
a spreadsheet would run is not escaped (an apostrophe would make another value of it) but told.
A computed value that was given stays, one that was left out stays empty: who receives the data
computes it, and rounding it here would invent a figure.

The table begins with a byte-order mark, unlike the templates: it is looked at rather than filled
in, and without the mark Excel shows Chinese as gibberish after a double click. Frictionless
skips the mark, and so do pandas and our own readers. Records end as RFC 4180 has it, in CRLF.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shenbao.core.artifacts import Artifact
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import LANGUAGES
from shenbao.core.paths import pointer_of, value_at
from shenbao.media.package import hand_in_readme, manifest
from shenbao.media.package.contract import DESCRIPTOR, readme_name
from shenbao.media.package.table_schema import cell, published_columns
from shenbao.media.package.write import (
    as_json,
    described,
    keyed_schema,
    list_resources,
    measured,
    resource,
    runs,
    schema_file,
    shipped_lists,
)
from shenbao.policy.model import Notice, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The data of a package and what goes with them.

    ``running`` are the JSON Pointers of cells that a spreadsheet would run, ``left_out`` those of
    values that have no column and so no place in the package.
    """

    artifacts: tuple[Artifact, ...]
    rows: int
    running: tuple[str, ...]
    left_out: tuple[str, ...]


def filled(notice: Notice, table: Table, data: Mapping[str, Any]) -> Filled:
    """Return the package of ``data`` (``{"rows": [...]}``) without manifest and readme.

    A row that is no object stands empty. Raises ShenbaoError for a text with a NUL, which no
    CSV reader takes, and for a code list that a spreadsheet would run.
    """
    shape = _shape(table)
    running = [
        f"/rows/{number}/{'/'.join(path)}"
        for number, row in enumerate(data["rows"])
        for _, path in shape
        if isinstance(value_at(row, path), str) and runs(cell(value_at(row, path)))
    ]
    made = table_file(table, data)
    lists = shipped_lists(notice, table)
    own = resource(table.id, table.title, made.path, keyed_schema(notice, table))
    resources = [own | measured(made), *list_resources(notice, table, lists)]
    return Filled(
        artifacts=(
            as_json(DESCRIPTOR, described(notice, table, resources)),
            schema_file(notice, table),
            made,
            *lists.values(),
        ),
        rows=len(data["rows"]),
        running=tuple(running),
        left_out=tuple(_left_out(data, {path for _, path in shape})),
    )


def table_file(table: Table, data: Mapping[str, Any]) -> Artifact:
    """Return the rows of ``data`` as CSV; raises ShenbaoError for a text with a NUL."""
    shape = _shape(table)
    texts = [
        [_text(value_at(row, path), number, name) for name, path in shape]
        for number, row in enumerate(data["rows"])
    ]
    return _csv(f"{table.id}.csv", [name for name, _ in shape], texts)


def _shape(table: Table) -> list[tuple[str, tuple[str, ...]]]:
    """Return the names of the columns, each with its path in a row."""
    return [(column.name, tuple(column.name.split("."))) for column in published_columns(table)]


def completed(
    notice: Notice, table: Table, package: Filled, facts: manifest.Facts
) -> tuple[Artifact, ...]:
    """Return the files of a package with its readme, manifest and checksums."""
    told = hand_in_readme.ReadmeFacts(facts=facts, running=len(package.running))
    readmes = (
        Artifact.text(readme_name(language), hand_in_readme.text(notice, table, told, language))
        for language in LANGUAGES
    )
    files = (*package.artifacts, *readmes)
    return (*files, *manifest.manifest(notice, table, files, facts))


def _text(value: Any, number: int, column: str) -> str:
    text = cell(value)
    if "\0" in text:
        raise ShenbaoError("hand-in-nul", row=str(number + 1), column=column)
    return text


def _left_out(data: Mapping[str, Any], known: set[tuple[str, ...]]) -> Iterator[str]:
    """Yield the places of what no column holds."""
    yield from (f"/{key}" for key in data if key != "rows")
    groups = {path[:end] for path in known for end in range(1, len(path))}
    for number, row in enumerate(data["rows"]):
        if isinstance(row, dict):
            yield from (f"/rows/{number}{at}" for at in _strange(row, (), known, groups))
        else:
            yield f"/rows/{number}"


def _strange(
    group: Mapping[str, Any],
    above: tuple[str, ...],
    known: set[tuple[str, ...]],
    groups: set[tuple[str, ...]],
) -> Iterator[str]:
    for key, value in group.items():
        path = (*above, key)
        if path in groups and isinstance(value, dict):
            yield from _strange(value, path, known, groups)
        elif path not in known and value is not None:
            yield pointer_of(path)


def _csv(path: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Artifact:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return Artifact(path, codecs.BOM_UTF8 + stream.getvalue().encode("utf-8"))
