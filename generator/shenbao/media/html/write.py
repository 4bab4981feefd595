"""The fillable form: one HTML file that works from a folder, without any request."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from shenbao.core import messages, resources
from shenbao.core.artifacts import Artifact
from shenbao.core.errors import ShenbaoError
from shenbao.forms import urls
from shenbao.forms.controls import LANGUAGE
from shenbao.forms.front_matter import outdated
from shenbao.forms.target_rules import with_targets
from shenbao.forms.view import dom_id
from shenbao.forms.wording import chinese_day, moment_words
from shenbao.media.html.contract import element
from shenbao.media.html.grid import grid
from shenbao.media.html.print import Paper, with_kinds
from shenbao.media.html.script_data import embedded, notice_title, page_spec
from shenbao.policy.model import Form, FormOrTable, Notice, Table
from shenbao.policy.usage import call_dates
from shenbao.reports.content_policy import content_policy

_MENU = {
    urls.HOME: "site-home",
    urls.CATALOGUE: "site-catalogue",
    urls.ELIGIBILITY: "site-eligibility",
    urls.DEADLINES: "site-deadlines",
    urls.DOWNLOADS: "site-downloads",
    urls.CHECKING: "site-checking",
    urls.CLAUSES: "site-clauses",
}
_ENDS_SCRIPT = re.compile(r"</|<!--|<script", re.IGNORECASE)


def html_form(
    notice: Notice,
    home: FormOrTable,
    data: Mapping[str, Any] | None = None,
    *,
    notices: Sequence[Notice] = (),
    look: str = "",
) -> Artifact:
    """Return the form or table as one file: styles, script, schema and rules inside it.

    ``data`` stand in it when it is opened; they need not be valid. Files of the other forms
    of ``notices`` (and of its own notice) can be carried over to it. Raises ShenbaoError when
    the script has not been built.
    """
    plain = home.as_form() if isinstance(home, Table) else home
    if not isinstance(plain, Form):
        raise TypeError(home.ref)
    form = with_targets(notice, plain)
    script = script_text(resources.templates("web") / "dist" / "form.js")
    style = _styles(home) + look
    paper = Paper(notice=notice, form=form, whole=home.is_table)
    grids = {node.pointer: grid(notice, home, node) for node in paper.sections}
    described = page_spec(notice, home, plain, data, notices or (notice,))
    path = urls.fillable(notice, home.id)
    text = (
        environment("form")
        .get_template("form.html.j2")
        .render(
            notice=notice,
            notice_title=notice_title(notice),
            form=form,
            outdated=outdated(notice),
            closing=_closing(notice, form),
            path=f"/{path}",
            engine=urls.relative(urls.CHECKING, path),
            guide=urls.relative(_guide(notice, form), path),
            links=site_links(path),
            search=search_link(path),
            explained=urls.relative(urls.fields(notice, form.id), path),
            sections=paper.sections,
            grids=grids,
            flat=home.is_table,
            paper=paper,
            readings=_readings(notice, described),
            # On its site it asks 检查文件, in a frame, to read Word and Excel.
            policy=security_policy(script, style) + "; frame-src 'self'",
            style=trusted(style),
            script=trusted(script),
            spec=trusted(element(embedded(described))),
        )
    )
    return Artifact.text(path, text)


def site_links(here: str) -> list[tuple[str, str]]:
    """Return where the head of the site leads from the page ``here``: links and their words."""
    return [(urls.relative(target, here), _say(words)) for target, words in _MENU.items()]


def search_link(here: str) -> str:
    """Return the link from the page ``here`` to the search, which stands open there."""
    return f"{urls.relative(urls.HOME, here)}?q="


def page_styles(part: str, look: str = "") -> str:
    """Return the styles of a page of its own: what all share, those of ``part``, the ``look``."""
    files = (("form", "form"), ("form", "site"), (part, part))
    texts = (style_text(resources.templates(room) / f"{name}.css") for room, name in files)
    return "".join(texts) + look


def _styles(home: FormOrTable) -> str:
    names = ("form.css", "site.css", *(("grid.css",) if home.is_table else ()), "paper.css")
    return "".join(style_text(resources.templates("form") / name) for name in names)


def _closing(notice: Notice, form: Form) -> dict[str, str] | None:
    """Return until when applications on a form are taken: words, and moments for the script.

    None for a form by which nobody applies, and where the source gives no day.
    """
    programme = next((programme for programme, _ in notice.tracks_of(form.id)), None)
    if programme is None:
        return None
    closes: str | None
    windows: tuple[tuple[str, str], ...]
    deadline = call_dates.closing(notice)
    if deadline is not None:
        words = _say("form-closes", when=str(moment_words(deadline)))
        closes, windows, inferred = deadline.at.isoformat(), (), bool(deadline.inferred)
    else:
        spans = call_dates.windows(notice, programme)
        if not spans:
            return None
        days = (f"{chinese_day(one.start)}至{chinese_day(one.end)}" for one in spans)
        words = _say("form-windows", when="、".join(days))
        closes, windows = None, call_dates.moments(notice, programme)
        inferred = any(one.inferred for one in spans)
    return {
        "words": words + (_say("form-date-inferred") if inferred else ""),
        "call": json.dumps({"closes": closes, "windows": windows}),
    }


def _readings(notice: Notice, described: Mapping[str, Any]) -> list[dict[str, str]]:
    used = described["readings"]
    return [
        {
            "id": reading.id,
            "question": reading.question,
            "text": used[reading.id]["text"],
            "why": reading.why,
        }
        for reading in notice.readings
        if reading.id in used
    ]


def _guide(notice: Notice, form: Form) -> str:
    """Return the page that sends people to the form: of its programme, else of the materials."""
    for programme, track in notice.tracks_of(form.id):
        return f"{urls.programme(notice, programme)}#track-{track.id}"
    return urls.page(notice, "materials")


def environment(part: str) -> Any:
    """Return the templates of a folder of ``site-templates``; what they print is escaped.

    What is not there is looked for among those of the form, which every page of its own shares.
    """
    return _environment(resources.templates(part))


@cache
def _environment(folder: Path) -> Any:
    """Return the templates of a folder: compiled once, and again when a file has changed."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader([folder, resources.templates("form")], encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    made.globals["say"] = _say
    made.globals["dom_id"] = dom_id
    made.globals["with_kinds"] = with_kinds
    return made


def _say(message: str, **args: Any) -> str:
    return messages.say(message, args, LANGUAGE)


def trusted(text: str) -> Any:
    """Mark text of our own build, or escaped before, as not to be escaped."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - the script and style of the build; JSON escaped by spec_json


def script_text(file: Path) -> str:
    """Return a built script; raises ShenbaoError when it is missing or would end its element."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ShenbaoError("form-script-missing", file=file.name) from None
    broken = _ENDS_SCRIPT.search(text)
    if broken is not None:
        raise ShenbaoError("form-script-unsafe", file=file.name, found=broken[0])
    return text


def style_text(file: Path) -> str:
    """Return styles without comments and indentation."""
    text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


def security_policy(script: str, style: str) -> str:
    """Return a content security policy that lets in this script and style, and drawn pictures."""
    return content_policy(script, style, "img-src data:")
