"""Reading a Word form that somebody filled in: by its controls, and by its cells where they go.

Three things tell what a cell is: the control in it, its column in a table of rows, the label
beside it. The first that is there counts, so that rows that were copied or inserted, text
pasted over a control, and files of programs that drop the controls are still read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from shenbao.core.findings import Where
from shenbao.core.masking import mask
from shenbao.core.messages.values import many
from shenbao.core.paths import path_of
from shenbao.core.submission import Origin, Submission
from shenbao.media.reading.assemble import FilledValue, Gathering
from shenbao.media.reading.ooxml import Office, home_of, open_office
from shenbao.media.reading.reader_findings import note, refuse, remark
from shenbao.media.reading.repeated import one_of
from shenbao.media.reading.source import SourceFile
from shenbao.media.reading.values.text_looks import DOUBTFUL
from shenbao.media.word.contract import NO, PLACE, left_in
from shenbao.media.word.read.controls import ControlPlace, Places
from shenbao.media.word.read.copies import apart
from shenbao.media.word.read.lost_controls import Block, LabelReader, Sections
from shenbao.media.word.read.markup.text import Document, WordCell
from shenbao.media.word.read.parts import margins, shown_in, text_of_part
from shenbao.media.word.read.rows import RowReader, tell_marks
from shenbao.media.word.read.text_outside_form import Strays, text_of
from shenbao.media.word.read.values import Form
from shenbao.policy.model import FormOrTable
from shenbao.policy.names import every_value, resolve

_FEWEST_STRANGE = 3
"""So many places of another form are that form; fewer are cells that somebody copied."""

_REF = re.compile(r"[a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){0,6}/[A-Za-z0-9_-]{1,60}")
"""How the short name of a form looks; Word breaks a footer into runs, but not inside of it."""


def read_word(source: SourceFile) -> Submission:
    """Read one Word form; raises UnreadableError for a file that is not one."""
    office = open_office(source, "word")
    carried = office.identity()
    printed = "" if carried is not None or source.schema else _printed(office, source)
    notice, home = home_of(carried, replace(source, schema=source.schema or printed or None))
    document, styles = shown_in(office)
    tags, unticked = _own(office)
    places = Places(home, tags)
    told = list(office.remarks())
    if printed:
        told.append(note("document.word-footer", Where(file=source.name), name=printed))
    if document.tracked:
        told.append(note("document.word-tracked", Where(file=source.name)))
    told += margins(office)
    if carried is None or carried.digest == home.digest:
        _refuse_mixed(source, home, document, places)
    form = Form(notice=notice, unticked=unticked)
    copies: list[Submission] = []
    for copy in apart(document, places):
        gathering = Gathering(file=source.name, notice=notice, home=home)
        for finding in told:
            gathering.add_note(finding)
        reader = _Reader(places, form, gathering)
        found = reader.read(copy, Strays(copy, styles.names))
        if not reader.is_form:
            raise refuse("document.word-other", source.name, form=home.title)
        if carried is None or carried.digest == home.digest:
            reader.report_missing()
        copies.append(gathering.submission(found, carried))
    return one_of(source.name, home, copies)


def _refuse_mixed(
    source: SourceFile, home: FormOrTable, document: Document, places: Places
) -> None:
    """Refuse a document into which somebody put another form: its places are told by its tags."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    named = (places.of(control) for cell in (*cells, *document.loose) for control in cell.controls)
    unknown = {place.pattern for place in named if place is not None and place.node is None}
    if len(unknown) < _FEWEST_STRANGE:
        return
    others = [
        other.ref
        for other in every_value(source.notices)
        if unknown <= {name.removesuffix("/*") for name in other.asked | other.computed}
    ]
    if others:
        names = many([home.ref, others[0]])
        raise refuse("document.forms-mixed", source.name, names=names)


def _printed(office: Office, source: SourceFile) -> str:
    """Return the short name of the form that the footer prints, empty where there is none."""
    for part in office.related(office.main, "footer"):
        for name in _REF.findall(text_of_part(office.xml(part))):
            home = resolve(source.notices, name)
            if home is not None:
                return home.ref
    return ""


def _own(office: Office) -> tuple[dict[str, str], frozenset[str]]:
    """Return what our own part tells: long places by tag, boxes whose empty state says no."""
    root = office.custom_xml()
    items = [item for item in root if isinstance(item.tag, str)] if root is not None else []
    tags = {
        item.get("tag", ""): item.get("at", "") for item in items if item.tag.endswith(f"}}{PLACE}")
    }
    no = frozenset(item.get("at", "") for item in items if item.tag.endswith(f"}}{NO}"))
    return tags, no


class _Reader:
    """Goes through the document and gathers what stands at each place."""

    def __init__(self, places: Places, form: Form, gathering: Gathering) -> None:
        self.places = places
        self.form = form
        self.gathering = gathering
        self.file = gathering.file
        self.found: dict[str, FilledValue] = {}
        self.met: set[str] = set()
        self.covers: list[tuple[ControlPlace, str]] = []
        self.rows = RowReader(places, form, self.tell)
        self._bare = False

    def read(self, document: Document, strays: Strays) -> list[FilledValue]:
        """Return everything that was found: rows, then single values, then by their labels."""
        self._bare = document.is_bare
        if self._bare:
            self.gathering.add_note(note("document.word-bare", Where(file=self.file)))
        self._added(document, strays)
        sections = Sections(document, self.places)
        parts = [
            Block(rows=rows, section=sections.above(at, table))
            for at, table in document.placed
            if not strays.is_added(table)
            for rows in self.rows.apart(table.rows)
        ]
        single = [part for part in parts if not self.rows.take(part.rows, part.section)]
        for part in single:
            for row in part.rows:
                for cell in row.cells:
                    self._cell(cell)
        for cell in document.loose:
            self._cell(cell)
        plain = LabelReader(
            places=self.places,
            form=self.form,
            met=self.met,
            bare=self._bare,
            keep=self._keep,
            tell=self.tell,
        )
        plain.read(single)
        self._read_covers(plain.covers)
        return [*self.found.values(), *self.rows.found, *_left_over(document)]

    @property
    def is_form(self) -> bool:
        """Whether anything of the form was met in the document."""
        return bool(self.met or self.rows.met or self.covers or self.found)

    def _added(self, document: Document, strays: Strays) -> None:
        """Tell what somebody wrote beside the form."""
        tables = (text_of(table) for table in document.tables if strays.is_added(table))
        for text in (*strays.texts(), *tables):
            if text:
                self.tell("document.word-outside", "", Origin(), found=text)

    def _cell(self, cell: WordCell) -> None:
        by_pattern: dict[str, list[ControlPlace]] = {}
        for control in cell.controls:
            place = self.places.of(control)
            if place is not None:
                by_pattern.setdefault(place.pointer, []).append(place)
        alone = len(by_pattern) == 1
        for number, (pointer, places) in enumerate(by_pattern.items()):
            self._tell_marks(pointer, places, cell, alone=alone, first=not number)
            self._value(pointer, places, cell, alone=alone)
        if cell.pictures and cell.controls and not by_pattern:
            self.tell("document.word-picture", "", Origin(column=cell.controls[0].label))

    def _tell_marks(
        self, pointer: str, places: list[ControlPlace], cell: WordCell, *, alone: bool, first: bool
    ) -> None:
        """Tell what a cell holds besides plain text: of several controls each its own."""
        marks = cell.marks if alone else [mark for item in places for mark in item.control.marks]
        shown = replace(cell, marks=tuple(marks), pictures=cell.pictures and first)
        node = places[0].node
        sensitive = node is not None and node.sensitive
        origin = Origin(column=places[0].title)
        tell_marks(self.tell, shown, pointer, origin, sensitive=sensitive)

    def _value(
        self, pointer: str, places: list[ControlPlace], cell: WordCell, *, alone: bool
    ) -> None:
        first = places[0]
        origin = Origin(column=first.title)
        shown = "".join(place.control.shown for place in places)
        text = self.form.text(first.node, cell) if alone else shown
        if first.cover:
            self.covers.append((first, text))
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
        item = FilledValue(path=_path(pointer), value=value, origin=origin)
        if before is None or before.value in (None, "", ()):
            self.found[pointer] = item
        elif value not in (None, "", (), before.value):
            sensitive = self.places.sensitive(pointer)
            self.tell("document.word-twice", pointer, origin, found=str(value), sensitive=sensitive)

    def _read_covers(self, plain: Sequence[tuple[str, str]]) -> None:
        """Hold the cover against the form: the form counts, the cover helps where it is blank."""
        said = [(place.node, place.pointer, text, [place.control]) for place, text in self.covers]
        said += [(self.places.leaves[pattern], pattern, text, []) for pattern, text in plain]
        for node, pointer, text, controls in said:
            if not text.strip() or node is None:
                continue
            value = self.form.one(node, pointer, text, controls).value
            origin = Origin(column=node.title)
            kept = self.found.get(pointer)
            if kept is None or kept.value in (None, ""):
                self.tell("document.word-from-cover", pointer, origin)
                self.found[pointer] = FilledValue(path=_path(pointer), value=value, origin=origin)
            elif str(kept.value).strip() != str(value).strip():
                found = text.strip()
                sensitive = node.sensitive
                self.tell("document.word-cover", pointer, origin, found=found, sensitive=sensitive)

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
        if self._bare and rule in _ONCE:
            return
        where = Where(
            file=self.file,
            row=origin.row,
            column=origin.column,
            pointer=pointer,
            label=origin.column or "",
        )
        shown = mask(found, hidden=sensitive) or None
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
        "document.word-outside",
        "document.word-picture",
        "document.word-moved",
        *(f"document.text-{kind}" for kind in DOUBTFUL),
    )
)
"""What a person has to look at; everything else told is only a note."""

_ONCE = frozenset(("document.word-by-label", "document.word-rows-added"))
"""What is said once for a document without controls, not of every place."""


def _left_over(document: Document) -> Iterator[FilledValue]:
    """Yield what had no place when the document was made: it stands in lines of their own."""
    for line in document.lines:
        left = left_in(line.text)
        if left is not None:
            place, text = left
            yield FilledValue(path=_path(place), value=text, origin=Origin())


def _path(pointer: str) -> tuple[str | int, ...]:
    steps = path_of(pointer)
    return tuple(int(step) if str(step).isdecimal() else step for step in steps)
