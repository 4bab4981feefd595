"""A form or table as an Excel workbook: filled in with Excel, WPS or LibreOffice, read back.

A guidance sheet stands first. Short forms have their single values on one sheet, long ones a
sheet for each section; every table has a sheet of its own. Which form it is stands in the
document properties, on a hidden sheet and in a hidden cell of every sheet, since not every
program keeps all of them.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from shenbao.core.artifacts import Artifact
from shenbao.forms import layout, required_rows, urls
from shenbao.forms.values import Values
from shenbao.forms.view import Node, sections
from shenbao.forms.wording import Wording
from shenbao.media.excel.contract import TEXT_AS_TEXT, sheet_mark
from shenbao.media.excel.write.cells import Book
from shenbao.media.excel.write.front_matter import Guidance, left_over, seals
from shenbao.media.excel.write.page import Page
from shenbao.media.excel.write.rows import Sheet
from shenbao.media.excel.write.styles import Styles
from shenbao.media.excel.write.wording import say
from shenbao.policy.form_identity import fingerprint, identity
from shenbao.policy.model import Form, FormOrTable, Notice, Table

_FEW_VALUES = 24
"""So many single values of a form stand on one sheet, its long texts among them."""

_LONG_COUNTS = 3

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the same in every file; no clock


def excel_form(
    notice: Notice, home: FormOrTable, data: Mapping[str, Any] | None = None
) -> Artifact:
    """Return the workbook of a form or table, filled with ``data`` where they are given.

    Data need not be valid: what is no number or date is written as text, what no cell can
    take stands on a last sheet.
    """
    import xlsxwriter

    form = home.as_form() if isinstance(home, Table) else home
    if not isinstance(form, Form):
        raise TypeError(home.ref)
    values = Values(
        notice, home, data if data is not None else required_rows.template(notice, home)
    )
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, TEXT_AS_TEXT) as workbook:
        book = Book(
            workbook=workbook,
            notice=notice,
            home=home,
            form=form,
            values=values,
            told=Wording(notice=notice, form=form),
            looks=Styles.of(workbook),
            print_=fingerprint(home, data) if data is not None else "",
        )
        _properties(book)
        _sheets(book)
        _own(book)
    path = urls.fillable(notice, home.id).removesuffix(".html") + ".xlsx"
    return Artifact(path, stream.getvalue())


def _properties(book: Book) -> None:
    book.workbook.set_properties(
        {
            "title": f"{book.form.title}（{book.notice.short_title}）",
            "author": "",
            "created": _MADE,
        }
    )
    for name, value in identity(book.notice, book.home).properties().items():
        book.workbook.set_custom_property(name, value, "text")


def _sheets(book: Book) -> None:
    nodes = sections(book.notice, book.form)
    guidance = Guidance(book, nodes)
    names = _names(book, nodes)
    listed: list[tuple[str, str]] = []
    main: Page | None = None
    if any(node.pointer not in names for node in nodes):
        title = say("excel-form-values")
        main = Page(book, book.names.new(title), title)
        listed.append((main.name, say("excel-form-sheet-values")))
    for node in nodes:
        if main is not None and node.pointer in names:
            main.reference(node, names[node.pointer])
        elif main is not None:
            main.section(node, names, titled=True)
        if node.pointer in names and node.item is None:
            alone = Page(book, names[node.pointer], node.title)
            alone.section(node, names, titled=False)
            listed.append((alone.name, say("excel-form-sheet-values")))
        for block in layout.tables(layout.blocks(node)):
            name = names[block.node.pointer]
            Sheet(book, block, name, node.title if node.item is not None else name).write()
            listed.append((name, say("excel-form-sheet-rows")))
    if not book.home.is_table:
        listed.append((seals(book), say("excel-form-sheet-seals")))
    left_over(book)
    guidance.write(listed)


def _names(book: Book, nodes: Sequence[Node]) -> dict[str, str]:
    """Return the names of the sheets for tables and for sections that have one to themselves."""
    short = sum(_count(layout.blocks(node)) for node in nodes) <= _FEW_VALUES
    found: dict[str, str] = {}
    for node in nodes:
        blocks = layout.blocks(node)
        if node.item is not None or (not short and _is_long(blocks)):
            found[node.pointer] = book.names.new(node.title)
        for block in layout.tables(blocks):
            if block.node.pointer not in found:
                number = node.title.partition("、")[0]
                found[block.node.pointer] = book.names.new(f"{number}、{block.node.title}")
    return found


def _is_long(blocks: Sequence[layout.Block]) -> bool:
    return any(
        _is_long(block.blocks)
        if isinstance(block, layout.Heading)
        else isinstance(block, layout.Long) and block.node.control == "textarea"
        for block in blocks
    )


def _count(blocks: Sequence[layout.Block]) -> int:
    total = 0
    for block in blocks:
        if isinstance(block, layout.Pairs):
            total += sum(map(len, block.lines))
        elif isinstance(block, layout.Long):
            total += _LONG_COUNTS
        elif isinstance(block, layout.Heading):
            total += _count(block.blocks)
    return total


def _own(book: Book) -> None:
    """Write the hidden sheet: which form this is, and the lists of the dropdowns."""
    sheet = book.workbook.add_worksheet(book.names.new(say("excel-form-own")))
    sheet.write_string(0, 0, sheet_mark("own", book.home.ref))
    for row, (key, value) in enumerate(identity(book.notice, book.home).properties().items(), 1):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    book.lists.write(book.workbook, sheet, 3)
    sheet.very_hidden()
