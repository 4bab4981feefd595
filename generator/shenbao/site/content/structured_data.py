"""Descriptions for search engines and catalogues (schema.org, JSON-LD), inside a page.

Only facts of the source are said: what is missing is left out, what we inferred too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from shenbao.policy.model import Absent, Notice, Programme, Text, Track
from shenbao.policy.usage import call_dates, track_facts
from shenbao.site.content import derived_facts
from shenbao.site.content.escape import one_line

CONTEXT = "https://schema.org"
_CNY = {"元": 1, "万元": 10_000}
_MARKUP = re.compile("[<>&\u2028\u2029]")


def of_notice(notice: Notice) -> Markup:
    """Return the description of a notice: a document, and the services that it offers."""
    document = _document(notice)
    document |= _said(
        {
            "description": notice.summary,
            "audience": _audience(notice.addressees),
            "temporalCoverage": _coverage(notice),
            "about": [
                {"@type": "GovernmentService", "name": one_line(item.title)}
                for item in notice.programmes
            ],
        }
    )
    if notice.title_basis == "toolkit":
        document["disambiguatingDescription"] = "原文无标题，名称由本站拟定"
    return _script({"@context": CONTEXT, **document})


def of_programme(notice: Notice, programme: Programme) -> Markup:
    """Return the description of a programme: a service, and a grant for every amount."""
    tracks = programme.tracks
    service = _said(
        {
            "@type": "GovernmentService",
            "@id": "#programme",
            "name": programme.title,
            "description": programme.goal,
            "serviceType": "项目申报" if tracks else "",
            "provider": _issuer(notice),
            "audience": [one for track in tracks for one in [_audience(track.who)] if one],
            "offers": _offer(notice),
            "subjectOf": _document(notice),
        }
    )
    grants = [one for track in tracks for one in _grant(notice, track)]
    return _script({"@context": CONTEXT, "@graph": [service, *grants]})


def _document(notice: Notice) -> dict[str, Any]:
    return _said(
        {
            "@type": "DigitalDocument",
            "name": notice.title,
            "identifier": notice.document_number,
            "inLanguage": "zh-CN",
            "publisher": _issuer(notice),
            "datePublished": _day(notice),
        }
    )


def _day(notice: Notice) -> str:
    return "" if isinstance(notice.issued, Absent) else notice.issued.isoformat()


def _issuer(notice: Notice) -> dict[str, Any] | None:
    if isinstance(notice.issuer, Absent):
        return None
    point = _said(
        {
            "@type": "ContactPoint",
            "contactType": notice.contact.office,
            "email": notice.contact.mailbox,
        }
    )
    known = {"contactPoint": point} if "email" in point else {}
    return {"@type": "Organization", "name": one_line(notice.issuer), **known}


def _audience(words: Text) -> dict[str, Any] | None:
    if isinstance(words, Absent) or not words:
        return None
    return {"@type": "Audience", "audienceType": one_line(words)}


def _coverage(notice: Notice) -> str:
    """Return the span of a notice that has one span; several would be a guess."""
    spans = {(item.start, item.end) for item in notice.periods if not item.inferred}
    if len(spans) != 1:
        return ""
    start, end = spans.pop()
    return f"{start.isoformat()}/{end.isoformat()}"


def _offer(notice: Notice) -> dict[str, Any] | None:
    closing = call_dates.closing(notice)
    if closing is None or closing.inferred:
        return None
    return {"@type": "Offer", "availabilityEnds": derived_facts.moment_value(closing)}


def _grant(notice: Notice, track: Track) -> Iterator[dict[str, Any]]:
    found = track_facts.amount(notice, track)
    factor = _CNY.get(found.unit) if found is not None else None
    if found is None or factor is None:
        return
    bounds = {"minValue": found.least, "maxValue": found.most}
    known = {
        key: round(value * factor, 2) if isinstance(value, float) else value * factor
        for key, value in bounds.items()
        if value is not None
    }
    if known:
        yield _said(
            {
                "@type": "MonetaryGrant",
                "@id": f"#grant-{track.id}",
                "name": track.title,
                "funder": _issuer(notice),
                "amount": {"@type": "MonetaryAmount", "currency": "CNY", **known},
            }
        )


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what the source does not say."""
    return {
        key: one_line(value) if isinstance(value, str) else value
        for key, value in values.items()
        if value and not isinstance(value, Absent)
    }


def _script(value: Mapping[str, Any]) -> Markup:
    """Return a data block; nothing in it can end the block or be read as markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    inert = _MARKUP.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return Markup(f'<script type="application/ld+json">{inert}</script>')  # noqa: S704 - inert above
