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
    is_total: Callable[[str], bool]

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
            is_total=partial(cells.is_total, notice, column),
        )


@dataclass(slots=True, kw_only=True)
class Rows:
    """Collects the rows of one sheet with what is to be told of them."""

    file: str
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
                found = plain_text(self.sheet.at(row, column))
                finding = remark("document.unknown-place", where, severity="warning", found=found)
                self.findings.add(finding)

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


def total_row(sheet: Sheet, row: int, asks: Mapping[int, Callable[[str], bool]]) -> str:
    """Return what stands in a row that adds up the others, nothing for any other row.

    Its first words say so; ``asks`` tells it of columns that may offer such words.
    """
    texts = [plain_text(sheet.at(row, column)).strip() for column in range(len(sheet.rows[row]))]
    at = writings.first_words(texts)
    if at is None or not asks.get(at, writings.is_total)(texts[at]):
        return ""
    return " ".join(filter(None, texts))


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


def _is_aside(reading: Rows, row: int, footer: Mapping[int, str]) -> bool:
    """Say whether a row is none of the table: it adds up the others, or stands below them."""
    asks = {column.index: column.is_total for column in reading.columns}
    total = total_row(reading.sheet, row, asks)
    if total:
        reading.notes.add(note("csv.total-row", reading.where(row), found=total))
    elif row in footer:
        reading.notes.add(note("csv.footer-row", reading.where(row), found=footer[row]))
    return bool(total) or row in footer


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
    for row in range(first, len(sheet.rows)):
        if _is_aside(reading, row, footer):
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
    told = hidden_columns(reading.file, sheet, {c.index: c.heading for c in reading.columns})
    if told is not None:
        reading.notes.add(told)


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
