"""Reading a page of ours: what it was made with. What is typed into it, it saves as JSON.

A browser that saves a page leaves out what was typed, so that only the data that the page
carries from the start can be read; the reader says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shenbao.core.findings import Where
from shenbao.core.submission import Submission
from shenbao.media.json.read import parse
from shenbao.media.reading.assemble import version_notes
from shenbao.media.reading.ooxml import home_of
from shenbao.media.reading.reader_findings import UnreadableError, note, refuse
from shenbao.media.reading.repeated import one_of
from shenbao.media.reading.source import SourceFile, WrongByteError, decode, load
from shenbao.policy.form_identity import Identity

_BEGINS = '<script type="application/json" id="spec">'
_ENDS = "</script>"
"""Around what describes the form; no ``<`` stands in between unescaped."""


def read_html(source: SourceFile) -> Submission:
    """Read the data that a page carries; raises UnreadableError where there are none."""
    try:
        text, notes = decode(load(source), source.name)
    except WrongByteError as error:
        raise refuse("document.html-not-ours", source.name) from error
    specs = list(_specs(text, source.name))
    carried = [_identity(spec) for spec in specs]
    first = carried[0] if carried else None
    if first is None:
        raise refuse("document.html-not-ours", source.name)
    notice, home = home_of(first, source)
    others = [own.form for own in carried if own is not None and own.form != first.form]
    if others:
        names = "、".join(dict.fromkeys([first.form, *others]))
        raise refuse("document.forms-mixed", source.name, names=names)
    if not any(_given(spec) for spec in specs):
        raise refuse("document.html-empty", source.name)
    told = (
        *notes,
        note("document.html-given", Where(file=source.name)),
        *version_notes(source.name, notice, home, first),
    )
    copies = [
        Submission(
            file=source.name,
            data=_given(spec),
            schema=home.ref,
            notes=tuple(item for item in told if item.severity == "info"),
            findings=tuple(item for item in told if item.severity != "info"),
        )
        for spec in specs
    ]
    return one_of(source.name, home, copies)


def is_filled(path: Path) -> bool:
    """Say whether a page is a form of ours with data in it: a blank one is nobody's submission."""
    source = SourceFile(path=path, name=path.name, notices=(), schema=None)
    try:
        text, _ = decode(load(source), path.name)
        return any(_given(spec) for spec in _specs(text, path.name))
    except (WrongByteError, UnreadableError):
        return False


def _specs(text: str, name: str) -> Iterator[Any]:
    """Yield what a page says of each form in it."""
    for part in text.split(_BEGINS)[1:]:
        spec = part.partition(_ENDS)[0]
        if spec.strip():
            yield parse(spec, name)


def _given(spec: Any) -> dict[str, Any]:
    """Return the data that a page was made with."""
    given = spec.get("given") if isinstance(spec, dict) else None
    return given if isinstance(given, dict) else {}


def _identity(spec: Any) -> Identity | None:
    if not isinstance(spec, dict) or not isinstance(spec.get("ref"), str):
        return None
    entries = {key: spec[key] for key in ("edition", "digest") if isinstance(spec.get(key), str)}
    return Identity.of({**entries, "form": spec["ref"]})
