"""The fuzzing finds what it is for: a planted crash, hang, exception, lost value, lost row."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fuzzing import corpus
from fuzzing.driver import Fault, Job, Tally, run
from support import effort

from shenbao.app import table_jobs
from shenbao.app.table_jobs import TableVerdict
from shenbao.authoring import source_notice
from shenbao.authoring.source.clauses import Split
from shenbao.authoring.source.lines import SourceText
from shenbao.core.submission import Submission
from shenbao.media.inputs import readers
from shenbao.media.reading.source import SourceFile

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")
FORMS = {"csv": ".csv", "excel": ".xlsx", "json": ".json", "pdf": ".pdf", "word": ".docx"}
TABLES = ("package", "table-csv", "table-excel", "table-json")
Reader = Callable[[SourceFile], Submission]
Wrong = Callable[[Reader, SourceFile], Submission]
Plant = Callable[..., list[Fault]]


def faults(reader: str, more: int, **settings: Any) -> list[Fault]:
    """Run the sound files and so many damaged ones."""
    job = Job(reader=reader, cases=len(corpus.seeds(reader)) + more, **settings)
    return list(run(job, Tally()))


def kinds(found: list[Fault]) -> list[str]:
    """Return which laws were broken."""
    return [fault.what.partition(":")[0] for fault in found]


SLOW = {"archive": 2, "notice": 2, "pdf": 3, "policy": 5}
"""A case of these takes so many times as long as one of the others, or longer: fewer are tried."""


@pytest.mark.parametrize("reader", corpus.READERS)
def test_no_law_is_broken(reader: str) -> None:
    """Sound files, and damaged ones, of every kind; of policies the damaged ones alone."""
    seeds = len(corpus.seeds(reader))
    more = (240 if effort.CI else 16) // SLOW.get(reader, 1)
    first, cases = (seeds, more) if reader == "policy" else (0, seeds + more)
    assert list(run(Job(reader=reader, first=first, cases=cases), Tally())) == []


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Plant:
    """Put a fault into a reader of forms, then run the sound files."""

    def planted(reader: str, fault: Wrong, **settings: Any) -> list[Fault]:
        sound = readers._ALL[FORMS[reader]]
        monkeypatch.setitem(readers._ALL, FORMS[reader], lambda source: fault(sound, source))
        return faults(reader, 0, **settings)

    return planted


def after_learning(folder: Path, sound: Reader, source: SourceFile) -> tuple[Submission, bool]:
    """Return what is read, and once, after every sound file was seen, that it is time."""
    counter = folder / "counter"
    seen = len(counter.read_text()) if counter.exists() else 0
    counter.write_text("x" * (seen + 1))
    return sound(source), seen == 7


def test_a_crash_is_found_and_the_next_goes_on(plant: Plant, tmp_path: Path) -> None:
    def crash(sound: Reader, source: SourceFile) -> Submission:
        read, due = after_learning(tmp_path, sound, source)
        if due:
            os.abort()
        return read

    assert kinds(plant("word", crash)) == ["a crash"]


def test_an_exception_is_found(plant: Plant, tmp_path: Path) -> None:
    def wrong(sound: Reader, source: SourceFile) -> Submission:
        read, due = after_learning(tmp_path, sound, source)
        if due:
            raise KeyError("planted")
        return read

    assert kinds(plant("word", wrong)) == ["an exception"]


def test_a_hang_is_found(plant: Plant, tmp_path: Path) -> None:
    def slow(sound: Reader, source: SourceFile) -> Submission:
        read, due = after_learning(tmp_path, sound, source)
        if due:
            time.sleep(600)
        return read

    assert kinds(plant("word", slow, patience=8)) == ["a hang"]


def test_memory_is_found(plant: Plant, tmp_path: Path) -> None:
    def bloat(sound: Reader, source: SourceFile) -> Submission:
        read, due = after_learning(tmp_path, sound, source)
        if due:
            assert bytearray(b"x") * 700_000_000
        return read

    assert kinds(plant("word", bloat)) == ["memory"]


@pytest.mark.parametrize("reader", FORMS)
def test_a_lost_value_or_row_is_found(reader: str, plant: Plant) -> None:
    """Each reader of forms loses the last thing of each file, without a word."""

    def lose(sound: Reader, source: SourceFile) -> Submission:
        read = sound(source)
        data = dict(read.data)
        if "rows" in data:
            data["rows"] = data["rows"][:-1]
        else:
            del data[list(data)[-1]]
        return replace(read, data=data)

    assert any("lost" in fault.what for fault in plant(reader, lose))


@pytest.mark.parametrize("reader", TABLES)
def test_a_lost_row_of_a_table_is_found(reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = table_jobs.judge

    def judge(*given: Any, **more: Any) -> list[TableVerdict]:
        return [
            replace(item, tables=tuple(replace(one, rows=one.rows - 1) for one in item.tables))
            for item in sound(*given, **more)
        ]

    monkeypatch.setattr(table_jobs, "judge", judge)
    found = faults(reader, 0)
    assert found
    assert set(kinds(found)) == {"a row lost"}


def test_a_lost_clause_of_a_notice_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = source_notice.split

    def lose(text: SourceText) -> Split:
        found = sound(text)
        return replace(found, clauses=found.clauses[:-1])

    monkeypatch.setattr(source_notice, "split", lose)
    assert set(kinds(faults("notice", 0))) == {"a clause lost"}


def test_a_notice_made_into_a_folder_that_is_not_sound_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(source_notice, "_PLAIN_NUMBER", '"')
    assert "a folder that is not sound" in kinds(faults("notice", 0))
