"""The page and the command judge the same: a seeded run over spoiled submissions.

``SHENBAO_SUBMISSIONS`` asks for more of them, ``SHENBAO_SEED`` for others.
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conformance.by_chance.mutations import Sample, samples, spoiled

from shenbao.core.submission import Submission
from shenbao.media.html.script_data import page_spec
from shenbao.policy.model import Form, Notice, Table
from shenbao.validation import validate

ROOT = Path(__file__).resolve().parents[3]
WEB = ROOT / "site-templates" / "web"

COUNT = int(os.environ.get("SHENBAO_SUBMISSIONS", "500"))
SEED = int(os.environ.get("SHENBAO_SEED", "1"))

NOT_IN_THE_PAGE = frozenset({"computed", "shape.not-applicable"})
"""Computed values are no entries there, and what does not apply is told beside the findings."""

_ENGLISH = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}")

Told = Counter[tuple[str, str, str, str, str]]


def node() -> list[str]:
    """Return the command of the Node.js that builds the scripts."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: list[str] | None = module.system_node() or module.packaged_node()
    if found is None or not (WEB / "node_modules").is_dir():
        pytest.fail("no Node.js with the packages of the scripts: run make test, which installs it")
    return found


def handed_in() -> Iterator[tuple[Sample, Any]]:
    """Yield the examples as they are, then spoiled."""
    known = list(samples())
    yield from ((sample, sample.data) for sample in known)
    dice = random.Random(SEED)  # noqa: S311 - the same submissions every time
    for number in range(COUNT):
        sample = known[number % len(known)]
        yield sample, spoiled(sample.data, dice)


def notice_of(sample: Sample) -> Notice:
    """Return the notice of a sample."""
    return next(notice for notice in sample.notices if notice.id == sample.home.notice)


def described(sample: Sample) -> dict[str, Any]:
    """Return what the page knows of a form."""
    home = sample.home
    form = home.as_form() if isinstance(home, Table) else home
    assert isinstance(form, Form)
    notice = notice_of(sample)
    return page_spec(notice, home, form, None, (notice,))


def in_the_page(cases: Sequence[tuple[Sample, Any]], folder: Path) -> list[list[dict[str, str]]]:
    """Return what the page finds, under node."""
    specs: dict[str, Any] = {}
    asked = []
    for sample, data in cases:
        key = f"{id(sample.notices)} {sample.home.ref}"
        if key not in specs:
            specs[key] = described(sample)
        asked.append({"spec": key, "data": data})
    task, found, judge = folder / "task.json", folder / "found.json", folder / "judge.mjs"
    task.write_text(json.dumps({"specs": specs, "submissions": asked}), encoding="utf-8")
    for command in (["build.mjs", "--judge", judge], [judge, task, found]):
        subprocess.run([*node(), *map(str, command)], cwd=WEB, check=True)
    listed: list[list[dict[str, str]]] = json.loads(found.read_text(encoding="utf-8"))
    return listed


def left_out(sample: Sample) -> frozenset[str]:
    """Return the rules that look at other files, and those that the page says otherwise."""
    notice = notice_of(sample)
    others = {quota.id for quota in notice.quotas}
    if not sample.home.is_table:
        others |= {
            target.id
            for target in notice.targets
            if target.members or target.aggregate in ("mean", "sum")
        }
    return NOT_IN_THE_PAGE | others


def by_the_command(sample: Sample, data: Any) -> Told:
    """Return what the command finds: rule, place, severity, verdict, clauses."""
    submission = Submission(file="一.json", data=data, schema=sample.home.ref)
    return Counter(
        (
            item.rule,
            item.where.pointer,
            item.severity,
            item.verdict,
            " ".join(clause.id for clause in item.clauses),
        )
        for item in validate([notice_of(sample)], [submission]).findings
    )


def test_page_and_command_find_the_same(tmp_path: Path) -> None:
    """No finding more and none less: same place, severity, verdict and clauses."""
    cases = list(handed_in())
    told = 0
    for (sample, data), found in zip(cases, in_the_page(cases, tmp_path), strict=True):
        skipped = left_out(sample)
        page: Told = Counter(
            (item["rule"], item["pointer"], item["severity"], item["verdict"], item["clauses"])
            for item in found
        )
        command = by_the_command(sample, data)
        for listed in (page, command):
            for item in [item for item in listed if item[0] in skipped]:
                del listed[item]
        assert page == command, (sample.home.ref, json.dumps(data, ensure_ascii=False))
        words = [item["text"] for item in found]
        assert all(words), (sample.home.ref, found)
        assert not [text for text in words if _ENGLISH.search(text)], sample.home.ref
        told += command.total()
    assert told > len(cases)


def test_what_cannot_be_told_does_not_pass_in_the_page(tmp_path: Path) -> None:
    """A yearly target on a value that nobody gave, one on members of whom one is missing."""
    sample = next(
        item for item in samples() if item.home.ref == "mudan-2022/status" and item.data["rows"]
    )
    rows = [{**row, "year": 2025, "hospital": "peoples"} for row in sample.data["rows"][:1]]
    rows[0].pop("guide_met", None)
    cases = [(sample, {"rows": rows})]

    [found] = in_the_page(cases, tmp_path)

    open_ = {item["rule"] for item in found if item["verdict"] == "undecided"}
    assert {"MD-01", "MD-09"} <= open_
    assert open_ == {told[0] for told in by_the_command(*cases[0]) if told[3] == "undecided"}


def test_a_member_may_be_called_by_another_name_of_the_list(tmp_path: Path) -> None:
    """A short name of the notice's own stands for its row, in a column where any may be typed."""
    found = next(item for item in samples() if item.home.ref == "mudan-2022/status")
    sample = with_open_list(found, "hospital", "hospitals")
    notice = notice_of(sample)
    (name,) = {name for name, _ in notice.code_list("hospitals").aliases()}
    row = {"year": 2022, "hospital": name, "emr_level": 3}
    cases = [(sample, {"rows": [{**row, "hospital": given}]}) for given in (name, "central")]

    short, code = in_the_page(cases, tmp_path)

    assert [item["rule"] for item in short] == [item["rule"] for item in code]
    for (_, data), told in zip(cases, (short, code), strict=True):
        page = Counter((item["rule"], item["pointer"], item["verdict"]) for item in told)
        command = Counter((item[0], item[1], item[3]) for item in by_the_command(sample, data))
        assert page == command
        assert "MD-06" in {item["rule"] for item in told}, "the other hospital is missing"


def with_open_list(sample: Sample, key: str, name: str) -> Sample:
    """Return the sample where an officer supplies a list: it suggests values and binds nobody."""
    table, notice = sample.home, notice_of(sample)
    assert isinstance(table, Table)
    schema = json.loads(json.dumps(table.schema))
    del schema["properties"][key]["enum"]
    columns = tuple(
        replace(column, schema={"type": "string"}) if column.key == key else column
        for column in table.columns
    )
    opened = replace(table, schema=schema, columns=columns)
    lists = tuple(
        replace(item, status="supplied") if item.name == name else item for item in notice.lists
    )
    tables = tuple(opened if item.id == table.id else item for item in notice.tables)
    return Sample((replace(notice, lists=lists, tables=tables),), opened, sample.data)


def test_a_missing_member_is_told_at_its_empty_cell(tmp_path: Path) -> None:
    """The second hospital left a level out: it is told there, not at the first, who gave it."""
    sample = next(
        item for item in samples() if item.home.ref == "mudan-2022/status" and item.data["rows"]
    )
    rows = [
        {**sample.data["rows"][0], "year": 2022, "hospital": code}
        for code in ("peoples", "central")
    ]
    del rows[1]["emr_level"]
    cases = [(sample, {"rows": rows})]

    [found] = in_the_page(cases, tmp_path)

    page = {item["pointer"] for item in found if item["rule"] == "MD-06"}
    command = {told[1] for told in by_the_command(*cases[0]) if told[0] == "MD-06"}
    assert page == command == {"/rows/1/emr_level"}
