"""What stands around the sections on paper: cover, filling notes, opinions and seals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from shenbao.messages import say
from shenbao.outputs.html_form_controls import LANGUAGE
from shenbao.outputs.pdf.entries import Cell, Entries
from shenbao.outputs.site.facts import chinese_day, moment_words
from shenbao.policy.model import Absent, Field, Form, Notice

_ON_COVER = ("project_title", "lead_unit", "hospital", "alliance", "leader", "leader_phone")
_OWN_TITLE = frozenset({"leader", "leader_phone"})
_ID_NUMBER = ("身份证号", "证件号")
_VALUE = 90.0
"""Millimetres for a value on the cover."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the cover: what it asks for, and a box, a text, or room to write."""

    title: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The first page."""

    number: bool
    notice: str
    title: str
    note: str
    lines: tuple[Line, ...]
    foot: str


def cover(notice: Notice, form: Form, entries: Entries) -> Cover:
    """Return the cover; its boxes belong to entries of the sections, which are made before."""
    applying = form.purpose == "application"
    lines = [
        Line(title=_say("word-form-programme"), cell=Cell(text=text))
        for text in _programmes(notice, form)
    ]
    lines += [
        Line(title=_title(field), cell=entries.again(field.pointer, _VALUE))
        for field in _shown(form)
    ]
    seal = "word-form-seal-of-unit" if applying else "word-form-seal"
    lines.append(Line(title=_say(seal), cell=Cell()))
    lines.append(Line(title=_say("word-form-date"), cell=Cell(text=_say("word-form-date-blank"))))
    return Cover(
        number=applying,
        notice=notice.short_title,
        title=form.title,
        note=unofficial(form),
        lines=tuple(lines),
        foot=_foot(notice),
    )


def unofficial(form: Form) -> str:
    """Return the words that say so where the source does not give the form."""
    return "" if form.basis == "source" else _say("word-form-not-official")


def notes(notice: Notice, form: Form, *, fillable: bool) -> tuple[str, ...]:
    """Return the filling notes."""
    return tuple(_notes(notice, form, fillable=fillable))


def table_notes(form: Form, *, fillable: bool) -> tuple[str, ...]:
    """Return what stands over a table that is handed in by itself."""
    told = [form.description, _say("word-form-note-marks")]
    told.append(_say("pdf-form-note-typing" if fillable else "pdf-form-note-static"))
    return tuple(filter(None, told))


def seals(form: Form) -> tuple[tuple[str, ...], ...]:
    """Return the boxes to sign and seal, line by line."""
    if form.purpose != "application":
        return ((_say("word-form-box-filler"), _say("word-form-box-unit")),)
    boxes = ["word-form-box-leader", "word-form-box-unit-opinion"]
    if any(node.role == "members" for node in form.fields()):
        boxes.append("word-form-box-partners")
    return tuple((_say(box),) for box in boxes)


def _foot(notice: Notice) -> str:
    issuer, issued = notice.issuer, notice.issued
    if isinstance(issuer, Absent) or not isinstance(issued, date):
        return ""
    day = chinese_day(issued)
    return _say("word-form-after", issuer=issuer, title=notice.title, day=day)


def _shown(form: Form) -> Iterator[Field]:
    for role in _ON_COVER:
        field = form.field_with_role(role)
        if field is not None and "/*" not in field.pointer and "const" not in field.schema:
            yield field


def _title(field: Field) -> str:
    if field.role not in _OWN_TITLE:
        return field.title
    return _say(f"word-form-cover-{field.role.replace('_', '-')}")


def _programmes(notice: Notice, form: Form) -> Iterator[str]:
    tracks = notice.tracks_of(form.id)
    for programme in dict.fromkeys(programme for programme, _ in tracks):
        names = [track.title for item, track in tracks if item == programme]
        several = len(programme.tracks) > 1
        yield programme.title + (f"（{'、'.join(names)}）" if several else "")


def _notes(notice: Notice, form: Form, *, fillable: bool) -> Iterator[str]:
    nodes = tuple(form.fields())
    if form.description:
        yield form.description
    yield _say("word-form-note-marks")
    yield _say("pdf-form-note-typing" if fillable else "pdf-form-note-static")
    if fillable and any(node.kind == "array" for node in nodes):
        yield _say("pdf-form-note-rows")
    if any(node.computed is not None for node in nodes):
        yield _say("word-form-note-computed")
    titles = [node.title + node.description for node in nodes]
    if not any(word in title for title in titles for word in _ID_NUMBER):
        yield _say("word-form-note-no-id")
    if form.purpose == "application":
        for deadline in notice.deadlines:
            at = moment_words(deadline)
            yield _say("word-form-note-deadline", what=deadline.what, at=at)
        for item in notice.handing_in:
            yield _say("word-form-note-handing-in", what=item.what, how=item.how)
    if fillable:
        yield _say("pdf-form-note-letters")
    yield _say("word-form-note-fingerprint")


def _say(message: str, **args: Any) -> str:
    return say(message, args, LANGUAGE)
