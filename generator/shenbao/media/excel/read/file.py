"""Reading a form or table from an Excel workbook, ours or one that somebody typed.

A workbook of ours is read by its hidden keys. A workbook without them may be a plain table:
its header is held against the tables, as that of a CSV file is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shenbao.core.findings import Finding, Where
from shenbao.core.messages.shortening import LONGEST
from shenbao.core.messages.values import many, policy_text
from shenbao.core.submission import Submission
from shenbao.media.excel.contract import ROW_NUMBER
from shenbao.media.excel.read.form import FormReader
from shenbao.media.excel.read.label_recovery import Labels, above, moved_column
from shenbao.media.excel.read.overlays import about_floating
from shenbao.media.excel.read.rows import Rows, SheetColumn, read_rows, unknown_place
from shenbao.media.excel.read.sheets import (
    Area,
    carried,
    duplicate_sheet,
    has_rows,
    key_column,
    recognise,
    stray_cells,
    unread,
)
from shenbao.media.excel.read.untemplated_sheet import read_plain
from shenbao.media.excel.read.workbook import Sheet, read_sheets
from shenbao.media.reading.assemble import version_notes
from shenbao.media.reading.label_matching import FormTitles
from shenbao.media.reading.ooxml import open_office
from shenbao.media.reading.reader_findings import note, refuse, refuse_unknown, remark
from shenbao.media.reading.source import SourceFile
from shenbao.policy.form_identity import Identity, leaf_names
from shenbao.policy.model import Field, FormOrTable, Notice, Table
from shenbao.policy.names import owner, refs, resolve


def read_excel(source: SourceFile) -> Submission:
    """Read a workbook; raises UnreadableError for a file that is none, or that is not ours."""
    office = open_office(source, "sheet")
    sheets = read_sheets(office)
    areas = [recognise(sheet) for sheet in sheets]
    told = office.identity() or carried(areas)
    filled = {area.sheet.name for area in areas if area.kind in ("values", "rows")}
    notes = [
        *office.remarks(),
        *_about_sheets(source.name, areas),
        *about_floating(office, filled),
    ]
    ours = any(area.kind in ("values", "rows") for area in areas)
    home = _home(source, told, needed=ours)
    if isinstance(home, Table) and not ours:
        return read_plain(source, sheets, home, notes)
    if home is None:
        return read_plain(source, sheets, None, notes)
    if source.schema is None:
        _refuse_mixed(source, home, areas)
    notice = owner(source.notices, home)
    if isinstance(home, Table):
        return _table(source, notice, home, areas, told, notes)
    return FormReader(source=source, notice=notice, home=home, notes=notes).read(areas, told)


def _home(source: SourceFile, told: Identity | None, *, needed: bool) -> FormOrTable | None:
    """Return the form: the one that is asked for, else the one that the file says it is."""
    name = source.schema or (told.form if told is not None else None)
    home = resolve(source.notices, name) if name is not None else None
    if home is None and (needed or source.schema is not None):
        known = many(refs(source.notices))
        raise refuse_unknown("document.excel-unknown-form", source.name, name, known=known)
    return home


def _refuse_mixed(source: SourceFile, home: FormOrTable, areas: Sequence[Area]) -> None:
    """Refuse a workbook with filled sheets of several forms: it would be one and none of them."""
    found = [home.ref, *(area.ref for area in areas if area.ref and _is_filled(area))]
    known = [ref for ref in dict.fromkeys(found) if resolve(source.notices, ref) is not None]
    if len(known) > 1:
        raise refuse("document.forms-mixed", source.name, names=many(known))


def _is_filled(area: Area) -> bool:
    """Say whether somebody filled in a sheet of ours."""
    if area.kind == "rows":
        return has_rows(area)
    formulas = area.sheet.marks.formulas
    return area.kind == "values" and any(
        not area.sheet.is_blank(row, area.column) and (row, area.column) not in formulas
        for row, _ in area.keys
    )


def _about_sheets(file: str, areas: Sequence[Area]) -> Iterator[Finding]:
    """Tell of sheets that were renamed or hidden: they are read all the same."""
    for area in areas:
        if area.kind not in ("values", "rows"):
            continue
        where = Where(file=file, sheet=area.sheet.name)
        if area.renamed:
            yield note("document.excel-renamed", where, name=area.name)
        if not area.sheet.visible:
            yield note("document.excel-hidden-sheet", where)


def _table(
    source: SourceFile,
    notice: Notice,
    table: Table,
    areas: Sequence[Area],
    told: Identity | None,
    notes: list[Finding],
) -> Submission:
    """Read a table of ours from the first of its sheets that holds anything."""
    found = [area for area in areas if area.kind == "rows"]
    filled = [area for area in found if has_rows(area)]
    area = (filled or found)[0] if found else None
    if area is None:
        raise refuse("document.excel-no-keys", source.name, form=table.ref)
    leaves = leaf_names(table)
    moved = Labels(titles=FormTitles(table)).moved_columns(area)
    keys = [(number, moved.get(number, key)) for number, key in area.keys]
    columns = [SheetColumn.of(notice, number, leaves[key]) for number, key in keys if key in leaves]
    reading = Rows(file=source.name, notice=notice, sheet=area.sheet, columns=columns)
    for number in moved:
        reading.findings.add(moved_column(source.name, area, number))
    for row, column in above(area):
        reading.beside(row, column)
    for item in notes:
        reading.tell(item)
    for item in version_notes(source.name, notice, table, told):
        reading.tell(item)
    known = {key for _, key in keys}
    missing = [item for key, item in leaves.items() if key not in known and item.computed is None]
    if missing:
        reading.findings.add(_missing(source.name, area.sheet, missing))
    for number, key in keys:
        if key not in leaves and key != ROW_NUMBER:
            reading.look_at_unknown(number, key, area.first)
    aside = frozenset(number for number, _ in area.keys)
    read_rows(reading, area.first, aside | {key_column(area)})
    for other in areas:
        _tell_of_rest(reading, other, rows=other is not area and other in filled)
    return reading.submission(table.ref)


def _missing(file: str, sheet: Sheet | None, fields: Sequence[Field]) -> Finding:
    where = Where(file=file, sheet=sheet.name if sheet is not None else None)
    titles = many((policy_text(item.title) for item in fields), longest=LONGEST)
    return remark("document.excel-missing", where, severity="warning", titles=titles)


def _tell_of_rest(reading: Rows, area: Area, *, rows: bool) -> None:
    """Tell of what another sheet holds and the table does not take."""
    if area.kind == "left":
        for key, text, row in stray_cells(area):
            where = Where(
                file=reading.file, sheet=area.sheet.name, row=row + 1, pointer=key, label=key
            )
            reading.findings.add(unknown_place(where, text))
        return
    finding_of = duplicate_sheet(reading.file, area) if rows else unread(reading.file, area)
    if finding_of is not None:
        reading.findings.add(finding_of)
