"""Reading a table from CSV: the exact record numbers, the header by key or title."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shenbao.core.findings import Finding, Where
from shenbao.core.guards.quotes import FEW_ROWS, rows_in
from shenbao.core.guards.text_encoding import guess
from shenbao.core.masking import mask
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import many, unit
from shenbao.core.paths import CellOrigins, Path, path_of, put
from shenbao.core.submission import Submission
from shenbao.media.reading import headers
from shenbao.media.reading.reader_findings import (
    MOST_ROWS,
    Remarks,
    UnreadableError,
    note,
    refuse,
    refuse_row,
    refuse_rows,
    refuse_unknown,
    remark,
)
from shenbao.media.reading.repeated_header import OTHER, RepeatedHeader
from shenbao.media.reading.source import LARGEST_TEXT, SourceFile, encoding_note, load
from shenbao.media.reading.values import cells, writings
from shenbao.media.reading.values.digits import spoiled
from shenbao.policy import names
from shenbao.policy.model import Field, Notice, Severity, Table
from shenbao.policy.names import owner, resolve
from shenbao.tabular.read.delimited import marked_records
from shenbao.tabular.results import SourceError

_DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon"}
_HEADER_ROWS = 10
"""A header stands so far down at most: a title and notes may come before it."""

_FOOTER_ROWS = 20
"""So many lines below a table may say who filled it in; more are rows of it."""

_FEWEST = 2
"""So many columns a row below the first has to name to be taken for the header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A column to read: its place in the record, its heading there, how its cells read."""

    index: int
    heading: str
    field: Field
    path: Path
    read: cells.Reader


def read_csv(source: SourceFile) -> Submission:
    """Read one table; raises UnreadableError for a file that is not one."""
    raw = load(source, most=LARGEST_TEXT)
    text = _Text(raw, guess(raw), source.name)
    text.refuse_wrong_bytes()
    header = _header(text, source)
    problems = headers.remarks(header.match, source.name, header.row)
    if any(item.rule in headers.FATAL and item.severity == "error" for item in problems):
        raise UnreadableError(*problems)
    headers.require_one(header.match, source.name)
    notes = (*encoding_note(text.encoding, source.name), *_about_header(source, header))
    return _Body(source, header.match).read(text, header, problems, notes)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text file, to be read under one delimiter or another; ``name`` is as a report has it."""

    raw: bytes
    encoding: str
    name: str

    def records(self, delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield each record with its number; blank ones count. Raises UnreadableError."""
        try:
            yield from self._numbered(delimiter)
        except SourceError as error:
            limit = error.issue.args.get("limit")
            rule = "csv.stray-quote" if limit is None else "csv.field-too-large"
            raise refuse_row(rule, self.name, error.issue.row or 1, limit=limit or "") from error

    def refuse_wrong_bytes(self) -> None:
        """Raise UnreadableError where a byte is wrong or is NUL, wherever in the file it stands."""
        try:
            text = self.raw.decode(self.encoding)
        except UnicodeDecodeError as error:
            position, encoding = str(error.start + 1), self.encoding.upper()
            row = self._broken_row()
            raise refuse_row(
                "csv.wrong-byte", self.name, row, encoding=encoding, position=position
            ) from error
        if "\0" in text:
            position = str(
                1 + (text.index("\0") if self.encoding == "utf-16" else self.raw.index(b"\0"))
            )
            raise refuse_row("csv.nul-byte", self.name, self._broken_row(), position=position)

    def _broken_row(self) -> int:
        """Return the number of the record where the text breaks off."""
        try:
            read = sum(1 for _ in self._numbered(","))
        except SourceError as error:
            return error.issue.row or 1
        return read

    def _numbered(self, delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
        batches = marked_records(io.BytesIO(self.raw), self.encoding, delimiter)
        return enumerate((record for batch in batches for record in batch.rows), start=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    """A header: held against a table, its delimiter, its (last) row, the texts above it."""

    match: headers.Match
    delimiter: str
    row: int
    rows: int
    above: str


def _header(text: _Text, source: SourceFile) -> _Header:
    """Find the header and its delimiter: those whose columns match best."""
    table = _named_table(source)
    index = headers.Index.of(source.notices) if table is None else headers.Index([table])
    choices: list[_Header] = []
    broken: list[UnreadableError] = []
    for delimiter in _DELIMITERS:
        try:
            choices += _candidates(text, delimiter, index)
        except UnreadableError as error:
            broken.append(error)
    choice = max(choices, key=lambda item: item.match.matched, default=None)
    if choice is not None and choice.match.matched:
        return choice
    if len(broken) == len(_DELIMITERS):
        raise broken[0]
    tables = table[1].ref if table is not None else many(names.tables(source.notices))
    raise refuse("csv.no-table", source.name, tables=tables)


def _candidates(text: _Text, delimiter: str, index: headers.Index) -> Iterator[_Header]:
    """Yield what may be the header: the first row, and those below it that name columns.

    A row below counts alone or under the groups in the row above it. Where the first row is a
    header without fault, no other is looked at.
    """
    first = _first(text, delimiter)
    above: list[str] = []
    for at, (number, record) in enumerate(first):
        before = first[at - 1][1] if at else []
        for texts in (record, *(headers.stacked(before, record) if at else ())):
            found = index.best(texts)
            if found is None or (at and found.matched < _FEWEST):
                continue
            rows = 1 if texts is record else 2
            told = " ".join(above[: at + 1 - rows])
            yield _Header(match=found, delimiter=delimiter, row=number, rows=rows, above=told)
            if not at and found.whole:
                return
        above.append(" ".join(filter(None, map(str.strip, record))))


def _first(text: _Text, delimiter: str) -> list[tuple[int, Sequence[str]]]:
    """Return the first records that hold anything, as far as they can be read."""
    found: list[tuple[int, Sequence[str]]] = []
    try:
        for number, record in text.records(delimiter):
            if any(map(str.strip, record)):
                found.append((number, record))
            if len(found) == _HEADER_ROWS:
                break
    except UnreadableError:
        if not found:
            raise
    if not found:
        raise refuse("file.empty", text.name)
    return found


def _about_header(source: SourceFile, header: _Header) -> Iterator[Finding]:
    where = Where(file=source.name)
    if header.delimiter != ",":
        yield note("csv.delimiter", where, name=_DELIMITERS[header.delimiter])
    if header.rows > 1:
        yield note("csv.header-of-two", replace(where, row=header.row))
    if header.above:
        yield note("csv.above-header", replace(where, row=header.row), found=header.above)


def _named_table(source: SourceFile) -> tuple[Notice, Table] | None:
    if source.schema is None:
        return None
    named = resolve(source.notices, source.schema)
    if named is None:
        tables = many(names.tables(source.notices))
        raise refuse_unknown("csv.unknown-table", source.name, source.schema, tables=tables)
    if not isinstance(named, Table):
        raise refuse("csv.form-named", source.name, name=source.schema)
    return owner(source.notices, named), named


class _Body:
    """The rows below a header, read one by one into values, origins and remarks."""

    def __init__(self, source: SourceFile, found: headers.Match) -> None:
        self._source = source
        self._found = found
        self._width = len(found.labels)
        self._columns = tuple(
            _Column(
                index=index,
                heading=found.labels[index].text,
                field=field,
                path=path_of(field.pointer),
                read=cells.reader(found.notice, field),
            )
            for index, field in enumerate(found.columns)
            if field is not None
        )
        self._last = max((at for at, label in enumerate(found.labels) if label.name), default=0)
        self._unnamed = tuple(index for index, label in enumerate(found.labels) if not label.name)
        self._header = RepeatedHeader(
            {at: (label.text,) for at, label in enumerate(found.labels) if label.name}
        )
        self._notes = Remarks()
        self._findings = Remarks()

    def read(
        self,
        text: _Text,
        header: _Header,
        problems: tuple[Finding, ...],
        notes: tuple[Finding, ...],
    ) -> Submission:
        """Read every record below the header."""
        rows: list[dict[str, Any]] = []
        numbers: list[int] = []
        footer: list[tuple[int, Sequence[str]]] = []
        for number, record in text.records(header.delimiter):
            if not any(map(str.strip, record)):
                self._notes.add(note("csv.blank-row", self._where(number)))
                continue
            if number <= header.row:
                if number <= header.row - header.rows:
                    self._extra(number, record, range(self._last + 1, len(record)), "warning")
                continue
            if self._is_aside(number, record):
                continue
            footer.append((number, record))
            if writings.is_footer(record) and len(footer) <= _FOOTER_ROWS:
                continue
            # What looked like a footer is none, where rows follow.
            for at, kept in footer:
                self._taken(at, kept, rows, header.delimiter)
                numbers.append(at)
            footer = []
        for number, record in footer:
            found = " ".join(filter(None, map(str.strip, record)))
            self._notes.add(note("csv.footer-row", self._where(number), found=found))
        columns = {column.field.pointer: column.heading for column in self._columns}
        return Submission(
            file=self._source.name,
            data={"rows": rows},
            schema=self._found.table.ref,
            origins=CellOrigins(numbers, columns),
            notes=(*notes, *self._notes.all()),
            findings=(*problems, *self._findings.all()),
        )

    def _taken(
        self, number: int, record: Sequence[str], rows: list[dict[str, Any]], delimiter: str
    ) -> None:
        """Add a row, with what is to be said of it."""
        if len(rows) == MOST_ROWS:
            raise refuse_rows(self._source.name)
        self._extra(number, record, (*self._unnamed, *range(self._width, len(record))), "error")
        self._swallowed(number, record, delimiter)
        rows.append(self._row(number, len(rows), record))

    def _is_aside(self, number: int, record: Sequence[str]) -> bool:
        """Say whether a record is no row: it adds up the others, or is a header; tell it."""
        again = self._header.kind(record)
        rule = "csv.total-row" if self._is_total(record) else again
        if not rule:
            return False
        where, found = self._where(number), " ".join(filter(None, map(str.strip, record)))
        if rule == OTHER:
            self._findings.add(remark(rule, where, found=found))
        else:
            self._notes.add(note(rule, where, found=found))
        return True

    def _is_total(self, record: Sequence[str]) -> bool:
        """Say whether a record adds up the others: its first words say so."""
        at = writings.first_words(record)
        if at is None or at >= self._width or not writings.is_total(record[at]):
            return False
        column = self._found.columns[at]
        return column is None or cells.is_total(self._found.notice, column, record[at])

    def _row(self, number: int, index: int, record: Sequence[str]) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for column in self._columns:
            raw = record[column.index] if column.index < len(record) else ""
            text = raw.strip()
            if not text:
                continue
            spoilt = spoiled(column.field, text)
            if spoilt is not None:
                rule, severity = spoilt
                found = mask(raw, hidden=column.field.sensitive)
                where = self._cell(number, index, column)
                self._findings.add(remark(rule, where, severity=severity, found=found))
            cell = column.read(text)
            if cell.value is not None:
                put(row, column.path, cell.value)
            rules = cell.remarks if text == raw else ("csv.spaces-removed", *cell.remarks)
            if rules:
                where = self._cell(number, index, column)
                self._note(rules, where, column, raw, cell.value)
        return row

    def _cell(self, number: int, index: int, column: _Column) -> Where:
        return Where(
            file=self._source.name,
            row=number,
            column=column.heading,
            pointer=f"/rows/{index}{column.field.pointer}",
            label=column.field.title,
        )

    def _note(
        self, rules: Sequence[str], where: Where, column: _Column, raw: str, value: cells.Value
    ) -> None:
        found = mask(raw, hidden=column.field.sensitive)
        shown = mask(shorten(str(value)), hidden=column.field.sensitive)
        measure = unit(column.field.unit)
        for rule in rules:
            self._notes.add(note(rule, where, found=found, value=shown, unit=measure))

    def _extra(
        self, number: int, record: Sequence[str], places: Iterable[int], severity: Severity
    ) -> None:
        """Report cells that no heading names, each row once."""
        extra = [index for index in places if index < len(record) and record[index].strip()]
        if extra:
            where, position = self._where(number), str(extra[0] + 1)
            found = remark("csv.extra-cells", where, severity=severity, position=position)
            self._findings.add(found)

    def _swallowed(self, number: int, record: Sequence[str], delimiter: str) -> None:
        """Ask a person whether a cell has swallowed rows, each row once."""
        for index, cell in enumerate(record):
            lines = rows_in(cell, delimiter, self._width, index)
            if lines >= FEW_ROWS:
                found = remark(
                    "csv.swallowed-rows",
                    self._where(number),
                    severity="warning",
                    position=str(index + 1),
                    lines=str(lines),
                )
                self._findings.add(found)
                return

    def _where(self, row: int) -> Where:
        return Where(file=self._source.name, row=row, pointer="/rows")
