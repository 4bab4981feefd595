"""An entry of the ledger, and the ledger of a notice as it stands in its file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, TypeAlias

from shenbao.core.resources import PUBLISHED_BASE
from shenbao.policy.model import Withdrawn

SCHEMA = PUBLISHED_BASE + "schemas/ledger.schema.json"

Step: TypeAlias = Literal["first", "words", "version"]
"""What a version is against the one before: nothing before, words only, or other verdicts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A published version.

    ``digest`` is over the meaning of the notice, ``snapshot`` over the file beside the ledger
    that keeps it, ``forms`` are those of the schemas of forms and tables by their ids, as filled
    forms carry them: SHA-256 in hex, all of them.
    """

    version: str
    date: date
    step: Step
    digest: str
    snapshot: str
    forms: Mapping[str, str] = field(hash=False)
    withdrawn: Withdrawn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The published versions of a notice, the oldest first."""

    notice: str
    entries: tuple[Entry, ...] = ()

    def of(self, version: str) -> Entry | None:
        """Return the entry of a version, None where it was not published."""
        return next((item for item in self.entries if item.version == version), None)

    @property
    def last(self) -> Entry | None:
        """The newest entry, None where nothing was published."""
        return self.entries[-1] if self.entries else None

    @property
    def holding(self) -> Entry | None:
        """The newest entry that was not withdrawn, None where there is none."""
        return next((item for item in reversed(self.entries) if item.withdrawn is None), None)

    def following(self, entry: Entry) -> Ledger:
        """Return the ledger with one entry more, or another in the place of its version."""
        if self.of(entry.version) is None:
            return replace(self, entries=(*self.entries, entry))
        kept = (entry if item.version == entry.version else item for item in self.entries)
        return replace(self, entries=tuple(kept))


def written(ledger: Ledger) -> str:
    """Return the text of a ledger's file: the same ledger, the same text."""
    document = {
        "$schema": SCHEMA,
        "notice": ledger.notice,
        "published": [_document(entry) for entry in ledger.entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _document(entry: Entry) -> dict[str, Any]:
    document: dict[str, Any] = {
        "version": entry.version,
        "date": entry.date.isoformat(),
        "step": entry.step,
        "digest": entry.digest,
        "snapshot": entry.snapshot,
        "forms": dict(sorted(entry.forms.items())),
    }
    if entry.withdrawn is not None:
        day, reason = entry.withdrawn.date.isoformat(), entry.withdrawn.reason
        document["withdrawn"] = {"date": day, "reason": reason}
    return document


def ledger_of(document: Mapping[str, Any]) -> Ledger:
    """Return the ledger in a file that has the shape of one.

    Raises ValueError for a day that the calendar does not have.
    """
    return Ledger(notice=document["notice"], entries=tuple(map(_entry, document["published"])))


def _entry(document: Mapping[str, Any]) -> Entry:
    gone = document.get("withdrawn")
    return Entry(
        version=document["version"],
        date=date.fromisoformat(document["date"]),
        step=document["step"],
        digest=document["digest"],
        snapshot=document["snapshot"],
        forms=document["forms"],
        withdrawn=None
        if gone is None
        else Withdrawn(date=date.fromisoformat(gone["date"]), reason=gone["reason"]),
    )
