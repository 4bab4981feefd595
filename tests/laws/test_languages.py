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
from typing import Any

import pytest
from conformance.mutations import ROOT, Sample, samples, spoiled
from rich.console import Console
from support.wrong_tables import ROWS, table_report

from shenbao import cli
from shenbao.core import messages
from shenbao.core.findings import Finding, Report
from shenbao.core.nets import cause
from shenbao.core.submission import Submission
from shenbao.reports import html_report, json_report, terminal_text, text
from shenbao.validation import validate

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
            *("check", "build", "serve"),
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
    ["explain", "I9999"],
    ["explain", "a", "b"],
    ["serve", "--port", "some"],
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
    said = out.getvalue()
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
