"""Files of old office formats: read through LibreOffice where that is asked for."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from support.programs import saved_by_libreoffice

import shenbao
from shenbao.app.policy_source import Policy
from shenbao.app.schema_file import schema_file
from shenbao.app.validate import ValidationRequest, validate
from shenbao.core.errors import ShenbaoError
from shenbao.core.submission import Submission
from shenbao.media import inputs
from shenbao.media.excel.write.workbook import excel_form
from shenbao.media.inputs import old_formats
from shenbao.media.word.write.document import word_form
from shenbao.policy.model import Notice

DATA = {
    "basic": {
        "topic": "1", "project_title": "示例项目", "lead_unit": "示例医院甲", "funding": 12.5
    }
}  # fmt: skip


@pytest.fixture(scope="module")
def old(demo: Notice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of one form as old programs save it, and files that hold nothing."""
    folder = tmp_path_factory.mktemp("old")
    form = demo.form("a")
    (folder / "a.docx").write_bytes(word_form(demo, form, DATA).content)
    (folder / "b.xlsx").write_bytes(excel_form(demo, form, DATA).content)
    made = folder / "旧 格式"
    made.mkdir()
    for source, kind, suffixes in (
        ("a.docx", "doc", (".doc", ".wps")),
        ("b.xlsx", "xls", (".xls", ".et")),
    ):
        saved = saved_by_libreoffice([folder / source], kind, folder)
        raw = (saved / source).with_suffix(f".{kind}").read_bytes()
        for suffix in suffixes:
            (made / f"-{Path(source).stem}{suffix}").write_bytes(raw)
    (made / "locked.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_000))
    (made / "nothing.xls").write_bytes(b"")
    return made


@pytest.fixture(scope="module")
def read(old: Path, demo: Notice) -> dict[str, Submission]:
    """Return what is read of the folder, by the names of its files."""
    return {Path(item.file).name: item for item in inputs.read([old], [demo], convert_old=True)}


def test_what_was_filled_in_is_read_from_the_old_formats(read: dict[str, Submission]) -> None:
    """Names like options and blanks in paths do no harm; a note says how each was read."""
    for name in ("-a.doc", "-a.wps", "-b.xls", "-b.et"):
        submission = read[name]
        assert submission.data is not None, submission.findings
        assert submission.data["basic"] == DATA["basic"]
        assert submission.notes[0].rule == "file.converted"


def test_a_file_that_cannot_be_converted_does_not_stop_the_others(
    read: dict[str, Submission],
) -> None:
    assert len(read) == 6
    assert [item.rule for item in read["locked.doc"].findings] == ["file.not-converted"]
    assert [item.rule for item in read["nothing.xls"].findings] == ["file.empty"]


@pytest.mark.long
def test_a_program_asks_for_it_as_the_command_does(old: Path, demo: Notice) -> None:
    """The same data come of the old file in the program's three ways to read it."""
    given = old / "-b.xls"
    (submission,) = shenbao.read(given, [demo], convert_old=True)
    assert submission.data["basic"] == DATA["basic"]
    made = shenbao.convert(given, "json", [demo], convert_old=True)
    assert json.loads(made.content)["basic"] == DATA["basic"]
    report = shenbao.validate(given, [demo], convert_old=True)
    assert "file.converted" in [item.rule for item in report.notes]


def test_nobody_asked_so_the_file_is_refused_with_the_remedy(old: Path, demo: Notice) -> None:
    (submission,) = inputs.read([old / "-a.doc"], [demo])
    assert [item.rule for item in submission.findings] == ["document.old-format"]


def test_a_plain_table_in_an_old_workbook_is_judged_at_its_rows(tmp_path: Path) -> None:
    """The report names the file as it was given, and says that it was converted."""
    table = tmp_path / "t.csv"
    table.write_text("id,year\n1,2024\n2,x\n", encoding="utf-8")
    saved = saved_by_libreoffice([table], "xls", tmp_path) / "t.xls"
    schema = tmp_path / "schema.json"
    fields = [{"name": "id", "type": "integer"}, {"name": "year", "type": "integer"}]
    schema.write_text(json.dumps({"fields": fields}), encoding="utf-8")
    request = ValidationRequest(
        paths=(saved,), table_schema=schema_file(str(schema)), convert_old=True
    )
    report = validate(request, Policy()).report
    (error,) = [item for item in report.findings if item.severity == "error"]
    assert (error.where.file, error.where.row) == (str(saved), 3)
    assert [item.rule for item in report.notes if item.where.file == str(saved)] == [
        "file.converted"
    ]


def test_without_libreoffice_it_is_said_what_is_missing(
    old: Path, demo: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only where a file needs it."""
    monkeypatch.setattr(old_formats, "_PROGRAMS", ())
    monkeypatch.setattr(old_formats, "_INSTALLED", ())
    with pytest.raises(ShenbaoError) as told:
        inputs.read([old], [demo], convert_old=True)
    assert told.value.message == "convert-old-no-program"
    (old.parent / "x.json").write_text("{}", encoding="utf-8")
    assert list(inputs.read([old.parent / "x.json"], [demo], convert_old=True))


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Return the address of a server on this machine, and what it is asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - as above

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", paths
        server.shutdown()


def test_a_web_page_saved_as_doc_is_read_and_nothing_is_fetched(
    asked: tuple[str, list[str]], tmp_path: Path, demo: Notice
) -> None:
    """Systems of hospitals export such files; a style or picture from elsewhere is left out."""
    address, paths = asked
    page = (
        f'<html><head><link rel="stylesheet" href="{address}/c.css"></head>'
        f'<body>x<img src="{address}/x.png"></body></html>'
    )
    (tmp_path / "a.doc").write_text(page, encoding="utf-8")
    (submission,) = inputs.read(
        [tmp_path / "a.doc"], [demo], schema="demo-2024/a", convert_old=True
    )
    assert "file.not-converted" not in [item.rule for item in submission.findings]
    assert paths == []


def test_a_conversion_without_end_is_ended(
    old: Path, demo: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_formats, "_SECONDS", 0.01)
    (submission,) = inputs.read([old / "-a.doc"], [demo], convert_old=True)
    assert [item.rule for item in submission.findings] == ["file.not-converted"]
