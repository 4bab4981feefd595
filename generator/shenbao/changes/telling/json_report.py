"""A comparison for programs: ``schemas/changes.schema.json`` says its shape."""

from __future__ import annotations

import json
from typing import Any

from shenbao.changes.comparison import ClauseText, Comparison, Version
from shenbao.changes.model import Change, Perspective, Place
from shenbao.changes.telling import told
from shenbao.core.messages import say, words
from shenbao.reports.json_report import version

FORM = "1.1"
"""The version of this shape."""


def changes_json(comparison: Comparison, perspective: Perspective, language: str) -> str:
    """Return the comparison as JSON; every key is always there."""
    document = as_json(comparison, perspective, language)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_json(comparison: Comparison, perspective: Perspective, language: str) -> dict[str, Any]:
    """Return the comparison as JSON values."""
    clauses = {
        clause
        for change in comparison.changes
        for clause in (*change.clauses_old, *change.clauses_new)
    }
    return {
        "shenbao": version(),
        "changesVersion": FORM,
        "old": _version(comparison.old),
        "new": _version(comparison.new),
        "perspective": perspective.value,
        "counts": told.counted(comparison.changes),
        "changes": [_change(item, perspective, language) for item in comparison.changes],
        "clauses": {
            clause: {
                "old": _clause(comparison.clauses_old.get(clause)),
                "new": _clause(comparison.clauses_new.get(clause)),
            }
            for clause in sorted(clauses)
        },
        "replay": _replay(comparison, language),
        "limits": [words(limit, language) for limit in comparison.limits],
    }


def _version(version_: Version) -> dict[str, Any]:
    day = version_.published
    return {
        "id": version_.id,
        "title": version_.title,
        "version": version_.version,
        "published": None if day is None else day.isoformat(),
    }


def _clause(clause: ClauseText | None) -> dict[str, str] | None:
    return None if clause is None else {"number": clause.number, "text": clause.text}


def _change(change: Change, perspective: Perspective, language: str) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "row": change.row.number,
        "weight": change.row.weight,
        "direction": change.direction.value,
        "subject": change.subject.value,
        "level": change.level(perspective),
        "sentence": say(change.message, change.values, language),
        "place": _place(change.place),
        "former": None if change.former is None else _place(change.former),
        "old": change.old,
        "new": change.new,
        "clauses": {"old": list(change.clauses_old), "new": list(change.clauses_new)},
        "rules": list(change.rules),
        "fields": list(change.fields),
        "concerned": list(change.concerned),
        "witnesses": [
            {"acceptedBy": item.accepted_by, "part": item.part, "instance": item.instance}
            for item in change.witnesses
        ],
        "mapping": dict(change.mapping),
        "unproved": change.unproved,
        "fingerprint": change.fingerprint,
    }


def _place(place: Place) -> dict[str, str]:
    return {"part": place.part, "pointer": place.pointer, "field": place.field}


def _replay(comparison: Comparison, language: str) -> dict[str, Any] | None:
    replay = comparison.replay
    if replay is None:
        return None
    return {
        "count": replay.count,
        "same": replay.same,
        "newlyFailing": len(replay.failing),
        "newlyPassing": len(replay.passing),
        "changed": [
            {
                "file": item.file,
                "failing": item.failing,
                "rules": list(item.rules),
                "clauses": list(item.clauses),
            }
            for item in replay.changed
        ],
        "unread": [{"file": file, "why": words(why, language)} for file, why in replay.unread],
    }
