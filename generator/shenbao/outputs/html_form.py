"""The fillable form: one HTML file that works from a folder, without any request."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

from shenbao import messages, resources
from shenbao.artifacts import Artifact
from shenbao.errors import ShenbaoError
from shenbao.outputs.html_form_controls import LANGUAGE
from shenbao.outputs.html_form_spec import spec, spec_json
from shenbao.outputs.html_form_view import dom_id, sections
from shenbao.outputs.site import links
from shenbao.policy.model import Form, Notice

_ENDS_SCRIPT = re.compile(r"</|<!--|<script", re.IGNORECASE)


def html_form(notice: Notice, form: Form) -> Artifact:
    """Return the form as one file: styles, script, schema and rules inside it.

    Raises ShenbaoError when the script has not been built.
    """
    script = script_text(resources.templates("web") / "dist" / "form.js")
    style = style_text(resources.templates("form") / "form.css")
    used = spec(notice, form)["readings"]
    template = environment("form").get_template("form.html.j2")
    path = links.fillable(notice, form.id)
    text = template.render(
        notice=notice,
        form=form,
        path=f"/{path}",
        guide=links.relative(_guide(notice, form), path),
        explained=links.relative(links.fields(notice, form.id), path),
        sections=sections(notice, form),
        readings=[
            {"question": reading.question, "text": used[reading.id]["text"], "why": reading.why}
            for reading in notice.readings
            if reading.id in used
        ],
        policy=security_policy(script, style),
        style=trusted(style),
        script=trusted(script),
        spec=trusted(spec_json(notice, form)),
    )
    return Artifact.text(path, text)


def _guide(notice: Notice, form: Form) -> str:
    """Return the page that sends people to the form: of its programme, else of the materials."""
    for programme, track in notice.tracks_of(form.id):
        return f"{links.programme(notice, programme)}#track-{track.id}"
    return links.page(notice, "materials")


def environment(part: str) -> Any:
    """Return the templates of a folder of ``site-templates``; what they print is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(resources.templates(part), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    made.globals["say"] = _say
    made.globals["dom_id"] = dom_id
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
    """Return a content security policy that lets in this script and style and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
            "img-src data:",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()
