"""Published schemas, catalogue and calendar."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from icalendar import Calendar
from jsonschema import Draft202012Validator

from shenbao.artifacts import Artifact
from shenbao.outputs import invented
from shenbao.outputs.calendar import calendar
from shenbao.outputs.catalogue import catalogue
from shenbao.outputs.packages import packages
from shenbao.outputs.published import published_schemas
from shenbao.policy.load import load_notices
from shenbao.policy.model import Notice

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def document(artifact: Artifact) -> Any:
    return json.loads(artifact.content)


# -- published schemas ------------------------------------------------------------------


def test_every_published_schema_is_valid_2020_12(any_notice: Notice) -> None:
    published = [
        item for item in published_schemas(any_notice) if item.path.endswith(".schema.json")
    ]
    assert len(published) == len(any_notice.forms) + len(any_notice.tables)
    for item in published:
        schema = document(item)
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == f"https://shenbao.example/{item.path}"
        assert any_notice.edition.version in schema["$comment"]


def test_a_published_form_accepts_the_member_that_names_it(demo: Notice) -> None:
    schema = document(next(iter(published_schemas(demo))))
    validator = Draft202012Validator(schema)
    named = {error.json_path for error in validator.iter_errors({"$schema": "demo-2024/a"})}
    other = {error.validator for error in validator.iter_errors({"$other": "x"})}
    assert named <= {"$"}
    assert "additionalProperties" in other


def test_a_published_table_describes_a_document_of_rows(demo: Notice) -> None:
    published = {item.path: item for item in published_schemas(demo)}
    schema = document(published["schemas/demo-2024/summary.schema.json"])
    rows = list(invented.rows(demo, demo.table("summary")))
    validator = Draft202012Validator(schema)
    assert validator.is_valid({"$schema": "demo-2024/summary", "rows": rows})
    assert not validator.is_valid({"rows": [{"no": 0}]})


def test_a_customary_form_is_marked_as_no_official_template(demo: Notice) -> None:
    assert "示例，非官方模板" in document(next(iter(published_schemas(demo))))["$comment"]


def test_a_published_list_says_that_it_is_missing(demo: Notice) -> None:
    published = {item.path: item for item in published_schemas(demo)}
    hospitals = document(published["schemas/demo-2024/lists/hospitals.json"])
    assert hospitals["status"] == "missing"
    assert hospitals["rows"] == []


# -- catalogue --------------------------------------------------------------------------


def test_the_catalogue_fits_its_published_schema(any_notice: Notice) -> None:
    file = ROOT / "schemas" / "catalogue.schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    found = document(catalogue([any_notice]))
    assert [f"{error.json_path}: {error.message}" for error in checker.iter_errors(found)] == []


def test_a_track_takes_its_amount_from_the_funding_field(demo: Notice) -> None:
    track = document(catalogue([demo]))["notices"][0]["programmes"][0]["tracks"][0]
    assert (track["amount"]["minimum"], track["amount"]["maximum"]) == (10, 20)
    assert track["amount"]["unit"] == "万元"
    assert track["leader"] == {"absent": "原文未载"}


def test_each_rule_stands_once_with_all_its_places(demo: Notice) -> None:
    rules = document(catalogue([demo]))["notices"][0]["rules"]
    ids = [rule["id"] for rule in rules]
    assert len(ids) == len(set(ids))
    wanted = {rule.id for _, rule in demo.rules()}
    wanted |= {quota.id for quota in demo.quotas} | {item.id for item in demo.checklist}
    assert set(ids) == wanted


def test_the_paths_of_the_catalogue_are_those_that_are_written(demo: Notice) -> None:
    notice = document(catalogue([demo]))["notices"][0]
    written = {item.path for item in published_schemas(demo)}
    written |= {f"data-packages/{item.path}" for item in packages([demo])}
    named = {form["schema"] for form in notice["forms"]}
    named |= {table["schema"] for table in notice["tables"]}
    named |= {table["package"] for table in notice["tables"]}
    named |= {item["path"] for item in notice["lists"]}
    assert named <= written


# -- calendar ---------------------------------------------------------------------------


def events(artifact: Artifact) -> dict[str, Any]:
    parsed = Calendar.from_ical(artifact.content)
    return {str(item["UID"]): item for item in parsed.walk("VEVENT")}


def test_a_deadline_is_an_instant_with_a_reminder_three_days_before(demo: Notice) -> None:
    event = events(calendar([demo]))["demo-2024-deadline-apply@shenbao.example"]
    assert event.decoded("DTSTART") == datetime.fromisoformat("2024-04-30T16:00:00+08:00")
    alarms = event.walk("VALARM")
    assert [alarm.decoded("TRIGGER") for alarm in alarms] == [timedelta(days=-3)]


def test_an_inferred_zone_is_said_in_the_description(demo: Notice) -> None:
    said = "原文没有写明时区"
    inferred = events(calendar([demo]))["demo-2024-deadline-apply@shenbao.example"]
    stated = replace(
        demo, deadlines=tuple(replace(item, zone_basis="source") for item in demo.deadlines)
    )
    given = events(calendar([stated]))["demo-2024-deadline-apply@shenbao.example"]
    assert said in str(inferred["DESCRIPTION"])
    assert said not in str(given["DESCRIPTION"])


def test_a_period_covers_whole_days_and_its_last_day(demo: Notice) -> None:
    event = events(calendar([demo]))["demo-2024-period-a@shenbao.example"]
    assert event.decoded("DTSTART") == date(2024, 6, 1)
    assert event.decoded("DTEND") == date(2025, 6, 1)


def test_the_stamp_comes_from_the_edition_not_from_the_clock(demo: Notice) -> None:
    stamps = {event.decoded("DTSTAMP").date() for event in events(calendar([demo])).values()}
    assert stamps == {demo.edition.effective}


def test_lines_are_folded_and_control_characters_removed(demo: Notice) -> None:
    hostile = replace(demo.deadlines[0], what="甲" * 60 + "\x00\x1b\r\nBEGIN:VEVENT;,\\")
    artifact = calendar([replace(demo, deadlines=(hostile,))])
    assert max(len(line) for line in artifact.content.split(b"\r\n")) <= 75
    assert len(events(artifact)) == 2
    assert b"\x00" not in artifact.content


def test_all_notices_share_one_calendar_without_a_clash() -> None:
    notices = load_notices(HERE / "notices")
    if any((ROOT / "schemas").glob("*/notice.json")):
        notices += load_notices(ROOT)
    expected = sum(len(notice.deadlines) + len(notice.periods) for notice in notices)
    assert len(events(calendar(notices))) == expected


def test_the_calendar_speaks_english_too(demo: Notice) -> None:
    text = calendar([demo], "en").content.replace(b"\r\n ", b"").decode()
    assert "Beijing time" in text


# -- all of them ------------------------------------------------------------------------


def test_the_same_policy_gives_the_same_bytes(demo: Notice) -> None:
    assert calendar([demo]) == calendar([demo])
    assert catalogue([demo]) == catalogue([demo])
    assert list(published_schemas(demo)) == list(published_schemas(demo))
