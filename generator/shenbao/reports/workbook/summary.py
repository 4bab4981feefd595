"""The first sheet: the verdict, every kind of problem with its number, and links to the cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shenbao.core import messages
from shenbao.core.findings import Report
from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import Value, many, policy_text
from shenbao.core.spreadsheet import MOST_ROWS, cell_name
from shenbao.reports.finding_text import clause_words, reading
from shenbao.reports.grouping import KINDS, Group, Section, clauses, examples, sections
from shenbao.reports.phrases import leaf
from shenbao.reports.terminal_text import terminal_safe
from shenbao.reports.workbook.marks import CellRef
from shenbao.reports.workbook.names import address
from shenbao.reports.workbook.source import MOST_OWN_COLUMNS, Measured, lines
from shenbao.reports.workbook.styles import LINE, Styles
from shenbao.reports.workbook.values import CUT_SHOWN, LONGEST, harmless

MOST_GROUPS = 2_000
"""So many kinds of problem are listed."""

_LONGEST = 80
"""So many characters of an example are shown."""

_EXAMPLES = 3
_CLAUSES = 3
_COLUMNS: Mapping[str, float] = {
    "kind": 12,
    "file": 22,
    "column": 20,
    "problem": 40,
    "remedy": 32,
    "count": 8,
    "first": 9,
    "examples": 28,
    "source": 34,
}
"""The columns of the list of problems, and how wide they are."""

_FORMS = 200
"""Of so many files it is said what they were taken for."""

_TALLEST = 400
_COUNT = 5
_A4 = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSheet:
    """A sheet of the user as it was written, and what of it could not be.

    ``cut`` texts were too long, ``cut_at`` are the first of them; ``silent`` marked cells have
    no comment.
    """

    name: str
    measured: Measured
    cut: int
    cut_at: Sequence[tuple[int, int]]
    silent: int


class Summary:
    """Writes the first sheet from top to bottom."""

    def __init__(self, sheet: Any, looks: Styles, language: str) -> None:
        self._sheet = sheet
        self._looks = looks
        self._language = language
        self._row = 0

    def write(
        self, report: Report, kept: Sequence[WrittenSheet], spots: Mapping[int, CellRef]
    ) -> None:
        """Write everything; ``spots`` are the cells of findings by their ``id``."""
        self._page()
        found = sections(report, self._language)
        self._head(report, kept)
        if kept:
            self._tables(found, kept)
        self._forms(report)
        self._readings(report)
        self._problems(found, kept, spots)

    def _page(self) -> None:
        for index, wide in enumerate(_COLUMNS.values()):
            self._sheet.set_column(index, index, wide)
        self._sheet.hide_gridlines(2)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.fit_to_pages(1, 0)

    def _head(self, report: Report, kept: Sequence[WrittenSheet]) -> None:
        tone = {"fail": "error", "review": "review"}.get(report.verdict, "")
        self._line(self._say("workbook-summary"), "title", tall=30)
        verdict = self._say("html-report-verdict", verdict=report.verdict)
        self._line(self._say("workbook-verdict", verdict=verdict), "verdict", tone, tall=24)
        counts = report.counts
        told = (f"{self._say(f'severity-{kind}')} {getattr(counts, kind):,}" for kind in KINDS)
        self._line(" · ".join(told), "plain")
        self._line(self._say("html-report-next", verdict=report.verdict), "note")
        if kept:
            self._line(self._say("workbook-how"), "note")
        for line in self._left_out(kept):
            self._line(line, "plain", "warning")
        self._row += 1

    def _left_out(self, kept: Sequence[WrittenSheet]) -> Iterator[str]:
        for sheet in kept:
            measured = sheet.measured
            if measured.all_rows > MOST_ROWS:
                yield self._limit("workbook-rows", sheet, measured.all_rows, MOST_ROWS)
            if measured.all_columns > MOST_OWN_COLUMNS:
                yield self._limit("workbook-columns", sheet, measured.all_columns, MOST_OWN_COLUMNS)
            if sheet.cut:
                cells = many((cell_name(*place) for place in sheet.cut_at), CUT_SHOWN)
                yield self._limit("workbook-cut", sheet, sheet.cut, LONGEST, cells=cells)
            if sheet.silent:
                yield self._limit("workbook-silent", sheet, sheet.silent, 0)

    def _limit(
        self, name: str, sheet: WrittenSheet, count: int, limit: int, cells: Value = ""
    ) -> str:
        args: dict[str, Value] = {
            "sheet": sheet.name,
            "count": f"{count:,}",
            "limit": f"{limit:,}",
            "cells": cells,
        }
        return messages.say(name, args, self._language)

    def _tables(self, found: Sequence[Section], kept: Sequence[WrittenSheet]) -> None:
        self._part("workbook-tables")
        self._heads(("result", "sheet", "rows", "number"))
        known = {section.at: section for section in found}
        for sheet in kept:
            source = sheet.measured.source
            section = known.get((source.file, source.sheet)) or known.get((source.file, None))
            word = section.verdict if section is not None and section.groups else "clean"
            tone = {"fail": "error", "review": "review"}.get(word, "")
            self._text(0, self._say(f"report-file-{word}"), "tag", tone)
            self._link(1, sheet.name, 0, 0, sheet.name)
            header = sheet.measured.source.header_row or 0
            self._number(2, max(sheet.measured.all_rows - header, 0))
            counts = section.counts if section is not None else {}
            told = [
                f"{self._say(f'severity-{kind}')} {number:,}"
                for kind, number in counts.items()
                if number
            ]
            self._text(3, " · ".join(told), "said")
            self._row += 1
        self._row += 1

    def _forms(self, report: Report) -> None:
        """Say what each file was taken for."""
        told: dict[tuple[str, str, str], None] = {}
        for form in report.forms:
            told[(terminal_safe(form.file), terminal_safe(form.title), form.ref)] = None
        if not told:
            return
        self._part("workbook-forms")
        for file, title, ref in list(told)[:_FORMS]:
            said = self._say("html-report-as", title=policy_text(title), ref=ref)
            self._line(self._say("report-at", place=file, sentence=said), "plain")
        if len(told) > _FORMS:
            self._line(self._say("html-report-more-files", count=f"{len(told) - _FORMS:,}"), "note")
        self._row += 1

    def _readings(self, report: Report) -> None:
        """Say by which readings of unclear clauses it was judged, whatever came of it."""
        if not report.readings:
            return
        self._part("report-readings")
        for item in report.readings:
            self._line(reading(item, self._language), "plain")
        one = f"{report.readings[0].notice}/{report.readings[0].id}"
        self._line(self._say("report-readings-other", one=one), "note")
        self._row += 1

    def _problems(
        self, found: Sequence[Section], kept: Sequence[WrittenSheet], spots: Mapping[int, CellRef]
    ) -> None:
        groups = sorted(
            ((section, group) for section in found for group in section.groups),
            key=lambda item: (KINDS.index(item[1].kind), -item[1].count),
        )
        if not groups:
            return
        self._part("html-report-problems")
        first = self._row
        self._heads(tuple(_COLUMNS))
        for section, group in groups[:MOST_GROUPS]:
            self._problem(section, group, kept, spots)
        self._sheet.autofilter(first, 0, self._row - 1, len(_COLUMNS) - 1)
        if len(groups) > MOST_GROUPS:
            beyond = groups[MOST_GROUPS:]
            args = {
                "groups": f"{len(beyond):,}",
                "count": f"{sum(group.count for _, group in beyond):,}",
            }
            self._line(messages.say("html-report-more-groups", args, self._language), "note")

    def _problem(
        self,
        section: Section,
        group: Group,
        kept: Sequence[WrittenSheet],
        spots: Mapping[int, CellRef],
    ) -> None:
        file, sheet = section.at
        shown = (terminal_safe(file or ""), leaf(file, sheet, self._language))
        where = " · ".join(part for part in shown if part)
        said = "\n".join(item.sentence for item in group.said)
        texts = {
            1: where or self._say("report-across"),
            2: self._column(group),
            3: said or self._say("html-report-unlisted"),
            4: "\n".join(dict.fromkeys(item.remedy for item in group.said if item.remedy)),
            7: "\n".join(self._examples(group)),
            8: "\n".join(self._source(group)),
        }
        widths = tuple(_COLUMNS.values())
        tall = max(lines(text, widths[column]) for column, text in texts.items())
        self._sheet.set_row(self._row, min(tall * LINE, _TALLEST))
        self._text(0, self._say(f"severity-{group.kind}"), "tag", group.kind)
        for column, text in texts.items():
            if column < _COUNT:
                self._text(column, text, "said")
        self._number(_COUNT, group.count)
        self._first(group, kept, spots)
        for column in (7, 8):
            self._text(column, texts[column], "label")
        self._row += 1

    def _first(
        self, group: Group, kept: Sequence[WrittenSheet], spots: Mapping[int, CellRef]
    ) -> None:
        spot = next((spots[id(item)] for item in group.findings if id(item) in spots), None)
        if spot is None:
            self._text(_COUNT + 1, "", "label")
        else:
            name = cell_name(spot.row, spot.column)
            self._link(_COUNT + 1, kept[spot.sheet].name, spot.row, spot.column, name)

    def _column(self, group: Group) -> str:
        names = [name or self._say("html-report-whole") for name in group.places]
        return names[0] if len(names) == 1 else self._say("html-report-several")

    def _source(self, group: Group) -> Iterator[str]:
        """Yield what the rules come from: clauses in short, else that no policy says so."""
        for clause in clauses(group, _CLAUSES):
            yield self._say("workbook-clause", **clause_words(clause))
        basis = group.findings[0].basis if group.findings else "toolkit"
        if basis != "source":
            yield self._say(f"html-report-basis-{basis}")
        rules = dict.fromkeys(item.rule for item in group.findings)
        names = many(list(rules)[:_CLAUSES] or [group.rule])
        yield terminal_safe(messages.words(names, self._language))

    def _examples(self, group: Group) -> Iterator[str]:
        for one in examples(group, _EXAMPLES, self._language):
            told = one.sentence if one.sentence and one.found in one.sentence else one.found
            said = told or one.sentence
            if one.place and said:
                said = self._say("report-at", place=one.place, sentence=said)
            if said or one.place:
                yield shorten(said or one.place, _LONGEST)

    def _part(self, name: str) -> None:
        self._sheet.set_row(self._row, 20)
        for index in range(len(_COLUMNS)):
            self._text(index, self._say(name) if index == 0 else "", "part")
        self._row += 1

    def _heads(self, names: Sequence[str]) -> None:
        for index, name in enumerate(names):
            self._text(index, self._say(f"workbook-head-{name}"), "column")
        self._row += 1

    def _line(self, text: str, look: str, tone: str = "", tall: float = LINE) -> None:
        self._sheet.set_row(self._row, tall)
        self._text(0, text, look, tone)
        self._row += 1

    def _text(self, column: int, text: str, look: str, tone: str = "") -> None:
        self._sheet.write_string(self._row, column, harmless(text), self._looks(look, tone))

    def _number(self, column: int, number: int) -> None:
        self._sheet.write_number(self._row, column, number, self._looks("count"))

    def _link(self, column: int, sheet: str, row: int, at: int, text: str) -> None:
        link = address(sheet, row, at)
        self._sheet.write_url(self._row, column, link, self._looks("link"), text)

    def _say(self, name: str, **args: Value) -> str:
        return messages.say(name, args, self._language)
