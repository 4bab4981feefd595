"""Reading a Word form that somebody filled in: by its controls, and by its cells where they go.

Three things tell what a cell is: the control in it, its column in a table of rows, the label
beside it. The first that is there counts, so that rows that were copied or inserted, text
pasted over a control, and files of programs that drop the controls are still read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shenbao.findings import Where
from shenbao.submission import Origin, Submission
from shenbao.submissions.gathering import Found, Gathering
from shenbao.submissions.office import Office, home_of, open_office
from shenbao.submissions.places import path_of
from shenbao.submissions.remarks import note, remark
from shenbao.submissions.source import Source
from shenbao.submissions.word.place import Place, Places
from shenbao.submissions.word.rows import RowReader
from shenbao.submissions.word.text import Cell, Document, Row, read_document
from shenbao.submissions.word.values import Form

_MASK = "***"


def read_word(source: Source) -> Submission:
    """Read one Word form; raises UnreadableError for a file that is not one."""
    office = open_office(source, "word")
    carried = office.identity()
    notice, home = home_of(carried, source)
    document = read_document(office.xml(office.main))
    tags, unticked = _own(office)
    places = Places(home, tags)
    gathering = Gathering(file=source.name, notice=notice, home=home)
    for finding in office.remarks():
        gathering.add_note(finding)
    if document.tracked:
        gathering.add_note(note("document.word-tracked", Where(file=source.name)))
    reader = _Reader(places, Form(notice=notice, unticked=unticked), gathering)
    found = reader.read(document)
    if carried is None or carried.digest == home.digest:
        reader.report_missing()
    return gathering.submission(found, carried)


def _own(office: Office) -> tuple[dict[str, str], frozenset[str]]:
    """Return what our own part tells: long places by tag, boxes whose empty state says no."""
    root = office.custom_xml()
    items = [item for item in root if isinstance(item.tag, str)] if root is not None else []
    tags = {
        item.get("tag", ""): item.get("at", "") for item in items if item.tag.endswith("}place")
    }
    no = frozenset(item.get("at", "") for item in items if item.tag.endswith("}no"))
    return tags, no


class _Reader:
    """Goes through the document and gathers what stands at each place."""

    def __init__(self, places: Places, form: Form, gathering: Gathering) -> None:
        self.places = places
        self.form = form
        self.gathering = gathering
        self.file = gathering.file
        self.found: dict[str, Found] = {}
        self.met: set[str] = set()
        self.covers: list[tuple[Place, str, Origin]] = []
        self.rows = RowReader(places, form, self.tell)

    def read(self, document: Document) -> list[Found]:
        """Return everything that was found: rows, then single values, then by their labels."""
        tables = [part for table in document.tables for part in self.rows.apart(table)]
        single = [table for table in tables if not self.rows.take(table)]
        for table in single:
            for row in table:
                for cell in row.cells:
                    self._cell(cell)
        for cell in document.loose:
            self._cell(cell)
        for table in single:
            for label, cell in _labelled(table):
                self._by_label(label, cell, table)
        self._read_covers()
        return [*self.found.values(), *self.rows.found]

    def _cell(self, cell: Cell) -> None:
        if cell.pictures and cell.controls:
            self.tell("document.word-picture", "", Origin(column=cell.controls[0].label))
        by_pattern: dict[str, list[Place]] = {}
        for control in cell.controls:
            place = self.places.of(control)
            if place is not None:
                by_pattern.setdefault(place.pointer, []).append(place)
        for pointer, places in by_pattern.items():
            alone = len(by_pattern) == 1
            self._value(pointer, places, cell, alone=alone)

    def _value(self, pointer: str, places: list[Place], cell: Cell, *, alone: bool) -> None:
        first = places[0]
        origin = Origin(column=first.title)
        text = cell.text if alone else "".join(place.control.shown for place in places)
        if first.cover:
            self.covers.append((first, text, origin))
            return
        self.met.add(first.pattern)
        if first.node is None:
            self._keep(pointer, text, origin)
            return
        if first.choice is not None:
            read = self.form.several(
                first.node, cell, [(place.choice or 0, place.control) for place in places]
            )
        else:
            controls = [place.control for place in places]
            read = self.form.one(first.node, pointer, text, controls)
        for rule in read.told:
            self.tell(rule, pointer, origin, found=read.found, sensitive=first.node.sensitive)
        self._keep(pointer, read.value, origin)

    def _keep(self, pointer: str, value: Any, origin: Origin) -> None:
        """Keep a value; the same place met again with another value is a conflict."""
        before = self.found.get(pointer)
        item = Found(path=_path(pointer), value=value, origin=origin)
        if before is None or before.value in (None, "", ()):
            self.found[pointer] = item
        elif value not in (None, "", (), before.value):
            sensitive = self.places.sensitive(pointer)
            self.tell("document.word-twice", pointer, origin, found=str(value), sensitive=sensitive)

    def _by_label(self, label: Cell, cell: Cell, table: list[Row]) -> None:
        """Read a cell without a control by the label beside or above it."""
        near = [
            place.pattern
            for row in table
            for other in row.cells
            for control in other.controls
            if (place := self.places.of(control)) is not None
        ]
        field = self.places.titled(label.label, self.met, near)
        if field is None or not cell.text.strip():
            return
        pointer = field.pointer
        if "/*" in pointer:
            return
        self.met.add(pointer)
        origin = Origin(column=field.title)
        read = self.form.one(field, pointer, cell.text, ())
        self.tell("document.word-by-label", pointer, origin)
        self._keep(pointer, read.value, origin)

    def _read_covers(self) -> None:
        """Hold the cover against the form: the form counts, the cover helps where it is blank."""
        for place, text, origin in self.covers:
            if not text.strip() or place.node is None:
                continue
            said = self.form.one(place.node, place.pointer, text, [place.control]).value
            kept = self.found.get(place.pointer)
            if kept is None or kept.value in (None, ""):
                self.tell("document.word-from-cover", place.pointer, origin)
                path = _path(place.pointer)
                self.found[place.pointer] = Found(path=path, value=said, origin=origin)
            elif str(kept.value).strip() != str(said).strip():
                self.tell(
                    "document.word-cover",
                    place.pointer,
                    origin,
                    found=text.strip(),
                    sensitive=place.node.sensitive,
                )

    def report_missing(self) -> None:
        """Tell the places of the form that the document does not have any more."""
        met = self.met | self.rows.met
        for pointer, title in self.places.expected():
            if pointer not in met and not any(item.startswith(f"{pointer}/") for item in met):
                where = Where(file=self.file, pointer=pointer, label=title)
                finding = remark("document.control-missing", where, severity="warning", title=title)
                self.gathering.add_finding(finding)

    def tell(
        self, rule: str, pointer: str, origin: Origin, *, found: str = "", sensitive: bool = False
    ) -> None:
        """Note what was read with doubt; a conflict is a finding that a person looks at."""
        where = Where(
            file=self.file,
            row=origin.row,
            column=origin.column,
            pointer=pointer,
            label=origin.column or "",
        )
        shown = (_MASK if sensitive else found) or None
        if rule in CONFLICTS:
            self.gathering.add_finding(remark(rule, where, severity="review", found=shown))
        else:
            self.gathering.add_note(note(rule, where, found=shown))


CONFLICTS = frozenset(
    (
        "document.word-day",
        "document.word-tick",
        "document.word-twice",
        "document.word-cover",
        "document.word-stray",
        "document.word-picture",
        "document.word-moved",
    )
)
"""What a person has to look at; everything else told is only a note."""


def _labelled(table: list[Row]) -> Iterator[tuple[Cell, Cell]]:
    """Yield cells without controls with the cell before or above them, where that has none."""
    above: Row | None = None
    for row in table:
        for label, cell in zip(row.cells, row.cells[1:], strict=False):
            if not label.controls and not cell.controls:
                yield label, cell
        if above is not None and len(row.cells) == len(above.cells) == 1:
            label, cell = above.cells[0], row.cells[0]
            if not label.controls and not cell.controls:
                yield label, cell
        above = row


def _path(pointer: str) -> tuple[str | int, ...]:
    steps = path_of(pointer)
    return tuple(int(step) if str(step).isdecimal() else step for step in steps)
