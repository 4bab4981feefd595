"""Where the ledger lies: ``published/<notice>/`` in the policy folder, read strictly.

``ledger.json`` has the entries, ``versions/<version>.json`` a whole notice for each, so that
later ones can be compared with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shenbao.core import resources
from shenbao.policy.files.reader import Problems, read_json

if TYPE_CHECKING:
    from shenbao.changes.ledger.entries import Ledger

FOLDER = "published"
"""The folder of the ledgers, beside ``schemas``."""


def ledger_file(root: Path, notice: str) -> Path:
    """Return the file of the ledger of a notice."""
    return root / FOLDER / notice / "ledger.json"


def snapshot_file(root: Path, notice: str, version: str) -> Path:
    """Return the file that keeps a published version."""
    return root / FOLDER / notice / "versions" / f"{version}.json"


def with_ledger(root: Path) -> tuple[str, ...]:
    """Return the ids of the notices that have a ledger."""
    return tuple(sorted(file.parent.name for file in (root / FOLDER).glob("*/ledger.json")))


@cache
def _shape() -> Mapping[str, Any]:
    file = resources.home() / "schemas" / "ledger.schema.json"
    shape: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return shape


def read_ledger(root: Path, notice: str, problems: Problems) -> Ledger | None:
    """Return the ledger of a notice, empty where nothing was published.

    None after recording every mistake of one that cannot be used.
    """
    from shenbao.audit.example_files import read_shaped
    from shenbao.changes.ledger.entries import Ledger, ledger_of

    file = ledger_file(root, notice)
    if not file.exists() and not file.is_symlink():
        for stray in sorted((file.parent / "versions").glob("*.json")):
            problems.add(stray, "", "ledger-stray", version=stray.stem)
        return None if problems.found else Ledger(notice=notice)
    known = len(problems.found)
    document = read_shaped(file, _shape(), problems)
    if document is None:
        return None
    if document["notice"] != notice:
        problems.add(
            file, "/notice", "ledger-other-notice", found=document["notice"], notice=notice
        )
    _days(file, document["published"], problems)
    _twice(file, document["published"], problems)
    versions = {item["version"] for item in document["published"]}
    for stray in sorted((file.parent / "versions").glob("*.json")):
        if stray.stem not in versions:
            problems.add(stray, "", "ledger-stray", version=stray.stem)
    return ledger_of(document) if len(problems.found) == known else None


def read_snapshot(root: Path, notice: str, version: str, digest: str, problems: Problems) -> Any:
    """Return what was kept of a published version, None after recording why it cannot be used."""
    from shenbao.changes.ledger.meaning import digest_of

    file = snapshot_file(root, notice, version)
    document = read_json(file, problems)
    if document is not None and digest_of(document) != digest:
        problems.add(file, "", "ledger-snapshot-changed", version=version)
        return None
    return document


def _days(file: Path, entries: list[Any], problems: Problems) -> None:
    """Record days that no calendar has, and those before the day of an earlier entry."""
    before = date.min
    for number, entry in enumerate(entries):
        place = f"/published/{number}"
        published = _day(file, f"{place}/date", entry["date"], before, problems)
        before = published or before
        if "withdrawn" in entry:
            gone = entry["withdrawn"]["date"]
            _day(file, f"{place}/withdrawn/date", gone, published or date.min, problems)


def _day(file: Path, place: str, found: str, earliest: date, problems: Problems) -> date | None:
    try:
        day = date.fromisoformat(found)
    except ValueError:
        problems.add(file, place, "ledger-no-day", found=found)
        return None
    if day < earliest:
        limit = earliest.isoformat()
        problems.add(file, place, "ledger-day-before", found=found, limit=limit)
    return day


def _twice(file: Path, entries: list[Any], problems: Problems) -> None:
    """Record versions that stand twice; some disks do not tell capitals from small letters."""
    seen: dict[str, int] = {}
    for number, entry in enumerate(entries):
        first = seen.setdefault(entry["version"].casefold(), number)
        if first != number:
            place = f"/published/{number}/version"
            problems.add(file, place, "ledger-twice", version=entry["version"], first=first + 1)
