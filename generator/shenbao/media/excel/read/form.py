"""Reading a form of ours from the sheets of a workbook, cell by cell, to one submission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat

from shenbao.core.findings import Finding, Where
from shenbao.core.masking import mask
from shenbao.core.messages.shortening import LONGEST
from shenbao.core.messages.values import many, policy_text
from shenbao.core.paths import Path, path_of, pattern_of, pointer_of
from shenbao.core.submission import Origin, Submission
from shenbao.media.excel.contract import ROW_NUMBER
from shenbao.media.excel.read.cells import Cells, heading
from shenbao.media.excel.read.label_recovery import Labels, above, cells_beside, moved_column
from shenbao.media.excel.read.rows import Asides, footer_rows, hidden_columns
from shenbao.media.excel.read.sheets import (
    Area,
    apart,
    duplicate_sheet,
    has_rows,
    key_column,
    stray_cells,
    unread,
)
from shenbao.media.excel.read.values import SEVERAL, plain_text
from shenbao.media.excel.read.workbook import Sheet
from shenbao.media.reading.assemble import FilledValue, Gathering
from shenbao.media.reading.label_matching import FormTitles
from shenbao.media.reading.reader_findings import note, refuse, remark
from shenbao.media.reading.repeated import one_of
from shenbao.media.reading.source import SourceFile
from shenbao.media.reading.values.cells import codes
from shenbao.policy.form_identity import Identity, leaf_names
from shenbao.policy.model import Field, FormOrTable, Notice


@dataclass(slots=True, kw_only=True)
class FormReader:
    """Reads the sheets of a form into one submission."""

    source: SourceFile
    notice: Notice
    home: FormOrTable
    notes: list[Finding]
    found: list[FilledValue] = field(default_factory=list)
    seen: dict[Path, tuple[str, Sheet, int]] = field(default_factory=dict)
    located: set[str] = field(default_factory=set)
    leaves: Mapping[str, Field] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    unkeyed: set[str] = field(default_factory=set)
    by_label: Labels = field(init=False)

    def read(self, areas: Sequence[Area], told: Identity | None) -> Submission:
        """Return the submission; raises UnreadableError where neither keys nor labels are left."""
        self.leaves = leaf_names(self.home)
        self.by_label = Labels(titles=FormTitles(self.home))
        areas = [*areas, *self._labelled(areas)]
        if not any(area.kind in ("values", "rows") for area in areas):
            raise refuse("document.excel-no-keys", self.source.name, form=self.home.ref)
        copies = [self._copy(copy, told) for copy in apart(areas)]
        return one_of(self.source.name, self.home, copies)

    def _copy(self, areas: Sequence[Area], told: Identity | None) -> Submission:
        """Return what one copy of the form says."""
        self.found, self.seen, self.located = [], {}, set()
        gathering = Gathering(file=self.source.name, notice=self.notice, home=self.home)
        for item in self.notes:
            gathering.add(item)
        cells = Cells(self.source.name, gathering.add)
        tables: dict[str, Area] = {}
        for area in sorted(areas, key=lambda area: area.kind == "rows" and not has_rows(area)):
            self._area(area, tables, cells, gathering)
        self._missing(gathering)
        return gathering.submission(self.found, told)

    def _area(
        self, area: Area, tables: dict[str, Area], cells: Cells, gathering: Gathering
    ) -> None:
        """Read a sheet, or say that it is not read; of each array the first sheet counts."""
        if area.kind == "values":
            self._values(area, cells, gathering)
        elif area.kind == "left":
            self._left(area)
        elif area.kind == "rows":
            pointer = area.keys[-1][1].partition("/*")[0]
            if pointer not in tables:
                tables[pointer] = area
                self._rows(area, cells, gathering)
            elif has_rows(area):
                gathering.add_finding(duplicate_sheet(self.source.name, area))
        elif area.sheet.name not in self.unkeyed:
            finding = unread(self.source.name, area)
            if finding is not None:
                gathering.add_finding(finding)

    def _labelled(self, areas: Sequence[Area]) -> list[Area]:
        """Return what sheets without keys hold by their labels, of what no key is left for."""
        keyed = {key for area in areas for _, key in area.keys}
        arrays = {key.partition("/*")[0] for key in keyed if "/*" in key}
        found: list[Area] = []
        for area in areas:
            if area.kind != "other":
                continue
            for read in self.by_label.areas(area.sheet):
                lost = tuple(
                    (at, key)
                    for at, key in read.keys
                    if key == ROW_NUMBER
                    or (key not in keyed and key.partition("/*")[0] not in arrays)
                )
                if any(key != ROW_NUMBER for _, key in lost):
                    found.append(replace(read, keys=lost))
                    self.unkeyed.add(area.sheet.name)
        for name in sorted(self.unkeyed):
            where = Where(file=self.source.name, sheet=name)
            self.notes.append(note("document.excel-by-label", where))
        return found

    def _values(self, area: Area, cells: Cells, gathering: Gathering) -> None:
        moved = self.by_label.moved_values(area)
        for row, own in area.keys:
            key = moved.get(row, own)
            path: Path = tuple(key.split("/")[1:])
            field_ = self._field(pattern_of(path))
            if field_ is None:
                self._unknown(area.sheet, row, area.column, path)
                continue
            self.located.add(key)
            if field_.computed is not None:
                continue
            gathering.place(path, _origin(area.sheet, (row, area.column), field_))
            where = cells.where(area.sheet, (row, area.column), field_, key)
            if row in moved:
                gathering.add_finding(remark("document.excel-moved", where, severity="review"))
            if (row, area.column) in area.sheet.merged:
                finding = remark("document.excel-merged-fields", where, severity="warning")
                gathering.add_finding(finding)
                continue
            text = cells.text(area.sheet, row, area.column, field_, key)
            before = self.seen.get(path)
            if before is None or not before[0].strip():
                self.seen[path] = (text, area.sheet, row)
                self._take(path, field_, text, area.sheet, (row, area.column))
            elif text.strip() and text.strip() != before[0].strip():
                gathering.add_finding(
                    remark(
                        "document.excel-twice",
                        where,
                        severity="warning",
                        found=mask(text, hidden=field_.sensitive),
                        sheet=before[1].name,
                        row=str(before[2] + 1),
                    )
                )

        for row, column in cells_beside(area):
            self._beside(area, row, column, gathering)
        told = hidden_columns(self.source.name, area.sheet, {area.column: heading(area.column, "")})
        if told is not None:
            gathering.add_note(told)

    def _rows(self, area: Area, cells: Cells, gathering: Gathering) -> None:
        sheet = area.sheet
        hidden = 0
        moved = self.by_label.moved_columns(area)
        keyed = [(column, moved.get(column, key)) for column, key in area.keys if key != ROW_NUMBER]
        self.located.update(key for _, key in keyed)
        self._header(area, keyed, gathering)
        for column in moved:
            finding = moved_column(self.source.name, area, column)
            gathering.add_finding(finding)
        for row, column in above(area):
            self._beside(area, row, column, gathering)
        footer = footer_rows(sheet, area.first, area.end, self._printed(area))
        fields = {at: node for at, key in keyed if (node := self._field(key)) is not None}
        asides = Asides.of(self.notice, sheet, area.first, fields, footer)
        for row in range(area.first, area.end):
            number = row - area.first
            told = asides.told(row, Where(file=self.source.name, sheet=sheet.name, row=row + 1))
            if told is not None:
                gathering.add(told)
                continue
            some = False
            for column, key in keyed:
                if sheet.is_blank(row, column) and (row, column) not in sheet.looks:
                    continue
                path = path_of(key, repeat(number))
                field_ = self._field(key)
                if field_ is None:
                    self._unknown(sheet, row, column, path)
                    continue
                if field_.computed is not None:
                    continue
                text = cells.text(sheet, row, column, field_, pointer_of(path))
                some = some or not sheet.is_blank(row, column)
                self._take(path, field_, text, sheet, (row, column))
            self._cells(area, row, keyed, gathering)
            self._extra(area, row, gathering)
            hidden += some and row in sheet.marks.hidden
        if hidden:
            where = Where(file=self.source.name, sheet=sheet.name)
            gathering.add_note(note("document.excel-hidden-rows", where, count=str(hidden)))
        self._hidden(sheet, keyed, gathering)

    def _printed(self, area: Area) -> frozenset[int]:
        """Return the columns that are filled in every row: numbers, fixed and computed values."""
        fields = {column: self._field(key) for column, key in area.keys}
        return frozenset(
            column
            for column, field_ in fields.items()
            if field_ is None or field_.computed is not None or "const" in field_.schema
        ) | {key_column(area)}

    def _hidden(self, sheet: Sheet, keyed: Sequence[tuple[int, str]], gathering: Gathering) -> None:
        """Tell of columns that nobody sees."""
        fields = ((column, self._field(key)) for column, key in keyed)
        headings = {
            column: heading(column, field_.title) for column, field_ in fields if field_ is not None
        }
        told = hidden_columns(self.source.name, sheet, headings)
        if told is not None:
            gathering.add_note(told)

    def _header(self, area: Area, keyed: Sequence[tuple[int, str]], gathering: Gathering) -> None:
        """Tell where the whole list stands: at the first heading, right above its rows."""
        first = next(((column, key) for column, key in keyed if self._field(key) is not None), None)
        field_ = self._field(first[1]) if first is not None else None
        if first is not None and field_ is not None:
            array = tuple(first[1].partition("/*")[0].split("/")[1:])
            gathering.place(array, _origin(area.sheet, (max(area.first - 1, 0), first[0]), field_))

    def _cells(
        self, area: Area, row: int, keyed: Sequence[tuple[int, str]], gathering: Gathering
    ) -> None:
        """Tell where the cells of a row stand, empty ones too."""
        for column, key in keyed:
            field_ = self._field(key)
            if field_ is not None:
                path = path_of(key, repeat(row - area.first))
                gathering.place(path, _origin(area.sheet, (row, column), field_))

    def _extra(self, area: Area, row: int, gathering: Gathering) -> None:
        """Report what stands in a row beside its columns."""
        known = {column for column, _ in area.keys} | {key_column(area)}
        for column in range(len(area.sheet.rows[row])):
            if column not in known and not area.sheet.is_blank(row, column):
                self._beside(area, row, column, gathering)

    def _beside(self, area: Area, row: int, column: int, gathering: Gathering) -> None:
        where = Where(
            file=self.source.name,
            sheet=area.sheet.name,
            row=row + 1,
            column=heading(column, ""),
        )
        found = plain_text(area.sheet.at(row, column))
        gathering.add_finding(
            remark("document.excel-beside", where, severity="warning", found=found)
        )

    def _take(
        self, path: Path, field_: Field, text: str, sheet: Sheet, place: tuple[int, int]
    ) -> None:
        """Take a value under its place, its label turned into the code."""
        origin = _origin(sheet, place, field_)
        name = field_.pointer
        if name not in self.labels:
            self.labels[name] = codes(self.notice, field_)
        labels = self.labels[name]
        if pattern_of(path) not in self.leaves:
            parts = [part.strip() for part in SEVERAL.split(text) if part.strip()]
            several = tuple(labels.get(part, part) for part in parts)
            self.found.append(FilledValue(path=path, value=several, origin=origin))
            return
        value = labels.get(text.strip(), text)
        constant = field_.schema.get("const")
        if isinstance(constant, str) and value.strip() == constant:
            value = constant
        self.found.append(FilledValue(path=path, value=value, origin=origin))

    def _left(self, area: Area) -> None:
        """Take what had no cell: a long text stands in several lines, one below the other."""
        for key, text, row in stray_cells(area):
            path = tuple(int(step) if step.isdecimal() else step for step in key.split("/")[1:])
            origin = Origin(sheet=area.sheet.name, row=row + 1)
            self.found.append(FilledValue(path=path, value=text, origin=origin))

    def _unknown(self, sheet: Sheet, row: int, column: int, path: Path) -> None:
        """Hand on what stands at a place that the form does not have; it is told there."""
        if not sheet.is_blank(row, column):
            origin = Origin(sheet=sheet.name, row=row + 1, column=heading(column, ""))
            value = plain_text(sheet.at(row, column))
            self.found.append(FilledValue(path=path, value=value, origin=origin))

    def _field(self, pattern: str) -> Field | None:
        return self.leaves.get(pattern) or self.leaves.get(f"{pattern}/*")

    def _missing(self, gathering: Gathering) -> None:
        """Name the fields that stand nowhere in the file, those of a section together."""
        for section in self.home.tops:
            gone = [
                node
                for node in section.walk()
                if node.pointer in self.leaves
                and node.computed is None
                and not {node.pointer, node.pointer.removesuffix("/*")} & self.located
            ]
            if gone:
                finding = remark(
                    "document.excel-missing",
                    Where(file=self.source.name, pointer=section.pointer, label=section.title),
                    severity="warning",
                    titles=many((policy_text(node.title) for node in gone), longest=LONGEST),
                )
                gathering.add_finding(finding)


def _origin(sheet: Sheet, place: tuple[int, int], field_: Field) -> Origin:
    return Origin(sheet=sheet.name, row=place[0] + 1, column=heading(place[1], field_.title))
