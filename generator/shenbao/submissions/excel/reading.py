"""Reading a form of ours from the sheets of a workbook, cell by cell, to one submission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shenbao.carried import Identity, leaf_names
from shenbao.findings import Finding, Where
from shenbao.policy.model import Field, Home, Notice
from shenbao.submission import Origin, Submission
from shenbao.submissions.excel.book import Sheet
from shenbao.submissions.excel.cells import Cells, heading
from shenbao.submissions.excel.sheets import (
    ROW_NUMBER,
    Area,
    has_rows,
    key_column,
    left_over,
    second,
    unread,
)
from shenbao.submissions.excel.values import SEVERAL, codes, plain
from shenbao.submissions.gathering import Found, Gathering
from shenbao.submissions.places import Path, pattern_of, pointer_of
from shenbao.submissions.remarks import note, remark, shorten
from shenbao.submissions.source import Source


@dataclass(slots=True, kw_only=True)
class FormReader:
    """Reads the sheets of a form into one submission."""

    source: Source
    notice: Notice
    home: Home
    notes: list[Finding]
    found: list[Found] = field(default_factory=list)
    seen: dict[Path, tuple[str, Sheet, int]] = field(default_factory=dict)
    located: set[str] = field(default_factory=set)
    leaves: Mapping[str, Field] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)

    def read(self, areas: Sequence[Area], told: Identity | None) -> Submission:
        """Return the submission."""
        self.leaves = leaf_names(self.home)
        gathering = Gathering(file=self.source.name, notice=self.notice, home=self.home)
        for item in self.notes:
            gathering.add_note(item)
        cells = Cells(self.source.name, gathering.add_finding)
        tables: dict[str, Area] = {}
        for area in sorted(areas, key=lambda area: area.kind == "rows" and not has_rows(area)):
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
                    gathering.add_finding(second(self.source.name, area))
            else:
                finding = unread(self.source.name, area)
                if finding is not None:
                    gathering.add_finding(finding)
        self._missing(gathering)
        keep = told if told is not None and told.digest else None
        return gathering.submission(self.found, keep)

    def _values(self, area: Area, cells: Cells, gathering: Gathering) -> None:
        for row, key in area.keys:
            path: Path = tuple(key.split("/")[1:])
            field_ = self._field(pattern_of(path))
            if field_ is None:
                self._unknown(area.sheet, row, area.column, path)
                continue
            self.located.add(key)
            if field_.computed is not None:
                continue
            text = cells.text(area.sheet, row, area.column, field_, key)
            before = self.seen.get(path)
            if before is None or not before[0].strip():
                self.seen[path] = (text, area.sheet, row)
                self._take(path, field_, text, area.sheet, (row, area.column))
            elif text.strip() and text.strip() != before[0].strip():
                where = cells.where(area.sheet, (row, area.column), field_, key)
                gathering.add_finding(
                    remark(
                        "document.excel-twice",
                        where,
                        severity="warning",
                        found=text if not field_.sensitive else "***",
                        sheet=before[1].name,
                        row=str(before[2] + 1),
                    )
                )

    def _rows(self, area: Area, cells: Cells, gathering: Gathering) -> None:
        sheet = area.sheet
        hidden = 0
        keyed = [(column, key) for column, key in area.keys if key != ROW_NUMBER]
        self.located.update(key for _, key in keyed)
        for row in range(area.first, len(sheet.rows)):
            number = row - area.first
            some = False
            for column, key in keyed:
                if sheet.is_blank(row, column):
                    continue
                path = tuple(number if step == "*" else step for step in key.split("/")[1:])
                field_ = self._field(key)
                if field_ is None:
                    self._unknown(sheet, row, column, path)
                    continue
                if field_.computed is not None:
                    continue
                some = True
                text = cells.text(sheet, row, column, field_, pointer_of(path))
                self._take(path, field_, text, sheet, (row, column))
            self._extra(area, row, gathering)
            hidden += some and row in sheet.marks.hidden
        if hidden:
            where = Where(file=self.source.name, sheet=sheet.name)
            gathering.add_note(note("document.excel-hidden-rows", where, count=str(hidden)))

    def _extra(self, area: Area, row: int, gathering: Gathering) -> None:
        """Report what stands in a row beside its columns."""
        known = {column for column, _ in area.keys} | {key_column(area)}
        for column in range(len(area.sheet.rows[row])):
            if column not in known and not area.sheet.is_blank(row, column):
                where = Where(
                    file=self.source.name,
                    sheet=area.sheet.name,
                    row=row + 1,
                    column=heading(column, ""),
                )
                found = plain(area.sheet.at(row, column))
                gathering.add_finding(
                    remark("document.excel-beside", where, severity="warning", found=found)
                )
                return

    def _take(
        self, path: Path, field_: Field, text: str, sheet: Sheet, place: tuple[int, int]
    ) -> None:
        """Take a value under its place, its label turned into the code."""
        origin = Origin(sheet=sheet.name, row=place[0] + 1, column=heading(place[1], field_.title))
        name = field_.pointer
        if name not in self.labels:
            self.labels[name] = codes(self.notice, field_)
        labels = self.labels[name]
        if pattern_of(path) not in self.leaves:
            parts = [part.strip() for part in SEVERAL.split(text) if part.strip()]
            several = tuple(labels.get(part, part) for part in parts)
            self.found.append(Found(path=path, value=several, origin=origin))
            return
        value = labels.get(text.strip(), text)
        constant = field_.schema.get("const")
        if isinstance(constant, str) and value.strip() == constant:
            value = constant
        self.found.append(Found(path=path, value=value, origin=origin))

    def _left(self, area: Area) -> None:
        """Take what had no cell: a long text stands in several lines, one below the other."""
        for key, text, row in left_over(area):
            path = tuple(int(step) if step.isdecimal() else step for step in key.split("/")[1:])
            origin = Origin(sheet=area.sheet.name, row=row + 1)
            self.found.append(Found(path=path, value=text, origin=origin))

    def _unknown(self, sheet: Sheet, row: int, column: int, path: Path) -> None:
        """Hand on what stands at a place that the form does not have; it is told there."""
        if not sheet.is_blank(row, column):
            origin = Origin(sheet=sheet.name, row=row + 1, column=heading(column, ""))
            value = plain(sheet.at(row, column))
            self.found.append(Found(path=path, value=value, origin=origin))

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
                    titles=shorten("、".join(node.title for node in gone)),
                )
                gathering.add_finding(finding)
