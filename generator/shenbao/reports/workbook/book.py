"""The workbook as a whole: the user's sheets, the marks on them, and the summary before them."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from shenbao.core import messages
from shenbao.core.findings import Finding, Report
from shenbao.core.spreadsheet import MOST_COLUMNS, MOST_ROWS, cell_name
from shenbao.reports.grouping import kind
from shenbao.reports.phrases import column_named, told
from shenbao.reports.terminal_text import terminal_safe
from shenbao.reports.workbook.marks import Marks, place, worst
from shenbao.reports.workbook.names import SheetNames, wanted
from shenbao.reports.workbook.source import Measured, Row, SourceSheet, lines, measure
from shenbao.reports.workbook.styles import FONT, LINE, Styles
from shenbao.reports.workbook.summary import Summary, WrittenSheet
from shenbao.reports.workbook.values import CellWriter, cell, harmless

MOST_COMMENTS = 10_000
"""So many cells get a comment: more make a spreadsheet program slow. The last column has all."""

_PROBLEMS = 20
_COMMENT = 2_000
_COMMENT_LINE = 48
_NARROW, _WIDE = 12, 90
_TALLEST = 8
_A4 = 9
_ALL_CELLS = f"A1:{cell_name(MOST_ROWS - 1, MOST_COLUMNS - 1)}"
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes every time


def annotated(report: Report, sheets: Sequence[SourceSheet], language: str) -> bytes:
    """Return the user's tables as a workbook with everything that was found marked in them.

    The same report and rows give the same bytes. Rows are streamed, none is kept in memory.
    """
    import xlsxwriter

    measured = [measure(source) for source in sheets]
    placed = place(report, measured)
    stream = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="shenbao-", ignore_cleanup_errors=True) as folder:
        options = {"constant_memory": True, "tmpdir": folder}
        workbook = xlsxwriter.Workbook(stream, options)
        workbook.set_properties({"title": _say("workbook-summary", language), "created": _MADE})
        names = SheetNames()
        called = [names.new(wanted(sheet.source)) for sheet in measured]
        looks = Styles(workbook)
        summary = workbook.add_worksheet(names.new(_say("workbook-summary", language)))
        book = _Book(workbook, looks, language)
        kept = [
            book.sheet(name, sheet, marks)
            for name, sheet, marks in zip(called, measured, placed.marks, strict=True)
        ]
        Summary(summary, looks, language).write(report, kept, placed.spots)
        workbook.close()
    return stream.getvalue()


class _Book:
    """Writes the sheets of the user, one after the other."""

    def __init__(self, workbook: Any, looks: Styles, language: str) -> None:
        self._workbook = workbook
        self._looks = looks
        self._language = language
        self._comments = 0

    def sheet(self, name: str, measured: Measured, marks: Marks) -> WrittenSheet:
        """Write a sheet and return what could be kept of it."""
        sheet = self._workbook.add_worksheet(name)
        pen = CellWriter(sheet, self._looks)
        header = (measured.source.header_row or 0) - 1
        width = measured.width
        self._page(sheet, measured, header)
        silent = 0
        for row, record in enumerate(islice(measured.records, measured.rows)):
            if row == header:
                self._header(pen, row, record[:width], marks, width)
            else:
                self._row(pen, row, record[:width], marks, measured)
            if row in marks.cells:
                silent += self._remarks(sheet, row, marks.cells[row])
        return WrittenSheet(
            name=name, measured=measured, cut=pen.cut, cut_at=pen.cut_at, silent=silent
        )

    def _row(
        self, pen: CellWriter, row: int, record: Row, marks: Marks, measured: Measured
    ) -> None:
        percents = measured.source.percents
        for column, item in enumerate(record):
            shown = cell(item, percent=(row, column) in percents)
            if shown is not None:
                pen.put(row, column, shown, marks.tone(row, column))
        if row in marks.rows:
            self._missing(pen, row, record, marks, measured.width)
            self._problems(pen.sheet, row, measured.width, marks.rows[row])

    def _header(self, pen: CellWriter, row: int, record: Row, marks: Marks, width: int) -> None:
        for column in range(width):
            item = record[column] if column < len(record) else None
            pen.heading(row, column, item, marks.tone(row, column))
        look = self._looks("head-added")
        pen.sheet.write_string(row, width, _say("workbook-result", self._language), look)
        pen.sheet.write_string(row, width + 1, _say("workbook-problems", self._language), look)

    def _missing(self, pen: CellWriter, row: int, record: Row, marks: Marks, width: int) -> None:
        """Colour cells that hold nothing but should."""
        for column in range(width):
            tone = marks.tone(row, column)
            if tone and (column >= len(record) or cell(record[column]) is None):
                pen.put(row, column, None, tone)

    def _page(self, sheet: Any, measured: Measured, header: int) -> None:
        for index, wide in enumerate(measured.widths[: measured.width]):
            sheet.set_column(index, index, wide)
        if measured.own:
            sheet.set_row(0, None, None, {"hidden": True})
            sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.set_column(measured.width, measured.width, _NARROW)
        sheet.set_column(measured.width + 1, measured.width + 1, _WIDE)
        if 0 <= header < measured.rows:
            sheet.autofilter(header, 0, measured.rows - 1, measured.width + 1)
            sheet.freeze_panes(header + 1, 0)
            sheet.repeat_rows(header)
        # Codes are text on purpose; without this each carries a warning triangle.
        sheet.ignore_errors({"number_stored_as_text": _ALL_CELLS})
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)

    def _problems(self, sheet: Any, row: int, width: int, findings: Sequence[Finding]) -> None:
        """Tell beside a row what is wrong with it, the worst severity in a column of its own."""
        said = harmless(self._said(findings))
        tall = min(lines(said, _WIDE), _TALLEST)
        if tall > 1:
            sheet.set_row(row, tall * LINE)
        tone = worst(findings)
        named = _say(f"severity-{tone}", self._language)
        sheet.write_string(row, width, named, self._looks("kind", tone))
        sheet.write_string(row, width + 1, said, self._looks("added"))

    def _said(self, findings: Sequence[Finding]) -> str:
        shown = findings[:_PROBLEMS]
        said = list(dict.fromkeys(self._sentence(finding) for finding in shown))
        if len(findings) > _PROBLEMS:
            more = {"count": str(len(findings) - _PROBLEMS)}
            said.append(messages.say("workbook-more", more, self._language))
        return "\n".join(said)

    def _sentence(self, finding: Finding) -> str:
        said = terminal_safe(told(finding, self._language))
        name = column_named(finding, self._language)
        if name and name not in said:
            args = {"place": name, "sentence": said}
            said = messages.say("report-at", args, self._language)
        args = {"kind": _say(f"severity-{kind(finding)}", self._language), "said": said}
        return messages.say("workbook-problem", args, self._language)

    def _remarks(self, sheet: Any, row: int, cells: Mapping[int, Sequence[Finding]]) -> int:
        """Put a comment on the marked cells of a row; return how many are left without one.

        The library drops what is written behind its row.
        """
        room = max(MOST_COMMENTS - self._comments, 0)
        for column, findings in sorted(cells.items())[:room]:
            text = harmless(self._said(findings), _COMMENT)
            look = {
                "author": "shenbao",
                "width": 330,
                "height": min(18 * lines(text, _COMMENT_LINE) + 14, 400),
                "font_name": FONT,
                "font_size": 9,
                "color": "#FFFBEF",
            }
            sheet.write_comment(row, column, text, look)
            self._comments += 1
        return max(len(cells) - room, 0)


def _say(name: str, language: str) -> str:
    return messages.say(name, None, language)
