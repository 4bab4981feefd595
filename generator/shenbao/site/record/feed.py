"""The record of changes for programs: ``changes.json``, and an Atom feed (RFC 4287)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from shenbao.changes.model import Perspective
from shenbao.changes.telling.json_report import as_json
from shenbao.core.artifacts import Artifact
from shenbao.core.messages import say
from shenbao.core.resources import PUBLISHED_BASE
from shenbao.forms import urls
from shenbao.forms.controls import LANGUAGE
from shenbao.policy.model import Notice
from shenbao.policy.model.editions import day_of
from shenbao.site.record.editions import Record

SCHEMA = PUBLISHED_BASE + "schemas/change-record.schema.json"

_UNKNOWN = "1970-01-01"
"""What a feed says of an edition whose day the source does not give: it has to name one."""


def change_feeds(notices: Sequence[Notice]) -> Iterator[Artifact]:
    """Yield the changes of all editions as JSON and as a feed, the newest first."""
    record = Record(notices)
    found = record.dated()
    compared = [record.comparison(notice) for notice in found]
    documents = [
        as_json(item, Perspective.APPLICANT, LANGUAGE) for item in compared if item is not None
    ]
    document = {"$schema": SCHEMA, "editions": documents}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    yield Artifact.text(urls.MACHINE_CHANGES, f"{text}\n")
    yield Artifact.text(urls.CHANGE_FEED, _atom(record, found))


def _atom(record: Record, found: Sequence[Notice]) -> str:
    address = PUBLISHED_BASE + urls.CHANGE_FEED
    latest = max((_updated(notice) for notice in found), default=f"{_UNKNOWN}T00:00:00Z")
    entries = "".join(_entry(record, notice) for notice in found)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n'
        f"<id>{escape(address)}</id>\n<title>{escape(say('record-title'))}</title>\n"
        f"<updated>{latest}</updated>\n<author><name>shenbao</name></author>\n"
        f'<link rel="self" href={quoteattr(address)}/>\n{entries}</feed>\n'
    )


def _entry(record: Record, notice: Notice) -> str:
    address = PUBLISHED_BASE + urls.page(notice, "changes")
    lines = [
        f"{group.number} {item.line}".strip()
        for section in record.sections(notice)
        if section.name == "change"
        for group in section.groups
        for item in group.items
    ]
    title = f"{notice.title}（{notice.edition.version}）"
    return (
        f"<entry>\n<id>{escape(f'{address}#{notice.edition.version}')}</id>\n"
        f"<title>{escape(title)}</title>\n<updated>{_updated(notice)}</updated>\n"
        f"<link href={quoteattr(address)}/>\n"
        f'<content type="text">{escape(chr(10).join(lines))}</content>\n</entry>\n'
    )


def _updated(notice: Notice) -> str:
    day = day_of(notice)
    return f"{_UNKNOWN if day is None else day.isoformat()}T00:00:00Z"
