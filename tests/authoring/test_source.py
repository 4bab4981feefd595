"""Any file that a notice comes in gives its lines, or is refused in words; nothing is made up."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image
from support.effort import share

from shenbao.app.notices.new.notice import read
from shenbao.authoring.source.clauses import split
from shenbao.authoring.source.lines import SourceText
from shenbao.authoring.source.text import read_source
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import LANGUAGES, words

TEXT = (Path(__file__).parent / "fixtures" / "call.txt").read_text("utf-8")
LINES = [line.strip() for line in TEXT.splitlines() if line.strip()]


def numbers(source: SourceText) -> list[str]:
    return [clause.number for clause in split(source).clauses]


WANTED = numbers(SourceText(lines=tuple(TEXT.splitlines())))


def refused(file: Path, **how: bool) -> str:
    """Return what is said of a file that is refused; the words are there in both languages."""
    with pytest.raises(ShenbaoError) as caught:
        read(file, **how)
    said = [caught.value.text(language) for language in LANGUAGES]
    assert file.name in said[0]
    assert file.name in said[1]
    return said[0]


def told(source: SourceText) -> list[str]:
    return [words(item) for item in source.remarks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_text_in_every_encoding_that_office_programs_write(
    encoding: str, end: str, tmp_path: Path
) -> None:
    file = tmp_path / "notice.txt"
    file.write_bytes(TEXT.replace("\n", end).encode(encoding))
    source = read_source(file)
    assert numbers(source) == WANTED
    assert source.content.decode("utf-8").splitlines() == [
        line.rstrip() for line in TEXT.splitlines()
    ]


def word(tmp_path: Path, make: Callable[[Any], None]) -> Path:
    document = docx.Document()
    make(document)
    file = tmp_path / "notice.docx"
    document.save(str(file))
    return file


def paragraphs(document: Any) -> None:
    for line in LINES:
        cells = line.split("\t")
        if len(cells) == 1:
            document.add_paragraph(line)
            continue
        table = document.tables[-1] if document.tables else document.add_table(rows=0, cols=2)
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text


def test_a_word_file(tmp_path: Path) -> None:
    assert numbers(read_source(word(tmp_path, paragraphs))) == WANTED


def tracked(document: Any) -> None:
    """A paragraph in which 三 became 五, one that was deleted, and a struck word."""
    document.add_paragraph("一、范围")
    line = document.add_paragraph("（一）每家单位限报")
    for tag, kind, text in (("w:del", "w:delText", "三项"), ("w:ins", "w:t", "5项")):
        change = OxmlElement(tag)
        change.set(qn("w:id"), "1")
        change.set(qn("w:author"), "x")
        run = OxmlElement("w:r")
        part = OxmlElement(kind)
        part.text = text
        run.append(part)
        change.append(run)
        line._p.append(change)
    line.add_run("。")
    struck = document.add_paragraph("（二）")
    struck.add_run("作废的话").font.strike = True
    struck.add_run("有效的话。")


def test_tracked_changes_are_read_as_accepted_and_told(tmp_path: Path) -> None:
    source = read_source(word(tmp_path, tracked))
    assert "（一）每家单位限报5项。" in source.lines
    assert "（二）有效的话。" in source.lines
    assert not any("三项" in line or "作废" in line for line in source.lines)
    assert any("修订" in text for text in told(source))
    assert any("划掉" in text for text in told(source))


def test_a_notice_inside_of_a_table_that_lays_it_out(tmp_path: Path) -> None:
    def make(document: Any) -> None:
        cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
        cell.text = "一、范围"
        cell.add_paragraph("（一）甲甲。")

    assert numbers(read_source(word(tmp_path, make))) == ["一、（一）"]


def test_only_a_table_is_one_clause_of_rows(tmp_path: Path) -> None:
    def make(document: Any) -> None:
        table = document.add_table(rows=2, cols=2)
        for row in table.rows:
            for cell in row.cells:
                cell.text = "格"

    source = read_source(word(tmp_path, make))
    assert source.lines == ("格\t格", "格\t格")
    assert [clause.lines for clause in split(source).clauses] == ["1-2"]


def test_a_word_file_of_pictures_has_no_words(tmp_path: Path) -> None:
    picture = tmp_path / "scan.png"
    Image.new("L", (40, 40)).save(picture)
    file = word(tmp_path, lambda document: document.add_picture(str(picture)))
    assert "OCR" in refused(file)


def page(body: str) -> bytes:
    return f"<!doctype html><html><head><title>x</title></head><body>{body}</body></html>".encode()


def test_a_web_page(tmp_path: Path) -> None:
    file = tmp_path / "notice.html"
    rows = [line for line in LINES if "\t" in line]
    blocks = "".join(f"<p>{line}</p>" for line in LINES if "\t" not in line)
    table = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split(chr(9)))}</tr>" for row in rows
    )
    file.write_bytes(page(f"<script>一、</script>{blocks}<table>{table}</table>"))
    assert numbers(read_source(file)) == WANTED


def test_a_page_laid_out_by_a_table(tmp_path: Path) -> None:
    file = tmp_path / "notice.html"
    file.write_bytes(
        page("<table><tr><td></td><td><p>一、甲</p><p>（一）乙。</p></td></tr></table>")
    )
    assert numbers(read_source(file)) == ["一、（一）"]


def test_what_a_page_strikes_out_is_left_out_and_told(tmp_path: Path) -> None:
    file = tmp_path / "notice.html"
    file.write_bytes(page("<p>一、限报<del>3</del><ins>5</ins>项。</p>"))
    source = read_source(file)
    assert source.lines == ("一、限报5项。",)
    assert "划掉" in told(source)[0]
    file.write_bytes(page("<p>一、限报<s>3项。</p><p>二、其他。</p>"))
    source = read_source(file)
    assert source.lines == ("一、限报3项。", "二、其他。")
    assert "没有结束" in told(source)[0]


def pdf(tmp_path: Path, body: str) -> Path:
    import weasyprint

    file = tmp_path / "notice.pdf"
    style = "<style>body{font-family:sans-serif;font-size:12pt}</style>"
    weasyprint.HTML(string=style + body).write_pdf(str(file))
    return file


def test_a_pdf_with_text(tmp_path: Path) -> None:
    long = "本通知所称的单位是指全市各级各类医疗卫生机构，" * 4
    body = f"<p>一、范围</p><p>（一）{long}以上单位均可申报。</p><p>（二）每家限报2项。</p>"
    found = read(pdf(tmp_path, body))
    assert [clause.number for clause in found.given.clauses] == ["一、（一）", "一、（二）"]
    assert [item.value for item in found.candidates if item.kind == "quota"] == ["<=2项"]


def test_a_pdf_of_several_pages_with_numbers_below(tmp_path: Path) -> None:
    """Paragraphs stand further in, go on upon the next page, and their lines begin as they may."""
    title = "关于组织申报2025年度示例市基层医疗卫生机构适宜技术推广应用项目的通知"
    long = "各单位要按照规定报送3份材料，一、二级医院和其他单位都一样，" * 12
    numbers = [f"（{number}）{long}以上。" for number in "一二三四五六"]
    lines = [title, "各单位：", "一、范围", *numbers, "二、其他事项按照本通知执行。"]
    style = (
        "<style>@page{size:A5;margin:20mm;@bottom-center{content:'- ' counter(page) ' -'}}"
        "p{text-indent:2em;margin:0}</style>"
    )
    source = read_source(pdf(tmp_path, style + "".join(f"<p>{line}</p>" for line in lines)))
    found = split(source)
    assert [clause.number for clause in found.clauses] == [
        *(f"一、（{number}）" for number in "一二三四五六"),
        "二",
    ]
    assert {item.role for item in found.left_out} == {"title", "addressees", "heading", "page"}
    assert read(tmp_path / "notice.pdf").given.title == title


def test_a_scan_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    Image.new("L", (400, 400), 255).save(file)
    assert "扫描件" in refused(file)


def test_a_damaged_pdf_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bad.pdf"
    file.write_bytes(b"%PDF-1.7\nnothing")
    assert "打不开" in refused(file)


def test_without_the_library_of_pages_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shenbao.media.pdf.read.page_text.find_spec", lambda _: None)
    with pytest.raises(ShenbaoError) as caught:
        read(pdf(tmp_path, "<p>一、甲。</p>"))
    assert "scan" in caught.value.text()


def archive(tmp_path: Path, name: str, parts: dict[str, bytes]) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part, content in parts.items():
            made.writestr(part, content)
    file = tmp_path / name
    file.write_bytes(out.getvalue())
    return file


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    good = word(tmp_path, paragraphs).read_bytes()
    with zipfile.ZipFile(io.BytesIO(good)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    parts["word/document.xml"] += b" " * 80_000_000
    assert "超过限度" in refused(archive(tmp_path, "bomb.docx", parts))


def test_xml_with_entities_is_refused(tmp_path: Path) -> None:
    good = word(tmp_path, paragraphs).read_bytes()
    with zipfile.ZipFile(io.BytesIO(good)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    parts["word/document.xml"] = head + parts["word/document.xml"].partition(b"?>")[2]
    assert "外部内容" in refused(archive(tmp_path, "entities.docx", parts))


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.txt", b"", "空的"),
        ("blank.txt", b" \n\t\n", "空的"),
        ("nothing.txt", "\u200b\n\u200b".encode(), "没有文字"),
        ("picture.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 100, "图片"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "图片"),
        ("notice.rar", b"Rar!\x1a\x07\x00" + b"\0" * 100, "压缩包"),
        ("drawing.svg", b"<svg><text>x</text></svg>", "XML"),
        ("drawing.txt", b"<?xml version='1.0'?><a>x</a>", "XML"),
        ("notice.rtf", b"{\\rtf1 abc}", "RTF"),
        ("notice.bin", bytes(range(256)) * 40, "不是可以读的文字"),
        ("notice.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "--convert-old"),
        ("notice.zip", b"PK\x05\x06" + b"\0" * 18, "Word"),
        ("cut.docx", b"PK\x03\x04" + b"\0" * 40, "损坏"),
        ("title.txt", "关于申报2025年度项目的通知\n各单位：\n".encode(), "没有正文"),
        ("long.txt", ("一、甲。\n" * 30_000).encode(), "20,000 行"),
        ("wide.txt", ("甲" * 600_000).encode(), "500,000 个字"),
    ],
)
def test_what_is_no_notice_is_refused(name: str, content: bytes, why: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert why in refused(file)


def test_a_folder_or_nothing_is_refused(tmp_path: Path) -> None:
    refused(tmp_path)
    refused(tmp_path / "gone.docx")


SLOW = (
    "甲" * 10_000_000,
    "，" * 400_000,
    "一、" * 200_000,
    "《" * 200_000,
    "（" * 200_000,
    "甲、" * 240_000,
    "1" * 490_000,
    "不超过" * 160_000,
    "2025年1月1日-" * 45_000,
    "每每每每" * 100_000,
    "<p>" * 150_000,
    "<!--" * 120_000,
    "<table><tr><td>" * 20_000,
)
"""Ten megabytes, and texts for which a careless pattern takes for ever."""


@pytest.mark.parametrize("content", share(SLOW, 5), ids=lambda text: f"{text[:6]}-{len(text)}")
def test_no_text_takes_long(content: str, tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(content, encoding="utf-8")
    began = time.process_time()
    with contextlib.suppress(ShenbaoError):
        read(file)
    assert time.process_time() - began < 20


def test_signs_that_nobody_sees_are_taken_out_and_told(tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_text("一、\u200b甲\u202e乙。\x07", encoding="utf-8")
    source = read_source(file)
    assert source.lines == ("一、甲乙。",)
    assert "3 个" in told(source)[0]
