"""What the labels of a sheet say: against its hidden keys, and in their place where they are lost.

The keys stay where they are when somebody sorts or moves the cells that can be seen. What can
be seen is what people mean, so that a label that names another place counts before the key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shenbao.core.findings import Finding, Where
from shenbao.core.messages import say
from shenbao.media.excel.contract import ROW_NUMBER, is_hidden
from shenbao.media.excel.read.cells import heading
from shenbao.media.excel.read.sheets import Area
from shenbao.media.excel.read.values import plain_text
from shenbao.media.excel.read.workbook import Sheet
from shenbao.media.reading.label_matching import NUMBER, ColumnTitles, FormTitles, label_of
from shenbao.media.reading.reader_findings import remark

_FEWEST = 2
_MOST_ROWS = 5_000
_MOST_COLUMNS = 300
"""Labels are looked for so far: no form of ours is longer or wider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Reads the labels of the sheets of one form."""

    titles: FormTitles

    def moved_values(self, area: Area) -> dict[int, str]:
        """Return the rows whose label names another place than the key, with that place."""
        rows = {row: self._label(area.sheet, row, area.column) for row, _ in area.keys}
        places = {key for _, key in area.keys}
        found: dict[int, str] = {}
        for row, key in area.keys:
            named = self.titles.single(rows[row], [key], key) or self.titles.single(rows[row])
            place = (named or "").removesuffix("/*")
            if place in places and place != key and self._title(key) != rows[row]:
                found[row] = place
        return found

    def moved_columns(self, area: Area) -> dict[int, str]:
        """Return the columns whose heading names another column than the key, with that one."""
        array = area.keys[-1][1].partition("/*")[0]
        titles = self.titles.columns(array)
        fields = self.titles.fields(array)
        found: dict[int, str] = {}
        for column, key in area.keys:
            if key == ROW_NUMBER or key not in fields:
                continue
            heading = label_of(plain_text(area.sheet.at(area.first - 1, column)))
            named = titles.own.get(heading)
            if named not in (None, key) and heading != label_of(fields[key].title):
                found[column] = named or ""
        return found

    def areas(self, sheet: Sheet) -> Iterator[Area]:
        """Yield what the labels of a sheet without keys say that it is."""
        last = min(len(sheet.rows), _MOST_ROWS)
        tops = self._tops(sheet, last)
        used: set[int] = set()
        for area in self._tables(sheet, tops, last):
            used.update(range(area.first, area.end))
            yield area
        yield from self._singles(sheet, tops, used, last)

    def _tops(self, sheet: Sheet, last: int) -> dict[int, str]:
        """Return the rows that hold the title of a section and nothing else."""
        sections = self.titles.sections()
        found: dict[int, str] = {}
        for row in range(last):
            titles = [label_of(text) for _, text in _texts(sheet, row)]
            if len(titles) == 1 and titles[0] in sections:
                found[row] = sections[titles[0]]
        return found

    def _tables(self, sheet: Sheet, tops: Mapping[int, str], last: int) -> Iterator[Area]:
        row = 0
        while row < last:
            labels = _labels(sheet, row)
            array = self._array(labels, _section(tops, row))
            if array is None:
                row += 1
                continue
            lines = [row]
            titles = self.titles.columns(array)
            if row + 1 < last and titles.is_whole(_labels(sheet, row + 1)):
                lines.append(row + 1)
            end = min((top for top in tops if top > row), default=len(sheet.rows))
            keys = tuple(_named(sheet, lines, titles))
            if keys and keys[-1][1] != ROW_NUMBER:
                first = lines[-1] + 1
                yield Area(sheet=sheet, kind="rows", keys=keys, first=first, last=end)
            row = end

    def _array(self, labels: list[str], section: str | None) -> str | None:
        """Return the array whose columns a row names: each of its texts, more than one.

        The number of the row counts, so that a table of one column has a header, too.
        """
        told = [label for label in labels if label]
        fitting = {
            array: named + (1 if array == section else 0)
            for array in self.titles.arrays
            if (named := self.titles.columns(array).titles_in(labels))
            and len(told) >= _FEWEST
            and named == len([label for label in told if label != NUMBER])
        }
        return max(fitting, key=lambda array: fitting[array], default=None)

    def _singles(
        self, sheet: Sheet, tops: Mapping[int, str], used: set[int], last: int
    ) -> Iterator[Area]:
        found: dict[int, list[tuple[int, str]]] = {}
        for row in range(last):
            if row in used or row in tops:
                continue
            section = _section(tops, row)
            for column, text in _texts(sheet, row):
                near = [section] if section else []
                place = self.titles.single(label_of(text), near, section)
                if place is not None:
                    found.setdefault(column + 1, []).append((row, place.removesuffix("/*")))
                    break
        if not found:
            return
        column, keys = max(found.items(), key=lambda item: len(item[1]))
        if len(keys) >= _FEWEST or _head(sheet, column) is not None:
            yield Area(sheet=sheet, kind="values", keys=tuple(keys), column=column)

    def _label(self, sheet: Sheet, row: int, column: int) -> str:
        """Return the label before the value of a row: the nearest text on its left."""
        for before in range(column - 1, -1, -1):
            text = sheet.text(row, before)
            if text and not text.startswith("/"):
                return label_of(text)
        return ""

    def _title(self, key: str) -> str:
        field = self.titles.arrays.get(key) or self.titles.leaves.get(key)
        return label_of(field.title) if field is not None else ""


def cells_beside(area: Area) -> Iterator[tuple[int, int]]:
    """Yield the cells of a sheet of single values that hold something and are no part of it.

    Its columns are those that its header names; below the header, values stand beside keys.
    """
    sheet = area.sheet
    head = _head(sheet, area.column)
    if head is None:
        return
    own = {say(f"excel-form-column-{name}") for name in ("label", "value", "hint")}
    named = {column for column in range(len(sheet.rows[head])) if sheet.text(head, column) in own}
    yield from right_of(sheet, head + 1, max(named))
    keyed = {row for row, _ in area.keys}
    last = max(keyed, default=head)
    for row in range(head + 1, len(sheet.rows)):
        for column, value in enumerate(sheet.rows[row]):
            if value in ("", None) and (row, column) not in sheet.marks.no_result:
                continue
            blank = sheet.is_blank(row, column) or (row, column) in sheet.merged
            if blank or sheet.text(row, column).startswith("/"):
                continue
            label = column in named and column < area.column
            hint = column in named and column > area.column and row <= last
            if not label and not hint and not (column == area.column and row in keyed):
                yield row, column


def above(area: Area) -> Iterator[tuple[int, int]]:
    """Yield the cells beside the header of a table, and beside what stands over it."""
    yield from right_of(area.sheet, area.first, max(column for column, _ in area.keys))


def right_of(sheet: Sheet, end: int, column: int) -> Iterator[tuple[int, int]]:
    """Yield the cells above row ``end`` and right of ``column`` that somebody filled in."""
    for row in range(min(end, len(sheet.rows))):
        for at in range(column + 1, len(sheet.rows[row])):
            ours = (row, at) in sheet.merged or is_hidden(sheet.text(row, at))
            if not ours and not sheet.is_blank(row, at):
                yield row, at


def moved_column(file: str, area: Area, column: int) -> Finding:
    """Return what is to be said of a column that is read by its heading."""
    text = plain_text(area.sheet.at(area.first - 1, column))
    where = Where(
        file=file, sheet=area.sheet.name, row=area.first, column=heading(column, label_of(text))
    )
    return remark("document.excel-moved", where, severity="review")


def _section(tops: Mapping[int, str], row: int) -> str | None:
    above = [top for top in tops if top < row]
    return tops[max(above)] if above else None


def _head(sheet: Sheet, column: int) -> int | None:
    """Return the row that heads the values of a sheet, None where there is none."""
    value = say("excel-form-column-value")
    rows = range(min(len(sheet.rows), _MOST_ROWS))
    return next((row for row in rows if sheet.text(row, column) == value), None)


def _texts(sheet: Sheet, row: int) -> Iterator[tuple[int, str]]:
    """Yield the texts of a row with their columns."""
    for column in range(min(len(sheet.rows[row]), _MOST_COLUMNS)):
        text = sheet.text(row, column)
        if text:
            yield column, text


def _labels(sheet: Sheet, row: int) -> list[str]:
    """Return the labels of a row; what is left of hidden keys is none."""
    values = sheet.rows[row][:_MOST_COLUMNS]
    texts = (plain_text(value) for value in values)
    return ["" if is_hidden(text) else label_of(text) for text in texts]


def _named(sheet: Sheet, lines: list[int], titles: ColumnTitles) -> Iterator[tuple[int, str]]:
    """Yield the columns that a header of one or two lines names; the number of the row first."""
    rows = [_labels(sheet, row) for row in lines]
    width = max(map(len, rows))
    yield from ((column, ROW_NUMBER) for column, label in enumerate(rows[0]) if label == NUMBER)
    over = ""
    seen: set[str] = set()
    for column in range(width):
        texts = [row[column] if column < len(row) else "" for row in rows]
        over = texts[0] or over
        stacked = [over, *texts[1:]] if len(texts) > 1 and texts[1] else texts
        pattern = titles.meant(stacked)
        if pattern is not None and pattern not in seen:
            seen.add(pattern)
            yield column, pattern
