"""Comparing a rules inventory with a policy folder: where each rule of the list lives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shenbao.core.errors import ShenbaoError
from shenbao.policy.model import Notice
from shenbao.policy.usage.index import Covered, rule_homes


def coverage(notices: Sequence[Notice], inventory: Path) -> tuple[Covered, ...]:
    """Return every rule of the inventory with its home, in the order of the file.

    The file is a JSON list of objects with at least ``id`` and ``notice``. Raises
    ShenbaoError for a file that is not one.
    """
    homes = {notice.id: rule_homes(notice) for notice in notices}
    return tuple(
        Covered(
            rule=item["id"],
            notice=item["notice"],
            home=homes.get(item["notice"], {}).get(item["id"]),
        )
        for item in _read(inventory)
    )


def _read(file: Path) -> list[dict[str, Any]]:
    try:
        items = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise ShenbaoError("coverage-unreadable", file=str(file)) from error
    sound = isinstance(items, list) and all(
        isinstance(item, dict)
        and isinstance(item.get("id"), str)
        and isinstance(item.get("notice"), str)
        for item in items
    )
    if not sound:
        raise ShenbaoError("coverage-unreadable", file=str(file))
    return list(items)
