"""What two sites published, compared: facts, days, materials, and the shapes of the forms."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shenbao.app.notices.compare.compare import CompareRequest, compare
from shenbao.core.artifacts import write
from shenbao.core.errors import ShenbaoError
from shenbao.policy.load.folder import load_notice
from shenbao.site.feeds.catalogue import catalogue
from shenbao.site.feeds.json_schemas import published_schemas

KEJI = Path(__file__).resolve().parents[1] / "notices" / "keji" / "schemas"


def published(name: str, folder: Path) -> Path:
    """Write the catalogue and the schemas of a notice as a site has them."""
    notice = load_notice(KEJI / name)
    write([catalogue([notice]), *published_schemas(notice)], folder)
    return folder


def test_two_sites_are_compared_and_what_they_lack_is_said(tmp_path: Path) -> None:
    old = published("keji-2025", tmp_path / "old")
    new = published("keji-2026", tmp_path / "new")
    made = compare(CompareRequest(old=str(old), new=str(new / "catalogue.json")))
    told = {(change.kind, change.place.pointer or change.place.field) for change in made.changes}
    assert ("deadline-earlier", "/deadlines/apply") in told
    assert ("entry-added", "/programmes/P1/topics/digital") in told
    assert ("fact-changed", "/document_number") in told
    assert ("severity-raised", "/rules/KJ-R-03") in told
    assert any(kind == "value-added" and "sites" in place for kind, place in told)
    assert made.limits
    assert compare(CompareRequest(old=str(old), new=str(old))).changes == ()


def no_days(entry: dict[str, Any]) -> None:
    entry["deadlines"] = [{"id": "apply"}]


def no_contact(entry: dict[str, Any]) -> None:
    entry["contact"] = 7


def another_place(entry: dict[str, Any]) -> None:
    entry["forms"][0]["schema"] = "../../../../etc/passwd"


@pytest.mark.parametrize("damage", [no_days, no_contact])
def test_what_is_no_catalogue_is_told(tmp_path: Path, damage: Callable[[Any], None]) -> None:
    sound = published("keji-2025", tmp_path / "old")
    damaged = published("keji-2025", tmp_path / "new")
    document = json.loads((damaged / "catalogue.json").read_text("utf-8"))
    damage(document["notices"][0])
    (damaged / "catalogue.json").write_text(json.dumps(document), "utf-8")
    with pytest.raises(ShenbaoError) as caught:
        compare(CompareRequest(old=str(sound), new=str(damaged)))
    assert caught.value.message == "compare-not-catalogue"


def test_a_catalogue_leads_to_no_file_outside_of_its_site(tmp_path: Path) -> None:
    sound = published("keji-2025", tmp_path / "old")
    damaged = published("keji-2025", tmp_path / "new")
    document = json.loads((damaged / "catalogue.json").read_text("utf-8"))
    another_place(document["notices"][0])
    (damaged / "catalogue.json").write_text(json.dumps(document), "utf-8")
    assert compare(CompareRequest(old=str(sound), new=str(damaged))).changes == ()
