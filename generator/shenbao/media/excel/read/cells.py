"""Reading single cells: their text as the field needs it, and what is to be told of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shenbao.core.findings import Finding, Where
from shenbao.core.masking import mask
from shenbao.core.messages.shortening import shorten
from shenbao.core.spreadsheet import column_letters
from shenbao.media.excel.read.values import plain_text, value_as_text
from shenbao.media.excel.read.workbook import Sheet
from shenbao.media.reading.reader_findings import note, remark
from shenbao.media.reading.values.text_looks import joined
from shenbao.policy.model import Field


@dataclass(frozen=True, slots=True)
class Cells:
    """Reads the cells of one file; ``tell`` takes what is to be told."""

    file: str
    tell: Callable[[Finding], None]

    def text(self, sheet: Sheet, row: int, column: int, field: Field, pointer: str) -> str:
        """Return the text of a cell; a formula counts by the value that it had when saved."""
        place = (row, column)
        self._look(sheet, place, field, pointer)
        value = sheet.looks[place].text if place in sheet.looks else sheet.at(row, column)
        marks = sheet.marks
        if place in marks.errors:
            self._wrong("document.excel-error", sheet, place, field, pointer, marks.errors[place])
            return ""
        if place in marks.no_result:
            self._wrong("document.excel-no-result", sheet, place, field, pointer, None)
            return ""
        if isinstance(value, str) and place not in marks.formulas and place not in sheet.merged:
            return value
        seen = value_as_text(value, field, percent=place in marks.percents)
        if not seen.text.strip():
            return ""
        told = list(seen.told)
        if place in marks.formulas:
            told.append("document.excel-formula")
        if place in sheet.merged:
            told.append("document.excel-merged")
        if told:
            where = self.where(sheet, place, field, pointer)
            found, text = _found(plain_text(value), field), _found(seen.text, field)
            for rule in told:
                self.tell(note(rule, where, found=found, value=text))
        if seen.wrong:
            self._wrong(seen.wrong, sheet, place, field, pointer, seen.text)
        return seen.text

    def _look(self, sheet: Sheet, place: tuple[int, int], field: Field, pointer: str) -> None:
        """Tell what a cell shows besides plain text."""
        look = sheet.looks.get(place)
        for mark in joined(look.marks) if look is not None else ():
            where = self.where(sheet, place, field, pointer)
            text = mark.found or plain_text(sheet.at(*place))
            if not text.strip():
                continue
            found = _found(text, field)
            said = remark(mark.rule, where, severity="review", found=found)
            self.tell(said if mark.doubtful else note(mark.rule, where, found=found))

    def where(
        self, sheet: Sheet, place: tuple[int, int], field: Field | None, pointer: str
    ) -> Where:
        """Return where a cell is: its sheet, row, and column with its heading."""
        title = field.title if field is not None else ""
        return Where(
            file=self.file,
            sheet=sheet.name,
            row=place[0] + 1,
            column=heading(place[1], title),
            pointer=pointer,
            label=title,
        )

    def _wrong(
        self,
        rule: str,
        sheet: Sheet,
        place: tuple[int, int],
        field: Field,
        pointer: str,
        text: str | None,
    ) -> None:
        where = self.where(sheet, place, field, pointer)
        found = None if text is None else _found(text, field)
        self.tell(remark(rule, where, found=found))


def heading(column: int, title: str) -> str:
    """Return what a column is called: its letters, and its title."""
    return f"{column_letters(column)} {title}".rstrip()


def _found(text: str, field: Field) -> str:
    return mask(shorten(text), hidden=field.sensitive)
