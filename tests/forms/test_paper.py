"""What every medium prints alike: the page that a table needs, the options of a list."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from lxml import etree, html

from shenbao.forms import front_matter, layout
from shenbao.forms.view import Node, sections
from shenbao.forms.wording import Wording
from shenbao.media.excel.read.file import read_excel
from shenbao.media.excel.write.workbook import excel_form
from shenbao.media.html.write import html_form
from shenbao.media.pdf.write.document import pdf_form
from shenbao.media.reading.source import SourceFile
from shenbao.media.word.read.file import read_word
from shenbao.media.word.write.document import word_form
from shenbao.media.word.write.xml import millimetres
from shenbao.policy.model import Form, FormOrTable, Notice, Withdrawn

A3_WIDE = 420.0
POINTS = 72 / 25.4


@pytest.fixture
def wenzhou(notices: tuple[Notice, ...]) -> Notice:
    """The notice with the widest table."""
    return next(notice for notice in notices if notice.id == "wenzhou-2023")


def test_a_table_gets_the_page_that_its_columns_need(wenzhou: Notice) -> None:
    """Few columns stand upright, more across the page, many on A3."""
    found = {
        table.id: layout.sheet(sections(wenzhou, table.as_form())[0]) for table in wenzhou.tables
    }
    assert found["city-list"] == "upright"
    assert found["monitoring"] == "across"
    assert found["indicators"] == "a3"


def test_many_columns_are_printed_on_a3(wenzhou: Notice) -> None:
    """Word and PDF lie on A3; what stands below the table too."""
    table = wenzhou.table("indicators")
    with zipfile.ZipFile(io.BytesIO(word_form(wenzhou, table).content)) as archive:
        text = archive.read("word/document.xml").decode()
    size = f'w:w="{millimetres(420)}" w:h="{millimetres(297)}" w:orient="landscape"'
    assert text.count("<w:pgSz ") == text.count(size) == 1
    document = pypdfium2.PdfDocument(pdf_form(wenzhou, table).content)
    sizes = {round(page.get_size()[0] / POINTS) for page in document}
    document.close()
    assert sizes == {A3_WIDE}


def test_the_options_of_a_list_are_printed(notices: tuple[Notice, ...]) -> None:
    """Beside every value that is chosen from a short list stand its options, of a long one none."""
    seen = set()
    for notice in notices:
        for form in notice.forms:
            seen |= {len(node.choices) for node in listed(notice, form)}
    assert min(seen) <= 12 < max(seen)


def listed(notice: Notice, form: Form) -> list[Node]:
    """Return the values of a form that open a list, each checked for its options."""
    wording = Wording(notice=notice, form=form)
    found = []
    waiting = list(sections(notice, form))
    while waiting:
        node = waiting.pop()
        waiting += [*node.children, *([node.item] if node.item else [])]
        if node.control not in ("select", "combo") or not node.choices:
            continue
        labels = [label for _, label in node.choices]
        told = f"选项：{'、'.join(labels)}。"
        short = 1 < len(labels) <= 12 and len("、".join(labels)) <= 160
        assert (told in wording.hint(node, named=False)) is short, node.pointer
        found.append(node)
    return found


def withdrawn(notices: tuple[Notice, ...], name: str, home: str) -> tuple[Notice, FormOrTable]:
    """Return a notice that was withdrawn, and one of its forms or tables."""
    found = next(notice for notice in notices if notice.id == name)
    gone = Withdrawn(date=date(2024, 9, 3), reason="附件的限额有误。")
    return replace(found, withdrawn=gone), next(item for item in found.homes if item.id == home)


OUTDATED = pytest.mark.parametrize(
    ("name", "home"), [("shenkang-2024", "intake"), ("songjiang-2024", "core_rules")]
)


@OUTDATED
def test_a_withdrawn_form_says_so_before_everything_in_a_frame(
    notices: tuple[Notice, ...], name: str, home: str
) -> None:
    """A form and a table, in Word, Excel, PDF and the printed page."""
    notice, wanted = withdrawn(notices, name, home)
    told = front_matter.outdated(notice)
    assert told.startswith("已撤回：")
    with zipfile.ZipFile(io.BytesIO(word_form(notice, wanted).content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
        styles = etree.fromstring(archive.read("word/styles.xml"))
    w = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    first = body[0]
    assert "".join(first.itertext()) == told
    assert first.xpath("w:pPr/w:pStyle/@w:val", namespaces=w) == ["Outdated"]
    frame = styles.xpath("w:style[@w:styleId='Outdated']/w:pPr/w:pBdr/*", namespaces=w)
    assert [etree.QName(side).localname for side in frame] == ["top", "left", "bottom", "right"]
    book = openpyxl.load_workbook(io.BytesIO(excel_form(notice, wanted).content))
    top = book.worksheets[0]["B2"]
    assert (top.value, top.border.top.style) == (told, "medium")
    document = pypdfium2.PdfDocument(pdf_form(notice, wanted).content)
    text = "".join(document[0].get_textpage().get_text_bounded().split())
    document.close()
    assert text.index("已撤回") < text.index("".join(notice.short_title.split()))
    page = html.fromstring(html_form(notice, wanted).content)
    printed = page.get_element_by_id("paper")[0]
    assert (printed[0].get("class"), printed[0].text_content()) == ("outdated", told)


@OUTDATED
def test_a_withdrawn_form_is_read_like_another(
    notices: tuple[Notice, ...], name: str, home: str, tmp_path: Path
) -> None:
    """The frame is ours: nothing of it is taken for what somebody wrote."""
    notice, wanted = withdrawn(notices, name, home)
    word, excel = tmp_path / "x.docx", tmp_path / "x.xlsx"
    found = []
    for given in (replace(notice, withdrawn=None), notice):
        word.write_bytes(word_form(given, wanted).content)
        excel.write_bytes(excel_form(given, wanted).content)
        read = [
            reader(SourceFile(path=path, name=path.name, notices=(notice,), schema=None))
            for reader, path in ((read_word, word), (read_excel, excel))
        ]
        found.append([(one.data, [item.message for item in one.notes]) for one in read])
    assert found[0] == found[1]


def test_the_code_at_the_foot_of_a_word_page_touches_no_table(
    notices: tuple[Notice, ...],
) -> None:
    with zipfile.ZipFile(
        io.BytesIO(word_form(notices[0], notices[0].forms[0], {}).content)
    ) as archive:
        foot = etree.fromstring(archive.read("word/footer1.xml"))
    assert [etree.QName(part).localname for part in foot] == ["p", "tbl", "p"]
