"""Every key of the dialect has a column in the policy workbook, or is said to have none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.workbook_reference import PAGE, reference

from shenbao.authoring.workbook.declared import layout
from shenbao.authoring.workbook.declared.layout import Kind, Sheet
from shenbao.authoring.workbook.declared.wording import help_of, sheet_title, title_of
from shenbao.core import messages

DIALECT = Path(__file__).resolve().parents[2] / "schemas" / "dialect"
BY_ROWS = {
    "field": {"properties", "items", "required", "x-rules"},
    "home": {"properties", "$defs", "required", "x-rules", "x-table-rules"},
    "list": {"columns"},
}
"""Keys that rows of their own say."""

AS_JSON: dict[str, set[str]] = {}
"""Keys without a column, which stand as JSON among the other keys, by the kind of row."""

FILES = {
    "home": ("form", "table", "defs"),
    "list": ("list",),
    "candidates": ("candidates",),
    "notice": ("notice",),
}


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DIALECT / f"{name}.schema.json").read_text("utf-8"))
    return found


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """The schema of an object, its reference followed."""
    if "$ref" not in node:
        return node
    address, _, name = node["$ref"].partition("#/$defs/")
    document = schema(address.removesuffix(".schema.json") or "vocabulary")
    found: dict[str, Any] = document["$defs"][name] if name else document
    return found


def schemas_of(sheet: Sheet, kind: Kind) -> list[dict[str, Any]]:
    """The schemas of the objects that a kind of row says."""
    if kind.name in FILES:
        return [schema(name) for name in FILES[kind.name]]
    if kind.name in {"rule", "field"}:
        name = {"rule": "rule", "field": "node"}[kind.name]
        return [schema("vocabulary")["$defs"][name]]
    if kind.parent:
        (above,) = schemas_of(sheet, next(item for item in sheet.kinds if item.name == kind.parent))
    else:
        above = schema(sheet.file.removesuffix(".json"))
    return [resolved(above["properties"][kind.array]["items"])]


def kinds() -> Iterator[tuple[Sheet, Kind]]:
    for sheet in layout.SHEETS:
        for kind in sheet.kinds:
            if sheet not in (layout.CLAUSES, layout.ENTRIES):
                yield sheet, kind


KINDS = list(kinds())


@pytest.mark.parametrize("known", KINDS, ids=lambda known: f"{known[0].name}-{known[1].name}")
def test_every_key_of_the_dialect_has_its_place(known: tuple[Sheet, Kind]) -> None:
    sheet, kind = known
    keys = {key for item in schemas_of(sheet, kind) for key in item["properties"]}
    assert keys
    said = {column.path[0] for column in kind.columns if column.path}
    rows = {item.array for item in sheet.kinds if item.parent == kind.name}
    if kind.name == "notice":
        rows = {item.array for other in layout.LISTED for item in other.kinds if not item.parent}
    if kind.name == "candidates":
        rows = {item.array for item in sheet.kinds}
    rows |= BY_ROWS.get(kind.name, set())
    others = AS_JSON.get(kind.name, set())
    assert keys - said - rows == others
    # A column of a key that the dialect does not have is none either.
    assert said - keys == set()


def test_columns_of_a_sheet_are_told_apart() -> None:
    for language in messages.LANGUAGES:
        titles = [sheet_title(sheet.name, "", language) for sheet in layout.SHEETS]
        assert len(set(titles)) == len(titles)
        for sheet in layout.SHEETS:
            columns = [*layout.columns_of(sheet)]
            told = [title_of(column, language) for column in columns]
            assert len(set(told)) == len(told), (sheet.name, told)
            assert all(help_of(column.label, language) != "?" for column in columns)


def test_the_reference_is_that_of_the_declared_table() -> None:
    """PYTHONPATH=generator:tests python -m support.workbook_reference writes it anew."""
    assert PAGE.read_text(encoding="utf-8") == reference()
