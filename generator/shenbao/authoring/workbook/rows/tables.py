"""The files of a notice as tables: a sheet a kind of thing, a row a record.

What a row cannot say stays as JSON in its last column, or in that of the row above it.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from shenbao.authoring.workbook.declared import layout
from shenbao.authoring.workbook.declared.cells import Text, exactly
from shenbao.authoring.workbook.declared.layout import ITEM, OWNER, REST, Column, Kind, Sheet
from shenbao.authoring.workbook.declared.vocabulary import TEXT
from shenbao.authoring.workbook.files.clause_blocks import Block
from shenbao.authoring.workbook.files.folder import CANDIDATES, CLAUSES, NOTICE, SCHEMA, Contents
from shenbao.authoring.workbook.rows.records import Cells, Row, encoded, rest_cell
from shenbao.authoring.workbook.rows.sheet_read import SheetRead

_RULES = {"x-rules": "rows", "x-table-rules": "table"}
"""The keys of rules, with what they hold for: rows (or a form), or the whole table."""

COLUMNS = ("code", "label")
"""The columns of a list that says none."""

VALUES = 4
"""So many columns of values a workbook has at least: a notice may have no list yet."""

FILE = False
"""Stands for ``file`` in the rest of a list's columns: it has no rows and no file of rows."""


@dataclass(slots=True, kw_only=True)
class Table:
    """A sheet with its rows. ``file`` is the file that it is of, where each has one of its own."""

    sheet: Sheet
    columns: tuple[Column, ...]
    file: str = ""
    rows: list[Row] = field(default_factory=list)

    def add(self, kind: str, cells: Cells) -> None:
        """Add a row; a sheet with rows of one kind has no column for it."""
        self.rows.append(Row(kind=kind, cells=dict(cells)))


def tables_of(contents: Contents) -> tuple[Table, ...]:
    """Return the sheets of a notice, in their order; raises ShenbaoError for what fits no cell."""
    made = _Tables()
    notice = _json(contents, NOTICE)
    if notice is not None:
        made.notice(notice)
    made.clauses(contents.get(CLAUSES, ()))
    candidates = _json(contents, CANDIDATES)
    if candidates is not None:
        made.candidates(candidates)
    for name in contents:
        document = _json(contents, name)
        if document is not None and name.endswith(SCHEMA):
            made.home(name, document)
        elif document is not None and name.startswith("lists/"):
            made.listed(name, document, contents.get(name.replace(".json", ".csv")))
    return made.all()


def _json(contents: Contents, name: str) -> dict[str, Any] | None:
    content = contents.get(name)
    return copy.deepcopy(dict(content)) if isinstance(content, Mapping) else None


class _Tables:
    """Gathers the rows of all sheets."""

    def __init__(self) -> None:
        self._single = {
            sheet.name: Table(sheet=sheet, columns=tuple(layout.columns_of(sheet)))
            for sheet in layout.SHEETS
            if sheet is not layout.FIELDS
        }
        self._single["entries"].columns += tuple(map(value_column, range(1, VALUES + 1)))
        self._fields: list[Table] = []

    def all(self) -> tuple[Table, ...]:
        """Return the sheets in their order."""
        return tuple(
            table
            for sheet in layout.SHEETS
            for table in (self._fields if sheet is layout.FIELDS else (self._single[sheet.name],))
        )

    def notice(self, document: dict[str, Any]) -> None:
        """Add what ``notice.json`` says."""
        for sheet in layout.LISTED:
            for kind in sheet.kinds:
                if not kind.parent:
                    self._items(sheet, kind, document, "notice.json")
        kind = layout.NOTICE.kinds[0]
        self._single["notice"].add(kind.name, encoded(document, kind.columns, NOTICE))

    def _items(
        self, sheet: Sheet, kind: Kind, record: dict[str, Any], place: str, owner: str = ""
    ) -> None:
        """Take the list of a kind out of a record and add a row for each item."""
        items: Any = record.get(kind.array)
        if not _are_rows(items, kind):
            return
        del record[kind.array]
        for number, item in enumerate(items):
            self._item(sheet, kind, item, f"{place}/{kind.array}/{number}", owner)

    def _item(
        self,
        sheet: Sheet,
        kind: Kind,
        item: Mapping[str, Any],
        place: str,
        owner: str = "",
        first: Cells | None = None,
    ) -> None:
        """Add the row of an item, then those of the items below it."""
        table = self._single[sheet.name]
        rest = dict(item)
        row = Row(kind=kind.name)
        table.rows.append(row)
        below = [other for other in sheet.kinds if other.parent == kind.name]
        if isinstance(item.get("id"), str):
            for other in below:
                self._items(sheet, other, rest, place, item["id"])
        cells: Cells = {OWNER.id: owner} if kind.owner else {}
        row.cells = {**cells, **(first or {}), **encoded(rest, kind.columns, place)}

    def clauses(self, content: Any) -> None:
        """Add the blocks of ``clauses.md``."""
        columns = {kind.name: kind.columns for kind in layout.CLAUSES.kinds}
        for block in content:
            if isinstance(block, Block):
                cells = encoded(block.said, columns[block.kind], CLAUSES)
                self._single["clauses"].add(block.kind, cells)

    def candidates(self, document: dict[str, Any]) -> None:
        """Add what ``candidates.json`` says."""
        *kinds, head = layout.CANDIDATES.kinds
        row = Row(kind=head.name)
        self._single["candidates"].rows.append(row)
        for kind in reversed(kinds):
            self._items(layout.CANDIDATES, kind, document, CANDIDATES)
        row.cells = encoded(document, head.columns, CANDIDATES)

    def home(self, name: str, document: dict[str, Any]) -> None:
        """Add a file of a form, a table, or shared definitions."""
        stem, folder = home_name(name)
        table = Table(
            sheet=layout.FIELDS, columns=tuple(layout.columns_of(layout.FIELDS)), file=name
        )
        self._fields.append(table)
        key = members_key(folder)
        self._rules(name, "", document)
        self._below(table, "", document, key)
        kind = layout.HOMES.kinds[0]
        cells: Cells = {"id": stem, **_choice("homes", "folder", value=folder)}
        self._single["homes"].add(kind.name, {**cells, **encoded(document, kind.columns, name)})

    def _below(self, table: Table, section: str, node: dict[str, Any], key: str) -> None:
        """Take the members of a node out of it and add a row for each."""
        members = node.get(key)
        if not isinstance(members, dict) or not members or not all(map(_is_node, members.items())):
            return
        del node[key]
        required = _required(node, members)
        for name, member in members.items():
            self._node(table, section, name, member, required=name in required)

    def _node(
        self, table: Table, section: str, name: str, node: Mapping[str, Any], *, required: bool
    ) -> None:
        rest = dict(node)
        row = Row(kind="field")
        table.rows.append(row)
        path = f"{section}/{name}" if section else name
        self._rules(table.file, path, rest)
        if isinstance(rest.get("items"), dict):
            self._node(table, path, ITEM, rest.pop("items"), required=False)
        self._below(table, path, rest, "properties")
        cells: Cells = {"field": name}
        if section:
            cells["section"] = section
        if required:
            cells.update(_choice("fields", "required", value=True))
        kind = table.sheet.kinds[0]
        row.cells = {**cells, **encoded(rest, kind.columns, f"{table.file}#{path}")}

    def _rules(self, file: str, path: str, node: dict[str, Any]) -> None:
        kind = layout.RULES.kinds[0]
        for key, reach in _RULES.items():
            rules: Any = node.get(key)
            if not _are_rows(rules, kind):
                continue
            del node[key]
            first: Cells = {"home": home_word(file), **({"place": path} if path else {})}
            if reach != "rows":
                first |= _choice("rules", "reach", value=reach)
            for number, rule in enumerate(rules):
                place = f"{file}#{path}/{key}/{number}"
                self._item(layout.RULES, kind, rule, place, first=first)

    def listed(self, name: str, document: dict[str, Any], records: Any) -> None:
        """Add a list: its description, its columns, its rows."""
        stem = name.removeprefix("lists/").removesuffix(".json")
        columns: Any = document.get("columns")
        head: Cells = {"list": stem}
        rest: dict[str, Any] = {}
        names = [] if "columns" in document else [*COLUMNS]
        if _are_columns(columns):
            names = [column["name"] for column in columns]
            head |= {
                str(number): f"{column['name']} {column['title']}"
                for number, column in enumerate(columns, 1)
            }
            del document["columns"]
        if records is None:
            rest["file"] = FILE
        elif not records or [*records[0]] != names:
            rest["header"] = [*records[0]] if records else []
        if rest:
            head["*"] = rest_cell(rest, name)
        kind = layout.LISTS.kinds[0]
        described = {"id": stem, **encoded(document, kind.columns, name)}
        self._single["lists"].add(kind.name, described)
        entries = self._single["entries"]
        if len(head) > 1:
            entries.add("columns", head)
        for record in [*(records or ())][1:]:
            entries.add("entry", {"list": stem, **_entry(record, len(names), name)})
        known = sum(column.id.isdigit() for column in entries.columns)
        more = [value_column(number) for number in range(known + 1, _widest(entries) + 1)]
        entries.columns = (*entries.columns, *more)


def value_column(number: int) -> Column:
    """Return the column of the values that stand in the ``number``-th of a list."""
    label = {1: "entry-code", 2: "entry-label"}.get(number, "entry-value")
    return Column(id=str(number), path=(), codec=TEXT, label=label, width=12 if number == 1 else 24)


def _widest(table: Table) -> int:
    found = [int(key) for row in table.rows for key in row.cells if key.isdigit()]
    return max(found, default=0)


def _entry(record: Sequence[str], wanted: int, name: str) -> Cells:
    """Return the cells of a row of a list, as JSON where they would not come back."""
    cells: Cells = {}
    for number, value in enumerate(record, 1):
        if value:
            cell = exactly(Text(), value)
            if cell is None:
                return {REST: rest_cell({"cells": [*record]}, name)}
            cells[str(number)] = cell
    if len(record) != wanted or not cells:
        return {REST: rest_cell({"cells": [*record]}, name)}
    return cells


def home_name(file: str) -> tuple[str, str]:
    """Return the id of a form or table by its file, and which kind of file it is."""
    folder, _, last = file.partition("/")
    stem = last.removesuffix(SCHEMA)
    return stem, f"{folder}-shared" if stem.startswith("_") else folder


def members_key(folder: str) -> str:
    """Return under which key of a kind of file the fields stand."""
    return "$defs" if folder.endswith("-shared") else "properties"


def home_word(file: str) -> str:
    """Return what the rules call a file: ``research``, of a table ``tables/summary``."""
    return file.removeprefix("forms/").removesuffix(SCHEMA)


def _choice(sheet: str, column: str, *, value: Any) -> Cells:
    """Return the cell of a choice that is no key of the dialect."""
    known = next(item for item in layout.SHEETS if item.name == sheet)
    codec = next(item.codec for item in layout.columns_of(known) if item.id == column)
    said = codec.encode(value)
    return {} if said is None else {column: said}


def _are_rows(items: Any, kind: Kind) -> bool:
    """Say whether a list becomes rows: objects, told apart by their ids where they have one."""
    if not isinstance(items, list) or not items:
        return False
    if not all(isinstance(item, dict) and item for item in items):
        return False
    name = next((column.path[-1] for column in kind.columns if column.id == "id"), "")
    if not name:
        return True
    ids = [item.get(name) for item in items]
    return all(_is_name(one) for one in ids) and len(set(ids)) == len(ids)


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and exactly(layout.OWNER.codec, value) is not None


def _is_node(pair: tuple[str, Any]) -> bool:
    name, node = pair
    return isinstance(node, dict) and _is_name(name) and "/" not in name and name != ITEM


def _required(node: dict[str, Any], members: Mapping[str, Any]) -> frozenset[str]:
    """Take the required members out of a node where marks at them say the same."""
    names = node.get("required")
    if not isinstance(names, list) or not names:
        return frozenset()
    if not all(isinstance(name, str) and name in members for name in names):
        return frozenset()
    if len(set(names)) < len(names):
        return frozenset()
    del node["required"]
    return frozenset(names)


def _are_columns(columns: Any) -> bool:
    return (
        isinstance(columns, list)
        and bool(columns)
        and all(
            isinstance(column, dict)
            and column.keys() == {"name", "title"}
            and _is_name(column["name"])
            and isinstance(column["title"], str)
            and exactly(Text(), f"{column['name']} {column['title']}") is not None
            and bool(column["title"].strip())
            and column["title"].strip() == column["title"]
            for column in columns
        )
    )


def mark_of(table: Table) -> str:
    """Return what tells a sheet of a workbook from the others: its name, the word of its form."""
    return " ".join(filter(None, (table.sheet.name, home_word(table.file) if table.file else "")))


def as_read(tables: Sequence[Table]) -> list[SheetRead]:
    """Return the sheets as if they had been written and read again."""
    return [
        SheetRead(
            sheet=table.sheet,
            title=mark_of(table),
            word=home_word(table.file) if table.file else "",
            rows=[replace(row, number=number) for number, row in enumerate(table.rows, 1)],
        )
        for table in tables
    ]
