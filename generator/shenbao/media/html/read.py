"""Reading a page of ours: what it was made with. What is typed into it, it saves as JSON.

A browser that saves a page leaves out what was typed, so that only the data that the page
carries from the start can be read; the reader says so, and of a page that a browser saved after
it had shown it a person has to see whether anything was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shenbao.core.findings import Finding, Where
from shenbao.core.messages.values import many
from shenbao.core.submission import Submission
from shenbao.media.html.contract import (
    elements,
    given_in,
    identity_of,
    is_form_page,
    was_shown,
)
from shenbao.media.json.read import parse, refuse_many
from shenbao.media.reading.assemble import version_notes
from shenbao.media.reading.ooxml import home_of
from shenbao.media.reading.reader_findings import UnreadableError, note, refuse, remark
from shenbao.media.reading.repeated import one_of
from shenbao.media.reading.source import SourceFile, WrongByteError, decode, load


def read_html(source: SourceFile) -> Submission:
    """Read the data that a page carries; raises UnreadableError where there are none."""
    try:
        text, notes = decode(load(source), source.name)
    except WrongByteError as error:
        raise refuse("document.html-not-ours", source.name) from error
    specs = list(_specs(text, source.name))
    carried = [identity_of(spec) for spec in specs]
    first = carried[0] if carried else None
    if first is None:
        ours = not specs and is_form_page(text)
        raise refuse("document.html-empty" if ours else "document.html-not-ours", source.name)
    notice, home = home_of(first, source)
    others = [own.form for own in carried if own is not None and own.form != first.form]
    if others:
        names = many(dict.fromkeys([first.form, *others]))
        raise refuse("document.forms-mixed", source.name, names=names)
    if not any(given_in(spec) for spec in specs):
        raise refuse("document.html-empty", source.name)
    told = (
        *notes,
        _given(text, source.name),
        *version_notes(source.name, notice, home, first),
    )
    copies = [
        Submission(
            file=source.name,
            data=given_in(spec),
            schema=home.ref,
            notes=tuple(item for item in told if item.severity == "info"),
            findings=tuple(item for item in told if item.severity != "info"),
        )
        for spec in specs
    ]
    return one_of(source.name, home, copies)


def read_web_archive(source: SourceFile) -> Submission:
    """Refuse a page with all that belongs to it in one file: raises UnreadableError."""
    raise refuse("document.html-archive", source.name)


def _given(text: str, name: str) -> Finding:
    """Tell that what was typed is not in the page; where it was shown, a person has to look."""
    if was_shown(text):
        return remark("document.html-saved", Where(file=name), severity="review")
    return note("document.html-given", Where(file=name))


def is_filled(path: Path) -> bool:
    """Say whether a page is somebody's submission, or meant to be one.

    It has data in it, or a browser saved it while it was shown. A blank form is nobody's.
    """
    source = SourceFile(path=path, name=path.name, notices=(), schema=None)
    try:
        text, _ = decode(load(source), path.name)
        return was_shown(text) or any(given_in(spec) for spec in _specs(text, path.name))
    except (WrongByteError, UnreadableError):
        return False


def _specs(text: str, name: str) -> Iterator[Any]:
    """Yield what a page says of each form in it."""
    specs = list(elements(text))
    refuse_many(specs, name)
    return (parse(spec, name) for spec in specs)
