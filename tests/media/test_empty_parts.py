"""An empty part is a missing part, and an empty table is one thing in every medium."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shenbao.core.submission import Submission
from shenbao.media import inputs
from shenbao.media.excel.write.workbook import excel_form
from shenbao.media.package.write import package
from shenbao.media.pdf.write.document import pdf_form
from shenbao.media.word.write.document import word_form
from shenbao.policy.form_identity import fingerprint
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Form, FormOrTable, Notice
from shenbao.policy.names import resolve
from shenbao.validation import validate
from shenbao.validation.form_index import FormIndex, instances

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "schemas").glob("*/examples/*-valid"))
TABLES = [ROOT / "schemas" / "wenzhou-2023", ROOT / "tests" / "notices" / "schemas" / "demo-2024"]

GONE = object()


def told(notice: Notice, home: FormOrTable, data: Any) -> Counter[tuple[str, str, str, str]]:
    """Return the findings as rule, place, severity and verdict."""
    report = validate([notice], [Submission(file="一.json", schema=home.ref, data=data)])
    return Counter(
        (item.rule, item.where.pointer, item.severity, item.verdict) for item in report.findings
    )


def empties(group: Any, kind: str) -> Iterator[Any]:
    """Yield the ways in which nothing is written where a group or list should be."""
    keys = list(group) if isinstance(group, dict) and group else ["x"]
    if kind == "object":
        yield from ({}, None, {keys[0]: ""}, dict.fromkeys(keys), {keys[0]: {}})
        yield {keys[-1]: [{"a": " 　"}, []]}
    else:
        yield from ([], None, [{}], ["", None], [{keys[0]: "　"}, {}], [[]])


def put(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """Return a copy with another value at a place, or none."""
    changed = copy.deepcopy(data)
    around = changed
    for step in path[:-1]:
        around = around[step]
    if value is GONE:
        del around[path[-1]]
    else:
        around[path[-1]] = value
    return changed


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parents[1].name}/{case.name}")
def test_an_empty_part_is_a_missing_part(case: Path) -> None:
    """Whatever way a part is empty: the same findings at the same places, the same fingerprint."""
    notice = load_notice(case.parents[1])
    files = [file for file in sorted(case.iterdir()) if file.name not in GOLDEN]
    for submission in inputs.read(files, [notice]):
        home = resolve([notice], submission.schema or "")
        if not isinstance(home, Form):
            continue
        indexed = FormIndex(home)
        for pattern, node in indexed.nodes.items():
            if node.kind not in ("object", "array") or node.key == "*":
                continue
            for path, group in list(instances(submission.data, pattern))[:2]:
                missing = put(submission.data, path, GONE)
                wanted = told(notice, home, missing)
                for value in empties(group, node.kind):
                    empty = put(submission.data, path, value)
                    assert told(notice, home, empty) == wanted, (home.ref, path, value)
                    assert fingerprint(home, empty) == fingerprint(home, missing)


GOLDEN = frozenset({"case.json", "expected.json"})


def test_a_demanded_part_that_is_empty_fails_with_the_words_of_the_policy() -> None:
    """``tasks`` is what the page writes of a part in which nobody wrote anything."""
    folder = ROOT / "schemas" / "wenzhou-2023"
    notice = load_notice(folder)
    home = notice.form("city")
    [whole] = inputs.read([folder / "examples" / "city-valid" / "application.json"], [notice])

    rules = {rule for rule, *_ in told(notice, home, put(whole.data, ("plan", "tasks"), {}))}

    assert "WZ-27" in rules


def test_a_missing_part_is_told_by_the_fields_that_it_lacks(demo: Notice) -> None:
    """A person finds fields to fill in, not groups."""
    lacking = {place for rule, place, *_ in told(demo, demo.form("a"), {}) if "required" in rule}

    assert "/basic" not in lacking
    assert {"/basic/topic", "/basic/project_title"} <= lacking


Made = Callable[[Notice, FormOrTable], bytes]


def _csv(notice: Notice, home: FormOrTable) -> bytes:
    [file] = [item for item in package(notice, home) if Path(item.path).name == f"{home.id}.csv"]
    return file.content.splitlines(keepends=True)[0]


MEDIA: dict[str, Made] = {
    "一.xlsx": lambda notice, home: excel_form(notice, home).content,
    "一.docx": lambda notice, home: word_form(notice, home).content,
    "一.pdf": lambda notice, home: pdf_form(notice, home).content,
    "一.csv": _csv,
    **{
        f"{number}.json": lambda _notice, home, text=text: text.replace("REF", home.ref).encode()
        for number, text in enumerate(
            (
                '{"$schema": "REF"}',
                '{"$schema": "REF", "rows": []}',
                '{"$schema": "REF", "rows": null}',
                '{"$schema": "REF", "rows": [{}, {"x": ""}]}',
            )
        )
    },
}


@pytest.mark.parametrize("folder", TABLES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("name", MEDIA)
def test_an_empty_table_is_one_thing(folder: Path, name: str, tmp_path: Path) -> None:
    """It lacks its rows, in every medium; the rows that it has to carry are named beside that."""
    notice = load_notice(folder)
    for home in notice.homes:
        if not home.is_table or home.fixed_rows is not None:
            continue
        (tmp_path / name).write_bytes(MEDIA[name](notice, home))
        handed_in = list(inputs.read([tmp_path / name], [notice]))
        found = validate([notice], handed_in, schema=home.ref).findings
        lacks = [item for item in found if item.rule == "shape.required"]
        assert [(item.where.pointer, item.severity) for item in lacks] == [("/rows", "error")]
