"""Reading a page of ours: what it was made with. What is typed into it, it saves as JSON.

A browser that saves a page leaves out what was typed, so that only the data that the page
carries from the start can be read; the reader says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shenbao.core.findings import Where
from shenbao.core.messages.values import many
from shenbao.core.submission import Submission
from shenbao.media.html.contract import elements, given_in, identity_of
from shenbao.media.json.read import parse, refuse_many
from shenbao.media.reading.assemble import version_notes
from shenbao.media.reading.ooxml import home_of
from shenbao.media.reading.reader_findings import UnreadableError, note, refuse
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
        raise refuse("document.html-not-ours", source.name)
    notice, home = home_of(first, source)
    others = [own.form for own in carried if own is not None and own.form != first.form]
    if others:
        names = many(dict.fromkeys([first.form, *others]))
        raise refuse("document.forms-mixed", source.name, names=names)
    if not any(given_in(spec) for spec in specs):
        raise refuse("document.html-empty", source.name)
    told = (
        *notes,
        note("document.html-given", Where(file=source.name)),
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


def is_filled(path: Path) -> bool:
    """Say whether a page is a form of ours with data in it: a blank one is nobody's submission."""
    source = SourceFile(path=path, name=path.name, notices=(), schema=None)
    try:
        text, _ = decode(load(source), path.name)
        return any(given_in(spec) for spec in _specs(text, path.name))
    except (WrongByteError, UnreadableError):
        return False


def _specs(text: str, name: str) -> Iterator[Any]:
    """Yield what a page says of each form in it."""
    specs = list(elements(text))
    refuse_many(specs, name)
    return (parse(spec, name) for spec in specs)
