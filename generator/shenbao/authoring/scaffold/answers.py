"""What is asked before a notice is made: a few answers, each held against what is allowed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from shenbao.core.errors import ShenbaoError
from shenbao.core.guards.json_text import (
    DescriptionLargeError,
    JsonError,
    read_description,
)
from shenbao.core.messages.values import many, said

KINDS = ("call", "selection-scheme", "work-plan", "improvement-plan")
"""Of a notice, as the dialect has them; the first is the usual one."""

MOST_PROGRAMMES = 20
MOST_TRACKS = 30
_LONGEST_TITLE = 300
_LONGEST_NAME = 100
_ID = re.compile(r"[a-z][a-z0-9-]{1,40}", re.ASCII)
_TAKEN = frozenset({"common", "dialect"})
_DEADLINE = re.compile(
    r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?"
    r"(?:[T ]*(\d{1,2})(?:[:：时点](\d{2})?分?(?::00)?))?",
    re.ASCII,
)
_WHOLE_DAY = 24, 0
_KEYS = frozenset({"title", "issuer", "kind", "programmes", "deadline"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeAnswer:
    """A programme that can be applied for, and its tracks; without any it is one itself."""

    title: str
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a new notice is made from; an empty text is what nobody knows yet.

    ``deadline`` is ``2025-11-15`` or ``2025-11-15T17:00``.
    """

    id: str
    title: str = ""
    issuer: str = ""
    kind: str = KINDS[0]
    programmes: tuple[ProgrammeAnswer, ...] = ()
    deadline: str = ""


def notice_id(text: str) -> str:
    """Return the id of a notice; raises ShenbaoError for what cannot be one."""
    if not _ID.fullmatch(text) or text in _TAKEN:
        raise ShenbaoError("authoring-id", found=text)
    return text


def title(text: str, *, key: str, longest: int = _LONGEST_TITLE) -> str:
    """Return a title without outer blanks; raises ShenbaoError for what no page could show."""
    plain = text.strip()
    if len(plain) > longest:
        raise ShenbaoError("authoring-long", key=key, found=len(plain), limit=longest)
    if any(unicodedata.category(sign).startswith("C") for sign in plain):
        raise ShenbaoError("authoring-control", key=key)
    return plain


def kind(text: str) -> str:
    """Return the kind of a notice; raises ShenbaoError for an unknown one."""
    if text not in KINDS:
        raise ShenbaoError("authoring-kind", found=text, allowed=many(KINDS))
    return text


def deadline(text: str) -> str:
    """Return a day, or a day and a time, as ISO 8601 has them; empty for an empty text.

    Taken are ``2025-11-15``, ``2025-11-15 17:00``, ``2025年11月15日17时``, and what Excel makes of
    them, ``2025/11/15 17:00:00``; 24:00 is the whole day. Raises ShenbaoError for what is none of
    them, and for a day that there is not.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return ""
    match = _DEADLINE.fullmatch(plain)
    if match is None:
        raise ShenbaoError("authoring-deadline", found=text)
    year, month, day, hour, minute = (int(part or 0) for part in match.groups())
    timed = bool(match[4]) and (hour, minute) != _WHOLE_DAY
    hour = hour if timed else 0
    try:
        moment = datetime(year, month, day, hour, minute)  # noqa: DTZ001 - the zone is added later
    except ValueError as error:
        raise ShenbaoError("authoring-deadline", found=text) from error
    return moment.isoformat(timespec="minutes") if timed else moment.date().isoformat()


def programme(text: str) -> ProgrammeAnswer:
    """Return what ``临床研究项目：重点课题、一般课题`` names: a programme, and its tracks."""
    name, _, rest = text.replace(":", "：").partition("：")
    tracks = [part for part in re.split(r"[、,，;；]", rest) if part.strip()]
    return _programme(name, tracks)


def read_answers(identity: str, file: Path) -> Answers:
    """Return the answers in a JSON file; raises ShenbaoError for what is wrong in it.

    The keys are those of ``Answers`` without the id; a programme has ``title`` and ``tracks``.
    """
    try:
        with file.open("rb") as stream:
            document = read_description(stream)
    except DescriptionLargeError as error:
        raise ShenbaoError(
            "authoring-answers", file=str(file), why=said("authoring-large")
        ) from error
    except JsonError as error:
        slip = said("file-json-cause", cause=error.cause)
        why = said("tables-json-why", **error.details, slip=slip)
        raise ShenbaoError("authoring-answers", file=str(file), why=why) from error
    if not isinstance(document, dict):
        raise ShenbaoError("authoring-answers", file=str(file), why=said("authoring-no-object"))
    unknown = sorted(set(document) - _KEYS)
    if unknown:
        why = said("authoring-keys", found=many(unknown), allowed=many(sorted(_KEYS)))
        raise ShenbaoError("authoring-answers", file=str(file), why=why)
    return _answers(identity, document, str(file))


def _answers(identity: str, document: Mapping[str, Any], file: str) -> Answers:
    texts = {key: document.get(key, "") for key in ("title", "issuer", "deadline")}
    texts["kind"] = document.get("kind", KINDS[0])
    for key, value in texts.items():
        if not isinstance(value, str):
            why = said("authoring-no-text", key=key)
            raise ShenbaoError("authoring-answers", file=file, why=why)
    given = document.get("programmes", [])
    if not isinstance(given, list) or not all(_is_programme(item) for item in given):
        why = said("authoring-programmes")
        raise ShenbaoError("authoring-answers", file=file, why=why)
    return checked(
        Answers(
            id=identity,
            **texts,
            programmes=tuple(_programme(item["title"], item.get("tracks", ())) for item in given),
        )
    )


def checked(answers: Answers) -> Answers:
    """Return answers as they are written into the folder; raises ShenbaoError for a wrong one."""
    if len(answers.programmes) > MOST_PROGRAMMES:
        found = len(answers.programmes)
        raise ShenbaoError("authoring-many", key="programmes", found=found, limit=MOST_PROGRAMMES)
    return Answers(
        id=notice_id(answers.id),
        title=title(answers.title, key="title"),
        issuer=title(answers.issuer, key="issuer", longest=_LONGEST_NAME),
        kind=kind(answers.kind),
        programmes=answers.programmes,
        deadline=deadline(answers.deadline),
    )


def _is_programme(item: Any) -> bool:
    if not isinstance(item, dict) or not isinstance(item.get("title"), str):
        return False
    tracks = item.get("tracks", [])
    known = set(item) <= {"title", "tracks"}
    return known and isinstance(tracks, list) and all(isinstance(part, str) for part in tracks)


def _programme(name: str, tracks: Sequence[str]) -> ProgrammeAnswer:
    plain = title(name, key="programmes", longest=_LONGEST_NAME)
    if not plain:
        raise ShenbaoError("authoring-empty", key="programmes")
    named = tuple(title(part, key="programmes", longest=_LONGEST_NAME) for part in tracks)
    if len(named) > MOST_TRACKS:
        raise ShenbaoError("authoring-many", key="programmes", found=len(named), limit=MOST_TRACKS)
    if len(set(named)) < len(named) or "" in named:
        raise ShenbaoError("authoring-tracks", found=plain)
    return ProgrammeAnswer(title=plain, tracks=named)
