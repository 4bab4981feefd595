"""The record of changes: what an edition changes against the one before, for pages and feeds."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from dulwich import porcelain
from dulwich.object_store import tree_lookup_path
from dulwich.repo import Repo
from referencing import Registry, Resource

from shenbao.app.notices.check import CheckRequest, check
from shenbao.app.notices.compare.history import Past
from shenbao.app.notices.ledger.versions import known_ledgers
from shenbao.app.notices.publish import PublishRequest, publish
from shenbao.policy.load.folder import load_notices
from shenbao.policy.model import Notice
from shenbao.site.record.editions import Record
from shenbao.site.record.feed import change_feeds
from shenbao.site.render.pages import site_pages

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parent
OWN, NEXT = "schemas/keji-2025", "schemas/keji-2026"
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
    assert record.edition(notices[0]) is None
    assert record.since(notices[0]) == ()
    assert [item.notice.id for item in record.dated()] == ["keji-2026"]


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
    found = {item.path: item.content for item in change_feeds(Record(notices))}
    document = json.loads(found["changes.json"])
    validate(document)
    assert [item["new"]["id"] for item in document["editions"]] == ["keji-2026"]
    assert document["editions"][0]["new"]["published"] is None
    feed = ET.fromstring(found["changes.xml"])  # noqa: S314 - made here
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == ["2025-10-09T00:00:00Z"]
    assert "58 周岁 → 57 周岁" in (entries[0].findtext(f"{ATOM}content") or "")


def validate(document: object) -> None:
    schemas = [
        json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))
        for name in ("changes", "change-record")
    ]
    registry = Registry().with_resources(
        [(schema["$id"], Resource.from_contents(schema)) for schema in schemas]
    )
    jsonschema.Draft202012Validator(schemas[1], registry=registry).validate(document)


def test_names_of_files_and_expressions_are_not_for_everybody(pages: dict[str, str]) -> None:
    for name in ("changes.md", "notices/keji-2026/changes.md"):
        assert "“所在科室或部门”在数据文件里换了名称" in pages[name]
        assert "department" not in pages[name]
        assert "counts&#46;" not in pages[name]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A policy folder with one notice, which it publishes or commits."""
    shutil.copytree(HERE / "notices" / "keji" / "schemas" / "keji-2025", tmp_path / OWN)
    shutil.copytree(HERE / "notices" / "keji" / "data-packages", tmp_path / "data-packages")
    shutil.rmtree(tmp_path / "data-packages" / "keji-2026")
    return tmp_path


def changed(root: Path, file: str, old: str, new: str) -> None:
    place = root / OWN / file
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new), "utf-8")


def recorded(root: Path) -> Record:
    notices = load_notices(root)
    past = Past(root=root, ledgers=known_ledgers(root, notices), log=lambda _: None)
    return Record(notices, history=past.of)


def told(record: Record) -> list[tuple[str, str | None, list[str]]]:
    """Each step of the only notice: its version, its day, what may change a verdict."""
    return [
        (
            step.notice.edition.version,
            step.day and step.day.isoformat(),
            [
                item.sentence
                for section in step.sections
                for group in section.groups
                for item in group.items
            ],
        )
        for step in record.since(record.notices[0])
    ]


def test_published_versions_are_steps_with_their_days(root: Path) -> None:
    publish(PublishRequest(notice="keji-2025", day=date(2024, 10, 10), root=root))
    assert told(recorded(root)) == []
    changed(root, "forms/research.schema.json", '"maxItems": 15', '"maxItems": 12')
    (step,) = told(recorded(root))
    assert step[:2] == ("2025.1", None)
    assert ["15 行 → ≤ 12 行" in sentence for sentence in step[2]] == [True]
    changed(root, "notice.json", '"version": "2025.1"', '"version": "2025.2"')
    check(CheckRequest(root=root, update=True))
    publish(PublishRequest(notice="keji-2025", day=date(2024, 10, 20), root=root))
    record = recorded(root)
    assert [item[:2] for item in told(record)] == [("2025.2", "2024-10-20")]
    found = {item.path: item.content for item in change_feeds(record)}
    document = json.loads(found["changes.json"])
    validate(document)
    (only,) = document["editions"]
    days = [only[side]["published"] for side in ("old", "new")]
    assert days == ["2024-10-10", "2024-10-20"]
    feed = ET.fromstring(found["changes.xml"])  # noqa: S314 - made here
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == "2024-10-20T00:00:00Z"
    drawn = site_pages(record.notices, docs=None, record=record)
    pages = {item.path: item.content.decode() for item in drawn}
    assert "15 行 → ≤ 12 行" in pages["notices/keji-2025/changes.md"]
    assert "15 行 → ≤ 12 行" in pages["changes.md"]


def committed(root: Path, day: str, text: str) -> None:
    porcelain.add(str(root), [str(root / "schemas")])
    at = int(datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp())
    porcelain.commit(
        str(root),
        message=text.encode(),
        author=b"a <a@b.example>",
        committer=b"a <a@b.example>",
        author_timestamp=at,
        author_timezone=0,
        commit_timestamp=at,
        commit_timezone=0,
    )


def test_without_a_ledger_commits_are_steps(root: Path) -> None:
    porcelain.init(str(root))
    assert told(recorded(root)) == []
    committed(root, "2024-10-10", "first")
    changed(root, "notice.json", '"version": ', '"version":  ')
    committed(root, "2024-10-11", "only blanks")
    changed(root, "forms/research.schema.json", '"maxItems": 15', '"maxItems": 12')
    committed(root, "2024-10-12", "fewer rows")
    changed(root, "notice.json", '"edition"', '"editjon"')
    committed(root, "2024-10-13", "does not load")
    changed(root, "notice.json", '"editjon"', '"edition"')
    assert [item[:2] for item in told(recorded(root))] == [("2025.1", "2024-10-12")]
    changed(root, "forms/research.schema.json", '"maxItems": 12', '"maxItems": 10')
    steps = told(recorded(root))
    assert [item[:2] for item in steps] == [("2025.1", None), ("2025.1", "2024-10-12")]
    assert ["≤ 12 行 → ≤ 10 行" in sentence for sentence in steps[0][2]] == [True]


def test_a_past_with_a_hole_is_told_and_nothing_is_made_of_the_rest(root: Path) -> None:
    porcelain.init(str(root))
    committed(root, "2024-10-10", "first")
    with Repo(str(root)) as repo:
        tree = repo[repo.head()].tree  # type: ignore[attr-defined]
        _, lost = tree_lookup_path(repo.__getitem__, tree, f"{OWN}/notice.json".encode())
    changed(root, "notice.json", '"version": ', '"version":  ')
    changed(root, "forms/research.schema.json", '"maxItems": 15', '"maxItems": 12')
    committed(root, "2024-10-12", "fewer rows")
    number = lost.decode()
    (root / ".git" / "objects" / number[:2] / number[2:]).unlink()
    heard: list[str] = []
    past = Past(root=root, ledgers={}, log=lambda said: heard.append(said.message))
    (notice,) = load_notices(root)
    assert past.of(notice) == ()
    assert heard == ["history-unread"]


def test_a_commit_is_no_day_of_publication_of_an_edition(root: Path) -> None:
    shutil.copytree(HERE / "notices" / "keji" / "schemas" / "keji-2026", root / NEXT)
    porcelain.init(str(root))
    committed(root, "2026-01-01", "both")
    record = recorded(root)
    step = record.edition(record.notices[1])
    assert step is not None
    assert (step.day, step.comparison.new.published) == (date(2025, 10, 9), None)


def test_titles_in_a_feed_are_text(notices: tuple[Notice, ...]) -> None:
    old, new = notices
    hostile = replace(new, title='<b>&"x"</b>')
    found = {item.path: item.content for item in change_feeds(Record((old, hostile)))}
    feed = ET.fromstring(found["changes.xml"])  # noqa: S314 - made here
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == '<b>&"x"</b>（2026.1）'


def test_notices_of_one_edition_have_an_empty_record() -> None:
    notices = load_notices(HERE / "notices")
    found = {item.path: item.content for item in change_feeds(Record(notices))}
    assert json.loads(found["changes.json"])["editions"] == []
    assert ET.fromstring(found["changes.xml"]).findall(f"{ATOM}entry") == []  # noqa: S314
