"""A notice becomes a workbook and a workbook the same notice, to the last key."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.by_chance.policy_mutations import mutated
from support.effort import BATCHES, seeds
from support.programs import saved_by_libreoffice

from shenbao.app.notices.workbook import (
    ImportRequest,
    WorkbookRequest,
    export_workbook,
    import_workbook,
)
from shenbao.authoring.workbook.declared.layout import REST
from shenbao.authoring.workbook.declared.vocabulary import RULE_KIND
from shenbao.authoring.workbook.files.folder import Contents, read_folder, same, text_of
from shenbao.authoring.workbook.rows.contents import contents_of
from shenbao.authoring.workbook.rows.mistakes import Mistake
from shenbao.authoring.workbook.rows.tables import as_read, tables_of
from shenbao.authoring.workbook.xlsx.contract import Made
from shenbao.authoring.workbook.xlsx.read import read_workbook
from shenbao.authoring.workbook.xlsx.write import workbook_of

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = sorted(
    file.parent
    for root in (ROOT, ROOT / "tests" / "notices", ROOT / "tests" / "notices" / "yiyao")
    for file in (root / "schemas").glob("*/notice.json")
)
KINDS = {code for code, _ in RULE_KIND.words}
NOTHING = Made(notice="", digests={}, used={})


def told(mistakes: Iterable[Mistake]) -> list[str]:
    """What is wrong, but for what the files had twice before: that is for a person to mend."""
    return [mistake.text() for mistake in mistakes if mistake.message != "policybook-twice"]


def lost(wanted: Contents, found: Contents) -> list[str]:
    return [name for name in {**wanted, **found} if not same(wanted.get(name), found.get(name))]


@cache
def _read(folder: Path) -> Contents:
    return read_folder(folder).contents


def known(dice: random.Random) -> Contents:
    """The files of one of the notices, read once."""
    return _read(dice.choice(FOLDERS))


def test_there_are_enough_notices() -> None:
    assert len(FOLDERS) >= 6


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_notice_comes_back_from_its_workbook(folder: Path, tmp_path: Path) -> None:
    request = WorkbookRequest(notice=folder.name, root=folder.parent.parent)
    book = tmp_path / "政策.xlsx"
    book.write_bytes(export_workbook(request).content)
    read = read_workbook(book)
    found = contents_of(read.sheets)
    assert [mistake.text() for mistake in (*read.mistakes, *found.mistakes)] == []
    before = read_folder(folder)
    assert lost(before.contents, found.contents) == []
    for name, text in before.texts.items():
        assert text_of(name, found.contents[name], text) == text
        # Where no file was before, the new one says the same.
        again = tmp_path / "schemas" / folder.name / name
        again.parent.mkdir(parents=True, exist_ok=True)
        again.write_text(text_of(name, found.contents[name], None), encoding="utf-8")
    assert lost(before.contents, read_folder(tmp_path / "schemas" / folder.name).contents) == []


@pytest.mark.parametrize("batch", BATCHES)
def test_notices_that_were_changed_by_chance_come_back(batch: int) -> None:
    for seed in seeds(batch, 48, 2000):
        dice = random.Random(seed)  # noqa: S311 - the same changes every time
        contents = mutated(known(dice), dice, dice.choice((1, 3, 30)))
        found = contents_of(as_read(tables_of(contents)))
        assert lost(contents, found.contents) == [], seed
        assert told(found.mistakes) == [], seed


@pytest.mark.parametrize("batch", BATCHES)
def test_they_come_back_from_the_file_too(batch: int, tmp_path: Path) -> None:
    for seed in seeds(batch, 8, 200):
        dice = random.Random(seed)  # noqa: S311 - the same changes every time
        contents = mutated(known(dice), dice, 40)
        book = tmp_path / "x.xlsx"
        book.write_bytes(workbook_of(tables_of(contents), NOTHING, "x", {}))
        read = read_workbook(book)
        found = contents_of(read.sheets)
        assert lost(contents, found.contents) == [], seed
        assert told((*read.mistakes, *found.mistakes)) == [], seed


def test_a_workbook_that_libreoffice_saved_comes_back(tmp_path: Path) -> None:
    folder = next(folder for folder in FOLDERS if folder.name == "wenzhou-2023")
    request = WorkbookRequest(notice=folder.name, root=folder.parent.parent)
    book = tmp_path / "policy.xlsx"
    book.write_bytes(export_workbook(request).content)
    saved = saved_by_libreoffice([book], "xlsx:Calc MS Excel 2007 XML", tmp_path)
    read = read_workbook(saved / "policy.xlsx")
    found = contents_of(read.sheets)
    assert [mistake.text() for mistake in (*read.mistakes, *found.mistakes)] == []
    assert lost(read_folder(folder).contents, found.contents) == []
    assert read.made is not None
    assert read.made.notice == folder.name


def test_an_import_without_a_change_writes_nothing(tmp_path: Path) -> None:
    root = tmp_path / "政策"
    shutil.copytree(ROOT / "tests" / "notices" / "schemas", root / "schemas")
    before = {file: file.stat() for file in root.rglob("*")}
    for folder in sorted((root / "schemas").glob("*/notice.json")):
        made = export_workbook(WorkbookRequest(notice=folder.parent.name, root=root))
        book = tmp_path / "x.xlsx"
        book.write_bytes(made.content)
        done = import_workbook(ImportRequest(workbook=book, root=root))
        assert (done.written, done.removed, done.kept) == ((), (), ())
    after = {file: file.stat() for file in root.rglob("*")}
    assert {file: (stat.st_ino, stat.st_mtime_ns) for file, stat in after.items()} == {
        file: (stat.st_ino, stat.st_mtime_ns) for file, stat in before.items()
    }


def test_the_same_notice_gives_the_same_bytes() -> None:
    request = WorkbookRequest(notice="shenkang-2024", root=ROOT)
    assert export_workbook(request).content == export_workbook(request).content


def documented_rules() -> list[dict[str, Any]]:
    """The rules that the docs show."""
    found: list[dict[str, Any]] = []
    for page in ("rule-kinds.md", "rules.md", "quotas.md"):
        text = (ROOT / "docs" / "administer" / page).read_text(encoding="utf-8")
        for body in re.findall(r"^```json\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            value = json.loads(body)
            found += [item for item in walk(value) if "kind" in item and "id" in item]
    return found


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, dict | list):
            yield from walk(item)


def test_rules_of_every_kind_have_their_columns() -> None:
    """No key of a rule that the docs show stands as JSON."""
    rules = documented_rules()
    assert len({rule["kind"] for rule in rules}) > 15
    for rule in rules:
        contents: Contents = {"forms/a.schema.json": {"properties": {"b": {"x-rules": [rule]}}}}
        if rule["kind"] not in KINDS:
            contents = {"notice.json": {"quotas": [rule]}}
        tables = tables_of(contents)
        assert lost(contents, contents_of(as_read(tables)).contents) == []
        rows = [row for table in tables for row in table.rows]
        assert [row.cells[REST] for row in rows if REST in row.cells] == [], rule
