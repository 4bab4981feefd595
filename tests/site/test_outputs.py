"""Published schemas, catalogue and calendar."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator

from shenbao.core.artifacts import Artifact
from shenbao.media.package import example_rows
from shenbao.media.package.write import packages
from shenbao.policy.load.folder import load_notice, load_notices
from shenbao.policy.model import Absent, Notice
from shenbao.site.feeds.calendar import calendar
from shenbao.site.feeds.catalogue import catalogue
from shenbao.site.feeds.json_schemas import published_schemas

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parent


def document(artifact: Artifact) -> Any:
    return json.loads(artifact.content)


@pytest.fixture(scope="module")
def plan() -> Notice:
    """The small invented plan, with work items, targets and fixed rows."""
    return load_notice(HERE / "notices" / "schemas" / "plan-2024")


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
    rows = list(example_rows.invented_rows(demo, demo.table("summary")))
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


def test_a_published_table_keeps_what_only_we_understand(plan: Notice) -> None:
    published = {item.path: document(item) for item in published_schemas(plan)}
    for item in published.values():
        if "$defs" in item:
            Draft202012Validator.check_schema(item)
    table = published["schemas/plan-2024/indicators.schema.json"]
    row = table["$defs"]["row"]
    assert {"x-rows", "x-table-rules", "x-primary-key", "x-unique"} <= set(table)
    assert not {"x-rows", "x-table-rules", "x-primary-key", "x-unique"} & set(row)
    assert row["properties"]["year_1"]["properties"]["rate"]["x-computed"].startswith("100.0")
    assert [rule["id"] for rule in row["x-rules"]] == ["PL-R4"]
    rows = [{"hospital": "h1", "level": "三级", "code": "K1", "year_1": {"numerator": 1}}]
    assert Draft202012Validator(table).is_valid({"rows": rows})
    assert not Draft202012Validator(table).is_valid({"rows": [{**rows[0], "year_1": {"x": 1}}]})


# -- catalogue --------------------------------------------------------------------------


def published_shape() -> Any:
    file = ROOT / "schemas" / "catalogue.schema.json"
    return json.loads(file.read_text(encoding="utf-8"))


def mistakes(*notices: Notice) -> list[str]:
    """Return what is wrong with the catalogue of these notices."""
    form = Draft202012Validator.FORMAT_CHECKER
    checker = Draft202012Validator(published_shape(), format_checker=form)
    found = document(catalogue(notices))
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(found)]


def test_the_catalogue_fits_its_published_schema(any_notice: Notice, plan: Notice) -> None:
    Draft202012Validator.check_schema(published_shape())
    assert mistakes(any_notice, plan) == []


def test_every_key_of_the_catalogue_is_described() -> None:
    """Each key has a Chinese and an English word, and is always there."""
    shape = published_shape()
    for part in (shape, *shape["$defs"].values()):
        assert part["description"]
        for key, value in part.get("properties", {}).items():
            assert value["description"], key
        if part.get("type") == "object" and "properties" in part:
            assert part["required"] == list(part["properties"])


def test_the_catalogue_tells_what_a_plan_asks(plan: Notice) -> None:
    (told,) = document(catalogue([plan]))["notices"]
    assert told["title_basis"] == "toolkit"
    assert told["issued"] == told["contact"]["office"] == {"absent": "原文未载"}
    assert told["edition"]["effective"] == {"absent": "原文未载"}
    assert (told["deadlines"][0]["precision"], told["periods"][0]["programme"]) == ("day", None)
    assert "没有写年份" in told["deadlines"][0]["inferred"]
    groups = told["work"]
    assert groups[0]["title"] == {"absent": "原文未载"}
    assert groups[1]["items"][0]["follows"][1]["adds"] == {"absent": "原文未载"}
    assert told["stages"][1]["ground"] == {"absent": "附件缺失"}
    target = told["targets"][1]
    assert (target["by"], target["aggregate"], target["at_most"]) == ("2024-12-31", "min", None)
    assert target["over"] == ["plan-2024/annual"]
    assert told["terms"][0]["meaning"] == {"absent": "原文未定义"}
    assert {table["id"]: table["fixed_rows"] for table in told["tables"]} == {
        "centres": 4,
        "indicators": 3,
        "projects": 0,
    }


def test_definitions_from_elsewhere_never_look_like_the_sources(plan: Notice) -> None:
    (told,) = document(catalogue([plan]))["notices"]
    candidates = told["candidates"]
    assert "非本文件内容" in candidates["note"]
    assert [item["from_source"] for item in (candidates, *candidates["definitions"])] == [False] * 4
    first = told["indicators"][0]
    assert (first["code"], first["work"], first["candidates"]) == ("K1", ["1-1"], ["PL-D1"])
    assert set(first["values"]) == {"code", "label", "no", "group", "level"}
    assert "definition" not in first


def test_rules_of_tables_and_targets_have_their_kind(plan: Notice) -> None:
    (told,) = document(catalogue([plan]))["notices"]
    kinds = {rule["id"]: rule["kind"] for rule in told["rules"]}
    assert (kinds["PL-R2"], kinds["PL-R3"], kinds["PL-R4"]) == ("table", "table", "expression")
    assert (kinds["PL-Q1"], kinds["PL-Q2"], kinds["PL-T5"]) == ("maxPer", "share", "target")


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
    expected += sum(target.by is not None for notice in notices for target in notice.targets)
    artifact = calendar(notices)
    assert len(events(artifact)) == expected
    assert artifact.content.count(b"BEGIN:VEVENT") == expected


def test_a_day_without_a_time_is_a_whole_day(plan: Notice) -> None:
    event = events(calendar([plan]))["plan-2024-deadline-summary@shenbao.example"]
    assert event.decoded("DTSTART") == date(2024, 10, 31)
    assert event.decoded("DTEND") == date(2024, 11, 1)
    assert "原文只写到日" in str(event["DESCRIPTION"])
    assert "北京时间" not in str(event["DESCRIPTION"])


def test_what_was_inferred_is_said_in_title_and_description(plan: Notice) -> None:
    found = events(calendar([plan]))
    for name in ("deadline-summary", "period-plan"):
        event = found[f"plan-2024-{name}@shenbao.example"]
        assert str(event["SUMMARY"]).endswith("（推定） · 示例计划 2024")
        assert "推定：原文" in str(event["DESCRIPTION"])
    assert "推定" not in str(found["plan-2024-target-PL-T1@shenbao.example"]["SUMMARY"])


def test_a_target_with_a_day_is_due_on_it(plan: Notice) -> None:
    found = events(calendar([plan]))
    firm = found["plan-2024-target-PL-T2@shenbao.example"]
    assert firm.decoded("DTSTART") == date(2024, 12, 31)
    assert "到2024年底" in str(firm["DESCRIPTION"])
    dated = {item.id for item in plan.targets if item.by is not None}
    assert {uid.split("-target-")[1].split("@")[0] for uid in found if "-target-" in uid} == dated
    soft = replace(plan.targets[1], firm=False)
    loose = events(calendar([replace(plan, targets=(soft,))]))
    event = loose["plan-2024-target-PL-T2@shenbao.example"]
    assert str(event["SUMMARY"]).startswith("力争")
    assert "不是必须" in str(event["DESCRIPTION"])


def test_a_notice_without_any_date_of_its_own_has_a_stamp(plan: Notice) -> None:
    only = replace(plan, deadlines=(), periods=())
    stamps = {event.decoded("DTSTAMP").date() for event in events(calendar([only])).values()}
    assert stamps == {date(2024, 12, 31)}
    bare = replace(only, targets=())
    assert isinstance(bare.edition.effective, Absent)
    assert events(calendar([bare])) == {}


def test_every_event_is_well_formed(plan: Notice, demo: Notice) -> None:
    """What strict readers ask: line ends, folding, no stray line, the same after reading."""
    content = calendar([demo, plan]).content
    assert content.endswith(b"END:VCALENDAR\r\n")
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert re.match(rb"[A-Z][A-Z-]*[:;]| ", line), line
    assert Calendar.from_ical(content).to_ical() == content


def test_the_calendar_speaks_english_too(demo: Notice) -> None:
    text = calendar([demo], "en").content.replace(b"\r\n ", b"").decode()
    assert "Beijing time" in text


# -- all of them ------------------------------------------------------------------------


def test_the_same_policy_gives_the_same_bytes(demo: Notice) -> None:
    assert calendar([demo]) == calendar([demo])
    assert catalogue([demo]) == catalogue([demo])
    assert list(published_schemas(demo)) == list(published_schemas(demo))
