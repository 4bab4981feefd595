"""A plain workbook that somebody typed: the table whose header its rows name best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shenbao.core.findings import Finding, Where
from shenbao.core.messages.values import many
from shenbao.core.submission import Submission
from shenbao.media.excel.read.label_recovery import right_of
from shenbao.media.excel.read.rows import Rows, SheetColumn, read_rows
from shenbao.media.excel.read.values import plain_text
from shenbao.media.excel.read.workbook import Sheet
from shenbao.media.reading import headers
from shenbao.media.reading.reader_findings import UnreadableError, note, refuse, remark
from shenbao.media.reading.source import SourceFile
from shenbao.policy.model import Form, Notice, Table
from shenbao.policy.names import owner, resolve, tables

_FIRST_ROWS = 20
"""A header stands so far down at most: titles and notes come before it."""

_FEWEST = 2
_MOST_MERGED = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    """The rows of a sheet held against a table; ``row`` is the last of them."""

    sheet: Sheet
    row: int
    rows: int
    match: headers.Match


def read_plain(
    source: SourceFile, sheets: Sequence[Sheet], named: Table | None, notes: Sequence[Finding]
) -> Submission:
    """Read the table of a plain workbook; raises UnreadableError where none is to be found."""
    table = _asked(source, named)
    index = headers.Index.of(source.notices) if table is None else headers.Index([table])
    fewest = _FEWEST if table is None else 1
    found = [header for sheet in sheets for header in _headers(sheet, index, fewest)]
    best = max(found, key=lambda header: header.match.worth, default=None)
    if best is None:
        raise _not_ours(source, sheets)
    problems = [
        replace(item, where=replace(item.where, sheet=best.sheet.name))
        for item in headers.remarks(best.match, source.name, best.row + 1)
    ]
    if any(item.rule in headers.FATAL and item.severity == "error" for item in problems):
        raise UnreadableError(*problems)
    headers.require_one(best.match, source.name)
    columns = [
        SheetColumn.of(best.match.notice, at, column)
        for at, column in enumerate(best.match.columns)
        if column is not None
    ]
    reading = Rows(file=source.name, notice=best.match.notice, sheet=best.sheet, columns=columns)
    for item in (*notes, *problems, *_about(source.name, best)):
        reading.tell(item)
    aside = {at for at, label in enumerate(best.match.labels) if label.name}
    for row, column in right_of(best.sheet, best.row + 1 - best.rows, max(aside)):
        reading.beside(row, column)
    read_rows(reading, best.row + 1, aside, blank_told=True)
    known = index if table is None else headers.Index.of(source.notices)
    for sheet in sheets:
        if sheet is not best.sheet and sheet.has_content:
            reading.tell(_unread(source.name, sheet, best.match.table, known))
    return reading.submission(best.match.table.ref)


def _unread(file: str, sheet: Sheet, read: Table, known: headers.Index) -> Finding:
    """Return what is to be said of another sheet: rows of a table that nobody looked at count."""
    where = Where(file=file, sheet=sheet.name)
    if not sheet.visible:
        return remark("document.excel-sheet-unread", where, severity="info")
    found = max(
        (header for header in _headers(sheet, known, _FEWEST) if _has_rows(header)),
        key=lambda header: header.match.worth,
        default=None,
    )
    if found is None or found.match.missing:
        return remark("document.excel-sheet-unread", where, severity="warning")
    if found.match.table is read or read in found.match.rivals:
        return remark("document.excel-sheet-twice", where, severity="review")
    title = found.match.table.title
    return remark("document.excel-sheet-table", where, severity="review", title=title)


def _has_rows(header: _Header) -> bool:
    """Say whether anything stands below a header, in the columns that it names."""
    sheet = header.sheet
    named = [at for at, column in enumerate(header.match.columns) if column is not None]
    return any(
        not sheet.is_blank(row, column)
        for row in range(header.row + 1, len(sheet.rows))
        for column in named
    )


def _asked(source: SourceFile, named: Table | None) -> tuple[Notice, Table] | None:
    """Return the table that is asked for, or that the file says it is."""
    table = resolve(source.notices, source.schema) if source.schema is not None else named
    if isinstance(table, Form):
        raise refuse("document.excel-no-keys", source.name, form=table.ref)
    if not isinstance(table, Table):
        return None
    return owner(source.notices, table), table


def _about(file: str, header: _Header) -> Iterator[Finding]:
    """Tell what stands above the header, which is no data."""
    sheet = header.sheet
    texts = (
        plain_text(sheet.at(row, column)).strip()
        for row in range(header.row + 1 - header.rows)
        for column in range(len(sheet.rows[row]))
        if (row, column) not in sheet.merged
    )
    above = " ".join(filter(None, texts))
    if above:
        where = Where(file=file, sheet=sheet.name, row=header.row + 1)
        yield note("csv.above-header", where, found=above)


def _headers(sheet: Sheet, index: headers.Index, fewest: int) -> Iterator[_Header]:
    """Yield the rows of a sheet that name columns: alone, or under the groups above them."""
    for row in range(min(len(sheet.rows), _FIRST_ROWS)):
        for rows, texts in _texts(sheet, row):
            match = index.best(texts)
            if match is not None and match.matched >= fewest:
                yield _Header(sheet=sheet, row=row, rows=rows, match=match)


def _texts(sheet: Sheet, row: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the texts of a header: those of its row, then with the titles of the row above."""
    width = len(sheet.rows[row])
    own = [_text(sheet, row, column) for column in range(width)]
    if sum(map(bool, own)) < _FEWEST:
        return
    yield 1, own
    if row:
        above = [_text(sheet, row - 1, column) for column in range(width)]
        yield from ((2, both) for both in headers.stacked(above, own))


def _text(sheet: Sheet, row: int, column: int) -> str:
    """Return the text of a cell of the header; merged cells all have that of the first."""
    for top, left, bottom, right in sheet.ranges[:_MOST_MERGED]:
        if top <= row <= bottom and left <= column <= right:
            row, column = top, left
            break
    return plain_text(sheet.at(row, column)).strip()


def _not_ours(source: SourceFile, sheets: Sequence[Sheet]) -> UnreadableError:
    found = many(sheet.name for sheet in sheets)
    known = many(tables(source.notices))
    return refuse("document.excel-not-ours", source.name, found=found, tables=known)
