"""What is damaged: sound files of every kind that is read, made by our own generators.

A seed knows what a sound reading of it gives: the content of a form, or the rows of each table.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from support.generated import generate

from shenbao.policy.form_identity import content_of
from shenbao.policy.load.folder import load_notices
from shenbao.policy.model import FormOrTable, Notice

TESTS = Path(__file__).resolve().parent.parent
ROOT = TESTS.parent
APPLICATION = ROOT / "schemas" / "shenkang-2024" / "examples" / "p1-valid" / "application.json"
SUMMARY = ROOT / "schemas" / "shenkang-2024" / "examples" / "summary-valid" / "summary.json"

TABLE_SCHEMA = {
    "fields": [
        {"name": "id", "type": "integer", "constraints": {"required": True}},
        {"name": "name", "type": "string", "constraints": {"maxLength": 40}},
        {"name": "when", "type": "date"},
        {"name": "amount", "type": "number"},
    ],
    "primaryKey": ["id"],
}
"""A table that nobody's policy knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A sound file.

    ``home`` and ``content`` are those of a filled form, ``rows`` the number of rows by the name
    of a table, ``schema`` the Table Schema that is given beside it. ``files`` is what an archive
    of submissions holds. ``policy`` is the folder of which the file is a part, sound without it.
    """

    name: str
    suffix: str
    raw: bytes
    home: FormOrTable | None = None
    content: Any = None
    rows: int | None = None
    schema: Mapping[str, Any] | None = None
    files: int | None = None
    policy: Path | None = None


@cache
def notices() -> tuple[Notice, ...]:
    """Return two notices: a real one and the invented ones of the tests."""
    real = [item for item in load_notices(ROOT) if item.id == "shenkang-2024"]
    return (*real, *load_notices(TESTS / "notices"))


@cache
def seeds(reader: str) -> tuple[Seed, ...]:
    """Return the sound files for a reader; raises KeyError for a name that is none."""
    return tuple(READERS[reader]())


def _filled() -> Iterator[tuple[Notice, FormOrTable, dict[str, Any]]]:
    """Yield forms and tables with what is filled in."""
    shenkang, demo = notices()[0], notices()[1]
    for home, file in ((shenkang.form("p1"), APPLICATION), (shenkang.table("summary"), SUMMARY)):
        data = json.loads(file.read_text("utf-8"))
        del data["$schema"]
        yield shenkang, home, data
    for seed in range(2):
        home = demo.forms[0]
        yield demo, home, generate(demo, home, seed, rows="few")


def _forms(suffix: str, make: Callable[[Notice, FormOrTable, Any], bytes]) -> Iterator[Seed]:
    for number, (notice, home, data) in enumerate(_filled()):
        yield Seed(
            name=f"{number}-{home.id}",
            suffix=suffix,
            raw=make(notice, home, data),
            home=home,
            content=content_of(home, data),
            rows=len(data["rows"]) if home.is_table else None,
        )


def _json() -> Iterator[Seed]:
    def make(_: Notice, home: FormOrTable, data: Any) -> bytes:
        return json.dumps({"$schema": home.ref, **data}, ensure_ascii=False, indent=1).encode()

    return _forms(".json", make)


def _word() -> Iterator[Seed]:
    from shenbao.media.word.write.document import word_form

    return _forms(".docx", lambda *filled: word_form(*filled).content)


def _excel() -> Iterator[Seed]:
    from shenbao.media.excel.write.workbook import excel_form

    return _forms(".xlsx", lambda *filled: excel_form(*filled).content)


def _pdf() -> Iterator[Seed]:
    from shenbao.media.pdf.write.document import pdf_form

    return _forms(".pdf", lambda *filled: pdf_form(*filled).content)


def _html() -> Iterator[Seed]:
    from shenbao.media.html.write import html_form

    return _forms(".html", lambda *filled: html_form(*filled).content)


def _csv() -> Iterator[Seed]:
    """Yield the summary table in the encodings that Chinese office programs write."""
    text = (ROOT / "schemas/shenkang-2024/examples/bundle-invalid/summary.csv").read_text("utf-8")
    table = notices()[0].table("summary")
    rows = sum(1 for row in csv.reader(io.StringIO(text)) if any(row)) - 1
    for name, encoding in (("utf8", "utf-8-sig"), ("gbk", "gb18030"), ("utf16", "utf-16")):
        for end in ("\n", "\r\n"):
            raw = text.replace("\n", end).encode(encoding)
            yield Seed(name=f"{name}-{len(end)}", suffix=".csv", raw=raw, home=table, rows=rows)


def _plain_rows() -> list[list[Any]]:
    return [
        [number, _name(number), f"2024-01-{number % 28 + 1:02}", number * 1.5]
        for number in range(40)
    ]


def _name(number: int) -> str:
    return "甲" * (number % 9) + ('"，\n' if number % 7 == 0 else "a,b")


def _plain_csv(delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["id", "name", "when", "amount"])
    writer.writerows(_plain_rows())
    return out.getvalue()


def _table_csv() -> Iterator[Seed]:
    for name, encoding in (("utf8", "utf-8"), ("bom", "utf-8-sig"), ("gbk", "gb18030")):
        raw = _plain_csv().encode(encoding)
        yield Seed(name=name, suffix=".csv", raw=raw, rows=40, schema=TABLE_SCHEMA)


def _table_json() -> Iterator[Seed]:
    keys = ["id", "name", "when", "amount"]
    rows = [dict(zip(keys, row, strict=True)) for row in _plain_rows()]
    raw = json.dumps(rows, ensure_ascii=False).encode()
    yield Seed(name="rows", suffix=".json", raw=raw, rows=40, schema=TABLE_SCHEMA)


def _table_excel() -> Iterator[Seed]:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["id", "name", "when", "amount"], *_plain_rows()]:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    yield Seed(name="book", suffix=".xlsx", raw=out.getvalue(), rows=40, schema=TABLE_SCHEMA)


def _zip(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _package() -> Iterator[Seed]:
    resource = {"name": "t", "path": "t.csv", "type": "table", "schema": TABLE_SCHEMA}
    whole = {"datapackage.json": json.dumps({"name": "p", "resources": [resource]}).encode()}
    raw = _zip({**whole, "t.csv": _plain_csv().encode()})
    yield Seed(name="csv", suffix=".zip", raw=raw, rows=40)
    packed = {**resource, "path": "t.csv.gz", "compression": "gz"}
    whole = {"datapackage.json": json.dumps({"name": "p", "resources": [packed]}).encode()}
    raw = _zip({**whole, "t.csv.gz": gzip.compress(_plain_csv().encode(), mtime=0)})
    yield Seed(name="gz", suffix=".zip", raw=raw, rows=40)


def _archive() -> Iterator[Seed]:
    parts = {seed.name + seed.suffix: seed.raw for seed in (*_json(), *_excel())}
    yield Seed(name="submissions", suffix=".zip", raw=_zip(parts), files=len(parts))


def _policy() -> Iterator[Seed]:
    """Yield each file of two notices: one written out, one in short with parameters and kinds."""
    short = TESTS / "notices" / "yiyao"
    for root, notice in ((TESTS / "notices", "demo-2024"), (short, "yiyao-2025")):
        for file in sorted((root / "schemas" / notice).rglob("*")):
            if file.is_file() and "vectors" not in file.parts:
                name = file.relative_to(root / "schemas").as_posix()
                raw = file.read_bytes()
                yield Seed(name=name, suffix=file.suffix, raw=raw, policy=root)


def _notice() -> Iterator[Seed]:
    """Yield a notice in every kind of file that it comes in, with the number of its clauses."""
    import docx
    import weasyprint

    from shenbao.authoring.source.clauses import split
    from shenbao.authoring.source.lines import SourceText

    text = (TESTS / "authoring" / "fixtures" / "call.txt").read_text("utf-8")
    lines = [line.lstrip("# ") for line in text.splitlines() if line.strip()]
    clauses = len(split(SourceText(lines=tuple(text.splitlines()))).clauses)
    plain = len(split(SourceText(lines=tuple(lines))).clauses)
    for encoding in ("utf-8", "gb18030"):
        raw = text.encode(encoding)
        yield Seed(name=f"{NOTICE}{encoding}", suffix=".txt", raw=raw, rows=clauses)
    page = "".join(f"<p>{line}</p>" for line in lines)
    html = f"<!doctype html><html><body>{page}</body></html>"
    yield Seed(name=f"{NOTICE}page", suffix=".html", raw=html.encode(), rows=plain)
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line.replace("\t", " "))
    out = io.BytesIO()
    document.save(out)
    yield Seed(name=f"{NOTICE}word", suffix=".docx", raw=out.getvalue(), rows=plain)
    yield Seed(name=f"{NOTICE}pdf", suffix=".pdf", raw=weasyprint.HTML(string=html).write_pdf())


NOTICE = "notice/"
"""How the names of seeds begin that are notices themselves, not what is handed in."""

READERS: dict[str, Callable[[], Iterator[Seed]]] = {
    "archive": _archive,
    "csv": _csv,
    "excel": _excel,
    "html": _html,
    "json": _json,
    "notice": _notice,
    "package": _package,
    "pdf": _pdf,
    "policy": _policy,
    "table-csv": _table_csv,
    "table-excel": _table_excel,
    "table-json": _table_json,
    "word": _word,
}
