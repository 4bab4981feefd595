"""The PDF form: filled in by different programs, read back, printed; hostile files."""

from __future__ import annotations

import ctypes
import io
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageChops
from support import generated
from support.effort import share
from support.generated import generate
from support.programs import program

from shenbao.core import messages
from shenbao.core.errors import ShenbaoError
from shenbao.core.guards import confined
from shenbao.core.submission import Submission
from shenbao.media.pdf.read import file as pdf_file
from shenbao.media.pdf.read import printed as pdf_printed
from shenbao.media.pdf.read.file import read_pdf
from shenbao.media.pdf.write import font as pdf_font
from shenbao.media.pdf.write.document import pdf_form
from shenbao.media.reading.reader_findings import UnreadableError
from shenbao.media.reading.source import SourceFile
from shenbao.policy.form_identity import content_of, fingerprint
from shenbao.policy.model import FormOrTable, Notice
from shenbao.policy.names import resolve
from shenbao.reports.finding_text import message
from shenbao.validation import validate

P1 = "shenkang-2024/p1"
TITLE = "/basic/project_title"
BACKGROUND = "/plan/background"
RARE = "喆镕㛃多中心研究"

linux = pytest.mark.skipif(sys.platform != "linux", reason="the limit is one of Linux")

Read = Callable[..., Submission]
Change = Callable[[pikepdf.Pdf], None]


def of(notices: tuple[Notice, ...], ref: str) -> tuple[Notice, FormOrTable]:
    """Return a form and its notice."""
    home = resolve(notices, ref)
    assert home is not None
    return next(item for item in notices if item.id == home.notice), home


@pytest.fixture
def read(tmp_path: Path, notices: tuple[Notice, ...]) -> Read:
    """Read bytes as a PDF that was handed in."""

    def reader(content: bytes, *, schema: str | None = None, known: Any = None) -> Submission:
        file = tmp_path / "申请书.pdf"
        file.write_bytes(content)
        return read_pdf(
            SourceFile(path=file, name=file.name, notices=known or notices, schema=schema)
        )

    return reader


@pytest.fixture(scope="module")
def empty(notices: tuple[Notice, ...]) -> bytes:
    """The empty application form of P1."""
    return pdf_form(*of(notices, P1)).content


@pytest.fixture(scope="module")
def filled(notices: tuple[Notice, ...]) -> bytes:
    """The same form with a few values."""
    data = {"basic": {"project_title": RARE}, "partners": [{"unit": "示例医院甲"}]}
    return pdf_form(*of(notices, P1), data).content


def changed(content: bytes, change: Change) -> bytes:
    """Return a file after ``change``, as another program would save it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def fields(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Return the fields of a file by name."""
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def setting(**values: Any) -> Change:
    """Return a change that puts values into fields named without their slashes' group."""

    def change(pdf: pikepdf.Pdf) -> None:
        known = fields(pdf)
        for name, value in values.items():
            known["/" + name.replace("__", "/")].V = value

    return change


def rules(submission: Submission) -> list[str]:
    """Return the rules of everything that was told."""
    return [item.rule for item in (*submission.findings, *submission.notes)]


def refused(read: Read, content: bytes, **kwargs: Any) -> str:
    """Return the rule by which a file is refused."""
    with pytest.raises(UnreadableError) as error:
        read(content, **kwargs)
    return str(error.value.findings[0].rule)


# Round trips


def test_every_form_and_table_comes_back_as_it_was(
    any_notice: Notice, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All fields, long texts, rare characters; fewer rows than may be, for time."""
    monkeypatch.setattr(generated, "MOST_ROWS", 3)
    for home in share(any_notice.homes, 2):
        data = generate(any_notice, home, 7)
        back = read(pdf_form(any_notice, home, data).content, known=(any_notice,))
        assert content_of(home, back.data) == content_of(home, data), home.ref
        assert back.findings == (), home.ref
        assert fingerprint(home, back.data) == fingerprint(home, data)


@pytest.mark.parametrize("ref", ["songjiang-2024/cooperation", "mudan-2022/systems"])
def test_the_most_rows_come_back(notices: tuple[Notice, ...], read: Read, ref: str) -> None:
    notice, home = of(notices, ref)
    data = generate(notice, home, 3)
    assert len(data["rows"]) > 40
    back = read(pdf_form(notice, home, data).content)
    assert content_of(home, back.data) == content_of(home, data)


@pytest.mark.parametrize("ref", ["shenkang-2024/intake", "wenzhou-2023/indicators"])
def test_what_was_left_out_stays_out(notices: tuple[Notice, ...], read: Read, ref: str) -> None:
    notice, home = of(notices, ref)
    data = generate(notice, home, 4, rows="few")
    back = read(pdf_form(notice, home, data).content)
    assert content_of(home, back.data) == content_of(home, data)


def test_an_empty_form_holds_only_what_is_fixed(empty: bytes, read: Read) -> None:
    assert read(empty).data == {"basic": {"period_start": "2024-06-01", "period_end": "2027-05-31"}}
    assert rules(read(empty)) == []


def test_a_box_that_data_say_no_to_differs_from_one_nobody_looked_at(
    notices: tuple[Notice, ...], read: Read
) -> None:
    notice, home = of(notices, P1)
    said = {"leader": {"in_post": False}}
    assert read(pdf_form(notice, home, said).content).data["leader"] == {"in_post": False}


def test_the_same_data_give_the_same_bytes(notices: tuple[Notice, ...], filled: bytes) -> None:
    data = {"basic": {"project_title": RARE}, "partners": [{"unit": "示例医院甲"}]}
    assert pdf_form(*of(notices, P1), data).content == filled
    assert b"CreationDate" not in filled


def test_wrong_data_stay_visible(notices: tuple[Notice, ...], read: Read) -> None:
    """What fits no field is text in it; what has no place is listed at the end."""
    notice, home = of(notices, P1)
    data = {
        "basic": {"topic": "九", "funding": "三十", "gone": "没有位置"},
        "leader": {"in_post": "也许"},
        "other": 3,
    }
    content = pdf_form(notice, home, data).content
    back = read(content).data
    assert back["basic"]["topic"] == "九"
    assert back["basic"]["funding"] == "三十"
    assert back["leader"]["in_post"] == "也许"
    text = "".join(words(content))
    assert "没有位置" in text
    assert "/other：3" in text


# The file


def words(content: bytes) -> Iterator[str]:
    """Yield the text of each page, fields and all."""
    document = pypdfium2.PdfDocument(content)
    for page in document:
        yield page.get_textpage().get_text_bounded()
    document.close()


def test_parts_and_empty_fields_are_found_on_their_pages(
    read: Read, empty: bytes, notices: tuple[Notice, ...]
) -> None:
    """What the cover repeats stands in its part, too: there it is looked for."""
    submission = read(empty)
    pages = ["".join(page.split()) for page in words(empty)]
    _, home = of(notices, P1)
    for section in home.tops:
        sheet = submission.where(section.pointer).sheet
        assert sheet is not None, section.pointer
        assert "".join(section.title.split()) in pages[int(sheet.strip("第页")) - 1]
    assert submission.where("/unit/lead_unit").sheet == submission.where("/unit").sheet
    assert submission.where("/budget/lines").row is None
    found = [
        finding
        for finding in validate(list(notices), [submission]).findings
        if finding.where.pointer
    ]
    assert found
    assert [finding.rule for finding in found if finding.where.sheet is None] == []


def test_fields_say_where_they_belong_and_what_they_ask_for(empty: bytes) -> None:
    with pikepdf.open(io.BytesIO(empty)) as pdf:
        known = fields(pdf)
        title = known[TITLE]
        assert str(title.TU) == "项目名称"
        assert not int(title.Ff) & 2  # only custom asks for a title
        assert int(known["/unit/lead_unit"].Ff) & 2
        assert int(title.MaxLen) > 0
        assert len(title.Kids) == 2  # the cover and the section
        row = known["/partners/1/unit"]
        assert str(row.TU) == "第2行 合作单位：单位名称"
        assert not int(row.Ff) & 2
        assert int(known["/leader/title_level"].Ff) & (1 << 17)
        assert [str(text) for text in known["/partners/0/consent"].Opt] == ["是", "否"]
        assert int(known["/basic/period_start"].Ff) & 1
        assert bool(pdf.Root.AcroForm.NeedAppearances)
        assert "/Names" not in pdf.Root


def test_every_box_is_named_in_the_structure_in_reading_order(empty: bytes) -> None:
    with pikepdf.open(io.BytesIO(empty)) as pdf:
        widgets = [widget for page in pdf.pages for widget in page.obj.get("/Annots", ())]
        numbers = [int(widget.StructParent) for widget in widgets]
        assert numbers == sorted(numbers)
        assert all(page.obj.Tabs == "/S" for page in pdf.pages)
        pairs = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        tree = dict(zip(map(int, pairs[::2]), pairs[1::2], strict=True))
        for widget, number in zip(widgets, numbers, strict=True):
            assert tree[number].S == "/Form"
            assert tree[number].K[0].Obj.objgen == widget.objgen


def test_every_page_of_a_filled_copy_carries_the_fingerprint(
    notices: tuple[Notice, ...],
) -> None:
    notice, home = of(notices, P1)
    data = {"basic": {"project_title": RARE}}
    pages = list(words(pdf_form(notice, home, data, fillable=False).content))
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert fingerprint(home, data) in page
        assert f"第 {number} 页　共 {len(pages)} 页" in page
    assert RARE in pages[0]
    assert RARE in pages[2]


def test_of_a_printed_copy_only_the_fingerprint_is_read(
    notices: tuple[Notice, ...], copy: bytes, read: Read
) -> None:
    assert len(copy) < 1_000_000
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert "/AcroForm" not in pdf.Root
        pages = len(pdf.pages)
    back = read(copy)
    assert (back.data, rules(back)) == (None, ["document.pdf-printed"])
    (told,) = back.printed
    assert told.form == P1
    assert told.fingerprint == fingerprint(of(notices, P1)[1], PRINTED)
    assert told.pages == tuple(range(1, pages + 1))


PRINTED = {"basic": {"project_title": "1/2 与 abc/def"}}


@pytest.fixture(scope="module")
def copy(notices: tuple[Notice, ...]) -> bytes:
    """A copy to print; its text holds what looks like the name of a form."""
    return pdf_form(*of(notices, P1), PRINTED, fillable=False).content


@pytest.fixture(scope="module")
def scan(copy: bytes) -> bytes:
    """The first pages of the copy as pictures, as a scanner makes them."""
    document = pypdfium2.PdfDocument(copy)
    pages = [document[number].render(scale=150 / 72).to_pil().convert("L") for number in range(2)]
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return stream.getvalue()


def test_of_a_scan_the_code_is_read(copy: bytes, scan: bytes, read: Read) -> None:
    (paper,), (told,) = read(copy).printed, read(scan).printed
    assert (told.form, told.fingerprint, told.pages) == (P1, paper.fingerprint, (1, 2))


def test_paper_and_file_are_held_against_each_other(
    notices: tuple[Notice, ...], scan: bytes, read: Read
) -> None:
    paper = read(scan)
    same = Submission(file="同.json", data=PRINTED, schema=P1)
    other = Submission(file="异.json", data={"basic": {"project_title": "另一份"}}, schema=P1)

    def told(*beside: Submission) -> dict[str, str]:
        report = validate(notices, [paper, *beside])
        every = (*report.findings, *report.notes)
        return {item.rule: item.severity for item in every if item.rule.startswith("printed.")}

    assert told(same) == {"printed.agrees": "info"}
    assert told(other, same) == {"printed.agrees": "info"}
    assert told(other) == {"printed.differs": "review"}
    assert told() == {"printed.alone": "error"}


def test_a_form_changed_after_it_was_made_carries_an_old_fingerprint(
    notices: tuple[Notice, ...], filled: bytes, read: Read
) -> None:
    def stale(back: Submission) -> list[str]:
        report = validate(notices, [back])
        return [item.args["own"] for item in report.notes if item.rule == "printed.stale"]

    again = pdf_form(*of(notices, P1), read(filled).data).content
    assert stale(read(again)) == []
    back = read(changed(again, setting(basic__project_title="改过")))
    assert stale(back) == [fingerprint(of(notices, P1)[1], back.data)]


def test_without_the_libraries_a_copy_is_refused_and_the_extra_named(
    copy: bytes, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (pdf_printed, pdf_file):
        monkeypatch.setattr(module, "is_ready", lambda: False)
    with pytest.raises(UnreadableError) as error:
        read(copy)
    (told,) = error.value.findings
    assert told.rule == "document.pdf-static"
    assert "shenbao[scan]" in message(told, "zh-CN")


def test_a_long_choice_in_a_narrow_column_wraps(notices: tuple[Notice, ...]) -> None:
    """A viewer has one line for a choice; what is filled in stands on several, to be read."""
    notice, home = of(notices, "shenkang-2024/summary")
    content = pdf_form(notice, home, {"rows": [{"track": "p1"}]}).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        field = fields(pdf)["/rows/0/track"]
        drawn = field.AP.N.read_bytes().decode("ascii")
    assert drawn.count(" Tj") > 1
    size = float(drawn.partition(" Tf")[0].rpartition(" ")[2])
    assert size >= 7


def test_markup_in_data_stays_text(notices: tuple[Notice, ...]) -> None:
    """Nothing of the data becomes part of the page, and nothing is fetched."""
    hostile = '</article><img src="file:///etc/passwd"><style>@import "http://a.invalid"</style>'
    data = {"basic": {"project_title": hostile}}
    content = pdf_form(*of(notices, P1), data, fillable=False).content
    assert "</article><img" in "".join(words(content)).replace("\r\n", "")


# Fonts


def test_the_font_has_every_standard_character() -> None:
    font = pdf_font.font()
    table = {mark for mark in pdf_font.typed() if "\u3400" <= mark <= "\u9fff" or mark > "\uffff"}
    assert len(table) >= 8105
    assert [mark for mark in table if mark not in font.numbers] == []
    assert {"喆", "镕", "㛃"} <= table


def test_rare_characters_of_the_data_are_added(notices: tuple[Notice, ...]) -> None:
    assert "𠮷" not in pdf_font.font().numbers
    assert "𠮷" in pdf_font.font("𠮷").numbers
    content = pdf_form(*of(notices, P1), {"basic": {"project_title": "𠮷\U00030000"}}).content
    text = "".join(words(content))
    assert "U+30000" in text  # told, since the font does not have it
    assert "U+20BB7" not in text


def test_a_machine_without_a_chinese_font_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_font, "_FOLDERS", ())
    caches = (pdf_font._cut, pdf_font._known, pdf_font._face)
    for cache in caches:
        cache.cache_clear()
    with pytest.raises(ShenbaoError, match="fonts-noto-cjk"):
        pdf_font.font()
    for cache in caches:
        cache.cache_clear()


def test_lines_break_at_words_and_never_lose_a_character() -> None:
    font = pdf_font.font()
    text = "中文 and English words，" * 9 + "x" * 80
    lines = font.lines(text, 10, 100)
    assert "".join(lines) == text
    assert all(font.width(line.rstrip(), 10) <= 100 for line in lines)


# Filled in by other programs, shown by other programs

TYPED = {TITLE: RARE, "/partners/0/unit": "示例医院甲"}


def by_pypdf(empty: bytes) -> bytes:
    """Fill in with pypdf."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(empty))
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, {**TYPED, "/leader/in_post": "/Yes"})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def by_pikepdf(empty: bytes) -> bytes:
    """Fill in the bare values, as a script would."""

    def change(pdf: pikepdf.Pdf) -> None:
        known = fields(pdf)
        for name, text in TYPED.items():
            known[name].V = pikepdf.String(text)
        known["/leader/in_post"].V = pikepdf.Name.Yes

    return changed(empty, change)


def by_pdfium(empty: bytes) -> bytes:
    """Click and type, as in Chrome and Edge."""
    boxes = places(empty)
    document = pypdfium2.PdfDocument(empty)
    document.init_forms()
    for name, text in TYPED.items():
        buffer = ctypes.create_string_buffer((text + "\0").encode("utf-16-le"))
        page, typed = click(document, boxes[name][-1])
        pdfium.FORM_ReplaceSelection(
            typed, page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        )
        pdfium.FORM_ForceToKillFocus(typed)
    click(document, boxes["/leader/in_post"][0])
    stream = io.BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


def click(document: Any, box: tuple[int, tuple[float, ...]]) -> tuple[Any, Any]:
    """Click into the middle of a box; return page and form for what is typed next."""
    number, (left, bottom, right, top) = box
    page, typed = document[number], document.formenv
    across, up = (left + right) / 2, (bottom + top) / 2
    pdfium.FORM_OnMouseMove(typed, page, 0, across, up)
    pdfium.FORM_OnLButtonDown(typed, page, 0, across, up)
    pdfium.FORM_OnLButtonUp(typed, page, 0, across, up)
    return page, typed


def places(content: bytes) -> Mapping[str, list[tuple[int, tuple[float, ...]]]]:
    """Return page and rectangle of the boxes of each field."""
    found: dict[str, list[tuple[int, tuple[float, ...]]]] = {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages):
            for widget in page.obj.get("/Annots", ()):
                name = str(widget.get("/T") or widget.Parent.T)
                corners = tuple(float(value) for value in widget.Rect)
                found.setdefault(name, []).append((number, corners))
    return found


def shown_by_pdfium(content: bytes, number: int) -> Image.Image:
    """Return a page as PDFium shows it."""
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    image: Image.Image = document[number].render(scale=1).to_pil().convert("L")
    document.close()
    return image


def shown_by_poppler(content: bytes, number: int) -> Image.Image:
    """Return a page as poppler shows it."""
    page = str(number + 1)
    done = subprocess.run(
        [program("pdftoppm"), "-r", "72", "-f", page, "-l", page, "-gray", "-"],
        input=content,
        capture_output=True,
        check=True,
    )
    return Image.open(io.BytesIO(done.stdout)).convert("L")


@pytest.mark.parametrize("fill", [by_pypdf, by_pikepdf, by_pdfium])
def test_other_programs_fill_it_in(
    fill: Callable[[bytes], bytes], empty: bytes, read: Read
) -> None:
    """The values come back, and both renderers show ink where they were typed."""
    content = fill(empty)
    back = read(content)
    assert back.data["basic"]["project_title"] == RARE
    assert back.data["partners"] == [{"unit": "示例医院甲"}]
    assert back.data["leader"]["in_post"] is True
    assert back.findings == ()
    for show in (shown_by_pdfium, shown_by_poppler):
        number, corners = places(empty)[TITLE][-1]
        assert ink(show(content, number), show(empty, number), corners), show.__name__


def test_what_is_filled_in_beforehand_is_shown_by_every_renderer(
    filled: bytes, empty: bytes
) -> None:
    for show in (shown_by_pdfium, shown_by_poppler):
        for name in TYPED:
            number, corners = places(filled)[name][-1]
            assert ink(show(filled, number), show(empty, number), corners), (show.__name__, name)


def ink(page: Image.Image, before: Image.Image, corners: tuple[float, ...]) -> bool:
    """Say whether a page differs from the empty one inside a box."""
    left, bottom, right, top = corners
    box = (int(left) + 2, int(page.height - top) + 2, int(right) - 2, int(page.height - bottom) - 2)
    there = ImageChops.difference(page.crop(box), before.crop(box))
    return sum(there.histogram()[64:]) > 40


# Reading


def test_what_people_type_is_read_tolerantly_and_told(empty: bytes, read: Read) -> None:
    back = read(
        changed(
            empty,
            setting(basic__funding=pikepdf.String("３０．５"), leader__phone=pikepdf.String(" 1 ")),
        )
    )
    assert back.data["basic"]["funding"] == 30.5
    assert back.data["leader"]["phone"] == "1"
    assert rules(back) == ["csv.number-normalised"]
    where = back.where("/basic/funding")
    assert (where.sheet, where.column) == ("第3页", "申请经费")


def test_rows_keep_their_order_and_blank_ones_fall_away(empty: bytes, read: Read) -> None:
    change = setting(partners__4__unit=pikepdf.String("乙"), partners__1__unit=pikepdf.String("甲"))
    back = read(changed(empty, change))
    assert [row["unit"] for row in back.data["partners"]] == ["甲", "乙"]
    assert back.where("/partners/1/unit").row == 5


def test_a_lost_field_is_told_by_its_label(empty: bytes, read: Read) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        gone = fields(pdf)[TITLE]
        kept = [field for field in pdf.Root.AcroForm.Fields if field.objgen != gone.objgen]
        pdf.Root.AcroForm.Fields = pikepdf.Array(kept)
        boxes = {box.objgen for box in gone.Kids}
        for page in pdf.pages:
            left = [box for box in page.obj.get("/Annots", ()) if box.objgen not in boxes]
            page.obj.Annots = pikepdf.Array(left)

    back = read(changed(empty, change))
    assert rules(back) == ["document.control-missing"]
    assert back.findings[0].where.label == "项目名称"


def test_two_values_of_a_field_are_a_conflict(filled: bytes, read: Read) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        fields(pdf)[TITLE].Kids[0].V = pikepdf.String("另一个名称")

    back = read(changed(filled, change))
    assert back.data["basic"]["project_title"] == RARE
    assert rules(back) == ["document.pdf-twice"]
    assert back.findings[0].found == "另一个名称"


def test_a_form_of_another_edition_is_read_and_told(filled: bytes, read: Read) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/shenbao-digest"] = "0"
        pdf.docinfo["/shenbao-edition"] = "2023.1"
        gone = pdf.make_indirect(
            pikepdf.Dictionary(
                T=pikepdf.String("/basic/gone"), FT=pikepdf.Name.Tx, V=pikepdf.String("旧内容")
            )
        )
        pdf.Root.AcroForm.Fields.append(gone)

    back = read(changed(filled, change))
    assert back.data["basic"]["project_title"] == RARE
    assert sorted(rules(back)) == ["document.other-version", "document.unknown-place"]


def test_the_form_is_known_by_its_metadata_where_the_information_is_lost(
    filled: bytes, read: Read
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.trailer["/Info"]

    assert read(changed(filled, change)).schema == P1


def test_a_form_that_lost_its_mark_is_known_by_its_fields_or_named(
    filled: bytes, read: Read
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.trailer["/Info"]
        del pdf.Root["/Metadata"]

    def lose(pdf: pikepdf.Pdf) -> None:
        change(pdf)
        del pdf.Root.AcroForm.Fields[0]
        for page in pdf.pages:
            page.Annots = pikepdf.Array()

    back = read(changed(filled, change))
    assert back.data["basic"]["project_title"] == RARE
    assert "document.pdf-by-fields" in rules(back)
    less = changed(filled, lose)
    assert refused(read, less) == "document.not-ours"
    assert read(less, schema=P1).schema == P1


def test_text_in_a_wrong_encoding_is_read_and_told(empty: bytes, read: Read) -> None:
    back = read(changed(empty, setting(basic__project_title=pikepdf.String("名称".encode()))))
    assert back.data["basic"]["project_title"] == "名称"
    assert rules(back) == ["document.pdf-encoding"]


def test_letters_that_a_program_damaged_are_pointed_out(empty: bytes, read: Read) -> None:
    """PDFium keeps half of 𠮷 when it is typed: U+20BB7 becomes U+0BB7."""
    back = read(changed(empty, setting(leader__name=pikepdf.String("\u0bb7三"))))
    assert rules(back) == ["document.pdf-odd-letters"]
    assert back.findings[0].severity == "review"


def test_a_value_that_is_no_text_is_told(empty: bytes, read: Read) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        fields(pdf)[TITLE].V = pdf.make_stream(b"text")

    back = read(changed(empty, change))
    assert "project_title" not in back.data["basic"]
    assert rules(back) == ["document.pdf-not-text"]


def test_scripts_and_attachments_are_left_alone(filled: bytes, read: Read) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")
        pdf.attachments["x.exe"] = b"MZ"

    back = read(changed(filled, change))
    assert back.data["basic"]["project_title"] == RARE
    assert rules(back) == [
        "document.pdf-xfa",
        "document.pdf-script",
        "document.pdf-attachments",
    ]


# Files that cannot be read


def test_files_from_elsewhere_are_refused(filled: bytes, read: Read) -> None:
    scan = pikepdf.new()
    scan.add_blank_page()
    stream = io.BytesIO()
    scan.save(stream)
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="x", owner="y"))
    assert refused(read, b"PK\x03\x04 not a PDF") == "document.pdf-not-pdf"
    assert refused(read, stream.getvalue()) == "document.pdf-no-fields"
    assert refused(read, locked.getvalue()) == "document.encrypted"
    assert refused(read, b"%PDF-1.7\n" + b"garbage " * 99) == "document.damaged"


def test_a_change_saved_at_the_end_of_a_file_is_no_damage(filled: bytes, read: Read) -> None:
    """Other programs append what has changed; the wrong size of its table hurts nobody."""
    writer = pypdf.PdfWriter(io.BytesIO(filled), incremental=True)
    known = {
        str(item.get_object()["/T"]): item for item in writer.root_object["/AcroForm"]["/Fields"]
    }
    known["/partners/0/unit"].get_object()[pypdf.generic.NameObject("/V")] = (
        pypdf.generic.TextStringObject("示例医院乙")
    )
    stream = io.BytesIO()
    writer.write(stream)
    saved = stream.getvalue()
    assert saved.startswith(filled)
    back = read(saved)
    assert back.data["partners"][0]["unit"] == "示例医院乙"
    assert rules(back) == []
    assert rules(read(saved + b"\n\n")) == []


def test_a_change_whose_saving_stopped_is_looked_at_by_a_person(filled: bytes, read: Read) -> None:
    """Readers take the last whole state, so that what was typed last is silently gone."""
    back = read(filled + b"\n9 0 obj\n<< /FT /Tx /T (x) /V (y) >>\nendobj\n")
    assert back.data["basic"]["project_title"] == RARE
    assert reviews(back) == ["document.pdf-cut-off"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda pdf: pdf.pages.__delitem__(1), {"document.pdf-pages-missing": "2"}),
        (lambda pdf: pdf.pages.append(pdf.pages[0]), {"document.pdf-pages-twice": "1"}),
        (lambda pdf: pdf.add_blank_page(), {}),
        (lambda pdf: pdf.pages.reverse(), {}),
    ],
    ids=["a page is gone", "a page comes twice", "a page is added", "another order"],
)
def test_pages_that_are_gone_or_come_twice_are_looked_at_by_a_person(
    change: Change, found: dict[str, str], filled: bytes, read: Read
) -> None:
    back = read(changed(filled, change))
    about = [item for item in back.findings if ".pdf-pages-" in item.rule]
    assert {item.rule: messages.words(item.args["pages"]) for item in about} == found
    assert {item.severity for item in back.findings} <= {"review"}
    assert bool(found) == bool(back.findings)


def test_pages_without_our_mark_are_not_counted(filled: bytes, read: Read) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            del page.obj.PieceInfo

    assert rules(read(changed(filled, change))) == []


@pytest.mark.parametrize("told", ["x", -1, 0, 10**12, {}, None])
def test_a_page_may_say_anything_of_itself(told: Any, filled: bytes, read: Read) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            piece = page.obj.PieceInfo["/shenbao"]
            piece.Private = pikepdf.Dictionary(
                {} if told is None else {"/Page": told, "/Pages": told}
            )

    assert rules(read(changed(filled, change))) == []


def test_text_that_is_shown_without_a_value_is_looked_at_by_a_person(
    filled: bytes, read: Read
) -> None:
    """The paper shows what the file does not say: a value lost in repair, or text drawn over."""

    def change(pdf: pikepdf.Pdf) -> None:
        del fields(pdf)["/partners/0/unit"].V

    back = read(changed(filled, change))
    assert "partners" not in back.data
    assert reviews(back) == ["document.pdf-shown-only"]
    assert back.findings[0].where.pointer == "/partners/0/unit"


def test_fields_drawn_onto_the_page_are_looked_at_by_a_person(filled: bytes, read: Read) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        gone = fields(pdf)["/partners/0/unit"]
        kept = [field for field in pdf.Root.AcroForm.Fields if field.objgen != gone.objgen]
        pdf.Root.AcroForm.Fields = pikepdf.Array(kept)
        for page in pdf.pages:
            left = [box for box in page.obj.get("/Annots", ()) if box.objgen != gone.objgen]
            page.obj.Annots = pikepdf.Array(left)

    assert reviews(read(changed(filled, change))) == ["document.control-missing"]


def test_a_form_that_nobody_knows_is_refused(filled: bytes, read: Read) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/shenbao-form"] = "gone-1999/x"

    assert refused(read, changed(filled, change)) == "document.unknown-form"


def reviews(submission: Submission) -> list[str]:
    """Return the rules of what a person has to look at."""
    return [item.rule for item in submission.findings if item.severity == "review"]


def test_a_value_changed_in_packed_objects_is_looked_at_by_a_person(
    filled: bytes, read: Read
) -> None:
    """The library takes what comes out of a stream though its checksum is wrong."""
    wrong = bytearray(filled)
    ends = [
        found.end() + len(packed.split(b"endstream", 1)[0].rstrip(b"\r\n")) - 1
        for found in re.finditer(rb"/ObjStm[^>]*>>\s*stream\r?\n", filled)
        for packed in (filled[found.end() :],)
    ]
    assert ends
    for end in ends:
        wrong[end] ^= 1
    found = read(bytes(wrong))
    assert found.data == read(filled).data
    assert reviews(found) == ["document.pdf-repaired"]


def test_a_damaged_file_is_looked_at_by_a_person_or_refused(filled: bytes, read: Read) -> None:
    start = filled.rindex(b"startxref")
    assert reviews(read(filled[:start] + b"startxref\n7\n%%EOF")) == ["document.pdf-repaired"]
    for size in range(0, start, start // 5):
        assert refused(read, b"%PDF-1.7\n" + filled[:size]) in (
            "document.damaged",
            "document.pdf-no-fields",
        )


def nested(pdf: pikepdf.Pdf) -> None:
    """Put a field below a field below a field …"""
    here = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("x"), FT=pikepdf.Name.Tx))
    for _ in range(99):
        outer = pikepdf.Dictionary(T=pikepdf.String("x"), Kids=pikepdf.Array([here]))
        here = pdf.make_indirect(outer)
    pdf.Root.AcroForm.Fields.append(here)


def many(pdf: pikepdf.Pdf) -> None:
    """Put the same fields in more often than any form has them."""
    field = pikepdf.Dictionary(T=pikepdf.String("x"), FT=pikepdf.Name.Tx)
    pdf.Root.AcroForm.Fields.extend([field] * 51_000)


def endless(pdf: pikepdf.Pdf) -> None:
    """Put in a value as long as a book."""
    fields(pdf)[TITLE].V = pikepdf.String("长" * 1_000_001)


@pytest.mark.parametrize("change", [nested, many, endless])
def test_a_file_built_to_exhaust_is_refused(change: Change, filled: bytes, read: Read) -> None:
    assert refused(read, changed(filled, change)) == "document.pdf-too-much"


def test_fields_in_a_circle_are_met_once(filled: bytes, read: Read) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        one = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("/a")))
        other = pdf.make_indirect(
            pikepdf.Dictionary(T=pikepdf.String("/b"), Kids=pikepdf.Array([one]))
        )
        one.Kids = pikepdf.Array([other])
        pdf.Root.AcroForm.Fields.append(one)

    assert read(changed(filled, change)).data["basic"]["project_title"] == RARE


def test_a_packed_part_that_fills_the_memory_is_not_unpacked(read: Read) -> None:
    """A file of 300 KB whose object stream unpacks to 300 MB: the limit stops it."""
    inside = b"10 0 <</Fields[]>>" + b" " * 300_000_000
    packed = zlib.compress(inside, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm 10 0 R>>",
        b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        b"<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
        % (len(packed), packed),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ]
    file = b"%PDF-1.5\n"
    table = bytearray(7)
    for number, part in enumerate(parts, 1):
        table += b"\x01" + len(file).to_bytes(4, "big") + b"\0\0"
        file += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table += b"\x01" + len(file).to_bytes(4, "big") + b"\0\0" + bytes(7 * 4)
    table += b"\x02" + (3).to_bytes(4, "big") + b"\0\0"
    end = len(file)
    file += (
        b"5 0 obj\n<</Type/XRef/Size 11/W[1 4 2]/Root 1 0 R/Length %d>>stream\n%s\nendstream"
        % (
            len(table),
            bytes(table),
        )
    )
    file += b"\nendobj\nstartxref\n%d\n%%%%EOF" % end
    assert len(file) < 400_000
    before = pikepdf.settings.get_qpdf_limits()
    assert refused(read, file) == "document.too-much"
    assert pikepdf.settings.get_qpdf_limits() == before


def one_page(content: bytes, resources: bytes = b"", *, form: bytes = b"") -> bytes:
    """A file of one page whose content is packed; ``form`` holds more of the catalogue."""
    packed = zlib.compress(content, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R %s>>" % form,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>"
        % resources,
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    file, table = b"%PDF-1.5\n", b"0000000000 65535 f \n"
    for number, part in enumerate(parts, 1):
        table += b"%010d 00000 n \n" % len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    return file + b"xref\n0 5\n%strailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(file),
    )


@linux
def test_a_page_that_unpacks_to_fill_the_memory_is_told(read: Read) -> None:
    """Less than half a megabyte that unpacks to 400: the process that looks at it is stopped."""
    assert refused(read, one_page(b" " * 400_000_000)) == "document.pdf-pages-unseen"


def test_a_picture_too_large_to_be_drawn_is_told(read: Read) -> None:
    """The library would leave it out, and the page would look blank."""
    pdf, stream = pikepdf.new(), io.BytesIO()
    page = pdf.add_blank_page()
    page.Resources.XObject = pikepdf.Dictionary(
        A=pikepdf.Stream(
            pdf,
            b"",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=30_000,
            Height=30_000,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceGray,
        )
    )
    page.Contents = pikepdf.Stream(pdf, b"q 595 0 0 842 0 0 cm /A Do Q")
    pdf.save(stream)
    assert refused(read, stream.getvalue()) == "document.pdf-pages-unseen"


def test_a_page_drawn_without_end_is_told(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_printed, "MOST_SECONDS", 2.0)
    drawn = one_page(b"1 1 l\n" * 20_000_000)
    assert refused(read, drawn) == "document.pdf-pages-unseen"


def test_a_page_too_narrow_for_a_code_has_none(read: Read) -> None:
    narrow = one_page(b"1 1 9 9 re f").replace(b"[0 0 595 842]", b"[0 0 1 100000000]")
    assert refused(read, narrow) == "document.pdf-no-fields"


@linux
def test_fields_that_fill_the_memory_are_not_read(read: Read) -> None:
    """Outside of every stream, where no limit of the library holds."""
    fields = b"/AcroForm<</Fields[%s]>>" % (b"<<>>" * 3_000_000)
    assert refused(read, one_page(b"", form=fields)) == "document.pdf-too-much"


@linux
def test_fields_packed_behind_a_password_are_not_read_either(read: Read) -> None:
    """Nobody but the library can see how much they are; no password is asked to open it."""
    pdf, stream = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    fields: list[Any] = []
    for _ in range(4):
        fields.append(pdf.make_indirect(pikepdf.Object.parse(b"[" + b"0 " * 1_500_000 + b"]")))
        fields += [pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("a"))) for _ in range(99)]
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
    pdf.save(
        stream,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        encryption=pikepdf.Encryption(owner="x", user="", R=6),
    )
    assert refused(read, stream.getvalue()) == "document.pdf-too-much"


def test_a_form_locked_against_changes_is_read(filled: bytes, read: Read) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="x", user="", R=6))
    assert read(stream.getvalue()).data == read(filled).data


def test_what_was_said_before_the_time_was_over_is_kept(
    copy: bytes, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: str, seconds: float) -> confined.Said:
        assert seconds > 0
        line = '{"page": 1, "names": ["shenkang-2024/p1"], "mark": "AAAA-BBBB-CCCC-DDDD"}'
        return confined.Said(lines=(line,), whole=False)

    monkeypatch.setattr(confined, "run", stopped)
    back = read(copy)
    assert [item.fingerprint for item in back.printed] == ["AAAA-BBBB-CCCC-DDDD"]
    assert [item.rule for item in back.findings] == ["document.pdf-pages-unseen"]


def test_no_file_of_the_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that the command is run in may hold anybody's files."""
    (tmp_path / "json.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert confined.run("shenbao", "--version", seconds=60).whole


def test_a_process_of_its_own_finds_this_program_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """First on its path is the folder from which the program that started it was imported."""
    paths: list[str] = []

    def started(*_: Any, env: dict[str, str], **__: Any) -> subprocess.CompletedProcess[bytes]:
        paths.extend(env["PYTHONPATH"].split(os.pathsep))
        return subprocess.CompletedProcess((), 0, stdout=b"")

    monkeypatch.setenv("PYTHONPATH", "somewhere-else")
    monkeypatch.setattr(subprocess, "run", started)
    confined.run("shenbao", seconds=1)
    assert Path(paths[0], "shenbao", "core", "guards", "confined.py").samefile(confined.__file__)
    assert paths[1:] == ["somewhere-else"]
