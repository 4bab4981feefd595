"""Carrying a submission to a newer edition: renamed places, other codes, what never goes along."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import shenbao
from shenbao import cli
from shenbao.core.errors import ShenbaoError
from shenbao.core.submission import Submission
from shenbao.forms.prefill import migrate
from shenbao.policy.load.folder import load_notices
from shenbao.policy.model import Notice, Replaced

KEJI = Path(__file__).resolve().parents[1] / "notices" / "keji"
OLD = KEJI / "schemas" / "keji-2025" / "examples"


@pytest.fixture(scope="module")
def notices() -> tuple[Notice, ...]:
    return load_notices(KEJI)


def replacing(notices: tuple[Notice, ...], *items: Replaced) -> tuple[Notice, ...]:
    old, new = notices
    return old, replace(new, edition=replace(new.edition, replaces=items))


def carried(notices: tuple[Notice, ...], data: dict[str, Any], form: str = "research") -> Any:
    old, new = notices
    return migrate(notices, old.form(form), new.form(form), Submission(file="a", data=data))


def test_a_renamed_field_is_carried_and_told() -> None:
    done = shenbao.migrate(
        OLD / "research-valid" / "application.json", "keji-2026", load_notices(KEJI)
    )
    assert (done.old, done.form) == ("keji-2025/research", "keji-2026/research")
    assert [(item.old, item.new, item.code) for item in done.changed] == [
        ("/leader/department", "/leader/dept", "")
    ]
    assert done.data["leader"]["dept"] == "心内科"
    assert json.loads(done.content)["$schema"] == "keji-2026/research"
    assert not done.complete


def test_what_is_stated_or_signed_and_its_days_are_never_carried() -> None:
    done = shenbao.migrate(
        OLD / "research-valid" / "application.json", "keji-2026", load_notices(KEJI)
    )
    assert "declarations" not in done.data
    reasons = {item.pointer: item.reason for item in done.left}
    assert reasons["/declarations/ethics"] == "fill-attested"
    assert reasons["/declarations/submitted"] == "fill-attested"
    assert reasons["/declarations/opinion_date"] == "fill-attested"
    missing = {finding.where.pointer for finding in done.findings}
    assert {"/declarations/ethics", "/declarations/submitted"} <= missing


def test_a_day_that_comes_to_stand_beside_a_statement_is_not_carried(
    notices: tuple[Notice, ...],
) -> None:
    item = Replaced(
        form="research", old="/leader/birth_date", new="/declarations/opinion_date", codes=()
    )
    done = carried(replacing(notices, item), {"leader": {"birth_date": "1980-01-01"}})
    assert done.data == {}
    assert [item.reason for item in done.left] == ["fill-attested"]


def test_the_report_never_takes_the_place_of_the_form(tmp_path: Path) -> None:
    source = OLD / "research-valid" / "application.json"
    target = tmp_path / "form.json"
    words = ["migrate", str(source), "--to", "keji-2026", "--root", str(KEJI)]
    done = CliRunner().invoke(cli.app, [*words, "-o", str(target), "--report", str(target)])
    assert isinstance(done.exception, ShenbaoError)
    assert done.exception.message == "migrate-report-twice"
    assert not target.exists()


def test_what_the_newer_form_fixes_stands_in_it_and_is_not_asked_for() -> None:
    done = shenbao.migrate(
        OLD / "research-valid" / "application.json", "keji-2026", load_notices(KEJI)
    )
    assert done.data["period"] == {"start": "2026-01-01", "end": "2027-12-31"}
    assert not any(finding.where.pointer.startswith("/period") for finding in done.findings)
    reasons = {item.pointer: item.reason for item in done.left}
    assert reasons["/period/start"] == reasons["/period/end"] == "fill-fixed"


def test_a_replaced_code_is_the_new_one(notices: tuple[Notice, ...]) -> None:
    item = Replaced(
        form="research", old="/basic/track", new="/basic/track", codes=(("key", "youth"),)
    )
    data = {"basic": {"track": "key"}}
    done = carried(replacing(notices, item), data)
    assert done.data == {"basic": {"track": "youth"}}
    assert [change.code for change in done.changed] == ["key → youth"]


def test_a_code_of_another_name_is_left_to_a_person(notices: tuple[Notice, ...]) -> None:
    old, new = notices
    renamed = tuple(
        replace(item, rows=tuple(replace(row, label=f"别的{row.label}") for row in item.rows))
        if item.name == "tracks"
        else item
        for item in new.lists
    )
    done = carried((old, replace(new, lists=renamed)), {"basic": {"track": "key"}})
    assert done.data == {}
    assert [item.reason for item in done.left] == ["fill-not-in-list"]


def test_a_moved_part_takes_its_rows_along(notices: tuple[Notice, ...]) -> None:
    whole = Replaced(form="research", old="/team/*/name", new="/team/*/unit")
    data = {"team": [{"name": "甲"}, {"name": "乙"}]}
    done = carried(replacing(notices, whole), data)
    assert done.data == {"team": [{"unit": "甲"}, {"unit": "乙"}]}
    group = Replaced(form="research", old="/leader", new="/basic")
    done = carried(replacing(notices, group), {"leader": {"running": 1, "name": "甲"}})
    assert done.data == {}
    assert {item.reason for item in done.left} == {"fill-no-place"}


def test_two_values_for_one_place_keep_the_first(notices: tuple[Notice, ...]) -> None:
    item = Replaced(form="research", old="/team/*/unit", new="/team/*/name")
    done = carried(replacing(notices, item), {"team": [{"name": "甲", "unit": "乙"}]})
    assert done.data == {"team": [{"name": "甲"}]}
    assert [item.reason for item in done.left] == ["fill-said-before"]


@pytest.mark.parametrize(
    ("file", "to", "message"),
    [
        (OLD / "summary-valid" / "summary.json", "keji-2026", "migrate-of-the-year"),
        (OLD / "research-valid" / "application.json", "keji-2025", "migrate-same"),
        (OLD / "research-valid" / "application.json", "keji-2027", "migrate-no-notice"),
        (
            KEJI / "schemas" / "keji-2026" / "examples" / "research-valid" / "application.json",
            "keji-2025",
            "migrate-not-before",
        ),
    ],
)
def test_what_cannot_be_carried_is_told(
    notices: tuple[Notice, ...], file: Path, to: str, message: str
) -> None:
    with pytest.raises(ShenbaoError) as raised:
        shenbao.migrate(file, to, notices)
    assert raised.value.message == message
    assert raised.value.text("zh-CN") != raised.value.text("en")


def test_an_edition_between_is_named(tmp_path: Path) -> None:
    shutil.copytree(KEJI / "schemas", tmp_path / "schemas")
    shutil.copytree(tmp_path / "schemas" / "keji-2026", tmp_path / "schemas" / "keji-2027")
    file = tmp_path / "schemas" / "keji-2027" / "notice.json"
    document = json.loads(file.read_text("utf-8"))
    document["id"] = "keji-2027"
    document["edition"] = {
        "version": "2027.1",
        "effective": "2026-10-09",
        "supersedes": "keji-2026/2026.1",
    }
    file.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    with pytest.raises(ShenbaoError) as raised:
        shenbao.migrate(
            OLD / "research-valid" / "application.json", "keji-2027", load_notices(tmp_path)
        )
    assert raised.value.message == "migrate-in-steps"
    assert raised.value.details["between"] == "keji-2026"
