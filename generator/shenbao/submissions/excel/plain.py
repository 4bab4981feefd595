"""A plain workbook that somebody typed: the table whose header its rows name best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shenbao.findings import Finding, Where
from shenbao.policy.model import Form, Notice, Severity, Table
from shenbao.policy.names import resolve
from shenbao.submission import Submission
from shenbao.submissions import headers
from shenbao.submissions.excel.book import Sheet
from shenbao.submissions.excel.rows import Column, Rows, read_rows
from shenbao.submissions.excel.values import plain
from shenbao.submissions.remarks import UnreadableError, refuse, remark
from shenbao.submissions.source import Source

_FIRST_ROWS = 20
"""A header stands so far down at most: titles and notes come before it."""

_FEWEST = 2
_MOST_MERGED = 500
_ROW_NUMBERS = frozenset({"序号", "行号", "no", "no."})
_MARKS = "＊*※ 　"
_FATAL = frozenset(
    {"csv.header-missing", "csv.header-misspelt", "csv.header-unit", "csv.header-duplicate"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    """A row of a sheet held against a table."""

    sheet: Sheet
    row: int
    match: headers.Match
    counted: frozenset[int]

    @property
    def worth(self) -> tuple[bool, int]:
        """How well it names the table."""
        return (not self.match.missing, self.match.matched)


def read_plain(
    source: Source, sheets: Sequence[Sheet], named: Table | None, notes: Sequence[Finding]
) -> Submission:
    """Read the table of a plain workbook; raises UnreadableError where none is to be found."""
    table = _asked(source, named)
    found = [header for sheet in sheets for header in _headers(source, sheet, table)]
    best = max(found, key=lambda header: header.worth, default=None)
    if best is None:
        raise _not_ours(source, sheets)
    problems = [
        replace(item, where=replace(item.where, sheet=best.sheet.name))
        for item in headers.remarks(best.match, source.name, best.row + 1)
    ]
    if any(item.rule in _FATAL and item.severity == "error" for item in problems):
        raise UnreadableError(*problems)
    columns = [
        Column.of(best.match.notice, index, column)
        for index, column in enumerate(best.match.columns)
        if column is not None
    ]
    reading = Rows(file=source.name, sheet=best.sheet, columns=columns)
    for item in (*notes, *problems):
        reading.tell(item)
    aside = {index for index, label in enumerate(best.match.labels) if label.name}
    read_rows(reading, best.row + 1, aside | best.counted, blank_told=True)
    for sheet in sheets:
        if sheet is not best.sheet and sheet.has_content:
            where = Where(file=source.name, sheet=sheet.name)
            severity: Severity = "warning" if sheet.visible else "info"
            reading.tell(remark("document.excel-sheet-unread", where, severity=severity))
    return reading.submission(best.match.table.ref)


def _asked(source: Source, named: Table | None) -> tuple[Notice, Table] | None:
    """Return the table that is asked for, or that the file says it is."""
    table = resolve(source.notices, source.schema) if source.schema is not None else named
    if isinstance(table, Form):
        raise refuse("document.excel-no-keys", source.name, form=table.ref)
    if not isinstance(table, Table):
        return None
    return next(item for item in source.notices if item.id == table.notice), table


def _headers(source: Source, sheet: Sheet, table: tuple[Notice, Table] | None) -> Iterator[_Header]:
    """Yield the rows of a sheet that name columns: alone, or under the groups above them."""
    for row in range(min(len(sheet.rows), _FIRST_ROWS)):
        for texts in _texts(sheet, row):
            counted = frozenset(
                index for index, text in enumerate(texts) if text.casefold() in _ROW_NUMBERS
            )
            match = _match(source, table, texts)
            if match is None or not match.matched:
                continue
            if match.matched < _FEWEST and table is None:
                continue
            taken = frozenset(index for index in counted if match.columns[index] is None)
            if taken:
                rest = ["" if index in taken else text for index, text in enumerate(texts)]
                match = headers.match(match.notice, match.table, rest)
            yield _Header(sheet=sheet, row=row, match=match, counted=taken)


def _match(
    source: Source, table: tuple[Notice, Table] | None, texts: Sequence[str]
) -> headers.Match | None:
    if table is not None:
        return headers.match(*table, texts)
    return headers.best(source.notices, texts)


def _texts(sheet: Sheet, row: int) -> Iterator[list[str]]:
    """Yield the texts of a header: those of its row, then with the titles of the row above."""
    width = len(sheet.rows[row])
    own = [_text(sheet, row, column) for column in range(width)]
    if sum(map(bool, own)) < _FEWEST:
        return
    yield own
    if row == 0:
        return
    above = [_text(sheet, row - 1, column) for column in range(width)]
    both = [_joined(over, text) for over, text in zip(above, own, strict=True)]
    if both != own:
        yield both


def _joined(above: str, own: str) -> str:
    if not own:
        return above
    return own if not above or above == own else f"{above}·{own}"


def _text(sheet: Sheet, row: int, column: int) -> str:
    """Return the text of a cell of the header; merged cells all have that of the first."""
    for top, left, bottom, right in sheet.ranges[:_MOST_MERGED]:
        if top <= row <= bottom and left <= column <= right:
            row, column = top, left
            break
    return plain(sheet.at(row, column)).strip(_MARKS)


def _not_ours(source: Source, sheets: Sequence[Sheet]) -> UnreadableError:
    tables = "、".join(table.ref for notice in source.notices for table in notice.tables) or "-"
    names = "、".join(sheet.name for sheet in sheets) or "-"
    return refuse("document.excel-not-ours", source.name, found=names, tables=tables)
