"""What people write and what it means: one table, for every medium here and for the page.

``readings.json`` is written by hand: the kind of a field, a text, the value it has (null says
nothing) and what is told of it. ``src/data/writings.test.ts`` holds the page to the same values.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from support.invented.kinds import KINDS, LEVELS, VECTORS, field_of, of_kinds, rows

from shenbao.core.submission import Submission
from shenbao.media.excel.write.workbook import excel_form
from shenbao.media.html.write import html_form
from shenbao.media.inputs import read
from shenbao.media.pdf.write.document import pdf_form
from shenbao.media.reading.values import cells
from shenbao.media.word.write.document import word_form
from shenbao.policy.form_identity import content_of, fingerprint
from shenbao.policy.model import Notice, Table


@pytest.fixture(scope="module")
def notice(demo: Notice) -> Notice:
    return of_kinds(demo)


def test_there_are_vectors_of_every_kind() -> None:
    assert {item["kind"] for item in VECTORS} == set(KINDS)
    assert len({(item["kind"], item["text"]) for item in VECTORS}) == len(VECTORS)


@pytest.mark.parametrize("item", VECTORS, ids=lambda item: f"{item['kind']}: {item['text']}")
def test_a_text_has_one_value(notice: Notice, item: Mapping[str, Any]) -> None:
    cell = cells.reader(notice, field_of(notice, item["kind"]))(item["text"])
    assert (cell.value, type(cell.value) is bool) == (item["value"], type(item["value"]) is bool)
    assert list(cell.remarks) == item["remarks"]


def as_json(_notice: Notice, table: Table, data: Any) -> bytes:
    return json.dumps({"$schema": table.ref, **data}, ensure_ascii=False).encode()


def as_csv(_notice: Notice, table: Table, data: Any) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [column.key for column in table.columns])
    writer.writerow({column.key: column.title for column in table.columns})
    writer.writerows(data["rows"])
    return text.getvalue().encode()


def as_sheet(_notice: Notice, table: Table, data: Any) -> bytes:
    """Return a plain workbook with the texts of the cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([column.title for column in table.columns])
    for row in data["rows"]:
        sheet.append([row.get(column.key) for column in table.columns])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


Write = Callable[[Notice, Table, Any], bytes]
MEDIA: dict[str, tuple[str, Write]] = {
    "JSON": (".json", as_json),
    "CSV": (".csv", as_csv),
    "plain workbook": (".xlsx", as_sheet),
    "page": (
        ".html",
        lambda notice, table, data: html_form(notice, table, data, notices=(notice,)).content,
    ),
    "Word": (".docx", lambda notice, table, data: word_form(notice, table, data).content),
    "Excel": (".xlsx", lambda notice, table, data: excel_form(notice, table, data).content),
    "PDF": (".pdf", lambda notice, table, data: pdf_form(notice, table, data).content),
}


@pytest.mark.parametrize("medium", MEDIA)
def test_every_medium_reads_alike(notice: Notice, tmp_path: Path, medium: str) -> None:
    table = notice.tables[0]
    suffix, write = MEDIA[medium]
    file = tmp_path / f"填报{suffix}"
    file.write_bytes(write(notice, table, {"rows": rows("text")}))
    (back,) = read([file], (notice,), schema=table.ref)
    wanted = {"rows": rows("value")}
    assert content_of(table, back.data) == content_of(table, wanted)
    assert fingerprint(table, back.data) == fingerprint(table, wanted)
    told = said(back)
    differing = {
        item["text"]: (told.get(number, []), item["remarks"])
        for number, item in enumerate(VECTORS)
        if told.get(number, []) != quiet(medium, item)
    }
    assert not differing


def quiet(medium: str, item: Mapping[str, Any]) -> list[str]:
    """Return what is told of a vector: a label that our own form shows needs no word."""
    shown = medium in ("plain workbook", "Word", "Excel", "PDF") and item["text"] in LEVELS.values()
    return [] if shown else item["remarks"]


def said(back: Submission) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for note in (*back.notes, *back.findings):
        if note.where.pointer.startswith("/rows/") and note.rule.startswith("csv."):
            found.setdefault(int(note.where.pointer.split("/")[2]), []).append(note.rule)
    return found
