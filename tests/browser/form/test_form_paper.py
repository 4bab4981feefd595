"""The form on paper: the same blocks as in the other media, pages as Chromium prints them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser.form.test_form import FILLED, fill
from browser.visiting import Visit, clear, paper_of
from support.effort import share
from support.generated import generate

from shenbao.forms.layout import Block, Heading, Long, Pairs, Rows, blocks
from shenbao.forms.view import Node, sections
from shenbao.policy.form_identity import fingerprint
from shenbao.policy.model import Form, FormOrTable, Notice, Table

if TYPE_CHECKING:
    from playwright.sync_api import Page

MILLIMETRE = 72 / 25.4
A4, A3 = (210.0, 297.0), (297.0, 420.0)


def test_paper_has_the_blocks_of_every_medium(visit: Visit, every_notice: Notice) -> None:
    """Section by section stand the titles and labels that Word, Excel and PDF have, in order."""
    notice = every_notice
    for home in share(notice.homes, 3):
        page = visit.open(notice, home)
        form = home.as_form() if isinstance(home, Table) else home
        assert isinstance(form, Form)
        text = " ".join(paper_of(page).split())
        place = 0
        for title in titles(notice, form, whole=home.is_table):
            found = text.find(" ".join(title.split()), place)
            assert found >= 0, (home.ref, title)
            place = found
        page.close()


def titles(notice: Notice, form: Form, *, whole: bool) -> Iterator[str]:
    """Yield what stands on paper from the sections to the seals."""
    for section in sections(notice, form):
        if not whole:
            yield section.title
        for block in blocks(section):
            yield from of_block(block)
    yield "签字和盖章"
    yield "签章栏为通行格式"
    yield "项目负责人：" if form.purpose == "application" else "填报人："
    yield "签字（盖章）"


def of_block(block: Block) -> Iterator[str]:
    """Yield the labels of a block."""
    if isinstance(block, Pairs):
        for line in block.lines:
            yield from (node.title for node in line)
    elif isinstance(block, Long):
        yield block.node.title
    elif isinstance(block, Rows):
        yield from ungrouped(block)
    else:
        assert isinstance(block, Heading)
        yield block.node.title
        for inner in block.blocks:
            yield from of_block(inner)


def ungrouped(block: Rows) -> Iterator[str]:
    """Yield the titles of columns, as far as groups leave them in their order."""
    nodes: list[Node] = [column.node for column in block.columns if not column.groups]
    yield from (node.title for node in nodes)


def test_paper_of_a_filled_form(visit: Visit, demo: Notice) -> None:
    """On paper stand labels and values, and what does not apply says so; buttons do not print."""
    page = visit.open(demo, demo.forms[0])
    fill(page)
    page.get_by_label("①专题甲").check()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    paper = page.locator("body").inner_text()
    assert "示例项目" in paper
    assert "☑①专题甲 ☐②专题乙" in paper
    assert "示例，非官方模板" in paper
    assert "按所填内容不适用" in paper
    assert "示例医院乙" not in paper
    assert "保存为文件" not in paper


def test_an_empty_form_is_for_filling_in_by_hand(visit: Visit, demo: Notice) -> None:
    """Empty, every part is printed, with boxes to tick and lines for rows, and no fingerprint."""
    page = visit.open(demo, demo.forms[0])
    paper = paper_of(page)
    assert "指纹在填写后生成" in paper
    assert "合作单位" in paper
    assert "☐①专题甲 ☐②专题乙" in paper
    assert page.locator("#paper .off").count() == 0
    assert page.locator("#paper [data-sheet='/partners'] > tr").count() > 1


def test_printing_twice_prints_what_is_there_now(visit: Visit, demo: Notice) -> None:
    """A value that was taken away again is not on the second print."""
    page = visit.open(demo, demo.forms[0])
    visit.take(page, FILLED)
    assert "示例医院丙" in paper_of(page)
    visit.take(page, {**FILLED, "partners": [{"unit": "示例医院丁"}]})
    again = paper_of(page)
    assert "示例医院丁" in again
    assert "示例医院丙" not in again
    clear(page)
    assert "示例医院丁" not in paper_of(page)


@pytest.mark.parametrize("ref", ["shenkang-2024/p4", "mudan-2022/plan", "wenzhou-2023/indicators"])
def test_pages(visit: Visit, notices: tuple[Notice, ...], ref: str, tmp_path: Path) -> None:
    """A4, bound at the left of both sides, and every page has its number and the fingerprint."""
    notice, home = next(
        (notice, home) for notice in notices for home in notice.homes if home.ref == ref
    )
    data = generate(notice, home, 1, rows="few")
    page = visit.open(notice, home, data)
    shown = page.locator("#fingerprint").inner_text()
    pages = printed(page, tmp_path)
    assert shown == fingerprint(home, visit.save(page) | {"$schema": None})
    for number, sheet in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in sheet["text"]
        assert shown in sheet["text"]
        assert f"{ref}{notice.edition.version}版" in sheet["text"]
        size = A3 if most_columns(notice, home) > 13 else A4
        assert sorted(sheet["size"]) == pytest.approx(size, abs=0.5)
        if sheet["size"][0] < sheet["size"][1]:
            assert (sheet["left"] > 29.5) is bool(number % 2), number
    across = [sheet for sheet in pages if sheet["size"][0] > sheet["size"][1]]
    assert bool(across) is (most_columns(notice, home) > 7)


def most_columns(notice: Notice, home: FormOrTable) -> int:
    """Return how many columns the widest table of a form has."""
    form = home.as_form() if isinstance(home, Table) else home
    assert isinstance(form, Form)
    found = [block for section in sections(notice, form) for block in blocks(section)]
    return max((len(block.columns) for block in found if isinstance(block, Rows)), default=0)


def printed(page: Page, folder: Path) -> list[dict[str, Any]]:
    """Print to PDF and return what stands on each page, its size, and where its left edge is."""
    import pypdfium2

    file = folder / "print.pdf"
    page.pdf(path=str(file), prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(file)
    sheets = []
    for sheet in document:
        text = sheet.get_textpage()
        count = text.count_chars()
        edges = [text.get_charbox(number)[0] for number in range(count)]
        sheets.append(
            {
                "text": "".join(text.get_text_range().split()),
                "size": tuple(side / MILLIMETRE for side in sheet.get_size()),
                "left": min(edges, default=0.0) / MILLIMETRE,
            }
        )
    document.close()
    return sheets
