"""A workbook as sheets of rows, whatever people did to it: moved, renamed, sorted, saved anew.

Sheets and columns are known by the hidden marks, else by what they are called. What cannot be
read, and what would be lost, is a mistake.
"""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from shenbao.authoring.workbook.declared import layout
from shenbao.authoring.workbook.declared.cells import Cell, folded, text_of
from shenbao.authoring.workbook.declared.layout import FIELDS, KIND
from shenbao.authoring.workbook.declared.wording import row_word, sheet_title, titles
from shenbao.authoring.workbook.rows.mistakes import CellPlace, Mistake
from shenbao.authoring.workbook.rows.records import Row
from shenbao.authoring.workbook.rows.sheet_read import SheetRead
from shenbao.authoring.workbook.rows.tables import value_column
from shenbao.authoring.workbook.xlsx.contract import DRAFT, FACT, HINT, MARK, OWN, VALUE, Made
from shenbao.core import messages
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import Value, many
from shenbao.core.spreadsheet import column_letters
from shenbao.media.excel.read.workbook import Sheet, read_sheets
from shenbao.media.reading.ooxml import Office, open_office
from shenbao.media.reading.reader_findings import UnreadableError
from shenbao.media.reading.source import SourceFile

_CORE = "docProps/core.xml"
_LAST = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"

_FIRST_ROWS = 30
"""The heads of a sheet are looked for so far down; people put lines above them."""

_FEWEST = 2
"""So many known titles make a row of heads."""

_MOST_ROWS = 20_000
_MOST_VALUES = 60
"""Columns of a list that are known by their titles alone."""

_SHOWN = 12
_NEAR = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRead:
    """The sheets of a workbook, what it was made from (of ours), and what is wrong in it.

    ``saved_by`` is who saved it last, empty where its program keeps no name.
    """

    sheets: Sequence[SheetRead]
    made: Made | None
    mistakes: Sequence[Mistake]
    saved_by: str = ""


def read_workbook(path: Path) -> BookRead:
    """Read a policy workbook.

    Raises UnreadableError for a file that is none or may do harm, ShenbaoError for one that has
    no sheet of a policy.
    """
    office = open_office(SourceFile(path=path, name=str(path), notices=(), schema=None), "sheet")
    reading = _Reading()
    for sheet in read_sheets(office):
        reading.sheet(sheet)
    if not reading.sheets:
        raise ShenbaoError("policybook-no-sheets", file=str(path))
    reading.whole()
    return BookRead(
        sheets=tuple(reading.sheets),
        made=reading.made,
        mistakes=tuple(reading.mistakes),
        saved_by=_saved_by(office),
    )


def _saved_by(office: Office) -> str:
    """Return who saved a workbook last (ECMA-376 part 2, core properties), empty for nobody."""
    if _CORE not in office.names:
        return ""
    with contextlib.suppress(UnreadableError):
        return (office.xml(_CORE).findtext(_LAST) or "").strip()
    return ""


def reasons(error: UnreadableError, language: str) -> Value:
    """Return why a file could not be read at all, in the words of its reader."""
    from shenbao.reports.finding_text import message

    return many((message(item, language) for item in error.findings), joint="semicolon")


@dataclass(slots=True)
class _Reading:
    sheets: list[SheetRead] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    made: Made | None = None

    def sheet(self, sheet: Sheet) -> None:
        """Take one sheet of the workbook."""
        first = sheet.text(0, 0)
        if first == OWN:
            self.made = _made(sheet)
            return
        if _is_draft(sheet.name) or first == f"{MARK} help":
            return
        plan, word = _plan(sheet)
        if plan is None:
            if sheet.has_content and not _is_help(sheet):
                known = [sheet_title(item.name) for item in layout.SHEETS]
                self._tell(
                    CellPlace(sheet=sheet.name),
                    "policybook-sheet-unknown",
                    **_near(sheet.name, known),
                )
            return
        _SheetReader(self, sheet, plan, word).read()

    def whole(self) -> None:
        """Tell what is missing that the workbook had when it was made."""
        if self.made is None:
            return
        seen = {_key(read): read for read in self.sheets}
        homes = self._homes()
        for name, used in self.made.used.items():
            read = seen.get(name)
            plan, _, word = name.partition(" ")
            if read is None:
                if not word or word in homes:
                    title = sheet_title(plan, word)
                    self._tell(CellPlace(sheet=title), "policybook-sheet-missing")
                continue
            known = titles(tuple(layout.columns_of(read.sheet)))
            for column in sorted(used - {*read.letters, *read.numbers}):
                said = known.get(column) or titles((value_column(int(column)),))[column]
                self._tell(CellPlace(sheet=read.title), "policybook-column-missing", header=said)

    def _homes(self) -> set[str]:
        """Return the words of the forms that still have a row."""
        return {
            word
            for read in self.sheets
            if read.sheet.name == "homes"
            for row in read.rows
            for word in (folded(text_of(row.cells.get("id"))),)
        } | {
            f"tables/{folded(text_of(row.cells.get('id')))}"
            for read in self.sheets
            if read.sheet.name == "homes"
            for row in read.rows
        }

    def _tell(self, place: CellPlace, message: str, **args: Value) -> None:
        self.mistakes.append(Mistake(place=place, message=message, args=args))


def _key(read: SheetRead) -> str:
    return " ".join(filter(None, (read.sheet.name, read.word)))


def _made(sheet: Sheet) -> Made:
    """Return what the hidden sheet says."""
    digests: dict[str, str] = {}
    used: dict[str, set[str]] = {}
    for row in range(len(sheet.rows)):
        what, name, told = (sheet.text(row, column) for column in range(3))
        if what == "file":
            digests[name] = told
        elif what == "column":
            used.setdefault(name, set()).add(told)
    return Made(
        notice=sheet.text(0, 1),
        digests=digests,
        used={name: frozenset(columns) for name, columns in used.items()},
    )


def _is_draft(name: str) -> bool:
    return folded(name).casefold().startswith(DRAFT)


def _is_help(sheet: Sheet) -> bool:
    return any(sheet.name == sheet_title("help", "", language) for language in messages.LANGUAGES)


def _plan(sheet: Sheet) -> tuple[layout.Sheet | None, str]:
    """Return which of our sheets one is, and the form that it is of: by its mark, else its name."""
    words = sheet.text(0, 0).split(" ")
    if words[0] == MARK and len(words) > 1:
        plan = next((item for item in layout.SHEETS if item.name == words[1]), None)
        return plan, " ".join(words[2:])
    for language in messages.LANGUAGES:
        for item in layout.SHEETS:
            if item is not FIELDS and folded(sheet.name) == folded(
                sheet_title(item.name, "", language)
            ):
                return item, ""
        lead = folded(sheet_title(FIELDS.name, "-", language)).removesuffix("-")
        if folded(sheet.name).startswith(lead):
            return FIELDS, folded(sheet.name).removeprefix(lead)
    return None, ""


@cache
def _row_words(name: str) -> Mapping[str, str]:
    """Return the kinds of rows of a sheet by their words in any language."""
    plan = next(item for item in layout.SHEETS if item.name == name)
    return {
        folded(word): kind.name
        for kind in plan.kinds
        for word in (kind.name, *(row_word(kind.name, one) for one in messages.LANGUAGES))
    }


class _SheetReader:
    """Reads one of our sheets."""

    def __init__(self, reading: _Reading, sheet: Sheet, plan: layout.Sheet, word: str) -> None:
        self._reading = reading
        self._sheet = sheet
        self._plan = plan
        self._word = word
        self._columns = tuple(layout.columns_of(plan))
        self._known = self._known_titles()
        self._letters: dict[str, str] = {}
        self._headers: dict[str, str] = {}

    def read(self) -> None:
        """Take the sheet over, its mistakes told."""
        head, places = self._head()
        if head < 0:
            if self._sheet.has_content:
                self._wrong(None, None, "policybook-no-head", allowed=self._wanted())
            return
        if self._end > _MOST_ROWS:
            self._wrong(None, None, "policybook-rows", limit=_MOST_ROWS)
            return
        for place, name in places.items():
            self._letters[name] = column_letters(place)
            self._headers[name] = self._sheet.text(head, place) or name
        self._beside(head, places)
        numbers: dict[str, int] = {}
        if self._plan.upright:
            rows, numbers = self._facts(head, places)
        else:
            rows = self._rows(head, places)
        self._reading.sheets.append(
            SheetRead(
                sheet=self._plan,
                title=self._sheet.name,
                word=self._word,
                rows=rows,
                letters=self._letters,
                headers=self._headers,
                numbers=numbers,
            )
        )

    def _wrong(self, row: int | None, column: int | None, message: str, **args: Value) -> None:
        letters = "" if column is None else column_letters(column)
        header: Any = next(
            (self._headers[name] for name, own in self._letters.items() if own == letters), ""
        )
        self._reading.mistakes.append(
            Mistake(
                place=CellPlace(
                    sheet=self._sheet.name,
                    row=0 if row is None else row + 1,
                    letters=letters,
                    header=header or ("?" if letters else ""),
                ),
                message=message,
                args=args,
            )
        )

    def _wanted(self) -> Value:
        return many([*self._titles(messages.DEFAULT).values()], _SHOWN)

    def _titles(self, language: str) -> Mapping[str, str]:
        if self._plan.upright:
            return {
                FACT: messages.say("policybook-column-fact-name", None, language),
                VALUE: messages.say("policybook-column-fact", None, language),
                HINT: messages.say("policybook-column-fact-help", None, language),
            }
        return titles(self._columns, language)

    def _known_titles(self) -> Mapping[str, str]:
        """Return the columns by their titles in any language."""
        known: dict[str, str] = {}
        for language in messages.LANGUAGES:
            for name, title in self._titles(language).items():
                known.setdefault(folded(title).casefold(), name)
            if self._plan is layout.ENTRIES:
                for number in range(1, _MOST_VALUES + 1):
                    column = value_column(number)
                    title = titles((column,), language)[column.id]
                    known.setdefault(folded(title).casefold(), column.id)
        return known

    def _head(self) -> tuple[int, dict[int, str]]:
        """Return the row of the titles and the columns by their places, by mark or by title."""
        names = {name for language in messages.LANGUAGES for name in self._titles(language)}
        marked = {
            place: name
            for place, name in self._texts(0)
            if self._sheet.text(0, 0).startswith(MARK) and (name in names or name.isdigit())
        }
        best, found = -1, dict(marked)
        for row in range(min(len(self._sheet.rows), _FIRST_ROWS)):
            told = self._titled(row)
            if len(told) > max(_FEWEST - 1, len(self._titled(best)) if best >= 0 else 0):
                best = row
        if best < 0:
            return (0, found) if len(marked) >= _FEWEST else (-1, {})
        # Somebody who adds a column gives it a title, and no mark.
        for place, name in self._titled(best).items():
            if place not in found and name not in found.values():
                found[place] = name
        return best, found

    def _texts(self, row: int) -> list[tuple[int, str]]:
        if not 0 <= row < len(self._sheet.rows):
            return []
        cells = (
            (place, self._sheet.text(row, place)) for place in range(len(self._sheet.rows[row]))
        )
        return [(place, text) for place, text in cells if text]

    def _titled(self, row: int) -> dict[int, str]:
        """Return the columns whose titles stand in a row."""
        found: dict[int, str] = {}
        for place, text in self._texts(row):
            name = self._known.get(folded(text).casefold())
            if name is not None and name not in found.values():
                found[place] = name
        return found

    def _beside(self, head: int, places: Mapping[int, str]) -> None:
        """Tell of what stands in columns that are none of ours, and of cells that are merged."""
        told: set[int] = set()
        for row in range(head, len(self._sheet.rows)):
            for place in range(len(self._sheet.rows[row])):
                marked = row > head and place == 0 and self._marked
                if place in places or place in told or marked or self._sheet.is_blank(row, place):
                    continue
                told.add(place)
                title, text = (self._sheet.text(one, place) for one in (head, row))
                if not _is_draft(title):
                    known = [*self._titles(messages.DEFAULT).values()]
                    near = _near(title or text, known)
                    message = "policybook-column-unknown" if title else "policybook-column-untitled"
                    self._wrong(row, place, message, found=title or text, **near)
        for top, left, bottom, right in self._sheet.ranges:
            inside = any(left <= place <= right for place in places)
            if inside and bottom > head and not self._sheet.is_blank(max(top, 0), left):
                self._wrong(
                    top, left, "policybook-merged", rows=bottom - top + 1, columns=right - left + 1
                )

    @property
    def _end(self) -> int:
        """The row behind the last: one with nothing but a formula without a result is one."""
        marks = self._sheet.marks
        last = max((row for row, _ in (*marks.errors, *marks.no_result)), default=-1)
        return max(len(self._sheet.rows), last + 1)

    @property
    def _marked(self) -> bool:
        return self._sheet.text(0, 0).startswith(MARK)

    def _rows(self, head: int, places: Mapping[int, str]) -> list[Row]:
        rows: list[Row] = []
        words = _row_words(self._plan.name)
        for number in range(head + 1, self._end):
            cells: dict[str, Cell] = {}
            for place, name in places.items():
                cell = self._cell(number, place)
                if cell is not None:
                    cells[name] = cell
            if not cells:
                continue
            told = cells.pop(KIND, None)
            kind = words.get(folded(text_of(told)), text_of(told)) if told is not None else ""
            if kind and not cells:
                continue
            if len(self._plan.kinds) == 1:
                kind = self._plan.kinds[0].name
            rows.append(Row(kind=kind, cells=cells, number=number + 1))
        return rows

    def _facts(self, head: int, places: Mapping[int, str]) -> tuple[list[Row], dict[str, int]]:
        """Return the one record of an upright sheet, and the row of each of its keys."""
        by_name = {name: place for place, name in places.items()}
        known = self._keys()
        cells: dict[str, Cell] = {}
        numbers: dict[str, int] = {}
        if VALUE not in by_name:
            self._wrong(
                None,
                None,
                "policybook-column-missing",
                header=self._titles(messages.DEFAULT)[VALUE],
            )
            return [], {}
        for number in range(head + 1, self._end):
            key = self._sheet.text(number, 0) if self._marked else ""
            title = self._sheet.text(number, by_name.get(FACT, -1))
            name = key if key in known.values() else known.get(folded(title).casefold(), "")
            cell = self._cell(number, by_name[VALUE])
            if not name:
                if cell is not None or title:
                    near = _near(title, [*self._fact_titles().values()])
                    place = by_name.get(FACT, by_name[VALUE])
                    self._wrong(number, place, "policybook-fact-unknown", found=title, **near)
                continue
            if name in numbers:
                if cell is not None:
                    args: dict[str, Value] = {"found": title or name, "first": numbers[name]}
                    self._wrong(number, by_name[VALUE], "policybook-twice", **args)
                continue
            numbers[name] = number + 1
            if cell is not None:
                cells[name] = cell
        self._letters = {name: column_letters(by_name[VALUE]) for name in numbers}
        told = self._fact_titles()
        self._headers = {name: told.get(name, name) for name in numbers}
        kind = self._plan.kinds[0].name
        return ([Row(kind=kind, cells=cells)] if cells else []), numbers

    def _fact_titles(self, language: str = messages.DEFAULT) -> Mapping[str, str]:
        found = dict(titles(self._columns, language))
        found.pop(KIND, None)
        return found

    def _keys(self) -> Mapping[str, str]:
        """Return the keys of an upright sheet by their titles."""
        return {
            folded(title).casefold(): name
            for language in reversed(messages.LANGUAGES)
            for name, title in self._fact_titles(language).items()
        }

    def _cell(self, row: int, column: int) -> Cell:
        """Return what a cell holds, None where it is blank or has no value to be read."""
        place = (row, column)
        marks = self._sheet.marks
        if place in marks.errors:
            self._wrong(row, column, "policybook-cell-error", found=marks.errors[place])
            return None
        if place in marks.no_result:
            self._wrong(row, column, "policybook-formula")
            return None
        if place in self._sheet.merged:
            return None
        value: Any = self._sheet.at(row, column)
        look = self._sheet.looks.get(place)
        if look is not None and value and any(mark.kind == "struck" for mark in look.marks):
            self._wrong(row, column, "policybook-struck")
            return None
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        return value  # type: ignore[no-any-return]


def _near(found: str, known: Sequence[str]) -> dict[str, Value]:
    near = difflib.get_close_matches(folded(found), known, 3, _NEAR)
    return {"allowed": many(near or known, _SHOWN), "similar": len(near)}
