"""The rows of a table from a sheet: read column by column, every cell with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from shenbao.core.findings import Finding, Where
from shenbao.core.masking import mask
from shenbao.core.messages.shortening import LONGEST, shorten
from shenbao.core.messages.values import many, unit
from shenbao.core.paths import CellOrigins, put
from shenbao.core.submission import Origin, Submission
from shenbao.media.excel.read.cells import Cells, heading
from shenbao.media.excel.read.values import plain_text
from shenbao.media.excel.read.workbook import Sheet
from shenbao.media.reading.reader_findings import (
    MOST_ROWS,
    Remarks,
    note,
    refuse_rows,
    remark,
)
from shenbao.media.reading.repeated_header import OTHER, RepeatedHeader
from shenbao.media.reading.values import cells, writings
from shenbao.policy.model import Field, Notice, Severity
from shenbao.policy.model.form import ROWS


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """A column to read: its place in the sheet, how its cells read, and its place in a row."""

    index: int
    field: Field
    heading: str
    path: tuple[str, ...]
    read: cells.Reader
    labels: Mapping[str, str]

    @classmethod
    def of(cls, notice: Notice, index: int, column: Field) -> SheetColumn:
        """Return the column of a table at a place of the sheet."""
        pointer = column.pointer.removeprefix(f"{ROWS}/*")
        return cls(
            index=index,
            field=column,
            heading=heading(index, column.title),
            path=tuple(pointer.split("/")[1:]),
            read=cells.reader(notice, column),
            labels=cells.codes(notice, column),
        )


@dataclass(slots=True, kw_only=True)
class Rows:
    """Collects the rows of one sheet with what is to be told of them."""

    file: str
    notice: Notice
    sheet: Sheet
    columns: Sequence[SheetColumn]
    rows: list[dict[str, Any]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    notes: Remarks = field(default_factory=Remarks)
    findings: Remarks = field(default_factory=Remarks)

    def tell(self, finding: Finding) -> None:
        """Take what is to be told: a note, or a finding."""
        (self.notes if finding.severity == "info" else self.findings).add(finding)

    def where(self, row: int) -> Where:
        """Return the place of a row."""
        return Where(file=self.file, sheet=self.sheet.name, row=row + 1, pointer=ROWS)

    def beside(self, row: int, column: int, severity: Severity = "warning") -> None:
        """Report what stands in a row beside the columns; above the header it is no data."""
        where, position = self.where(row), str(column + 1)
        self.findings.add(remark("csv.extra-cells", where, severity=severity, position=position))

    def look_at_unknown(self, column: int, key: str, first: int) -> None:
        """Report a column that the table no longer has, where anything stands in it."""
        for row in range(first, len(self.sheet.rows)):
            if not self.sheet.is_blank(row, column):
                where = Where(
                    file=self.file,
                    sheet=self.sheet.name,
                    row=row + 1,
                    column=heading(column, ""),
                    pointer=key,
                )
                self.findings.add(unknown_place(where, plain_text(self.sheet.at(row, column))))

    def submission(self, ref: str) -> Submission:
        """Return the submission."""
        columns = {"/" + "/".join(column.path): column.heading for column in self.columns}
        return Submission(
            file=self.file,
            data={"rows": self.rows},
            schema=ref,
            origins=CellOrigins(self.numbers, columns, self.sheet.name),
            places={ROWS: Origin(sheet=self.sheet.name)},
            notes=self.notes.all(),
            findings=self.findings.all(),
        )


def unknown_place(where: Where, text: str) -> Finding:
    """Return what is to be said of text in a place that the form or table no longer has."""
    shown = shorten(text)
    return remark("document.unknown-place", where, severity="warning", found=shown, value=shown)


def footer_rows(
    sheet: Sheet, first: int, end: int, ours: AbstractSet[int] = frozenset()
) -> dict[int, str]:
    """Return the last rows that say who filled in the table and when, with what stands in them.

    What stands in the columns ``ours`` was there before anybody filled anything in.
    """
    found: dict[int, str] = {}
    for row in reversed(range(first, end)):
        texts = [
            plain_text(sheet.at(row, column)).strip()
            for column in range(len(sheet.rows[row]))
            if column not in ours
        ]
        if writings.is_footer(texts):
            found[row] = " ".join(filter(None, texts))
        elif any(texts):
            break
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Asides:
    """Rows of a list that are none of it: headers that come again, sums, what stands below."""

    sheet: Sheet
    header: RepeatedHeader
    footer: Mapping[int, str]
    asks: Mapping[int, Callable[[str], bool]]

    @classmethod
    def of(
        cls,
        notice: Notice,
        sheet: Sheet,
        first: int,
        columns: Mapping[int, Field],
        footer: Mapping[int, str],
    ) -> Asides:
        """Return what tells the rows from ``first`` on, below the header, of these columns."""
        above = first - 1
        return cls(
            sheet=sheet,
            header=RepeatedHeader(
                {
                    at: (plain_text(sheet.at(above, at)) if above >= 0 else "", column.title)
                    for at, column in columns.items()
                }
            ),
            footer=footer,
            asks={at: partial(cells.is_total, notice, column) for at, column in columns.items()},
        )

    def told(self, row: int, where: Where) -> Finding | None:
        """Return what is to be said of a row that is aside, None for any other."""
        width = len(self.sheet.rows[row])
        texts = [plain_text(self.sheet.at(row, column)).strip() for column in range(width)]
        rule = self._rule(row, texts)
        if not rule:
            return None
        found = " ".join(filter(None, texts)) if row not in self.footer else self.footer[row]
        return remark(rule, where, found=found) if rule == OTHER else note(rule, where, found=found)

    def _rule(self, row: int, texts: Sequence[str]) -> str:
        at = writings.first_words(texts)
        if at is not None and self.asks.get(at, writings.is_total)(texts[at]):
            return "csv.total-row"
        return self.header.kind(texts) or ("csv.footer-row" if row in self.footer else "")


def read_rows(
    reading: Rows, first: int, aside: AbstractSet[int], *, blank_told: bool = False
) -> None:
    """Read the rows from ``first`` on; ``aside`` are columns that hold no data of the table."""
    sheet = reading.sheet
    reader = Cells(reading.file, reading.tell)
    hidden = 0
    blank: list[int] = []
    footer = footer_rows(sheet, first, len(sheet.rows))
    known = aside | {column.index for column in reading.columns}
    columns = {column.index: column.field for column in reading.columns}
    asides = Asides.of(reading.notice, sheet, first, columns, footer)
    for row in range(first, len(sheet.rows)):
        told = asides.told(row, reading.where(row))
        if told is not None:
            reading.tell(told)
            continue
        extra = next(
            (
                column
                for column in range(len(sheet.rows[row]))
                if column not in known and not sheet.is_blank(row, column)
            ),
            None,
        )
        values = _row(reading, reader, row)
        if not values and extra is None:
            blank.append(row)
            continue
        if blank_told:
            for above in blank:
                reading.notes.add(note("csv.blank-row", reading.where(above)))
        blank = []
        if len(reading.rows) == MOST_ROWS:
            raise refuse_rows(reading.file)
        if extra is not None:
            reading.beside(row, extra, "error")
        reading.rows.append(values)
        reading.numbers.append(row + 1)
        hidden += row in sheet.marks.hidden
    if hidden:
        where = Where(file=reading.file, sheet=sheet.name)
        reading.notes.add(note("document.excel-hidden-rows", where, count=str(hidden)))
    hiding = hidden_columns(reading.file, sheet, {c.index: c.heading for c in reading.columns})
    if hiding is not None:
        reading.notes.add(hiding)


def hidden_columns(file: str, sheet: Sheet, headings: Mapping[int, str]) -> Finding | None:
    """Return what is to be said of columns that nobody sees and that are read all the same."""
    hidden = [heading for column, heading in headings.items() if sheet.hides(column)]
    if not hidden:
        return None
    where = Where(file=file, sheet=sheet.name)
    titles = many(hidden, longest=LONGEST)
    return note("document.excel-hidden-columns", where, count=str(len(hidden)), titles=titles)


def _row(reading: Rows, reader: Cells, row: int) -> dict[str, Any]:
    """Return the values of a row; what a formula of ours computed does not count."""
    sheet = reading.sheet
    values: dict[str, Any] = {}
    index = len(reading.rows)
    for column in reading.columns:
        place = (row, column.index)
        if sheet.is_blank(*place) and place not in sheet.looks:
            continue
        if column.field.computed is not None and place in sheet.marks.formulas:
            continue
        pointer = f"{ROWS}/{index}/{'/'.join(column.path)}"
        raw = reader.text(sheet, row, column.index, column.field, pointer)
        text = "\n".join(raw.splitlines()).strip()
        if not text:
            continue
        cell = column.read(column.labels.get(text, text))
        if cell.value is not None:
            put(values, column.path, cell.value)
        rules = cell.remarks if text == raw else ("csv.spaces-removed", *cell.remarks)
        if rules:
            _note(reading, rules, (row, column), pointer, raw, cell.value)
    return values


def _note(
    reading: Rows,
    rules: Sequence[str],
    at: tuple[int, SheetColumn],
    pointer: str,
    raw: str,
    value: Any,
) -> None:
    row, column = at
    where = Where(
        file=reading.file,
        sheet=reading.sheet.name,
        row=row + 1,
        column=column.heading,
        pointer=pointer,
        label=column.field.title,
    )
    found = mask(raw, hidden=column.field.sensitive)
    told = mask(shorten(str(value)), hidden=column.field.sensitive)
    for rule in rules:
        measure = unit(column.field.unit)
        reading.notes.add(note(rule, where, found=found, value=told, unit=measure))
