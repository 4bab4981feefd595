"""What every medium prints alike: the page that a table needs, the options of a list."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
import pytest

from shenbao.forms import layout
from shenbao.forms.view import Node, sections
from shenbao.forms.wording import Wording
from shenbao.media.pdf.write.document import pdf_form
from shenbao.media.word.write.document import word_form
from shenbao.media.word.write.xml import millimetres
from shenbao.policy.model import Form, Notice

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
