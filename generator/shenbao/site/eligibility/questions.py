"""The questions of 我能报什么: notice by notice, equal ones of several forms asked once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shenbao.core import messages
from shenbao.core.errors import ShenbaoError
from shenbao.forms.controls import LANGUAGE, Control, choices
from shenbao.forms.view import date_writings
from shenbao.policy.model import Field, Form, Notice
from shenbao.policy.model.editions import newest_first
from shenbao.policy.usage.applications import application_forms

_MOST_RADIOS = 6
_LONGEST_RADIOS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPlace:
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
    places: tuple[QuestionPlace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions about one thing: the unit, the leader, the youth leader."""

    key: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is asked for one notice; those who apply here are not asked for another."""

    notice: Notice
    groups: tuple[Group, ...]


def asked(form: Form) -> dict[str, Field]:
    """Return the fields of a form that ask early: pointer → field.

    Raises ShenbaoError for a group or a row, which no single answer fills.
    """
    found = {field.pointer: field for field in form.fields() if field.ask is not None}
    for pointer, field in found.items():
        if field.kind in ("object", "array") or "/*" in pointer:
            raise ShenbaoError("eligibility-not-a-value", form=form.ref, pointer=pointer)
    return found


def parts(notices: Sequence[Notice]) -> tuple[Part, ...]:
    """Return the questions of each notice that somebody can apply to; ids are unique."""
    forms: dict[str, list[Form]] = {}
    for notice, form in application_forms(notices):
        forms.setdefault(notice.id, []).append(form)
    found: list[Part] = []
    count = 0
    for notice in newest_first(notices):
        if notice.id in forms:
            groups = _groups(notice, forms[notice.id], first=count + 1)
            count += sum(len(group.questions) for group in groups)
            found.append(Part(notice=notice, groups=groups))
    return tuple(found)


def _groups(notice: Notice, forms: Sequence[Form], *, first: int) -> tuple[Group, ...]:
    """Return the questions by the section in which they are first asked."""
    merged: dict[tuple[object, ...], list[QuestionPlace]] = {}
    for form in forms:
        for field in asked(form).values():
            place = QuestionPlace(notice=notice, form=form, field=field)
            merged.setdefault(_sameness(place), []).append(place)
    found: dict[str, list[Question]] = {}
    titles: dict[str, str] = {}
    for number, places in enumerate(merged.values(), start=first):
        key = places[0].field.pointer.split("/")[1]
        titles.setdefault(key, _title(places[0].form, key))
        found.setdefault(key, []).append(_question(f"q{number}", places))
    return tuple(
        Group(key=key, title=titles[key], questions=tuple(found[key]))
        for key in _order(forms)
        if key in found
    )


def _sameness(place: QuestionPlace) -> tuple[object, ...]:
    """Return what equal questions share: the words, the kind of answer, the choices."""
    field = place.field
    offered = choices(place.notice, field)
    rows = offered.rows if offered is not None else ()
    return (field.ask, field.kind, field.schema.get("format"), field.unit, rows)


def _question(name: str, places: list[QuestionPlace]) -> Question:
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
        uses=(_use(places),),
        places=tuple(places),
    )


def _control(place: QuestionPlace) -> Control:
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
        yield messages.say("form-hint-date", date_writings(field), LANGUAGE)


def _use(places: list[QuestionPlace]) -> str:
    """Say which tracks a question is for."""
    tracks = (track for place in places for _, track in place.notice.tracks_of(place.form.id))
    titles = dict.fromkeys(track.title for track in tracks)
    joined = messages.say("eligibility-join", None, LANGUAGE).join(titles)
    return messages.say("eligibility-for", {"tracks": joined}, LANGUAGE)


def _title(form: Form, key: str) -> str:
    """Return what the section is about: its usual name, else its title without the number."""
    name = f"eligibility-group-{key.replace('_', '-')}"
    if messages.has(name, LANGUAGE):
        return messages.say(name, None, LANGUAGE)
    title = next(section.title for section in form.sections if section.key == key)
    return title.partition("、")[2] or title


def _order(forms: Sequence[Form]) -> list[str]:
    """Return all section keys such that each stands behind its forerunner in every form."""
    order: list[str] = []
    for form in forms:
        at = 0
        for section in form.sections:
            if section.key not in order:
                order.insert(at, section.key)
            at = order.index(section.key) + 1
    return order
