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
from shenbao.policy.model import Form, Notice

_ENDS_SCRIPT = re.compile(r"</|<!--|<script", re.IGNORECASE)


def html_form(notice: Notice, form: Form) -> Artifact:
    """Return the form as one file: styles, script, schema and rules inside it.

    Raises ShenbaoError when the script has not been built.
    """
    script = _script(resources.templates("web") / "dist" / "form.js")
    style = _style(resources.templates("form") / "form.css")
    used = spec(notice, form)["readings"]
    template = _environment().get_template("form.html.j2")
    text = template.render(
        notice=notice,
        form=form,
        sections=sections(notice, form),
        readings=[
            {"question": reading.question, "text": used[reading.id]["text"], "why": reading.why}
            for reading in notice.readings
            if reading.id in used
        ],
        policy=_policy(script, style),
        style=_trusted(style),
        script=_trusted(script),
        spec=_trusted(spec_json(notice, form)),
    )
    return Artifact.text(f"notices/{notice.id}/forms/{form.id}.html", text)


def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resources.templates("form"), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.globals["say"] = _say
    environment.globals["dom_id"] = dom_id
    return environment


def _say(message: str, **args: Any) -> str:
    return messages.say(message, args, LANGUAGE)


def _trusted(text: str) -> Any:
    """Mark text of our own build, or escaped before, as not to be escaped."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - the script and style of the build; JSON escaped by spec_json


def _script(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ShenbaoError("form-script-missing", file=file.name) from None
    broken = _ENDS_SCRIPT.search(text)
    if broken is not None:
        raise ShenbaoError("form-script-unsafe", file=file.name, found=broken[0])
    return text


def _style(file: Path) -> str:
    """Return the styles without comments and indentation."""
    text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


def _policy(script: str, style: str) -> str:
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
