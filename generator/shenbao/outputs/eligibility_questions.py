"""The questions of 我能报什么: those of all application forms, equal ones asked once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shenbao import messages
from shenbao.errors import ShenbaoError
from shenbao.outputs.html_form_controls import LANGUAGE, Control, choices
from shenbao.policy.model import Field, Form, Notice

_MOST_RADIOS = 6
_LONGEST_RADIOS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A field that a question stands for."""

    notice: Notice
    form: Form
    field: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its control; ``places`` are the fields that its answer fills."""

    id: str
    text: str
    control: Control
    choices: tuple[tuple[str, str], ...]
    unit: str | None
    hints: tuple[str, ...]
    uses: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions about one thing: the unit, the leader, the youth leader."""

    key: str
    title: str
    questions: tuple[Question, ...]


def application_forms(notices: Sequence[Notice]) -> Iterator[tuple[Notice, Form]]:
    """Yield the application forms of every call."""
    for notice in notices:
        if notice.kind == "call":
            yield from ((notice, form) for form in notice.forms if form.purpose == "application")


def asked(form: Form) -> dict[str, Field]:
    """Return the fields of a form that ask early: pointer → field.

    Raises ShenbaoError for a group or a row, which no single answer fills.
    """
    found = {field.pointer: field for field in form.fields() if field.ask is not None}
    for pointer, field in found.items():
        if field.kind in ("object", "array") or "/*" in pointer:
            raise ShenbaoError("eligibility-not-a-value", form=form.ref, pointer=pointer)
    return found


def groups(notices: Sequence[Notice]) -> tuple[Group, ...]:
    """Return the questions by the section in which they are first asked."""
    forms = tuple(application_forms(notices))
    merged: dict[tuple[object, ...], list[Place]] = {}
    for notice, form in forms:
        for field in asked(form).values():
            place = Place(notice=notice, form=form, field=field)
            merged.setdefault(_sameness(place), []).append(place)
    several = len({place.notice.id for places in merged.values() for place in places}) > 1
    found: dict[str, list[Question]] = {}
    titles: dict[str, str] = {}
    for number, places in enumerate(merged.values(), start=1):
        first = places[0]
        key = first.field.pointer.split("/")[1]
        titles.setdefault(key, _title(first.form, key))
        found.setdefault(key, []).append(_question(f"q{number}", places, several=several))
    return tuple(
        Group(key=key, title=titles[key], questions=tuple(found[key]))
        for key in _order([form for _, form in forms])
        if key in found
    )


def _sameness(place: Place) -> tuple[object, ...]:
    """Return what equal questions share: the words, the kind of answer, the choices."""
    field = place.field
    offered = choices(place.notice, field)
    rows = offered.rows if offered is not None else ()
    return (field.ask, field.kind, field.schema.get("format"), field.unit, rows)


def _question(name: str, places: list[Place], *, several: bool) -> Question:
    first = places[0]
    offered = choices(first.notice, first.field)
    control = _control(first)
    return Question(
        id=name,
        text=first.field.ask or "",
        control=control,
        choices=offered.rows if offered is not None else (),
        unit=first.field.unit,
        hints=tuple(_hints(first.field, control)),
        uses=tuple(_uses(places, several=several)),
        places=tuple(places),
    )


def _control(place: Place) -> Control:
    field = place.field
    offered = choices(place.notice, field)
    if offered is not None and offered.closed:
        length = sum(len(label) for _, label in offered.rows)
        few = len(offered.rows) <= _MOST_RADIOS and length <= _LONGEST_RADIOS
        return "radio" if few else "select"
    if offered is not None:
        return "combo"
    if field.kind in ("number", "integer"):
        return "number"
    return "date" if field.schema.get("format") == "date" else "text"


def _hints(field: Field, control: Control) -> Iterator[str]:
    # A statement to be ticked explains its tick, not the question.
    if field.description and "const" not in field.schema:
        yield field.description
    if control == "date":
        yield messages.say("form-hint-date", None, LANGUAGE)


def _uses(places: list[Place], *, several: bool) -> Iterator[str]:
    """Yield which tracks a question is for, by notice where several notices ask."""
    by_notice: dict[str, list[str]] = {}
    for place in places:
        tracks = [track.title for _, track in place.notice.tracks_of(place.form.id)]
        by_notice.setdefault(place.notice.short_title, []).extend(tracks)
    for short_title, tracks in by_notice.items():
        titles = messages.say("eligibility-join", None, LANGUAGE).join(dict.fromkeys(tracks))
        if several:
            of_notice = {"notice": short_title, "tracks": titles}
            yield messages.say("eligibility-for-notice", of_notice, LANGUAGE)
        else:
            yield messages.say("eligibility-for", {"tracks": titles}, LANGUAGE)


def _title(form: Form, key: str) -> str:
    """Return what the section is about: its usual name, else its title without the number."""
    name = f"eligibility-group-{key.replace('_', '-')}"
    if messages.has(name, LANGUAGE):
        return messages.say(name, None, LANGUAGE)
    title = next(section.title for section in form.sections if section.key == key)
    return title.partition("、")[2] or title


def _order(forms: list[Form]) -> list[str]:
    """Return all section keys such that each stands behind its forerunner in every form."""
    order: list[str] = []
    for form in forms:
        at = 0
        for section in form.sections:
            if section.key not in order:
                order.insert(at, section.key)
            at = order.index(section.key) + 1
    return order
