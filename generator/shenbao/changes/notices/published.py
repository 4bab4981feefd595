"""Two notices as their sites published them: what the catalogue says and the published schemas.

A catalogue has the facts, days, programmes, materials and the list of rules, and no clauses'
words, expressions, parameters or bounds of quotas: these are not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from shenbao.changes.model import Change
from shenbao.changes.notices.compare import weightiest_first
from shenbao.changes.notices.entries import date_changes, entry_changes
from shenbao.changes.notices.pair import Pair, matched_by, notice_place
from shenbao.changes.notices.rules import RANK
from shenbao.changes.schemas.compare import compare_schemas
from shenbao.changes.terms import Direction, Subject
from shenbao.core.messages.values import said
from shenbao.policy.model import (
    Absent,
    Attachment,
    Contact,
    Deadline,
    Edition,
    HandingIn,
    Notice,
    Period,
    Programme,
    Topic,
    Track,
)

Schemas = Callable[[Mapping[str, Any]], Any]
"""Gives the published schema of an entry of forms or tables, None where it is not there."""


def compare_published(
    old: Mapping[str, Any], new: Mapping[str, Any], schemas: tuple[Schemas, Schemas]
) -> tuple[Change, ...]:
    """Return what two entries of catalogues say otherwise, with the shapes of their forms.

    Raises KeyError, TypeError or ValueError for entries that are none.
    """
    pair = Pair(_notice(old), _notice(new))
    found = [*date_changes(pair), *entry_changes(pair, lambda text: text), *_rules(old, new)]
    for name in ("forms", "tables"):
        for before, after in matched_by(lambda item: str(item["id"]), old[name], new[name]):
            if before is not None and after is not None:
                shapes = schemas[0](before), schemas[1](after)
                if None not in shapes:
                    found += compare_schemas(*shapes, part=str(after["ref"]))
    return weightiest_first(found, {})


def published_version(entry: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return id, title and version of an entry."""
    return str(entry["id"]), str(entry["title"]), str(entry["edition"]["version"])


def _rules(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for before, after in matched_by(lambda item: str(item["id"]), old["rules"], new["rules"]):
        item = after or before or {}
        change = Change(
            kind="rule-added" if before is None else "rule-removed",
            direction=Direction.UNDETERMINED,
            subject=Subject.ELIGIBILITY,
            place=notice_place(f"/rules/{item['id']}"),
            rules=(str(item["id"]),),
            clauses_old=() if before is None else tuple(map(str, before["clauses"])),
            clauses_new=() if after is None else tuple(map(str, after["clauses"])),
            values={"what": str(item["id"]), "severity": said(f"severity-{item['severity']}")},
            unproved=True,
        )
        if before is None or after is None:
            yield change
        elif before["severity"] != after["severity"]:
            then, now = before["severity"], after["severity"]
            raised = RANK.get(now, 0) > RANK.get(then, 0)
            yield replace(
                change,
                kind="severity-raised" if raised else "severity-lowered",
                direction=Direction.TIGHTER if raised else Direction.LOOSER,
                old=then,
                new=now,
                unproved=False,
                values={
                    "what": str(item["id"]),
                    "old": said(f"severity-{then}"),
                    "new": said(f"severity-{now}"),
                },
            )


def _notice(entry: Mapping[str, Any]) -> Notice:
    """Return a notice with the parts that a catalogue tells, and nothing else."""
    contact = entry["contact"]
    return Notice(
        id=str(entry["id"]),
        kind=entry["kind"],
        title=str(entry["title"]),
        short_title=str(entry["short_title"]),
        summary=str(entry["summary"]),
        edition=Edition(
            version=str(entry["edition"]["version"]),
            effective=Absent(words=""),
            supersedes=entry["edition"]["supersedes"],
        ),
        issuer=_text(entry["issuer"]),
        signatory=_text(entry["signatory"]),
        document_number=_text(entry["document_number"]),
        openness=_text(entry["openness"]),
        addressees=_text(entry["addressees"]),
        issued=_day(entry["issued"]),
        sources=(),
        contact=Contact(
            office=_text(contact["office"]),
            mailbox=_text(contact["mailbox"]),
            address=_text(contact["address"]),
            phone=_text(contact["phone"]),
            note=str(contact["note"]),
            clauses=_ids(contact),
        ),
        programmes=tuple(map(_programme, entry["programmes"])),
        deadlines=tuple(map(_deadline, entry["deadlines"])),
        periods=tuple(map(_period, entry["periods"])),
        handing_in=tuple(map(_handing_in, entry["handing_in"])),
        attachments=tuple(map(_attachment, entry["attachments"])),
        not_stated=tuple(map(str, entry["not_stated"])),
        readings=(),
        gaps=(),
        checklist=(),
        quotas=(),
        targets=(),
        work=(),
        stages=(),
        terms=(),
        candidates=(),
        candidate_sources=(),
        clauses=(),
        lists=(),
        forms=(),
        tables=(),
    )


def _programme(entry: Mapping[str, Any]) -> Programme:
    return Programme(
        id=str(entry["id"]),
        title=str(entry["title"]),
        goal="",
        topics=tuple(
            Topic(
                id=str(item["id"]),
                mark=str(item["mark"]),
                title=str(item["title"]),
                gist="",
                clauses=(),
            )
            for item in entry["topics"]
        ),
        tracks=tuple(
            Track(
                id=str(item["id"]),
                title=str(item["title"]),
                form=str(item["form"]).rpartition("/")[2],
                topics=tuple(map(str, item["topics"])),
                who=_text(item["who"]),
                leader=_text(item["leader"]),
                quota=_text(item["quota"]),
                clauses=_ids(item),
            )
            for item in entry["tracks"]
        ),
        steps=(),
        clauses=_ids(entry),
    )


def _deadline(entry: Mapping[str, Any]) -> Deadline:
    return Deadline(
        id=str(entry["id"]),
        at=datetime.fromisoformat(entry["at"]),
        what=str(entry["what"]),
        zone_basis=entry["zone_basis"],
        reading=None,
        clauses=_ids(entry),
        precision=entry["precision"],
    )


def _period(entry: Mapping[str, Any]) -> Period:
    return Period(
        id=str(entry["id"]),
        title=str(entry["title"]),
        start=date.fromisoformat(entry["start"]),
        end=date.fromisoformat(entry["end"]),
        programme=None,
        clauses=_ids(entry),
    )


def _handing_in(entry: Mapping[str, Any]) -> HandingIn:
    return HandingIn(
        id=str(entry["id"]),
        what=str(entry["what"]),
        how=str(entry["how"]),
        copies=entry["copies"],
        originals=entry["originals"],
        clauses=_ids(entry),
    )


def _attachment(entry: Mapping[str, Any]) -> Attachment:
    return Attachment(
        id=str(entry["id"]),
        title=str(entry["title"]),
        status=entry["status"],
        note=str(entry["note"]),
        clauses=_ids(entry),
    )


def _ids(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(map(str, entry["clauses"]))


def _text(value: Any) -> str | Absent:
    return Absent(words=str(value["absent"])) if isinstance(value, Mapping) else str(value)


def _day(value: Any) -> date | Absent:
    if isinstance(value, Mapping):
        return Absent(words=str(value["absent"]))
    return date.fromisoformat(value)
