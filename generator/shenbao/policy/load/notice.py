"""Building the parts of a notice that are not forms, from ``notice.json``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from shenbao.core.paths import pointer_of
from shenbao.policy.files.reader import Problems
from shenbao.policy.load import plan
from shenbao.policy.load.from_schema import basis, quota, target, text
from shenbao.policy.model import (
    Absent,
    Amount,
    Attachment,
    CandidateSource,
    ChecklistItem,
    Clause,
    CodeList,
    Confirmation,
    Contact,
    Deadline,
    Duration,
    Edition,
    Form,
    Gap,
    HandingIn,
    Moved,
    Notice,
    NoticeSource,
    Option,
    Period,
    Programme,
    Reading,
    Replaced,
    Table,
    Topic,
    Track,
)
from shenbao.policy.shorthand.parameters import Parameters
from shenbao.policy.shorthand.put_in import USED

_MONTHS = 12
_ENDS = ("start", "end")


def notice(
    value: Mapping[str, Any],
    *,
    candidates: Mapping[str, Any],
    clauses: tuple[Clause, ...],
    lists: tuple[CodeList, ...],
    forms: tuple[Form, ...],
    tables: tuple[Table, ...],
) -> Notice:
    """Join a notice from its document and its parts."""
    edition = value["edition"]
    documents = _documents(value)
    return Notice(
        id=value["id"],
        kind=value["kind"],
        title=value["title"],
        short_title=value["short_title"],
        summary=value["summary"],
        edition=Edition(
            version=edition["version"],
            effective=_day(edition["effective"]),
            supersedes=edition["supersedes"],
            replaces=tuple(_replaced(item) for item in edition.get("replaces", ())),
        ),
        issuer=text(value["issuer"]["name"]),
        signatory=_fact(value, "signatory"),
        document_number=text(value["document_number"]),
        openness=_fact(value, "openness"),
        addressees=_fact(value, "addressees"),
        issued=_day(value["issued"]),
        sources=documents,
        contact=_contact(value["contact"]),
        programmes=tuple(_programme(item) for item in value["programmes"]),
        deadlines=tuple(_deadline(item) for item in value["deadlines"]),
        periods=tuple(_period(item) for item in value["periods"]),
        handing_in=tuple(_handing_in(item) for item in value["handing_in"]),
        attachments=tuple(_attachment(item) for item in value["attachments"]),
        not_stated=tuple(value["not_stated"]),
        readings=tuple(_reading(item) for item in value["readings"]),
        gaps=tuple(_gap(item) for item in value["gaps"]),
        checklist=tuple(_checklist(item) for item in value["checklist"]),
        quotas=tuple(quota(item) for item in value["quotas"]),
        targets=tuple(target(item) for item in value.get("targets", ())),
        work=tuple(plan.group(item) for item in value.get("work", ())),
        stages=tuple(plan.stage(item) for item in value.get("stages", ())),
        terms=tuple(plan.term(item) for item in value.get("terms", ())),
        candidates=tuple(plan.candidate(item) for item in candidates.get("candidates", ())),
        candidate_sources=tuple(
            CandidateSource(key=item["key"], text=item["text"])
            for item in candidates.get("sources", ())
        ),
        clauses=tuple(_said_in(clause, documents) for clause in clauses),
        lists=lists,
        forms=forms,
        tables=tables,
        title_basis=value.get("title_basis", "source"),
        actors=_fact(value, "actors"),
        params=tuple(Parameters.of(value).declared.values()),
        confirmed=tuple(
            Confirmation(value=item["value"], clause=item.get("clause", ""), reason=item["reason"])
            for item in value.get("confirmed", ())
        ),
    )


def check_moments(document: Mapping[str, Any], file: Path, problems: Problems) -> bool:
    """Record every deadline that no calendar or clock has; the dialect knows only its shape."""
    sound = True
    for number, item in enumerate(document["deadlines"]):
        place: list[str | int] = ["deadlines", number]
        moments = {pointer_of([*place, "at"]): item["at"]}
        for index, earlier in enumerate(item.get("extended_from", ())):
            moments[pointer_of([*place, "extended_from", index, "at"])] = earlier["at"]
        for at, found in moments.items():
            try:
                datetime.fromisoformat(found)
            except ValueError:
                problems.add(file, at, "moment-wrong", found=found)
                sound = False
    return sound


def _documents(value: Mapping[str, Any]) -> tuple[NoticeSource, ...]:
    """Return the documents of a notice; ``source`` is the short way to name a single one."""
    if "sources" not in value:
        only = value["source"]
        own = NoticeSource(
            file=only["file"],
            sha256=only["sha256"],
            title=value["title"],
            issued=_day(value["issued"]),
        )
        return (own,)
    return tuple(
        NoticeSource(
            id=item["id"],
            kind=item["kind"],
            title=item.get("title", value["title"]),
            issued=_day(item.get("issued", value["issued"])),
            file=item["file"],
            sha256=item["sha256"],
            edition=item.get("edition", ""),
        )
        for item in value["sources"]
    )


def _said_in(clause: Clause, documents: Sequence[NoticeSource]) -> Clause:
    """Return a clause with the title of the later document that says it."""
    later = (item.title for item in documents[1:] if item.id == clause.document)
    return replace(clause, said_in=next(later, ""))


def _replaced(value: Mapping[str, Any]) -> Replaced:
    return Replaced(
        form=value["form"],
        old=value["old"],
        new=value.get("new", value["old"]),
        codes=tuple(value.get("codes", {}).items()),
    )


def _day(value: Any) -> date | Absent:
    said = text(value)
    return said if isinstance(said, Absent) else date.fromisoformat(said)


def _fact(value: Mapping[str, Any], key: str) -> str | Absent:
    return text(value.get(key, {"absent": "原文未载"}))


def _source(value: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(value["x-source"])


def _contact(value: Mapping[str, Any]) -> Contact:
    if "absent" in value:
        none = Absent(words=value["absent"])
        return Contact(office=none, mailbox=none, address=none, phone=none, note="", clauses=())
    return Contact(
        office=text(value["office"]),
        mailbox=text(value["mailbox"]),
        address=text(value["address"]),
        phone=text(value["phone"]),
        note=value["note"],
        clauses=_source(value),
    )


def _programme(value: Mapping[str, Any]) -> Programme:
    return Programme(
        id=value["id"],
        title=value["title"],
        goal=value["goal"],
        topics=tuple(
            Topic(
                id=topic["id"],
                mark=topic["mark"],
                title=topic["title"],
                gist=topic["gist"],
                clauses=_source(topic),
            )
            for topic in value["topics"]
        ),
        tracks=tuple(_track(track) for track in value["tracks"]),
        steps=tuple(value["steps"]),
        clauses=_source(value),
    )


def _track(value: Mapping[str, Any]) -> Track:
    return Track(
        id=value["id"],
        title=value["title"],
        form=value["form"],
        topics=tuple(value["topics"]),
        who=text(value["who"]),
        leader=text(value["leader"]),
        quota=text(value["quota"]),
        clauses=_source(value),
        barred=tuple(value.get("barred", ())),
        amount=_amount(value["amount"]) if "amount" in value else None,
        period=_duration(value["period"]) if "period" in value else None,
        params=tuple(value.get(USED, ())),
    )


def _amount(value: Mapping[str, Any]) -> Amount:
    return Amount(
        least=value.get("least"),
        most=value.get("most"),
        unit=value["unit"],
        clauses=_source(value),
        basis=basis(value),
    )


def _duration(value: Mapping[str, Any]) -> Duration:
    months = value["years"] * _MONTHS if "years" in value else value.get("months")
    start, end = (date.fromisoformat(value[key]) if key in value else None for key in _ENDS)
    return Duration(months=months, start=start, end=end, clauses=_source(value))


def _deadline(value: Mapping[str, Any]) -> Deadline:
    return Deadline(
        id=value["id"],
        at=datetime.fromisoformat(value["at"]),
        what=value["what"],
        zone_basis=value["zone"]["basis"],
        reading=value.get("reading"),
        clauses=_source(value),
        precision=value.get("precision", "minute"),
        inferred=value.get("inferred", ""),
        extended_from=tuple(
            Moved(
                at=datetime.fromisoformat(item["at"]),
                clauses=_source(item),
                precision=item.get("precision", "minute"),
            )
            for item in value.get("extended_from", ())
        ),
    )


def _period(value: Mapping[str, Any]) -> Period:
    return Period(
        id=value["id"],
        title=value["title"],
        start=date.fromisoformat(value["start"]),
        end=date.fromisoformat(value["end"]),
        programme=value["programme"],
        clauses=_source(value),
        inferred=value.get("inferred", ""),
        kind=value.get("kind", "execution"),
    )


def _handing_in(value: Mapping[str, Any]) -> HandingIn:
    return HandingIn(
        id=value["id"],
        what=value["what"],
        how=value["how"],
        copies=value.get("copies"),
        originals=value.get("originals"),
        clauses=_source(value),
        programmes=tuple(value.get("programmes", ())),
        tracks=tuple(value.get("tracks", ())),
    )


def _attachment(value: Mapping[str, Any]) -> Attachment:
    return Attachment(
        id=value["id"],
        title=value["title"],
        status=value["status"],
        note=value["note"],
        clauses=_source(value),
    )


def _reading(value: Mapping[str, Any]) -> Reading:
    return Reading(
        id=value["id"],
        question=value["question"],
        options=tuple(Option(id=item["id"], text=item["text"]) for item in value["options"]),
        default=value["default"],
        why=value["why"],
        clauses=_source(value),
    )


def _gap(value: Mapping[str, Any]) -> Gap:
    return Gap(
        id=value["id"],
        kind=value["kind"],
        found=value["found"],
        shown=value["shown"],
        clauses=tuple(value["where"]),
        lines=value["lines"],
        reading=value["reading"],
    )


def _checklist(value: Mapping[str, Any]) -> ChecklistItem:
    return ChecklistItem(
        id=value["id"],
        ask=value["ask"],
        who=value["who"],
        programmes=tuple(value["programmes"]),
        topics=tuple(value["topics"]),
        severity=value["severity"],
        note=value["note"],
        clauses=_source(value),
    )
