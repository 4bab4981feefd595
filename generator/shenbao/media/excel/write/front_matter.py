"""What stands before and behind the sheets to fill in: guidance, seals, what found no place."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date

from shenbao.forms import front_matter, layout
from shenbao.forms.target_rules import with_targets
from shenbao.forms.view import Node
from shenbao.forms.wording import chinese_day
from shenbao.media import qr_code
from shenbao.media.excel.contract import VALUE_COLUMN, mark, sheet_mark
from shenbao.media.excel.write.cells import LONGEST_TEXT, Book, cell_safe
from shenbao.media.excel.write.styles import LINE, head_and_foot, page, protect
from shenbao.media.excel.write.wording import label, lines, say
from shenbao.media.html.script_data import notice_title
from shenbao.policy.model import Absent

_NUMBER, _TEXT = 1, 2
_ROOM = 80.0
_SEAL = 110.0
_MANNER = front_matter.Manner(
    marks="excel-form-marks",
    typing=("excel-form-how-typing", "excel-form-how-rows"),
    computed="excel-form-how-computed",
    last=("excel-form-how-back", "paper-note-fingerprint"),
)


class Guidance:
    """Writes the first sheet: what this is, how to fill it in, when and where to hand it in."""

    def __init__(self, book: Book, nodes: Sequence[Node]) -> None:
        self.book = book
        self.nodes = nodes
        self.sheet = book.workbook.add_worksheet(book.names.new(say("excel-form-guidance")))
        self.row = 1

    def write(self, sheets: Sequence[tuple[str, str]]) -> None:
        """Write it; ``sheets`` are the names of the other sheets, with what is on them."""
        sheet, looks = self.sheet, self.book.looks
        sheet.set_column(0, 0, None, looks["plain"], {"hidden": True})
        sheet.set_column(_NUMBER, _NUMBER, 5, looks["plain"])
        sheet.set_column(_TEXT, _TEXT, _ROOM, looks["plain"])
        sheet.write_string(0, 0, sheet_mark("guidance", self.book.home.ref))
        sheet.set_row(0, None, None, {"hidden": True})
        self._titles()
        if self.book.print_:
            self._print()
        for number, (title, texts) in enumerate(self._parts(), 1):
            self._part(number, title, texts)
            if number == 1:
                self._sheets(sheets)
        page(sheet, across=False)
        which = say(
            "paper-edition",
            ref=self.book.home.ref,
            edition=self.book.notice.edition.version,
        )
        head_and_foot(
            sheet, notice=self.book.notice.short_title, which=which, print_=self.book.print_
        )
        protect(sheet)
        sheet.activate()

    def _titles(self) -> None:
        book = self.book
        outdated = front_matter.outdated(book.notice)
        if outdated:
            self._line(outdated, "outdated", 12)
        self._line(notice_title(book.notice), "over", 12)
        self._line(book.form.title, "title", 18)
        unofficial = front_matter.unofficial(book.form)
        if unofficial:
            self._line(unofficial, "mark", 10)

    def _line(self, text: str, look: str, size: int) -> None:
        room = (_ROOM + 5) * 10.5 / size
        self.sheet.merge_range(
            self.row, _NUMBER, self.row, _TEXT, cell_safe(text), self.book.looks[look]
        )
        self.sheet.set_row(self.row, (size * 1.5) * lines(text, room) + 4)
        self.row += 1

    def _print(self) -> None:
        """Write the fingerprint with its code, which is as large as a stamp."""
        book = self.book
        text = say("excel-form-print-long", print=book.print_)
        for height, shown in ((LINE * lines(text, _ROOM) + 4, cell_safe(text)), (74.0, "")):
            self.sheet.merge_range(self.row, _NUMBER, self.row, _TEXT, shown, book.looks["line"])
            self.sheet.set_row(self.row, height)
            self.row += 1
        options = {
            "image_data": io.BytesIO(qr_code.as_png(f"{book.home.ref} {book.print_}")),
            "x_offset": 8,
            "y_offset": 4,
            "x_scale": 0.62,
            "y_scale": 0.62,
            "object_position": 1,
            "description": say("paper-code"),
        }
        self.sheet.insert_image(self.row - 1, _NUMBER, "code.png", options)

    def _part(self, number: int, title: str, texts: Sequence[str]) -> None:
        numerals = "一二三四五六七八九"
        self.row += 1
        self.sheet.merge_range(
            self.row,
            _NUMBER,
            self.row,
            _TEXT,
            f"{numerals[number - 1]}、{title}",
            self.book.looks["part"],
        )
        self.sheet.set_row(self.row, 22)
        self.row += 1
        for place, text in enumerate(texts, 1):
            self._text(str(place), text)

    def _text(self, mark: str, text: str) -> None:
        looks = self.book.looks
        self.sheet.write_string(self.row, _NUMBER, f"{mark}.", looks["number"])
        self.sheet.write_string(self.row, _TEXT, cell_safe(text), looks["text"])
        self.sheet.set_row(self.row, LINE * lines(text, _ROOM) + 3)
        self.row += 1

    def _sheets(self, sheets: Sequence[tuple[str, str]]) -> None:
        """List the sheets, each a link."""
        looks = self.book.looks
        for name, told in sheets:
            quoted = name.replace("'", "''")
            self.sheet.write_string(self.row, _NUMBER, "▸", looks["number"])
            self.sheet.write_url(
                self.row, _TEXT, f"internal:'{quoted}'!A1", looks["link"], f"{name}：{told}"
            )
            self.sheet.set_row(self.row, LINE + 3)
            self.row += 1

    def _parts(self) -> Iterator[tuple[str, list[str]]]:
        how = (*front_matter.filling(self.book.form, _MANNER), *map(say, _MANNER.last))
        yield say("excel-form-part-how"), list(how)
        times = list(front_matter.times(self.book.notice, self.book.form))
        if times:
            yield say("excel-form-part-when"), times
        yield say("excel-form-part-basis"), list(self._basis())
        readings = list(self._readings())
        if readings:
            yield say("excel-form-part-readings"), readings
        columns = list(self._columns())
        if columns:
            yield say("excel-form-part-columns"), columns

    def _basis(self) -> Iterator[str]:
        notice, form = self.book.notice, self.book.form
        day = str(chinese_day(notice.issued)) if isinstance(notice.issued, date) else "none"
        issuer = "none" if isinstance(notice.issuer, Absent) else str(notice.issuer)
        yield say("excel-form-source", title=notice_title(notice), issuer=issuer, day=day)
        yield say(f"excel-form-basis-{form.basis}")

    def _readings(self) -> Iterator[str]:
        notice = self.book.notice
        rules = with_targets(notice, self.book.form).all_rules()
        used = {name for rule in rules for name in rule.readings}
        for reading in notice.readings:
            if reading.id in used:
                chosen = reading.option(reading.default).text
                yield say("excel-form-reading", question=reading.question, chosen=chosen)

    def _columns(self) -> Iterator[str]:
        """Tell the help of every column of a table: beside its cells there is no room for it."""
        for node in self.nodes:
            for block in layout.tables(layout.blocks(node)):
                for column in block.columns:
                    hint = self.book.told.hint(column.node, named=False)
                    if hint:
                        names = (*column.groups, label(column.node))
                        title = block.node.title if not self.book.home.is_table else ""
                        where = "·".join(filter(None, (title, *names)))
                        yield say("excel-form-column", where=where, hint=hint)


def seals(book: Book) -> str:
    """Write the sheet for signatures and seals; return its name."""
    name = book.names.new(say("paper-seals"))
    sheet, looks = book.workbook.add_worksheet(name), book.looks
    sheet.set_column(0, 0, None, looks["plain"], {"hidden": True})
    sheet.set_column(1, 1, _ROOM, looks["plain"])
    sheet.write_string(0, 0, sheet_mark("seals", book.home.ref))
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.write_string(1, 1, cell_safe(book.form.title), looks["over"])
    sheet.write_string(2, 1, name, looks["sheet-title"])
    sheet.set_row(2, 26)
    sheet.write_string(3, 1, say("excel-form-seals-note"), looks["note"])
    row = 4
    for box in (title for line in front_matter.seals(book.form) for title in line):
        sheet.write_string(row, 1, f"{box}\n\n\n\n{say('excel-form-sign')}", looks["box"])
        sheet.set_row(row, _SEAL)
        row += 1
    page(sheet, across=False)
    which = say("paper-edition", ref=book.home.ref, edition=book.notice.edition.version)
    head_and_foot(sheet, notice=book.notice.short_title, which=which, print_=book.print_)
    protect(sheet)
    return name


def left_over(book: Book) -> None:
    """Write what no cell can take, with its place, so that nothing of the data is lost."""
    pairs = [(place, cell_safe(text)) for place, text in book.values.left()]
    if not pairs:
        return
    sheet, looks = book.workbook.add_worksheet(book.names.new(say("excel-form-left"))), book.looks
    sheet.set_column(0, 0, None, looks["plain"], {"hidden": True})
    sheet.set_column(1, 1, 30, looks["plain"])
    sheet.set_column(2, 2, 60, looks["plain"])
    sheet.write_string(0, 0, sheet_mark("left", book.home.ref))
    sheet.write_string(0, 2, mark(VALUE_COLUMN))
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.write_string(1, 1, say("excel-form-left-note"), looks["sheet-title"])
    row = 2
    for place, text in pairs:
        for start in range(0, max(len(text), 1), LONGEST_TEXT // 2):
            sheet.write_string(row, 0, place)
            sheet.write_string(row, 1, place, looks["label"])
            sheet.write_string(row, 2, text[start : start + LONGEST_TEXT // 2], looks["cell-long"])
            row += 1
    page(sheet, across=False)
    protect(sheet)
