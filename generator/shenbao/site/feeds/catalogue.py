"""The machine catalogue: what is asked by whom, until when, for how much, and where it stands.

``schemas/catalogue.schema.json`` describes it. Paths are relative to the site's root. A
fact that the source does not give is ``{"absent": "原文未载"}``, as in ``notice.json``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from shenbao.core.artifacts import Artifact
from shenbao.core.messages import say
from shenbao.core.resources import PUBLISHED_BASE
from shenbao.forms import required_rows, urls
from shenbao.policy.model import (
    Attachment,
    ChecklistItem,
    Contact,
    Deadline,
    Form,
    FormOrTable,
    Gap,
    HandingIn,
    Notice,
    Period,
    Programme,
    Quota,
    Rule,
    Table,
    Target,
    Track,
)
from shenbao.policy.model.editions import newest_first
from shenbao.policy.usage import track_facts
from shenbao.site.feeds.catalogue_plan import fact, plan
from shenbao.site.feeds.json_schemas import list_path

SCHEMA = PUBLISHED_BASE + "schemas/catalogue.schema.json"

_ABSENT = "原文未载"


def catalogue(notices: Sequence[Notice]) -> Artifact:
    """Return ``catalogue.json``."""
    value = {
        "$schema": SCHEMA,
        "title": say("catalogue-title"),
        "calendar": urls.CALENDAR,
        "notices": [_notice(notice) for notice in newest_first(notices)],
    }
    return Artifact.text(
        urls.MACHINE_CATALOGUE, json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    )


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        **_identity(notice),
        "page": urls.page(notice, "index"),
        "deadlines": [_deadline(deadline) for deadline in notice.deadlines],
        "periods": [_period(period) for period in notice.periods],
        "programmes": [_programme(notice, programme) for programme in notice.programmes],
        "forms": [_form(notice, form) for form in notice.forms],
        "tables": [_table(notice, table) for table in notice.tables],
        "lists": [
            {
                "name": code_list.name,
                "title": code_list.title,
                "openness": code_list.openness,
                "status": code_list.status,
                "count": len(code_list.rows),
                "path": list_path(notice, code_list),
            }
            for code_list in notice.lists
        ],
        **plan(notice),
        "handing_in": [_handing_in(item) for item in notice.handing_in],
        "attachments": [_attachment(item) for item in notice.attachments],
        "rules": _rules(notice),
        "readings": [
            {
                "id": reading.id,
                "question": reading.question,
                "options": [{"id": one.id, "text": one.text} for one in reading.options],
                "default": reading.default,
                "clauses": list(reading.clauses),
            }
            for reading in notice.readings
        ],
        "gaps": {
            "count": len(notice.gaps),
            "by_kind": dict(sorted(Counter(gap.kind for gap in notice.gaps).items())),
            "items": [_gap(gap) for gap in notice.gaps],
        },
        "not_stated": list(notice.not_stated),
    }


def _identity(notice: Notice) -> dict[str, Any]:
    edition = notice.edition
    return {
        "id": notice.id,
        "kind": notice.kind,
        "title": notice.title,
        "title_basis": notice.title_basis,
        "short_title": notice.short_title,
        "summary": notice.summary,
        "edition": {
            "version": edition.version,
            "effective": fact(edition.effective),
            "supersedes": edition.supersedes,
        },
        "issuer": fact(notice.issuer),
        "signatory": fact(notice.signatory),
        "document_number": fact(notice.document_number),
        "openness": fact(notice.openness),
        "addressees": fact(notice.addressees),
        "actors": fact(notice.actors),
        "issued": fact(notice.issued),
        "contact": _contact(notice.contact),
        "source": {"file": notice.sources[0].file, "sha256": notice.sources[0].sha256},
        "sources": [
            {
                "id": document.id,
                "kind": document.kind,
                "title": document.title,
                "issued": fact(document.issued),
                "edition": document.edition,
                "file": document.file,
                "sha256": document.sha256,
            }
            for document in notice.sources
        ],
    }


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "office": fact(contact.office),
        "mailbox": fact(contact.mailbox),
        "address": fact(contact.address),
        "phone": fact(contact.phone),
        "note": contact.note,
        "clauses": list(contact.clauses),
    }


def _handing_in(item: HandingIn) -> dict[str, Any]:
    return {
        "id": item.id,
        "what": item.what,
        "how": item.how,
        "copies": item.copies,
        "originals": item.originals,
        "clauses": list(item.clauses),
    }


def _attachment(item: Attachment) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": item.title,
        "status": item.status,
        "note": item.note,
        "clauses": list(item.clauses),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "id": gap.id,
        "kind": gap.kind,
        "shown": gap.shown,
        "found": gap.found,
        "reading": gap.reading,
        "clauses": list(gap.clauses),
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "id": deadline.id,
        "at": deadline.at.isoformat(),
        "precision": deadline.precision,
        "inferred": deadline.inferred,
        "zone_basis": deadline.zone_basis,
        "what": deadline.what,
        "reading": deadline.reading,
        "clauses": list(deadline.clauses),
        "extended_from": [
            {
                "at": moved.at.isoformat(),
                "precision": moved.precision,
                "clauses": list(moved.clauses),
            }
            for moved in deadline.extended_from
        ],
    }


def _period(period: Period) -> dict[str, Any]:
    return {
        "id": period.id,
        "title": period.title,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "programme": period.programme,
        "inferred": period.inferred,
        "clauses": list(period.clauses),
    }


def _programme(notice: Notice, programme: Programme) -> dict[str, Any]:
    return {
        "id": programme.id,
        "title": programme.title,
        "page": urls.programme(notice, programme),
        "topics": [
            {"id": topic.id, "mark": topic.mark, "title": topic.title} for topic in programme.topics
        ],
        "tracks": [_track(notice, track) for track in programme.tracks],
        "clauses": list(programme.clauses),
    }


def _track(notice: Notice, track: Track) -> dict[str, Any]:
    form = notice.form(track.form)
    return {
        "id": track.id,
        "title": track.title,
        "topics": list(track.topics),
        "who": fact(track.who),
        "leader": fact(track.leader),
        "quota": fact(track.quota),
        "amount": _amount(notice, track),
        "form": form.ref,
        "schema": urls.published_schema(notice, form.id),
        "page": urls.fillable(notice, form.id),
        "clauses": list(track.clauses),
    }


def _amount(notice: Notice, track: Track) -> dict[str, Any]:
    found = track_facts.amount(notice, track)
    if found is None:
        return {"absent": _ABSENT}
    return {
        "minimum": found.least,
        "maximum": found.most,
        "unit": found.unit or None,
        "basis": found.basis,
        "clauses": list(found.clauses),
    }


def _form(notice: Notice, form: Form) -> dict[str, Any]:
    return {
        "id": form.id,
        "ref": form.ref,
        "title": form.title,
        "purpose": form.purpose,
        "basis": form.basis,
        "digest": form.digest,
        "fields": sum(1 for node in form.fields() if not node.children and node.item is None),
        "schema": urls.published_schema(notice, form.id),
        "page": urls.fillable(notice, form.id),
        "clauses": list(form.clauses),
    }


def _table(notice: Notice, table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "ref": table.ref,
        "title": table.title,
        "basis": table.basis,
        "digest": table.digest,
        "columns": sum(1 for node in table.fields() if not node.children),
        "fixed_rows": len(required_rows.template_rows(notice, table)),
        "schema": urls.published_schema(notice, table.id),
        "package": f"{urls.packages(notice)}{table.id}/datapackage.json",
        "clauses": list(table.clauses),
    }


def _rules(notice: Notice) -> list[dict[str, Any]]:
    """Return every rule once; one that stands on several forms has several places."""
    merged: dict[str, dict[str, Any]] = {}
    for entry in _entries(notice):
        known = merged.setdefault(entry["id"], entry)
        if known is not entry:
            known["where"] += [place for place in entry["where"] if place not in known["where"]]
            known["clauses"] += [one for one in entry["clauses"] if one not in known["clauses"]]
    return list(merged.values())


def _entries(notice: Notice) -> Iterator[dict[str, Any]]:
    for home, rule in notice.rules():
        yield _rule(home, rule)
    for quota in notice.quotas:
        yield _quota(notice, quota)
    for target in notice.targets:
        yield _target(notice, target)
    for item in notice.checklist:
        yield _checklist_item(notice, item)


def _rule(home: FormOrTable, rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "kind": _kind(rule),
        "severity": rule.severity,
        "basis": rule.basis,
        "clauses": list(rule.clauses),
        "where": [f"{home.ref}#{rule.pointer}"],
    }


def _kind(rule: Rule) -> str:
    if rule.whole:
        return "table"
    return "keyword" if rule.keywords else "expression"


def _target(notice: Notice, target: Target) -> dict[str, Any]:
    return {
        "id": target.id,
        "kind": "target",
        "severity": target.severity,
        "basis": target.basis,
        "clauses": list(target.clauses),
        "where": [f"{notice.id}/{home}" for home in target.over],
    }


def _quota(notice: Notice, quota: Quota) -> dict[str, Any]:
    return {
        "id": quota.id,
        "kind": quota.kind,
        "severity": quota.cases[0].severity,
        "basis": quota.basis,
        "clauses": list(quota.clauses),
        "where": [f"{notice.id}/{form}" for form in quota.over],
    }


def _checklist_item(notice: Notice, item: ChecklistItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": "checklist",
        "severity": item.severity,
        "basis": "source",
        "clauses": list(item.clauses),
        "where": [f"{notice.id}#{programme}" for programme in item.programmes] or [notice.id],
    }
