"""What stands around the sections of a form on paper: cover, filling notes, boxes to sign and seal.

Said here once, as data; every medium only draws it. How a medium is filled in differs, so each
brings its ``Manner`` for the notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shenbao.forms.wording import chinese_day, moment_words, moved_words, words_of
from shenbao.policy.model import Absent, Field, Form, HandingIn, Notice, Programme, Track

_ON_COVER = ("project_title", "lead_unit", "hospital", "alliance", "leader", "leader_phone")
_OWN_TITLE = frozenset({"leader", "leader_phone"})
_ID_NUMBER = ("身份证号", "证件号")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the cover: its title, and a text, the place whose value it repeats, or nothing."""

    title: str
    text: str = ""
    pointer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The first page."""

    number: bool
    """Whether it has a box for the number of the file."""

    notice: str
    title: str
    outdated: str
    """Why nobody should fill it in any more; stands over everything, in a frame."""

    note: str
    """That the form is not official, where the source does not give it."""

    lines: tuple[Line, ...]
    foot: str
    """What the form is made after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a medium is filled in: ids of messages, empty where it has nothing to say."""

    marks: str = "paper-note-marks"
    typing: tuple[str, ...]
    rows: str = ""
    computed: str = "paper-note-computed"
    last: tuple[str, ...]


def applies(form: Form) -> bool:
    """Say whether somebody applies with the form."""
    return form.purpose == "application"


def cover(notice: Notice, form: Form) -> Cover:
    """Return the cover of a form."""
    seal = "paper-seal-of-unit" if applies(form) else "paper-seal"
    return Cover(
        number=applies(form),
        notice=notice.short_title,
        title=form.title,
        outdated=outdated(notice),
        note=unofficial(form),
        lines=(
            *(
                Line(title=words_of("paper-programme"), text=text)
                for text in _programmes(notice, form)
            ),
            *(Line(title=_title(field), pointer=field.pointer) for field in _repeated(form)),
            Line(title=words_of(seal)),
            Line(title=words_of("paper-date"), text=words_of("paper-date-blank")),
        ),
        foot=_foot(notice),
    )


def unofficial(form: Form) -> str:
    """Return that the source does not give the form, nothing where it does."""
    return "" if form.basis == "source" else words_of("paper-not-official")


def outdated(notice: Notice) -> str:
    """Return why nobody should fill in this version: it was withdrawn, there is a newer one."""
    return "".join(filter(None, (_withdrawn(notice), _superseded(notice))))


def _withdrawn(notice: Notice) -> str:
    gone = notice.withdrawn
    if gone is None:
        return ""
    return words_of(
        "paper-withdrawn",
        edition=notice.edition.version,
        day=str(chinese_day(gone.date)),
        reason=gone.reason.rstrip("。."),
    )


def _superseded(notice: Notice) -> str:
    """Return the words that name the newer edition, nothing where there is none."""
    if notice.later is None:
        return ""
    return words_of(
        "paper-superseded",
        edition=notice.edition.version,
        title=notice.later.title,
        notice=notice.later.notice,
        version=notice.later.version,
    )


def notes(notice: Notice, form: Form, manner: Manner) -> tuple[str, ...]:
    """Return the filling notes of a form, deadlines and ways to hand in among them."""
    when = times(notice, form) if applies(form) else ()
    return (*filling(form, manner), *when, *map(words_of, manner.last))


def filling(form: Form, manner: Manner) -> Iterator[str]:
    """Yield how the form is filled in."""
    nodes = tuple(form.fields())
    if form.description:
        yield form.description
    yield words_of(manner.marks)
    yield from map(words_of, manner.typing)
    if manner.rows and any(node.kind == "array" for node in nodes):
        yield words_of(manner.rows)
    if any(node.computed is not None for node in nodes):
        yield words_of(manner.computed)
    titles = [node.title + node.description for node in nodes]
    if not any(word in title for title in titles for word in _ID_NUMBER):
        yield words_of("paper-note-no-id")


def times(notice: Notice, form: Form) -> Iterator[str]:
    """Yield until when, how and where what the notice asks of a form's tracks is handed in."""
    for deadline in notice.deadlines:
        told = words_of("paper-note-deadline", what=deadline.what, at=moment_words(deadline))
        told += f"（{deadline.inferred}）" if deadline.inferred else ""
        yield told + moved_words(notice, deadline)
    tracks = notice.tracks_of(form.id)
    for item in notice.handing_in:
        asked = [track.title for programme, track in tracks if _is_for(item, programme, track)]
        if tracks and not asked:
            continue
        only = f"（{'、'.join(asked)}）" if len(asked) < len(tracks) else ""
        yield words_of("paper-note-handing-in", what=item.what + only, how=item.how)


def _is_for(item: HandingIn, programme: Programme, track: Track) -> bool:
    within = not item.programmes or programme.id in item.programmes
    return within and (not item.tracks or track.id in item.tracks)


def seals(form: Form) -> tuple[tuple[str, ...], ...]:
    """Return the titles of the boxes to sign and seal, line by line."""
    if not applies(form):
        return ((words_of("paper-box-filler"), words_of("paper-box-unit")),)
    boxes = ["paper-box-leader", "paper-box-unit-opinion"]
    if any(node.role == "members" for node in form.fields()):
        boxes.append("paper-box-partners")
    return tuple((words_of(box),) for box in boxes)


def _programmes(notice: Notice, form: Form) -> Iterator[str]:
    tracks = notice.tracks_of(form.id)
    for programme in dict.fromkeys(programme for programme, _ in tracks):
        names = [track.title for item, track in tracks if item == programme]
        several = len(programme.tracks) > 1
        yield programme.title + (f"（{'、'.join(names)}）" if several else "")


def _repeated(form: Form) -> Iterator[Field]:
    for role in _ON_COVER:
        field = form.field_with_role(role)
        if field is not None and "/*" not in field.pointer and "const" not in field.schema:
            yield field


def _title(field: Field) -> str:
    if field.role not in _OWN_TITLE:
        return field.title
    return words_of(f"paper-cover-{field.role.replace('_', '-')}")


def _foot(notice: Notice) -> str:
    issuer, issued = notice.issuer, notice.issued
    if isinstance(issuer, Absent) or not isinstance(issued, date):
        return ""
    day = str(chinese_day(issued))
    return words_of("paper-after", issuer=str(issuer), title=notice.title, day=day)
