"""A report speaks one language: what is of another is the policy's, and marked, or the user's."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import random
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from conformance.by_chance.mutations import ROOT, Sample, samples, spoiled
from rich.console import Console
from support.invented.wrong_tables import ROWS, table_report

import shenbao
from shenbao import cli
from shenbao.app.policy_source import why_unread
from shenbao.core import messages
from shenbao.core.findings import Finding, Report, Where
from shenbao.core.nets import cause
from shenbao.core.submission import Submission
from shenbao.reports import html_report, json_report, terminal_text, text
from shenbao.reports.finding_text import message
from shenbao.tabular import check_table
from shenbao.validation import validate
from shenbao.validation.tables.findings import Checked, table_findings
from shenbao.validation.tables.schema_drift import check_schema_drift

SPOILED = 150
"""So many submissions are spoiled; the seed is fixed."""

_MARKED = re.compile("「[^」]*」")
_CHINESE = re.compile("[\u3001-\u30ff\u3400-\u9fff\uff01-\uffef]+")
_ENGLISH = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}")
_COMMAND = re.compile(r"shenbao [a-z]+[^。；，）]*")

_USAGE = (
    ["validat", "x"],
    ["--nope"],
    *(
        [command, *words]
        for command in (
            *("validate", "form", "convert", "fingerprint", "package", "explain"),
            *("new", "check", "build", "serve"),
        )
        for words in (["--nope"], ["--lang"], ["a", "b", "c", "--root"], ["--root", "README.md"])
    ),
    ["validate"],
    ["validate", "README.md", "--format", "xx"],
    ["validate", "README.md", "--limit", "some"],
    ["validate", "README.md", "--jobs", "0"],
    ["validate", "README.md", "--lists", "README.md"],
    ["validate", "README.md", "--engine", "best"],
    ["validate", "README.md/x.json"],
    ["validate", "README.md", "--schema", "README.md"],
    ["validate", "README.md", "--schema", "shenkang-2024/p9"],
    ["validate", "README.md", "--reading", "I09"],
    ["validate", "README.md", "--format", "html"],
    ["form", "shenkang-2024/p9"],
    ["form", "shenkang-2024/p1", "-o", "README.md/x.docx"],
    ["form", "shenkang-2024/p1", "--static=3"],
    ["convert", "README.md", "-o", "x.json"],
    ["package", "shenkang-2024/nothing", "-o", "x"],
    ["new"],
    ["new", "A"],
    ["new", "demo-2025"],
    ["new", "demo-2025", "--title", "甲", "--deadline", "soon"],
    ["new", "demo-2025", "--from", "nothing.docx"],
    ["new", "demo-2025", "--from", "docs/images/rooms.svg", "--root", "docs"],
    ["new", "demo-2025", "--accept", "README.md", "--title", "甲"],
    ["new", "demo-2025", "--accept", "README.md"],
    ["new", "shenkang-2024", "--accept", "README.md"],
    ["explain", "I9999"],
    ["explain", "a", "b"],
    ["serve", "--port", "some"],
    ["workbook", "nope"],
    ["workbook", "export", "nothing", "-o", "x.xlsx"],
    ["workbook", "export", "shenkang-2024"],
    ["workbook", "import", "nowhere.xlsx"],
    ["workbook", "import", "README.md"],
)


@cache
def cases() -> tuple[tuple[Sample, Any], ...]:
    """Return the examples of all notices, then as many spoiled ones."""
    known = list(samples())
    dice = random.Random(7)  # noqa: S311 - the same submissions every time
    changed = ((known[turn % len(known)], dice) for turn in range(SPOILED))
    return (
        *((sample, sample.data) for sample in known),
        *((sample, spoiled(sample.data, dice)) for sample, dice in changed),
    )


@cache
def given() -> str:
    """Return every text that somebody gave: submissions, and English wordings of the policy."""
    words = [text for _, data in cases() for text in _texts(data)]
    words += [text for row in ROWS for text in row]
    for file in (*ROOT.glob("schemas/**/*.json"), *ROOT.glob("tests/notices/**/*.json")):
        words += _english(json.loads(file.read_text(encoding="utf-8")))
    return "\n".join(words)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
    elif isinstance(data, str):
        yield " ".join(data.split())


def _english(data: Any) -> Iterator[str]:
    if isinstance(data, Mapping):
        yield from (data[name] for name in ("en",) if isinstance(data.get(name), str))
    for value in data.values() if isinstance(data, Mapping) else data:
        if isinstance(value, dict | list):
            yield from _english(value)


@cache
def reports() -> tuple[Report, ...]:
    """Return a report for each notice and spoiled table."""
    together: dict[int, tuple[Any, list[Submission]]] = {}
    for number, (sample, data) in enumerate(cases()):
        _, found = together.setdefault(id(sample.notices), (sample.notices, []))
        found.append(Submission(file=f"{number}.json", data=data, schema=sample.home.ref))
    return (
        *(validate(notices, submissions) for notices, submissions in together.values()),
        table_report(file="table.csv"),
    )


def sentences(language: str) -> Iterator[tuple[Finding, str]]:
    """Yield what each finding and note says, with what a program is told of it."""
    for report in reports():
        for item in (*report.findings, *report.notes):
            told = json_report.finding(item, language)
            for key in ("sheet", "message", "repair", "hint"):
                yield item, str(told[key] or "")


def foreign(said: str) -> list[str]:
    """Return what is Chinese in an English text, not marked, and given by nobody."""
    return [run for run in _CHINESE.findall(_MARKED.sub("", said)) if run not in given()]


def english(said: str) -> list[str]:
    """Return what is English in a Chinese text: sentences, not names, keys or commands."""
    return [run for run in _ENGLISH.findall(_COMMAND.sub("", said)) if run not in given()]


def test_english_has_chinese_only_in_marks_or_from_the_data() -> None:
    wrong = {(item.rule, run) for item, said in sentences("en") for run in foreign(said)}
    assert not wrong


def test_chinese_has_no_english_sentence() -> None:
    wrong = {(item.rule, run) for item, said in sentences("zh-CN") for run in english(said)}
    assert not wrong


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_whole_report_speaks_one_language(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Verdicts, places, enumerations and counts too, as text and as a page."""
    monkeypatch.setattr(terminal_text, "WIDEST", 100_000)
    judge = foreign if language == "en" else english
    for report in reports():
        out = io.StringIO()
        text.print_report(report, Console(file=out, width=100_000), language)
        assert not {run for line in out.getvalue().splitlines() for run in judge(line)}
        page = html_report.report_page(report, language)
        body = page[page.index("<body>") : page.index("<script>")]
        quotes = re.compile('<q lang="zh-CN">[^<]*</q>')
        words = re.sub('<span lang="zh-CN">([^<]*)</span>', r"\1", quotes.sub("", body))
        shown = re.sub("<[^>]*>", "\n", words)
        assert not {run for line in shown.splitlines() for run in judge(line)}


def test_a_page_marks_the_chinese_words_of_the_policy() -> None:
    """A voice reads them in their own language; in a Chinese page nothing is marked."""
    report = reports()[0]
    assert '<span lang="zh-CN">「' in html_report.report_page(report, "en")
    assert '<span lang="zh-CN">' not in html_report.report_page(report, "zh-CN")


def damaged(folder: Path) -> Report:
    """Return the report on files of every kind that are torn, empty or not ours."""
    for kind, start in (("docx", b"PK\3\4"), ("xlsx", b"PK\3\4"), ("pdf", b"%PDF-1.7\n")):
        (folder / f"torn.{kind}").write_bytes(start + bytes(200))
        (folder / f"empty.{kind}").write_bytes(b"")
    (folder / "torn.zip").write_bytes(b"PK\3\4" + bytes(200))
    (folder / "torn.csv").write_bytes(b"\xff\xfe\0a,b\r\n1,2")
    (folder / "strange.csv").write_text("alpha,beta\n1,2\n", encoding="utf-8")
    (folder / "twice.json").write_text('{"a": 1, "a": 2, "b": 1, "b": 2}', encoding="utf-8")
    (folder / "unknown.xyz").write_bytes(b"x")
    book = openpyxl.Workbook()
    book.create_sheet("Other").append(["alpha", "beta"])
    book.active.append(["gamma", "delta"])
    book.save(folder / "strange.xlsx")
    docx.Document().save(str(folder / "strange.docx"))
    (sample, _), *_ = cases()
    files = sorted(file for file in folder.iterdir() if file.is_file())
    return shenbao.validate(files, sample.notices)


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """What is said of damaged files, by names without a folder."""
    monkeypatch.chdir(tmp_path)
    return damaged(Path())


def test_damaged_files_are_told_in_the_language_asked_for(broken: Report) -> None:
    """Every file is told, and what is enumerated is joined as the language does."""
    told = (*broken.findings, *broken.notes)
    assert {item.where.file for item in told} == {file.name for file in Path().iterdir()}
    for item in told:
        chinese, english_ = (json_report.finding(item, name) for name in messages.LANGUAGES)
        for key in ("message", "repair", "hint", "found", "column"):
            assert not english(str(chinese[key] or ""))
            assert not _CHINESE.findall(_MARKED.sub("", str(english_[key] or "")))


def test_a_schema_that_was_loosened_is_told_in_the_language_asked_for() -> None:
    """The column by its title and name, the values that are allowed joined."""
    published = {
        "fields": [
            {"name": "org", "title": "医院", "type": "string"},
            {"name": "kind", "title": "Kind", "constraints": {"enum": ["a", "b"]}},
        ]
    }
    given = {"fields": [{"name": "kind", "constraints": {"enum": ["a", "b", "c"]}}]}
    removed, loosened = check_schema_drift(published, given, "datapackage.json")
    assert "删去了 医院（org）" in message(removed, "zh-CN")
    assert "「医院」 (org) was taken out" in message(removed, "en")
    assert "发布的是 a、b，这里是 a、b、c" in message(loosened, "zh-CN")
    assert "Kind (kind) was loosened: published a, b, here a, b, c" in message(loosened, "en")


@pytest.mark.parametrize(("language", "joint"), [("zh-CN", "、"), ("en", ", ")])
def test_a_key_of_several_columns_is_joined_as_the_language_does(language: str, joint: str) -> None:
    """The names of its columns, and what stands in them: in sentences, in JSON, as text."""
    schema = {"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": ["a", "b"]}
    found = check_table(schema, b"a,b\n1,2\n1,2\n", format="csv")
    assert [item.place for item in found.issues] == [(3, None, "primary-key")]
    findings, table = table_findings(
        Checked(result=found, file="t.csv", described="t.json", schema=schema)
    )
    told = json_report.finding(findings[0], language)
    assert (told["column"], told["found"]) == (f"a{joint}b", f"1{joint}2")
    assert f"a{joint}b" in told["message"]
    assert f"1{joint}2" in told["message"]
    out = io.StringIO()
    report = Report(findings=findings, files=("t.csv",), tables=(table,))
    text.print_report(report, Console(file=out, width=1000), language)
    assert f"a{joint}b" in out.getvalue()


def test_a_foreign_key_into_its_own_table_names_it() -> None:
    key = {"fields": ["up"], "reference": {"resource": "", "fields": ["id"]}}
    schema = {"fields": [{"name": "id"}, {"name": "up"}], "foreignKeys": [key]}
    (issue,) = check_table(schema, b"id,up\n1,1\n2,9\n", format="csv").issues
    assert "在 本表 的 id 里没有" in issue.text("zh-CN")
    assert "not in id of this table" in issue.text("en")


def test_what_is_refused_for_several_reasons_joins_them() -> None:
    """The reasons of a file that cannot be used; one without any is told as well."""
    findings = [
        Finding(rule="x", severity="error", verdict="fail", where=Where(), message=told)
        for told in ("file-empty", "file-folder-empty")
    ]
    several = Submission(file="a", data=None, findings=tuple(findings))
    for language in messages.LANGUAGES:
        joint = messages.say("joint-semicolon", None, language)
        sentences = [message(item, language) for item in findings]
        assert why_unread(several, language) == joint.join(sentences)
        assert why_unread(Submission(file="a", data=None), language) not in {"", "-"}


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("words", _USAGE, ids=" ".join)
def test_a_command_that_is_refused_says_so_in_one_language(
    words: list[str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.StringIO()
    monkeypatch.chdir(ROOT)
    asked = ["--lang", language] if language != messages.DEFAULT else []
    monkeypatch.setattr(sys, "argv", ["shenbao", *words[:1], *asked, *words[1:]])
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
        pytest.raises(SystemExit) as left,
    ):
        cli.main()
    # The checkout may lie in a folder of any name.
    said = out.getvalue().replace(str(ROOT), "")
    assert left.value.code == 2
    assert said
    judge = foreign if language == "en" else english
    assert not judge(said), said


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_what_the_system_says_is_worded_by_us(number: int) -> None:
    """The words of the system are of one language, whatever the reader's is."""
    error = OSError(number, os.strerror(number))
    said = messages.words(cause(error))
    assert not english(said), said
    assert not foreign(messages.words(cause(error), "en"))
