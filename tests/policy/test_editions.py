"""Editions of one call side by side: which is the newest, and what an edition may say of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shenbao.app.notices.explain import explain
from shenbao.app.policy_source import Policy
from shenbao.core.errors import PolicyError
from shenbao.forms.front_matter import outdated
from shenbao.policy.load.folder import load_notices
from shenbao.policy.model import editions
from shenbao.site.content.page_index import in_order

KEJI = Path(__file__).resolve().parents[1] / "notices" / "keji"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(KEJI / "schemas", tmp_path / "schemas")
    return tmp_path


def edit(root: Path, change: Callable[[dict[str, Any]], object], notice: str = "keji-2026") -> None:
    file = root / "schemas" / notice / "notice.json"
    document = json.loads(file.read_text("utf-8"))
    change(document["edition"])
    file.write_text(json.dumps(document, ensure_ascii=False), "utf-8")


def mistakes(root: Path) -> list[tuple[str, str]]:
    with pytest.raises(PolicyError) as raised:
        load_notices(root)
    return [(item.pointer, item.message) for item in raised.value.problems]


def test_the_older_edition_names_the_newest_and_stands_below(root: Path) -> None:
    notices = load_notices(root)
    old, new = notices
    assert new.edition.earlier == ("keji-2025", "2025.1")
    assert new.later is None
    assert old.later is not None
    assert (old.later.notice, old.later.version) == ("keji-2026", "2026.1")
    assert [item.id for item in in_order(notices)] == ["keji-2026", "keji-2025"]
    assert outdated(new) == ""
    assert "keji-2026" in outdated(old)
    assert [item.id for item in editions.before(notices, new)] == ["keji-2025"]
    explained = explain("KJ-R-03", Policy(given=notices))
    assert [trace.notice for trace in explained] == ["keji-2026", "keji-2025"]


def test_a_version_alone_is_read_as_one_of_the_same_notice(root: Path) -> None:
    edit(root, lambda edition: edition.update(supersedes="2025.9", replaces=[]))
    old, new = load_notices(root)
    assert new.edition.earlier == ("", "2025.9")
    assert old.later is None


@pytest.mark.parametrize("found", ["2026.1", "keji-2026/2026.1"])
def test_an_edition_does_not_come_before_itself(root: Path, found: str) -> None:
    edit(root, lambda edition: edition.update(supersedes=found, replaces=[]))
    assert mistakes(root) == [("/edition/supersedes", "supersedes-itself")]


def test_a_circle_of_editions_is_told_at_each(root: Path) -> None:
    edit(root, lambda edition: edition.update(supersedes="keji-2026/2026.1"), "keji-2025")
    assert mistakes(root) == [("/edition/supersedes", "supersedes-itself")] * 2


@pytest.mark.parametrize(
    ("entry", "place", "message"),
    [
        ({"form": "nope", "old": "/a", "new": "/b"}, "form", "form-unknown"),
        ({"form": "research", "old": "/leader/name"}, "", "replaces-same"),
        (
            {"form": "research", "old": "/leader/name", "new": "/leader/nam"},
            "new",
            "replaces-place-unknown",
        ),
        (
            {"form": "research", "old": "/leader/name", "codes": {"a": "b"}},
            "codes",
            "replaces-no-codes",
        ),
        (
            {"form": "research", "old": "/basic/track", "codes": {"key": "none"}},
            "codes/key",
            "replaces-code-unknown",
        ),
        (
            {"form": "research", "old": "/basic/track", "codes": {"none": "key"}},
            "codes/none",
            "replaces-old-code",
        ),
        (
            {"form": "research", "old": "/leader/nam", "new": "/leader/name"},
            "old",
            "replaces-old-unknown",
        ),
    ],
)
def test_a_map_that_names_nothing_is_a_mistake(
    root: Path, entry: dict[str, Any], place: str, message: str
) -> None:
    edit(root, lambda edition: edition.update(replaces=[entry]))
    pointer = "/".join(filter(None, ("/edition/replaces/0", place)))
    assert mistakes(root) == [(pointer, message)]


def test_replaced_places_need_an_edition_before(root: Path) -> None:
    entry = {"form": "research", "old": "/leader/name", "new": "/leader/sex"}
    edit(root, lambda edition: edition.update(supersedes=None, replaces=[entry, entry]))
    assert mistakes(root) == [
        ("/edition/replaces", "replaces-nothing"),
        ("/edition/replaces/1/old", "replaces-twice"),
    ]
