"""PDF files and pages that hold the same form twice: one is read, or none, and it is said."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from shenbao.core.submission import Submission
from shenbao.media.html.write import html_form
from shenbao.media.inputs.readers import read_one
from shenbao.media.pdf.write.document import pdf_form
from shenbao.media.reading.source import SourceFile
from shenbao.policy.load.folder import load_notice

ROOT = Path(__file__).resolve().parents[2]
SHENKANG = load_notice(ROOT / "schemas" / "shenkang-2024")
INTAKE = SHENKANG.form("intake")
P1 = SHENKANG.form("p1")
FILLED: dict[str, Any] = {
    "basic": {"topic": "1", "project_title": "示例项目", "funding": 60},
    "partners": [{"unit": "乙院"}],
}
OTHER: dict[str, Any] = {**FILLED, "basic": {**FILLED["basic"], "project_title": "另一个"}}


def read(content: bytes, folder: Path, suffix: str) -> Submission:
    path = folder / f"x.{suffix}"
    path.write_bytes(content)
    return read_one(SourceFile(path=path, name=path.name, notices=(SHENKANG,), schema=None))


def rules(submission: Submission) -> set[str]:
    return {item.rule for item in (*submission.notes, *submission.findings)}


def joined(first: bytes, second: bytes, way: str) -> bytes:
    """Join files as programs do: fields of one name, with one in front, or a number behind."""
    pdf, other = (pikepdf.open(io.BytesIO(content)) for content in (first, second))
    if way == "behind":
        pdf.add_pages_from(other)
    else:
        for field in other.Root.AcroForm.Fields:
            item = pdf.copy_foreign(other.make_indirect(field))
            if way == "before":
                item.T = pikepdf.String(f"Form2.{item.T}")
            pdf.Root.AcroForm.Fields.append(item)
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def files() -> tuple[bytes, bytes, bytes]:
    """An application, another one, and the blank form."""
    one, other, blank = (pdf_form(SHENKANG, P1, data).content for data in (FILLED, OTHER, None))
    return one, other, blank


@pytest.mark.parametrize("way", ["same", "before", "behind"])
def test_joined_pdf_files_are_one_application_or_none(
    way: str, files: tuple[bytes, bytes, bytes], tmp_path: Path
) -> None:
    one, other, blank = files
    alone = read(one, tmp_path, "pdf")
    for first, second in ((one, one), (one, blank), (blank, one)):
        back = read(joined(first, second, way), tmp_path, "pdf")
        assert back.data == alone.data
        pages = {"document.pdf-pages-twice"} if way == "behind" else set()
        assert rules(back) - rules(alone) == {"document.form-repeated"} | pages
    two = read(joined(one, other, way), tmp_path, "pdf")
    assert two.data is None
    assert rules(two) == {"document.form-twice"}


def test_joined_pages_are_one_application_or_none(tmp_path: Path) -> None:
    one, other = (html_form(SHENKANG, P1, data).content for data in (FILLED, OTHER))
    different = html_form(SHENKANG, INTAKE, {"note": "x"}).content
    alone = read(one, tmp_path, "html")
    back = read(one + one, tmp_path, "html")
    assert back.data == alone.data
    assert rules(back) - rules(alone) == {"document.form-repeated"}
    assert rules(read(one + other, tmp_path, "html")) == {"document.form-twice"}
    assert rules(read(one + different, tmp_path, "html")) == {"document.forms-mixed"}
