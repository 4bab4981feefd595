"""The sheets of a workbook as the files of a notice, with the row that each thing came from."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias

from shenbao.authoring.workbook.declared import layout
from shenbao.authoring.workbook.declared.cells import CellError, Text, folded, text_of
from shenbao.authoring.workbook.declared.layout import ITEM, OWNER, REST, Kind
from shenbao.authoring.workbook.files.clause_blocks import Block, blocks, render
from shenbao.authoring.workbook.files.folder import CANDIDATES, CLAUSES, NOTICE, SCHEMA, Contents
from shenbao.authoring.workbook.rows.mistakes import CellPlace, Mistake
from shenbao.authoring.workbook.rows.records import Row, decoded
from shenbao.authoring.workbook.rows.sheet_read import SheetRead
from shenbao.authoring.workbook.rows.tables import COLUMNS, members_key
from shenbao.core.messages.values import Value, many

Steps: TypeAlias = tuple[str | int, ...]
"""The way to a value in a file."""

_SHOWN = 10
_NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Origin:
    """The row of a record, and the kind that says in which column each key stands."""

    sheet: SheetRead
    row: Row
    kind: Kind

    def place(self, rest: Steps) -> CellPlace:
        """Return the cell of a key below the record, also an empty one, else the row."""
        for column in self.kind.columns:
            leads = bool(column.path) and rest[: len(column.path)] == column.path
            if leads and column.id in self.row.cells:
                return self.sheet.place(self.row, column.id)
        lacking = (column.id for column in self.kind.columns if rest and column.path == rest)
        if (empty := next(lacking, "")) in self.sheet.letters:
            return self.sheet.place(self.row, empty)
        return self.sheet.place(self.row, REST if REST in self.row.cells and rest else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadContents:
    """The files that a workbook says, what is wrong in it, and where everything stood.

    ``origins`` are by file and the way to a record, ``lines`` by file and the number of a block
    or record, counted from zero.
    """

    contents: Contents
    mistakes: Sequence[Mistake]
    origins: Mapping[tuple[str, Steps], Origin]
    lines: Mapping[tuple[str, int], tuple[SheetRead, Row]]

    def place(self, file: str, steps: Steps) -> CellPlace | None:
        """Return where the value at the end of ``steps`` stands in the workbook."""
        for length in range(len(steps), -1, -1):
            origin = self.origins.get((file, steps[:length]))
            if origin is not None:
                return origin.place(steps[length:])
        return None

    def item_place(self, file: str, number: int, column: str = "") -> CellPlace | None:
        """Return where an item of a file that is no JSON stands, its cell or its row."""
        found = self.lines.get((file, number))
        return None if found is None else found[0].place(found[1], column)


def contents_of(sheets: Sequence[SheetRead]) -> ReadContents:
    """Return what a workbook says, with all its mistakes."""
    made = _Contents(sheets)
    made.build()
    return ReadContents(
        contents=made.contents,
        mistakes=tuple(made.mistakes),
        origins=made.origins,
        lines=made.lines,
    )


@dataclass(slots=True)
class _Parent:
    """A row that others may belong to: its record, and the way to it."""

    id: Any
    record: dict[str, Any]
    steps: Steps
    file: str


@dataclass(slots=True)
class _Contents:
    sheets: Sequence[SheetRead]
    contents: Contents = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    origins: dict[tuple[str, Steps], Origin] = field(default_factory=dict)
    lines: dict[tuple[str, int], tuple[SheetRead, Row]] = field(default_factory=dict)
    bare: set[str] = field(default_factory=set)

    def build(self) -> None:
        """Build all files."""
        self._notice()
        self._clauses()
        self._candidates()
        nodes = self._homes()
        self._rules(nodes)
        self._lists()

    def tell(
        self, sheet: SheetRead, row: Row | None, column: str, message: str, **args: Value
    ) -> None:
        """Record a mistake in a cell, a row or a sheet."""
        place = sheet.place(row, column)
        self.mistakes.append(Mistake(place=place, message=message, args=args))

    def wrong_cell(self, sheet: SheetRead, row: Row, column: str, error: CellError) -> None:
        """Record that a cell cannot be read."""
        self.tell(sheet, row, column, error.message, **error.args_)

    def _of(self, sheet: layout.Sheet) -> Iterator[SheetRead]:
        """Yield the sheets of a kind: the same may stand in a workbook twice."""
        yield from (read for read in self.sheets if read.sheet is sheet)

    def _record(self, sheet: SheetRead, row: Row, kind: Kind) -> dict[str, Any]:
        return decoded(row, kind.columns, partial(self.wrong_cell, sheet, row))

    def own(self, sheet: SheetRead, row: Row, column: str) -> Any:
        """Return what a column says that is no key of the record, None where it is blank."""
        cell = row.cells.get(column)
        codec = next(item.codec for item in layout.columns_of(sheet.sheet) if item.id == column)
        try:
            return None if cell is None else codec.decode(cell)
        except CellError as error:
            self.wrong_cell(sheet, row, column, error)
            return None

    def _notice(self) -> None:
        document: dict[str, Any] = {}
        kind = layout.NOTICE.kinds[0]
        for sheet in self._of(layout.NOTICE):
            for row in sheet.rows:
                document.update(self._record(sheet, row, kind))
                self.origins[NOTICE, ()] = Origin(sheet, row, kind)
        for plan in layout.LISTED:
            for sheet in self._of(plan):
                self._items(sheet, NOTICE, document)
        if document:
            self.contents[NOTICE] = document

    def _items(self, sheet: SheetRead, file: str, document: dict[str, Any]) -> None:
        """Add the rows of a sheet to the lists of a document, and those below them."""
        parents: dict[str, list[_Parent]] = {}
        for row in sheet.rows:
            kind = self._kind(sheet, row)
            if kind is None:
                continue
            record = self._record(sheet, row, kind)
            above: _Parent | None = _Parent(None, document, (), file)
            if kind.parent:
                above = self._parent(sheet, row, kind, parents)
            if above is not None and kind.array:
                made = self._add(sheet, row, kind, above, record)
                parents.setdefault(kind.name, []).append(made)

    def _add(
        self, sheet: SheetRead, row: Row, kind: Kind, above: _Parent, record: dict[str, Any]
    ) -> _Parent:
        """Put a record into its list; two of one id cannot be told apart."""
        items = above.record.setdefault(kind.array, [])
        place: Steps = (*above.steps, kind.array)
        if not isinstance(items, list):
            self.tell(sheet, row, REST, "policybook-rest-twice", found=kind.array)
            items = []
        name = next((column.path[-1] for column in kind.columns if column.id == "id"), "")
        own = record.get(name) if name else None
        for number, item in enumerate(items):
            if own is not None and isinstance(item, dict) and item.get(name) == own:
                before = self.origins.get((above.file, (*place, number)))
                first = before.row.number if before is not None else 0
                self.tell(sheet, row, "id", "policybook-twice", found=str(own), first=first)
                break
        steps = (*place, len(items))
        items.append(record)
        self.origins[above.file, steps] = Origin(sheet, row, kind)
        return _Parent(own, record, steps, above.file)

    def _kind(self, sheet: SheetRead, row: Row) -> Kind | None:
        """Return the kind of a row; told where it is none of the sheet."""
        found = next((kind for kind in sheet.sheet.kinds if kind.name == row.kind), None)
        if found is not None:
            return found
        kinds = sheet.sheet.kinds
        below = [kind for kind in kinds if kind.owner]
        top = [kind for kind in kinds if not kind.owner]
        if not row.kind and OWNER.id in row.cells and len(below) == 1:
            return below[0]
        if not row.kind and OWNER.id not in row.cells and len(top) == 1:
            return top[0]
        self.tell(sheet, row, layout.KIND, "policybook-row-kind", found=row.kind)
        return None

    def _parent(
        self, sheet: SheetRead, row: Row, kind: Kind, parents: Mapping[str, Sequence[_Parent]]
    ) -> _Parent | None:
        """Return the row that one belongs to: the one that it names, else the last above."""
        known = parents.get(kind.parent, ())
        owner = self.own(sheet, row, OWNER.id)
        if owner is None and known:
            return known[-1]
        # Of several with one id only the one just above can be meant.
        found = [item for item in known if item.id == owner]
        if len(found) == 1 or (found and known[-1] is found[-1]):
            return found[-1]
        message = "policybook-owner" if not found else "policybook-owner-moved"
        ids = [str(item.id) for item in known]
        self.tell(sheet, row, OWNER.id, message, found=owner or "", **_near(owner or "", ids))
        return None

    def _clauses(self) -> None:
        said: list[Block] = []
        for sheet in self._of(layout.CLAUSES):
            for row in sheet.rows:
                self._clause(sheet, row, said)
        if said:
            self.contents[CLAUSES] = tuple(said)

    def _clause(self, sheet: SheetRead, row: Row, said: list[Block]) -> None:
        kinds = {kind.name: kind for kind in layout.CLAUSES.kinds}
        name = row.kind or ("clause" if "id" in row.cells else "remark")
        if name not in kinds:
            self.tell(sheet, row, layout.KIND, "policybook-row-kind", found=row.kind)
            return
        record = self._record(sheet, row, kinds[name])
        block = Block(kind=name, said=record)
        own = record.get("id")
        seen = [item.said.get("id") for item in said]
        # A remark may be an empty line of the file.
        needed = {"clause": "id", "heading": "gist"}.get(name)
        if needed is not None and not record.get(needed):
            self.tell(sheet, row, needed, "policybook-missing-cell")
        elif name == "clause" and own in seen:
            first = self.lines[CLAUSES, seen.index(own)][1].number
            self.tell(sheet, row, "id", "policybook-twice", found=str(own), first=first)
        elif not _comes_back(block):
            self.tell(sheet, row, "gist", "policybook-clause-shape", kind=name)
        self.lines[CLAUSES, len(said)] = sheet, row
        said.append(block)

    def _candidates(self) -> None:
        document: dict[str, Any] = {}
        head = layout.CANDIDATES.kinds[-1]
        for sheet in self._of(layout.CANDIDATES):
            for row in sheet.rows:
                if row.kind == head.name:
                    document.update(self._record(sheet, row, head))
                    self.origins[CANDIDATES, ()] = Origin(sheet, row, head)
            rest = [row for row in sheet.rows if row.kind != head.name]
            self._items(_with_rows(sheet, rest), CANDIDATES, document)
        if document:
            self.contents[CANDIDATES] = document

    def _homes(self) -> dict[str, dict[str, _Parent]]:
        """Add the forms and tables; return the nodes of each by their paths."""
        files: dict[str, str] = {}
        kind = layout.HOMES.kinds[0]
        for sheet in self._of(layout.HOMES):
            for row in sheet.rows:
                stem, folder = (self.own(sheet, row, name) for name in ("id", "folder"))
                if not stem or folder is None:
                    column = "folder" if stem else "id"
                    if column not in row.cells:
                        self.tell(sheet, row, column, "policybook-missing-cell")
                    continue
                if stem.startswith("_") != folder.endswith("-shared") or not _is_file(stem):
                    self.tell(sheet, row, "id", "policybook-home-id", found=stem)
                    continue
                file = f"{folder.removesuffix('-shared')}/{stem}{SCHEMA}"
                if self._new(sheet, row, kind, file, stem):
                    files[file] = members_key(folder)
        return self._fields(files)

    def _new(self, sheet: SheetRead, row: Row, kind: Kind, file: str, stem: str) -> bool:
        """Add the file of a row; say whether no other row has it already."""
        if file in self.contents:
            first = self.origins[file, ()].row.number
            self.tell(sheet, row, "id", "policybook-twice", found=stem, first=first)
            return False
        self.contents[file] = self._record(sheet, row, kind)
        self.origins[file, ()] = Origin(sheet, row, kind)
        return True

    def _fields(self, files: Mapping[str, str]) -> dict[str, dict[str, _Parent]]:
        nodes = {file: {"": _Parent(None, _dict(self.contents[file]), (), file)} for file in files}
        for sheet in self._of(layout.FIELDS):
            file = _home_file(sheet.word, files)
            if file is None:
                if sheet.rows:
                    known = _near(sheet.word, [_short(name) for name in files])
                    self.tell(sheet, None, "", "policybook-fields-of", found=sheet.word, **known)
                continue
            rows = self._places(sheet)
            for path, row in rows.items():
                self._node(sheet, row, path, nodes[file], files[file], rows)
        for parents in nodes.values():
            self._required(parents)
        return nodes

    def _places(self, sheet: SheetRead) -> dict[str, Row]:
        """Return the rows of fields by their paths, in the order of the sheet."""
        rows: dict[str, Row] = {}
        for row in sheet.rows:
            name, section = (self.own(sheet, row, key) for key in ("field", "section"))
            if not name:
                self.tell(sheet, row, "field", "policybook-missing-cell")
                continue
            path = f"{_path(section)}/{name}" if section else name
            if path in rows:
                first = rows[path].number
                self.tell(sheet, row, "field", "policybook-twice", found=path, first=first)
                continue
            rows[path] = row
        return rows

    def _node(
        self,
        sheet: SheetRead,
        row: Row,
        path: str,
        nodes: dict[str, _Parent],
        key: str,
        rows: Mapping[str, Row],
    ) -> _Parent | None:
        """Return the node of a row, put into the one above it, which may stand further down."""
        if path in nodes:
            return nodes[path]
        above, _, name = path.rpartition("/")
        if above in rows:
            parent = self._node(sheet, rows[above], above, nodes, key, rows)
        elif above.rpartition("/")[2] == ITEM and above.rpartition("/")[0] in {*rows, *nodes}:
            implied = Row(kind="field", number=row.number)
            parent = self._node(sheet, implied, above, nodes, key, {**rows, above: implied})
        else:
            parent = nodes.get(above)
        if parent is None:
            known = _near(above, [*rows])
            self.tell(sheet, row, "section", "policybook-section", found=above, **known)
            return None
        kind = layout.FIELDS.kinds[0]
        record = self._record(sheet, row, kind)
        group = key if not above else "properties"
        steps = (*parent.steps, "items") if name == ITEM else (*parent.steps, group, name)
        made = _Parent(self.own(sheet, row, "required"), record, steps, parent.file)
        if name == ITEM:
            parent.record["items"] = record
        else:
            members = parent.record.setdefault(group, {})
            if not isinstance(members, dict) or name in members:
                self.tell(sheet, row, "field", "policybook-rest-twice", found=group)
                return None
            members[name] = record
        nodes[path] = made
        self.origins[parent.file, steps] = Origin(sheet, row, kind)
        return made

    def _required(self, nodes: Mapping[str, _Parent]) -> None:
        """Say in each node which of the fields below it are marked as required."""
        for path, node in nodes.items():
            above, _, name = path.rpartition("/")
            if node.id is True and name != ITEM:
                names = nodes[above].record.setdefault("required", [])
                if isinstance(names, list):
                    names.append(name)

    def _rules(self, nodes: Mapping[str, Mapping[str, _Parent]]) -> None:
        head, below = layout.RULES.kinds
        for sheet in self._of(layout.RULES):
            parents: dict[str, list[_Parent]] = {}
            for row in sheet.rows:
                kind = self._kind(sheet, row)
                if kind is head:
                    above = self._ruled(sheet, row, nodes)
                elif kind is below:
                    above = self._parent(sheet, row, kind, parents)
                else:
                    continue
                if kind is None or above is None:
                    continue
                table = kind is head and self.own(sheet, row, "reach") == "table"
                named = _with_array(kind, "x-table-rules") if table else kind
                record = self._record(sheet, row, kind)
                parents.setdefault(kind.name, []).append(
                    self._add(sheet, row, named, above, record)
                )

    def _ruled(
        self, sheet: SheetRead, row: Row, nodes: Mapping[str, Mapping[str, _Parent]]
    ) -> _Parent | None:
        """Return the node that a rule holds at."""
        home, place = (self.own(sheet, row, key) for key in ("home", "place"))
        if home is None:
            if "home" not in row.cells:
                self.tell(sheet, row, "home", "policybook-missing-cell")
            return None
        file = _home_file(home, nodes)
        if file is None:
            known = _near(home, [_short(name) for name in nodes])
            self.tell(sheet, row, "home", "policybook-home", found=home, **known)
            return None
        path = _path(place or "")
        if path not in nodes[file]:
            # A form without any field has lost its sheet: that is one mistake.
            if len(nodes[file]) > 1 or file not in self.bare:
                known = _near(path, [name for name in nodes[file] if name])
                self.tell(sheet, row, "place", "policybook-place", found=path, **known)
            self.bare.add(file)
            return None
        return nodes[file][path]

    def _lists(self) -> None:
        kind = layout.LISTS.kinds[0]
        names: list[str] = []
        for sheet in self._of(layout.LISTS):
            for row in sheet.rows:
                stem = self.own(sheet, row, "id")
                if not stem or not _is_file(stem):
                    if stem or "id" not in row.cells:
                        message = "policybook-home-id" if stem else "policybook-missing-cell"
                        self.tell(sheet, row, "id", message, found=stem or "")
                    continue
                if self._new(sheet, row, kind, f"lists/{stem}.json", stem):
                    names.append(stem)
        entries = _Entries(self, names)
        for sheet in self._of(layout.ENTRIES):
            for row in sheet.rows:
                entries.add(sheet, row)
        entries.finish()


@dataclass(slots=True)
class _Entries:
    """The rows of the lists, one list after the other or mixed."""

    made: _Contents
    names: Sequence[str]
    columns: dict[str, tuple[dict[str, str], ...]] = field(default_factory=dict)
    headers: dict[str, list[str]] = field(default_factory=dict)
    without: set[str] = field(default_factory=set)
    rows: dict[str, list[tuple[SheetRead, Row]]] = field(default_factory=dict)

    def add(self, sheet: SheetRead, row: Row) -> None:
        """Take a row: the names of the columns of a list, or an entry."""
        tell = self.made.tell
        name = self.made.own(sheet, row, "list")
        if name not in self.names:
            if name is None and "list" not in row.cells:
                tell(sheet, row, "list", "policybook-missing-cell")
            elif name is not None:
                tell(sheet, row, "list", "policybook-list", found=name, **_near(name, self.names))
            return
        if row.kind == "columns":
            self._columns(sheet, row, name)
        elif row.kind in ("", "entry"):
            self.rows.setdefault(name, []).append((sheet, row))
        else:
            tell(sheet, row, layout.KIND, "policybook-row-kind", found=row.kind)

    def _columns(self, sheet: SheetRead, row: Row, name: str) -> None:
        if name in self.columns or name in self.headers:
            self.made.tell(sheet, row, "list", "policybook-twice", found=name, first=0)
            return
        rest = decoded(row, (), partial(self.made.wrong_cell, sheet, row))
        found: list[dict[str, str]] = []
        for number, key in enumerate(_values(row), 1):
            column, _, title = text_of(row.cells[key]).partition(" ")
            if int(key) != number or not title.strip():
                self.made.tell(sheet, row, key, "policybook-list-column", found=column)
                return
            found.append({"name": folded(column), "title": title.strip()})
        self.columns[name] = tuple(found)
        if rest.get("file") is False:
            self.without.add(name)
        header = rest.get("header")
        if isinstance(header, list):
            self.headers[name] = [str(item) for item in header]

    def finish(self) -> None:
        """Give each list its columns and its file of rows."""
        contents = self.made.contents
        for name in self.names:
            described = _dict(contents[f"lists/{name}.json"])
            columns = self.columns.get(name, ())
            names = [column["name"] for column in columns]
            if columns:
                described["columns"] = [dict(column) for column in columns]
            elif "columns" not in described:
                names = [*COLUMNS]
            rows = self.rows.get(name, [])
            if name in self.without and not rows:
                continue
            header = self.headers.get(name, names)
            records = [header] if header or rows else []
            file = f"lists/{name}.csv"
            for sheet, row in rows:
                self.made.lines[file, len(records)] = sheet, row
                records.append(self._entry(sheet, row, len(names)))
            self._once(rows, records)
            contents[file] = records

    def _entry(self, sheet: SheetRead, row: Row, wanted: int) -> list[str]:
        rest = decoded(row, (), partial(self.made.wrong_cell, sheet, row)).get("cells")
        if isinstance(rest, list):
            return [str(item) for item in rest]
        found = [*_values(row)]
        if found and int(found[-1]) > wanted:
            self.made.tell(sheet, row, found[-1], "policybook-entry-wide", count=wanted)
        cells = (row.cells.get(str(number)) for number in range(1, wanted + 1))
        return ["" if cell is None else Text().decode(cell) for cell in cells]

    def _once(self, rows: Sequence[tuple[SheetRead, Row]], records: Sequence[list[str]]) -> None:
        """Tell of a code that a list has twice."""
        seen: dict[str, int] = {}
        for (sheet, row), record in zip(rows, records[1:], strict=True):
            code = record[0] if record and REST not in row.cells else ""
            first = seen.setdefault(code, row.number)
            if code and first != row.number:
                self.made.tell(sheet, row, "1", "policybook-twice", found=code, first=first)


def _values(row: Row) -> list[str]:
    """Return the columns of the values of a list that hold something, in order."""
    return sorted((key for key in row.cells if key.isdigit()), key=int)


def _comes_back(block: Block) -> bool:
    """Say whether a block is read again as what it is."""
    try:
        return blocks(render(block)) == (block,)
    except KeyError:
        return False


def _with_rows(sheet: SheetRead, rows: Sequence[Row]) -> SheetRead:
    return SheetRead(
        sheet=sheet.sheet,
        title=sheet.title,
        rows=rows,
        letters=sheet.letters,
        headers=sheet.headers,
    )


def _with_array(kind: Kind, array: str) -> Kind:
    return Kind(name=kind.name, columns=kind.columns, array=array)


def _dict(content: Any) -> dict[str, Any]:
    return content if isinstance(content, dict) else {}


def _path(text: str) -> str:
    return text.replace(".", "/").strip("/")


def _short(file: str) -> str:
    return file.partition("/")[2].removesuffix(SCHEMA)


def _home_file(word: str, files: Mapping[str, Any]) -> str | None:
    """Return the file of a form or table that a word names; a form before a table."""
    for name in (f"forms/{word}{SCHEMA}", f"{word}{SCHEMA}", f"tables/{word}{SCHEMA}"):
        if name in files:
            return name
    return None


def _is_file(stem: str) -> bool:
    """Say whether a name may be one of a file."""
    return stem.isascii() and stem.replace("-", "").replace("_", "").replace(".", "").isalnum()


def _near(found: str, known: Sequence[str]) -> dict[str, Value]:
    near = difflib.get_close_matches(found, known, 3, _NEAR)
    return {"allowed": many(near or known, _SHOWN), "similar": len(near)}
