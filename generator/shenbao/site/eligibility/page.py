"""我能报什么: one page that asks a few questions and tells which tracks are open.

With several notices the visitor chooses one first: its questions and tracks alone are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from shenbao.core import messages, resources
from shenbao.core.artifacts import Artifact
from shenbao.forms import urls
from shenbao.forms import wording as form_wording
from shenbao.forms.controls import LANGUAGE
from shenbao.media.html.script_data import embedded, message_texts
from shenbao.media.html.write import (
    environment,
    page_styles,
    script_text,
    search_link,
    security_policy,
    site_links,
    trusted,
)
from shenbao.policy.model import Notice, Reading
from shenbao.policy.usage import call_dates
from shenbao.policy.usage.applications import application_forms
from shenbao.site.eligibility.questions import Part, parts
from shenbao.site.eligibility.rules import judged, open_tracks, specs

_WORDS = ("eligibility-", "shape-", "rule-undecided", "undecided-")


def eligibility(notices: Sequence[Notice], look: str = "") -> Artifact:
    """Return the page as one file: styles, script, questions and rules inside it.

    It stands at the site's root, where its links lead from. Raises ShenbaoError when the
    script has not been built, or when a question stands on more than one value.
    """
    script = script_text(resources.templates("web") / "dist" / "eligible.js")
    style = page_styles("eligibility", look)
    asked = parts(notices)
    tracks = open_tracks(notices)
    template = environment("eligibility").get_template("eligibility.html.j2")
    text = template.render(
        parts=asked,
        closings={part.notice.id: _closing(part.notice) for part in asked},
        tracks=tracks,
        readings=tuple(_readings(notices)),
        path=f"/{urls.ELIGIBILITY}",
        here=urls.ELIGIBILITY,
        links=site_links(urls.ELIGIBILITY),
        search=search_link(urls.ELIGIBILITY),
        catalogue=urls.relative(urls.CATALOGUE, urls.ELIGIBILITY),
        policy=security_policy(script, style),
        style=trusted(style),
        script=trusted(script),
        spec=trusted(embedded(_data(notices, asked, tracks))),
    )
    return Artifact.text(urls.ELIGIBILITY, text)


def _closing(notice: Notice) -> str:
    """Return when the call closes, else when applications are taken, in the words of the choice."""
    deadline = call_dates.closing(notice)
    if deadline is not None:
        moved = form_wording.moved_words(notice, deadline)
        moment = "，".join(filter(None, (form_wording.moment_words(deadline), moved)))
        return _marked("eligibility-closing", deadline.inferred, moment=moment)
    spans = call_dates.windows(notice)
    if not spans:
        return messages.say("eligibility-closing-unknown", None, LANGUAGE)
    inferred = any(span.inferred for span in spans)
    end = str(form_wording.chinese_day(max(span.end for span in spans)))
    if len(spans) > 1:
        return _marked("eligibility-closing-windows", inferred, count=len(spans), end=end)
    start = str(form_wording.chinese_day(spans[0].start))
    return _marked("eligibility-closing-window", inferred, start=start, end=end)


def _marked(name: str, inferred: object, **said: str | int) -> str:
    """Return a sentence, marked where its days are inferred."""
    mark = messages.say("eligibility-closing-inferred", None, LANGUAGE) if inferred else ""
    return messages.say(name, said, LANGUAGE) + mark


def _data(
    notices: Sequence[Notice], asked: Sequence[Part], tracks: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """Return what the script reads (``src/eligibility/outcome.ts``)."""
    return {
        "language": LANGUAGE,
        "notices": [part.notice.id for part in asked],
        "questions": [
            {
                "id": question.id,
                "notice": part.notice.id,
                "text": question.text,
                "control": question.control,
                "places": [
                    {"form": place.form.ref, "pointer": place.field.pointer}
                    for place in question.places
                ],
            }
            for part in asked
            for group in part.groups
            for question in group.questions
        ],
        "forms": specs(notices),
        "rows": list(tracks),
        "severalNotices": len(asked) > 1,
        "messages": message_texts(_WORDS),
    }


def _readings(notices: Sequence[Notice]) -> Iterator[tuple[str, Reading, str]]:
    """Yield the readings that the judged rules follow: notice, reading, the words in force."""
    used: dict[str, dict[str, None]] = {}
    for notice, form in application_forms(notices):
        named = used.setdefault(notice.id, {})
        for rule in judged(form).all_rules():
            named.update(dict.fromkeys(rule.readings))
    for notice in notices:
        for reading in notice.readings:
            if reading.id in used.get(notice.id, {}):
                yield notice.id, reading, reading.option(reading.default).text
