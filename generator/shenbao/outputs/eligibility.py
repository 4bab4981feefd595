"""我能报什么: one page that asks a few questions and tells which tracks are open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from shenbao import resources
from shenbao.artifacts import Artifact
from shenbao.outputs.eligibility_questions import Group, application_forms, groups
from shenbao.outputs.eligibility_rules import judged, rows, specs
from shenbao.outputs.html_form import environment, script_text, security_policy, style_text, trusted
from shenbao.outputs.html_form_controls import LANGUAGE
from shenbao.outputs.html_form_spec import embedded, words
from shenbao.outputs.site import links
from shenbao.policy.model import Notice, Reading

_WORDS = ("eligibility-", "shape-", "rule-undecided", "undecided-")


def eligibility(notices: Sequence[Notice]) -> Artifact:
    """Return the page as one file: styles, script, questions and rules inside it.

    It stands at the site's root, where its links lead from. Raises ShenbaoError when the
    script has not been built, or when a question stands on more than one value.
    """
    script = script_text(resources.templates("web") / "dist" / "eligible.js")
    style = "".join(
        style_text(resources.templates(part) / file)
        for part, file in (("form", "form.css"), ("eligibility", "eligibility.css"))
    )
    asked = groups(notices)
    tracks = rows(notices)
    template = environment("eligibility").get_template("eligibility.html.j2")
    text = template.render(
        groups=asked,
        tracks=tracks,
        readings=tuple(_readings(notices)),
        home=links.relative(links.HOME, links.ELIGIBILITY),
        catalogue=links.relative(links.CATALOGUE, links.ELIGIBILITY),
        policy=security_policy(script, style),
        style=trusted(style),
        script=trusted(script),
        spec=trusted(embedded(_data(notices, asked, tracks))),
    )
    return Artifact.text(links.ELIGIBILITY, text)


def _data(
    notices: Sequence[Notice], asked: Sequence[Group], tracks: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """Return what the script reads (``src/outcome.ts``)."""
    return {
        "language": LANGUAGE,
        "questions": [
            {
                "id": question.id,
                "text": question.text,
                "control": question.control,
                "places": [
                    {"form": place.form.ref, "pointer": place.field.pointer}
                    for place in question.places
                ],
            }
            for group in asked
            for question in group.questions
        ],
        "forms": specs(notices),
        "rows": list(tracks),
        "severalNotices": len({track["notice"] for track in tracks}) > 1,
        "messages": words(_WORDS),
    }


def _readings(notices: Sequence[Notice]) -> Iterator[tuple[Reading, str]]:
    """Yield the readings that the judged rules follow, each with the words in force."""
    used: dict[str, dict[str, None]] = {}
    for notice, form in application_forms(notices):
        named = used.setdefault(notice.id, {})
        for rule in judged(form).all_rules():
            named.update(dict.fromkeys(rule.readings))
    for notice in notices:
        for reading in notice.readings:
            if reading.id in used.get(notice.id, {}):
                yield reading, reading.option(reading.default).text
