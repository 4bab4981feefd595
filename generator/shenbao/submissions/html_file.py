"""Reading a page of ours: what it was made with. What is typed into it, it saves as JSON.

A browser that saves a page leaves out what was typed, so that only the data that the page
carries from the start can be read; the reader says so.
"""

from __future__ import annotations

from typing import Any

from shenbao.carried import Identity
from shenbao.findings import Where
from shenbao.submission import Submission
from shenbao.submissions.gathering import said_otherwise
from shenbao.submissions.json_file import parse
from shenbao.submissions.office import home_of
from shenbao.submissions.remarks import note, refuse
from shenbao.submissions.source import Source, WrongByteError, decode, load

_BEGINS = '<script type="application/json" id="spec">'
_ENDS = "</script>"
"""Around what describes the form; no ``<`` stands in between unescaped."""


def read_html(source: Source) -> Submission:
    """Read the data that a page carries; raises UnreadableError where there are none."""
    try:
        text, notes = decode(load(source), source.name)
    except WrongByteError as error:
        raise refuse("document.html-not-ours", source.name) from error
    described = text.partition(_BEGINS)[2].partition(_ENDS)[0]
    spec = parse(described, source.name) if described.strip() else None
    carried = _identity(spec)
    if spec is None or carried is None:
        raise refuse("document.html-not-ours", source.name)
    notice, home = home_of(carried, source)
    data = spec.get("given")
    if not isinstance(data, dict) or not data:
        raise refuse("document.html-empty", source.name)
    told = (
        *notes,
        note("document.html-given", Where(file=source.name)),
        *said_otherwise(source.name, notice, home, carried),
    )
    return Submission(
        file=source.name,
        data=data,
        schema=home.ref,
        notes=tuple(item for item in told if item.severity == "info"),
        findings=tuple(item for item in told if item.severity != "info"),
    )


def _identity(spec: Any) -> Identity | None:
    if not isinstance(spec, dict) or not isinstance(spec.get("ref"), str):
        return None
    entries = {key: spec[key] for key in ("edition", "digest") if isinstance(spec.get(key), str)}
    return Identity.of({**entries, "form": spec["ref"]})
