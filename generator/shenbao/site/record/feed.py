"""The record of changes for programs: ``changes.json``, and an Atom feed (RFC 4287)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from shenbao.changes.model import Perspective
from shenbao.changes.telling.json_report import as_json
from shenbao.core.artifacts import Artifact
from shenbao.core.messages import say
from shenbao.core.resources import PUBLISHED_BASE
from shenbao.forms import urls
from shenbao.forms.controls import LANGUAGE
from shenbao.site.record.editions import Record, Step

SCHEMA = PUBLISHED_BASE + "schemas/change-record.schema.json"

_UNKNOWN = "1970-01-01"
"""What a feed says of an edition whose day the source does not give: it has to name one."""


def change_feeds(record: Record) -> Iterator[Artifact]:
    """Yield all changes of editions and versions as JSON and as a feed, the newest first."""
    found = record.dated()
    documents = [as_json(step.comparison, Perspective.APPLICANT, LANGUAGE) for step in found]
    document = {"$schema": SCHEMA, "editions": documents}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    yield Artifact.text(urls.MACHINE_CHANGES, f"{text}\n")
    yield Artifact.text(urls.CHANGE_FEED, _atom(found))


def _atom(found: Sequence[Step]) -> str:
    address = PUBLISHED_BASE + urls.CHANGE_FEED
    latest = max((_updated(step.day) for step in found), default=_updated(None))
    entries = "".join(map(_entry, found))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n'
        f"<id>{escape(address)}</id>\n<title>{escape(say('record-title'))}</title>\n"
        f"<updated>{latest}</updated>\n<author><name>shenbao</name></author>\n"
        f'<link rel="self" href={quoteattr(address)}/>\n{entries}</feed>\n'
    )


def _entry(step: Step) -> str:
    notice = step.notice
    address = PUBLISHED_BASE + urls.page(notice, "changes")
    lines = [
        f"{group.number} {item.line}".strip()
        for section in step.sections
        if section.name == "change"
        for group in section.groups
        for item in group.items
    ]
    title = f"{notice.title}（{notice.edition.version}）"
    return (
        f"<entry>\n<id>{escape(_id(step, address))}</id>\n"
        f"<title>{escape(title)}</title>\n<updated>{_updated(step.day)}</updated>\n"
        f"<link href={quoteattr(address)}/>\n"
        f'<content type="text">{escape(chr(10).join(lines) or step.counts)}</content>\n</entry>\n'
    )


def _id(step: Step, address: str) -> str:
    """Return the id of an entry; a change of the same notice is told apart by what it says."""
    version = step.notice.edition.version
    if step.is_edition:
        return f"{address}#{version}"
    return f"{address}#{version}-{step.comparison.changes[0].fingerprint}"


def _updated(day: date | None) -> str:
    return f"{_UNKNOWN if day is None else day.isoformat()}T00:00:00Z"
