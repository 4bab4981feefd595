"""The record of changes: what an edition changes against the one before, for pages and feeds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from referencing import Registry, Resource

from shenbao.policy.load.folder import load_notices
from shenbao.policy.model import Notice
from shenbao.site.record.editions import Record
from shenbao.site.record.feed import change_feeds
from shenbao.site.render.pages import site_pages

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parent
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def notices() -> tuple[Notice, ...]:
    return load_notices(HERE / "notices" / "keji")


@pytest.fixture(scope="module")
def pages(notices: tuple[Notice, ...]) -> dict[str, str]:
    return {item.path: item.content.decode() for item in site_pages(notices, docs=None)}


def test_a_programme_says_what_changed_for_those_who_apply(notices: tuple[Notice, ...]) -> None:
    new = notices[1]
    record = Record(notices)
    research, tech = new.programmes
    of_research = [(item.tone, item.sentence) for item in record.of_programme(new, research)]
    of_tech = [(item.tone, item.sentence) for item in record.of_programme(new, tech)]
    assert ("tighter", "重点、一般课题负责人的年龄上限 58 周岁 → 57 周岁") in of_research
    assert any("村卫生室" in sentence for _, sentence in of_tech)
    assert not any("村卫生室" in sentence for _, sentence in of_research)
    assert not any("周岁" in sentence for _, sentence in of_tech)
    assert all(tone != "drift" for tone, _ in (*of_research, *of_tech))


def test_the_first_edition_has_no_changes(notices: tuple[Notice, ...]) -> None:
    record = Record(notices)
    assert record.sections(notices[0]) == ()
    assert record.counts(notices[0]) == ""
    assert [item.id for item in record.dated()] == ["keji-2026"]


def test_pages_tell_the_changes_and_the_older_edition_leads_there(pages: dict[str, str]) -> None:
    changes = pages["notices/keji-2026/changes.md"]
    assert "今年变了什么" in changes
    assert "58 周岁 → 57 周岁" in changes
    assert "今年变了什么" not in pages["notices/keji-2025/changes.md"]
    assert "今年变了什么" in pages["notices/keji-2026/programme-P1.md"]
    old = [text for path, text in pages.items() if path.startswith("notices/keji-2025/")]
    assert old
    assert all(text.count("已有新版") == 1 for text in old)
    assert "58 周岁 → 57 周岁" in pages["changes.md"]


def test_the_feeds_say_what_the_pages_say(notices: tuple[Notice, ...]) -> None:
    found = {item.path: item.content for item in change_feeds(notices)}
    document = json.loads(found["changes.json"])
    schemas = [
        json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))
        for name in ("changes", "change-record")
    ]
    registry = Registry().with_resources(
        [(schema["$id"], Resource.from_contents(schema)) for schema in schemas]
    )
    jsonschema.Draft202012Validator(schemas[1], registry=registry).validate(document)
    assert [item["new"]["id"] for item in document["editions"]] == ["keji-2026"]
    feed = ET.fromstring(found["changes.xml"])  # noqa: S314 - made here
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == ["2025-10-09T00:00:00Z"]
    assert "58 周岁 → 57 周岁" in (entries[0].findtext(f"{ATOM}content") or "")


def test_titles_in_a_feed_are_text(notices: tuple[Notice, ...]) -> None:
    old, new = notices
    hostile = replace(new, title='<b>&"x"</b>')
    found = {item.path: item.content for item in change_feeds((old, hostile))}
    feed = ET.fromstring(found["changes.xml"])  # noqa: S314 - made here
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == '<b>&"x"</b>（2026.1）'


def test_notices_of_one_edition_have_an_empty_record() -> None:
    notices = load_notices(HERE / "notices")
    found = {item.path: item.content for item in change_feeds(notices)}
    assert json.loads(found["changes.json"])["editions"] == []
    assert ET.fromstring(found["changes.xml"]).findall(f"{ATOM}entry") == []  # noqa: S314
